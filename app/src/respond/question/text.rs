//! Words: one line or several. The limit is said, and nothing that was typed is ever cut.

use instruments::{Audience, Kind, Question};
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{described, single, unmended, words};
use crate::respond::{say, with};

/// A field for words.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    let limit_id = asked.limit.map(|_| format!("{key}-limit"));
    let about: Vec<_> = described(asking, asked, key).into_iter().chain(limit_id.clone()).collect();
    let about = (!about.is_empty()).then(|| about.join(" "));
    let invalid = asking.problem(key).map(|_| "true");
    let (id, text) = (key.to_owned(), words(asking, key));
    let field = if asked.kind == Kind::LongText {
        unmended(view! { <textarea id=id.clone() name=id rows="4" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby=about aria-invalid=invalid>{crate::islands::inside(&text)}</textarea> }).into_any()
    } else {
        unmended(view! { <input type="text" id=id.clone() name=id value=text autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby=about aria-invalid=invalid /> }).into_any()
    };
    // A listing asks for names and places; survivors are reminded to leave them out.
    let names = (asking.instrument.audience == Audience::Survivors).then(|| format!(" {}", say("text-no-names")));
    let limit = asked.limit.map(
        |limit| view! { <p class="hint" id=limit_id.clone()>{with("text-limit", &[("limit", limit.to_string())])}{names}</p> },
    );
    single(asking, asked, key, view! { {field} {limit} })
}
