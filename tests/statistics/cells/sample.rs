//! Weights and small populations.

use serde_json::{Value, json};
use server::statistics::population;
use server::statistics::rao_scott;
use server::statistics::weights::{self, Design, Weighted};

use super::case::{Case, Found, Outcome, Row, ends, fields, refused};

/// The columns that a design borrows.
struct Weighing {
    weights: Vec<Option<f64>>,
    strata: Vec<usize>,
    populations: Vec<f64>,
}

impl Weighing {
    fn of(case: &Case) -> Result<Self, String> {
        let weights = case.column("/select/weight")?;
        let (mut strata, mut populations) = (Vec::new(), Vec::new());
        if let Ok(stratum) = case.text("/select/strata") {
            strata = categories(&case.rows()?, &stratum).1.into_iter().flatten().collect();
        }
        if case.at("/select/fpc").is_some() {
            populations = vec![f64::INFINITY; strata.iter().max().map_or(1, |last| last + 1)];
            for (place, population) in case.column("/select/fpc")?.into_iter().enumerate() {
                let stratum = strata.get(place).copied().unwrap_or(0);
                populations[stratum] = population.unwrap_or(f64::INFINITY);
            }
        }
        Ok(Self { weights, strata, populations })
    }

    fn design(&self) -> Design<'_> {
        Design { weights: &self.weights, strata: &self.strata, populations: &self.populations }
    }
}

/// The names in a column, sorted, and each row's place among them.
fn categories(rows: &[Row], column: &str) -> (Vec<String>, Vec<Option<usize>>) {
    let mut names: Vec<String> = rows.iter().map(|row| row[column].clone()).filter(|name| !name.is_empty()).collect();
    names.sort();
    names.dedup();
    let places = rows.iter().map(|row| names.binary_search(&row[column]).ok()).collect();
    (names, places)
}

fn weighted(found: Weighted, estimate: &str) -> Found {
    let mut fields = fields([
        (estimate, json!(found.figure.estimate)),
        ("se", json!(found.se)),
        ("df", json!(found.freedom)),
        ("n", json!(found.figure.base)),
        ("sum_w", json!(found.weighted_base)),
        ("n_excluded", json!(found.excluded)),
        ("reason", json!(found.figure.reason.map(|reason| reason.code()))),
    ]);
    ends(&mut fields, "lo", "hi", found.figure.interval);
    fields
}

pub fn weighted_mean(case: &Case) -> Outcome {
    Ok(weighted(weights::mean(&case.column("/select/value")?, Weighing::of(case)?.design()), "mean"))
}

pub fn weighted_proportion(case: &Case) -> Outcome {
    let (value, positive) = (case.text("/select/value")?, case.texts("/select/positive"));
    let rows = case.rows()?;
    let is = |row: &Row| Some(&row[&value]).filter(|value| !value.is_empty()).map(|value| positive.contains(value));
    let values: Vec<Option<bool>> = rows.iter().map(is).collect();
    Ok(weighted(weights::proportion(&values, Weighing::of(case)?.design()), "proportion"))
}

pub fn kish(case: &Case) -> Outcome {
    let kish = weights::kish(&case.column("/select/weight")?).ok_or("no weights")?;
    Ok(fields([
        ("sum_w", json!(kish.sum)),
        ("n", json!(kish.base)),
        ("deff_kish", json!(kish.effect)),
        ("n_eff", json!(kish.effective)),
    ]))
}

pub fn weighted_crosstab(case: &Case) -> Outcome {
    let rows = case.rows()?;
    let column = |path| Ok::<_, String>(categories(&rows, &case.text(path)?).1);
    let found = rao_scott::crosstab(&column("/select/row")?, &column("/select/col")?, Weighing::of(case)?.design());
    let counts: Vec<f64> = found.counts.iter().flatten().copied().collect();
    let test = match found.test {
        Ok(test) => test,
        Err(untested) => return Ok(refused(untested.code())),
    };
    Ok(fields([
        ("weighted_counts", json!(counts)),
        ("F", json!(test.f)),
        ("ndf", json!(test.numerator)),
        ("ddf", json!(test.denominator)),
        ("p_value", json!(test.p)),
        ("n", json!(found.base)),
    ]))
}

pub fn fpc_mean(case: &Case) -> Outcome {
    let found = match population::mean(case.column("/select/value")?.into_iter().flatten(), case.count("/select/N")?) {
        Ok(found) => found,
        Err(exceeds) => return Ok(refused(exceeds.code())),
    };
    // What everybody would have said, which the file knows beside the answers.
    let value = case.text("/select/value")?;
    let everybody: Vec<f64> = case.all_rows()?.iter().filter_map(|row| row[&value].parse().ok()).collect();
    let mut fields = fields([
        ("n", json!(found.mean.base)),
        ("N", json!(found.population)),
        ("mean", json!(found.mean.estimate)),
        ("sd", json!(found.sd)),
        ("se_no_fpc", json!(found.se_uncorrected)),
        ("se_fpc", json!(found.se)),
        ("population_mean", json!(everybody.iter().sum::<f64>() / everybody.len() as f64)),
    ]);
    ends(&mut fields, "lo", "hi", found.mean.interval);
    Ok(fields)
}

pub fn fpc_proportion(case: &Case) -> Outcome {
    let number = |name: &str| case.count(&format!("/inputs/{name}"));
    let found = match population::proportion(number("x")?, number("n")?, number("N")?) {
        Ok(found) => found,
        Err(exceeds) => return Ok(refused(exceeds.code())),
    };
    let count = |pick: fn(population::Counts) -> usize| found.counts.map(pick);
    let share = |count: Option<usize>| -> Value { json!(count.map(|count| count as f64 / found.population as f64)) };
    let (low, high) = (count(|counts| counts.low), count(|counts| counts.high));
    let mut fields = fields([
        ("proportion", json!(found.share.estimate)),
        ("n_eff", json!(found.effective)),
        ("exact_count_lo", json!(low)),
        ("exact_count_hi", json!(high)),
        ("exact_prop_lo", share(low)),
        ("exact_prop_hi", share(high)),
    ]);
    ends(&mut fields, "wilson_fpc_lo", "wilson_fpc_hi", found.share.interval);
    Ok(fields)
}
