//! What can be said of an item over three waves and more: one sentence, and the figures folded.

use leptos::prelude::*;
use server::statistics::Interval;
use server::statistics::many_waves::{ManyBinary, ManyNominal, ManyNumeric, ManyOrdinal, OneAnswer};
use server::waves::{Item, Level, Segment, Trend};

use super::compare::{probability, probable};
use crate::components::table::{decimal, limits};
use crate::language::Language;
use crate::pages::results::label;

/// How sure a clear trend is.
const LEVEL: f64 = 0.05;

type Facts = Vec<(String, String)>;

/// Whether there is a trend; of answers without an order, whether their mix differs. `among` names the waves that it counts
/// where there are others.
pub(super) fn said(words: &Language, trend: &Trend, among: Option<String>) -> String {
    let mix = matches!(trend, Trend::Mix(_));
    let key = match trend.p() {
        Some(p) if p < LEVEL && mix => "trend-mix-clear",
        Some(p) if p < LEVEL => match trend.rises() {
            Some(true) => "trend-clear-up",
            Some(false) => "trend-clear-down",
            None => "trend-clear",
        },
        Some(_) if mix => "trend-mix-unclear",
        Some(_) => "trend-unclear",
        None => "trend-none",
    };
    match among {
        Some(waves) => words.with(&format!("{key}-among"), &[("waves", waves)]),
        None => words.say(key),
    }
}

/// Whether a clear trend is steady: how many steps from wave to wave go its way, and which of them is the largest.
pub(super) fn steady(words: &Language, segment: &Segment) -> Option<String> {
    let clear = segment.trend.as_ref()?.p()? < LEVEL;
    let steps = segment.steps().filter(|_| clear)?;
    let wave = |place: usize| segment.counted.get(place).cloned();
    let mut values = vec![("along", steps.along.to_string()), ("all", steps.all.to_string())];
    let Some(largest) = steps.largest else { return Some(words.with("trend-steps-none", &values)) };
    values.extend([("before", wave(largest)?), ("after", wave(largest + 1)?)]);
    Some(words.with(if steps.along == steps.all { "trend-steps-every" } else { "trend-steps-some" }, &values))
}

/// Which answers without an order went clearly one way; nothing of other measures.
pub(super) fn answers(words: &Language, item: &Item, trend: &Trend) -> String {
    let Trend::Mix(mix) = trend else { return String::new() };
    // Where the mix does not differ, no single answer is held up.
    if mix.overall.as_ref().is_ok_and(|table| table.p() >= LEVEL) {
        return String::new();
    }
    let clear = |(level, answer): (&Level, &OneAnswer)| {
        let way = answer.adjusted.filter(|p| *p < LEVEL).and(answer.share.trend.as_ref().ok())?;
        let key = if way.statistic > 0.0 { "trend-answer-up" } else { "trend-answer-down" };
        Some(words.with(key, &[("answer", label(words, &level.text, &level.code))]))
    };
    let clear: Vec<String> = item.measure.levels().iter().zip(&mix.answers).filter_map(clear).collect();
    if clear.is_empty() { words.say("trend-answers-none") } else { clear.join(" ") }
}

/// Tests and effects: what a methods section needs.
pub(super) fn details(words: &Language, segment: &Segment, trend: &Trend) -> impl IntoView + use<> {
    let facts = match trend {
        Trend::Share(share) => of_share(words, share),
        Trend::Order(order) => of_order(words, order),
        Trend::Mean(mean) => of_mean(words, mean, segment.wave_in_years()),
        Trend::Mix(mix) => of_mix(words, &segment.item, mix),
    };
    let facts: Vec<_> = facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect();
    view! { <details><summary>{words.say("details")}</summary><dl class="facts">{facts}</dl></details> }
}

/// `z = 1.20, p = .230`
fn tested(sign: &str, statistic: f64, freedom: Option<f64>, p: f64) -> String {
    let freedom = freedom.map(|freedom| format!(" ({freedom:.0})")).unwrap_or_default();
    format!("{sign} = {statistic:.2}{freedom}, {}", probable(p))
}

