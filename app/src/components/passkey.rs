//! A button that asks a device for a passkey and sends its form with what the device says (`app/src/script/passkey.js`).
//! Without script it stays hidden, and a sentence says so.

use leptos::prelude::*;
use server::http::assets;

use crate::language::Language;

/// The button inside a form, in a place of its own: `ask` is what the script asks for.
pub fn button(words: &Language, label: String, ask: &str) -> impl IntoView + use<> {
    let script = assets::find("passkey.js").map(|script| {
        view! { <script type="module" src=assets::address("passkey.js") integrity=script.integrity></script> }
    });
    let ask = ask.to_owned();
    view! {
        <div>
            <p class="hint passkey-without">{words.say("passkey-without-script")}</p>
            <button type="button" class="passkey" data-ask=ask hidden=true>{label}</button>
            <p class="problem passkey-failed" role="alert" hidden=true>{words.say("passkey-failed")}</p>
            <p class="problem passkey-same" role="alert" hidden=true>{words.say("passkey-same")}</p>
            {script}
        </div>
    }
}
