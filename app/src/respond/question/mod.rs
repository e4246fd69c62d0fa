//! Questions as controls: one small file for each kind, chosen here. Every control has a label of its own, the name
//! that `instruments::read_page` reads, and forgets what was typed (`autocomplete="off"`).
//!
//! To add a kind: a file with `draw`, an arm in [`draw`] and one in [`said`].

mod choice;
mod date;
mod link_code;
mod matrix;
mod number;
mod ranking;
mod repeat;
mod several;
mod text;

use instruments::{Answer, Choice, Kind, MissingReason, Problem, Question, Text};
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{paragraphs, say, with};

/// Draws one question under `key`; nothing where the route leaves it out.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    if !asking.journey.shown(key) {
        return ().into_any();
    }
    match asked.kind {
        Kind::Note => paragraphs(asked.text.get(&asking.language)).into_any(),
        Kind::Single | Kind::YesNo | Kind::Scale | Kind::Band => choice::draw(asking, asked, key),
        Kind::Several => several::draw(asking, asked, key),
        Kind::Matrix => matrix::draw(asking, asked, key),
        Kind::Number => number::draw(asking, asked, key),
        Kind::Date => date::draw(asking, asked, key),
        Kind::Ranking => ranking::draw(asking, asked, key),
        Kind::Text | Kind::LongText => text::draw(asking, asked, key),
        Kind::Repeat => repeat::draw(asking, asked, key),
        Kind::LinkCode => link_code::draw(asking, asked, key),
        Kind::Calculated => ().into_any(),
    }
}

/// The summary of problems, on top of the page, each linked to its field.
pub fn summary(asking: &Asking) -> impl IntoView + use<> {
    let lines = asking
        .problems
        .iter()
        .map(|problem| view! { <li><a href=format!("#{}", problem.place.id)>{sentence(asking, problem)}</a></li> })
        .collect_view();
    (!asking.problems.is_empty()).then(|| {
        view! { <div class="problems" role="alert"><h2>{say("problems-title")}</h2><p>{say("problems-kept")}</p><ul>{lines}</ul></div> }
    })
}

/// A problem in words: the instrument's own sentence where one of its checks failed.
fn sentence(asking: &Asking, problem: &Problem) -> String {
    let values: Vec<_> = problem.values.iter().map(|(name, value)| (*name, value.clone())).collect();
    let asked = asking.instrument.questions().find(|asked| last_part(&problem.place.id, &asked.id));
    let check = problem.values.get("check").and_then(|number| number.parse::<usize>().ok());
    if let Some(check) = asked.zip(check).and_then(|(asked, number)| asked.checks.get(number)) {
        return check.say.get(&asking.language).to_owned();
    }
    with(&format!("problem-{}", problem.code), &values)
}

/// Whether a key belongs to a question: `q`, `q.row`, `repeat.2.q`.
fn last_part(key: &str, id: &str) -> bool {
    key == id
        || key.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'))
        || key.strip_suffix(id).is_some_and(|rest| rest.ends_with('.'))
}

/// The sentence under a question, for its problem.
fn problem(asking: &Asking, key: &str) -> Option<AnyView> {
    let found = asking.problem(key)?;
    Some(view! { <p class="problem" id=format!("{key}-problem")>{sentence(asking, found)}</p> }.into_any())
}

/// The line of help under a question.
fn hint(asking: &Asking, asked: &Question, key: &str) -> Option<AnyView> {
    let words = asked.hint.as_ref()?.get(&asking.language).to_owned();
    Some(view! { <p class="hint" id=format!("{key}-hint")>{words}</p> }.into_any())
}

