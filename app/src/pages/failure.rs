//! The page that says what went wrong, and where to go from there.

use leptos::prelude::*;
use server::http::Failure;
use server::http::staff::Around;

use crate::language::Language;
use crate::shell::{self, Frame, staff_page};

/// Draws it for staff. Nothing of an internal error is on it.
pub fn page(failure: &Failure, around: Option<&Around>) -> String {
    let words = Language::of("en");
    let general = words.say(&format!("failure-{}", failure.status.as_u16()));
    let key = format!("error-{}", failure.code);
    let said = words.with(&key, &[("value", failure.value.clone())]);
    let sentence = if said == key { words.say("failure-lead") } else { said };
    let list: Vec<_> = failure.problems.iter().map(|problem| problem_line(&words, problem)).collect();
    let list = (!list.is_empty()).then(|| view! { <ul>{list}</ul> });
    let title = general.clone();
    let body = || {
        view! {
            <h1>{general}</h1>
            <p>{sentence}</p>
            {list}
            <p><a class="button" href="/">{words.say("failure-home")}</a></p>
        }
    };
    match around {
        // Somebody who is signed in keeps the menu, and the way out.
        Some(around) => shell::page(&around.plain(), "", &title, body),
        None => staff_page(Frame { language: "en".into(), title, ..Frame::default() }, body),
    }
}

fn problem_line(words: &Language, problem: &instruments::Problem) -> impl IntoView + use<> {
    let values: Vec<_> = problem.values.iter().map(|(name, value)| (*name, value.clone())).collect();
    view! { <li>{words.with(&format!("problem-{}", problem.code), &values)}</li> }
}
