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
    let shared = view.frame.next.is_some();
    let next = view.frame.next.clone().map(|address| {
        view! {
            <form method="post" action=address autocomplete="off">
                <p class="go"><button name="_go" value="next">{say("next-person")}</button></p>
            </form>
        }
    });
    view! {
        {frame::language_form(&view.frame)}
        <h1>{say("thanks-title")}</h1>
        <p>{say("thanks-words")} " " {say(if shared { "thanks-shared" } else { "thanks-close" })}</p>
        {view.hard.then(|| view! { <p>{say("thanks-hard")}</p> })}
        {code}
        {next}
    }
}
