//! The same people, or the same organisations, in two waves: who was there, how many moved which way, what became of beds.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::linked::View;
use server::linking::Report;
use server::waves::linked::{Linked, LinkedEffect, LinkedLine, equivalent};
use server::waves::organisations::Turnout;
use server::waves::{Item, Verdict, Way};

use super::compare::probability;
use super::sentence::{in_points, of_mean};
use super::{address, attrition, linked_all, name, paired};
use crate::components::chart::{Body, Chart, Linked as Bars, Movement, Shown};
use crate::components::form::select;
use crate::components::script::script;
use crate::components::table::{decimal, ranged, row, table};
use crate::language::Language;
use crate::pages::results::text;
use crate::shell;

/// Up to so many questions all of them are unfolded.
const UNFOLDED: usize = 15;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.with("linked-title", &[("instrument", text(&words, &view.series.instrument.title))]);
    let back = format!("/studies/{}/waves/of/{}", view.member.study.id, view.series.id);
    shell::page(around, "waves", &title, || {
        let body = match &view.linked {
            Some(linked) => followed(&words, view, linked).into_any(),
            None => view! { <p>{words.say("waves-single")}</p> }.into_any(),
        };
        view! {
            <p><a href=back>{words.say("comparison-back")}</a></p>
            <h1>{title.clone()}</h1>
            {body}
        }
    })
}

fn followed(words: &Language, view: &View, linked: &Linked) -> impl IntoView + use<> {
    let moments = &view.series.moments;
    let waves: Vec<(String, String)> =
        moments.iter().map(|moment| (moment.wave.clone(), moment.name.clone())).collect();
    let chosen = |place: usize| moments[place].wave.clone();
    let values = [
        ("linked", linked.linkage.linked.to_string()),
        ("earlier", linked.linkage.earlier.to_string()),
        ("later", linked.linkage.later.to_string()),
        ("before", moments[linked.earlier].name.clone()),
        ("after", moments[linked.later].name.clone()),
    ];
    let study = &view.member.study.id;
    let compare = paired::between(study, &view.series, (linked.earlier, linked.later), "");
    let joined = format!("/studies/{}/linking", view.member.study.id);
    // What changed stands before the picture of all; what did not is folded behind it.
    let all: Vec<&LinkedLine> = linked.lines.iter().filter(|line| line.base() > 0).collect();
    let (near, others): (Vec<&LinkedLine>, Vec<&LinkedLine>) = all.iter().copied().partition(|line| is_near(line));
    let few = all.len() <= UNFOLDED;
    let foremost = (!few).then(|| chart(words, view, linked, &near)).flatten();
    let count = words.with("comparison-count", &[("count", others.len().to_string())]);
    let drawn =
        |lines: Vec<&LinkedLine>| -> Vec<_> { lines.iter().map(|line| self::line(words, view, line)).collect() };
    let none = (near.is_empty() && !others.is_empty()).then(|| view! { <p>{words.say("comparison-none")}</p> });
    let changed = (linked.linkage.linked > 0).then(|| view! { <h2>{words.say("comparison-first")}</h2> });
    let rest_of_them = (!others.is_empty()).then(|| {
        view! {
            <details open=few>
                <summary>{words.say("linked-others")} " " <span class="hint">{count}</span></summary>
                <ul class="verdicts">{drawn(others)}</ul>
            </details>
        }
    });
    let picture = chart(words, view, linked, &all).map(|chart| {
        view! {
            <details open=few>
                <summary>{words.say("comparison-picture")}</summary>
                {chart.figure(words)}
            </details>
        }
    });
    view! {
        <form method="get" class="row">
            {select("from", words.say("comparison-from"), waves.clone(), &chosen(linked.earlier))}
            {select("to", words.say("comparison-to"), waves, &chosen(linked.later))}
            <button class="quiet">{words.say("filter-do")}</button>
        </form>
        <p><strong>{words.with("linked-attrition", &values)}</strong> " " {words.say("linked-note")}</p>
        <p>{words.say("linked-only")} " " <a href=compare>{words.say("linked-compare")}</a></p>
        <p class="hint">{words.say("linked-margin")}</p>
        {(linked.linkage.linked == 0).then(|| view! { <p>{words.say("linked-nobody")} " " <a href=joined>{words.say("linked-how")}</a></p> })}
        {view.report.as_ref().map(|report| matched(words, report))}
        {attrition::section(words, view)}
        {view.turnout.as_ref().map(|turnout| organisations(words, view, turnout))}
        {changed}
        {none}
        {foremost.map(|chart| chart.figure(words))}
        <ul class="verdicts">{drawn(near)}</ul>
        {picture}
        {rest_of_them}
        {script(words, &view.member.study.id, "linked-code-note", view.script.as_ref())}
        {view.all.as_ref().map(|all| linked_all::section(words, view, all))}
    }
}

