//! All figures of a round as a file for a methods section: each with its unit, n, prevalence and definition, the version
//! of the codebook, and how many passages all who are compared reached of those that were given.

use axum::extract::{Path, Query as Address};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::super::{Bench, Shared};
use super::{agree, view};
use crate::Result;
use crate::access::Action;
use crate::exchange::csv;
use crate::http::State;
use crate::http::staff::{Around, Fields, Member};
use crate::statistics::agreement::{Agreement, Measure, Value};

const HEADS: [&str; 15] = [
    "code",
    "unit",
    "coefficient",
    "value",
    "low",
    "high",
    "undefined",
    "units",
    "coders",
    "prevalence",
    "seed",
    "version",
    "reached",
    "given",
    "definition",
];

pub(super) async fn file(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, round)): Path<(String, String)>,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Response> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let fields = Fields(address);
    let view = tokio::task::block_in_place(|| agree::view(&bench, &round, &fields))?;
    let mut rows = vec![HEADS.map(str::to_owned)];
    let pooled = view.pooled.iter().map(|summary| ("*", summary));
    let codes = view.codes.iter().map(|(_, name, summary)| (name.as_str(), summary));
    for (name, summary) in codes.chain(pooled).chain(view.scales.iter().map(|(name, summary)| (name.as_str(), summary)))
    {
        let figures = summary.figures.iter().filter(|figure| fits(figure, view.coders.len()));
        rows.extend(figures.map(|figure| row(&state, &around, &view, name, view.unit.name(), figure)));
    }
    if let Some(Ok(family)) = &view.spans {
        let figures = [&family.all, &family.places, &family.codes];
        rows.extend(figures.into_iter().map(|figure| row(&state, &around, &view, "*", "character", figure)));
    }
    for (name, family) in &view.places {
        rows.push(row(&state, &around, &view, name, "character", &family.all));
    }
    let bytes = csv::write(rows)?;
    bench.record(&state, "export", &format!("agreement {round}")).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"agreement.csv\""),
    ];
    Ok((headers, bytes).into_response())
}

/// Whether a coefficient is for so many coders: Fleiss' κ is for three or more.
fn fits(figure: &Agreement, coders: usize) -> bool {
    figure.measure != Measure::Fleiss || coders > 2
}

fn row(
    state: &State,
    around: &Around,
    view: &view::Agreement,
    name: &str,
    unit: &str,
    figure: &Agreement,
) -> [String; 15] {
    let (title, definition) = state.staff_pages.measure(&around.language, figure.measure);
    let (value, undefined) = match figure.value {
        Value::Number(number) => (number.to_string(), String::new()),
        Value::Undefined(reason) => (String::new(), reason.code().to_owned()),
    };
    let ends = figure.limits.ok().map(|limits| limits.interval);
    let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
    [
        name.to_owned(),
        unit.to_owned(),
        title,
        value,
        end(ends.map(|ends| ends.low)),
        end(ends.map(|ends| ends.high)),
        undefined,
        figure.base.units.to_string(),
        figure.base.coders.to_string(),
        end(figure.base.prevalence()),
        view.draws.0.to_string(),
        view.version.to_string(),
        view.reached.0.to_string(),
        view.reached.1.to_string(),
        definition,
    ]
}
