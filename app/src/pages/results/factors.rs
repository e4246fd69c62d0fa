//! The table of factors: rounded mean, band as word and sign, interval, base, spread of the ratings.

use leptos::prelude::*;
use server::http::staff::results::figures::View;
use server::statistics::Figure;
use server::workspace::everybody::Everybody;
use server::workspace::factors::FactorResult;

use super::question::left_out;
use super::{beside, everybody, reliability, standing, text};
use crate::components::chart::stack;
use crate::components::table::{count, decimal, limits, table};
use crate::language::Language;

pub(super) fn factors(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    if view.factors.is_empty() {
        return None;
    }
    let mut groups: Vec<(String, Vec<&FactorResult>)> = Vec::new();
    for factor in &view.factors {
        let name = factor.category.as_ref().map(|category| text(words, category)).unwrap_or_default();
        match groups.last_mut() {
            Some((last, group)) if *last == name => group.push(factor),
            _ => groups.push((name, vec![factor])),
        }
    }
    let groups: Vec<_> = groups.into_iter().map(|(name, group)| category(words, name, &group, view)).collect();
    let banded = view.factors.iter().any(|factor| !factor.bands.is_empty());
    let pooled = view.factors.iter().any(|factor| factor.exact != factor.factor.persons.mean.estimate);
    let rule = banded.then(|| view! { <p class="hint">{words.say("factor-bands-note")}</p> });
    Some(view! {
        <h2>{words.say("factors-title")}</h2>
        <p class="hint">{words.say("factors-note")} " " {pooled.then(|| words.say("factors-pooled"))}</p>
        {left_out(words, view.factors.iter().map(|factor| factor.left_out).max().unwrap_or_default())}
        {rule}
        {groups}
        {standing::standing(words, view)}
        {beside::columns(words, view)}
        {reliability::reliability(words, view)}
        {beside::edition(words, view)}
    })
}

fn category(words: &Language, name: String, factors: &[&FactorResult], view: &View) -> impl IntoView + use<> {
    let banded = factors.iter().any(|factor| !factor.bands.is_empty());
    let mut heads = vec!["factor-name", "factor-mean"];
    heads.extend(banded.then_some("factor-band"));
    heads.extend(["factor-interval", "factor-base", "factor-spread"]);
    let heads: Vec<String> = heads.into_iter().map(|key| words.say(key)).collect();
    let rows = factors.iter().map(|factor| line(words, factor, &heads, banded, view)).collect();
    let caption = if name.is_empty() { words.say("factors-title") } else { name.clone() };
    let heading = (!name.is_empty()).then(|| view! { <h3>{name}</h3> });
    view! { {heading} <div class="factors">{table(caption, heads, rows)}</div> }
}

/// A factor; on a phone its cells stand below each other, each with its head before it.
fn line(words: &Language, result: &FactorResult, heads: &[String], banded: bool, view: &View) -> AnyView {
    let factor = &result.factor;
    let persons = factor.persons.mean.base;
    let mut cells = vec![view! { {decimal(words, factor.rounded, 1)} }.into_any()];
    if banded {
        cells.push(view! { {band(words, result)} }.into_any());
    }
    let ratings = words.with("factor-ratings", &[("count", factor.ratings.count.to_string())]);
    let left_out = (factor.not_scored > 0)
        .then(|| words.with("factor-not-scored", &[("count", factor.not_scored.to_string())]))
        .map(|sentence| view! { <br /><span class="hint">{sentence}</span> });
    let shares: Vec<f64> = result.spread.iter().map(|(_, share)| share.share.estimate.unwrap_or(0.0)).collect();
    let spread: Vec<String> = result.spread.iter().map(|(score, share)| format!("{score}: {}", share.count)).collect();
    let mean = &factor.persons.mean;
    cells.push(
        view! { {limits(words, mean.interval, 1)} {missing(words, mean)} {now(words, result, view.everybody)} }
            .into_any(),
    );
    cells.push(
        view! { {count(words, persons, view.smallest)} <br /><span class="hint">{ratings}</span> " " {left_out} }
            .into_any(),
    );
    cells.push(view! { {stack(&shares)} " " <span class="hint">{spread.join(" · ")}</span> }.into_any());
    let labelled = heads.iter().skip(1).cloned().zip(cells);
    let cells: Vec<_> = labelled.map(|(head, cell)| view! { <td data-label=head>{cell}</td> }).collect();
    view! { <tr><th scope="row">{text(words, &result.title)}</th>{cells}</tr> }.into_any()
}

/// Why there is no interval.
fn missing(words: &Language, mean: &Figure) -> Option<impl IntoView + use<>> {
    let reason = mean.reason.filter(|_| mean.interval.is_none())?;
    let why = words.say(&format!("factor-why-{}", reason.code().replace('_', "-")));
    Some(view! { <br /><span class="hint">{why}</span> })
}

/// What all who were invited would say, under what is said of those like them.
fn now(words: &Language, result: &FactorResult, everybody: Everybody) -> Option<impl IntoView + use<>> {
    let said = everybody::mean(words, everybody, result.now(everybody))?;
    Some(view! { <br /><span class="hint">{said}</span> })
}

/// A sign and a word. Where the interval reaches over an edge the factor is borderline between two bands, and both are
/// named; over three, nothing can be said.
fn band(words: &Language, result: &FactorResult) -> String {
    let last = result.bands.len().saturating_sub(1);
    let named = |place: usize| {
        let sign = match place {
            0 => "▼",
            place if place == last => "▲",
            _ => "◆",
        };
        format!("{sign} {}", result.bands.get(place).map(|band| text(words, band)).unwrap_or_default())
    };
    banded(words, result.factor.band, result.factor.between, named)
}

fn banded(
    words: &Language,
    band: Option<usize>,
    between: Option<(usize, usize)>,
    named: impl Fn(usize) -> String,
) -> String {
    match (band, between) {
        (None, _) => words.say("figure-none"),
        (Some(place), None) => named(place),
        (Some(_), Some((low, high))) if high > low + 1 => words.say("factor-uncertain"),
        (Some(_), Some((low, high))) => words.with("factor-between", &[("low", named(low)), ("high", named(high))]),
    }
}

#[cfg(test)]
mod tests {
    //! A researcher reads bands beside means.

    use super::*;
    use server::statistics::Reason;

    #[test]
    fn a_band_says_which_other_it_could_be_and_nothing_where_it_could_be_any() {
        let words = Language::of("en");
        let said = |band, between| banded(&words, band, between, |place| ["low", "middle", "high"][place].to_owned());
        assert_eq!(said(Some(1), None), "middle");
        assert_eq!(said(Some(1), Some((1, 2))), "borderline between “middle” and “high”");
        assert_eq!(said(Some(1), Some((0, 1))), "borderline between “low” and “middle”");
        assert_eq!(said(Some(1), Some((0, 2))), "too uncertain to say");
    }

    #[test]
    fn every_reason_for_a_missing_interval_of_a_mean_has_its_words() {
        let words = Language::of("en");
        let said =
            |reason| missing(&words, &Figure::none(0, reason)).map(|shown| Owner::new().with(|| shown.to_html()));
        for reason in [Reason::NoAnswers, Reason::OneAnswer, Reason::ZeroVariance, Reason::OutOfRange] {
            let shown = said(reason).unwrap();
            assert!(shown.contains("hint") && !shown.contains("factor-why"), "{shown}");
        }
    }
}
