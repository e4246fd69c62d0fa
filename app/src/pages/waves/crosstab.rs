//! One question by another, or by site: shares by column with their counts, what stands out, which columns differ.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::crosstab::View;
use server::statistics::crosstab::Mark;
use server::waves::{Crosstab, Measure, Named};

use super::compare::probable;
use super::{name, weighted};
use crate::components::form::select;
use crate::components::script::script;
use crate::components::table::{decimal, limits, row, table};
use crate::language::Language;
use crate::pages::results::label;
use crate::shell;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.say("crosstab-title");
    let back = format!("/studies/{}/waves/of/{}", view.member.study.id, view.series.id);
    shell::page(around, "waves", &title, || {
        let body = view.table.as_ref().map(|crosstab| result(&words, view, crosstab));
        let with = view.table.as_ref().zip(view.weighted.as_ref());
        let with = with.map(|(crosstab, weighted)| weighted::section(&words, crosstab, weighted));
        view! {
            <p><a href=back>{words.say("comparison-back")}</a></p>
            <h1>{title.clone()}</h1>
            <p class="hint">{words.say("crosstab-note")}</p>
            {form(&words, view)}
            {body}
            {with}
            {script(&words, &view.member.study.id, "crosstab-code-note", view.script.as_ref())}
        }
    })
}

fn form(words: &Language, view: &View) -> impl IntoView + use<> {
    let closed =
        view.series.items.iter().filter(|item| !matches!(item.measure, Measure::Number(_) | Measure::Scale(_)));
    let items: Vec<(String, String)> = closed.map(|item| (item.key.clone(), name(words, item))).collect();
    let sites = std::iter::once((String::new(), words.say("crosstab-sites"))).chain(items.clone()).collect();
    let waves = view.series.moments.iter().map(|moment| (moment.wave.clone(), moment.name.clone())).collect();
    view! {
        <form method="get" class="stacked">
            {select("rows", words.say("crosstab-rows"), items, &view.rows)}
            {select("columns", words.say("crosstab-columns"), sites, &view.columns)}
            {select("wave", words.say("waves-wave"), waves, &view.series.moments[view.moment].wave)}
            <button>{words.say("crosstab-do")}</button>
        </form>
    }
}

fn result(words: &Language, view: &View, crosstab: &Crosstab) -> impl IntoView + use<> {
    let called = |named: &Named| called(words, named);
    let letter = |column: usize| char::from(b'A' + (column % 26) as u8);
    let heads = crosstab.columns.iter().enumerate().map(|(place, column)| {
        let values = [("letter", letter(place).to_string()), ("name", called(column))];
        words.with("crosstab-column", &values)
    });
    let heads: Vec<String> = std::iter::once(words.say("crosstab-answer")).chain(heads).collect();
    let rows = crosstab.rows.iter().enumerate().map(|(place, named)| {
        let cells = (0..crosstab.columns.len()).map(|column| cell(words, crosstab, place, column)).collect();
        row(called(named), cells)
    });
    let bases = (0..crosstab.columns.len()).map(|column| {
        let hidden = crosstab.hidden[column];
        let said = if hidden { words.say("crosstab-few") } else { crosstab.bases[column].to_string() };
        view! { {said} }.into_any()
    });
    let rows: Vec<AnyView> = rows.chain(std::iter::once(row(words.say("crosstab-base"), bases.collect()))).collect();
    let hidden = crosstab.hidden.iter().chain(&crosstab.hidden_rows).any(|hidden| *hidden).then(|| {
        let note = words.with("crosstab-hidden", &[("smallest", view.rules.smallest.to_string())]);
        view! { <p class="hint">{note}</p> }
    });
    let heading = heading(words, view);
    view! {
        <h2>{heading.clone()}</h2>
        {test(words, crosstab)}
        {table(heading, heads, rows)}
        {hidden}
        <p class="hint">{words.say("crosstab-letters")}</p>
    }
}

/// What a row or a column is called on the page.
pub(in crate::pages) fn called(words: &Language, named: &Named) -> String {
    match named.name.as_str() {
        "" => label(words, &named.text, &named.code),
        name => name.to_owned(),
    }
}

/// What stands in the table: rows, columns and wave.
fn heading(words: &Language, view: &View) -> String {
    let called = |key: &str| view.series.item(key).map(|item| name(words, item));
    let values = [
        ("rows", called(&view.rows).unwrap_or_default()),
        ("columns", called(&view.columns).unwrap_or_else(|| words.say("crosstab-sites"))),
        ("wave", view.series.moments[view.moment].name.clone()),
    ];
    words.with("crosstab-heading", &values)
}

/// Share by column with its count, the mark of a cell that stands out, and the letters of columns that it differs from.
fn cell(words: &Language, crosstab: &Crosstab, row: usize, column: usize) -> AnyView {
    let (count, base) = (crosstab.counts[row][column], crosstab.bases[column]);
    if crosstab.hidden[column] || crosstab.hidden_rows[row] || base == 0 {
        let said = words.say(if base == 0 { "figure-none" } else { "crosstab-hidden-cell" });
        return view! { {said} }.into_any();
    }
    let percent = format!("{:.0} %", count as f64 * 100.0 / base as f64);
    let letters = crosstab.letters.get(row).map(|letters| letters.letters(column)).unwrap_or_default();
    let mark = stands_out(crosstab, row, column).map(|mark| {
        let (sign, key) = match mark {
            Mark::More => ("▲", "crosstab-more"),
            Mark::Fewer => ("▼", "crosstab-fewer"),
        };
        view! { " "<span aria-hidden="true">{sign}</span><span class="sr">{words.say(key)}</span> }
    });
    let letters = (!letters.is_empty()).then(|| view! { " "<sup>{letters}</sup> });
    view! { {percent} " (" {count.to_string()} ")" {mark} {letters} }.into_any()
}

fn stands_out(crosstab: &Crosstab, row: usize, column: usize) -> Option<Mark> {
    let tested = crosstab.tested.as_ref().ok()?;
    let row = tested.rows.iter().position(|place| *place == row)?;
    let column = tested.columns.iter().position(|place| *place == column)?;
    tested.cells[row][column].mark()
}

fn test(words: &Language, crosstab: &Crosstab) -> impl IntoView + use<> {
    let Ok(tested) = &crosstab.tested else {
        return view! { <p>{words.say("crosstab-untested")}</p> }.into_any();
    };
    let key = if tested.p() < 0.05 { "crosstab-related" } else { "crosstab-unrelated" };
    let strength = &tested.association.corrected;
    let facts = [
        format!("χ² = {} ({})", decimal(words, Some(tested.chi_squared.statistic), 2), tested.chi_squared.freedom),
        words.say(if tested.exact.is_some() { "test-exact" } else { "test-chi" }),
        probable(tested.p()),
        format!("V = {} {}", decimal(words, strength.estimate, 2), limits(words, strength.interval, 2)),
        words.with("crosstab-expected", &[("least", decimal(words, Some(tested.least_expected), 1))]),
    ];
    let order = crosstab
        .order
        .as_ref()
        .map(|order| format!("τ-b = {}, {}", decimal(words, Some(order.tau_b), 2), probable(order.p)));
    let facts = facts.into_iter().chain(order).collect::<Vec<_>>().join(" · ");
    view! {
        <p><strong>{words.say(key)}</strong> " " <span class="hint">{words.say("crosstab-by-chance")}</span></p>
        <details><summary>{words.say("details")}</summary><p>{facts}</p></details>
    }
    .into_any()
}
