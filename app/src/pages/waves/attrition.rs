//! Who was lost: in the earlier wave, those who are linked against those who are not, question by question, and how small
//! a difference so few could show.

use leptos::prelude::*;
use server::http::staff::waves::linked::View;
use server::statistics::detectable;
use server::waves::{Effect, Item, Line, Seen, Verdict};

use super::compare::{points, probability};
use super::{name, sentence};
use crate::components::table::{decimal, limits, row, table};
use crate::language::Language;

pub(super) fn section(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let linked = view.linked.as_ref()?;
    let (both, others) = (linked.linkage.linked, linked.linkage.only_earlier);
    let tested = |line: &&Line| line.verdict.shows_figures() && !matches!(line.verdict, Verdict::Untested(_));
    let asked = view.rest.iter().filter(tested).count();
    let clear = view.rest.iter().filter(|line| matches!(line.verdict, Verdict::Clear { .. })).count();
    let values = [
        ("clear", clear.to_string()),
        ("asked", asked.to_string()),
        ("before", view.series.moments[linked.earlier].name.clone()),
        ("linked", both.to_string()),
        ("others", others.to_string()),
    ];
    let found = words.with(if asked > 0 { "linked-rest" } else { "rest-few" }, &values);
    let behind = (asked > 0).then(|| {
        let rows: Vec<AnyView> = view.rest.iter().map(|line| self::line(words, view, line)).collect();
        let heads = ["chart-each-question", "rest-linked", "rest-others", "rest-difference", "fact-p", "rest-adjusted"];
        let caption = words.say("rest-table");
        view! {
            <p>{visible(words, both, others)}</p>
            <details>
                <summary>{caption.clone()}</summary>
                <p class="hint">{words.say("rest-note")}</p>
                {table(caption, heads.map(|key| words.say(key)).to_vec(), rows)}
            </details>
        }
    });
    (both > 0 && others > 0).then(|| view! { <h2>{words.say("rest-title")}</h2> <p>{found}</p> {behind} })
}

/// From which difference on so many people would show it: of a share around one half, and of a mean.
fn visible(words: &Language, linked: usize, others: usize) -> Option<String> {
    let found = detectable::share(0.5, others as u64, linked as u64).ok()?;
    let points = found.rise_to.map_or(50.0, |to| (to - 0.5) * 100.0);
    let values = [
        ("linked", linked.to_string()),
        ("others", others.to_string()),
        ("points", format!("{points:.0}")),
        ("deviations", format!("{:.1}", found.cohen_h)),
    ];
    Some(words.with("rest-visible", &values))
}

fn line(words: &Language, view: &View, line: &Line) -> AnyView {
    let item = &view.series.items[line.item];
    let shows = line.verdict.shows_figures();
    let none = || words.say("figure-none");
    let side = |seen: &Seen| if shows { side(words, item, seen) } else { none() };
    let p = |value: Option<f64>| value.filter(|_| shows).map_or_else(none, probability);
    let cells = [
        side(&line.change.later),
        side(&line.change.earlier),
        difference(words, view, line),
        p(line.change.p()),
        p(line.adjusted),
    ];
    row(name(words, item), cells.into_iter().map(|cell| view! { {cell} }.into_any()).collect())
}

/// A share with its count, or a mean; of a mix how many answered. Always with its base.
fn side(words: &Language, item: &Item, seen: &Seen) -> String {
    if let Some((count, base)) = seen.headline(&item.measure).filter(|(_, base)| *base > 0) {
        let percent = format!("{:.0}", count as f64 * 100.0 / base as f64);
        let values = [("percent", percent), ("count", count.to_string()), ("base", base.to_string())];
        return words.with("figure-percent-of", &values);
    }
    match seen.mean(&item.measure) {
        Some(described) => sentence::mean(words, &described.mean),
        None => words.with("rest-answers", &[("count", seen.base().to_string())]),
    }
}

/// The linked less the rest with its interval; or why it is not told.
fn difference(words: &Language, view: &View, line: &Line) -> String {
    match (&line.verdict, &line.change.effect) {
        (Verdict::Hidden, _) => words.with("verdict-hidden", &[("smallest", view.rules.smallest.to_string())]),
        (Verdict::CountsOnly, _) => words.say("verdict-counts-only"),
        (_, Effect::Share(share)) => points(words, &share.change),
        (_, Effect::Order { upper, .. }) => points(words, &upper.change),
        (_, Effect::Mean(mean)) => {
            let range = limits(words, mean.change.interval, 2);
            format!("{} ({range})", decimal(words, mean.change.estimate, 2))
        }
        (_, Effect::Mix(mix)) => {
            let strength = mix.overall.as_ref().ok().map(|table| table.association.corrected);
            let v = decimal(words, strength.and_then(|figure| figure.estimate), 2);
            let range = limits(words, strength.and_then(|figure| figure.interval), 2);
            words.with("rest-mix", &[("v", v), ("range", range)])
        }
        (_, Effect::None(_)) => words.say("figure-none"),
    }
}
