//! Coding by keyboard, mouse and touch: brings the pad under a list of passages to life. What it cannot do without the
//! server (finding words, drawing them) the server does; without script the same forms work as plain forms.
//!
//! `keys`, `steps` and `rank` are plain functions; `events` hears, `pad` remembers and does, `words` reads and selects
//! words of the page, `picker` finds a code by its letters, `answers` and `requests` speak with the server, `tell` with
//! the person.

#[cfg(feature = "hydrate")]
mod answers;
#[cfg(feature = "hydrate")]
mod events;
#[cfg(any(test, feature = "hydrate"))]
mod keys;
#[cfg(feature = "hydrate")]
mod pad;
#[cfg(feature = "hydrate")]
mod picker;
#[cfg(any(test, feature = "hydrate"))]
mod rank;
#[cfg(feature = "hydrate")]
mod requests;
#[cfg(any(test, feature = "hydrate"))]
mod steps;
#[cfg(feature = "hydrate")]
mod tell;
#[cfg(feature = "hydrate")]
mod words;

use leptos::prelude::*;

/// The line that tells what was done to those who do not see it, and the script behind the pad.
#[island]
pub fn Highlighter() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    events::start();
    view! { <p id="pad-said" class="sr" role="status" aria-live="polite"></p> }
}
