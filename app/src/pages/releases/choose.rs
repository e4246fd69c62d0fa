//! The form: what is to be published.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::releases::view::Choosing;
use server::release::{Part, Second};
use server::waves::Series;

use crate::components::form::{Field, select, tick};
use crate::language::Language;
use crate::pages::results::text;
use crate::pages::waves::name;
use crate::shell;

/// Languages in which a release can be written: one page, or one in each of two.
const LANGUAGES: [&str; 4] = ["en", "es", "en es", "es en"];

pub(super) fn page(around: &Around, view: &Choosing) -> String {
    let words = Language::of(&around.language);
    let title = words.say("release-new");
    let base = format!("/studies/{}/releases", view.member.study.id);
    let action = view.release.as_ref().map_or_else(|| format!("{base}/new"), |id| format!("{base}/{id}/choice"));
    shell::page(around, "releases", &title, || {
        let languages = LANGUAGES.iter().map(|tags| ((*tags).to_owned(), spoken(&words, tags))).collect();
        let chosen = format!("{} {}", view.choice.language, view.choice.second.language);
        let instruments: Vec<_> = view.series.iter().map(|series| instrument(&words, view, series)).collect();
        view! {
            <p class="back"><a href=base.clone()>{words.say("releases-title")}</a></p>
            <h1>{title.clone()}</h1>
            <p class="hint">{words.say("release-choose-lead")}</p>
            <form method="post" action=action.clone() autocomplete="off">
                {Field::text("title", words.say("release-title")).value(view.choice.title.clone()).view()}
                {select("language", words.say("release-language"), languages, chosen.trim_end())}
                {area("lead", words.say("release-lead"), words.say("release-lead-hint"), &view.choice.lead)}
                {instruments}
                {area("themes", words.say("release-themes"), words.say("release-themes-hint"), &view.choice.themes)}
                {second(&words, &view.choice.second)}
                {codes(&words, view)}
                {quotes(&words, view)}
                <button>{words.say("release-plan")}</button>
            </form>
        }
    })
}

fn spoken(words: &Language, tags: &str) -> String {
    match tags.split_once(' ') {
        Some((first, second)) => {
            let names = [("first", words.name_of(first)), ("second", words.name_of(second))];
            words.with("release-two-languages", &names)
        }
        None => words.name_of(tags),
    }
}

/// What is typed for a page in another language.
fn second(words: &Language, second: &Second) -> impl IntoView + use<> {
    let hint = words.say("release-lead-hint");
    view! {
        <details class="card" open=!second.language.is_empty()>
            <summary>{words.say("release-second-page")}</summary>
            <p class="hint">{words.say("release-second-page-hint")}</p>
            {Field::text("title-2", words.say("release-title-2")).optional().value(second.title.clone()).view()}
            {area("lead-2", words.say("release-lead-2"), hint, &second.lead)}
            {area("themes-2", words.say("release-themes-2"), words.say("release-themes-hint"), &second.themes)}
        </details>
    }
}

fn area(name: &'static str, label: String, hint: String, value: &str) -> impl IntoView + use<> {
    let (id, described) = (format!("f-{name}"), format!("f-{name}-hint"));
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <p class="hint" id=described.clone()>{hint}</p>
            <textarea id=id name=name rows="4" autocomplete="off" aria-describedby=described>
                {crate::islands::inside(value)}
            </textarea>
        </div>
    }
}

fn instrument(words: &Language, view: &Choosing, series: &Series) -> impl IntoView + use<> {
    let fresh = view.choice == server::release::Choice { language: view.choice.language.clone(), ..Default::default() };
    let none = Part::default();
    let chosen = view.choice.instruments.iter().find(|part| part.instrument == series.id).unwrap_or(&none);
    // A new form begins with the last two waves of everything; what is not wanted is taken out.
    let last = series.moments.len().saturating_sub(2);
    let waves: Vec<_> = series
        .moments
        .iter()
        .enumerate()
        .map(|(place, moment)| {
            let ticked = chosen.waves.contains(&moment.wave) || fresh && place >= last;
            tick(format!("wave.{}", series.id), moment.wave.clone(), moment.name.clone(), ticked)
        })
        .collect();
    let items: Vec<_> = series
        .items
        .iter()
        .map(|item| {
            let ticked = chosen.items.contains(&item.key) || fresh;
            tick(format!("item.{}", series.id), item.key.clone(), name(words, item), ticked)
        })
        .collect();
    let site = tick(format!("site.{}", series.id), "yes".to_owned(), words.say("release-by-sites"), chosen.by_site);
    view! {
        <section class="card">
            <h2>{text(words, &series.instrument.title)}</h2>
            <fieldset><legend>{words.say("release-waves")}</legend>{waves}</fieldset>
            <details>
                <summary>{words.say("release-items")}</summary>
                <fieldset><legend class="sr">{words.say("release-items")}</legend>{items}</fieldset>
            </details>
            {site}
        </section>
    }
}

fn codes(words: &Language, view: &Choosing) -> Option<impl IntoView + use<>> {
    let codes: Vec<_> = view
        .codes
        .iter()
        .map(|(id, path)| tick("code".to_owned(), id.clone(), path.clone(), view.choice.codes.contains(id)))
        .collect();
    (!codes.is_empty()).then(|| {
        view! { <fieldset class="card"><legend>{words.say("release-codes")}</legend>{codes}</fieldset> }
    })
}

fn quotes(words: &Language, view: &Choosing) -> impl IntoView + use<> {
    let quotes: Vec<_> = view
        .quotes
        .iter()
        .map(|quote| {
            let ticked = view.choice.quotes.contains(&quote.quote);
            tick("quote".to_owned(), quote.quote.clone(), quote.words.clone(), ticked)
        })
        .collect();
    let none = quotes.is_empty().then(|| view! { <p class="hint">{words.say("release-quotes-none")}</p> });
    view! { <fieldset class="card"><legend>{words.say("release-quotes")}</legend>{none}{quotes}</fieldset> }
}
