//! One question by another, or by site: shares by column with their counts, what stands out, which columns differ.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::crosstab::View;
use server::statistics::column_comparisons::SMALLEST_BASE;
use server::statistics::crosstab::{Mark, SMALLEST_EXPECTED};
use server::statistics::exact::Method;
use server::waves::{Crosstab, Measure, Named};

use super::compare::probable;
use super::{name, weighted};
use crate::components::form::select;
use crate::components::script::script;
use crate::components::table::{count, decimal, ranged, row, table};
use crate::language::Language;
use crate::pages::results::label;
use crate::shell;

/// How sure a difference between columns is.
const LEVEL: f64 = 0.05;

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
    let lettered = is_lettered(&crosstab.bases);
    let heads = crosstab.columns.iter().zip(&crosstab.bases).enumerate().map(|(place, (column, base))| {
        let values = [("letter", letter(place).to_string()), ("name", called(column))];
        if lettered && *base >= SMALLEST_BASE { words.with("crosstab-column", &values) } else { called(column) }
    });
    let heads: Vec<String> = std::iter::once(words.say("crosstab-answer")).chain(heads).collect();
    let rows = crosstab.rows.iter().enumerate().map(|(place, named)| {
        let cells = (0..crosstab.columns.len()).map(|column| cell(words, crosstab, place, column)).collect();
        row(called(named), cells)
    });
    let bases = crosstab.bases.iter().map(|base| people(words, crosstab, *base));
    let rows: Vec<AnyView> = rows.chain(std::iter::once(row(words.say("crosstab-base"), bases.collect()))).collect();
    let small = |count: &u64| (1..crosstab.smallest).contains(count);
    let small = crosstab.counts.iter().flatten().any(small).then(|| {
        let note = words.with("small-cell-note", &[("smallest", crosstab.smallest.to_string())]);
        view! { <p class="hint">{note}</p> }
    });
    let letters = words.say(if lettered { "crosstab-letters" } else { "crosstab-unlettered" });
    let marks = has_marks(crosstab).then(|| words.say("crosstab-marks"));
    let heading = heading(words, view);
    view! {
        <h2>{heading.clone()}</h2>
        {test(words, crosstab)}
        {table(heading, heads, rows)}
        {small}
        <p class="hint">{letters} " " {marks}</p>
    }
}

/// Whether columns have letters: two of them at least have people enough to be compared.
fn is_lettered(bases: &[u64]) -> bool {
    bases.iter().filter(|base| **base >= SMALLEST_BASE).count() > 1
}

/// Whether answers differ between the columns, as the test of the whole table tells.
fn differs(crosstab: &Crosstab) -> bool {
    crosstab.tested.as_ref().is_ok_and(|tested| tested.p() < LEVEL)
}

/// Whether any cell stands out, so that the signs are explained only where there are some.
fn has_marks(crosstab: &Crosstab) -> bool {
    let columns = crosstab.bases.len();
    (0..crosstab.counts.len()).any(|row| (0..columns).any(|column| stands_out(crosstab, row, column).is_some()))
}

/// A number of people, marked where it is small.
pub(super) fn people(words: &Language, crosstab: &Crosstab, number: u64) -> AnyView {
    count(words, number as usize, crosstab.smallest as i64)
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
    let (number, base) = (crosstab.counts[row][column], crosstab.bases[column]);
    if base == 0 {
        let said = words.say("figure-none");
        return view! { {said} }.into_any();
    }
    let percent = format!("{:.0} %", number as f64 * 100.0 / base as f64);
    let letters = crosstab.letters.get(row).map(|letters| letters.letters(column)).unwrap_or_default();
    let mark = stands_out(crosstab, row, column).map(|mark| {
        let (sign, key) = match mark {
            Mark::More => ("↑", "crosstab-more"),
            Mark::Fewer => ("↓", "crosstab-fewer"),
        };
        view! { " "<span aria-hidden="true">{sign}</span><span class="sr">{words.say(key)}</span> }
    });
    let letters = (!letters.is_empty()).then(|| view! { " "<sup>{letters}</sup> });
    view! { {percent} " (" {people(words, crosstab, number)} ")" {mark} {letters} }.into_any()
}

