//! How far coders agree: a picture of α with its interval for each code, the table behind it, free spans, definitions, and
//! a sentence for the methods section.

use leptos::prelude::*;
use server::http::staff::coding::rounds::Unit;
use server::http::staff::coding::rounds::view::Agreement as Page;
use server::statistics::agreement::{Agreement, Level, Measure, Summary, Value, standing};

use crate::components::form::{select, tick};
use crate::components::table::{self, row};
use crate::language::Language;
use crate::pages::coding::called;

const ALPHA: Measure = Measure::Krippendorff(Level::Nominal);

pub(super) fn page(words: &Language, view: &Page) -> impl IntoView + use<> {
    let base = super::base(&view.member.study.id);
    let address = format!("{base}/round/{}", view.line.id);
    let units =
        Unit::ALL.iter().map(|unit| (unit.name().to_owned(), words.say(&format!("round-unit-{}", unit.name()))));
    let query = format!("unit={}{}", view.unit.name(), if view.ordered { "&ordered=yes" } else { "" });
    let body = if view.codes.is_empty() {
        view! { <p>{words.say("agreement-none")}</p> }.into_any()
    } else {
        figures(words, view).into_any()
    };
    view! {
        <p class="back"><a href=address.clone()>{called(words, &view.line.name)}</a></p>
        <h1>{words.say("agreement-title")}</h1>
        <form method="get" action=format!("{address}/agreement") class="line">
            {select("unit", words.say("theme-unit"), units.collect(), view.unit.name())}
            {tick("ordered".to_owned(), "yes".to_owned(), words.say("agreement-ordered"), view.ordered)}
            <button class="quiet">{words.say("theme-show")}</button>
        </form>
        {reached(words, view)}
        {body}
        <p class="actions">
            <a class="button quiet" download="agreement.csv" href=format!("{address}/agreement.csv?{query}")>{words.say("agreement-file")}</a>
            <a class="button quiet" href=format!("{address}/differences")>{words.say("differences-title")}</a>
        </p>
    }
}

/// Of a round that was ended early: how much of it is compared.
fn reached(words: &Language, view: &Page) -> Option<impl IntoView + use<>> {
    view.line.closed.as_ref()?;
    let (reached, given) = view.reached;
    let values = [
        ("reached", reached.to_string()),
        ("given", given.to_string()),
        ("coders", view.coders.len().to_string()),
        ("names", view.coders.join(", ")),
    ];
    Some(view! { <p class="notice">{words.with("agreement-reached", &values)}</p> })
}

fn figures(words: &Language, view: &Page) -> impl IntoView + use<> {
    let two = view.coders.len() == 2;
    let chance = if two { Measure::Cohen } else { Measure::Fleiss };
    let lines = view.codes.iter().map(|(_, name, summary)| (name.clone(), summary));
    let all = view.pooled.iter().map(|summary| (words.say("agreement-pooled"), summary));
    let lines: Vec<(String, &Summary)> = lines.chain(all).collect();
    let dots: Vec<_> = lines.iter().map(|(name, summary)| dot(words, name, summary)).collect();
    let rows: Vec<AnyView> = lines.iter().map(|(name, summary)| line(words, name, summary, chance)).collect();
    let heads = [
        words.say("theme-code"),
        words.say("agreement-units"),
        words.say("agreement-prevalence"),
        words.say("measure-percent"),
        words.say(&format!("measure-{}", chance.code())),
        words.say(&format!("measure-{}", ALPHA.code())),
        words.say("agreement-limits"),
        words.say("measure-gwet"),
        words.say("agreement-care"),
    ];
    let measures = [
        Measure::Percent,
        chance,
        ALPHA,
        Measure::Gwet,
        Measure::Unitizing,
        Measure::UnitizingPlaces,
        Measure::UnitizingCodes,
    ];
    let definitions: Vec<_> = measures
        .iter()
        .map(|measure| {
            let code = measure.code();
            view! { <dt>{words.say(&format!("measure-{code}"))}</dt><dd>{words.say(&format!("measure-{code}-means"))}</dd> }
        })
        .collect();
    let draws = [("seed", view.draws.0.to_string()), ("count", view.draws.1.to_string())];
    view! {
        <p>{methods(words, view)}</p>
        <div class="dots">{dots}</div>
        <p class="hint">{words.say("agreement-dots")}</p>
        {table::table(words.say("agreement-title"), heads.into(), rows)}
        <p class="hint">{words.with("agreement-draws", &draws)} " " {words.say("agreement-marks")}</p>
        {scales(words, view)}
        <h2>{words.say("agreement-spans")}</h2>
        {spans(words, view)}
        <details><summary>{words.say("agreement-definitions")}</summary><dl class="definitions">{definitions}</dl></details>
    }
}

