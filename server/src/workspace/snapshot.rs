//! Snapshots: the columns of a collection sealed as a whole, so that unlocking need not open its responses one by one.
//! Disposable: what has no snapshot, or one that is not understood, is opened from its responses. A response that goes takes
//! the snapshot along, in the same transaction; so does one that is redacted.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use instruments::Answer;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::table::{Row, Table};
use super::{Column, Place, Workspace, sealed};
use crate::linking::{Code, Key, Mark};
use crate::seal::payload::{pad, unpad};
use crate::store::events::Head;
use crate::store::grants::StudyKeys;
use crate::store::{Store, snapshots};
use crate::terminal::report;
use crate::{Error, Result, parallel};

/// Fewer responses than these are soon opened one by one.
pub(super) const WORTH: usize = 1_000;

/// Rows in a part: what lies in memory beside the columns stays small.
const ROWS: usize = 50_000;

/// The format that is written now; another one is not read.
const FORMAT: u32 = 1;

const KIND: &str = "tidemark snapshot";

/// Some rows of a collection. `W` and `A` are texts and answers, borrowed to be written and owned when read.
#[derive(Serialize, Deserialize)]
struct Part<W, A> {
    format: u32,
    /// Tells the linking key that `links` are under, without naming it.
    linking: Option<Mark>,
    ids: Vec<W>,
    sites: Few<W>,
    versions: Few<W>,
    languages: Few<W>,
    weeks: Few<W>,
    modes: Few<W>,
    organisations: Few<Option<W>>,
    links: Vec<Option<Vec<Option<Mark>>>>,
    weights: Vec<Option<f64>>,
    columns: Vec<(W, Few<A>)>,
}

/// Many values of which few differ: each once, and for each row which it has.
#[derive(Serialize, Deserialize)]
struct Few<T> {
    different: Vec<T>,
    codes: Vec<u32>,
}

/// Lays the snapshots of a study that is unlocked anew into its columns.
pub(super) async fn take_in(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    workspace: &mut Workspace,
    changed: &mut BTreeSet<Place>,
) -> Result<()> {
    let mut tables: BTreeMap<String, Option<Table>> = BTreeMap::new();
    let parts = snapshots::parts(store, study).await?;
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    for some in parts.chunks(at_once) {
        for ((collection, _), part) in
            some.iter().zip(read(store, study, keys, workspace.linking.as_ref(), some).await?)
        {
            let table = tables.entry(collection.clone()).or_insert_with(|| Some(Table::default()));
            *table = part.and_then(|part| {
                let mut table = table.take()?;
                table.append(part);
                Some(table)
            });
        }
    }
    let ids = Arc::make_mut(&mut workspace.ids);
    for (collection, table) in tables {
        // Parts that another process replaced while they were read do not go on where the one before ended.
        let Some(table) = table.filter(|table| table.rows.is_sorted_by(|one, other| one.id < other.id)) else {
            continue;
        };
        ids.extend(table.rows.iter().map(|row| row.id.clone()));
        changed.insert(Place::Collection(collection.clone()));
        workspace.tables.insert(collection, Arc::new(table));
    }
    Ok(())
}

/// Reads parts and opens them, each on a processor of its own; nothing for one that does not open.
async fn read(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    linking: Option<&Key>,
    parts: &[(String, i64)],
) -> Result<Vec<Option<Table>>> {
    let mut found = Vec::with_capacity(parts.len());
    for (collection, number) in parts {
        let sealed = snapshots::find(store, collection, *number).await?;
        found.push((place(collection, *number), sealed.unwrap_or_default()));
    }
    let (study, keys, linking) = (study.to_owned(), keys.clone(), linking.map(fingerprint));
    let open = move |(place, sealed): &(String, Vec<u8>)| open(&keys, &study, linking, place, sealed);
    let work = move || parallel::map(&found, open);
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("a snapshot", error))
}

fn open(keys: &StudyKeys, study: &str, linking: Option<Mark>, place: &str, sealed: &[u8]) -> Option<Table> {
    let plain = sealed::open(keys, study, KIND, place, sealed).ok()?;
    let part: Part<String, Answer> = postcard::from_bytes(unpad(&plain).ok()?).ok()?;
    (part.format == FORMAT && part.linking == linking).then(|| part.into_table())?
}

/// Keeps a collection's columns as they are at `head`. Where that fails nothing is lost: the next unlocking takes longer.
pub(super) async fn keep(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    head: Head,
    workspace: &Workspace,
    collection: &str,
) {
    if let Err(error) = seal_and_keep(store, study, keys, head, workspace, collection).await {
        report("snapshots", &error);
    }
}

async fn seal_and_keep(
    store: &Store,
    study: &str,
    keys: &StudyKeys,
    head: Head,
    workspace: &Workspace,
    collection: &str,
) -> Result<()> {
    let (table, linking) = (workspace.shared(collection), workspace.linking.as_ref().map(fingerprint));
    let (own_study, keys, own) = (study.to_owned(), keys.clone(), collection.to_owned());
    let work = move || {
        let starts: Vec<usize> = (0..table.rows.len()).step_by(ROWS).collect();
        let numbered: Vec<(i64, usize)> = (0_i64..).zip(starts).collect();
        let seal = |(number, start): &(i64, usize)| {
            let rows = *start..(start + ROWS).min(table.rows.len());
            sealed::seal(&keys, &own_study, KIND, &place(&own, *number), &Part::of(&table, rows, linking).to_bytes()?)
        };
        parallel::map(&numbered, seal).into_iter().collect::<Result<Vec<_>>>()
    };
    let parts = tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("a snapshot", error))??;
    snapshots::keep(store, study, head, collection, &parts).await?;
    Ok(())
}

