//! Two waves, question by question: the sentence first, the chart beside, details folded.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::compare::View;
use server::statistics::{Figure, Interval};
use server::waves::{Comparison, Effect, FEWEST_COMPARED, Line, Series, Verdict, equivalent};

use super::sentence::{Sentence, sentence};
use super::{address, charts, name, paired};
use crate::components::form::select;
use crate::components::script::script;
use crate::components::table::{decimal, limits, ranged};
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
    let smallest = view.rules.smallest;
    let charts: Vec<_> = charts::changes(words, series, comparison, smallest)
        .iter()
        .map(|chart| chart.figure(words).into_any())
        .collect();
    let some_stand_first = comparison.lines.iter().any(|line| stands_first(view, line));
    let rest = if some_stand_first { "comparison-others" } else { "comparison-all" };
    let of_all = view.linked.as_ref().map(|_| view! { <p class="hint">{words.say("paired-picture")}</p> });
    view! {
        {reading(words, view, comparison)}
        {people(words, view, comparison)}
        {view.linked.as_ref().map(|linked| paired::note(words, &view.member.study.id, series, linked))}
        {view.linked.as_ref().map(|_| paired::independent(words))}
        {foremost(words, view, comparison)}
        <h2>{words.say(rest)}</h2>
        {sections(words, view, comparison)}
        <details><summary>{words.say("comparison-picture")}</summary>{of_all}{charts}</details>
        {script(words, &view.member.study.id, "item-code-note", view.script.as_ref())}
    }
}

/// What is hidden, what is compared, and what its words mean: folded, so that the results begin where they are seen.
fn reading(words: &Language, view: &View, comparison: &Comparison) -> impl IntoView + use<> {
    let (series, smallest) = (&view.series, view.rules.smallest);
    let (items, scales) = comparison.tests(series);
    let tests = [("items", items.to_string()), ("scales", scales.to_string())];
    let pooled = series.items.iter().any(|item| super::is_pooled(series, item));
    let said = [
        Some(words.with("comparison-hidden", &[("smallest", smallest.to_string())])),
        (smallest < FEWEST_COMPARED).then(|| words.with("comparison-few", &[("fewest", FEWEST_COMPARED.to_string())])),
        Some(words.say("comparison-note")),
        Some(words.with("comparison-family", &tests)),
        Some(words.say("comparison-margin")),
        pooled.then(|| words.say("scales-of-people")),
    ];
    let said = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! { <details><summary>{words.say("comparison-reading")}</summary><p class="hint">{said}</p></details> }
}

/// What changed clearly, or nearly so, first.
fn foremost(words: &Language, view: &View, comparison: &Comparison) -> impl IntoView + use<> {
    // What the same people say is the headline where there are some.
    let (linked, all) = (view.linked.as_ref(), || comparison.lines.iter());
    let clear = all().filter(|line| paired::is_clear(linked, line));
    let edge = all().filter(|line| paired::is_near(linked, line) && !paired::is_clear(linked, line));
    let near = all().filter(|line| matches!(line.verdict, Verdict::Borderline { .. }));
    let others = comparison.clear().into_iter().chain(near);
    let lines = clear.chain(edge).chain(others.filter(|line| !paired::is_near(linked, line)));
    let lines: Vec<_> = lines.map(|line| self::line(words, view, comparison, line)).collect();
    let none = lines.is_empty().then(|| view! { <p>{words.say("comparison-none")}</p> });
    view! { <h2>{words.say("comparison-first")}</h2> {none} <ul class="verdicts">{lines}</ul> }
}

/// Whether a line stands first, and so not again in its section.
fn stands_first(view: &View, line: &Line) -> bool {
    matches!(line.verdict, Verdict::Clear { .. } | Verdict::Borderline { .. })
        || paired::is_near(view.linked.as_ref(), line)
}

/// How many people stand behind each wave.
fn people(words: &Language, view: &View, comparison: &Comparison) -> impl IntoView + use<> {
    let wave = |place: usize| {
        let moment = &view.series.moments[place];
        let count = moment.people_at(comparison.site.as_deref());
        let values = [("wave", moment.name.clone()), ("count", count.to_string())];
        words.with("comparison-people", &values)
    };
    let membership = view.linked.is_none().then(|| words.say("comparison-unlinked"));
    let site = view.site.as_ref().filter(|_| comparison.site.is_some());
    let site = site.map(|site| format!("{} ", words.with("comparison-at", &[("site", site.name.clone())])));
    view! { <p>{site} {wave(comparison.earlier)} " " {wave(comparison.later)} " " {membership}</p> }
}

