//! Descriptives, proportions, several choices, factor scores.

use instruments::{Answer, Headline, MissingReason};
use serde_json::{Value, json};
use server::statistics::describe::{Convention, Description, Five, describe, quantile};
use server::statistics::interval::{self, NINETY, NINETY_FIVE, clopper_pearson, wilson};
use server::statistics::scale::{Item, Rules, band, factor, round};
use server::statistics::tally::{Mentions, Tally, shares};
use server::statistics::{Figure, Interval, Status};

use super::case::{Case, Found, Outcome, Row, ends, fields};

/// Below so many answers a screen shows no figure.
const SMALLEST: usize = 5;

pub fn item_descriptives(case: &Case) -> Outcome {
    let values = case.numbers()?;
    let described = describe(values.iter().copied().flatten());
    let mut found = description(&described, values.len());
    let status = match described.mean.status() {
        Status::NotComputed => "not_computed",
        _ if described.mean.base < SMALLEST => "suppressed",
        _ => "computed",
    };
    let reason = described.mean.reason.map(|reason| reason.code());
    found.insert("status".into(), json!(status));
    found.insert("reason".into(), json!(if status == "suppressed" { Some("below_minimum_base") } else { reason }));
    Ok(found)
}

fn description(described: &Description, total: usize) -> Found {
    let Figure { estimate, interval, base, .. } = described.mean;
    let five = |pick: fn(&Five) -> f64| json!(described.five.as_ref().map(pick));
    let mut found = fields([
        ("n_total", json!(total)),
        ("n_valid", json!(base)),
        ("n_missing", json!(total - base)),
        ("mean", json!(estimate)),
        ("sd", json!(described.sd)),
        ("se", json!(described.se)),
        ("min", five(|five| five.min)),
        ("q1", five(|five| five.q1)),
        ("median", five(|five| five.median)),
        ("q3", five(|five| five.q3)),
        ("max", five(|five| five.max)),
    ]);
    ends(&mut found, "ci_mean_lo", "ci_mean_hi", interval);
    found
}

pub fn quantiles(case: &Case) -> Outcome {
    let convention = match case.count("/params/quantile_type")? {
        2 => Convention::Type2,
        6 => Convention::Type6,
        7 => Convention::Type7,
        other => return Err(format!("no quantile of type {other}")),
    };
    let mut values: Vec<f64> = case.numbers()?.into_iter().flatten().collect();
    values.sort_by(f64::total_cmp);
    let at = |percent: u32| (format!("p{percent}"), json!(quantile(&values, f64::from(percent) / 100.0, convention)));
    Ok([5, 10, 20, 25, 50, 75, 80, 90, 95].map(at).into())
}

pub fn proportion_ci(case: &Case) -> Outcome {
    shares_of(case.count("/inputs/x")?, case.count("/inputs/n")?)
}

fn shares_of(count: usize, base: usize) -> Outcome {
    let figure = interval::proportion(count, base);
    let mut found = fields([("count", json!(count)), ("n", json!(base)), ("proportion", json!(figure.estimate))]);
    ends(&mut found, "wilson_lo", "wilson_hi", figure.interval);
    ends(&mut found, "wilson90_lo", "wilson90_hi", wilson(count, base, NINETY));
    ends(&mut found, "clopper_pearson_lo", "clopper_pearson_hi", clopper_pearson(count, base, NINETY_FIVE));
    Ok(found)
}

pub fn top_box(case: &Case) -> Outcome {
    let positive: Vec<f64> = case.texts("/select/positive").iter().filter_map(|text| text.parse().ok()).collect();
    let values: Vec<f64> = case.numbers()?.into_iter().flatten().collect();
    shares_of(values.iter().filter(|value| positive.contains(value)).count(), values.len())
}

pub fn missing_by_reason(case: &Case) -> Outcome {
    let column = case.text("/select/value")?;
    let answer = |text: &str| match text {
        "No answer" => Answer::Missing(MissingReason::Skipped),
        "Don't know" => Answer::Missing(MissingReason::DontKnow),
        "Refused" => Answer::Missing(MissingReason::PreferNot),
        "Not applicable" => Answer::Missing(MissingReason::NotApplicable),
        value => Answer::One(value.to_owned()),
    };
    let answers: Vec<Answer> = case.rows()?.iter().map(|row| answer(&row[&column])).collect();
    let tally = Tally::of(&answers);
    let reason = |reason| json!(tally.missing(reason));
    Ok(fields([
        ("n_total", json!(tally.total)),
        ("no_answer", reason(MissingReason::Skipped)),
        ("don_t_know", reason(MissingReason::DontKnow)),
        ("refused", reason(MissingReason::PreferNot)),
        ("not_applicable", reason(MissingReason::NotApplicable)),
        ("n_eligible", json!(tally.eligible())),
        ("n_valid", json!(tally.answered)),
        ("item_nonresponse_rate", json!(tally.nonresponse().estimate)),
    ]))
}

