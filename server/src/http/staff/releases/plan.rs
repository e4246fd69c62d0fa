//! Planning in the background: tables are laid out, attacked and put into words, away from the pages, which look how far
//! it is. What comes out rests sealed; nothing of it stays here.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::kept::{self, Kept, seal_plan};
use super::{codes, quotes};
use crate::http::State;
use crate::http::staff::Member;
use crate::release::{Choice, Gathered, gather, outlook_in};
use crate::store::duty::Duty;
use crate::store::{Store, collections, release_grounds, releases};
use crate::workspace::redact;
use crate::{Error, Result, owed};

/// Releases that are being planned now, by their id.
#[derive(Clone, Default)]
pub struct Plans(Arc<Mutex<HashMap<String, Arc<Progress>>>>);

/// How far one is.
#[derive(Debug, Default)]
pub(super) struct Progress {
    done: AtomicUsize,
    of: AtomicUsize,
    failed: AtomicBool,
    stop: AtomicBool,
}

impl Progress {
    /// How much is done, and of how much.
    pub fn now(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }

    /// Whether it could not be worked out.
    pub fn failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }
}

impl Plans {
    fn held(&self) -> MutexGuard<'_, HashMap<String, Arc<Progress>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far a release is; begins to plan it where nobody does. Where another process does, nothing of it is known here
    /// but that it is on its way: each look asks again, until the plan is there or that process has ended.
    pub(super) fn look(&self, state: &Arc<State>, member: &Member, id: &str) -> Arc<Progress> {
        let mut held = self.held();
        if let Some(progress) = held.get(id) {
            return Arc::clone(progress);
        }
        let progress = Arc::<Progress>::default();
        held.insert(id.to_owned(), Arc::clone(&progress));
        let (state, member, id, told) = (Arc::clone(state), member.clone(), id.to_owned(), Arc::clone(&progress));
        tokio::spawn(async move {
            match plan_alone(&state, &member, &id, &told).await {
                Ok(()) => state.plans.done(&id, &told),
                Err(error) => {
                    if !matches!(error, Error::Conflict(_) | Error::NotFound) {
                        crate::terminal::report("planning", &error);
                    }
                    told.failed.store(true, Ordering::Relaxed);
                }
            }
        });
        progress
    }

    /// Lets go of a plan that another choice made stale, that is to be tried again, or whose release was thrown away: it
    /// works on for nobody.
    pub(super) fn forget(&self, id: &str) {
        if let Some(progress) = self.held().remove(id) {
            progress.stop.store(true, Ordering::Relaxed);
        }
    }

    fn done(&self, id: &str, progress: &Arc<Progress>) {
        let mut held = self.held();
        if held.get(id).is_some_and(|known| Arc::ptr_eq(known, progress)) {
            held.remove(id);
        }
    }
}

/// Plans a release unless another process does.
async fn plan_alone(state: &Arc<State>, member: &Member, id: &str, progress: &Arc<Progress>) -> Result<()> {
    let Some(duty) = Duty::take(&state.store, &format!("plan {id}")).await? else { return Ok(()) };
    let planned = plan(state, member, id, progress).await;
    duty.end().await;
    planned
}

/// The language of the house's own pages, whatever those are written in that go out.
const HOUSE: &str = "en";

/// So often a plan begins anew because answers moved while it was made.
const TRIES: usize = 5;

/// Plans a release and keeps what came out.
pub(super) async fn plan(state: &Arc<State>, member: &Member, id: &str, progress: &Arc<Progress>) -> Result<()> {
    for _ in 0..TRIES {
        if plan_once(state, member, id, progress).await? {
            return Ok(());
        }
    }
    Err(Error::Conflict("release-moved"))
}

/// The collections whose answers a choice counts; all of them where it counts codes, which words of any can have.
async fn counted(store: &Store, study: &str, choice: &Choice) -> Result<Vec<String>> {
    let all = collections::all(store, study).await?.into_iter().filter(|collection| !collection.rehearsal);
    let of = |part: &crate::release::Part, collection: &collections::Collection| {
        part.instrument == collection.instrument_id && part.waves.contains(&collection.wave_id)
    };
    let counts = |collection: &collections::Collection| {
        !choice.codes.is_empty() || choice.instruments.iter().any(|part| of(part, collection))
    };
    Ok(all.filter(counts).map(|collection| collection.id).collect())
}

/// Whether it came to an end: not where answers came or were taken back meanwhile, which nobody would have looked at, or
/// where words were replaced that it repeats.
async fn plan_once(state: &Arc<State>, member: &Member, id: &str, progress: &Arc<Progress>) -> Result<bool> {
    let keys = member.unlocked()?;
    let kept = Kept::find(state, member, id).await?;
    let choice = kept.choice(keys)?;
    let collections = counted(&state.store, &member.study.id, &choice).await?;
    // Looked at before the answers are: what comes in between makes it begin anew.
    let grounds = release_grounds::now(&mut state.store.pool.acquire().await?, &collections).await?;
    let workspace = state.workspaces.open(&state.store, &member.study.id, keys).await?;
    let seen = workspace.read().coding.head();
    let ledger = kept::ledger(state, &member.study.id, keys).await?;
    let beside = i64::try_from(ledger.releases.len()).map_err(|error| Error::internal("releases", error))?;
    let chosen = gather(&state.store, &workspace, &member.study, &choice).await?;
    let gathered = Gathered {
        mentions: codes::mentions(state, member, &workspace, &choice).await?,
        quotes: quotes::chosen(state, &workspace, &choice),
        owed: owed::of_study(&state.store, &member.study.id).await?,
        made_on: member.study.today().to_string(),
        ledger,
        chosen,
        choice,
    };
    let words: Vec<(String, String)> =
        gathered.quotes.iter().map(|quote| (quote.quote.clone(), quote.text.clone())).collect();
    let second = gathered.choice.second_page().map(|choice| (quotes::chosen(state, &workspace, &choice), choice));
    drop(workspace);
    let (pages, told) = (Arc::clone(&state.staff_pages), Arc::clone(progress));
    let work = move || {
        let mut draft = gathered.draft_until(
            &mut |done, of| {
                told.done.store(done, Ordering::Relaxed);
                told.of.store(of, Ordering::Relaxed);
            },
            &told.stop,
        )?;
        let figures = draft.figures().ok_or_else(|| Error::internal("a release", "no figures"))?;
        let (outlook, mut documents) = (outlook_in(&draft, HOUSE), vec![pages.document(&draft)]);
        if let Some((quotes, choice)) = second {
            draft.turn_to(choice, quotes);
            documents.push(pages.document(&draft));
        }
        documents.iter().try_for_each(crate::report::Document::distinct)?;
        Ok::<_, Error>((outlook, figures, documents))
    };
    let made = tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("planning", error))?;
    let (outlook, figures, documents) = made?;
    let sealed = seal_plan(keys, &kept.release, kept.sealed_choice(), &outlook, &figures, &documents)?;
    let mut to = state.store.write().await?;
    if release_grounds::now(&mut to, &collections).await? != grounds
        || redact::since(&state.store, &member.study.id, keys, seen).await?
    {
        return Ok(false);
    }
    if releases::plan(&mut to, id, &sealed, beside).await? {
        releases::repeat(&mut to, id, &words).await?;
        release_grounds::keep(&mut to, id, &grounds).await?;
    }
    to.commit().await?;
    Ok(true)
}
