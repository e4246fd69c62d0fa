//! "Show the R code", folded: what gives the figures of a page, and where the data are that it reads.

use leptos::prelude::*;

use crate::language::Language;

/// The code under a sentence that says what to do with it; nothing where there is none.
pub fn script(words: &Language, study: &str, note: &str, code: Option<&String>) -> Option<impl IntoView + use<>> {
    let data = format!("/studies/{study}/results/analysis");
    code.map(|code| {
        view! {
            <details>
                <summary>{words.say("item-code")}</summary>
                <p>{words.say(note)} " " <a href=data>{words.say("item-code-data")}</a></p>
                <pre class="script"><code>{code.clone()}</code></pre>
            </details>
        }
    })
}
