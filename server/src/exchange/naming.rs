//! Names of codes as they come in from files: one line, nothing invisible, not endless. Words are cleaned as those of
//! respondents are; a name besides loses what turns the letters around it.

use crate::name::turns;

/// Characters that a name has at most.
const LONGEST: usize = crate::name::LONGEST;

/// A name that may stand in a list; empty where nothing is left of it.
pub fn clean(name: &str) -> String {
    let words = instruments::clean(name);
    let plain: String = words.chars().filter(|letter| !turns(*letter)).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

/// Whether a name holds what a person would not see, or is too long: then cleaning it is told.
pub fn is_odd(name: &str) -> bool {
    let unseen = |letter: char| turns(letter) || letter.is_control() && !letter.is_whitespace();
    name.chars().any(unseen) || name.trim().chars().count() > LONGEST
}

#[cfg(test)]
mod tests {
    //! A codebook of another program has names that were made to confuse.

    use super::*;

    #[test]
    fn names_come_in_as_one_plain_line() {
        assert_eq!(clean(" Rent \u{202e}and\u{7}\n debts\u{2069} "), "Rent and debts");
        assert_eq!(clean(&"ñ".repeat(300)).chars().count(), LONGEST);
        assert_eq!((clean("\u{0}\u{202e}").as_str(), is_odd("\u{202e}"), is_odd("e\u{301}  x")), ("", true, false));
        assert_eq!(clean("עברית 🌊"), "עברית 🌊", "control: letters of every direction stay");
    }
}
