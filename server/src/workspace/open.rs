//! Catches a workspace up with its study: takes new responses in (`arrive`), folds new events in, and lays passages out
//! anew where something in them changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use zeroize::Zeroizing;

use super::frame::Frame;
use super::passages::{About, Passage, Place};
use super::{Desk, Workspace, arrive, links, sealed};
use crate::coding::source::Source;
use crate::coding::{Act, Event, PassageId};
use crate::parallel;
use crate::seal::envelope;
use crate::seal::payload::{Response, associated};
use crate::store::events::Head;
use crate::store::grants::StudyKeys;
use crate::store::responses::{self, Stored};
use crate::store::{Store, accounts, events, sources, texts};
use crate::{Error, Result};

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
        arrive::catch_up(store, study, keys, head, &mut workspace, &mut changed).await?;
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

/// What lies in an envelope, and its generation where it still lies as it arrived.
pub(super) fn unseal(stored: &Stored, study: &str, keys: &StudyKeys) -> Result<(Zeroizing<Vec<u8>>, Option<u32>)> {
    let place = associated(study, &stored.collection_id, &stored.id);
    let number = envelope::generation(&stored.sealed).ok_or(Error::NotFound)?;
    let (private, data) = keys.generation(number).ok_or(Error::NotFound)?;
    if envelope::is_under_shared_key(&stored.sealed) {
        return Ok((Zeroizing::new(envelope::open_with(data, &place, &stored.sealed)?), None));
    }
    Ok((Zeroizing::new(envelope::open(private, &place, &stored.sealed)?), Some(number)))
}

/// Opens one stored response, and gives it back to be sealed again with other words.
pub(super) fn open_response(stored: &Stored, study: &str, keys: &StudyKeys) -> Result<Response> {
    Response::from_padded_bytes(&unseal(stored, study, keys)?.0)
}

/// Seals a response under the newest data key, in the place of what was stored.
pub(super) fn seal_response(response: &Response, stored: &Stored, study: &str, keys: &StudyKeys) -> Result<Vec<u8>> {
    let (number, _, data) = keys.newest().ok_or(Error::Locked)?;
    let place = associated(study, &stored.collection_id, &stored.id);
    Ok(envelope::seal_with(data, *number, &place, &Zeroizing::new(response.to_padded_bytes())))
}

pub(super) async fn events_after(store: &Store, study: &str, keys: &StudyKeys, position: i64) -> Result<Vec<Event>> {
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
    let ids: BTreeSet<&str> = redacted(news).filter_map(PassageId::response).collect();
    let asked = if ids.is_empty() { links::Asked::new() } else { links::asked(store, study).await? };
    for id in ids {
        let Some(stored) = responses::find(store, study, id).await? else { continue };
        let mut response = open_response(&stored, study, keys)?;
        links::hide(&mut response, &asked);
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
