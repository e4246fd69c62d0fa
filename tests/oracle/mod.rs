//! Reference figures: reads case files, finds the columns that a case names, compares, counts.
#![allow(dead_code, reason = "each test file uses its part of it")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// What a handler found, by the field names of the case.
pub type Found = BTreeMap<&'static str, Value>;

/// Works out one case; `None` when it has no handler for the case's statistic.
pub type Handler = fn(&Case) -> Option<Found>;

/// The folder of data and reference figures: `TIDEMARK_DATA`, or `../shared/data` beside the project.
pub fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("TIDEMARK_DATA").map_or(beside, PathBuf::from);
    let found = folder.is_dir().then_some(folder.clone());
    if found.is_none() {
        println!("SKIPPED: no data in {} (set TIDEMARK_DATA)", folder.display());
    }
    found
}

/// One reference case and the folder that its data set lies in.
pub struct Case {
    folder: PathBuf,
    value: Value,
}

impl Case {
    /// Its statistic.
    pub fn statistic(&self) -> &str {
        self.value["statistic"].as_str().unwrap_or_default()
    }

    /// A part of it, by a path such as `/inputs/x`.
    pub fn at(&self, path: &str) -> Option<&Value> {
        self.value.pointer(path)
    }

    /// A number in it.
    pub fn number(&self, path: &str) -> Option<f64> {
        self.at(path).and_then(Value::as_f64)
    }

    /// Texts below `path`; a bare one counts as a list of one.
    pub fn texts(&self, path: &str) -> Vec<String> {
        match self.at(path) {
            Some(Value::Array(values)) => values.iter().map(plain).collect(),
            Some(Value::Null) | None => Vec::new(),
            Some(value) => vec![plain(value)],
        }
    }

    /// Rows of its data set that its filter leaves.
    pub fn rows(&self) -> Vec<BTreeMap<String, String>> {
        let path = self.folder.join(self.value["dataset"].as_str().unwrap_or_default());
        let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let rows = reader.deserialize::<BTreeMap<String, String>>().map(|row| row.expect("a row of the data set"));
        rows.filter(|row| self.keeps(row)).collect()
    }

    fn keeps(&self, row: &BTreeMap<String, String>) -> bool {
        let Some(filter) = self.at("/select/where").and_then(Value::as_object) else { return true };
        filter.iter().all(|(column, wanted)| row[column] == plain(wanted))
    }

    /// Numbers of one column, `None` where it is empty; from counts or values where the case brings its own.
    pub fn numbers(&self) -> Vec<Option<f64>> {
        if let Some(Value::Array(counts)) = self.at("/inputs/counts") {
            let values = self.texts("/inputs/values");
            let pairs =
                values.iter().zip(counts).map(|(value, count)| (value.parse().ok(), count.as_u64().unwrap_or(0)));
            let missing = self.number("/expected/n_missing").unwrap_or(0.0) as usize;
            let given = pairs.flat_map(|(value, count)| (0..count).map(move |_| value));
            return given.chain((0..missing).map(|_| None)).collect();
        }
        match self.at("/inputs/values") {
            Some(Value::Array(values)) => values.iter().map(Value::as_f64).collect(),
            _ => self.column(&self.texts("/select/value")[0]),
        }
    }

    /// One column of the data set as numbers.
    pub fn column(&self, name: &str) -> Vec<Option<f64>> {
        self.rows().iter().map(|row| row[name].parse().ok()).collect()
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The cases of a file.
pub fn cases(file: &Path, folder: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut whole: Value = serde_json::from_str(&text).expect("a case file is JSON");
    let Value::Array(values) = whole["cases"].take() else { panic!("{} has no cases", file.display()) };
    values.into_iter().map(|value| Case { folder: folder.to_owned(), value }).collect()
}

/// Runs every case, prints passed and failed by statistic, and returns what was wrong.
pub fn run(cases: &[Case], handler: Handler) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut passed_in_all = 0;
    let mut count: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for case in cases {
        let faults = faults(case, handler);
        let entry = count.entry(case.statistic()).or_default();
        if faults.is_empty() {
            entry.0 += 1;
            passed_in_all += 1;
        } else {
            entry.1 += 1
        }
        wrong.extend(faults);
    }
    for (statistic, (passed, failed)) in count {
        println!("{statistic}: {passed} passed, {failed} failed");
    }
    println!("{passed_in_all} of {}", cases.len());
    wrong
}

fn faults(case: &Case, handler: Handler) -> Vec<String> {
    let name = plain(&case.value["id"]);
    let Some(found) = handler(case) else { return vec![format!("{name}: no handler for {}", case.statistic())] };
    let Some(expected) = case.value["expected"].as_object() else { return vec![format!("{name}: expects nothing")] };
    let differs = |field: &str, wanted: &Value| match found.get(field) {
        Some(value) if equal(value, wanted, case, field) => None,
        Some(value) => Some(format!("{name} {field}: {value}, expected {wanted}")),
        None => Some(format!("{name} {field}: not worked out")),
    };
    expected.iter().filter_map(|(field, wanted)| differs(field, wanted)).collect()
}

fn equal(found: &Value, wanted: &Value, case: &Case, field: &str) -> bool {
    match (found, wanted) {
        (Value::Array(found), Value::Array(wanted)) => {
            found.len() == wanted.len()
                && found.iter().zip(wanted).all(|(found, wanted)| equal(found, wanted, case, field))
        }
        _ => match (found.as_f64(), wanted.as_f64()) {
            (Some(found), Some(wanted)) => near(found, wanted, case, field),
            _ => found == wanted,
        },
    }
}

fn near(found: f64, wanted: f64, case: &Case, field: &str) -> bool {
    let tolerance = |kind: &str| case.number(&format!("/tolerance/{kind}")).unwrap_or(0.0);
    let distance = (found - wanted).abs();
    if let Some(own) = case.number(&format!("/tolerance/fields/{field}")) {
        let absolute = case.texts("/tolerance/field_kind") == ["absolute"];
        return distance <= if absolute { own } else { own * wanted.abs() };
    }
    distance <= tolerance("abs") || distance <= tolerance("rel") * wanted.abs()
}