pub fn item_nonresponse(case: &Case) -> Outcome {
    let (columns, rows) = (case.texts("/select/values"), case.rows()?);
    let tally = |column: &String| {
        let answer = |row: &Row| match row[column].is_empty() {
            true => Answer::Missing(MissingReason::Skipped),
            false => Answer::One(row[column].clone()),
        };
        Tally::of(&rows.iter().map(answer).collect::<Vec<_>>()).missing(MissingReason::Skipped)
    };
    let missing: Vec<usize> = columns.iter().map(tally).collect();
    let complete = rows.iter().filter(|row| columns.iter().all(|column| !row[column].is_empty())).count();
    Ok(fields([
        ("n_missing", json!(missing)),
        ("n_any_missing", json!(rows.len() - complete)),
        ("n_complete", json!(complete)),
        ("mean_missing_per_person", json!(missing.iter().sum::<usize>() as f64 / rows.len() as f64)),
    ]))
}

pub fn multi_select(case: &Case) -> Outcome {
    let codes = case.texts("/select/options");
    let ticked = |row: &Row| Answer::Several(codes.iter().filter(|code| row[*code] == "1").cloned().collect());
    let answers: Vec<Answer> = case.rows()?.iter().map(ticked).collect();
    let shares = shares(&codes.iter().map(String::as_str).collect::<Vec<_>>(), &answers);
    let mentions = Mentions::of(&shares);
    let limits = |pick: fn(Interval) -> f64| -> Value {
        shares.iter().map(|share| share.share.interval.map(pick)).collect::<Vec<_>>().into()
    };
    let percent =
        |parts: Vec<Option<f64>>| json!(parts.iter().map(|part| part.map(|part| part * 100.0)).collect::<Vec<_>>());
    Ok(fields([
        ("n_respondents", json!(mentions.respondents)),
        ("n_selected_any", json!(answers.iter().filter(|answer| **answer != Answer::Several(Vec::new())).count())),
        ("mentions", json!(shares.iter().map(|share| share.count).collect::<Vec<_>>())),
        ("total_mentions", json!(mentions.total)),
        ("pct_of_respondents", percent(shares.iter().map(|share| share.share.estimate).collect())),
        ("pct_of_mentions", percent(shares.iter().map(|share| mentions.share(share.count)).collect())),
        ("mean_mentions_per_respondent", json!(mentions.mean())),
        ("wilson_lo", limits(|interval| interval.low)),
        ("wilson_hi", limits(|interval| interval.high)),
    ]))
}

pub fn factor_score(case: &Case) -> Outcome {
    let turned = case.number("/params/reverse_constant");
    let rows = case.rows()?;
    let item = |name: &String| {
        let (name, turned) = name.strip_prefix('-').map_or((name.as_str(), None), |name| (name, turned));
        Item { scores: rows.iter().map(|row| row[name].parse().ok()).collect(), turned }
    };
    let items: Vec<Item> = case.texts("/select/items").iter().map(item).collect();
    let least_answered = case.number("/params/min_answered_fraction").unwrap_or(0.5);
    let scored = factor(&items, Rules { least_answered, headline: Headline::Ratings, bands: &[] });
    let mut found = description(&scored.persons, scored.persons.mean.base + scored.not_scored);
    found.extend(fields([
        ("n_scored", json!(scored.persons.mean.base)),
        ("n_not_scored", json!(scored.not_scored)),
        ("pooled_item_mean", json!(scored.ratings.mean())),
    ]));
    Ok(found)
}

pub fn wilder_band(case: &Case) -> Outcome {
    let bands = [("concern", 1.0, 2.9), ("borderline", 3.0, 3.9), ("strength", 4.0, 5.0)]
        .map(|(id, from, to)| instruments::Band { from, to, id: id.into(), text: instruments::Text::default() });
    let rounded = case.number("/inputs/score").and_then(round).ok_or("no score")?;
    let band = band(rounded, &bands).map(|place| bands[place].id.to_string());
    Ok(fields([("rounded", json!(rounded)), ("band", json!(band))]))
}