/// What does not stand first, section by section.
fn sections(words: &Language, view: &View, comparison: &Comparison) -> Vec<AnyView> {
    let series = &view.series;
    let mut groups: Vec<(String, Vec<&Line>)> = Vec::new();
    // Scales first: they are the headline of an inventory.
    let (scales, items): (Vec<&Line>, Vec<&Line>) = comparison
        .lines
        .iter()
        .filter(|line| !stands_first(view, line))
        .partition(|line| series.items[line.item].is_scale());
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
    let own = paired::of(view.linked.as_ref(), line);
    let class = format!("verdict verdict-{}", own.map_or(&line.verdict, |own| &own.verdict).name());
    let same = own.map(|own| paired::said(words, item, own, view.rules.smallest));
    let all = own.map(|_| words.say("paired-all"));
    let figures = super::sentence::with_order(words, line, figures);
    // Where only the same people tell a change, theirs is the sentence that stands out.
    let only_theirs = paired::is_near(view.linked.as_ref(), line)
        && !matches!(line.verdict, Verdict::Clear { .. } | Verdict::Borderline { .. } | Verdict::Actual(_));
    let finding = match only_theirs {
        true => view! { {finding} }.into_any(),
        false => view! { <strong>{finding}</strong> }.into_any(),
    };
    view! {
        <li class=class>
            <p class="asked"><a href=href>{name(words, item)}</a></p>
            {same}
            <p>{all} " " {finding} " " {figures}</p>
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
            add("fact-delta", ranged(words, delta.estimate, delta.interval, 2));
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
            add("fact-change", ranged(words, mean.change.estimate, mean.change.interval, 2));
            if let Ok(effect) = &mean.effect {
                add("fact-g", ranged(words, Some(effect.hedges_g), effect.interval, 2));
            }
            add("fact-test", words.say("test-welch"));
        }
        Effect::Mix(mix) => {
            if let Ok(table) = &mix.overall {
                let strength = &table.association.corrected;
                add("fact-v", ranged(words, strength.estimate, strength.interval, 2));
                add("fact-test", words.say(if table.exact.is_some() { "test-exact" } else { "test-chi" }));
            }
            let item = &series.items[line.item];
            for (level, category) in item.measure.levels().iter().zip(&mix.categories) {
                let adjusted = category.adjusted.map_or_else(|| words.say("figure-none"), probable);
                let values = [("points", points(words, &category.share.change)), ("adjusted", adjusted)];
                facts.push((text(words, &level.text), words.with("fact-answer", &values)));
            }
        }
        Effect::None(_) => {}
    }
    if let Some(test) = equivalent(&series.items[line.item], change) {
        let values = [("margin", decimal(words, Some(test.margin), 2)), ("p", probable(test.p()))];
        facts.push((words.say("fact-equivalent"), words.with("fact-equivalent-said", &values)));
    }
    facts.push((words.say("fact-p"), p(change.p())));
    let family = if series.items[line.item].is_scale() { "fact-adjusted-holm" } else { "fact-adjusted-bh" };
    facts.push((words.say(family), p(line.adjusted)));
    facts
}

/// A difference of shares with its interval, both in points and with one decimal.
pub(in crate::pages) fn points(words: &Language, change: &Figure) -> String {
    let Some(by) = change.estimate else { return words.say("figure-none") };
    let ends = change.interval.map(|ends| Interval { low: ends.low * 100.0, high: ends.high * 100.0 });
    let values = [("points", format!("{:+.1}", by * 100.0)), ("range", limits(words, ends, 1))];
    words.with("fact-points", &values.map(|(name, value)| (name, value.replace('-', "−"))))
}

/// A p-value with its letter.
pub(in crate::pages) fn probable(p: f64) -> String {
    if p < 0.001 { "p < .001".to_owned() } else { format!("p = {}", probability(p)) }
}

/// A p-value as journals print it.
pub(in crate::pages) fn probability(p: f64) -> String {
    if p < 0.001 { "< .001".to_owned() } else { format!("{p:.3}").trim_start_matches('0').to_owned() }
}
