//! Problems of an instrument, a spreadsheet or an import as sentences, each with its place and the way to where it can be
//! mended. To add a way: its code in [`way`], its words `way-<code>` in the locales.

use instruments::Problem;
use leptos::prelude::*;
use server::http::staff::again;

use crate::language::Language;

/// The sentence for a problem, with where it is. A language is said by its name, and once.
pub fn sentence(words: &Language, problem: &Problem) -> String {
    let value = |(name, value): (&&'static str, &String)| match *name {
        "language" => ("language", words.name_of(value)),
        name => (name, value.clone()),
    };
    let values: Vec<_> = problem.values.iter().map(value).collect();
    let said = words.with(&format!("problem-{}", problem.code), &values);
    match place(words, problem, &said) {
        Some(place) => format!("{place}: {said}"),
        None => said,
    }
}

/// The place, as far as the sentence does not say it itself.
fn place(words: &Language, problem: &Problem, said: &str) -> Option<String> {
    let place = &problem.place;
    let line = place.line.filter(|_| !problem.values.contains_key("line"));
    let line = line.map(|line| words.with("place-line", &[("line", line.to_string())]));
    let file_said = problem.values.get("file").is_some_and(|file| said.contains(file.as_str()));
    let id = (!place.id.is_empty() && !file_said).then(|| place.id.clone());
    let named = problem.values.contains_key("language");
    let language = place.language.as_ref().filter(|_| !named).map(|tag| words.name_of(tag));
    let parts: Vec<String> = [line, id, language].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Where a problem of publishing is mended; `page` is the instrument's own.
fn way(problem: &Problem, page: &str) -> Option<String> {
    let language = problem.place.language.as_deref().unwrap_or_default();
    match problem.code {
        "publish-words" => Some(format!("{page}/words?language={language}")),
        "publish-interface" => Some(format!("{page}#languages")),
        "publish-unsigned" => Some(format!("{page}#sign")),
        "publish-second-holder" => page.split("/instruments/").next().map(|study| format!("{study}/settings#holder")),
        _ => None,
    }
}

/// A list of problems: what stops publishing first, and no more than a person reads. `page` is where the instrument is, if
/// it is about one.
pub fn list(words: &Language, problems: &[Problem], page: &str) -> impl IntoView + use<> {
    let (sorted, more) = again::foremost(problems);
    let line = |problem: &Problem| {
        let mark = words.say(if problem.serious { "finding-serious" } else { "finding-advice" });
        let class = if problem.serious { "mark serious" } else { "mark" };
        let way = way(problem, page).filter(|_| page.contains("/instruments/")).map(|address| {
            view! { " " <a href=address>{words.say(&format!("way-{}", problem.code))}</a> }
        });
        view! { <li><span class=class>{mark}</span> " " {sentence(words, problem)} " " {way}</li> }
    };
    let lines: Vec<_> = sorted.into_iter().map(line).collect();
    let more = (more > 0).then(|| view! { <li>{words.with("problems-more", &[("count", more.to_string())])}</li> });
    view! { <ul class="findings">{lines}{more}</ul> }
}
