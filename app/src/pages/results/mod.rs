//! First results: response, figures, open answers, answers that tell of danger, bringing answers in.

mod analysis;
mod beside;
mod everybody;
mod factors;
mod figures;
mod population;
mod question;
mod reliability;
mod response;
mod standing;
mod words;

use instruments::Text;
use server::http::staff::results::{self, danger};
use server::http::staff::{Around, import};

use super::StaffPages;
use crate::language::Language;

impl results::Pages for StaffPages {
    fn results(&self, around: &Around, view: &results::response::Response) -> String {
        response::page(around, view)
    }

    fn figures(&self, around: &Around, view: &results::figures::View) -> String {
        figures::page(around, view)
    }

    fn population(&self, around: &Around, view: &results::population::View) -> String {
        population::page(around, view)
    }

    fn words(&self, around: &Around, view: &results::words::View) -> String {
        words::page(around, view)
    }

    fn mark(&self, around: &Around, view: &danger::Mark) -> String {
        words::mark(around, view)
    }

    fn danger(&self, around: &Around, view: &danger::View) -> String {
        words::danger(around, view)
    }

    fn analysis(&self, around: &Around, view: &results::analysis::View) -> String {
        analysis::page(around, view)
    }

    fn import_form(&self, around: &Around, view: &import::View) -> String {
        super::import::page(around, view)
    }

    fn import_preview(&self, around: &Around, view: &import::Preview) -> String {
        super::import::preview(around, view)
    }
}

/// The text in the page's language.
pub(super) fn text(words: &Language, text: &Text) -> String {
    text.get(&words.0).to_owned()
}

/// An option's label; the code where it has none, and plain words for yes and no.
pub(super) fn label(words: &Language, text: &Text, code: &str) -> String {
    match (text.get(&words.0), code) {
        ("", "yes" | "no") => words.say(&format!("figure-{code}")),
        ("", code) => code.chars().map(visible).collect(),
        (text, _) => text.to_owned(),
    }
}

/// Control characters, and marks that turn the direction of writing, could hide or break what stands around them.
pub(super) fn visible(letter: char) -> char {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if turns || letter.is_control() && !matches!(letter, '\n' | '\t') { '\u{fffd}' } else { letter }
}
