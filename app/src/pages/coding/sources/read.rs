//! One transcript.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::sources::read::{Leaving, Turn, View};

use super::{address, language_name, may_bring, pages, to_list, undo};
use crate::components::form::button;
use crate::language::Language;
use crate::pages::results::visible;

pub(super) fn page(around: &Around, view: &View) -> String {
    super::page(around, &view.member, &view.title, |words| {
        let base = address(&view.member, &format!("/source/{}", view.id));
        let code = format!("/studies/{}/coding/passages?from={}", view.member.study.id, view.id);
        let turns: Vec<_> = view.turns.iter().map(|one| turn(words, view, one)).collect();
        view! {
            {to_list(words, &view.member)}
            <h1><bdi>{view.title.clone()}</bdi></h1>
            {record(words, view)}
            <p class="actions no-print">
                <a class="button" href=code>{words.say("source-code")}</a> " "
                {may_bring(&view.member).then(|| changes(words, view))}
            </p>
            {undo(words, &view.member, view.last.as_ref())}
            {notes(words, view)}
            <p class="hint">{words.say("source-recorded-note")}</p>
            {turns}
            {pages(words, &base, view.page, view.pages)}
        }
    })
}

fn record(words: &Language, view: &View) -> impl IntoView + use<> {
    let translated = view.translated.as_ref().map(|tag| language_name(words, tag)).unwrap_or_default();
    let facts = [
        ("record-kind", words.say(&format!("source-kind-{}", view.kind))),
        ("record-week", view.week.clone()),
        ("record-wave", view.wave.clone()),
        ("record-site", view.site.clone()),
        ("sources-language", language_name(words, &view.language)),
        ("source-translation", translated),
        ("sources-consent", words.say(&format!("consent-{}", view.consent.name()))),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (words.say(key), value));
    let facts = facts.chain(view.attributes.iter().cloned());
    let facts: Vec<_> = facts.map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect();
    let guide = view.guide.as_ref().map(|(id, name)| {
        let at = format!("/studies/{}/instruments/{id}", view.member.study.id);
        view! { <dt>{words.say("record-guide")}</dt><dd><a href=at>{name.clone()}</a></dd> }
    });
    let counted = [("turns", view.total.to_string()), ("codings", view.codings.to_string())];
    view! { <dl class="record">{facts}{guide}</dl><p>{words.with("source-holds", &counted)}</p> }
}

fn changes(words: &Language, view: &View) -> impl IntoView + use<> {
    let at = |rest: &str| address(&view.member, &format!("/source/{}{rest}", view.id));
    view! {
        <a class="button quiet" href=at("/record")>{words.say("source-record")}</a> " "
        <a class="button quiet" href=at("/translation")>{words.say("source-translate")}</a> " "
        <a class="button quiet" href=at("/remove")>{words.say("source-remove")}</a>
    }
}

fn notes(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let notes: Vec<_> = view
        .notes
        .iter()
        .map(|note| {
            let by = words.with("notes-by", &[("name", note.by.clone()), ("day", note.day.clone())]);
            view! { <li><p class="words-in" dir="auto">{note.words.clone()}</p><p class="hint">{by}</p></li> }
        })
        .collect();
    (!notes.is_empty())
        .then(|| view! { <section><h2>{words.say("source-notes")}</h2><ul class="cards">{notes}</ul></section> })
}

fn turn(words: &Language, view: &View, one: &Turn) -> impl IntoView + use<> {
    let shown = |text: &str| -> String { text.chars().take(SHOWN).map(visible).collect() };
    let speaker = if one.speaker.is_empty() { words.say("speaker-unknown") } else { one.speaker.clone() };
    let time = one.starts.map(|starts| format!(" · {}", clock(starts)));
    let more = one.text.chars().count().saturating_sub(SHOWN);
    let more =
        (more > 0).then(|| view! { <p class="hint">{words.with("words-more", &[("count", more.to_string())])}</p> });
    let codings =
        (one.codings > 0).then(|| format!(" · {}", words.with("code-codings", &[("count", one.codings.to_string())])));
    let beside = one.translation.as_ref().map(|(tag, text)| {
        view! { <p class="said translated" dir="auto" lang=tag.clone()>{shown(text)}</p> }
    });
    let at = address(&view.member, &format!("/passage/{}", one.passage));
    let code = format!("/studies/{}/coding/passages?at={}", view.member.study.id, one.passage);
    let translate = words.say(if beside.is_some() { "turn-translation" } else { "turn-translate" });
    let number = words.with("turn-number", &[("number", one.number.to_string())]);
    let class = if one.leads { "turn leads" } else { "turn" };
    view! {
        <div class=class id=one.passage.to_string()>
            <p class="speaker">
                <span class="hint">{one.number} ". "</span> {speaker} " " <span class="hint">{time}{codings}</span>
            </p>
            <div class="beside">
                <p class="said" dir="auto" lang=view.language.clone()>{shown(&one.text)}</p>
                {beside}
            </div>
            {more}
            <p class="no-print">
                <a href=code>{words.say("turn-code")}<span class="sr">": " {number.clone()}</span></a> " · "
                <a href=at>{translate}<span class="sr">": " {number}</span></a>
            </p>
        </div>
    }
}

/// Most characters of one turn on this page; reading and coding has all.
const SHOWN: usize = 10_000;

/// Hours, minutes and seconds.
fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

pub(super) fn leaving(around: &Around, view: &Leaving) -> String {
    let title = Language::of(&around.language).say("remove-title");
    super::page(around, &view.member, &title, |words| {
        let counted = [("turns", view.turns.to_string()), ("codings", view.codings.to_string())];
        let back = address(&view.member, &format!("/source/{}", view.id));
        view! {
            {to_list(words, &view.member)}
            <h1>{words.say("remove-title")}</h1>
            <p><a href=back><bdi>{view.title.clone()}</bdi></a></p>
            <p>{words.with("remove-what", &counted)}</p>
            <p class="notice">{words.say("remove-for-good")}</p>
            {button(address(&view.member, &format!("/source/{}/remove", view.id)), words.say("source-remove-do"), &view.title, &[])}
        }
    })
}
