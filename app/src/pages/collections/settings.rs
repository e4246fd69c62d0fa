//! What respondents of a collection meet.

use instruments::Audience;
use leptos::prelude::*;
use server::http::staff::collections::Detail;
use server::store::collections::{Arrival, Layout};

use crate::components::form::{Field, select, tick};
use crate::language::Language;

/// The form for the settings; what is refused for the audience is not offered.
pub(super) fn form(words: &Language, view: &Detail, own: &str) -> impl IntoView + use<> {
    let now = &view.collection.settings;
    let professionals = view.parsed.audience == Audience::Professionals;
    let layout = if now.layout == Layout::OnePage { "one_page" } else { "by_section" };
    let arrival = if now.arrival == Arrival::Straight { "straight" } else { "batched" };
    let on = |name: &'static str, ticked: bool| {
        tick(name.into(), "on".into(), words.say(&format!("settings-{}", key(name))), ticked)
    };
    let hours = Field::number("keep_hours", words.say("settings-hours")).hint(words.say("settings-hours-hint"));
    let straight = professionals.then(|| {
        select("arrival", words.say("settings-arrival"), choices(words, "arrival", &["batched", "straight"]), arrival)
    });
    view! {
        <h2>{words.say("settings-title")}</h2>
        <form method="post" action=format!("{own}/settings") class="narrow">
            {select("layout", words.say("settings-layout"), choices(words, "layout", &["by_section", "one_page"]), layout)}
            {straight}
            {on("resume_code", now.resume_code)}
            {on("kiosk", now.kiosk)}
            {on("paper", now.paper)}
            {professionals.then(|| on("roster", now.roster))}
            {hours.value(now.keep_hours.to_string()).view()}
            <button class="quiet">{words.say("settings-save")}</button>
        </form>
    }
}

fn key(name: &'static str) -> &'static str {
    if name == "resume_code" { "resume" } else { name }
}

fn choices(words: &Language, of: &str, values: &[&str]) -> Vec<(String, String)> {
    values.iter().map(|value| ((*value).to_owned(), words.say(&format!("{of}-{value}")))).collect()
}
