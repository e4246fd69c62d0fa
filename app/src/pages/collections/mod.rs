//! Pages about waves, sites and collections, and what is printed for them.

mod board;
mod detail;
pub(super) mod print;
mod roster;
mod settings;
mod texts;

use server::http::staff::Around;
use server::http::staff::collections::{self as view, Board, CodeSheet, Detail, Poster, Roster, Texts};

use super::StaffPages;

impl view::Pages for StaffPages {
    fn board(&self, around: &Around, view: &Board) -> String {
        board::page(around, view)
    }

    fn detail(&self, around: &Around, view: &Detail) -> String {
        detail::page(around, view)
    }

    fn texts(&self, around: &Around, view: &Texts) -> String {
        texts::page(around, view)
    }

    fn poster(&self, view: &Poster) -> String {
        print::poster(view)
    }

    fn code_sheet(&self, view: &CodeSheet) -> String {
        print::codes(view)
    }

    fn roster(&self, around: &Around, view: &Roster) -> String {
        roster::page(around, view)
    }
}
