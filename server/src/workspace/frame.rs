//! What gives passages their names: instruments, waves and sites of a study, and how passages are laid out from columns
//! and transcripts with them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use instruments::{Answer, Instrument, Kind, Text};

use super::passages::{About, Passage};
use super::{Row, Table};
use crate::coding::PassageId;
use crate::coding::source::Source;
use crate::store::collections::Collection;
use crate::store::studies::Study;
use crate::store::{Store, collections, sites, studies, versions, waves};
use crate::{Error, Result};

/// The names around a study's words.
pub(super) struct Frame {
    study: Study,
    collections: BTreeMap<String, Collection>,
    waves: BTreeMap<String, String>,
    sites: BTreeMap<String, String>,
    instruments: HashMap<(String, String), Instrument>,
}

impl Frame {
    /// Reads it; `tables` says which versions were answered.
    pub async fn read(store: &Store, study: &str, tables: &BTreeMap<String, Arc<Table>>) -> Result<Self> {
        let mut frame = Self {
            study: studies::find(store, study).await?.ok_or(Error::NotFound)?,
            collections: collections::all(store, study).await?.into_iter().map(|one| (one.id.clone(), one)).collect(),
            waves: waves::all(store, study).await?.into_iter().map(|wave| (wave.id, wave.name)).collect(),
            sites: sites::all(store, study).await?.into_iter().map(|site| (site.id, site.name)).collect(),
            instruments: HashMap::new(),
        };
        for (id, collection) in &frame.collections {
            let rows = tables.get(id).map_or(&[][..], |table| &table.rows);
            let answered = rows.iter().map(|row| &*row.version);
            let hashes: std::collections::BTreeSet<&str> =
                answered.chain(std::iter::once(collection.version_hash.as_str())).collect();
            for hash in hashes {
                let key = (collection.instrument_id.clone(), hash.to_owned());
                if !frame.instruments.contains_key(&key)
                    && let Some(version) = versions::find(store, &collection.instrument_id, hash).await?
                    && let Ok(instrument) = instruments::parse(&version.toml)
                {
                    frame.instruments.insert(key, instrument);
                }
            }
        }
        Ok(frame)
    }

    /// The open answers of a collection; none of a rehearsal, which never counts.
    pub fn answers(&self, id: &str, table: &Table) -> Vec<Passage> {
        let Some(collection) = self.collections.get(id).filter(|collection| !collection.rehearsal) else {
            return Vec::new();
        };
        let keys = self.open_keys(collection, table);
        if keys.is_empty() {
            return Vec::new();
        }
        let mut abouts = HashMap::new();
        let people: Vec<Arc<str>> = table.rows.iter().map(|row| Arc::from(row.id.as_str())).collect();
        let counts = count_sites(table);
        let mut passages = Vec::new();
        for key in keys {
            for (number, answer) in table.column(&key).iter().enumerate() {
                let Answer::Text(text) = answer else { continue };
                let row = &table.rows[number];
                let about = abouts
                    .entry((question_of(&key).to_owned(), row.version.clone(), row.site.clone(), row.language.clone()))
                    .or_insert_with(|| Arc::new(self.about(collection, &key, row, &counts)));
                passages.push(Passage {
                    id: PassageId::answer(&row.id, &key),
                    text: text.clone(),
                    about: Arc::clone(about),
                    person: Arc::clone(&people[number]),
                });
            }
        }
        passages
    }

    /// Keys of open questions that the table has, in the order of the instrument.
    fn open_keys(&self, collection: &Collection, table: &Table) -> Vec<String> {
        let known = self.instruments.iter().filter(|((id, _), _)| *id == collection.instrument_id);
        let mut order: HashMap<&str, usize> = HashMap::new();
        for (_, instrument) in known {
            let open = instrument.questions().enumerate();
            order.extend(
                open.filter(|(_, question)| matches!(question.kind, Kind::Text | Kind::LongText))
                    .map(|(place, question)| (question.id.as_str(), place)),
            );
        }
        let mut keys: Vec<(usize, String)> =
            table.keys().filter_map(|key| order.get(question_of(key)).map(|place| (*place, key.to_owned()))).collect();
        keys.sort();
        keys.into_iter().map(|(_, key)| key).collect()
    }

    fn about(&self, collection: &Collection, key: &str, row: &Row, counts: &HashMap<Arc<str>, i64>) -> About {
        let find = |hash: &str| self.instruments.get(&(collection.instrument_id.clone(), hash.to_owned()));
        let instrument = find(&row.version).or_else(|| find(&collection.version_hash));
        let id = question_of(key);
        let question = instrument.and_then(|instrument| instrument.questions().find(|question| question.id == id));
        let smallest = instrument.map_or(i64::MAX, |instrument| self.study.smallest_cell_of(instrument.audience));
        let site = Some(&row.site).filter(|site| counts.get(*site).is_some_and(|count| *count >= smallest));
        About {
            from: collection.id.clone(),
            title: instrument.map(|instrument| instrument.title.clone()).unwrap_or_default(),
            instrument: Some(collection.instrument_id.clone()),
            key: id.to_owned(),
            question: question.map(|question| question.text.clone()).unwrap_or_default(),
            audience: instrument.map(|instrument| instrument.audience),
            wave: Some(collection.wave_id.clone()),
            wave_name: self.waves.get(&collection.wave_id).cloned().unwrap_or_default(),
            site: site.map(|site| site.to_string()),
            site_name: site.and_then(|site| self.sites.get(&**site)).cloned().unwrap_or_default(),
            language: row.language.to_string(),
            ..About::default()
        }
    }

    /// The turns of a transcript.
    pub fn turns(&self, id: &str, source: &Source) -> Vec<Passage> {
        type Speaker<'a> = (&'a str, bool);
        let mut speakers: HashMap<Speaker<'_>, (Arc<About>, Arc<str>)> = HashMap::new();
        let turns = (0_u32..).zip(&source.turns).filter(|(_, turn)| !turn.text.trim().is_empty());
        turns
            .map(|(number, turn)| {
                let (about, person) = speakers.entry((turn.speaker.as_str(), turn.leads)).or_insert_with(|| {
                    let about = self.about_turn(id, source, &turn.speaker, turn.leads);
                    (Arc::new(about), Arc::from(format!("{id} {}", turn.speaker)))
                });
                let (about, person) = (Arc::clone(about), Arc::clone(person));
                Passage { id: PassageId::turn(id, number), text: turn.text.clone(), about, person }
            })
            .collect()
    }

    fn about_turn(&self, id: &str, source: &Source, speaker: &str, leads: bool) -> About {
        let name = |of: &BTreeMap<String, String>, id: &Option<String>| {
            id.as_ref().and_then(|id| of.get(id)).cloned().unwrap_or_default()
        };
        About {
            from: id.to_owned(),
            is_turn: true,
            title: Text(BTreeMap::from([(source.language.clone(), source.title.clone())])),
            instrument: source.guide.clone(),
            wave: source.wave.clone(),
            wave_name: name(&self.waves, &source.wave),
            site: source.site.clone(),
            site_name: name(&self.sites, &source.site),
            language: source.language.clone(),
            speaker: speaker.to_owned(),
            leads,
            attributes: source.attributes.clone(),
            ..About::default()
        }
    }
}

/// The question of a key, without the round of a repeat group.
fn question_of(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

fn count_sites(table: &Table) -> HashMap<Arc<str>, i64> {
    let mut counts = HashMap::new();
    for row in &table.rows {
        *counts.entry(Arc::clone(&row.site)).or_default() += 1;
    }
    counts
}
