//! The same people in three waves and more: who was there every time, and which answers differ between waves.

use leptos::prelude::*;
use server::http::staff::waves::linked::View;
use server::waves::{AllEffect, AllLine, LinkedAll};

use super::compare::probability;
use super::name;
use crate::components::table::{row, table};
use crate::language::Language;

/// Fewest people whose answers are compared; with fewer only their number is said.
const FEWEST: usize = 10;

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
    let tested = all.people >= FEWEST;
    let body = tested.then(|| view! { <p><strong>{said}</strong></p> {behind(words, view, all)} });
    let few = (!tested).then(|| view! { <p>{words.say("verdict-counts-only")}</p> });
    view! {
        <h2>{words.with("all-waves-title", &values)}</h2>
        <p>{words.with("all-waves-people", &values)} " " {words.say("linked-note")}</p>
        {body}
        {few}
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
    let cells = match line.effect.base() {
        base if base < FEWEST => {
            [base.to_string(), words.say("figure-none"), words.say("figure-none"), p(None), p(None)]
        }
        base => [base.to_string(), each(&line.effect), test(words, &line.effect), p(line.effect.p()), p(line.adjusted)],
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
