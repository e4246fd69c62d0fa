//! A `.qdpx`: finds the project's XML whatever it is called, and the texts wherever tools put them. A path can only
//! name an entry of the container; what lies outside is never looked for.

use std::collections::BTreeMap;

use instruments::Problem;

use super::super::archive::{Archive, Limits};
use super::super::encoding::{Decoded, decode};
use super::super::fault::in_file;
use super::super::transcript::document_text;
use super::Reading;
use super::offsets::Counting;
use super::read::{self, Texts};

/// Reads a project from its container.
pub fn read(file: &str, bytes: &[u8], counting: Option<Counting>) -> Result<Reading, Problem> {
    let mut archive = Archive::open(file, bytes, Limits::PROJECT)?;
    let path = project(file, &archive)?;
    let xml = archive.read(&path)?.ok_or_else(|| in_file("refi-no-project", file))?;
    let mut entries = Entries { by_name: BTreeMap::new(), file, archive };
    for path in entries.archive.paths() {
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        entries.by_name.entry(name).or_insert_with(|| path.to_owned());
    }
    read::document(file, &format!("{file}/{path}"), &xml, &mut entries, counting)
}

/// The one project file: `project.qde`, or the only one of its kind.
fn project(file: &str, archive: &Archive<'_>) -> Result<String, Problem> {
    let hidden =
        |path: &str| path.starts_with("__MACOSX/") || path.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
    let found: Vec<&str> =
        archive.paths().filter(|path| path.to_lowercase().ends_with(".qde") && !hidden(path)).collect();
    let named = found.iter().find(|path| path.eq_ignore_ascii_case("project.qde"));
    match (named, found.as_slice()) {
        (Some(path), _) | (None, [path]) => Ok((*path).to_owned()),
        (None, []) => Err(in_file("refi-no-project", file)),
        (None, several) => Err(in_file("refi-several", file).with("found", several.join(", "))),
    }
}

struct Entries<'a> {
    file: &'a str,
    archive: Archive<'a>,
    by_name: BTreeMap<String, String>,
}

impl Entries<'_> {
    /// The entry that a path of the XML means: by its last part, since folders are written in every way.
    fn find(&self, path: &str) -> Option<String> {
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase();
        self.by_name.get(&name(path)).or_else(|| self.by_name.get(&name(&unescaped(path)))).cloned()
    }
}

impl Texts for Entries<'_> {
    fn plain(&mut self, path: &str) -> Result<Option<Decoded>, Problem> {
        let Some(entry) = self.find(path) else { return Ok(None) };
        let bytes = self.archive.read(&entry)?.unwrap_or_default();
        Ok(Some(decode(&format!("{}/{entry}", self.file), &bytes)))
    }

    fn rich(&mut self, path: &str) -> Result<Option<String>, Problem> {
        let Some(entry) = self.find(path).filter(|entry| entry.to_lowercase().ends_with(".docx")) else {
            return Ok(None);
        };
        let bytes = self.archive.read(&entry)?.unwrap_or_default();
        document_text(&format!("{}/{entry}", self.file), &bytes).map(Some)
    }
}

/// A path whose odd characters are written in percent.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        match code.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
