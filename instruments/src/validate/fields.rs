//! The fields of a form as they came: cleaned of characters that no answer may hold, and crossed off when read.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

/// Submitted fields by name.
pub(super) struct Fields {
    values: BTreeMap<String, Vec<String>>,
    odd: BTreeSet<String>,
    read: BTreeSet<String>,
}

impl Fields {
    pub(super) fn of(fields: &[(String, String)]) -> Self {
        let mut all = Self { values: BTreeMap::new(), odd: BTreeSet::new(), read: BTreeSet::new() };
        for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with('_')) {
            let clean = clean(value);
            if value.chars().any(is_odd) {
                all.odd.insert(name.clone());
            }
            all.values.entry(name.clone()).or_default().push(clean);
        }
        all
    }

    /// The values of a field that are not blank; the field counts as read.
    pub(super) fn take(&mut self, name: &str) -> Vec<String> {
        self.read.insert(name.to_owned());
        self.filled(name)
    }

    /// One value of a field: the first that is not blank.
    pub(super) fn take_one(&mut self, name: &str) -> Option<String> {
        self.take(name).into_iter().next()
    }

    /// Whether the field came at all, blank or not.
    pub(super) fn came(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Whether some field came whose name is `key`, or starts with it and a mark.
    pub(super) fn speaks_of(&self, key: &str) -> bool {
        let begins = |mark: char| {
            self.values
                .range(format!("{key}{mark}")..)
                .next()
                .is_some_and(|(name, _)| name.starts_with(&format!("{key}{mark}")))
        };
        self.came(key) || begins('.') || begins('~')
    }

    /// Whether characters had to be taken out of it.
    pub(super) fn had_odd_characters(&self, name: &str) -> bool {
        self.odd.contains(name)
    }

    /// The values of a field, put together for showing them again.
    pub(super) fn typed(&self, name: &str) -> String {
        self.filled(name).join(" ")
    }

    /// Crosses off every field of a question.
    pub(super) fn pass_over(&mut self, key: &str) {
        let (dot, mark) = (format!("{key}."), format!("{key}~"));
        let own = |name: &&String| *name == key || name.starts_with(&dot) || name.starts_with(&mark);
        self.read.extend(self.values.keys().filter(own).cloned());
    }

    /// Fields with a value that nobody read.
    pub(super) fn left(&self) -> Vec<String> {
        self.values.keys().filter(|name| !self.read.contains(*name) && !self.filled(name).is_empty()).cloned().collect()
    }

    fn filled(&self, name: &str) -> Vec<String> {
        self.values.get(name).into_iter().flatten().filter(|value| !value.is_empty()).cloned().collect()
    }
}

/// One way of writing the same words: composed letters, plain line ends, no blanks around, nothing odd.
pub fn clean(value: &str) -> String {
    let lines = value.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|letter| !is_odd(*letter)).nfc().collect::<String>().trim().to_owned()
}

/// Control characters, and what stands where broken text could not be read.
fn is_odd(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
        || matches!(letter, '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
}
