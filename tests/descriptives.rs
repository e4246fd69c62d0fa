//! A researcher compares our descriptive figures with those that R gives for the same open data.

mod oracle;

use std::path::Path;

use instruments::{Answer, Headline, MissingReason};
use serde_json::{Value, json};
use server::statistics::describe::{Convention, Description, describe, quantile};
use server::statistics::interval::{NINETY, NINETY_FIVE, clopper_pearson, wilson};
use server::statistics::scale::{Item, Rules, factor, round};
use server::statistics::tally::{Mentions, Tally, shares};
use server::statistics::{Figure, Status};

use oracle::{Case, Found};

const SMALLEST: usize = 5;

#[test]
fn descriptive_figures_equal_those_of_r() {
    let Some(folder) = oracle::data() else { return };
    let cases = oracle::cases(&folder.join("oracle/open_01_descriptives.json"), &folder);
    let wrong = oracle::run(&cases, work_out);
    assert!(wrong.is_empty(), "{} figures differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn figures_from_counts_alone_equal_those_of_r() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/descriptives.json");
    let wrong = oracle::run(&oracle::cases(&file, Path::new("")), work_out);
    assert!(wrong.is_empty(), "{} figures differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_spoiled_reference_figure_is_noticed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/descriptives.json");
    let spoiled = |case: &Case| work_out(case).map(|found| found.into_keys().map(|field| (field, json!(-7))).collect());
    let cases = oracle::cases(&file, Path::new(""));
    assert!(oracle::run(&cases, spoiled).len() >= cases.len());
}

fn work_out(case: &Case) -> Option<Found> {
    match case.statistic() {
        "item_descriptives" => Some(item_descriptives(case)),
        "quantiles" => quantiles(case),
        "proportion_ci" => Some(shares_of(case.number("/inputs/x")? as usize, case.number("/inputs/n")? as usize)),
        "top_box_proportion" => Some(top_box(case)),
        "missing_by_reason" => Some(missing_by_reason(case)),
        "item_nonresponse" => Some(item_nonresponse(case)),
        "multi_select" => Some(multi_select(case)),
        "factor_score" => Some(factor_score(case)),
        "wilder_band" => wilder_band(case),
        _ => None,
    }
}

fn item_descriptives(case: &Case) -> Found {
    let values = case.numbers();
    let described = describe(values.iter().copied().flatten());
    let mut found = description(&described, values.len());
    let status = match described.mean.status() {
        Status::NotComputed => "not_computed",
        _ if described.mean.base < SMALLEST => "suppressed",
        _ => "computed",
    };
    let reason = described.mean.reason.map(|reason| reason.code());
    found.insert("status", json!(status));
    found.insert("reason", json!(if status == "suppressed" { Some("below_minimum_base") } else { reason }));
    found
}

fn description(described: &Description, total: usize) -> Found {
    let Figure { estimate, interval, base, .. } = described.mean;
    let five = |pick: fn(&server::statistics::describe::Five) -> f64| json!(described.five.as_ref().map(pick));
    Found::from([
        ("n_total", json!(total)),
        ("n_valid", json!(base)),
        ("n_missing", json!(total - base)),
        ("mean", json!(estimate)),
        ("sd", json!(described.sd)),
        ("se", json!(described.se)),
        ("ci_mean_lo", json!(interval.map(|interval| interval.low))),
        ("ci_mean_hi", json!(interval.map(|interval| interval.high))),
        ("min", five(|five| five.min)),
        ("q1", five(|five| five.q1)),
        ("median", five(|five| five.median)),
        ("q3", five(|five| five.q3)),
        ("max", five(|five| five.max)),
    ])
}

fn quantiles(case: &Case) -> Option<Found> {
    let convention = match case.number("/params/quantile_type")? as u32 {
        2 => Convention::Type2,
        6 => Convention::Type6,
        7 => Convention::Type7,
        _ => return None,
    };
    let mut values: Vec<f64> = case.numbers().into_iter().flatten().collect();
    values.sort_by(f64::total_cmp);
    let at = |share| json!(quantile(&values, share, convention));
    Some(Found::from([("p10", at(0.10)), ("p25", at(0.25)), ("p50", at(0.5)), ("p75", at(0.75)), ("p90", at(0.9))]))
}

fn shares_of(count: usize, base: usize) -> Found {
    let figure = server::statistics::interval::proportion(count, base);
    let five = wilson(count, base, NINETY_FIVE).expect("a base");
    let ten = wilson(count, base, NINETY).expect("a base");
    let exact = clopper_pearson(count, base, NINETY_FIVE).expect("a base");
    Found::from([
        ("count", json!(count)),
        ("n", json!(base)),
        ("proportion", json!(figure.estimate)),
        ("wilson_lo", json!(five.low)),
        ("wilson_hi", json!(five.high)),
        ("wilson90_lo", json!(ten.low)),
        ("wilson90_hi", json!(ten.high)),
        ("clopper_pearson_lo", json!(exact.low)),
        ("clopper_pearson_hi", json!(exact.high)),
    ])
}

