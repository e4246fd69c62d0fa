//! What of somebody's words lies in a browser's folder: in clear, in capitals, as UTF-16, and inside whatever was packed.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use memchr::memmem;

use crate::unpack;

/// Words that nobody else would write, and what they are.
#[derive(Clone, Debug)]
pub struct Words {
    /// Answer, question, code …
    pub what: &'static str,
    /// As they stand on the page or are typed.
    pub words: String,
}

/// Found words.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What they are.
    pub what: &'static str,
    words: String,
    how: &'static str,
    file: String,
}

impl fmt::Display for Trace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} “{}” {} in {}", self.what, self.words, self.how, self.file)
    }
}

/// What was looked through, and what was found there.
pub struct Found {
    /// Files.
    pub files: usize,
    /// Their bytes as they lie there.
    pub bytes: usize,
    /// Words that were found.
    pub traces: Vec<Trace>,
}

impl Found {
    /// Whether words of this kind were found.
    pub fn has(&self, what: &str) -> bool {
        self.traces.iter().any(|trace| trace.what == what)
    }
}

/// Looks for words through every file below a folder, and through the names of the files.
pub fn look(folder: &Path, wanted: &[Words]) -> Found {
    let mut found = Found { files: 0, bytes: 0, traces: Vec::new() };
    for path in files(folder) {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap_or_default();
        (found.files, found.bytes) = (found.files + 1, found.bytes + bytes.len());
        let mut seek = |how, text: &[u8]| found.traces.extend(holds(text, wanted, how, &name));
        seek("as the name of a file", name.as_bytes());
        seek("as it is", &bytes);
        for (how, text) in unpack::all(&name, &bytes) {
            seek(how, &text);
        }
    }
    found
}

fn holds(text: &[u8], wanted: &[Words], how: &'static str, file: &str) -> Vec<Trace> {
    let here = wanted.iter().filter(|one| spellings(&one.words).any(|bytes| memmem::find(text, &bytes).is_some()));
    here.map(|one| Trace { what: one.what, words: one.words.clone(), how, file: file.to_owned() }).collect()
}

/// The bytes that words may have.
fn spellings(words: &str) -> impl Iterator<Item = Vec<u8>> {
    let cases = BTreeSet::from([words.to_owned(), words.to_lowercase(), words.to_uppercase()]);
    cases.into_iter().flat_map(|words| {
        let wide = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [words.into_bytes(), wide]
    })
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files(&entry.path())),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {} // links lead to what is looked at where it is, or out of the folder; sockets hold nothing
        }
    }
    found
}