/// Where the whole table tells a difference, and of enough people that the residual may be trusted.
fn stands_out(crosstab: &Crosstab, row: usize, column: usize) -> Option<Mark> {
    let tested = crosstab.tested.as_ref().ok().filter(|_| differs(crosstab))?;
    let row = tested.rows.iter().position(|place| *place == row)?;
    let column = tested.columns.iter().position(|place| *place == column)?;
    let cell = &tested.cells[row][column];
    if cell.expected >= SMALLEST_EXPECTED { cell.mark() } else { None }
}

fn test(words: &Language, crosstab: &Crosstab) -> impl IntoView + use<> {
    let Ok(tested) = &crosstab.tested else {
        return view! { <p>{words.say("crosstab-untested")}</p> }.into_any();
    };
    let key = if differs(crosstab) { "crosstab-related" } else { "crosstab-unrelated" };
    let strength = &tested.association.corrected;
    let facts = [
        format!("χ² = {} ({})", decimal(words, Some(tested.chi_squared.statistic), 2), tested.chi_squared.freedom),
        words.say(if tested.exact.is_some() { "test-exact" } else { "test-chi" }),
        probable(tested.p()),
        format!("V = {}", ranged(words, strength.estimate, strength.interval, 2)),
        words.with("crosstab-expected", &[("least", decimal(words, Some(tested.least_expected), 1))]),
    ];
    let order = crosstab
        .order
        .as_ref()
        .map(|order| format!("τ-b = {}, {}", decimal(words, Some(order.tau_b), 2), probable(order.p)));
    let drawn = match tested.exact.map(|exact| exact.method) {
        Some(Method::Simulated { tables, se, .. }) => {
            let values = [("tables", tables.to_string()), ("error", decimal(words, Some(se), 4))];
            Some(words.with("crosstab-drawn", &values))
        }
        _ => None,
    };
    let facts = facts.into_iter().chain(drawn).chain(order).collect::<Vec<_>>().join(" · ");
    let base = words.with("crosstab-tested", &[("people", tested.base.to_string())]);
    view! {
        <p>
            <strong>{words.say(key)}</strong> " " {base} " "
            <span class="hint">{words.say("crosstab-by-chance")}</span>
        </p>
        <details><summary>{words.say("details")}</summary><p>{facts}</p></details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    //! Many small columns, and two questions that hang together or do not.

    use super::*;

    fn table(counts: Vec<Vec<u64>>) -> Crosstab {
        let bases = (0..counts[0].len()).map(|column| counts.iter().map(|row| row[column]).sum()).collect();
        let tested = server::statistics::crosstab::crosstab(&counts, 1);
        let (rows, columns, letters) = (Vec::new(), Vec::new(), Vec::new());
        Crosstab { rows, columns, counts, bases, tested, letters, order: None, smallest: 11 }
    }

    #[test]
    fn columns_have_letters_where_two_of_them_are_compared() {
        assert!(is_lettered(&[30, 4, 31]));
        assert!(!is_lettered(&[29, 4, 31]));
    }

    #[test]
    fn a_cell_stands_out_only_in_a_table_that_tells_a_difference_and_among_enough_people() {
        let clear = table(vec![vec![40, 10], vec![10, 40]]);
        assert_eq!((stands_out(&clear, 0, 0), stands_out(&clear, 0, 1)), (Some(Mark::More), Some(Mark::Fewer)));
        let same = table(vec![vec![25, 25], vec![25, 25]]);
        assert_eq!(stands_out(&same, 0, 0), None);
        let few = table(vec![vec![3, 0, 0], vec![10, 40, 40]]);
        assert!(differs(&few) && stands_out(&few, 0, 0).is_none(), "three people of three");
        let tiny = table(vec![vec![5, 0], vec![0, 5]]);
        assert!(differs(&tiny) && !has_marks(&tiny) && !has_marks(&same) && has_marks(&clear), "signs are explained");
    }
}
