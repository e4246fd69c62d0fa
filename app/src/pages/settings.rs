//! Settings of a study and its help lines.

use std::collections::BTreeSet;

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::settings::Settings;
use server::store::help_lines::HelpLine;

use super::studies;
use crate::components::form::{Field, select, tick};
use crate::language::Language;
use crate::shell;

/// The settings of a study.
pub fn settings(around: &Around, view: &Settings) -> String {
    let words = Language::of(&around.language);
    let linking = format!("/studies/{}/linking", view.member.study.id);
    let retention = format!("/studies/{}/retention", view.member.study.id);
    shell::page(around, "settings", &words.say("nav-settings"), || {
        view! {
            <h1>{words.say("nav-settings")}</h1>
            {general(&words, around, view)}
            <h2 id="linking">{words.say("linking-title")}</h2>
            <p>{words.say("linking-settings")} " " <a href=linking>{words.say("linking-choose")}</a></p>
            <h2 id="retention">{words.say("retention-title")}</h2>
            <p>{words.say("retention-settings")} " " <a href=retention>{words.say("retention-choose")}</a></p>
            <h2 id="help">{words.say("help-title")}</h2>
            {help(&words, around, view)}
            <h2 id="holder">{words.say("holder-title")}</h2>
            {holder(&words, view)}
        }
    })
}

fn general(words: &Language, around: &Around, view: &Settings) -> impl IntoView + use<> {
    let study = &view.member.study;
    let field = |name: &str, now: &str| {
        let label = words.say(if name == "name" { "study-name" } else { name });
        Field::text(name, label).value(around.typed(name, now))
    };
    let zone = around.typed("time-zone", &study.time_zone);
    let smallest = Field::number("smallest-cell", words.say("smallest-cell")).hint(words.say("smallest-cell-hint"));
    view! {
        <form method="post" action=format!("/studies/{}/settings", study.id) class="narrow">
            {field("name", &study.name).hint(words.say("study-name-hint")).view()}
            {select("time-zone", words.say("time-zone"), studies::zones(&view.time_zones), &zone)}
            {field("respond-title", &study.respond_title).hint(words.say("respond-title-hint")).view()}
            {field("exit-address", &study.exit_address).hint(words.say("exit-address-hint")).view()}
            {smallest.value(around.typed("smallest-cell", &study.smallest_cell.to_string())).view()}
            <button>{words.say("save")}</button>
        </form>
    }
}

/// Languages in which a line can be named here: those it has, and those that are shipped.
fn languages(line: &HelpLine) -> BTreeSet<String> {
    line.name.0.keys().cloned().chain(["en".to_owned(), "es".to_owned()]).collect()
}

fn help(words: &Language, around: &Around, view: &Settings) -> impl IntoView + use<> {
    let study = &view.member.study.id;
    let mut lines: Vec<_> =
        view.help_lines.iter().enumerate().map(|(n, line)| help_line(words, around, n, line)).collect();
    lines.push(help_line(words, around, view.help_lines.len(), &(HelpLine::default(), false)));
    view! {
        <p>{words.say("help-lead")}</p>
        <form method="post" action=format!("/studies/{study}/settings/help")>
            {lines}
            <button>{words.say("help-save")}</button>
        </form>
    }
}

fn help_line(words: &Language, around: &Around, n: usize, (line, due): &(HelpLine, bool)) -> impl IntoView + use<> {
    let name = |part: &str| format!("help.{n}.{part}");
    let typed = |part: &str, now: &str| around.typed(&name(part), now);
    let new = line.name.0.is_empty();
    let title = if new { words.say("help-new") } else { line.name.get(&words.0).to_owned() };
    let names: Vec<_> = languages(line)
        .into_iter()
        .map(|tag| {
            let part = format!("name.{tag}");
            let now = line.name.0.get(&tag).cloned().unwrap_or_default();
            let label = words.with("help-name", &[("language", words.say(&format!("language-{tag}")))]);
            Field::text(name(&part), label).value(typed(&part, &now)).optional().view()
        })
        .collect();
    let due = due.then(|| {
        let day = if line.checked_on.is_empty() { "none".to_owned() } else { line.checked_on.clone() };
        view! { <p class="problem">{words.with("help-due", &[("day", day)])}</p> }
    });
    let place = Field::number(name("place"), words.say("help-place")).value(typed("place", &(n + 1).to_string()));
    let remove = (!new).then(|| tick(name("remove"), "yes".into(), words.say("help-remove"), false));
    view! {
        <fieldset class="card">
            <legend>{title}</legend>
            {due}
            <div class="pair">{names}</div>
            <div class="pair">
                {Field::text(name("call"), words.say("help-number")).value(typed("call", &line.call)).optional().view()}
                {Field::text(name("message"), words.say("help-message")).value(typed("message", &line.message)).optional().view()}
            </div>
            <div class="pair">
                {Field::date(name("checked-on"), words.say("help-checked")).value(typed("checked-on", &line.checked_on)).optional().view()}
                {place.optional().view()}
            </div>
            {tick(name("checked-today"), "yes".into(), words.say("help-checked-today"), false)}
            {remove}
        </fieldset>
    }
}

fn holder(words: &Language, view: &Settings) -> impl IntoView + use<> {
    let study = &view.member.study;
    let holders =
        words.with("holder-now", &[("names", view.holders.join(", ")), ("count", view.holders.len().to_string())]);
    let refused = study.second_holder_refused.clone();
    let said = refused.clone().map(|text| view! { <p>{words.with("holder-refused", &[("reason", text)])}</p> });
    let people = format!("/studies/{}/people", study.id);
    let reason = Field::text("reason", words.say("holder-reason")).hint(words.say("holder-reason-hint")).optional();
    view! {
        <p>{words.say("holder-lead")} " " <a href=people>{words.say("holder-invite")}</a></p>
        <p>{holders}</p>
        {said}
        <form method="post" action=format!("/studies/{}/settings/holder", study.id) class="narrow">
            {reason.view()}
            <button class="quiet">{words.say("holder-do")}</button>
        </form>
    }
}
