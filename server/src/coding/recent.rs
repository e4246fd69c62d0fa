//! The codes that somebody used lately, each on a digit. A code keeps its digit for as long as it is among the nine, so
//! that fingers can learn it.

use super::event::{Act, Id};
use super::fold::Coding;

/// How many digits there are.
pub const DIGITS: usize = 9;
/// Codings back to which it looks.
const MEMORY: usize = 300;

impl Coding {
    /// Codes on the digits 1 to 9 for a person: those used lately, the rest filled with codes in use.
    pub fn recent(&self, person: &str) -> Vec<Id> {
        let mine =
            self.events.iter().rev().filter(|event| event.by == person && !self.undone.contains(&event.position));
        // What a file or a list of hits brought in at once, nobody's fingers learned.
        let mine = mine.filter(|event| event.acts.iter().filter(|act| matches!(act, Act::Code { .. })).count() == 1);
        let used = mine.flat_map(|event| event.acts.iter().rev()).filter_map(|act| match act {
            Act::Code { code, .. } => Some(self.codebook.now(code)),
            _ => None,
        });
        let mut used: Vec<&str> = used.filter(|code| self.codebook.active(code).is_some()).take(MEMORY).collect();
        used.reverse();
        let mut digits = on_digits(&used);
        let others = self.codebook.order.iter().filter(|code| self.codebook.active(code).is_some());
        for code in others.map(String::as_str) {
            if digits.len() == DIGITS {
                break;
            }
            if !digits.contains(&code) {
                digits.push(code);
            }
        }
        digits.into_iter().map(str::to_owned).collect()
    }
}

/// Puts codes on digits in the order of use; a tenth takes the place of the one that was not used for longest.
fn on_digits<'a>(used: &[&'a str]) -> Vec<&'a str> {
    let mut digits: Vec<(&str, usize)> = Vec::new();
    for (time, code) in used.iter().enumerate() {
        if let Some(known) = digits.iter_mut().find(|(known, _)| known == code) {
            known.1 = time;
        } else if digits.len() < DIGITS {
            digits.push((code, time));
        } else if let Some(oldest) = digits.iter_mut().min_by_key(|(_, time)| *time) {
            *oldest = (code, time);
        }
    }
    digits.into_iter().map(|(code, _)| code).collect()
}

#[cfg(test)]
mod tests {
    //! A researcher has coded for an hour.

    use super::on_digits;

    #[test]
    fn a_code_keeps_its_digit_while_it_is_used() {
        assert_eq!(on_digits(&["wait", "trust", "wait", "rent"]), ["wait", "trust", "rent"]);
        let nine: Vec<String> = (0..9).map(|number| format!("c{number}")).collect();
        let mut used: Vec<&str> = nine.iter().map(String::as_str).collect();
        used.extend(["c0", "new"]);
        let digits = on_digits(&used);
        assert_eq!((digits[0], digits[1], digits[2]), ("c0", "new", "c2"), "the one not used for longest makes room");
    }
}
