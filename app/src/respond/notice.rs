//! Pages that only say something: gone, closed, unknown, wrong type, too much, too many, not now.

use leptos::prelude::*;
use server::http::Failure;
use server::http::respond::Notice;

use super::{frame, paragraphs, say};

/// The title, the words, and where to go from here.
pub fn page(view: &Notice) -> impl IntoView + use<> {
    let title = say(&format!("{}-title", view.says));
    let words = say(&format!("{}-words", view.says));
    let go = view.go.clone().map(|address| {
        view! { <p class="go"><a class="button" href=address>{say(&format!("{}-go", view.says))}</a></p> }
    });
    // Who comes here by "back" after leaving is told nothing of what was done before.
    // At another address than ours nothing is to be pressed.
    let back = (!matches!(view.says, "gone" | "wrong-host"))
        .then(|| view! { <p><a href="/withdraw">{say("withdraw-link")}</a></p> });
    view! {
        {frame::language_form(&view.frame)}
        <h1>{title}</h1>
        {paragraphs(&words)}
        {go}
        {back}
    }
}

/// The page of ours where somebody may try again after a failure.
pub fn again(failure: &Failure) -> Option<String> {
    let ours = failure.path.starts_with("/s/") || failure.path == "/withdraw";
    (ours && matches!(says(failure), "wrong-type" | "not-now" | "busy")).then(|| failure.path.clone())
}

/// Which of the notices a failure is.
pub fn says(failure: &Failure) -> &'static str {
    match failure.status.as_u16() {
        404 | 405 => "unknown",
        421 => "wrong-host",
        400 | 403 | 415 | 422 => "wrong-type",
        413 => "too-much",
        503 if failure.code == "busy" => "busy",
        _ => "not-now",
    }
}
