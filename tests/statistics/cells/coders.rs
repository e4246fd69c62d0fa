//! Agreement of coders.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use server::statistics::agreement::{self, Draws, Level, Ratings, Share, Undefined, Unit, Weights};

use super::case::{Case, Found, Outcome, ends, fields, many, plain};

/// Many draws, so that only the noise of R's is left to the tolerance.
const DRAWS: Draws = Draws { seed: 2026, count: 20_000 };

fn of_texts(rows: &[Vec<String>]) -> Result<Ratings, String> {
    let given: BTreeSet<&String> = rows.iter().flatten().filter(|text| !text.is_empty()).collect();
    let number = |text: &String| text.parse::<f64>().ok();
    let coders = rows.first().map_or(0, Vec::len);
    let ratings = if given.iter().all(|text| number(text).is_some()) {
        let rows: Vec<_> = rows.iter().map(|row| row.iter().map(number).collect()).enumerate().collect();
        Ratings::of_numbers(coders, &rows)
    } else {
        let place = |text: &String| given.iter().position(|name| *name == text);
        let unit =
            |(respondent, row): (usize, &Vec<String>)| Unit { respondent, ratings: row.iter().map(place).collect() };
        Ratings::of_categories(given.len(), coders, rows.iter().enumerate().map(unit).collect())
    };
    ratings.map_err(|error| format!("{error:?}"))
}

/// Units by coders, from the data set or from what the case brings.
fn ratings(case: &Case) -> Result<Ratings, String> {
    let table = |value: &Value| -> Vec<Vec<String>> {
        let row = |row: &Value| row.as_array().into_iter().flatten().map(plain).collect();
        value.as_array().into_iter().flatten().map(row).collect()
    };
    if case.has_data() {
        let mut rows = case.rows()?;
        if let Some(example) = case.texts("/select/example").first() {
            rows.retain(|row| row["example"] == *example);
        }
        let select = case.value["select"].as_object().into_iter().flatten();
        let named = select.filter(|(key, _)| key.starts_with("rater")).flat_map(|(_, value)| many(value));
        let mut columns: Vec<String> = named.collect();
        if columns.is_empty() {
            let all = rows.first().ok_or("no rows")?.keys();
            columns = all.filter(|column| !["example", "unit"].contains(&column.as_str())).cloned().collect();
        }
        return of_texts(
            &rows.iter().map(|row| columns.iter().map(|column| row[column].clone()).collect()).collect::<Vec<_>>(),
        );
    }
    if let Some(counts) = case.at("/inputs/counts") {
        let counts: Vec<Vec<u64>> = serde_json::from_value(counts.clone()).map_err(|error| error.to_string())?;
        let cells = (0..counts.len()).flat_map(|row| (0..counts.len()).map(move |column| (row, column)));
        let pairs =
            cells.flat_map(|(row, column)| (0..counts[row][column]).map(move |_| vec![Some(row), Some(column)]));
        let units = pairs.enumerate().map(|(respondent, ratings)| Unit { respondent, ratings }).collect();
        return Ratings::of_categories(counts.len(), 2, units).map_err(|error| format!("{error:?}"));
    }
    if let Some(rows) = case.at("/inputs/raters_by_unit") {
        let rows = table(rows);
        let units = rows.first().map_or(0, Vec::len);
        return of_texts(
            &(0..units).map(|unit| rows.iter().map(|row| row[unit].clone()).collect()).collect::<Vec<_>>(),
        );
    }
    of_texts(&table(case.at("/inputs/ratings").ok_or("no ratings")?))
}

/// What the reference files call the reason.
fn standing(found: &mut Found, value: agreement::Value) {
    let reason = match value {
        agreement::Value::Number(_) => None,
        agreement::Value::Undefined(Undefined::NoUnits) => Some("no_pairable_values"),
        agreement::Value::Undefined(reason) => Some(reason.code()),
    };
    found.insert("status".into(), json!(if reason.is_some() { "not_computed" } else { "computed" }));
    found.insert("reason".into(), json!(reason));
}

