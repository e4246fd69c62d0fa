//! Catches a workspace up with its study: decrypts what is new on all processors, re-seals what lies as it arrived under
//! the study's data key so that the next unlocking is quick, folds new events in, and lays passages out anew where
//! something in them changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use super::frame::Frame;
use super::passages::{About, Passage, Place};
use super::{Desk, Workspace, sealed};
use crate::coding::source::Source;
use crate::coding::{Act, Event, PassageId};
use crate::parallel;
use crate::seal::payload::{Response, associated};
use crate::seal::{DataKey, envelope};
use crate::store::events::Head;
use crate::store::grants::StudyKeys;
use crate::store::responses::{self, Stored};
use crate::store::{Store, accounts, events, sources, texts};
use crate::{Error, Result};

/// Envelopes that are replaced in one transaction.
const BATCH: usize = 500;

struct Opened {
    response: Response,
    resealed: Option<Vec<u8>>,
}

/// A workspace as the study is at `head`.
pub(super) async fn catch_up(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    mut workspace: Workspace,
    head: Head,
) -> Result<Workspace> {
    let is_new = workspace.head == Head::default();
    let mut changed = BTreeSet::new();
    if is_new || workspace.head.responses != head.responses {
        arrive(store, study, keys, &mut workspace, &mut changed).await?;
    }
    let known = workspace.read().coding.head();
    let news = events_after(store, study, keys, known).await?;
    reseal_read(store, study, keys, &mut workspace, &news, &mut changed).await?;
    let found = sources_of(store, study, keys, &news, is_new).await?;
    changed.extend(found.keys().map(|id| Place::Source(id.clone())));
    let words = words_of(store, study, keys, &news, is_new).await?;
    let people = accounts::names(store).await?;
    if redacted_any(&news) {
        workspace.clear_beside();
    }
    let frame = if changed.is_empty() { None } else { Some(Frame::read(store, study, &workspace.tables).await?) };
    {
        let mut desk = workspace.desk.write().unwrap_or_else(PoisonError::into_inner);
        desk.people = people;
        desk.words.extend(words);
        for (id, source) in found {
            match source {
                Some(source) => desk.sources.insert(id, Arc::new(source)),
                None => desk.sources.remove(&id),
            };
        }
        if let Some(frame) = &frame {
            lay_out(&mut desk, frame, &workspace.tables, &changed);
        }
        let settles = !changed.is_empty() || news.iter().any(unsettles);
        if is_new {
            desk.coding = crate::coding::Coding::of(news);
        } else {
            news.into_iter().for_each(|event| desk.coding.apply(event));
        }
        if settles {
            desk.settle();
        }
        // What was read may be newer than the head that was looked at before.
        workspace.head = Head { events: desk.coding.head(), ..head };
    }
    Ok(workspace)
}

/// Whether after an event the desk must look at everything: earlier events come back, or words change.
fn unsettles(event: &Event) -> bool {
    event
        .acts
        .iter()
        .any(|act| matches!(act, Act::Undo { .. } | Act::Translate { .. } | Act::Redact { .. } | Act::Remove { .. }))
}

fn lay_out(desk: &mut Desk, frame: &Frame, tables: &BTreeMap<String, Arc<super::Table>>, changed: &BTreeSet<Place>) {
    for place in changed {
        let passages = match place {
            Place::Collection(id) => tables.get(id).map(|table| frame.answers(id, table)).unwrap_or_default(),
            Place::Source(id) => desk.sources.get(id).map(|source| frame.turns(id, source)).unwrap_or_default(),
            Place::Translations => continue,
        };
        desk.passages.replace(place.clone(), passages);
    }
}

/// Translations as passages of their own, beside those that they translate.
pub(super) fn translations(desk: &Desk) -> Vec<Passage> {
    let translations = desk.coding.translations.iter();
    translations
        .filter_map(|(id, (language, text))| {
            let original = desk.passages.get(id)?;
            let words = desk.words.get(text)?;
            Some(Passage {
                id: PassageId { translated: true, ..id.clone() },
                text: words.words.clone(),
                about: Arc::new(About { language: language.clone(), ..(*original.about).clone() }),
                person: Arc::clone(&original.person),
            })
        })
        .collect()
}

