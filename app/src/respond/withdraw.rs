//! Take answers back with the code from the thank-you page. It deletes; it never shows anything.

use leptos::prelude::*;
use server::http::respond::Withdraw;

use super::{frame, paragraphs, say, welcome};

/// What happened to the last code, and the form.
pub fn page(view: &Withdraw) -> impl IntoView + use<> {
    let done = view.outcome.as_deref() == Some("withdrawn");
    let outcome = view.outcome.clone().map(|outcome| {
        let class = if done { "notice" } else { "problem" };
        view! { <p class=class role="status" id="outcome">{say(&outcome)}</p> }
    });
    view! {
        <h1>{say("withdraw-title")}</h1>
        {outcome}
        {paragraphs(&say("withdraw-words"))}
        <form method="post" action="/withdraw" autocomplete="off">
            {frame::first_button("_go", "on")}
            {frame::languages(&view.frame)}
            <div class="question">
                <label class="label" for="code">{say("withdraw-code")}</label>
                <p class="hint" id="code-hint">{say("code-hint")}</p>
                {welcome::code_field("code")}
            </div>
            <button name="_go" value="on">{say("withdraw-button")}</button>
        </form>
    }
}
