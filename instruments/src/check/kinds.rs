//! Which fields belong to which kind of question, and what each must have.

use super::{Found, Ground};
use crate::{Kind, MissingReason, Problem, Question};

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    let questions = ground.questions();
    questions
        .iter()
        .flat_map(|question| [fields(ground, question), figures(ground, question), options(ground, question)])
        .flatten()
        .collect()
}

/// The fields that only some kinds have: allowed, needed.
fn belonging(kind: Kind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        Kind::Note => (&[], &[]),
        Kind::Single | Kind::Several | Kind::Scale => {
            (&["option", "list", "option_if", "missing", "required", "check"], &[])
        }
        Kind::YesNo => (&["missing", "required", "check"], &[]),
        Kind::Matrix => (&["option", "list", "option_if", "row", "missing", "required", "check"], &["row"]),
        Kind::Number => (&["unit", "min", "max", "decimals", "missing", "required", "check"], &[]),
        Kind::Band => (&["option", "list", "unit", "missing", "required", "check"], &[]),
        Kind::Date => (&["precision", "missing", "required", "check"], &["precision"]),
        Kind::Ranking => (&["option", "list", "option_if", "places", "missing", "required", "check"], &[]),
        Kind::Text | Kind::LongText => (&["limit", "missing", "required", "check"], &["limit"]),
        Kind::Repeat => (&["at_most", "question"], &["at_most", "question"]),
        Kind::Calculated => (&["calculate", "unit"], &["calculate"]),
        Kind::LinkCode => (&["element", "missing"], &[]),
    }
}

/// The special fields that a question has.
fn present(question: &Question) -> Vec<&'static str> {
    let all = [
        ("option", !question.options.is_empty()),
        ("list", question.list.is_some()),
        ("option_if", question.option_if.is_some()),
        ("row", !question.rows.is_empty()),
        ("unit", question.unit.is_some()),
        ("min", question.min.is_some()),
        ("max", question.max.is_some()),
        ("decimals", question.decimals.is_some()),
        ("precision", question.precision.is_some()),
        ("places", question.places.is_some()),
        ("limit", question.limit.is_some()),
        ("at_most", question.at_most.is_some()),
        ("calculate", question.calculate.is_some()),
        ("question", !question.questions.is_empty()),
        ("element", !question.elements.is_empty()),
        ("missing", !question.missing.is_empty()),
        ("required", question.required),
        ("check", !question.checks.is_empty()),
    ];
    all.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect()
}

fn fields(ground: &Ground, found: &Found) -> Vec<Problem> {
    let (allowed, needed) = belonging(found.question.kind);
    let present = present(found.question);
    let strange = present.iter().filter(|field| !allowed.contains(field));
    let strange = strange.map(|field| {
        found
            .error(ground, "field-not-for-kind", field)
            .with("field", field)
            .with("allowed", if allowed.is_empty() { "none".to_owned() } else { allowed.join(", ") })
    });
    let absent = needed.iter().filter(|field| !present.contains(field));
    let absent = absent.map(|field| found.error(ground, "field-needed", field).with("field", field));
    let mut problems: Vec<_> = strange.chain(absent).map(|problem| problem.with("kind", found.kind())).collect();
    if found.repeat.is_some() && found.question.kind == Kind::Repeat {
        problems.push(found.error(ground, "nested-repeat", "kind"));
    }
    if found.question.kind == Kind::YesNo && !found.question.missing.contains(&MissingReason::DontKnow) {
        problems.push(found.advice(ground, "no-dont-know", "kind"));
    }
    problems
}

/// Numbers that make no sense.
fn figures(ground: &Ground, found: &Found) -> Vec<Problem> {
    let question = found.question;
    let mut problems = Vec::new();
    if let (Some(min), Some(max)) = (question.min, question.max)
        && min > max
    {
        problems.push(found.error(ground, "range-empty", "min").with("min", min).with("max", max));
    }
    let zero = [
        ("limit", question.limit),
        ("places", question.places),
        ("at_most", question.at_most),
        ("meaning", Some(question.meaning as usize)),
    ];
    for (field, _) in zero.iter().filter(|(_, value)| *value == Some(0)) {
        problems.push(found.error(ground, "zero", field).with("field", field));
    }
    let options = ground.instrument.options(question).len();
    if let Some(places) = question.places.filter(|places| *places > options) {
        problems.push(
            found.error(ground, "more-places-than-options", "places").with("places", places).with("options", options),
        );
    }
    if question.decimals.is_some_and(|decimals| decimals > 6) {
        problems.push(found.error(ground, "decimals-too-many", "decimals").with("limit", 6));
    }
    let elements = question.elements.len();
    if question.kind == Kind::LinkCode && (1..6).contains(&elements) {
        problems.push(found.error(ground, "too-few-elements", "element").with("found", elements).with("least", 6));
    }
    problems
}

fn options(ground: &Ground, found: &Found) -> Vec<Problem> {
    let question = found.question;
    let takes =
        matches!(question.kind, Kind::Single | Kind::Several | Kind::Scale | Kind::Matrix | Kind::Band | Kind::Ranking);
    if !takes {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let field = if question.list.is_some() { "list" } else { "option" };
    if question.list.is_some() && !question.options.is_empty() {
        problems.push(found.error(ground, "option-and-list", "option"));
    }
    let unknown = question.list.as_ref().filter(|name| !ground.instrument.lists.contains_key(*name));
    if let Some(name) = unknown {
        let known: Vec<_> = ground.instrument.lists.keys().map(String::as_str).collect();
        problems.push(found.error(ground, "unknown-list", "list").with("value", name).with("known", known.join(", ")));
        return problems;
    }
    let options = ground.instrument.options(question);
    if options.len() < 2 {
        problems.push(found.error(ground, "too-few-options", field).with("found", options.len()));
    }
    if question.kind != Kind::Several && options.iter().any(|option| option.exclusive) {
        problems.push(found.error(ground, "exclusive-outside-several", field));
    }
    if question.kind == Kind::Scale && options.iter().any(|option| option.score.is_none()) {
        problems.push(found.advice(ground, "scale-without-scores", field));
    }
    problems
}
