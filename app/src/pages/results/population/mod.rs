//! The sample beside its population: what is known from elsewhere, how the sample differs, and figures with weights beside
//! those without.

mod form;
mod weights;

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::results::figures;
use server::http::staff::results::population::View;
use server::statistics::Reason;
use server::weighting::{Asked, Beside, FEWEST};

use super::text;
use crate::components::form::button;
use crate::components::script::script;
use crate::components::table::{count, decimal, row, share, table};
use crate::language::Language;
use crate::pages::waves::compare::probable;
use crate::pages::waves::crosstab::called;
use crate::shell;

/// How sure a difference is that is called one.
const LEVEL: f64 = 0.05;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.say("population-title");
    let base = format!("/studies/{}/results/{}", view.member.study.id, view.collection);
    let name = words.with("collection-name", &[("title", text(&words, &view.title)), ("wave", view.wave.clone())]);
    shell::page(around, "results", &title, || {
        let known: Vec<_> = view.beside.iter().map(|beside| known(&words, view, beside, &base)).collect();
        let none = view.beside.is_empty().then(|| view! { <p>{words.say("population-none")}</p> });
        view! {
            <p><a href=base.clone()>"‹ " {name}</a></p>
            <h1>{title.clone()}</h1>
            <p class="hint">{words.say("population-note")}</p>
            {none}
            {known}
            {form::section(&words, view, &base)}
            {weights::section(&words, view)}
            {script(&words, &view.member.study.id, "population-code-note", view.script.as_ref())}
        }
    })
}

/// What the question, or "sites", is called.
fn name(words: &Language, asked: &Asked) -> String {
    asked.item.as_ref().map_or_else(|| words.say("crosstab-sites"), |item| text(words, &item.text))
}

/// On the page of results: one sentence for each question with known shares, and the way to this page.
pub(super) fn findings(words: &Language, view: &figures::View) -> Option<impl IntoView + use<>> {
    let about = !view.beside.is_empty() || view.weighted > 0 || view.may_say;
    if !about || view.site.is_some() {
        return None;
    }
    let address = format!("/studies/{}/results/{}/population", view.member.study.id, view.collection);
    let lines: Vec<_> = view
        .beside
        .iter()
        .map(|beside| view! { <li>{name(words, &beside.margin.asked)} ": " {said(words, beside)}</li> })
        .collect();
    let lines = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
    let link = words.say(if view.beside.is_empty() { "population-open" } else { "population-title" });
    Some(view! { <section>{lines} <p><a href=address>{link}</a></p></section> })
}

/// Whether the sample differs from its population, in one sentence.
fn said(words: &Language, beside: &Beside) -> String {
    let Some(shares) = &beside.margin.shares else { return words.say("population-outdated") };
    let fit = match &beside.fit {
        Ok(fit) => fit,
        Err(Reason::TooFewAnswers) => return words.with("population-few", &[("least", FEWEST.to_string())]),
        Err(_) => return words.say("population-untested"),
    };
    if fit.p >= LEVEL {
        return words.say("population-alike");
    }
    let apart = |place: &usize| fit.residuals[*place].map_or(0.0, f64::abs);
    let furthest = (0..shares.len()).rev().max_by(|one, other| apart(one).total_cmp(&apart(other))).unwrap_or(0);
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let sample = beside.sample[furthest].1.estimate.unwrap_or_default();
    let values = [
        ("answer", called(words, &beside.margin.asked.levels[furthest])),
        ("sample", percent(sample)),
        ("population", percent(shares[furthest])),
    ];
    words.with("population-differs", &values)
}

fn known(words: &Language, view: &View, beside: &Beside, base: &str) -> impl IntoView + use<> {
    let asked = &beside.margin.asked;
    let id = format!("known-{}", asked.key);
    let title = name(words, asked);
    let tools = view.may_say.then(|| {
        let change = form::address(base, &asked.key);
        let hidden = [("question", asked.key.as_str()), ("do", "remove")];
        view! {
            <div>
                <a class="button quiet" href=change>
                    {words.say("population-change")}
                    <span class="sr">": " {title.clone()}</span>
                </a>
                {button(format!("{base}/population"), words.say("population-remove"), &title, &hidden)}
            </div>
        }
    });
    view! {
        <section id=id>
            <h2>{title.clone()}</h2>
            <p><strong>{said(words, beside)}</strong></p>
            <p class="hint">{words.with("population-from", &[("source", beside.margin.source.clone())])}</p>
            {shares(words, view, beside)}
            {test(words, beside)}
            {tools}
        </section>
    }
}

/// Each answer in the sample, in the population, and with weights.
fn shares(words: &Language, view: &View, beside: &Beside) -> Option<impl IntoView + use<>> {
    let known = beside.margin.shares.as_ref()?;
    let percent = |share: f64| {
        let said = words.with("figure-percent", &[("percent", format!("{:.1}", share * 100.0))]);
        view! { {said} }.into_any()
    };
    let with = beside.weighted.as_ref();
    let heads = ["figure-option", "population-sample", "population-known"].map(|key| words.say(key));
    let heads: Vec<String> = heads.into_iter().chain(with.map(|_| words.say("population-weighted"))).collect();
    let line = |(place, level)| {
        let (counted, figure) = &beside.sample[place];
        let mut cells = vec![share(words, *counted, figure, view.smallest), percent(known[place])];
        cells.extend(with.map(|shares| percent(shares[place])));
        row(called(words, level), cells)
    };
    let mut rows: Vec<AnyView> = beside.margin.asked.levels.iter().enumerate().map(line).collect();
    let none = || view! { "" }.into_any();
    let mut people = vec![count(words, beside.base, view.smallest), none()];
    people.extend(with.map(|_| count(words, beside.base, view.smallest)));
    rows.push(row(words.say("crosstab-base"), people));
    Some(table(name(words, &beside.margin.asked), heads, rows))
}

fn test(words: &Language, beside: &Beside) -> Option<impl IntoView + use<>> {
    let fit = beside.fit.as_ref().ok()?;
    let kind = words.say(if fit.exact { "population-exact" } else { "population-chi" });
    let facts = [
        kind,
        format!("χ² = {} ({})", decimal(words, Some(fit.chi_squared), 2), fit.freedom),
        probable(fit.p),
        format!("w = {}", decimal(words, Some(fit.w), 2)),
        words.with("crosstab-expected", &[("least", decimal(words, Some(fit.least_expected), 1))]),
    ];
    Some(view! {
        <details>
            <summary>{words.say("details")}</summary>
            <p>{facts.join(" · ")}</p>
            <p class="hint">{words.say("population-test-note")}</p>
        </details>
    })
}
