//! That every expression can be read, and that what it names exists.

use super::Ground;
use crate::expression::Node;
use crate::{Expression, Kind, Problem, Question};

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    written(ground).iter().flat_map(|written| written.problems(ground)).collect()
}

/// An expression as it stands in the file.
struct Written<'a> {
    path: String,
    id: &'a str,
    field: &'static str,
    text: &'a str,
}

fn written<'a>(ground: &Ground<'a>) -> Vec<Written<'a>> {
    let mut all = Vec::new();
    for (index, section) in ground.instrument.sections.iter().enumerate() {
        if let Some(text) = &section.show_if {
            all.push(Written { path: format!("section.{index}.show_if"), id: &section.id, field: "show_if", text });
        }
    }
    for found in ground.questions() {
        all.extend(of(found.question, &found.path));
    }
    all
}

fn of<'a>(question: &'a Question, path: &str) -> Vec<Written<'a>> {
    let fields =
        [("show_if", &question.show_if), ("option_if", &question.option_if), ("calculate", &question.calculate)];
    let fields = fields
        .into_iter()
        .filter_map(|(field, text)| text.as_ref().map(|text| (format!("{path}.{field}"), field, text)));
    let checks =
        question.checks.iter().enumerate().map(|(at, check)| (format!("{path}.check.{at}.that"), "check", &check.that));
    fields.chain(checks).map(|(path, field, text)| Written { path, id: &question.id, field, text }).collect()
}

impl Written<'_> {
    fn problems(&self, ground: &Ground) -> Vec<Problem> {
        let expression = match Expression::parse(self.text) {
            Ok(expression) => expression,
            Err(problem) => return vec![self.fault(ground, problem)],
        };
        let mut found = self.names(ground, &expression);
        found.extend(self.codes(ground, &expression));
        if !matches!(self.field, "check" | "calculate") && expression.speaks_of(&Node::Own) {
            found.push(self.at(ground, "own-outside-check", 1));
        }
        if self.field != "option_if" && expression.speaks_of(&Node::Option) {
            found.push(self.at(ground, "option-outside-option-if", 1));
        }
        found
    }

    fn at(&self, ground: &Ground, code: &'static str, column: usize) -> Problem {
        Problem::error(code, ground.places.inside(&self.path, column, self.id)).with("field", self.field)
    }

    /// A fault of the expression, moved to its place in the file.
    fn fault(&self, ground: &Ground, problem: Problem) -> Problem {
        let column = problem.place.column.unwrap_or(1);
        let place = ground.places.inside(&self.path, column, self.id);
        Problem { place, ..problem }.with("field", self.field).with("column", column)
    }

    fn names(&self, ground: &Ground, expression: &Expression) -> Vec<Problem> {
        let references = expression.references().into_iter();
        let unknown = references.filter(|(name, _)| ground.route.names.get(name).is_none());
        unknown
            .map(|(name, column)| {
                let problem = self.at(ground, "unknown-reference", column).with("value", name);
                problem.with("near", near(name, ground.route.names.all()).unwrap_or("none"))
            })
            .collect()
    }

    /// Codes that no option has.
    fn codes(&self, ground: &Ground, expression: &Expression) -> Vec<Problem> {
        let mut found = Vec::new();
        for (name, code, column) in expression.compared_codes() {
            let Some(target) = ground.route.names.get(name) else { continue };
            let codes = ground.instrument.codes(target.question);
            let chosen = target.question.kind.takes_one_option()
                || matches!(target.question.kind, Kind::Several | Kind::Ranking);
            if chosen && !code.is_empty() && !code.contains(' ') && !codes.contains(&code) {
                let problem = self.at(ground, "unknown-code", column).with("value", code).with("name", name);
                found.push(problem.with("known", codes.join(", ")));
            }
        }
        found
    }
}

/// The known name that is most like a misspelt one.
fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let close = known.map(|other| (distance(name, other), other)).filter(|(distance, _)| *distance <= 2);
    close.min().map(|(_, other)| other)
}

/// How many letters differ (Levenshtein); long names are not compared.
fn distance(one: &str, other: &str) -> usize {
    if one.len().abs_diff(other.len()) > 2 {
        return usize::MAX;
    }
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut corner = at;
        row[0] = at + 1;
        for (index, wanted) in other.iter().enumerate() {
            let change = corner + usize::from(letter != *wanted);
            corner = row[index + 1];
            row[index + 1] = change.min(corner + 1).min(row[index] + 1);
        }
    }
    row[other.len()]
}
