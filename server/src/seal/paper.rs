//! A new kit on its way to paper: on one sheet for a safe, or on three for three people. It counts only when what stands
//! last on every sheet was typed back, which shows that the paper is there and can be read.

use super::recovery::Kit;
use super::sheets::Sheet;
use crate::{Error, Result};

/// A new kit, and the sheets that it is printed on. It is shown once and stored nowhere.
pub struct Paper {
    /// The kit.
    pub kit: Kit,
    /// Its three sheets; none where it is printed on one.
    pub sheets: Vec<Sheet>,
}

impl Paper {
    /// A new kit, on three sheets or on one.
    pub fn new(in_three: bool) -> Self {
        let kit = Kit::new();
        let sheets = if in_three { Sheet::of(&kit) } else { Vec::new() };
        Self { kit, sheets }
    }

    /// On how many sheets.
    pub fn count(&self) -> u8 {
        self.sheets.iter().map(|sheet| sheet.number).max().unwrap_or(1)
    }

    /// Whether this is what stands last on a sheet, counted from 1.
    pub fn ends(&self, number: u8, typed: &str) -> bool {
        match self.sheets.iter().find(|sheet| sheet.number == number) {
            Some(sheet) => sheet.ends_with(typed),
            None => self.sheets.is_empty() && self.kit.is_block(self.kit.blocks.len() - 1, typed),
        }
    }

    /// Only what stands last on every sheet goes on; `typed` is asked for what was typed of each.
    ///
    /// # Errors
    /// `kit-last-block-wrong`, or `sheet-last-line-wrong` with the numbers of the sheets.
    pub fn check<'a>(&self, typed: impl Fn(u8) -> &'a str) -> Result<()> {
        let wrong: Vec<u8> = (1..=self.count()).filter(|number| !self.ends(*number, typed(*number))).collect();
        if wrong.is_empty() { Ok(()) } else { Err(self.wrong(&wrong)) }
    }

    /// What is said where the ends of these sheets were not typed back.
    pub fn wrong(&self, sheets: &[u8]) -> Error {
        if self.sheets.is_empty() {
            return Error::Invalid("kit-last-block-wrong", String::new());
        }
        let numbers: Vec<String> = sheets.iter().map(u8::to_string).collect();
        Error::Invalid("sheet-last-line-wrong", numbers.join(", "))
    }
}

#[cfg(test)]
mod tests {
    //! Somebody types the end of the paper back, or the end of the wrong sheet.

    use super::*;

    fn code(checked: Result<()>) -> Option<(&'static str, String)> {
        match checked {
            Err(Error::Invalid(code, value)) => Some((code, value)),
            _ => None,
        }
    }

    #[test]
    fn one_sheet_ends_with_its_last_block_and_with_no_other() {
        let paper = Paper::new(false);
        let (last, other) = (paper.kit.blocks[11].to_lowercase(), paper.kit.blocks[10].clone());
        assert_eq!((paper.count(), paper.sheets.len()), (1, 0));
        assert!(paper.check(|_| last.as_str()).is_ok());
        assert_eq!(code(paper.check(|_| other.as_str())), Some(("kit-last-block-wrong", String::new())));
    }

    #[test]
    fn of_three_sheets_each_must_end_with_its_own_line() {
        let paper = Paper::new(true);
        let last = |number: u8| paper.sheets[usize::from(number) - 1].lines[6].as_str();
        assert_eq!(paper.count(), 3);
        assert!(paper.check(last).is_ok());
        let swapped = paper.check(|number| last(if number == 1 { 1 } else { 5 - number }));
        assert_eq!(code(swapped), Some(("sheet-last-line-wrong", "2, 3".to_owned())));
    }
}
