//! Two waves, question by question: the sentence first, the chart beside, details folded.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::compare::View;
use server::statistics::Figure;
use server::waves::{Comparison, Effect, Line, Series, Verdict, equivalent};

use super::sentence::{Sentence, sentence};
use super::{address, charts, name};
use crate::components::form::select;
use crate::components::script::script;
use crate::components::table::{decimal, limits, percents};
use crate::language::Language;
use crate::pages::results::text;
use crate::shell;

/// Up to so many questions all parts are unfolded.
const UNFOLDED: usize = 30;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let series = &view.series;
    let title = words.with("comparison-title", &[("instrument", text(&words, &series.instrument.title))]);
    let study = &view.member.study.id;
    shell::page(around, "waves", &title, || {
        let body = match &view.comparison {
            Some(comparison) => compared(&words, view, comparison).into_any(),
            None => view! { <p>{words.say("waves-single")}</p> }.into_any(),
        };
        view! {
            <p><a href=format!("/studies/{study}/waves")>{words.say("waves-back")}</a></p>
            <h1>{title.clone()}</h1>
            {filter(&words, view)}
            {unclassed(&words, view)}
            {body}
        }
    })
}

fn unclassed(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let address = format!("/studies/{}/waves/of/{}/wordings", view.member.study.id, view.series.id);
    let sentence = match view.unclassed {
        0 if view.series.breaks.steps.is_empty() => return None,
        0 => words.say("waves-wordings"),
        count => words.with("waves-unclassed", &[("count", count.to_string())]),
    };
    Some(view! { <p><a href=address>{sentence}</a></p> })
}

fn filter(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let comparison = view.comparison.as_ref()?;
    let moments = &view.series.moments;
    let waves = view.waves.clone();
    let chosen = |place: usize| moments[place].wave.clone();
    let sites = (view.sites.len() > 1).then(|| {
        let all = (String::new(), words.say("response-all"));
        let sites = view.sites.iter().map(|site| (site.id.clone(), site.name.clone()));
        let chosen = view.site.as_ref().map(|site| site.id.as_str()).unwrap_or_default();
        select("site", words.say("filter-site"), std::iter::once(all).chain(sites).collect(), chosen)
    });
    Some(view! {
        <form method="get" class="row">
            {select("from", words.say("comparison-from"), waves.clone(), &chosen(comparison.earlier))}
            {select("to", words.say("comparison-to"), waves, &chosen(comparison.later))}
            {sites}
            <button class="quiet">{words.say("filter-do")}</button>
        </form>
    })
}

fn compared(words: &Language, view: &View, comparison: &Comparison) -> impl IntoView + use<> {
    let series = &view.series;
    let (items, scales) = comparison.tests(series);
    let values = [("items", items.to_string()), ("scales", scales.to_string())];
    let smallest = view.rules.smallest;
    let charts: Vec<_> = charts::changes(words, series, comparison, smallest)
        .iter()
        .map(|chart| chart.figure(words).into_any())
        .collect();
    view! {
        <p class="hint">{words.with("comparison-note", &[("smallest", smallest.to_string())])} " " {words.with("comparison-family", &values)}</p>
        {people(words, view, comparison)}
        {foremost(words, view, comparison)}
        <h2>{words.say("comparison-all")}</h2>
        {sections(words, view, comparison)}
        <details><summary>{words.say("comparison-picture")}</summary>{charts}</details>
        {script(words, &view.member.study.id, "item-code-note", view.script.as_ref())}
    }
}

/// What changed clearly, or nearly so, first.
fn foremost(words: &Language, view: &View, comparison: &Comparison) -> impl IntoView + use<> {
    let near = |line: &&Line| matches!(line.verdict, Verdict::Borderline { .. });
    let lines = comparison.clear().into_iter().chain(comparison.lines.iter().filter(near));
    let lines: Vec<_> = lines.map(|line| self::line(words, view, comparison, line)).collect();
    let none = lines.is_empty().then(|| view! { <p>{words.say("comparison-none")}</p> });
    view! { <h2>{words.say("comparison-first")}</h2> {none} <ul class="verdicts">{lines}</ul> }
}

