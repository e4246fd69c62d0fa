//! Columns of the open data sets, and those that cases derive from them.

use std::path::Path;

use serde_json::Value;

use super::{Row, plain};

const PARTIES: [&str; 7] = [
    "Strong democrat",
    "Not str democrat",
    "Ind,near dem",
    "Independent",
    "Ind,near rep",
    "Not str republican",
    "Strong republican",
];

/// Items of the personality battery, by factor.
const FACTORS: [(&str, [&str; 5]); 5] = [
    ("agree", ["-A1", "A2", "A3", "A4", "A5"]),
    ("conscientious", ["C1", "C2", "C3", "-C4", "-C5"]),
    ("extraversion", ["-E1", "-E2", "E3", "E4", "E5"]),
    ("neuroticism", ["N1", "N2", "N3", "N4", "N5"]),
    ("openness", ["O1", "-O2", "O3", "O4", "-O5"]),
];

const CALM: [&str; 10] = [
    "-calm",
    "-secure",
    "-at.ease",
    "-rested",
    "-comfortable",
    "-confident",
    "-relaxed",
    "-content",
    "-joyful",
    "-pleasant",
];

const TENSE: [&str; 10] =
    ["tense", "regretful", "upset", "worrying", "anxious", "nervous", "jittery", "high.strung", "worried", "rattled"];

/// One answer: a column of the data set, or what a case derives from several.
pub fn cell(row: &Row, column: &str) -> Option<f64> {
    let party = |row: &Row| PARTIES.iter().position(|party| *party == row["partyid"]);
    if let Some(text) = row.get(column) {
        return text.parse().ok();
    }
    if column == "pid7" {
        return party(row).map(|place| place as f64 + 1.0);
    }
    if column == "dem" {
        let unknown = ["No answer", "Don't know"].contains(&row["partyid"].as_str());
        return (!unknown).then(|| f64::from(u8::from(party(row).is_some_and(|place| place < 2))));
    }
    if let Some(factor) = column.strip_prefix("factor_score ") {
        let (_, items) = FACTORS.iter().find(|(name, _)| *name == factor)?;
        return score(row, items.iter(), 7.0);
    }
    if column.starts_with("score") {
        return score(row, CALM.iter().chain(&TENSE), 5.0);
    }
    let (column, codes) = column.split_once(" coded ")?;
    codes
        .split_whitespace()
        .find_map(|code| code.split_once('=').filter(|(name, _)| *name == row[column])?.1.parse().ok())
}

/// Mean of answered items, if at least half are answered.
fn score<'a>(row: &Row, items: impl Iterator<Item = &'a &'a str> + Clone, turned: f64) -> Option<f64> {
    let answer = |item: &&str| match item.strip_prefix('-') {
        Some(item) => cell(row, item).map(|value| turned - value),
        None => cell(row, item),
    };
    let answers: Vec<f64> = items.clone().filter_map(answer).collect();
    let enough = !answers.is_empty() && 2 * answers.len() >= items.count();
    enough.then(|| answers.iter().sum::<f64>() / answers.len() as f64)
}

/// The rows of a case's data set that its filter leaves.
pub fn rows(case: &Value, data: &Path) -> Vec<Row> {
    let path = data.join(case["dataset"].as_str().unwrap_or_default());
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = reader.deserialize::<Row>().map(|row| row.expect("a row of the data set"));
    let filter = case["select"]["where"].as_object().cloned().unwrap_or_default();
    rows.filter(|row| filter.iter().all(|(column, wanted)| row[column] == plain(wanted))).collect()
}
