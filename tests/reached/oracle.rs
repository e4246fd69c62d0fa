//! The reference figures, and how a page writes a number.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

/// All reference cases, and the folder of their tables.
pub struct Oracle {
    pub folder: PathBuf,
    cases: Vec<Value>,
}

impl Oracle {
    /// Reads every file of reference figures; nothing where there is no folder of data.
    pub fn read() -> Option<Self> {
        let folder = crate::oracle_cases::data()?;
        let files = std::fs::read_dir(folder.join("oracle")).unwrap().map(|entry| entry.unwrap().path());
        let json = files.filter(|file| file.extension().is_some_and(|ending| ending == "json"));
        let cases = json.flat_map(|file| {
            let all: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
            all["cases"].as_array().unwrap().clone()
        });
        Some(Self { cases: cases.collect(), folder })
    }

    /// The names of all statistics.
    pub fn statistics(&self) -> BTreeSet<String> {
        self.cases.iter().map(|case| case["statistic"].as_str().unwrap().to_owned()).collect()
    }

    /// What a case expects.
    pub fn case(&self, id: &str) -> Case<'_> {
        let case = self.cases.iter().find(|case| case["id"] == id).unwrap_or_else(|| panic!("no case {id}"));
        Case { expected: &case["expected"], inputs: &case["inputs"], statistic: case["statistic"].as_str().unwrap() }
    }

    /// A table of the data folder.
    pub fn table(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.join("open").join(name)).unwrap()
    }

    /// The rows of a table by their columns' names.
    pub fn rows(&self, name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
        let bytes = self.table(name);
        csv::Reader::from_reader(bytes.as_slice()).deserialize().map(|row| row.unwrap()).collect()
    }
}

/// One case.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub expected: &'a Value,
    pub inputs: &'a Value,
    pub statistic: &'a str,
}

impl Case<'_> {
    /// A number that it expects, by a path such as `/p_value`.
    pub fn number(&self, path: &str) -> f64 {
        let path = format!("/{}", path.trim_start_matches('/'));
        self.expected.pointer(&path).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {path} in {}", self.expected))
    }

    /// With so many decimals.
    pub fn fixed(&self, path: &str, decimals: usize) -> String {
        format!("{:.decimals$}", self.number(path))
    }

    /// In whole percents.
    pub fn percent(&self, path: &str) -> String {
        format!("{:.0}", self.number(path) * 100.0)
    }

    /// As a p-value.
    pub fn p(&self, path: &str) -> String {
        p(self.number(path))
    }

    /// The same with its letter.
    pub fn probable(&self, path: &str) -> String {
        let p = self.p(path);
        if p.starts_with('<') { format!("p {p}") } else { format!("p = {p}") }
    }

    /// `low to high` with so many decimals.
    pub fn limits(&self, low: &str, high: &str, decimals: usize) -> String {
        format!("{} to {}", self.fixed(low, decimals), self.fixed(high, decimals))
    }
}

/// A p-value as pages write it.
pub fn p(value: f64) -> String {
    if value < 0.001 { "< .001".to_owned() } else { format!("{value:.3}").trim_start_matches('0').to_owned() }
}
