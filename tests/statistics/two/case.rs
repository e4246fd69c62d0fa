//! A case of these statistics: its columns and parameters, from `inputs` or its data set, and comparing.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};
use server::statistics::Reason;

pub type Row = BTreeMap<String, String>;
pub type Found = Map<String, Value>;

pub struct Case<'a> {
    pub case: &'a Value,
    pub data: &'a Path,
}

impl Case<'_> {
    pub fn at(&self, path: &str) -> Option<&Value> {
        self.case.pointer(path).filter(|value| !value.is_null())
    }

    pub fn text(&self, path: &str) -> &str {
        self.at(path).and_then(Value::as_str).unwrap_or_default()
    }

    pub fn number(&self, path: &str) -> Option<f64> {
        self.at(path).and_then(as_number)
    }

    pub fn count(&self, path: &str) -> u64 {
        self.number(path).unwrap_or(0.0) as u64
    }

    pub fn list(&self, path: &str) -> Vec<Value> {
        match self.at(path) {
            Some(Value::Array(values)) => values.clone(),
            Some(value) => vec![value.clone()],
            None => Vec::new(),
        }
    }

    pub fn texts(&self, path: &str) -> Vec<String> {
        self.list(path).iter().map(plain).collect()
    }

    pub fn counts(&self, path: &str) -> Vec<u64> {
        self.list(path).iter().filter_map(Value::as_u64).collect()
    }

    /// Rows of the data set that the filter leaves.
    pub fn rows(&self) -> Vec<Row> {
        let path = self.data.join(self.text("/dataset"));
        let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let rows = reader.deserialize::<Row>().map(|row| row.expect("a row of the data set"));
        rows.filter(|row| self.keeps(row)).collect()
    }

    pub fn keeps(&self, row: &Row) -> bool {
        let Some(filter) = self.at("/select/where").and_then(Value::as_object) else { return true };
        filter.iter().all(|(column, wanted)| {
            let values: Vec<String> = match wanted {
                Value::Array(values) => values.iter().map(plain).collect(),
                value => vec![plain(value)],
            };
            match column.strip_suffix("_not") {
                Some(column) => !values.contains(&row[column]),
                None => values.contains(&row[column]),
            }
        })
    }

    /// Counts of a table: those of the case, else of its two columns.
    pub fn table(&self) -> Vec<Vec<u64>> {
        if self.at("/inputs/counts").is_some() {
            let row = |row: &Value| match row {
                Value::Array(cells) => cells.iter().filter_map(Value::as_u64).collect(),
                cell => vec![cell.as_u64().unwrap_or(0)],
            };
            return self.list("/inputs/counts").iter().map(row).collect();
        }
        let columns = (self.text("/select/row"), self.text("/select/col"));
        let rows = self.rows();
        let pairs: Vec<(&str, &str)> = rows
            .iter()
            .map(|row| (row[columns.0].as_str(), row[columns.1].as_str()))
            .filter(|(row, column)| !row.is_empty() && !column.is_empty())
            .collect();
        let levels = |of: fn(&(&str, &str)) -> String| {
            let mut levels: Vec<String> = pairs.iter().map(of).collect();
            levels.sort_by(|left, right| match (left.parse::<f64>(), right.parse::<f64>()) {
                (Ok(left), Ok(right)) => left.total_cmp(&right),
                _ => left.cmp(right),
            });
            levels.dedup();
            levels
        };
        let (of_rows, of_columns) = (levels(|pair| pair.0.to_owned()), levels(|pair| pair.1.to_owned()));
        let cell = |row: &String, column: &String| {
            pairs.iter().filter(|pair| pair.0 == row && pair.1 == column).count() as u64
        };
        of_rows.iter().map(|row| of_columns.iter().map(|column| cell(row, column)).collect()).collect()
    }

    /// Values of both waves: those of the case, else of its data set.
    pub fn waves(&self) -> [Vec<f64>; 2] {
        if self.at("/inputs").is_some_and(|inputs| inputs.get("earlier").is_some()) {
            return ["/inputs/earlier", "/inputs/later"].map(|path| self.given(path));
        }
        let column = self.text(if self.at("/select/wave").is_some() { "/select/wave" } else { "/select/group" });
        let mut waves = [self.texts("/select/waves"), self.texts("/select/groups")].concat();
        if waves.is_empty() {
            waves = vec!["1".to_owned(), "2".to_owned()];
        }
        let rows = self.rows();
        let value = |row: &Row| self.value(row, self.text("/select/value"));
        [0, 1].map(|place| rows.iter().filter(|row| row[column] == waves[place]).filter_map(value).collect())
    }

    /// Values, bare or with their counts.
    pub fn given(&self, path: &str) -> Vec<f64> {
        let Some(counts) = self.at(path).and_then(|given| given.get("counts")) else {
            return self.list(path).iter().filter_map(as_number).collect();
        };
        let counts =
            if counts.is_array() { self.counts(&format!("{path}/counts")) } else { vec![counts.as_u64().unwrap()] };
        let values = self.list(&format!("{path}/values"));
        let each = values.iter().zip(counts).map(|(value, count)| (as_number(value).unwrap(), count as usize));
        each.flat_map(|(value, count)| std::iter::repeat_n(value, count)).collect()
    }

    /// The value of a person: a column, a derived code, or a score of items of which half are answered.
    pub fn value(&self, row: &Row, name: &str) -> Option<f64> {
        const PARTIES: [&str; 7] = [
            "Strong democrat",
            "Not str democrat",
            "Ind,near dem",
            "Independent",
            "Ind,near rep",
            "Not str republican",
            "Strong republican",
        ];
        match name {
            "pid7" => PARTIES.iter().position(|party| *party == row["partyid"]).map(|place| place as f64 + 1.0),
            "factor_score agree" => score(row, &["-A1", "A2", "A3", "A4", "A5"], 7.0),
            _ if name.starts_with("score = ") => score(row, &ANXIETY, 5.0),
            _ => row[name].parse().ok(),
        }
    }

    pub fn compare(&self, found: &Found) -> Result<(), String> {
        let expected = self.at("/expected").and_then(Value::as_object).ok_or("expects nothing")?;
        let fault = |(field, wanted): (&String, &Value)| match found.get(field) {
            Some(value) if self.equal(value, wanted, field, found) => None,
            Some(value) => Some(format!("{field}: {value}, expected {wanted}")),
            None if wanted.is_null() => None,
            None => Some(format!("{field}: not worked out, expected {wanted}")),
        };
        let faults: Vec<String> = expected.iter().filter_map(fault).collect();
        if faults.is_empty() { Ok(()) } else { Err(format!("{}: {}", self.text("/id"), faults.join("; "))) }
    }

    pub fn equal(&self, found: &Value, wanted: &Value, field: &str, all: &Found) -> bool {
        let equal = |found: &Value, wanted: &Value| self.equal(found, wanted, field, all);
        match (found, wanted) {
            (Value::Array(found), Value::Array(wanted)) => {
                found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| equal(found, wanted))
            }
            // A list of one is written bare.
            (Value::Array(found), wanted) if found.len() == 1 => equal(&found[0], wanted),
            _ => match (as_number(found), as_number(wanted)) {
                (Some(found), Some(wanted)) => self.near(found, wanted, field, all),
                _ => found == wanted,
            },
        }
    }

    pub fn near(&self, found: f64, wanted: f64, field: &str, all: &Found) -> bool {
        let distance = (found - wanted).abs();
        if field.starts_with("fisher_mc") {
            // Both were drawn, or ours is exact: four standard errors of the difference.
            let own = all.get("own_se").and_then(Value::as_f64).unwrap_or(0.0);
            let theirs = self.number("/expected/fisher_mc_se").unwrap_or(0.0);
            return field == "fisher_mc_se" || distance <= 4.0 * own.hypot(theirs);
        }
        let tolerance = |kind: &str| self.number(&format!("/tolerance/{kind}"));
        if let Some(own) = tolerance(&format!("fields/{field}")) {
            let absolute = self.text("/tolerance/field_kind") == "absolute";
            return distance <= if absolute { own } else { own * wanted.abs() };
        }
        distance <= tolerance("abs").unwrap_or(0.0) || distance <= tolerance("rel").unwrap_or(0.0) * wanted.abs()
    }
}

