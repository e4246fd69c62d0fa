//! Heads of the audit that were printed earlier: a chain that was cut at its end lacks one of them.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Findings;
use crate::http::Pages;
use crate::store::{Store, acts, audit};
use crate::{Error, Result, chance, rights};

/// Heads of the audit that were printed earlier.
pub(super) struct Earlier {
    /// On the command line.
    pub(super) given: Vec<String>,
    /// In a file, which need not be there yet.
    pub(super) file: Option<PathBuf>,
}

/// Whether the chain is whole, knows of everything that is there, and holds every head that was printed earlier. Then the
/// file of heads learns the new one.
pub(super) async fn look(store: &Store, earlier: &Earlier, findings: &mut Findings<'_>) -> Result<()> {
    let (acts, head) = match audit::verify(store).await? {
        audit::Verdict::Whole { acts, head } => (acts, head),
        audit::Verdict::Broken { position } => {
            findings.wrong("doctor-audit-broken", &position.to_string());
            return Ok(());
        }
    };
    findings.fine("doctor-audit", &format!("{acts} {head}"));
    for missing in acts::missing(store).await? {
        let told = told(&missing, findings.pages);
        findings.wrong("doctor-audit-short", &told);
    }
    let known = match earlier.heads() {
        Ok(known) => known,
        Err(Error::Invalid(code, value)) => {
            findings.wrong(code, &value);
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    for word in without_heads(&earlier.given) {
        findings.wrong("doctor-head-none", word);
    }
    let missing = missing(store, &known).await?;
    for head in &missing {
        findings.wrong("doctor-head-missing", head);
    }
    if !missing.is_empty() {
        return Ok(());
    }
    if !known.is_empty() {
        findings.fine("doctor-heads", &known.len().to_string());
    }
    if let Err(Error::Invalid(code, value)) = earlier.add(&known, acts, &head) {
        findings.wrong(code, &value);
    }
    Ok(())
}

/// How many of something stand there without their act: `1 person`.
pub fn told(missing: &acts::Missing, pages: &Pages) -> String {
    pages.staff.sentence(&format!("missing-{}", missing.what), &missing.count.to_string())
}

/// The heads in whatever was printed: days, numbers and sentences are passed over.
pub fn read(text: &str) -> Vec<String> {
    let is_head = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split_whitespace().filter(is_head).map(str::to_lowercase).collect()
}

/// What was given as a head and has none in it: no reason to say that the record was cut.
pub fn without_heads(given: &[String]) -> Vec<&str> {
    given.iter().filter(|text| read(text).is_empty()).map(String::as_str).collect()
}

/// Those of these heads that are no part of the chain any more.
pub async fn missing(store: &Store, heads: &[String]) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    for head in heads {
        if !audit::holds(&mut store.pool.acquire().await?, head).await? {
            missing.push(head.clone());
        }
    }
    Ok(missing)
}

impl Earlier {
    /// All of them.
    fn heads(&self) -> Result<Vec<String>> {
        let text = match self.file.as_ref().map(std::fs::read_to_string) {
            Some(Ok(text)) => text,
            Some(Err(error)) if error.kind() != ErrorKind::NotFound => {
                return Err(Error::Invalid("file-unreadable", self.name()));
            }
            _ => String::new(),
        };
        Ok(self.given.iter().flat_map(|given| read(given)).chain(read(&text)).collect())
    }

    /// Adds a line to the file: the day, how many acts, their head.
    fn add(&self, known: &[String], acts: i64, head: &str) -> Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        if acts == 0 || known.iter().any(|one| one == head) {
            return Ok(());
        }
        let line = format!("{} {acts} {head}\n", chance::today("UTC"));
        let opened = std::fs::OpenOptions::new().create(true).append(true).open(file);
        opened.and_then(|mut file| file.write_all(line.as_bytes())).map_err(|_| rights::unwritable(file))
    }

    fn name(&self) -> String {
        self.file.as_deref().unwrap_or(Path::new("")).display().to_string()
    }
}

#[cfg(test)]
mod tests {
    //! Somebody keeps what the doctor printed on another machine.

    use super::*;

    #[test]
    fn heads_are_found_in_whatever_was_printed() {
        let head = "0a".repeat(32);
        let file = std::env::temp_dir().join(format!("tidemark-heads-{}", chance::id()));
        let typed = "0C".repeat(32);
        let earlier = Earlier { given: vec![format!("1 {typed}"), "abc".into()], file: Some(file.clone()) };
        let typed = typed.to_lowercase();
        assert_eq!(earlier.heads().unwrap(), [typed.as_str()], "a file that is not there yet holds none");
        assert_eq!(without_heads(&earlier.given), ["abc"], "what is no head is no missing head");
        std::fs::write(&file, format!("The audit is whole (number of acts, head to write down): 4 {head}\n")).unwrap();
        assert_eq!(earlier.heads().unwrap(), [typed.as_str(), head.as_str()]);
        earlier.add(std::slice::from_ref(&head), 4, &head).unwrap();
        assert_eq!(earlier.heads().unwrap().len(), 2, "what is known is not added again");
        earlier.add(&[head], 5, &"0b".repeat(32)).unwrap();
        assert_eq!(earlier.heads().unwrap().len(), 3);
        std::fs::remove_file(file).unwrap();
    }
}
