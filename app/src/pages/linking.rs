//! How waves are joined: a choice for each audience; cards with word codes to print.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::linking::{self, Asked, Cards, Coded, Group, Linking};
use server::linking::Way;
use server::linking::card::{FEWEST, LANGUAGES, MOST};
use server::store::linking::name;

use super::StaffPages;
use super::collections::print::sheet;
use crate::components::form::{Field, select};
use crate::language::Language;
use crate::shell;

impl linking::Pages for StaffPages {
    fn linking(&self, around: &Around, view: &Linking) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "settings", &words.say("linking-title"), || {
            let study = view.member.study.id.clone();
            let groups: Vec<_> = view.groups.iter().map(|one| group(&words, &study, one)).collect();
            view! {
                <p><a href=format!("/studies/{study}/settings")>"‹ " {words.say("nav-settings")}</a></p>
                <h1>{words.say("linking-title")}</h1>
                <p>{words.say("linking-lead")}</p>
                {explained(&words)}
                {groups}
                <h2 id="cards">{words.say("cards-title")}</h2>
                {cards_form(&words, &study)}
            }
        })
    }

    fn cards(&self, view: &Cards) -> String {
        cards(view)
    }
}

/// What each way is good for, before anybody chooses.
fn explained(words: &Language) -> impl IntoView + use<> {
    let way = |way: &Way| {
        let (title, about) = (format!("way-{}", way.name()), format!("way-{}-about", way.name()));
        view! { <li><strong>{words.say(&title)}</strong> ": " {words.say(&about)}</li> }
    };
    let ways: Vec<_> = Way::ALL.iter().map(way).collect();
    view! { <ul>{ways}</ul> }
}

fn group(words: &Language, study: &str, group: &Group) -> impl IntoView + use<> {
    let audience = name(group.audience);
    let heading = words.say(&format!("audience-{audience}"));
    let choices: Vec<_> = Way::ALL
        .into_iter()
        .map(|way| {
            let (value, label) = (way.name(), words.say(&format!("way-{}", way.name())));
            view! {
                <label class="choice">
                    <input type="radio" name="way" value=value checked=way == group.way />
                    <span>{label}</span>
                </label>
            }
        })
        .collect();
    let asked: Vec<_> = group.instruments.iter().map(|asked| view! { <li>{instrument(words, asked)}</li> }).collect();
    let asked = match asked.is_empty() {
        true => view! { <p class="hint">{words.say("linking-no-instrument")}</p> }.into_any(),
        false => view! { <ul>{asked}</ul> }.into_any(),
    };
    let advice = words.say(&format!("linking-advice-{audience}"));
    view! {
        <h2 id=audience>{heading.clone()}</h2>
        <p>{advice}</p>
        {asked}
        <form method="post" action=format!("/studies/{study}/linking") class="narrow">
            <input type="hidden" name="audience" value=audience />
            <fieldset>
                <legend>{words.say("linking-choose")}</legend>
                {choices}
            </fieldset>
            <button>{words.say("save")}<span class="sr">": " {heading}</span></button>
        </form>
    }
}

/// One instrument, and which code it asks for.
fn instrument(words: &Language, asked: &Asked) -> String {
    let (key, count) = match asked.code {
        Coded::Nothing => ("linking-asks-nothing", 0),
        Coded::Card => ("linking-asks-card", 0),
        Coded::Elements(count) => ("linking-asks-elements", count),
    };
    let said = words.with(key, &[("title", asked.title.clone()), ("count", count.to_string())]);
    match asked.imported {
        true => format!("{said} {}", words.say("linking-imported")),
        false => said,
    }
}

fn cards_form(words: &Language, study: &str) -> impl IntoView + use<> {
    let languages = LANGUAGES.into_iter().map(|tag| (tag.to_owned(), words.say(&format!("language-{tag}")))).collect();
    let range = [("fewest", FEWEST.to_string()), ("most", MOST.to_string())];
    let count = Field::number("count", words.say("cards-count")).hint(words.with("cards-count-hint", &range));
    view! {
        <p>{words.say("cards-lead")}</p>
        <form method="get" action=format!("/studies/{study}/linking/cards") class="narrow">
            {count.value("100").view()}
            {select("language", words.say("cards-language"), languages, "en")}
            <button class="quiet">{words.say("cards-do")}</button>
        </form>
    }
}

/// Cards to cut out: what to do with one, then its words, large.
fn cards(view: &Cards) -> String {
    let (words, staff) = (Language::of(&view.language), Language::of(&view.staff_language));
    sheet(&view.language, words.say("card-heading"), || {
        let card = |card: &server::linking::card::Card| {
            let how = ["card-keep", "card-next", "card-who"].map(|key| view! { <span>{words.say(key)}</span> });
            view! { <li><strong class="code">{card.show()}</strong> {how.to_vec()}</li> }
        };
        let cards: Vec<_> = view.cards.iter().map(card).collect();
        view! {
            <p class="no-print" lang=view.staff_language.clone()><a href=view.back.clone()>"‹ " {staff.say("linking-title")}</a></p>
            <h1 class="no-print">{words.say("card-heading")}</h1>
            <p class="notice no-print" lang=view.staff_language.clone()>{staff.say("cards-hint")}</p>
            <ul class="slips">{cards}</ul>
        }
    })
}
