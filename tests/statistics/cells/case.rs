//! A reference case: its parts, its data, and whether what was found is what is expected.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use server::statistics::Interval;

pub type Found = BTreeMap<String, Value>;
pub type Outcome = Result<Found, String>;
pub type Row = BTreeMap<String, String>;

pub struct Case<'a> {
    pub value: &'a Value,
    pub data: &'a Path,
}

/// Fields by name.
pub fn fields<const N: usize>(fields: [(&str, Value); N]) -> Found {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Adds two limits.
pub fn ends(found: &mut Found, low: &str, high: &str, interval: Option<Interval>) {
    found.insert(low.into(), json!(interval.map(|interval| interval.low)));
    found.insert(high.into(), json!(interval.map(|interval| interval.high)));
}

/// What could not be worked out, and why.
pub fn refused(reason: &str) -> Found {
    fields([("status", json!("not_computed")), ("reason", json!(reason))])
}

/// A value as a data set would have it.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A bare value counts as a list of one.
pub fn many(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().map(plain).collect(),
        Value::Null => Vec::new(),
        value => vec![plain(value)],
    }
}

impl Case<'_> {
    pub fn at(&self, path: &str) -> Option<&Value> {
        self.value.pointer(path)
    }

    pub fn number(&self, path: &str) -> Option<f64> {
        self.at(path).and_then(Value::as_f64)
    }

    pub fn count(&self, path: &str) -> Result<usize, String> {
        self.at(path).and_then(Value::as_u64).map(|count| count as usize).ok_or_else(|| format!("no count at {path}"))
    }

    pub fn texts(&self, path: &str) -> Vec<String> {
        self.at(path).map(many).unwrap_or_default()
    }

    pub fn text(&self, path: &str) -> Result<String, String> {
        self.texts(path).into_iter().next().ok_or_else(|| format!("nothing at {path}"))
    }

    pub fn has_data(&self) -> bool {
        self.value["dataset"].as_str().is_some_and(|name| name.ends_with(".csv"))
    }

    /// All rows of its data set.
    pub fn all_rows(&self) -> Result<Vec<Row>, String> {
        let path = self.data.join(self.value["dataset"].as_str().unwrap_or_default());
        let mut reader = csv::Reader::from_path(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        reader.deserialize().collect::<Result<_, _>>().map_err(|error| error.to_string())
    }

    /// The rows that its filter leaves.
    pub fn rows(&self) -> Result<Vec<Row>, String> {
        let filter = self.at("/select/where").and_then(Value::as_object);
        let keeps =
            |row: &Row| filter.into_iter().flatten().all(|(column, wanted)| many(wanted).contains(&row[column]));
        Ok(self.all_rows()?.into_iter().filter(keeps).collect())
    }

    /// The column of the rows that `path` names, as numbers.
    pub fn column(&self, path: &str) -> Result<Vec<Option<f64>>, String> {
        let name = self.text(path)?;
        let rows = self.rows()?;
        rows.iter().map(|row| Ok(row.get(&name).ok_or(format!("no column {name}"))?.parse().ok())).collect()
    }

    /// Numbers of the data set, or those that the case brings. Counts that it brings beside the data must be the same.
    pub fn numbers(&self) -> Result<Vec<Option<f64>>, String> {
        let values = self.at("/inputs/values").map(many).unwrap_or_default();
        if !self.has_data() {
            return Ok(values.iter().map(|value| value.parse().ok()).collect());
        }
        let found = self.column("/select/value")?;
        let counts = self.at("/inputs/counts").map(many).unwrap_or_default();
        for (value, count) in values.iter().zip(counts) {
            let value = value.parse::<f64>().ok();
            if found.iter().filter(|found| **found == value).count().to_string() != count {
                return Err(format!("the data set has not {count} answers {value:?}"));
            }
        }
        Ok(found)
    }

    /// Whether every expected field was found, near enough.
    pub fn compare(&self, found: &Found) -> Result<(), String> {
        let expected = self.at("/expected").and_then(Value::as_object).ok_or("expects nothing")?;
        let differs = |(field, wanted): (&String, &Value)| match found.get(field) {
            Some(value) if self.equal(value, wanted, field) => None,
            Some(value) => Some(format!("{field}: {value}, expected {wanted}")),
            None => Some(format!("{field}: not worked out")),
        };
        let wrong: Vec<String> = expected.iter().filter_map(differs).collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
    }

    fn equal(&self, found: &Value, wanted: &Value, field: &str) -> bool {
        match (found, wanted) {
            (Value::Array(found), Value::Array(wanted)) => {
                let pairs = || found.iter().zip(wanted);
                found.len() == wanted.len() && pairs().all(|(found, wanted)| self.equal(found, wanted, field))
            }
            // A list of one is written bare.
            (Value::Array(found), wanted) => found.len() == 1 && self.equal(&found[0], wanted, field),
            (Value::Object(found), Value::Object(wanted)) => {
                let same = |(key, wanted): (&String, &Value)| {
                    found.get(key).is_some_and(|found| self.equal(found, wanted, field))
                };
                wanted.iter().all(same)
            }
            _ => match (found.as_f64(), wanted.as_f64()) {
                (Some(found), Some(wanted)) => self.near(found, wanted, field),
                _ => found == wanted,
            },
        }
    }

    fn near(&self, found: f64, wanted: f64, field: &str) -> bool {
        let tolerance = |kind: &str| self.number(&format!("/tolerance/{kind}")).unwrap_or(0.0);
        let distance = (found - wanted).abs();
        if let Some(own) = self.number(&format!("/tolerance/fields/{field}")) {
            let absolute = self.texts("/tolerance/field_kind") == ["absolute"];
            return distance <= if absolute { own } else { own * wanted.abs() };
        }
        distance <= tolerance("abs") || distance <= tolerance("rel") * wanted.abs()
    }
}
