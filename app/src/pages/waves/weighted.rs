//! A crosstab with weights, beside the one without: shares by column, and the test of Rao and Scott.

use leptos::prelude::*;
use server::http::staff::waves::crosstab::Weighted;
use server::statistics::rao_scott::Untested;
use server::waves::Crosstab;

use super::compare::probable;
use super::crosstab::{called, people};
use crate::components::table::{row, table};
use crate::language::Language;

pub(super) fn section(words: &Language, crosstab: &Crosstab, weighted: &Weighted) -> impl IntoView + use<> {
    let values = [("people", weighted.table.base.to_string()), ("effective", format!("{:.1}", weighted.effective))];
    let origin = words.say(&format!("weights-{}", weighted.origin.name()));
    let excluded = [("count", weighted.table.excluded.to_string())];
    let excluded = (weighted.table.excluded > 0).then(|| format!(" {}", words.with("weights-excluded", &excluded)));
    view! {
        <h2>{words.say("weights-title")}</h2>
        <p>{origin} " " {words.with("weights-worth", &values)} {excluded}</p>
        {shares(words, crosstab, weighted)}
        {test(words, weighted)}
    }
}

fn shares(words: &Language, crosstab: &Crosstab, weighted: &Weighted) -> impl IntoView + use<> {
    let cell = |place: usize, column: usize| {
        weighted.table.counts.get(place).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
    };
    let sum = |column: usize| (0..crosstab.rows.len()).map(|place| cell(place, column)).sum::<f64>();
    let written = |place: usize, column: usize| {
        let said = match sum(column) {
            sum if sum > 0.0 => {
                words.with("figure-percent", &[("percent", format!("{:.0}", cell(place, column) * 100.0 / sum))])
            }
            _ => words.say("figure-none"),
        };
        view! { {said} }.into_any()
    };
    let heads = crosstab.columns.iter().map(|column| called(words, column));
    let heads: Vec<String> = std::iter::once(words.say("crosstab-answer")).chain(heads).collect();
    let line = |(place, named)| {
        row(called(words, named), (0..crosstab.columns.len()).map(|column| written(place, column)).collect())
    };
    let mut rows: Vec<AnyView> = crosstab.rows.iter().enumerate().map(line).collect();
    let bases = crosstab.bases.iter().map(|base| people(words, crosstab, *base));
    rows.push(row(words.say("crosstab-base"), bases.collect()));
    table(words.say("weights-title"), heads, rows)
}

fn test(words: &Language, weighted: &Weighted) -> impl IntoView + use<> {
    let test = match &weighted.table.test {
        Ok(test) => test,
        Err(Untested::Singular) => return view! { <p>{words.say("weights-sparse")}</p> }.into_any(),
        Err(_) => return view! { <p>{words.say("crosstab-untested")}</p> }.into_any(),
    };
    let key = if test.p < 0.05 { "crosstab-related" } else { "crosstab-unrelated" };
    let said = format!("F({:.2}, {:.1}) = {:.2}, {}", test.numerator, test.denominator, test.f, probable(test.p));
    view! {
        <p><strong>{words.say(key)}</strong></p>
        <details>
            <summary>{words.say("details")}</summary>
            <p>{words.say("weights-rao-scott")} " " {said}</p>
            <p class="hint">{words.say("weights-fixed")}</p>
        </details>
    }
    .into_any()
}
