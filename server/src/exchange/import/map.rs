//! MAP.toml: which column of the file is which key of the instrument.

use std::collections::BTreeMap;

use instruments::{MissingReason, Place, Problem};

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Map {
    /// The program that wrote the file; decides how headers are read.
    pub program: Program,
    /// Column that says the wave, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wave: Option<String>,
    /// Column that says the site, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Column with a weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// Column with a code that pairs waves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Columns that are left out on purpose.
    pub drop: Vec<String>,
    /// What the file writes where there is no answer, in any column.
    pub missing: BTreeMap<String, MissingReason>,
    /// Name of a wave by what stands in the wave column.
    pub waves: BTreeMap<String, String>,
    /// Name of a site by what stands in the site column.
    pub sites: BTreeMap<String, String>,
    /// Columns; those whose name is a key (or `key.option`) need not be listed.
    pub columns: BTreeMap<String, Entry>,
}

/// Who wrote the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Program {
    /// One row of headers: Google Forms, spreadsheets, statistics programs, our own export.
    #[default]
    Plain,
    /// Two: the question over its first column, options below.
    SurveyMonkey,
    /// Three: short name, question, and an `ImportId` in JSON.
    Qualtrics,
}

impl Program {
    /// How many rows of headers it writes.
    pub fn header_rows(self) -> usize {
        match self {
            Self::Plain => 1,
            Self::SurveyMonkey => 2,
            Self::Qualtrics => 3,
        }
    }
}

/// Where a column goes: a key alone, or a key with how its cells are read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Entry {
    /// `A1 = "agree.first"`
    Key(String),
    /// `A1 = { key = "agree.first", recode = { "9" = "3" } }`
    Reading(Reading),
}

/// How the cells of a column are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// The key.
    pub key: String,
    /// For split columns: the code of the option that this column is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// For a ranking with a column for each place: which place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<usize>,
    /// For several answers in one cell: what stands between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// Codes (or other words) by what stands in the cell.
    pub recode: BTreeMap<String, String>,
    /// What this column writes where there is no answer.
    pub missing: BTreeMap<String, MissingReason>,
}

impl Entry {
    /// The whole reading.
    pub fn reading(&self) -> Reading {
        match self {
            Self::Key(key) => Reading { key: key.clone(), ..Reading::default() },
            Self::Reading(reading) => reading.clone(),
        }
    }
}

impl Map {
    /// Reads MAP.toml.
    pub fn parse(source: &str) -> Result<Self, Vec<Problem>> {
        toml::from_str(source).map_err(|error| {
            let before = error.span().and_then(|span| source.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let place = Place { line: Some(line), ..Place::default() };
            vec![Problem::error("import-map-broken", place).with("line", line).with("message", error.message())]
        })
    }
}

#[cfg(test)]
mod tests {
    //! A researcher writes a map by hand.

    use super::*;

    #[test]
    fn a_slip_is_named_with_its_line() {
        let problems = Map::parse("wave = \"year\"\n\n[columns]\nA = { kye = \"a\" }\n").unwrap_err();
        assert_eq!((problems[0].code, problems[0].place.line), ("import-map-broken", Some(4)));
    }

    #[test]
    fn short_and_long_entries_are_read() {
        let map = Map::parse(
            "[missing]\nRefused = \"prefer_not\"\n[columns]\nA = \"a\"\nB = { key = \"b\", option = \"x\" }\n",
        )
        .unwrap();
        assert_eq!(map.columns["A"].reading().key, "a");
        assert_eq!(map.columns["B"].reading().option.as_deref(), Some("x"));
        assert_eq!(map.missing["Refused"], MissingReason::PreferNot);
    }
}
