//! The search index over passages: in memory, derived, and never older than what it is asked about.
//!
//! `words` cuts texts into words, `query` reads what a person types, `text` is the tantivy index, `layer` lays codes and
//! coders over it as bitmaps, `find` answers. What was coded, redacted or withdrawn counts at once: [`Index::catch_up`]
//! is called with the desk before every search, and only what changed since is indexed.

pub mod bits;
pub mod find;
mod layer;
pub mod query;
mod text;
pub mod words;

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

use crate::Result;
use crate::coding::PassageId;
use crate::workspace::{About, Desk, Passage, Passages, Place};

use bits::Bits;
use layer::Layer;

pub use find::{Facet, Found, Wanted};

/// Passages as numbered documents, and what is needed to find them.
#[derive(Default)]
pub struct Index {
    text: Option<text::TextIndex>,
    /// Places by their number.
    places: Vec<Indexed>,
    /// For each document: its place and its number there; none when the passage is gone or says something else now.
    at: Vec<Option<(u32, u32)>>,
    /// For each document: what its passage is called and says, as a number.
    stamps: Vec<u64>,
    /// For each document: which of `abouts`.
    about: Vec<u32>,
    abouts: Vec<Arc<About>>,
    /// Documents that may be found.
    alive: Bits,
    /// What each person may see of the codes; only of those who searched.
    layers: HashMap<String, Layer>,
    /// Grows with every change, so that layers know that documents moved.
    edition: u64,
    hasher: RandomState,
}

/// A place as it was indexed.
#[derive(Clone, Debug)]
struct Indexed {
    place: Place,
    edition: u64,
    /// The document of each passage, in the order in which they stand.
    documents: Vec<u32>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Index({} documents)", self.at.len())
    }
}

impl Index {
    /// Indexes what changed since the last time.
    pub fn catch_up(&mut self, desk: &Desk) -> Result<()> {
        let passages = &desk.passages;
        let mut added = Vec::new();
        for place in passages.places() {
            let number = self.number_of(place).unwrap_or_else(|| {
                self.places.push(Indexed { place: place.clone(), edition: 0, documents: Vec::new() });
                self.places.len() - 1
            });
            self.take_in(number, passages, &mut added);
        }
        for number in 0..self.places.len() {
            self.take_in(number, passages, &mut added);
        }
        self.write(passages, &added)
    }

    fn number_of(&self, place: &Place) -> Option<usize> {
        self.places.iter().position(|indexed| indexed.place == *place)
    }

    /// Lays the passages of a place out, if they changed: those that are known keep their documents, new ones are to be
    /// `added`.
    fn take_in(&mut self, number: usize, passages: &Passages, added: &mut Vec<u32>) {
        let edition = passages.edition_of(&self.places[number].place);
        if self.places[number].edition == edition {
            return;
        }
        self.edition += 1;
        let old = std::mem::take(&mut self.places[number].documents).into_iter();
        let mut old: HashMap<u64, u32> = old.map(|document| (self.stamps[document as usize], document)).collect();
        let mut abouts: HashMap<*const About, u32> = HashMap::new();
        let current = passages.from(&self.places[number].place);
        let mut documents = Vec::with_capacity(current.len());
        for (passage, within) in current.iter().zip(0_u32..) {
            let about = *abouts.entry(Arc::as_ptr(&passage.about)).or_insert_with(|| {
                self.abouts.push(Arc::clone(&passage.about));
                self.abouts.len() as u32 - 1
            });
            let stamp = self.stamp(passage);
            let document = old.remove(&stamp).unwrap_or_else(|| {
                added.push(self.at.len() as u32);
                self.at.push(None);
                self.stamps.push(stamp);
                self.about.push(about);
                self.at.len() as u32 - 1
            });
            self.at[document as usize] = Some((number as u32, within));
            self.about[document as usize] = about;
            self.alive.set(document as usize);
            documents.push(document);
        }
        for document in old.into_values() {
            self.at[document as usize] = None;
            self.alive.clear(document as usize);
        }
        self.places[number].documents = documents;
        self.places[number].edition = edition;
    }

    fn stamp(&self, passage: &Passage) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(passage.id.to_string().as_bytes());
        hasher.write(passage.text.as_bytes());
        hasher.write(passage.about.language.as_bytes());
        hasher.finish()
    }

    fn write(&mut self, passages: &Passages, added: &[u32]) -> Result<()> {
        if added.is_empty() {
            return Ok(());
        }
        let mut text = match self.text.take() {
            Some(text) => text,
            None => text::TextIndex::new()?,
        };
        let documents = added.iter().filter_map(|document| Some((*document, self.passage(passages, *document)?)));
        text.add(documents)?;
        self.text = Some(text);
        Ok(())
    }

    /// The passage of a document, while it is there.
    pub fn passage<'a>(&self, passages: &'a Passages, document: u32) -> Option<&'a Passage> {
        let (place, number) = (*self.at.get(document as usize)?)?;
        passages.from(&self.places[place as usize].place).get(number as usize)
    }

    /// The document of a passage.
    fn document(&self, passages: &Passages, id: &PassageId) -> Option<usize> {
        let (place, number) = passages.position(id)?;
        let indexed = &self.places[self.number_of(place)?];
        indexed.documents.get(number).map(|document| *document as usize)
    }

    /// Some of what was found, in the order in which passages stand.
    pub fn some(&self, found: &Bits, skip: usize, take: usize) -> Vec<u32> {
        let standing = self.places.iter().flat_map(|indexed| &indexed.documents);
        standing.copied().filter(|document| found.holds(*document as usize)).skip(skip).take(take).collect()
    }

    /// Bytes that the text index holds in memory.
    pub fn bytes(&self) -> usize {
        self.text.as_ref().map_or(0, text::TextIndex::bytes)
    }

    /// How many passages can be found.
    pub fn len(&self) -> usize {
        self.alive.count()
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
