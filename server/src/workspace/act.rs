//! The one way in which researchers' work is written: checked against the log as it stands, sealed, appended in one
//! durable transaction with the rows that it changes, then folded in. Acknowledged only after that. Where another process
//! wrote something in between, that is folded in first, and the work is checked again.

use super::{Desk, Workspaces, sealed};
use crate::coding::event::FORMAT;
use crate::coding::source::Source;
use crate::coding::{Act, Draft, Event, PassageId};
use crate::store::events::Head;
use crate::store::grants::StudyKeys;
use crate::store::studies::Study;
use crate::store::{Store, audit, events, flags, releases, responses, snapshots, sources, sql, texts, unsaved};
use crate::{Error, Result};

/// Something to be written: acts with their words, and the sealed rows that change with them.
#[derive(Debug, Default)]
pub struct Work {
    /// The acts and their words.
    pub draft: Draft,
    /// Rows that change in the same transaction.
    pub writes: Vec<Write>,
    /// What the record of what was done says: a verb and an object.
    pub audit: Option<(&'static str, String)>,
}

/// A sealed row that changes.
#[derive(Debug)]
pub enum Write {
    /// A new transcript.
    Source(String, Source),
    /// A transcript in the place of its older self.
    ChangeSource(String, Source),
    /// A transcript goes.
    RemoveSource(String),
    /// A response sealed anew: id, envelope before, envelope after.
    Reseal(String, Vec<u8>, Vec<u8>),
    /// Other words in the place of a text's.
    ChangeText(String, sealed::Words),
    /// A mark of danger sealed anew.
    ChangeFlag(String, Vec<u8>),
    /// Releases on their way that repeat this quote, or any words where none is named, go back to their beginning.
    ReopenReleases(Option<String>),
}

impl From<Act> for Work {
    fn from(act: Act) -> Self {
        Draft::of(act).into()
    }
}

impl From<Draft> for Work {
    fn from(draft: Draft) -> Self {
        Self { draft, ..Self::default() }
    }
}

/// How often work is checked again because another process was quicker.
const TRIES: usize = 20;

impl Workspaces {
    /// Writes work of a person and tells its position in the log. What the log does not allow is refused, and nothing
    /// is written.
    pub async fn act(
        &self,
        store: &Store,
        study: &Study,
        keys: &StudyKeys,
        person: &str,
        work: impl Into<Work>,
    ) -> Result<i64> {
        self.act_on(store, study, keys, person, i64::MAX, work.into()).await
    }

    /// The same for work that puts rows in the place of others, as they were at a position of the log: refused
    /// (`changed-meanwhile`) where words of the study were changed since.
    pub async fn act_on(
        &self,
        store: &Store,
        study: &Study,
        keys: &StudyKeys,
        person: &str,
        seen: i64,
        work: Work,
    ) -> Result<i64> {
        if work.draft.acts.is_empty() {
            return Err(Error::Conflict("nothing-to-do"));
        }
        let event = Event {
            format: FORMAT,
            position: 0,
            by: person.to_owned(),
            day: study.today().to_string(),
            acts: work.draft.acts.clone(),
        };
        let slot = self.slot(&study.id);
        let mut slot = slot.lock().await;
        for _ in 0..TRIES {
            let workspace = slot.catch_up(store, &study.id, keys).await?;
            check(&workspace.read(), seen, &event)?;
            let mut to = store.write().await?;
            match write(&mut to, &study.id, keys, workspace.head, &event, &work).await? {
                Some(position) => {
                    to.commit().await?;
                    slot.catch_up(store, &study.id, keys).await?;
                    return Ok(position);
                }
                None => to.rollback().await?,
            }
        }
        Err(Error::Unavailable("busy"))
    }
}

/// Refuses what the log does not allow as it stands, and rows that were made of words that are others by now.
fn check(desk: &Desk, seen: i64, event: &Event) -> Result<()> {
    let since = desk.coding.events.iter().rev().take_while(|event| event.position > seen);
    if since.flat_map(|event| &event.acts).any(changes_words) {
        return Err(Error::Conflict("changed-meanwhile"));
    }
    desk.coding.check(&event.by, &event.acts)
}

/// Whether an act changes rows of transcripts or texts that are there.
fn changes_words(act: &Act) -> bool {
    matches!(act, Act::Redact { .. } | Act::Revise { .. } | Act::Remove { .. })
}

/// Writes all of it; nothing, and `None`, where the log is no longer as it was `seen`.
async fn write(
    to: &mut sql::Connection,
    study: &str,
    keys: &StudyKeys,
    seen: Head,
    event: &Event,
    work: &Work,
) -> Result<Option<i64>> {
    let sealed = |position| sealed::event(keys, study, event, position);
    let Some(position) = events::append(to, study, seen, sealed).await? else { return Ok(None) };
    for write in &work.writes {
        change(to, study, &event.by, keys, write).await?;
    }
    for passage in redacted(event) {
        let of = passage.response().or_else(|| passage.source()).unwrap_or_default();
        unsaved::forget(to, study, of).await?;
    }
    for text in &work.draft.texts {
        texts::put(to, study, &sealed::text(keys, study, text)?).await?;
    }
    if let Some((verb, object)) = &work.audit {
        audit::append(to, Some(study), &event.by, verb, object).await?;
    }
    Ok(Some(position))
}

/// Passages whose words an event replaces: what was written about them under lock may repeat the old ones.
fn redacted(event: &Event) -> impl Iterator<Item = &PassageId> {
    event.acts.iter().filter_map(|act| match act {
        Act::Redact { passage, .. } => Some(passage),
        _ => None,
    })
}

async fn change(to: &mut sql::Connection, study: &str, by: &str, keys: &StudyKeys, write: &Write) -> Result<()> {
    match write {
        Write::Source(id, source) => sources::put(to, study, id, &sealed::source(keys, study, id, source)?).await,
        Write::ChangeSource(id, source) => {
            sources::change(to, study, id, &sealed::source(keys, study, id, source)?).await
        }
        Write::RemoveSource(id) => sources::remove(to, study, id).await,
        Write::Reseal(id, before, after) => match responses::reseal(to, id, before, after).await? {
            // Withdrawn or sealed anew since it was read: nothing of the work is written.
            false => Err(Error::Conflict("changed-meanwhile")),
            true => snapshots::forget(to, id).await,
        },
        Write::ChangeFlag(id, sealed) => flags::change(to, study, id, sealed).await,
        Write::ChangeText(id, words) => texts::change(to, study, id, &sealed::words(keys, study, id, words)?).await,
        Write::ReopenReleases(quote) => reopen(to, study, by, quote.as_deref()).await,
    }
}

async fn reopen(to: &mut sql::Connection, study: &str, by: &str, quote: Option<&str>) -> Result<()> {
    let reopened = match quote {
        Some(quote) => releases::without_quote(to, quote).await?,
        None => releases::without_words(to, study).await?,
    };
    match reopened {
        0 => Ok(()),
        count => audit::append(to, Some(study), by, "reopen-releases", &count.to_string()).await,
    }
}
