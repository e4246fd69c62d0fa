//! Weights: what they are, what they cost, and every figure without and with them.

use leptos::prelude::*;
use server::http::staff::results::population::View;
use server::statistics::Figure;
use server::weighting::{Both, FEWEST, Section, Weights};

use crate::components::form::select;
use crate::components::table::{count, decimal, limits, percents, row, table};
use crate::language::Language;
use crate::pages::waves::crosstab::called;
use crate::pages::waves::name;

/// Up to so many questions all are unfolded.
const UNFOLDED: usize = 12;
/// From here on weighting costs much: half of the answers and more.
const COSTLY: f64 = 2.0;
/// A weighted share that is so far from its known one is more than rounding.
const OFF: f64 = 0.005;

pub(super) fn section(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    if view.origins.is_empty() {
        return None;
    }
    let body = match &view.weights {
        Some(weights) => figures(words, view, weights).into_any(),
        None => view! { <p>{words.with("population-few", &[("least", FEWEST.to_string())])}</p> }.into_any(),
    };
    Some(view! { <h2 id="weights">{words.say("weights-title")}</h2> {body} })
}

fn figures(words: &Language, view: &View, weights: &Weights) -> impl IntoView + use<> {
    let values = [
        ("people", (weights.values.len() - weights.excluded).to_string()),
        ("effective", format!("{:.1}", weights.kish.effective)),
    ];
    let origin = words.say(&format!("weights-{}", weights.origin.name()));
    let costly = (weights.kish.effect >= COSTLY).then(|| view! { <p class="notice">{words.say("weights-costly")}</p> });
    let crosstab =
        format!("/studies/{}/waves/of/{}/crosstab?wave={}", view.member.study.id, view.instrument, view.wave_id);
    let open = view.sections.len() <= UNFOLDED;
    let sections: Vec<_> = view.sections.iter().map(|section| one(words, view, section)).collect();
    view! {
        <p>{origin} " " {words.with("weights-worth", &values)}</p>
        {costly}
        {missed(words, weights)}
        {choice(words, view, weights)}
        {cost(words, weights)}
        <p>{words.say("weights-beside")} " " <a href=crosstab>{words.say("weights-crosstab")}</a></p>
        <details open=open>
            <summary>{words.say("weights-figures")}</summary>
            {sections}
        </details>
    }
}

/// Raking that did not reach what is known says so.
fn missed(words: &Language, weights: &Weights) -> Option<impl IntoView + use<>> {
    let raked = weights.raked.as_ref()?;
    let values = [("off", format!("{:.1}", raked.off * 100.0)), ("count", raked.trimmed.to_string())];
    let key = if raked.trimmed > 0 { "weights-trimmed" } else { "weights-missed" };
    (raked.off > OFF || !raked.settled).then(|| view! { <p class="notice">{words.with(key, &values)}</p> })
}

/// Where there are weights of both kinds: which to show.
fn choice(words: &Language, view: &View, weights: &Weights) -> Option<impl IntoView + use<>> {
    let named = |origin: &server::weighting::Origin| {
        (origin.name().to_owned(), words.say(&format!("weights-choose-{}", origin.name())))
    };
    let options: Vec<(String, String)> = view.origins.iter().map(named).collect();
    (options.len() > 1).then(|| {
        view! {
            <form method="get" class="narrow">
                {select("by", words.say("weights-which"), options, weights.origin.name())}
                <button class="quiet">{words.say("filter-do")}</button>
            </form>
        }
    })
}

fn cost(words: &Language, weights: &Weights) -> impl IntoView + use<> {
    let (low, high) = weights.ends;
    let mut facts = vec![
        ("weights-effect", decimal(words, Some(weights.kish.effect), 2)),
        ("weights-effective", decimal(words, Some(weights.kish.effective), 1)),
        ("weights-ends", format!("{low:.2} – {high:.2}")),
        ("weights-without", weights.excluded.to_string()),
    ];
    if let Some(raked) = &weights.raked {
        facts.push(("weights-cut", raked.trimmed.to_string()));
        facts.push(("weights-off", format!("{:.1}", raked.off * 100.0)));
    }
    let facts: Vec<_> =
        facts.into_iter().map(|(key, value)| view! { <dt>{words.say(key)}</dt><dd>{value}</dd> }).collect();
    view! {
        <details>
            <summary>{words.say("details")}</summary>
            <dl class="facts">{facts}</dl>
            <p class="hint">{words.say("weights-method")} " " {words.say("weights-fixed")}</p>
        </details>
    }
}

fn one(words: &Language, view: &View, section: &Section) -> impl IntoView + use<> {
    let title = name(words, &section.item);
    let heads = ["figure-option", "weights-no", "weights-yes", "weights-interval", "crosstab-base"];
    let rows: Vec<AnyView> = section.lines.iter().map(|line| self::line(words, view, line)).collect();
    view! { <h3>{title.clone()}</h3> {table(title, heads.map(|key| words.say(key)).to_vec(), rows)} }
}

/// Both figures of an answer, or of a mean; groups below ten have neither means nor intervals.
fn line(words: &Language, view: &View, line: &Both) -> AnyView {
    let few = line.plain.base < FEWEST;
    let weighted = &line.weighted.figure;
    let (head, figures, interval) = match &line.answer {
        Some(answer) => {
            let said = |figure: &Figure| match figure.estimate {
                Some(share) => words.with("figure-percent", &[("percent", format!("{:.1}", share * 100.0))]),
                None => words.say("figure-none"),
            };
            (called(words, answer), [said(&line.plain), said(weighted)], percents(words, weighted.interval))
        }
        None => {
            let said = |figure: &Figure| decimal(words, figure.estimate, 2);
            (words.say("weights-mean"), [said(&line.plain), said(weighted)], limits(words, weighted.interval, 2))
        }
    };
    let none = || words.say("figure-none");
    let [plain, with] = if few { [none(), none()] } else { figures };
    let interval = if few { none() } else { interval };
    let cells = [plain, with, interval].into_iter().map(|cell| view! { {cell} }.into_any());
    row(head, cells.chain(std::iter::once(people(words, view, line))).collect())
}

/// How many answered; and how many of them have a weight, where some have none.
fn people(words: &Language, view: &View, line: &Both) -> AnyView {
    let (all, with) = (line.plain.base, line.weighted.figure.base);
    if all == with {
        return count(words, all, view.smallest);
    }
    let values = [("all", all.to_string()), ("with", with.to_string())];
    view! { {words.with("weights-people", &values)} }.into_any()
}
