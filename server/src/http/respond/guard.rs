//! What tells people from programs on a first page, without script: a token that says when the page was drawn, and a
//! field that nobody sees. It stands at the beginning, where no answer can be lost: whoever is too quick, or whose
//! browser filled the field, presses the button once more.
//!
//! Every page that is drawn has a token of its own, also for sixty people in one second behind one address; one page
//! begins a few drafts at most, so a program that wants more has to ask for a page each time, and to wait.
//!
//! On an address of this machine alone nobody is asked.

use std::collections::{HashMap, VecDeque};

use subtle::ConstantTimeEq;

use super::form::Form;
use super::visit::Visit;
use crate::chance;
use crate::seal::codes::Installation;
use crate::settings::Settings;

/// What a page says to a device that was asked to press once more.
pub const ONCE_MORE: &str = "once-more";

/// The field that nobody sees.
const TRAP: &str = "_website";

/// Seconds in which nobody reads a first page.
const LEAST: i64 = 2;
/// Seconds for which a first page may lie open.
const MOST: i64 = 24 * 60 * 60;
/// Seconds of a step in which somebody is asked once more; the note is good for this one and the next.
const STEP: i64 = 60 * 60;

/// Drafts that one page begins: one, and a few tries where the line broke or somebody left and came back.
const DRAFTS: u8 = 4;
/// Most pages whose drafts are counted at once.
const PAGES: usize = 20_000;

/// What the first page carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// Says when the page was drawn.
    pub token: String,
    /// The name of the field that nobody sees; none on a page that asks once more, since the browser may have filled it.
    pub trap: Option<&'static str>,
}

/// What a first page carries that is drawn now.
pub fn new(visit: &Visit) -> Option<Guard> {
    is_asked(visit).then(|| Guard {
        token: token(&visit.state.installation, &visit.door.word, chance::now(), &page()),
        trap: (!was_asked(visit)).then_some(TRAP),
    })
}

/// Whether somebody who sends this form may begin.
pub fn lets_in(visit: &Visit, form: &Form) -> bool {
    let empty = form.own(TRAP).is_none_or(str::is_empty) || was_asked(visit);
    let (installation, word) = (&visit.state.installation, &visit.door.word);
    !is_asked(visit) || empty && is_ripe(installation, word, given(form), chance::now())
}

/// Takes one of the drafts that the page of this form may begin; `false` where it has begun as many as it may.
pub fn takes_one(visit: &Visit, form: &Form) -> bool {
    !is_asked(visit) || visit.state.known.begins(given(form))
}

/// The note of a device that is asked to press once more. Only this installation can make it: by itself nobody goes
/// without the field that nobody sees.
pub fn note(visit: &Visit) -> String {
    note_of(visit, chance::now() / STEP)
}

/// Whether this device was asked to press once more at this link, a while ago at most.
pub fn was_asked(visit: &Visit) -> bool {
    let (note, step) = (visit.cookie.note.as_bytes(), chance::now() / STEP);
    visit.cookie.note.starts_with(ONCE_MORE)
        && [step, step - 1].iter().any(|step| note_of(visit, *step).as_bytes().ct_eq(note).into())
}

fn note_of(visit: &Visit, step: i64) -> String {
    let of = format!("once more {}", visit.door.word);
    format!("{ONCE_MORE}-{}", visit.state.installation.moment(of.as_bytes(), step))
}

fn is_asked(visit: &Visit) -> bool {
    !Settings::is_near(&visit.state.settings.respond_origin)
}

fn given(form: &Form) -> &str {
    form.own("_page").unwrap_or_default()
}

/// What tells one page that is drawn from another.
fn page() -> String {
    chance::bytes::<5>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The second, the page, and what only this installation can make of them: another process of it knows it, too.
fn token(installation: &Installation, word: &str, second: i64, page: &str) -> String {
    format!("{second}.{page}.{}", installation.moment(format!("first page {page} {word}").as_bytes(), second))
}

fn is_ripe(installation: &Installation, word: &str, given: &str, now: i64) -> bool {
    let mut parts = given.split('.');
    let second = parts.next().and_then(|second| second.parse::<i64>().ok());
    second.zip(parts.next()).is_some_and(|(second, page)| {
        let own = token(installation, word, second, page);
        (LEAST..=MOST).contains(&now.saturating_sub(second)) && bool::from(own.as_bytes().ct_eq(given.as_bytes()))
    })
}

/// How many drafts the pages of late have begun. In memory, without a moment or an address.
#[derive(Default)]
pub struct Begun {
    drafts: HashMap<String, u8>,
    order: VecDeque<String>,
}

impl Begun {
    /// Counts one more of a page that is known to be ours: whether it may be begun.
    pub fn takes_one(&mut self, token: &str) -> bool {
        if let Some(drafts) = self.drafts.get_mut(token) {
            *drafts = drafts.saturating_add(1);
            return *drafts <= DRAFTS;
        }
        if self.order.len() >= PAGES
            && let Some(oldest) = self.order.pop_front()
        {
            self.drafts.remove(&oldest);
        }
        self.drafts.insert(token.to_owned(), 1);
        self.order.push_back(token.to_owned());
        true
    }
}

#[cfg(test)]
mod tests {
    //! Somebody reads and starts; a program starts at once, or with a token that it made or kept.

    use super::*;

    #[test]
    fn a_token_is_good_after_two_seconds_for_a_day_at_its_own_link_and_nobody_else_can_make_one() {
        let folder = std::env::temp_dir().join(format!("tidemark-guard-{}", chance::id()));
        std::fs::create_dir(&folder).unwrap();
        let here = Installation::make(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let drawn = 1_800_000_000;
        let given = token(&here, "maple", drawn, "0c");
        let good = |given: &str, now| is_ripe(&here, "maple", given, now);
        assert!(good(&given, drawn + LEAST) && good(&given, drawn + MOST), "control");
        assert!(!good(&given, drawn) && !good(&given, drawn + 1), "too quick");
        assert!(!good(&given, drawn - 1) && !good(&given, drawn + MOST + 1), "not yet, and no more");
        assert!(!is_ripe(&here, "birch", &given, drawn + 60), "another link");
        let older = given.replacen("1800000000", "1799999000", 1);
        let other = given.replacen(".0c.", ".0d.", 1);
        let bent = ["", ".", "..", "1800000000", "-9223372036854775808.x.y", "99999999999999999999.x.y"];
        for wrong in bent.into_iter().chain([older.as_str(), other.as_str()]) {
            assert!(!good(wrong, drawn + 60), "{wrong}");
        }
        assert_ne!(page(), page(), "two people who open the link in one second have a page each");
    }

    #[test]
    fn one_page_begins_a_few_drafts_and_what_is_remembered_of_pages_has_an_end() {
        let mut begun = Begun::default();
        assert!((0..DRAFTS).all(|_| begun.takes_one("first")), "control");
        assert!((0..1_000).all(|_| !begun.takes_one("first")), "and no more");
        assert!((0..60).all(|person| begun.takes_one(&format!("page {person}"))), "a room has a page each");
        assert!((0..2 * PAGES).all(|page| begun.takes_one(&page.to_string())));
        assert!(begun.drafts.len() == PAGES && begun.order.len() == PAGES);
    }
}
