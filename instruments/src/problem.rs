//! What is wrong, where, and the values that a sentence about it needs. The sentence itself is written in `app/src/locales`.

use std::collections::BTreeMap;

/// Where a problem was found; lines and columns count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// Line in the instrument file, when known.
    pub line: Option<usize>,
    /// Column in that line, or in the expression.
    pub column: Option<usize>,
    /// Id of the section, question or scale concerned, empty for the whole instrument.
    pub id: String,
    /// The language concerned, when only one is.
    pub language: Option<String>,
}

/// One problem: a stable code (also the key of its sentence, `problem-<code>`) and its values.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// Stable, in kebab case, such as `missing-translation`.
    pub code: &'static str,
    /// Whether publishing must wait until it is mended; otherwise it is advice.
    pub serious: bool,
    /// Where it is.
    pub place: Place,
    /// Values for the sentence, by the name that the sentence uses.
    pub values: BTreeMap<&'static str, String>,
}

impl Problem {
    /// A problem that stops publishing.
    pub fn error(code: &'static str, place: Place) -> Self {
        Self { code, serious: true, place, values: BTreeMap::new() }
    }

    /// A problem that is worth knowing, and that a person may decide to leave.
    pub fn advice(code: &'static str, place: Place) -> Self {
        Self { serious: false, ..Self::error(code, place) }
    }

    /// Adds a value for the sentence.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.insert(name, value.to_string());
        self
    }
}

impl Place {
    /// A place known by an id alone.
    pub fn of(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }
}
