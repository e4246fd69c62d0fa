//! Everything that can be coded, in memory: open answers and turns of transcripts, with what is known about them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use instruments::{Audience, Text};
use zeroize::Zeroize;

use crate::coding::{Of, PassageId};

/// Where passages come from, as the unit that is laid out anew when something in it changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The open answers of a collection.
    Collection(String),
    /// The turns of a source.
    Source(String),
    /// Translations that stand beside passages.
    Translations,
}

/// What many passages have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Id of the collection or the source.
    pub from: String,
    /// Whether it is a turn of a transcript.
    pub is_turn: bool,
    /// Title of the instrument or of the source.
    pub title: Text,
    /// Id of the instrument; of a transcript, its guide.
    pub instrument: Option<String>,
    /// Key of the question, without the round of a repeat group; empty for turns.
    pub key: String,
    /// What was asked; empty for turns.
    pub question: Text,
    /// Who answered.
    pub audience: Option<Audience>,
    /// Id of the wave.
    pub wave: Option<String>,
    /// Name of the wave.
    pub wave_name: String,
    /// Id of the site, where enough people answered there.
    pub site: Option<String>,
    /// Name of the site, where enough people answered there.
    pub site_name: String,
    /// Language tag of the words.
    pub language: String,
    /// The speaker's label; empty for answers.
    pub speaker: String,
    /// Whether the speaker led the group.
    pub leads: bool,
    /// Facts about the group: name and value.
    pub attributes: Vec<(String, String)>,
}

/// A unit of free text.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What it is called.
    pub id: PassageId,
    /// The words.
    pub text: String,
    /// What is known about it.
    pub about: Arc<About>,
    /// Who said it: the response, or the source and the speaker. Counts of people count these.
    pub person: Arc<str>,
}

impl Drop for Passage {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

#[derive(Debug, Default)]
struct Group {
    passages: Vec<Passage>,
    edition: u64,
    by_id: HashMap<PassageId, usize>,
}

/// All passages of a study.
#[derive(Debug, Default)]
pub struct Passages {
    groups: BTreeMap<Place, Group>,
    /// Counts changes, so that what is derived from passages knows that it is old.
    edition: u64,
}

impl Passages {
    /// Puts passages in the place of those that came from there before.
    pub fn replace(&mut self, place: Place, passages: Vec<Passage>) {
        self.edition += 1;
        if passages.is_empty() {
            self.groups.remove(&place);
            return;
        }
        let by_id = passages.iter().enumerate().map(|(number, passage)| (passage.id.clone(), number)).collect();
        self.groups.insert(place, Group { passages, edition: self.edition, by_id });
    }

    /// A passage by its name.
    pub fn get(&self, id: &PassageId) -> Option<&Passage> {
        if id.translated {
            return self.within(&Place::Translations, id);
        }
        if let Of::Turn { source, .. } = &id.of {
            return self.within(&Place::Source(source.clone()), id);
        }
        self.groups.values().find_map(|group| group.by_id.get(id).map(|number| &group.passages[*number]))
    }

    fn within(&self, place: &Place, id: &PassageId) -> Option<&Passage> {
        let group = self.groups.get(place)?;
        group.by_id.get(id).map(|number| &group.passages[*number])
    }

    /// Where a passage stands: its place, and its number there.
    pub fn position(&self, id: &PassageId) -> Option<(&Place, usize)> {
        self.groups.iter().find_map(|(place, group)| group.by_id.get(id).map(|number| (place, *number)))
    }

    /// Whether a passage is there.
    pub fn holds(&self, id: &PassageId) -> bool {
        self.get(id).is_some()
    }

    /// All passages: answers by collection and question in the order of random ids, then transcripts in the order of
    /// what was said, then translations.
    pub fn iter(&self) -> impl Iterator<Item = &Passage> {
        self.groups.values().flat_map(|group| &group.passages)
    }

    /// The passages that came from one place.
    pub fn from(&self, place: &Place) -> &[Passage] {
        self.groups.get(place).map_or(&[], |group| group.passages.as_slice())
    }

    /// The places that there are.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.groups.keys()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.groups.values().map(|group| group.passages.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Grows with every change.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// The edition in which the passages of a place were laid out; 0 where there are none.
    pub fn edition_of(&self, place: &Place) -> u64 {
        self.groups.get(place).map_or(0, |group| group.edition)
    }
}
