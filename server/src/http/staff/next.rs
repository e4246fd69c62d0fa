//! Where signing in and unlocking lead on to: the page that was asked for, with what it was asked, carried as `next`.

use super::again::is_form_id;
use crate::chance;

/// The page, if it is one of a study; anything else could lead elsewhere, and gives nothing.
pub(super) fn inside(next: &str) -> &str {
    let (path, query) = next.split_once('?').unwrap_or((next, ""));
    let plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.'));
    let asked = query.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~*=&%+:,".contains(&byte));
    if plain && asked && !path.contains("..") && next.starts_with("/studies/") { next } else { "" }
}

/// A page of one's own account, or that of everybody here; the account where it is something else.
/// What was pressed there may wait under an id.
pub(super) fn own(next: &str) -> &str {
    let (page, id) = next.split_once("?again=").unwrap_or((next, ""));
    if page != next && !chance::is_id(id) && !is_form_id(id) {
        return "/account";
    }
    let plain = page.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/-".contains(&byte));
    let is_own = page.starts_with("/account/") || matches!(page, "/account" | "/installation" | "/installation/kit");
    if plain && is_own && !page.contains("//") { next } else { "/account" }
}

/// `page` as the query that carries it, with its question mark; nothing where it may not be carried.
pub(super) fn carried(page: &str) -> String {
    match inside(page) {
        "" => String::new(),
        next => format!("?{}", serde_html_form::to_string([("next", next)]).unwrap_or_default()),
    }
}

/// A page with the note of what was done.
pub(super) fn noting(page: &str, done: &str) -> String {
    let mark = if page.contains('?') { '&' } else { '?' };
    format!("{page}{mark}done={done}")
}

/// An address without notes of what was done or refused before.
pub(super) fn without_notes(path: &str, query: &str) -> String {
    let is_note = |part: &&str| ["again=", "done=", "left="].iter().any(|note| part.starts_with(note));
    let query: Vec<_> = query.split('&').filter(|part| !part.is_empty() && !is_note(part)).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

#[cfg(test)]
mod tests {
    //! A list was open with its filters when the study locked; a stranger sends an owner a link to the sign-in page.

    use super::*;

    #[test]
    fn a_list_keeps_what_it_was_asked() {
        let list = without_notes("/studies/s/coding/passages", "wave=2026&done=coded&code=a%20b");
        assert_eq!(list, "/studies/s/coding/passages?wave=2026&code=a%20b");
        assert_eq!(carried(&list), "?next=%2Fstudies%2Fs%2Fcoding%2Fpassages%3Fwave%3D2026%26code%3Da%2520b");
        assert_eq!(noting(&list, "unlocked"), format!("{list}&done=unlocked"));
    }

    #[test]
    fn proofs_that_were_given_anew_lead_to_the_account_or_to_everybody() {
        for own_page in ["/account", "/account/passkeys/new", "/installation", "/installation/kit"] {
            assert_eq!(own(own_page), own_page);
        }
        for id in [chance::id(), format!("form-{}", chance::id())] {
            let waiting = format!("/account?again={id}");
            assert_eq!(own(&waiting), waiting, "with what was pressed");
        }
        let notes = ["/account?again=x&next=//evil.example", "/studies?again=0123456789abcdef0123456789abcdef"];
        let elsewhere = ["", "//evil.example", "/account//evil.example", "/studies", "/account/../x", "/account/?x"];
        for elsewhere in elsewhere.into_iter().chain(notes) {
            assert_eq!(own(elsewhere), "/account", "{elsewhere}");
        }
    }

    #[test]
    fn nothing_leads_elsewhere() {
        let elsewhere =
            ["", "//evil.example", "https://evil.example/studies/", "/people", "/studies/\r\nx", "/studies/../x"];
        for elsewhere in
            elsewhere.into_iter().chain(["/studies/..?x=e", "/studies/a?x=\r\ny", "/studies/a?x=//b", "/studies/a?b#c"])
        {
            assert_eq!((inside(elsewhere), carried(elsewhere).as_str()), ("", ""), "{elsewhere}");
        }
    }
}