/// Items of the state anxiety inventory; the calm ones reversed.
const ANXIETY: [&str; 20] = [
    "-calm",
    "-secure",
    "tense",
    "regretful",
    "-at.ease",
    "upset",
    "worrying",
    "-rested",
    "anxious",
    "-comfortable",
    "-confident",
    "nervous",
    "jittery",
    "high.strung",
    "-relaxed",
    "-content",
    "worried",
    "rattled",
    "-joyful",
    "-pleasant",
];

pub fn score(row: &Row, items: &[&str], reverse: f64) -> Option<f64> {
    let value = |item: &&str| match item.strip_prefix('-') {
        Some(item) => row[item].parse::<f64>().ok().map(|value| reverse - value),
        None => row[*item].parse().ok(),
    };
    let answered: Vec<f64> = items.iter().filter_map(value).collect();
    (2 * answered.len() >= items.len()).then(|| answered.iter().sum::<f64>() / answered.len() as f64)
}

pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

pub fn as_number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

/// Fields of a result.
pub fn fields<const N: usize>(fields: [(&str, Value); N]) -> Found {
    fields.into_iter().map(|(field, value)| (field.to_owned(), value)).collect()
}

pub fn not_computed(reason: Reason) -> Found {
    fields([("status", json!("not_computed")), ("reason", json!(reason.code()))])
}

/// Status and reason of a part, as fields.
pub fn standing<T>(part: &Result<T, Reason>) -> Found {
    match part {
        Ok(_) => fields([("status", json!("computed"))]),
        Err(reason) => not_computed(*reason),
    }
}
