//! A link code: small questions whose answers make it, or one word from a card.

use instruments::{Question, Row};
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{described, group, missing_boxes, single, unmended, words};

/// A field for each element.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    if asked.elements.is_empty() {
        return single(asking, asked, key, field(key, key, words(asking, key), described(asking, asked, key)));
    }
    let elements =
        asked.elements.iter().enumerate().map(|(at, element)| draw_element(asking, element, key, at)).collect_view();
    group(asking, asked, key, view! { {elements} {missing_boxes(asking, asked, key)} })
}

fn draw_element(asking: &Asking, element: &Row, key: &str, at: usize) -> impl IntoView + use<> {
    let name = format!("{key}.{}", element.id);
    let id = if at == 0 { key.to_owned() } else { name.clone() };
    view! { <p><label for=id.clone()>{element.text.get(&asking.language).to_owned()}</label>{field(&id, &name, words(asking, &name), None)}</p> }
}

fn field(id: &str, name: &str, value: String, about: Option<String>) -> impl IntoView + use<> {
    unmended(
        view! { <input type="text" id=id.to_owned() name=name.to_owned() value=value autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby=about /> },
    )
}
