//! The one reader of zip containers (DOCX, XLSX, QDPX), and their writer. No size that a container states is trusted:
//! how many entries, how large, how tightly packed and under which names is checked before a byte is unpacked, and what
//! is unpacked is counted. Nothing is ever written to disk, so a path can only name an entry.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use instruments::Problem;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::fault::{in_entry, in_file};
use crate::{Error, Result};

/// Starts every record of a container's directory.
const RECORD: &[u8; 4] = b"PK\x01\x02";
/// Most records that may lie in the bytes, those of containers inside the container too; bounds what reading a
/// directory can cost.
const RECORDS: usize = 100_000;
/// Entries up to this size may be packed as tightly as they like.
const SMALL: u64 = 1 << 20;

/// What a container may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes of the container itself.
    pub file: usize,
    /// Most entries.
    pub entries: usize,
    /// Most bytes of one entry that is read.
    pub entry: u64,
    /// Most bytes of all entries that are read.
    pub total: u64,
    /// Most bytes that one packed byte may become, in entries above a megabyte.
    pub ratio: u64,
}

impl Limits {
    /// A text document or spreadsheet.
    pub const DOCUMENT: Self = Self { file: 32 << 20, entries: 2_000, entry: 32 << 20, total: 48 << 20, ratio: 200 };
    /// A project of another coding tool.
    pub const PROJECT: Self = Self { file: 64 << 20, entries: 20_000, entry: 32 << 20, total: 64 << 20, ratio: 200 };
}

/// An opened container, all its entries known and named harmlessly.
pub struct Archive<'a> {
    file: &'a str,
    limits: Limits,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    entries: Vec<String>,
    places: HashMap<String, usize>,
    spent: u64,
}

impl<'a> Archive<'a> {
    /// Looks through the directory of a container; `file` names it in problems.
    pub fn open(file: &'a str, bytes: &'a [u8], limits: Limits) -> std::result::Result<Self, Problem> {
        if bytes.len() > limits.file {
            return Err(in_file("archive-too-large", file).with("limit", limits.file >> 20));
        }
        if !bytes.starts_with(b"PK") {
            return Err(in_file("archive-unreadable", file));
        }
        let crowded = || in_file("archive-entries", file).with("limit", limits.entries);
        if memchr::memmem::find_iter(bytes, RECORD).nth(RECORDS).is_some() {
            return Err(crowded());
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| in_file("archive-unreadable", file))?;
        if zip.len() > limits.entries {
            return Err(crowded());
        }
        let mut archive = Self { file, limits, zip, entries: Vec::new(), places: HashMap::new(), spent: 0 };
        archive.inspect()?;
        Ok(archive)
    }

    fn inspect(&mut self) -> std::result::Result<(), Problem> {
        if self.zip.has_duplicate_names() {
            return Err(in_file("archive-twice", self.file));
        }
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_data(index).map_err(|_| in_file("archive-unreadable", self.file))?;
            let path = entry.name().map(|name| name.replace('\\', "/")).unwrap_or_default();
            let wrong = |code| in_entry(code, self.file, &shown(&path));
            if !harmless(&path) {
                return Err(wrong("archive-path"));
            }
            if entry.encrypted() {
                return Err(wrong("archive-locked"));
            }
            if entry.size() > SMALL && entry.size() / self.limits.ratio > entry.compressed_size() {
                return Err(wrong("archive-ratio"));
            }
            if self.places.insert(path.clone(), index).is_some() {
                return Err(wrong("archive-twice"));
            }
            self.entries.push(path);
        }
        Ok(())
    }

    /// Paths of the files in it, in the container's order; `/` between folders.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(String::as_str).filter(|path| !path.ends_with('/'))
    }

    /// Unpacks one entry; `None` when there is none of that path.
    pub fn read(&mut self, path: &str) -> std::result::Result<Option<Vec<u8>>, Problem> {
        self.places.get(path).copied().map(|index| self.unpack(index)).transpose()
    }

    fn unpack(&mut self, index: usize) -> std::result::Result<Vec<u8>, Problem> {
        let path = shown(&self.entries[index]);
        let wrong = |code| in_entry(code, self.file, &path);
        let entry = self.zip.by_index(index).map_err(|_| wrong("archive-damaged"))?;
        let size = entry.size();
        if size > self.limits.entry || self.spent + size > self.limits.total {
            return Err(wrong("archive-entry-too-large").with("limit", self.limits.entry >> 20));
        }
        self.spent += size;
        let mut bytes = Vec::with_capacity(size.min(SMALL) as usize);
        // One byte more than stated is asked for, so that an entry that holds more than it says is noticed.
        entry.take(size + 1).read_to_end(&mut bytes).map_err(|_| wrong("archive-damaged"))?;
        if bytes.len() as u64 == size { Ok(bytes) } else { Err(wrong("archive-damaged")) }
    }

    /// The same container, unpacked within the limits and written anew: what another library may read without being
    /// led elsewhere than this reader was.
    pub fn rewritten(mut self) -> std::result::Result<Vec<u8>, Problem> {
        let mut files = Vec::new();
        for index in 0..self.entries.len() {
            if !self.entries[index].ends_with('/') {
                files.push((self.entries[index].clone(), self.unpack(index)?));
            }
        }
        bundle(files, CompressionMethod::Stored).map_err(|_| in_file("archive-unreadable", self.file))
    }
}

/// Whether a path stays inside the container.
fn harmless(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    !path.is_empty()
        && !path.starts_with('/')
        && !drive
        && !path.contains('\0')
        && path.split('/').all(|part| part != "..")
}

/// A path as a sentence may show it: no control characters, not endless.
fn shown(path: &str) -> String {
    path.chars().filter(|letter| !letter.is_control()).take(120).collect()
}

/// Packs files under their paths. The container carries no clock: every file has the same, first possible, time.
pub fn pack(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Vec<u8>> {
    bundle(files, CompressionMethod::Deflated).map_err(|error| Error::internal("packing a container", error))
}

fn bundle(
    files: impl IntoIterator<Item = (String, Vec<u8>)>,
    method: CompressionMethod,
) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::DEFAULT);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(path, options)?;
        writer.write_all(&bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}
