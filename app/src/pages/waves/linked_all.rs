//! The same people in three waves and more: who was there every time, and which answers differ between waves.

use leptos::prelude::*;
use server::http::staff::waves::linked::View;
use server::waves::{AllEffect, AllLine, LinkedAll};

use super::compare::probability;
use super::name;
use crate::components::script::script;
use crate::components::table::{row, table};
use crate::language::Language;

/// With fewer people the chi-square distribution is only rough.
const ROUGH: usize = 20;
/// Fewest people whose answers are compared.
const FEWEST: u64 = 10;

pub(super) fn section(words: &Language, view: &View, all: &LinkedAll) -> impl IntoView + use<> {
    let waves = view.series.moments.len();
    let values = [("count", all.people.to_string()), ("waves", waves.to_string())];
    let clear: Vec<String> = all
        .lines
        .iter()
        .filter(|line| line.adjusted.is_some_and(|p| p < 0.05))
        .map(|line| words.with("quoted", &[("words", name(words, &view.series.items[line.item]))]))
        .collect();
    let said = match clear.len() {
        0 => words.say("all-waves-none"),
        _ => words.with("all-waves-clear", &[("names", clear.join(", "))]),
    };
    let tested: Vec<&AllLine> = all.lines.iter().filter(|line| line.untested(view.rules).is_none()).collect();
    let rough = tested.iter().any(|line| line.effect.as_ref().is_some_and(|effect| effect.base() < ROUGH));
    let rough = rough.then(|| view! { <p>{words.with("all-waves-rough", &[("fewest", ROUGH.to_string())])}</p> });
    let counts = [("tested", tested.len().to_string()), ("all", all.lines.len().to_string())];
    let counts = words.with("all-waves-tested", &counts);
    let found = (!tested.is_empty()).then(|| view! { <p><strong>{said}</strong> " " {counts}</p> {rough} });
    let few = tested.is_empty().then(|| view! { <p>{words.say("verdict-counts-only")}</p> });
    view! {
        <h2>{words.with("all-waves-title", &values)}</h2>
        <p>{words.with("all-waves-people", &values)} " " {words.say("linked-note")}</p>
        {found}
        {few}
        {behind(words, view, all)}
        {script(words, &view.member.study.id, "item-code-note", view.all_script.as_ref())}
    }
}

/// The test of each item with what moved: mean ranks, or how many said yes, wave by wave.
fn behind(words: &Language, view: &View, all: &LinkedAll) -> impl IntoView + use<> {
    let heads = ["chart-each-question", "fact-linked-all", "all-waves-each", "fact-test", "fact-p", "fact-adjusted"];
    let rows: Vec<AnyView> = all.lines.iter().map(|line| self::line(words, view, line)).collect();
    let caption = words.say("details");
    view! {
        <details>
            <summary>{caption.clone()}</summary>
            <p class="hint">{words.say("all-waves-note")}</p>
            {table(caption, heads.map(|key| words.say(key)).to_vec(), rows)}
        </details>
    }
}

fn line(words: &Language, view: &View, line: &AllLine) -> AnyView {
    let item = &view.series.items[line.item];
    let p = |value: Option<f64>| value.map_or_else(|| words.say("figure-none"), probability);
    let base = line.effect.as_ref().map_or_else(|| words.say("figure-none"), |effect| effect.base().to_string());
    let cells = match (line.untested(view.rules), &line.effect) {
        (None, Some(effect)) => [base, each(effect), test(words, effect), p(effect.p()), p(line.adjusted)],
        (why, _) => {
            let smallest = [("smallest", view.rules.smallest.max(FEWEST).to_string())];
            let why = why.map(|why| words.with(&format!("all-waves-{}", why.name()), &smallest));
            [base, words.say("figure-none"), why.unwrap_or_default(), p(None), p(None)]
        }
    };
    row(name(words, item), cells.into_iter().map(|cell| view! { {cell} }.into_any()).collect())
}

/// Mean ranks with two decimals, or counts.
fn each(effect: &AllEffect) -> String {
    let parts: Vec<String> = match effect {
        AllEffect::Share(share) => share.yes.iter().map(usize::to_string).collect(),
        AllEffect::Rank(rank) => rank.mean_ranks.iter().map(|rank| format!("{rank:.2}")).collect(),
    };
    parts.join(" → ")
}

fn test(words: &Language, effect: &AllEffect) -> String {
    match effect {
        AllEffect::Share(share) => match &share.difference {
            Ok(test) => words.with("test-cochran", &[("q", format!("{:.2}", test.statistic))]),
            Err(_) => words.say("figure-none"),
        },
        AllEffect::Rank(rank) => match &rank.difference {
            Ok(friedman) => {
                let values =
                    [("chi", format!("{:.2}", friedman.test.statistic)), ("w", format!("{:.2}", friedman.agreement))];
                words.with("test-friedman", &values)
            }
            Err(_) => words.say("figure-none"),
        },
    }
}
