//! The same people, or the same organisations, in two waves: who was there, how many moved which way, what became of beds.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::linked::View;
use server::linking::Report;
use server::waves::linked::{Linked, LinkedEffect, LinkedLine};
use server::waves::organisations::Turnout;
use server::waves::{Verdict, Way};

use super::compare::probability;
use super::name;
use crate::components::chart::{Body, Chart, Linked as Bars, Movement, Shown};
use crate::components::form::select;
use crate::components::script::script;
use crate::components::table::{decimal, limits, row, table};
use crate::language::Language;
use crate::pages::results::text;
use crate::shell;

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
    let joined = format!("/studies/{}/linking", view.member.study.id);
    let lines: Vec<_> =
        linked.lines.iter().filter(|line| line.base() > 0).map(|line| self::line(words, view, line)).collect();
    view! {
        <form method="get" class="row">
            {select("from", words.say("comparison-from"), waves.clone(), &chosen(linked.earlier))}
            {select("to", words.say("comparison-to"), waves, &chosen(linked.later))}
            <button class="quiet">{words.say("filter-do")}</button>
        </form>
        <p><strong>{words.with("linked-attrition", &values)}</strong> " " {words.say("linked-note")}</p>
        {(linked.linkage.linked == 0).then(|| view! { <p>{words.say("linked-nobody")} " " <a href=joined>{words.say("linked-how")}</a></p> })}
        {view.report.as_ref().map(|report| matched(words, report))}
        {rest(words, view)}
        {view.turnout.as_ref().map(|turnout| organisations(words, view, turnout))}
        {chart(words, view, linked).map(|chart| chart.figure(words))}
        <ul class="verdicts">{lines}</ul>
        {script(words, &view.member.study.id, "linked-code-note", view.script.as_ref())}
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

/// Whether those who are linked were others than those who are not.
fn rest(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let (clear, asked) = view.rest?;
    let values = [("clear", clear.to_string()), ("asked", asked.to_string())];
    Some(view! { <p>{words.with("linked-rest", &values)}</p> })
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
        let whole = |value: f64| view! { {decimal(words, Some(value), 0)} }.into_any();
        let cells = vec![
            whole(amount.earlier[0]),
            whole(amount.later[0]),
            whole(amount.earlier[1]),
            whole(amount.later[1]),
            view! { {format!("{:+.0}", amount.net())} }.into_any(),
        ];
        row(name(words, item), cells)
    });
    let heads =
        ["chart-each-question", "amount-both-earlier", "amount-both-later", "amount-gone", "amount-new", "amount-net"];
    let amounts: Vec<AnyView> = amounts.collect();
    let amounts = (!amounts.is_empty() && !turnout.pairs.is_empty()).then(|| {
        view! {
            <h2>{words.say("amounts-title")}</h2>
            <p class="hint">{words.say("amounts-note")}</p>
            {table(words.say("amounts-title"), heads.map(|key| words.say(key)).to_vec(), amounts)}
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

/// Three-part bars: higher, the same, lower.
fn chart(words: &Language, view: &View, linked: &Linked) -> Option<Chart> {
    let shown = |line: &LinkedLine, count: usize| match line.verdict {
        Verdict::Hidden => Shown::Hidden,
        _ => Shown::As(count),
    };
    let movement = |line: &LinkedLine| Movement {
        label: name(words, &view.series.items[line.item]),
        people: [line.moves.improved, line.moves.unchanged, line.moves.declined].map(|count| shown(line, count)),
        base: shown(line, line.base()),
    };
    let moving = linked.lines.iter().filter(|line| line.base() > 0 && !matches!(line.effect, LinkedEffect::Mix(_)));
    let courses: Vec<Movement> = moving.map(movement).collect();
    let clear = linked.lines.iter().filter(|line| matches!(line.verdict, Verdict::Clear { .. })).count();
    let wave = |place: usize| view.series.moments[place].name.clone();
    let values = [
        ("count", courses.len().to_string()),
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
    let shows = line.verdict.shows_figures();
    let moves = shows.then(|| {
        let values = [
            ("higher", line.moves.improved.to_string()),
            ("lower", line.moves.declined.to_string()),
            ("same", line.moves.unchanged.to_string()),
        ];
        words.with("moves-said", &values)
    });
    let details = shows.then(|| details(words, line));
    view! {
        <li class=class>
            <p class="asked">{name(words, item)}</p>
            <p><strong>{finding(words, view, line)}</strong> " " {moves}</p>
            {details}
        </li>
    }
}

fn finding(words: &Language, view: &View, line: &LinkedLine) -> String {
    let smallest = [("smallest", view.rules.smallest.to_string())];
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
        Verdict::AboutTheSame(_) => words.say("linked-same"),
        Verdict::NotEnough(_) => words.say("verdict-not-enough"),
        _ => words.say("linked-untested"),
    }
}

fn details(words: &Language, line: &LinkedLine) -> impl IntoView + use<> {
    let number = |value: Option<f64>| value.map_or_else(|| words.say("figure-none"), probability);
    let mut facts: Vec<(String, String)> = vec![(words.say("fact-linked"), line.base().to_string())];
    if let Some(net) = line.net() {
        let value = format!("{} {}", decimal(words, net.estimate, 2), limits(words, net.interval, 2));
        let key = if matches!(line.effect, LinkedEffect::Mean(_)) { "fact-change" } else { "fact-net" };
        facts.push((words.say(key), value));
    }
    let test = match &line.effect {
        LinkedEffect::Share(_) => "test-mcnemar",
        LinkedEffect::Mix(_) => "test-stuart",
        LinkedEffect::Order(..) => "test-pratt",
        LinkedEffect::Mean(_) => "test-paired",
    };
    facts.push((words.say("fact-test"), words.say(test)));
    facts.push((words.say("fact-p"), number(line.p())));
    facts.push((words.say("fact-adjusted"), number(line.adjusted)));
    let facts: Vec<_> = facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect();
    view! { <details><summary>{words.say("details")}</summary><dl class="facts">{facts}</dl></details> }
}
