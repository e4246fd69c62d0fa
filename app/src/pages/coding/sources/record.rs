//! The record of a session.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::sources::record::{self, KINDS, View};

use super::{address, consent, language_field, to_list};
use crate::components::form::{Field, select, tick};
use crate::islands::inside;
use crate::language::Language;

pub(super) fn page(around: &Around, view: &View) -> String {
    let title = Language::of(&around.language).say("record-title");
    super::page(around, &view.member, &title, |words| {
        let action = match (&view.file, &view.source) {
            (Some(file), _) => address(&view.member, &format!("/bring/{file}/record")),
            (None, source) => address(&view.member, &format!("/source/{}/record", source.clone().unwrap_or_default())),
        };
        let back = view.file.as_ref().map(|file| {
            let preview = address(&view.member, &format!("/bring/{file}"));
            view! { <p><a href=preview>{words.say("record-back")}</a></p> }
        });
        view! {
            {to_list(words, &view.member)}
            <h1>{words.say("record-title")}</h1>
            {back}
            <form method="post" action=action class="narrow">
                {fields(words, around, view)}
                <button>{words.say(if view.file.is_some() { "record-keep" } else { "record-save" })}</button>
            </form>
        }
    })
}

/// Labels of who speaks, once a transcript is kept.
fn speakers(words: &Language, around: &Around, view: &View) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = record::speakers(&view.record.turns)
        .into_iter()
        .enumerate()
        .map(|(number, (label, leads))| {
            let (name, lead) = (format!("speaker-{number}"), format!("leads-{number}"));
            let says = words.with("record-speaker", &[("label", label.clone())]);
            let leader = words.with("record-leads", &[("label", label.clone())]);
            view! {
                {Field::text(name.clone(), says).value(around.typed(&name, &label)).view()}
                {tick(lead, "on".to_owned(), leader, leads)}
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <fieldset>
                <legend>{words.say("record-speakers")}</legend>
                <p class="hint">{words.say("record-speakers-hint")}</p>
                {rows}
            </fieldset>
        }
    })
}

fn fields(words: &Language, around: &Around, view: &View) -> impl IntoView + use<> {
    let record = &view.record;
    let typed = |name: &str, value: &str| around.typed(name, value);
    let chosen = |name: &str, value: &Option<String>| typed(name, value.as_deref().unwrap_or_default());
    let none = |of: &[(String, String)]| {
        let first = (String::new(), words.say("record-none"));
        std::iter::once(first).chain(of.iter().cloned()).collect::<Vec<_>>()
    };
    let kinds = KINDS.iter().map(|kind| ((*kind).to_owned(), words.say(&format!("source-kind-{kind}")))).collect();
    let attributes: Vec<String> = record.attributes.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let scope = if view.file.is_some() { typed("consent", "") } else { typed("consent", record.consent.name()) };
    view! {
        {Field::text("title", words.say("record-name")).value(typed("title", &record.title)).hint(words.say("record-name-hint")).view()}
        {select("kind", words.say("record-kind"), kinds, &typed("kind", &record.kind))}
        {Field::text("week", words.say("record-week")).value(typed("week", &record.week)).hint(words.say("record-week-hint")).optional().view()}
        {select("wave", words.say("record-wave"), none(&view.choices.waves), &chosen("wave", &record.wave))}
        {select("site", words.say("record-site"), none(&view.choices.sites), &chosen("site", &record.site))}
        {language_field(words, typed("language", &record.language))}
        {select("guide", words.say("record-guide"), none(&view.choices.guides), &chosen("guide", &record.guide))}
        <p class="hint">
            {words.say("record-guide-hint")} " "
            <a href=format!("/studies/{}/instruments", view.member.study.id)>{words.say("nav-instruments")}</a>
        </p>
        <div class="field">
            <label class="label" for="attributes">{words.say("record-attributes")}</label>
            <p class="hint" id="attributes-hint">{words.say("record-attributes-hint")}</p>
            <textarea id="attributes" name="attributes" class="short" autocomplete="off" aria-describedby="attributes-hint">{inside(&typed("attributes", &attributes.join("\n")))}</textarea>
        </div>
        {speakers(words, around, view)}
        {consent(words, &scope)}
        <p class="hint">{words.say("sources-consent-hint")}</p>
    }
}
