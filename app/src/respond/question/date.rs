//! A month or a year, never a day.

use instruments::{Precision, Question};
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{described, group, missing_boxes, single, unmended, words};
use crate::respond::say;

/// A list of months and a field for the year.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    if asked.precision == Some(Precision::Year) {
        return single(asking, asked, key, year_field(asking, asked, key, key, words(asking, key)));
    }
    let (year, month) = parts(asking, key);
    let months = std::iter::once((String::new(), say("date-choose")))
        .chain((1..=12).map(|number| (format!("{number:02}"), say(&format!("month-{number}")))))
        .map(|(value, name)| {
            let chosen = !value.is_empty() && value == month;
            view! { <option value=value selected=chosen>{name}</option> }
        })
        .collect_view();
    let year_key = format!("{key}.year");
    let controls = view! {
        <div class="date">
            <div><label for=key.to_owned()>{say("date-month")}</label><select id=key.to_owned() name=format!("{key}.month") autocomplete="off">{months}</select></div>
            <div><label for=year_key.clone()>{say("date-year")}</label>{year_field(asking, asked, key, &year_key, year)}</div>
        </div>
        {missing_boxes(asking, asked, key)}
    };
    group(asking, asked, key, controls)
}

fn year_field(asking: &Asking, asked: &Question, key: &str, name: &str, value: String) -> impl IntoView + use<> {
    unmended(view! {
        <input type="text" inputmode="numeric" class="year" id=name.to_owned() name=name.to_owned() value=value autocomplete="off" autocapitalize="off" spellcheck="false"
            aria-describedby=described(asking, asked, key) aria-invalid=asking.problem(key).map(|_| "true") />
    })
}

/// Year and month as they were typed, or as they were taken.
fn parts(asking: &Asking, key: &str) -> (String, String) {
    let taken = words(asking, key);
    let (year, month) = taken.split_once('-').unwrap_or((&taken, ""));
    let typed = |part: &str, taken: &str| {
        asking.typed.get(&format!("{key}.{part}")).cloned().unwrap_or_else(|| taken.to_owned())
    };
    let month = typed("month", month);
    (typed("year", year), if month.len() == 1 { format!("0{month}") } else { month })
}

/// A date as it is said: `May 2020`.
pub fn said(date: &str) -> String {
    match date.split_once('-') {
        Some((year, month)) => format!("{} {year}", say(&format!("month-{}", month.trim_start_matches('0')))),
        None => date.to_owned(),
    }
}