/// How codes were matched: never without how many links are probably wrong.
fn matched(words: &Language, report: &Report) -> impl IntoView + use<> {
    let percent =
        |share: Option<f64>| share.map_or_else(|| words.say("figure-none"), |share| format!("{:.1}", share * 100.0));
    let facts = [
        ("match-exact", report.exact.to_string()),
        ("match-one-off", report.one_off.to_string()),
        ("match-ambiguous", format!("{} / {}", report.ambiguous[0], report.ambiguous[1])),
        ("match-unlinked", format!("{} / {}", report.unlinked_earlier, report.unlinked_later)),
        ("match-without", format!("{} / {}", report.without_code[0], report.without_code[1])),
        ("match-false", words.with("figure-percent", &[("percent", percent(report.false_share()))])),
    ];
    let facts: Vec<_> =
        facts.into_iter().map(|(key, value)| view! { <dt>{words.say(key)}</dt><dd>{value}</dd> }).collect();
    view! { <h2>{words.say("match-title")}</h2> <dl class="facts">{facts}</dl> }
}

/// Names of organisations that came and went, and what became of their amounts.
fn organisations(words: &Language, view: &View, turnout: &Turnout) -> impl IntoView + use<> {
    let part = |key: &str, names: &[String]| {
        let values = [("count", names.len().to_string())];
        let sentence = words.with(key, &values);
        let list = (!names.is_empty()).then(
            || view! { <details><summary>{words.say("linked-names")}</summary><p>{names.join(" · ")}</p></details> },
        );
        view! { <li>{sentence} {list}</li> }
    };
    let amounts = view.amounts.iter().map(|amount| {
        let item = &view.series.items[amount.item];
        // In the house it is shown, with a mark: released, it would be that one organisation's own.
        let whole = |value: f64, dominated: bool| {
            let value = decimal(words, Some(value), 0);
            let said = if dominated { words.with("amount-dominated", &[("amount", value)]) } else { value };
            view! { {said} }.into_any()
        };
        let cells = vec![
            whole(amount.earlier[0], amount.dominated[0]),
            whole(amount.later[0], amount.dominated[1]),
            whole(amount.earlier[1], amount.dominated[2]),
            whole(amount.later[1], amount.dominated[3]),
            view! { {format!("{:+.0}", amount.net()).replace('-', "−")} }.into_any(),
        ];
        row(name(words, item), cells)
    });
    let heads =
        ["chart-each-question", "amount-both-earlier", "amount-both-later", "amount-gone", "amount-new", "amount-net"];
    let dominated = view.amounts.iter().any(|amount| amount.dominated.contains(&true));
    let dominated = dominated.then(|| view! { <p class="hint">{words.say("amounts-dominated")}</p> });
    let amounts: Vec<AnyView> = amounts.collect();
    let amounts = (!amounts.is_empty() && !turnout.pairs.is_empty()).then(|| {
        view! {
            <h2>{words.say("amounts-title")}</h2>
            <p class="hint">{words.say("amounts-note")}</p>
            {table(words.say("amounts-title"), heads.map(|key| words.say(key)).to_vec(), amounts)}
            {dominated}
        }
    });
    (!turnout.pairs.is_empty() || !turnout.lost.is_empty() || !turnout.closed.is_empty()).then(|| {
        view! {
            <ul>
                <li>{words.with("turnout-both", &[("count", turnout.pairs.len().to_string())])}</li>
                {part("turnout-new", &turnout.new)}
                {part("turnout-lost", &turnout.lost)}
                {part("turnout-closed", &turnout.closed)}
            </ul>
            {amounts}
        }
    })
}

