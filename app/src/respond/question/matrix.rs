//! The same options for several rows: each row is a group of its own, under one another on a phone.

use instruments::{Question, Row};
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{choice, group, problem};

/// One group of radio buttons for each row.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    let rows = asked.rows.iter().map(|row| draw_row(asking, asked, row, &format!("{key}.{}", row.id))).collect_view();
    group(asking, asked, key, view! { <div class="matrix">{rows}</div> })
}

fn draw_row(asking: &Asking, asked: &Question, row: &Row, key: &str) -> AnyView {
    if !asking.journey.shown(key) {
        return ().into_any();
    }
    view! {
        <fieldset class="row" aria-describedby=asking.problem(key).map(|_| format!("{key}-problem"))>
            <legend>{row.text.get(&asking.language).to_owned()}</legend>
            {problem(asking, key)}
            <div class="options">{choice::options(asking, asked, key)}</div>
        </fieldset>
    }
    .into_any()
}