/// The sentence for a methods section.
fn methods(words: &Language, view: &Page) -> String {
    let units = view.pooled.as_ref().map_or(0, |_| view.codes.first().map_or(0, |(.., summary)| summary.base.units));
    let alpha = view
        .pooled
        .as_ref()
        .and_then(|summary| summary.figure(ALPHA))
        .map_or_else(String::new, |figure| value(words, figure.value));
    words.with(
        "agreement-methods",
        &[
            ("coders", view.coders.len().to_string()),
            ("names", view.coders.join(", ")),
            ("units", units.to_string()),
            ("unit", words.say(&format!("round-unit-{}", view.unit.name()))),
            ("seed", view.line.how.seed.to_string()),
            ("drawn", view.line.how.version.to_string()),
            ("version", view.version.to_string()),
            ("alpha", alpha),
        ],
    )
}

/// A coefficient with two decimals, or why there is none.
fn value(words: &Language, value: Value) -> String {
    match value {
        Value::Number(number) => format!("{number:.2}"),
        Value::Undefined(reason) => {
            words.with("agreement-undefined", &[("reason", words.say(&format!("undefined-{}", reason.code())))])
        }
    }
}

fn of(words: &Language, summary: &Summary, measure: Measure) -> String {
    summary.figure(measure).map_or_else(|| words.say("figure-none"), |figure| value(words, figure.value))
}

fn limits(words: &Language, figure: Option<&Agreement>) -> String {
    match figure.map(|figure| figure.limits) {
        Some(Ok(limits)) => {
            let ends =
                [("low", format!("{:.2}", limits.interval.low)), ("high", format!("{:.2}", limits.interval.high))];
            words.with("figure-limits", &ends)
        }
        Some(Err(reason)) => words.say(&format!("undefined-{}", reason.code())),
        None => words.say("figure-none"),
    }
}

fn line(words: &Language, name: &str, summary: &Summary, chance: Measure) -> AnyView {
    let prevalence = summary.base.prevalence().map_or_else(
        || words.say("figure-none"),
        |share| words.with("figure-percent", &[("percent", format!("{:.0}", share * 100.0))]),
    );
    let percent = match summary.figure(Measure::Percent).map(|figure| figure.value) {
        Some(Value::Number(share)) => words.with("figure-percent", &[("percent", format!("{:.0}", share * 100.0))]),
        _ => words.say("figure-none"),
    };
    let alpha = summary.figure(ALPHA);
    let standing = alpha.and_then(|figure| standing(figure.value));
    let standing = standing.map(|standing| match summary.says_too_little() {
        true => words.say("standing-few"),
        false => words.say(&format!("standing-{}", format!("{standing:?}").to_lowercase())),
    });
    let cautions = summary.cautions.iter().map(|caution| words.say(&format!("caution-{}", caution.code())));
    let care: Vec<String> = standing.into_iter().chain(cautions).collect();
    let cells = [
        summary.base.units.to_string(),
        prevalence,
        percent,
        of(words, summary, chance),
        of(words, summary, ALPHA),
        limits(words, alpha),
        of(words, summary, Measure::Gwet),
    ];
    let mut cells: Vec<AnyView> = cells.map(|text| view! { {text} }.into_any()).into();
    cells.push(view! { <span class="care">{care.join("; ")}</span> }.into_any());
    row(name.to_owned(), cells)
}

