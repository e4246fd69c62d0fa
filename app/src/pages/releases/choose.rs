//! The form: what is to be published.

use std::collections::BTreeSet;

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::releases::view::Choosing;
use server::release::{Crossed, LANGUAGES, Part, Second, has_groups, has_spread};
use server::waves::organisations::organisations;
use server::waves::{Measure, Moment, Series};

use crate::components::form::{Field, select, tick};
use crate::language::Language;
use crate::pages::results::text;
use crate::pages::waves::charts::headline_name;
use crate::pages::waves::name;
use crate::shell;

/// Languages in which a release can be written: one page, or one in each of two.
const PAGES: [&str; 4] = ["en", "es", "en es", "es en"];

pub(super) fn page(around: &Around, view: &Choosing) -> String {
    let words = Language::of(&around.language);
    let title = words.say("release-new");
    let base = format!("/studies/{}/releases", view.member.study.id);
    let action = view.release.as_ref().map_or_else(|| format!("{base}/new"), |id| format!("{base}/{id}/choice"));
    shell::page(around, "releases", &title, || {
        let languages = PAGES.iter().map(|tags| ((*tags).to_owned(), spoken(&words, tags))).collect();
        let chosen = format!("{} {}", view.choice.language, view.choice.second.language);
        let began =
            (!view.digest.is_empty()).then(|| view! { <input type="hidden" name="began" value=view.digest.clone() /> });
        let instruments: Vec<_> = view.series.iter().map(|series| instrument(&words, view, series)).collect();
        view! {
            <p class="back"><a href=base.clone()>{words.say("releases-title")}</a></p>
            <h1>{title.clone()}</h1>
            <p class="hint">{words.say("release-choose-lead")}</p>
            <form method="post" action=action.clone() autocomplete="off">
                {began}
                {Field::text("title", words.say("release-title")).value(view.choice.title.clone()).view()}
                {select("language", words.say("release-language"), languages, chosen.trim_end())}
                <p class="hint">{words.say("release-names-hint")}</p>
                {area("lead", words.say("release-lead"), words.say("release-lead-hint"), &view.choice.lead)}
                {instruments}
                {mirrors(&words, view)}
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
    let ordered = series.items.iter().any(|item| matches!(item.measure, Measure::Ordinal(_)));
    let more = |name: &str, label: &str, ticked: bool| {
        tick(format!("{name}.{}", series.id), "yes".to_owned(), words.say(label), ticked)
    };
    let means = ordered.then(|| more("means", "release-means", chosen.means));
    let follow = can_follow(series).then(|| {
        let two = (series.moments.len() > 2).then(|| between(words, series, chosen));
        view! { {more("follow", "release-follow", chosen.follows)} {two} }
    });
    view! {
        <section class="card">
            <h2>{text(words, &series.instrument.title)}</h2>
            {lacking(words, view, series)}
            <fieldset><legend>{words.say("release-waves")}</legend>{waves}</fieldset>
            <details>
                <summary>{words.say("release-items")}</summary>
                <fieldset><legend class="sr">{words.say("release-items")}</legend>{items}</fieldset>
            </details>
            {headlines(words, series, chosen)}
            {site}
            {means}
            {follow}
            {crossings(words, series, chosen)}
            {listed(words, view, series, chosen)}
        </section>
    }
}

/// The languages of pages that an instrument has no words in, each with what stands there instead.
fn lacking(words: &Language, view: &Choosing, series: &Series) -> Vec<impl IntoView + use<>> {
    let has = &series.instrument.languages;
    // The words of a text are looked up in this order.
    let other = has.iter().min().map_or_else(String::new, |tag| words.name_of(tag));
    let line = |tag: &str| {
        let wanted = view.choice.language == tag || view.choice.second.language == tag;
        let class = if wanted { "notice" } else { "hint" };
        let values = [("language", words.name_of(tag)), ("other", other.clone())];
        view! { <p class=class>{words.with("release-no-language", &values)}</p> }
    };
    LANGUAGES.into_iter().filter(|tag| has.iter().all(|known| known != tag)).map(line).collect()
}

/// Items of which the headline alone can be told.
fn headlines(words: &Language, series: &Series, chosen: &Part) -> Option<impl IntoView + use<>> {
    let items = series.items.iter().filter(|item| has_spread(item));
    let boxes: Vec<_> = items
        .map(|item| {
            let label = format!("{}: {}", name(words, item), headline_name(words, item));
            tick(format!("headline.{}", series.id), item.key.clone(), label, chosen.headlines.contains(&item.key))
        })
        .collect();
    (!boxes.is_empty()).then(|| {
        view! {
            <details open=!chosen.headlines.is_empty()>
                <summary>{words.say("release-headlines")}</summary>
                <p class="hint">{words.say("release-headlines-hint")}</p>
                <fieldset><legend class="sr">{words.say("release-headlines")}</legend>{boxes}</fieldset>
            </details>
        }
    })
}

/// Whether anybody can be known again in another wave.
fn can_follow(series: &Series) -> bool {
    let known = |moment: &&Moment| {
        let rows = moment.answered.iter().flat_map(|answered| &answered.table.rows);
        moment.codes().iter().any(Option::is_some) || rows.into_iter().any(|row| row.organisation.is_some())
    };
    series.moments.iter().filter(known).count() > 1
}

/// Through which two waves the same people are followed.
fn between(words: &Language, series: &Series, chosen: &Part) -> impl IntoView + use<> {
    let moments = &series.moments;
    let pairs = (0..moments.len()).flat_map(|one| (one + 1..moments.len()).map(move |other| (one, other)));
    let named = |(one, other): (usize, usize)| {
        let values = [("before", moments[one].name.clone()), ("after", moments[other].name.clone())];
        (format!("{} {}", moments[one].wave, moments[other].wave), words.with("release-between-two", &values))
    };
    let last = (String::new(), words.say("release-between-last"));
    let options = std::iter::once(last).chain(pairs.map(named)).collect();
    let now = chosen.between.as_ref().map(|both| both.join(" ")).unwrap_or_default();
    select(&format!("between.{}", series.id), words.say("release-between"), options, &now)
}

/// So many lines are there for another choice of one question by another.
const MORE_LINES: usize = 2;

/// One question by another: each line an item and what it is told by; empty lines are left out.
fn crossings(words: &Language, series: &Series, chosen: &Part) -> Option<impl IntoView + use<>> {
    let none = || (String::new(), words.say("release-crossed-none"));
    let groups = series.items.iter().filter(|item| has_groups(item));
    let items: Vec<(String, String)> = groups.map(|item| (item.key.clone(), name(words, item))).collect();
    let asked: Vec<(String, String)> = std::iter::once(none()).chain(items.clone()).collect();
    let by =
        std::iter::once(none()).chain([(Crossed::SITES.to_owned(), words.say("crosstab-sites"))]).chain(items.clone());
    let by: Vec<(String, String)> = by.collect();
    let empty = Crossed::default();
    let lines = chosen.crossed.iter().chain(std::iter::repeat_n(&empty, MORE_LINES)).enumerate();
    let lines: Vec<_> = lines
        .map(|(number, crossed)| {
            let id = format!("{}-{number}", series.id);
            let values = [("number", (number + 1).to_string())];
            view! {
                <div class="row">
                    {numbered(&format!("cross.{}", series.id), &id, words.with("release-crossed-item", &values), &asked, &crossed.item)}
                    {numbered(&format!("by.{}", series.id), &id, words.with("release-crossed-by", &values), &by, &crossed.by)}
                </div>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <details open=!chosen.crossed.is_empty()>
                <summary>{words.say("release-crossed-choose")}</summary>
                <p class="hint">{words.say("release-crossed-hint")}</p>
                {lines}
            </details>
        }
    })
}

/// A list that stands several times under one name.
fn numbered(name: &str, id: &str, label: String, options: &[(String, String)], chosen: &str) -> impl IntoView + use<> {
    let (name, id) = (name.to_owned(), format!("f-{}-{id}", name.split('.').next().unwrap_or_default()));
    let options: Vec<_> = options
        .iter()
        .map(|(value, label)| {
            view! { <option value=value.clone() selected=value == chosen>{label.clone()}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <select id=id name=name>{options}</select>
        </div>
    }
}

/// Organisations of the waves of an instrument: which of them agreed to be listed.
fn listed(words: &Language, view: &Choosing, series: &Series, chosen: &Part) -> Option<impl IntoView + use<>> {
    let answered: BTreeSet<String> = series.moments.iter().flat_map(organisations).collect();
    let there = view.organisations.iter().filter(|organisation| answered.contains(&organisation.id));
    let boxes: Vec<_> = there
        .map(|organisation| {
            let ticked = chosen.listed.contains(&organisation.id);
            tick(format!("listed.{}", series.id), organisation.id.clone(), organisation.name.clone(), ticked)
        })
        .collect();
    (!boxes.is_empty()).then(|| {
        view! {
            <details open=!chosen.listed.is_empty()>
                <summary>{words.say("release-listed")}</summary>
                <p class="hint">{words.say("release-listed-hint")}</p>
                <fieldset><legend class="sr">{words.say("release-listed")}</legend>{boxes}</fieldset>
            </details>
        }
    })
}

/// Constructs that several instruments ask.
fn mirrors(words: &Language, view: &Choosing) -> Option<impl IntoView + use<>> {
    let boxes: Vec<_> = view
        .constructs
        .iter()
        .map(|(construct, item)| {
            let ticked = view.choice.mirrors.contains(construct);
            tick("mirror".to_owned(), construct.clone(), name(words, item), ticked)
        })
        .collect();
    (!boxes.is_empty()).then(|| {
        view! {
            <fieldset class="card">
                <legend>{words.say("release-mirrors")}</legend>
                <p class="hint">{words.say("release-mirrors-hint")}</p>
                {boxes}
            </fieldset>
        }
    })
}

fn codes(words: &Language, view: &Choosing) -> Option<impl IntoView + use<>> {
    let codes: Vec<_> = view
        .codes
        .iter()
        .map(|(id, path)| tick("code".to_owned(), id.clone(), path.clone(), view.choice.codes.contains(id)))
        .collect();
    (!codes.is_empty()).then(|| {
        view! {
            <fieldset class="card">
                <legend>{words.say("release-codes")}</legend>
                <p class="hint">{words.say("release-codes-hint")}</p>
                {codes}
            </fieldset>
        }
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
