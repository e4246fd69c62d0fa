//! Two coders and a researcher compare figures of agreement with those that R, other programs and books give.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod oracle;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use server::statistics::agreement::{
    self, Agreement, Continuum, Draws, Level, Measure, Method, Passage, Ratings, Share, Span, Undefined, Unit, Weights,
};

use oracle::{Case, Found};

/// Many draws, so that only the noise of R's 2,000 is left to the tolerance.
const DRAWS: Draws = Draws { seed: 2026, count: 20_000 };

#[test]
fn figures_of_agreement_equal_those_of_r() {
    let Some(folder) = oracle::data() else { return };
    let cases = oracle::cases(&folder.join("oracle/open_07_agreement.json"), &folder);
    let wrong = oracle::run(&cases, work_out);
    assert!(wrong.is_empty(), "{} figures differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn figures_that_r_does_not_give_equal_those_of_books_and_other_programs() {
    let wrong = oracle::run(&oracle::cases(&fixture(), Path::new("")), work_out);
    assert!(wrong.is_empty(), "{} figures differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_spoiled_reference_figure_is_noticed() {
    let spoiled = |case: &Case| work_out(case).map(|found| found.into_keys().map(|field| (field, json!(-7))).collect());
    let cases = oracle::cases(&fixture(), Path::new(""));
    assert!(oracle::run(&cases, spoiled).len() >= cases.len());
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/agreement.json")
}

fn work_out(case: &Case) -> Option<Found> {
    match case.statistic() {
        "icc" => Some(icc(case)),
        "fleiss_kappa" => Some(fleiss(case)),
        "cohen_kappa" => Some(cohen(case)),
        "krippendorff_alpha" => krippendorff(case),
        "gwet_ac1" => Some(gwet(case)),
        "unitizing" => unitizing(case),
        _ => None,
    }
}

/// Ratings of a case's data set; names count in the order of the alphabet. `None` where a case brings its own table.
fn of_data_set(case: &Case) -> Option<Ratings> {
    if !case.texts("/dataset")[0].ends_with(".csv") {
        return None;
    }
    let mut rows = case.rows();
    if let Some(example) = case.texts("/select/example").first() {
        rows.retain(|row| row["example"] == *example);
    }
    let named = case.at("/select").and_then(Value::as_object).into_iter().flatten();
    let named =
        named.filter(|(key, _)| key.starts_with("rater")).flat_map(|(key, _)| case.texts(&format!("/select/{key}")));
    let named: Vec<String> = named.collect();
    let all = rows[0].keys().filter(|column| !["example", "unit"].contains(&column.as_str())).cloned();
    let columns: Vec<String> = if named.is_empty() { all.collect() } else { named };
    let texts: Vec<Vec<&str>> =
        rows.iter().map(|row| columns.iter().map(|column| row[column].as_str()).collect()).collect();
    Some(of_texts(&texts))
}

fn of_texts(rows: &[Vec<&str>]) -> Ratings {
    let given: BTreeSet<&str> = rows.iter().flatten().copied().filter(|text| !text.is_empty()).collect();
    let number = |text: &str| text.parse::<f64>().ok();
    let coders = rows[0].len();
    if given.iter().all(|text| number(text).is_some()) {
        let rows: Vec<_> = rows.iter().map(|row| row.iter().map(|text| number(text)).collect()).enumerate().collect();
        return Ratings::of_numbers(coders, &rows).unwrap();
    }
    let place = |text: &&str| given.iter().position(|name| name == text);
    let unit = |(respondent, row): (usize, &Vec<&str>)| Unit { respondent, ratings: row.iter().map(place).collect() };
    Ratings::of_categories(given.len(), coders, rows.iter().enumerate().map(unit).collect()).unwrap()
}

fn of_numbers(rows: &Value) -> Ratings {
    let numbers = |row: &Value| row.as_array().unwrap().iter().map(Value::as_f64).collect::<Vec<_>>();
    let rows: Vec<_> = rows.as_array().unwrap().iter().map(numbers).enumerate().collect();
    Ratings::of_numbers(rows[0].1.len(), &rows).unwrap()
}

/// Two coders from the table of their counts.
fn of_counts(counts: &Value) -> Ratings {
    let rows: Vec<Vec<u64>> = serde_json::from_value(counts.clone()).unwrap();
    let cells = (0..rows.len()).flat_map(|row| (0..rows.len()).map(move |column| (row, column)));
    let pairs = cells.flat_map(|(row, column)| (0..rows[row][column]).map(move |_| vec![Some(row), Some(column)]));
    let units = pairs.enumerate().map(|(respondent, ratings)| Unit { respondent, ratings }).collect();
    Ratings::of_categories(rows.len(), 2, units).unwrap()
}

fn number(agreement: &Agreement) -> Value {
    json!(agreement.value.number())
}

fn ends(found: &mut Found, names: [&'static str; 2], agreement: &Agreement) {
    let interval = agreement.limits.expect("an interval").interval;
    found.extend([(names[0], json!(interval.low)), (names[1], json!(interval.high))]);
}

fn icc(case: &Case) -> Found {
    let icc = agreement::icc(&of_data_set(case).unwrap_or_else(|| of_numbers(case.at("/inputs/ratings").unwrap())));
    let single = |share: Share| json!(share.single.number());
    let mean = |share: Share| json!(share.mean.number());
    let (random, fixed) = (icc.random.interval.unwrap(), icc.fixed.interval.unwrap());
    Found::from([
        ("n", json!(icc.units)),
        ("k", json!(icc.coders)),
        ("MSR", json!(icc.squares.units)),
        ("MSC", json!(icc.squares.coders)),
        ("MSE", json!(icc.squares.rest)),
        ("MSW", json!(icc.squares.within)),
        ("icc_1_1", single(icc.one_way)),
        ("icc_2_1", single(icc.random)),
        ("icc_2_1_lo", json!(random.low)),
        ("icc_2_1_hi", json!(random.high)),
        ("icc_3_1", single(icc.fixed)),
        ("icc_3_1_lo", json!(fixed.low)),
        ("icc_3_1_hi", json!(fixed.high)),
        ("icc_1_k", mean(icc.one_way)),
        ("icc_2_k", mean(icc.random)),
        ("icc_3_k", mean(icc.fixed)),
        ("F", json!(icc.f.number())),
    ])
}

fn fleiss(case: &Case) -> Found {
    let ratings = of_data_set(case).unwrap();
    let fleiss = agreement::fleiss(&ratings);
    let percent = agreement::percent(&ratings).value.number();
    assert!((percent.unwrap() - fleiss.observed.unwrap()).abs() < 1e-12, "percent agreement is P̄");
    Found::from([
        ("n", json!(fleiss.agreement.base.units)),
        ("raters", json!(fleiss.agreement.base.coders)),
        ("P_bar", json!(fleiss.observed)),
        ("P_e", json!(fleiss.expected)),
        ("kappa", number(&fleiss.agreement)),
        ("se_null", json!(fleiss.se_null)),
        ("z", json!(fleiss.test.map(|(z, _)| z))),
        ("p_value", json!(fleiss.test.map(|(_, p)| p))),
    ])
}

fn cohen(case: &Case) -> Found {
    let ratings = of_data_set(case).unwrap_or_else(|| of_counts(case.at("/inputs/counts").unwrap()));
    let of = |weights| agreement::cohen(&ratings, weights);
    let (equal, linear, quadratic) = (of(Weights::Equal), of(Weights::Linear), of(Weights::Quadratic));
    let mut found = Found::from([
        ("n", json!(equal.agreement.base.units)),
        ("agreement", json!(equal.observed)),
        ("expected_agreement", json!(equal.expected)),
        ("kappa", number(&equal.agreement)),
        ("kappa_se", json!(equal.se)),
        ("kappa_se_null", json!(equal.se_null)),
        ("kappa_linear", number(&linear.agreement)),
        ("kappa_linear_se", json!(linear.se)),
        ("kappa_quadratic", number(&quadratic.agreement)),
        ("kappa_quadratic_se", json!(quadratic.se)),
    ]);
    ends(&mut found, ["kappa_lo", "kappa_hi"], &equal.agreement);
    ends(&mut found, ["kappa_quadratic_lo", "kappa_quadratic_hi"], &quadratic.agreement);
    found
}

/// R turns its tables the other way: a row for each coder.
fn krippendorff(case: &Case) -> Option<Found> {
    let level = match case.texts("/select/level")[0].as_str() {
        "nominal" => Level::Nominal,
        "ordinal" => Level::Ordinal,
        "interval" => Level::Interval,
        "ratio" => Level::Ratio,
        _ => return None,
    };
    let ratings = of_data_set(case)?;
    let alpha = agreement::krippendorff(&ratings, level, DRAWS);
    if let Some(rows) = case.at("/inputs/raters_by_unit").and_then(Value::as_array) {
        let turned: Value = (0..rows[0].as_array()?.len())
            .map(|unit| rows.iter().map(|row| row[unit].clone()).collect::<Value>())
            .collect();
        let given = agreement::krippendorff(&of_numbers(&turned), level, DRAWS);
        assert_eq!(given.value, alpha.value, "table and data set differ");
    }
    let mut found = Found::from([
        ("alpha", number(&alpha)),
        ("n_pairable", json!(alpha.base.ratings)),
        ("n_units_pairable", json!(alpha.base.units)),
    ]);
    let limits = alpha.limits.expect("an interval");
    let Method::Respondents { draws, used } = limits.method else { panic!("drawn by respondent") };
    assert_eq!(draws, DRAWS);
    ends(&mut found, ["boot_lo", "boot_hi"], &alpha);
    found.extend([("boot_se", json!(limits.se)), ("B", json!(used))]);
    Some(found)
}

fn gwet(case: &Case) -> Found {
    let categories: Vec<f64> = serde_json::from_value(case.at("/inputs/categories").unwrap().clone()).unwrap();
    let rows: Vec<Vec<Option<f64>>> = serde_json::from_value(case.at("/inputs/units").unwrap().clone()).unwrap();
    let place = |value: Option<f64>| value.and_then(|value| categories.iter().position(|category| *category == value));
    let units = rows.iter().enumerate();
    let units = units.map(|(respondent, row)| Unit { respondent, ratings: row.iter().copied().map(place).collect() });
    let ratings = Ratings::new(categories.clone(), rows[0].len(), units.collect()).unwrap();
    Found::from([("ac1", number(&agreement::gwet(&ratings))), ("observed", number(&agreement::percent(&ratings)))])
}

fn unitizing(case: &Case) -> Option<Found> {
    let coders: Vec<Vec<(usize, usize, String)>> =
        serde_json::from_value(case.at("/inputs/coders")?.clone()).expect("spans of each coder");
    let names: BTreeSet<&str> = coders.iter().flatten().map(|(.., code)| code.as_str()).collect();
    let span = |(start, end, name): &(usize, usize, String)| Span {
        start: *start,
        end: *end,
        code: names.iter().position(|code| code == name).unwrap(),
    };
    let spans = coders.iter().map(|spans| spans.iter().map(span).collect()).collect();
    let passage = Passage { length: case.number("/inputs/length")? as usize, respondent: 0, coders: spans };
    let continuum = Continuum::new(names.len(), coders.len(), vec![passage]).expect("spans apart");
    let family = agreement::unitizing(&continuum, DRAWS);
    assert_eq!(family.all.limits, Err(Undefined::OneRespondent));
    let mut found = Found::from([
        ("all", number(&family.all)),
        ("places", number(&family.places)),
        ("codes", number(&family.codes)),
    ]);
    let keys: BTreeMap<&str, [&'static str; 2]> = KEYS.iter().map(|keys| (keys[0], *keys)).collect();
    for (name, code) in names.iter().zip(&family.each) {
        assert_eq!(code.agreement.measure, Measure::UnitizingCode);
        if let Some([value, coverage]) = keys.get(name) {
            found.extend([(*value, number(&code.agreement)), (*coverage, json!(code.coverage))]);
        }
    }
    Some(found)
}

/// Field names of single codes: (k)uα and coverage.
const KEYS: [[&str; 2]; 8] = [
    ["c", "coverage_c"],
    ["1", "coverage_1"],
    ["2", "coverage_2"],
    ["3", "coverage_3"],
    ["4", "coverage_4"],
    ["5", "coverage_5"],
    ["6", "coverage_6"],
    ["7", "coverage_7"],
];
