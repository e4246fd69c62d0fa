//! Staff pages, one module per area; each implements the page trait of its area in `server::http::staff`.

mod access;
mod account;
mod approvals;
mod coding;
mod collections;
mod failure;
mod import;
mod installation;
mod instruments;
mod kit;
mod linking;
mod paper;
mod people;
pub mod releases;
mod results;
mod retention;
mod second;
mod settings;
mod sign_in;
mod studies;
mod taking;
mod waves;

use ::instruments::Problem;
use server::http::staff::Around;
use server::http::{Failure, staff};

use crate::language::{self, Language};

/// Draws for staff, and speaks on the terminal.
pub struct StaffPages;

impl staff::Pages for StaffPages {
    fn error(&self, failure: &Failure, around: Option<&Around>) -> String {
        failure::page(failure, around)
    }

    fn problem(&self, problem: &Problem, language: &str) -> String {
        Language::of(language).problem(problem)
    }

    fn sentence(&self, code: &str, value: &str) -> String {
        self.sentence_in(code, value, "en")
    }

    fn sentence_in(&self, code: &str, value: &str, language: &str) -> String {
        Language::of(language).with(&format!("terminal-{code}"), &[("value", value.to_owned())])
    }

    fn speaks(&self, language: &str) -> bool {
        language::speaks(language)
    }

    fn lay_over(&self, words: &[(String, String, String)]) {
        language::lay_over(&words.to_vec());
    }
}
