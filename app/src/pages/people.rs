//! The people of a study, and the record of what was done.

use std::collections::BTreeMap;

use leptos::prelude::*;
use server::access::{Action, Role};
use server::chance;
use server::http::staff::people::{self, Audit, People, key_letters};
use server::http::staff::{Around, Member};
use server::store::audit::{Entry, TERMINAL, Verdict};
use server::store::invitations::{Invitation, Purpose};
use server::store::members::Membership;

use super::StaffPages;
use super::access::{role_name, table};
use crate::components::days::days;
use crate::components::form::{Field, button, select, sure_button};
use crate::language::Language;
use crate::shell;

impl people::Pages for StaffPages {
    fn people(&self, around: &Around, view: &People) -> String {
        let words = Language::of(&around.language);
        let study = view.member.study.id.clone();
        let manages = view.member.may(Action::ManagePeople).is_ok();
        shell::page(around, "people", &words.say("nav-people"), || {
            let rows: Vec<_> = view.members.iter().map(|one| person(&words, &view.member, one)).collect();
            let audit = view.member.may(Action::SeeAudit).is_ok().then(|| {
                let address = format!("/studies/{study}/audit");
                view! { <p><a href=address>{words.say("audit-link")}</a></p> }
            });
            let approvals = view.member.may(Action::ApproveExports).is_ok().then(|| {
                let address = format!("/studies/{study}/approvals");
                view! { <p><a href=address>{words.say("approvals-title")}</a></p> }
            });
            view! {
                <h1>{words.say("nav-people")}</h1>
                {code(&words, around)}
                {waiting(&words, view)}
                <ul class="cards">{rows}</ul>
                {manages.then(|| invite(&words, around, view))}
                {approvals}
                {audit}
                <h2>{words.say("access-title")}</h2>
                <p>{words.say("access-lead")}</p>
                {table(&words)}
                <p>{words.say("access-installation")}</p>
            }
        })
    }

    fn audit(&self, around: &Around, view: &Audit) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "people", &words.say("audit-title"), || {
            view! {
                <p><a href=format!("/studies/{}/people", view.study)>"‹ " {words.say("nav-people")}</a></p>
                <h1>{words.say("audit-title")}</h1>
                <p>{words.say("audit-lead")}</p>
                {verdict(&words, &view.verdict, &view.printed)}
                {acts(&words, words.say("audit-title"), &view.entries, &view.names, &view.things)}
            }
        })
    }
}

/// The code that was just made: shown once, to say or to print.
fn code(words: &Language, around: &Around) -> Option<impl IntoView + use<>> {
    let code = around.typed("code", "");
    if code.is_empty() || !around.again.code.is_empty() {
        return None;
    }
    let lead = words.with("code-lead", &[("name", around.typed("code-for", ""))]);
    Some(view! {
        <section class="notice" role="status">
            <h2>{words.say("code-title")}</h2>
            <p>{lead}</p>
            <p class="code big">{code}</p>
            <p>{words.say("code-once")}</p>
        </section>
    })
}

fn waiting(words: &Language, view: &People) -> Option<impl IntoView + use<>> {
    let waiting: Vec<_> = view.members.iter().filter(|one| one.waits_for_key()).collect();
    let manages = view.member.may(Action::ManagePeople).is_ok();
    if waiting.is_empty() {
        return None;
    }
    let rows: Vec<_> = waiting
        .iter()
        .map(|one| {
            let study = &view.member.study.id;
            let letters = words.with("key-letters", &[("letters", key_letters(&one.person.public_key))]);
            let give = manages.then(|| {
                let action = format!("/studies/{study}/people/{}/key", one.person.id);
                button(action, words.say("key-give"), &one.person.name, &[])
            });
            view! { <li><strong>{one.person.name.clone()}</strong> <p class="hint">{letters}</p> {give}</li> }
        })
        .collect();
    Some(view! {
        <section class="notice">
            <h2>{words.say("key-waiting")}</h2>
            <p>{words.say("key-waiting-lead")}</p>
            <ul class="cards">{rows}</ul>
        </section>
    })
}

fn person(words: &Language, member: &Member, one: &Membership) -> impl IntoView + use<> {
    let key = words.say(if one.holds_key { "key-holds" } else { "key-none" });
    let you = (one.person.id == member.person.id).then(|| format!(" {}", words.say("you")));
    let changes = member.role.may_give(one.role).then(|| changes(words, member, one));
    view! {
        <li>
            <h2>{one.person.name.clone()} " " {you}</h2>
            <p>{role_name(words, one.role)} " · " {key}</p>
            {changes}
        </li>
    }
}

