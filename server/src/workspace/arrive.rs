//! Takes responses in: while one page of them is read from the database, the one before is opened on all processors and
//! laid into columns, and what lay as it arrived is sealed under the study's data key, so that the next unlocking is quick.
//! Never more than a few pages lie in memory beside the columns.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::open::unseal;
use super::{Place, Table, Workspace, links, snapshot};
use crate::linking::Key;
use crate::seal::borrowed::Borrowed;
use crate::seal::envelope;
use crate::seal::payload::associated;
use crate::store::events::Head;
use crate::store::grants::StudyKeys;
use crate::store::responses::{self, Stored};
use crate::store::{Store, imports};
use crate::{Error, Result, parallel};

/// Responses on a page.
const PAGE: i64 = 2_000;
/// Envelopes that are replaced in one transaction.
const BATCH: usize = 500;

/// Whose responses, and what opens them.
struct Arrivals<'a> {
    store: &'a Store,
    study: &'a str,
    keys: &'a StudyKeys,
    codes: Arc<Codes>,
}

/// Which answers make link codes, and the key that codes go under; no key where nothing asks for codes.
struct Codes {
    asked: links::Asked,
    key: Option<Key>,
}

/// Responses in columns.
#[derive(Default)]
struct Opened {
    tables: BTreeMap<String, Table>,
    /// Those that no key opened among them.
    ids: Vec<String>,
    unreadable: usize,
    resealed: Vec<Resealed>,
}

/// Id, envelope before, envelope after.
type Resealed = (String, Vec<u8>, Vec<u8>);

/// Takes in responses that arrived and lets go those that are gone.
pub(super) async fn catch_up(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    head: Head,
    workspace: &mut Workspace,
    changed: &mut BTreeSet<Place>,
) -> Result<()> {
    let codes = codes(store, study, keys, workspace).await?;
    let arrivals = Arrivals { store, study, keys, codes };
    let is_new = workspace.ids.is_empty();
    if is_new {
        snapshot::take_in(store, study, keys, workspace, changed).await?;
    }
    let arrived = if workspace.ids.is_empty() {
        arrivals.open_pages(&workspace.ids).await?
    } else if is_new && responses::count(store, study).await? == workspace.ids.len() {
        // A snapshot goes with the first of its responses that goes: as many are the same ones.
        Opened::default()
    } else {
        let ids = responses::ids(store, study).await?.into_iter().collect();
        let_go(workspace, &ids, changed);
        arrivals.open(&workspace.ids, &ids).await?
    };
    workspace.unreadable += arrived.unreadable;
    Arc::make_mut(&mut workspace.ids).extend(arrived.ids);
    for (collection, table) in arrived.tables {
        let many = table.rows.len() >= snapshot::WORTH;
        let own = Arc::make_mut(workspace.tables.entry(collection.clone()).or_default());
        own.append(table);
        own.order();
        if many {
            snapshot::keep(store, study, keys, head, workspace, &collection).await;
        }
        changed.insert(Place::Collection(collection));
    }
    Ok(())
}

async fn codes(store: &Store, study: &str, keys: &StudyKeys, workspace: &mut Workspace) -> Result<Arc<Codes>> {
    let asked = links::asked(store, study).await?;
    // Files bring codes along whatever their instrument asks.
    let coded = !asked.is_empty() || !imports::brought(store, study).await?.is_empty();
    if coded && workspace.linking.is_none() {
        workspace.linking = Some(links::key(store, study, keys).await);
    }
    Ok(Arc::new(Codes { asked, key: workspace.linking.clone() }))
}

/// Lets responses go that are not among `ids`.
fn let_go(workspace: &mut Workspace, ids: &BTreeSet<String>, changed: &mut BTreeSet<Place>) {
    let gone: BTreeSet<String> = workspace.ids.difference(ids).cloned().collect();
    if gone.is_empty() {
        return;
    }
    for (collection, table) in &mut workspace.tables {
        if table.rows.iter().any(|row| gone.contains(&row.id)) {
            Arc::make_mut(table).remove(&|id| gone.contains(id));
            changed.insert(Place::Collection(collection.clone()));
        }
    }
    Arc::make_mut(&mut workspace.ids).retain(|id| !gone.contains(id));
}