/// Takes in responses that arrived and lets go those that are gone.
async fn arrive(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    workspace: &mut Workspace,
    changed: &mut BTreeSet<Place>,
) -> Result<()> {
    let ids: BTreeSet<String> = responses::ids(store, study).await?.into_iter().collect();
    let gone: BTreeSet<&String> = workspace.ids.difference(&ids).collect();
    if !gone.is_empty() {
        for (collection, table) in &mut workspace.tables {
            if table.rows.iter().any(|row| gone.contains(&row.id)) {
                Arc::make_mut(table).remove(&|id| gone.contains(&id.to_owned()));
                changed.insert(Place::Collection(collection.clone()));
            }
        }
    }
    let new: Vec<&String> = ids.difference(&workspace.ids).collect();
    let stored = read(store, study, &new, ids.len()).await?;
    let (stored, opened) = open_all(stored, study, keys).await?;
    let mut replaced = Vec::new();
    for (stored, opened) in stored.into_iter().zip(opened) {
        let Ok(Opened { response, resealed }) = opened else {
            workspace.unreadable += 1;
            continue;
        };
        changed.insert(Place::Collection(stored.collection_id.clone()));
        let table = workspace.tables.entry(stored.collection_id).or_default();
        Arc::make_mut(table).push(stored.id.clone(), stored.site_id, response);
        replaced.extend(resealed.map(|after| (stored.id, stored.sealed, after)));
    }
    for place in changed.iter() {
        if let Place::Collection(id) = place
            && let Some(table) = workspace.tables.get_mut(id)
        {
            Arc::make_mut(table).order();
        }
    }
    workspace.ids = Arc::new(ids);
    if let Err(error) = replace(store, &replaced).await {
        // Nothing is lost: they stay sealed as they arrived, and the next unlocking tries again.
        crate::terminal::complain(format_args!("re-sealing: {error}"));
    }
    Ok(())
}

/// Reads new responses: one by one while they are few beside those that are known.
async fn read(store: &Store, study: &str, new: &[&String], all: usize) -> Result<Vec<Stored>> {
    if new.len() * 4 > all {
        let wanted: BTreeSet<&String> = new.iter().copied().collect();
        let stored = responses::all(store, study).await?;
        return Ok(stored.into_iter().filter(|stored| wanted.contains(&stored.id)).collect());
    }
    let mut found = Vec::with_capacity(new.len());
    for id in new {
        found.extend(responses::find(store, study, id).await?);
    }
    Ok(found)
}

async fn open_all(stored: Vec<Stored>, study: &str, keys: &StudyKeys) -> Result<(Vec<Stored>, Vec<Result<Opened>>)> {
    let (study, keys) = (study.to_owned(), keys.clone());
    let work = move || {
        let opened = parallel::map(&stored, |stored| open_one(stored, &study, &keys));
        (stored, opened)
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("decrypting", error))
}

fn open_one(stored: &Stored, study: &str, keys: &StudyKeys) -> Result<Opened> {
    let place = associated(study, &stored.collection_id, &stored.id);
    let number = envelope::generation(&stored.sealed).ok_or(Error::NotFound)?;
    let (private, data) = keys.generation(number).ok_or(Error::NotFound)?;
    if envelope::is_under_shared_key(&stored.sealed) {
        let plain = zeroize::Zeroizing::new(envelope::open_with(data, &place, &stored.sealed)?);
        return Ok(Opened { response: Response::from_padded_bytes(&plain)?, resealed: None });
    }
    let plain = zeroize::Zeroizing::new(envelope::open(private, &place, &stored.sealed)?);
    let response = Response::from_padded_bytes(&plain)?;
    Ok(Opened { response, resealed: Some(under_data_key(data, number, &place, &plain)) })
}

/// Opens one stored response, and gives it back to be sealed again with other words.
pub(super) fn open_response(stored: &Stored, study: &str, keys: &StudyKeys) -> Result<Response> {
    open_one(stored, study, keys).map(|opened| opened.response)
}