/// Whether a line changed clearly, or nearly so.
pub(super) fn is_near(line: &LinkedLine) -> bool {
    matches!(line.verdict, Verdict::Clear { .. } | Verdict::Borderline { .. })
}

/// Three-part bars of some lines: higher, the same, lower. Answers without an order have none.
fn chart(words: &Language, view: &View, linked: &Linked, lines: &[&LinkedLine]) -> Option<Chart> {
    let shown = |line: &LinkedLine, count: usize| match line.verdict {
        Verdict::Hidden => Shown::Hidden,
        _ => Shown::As(count),
    };
    let movement = |line: &LinkedLine| Movement {
        label: name(words, &view.series.items[line.item]),
        people: [line.moves.improved, line.moves.unchanged, line.moves.declined].map(|count| shown(line, count)),
        base: shown(line, line.base()),
    };
    let moving = |line: &&LinkedLine| line.base() > 0 && !matches!(line.effect, LinkedEffect::Mix(_));
    let courses: Vec<Movement> = lines.iter().copied().filter(moving).map(movement).collect();
    // All that the lists beside it count, also what has no bar.
    let all: Vec<&LinkedLine> = linked.lines.iter().filter(|line| line.base() > 0).collect();
    let clear = all.iter().filter(|line| matches!(line.verdict, Verdict::Clear { .. })).count();
    let wave = |place: usize| view.series.moments[place].name.clone();
    let values = [
        ("count", all.len().to_string()),
        ("clear", clear.to_string()),
        ("before", wave(linked.earlier)),
        ("after", wave(linked.later)),
    ];
    (!courses.is_empty()).then(|| Chart {
        finding: words.with("chart-changes-finding", &values),
        title: text(words, &view.series.instrument.title),
        each: words.say("chart-each-question"),
        notes: vec![words.say("linked-chart-note")],
        body: Body::Linked(Bars {
            names: ["moves-higher", "moves-same", "moves-lower"].map(|key| words.say(key)),
            courses,
        }),
    })
}

fn line(words: &Language, view: &View, line: &LinkedLine) -> impl IntoView + use<> {
    let item = &view.series.items[line.item];
    let class = format!("verdict verdict-{}", line.verdict.name());
    let href = address(&view.member.study.id, &view.series, item);
    let shows = line.verdict.shows_figures();
    let moves = shows.then(|| moves(words, line));
    let details = shows.then(|| details(words, item, line, "details"));
    view! {
        <li class=class>
            <p class="asked"><a href=href>{name(words, item)}</a></p>
            <p><strong>{finding(words, item, line, view.rules.smallest)}</strong> " " {moves}</p>
            {details}
        </li>
    }
}

/// How many went which way.
pub(super) fn moves(words: &Language, line: &LinkedLine) -> String {
    let values = [
        ("higher", line.moves.improved.to_string()),
        ("lower", line.moves.declined.to_string()),
        ("other", (line.moves.improved + line.moves.declined).to_string()),
        ("same", line.moves.unchanged.to_string()),
    ];
    // Answers without an order are neither higher nor lower.
    let without_order = matches!(line.effect, LinkedEffect::Mix(_));
    words.with(if without_order { "moves-said-mix" } else { "moves-said" }, &values)
}

