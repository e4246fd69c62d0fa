//! Problems of an instrument, a spreadsheet or an import as sentences, each with its place.

use instruments::Problem;
use leptos::prelude::*;

use crate::language::Language;

/// The sentence for a problem, with where it is.
pub fn sentence(words: &Language, problem: &Problem) -> String {
    let values: Vec<_> = problem.values.iter().map(|(name, value)| (*name, value.clone())).collect();
    let said = words.with(&format!("problem-{}", problem.code), &values);
    match place(words, problem) {
        Some(place) => format!("{place}: {said}"),
        None => said,
    }
}

fn place(words: &Language, problem: &Problem) -> Option<String> {
    let place = &problem.place;
    let line = place.line.map(|line| words.with("place-line", &[("line", line.to_string())]));
    let id = (!place.id.is_empty()).then(|| place.id.clone());
    let language = place.language.clone();
    let parts: Vec<String> = [line, id, language].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A list of problems: what stops publishing first.
pub fn list(words: &Language, problems: &[Problem]) -> impl IntoView + use<> {
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    sorted.sort_by_key(|problem| (!problem.serious, problem.place.line));
    let line = |problem: &Problem| {
        let mark = words.say(if problem.serious { "finding-serious" } else { "finding-advice" });
        let class = if problem.serious { "mark serious" } else { "mark" };
        view! { <li><span class=class>{mark}</span> " " {sentence(words, problem)}</li> }
    };
    let lines: Vec<_> = sorted.into_iter().map(line).collect();
    view! { <ul class="findings">{lines}</ul> }
}
