//! The few parts of staff pages that run in the browser, each with a plain form to fall back on.

mod highlighter;
mod wording;

pub use highlighter::Highlighter;
pub use wording::Wording;

/// Words as the content of a `textarea`. The view macro writes such content to HTML as it is; the server must escape it.
/// In the browser it is set as text, not as HTML.
pub fn inside(words: &str) -> String {
    match cfg!(feature = "ssr") {
        true => words.replace('&', "&amp;").replace('<', "&lt;"),
        false => words.to_owned(),
    }
}