/// What may be said of the same people's change, in few words.
pub(super) fn finding(words: &Language, item: &Item, line: &LinkedLine, smallest: u64) -> String {
    let smallest = [("smallest", smallest.to_string())];
    match &line.verdict {
        Verdict::Hidden => words.with("verdict-hidden", &smallest),
        Verdict::CountsOnly => words.say("verdict-counts-only"),
        Verdict::Clear { way: way @ (Way::Up | Way::Down), .. } => {
            let kind = match &line.effect {
                LinkedEffect::Mean(_) => "mean-",
                LinkedEffect::Share(_) => "yes-",
                _ => "",
            };
            words.say(&format!("linked-{kind}{}", if *way == Way::Up { "up" } else { "down" }))
        }
        Verdict::Clear { .. } => words.say("finding-mix"),
        Verdict::Borderline { .. } => words.say("verdict-borderline"),
        Verdict::AboutTheSame(margin) => {
            let margin = match &line.effect {
                LinkedEffect::Share(_) => in_points(words, *margin),
                _ => of_mean(words, item, *margin),
            };
            words.with("linked-same", &[("margin", margin)])
        }
        Verdict::NotEnough(Some(change)) => {
            let values = [("base", line.base().to_string()), ("change", format!("{change:.2}"))];
            format!("{} {}", words.say("verdict-not-enough"), words.with("linked-visible", &values))
        }
        Verdict::NotEnough(None) => words.say("verdict-not-enough"),
        _ => words.say("linked-untested"),
    }
}

/// Effect, interval and test; `summary` is the key of the words that fold them.
pub(super) fn details(words: &Language, item: &Item, line: &LinkedLine, summary: &str) -> impl IntoView + use<> {
    let number = |value: Option<f64>| value.map_or_else(|| words.say("figure-none"), probability);
    let mut facts: Vec<(String, String)> = vec![(words.say("fact-linked"), line.base().to_string())];
    if let Some(net) = line.net() {
        let value = ranged(words, net.estimate, net.interval, 2);
        let key = if matches!(line.effect, LinkedEffect::Mean(_)) { "fact-change" } else { "fact-net" };
        facts.push((words.say(key), value));
    }
    if let LinkedEffect::Order(_, mean) | LinkedEffect::Mean(mean) = &line.effect {
        let means = [mean.earlier, mean.later].map(|mean| decimal(words, mean, 2));
        facts.push((words.say("fact-means"), means.join(" → ")));
        if let Ok(test) = &mean.test {
            let dz = &test.dz;
            facts.push((words.say("fact-dz"), ranged(words, dz.estimate, dz.interval, 2)));
        }
    }
    if let Some(random) = line.steady.as_ref().map(|icc| &icc.random).filter(|random| random.single.number().is_some())
    {
        facts.push((words.say("fact-steady"), ranged(words, random.single.number(), random.interval, 2)));
    }
    if let Some(test) = equivalent(item, &line.effect) {
        let values = [("margin", decimal(words, Some(test.margin), 2)), ("p", super::compare::probable(test.p()))];
        facts.push((words.say("fact-equivalent"), words.with("fact-equivalent-said", &values)));
    }
    let test = match &line.effect {
        LinkedEffect::Share(_) => "test-mcnemar",
        LinkedEffect::Mix(_) => "test-stuart",
        LinkedEffect::Order(..) => "test-pratt",
        LinkedEffect::Mean(_) => "test-paired",
    };
    let mix = match &line.effect {
        LinkedEffect::Mix(mix) => mix.mix.as_ref().ok(),
        _ => None,
    };
    let statistic = mix.map(|test| format!(": χ² = {:.2} ({:.0})", test.statistic, test.freedom.unwrap_or_default()));
    facts.push((words.say("fact-test"), words.say(test) + &statistic.unwrap_or_default()));
    facts.push((words.say("fact-p"), number(line.p())));
    facts.push((words.say("fact-adjusted"), number(line.adjusted)));
    let facts: Vec<_> = facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect();
    view! { <details><summary>{words.say(summary)}</summary><dl class="facts">{facts}</dl></details> }
}