fn of_share(words: &Language, share: &ManyBinary) -> Facts {
    let trend = share.trend.as_ref().map(|test| tested("z", test.statistic, None, test.p));
    let any = share.difference.as_ref().map(|test| tested("χ²", test.statistic, test.freedom, test.p));
    let facts = [(words.say("trend-armitage"), trend), (words.say("trend-any-share"), any)];
    facts.into_iter().filter_map(|(name, value)| Some((name, value.ok()?))).collect()
}

fn of_order(words: &Language, order: &ManyOrdinal) -> Facts {
    let mut facts = vec![(words.say("trend-base"), order.base.to_string())];
    if let Ok(trend) = &order.trend {
        facts.push((words.say("trend-jonckheere"), tested("z", trend.test.statistic, None, trend.test.p)));
        facts.push((words.say("trend-tau"), decimal(words, Some(trend.tau_b), 3)));
    }
    if let Ok(any) = &order.difference {
        facts.push((words.say("trend-kruskal"), tested("H", any.test.statistic, any.test.freedom, any.test.p)));
        facts.push((words.say("trend-epsilon"), decimal(words, Some(any.epsilon_squared), 3)));
    }
    facts
}

/// `wave` is what a wave is of a year, where all of them span less than one: then no year was seen.
fn of_mean(words: &Language, mean: &ManyNumeric, wave: Option<f64>) -> Facts {
    let mut facts = vec![(words.say("trend-base"), mean.base.to_string())];
    if let Ok(slope) = &mean.slope {
        let year = &slope.per_year;
        let (by, key) = wave.map_or((1.0, "trend-slope"), |wave| (wave, "trend-slope-wave"));
        let range = year.interval.map(|ends| Interval { low: ends.low * by, high: ends.high * by });
        let steep = decimal(words, year.estimate.map(|slope| slope * by), 3);
        let values = [("slope", steep), ("range", limits(words, range, 3))];
        let p = slope.test.map(|test| format!(", {}", probable(test.p))).unwrap_or_default();
        facts.push((words.say("trend-line"), words.with(key, &values) + &p));
    }
    if let Ok(any) = &mean.difference {
        let freedom = format!("{}, {:.0}", mean.freedom, any.freedom.unwrap_or_default());
        let said = format!("F({freedom}) = {:.2}, {}", any.statistic, probable(any.p));
        facts.push((words.say("trend-welch"), said));
    }
    if let Ok(shares) = &mean.variances {
        let said = format!("{:.4}, {:.4}", shares.eta_squared, shares.omega_squared);
        facts.push((words.say("trend-variances"), said));
    }
    facts
}

fn of_mix(words: &Language, item: &Item, mix: &ManyNominal) -> Facts {
    let mut facts = Vec::new();
    if let Ok(table) = &mix.overall {
        let chi = &table.chi_squared;
        let test = words.say(if table.exact.is_some() { "test-exact" } else { "test-chi" });
        let said = tested("χ²", chi.statistic, Some(chi.freedom as f64), table.p());
        facts.push((words.say("trend-any-mix"), format!("{said} · {test}")));
        let strength = &table.association.corrected;
        facts.push((
            words.say("fact-v"),
            format!("{} {}", decimal(words, strength.estimate, 2), limits(words, strength.interval, 2)),
        ));
    }
    for (level, answer) in item.measure.levels().iter().zip(&mix.answers) {
        let Ok(test) = &answer.share.trend else { continue };
        let adjusted = answer.adjusted.map_or_else(|| words.say("figure-none"), probability);
        let said = tested("z", test.statistic, None, test.p);
        let name = words.with("trend-one-answer", &[("answer", label(words, &level.text, &level.code))]);
        facts.push((name, words.with("trend-holm", &[("test", said), ("adjusted", adjusted)])));
    }
    facts
}
