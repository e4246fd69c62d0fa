//! What tells people from programs on a first page, without script: a token that says when the page was drawn, and a
//! field that nobody sees. It stands at the beginning, where no answer can be lost: whoever is too quick, or whose
//! browser filled the field, presses the button once more.
//!
//! On an address of this machine alone nobody is asked.

use subtle::ConstantTimeEq;

use super::form::Form;
use super::visit::Visit;
use crate::chance;
use crate::seal::codes::Installation;
use crate::settings::Settings;

/// The note of a device that was asked to press once more.
pub const ONCE_MORE: &str = "once-more";

/// The field that nobody sees.
const TRAP: &str = "_website";

/// Seconds in which nobody reads a first page.
const LEAST: i64 = 2;
/// Seconds for which a first page may lie open.
const MOST: i64 = 24 * 60 * 60;

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
        token: token(&visit.state.installation, &visit.door.word, chance::now()),
        trap: (!was_asked(visit)).then_some(TRAP),
    })
}

/// Whether somebody who sends this form may begin.
pub fn lets_in(visit: &Visit, form: &Form) -> bool {
    let token = form.own("_page").unwrap_or_default();
    let empty = form.own(TRAP).is_none_or(str::is_empty) || was_asked(visit);
    !is_asked(visit) || empty && is_ripe(&visit.state.installation, &visit.door.word, token, chance::now())
}

fn is_asked(visit: &Visit) -> bool {
    !Settings::is_near(&visit.state.settings.respond_origin)
}

fn was_asked(visit: &Visit) -> bool {
    visit.cookie.note == ONCE_MORE
}

/// The second, and what only this installation can make of it: another process of it knows it, too.
fn token(installation: &Installation, word: &str, second: i64) -> String {
    format!("{second}.{}", installation.moment(format!("first page {word}").as_bytes(), second))
}

fn is_ripe(installation: &Installation, word: &str, given: &str, now: i64) -> bool {
    let second = given.split_once('.').and_then(|(second, _)| second.parse::<i64>().ok());
    second.is_some_and(|second| {
        let own = token(installation, word, second);
        (LEAST..=MOST).contains(&now.saturating_sub(second)) && bool::from(own.as_bytes().ct_eq(given.as_bytes()))
    })
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
        let given = token(&here, "maple", drawn);
        let good = |given: &str, now| is_ripe(&here, "maple", given, now);
        assert!(good(&given, drawn + LEAST) && good(&given, drawn + MOST), "control");
        assert!(!good(&given, drawn) && !good(&given, drawn + 1), "too quick");
        assert!(!good(&given, drawn - 1) && !good(&given, drawn + MOST + 1), "not yet, and no more");
        assert!(!is_ripe(&here, "birch", &given, drawn + 60), "another link");
        let older = given.replacen("1800000000", "1799999000", 1);
        for wrong in ["", ".", "1800000000", "-9223372036854775808.x", "99999999999999999999.x", older.as_str()] {
            assert!(!good(wrong, drawn + 60), "{wrong}");
        }
    }
}