fn top_box(case: &Case) -> Found {
    let positive: Vec<f64> = case.texts("/select/positive").iter().filter_map(|text| text.parse().ok()).collect();
    let values: Vec<f64> = case.numbers().into_iter().flatten().collect();
    shares_of(values.iter().filter(|value| positive.contains(value)).count(), values.len())
}

fn missing_by_reason(case: &Case) -> Found {
    let column = &case.texts("/select/value")[0];
    let answers: Vec<Answer> = case.rows().iter().map(|row| answer(&row[column])).collect();
    let tally = Tally::of(&answers);
    let reason = |reason| json!(tally.missing(reason));
    Found::from([
        ("n_total", json!(tally.total)),
        ("no_answer", reason(MissingReason::Skipped)),
        ("don_t_know", reason(MissingReason::DontKnow)),
        ("refused", reason(MissingReason::PreferNot)),
        ("not_applicable", reason(MissingReason::NotApplicable)),
        ("n_eligible", json!(tally.eligible())),
        ("n_valid", json!(tally.answered)),
        ("item_nonresponse_rate", json!(tally.nonresponse().estimate)),
    ])
}

fn answer(text: &str) -> Answer {
    Answer::Missing(match text {
        "No answer" => MissingReason::Skipped,
        "Don't know" => MissingReason::DontKnow,
        "Refused" => MissingReason::PreferNot,
        "Not applicable" => MissingReason::NotApplicable,
        value => return Answer::One(value.to_owned()),
    })
}

fn item_nonresponse(case: &Case) -> Found {
    let columns = case.texts("/select/values");
    let rows = case.rows();
    let missing = |column: &String| rows.iter().filter(|row| row[column].is_empty()).count();
    let by_item: Vec<usize> = columns.iter().map(missing).collect();
    let complete = rows.iter().filter(|row| columns.iter().all(|column| !row[column].is_empty())).count();
    let mean = by_item.iter().sum::<usize>() as f64 / rows.len() as f64;
    Found::from([
        ("n_missing", json!(by_item)),
        ("n_any_missing", json!(rows.len() - complete)),
        ("n_complete", json!(complete)),
        ("mean_missing_per_person", json!(mean)),
    ])
}

fn multi_select(case: &Case) -> Found {
    let codes = case.texts("/select/options");
    let ticked = |row: &std::collections::BTreeMap<String, String>| {
        Answer::Several(codes.iter().filter(|code| row[*code] == "1").cloned().collect())
    };
    let answers: Vec<Answer> = case.rows().iter().map(ticked).collect();
    let shares = shares(&codes.iter().map(String::as_str).collect::<Vec<_>>(), &answers);
    let mentions = Mentions::of(&shares);
    let ends = |pick: fn(server::statistics::Interval) -> f64| -> Value {
        shares.iter().map(|share| share.share.interval.map(pick)).collect::<Vec<_>>().into()
    };
    let percent = |of: &dyn Fn(usize) -> Option<f64>| -> Value {
        shares.iter().map(|share| of(share.count).map(|part| part * 100.0)).collect::<Vec<_>>().into()
    };
    Found::from([
        ("n_respondents", json!(mentions.respondents)),
        ("n_selected_any", json!(answers.iter().filter(|answer| **answer != Answer::Several(Vec::new())).count())),
        ("mentions", shares.iter().map(|share| share.count).collect::<Vec<_>>().into()),
        ("total_mentions", json!(mentions.total)),
        ("pct_of_respondents", percent(&|count| Some(count as f64 / mentions.respondents as f64))),
        ("pct_of_mentions", percent(&|count| mentions.share(count))),
        ("mean_mentions_per_respondent", json!(mentions.mean())),
        ("wilson_lo", ends(|interval| interval.low)),
        ("wilson_hi", ends(|interval| interval.high)),
    ])
}

fn factor_score(case: &Case) -> Found {
    let turned = case.number("/params/reverse_constant");
    let item = |name: &String| match name.strip_prefix('-') {
        Some(name) => Item { scores: case.column(name), turned },
        None => Item { scores: case.column(name), turned: None },
    };
    let items: Vec<Item> = case.texts("/select/items").iter().map(item).collect();
    let least_answered = case.number("/params/min_answered_fraction").unwrap_or(0.5);
    let scored = factor(&items, Rules { least_answered, headline: Headline::Ratings, bands: &[] });
    let mut found = description(&scored.persons, scored.persons.mean.base + scored.not_scored);
    found.insert("n_scored", json!(scored.persons.mean.base));
    found.insert("n_not_scored", json!(scored.not_scored));
    found.insert("pooled_item_mean", json!(scored.ratings.mean()));
    found
}

fn wilder_band(case: &Case) -> Option<Found> {
    let bands = [("concern", 1.0, 2.9), ("borderline", 3.0, 3.9), ("strength", 4.0, 5.0)]
        .map(|(id, from, to)| instruments::Band { from, to, id: id.into(), text: instruments::Text::default() });
    let rounded = round(case.number("/inputs/score")?)?;
    let band = server::statistics::scale::band(rounded, &bands)?;
    Some(Found::from([("rounded", json!(rounded)), ("band", json!(bands[band].id))]))
}
