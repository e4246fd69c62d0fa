//! Paper: instruments to print, answers to key in. The drawing itself is in `respond`, beside the screens it mirrors.

use server::http::staff::Around;
use server::http::staff::paper::{self, Keying, Print};

use super::StaffPages;
use super::collections::print::sheet;
use crate::language::Language;
use crate::{respond, shell};

impl paper::Pages for StaffPages {
    fn print(&self, view: &Print) -> String {
        sheet(&view.language, view.instrument.title.get(&view.language).to_owned(), || {
            respond::paper::page(&view.instrument, &view.language, &view.help)
        })
    }

    fn keying(&self, around: &Around, view: &Keying) -> String {
        let title = Language::of(&around.language).say("keying-title");
        shell::page(around, "collections", &title, || respond::keying::page(around, view))
    }
}
