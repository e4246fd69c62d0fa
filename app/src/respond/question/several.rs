//! Any number of options. An exclusive one ("none of these") is checked when the page arrives, with words that help.

use instruments::Question;
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{group, offered, option, value};

/// Boxes to tick.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    let chosen = value(asking, key);
    let options = offered(asking, asked)
        .into_iter()
        .enumerate()
        .filter(|(_, (code, _))| code.starts_with('~') || asking.journey.offers(key, code))
        .map(|(at, (code, words))| {
            let checked = chosen.split(' ').any(|one| one == code);
            option("checkbox", key, &code, words, checked, at == 0)
        })
        .collect_view();
    group(asking, asked, key, options)
}
