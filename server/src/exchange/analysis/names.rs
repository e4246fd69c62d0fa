//! Names of variables that every program takes: letters, digits, `_` and `.`, at most 64 bytes, told apart without regard
//! to case. Who claims first keeps the plain name, so a name never changes because something was added later.

use std::collections::HashSet;

/// Bytes of a name in SPSS.
const LONGEST: usize = 64;
/// Words that SPSS keeps for itself.
const RESERVED: [&str; 13] = ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"];

/// Names that were given.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A name as near to the wanted one as can be, and nobody else's.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        let plain = plain(wanted);
        let mut name = cut(&plain, LONGEST).to_owned();
        let mut number = 2;
        while !self.0.insert(name.to_lowercase()) {
            let ending = format!("_{number}");
            name = format!("{}{ending}", cut(&plain, LONGEST - ending.len()));
            number += 1;
        }
        name
    }
}

fn plain(wanted: &str) -> String {
    let fine = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.');
    let name: String = wanted.chars().map(|letter| if fine(letter) { letter } else { '_' }).collect();
    let starts = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if starts && !RESERVED.contains(&name.to_lowercase().as_str()) { name } else { format!("v_{name}") }
}

/// All letters are ASCII here; a name must not end with a full stop.
fn cut(name: &str, longest: usize) -> &str {
    name.get(..longest).unwrap_or(name).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    //! Two task forces named their questions without thinking of SPSS.

    use super::*;

    #[test]
    fn names_that_differ_only_in_case_or_after_the_64th_byte_stay_apart() {
        let mut names = Names::default();
        let long = "a".repeat(80);
        let mut claim = |wanted: &str| names.claim(wanted);
        assert_eq!([claim("needs.A"), claim("needs.a"), claim("needs.a_2")], ["needs.A", "needs.a_2", "needs.a_2_2"]);
        let cut = [claim(&long), claim(&format!("{long}b")), claim(&long.to_uppercase())];
        assert_eq!(cut[0].len(), 64);
        assert!(
            cut[1].ends_with("a_2") && cut[2].ends_with("A_3") && cut.iter().all(|name| name.len() == 64),
            "{cut:?}"
        );
    }

    #[test]
    fn what_a_program_would_refuse_is_mended() {
        let mut names = Names::default();
        let mut claim = |wanted: &str| names.claim(wanted);
        assert_eq!(
            [claim("all"), claim("=1+1"), claim("q."), claim("año-x"), claim("")],
            ["v_all", "v__1_1", "q", "a_o_x", "v_"]
        );
        assert_eq!(claim("allowed"), "allowed", "control");
    }
}