impl Arrivals<'_> {
    /// Opens those of `ids` that are not known: one by one while they are few, else page by page.
    async fn open(&self, known: &BTreeSet<String>, ids: &BTreeSet<String>) -> Result<Opened> {
        let new: Vec<&String> = ids.difference(known).collect();
        if new.len() * 4 > ids.len() {
            return self.open_pages(known).await;
        }
        let mut found = Vec::with_capacity(new.len());
        for id in new {
            found.extend(responses::find(self.store, self.study, id).await?);
        }
        let opened = self.open_page(found).await?;
        self.keep(&opened.resealed).await;
        Ok(opened)
    }

    /// Opens everything that is not known.
    async fn open_pages(&self, known: &BTreeSet<String>) -> Result<Opened> {
        let (mut all, mut page) = (Opened::default(), self.page("").await?);
        while let Some(last) = page.last() {
            let last = last.id.clone();
            page.retain(|stored| !known.contains(&stored.id));
            let resealed = std::mem::take(&mut all.resealed);
            let (next, opened, ()) = tokio::join!(self.page(&last), self.open_page(page), self.keep(&resealed));
            page = next?;
            all.append(opened?);
        }
        self.keep(&all.resealed).await;
        Ok(all)
    }

    async fn page(&self, after: &str) -> Result<Vec<Stored>> {
        responses::after(self.store, self.study, after, PAGE).await
    }

    /// Opens responses, each processor its share.
    async fn open_page(&self, page: Vec<Stored>) -> Result<Opened> {
        let (study, keys, codes) = (self.study.to_owned(), self.keys.clone(), Arc::clone(&self.codes));
        let work = move || {
            let mut all = Opened::default();
            let shares = parallel::shares(&page, |share| Opened::of(share, &study, &keys, &codes));
            shares.into_iter().for_each(|share| all.append(share));
            all
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("decrypting", error))
    }

    /// Puts new envelopes in the place of the old ones.
    async fn keep(&self, resealed: &[Resealed]) {
        if let Err(error) = replace(self.store, resealed).await {
            // Nothing is lost: they stay sealed as they arrived, and the next unlocking tries again.
            crate::terminal::report("re-sealing", &error);
        }
    }
}

impl Opened {
    fn of(share: &[Stored], study: &str, keys: &StudyKeys, codes: &Codes) -> Self {
        let mut opened = Self::default();
        for stored in share {
            opened.ids.push(stored.id.clone());
            if opened.take(stored, study, keys, codes).is_err() {
                opened.unreadable += 1;
            }
        }
        opened
    }

    fn take(&mut self, stored: &Stored, study: &str, keys: &StudyKeys, codes: &Codes) -> Result<()> {
        let (plain, arrived) = unseal(stored, study, keys)?;
        let mut response = Borrowed::from_padded_bytes(&plain)?;
        let code = links::take(&mut response, codes.key.as_ref(), &codes.asked);
        let table = match self.tables.get_mut(&stored.collection_id) {
            Some(table) => table,
            None => self.tables.entry(stored.collection_id.clone()).or_default(),
        };
        table.push(stored.id.clone(), stored.site_id.clone(), response, code);
        if let Some((number, (_, data))) = arrived.and_then(|number| Some((number, keys.generation(number)?))) {
            let place = associated(study, &stored.collection_id, &stored.id);
            let after = envelope::seal_with(data, number, &place, &plain);
            self.resealed.push((stored.id.clone(), stored.sealed.clone(), after));
        }
        Ok(())
    }

    fn append(&mut self, other: Self) {
        for (collection, table) in other.tables {
            self.tables.entry(collection).or_default().append(table);
        }
        self.ids.extend(other.ids);
        self.unreadable += other.unreadable;
        self.resealed.extend(other.resealed);
    }
}

async fn replace(store: &Store, resealed: &[Resealed]) -> Result<()> {
    for batch in resealed.chunks(BATCH) {
        let mut transaction = store.write().await?;
        for (id, before, after) in batch {
            responses::reseal(&mut transaction, id, before, after).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}