fn changes(words: &Language, member: &Member, one: &Membership) -> impl IntoView + use<> {
    let base = format!("/studies/{}/people/{}", member.study.id, one.person.id);
    let name = &one.person.name;
    let own = one.person.id == member.person.id;
    let forgot = (!own).then(|| {
        view! { <p class="hint">{words.say("restore-lead")}</p> {button(format!("{base}/restore"), words.say("restore-do"), name, &[])} }
    });
    let (label, lead, sure) = match own {
        true => ("leave-study", "leave-lead", "leave-sure"),
        false => ("remove-do", "remove-lead", "remove-sure"),
    };
    let sure = words.with(sure, &[("name", name.clone())]);
    let remove = sure_button(format!("{base}/remove"), words.say(label), name, sure);
    let everywhere = (!own && member.person.installation_owner)
        .then(|| view! { " " <a href="/installation">{words.say("remove-everywhere")}</a> });
    let field = format!("role-of-{}", one.person.id);
    let options = roles(words, member.role);
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, label)| {
            let selected = value == one.role.name();
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect();
    view! {
        <details>
            <summary>{words.say("change")} <span class="sr">": " {name.clone()}</span></summary>
            <form method="post" action=format!("{base}/role") class="row">
                <label for=field.clone()>{words.say("role")}</label>
                <select id=field name="role">{options}</select>
                <button class="quiet">{words.say("role-do")}</button>
            </form>
            {forgot}
            <div class="apart">
                <p class="hint">{words.say(lead)} " " {everywhere}</p>
                {remove}
            </div>
        </details>
    }
}

fn roles(words: &Language, own: Role) -> Vec<(String, String)> {
    let given = Role::ALL.iter().filter(|role| own.may_give(**role));
    given.map(|role| (role.name().to_owned(), role_name(words, *role))).collect()
}

fn invite(words: &Language, around: &Around, view: &People) -> impl IntoView + use<> {
    let study = &view.member.study.id;
    let open: Vec<_> = view.invitations.iter().map(|one| invitation(words, study, one)).collect();
    let open = (!open.is_empty()).then(|| view! { <h3>{words.say("invite-open")}</h3> <ul class="cards">{open}</ul> });
    let typed = around.typed("role", "researcher");
    view! {
        <h2>{words.say("invite-title")}</h2>
        <p>{words.say("invite-lead")}</p>
        <form method="post" action=format!("/studies/{study}/people/invite") class="narrow">
            {Field::text("for-whom", words.say("invite-for")).hint(words.say("invite-for-hint")).value(around.typed("for-whom", "")).view()}
            {select("role", words.say("role"), roles(words, view.member.role), &typed)}
            <button>{words.say("invite-do")}</button>
        </form>
        {open}
    }
}

fn invitation(words: &Language, study: &str, one: &Invitation) -> impl IntoView + use<> {
    let role = match &one.purpose {
        Purpose::Join { role, .. } => role_name(words, *role),
        Purpose::Restore { .. } => String::new(),
    };
    let until = words.with("invite-until", &[("day", one.expires_on.clone())]);
    let cancel = button(
        format!("/studies/{study}/people/cancel"),
        words.say("invite-cancel"),
        &one.for_whom,
        &[("invitation", &one.id)],
    );
    view! { <li><strong>{one.for_whom.clone()}</strong> <p>{role} " · " {until}</p> {cancel}</li> }
}

fn verdict(words: &Language, verdict: &Verdict, [study, address, day]: &[String; 3]) -> AnyView {
    match verdict {
        Verdict::Whole { acts, head } => {
            let text = words.with("audit-whole", &[("acts", acts.to_string())]);
            let of = [("study", study.clone()), ("address", address.clone()), ("day", day.clone())];
            view! {
                <section class="notice">
                    <p>{text}</p>
                    <p>{words.say("audit-head")}</p>
                    <p class="code">{head.clone()}</p>
                    <p>{days(words.with("audit-of", &of))}</p>
                </section>
            }
            .into_any()
        }
        Verdict::Broken { position } => {
            let text = words.with("audit-broken", &[("position", position.to_string())]);
            view! { <div class="problems" role="alert"><p class="problem">{text}</p></div> }.into_any()
        }
    }
}

/// Names by id.
type Names = BTreeMap<String, String>;

