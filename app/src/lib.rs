//! What people see: Leptos pages for respondents and staff, the words, the stylesheets.
//!
//! Pages are compiled for the server only; `islands` alone is compiled for the browser too.

// Long pages are deeply nested types.
#![recursion_limit = "512"]

pub mod islands;

#[cfg(feature = "ssr")]
pub mod assets;

#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod language;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod refill;
#[cfg(feature = "ssr")]
pub mod respond;
#[cfg(feature = "ssr")]
pub mod shell;

/// Starts the islands of a staff page in the browser.
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
