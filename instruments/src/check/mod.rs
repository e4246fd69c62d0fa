//! Every problem of an instrument file, with its line. One module for each subject; to add a check, write it in the
//! subject's module and its sentence in `app/src/locales/*/problems.ftl`.

mod bands;
mod kinds;
mod languages;
mod names;
mod owned;
mod reach;
mod reading;
mod references;
mod safety;
mod scales;

use crate::source::{Places, read};
use crate::{Instrument, Problem, Question, Route};

/// Finds every problem of a file, serious ones and advice, in the order of lines.
pub fn check(source: &str) -> Vec<Problem> {
    let (instrument, places) = match read(source) {
        Ok(read) => read,
        Err(problems) => return problems,
    };
    let ground = Ground { instrument: &instrument, route: Route::of(&instrument), places };
    let subjects = [
        names::find,
        languages::find,
        kinds::find,
        bands::find,
        references::find,
        reach::find,
        scales::find,
        safety::find,
        owned::find,
        reading::find,
    ];
    let mut problems: Vec<_> = subjects.into_iter().flat_map(|find| find(&ground)).collect();
    problems.sort_by_key(|problem| (problem.place.line, problem.place.column, !problem.serious));
    problems
}

/// What the checks look at.
struct Ground<'a> {
    instrument: &'a Instrument,
    route: Route<'a>,
    places: Places<'a>,
}

/// A question with its path in the file and the group around it.
struct Found<'a> {
    path: String,
    question: &'a Question,
    repeat: Option<&'a Question>,
}

impl<'a> Ground<'a> {
    /// Every question, those of groups after their group.
    fn questions(&self) -> Vec<Found<'a>> {
        let mut all = Vec::new();
        for (section, part) in self.instrument.sections.iter().enumerate() {
            for (index, question) in part.questions.iter().enumerate() {
                let path = format!("section.{section}.question.{index}");
                let inner = crate::keys::inner(question).iter().enumerate();
                let inner = inner.map(|(at, inner)| Found {
                    path: format!("{path}.question.{at}"),
                    question: inner,
                    repeat: Some(question),
                });
                let inner: Vec<_> = inner.collect();
                all.push(Found { path, question, repeat: None });
                all.extend(inner);
            }
        }
        all
    }

    fn error(&self, code: &'static str, path: &str, id: &str) -> Problem {
        Problem::error(code, self.places.place(path, id))
    }

    fn advice(&self, code: &'static str, path: &str, id: &str) -> Problem {
        Problem::advice(code, self.places.place(path, id))
    }
}

impl Found<'_> {
    /// A problem of one of its fields.
    fn error(&self, ground: &Ground, code: &'static str, field: &str) -> Problem {
        ground.error(code, &format!("{}.{field}", self.path), &self.question.id)
    }

    /// Advice about one of its fields.
    fn advice(&self, ground: &Ground, code: &'static str, field: &str) -> Problem {
        ground.advice(code, &format!("{}.{field}", self.path), &self.question.id)
    }

    /// The word of its kind in files.
    fn kind(&self) -> String {
        word(self.question.kind)
    }
}

/// The word of a kind in files.
fn word(kind: crate::Kind) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
