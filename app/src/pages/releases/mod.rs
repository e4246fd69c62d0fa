//! Releases: the list, the form, one release with what is hidden and why, the page of a reviewer from outside; and a draft
//! put into words ([`document`]), which becomes the public page and every file.

mod choose;
mod crossed;
mod decide;
mod document;
mod findings;
mod list;
mod methods;
mod mirrored;
mod numbers;
mod organisations;
pub mod page;
mod pictures;
mod review;
mod same;
mod show;
mod tables;
mod whole;
mod words;

use server::http::respond::Approval;
use server::http::staff::Around;
use server::http::staff::releases::{self, view};
use server::release::Draft;
use server::report::{Document, Words};

use super::StaffPages;
use crate::language::Language;

impl releases::Pages for StaffPages {
    fn releases(&self, around: &Around, view: &view::List) -> String {
        list::page(around, view)
    }

    fn release_choice(&self, around: &Around, view: &view::Choosing) -> String {
        choose::page(around, view)
    }

    fn release(&self, around: &Around, view: &view::Release) -> String {
        show::page(around, view)
    }

    fn reviewer_door(&self, around: &Around) -> String {
        review::door(around)
    }

    fn reviewer(&self, around: &Around, view: &view::Review) -> String {
        review::page(around, view)
    }

    fn document(&self, draft: &Draft) -> Document {
        document::document(draft)
    }

    fn report_words(&self, language: &str) -> Words {
        words::of(&Language::of(language))
    }

    fn approval(&self, language: &str, approval: Approval) -> (String, String) {
        let words = Language::of(language);
        (words.say("release-approved"), words.say(&format!("release-approved-{}", approval.name())))
    }
}
