//! Typed text that becomes a name, a title or a source: one line of letters that a person sees, and not endless. What is
//! typed and what comes in from a file as the name of something is decided here.

use crate::{Error, Result};

/// Characters that a name has at most.
pub const LONGEST: usize = 120;

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is there.
    Empty,
    /// It has more characters than fit.
    Long,
    /// It holds what a person would not see.
    Unseen,
}

impl Fault {
    /// The fault as an error: `missing`, `name-long` with the most characters, or `name-unseen`.
    pub fn error(self, missing: &'static str, most: usize) -> Error {
        match self {
            Self::Empty => Error::Invalid(missing, String::new()),
            Self::Long => Error::Invalid("name-long", most.to_string()),
            Self::Unseen => Error::Invalid("name-unseen", String::new()),
        }
    }
}

/// A text as one line of at most `most` characters, with one space between words.
pub fn line(typed: &str, most: usize) -> std::result::Result<String, Fault> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => Err(Fault::Empty),
        count if count > most => Err(Fault::Long),
        _ if line.chars().any(|letter| is_control(letter) || turns(letter)) => Err(Fault::Unseen),
        _ => Ok(line),
    }
}

/// A name as it is kept; `missing` is the code where nothing was typed.
pub fn checked(typed: &str, missing: &'static str) -> Result<String> {
    line(typed, LONGEST).map_err(|fault| fault.error(missing, LONGEST))
}

/// Marks that turn the direction of the letters after them: a name with one would turn the page around it.
pub fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is no letter in any text: control characters other than line breaks and tabs, and what no XML can hold.
pub fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t') || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    //! Somebody names a site.

    use super::*;

    #[test]
    fn a_name_is_one_line_of_letters_that_are_seen() {
        assert_eq!(line("  North\t of\nthe river ", 20).as_deref(), Ok("North of the river"));
        assert_eq!(
            line("עברית 🌊 e\u{301}", 20).as_deref(),
            Ok("עברית 🌊 e\u{301}"),
            "letters of every direction stay"
        );
        for unseen in ["a\u{0}b", "a\u{7}", "\u{202e}evil", "x\u{2069}", "x\u{ffff}"] {
            assert_eq!(line(unseen, 20), Err(Fault::Unseen), "{unseen:?}");
        }
        assert_eq!((line(" \n ", 20), line(&"ñ".repeat(21), 20)), (Err(Fault::Empty), Err(Fault::Long)));
        assert!(line(&"ñ".repeat(20), 20).is_ok(), "control: characters are counted, not bytes");
    }

    #[test]
    fn each_fault_has_its_own_error() {
        let code = |typed: &str| match checked(typed, "site-name-missing") {
            Err(Error::Invalid(code, value)) => (code, value),
            other => panic!("{other:?}"),
        };
        assert_eq!(code(" "), ("site-name-missing", String::new()));
        assert_eq!(code(&"x".repeat(121)), ("name-long", "120".to_owned()));
        assert_eq!(code("a\u{0}"), ("name-unseen", String::new()));
    }
}
