//! An installation moves from one database to another, of either kind: every table, row by row, checked on both sides,
//! resumed where it was interrupted. The source keeps what it has and is only marked.
//!
//! Rows go in the order of their keys, so the target learns nothing about when anything came. To move a new table: a line
//! in [`tables`]; a new kind of column: an arm in [`cells`].

mod cells;
pub mod checking;
mod copying;
mod end;
pub mod marks;
mod place;
mod reading;
pub mod snapshot;
pub mod tables;

pub use checking::{Compared, Sum};
pub use end::End;
pub use marks::Found;
pub use place::Place;

use super::{catalogue, sql};
use crate::{Error, Result};

/// What a move does just now.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// Both ends are as they must be: from now on rows go.
    Begun,
    /// So many rows of a table are durable in the target, beside those that were there.
    Copied {
        /// The table.
        table: &'a str,
        /// Rows of this run.
        rows: u64,
    },
    /// So many rows of a table were read again.
    Checked {
        /// The table.
        table: &'a str,
        /// Rows so far.
        rows: u64,
    },
    /// A table is the same on both sides.
    Same(&'a Compared),
}

/// Whoever watches.
pub type Watch<'w> = dyn FnMut(Step<'_>) + 'w;

/// Moves everything, or what is left of it, and checks all of it. Nothing is compared where that was finished before.
pub async fn run(source: &mut End, target: &mut End, watch: &mut Watch<'_>) -> Result<Vec<Compared>> {
    let whose = marks::whose(&mut source.connection).await?;
    let found = begun(source, target, &whose).await?;
    if found == Found::Done {
        return Ok(Vec::new());
    }
    let tables = tables::both_have(&mut source.connection, &mut target.connection).await?;
    watch(Step::Begun);
    if found == Found::Empty {
        marks::begin(&mut target.connection, &whose).await?;
    }
    for table in &tables {
        copying::copy(table, &mut source.connection, &mut target.connection, watch).await?;
    }
    settle(&mut target.connection).await?;
    let compared = compare(source, target, &tables, watch).await?;
    marks::finish(&mut source.connection, &mut target.connection, &target.shown).await?;
    Ok(compared)
}

/// Refuses to move what is not all here (`move-unfinished`), or went somewhere else (`moved`): before anything is made
/// where it would go.
pub async fn leaves(source: &mut End, to: &Place) -> Result<()> {
    marks::refuse_half(&mut source.connection).await?;
    match marks::moved_to(&mut source.connection).await? {
        Some(place) if place != to.shown() => Err(Error::Invalid("moved", place)),
        _ => Ok(()),
    }
}

/// How the target is found, where it may be moved to.
async fn begun(source: &mut End, target: &mut End, whose: &[u8]) -> Result<Found> {
    marks::refuse_half(&mut source.connection).await?;
    let found = marks::look(&mut target.connection, whose, &target.shown).await;
    let Some(place) = marks::moved_to(&mut source.connection).await? else { return found };
    match found {
        // The source was closed and the target not opened yet.
        Ok(Found::Begun) if place == target.shown => Ok(Found::Begun),
        _ if place == target.shown && marks::is_of(&mut target.connection, whose).await? => Ok(Found::Done),
        _ => Err(Error::Invalid("moved", place)),
    }
}

/// Both sides of every table; `move-differs` with those that are not the same.
async fn compare(
    source: &mut End,
    target: &mut End,
    tables: &[catalogue::Table],
    watch: &mut Watch<'_>,
) -> Result<Vec<Compared>> {
    let mut all = Vec::with_capacity(tables.len());
    for table in tables {
        let source = checking::sum(table, &mut source.connection, watch).await?;
        let target = checking::sum(table, &mut target.connection, watch).await?;
        let compared = Compared { table: table.name.clone(), source, target };
        if compared.is_same() {
            watch(Step::Same(&compared));
        }
        all.push(compared);
    }
    let different: Vec<&str> = all.iter().filter(|table| !table.is_same()).map(|table| table.table.as_str()).collect();
    if different.is_empty() { Ok(all) } else { Err(Error::Invalid("move-differs", different.join(", "))) }
}

/// A server learns how large its tables are now, so that it finds quickly from the first question on.
async fn settle(target: &mut sql::Connection) -> Result<()> {
    Ok(sql::script(sql::each("select 1", "analyze"), target).await?)
}
