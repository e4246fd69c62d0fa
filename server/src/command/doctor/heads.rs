//! Heads of the audit that were printed earlier: a chain that was cut at its end lacks one of them.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Findings;
use crate::store::{Store, audit};
use crate::{Error, Result, chance};

/// Heads of the audit that were printed earlier.
pub(super) struct Earlier {
    /// On the command line.
    pub(super) given: Vec<String>,
    /// In a file, which need not be there yet.
    pub(super) file: Option<PathBuf>,
}

/// Whether the chain is whole and holds every head that was printed earlier. Then the file of heads learns the new one.
pub(super) async fn look(store: &Store, earlier: &Earlier, findings: &mut Findings<'_>) -> Result<()> {
    let (acts, head) = match audit::verify(store).await? {
        audit::Verdict::Whole { acts, head } => (acts, head),
        audit::Verdict::Broken { position } => {
            findings.wrong("doctor-audit-broken", &position.to_string());
            return Ok(());
        }
    };
    findings.fine("doctor-audit", &format!("{acts} {head}"));
    let known = earlier.heads()?;
    let mut missing = 0;
    for head in &known {
        if !audit::holds(&mut store.pool.acquire().await?, head).await? {
            missing += 1;
            findings.wrong("doctor-head-missing", head);
        }
    }
    if missing > 0 {
        return Ok(());
    }
    if !known.is_empty() {
        findings.fine("doctor-heads", &known.len().to_string());
    }
    earlier.add(&known, acts, &head)
}

impl Earlier {
    /// All of them. In a file, whatever is no head (days, numbers, the sentences of this command) is passed over.
    fn heads(&self) -> Result<Vec<String>> {
        let text = match self.file.as_ref().map(std::fs::read_to_string) {
            Some(Ok(text)) => text,
            Some(Err(error)) if error.kind() != ErrorKind::NotFound => return Err(self.unreadable()),
            _ => String::new(),
        };
        let is_head = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let written = text.split_whitespace().filter(is_head).map(str::to_owned);
        Ok(self.given.iter().cloned().chain(written).collect())
    }

    /// Adds a line to the file: the day, how many acts, their head.
    fn add(&self, known: &[String], acts: i64, head: &str) -> Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        if acts == 0 || known.iter().any(|one| one == head) {
            return Ok(());
        }
        let line = format!("{} {acts} {head}\n", chance::today("UTC"));
        let opened = std::fs::OpenOptions::new().create(true).append(true).open(file);
        opened.and_then(|mut file| file.write_all(line.as_bytes())).map_err(|_| self.unreadable())
    }

    fn unreadable(&self) -> Error {
        let file = self.file.as_deref().unwrap_or(Path::new(""));
        Error::Invalid("file-unreadable", file.display().to_string())
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
        let earlier = Earlier { given: vec!["typed".into()], file: Some(file.clone()) };
        assert_eq!(earlier.heads().unwrap(), ["typed"], "a file that is not there yet holds none");
        std::fs::write(&file, format!("The audit is whole (number of acts, head to write down): 4 {head}\n")).unwrap();
        assert_eq!(earlier.heads().unwrap(), ["typed", head.as_str()]);
        earlier.add(std::slice::from_ref(&head), 4, &head).unwrap();
        assert_eq!(earlier.heads().unwrap().len(), 2, "what is known is not added again");
        earlier.add(&[head], 5, &"0b".repeat(32)).unwrap();
        assert_eq!(earlier.heads().unwrap().len(), 3);
        std::fs::remove_file(file).unwrap();
    }
}
