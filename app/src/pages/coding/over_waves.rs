//! How the share of people who mention a code changed between the last two waves, judged like a closed answer.

use leptos::prelude::*;
use server::http::staff::coding::themes::view::Attributes;
use server::statistics::Interval;
use server::waves::shares::Judged;
use server::waves::{Effect, Verdict, Way};

use crate::components::chart::{Body, Change, Changes, Chart, Estimate, Pair, Shown, Unit};
use crate::components::script::script;
use crate::components::table::{decimal, percent};
use crate::language::Language;
use crate::pages::waves::compare::{points, probability};

/// The verdicts and their picture; nothing while there is one wave, and what to do where neither of two is coded.
pub(super) fn view(words: &Language, view: &Attributes) -> Option<AnyView> {
    let (earlier, later) = view.pair?;
    let waves = [("before", view.groups[earlier].1.clone()), ("after", view.groups[later].1.clone())];
    let title = words.with("codes-changed", &waves);
    if view.table.rows.iter().all(|row| row[earlier].people == 0 && row[later].people == 0) {
        let passages = format!("/studies/{}/coding/passages", view.head.member.study.id);
        let none = view! {
            <h2>{title}</h2>
            <p>{words.say("codes-none")} " " <a href=passages>{words.say("theme-missing-coded-go")}</a></p>
        };
        return Some(none.into_any());
    }
    let lines: Vec<_> = (0..view.names.len()).map(|code| line(words, view, code, &waves)).collect();
    let version = [("version", view.head.version.to_string()), ("tested", tested(view).to_string())];
    let names: Vec<&str> = view.names.iter().map(|(_, name)| name.as_str()).collect();
    let code = server::script::shares(&names, &view.changes);
    let changed = view! {
        <h2>{title}</h2>
        <p class="hint">{words.with("codes-changed-note", &version)}</p>
        {chart(words, view, (earlier, later)).figure(words)}
        <ul class="verdicts">{lines}</ul>
        {script(words, &view.head.member.study.id, "codes-code-note", code.as_ref())}
    };
    Some(changed.into_any())
}

/// How many codes were tested: the others are neither clear nor unclear.
fn tested(view: &Attributes) -> usize {
    view.changes.iter().filter(|judged| judged.adjusted.is_some()).count()
}