fn place(collection: &str, number: i64) -> String {
    format!("{collection} {number}")
}

/// The same for the same key: codes under another key would compare with none.
fn fingerprint(key: &Key) -> Mark {
    key.mark(0, 0, KIND)
}

impl<'a> Part<&'a str, &'a Answer> {
    fn of(table: &'a Table, rows: Range<usize>, linking: Option<Mark>) -> Self {
        let some = &table.rows[rows.clone()];
        let words = |of: fn(&Row) -> &str| Few::of(some.iter().map(of));
        Self {
            format: FORMAT,
            linking,
            ids: some.iter().map(|row| row.id.as_str()).collect(),
            sites: words(|row| &row.site),
            versions: words(|row| &row.version),
            languages: words(|row| &row.language),
            weeks: words(|row| &row.week),
            modes: words(|row| &row.mode),
            organisations: Few::of(some.iter().map(|row| row.organisation.as_deref())),
            links: some.iter().map(|row| row.link.as_ref().map(|code| code.marks().to_vec())).collect(),
            weights: some.iter().map(|row| row.weight).collect(),
            columns: table.keys().map(|key| (key, Few::of_column(table.column(key), rows.clone()))).collect(),
        }
    }

    /// Padded, so that its length does not tell what one person wrote who came or went between two copies of it.
    fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>> {
        let fails = |error| Error::internal("a snapshot", error);
        let size = postcard::experimental::serialized_size(self).map_err(fails)?;
        // Room for all of it from the beginning: nothing is left behind in memory that was given back.
        let plain = postcard::to_extend(self, Vec::with_capacity(size)).map_err(fails)?;
        Ok(Zeroizing::new(pad(plain)))
    }
}

impl<T: Ord + Clone> Few<T> {
    fn of(values: impl Iterator<Item = T>) -> Self {
        let (mut few, mut known) = (Self { different: Vec::new(), codes: Vec::new() }, BTreeMap::new());
        for value in values {
            let code = *known.entry(value).or_insert_with_key(|value| {
                few.different.push(value.clone());
                few.different.len() as u32 - 1
            });
            few.codes.push(code);
        }
        few
    }
}

impl<'a> Few<&'a Answer> {
    /// The answers that some rows of a column have, and no other.
    fn of_column(column: &'a Column, rows: Range<usize>) -> Self {
        let (mut different, mut places) = (Vec::new(), vec![None; column.dictionary().len()]);
        let codes = column.codes()[rows].iter().map(|code| {
            *places[*code as usize].get_or_insert_with(|| {
                different.push(&column.dictionary()[*code as usize]);
                different.len() as u32 - 1
            })
        });
        let codes = codes.collect();
        Self { different, codes }
    }
}

impl Part<String, Answer> {
    /// Nothing where its parts do not fit together.
    fn into_table(self) -> Option<Table> {
        let count = self.ids.len();
        let whole = |words: Vec<Arc<str>>| Some(words).filter(|words| words.len() == count);
        let words = |few: &Few<String>| whole(few.values(|word| Arc::from(word.as_str()))?);
        let (sites, versions, languages) = (words(&self.sites)?, words(&self.versions)?, words(&self.languages)?);
        let (weeks, modes) = (words(&self.weeks)?, words(&self.modes)?);
        let organisations = self.organisations.values(|word| word.as_deref().map(Arc::from))?;
        if [organisations.len(), self.links.len(), self.weights.len()] != [count; 3] {
            return None;
        }
        let beside = organisations.into_iter().zip(self.links).zip(self.weights);
        let rows =
            self.ids.into_iter().zip(beside).enumerate().map(|(row, (id, ((organisation, link), weight)))| Row {
                id,
                site: Arc::clone(&sites[row]),
                version: Arc::clone(&versions[row]),
                language: Arc::clone(&languages[row]),
                week: Arc::clone(&weeks[row]),
                mode: Arc::clone(&modes[row]),
                link: link.and_then(Code::new),
                organisation,
                weight,
            });
        let columns = self.columns.into_iter().map(|(key, few)| {
            let column = Column::of(few.different, few.codes)?;
            (column.len() == count).then_some((key, column))
        });
        let columns = columns.collect::<Option<_>>()?;
        Some(Table::of(rows.collect(), columns))
    }
}

impl<T> Few<T> {
    /// For each row its value, made once; nothing where a row has one that is not there.
    fn values<U: Clone>(&self, make: impl FnMut(&T) -> U) -> Option<Vec<U>> {
        let made: Vec<U> = self.different.iter().map(make).collect();
        self.codes.iter().map(|code| made.get(*code as usize).cloned()).collect()
    }
}

#[cfg(test)]
#[path = "snapshot_tests.rs"]
mod tests;
