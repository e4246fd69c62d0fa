//! What must never lie in clear on the disk: passphrases, codes, and what respondents wrote. Every data folder of a
//! platform or an office is looked through when its test ends, so that the whole suite is one search.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Words shorter than this may stand in a file by chance, or in an instrument.
const LONG: usize = 16;

/// A code as people type it is no shorter.
const CODE: usize = 9;

/// Larger files are not looked through: tests that make them look for themselves.
const LARGEST: u64 = 8 << 20;

/// What is looked for; browsers of respondents add what they send.
#[derive(Clone, Debug, Default)]
pub struct Canaries(Arc<Mutex<BTreeSet<String>>>);

impl Canaries {
    /// Adds words of several, if they are long enough to be nobody else's.
    pub fn say(&self, words: &str) {
        if words.len() >= LONG && words.contains(' ') {
            self.add(words);
        }
    }

    /// Adds a code.
    pub fn code(&self, code: &str) {
        if code.len() >= CODE {
            self.add(code);
        }
    }

    /// Adds what a form carries: words that somebody typed, and codes.
    pub fn form(&self, fields: &[(&str, &str)]) {
        for (name, value) in fields {
            match *name {
                "_code" | "_resume" => self.code(value),
                own if own.starts_with('_') => {}
                _ => self.say(value),
            }
        }
    }

    fn add(&self, words: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(words.to_owned());
    }

    /// What of it, and of the passphrase of everybody in tests, lies in clear in a folder: words and file.
    pub fn found(&self, folder: &Path) -> Vec<String> {
        let mut wanted = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        wanted.insert(super::PASSPHRASE.to_owned());
        let mut found = Vec::new();
        for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if file.metadata().is_ok_and(|known| known.is_file() && known.len() <= LARGEST) {
                let bytes = std::fs::read(file.path()).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes);
                let here = wanted.iter().filter(|words| text.contains(words.as_str()));
                found.extend(here.map(|words| format!("“{words}” in {}", file.file_name().to_string_lossy())));
            }
        }
        found
    }

    /// Ends a data folder: nothing of all that may lie there in clear.
    pub fn end(&self, folder: &Path) {
        let found = self.found(folder);
        super::database::end(folder);
        let _ = std::fs::remove_dir_all(folder);
        assert!(found.is_empty() || std::thread::panicking(), "in clear on the disk: {found:#?}");
    }
}