fn line(words: &Language, view: &Attributes, code: usize, waves: &[(&'static str, String)]) -> impl IntoView + use<> {
    let judged = &view.changes[code];
    let class = format!("verdict verdict-{}", judged.verdict.name());
    let split = view.splits[code].map(|version| words.with("codes-split", &[("version", version.to_string())]));
    let split = split.map(|sentence| view! { <p class="hint">{sentence}</p> });
    view! {
        <li class=class>
            <p class="asked">{view.names[code].1.clone()}</p>
            <p><strong>{finding(words, view, judged, waves)}</strong> " " {figures(words, judged, waves)}</p>
            {split}
            {details(words, judged)}
        </li>
    }
}

/// Effect, interval, bases and test, as of closed questions.
fn details(words: &Language, judged: &Judged) -> Option<impl IntoView + use<>> {
    let Effect::Share(share) = &judged.change.effect else { return None };
    if !judged.verdict.shows_figures() {
        return None;
    }
    let p = |value: Option<f64>| value.map_or_else(|| words.say("figure-none"), probability);
    let bases = format!("{} → {}", judged.change.earlier.base(), judged.change.later.base());
    let mut facts = vec![("fact-bases", bases), ("fact-difference", points(words, &share.change))];
    if let Ok(test) = &share.test {
        let name = if test.shown() == test.fisher { "test-fisher" } else { "test-pooled" };
        facts.push(("fact-test", words.say(name)));
    }
    facts.push(("fact-h", decimal(words, Some(share.cohen_h), 2)));
    facts.push(("fact-p", p(judged.change.p())));
    facts.push(("fact-adjusted-codes", p(judged.adjusted)));
    let facts: Vec<_> =
        facts.into_iter().map(|(key, value)| view! { <dt>{words.say(key)}</dt><dd>{value}</dd> }).collect();
    Some(view! { <details><summary>{words.say("details")}</summary><dl class="facts">{facts}</dl></details> })
}

fn finding(words: &Language, view: &Attributes, judged: &Judged, waves: &[(&'static str, String)]) -> String {
    match &judged.verdict {
        Verdict::Hidden => words.with("verdict-hidden", &[("smallest", view.head.smallest.to_string())]),
        Verdict::Clear { way: Way::Down, .. } => words.say("codes-fewer"),
        Verdict::Clear { .. } => words.say("codes-more"),
        Verdict::AboutTheSame(margin) => {
            let margin = words.with("amount-points", &[("amount", format!("{margin:.0}"))]);
            words.with("verdict-same", &[waves[0].clone(), ("margin", margin)])
        }
        Verdict::Untested(_) => words.say(alike(&judged.change.later)),
        verdict => words.say(&format!("verdict-{}", verdict.name())),
    }
}

/// What there is nothing to test in: nobody mentions it, or everybody does.
fn alike(later: &server::waves::Seen) -> &'static str {
    match later.headline(&server::waves::Measure::YesNo) {
        Some((count, _)) if count > 0 => "codes-everybody",
        _ => "codes-nobody",
    }
}

fn figures(words: &Language, judged: &Judged, waves: &[(&'static str, String)]) -> String {
    let Effect::Share(share) = &judged.change.effect else { return String::new() };
    if matches!(judged.verdict, Verdict::Hidden) {
        return String::new();
    }
    let side = |seen: &server::waves::Seen, figure| {
        let (count, _) = seen.headline(&server::waves::Measure::YesNo).unwrap_or_default();
        percent(words, count as usize, figure)
    };
    let earlier = ("earlier", side(&judged.change.earlier, &share.earlier));
    let later = ("later", side(&judged.change.later, &share.later));
    let values = words.with("verdict-values", &[waves[0].clone(), waves[1].clone(), earlier, later]);
    let range = share.change.interval.filter(|_| judged.verdict.shows_figures());
    range.map_or_else(|| values.clone(), |range| format!("{values} {}", between(words, range)))
}

fn between(words: &Language, range: Interval) -> String {
    let point = |value: f64| format!("{:+.0}", value * 100.0).replace('-', "−");
    words.with("change-range-points", &[("low", point(range.low)), ("high", point(range.high))])
}

fn chart(words: &Language, view: &Attributes, (earlier, later): (usize, usize)) -> Chart {
    let shown = |judged: &Judged, seen: &server::waves::Seen, figure: &server::statistics::Figure| {
        if matches!(judged.verdict, Verdict::Hidden) {
            return Shown::Hidden;
        }
        let count = seen.headline(&server::waves::Measure::YesNo).map(|(count, _)| count as usize);
        let estimate =
            figure.estimate.map(|value| Estimate { value, interval: figure.interval, count, base: figure.base });
        estimate.into()
    };
    let pair = |(name, judged): (&(String, String), &Judged)| {
        let Effect::Share(share) = &judged.change.effect else {
            return Pair {
                label: name.1.clone(),
                before: Shown::Nothing,
                after: Shown::Nothing,
                change: Shown::Nothing,
            };
        };
        let clear = matches!(judged.verdict, Verdict::Clear { .. });
        let change = match (&judged.verdict, share.change.estimate) {
            (Verdict::Hidden, _) => Shown::Hidden,
            (verdict, Some(by)) if verdict.shows_figures() => {
                Shown::As(Change { by, interval: share.change.interval, clear: Some(clear) })
            }
            _ => Shown::Nothing,
        };
        Pair {
            label: name.1.clone(),
            before: shown(judged, &judged.change.earlier, &share.earlier),
            after: shown(judged, &judged.change.later, &share.later),
            change,
        }
    };
    let pairs: Vec<Pair> = view.names.iter().zip(&view.changes).map(pair).collect();
    let (before, after) = (view.groups[earlier].1.clone(), view.groups[later].1.clone());
    let clear = view.changes.iter().filter(|judged| matches!(judged.verdict, Verdict::Clear { .. })).count();
    let values = [
        ("count", tested(view).to_string()),
        ("clear", clear.to_string()),
        ("before", before.clone()),
        ("after", after.clone()),
    ];
    let finding = match tested(view) {
        0 => words.say("codes-untested"),
        _ => words.with("chart-changes-finding", &values),
    };
    Chart {
        finding,
        title: words.say("theme-attributes-lead"),
        each: words.say("theme-code"),
        notes: vec![words.say("chart-changes-note")],
        body: Body::Changes(Changes { unit: Unit::Share, before, after, pairs }),
    }
}
