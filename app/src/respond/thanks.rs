//! Thank you: the answers are kept. With the code that takes them back, for a while, if it was wanted.

use leptos::prelude::*;
use server::http::respond::Thanks;

use super::{frame, paragraphs, say};

/// The page after sending.
pub fn page(view: &Thanks) -> impl IntoView + use<> {
    let code = view.code.clone().map(|code| {
        view! {
            <section class="notice">
                <h2>{say("thanks-code-title")}</h2>
                <p class="code" id="withdraw-code">{code}</p>
                {paragraphs(&say("thanks-code-words"))}
                <p><a href="/withdraw">{say("withdraw-link")}</a></p>
            </section>
        }
    });
    let next = view.next.clone().map(|address| {
        view! {
            <form method="post" action=address autocomplete="off">
                <button name="_go" value="next">{say("next-person")}</button>
            </form>
        }
    });
    view! {
        {frame::language_form(&view.frame)}
        <h1>{say("thanks-title")}</h1>
        {paragraphs(&say("thanks-words"))}
        {code}
        {next}
    }
}
