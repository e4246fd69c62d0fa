//! Words to test with: made-up ones that others have counted too, and small ones for counting by hand.

use serde_json::Value;
use server::themes::corpus::{Corpus, Text};
use server::themes::words::{Language, Reading};

/// The made-up words and what others found in them.
pub struct Reference(pub Value);

impl Reference {
    pub fn read() -> Self {
        Self(serde_json::from_str(include_str!("../fixtures/themes/reference.json")).expect("the reference is JSON"))
    }

    pub fn list(&self, key: &str) -> &[Value] {
        self.0[key].as_array().expect("a list")
    }

    pub fn numbers(&self, key: &str) -> Vec<u32> {
        self.list(key).iter().map(|value| value.as_u64().expect("a number") as u32).collect()
    }

    pub fn corpus(&self) -> Corpus {
        let texts = self.list("texts").iter().zip(self.numbers("people"));
        let texts: Vec<Text> = texts
            .map(|(text, person)| Text { person, language: Language::Other, words: text.as_str().expect("a text") })
            .collect();
        Corpus::read(&texts, Reading::default())
    }
}

/// Passages of single words, one for each pair of person and text.
pub fn small(texts: &[(u32, &str)]) -> Corpus {
    let texts: Vec<Text> =
        texts.iter().map(|(person, words)| Text { person: *person, language: Language::Other, words }).collect();
    Corpus::read(&texts, Reading::default())
}

/// Whether two numbers are the same, relative to what is expected.
pub fn near(found: f64, expected: f64, tolerance: f64) -> bool {
    (found - expected).abs() <= tolerance * expected.abs() + 1e-13
}
