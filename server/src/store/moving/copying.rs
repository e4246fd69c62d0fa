//! Rows of one table, from one database into the other, batch by batch, each in one transaction. What is there already is
//! the note of how far it went: rows come in the order of their key, so the last one says where to go on, and it is written
//! with its batch or not at all.

use sqlx::AssertSqlSafe;

use super::cells::Cell;
use super::reading::{self, Reading};
use super::tables::{columns, quoted};
use super::{Step, Watch};
use crate::store::catalogue::{self, Table};
use crate::store::{disk, sql};
use crate::{Error, Result};

/// A transaction that writes …
const BEGIN: sql::Text = sql::each("begin immediate", "begin");
/// … and becomes durable.
const COMMIT: &str = "commit";

/// Copies what is not there yet.
pub async fn copy(
    table: &Table,
    from: &mut sql::Connection,
    to: &mut sql::Connection,
    watch: &mut Watch<'_>,
) -> Result<()> {
    let last = reading::last(to, table).await?;
    match table.own {
        // Its rows came all at once, or there are none yet.
        Some(_) if last.is_some() => return Ok(()),
        Some(own) => return all_at_once(table, own, from, to).await,
        None => {}
    }
    let mut reading = Reading::after(table, last);
    let mut copied = 0;
    loop {
        let rows = reading.next(from).await?;
        if rows.is_empty() {
            return Ok(());
        }
        copied += rows.len() as u64;
        sql::script(BEGIN, &mut *to).await?;
        let triggers = catalogue::put_aside(to, table).await?;
        insert(table, rows, to).await?;
        triggers.put_back(to).await?;
        sql::script(COMMIT, &mut *to).await?;
        watch(Step::Copied { table: &table.name, rows: copied });
    }
}

/// A table whose rows refer to each other comes in one transaction: first all rows, then to which other they refer.
async fn all_at_once(table: &Table, own: usize, from: &mut sql::Connection, to: &mut sql::Connection) -> Result<()> {
    let mut reading = Reading::after(table, None);
    let mut referring = Vec::new();
    sql::script(BEGIN, &mut *to).await?;
    let triggers = catalogue::put_aside(to, table).await?;
    loop {
        let mut rows = reading.next(from).await?;
        if rows.is_empty() {
            break;
        }
        for row in &mut rows {
            let other = std::mem::replace(&mut row[own], Cell::missing(table.columns[own].kind));
            if !other.is_missing() {
                referring.push((other, super::cells::key(row, table)));
            }
        }
        insert(table, rows, to).await?;
    }
    for (other, key) in referring {
        refer(table, own, other, key, to).await?;
    }
    triggers.put_back(to).await?;
    Ok(sql::script(COMMIT, to).await?)
}

async fn refer(table: &Table, own: usize, other: Cell, key: Vec<Cell>, to: &mut sql::Connection) -> Result<()> {
    let (name, column) = (quoted(&table.name), quoted(&table.columns[own].name));
    let here =
        table.key.iter().zip(2..).map(|(at, number)| format!("{} = ${number}", quoted(&table.columns[*at].name)));
    let text = format!("update {name} set {column} = $1 where {}", here.collect::<Vec<_>>().join(" and "));
    let query = other.bind_to(sql::query(AssertSqlSafe(text)));
    key.into_iter().fold(query, |query, cell| cell.bind_to(query)).execute(to).await?;
    Ok(())
}

async fn insert(table: &Table, rows: Vec<Vec<Cell>>, to: &mut sql::Connection) -> Result<()> {
    let mut place = 0;
    let mut group = || {
        let places = table.columns.iter().map(|_| {
            place += 1;
            format!("${place}")
        });
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    let groups: Vec<String> = rows.iter().map(|_| group()).collect();
    let text = format!("insert into {} ({}) values {}", quoted(&table.name), columns(table), groups.join(", "));
    let query = rows.into_iter().flatten().fold(sql::query(AssertSqlSafe(text)), |query, cell| cell.bind_to(query));
    query.execute(to).await.map_err(|error| misfit(&error, &table.name))?;
    Ok(())
}

/// PostgreSQL knows no text with a character of number zero in it.
fn misfit(error: &sqlx::Error, table: &str) -> Error {
    const NOT_A_TEXT: &str = "22021";
    match error.as_database_error().and_then(|database| database.code()) {
        Some(code) if code == NOT_A_TEXT => Error::Invalid("move-unfit", table.to_owned()),
        _ => disk::explain(error),
    }
}