/// α and its interval on a line from −0.2 to 1, with the marks .667 and .8.
fn dot(words: &Language, name: &str, summary: &Summary) -> impl IntoView + use<> {
    let place = |value: f64| format!("{:.1}", ((value + 0.2) / 1.2 * 100.0).clamp(0.0, 100.0));
    let figure = summary.figure(ALPHA);
    let number = figure.and_then(|figure| figure.value.number());
    let range = figure.and_then(|figure| figure.limits.ok()).map(|limits| {
        let (low, high) = (limits.interval.low, limits.interval.high);
        view! { <line class="range" x1=place(low) x2=place(high) y1="6" y2="6" /> }
    });
    let point =
        number.map(|number| view! { <rect class="point" x=place(number - 0.008) y="2" width="1.4" height="8" /> });
    let marks =
        [0.0, 0.667, 0.8].map(|mark| view! { <line class="goal" x1=place(mark) x2=place(mark) y1="0" y2="12" /> });
    let said = figure.map_or_else(String::new, |figure| value(words, figure.value));
    view! {
        <div class="dot">
            <span>{name.to_owned()}</span>
            <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="track" x="0" y="0" width="100" height="12" />
                {Vec::from(marks)}{range}{point}
            </svg>
            <span>{said}</span>
        </div>
    }
}

/// Groups of codes taken as ordered scales.
fn scales(words: &Language, view: &Page) -> Option<impl IntoView + use<>> {
    if view.scales.is_empty() {
        return None;
    }
    let measures = [Measure::CohenLinear, Measure::CohenQuadratic, Measure::Krippendorff(Level::Ordinal)];
    let rows: Vec<AnyView> = view
        .scales
        .iter()
        .map(|(name, summary)| {
            let units = summary.base.units.to_string();
            let cells = measures.iter().map(|measure| of(words, summary, *measure));
            let cells = std::iter::once(units).chain(cells).map(|text| view! { {text} }.into_any()).collect();
            row(called(words, name), cells)
        })
        .collect();
    let heads = measures.iter().map(|measure| words.say(&format!("measure-{}", measure.code())));
    let heads = [words.say("agreement-scale"), words.say("agreement-units")].into_iter().chain(heads).collect();
    Some(view! { <h2>{words.say("agreement-scales")}</h2> {table::table(words.say("agreement-scales"), heads, rows)} })
}

fn spans(words: &Language, view: &Page) -> impl IntoView + use<> {
    let family = view.spans.as_ref().map(|family| match family {
        Ok(family) => {
            let lines = [
                ("measure-unitizing", &family.all),
                ("measure-unitizing_places", &family.places),
                ("measure-unitizing_codes", &family.codes),
            ];
            let rows = lines.map(|(key, figure)| {
                let cells = [value(words, figure.value), limits(words, Some(figure))];
                row(words.say(key), cells.map(|text| view! { {text} }.into_any()).into())
            });
            let heads =
                ["agreement-figure", "agreement-value", "agreement-limits"].iter().map(|key| words.say(key)).collect();
            table::table(words.say("agreement-spans"), heads, rows.into()).into_any()
        }
        Err((refusal, passage)) => {
            let address = format!("/studies/{}/coding/passages?at={passage}", view.member.study.id);
            let said = words.say(&format!("refusal-{}", refusal.code()));
            view! { <p class="notice">{said} " " <a href=address>{words.say("search-open")}</a></p> }.into_any()
        }
    });
    let rows: Vec<AnyView> = view
        .places
        .iter()
        .map(|(name, family)| row(name.clone(), vec![view! { {value(words, family.all.value)} }.into_any()]))
        .collect();
    let heads = ["theme-code", "measure-unitizing"].iter().map(|key| words.say(key)).collect();
    view! {
        {family}
        <p class="hint">{words.say("agreement-each-place")}</p>
        {table::table(words.say("agreement-each"), heads, rows)}
    }
}
