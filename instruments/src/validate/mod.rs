//! Reads the fields that a person sent, question by question, and loses nothing of them.
//!
//! Each kind has its reader in `answer`; what is shown is decided by [`crate::Journey`], sentences by `app`.

mod answer;
mod date;
mod fields;
mod number;
mod page;

use std::collections::BTreeMap;

use crate::{Answers, Instrument, Problem, Route};

pub use fields::clean;

/// What came of the fields of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageReading {
    /// All answers, with what was good on this page; a wrong value leaves the earlier answer in place.
    pub answers: Answers,
    /// What was typed in fields whose value could not be taken, by field name (several values with a blank between).
    pub typed: BTreeMap<String, String>,
    /// What is wrong; the place's id is the key of the answer, or the name of a field that does not belong.
    pub problems: Vec<Problem>,
}

/// Reads one page. Fields whose name starts with `_` are the platform's own and left alone; others that do not belong to
/// a question of this page that is shown are refused (`forged-field`).
pub fn read_page(
    instrument: &Instrument,
    section: usize,
    fields: &[(String, String)],
    before: &Answers,
) -> PageReading {
    read_pages(instrument, &[section], fields, before)
}

/// Reads several pages that were shown as one.
pub fn read_pages(
    instrument: &Instrument,
    sections: &[usize],
    fields: &[(String, String)],
    before: &Answers,
) -> PageReading {
    Route::of(instrument).read_pages(sections, fields, before)
}

impl Route<'_> {
    /// [`read_pages`], for many people's fields along one route.
    pub fn read_pages(&self, sections: &[usize], fields: &[(String, String)], before: &Answers) -> PageReading {
        page::Page::new(self, before, fields).read(sections)
    }
}