/// How many people stand behind each wave.
fn people(words: &Language, view: &View, comparison: &Comparison) -> impl IntoView + use<> {
    let wave = |place: usize| {
        let moment = &view.series.moments[place];
        let values = [("wave", moment.name.clone()), ("count", moment.people().to_string())];
        words.with("comparison-people", &values)
    };
    let membership = words.say("comparison-unlinked");
    view! { <p>{wave(comparison.earlier)} " " {wave(comparison.later)} " " {membership}</p> }
}

fn sections(words: &Language, view: &View, comparison: &Comparison) -> Vec<AnyView> {
    let series = &view.series;
    let mut groups: Vec<(String, Vec<&Line>)> = Vec::new();
    // Scales first: they are the headline of an inventory.
    let (scales, items): (Vec<&Line>, Vec<&Line>) =
        comparison.lines.iter().partition(|line| series.items[line.item].is_scale());
    for line in scales.into_iter().chain(items) {
        let heading = text(words, &series.items[line.item].heading);
        match groups.last_mut() {
            Some((last, lines)) if *last == heading => lines.push(line),
            _ => groups.push((heading, vec![line])),
        }
    }
    let few = comparison.lines.len() <= UNFOLDED;
    groups
        .into_iter()
        .map(|(heading, lines)| {
            let count = [("count", lines.len().to_string())];
            let scales = lines.iter().all(|line| series.items[line.item].is_scale());
            let named = if scales { "comparison-scales" } else { "comparison-questions" };
            let heading = if heading.is_empty() { words.say(named) } else { heading };
            let lines: Vec<_> = lines.into_iter().map(|line| self::line(words, view, comparison, line)).collect();
            let count = words.with(if scales { "comparison-count-scales" } else { "comparison-count" }, &count);
            view! {
                <details open=few>
                    <summary>{heading} " " <span class="hint">{count}</span></summary>
                    <ul class="verdicts">{lines}</ul>
                </details>
            }
            .into_any()
        })
        .collect()
}

fn line(words: &Language, view: &View, comparison: &Comparison, line: &Line) -> impl IntoView + use<> {
    let item = &view.series.items[line.item];
    let Sentence { finding, figures } = sentence(words, &view.series, comparison, line, view.rules.smallest);
    let href = address(&view.member.study.id, &view.series, item);
    let details = line.verdict.shows_figures().then(|| details(words, &view.series, line));
    let class = format!("verdict verdict-{}", line.verdict.name());
    view! {
        <li class=class>
            <p class="asked"><a href=href>{name(words, item)}</a></p>
            <p><strong>{finding}</strong> " " {figures}</p>
            {details}
        </li>
    }
}

/// Effect, interval, bases and test: what a methods section needs.
pub(super) fn details(words: &Language, series: &Series, line: &Line) -> impl IntoView + use<> {
    let facts: Vec<_> =
        facts(words, series, line).into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect();
    view! { <details><summary>{words.say("details")}</summary><dl class="facts">{facts}</dl></details> }
}