pub fn icc(case: &Case) -> Outcome {
    let icc = agreement::icc(&ratings(case)?);
    let single = |share: Share| json!(share.single.number());
    let mean = |share: Share| json!(share.mean.number());
    let mut found = fields([
        ("n", json!(icc.units)),
        ("k", json!(icc.coders)),
        ("MSR", json!(icc.squares.units)),
        ("MSC", json!(icc.squares.coders)),
        ("MSE", json!(icc.squares.rest)),
        ("MSW", json!(icc.squares.within)),
        ("icc_1_1", single(icc.one_way)),
        ("icc_2_1", single(icc.random)),
        ("icc_3_1", single(icc.fixed)),
        ("icc_1_k", mean(icc.one_way)),
        ("icc_2_k", mean(icc.random)),
        ("icc_3_k", mean(icc.fixed)),
        ("F", json!(icc.f.number())),
    ]);
    ends(&mut found, "icc_2_1_lo", "icc_2_1_hi", icc.random.interval);
    ends(&mut found, "icc_3_1_lo", "icc_3_1_hi", icc.fixed.interval);
    standing(&mut found, icc.random.single);
    Ok(found)
}

pub fn fleiss(case: &Case) -> Outcome {
    let fleiss = agreement::fleiss(&ratings(case)?);
    let mut found = fields([
        ("n", json!(fleiss.agreement.base.units)),
        ("raters", json!(fleiss.agreement.base.coders)),
        ("P_bar", json!(fleiss.observed)),
        ("P_e", json!(fleiss.expected)),
        ("kappa", json!(fleiss.agreement.value.number())),
        ("se_null", json!(fleiss.se_null)),
        ("z", json!(fleiss.test.map(|(z, _)| z))),
        ("p_value", json!(fleiss.test.map(|(_, p)| p))),
    ]);
    standing(&mut found, fleiss.agreement.value);
    Ok(found)
}

pub fn cohen(case: &Case) -> Outcome {
    let ratings = ratings(case)?;
    let of = |weights| agreement::cohen(&ratings, weights);
    let (equal, linear, quadratic) = (of(Weights::Equal), of(Weights::Linear), of(Weights::Quadratic));
    let mut found = fields([
        ("n", json!(equal.agreement.base.units)),
        ("agreement", json!(equal.observed)),
        ("expected_agreement", json!(equal.expected)),
        ("kappa", json!(equal.agreement.value.number())),
        ("kappa_se", json!(equal.se)),
        ("kappa_se_null", json!(equal.se_null)),
        ("kappa_linear", json!(linear.agreement.value.number())),
        ("kappa_linear_se", json!(linear.se)),
        ("kappa_quadratic", json!(quadratic.agreement.value.number())),
        ("kappa_quadratic_se", json!(quadratic.se)),
    ]);
    let interval = |agreement: &agreement::Agreement| agreement.limits.ok().map(|limits| limits.interval);
    ends(&mut found, "kappa_lo", "kappa_hi", interval(&equal.agreement));
    ends(&mut found, "kappa_quadratic_lo", "kappa_quadratic_hi", interval(&quadratic.agreement));
    standing(&mut found, equal.agreement.value);
    Ok(found)
}

pub fn krippendorff(case: &Case) -> Outcome {
    let level = match case.texts("/select/level").first().map(String::as_str) {
        None | Some("nominal") => Level::Nominal,
        Some("ordinal") => Level::Ordinal,
        Some("interval") => Level::Interval,
        Some("ratio") => Level::Ratio,
        Some(other) => return Err(format!("no level {other}")),
    };
    let alpha = agreement::krippendorff(&ratings(case)?, level, DRAWS);
    let mut found = fields([
        ("alpha", json!(alpha.value.number())),
        ("n_pairable", json!(alpha.base.ratings)),
        ("n_units_pairable", json!(alpha.base.units)),
        ("boot_se", json!(alpha.limits.ok().map(|limits| limits.se))),
        ("B", json!(DRAWS.count)),
    ]);
    ends(&mut found, "boot_lo", "boot_hi", alpha.limits.ok().map(|limits| limits.interval));
    standing(&mut found, alpha.value);
    Ok(found)
}