/// Acts of the record as a table: who is named by `names`, what by `things`.
pub(super) fn acts(words: &Language, label: String, entries: &[Entry], names: &Names, things: &Names) -> AnyView {
    if entries.is_empty() {
        return view! { <p>{words.say("audit-empty")}</p> }.into_any();
    }
    let heads = ["audit-place", "audit-day", "audit-person", "audit-act", "audit-object"];
    let heads: Vec<_> = heads.iter().map(|key| view! { <th scope="col">{words.say(key)}</th> }).collect();
    let rows: Vec<_> = entries.iter().map(|entry| act(words, names, things, entry)).collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table class="acts"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn act(words: &Language, names: &Names, things: &Names, entry: &Entry) -> impl IntoView + use<> {
    let person = match entry.person_id.as_str() {
        TERMINAL => words.say("audit-terminal"),
        id => names.get(id).cloned().unwrap_or_else(|| id.to_owned()),
    };
    let key = format!("act-{}", entry.action);
    let said = words.say(&key);
    // An act of a newer or older program is shown by its own word.
    let said = if said == key { entry.action.clone() } else { said };
    view! {
        <tr>
            <td>{entry.position}</td>
            <td class="whole">{entry.day.clone()}</td>
            <td>{person}</td>
            <td>{said}</td>
            <td>{object(words, things, entry)}</td>
        </tr>
    }
}

/// Places of reading that have words of their own (`place-…`).
const PLACES: &[&str] = &[
    "all",
    "code",
    "codebook",
    "danger",
    "differences",
    "quotes",
    "redaction",
    "search",
    "source",
    "suggestions",
    "topics",
    "translations",
];

/// Acts whose object is figures, each with what they count.
const FIGURES: &[(&str, &[&str])] = &[
    ("drill", &["studies", "keys", "answers"]),
    ("renew-kit", &["sheets"]),
    ("set-retention", &["day", "sign", "days"]),
    ("flag-withdrawals", &["count"]),
];

/// Figures of an act in words (`object-…`); none where it has none, or other ones than this program writes.
fn counted(words: &Language, entry: &Entry) -> Option<String> {
    let (_, names) = FIGURES.iter().find(|(action, _)| *action == entry.action)?;
    let figures: Vec<&str> = entry.object.split(' ').collect();
    let values: Vec<_> = names.iter().zip(&figures).map(|(name, figure)| (*name, (*figure).to_owned())).collect();
    (figures.len() == names.len()).then(|| words.with(&format!("object-{}", entry.action), &values))
}

/// What an act was done to: places of reading in plain words, ids by the names of what they stand for.
fn object(words: &Language, things: &Names, entry: &Entry) -> String {
    if let Some(told) = counted(words, entry) {
        return told;
    }
    let reads = entry.action.starts_with("read-");
    let part = |(number, part): (usize, &str)| match things.get(part) {
        Some(name) => name.clone(),
        None if entry.action.ends_with("-release") && chance::is_id(part) => match entry.study_id {
            // Nothing is left of a draft that was thrown away, not even its name.
            Some(_) => words.say("audit-gone"),
            // The record of the installation opens no study, so it knows no title.
            None => words.say("audit-release"),
        },
        None if reads && number == 0 && PLACES.contains(&part) => words.say(&format!("place-{part}")),
        None => part.to_owned(),
    };
    entry.object.split(' ').enumerate().map(part).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    //! Somebody reads the record: of a release that has a title, of one that is gone, of one in a study that is not open.

    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef";

    fn read(study: Option<&str>, action: &str, object_of: &str, things: &Names) -> String {
        let entry = Entry {
            position: 1,
            study_id: study.map(str::to_owned),
            day: "2026-11-22".into(),
            person_id: TERMINAL.into(),
            action: action.into(),
            object: object_of.into(),
        };
        object(&Language::of("en"), things, &entry)
    }

    #[test]
    fn figures_are_told_in_words() {
        let told = |action: &str, object: &str| read(None, action, object, &Names::new());
        let drill = told("drill", "1 2 0");
        assert!(drill.contains("one study") && drill.contains("2 keys") && drill.contains("no answers"), "{drill}");
        assert_eq!(told("renew-kit", "3"), "on 3 sheets");
        assert_eq!(told("set-retention", "2099-01-31 + 30"), "2099-01-31; backups 30 days longer");
        assert_eq!(told("flag-withdrawals", "1"), "one person");
        assert_eq!(told("drill", "all"), "all", "control: what another program wrote stays");
    }

    #[test]
    fn a_release_is_called_by_its_title_or_by_a_plain_word_and_never_by_its_id() {
        let known = Names::from([(ID.to_owned(), "Calm at the shore".to_owned())]);
        for study in [Some("study"), None] {
            assert_eq!(read(study, "make-release", ID, &known), "Calm at the shore");
        }
        assert_eq!(read(Some("study"), "drop-release", ID, &Names::new()), "one that was thrown away");
        assert_eq!(read(None, "look-at-release", ID, &Names::new()), "a release");
        assert_eq!(read(None, "approve-release", "/r/pebble", &Names::new()), "/r/pebble", "control: no id");
        assert!(read(Some("study"), "export", ID, &Names::new()).contains(ID), "control: ids of other things stay");
    }
}
