//! A number with its unit.

use instruments::Question;
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{described, single, unmended, words};

/// A field with a number keyboard.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    let keyboard = if asked.decimals.unwrap_or(0) > 0 { "decimal" } else { "numeric" };
    let unit = asked
        .unit
        .as_ref()
        .map(|unit| view! { <span id=format!("{key}-unit")>{unit.get(&asking.language).to_owned()}</span> });
    let input = unmended(view! {
        <input type="text" inputmode=keyboard id=key.to_owned() name=key.to_owned() value=words(asking, key)
            autocomplete="off" autocapitalize="off" spellcheck="false"
            aria-describedby=described(asking, asked, key) aria-invalid=asking.problem(key).map(|_| "true") />
    });
    single(asking, asked, key, view! { <p class="number">{input} " " {unit}</p> })
}