/// Ids of what describes a control: its hint and its problem.
fn described(asking: &Asking, asked: &Question, key: &str) -> Option<String> {
    let mut ids = Vec::new();
    ids.extend(asked.hint.is_some().then(|| format!("{key}-hint")));
    ids.extend(asking.problem(key).map(|_| format!("{key}-problem")));
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A question of several controls: question, hint, problem, controls.
fn group(asking: &Asking, asked: &Question, key: &str, controls: impl IntoView) -> AnyView {
    view! {
        <fieldset class="question" aria-describedby=described(asking, asked, key)>
            <legend>{label(asking, asked)}</legend>
            {hint(asking, asked, key)}
            {problem(asking, key)}
            {controls}
        </fieldset>
    }
    .into_any()
}

/// A question of one field: label, hint, problem, field, and its reasons for no answer.
fn single(asking: &Asking, asked: &Question, key: &str, field: impl IntoView) -> AnyView {
    view! {
        <div class="question">
            <label class="label" for=key.to_owned()>{label(asking, asked)}</label>
            {hint(asking, asked, key)}
            {problem(asking, key)}
            {field}
            {missing_boxes(asking, asked, key)}
        </div>
    }
    .into_any()
}

fn label(asking: &Asking, asked: &Question) -> String {
    let words = asked.text.get(&asking.language);
    if asking.instrument.demands(asked) { format!("{words} {}", say("answer-needed")) } else { words.to_owned() }
}

/// Offered reasons for no answer, as boxes beside a field (`<key>~missing`).
fn missing_boxes(asking: &Asking, asked: &Question, key: &str) -> impl IntoView + use<> {
    let name = format!("{key}~missing");
    let typed = asking.typed.get(&name);
    let chosen = typed.map_or_else(|| value(asking, key), |typed| format!("~{typed}"));
    let box_of = |reason: &MissingReason| {
        let code = code_of(*reason);
        let id = format!("{name}-{code}");
        let checked = chosen == format!("~{code}");
        view! { <label class="choice" for=id.clone()><input type="checkbox" autocomplete="off" id=id.clone() name=name.clone() value=code checked=checked />{say(&format!("no-answer-{code}"))}</label> }
    };
    asked.missing.iter().map(box_of).collect_view()
}

/// Tells phones not to mend what is typed (an attribute that the view macro does not know).
pub fn unmended(field: impl IntoView + AddAnyAttr) -> impl IntoView {
    field.add_any_attr(leptos::attr::custom::custom_attribute("autocorrect", "off"))
}

/// One option as radio or box, with its own label; the first of a group carries the key as id.
fn option(kind: &'static str, key: &str, code: &str, words: String, checked: bool, first: bool) -> AnyView {
    let id = if first { key.to_owned() } else { format!("{key}-{code}") };
    view! { <label class="choice" for=id.clone()><input type=kind autocomplete="off" id=id.clone() name=key.to_owned() value=code.to_owned() checked=checked /><span>{words}</span></label> }.into_any()
}

/// The options of a question, yes and no included, with the offered reasons for no answer after them.
fn offered(asking: &Asking, asked: &Question) -> Vec<(String, String)> {
    let of = |choice: &Choice| (choice.code.clone(), choice.text.get(&asking.language).to_owned());
    let mut all: Vec<_> = asking.instrument.options(asked).iter().map(of).collect();
    if asked.kind == Kind::YesNo && all.is_empty() {
        all = ["yes", "no"].map(|code| (code.to_owned(), say(code))).into();
    }
    all.extend(
        asked
            .missing
            .iter()
            .map(|reason| (format!("~{}", code_of(*reason)), say(&format!("no-answer-{}", code_of(*reason))))),
    );
    all
}

fn code_of(reason: MissingReason) -> &'static str {
    match reason {
        MissingReason::Skipped => "skipped",
        MissingReason::NotApplicable => "not_applicable",
        MissingReason::NotAsked => "not_asked",
        MissingReason::DontKnow => "dont_know",
        MissingReason::PreferNot => "prefer_not",
    }
}

/// What a field shows: what was typed wrongly, else the answer; a reason as `~reason`.
fn value(asking: &Asking, key: &str) -> String {
    if let Some(typed) = asking.typed.get(key) {
        return typed.clone();
    }
    match asking.answers.get(key) {
        Some(Answer::One(text) | Answer::Date(text) | Answer::Text(text)) => text.clone(),
        Some(Answer::Number(number)) => number.to_string(),
        Some(Answer::Several(codes)) => codes.join(" "),
        Some(Answer::Missing(reason)) => format!("~{}", code_of(*reason)),
        None => String::new(),
    }
}

/// What stands in a field for words or numbers: reasons are boxes of their own there.
fn words(asking: &Asking, key: &str) -> String {
    Some(value(asking, key))
        .filter(|value| asking.typed.contains_key(key) || !value.starts_with('~'))
        .unwrap_or_default()
}

/// An answer as it is read back to the person, or nothing where there is none.
pub fn said(asking: &Asking, asked: &Question, key: &str) -> Option<String> {
    let words = |code: &str| option_words(asking, asked, code);
    let text = match asking.answers.get(key)? {
        Answer::Missing(MissingReason::Skipped | MissingReason::NotAsked) => return None,
        Answer::Missing(reason) => say(&format!("no-answer-{}", code_of(*reason))),
        Answer::One(code) => words(code),
        Answer::Several(codes) => codes.iter().map(|code| words(code)).collect::<Vec<_>>().join(" · "),
        Answer::Number(number) => {
            format!("{number} {}", asked.unit.as_ref().map_or("", |unit: &Text| unit.get(&asking.language)))
                .trim()
                .to_owned()
        }
        Answer::Date(date) => date::said(date),
        Answer::Text(text) => text.clone(),
    };
    Some(text).filter(|text| !text.is_empty())
}

fn option_words(asking: &Asking, asked: &Question, code: &str) -> String {
    offered(asking, asked)
        .into_iter()
        .find(|(known, _)| known == code)
        .map_or_else(|| code.to_owned(), |(_, words)| words)
}