/// Seals a response under the newest data key, in the place of what was stored.
pub(super) fn seal_response(response: &Response, stored: &Stored, study: &str, keys: &StudyKeys) -> Result<Vec<u8>> {
    let (number, _, data) = keys.newest().ok_or(Error::Locked)?;
    let place = associated(study, &stored.collection_id, &stored.id);
    Ok(under_data_key(data, *number, &place, &zeroize::Zeroizing::new(response.to_padded_bytes())))
}

fn under_data_key(data: &DataKey, generation: u32, place: &[u8], plain: &[u8]) -> Vec<u8> {
    envelope::seal_with(data, generation, place, plain)
}

async fn replace(store: &Store, replaced: &[(String, Vec<u8>, Vec<u8>)]) -> Result<()> {
    for batch in replaced.chunks(BATCH) {
        let mut transaction = store.write().await?;
        for (id, before, after) in batch {
            responses::reseal(&mut transaction, id, before, after).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}

async fn events_after(store: &Store, study: &str, keys: &StudyKeys, position: i64) -> Result<Vec<Event>> {
    let stored = events::after(store, study, position).await?;
    let (study, keys) = (study.to_owned(), keys.clone());
    let work = move || {
        let open = |(position, sealed): &(i64, Vec<u8>)| sealed::open_event(&keys, &study, *position, sealed);
        parallel::map(&stored, open).into_iter().collect::<Result<Vec<_>>>()
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("the log", error))?
}

/// Reads responses again that somebody redacted.
async fn reseal_read(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    workspace: &mut Workspace,
    news: &[Event],
    changed: &mut BTreeSet<Place>,
) -> Result<()> {
    for id in redacted(news).filter_map(PassageId::response).collect::<BTreeSet<_>>() {
        let Some(stored) = responses::find(store, study, id).await? else { continue };
        let response = open_response(&stored, study, keys)?;
        if let Some(table) = workspace.tables.get_mut(&stored.collection_id) {
            Arc::make_mut(table).replace(id, &response.answers);
            changed.insert(Place::Collection(stored.collection_id));
        }
    }
    Ok(())
}

fn redacted(news: &[Event]) -> impl Iterator<Item = &PassageId> {
    news.iter().flat_map(|event| &event.acts).filter_map(|act| match act {
        Act::Redact { passage, .. } if !passage.translated => Some(passage),
        _ => None,
    })
}

/// The transcripts that came, changed or went; at first, all.
async fn sources_of(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    news: &[Event],
    is_new: bool,
) -> Result<BTreeMap<String, Option<Source>>> {
    let open = |id: &str, sealed: Vec<u8>| sealed::open_source(keys, study, id, &sealed);
    if is_new {
        let all = sources::all(store, study).await?;
        return all.into_iter().map(|(id, sealed)| Ok((id.clone(), Some(open(&id, sealed)?)))).collect();
    }
    let named = news.iter().flat_map(|event| &event.acts).filter_map(|act| match act {
        Act::Bring { source } | Act::Revise { source } | Act::Remove { source } => Some(source.as_str()),
        Act::Redact { passage, .. } => passage.source(),
        _ => None,
    });
    let mut found = BTreeMap::new();
    for id in named.collect::<BTreeSet<_>>() {
        let sealed = sources::find(store, study, id).await?;
        found.insert(id.to_owned(), sealed.map(|sealed| open(id, sealed)).transpose()?);
    }
    Ok(found)
}

/// The words that new events point to; all of them at first, and after a redaction, which may have changed any.
async fn words_of(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    news: &[Event],
    is_new: bool,
) -> Result<Vec<(String, sealed::Words)>> {
    let stored = if is_new || redacted_any(news) {
        texts::all(store, study).await?
    } else {
        let mut stored = Vec::new();
        for id in news.iter().flat_map(|event| &event.acts).flat_map(Act::texts) {
            stored.extend(texts::find(store, study, id).await?);
        }
        stored
    };
    let open = |text: texts::Stored| {
        let words = sealed::open_words(keys, study, &text.id, &text.sealed)?;
        Ok((text.id, words))
    };
    stored.into_iter().map(open).collect()
}

fn redacted_any(news: &[Event]) -> bool {
    news.iter().flat_map(|event| &event.acts).any(|act| matches!(act, Act::Redact { .. }))
}
