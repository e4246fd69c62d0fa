//! One option: single choice, yes or no, scale, bands.

use instruments::Question;
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{group, offered, option, value};

/// Radio buttons.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    group(asking, asked, key, options(asking, asked, key))
}

/// The options alone, for a row of a matrix too.
pub fn options(asking: &Asking, asked: &Question, key: &str) -> impl IntoView + use<> {
    let chosen = value(asking, key);
    offered(asking, asked)
        .into_iter()
        .enumerate()
        .filter(|(_, (code, _))| code.starts_with('~') || asking.journey.offers(key, code))
        .map(|(at, (code, words))| option("radio", key, &code, words, code == chosen, at == 0))
        .collect_view()
}