/// Name and value of each figure.
fn facts(words: &Language, series: &Series, line: &Line) -> Vec<(String, String)> {
    let change = &line.change;
    let p = |value: Option<f64>| value.map_or_else(|| words.say("figure-none"), probability);
    let mut facts = vec![(words.say("fact-bases"), format!("{} → {}", change.earlier.base(), change.later.base()))];
    let mut add = |key: &str, value: String| facts.push((words.say(key), value));
    let left_out = change.earlier.left_out + change.later.left_out;
    if left_out > 0 {
        add("fact-left-out", left_out.to_string());
    }
    match &change.effect {
        Effect::Share(share) => {
            add("fact-difference", points(words, &share.change));
            if let Ok(test) = &share.test {
                add("fact-test", words.say(if test.shown() == test.fisher { "test-fisher" } else { "test-pooled" }));
            }
            add("fact-h", decimal(words, Some(share.cohen_h), 2));
        }
        Effect::Order { order, upper, mean } => {
            let hundred = |share: f64| format!("{:.0}", share * 100.0);
            let (higher, lower) = (order.pairs.higher, order.pairs.lower);
            let values =
                [("higher", hundred(higher)), ("lower", hundred(lower)), ("equal", hundred(1.0 - higher - lower))];
            add("fact-pairs", words.with("fact-pairs-said", &values));
            let delta = order.delta();
            add("fact-delta", format!("{} {}", decimal(words, delta.estimate, 2), limits(words, delta.interval, 2)));
            add("fact-difference", points(words, &upper.change));
            let means = [&mean.earlier, &mean.later].map(|wave| decimal(words, wave.mean.estimate, 2));
            add("fact-means", means.join(" → "));
            if let Ok(test) = &order.test {
                add("fact-test", words.say(if test.exact.is_some() { "test-rank-exact" } else { "test-rank" }));
            }
        }
        Effect::Mean(mean) => {
            let means = [&mean.earlier, &mean.later].map(|wave| decimal(words, wave.mean.estimate, 2));
            add("fact-means", means.join(" → "));
            add(
                "fact-change",
                format!("{} {}", decimal(words, mean.change.estimate, 2), limits(words, mean.change.interval, 2)),
            );
            if let Ok(effect) = &mean.effect {
                add(
                    "fact-g",
                    format!("{} {}", decimal(words, Some(effect.hedges_g), 2), limits(words, effect.interval, 2)),
                );
            }
            add("fact-test", words.say("test-welch"));
        }
        Effect::Mix(mix) => {
            if let Ok(table) = &mix.overall {
                let strength = &table.association.corrected;
                add(
                    "fact-v",
                    format!("{} {}", decimal(words, strength.estimate, 2), limits(words, strength.interval, 2)),
                );
                add("fact-test", words.say(if table.exact.is_some() { "test-exact" } else { "test-chi" }));
            }
            let item = &series.items[line.item];
            for (level, category) in item.measure.levels().iter().zip(&mix.categories) {
                let adjusted = category.adjusted.map_or_else(|| words.say("figure-none"), probable);
                let said = format!("{}, {adjusted}", points(words, &category.share.change));
                facts.push((text(words, &level.text), said));
            }
        }
        Effect::None(_) => {}
    }
    if let Some(test) = equivalent(&series.items[line.item], change) {
        let values = [("margin", decimal(words, Some(test.margin), 2)), ("p", probability(test.p()))];
        facts.push((words.say("fact-equivalent"), words.with("fact-equivalent-said", &values)));
    }
    facts.push((words.say("fact-p"), p(change.p())));
    let family = if series.items[line.item].is_scale() { "fact-adjusted-holm" } else { "fact-adjusted-bh" };
    facts.push((words.say(family), p(line.adjusted)));
    facts
}

/// A difference of shares in points with its interval.
fn points(words: &Language, change: &Figure) -> String {
    let difference = change.estimate.map_or_else(|| words.say("figure-none"), |by| format!("{:+.1}", by * 100.0));
    words.with("fact-points", &[("points", difference), ("range", percents(words, change.interval))])
}

/// A p-value with its letter.
pub(in crate::pages) fn probable(p: f64) -> String {
    if p < 0.001 { "p < .001".to_owned() } else { format!("p = {}", probability(p)) }
}

/// A p-value as journals print it.
pub(in crate::pages) fn probability(p: f64) -> String {
    if p < 0.001 { "< .001".to_owned() } else { format!("{p:.3}").trim_start_matches('0').to_owned() }
}
