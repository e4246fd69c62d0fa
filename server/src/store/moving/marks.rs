//! What is noted in the two databases of a move, as rows of `installation` that are no part of it: in the source where its
//! data went, in the target, until the move is finished, whose data it takes. Neither is served with such a mark.

use std::path::Path;

use super::tables;
use crate::store::{FILE, catalogue, installation, sql};
use crate::{Error, Result};

/// In the source: where the data is now.
const MOVED: &str = "moved-to";
/// In the target: by what the installation knows its secret.
pub(super) const MOVING: &str = "moving-from";

const READ: &str = "select value from installation where name = $1";
/// Notes something, whatever stood there before.
pub(super) const WRITE: &str = "insert into installation (name, value) values ($1, $2) \
     on conflict (name) do update set value = excluded.value";
const TAKE: &str = "delete from installation where name = $1";

/// Refuses a database whose data was moved elsewhere (`moved`), or is not all here yet (`move-unfinished`).
pub async fn refuse(from: &mut sql::Connection) -> Result<()> {
    if let Some(place) = moved_to(from).await? {
        return Err(Error::Invalid("moved", place));
    }
    refuse_half(from).await
}

/// The same question for a connection to a server that has just been made. A role that may not ask finds out at its start
/// what it may not (`role::check`).
pub async fn closed(connection: &mut sqlx::PgConnection) -> sqlx::Result<bool> {
    const MAY: &str =
        "select coalesce(pg_catalog.has_column_privilege(to_regclass('installation'), 'name', 'select'), false)";
    const CLOSED: &str = "select count(*) from installation where name in ('moved-to', 'moving-from')";
    if !sqlx::query_scalar(MAY).fetch_one(&mut *connection).await? {
        return Ok(false);
    }
    let marks: i64 = sqlx::query_scalar(CLOSED).fetch_one(connection).await?;
    Ok(marks > 0)
}

/// The same for a role that may be too small to ask (`role::check` finds that out).
pub async fn refuse_where_known(from: &mut sql::Connection) -> Result<()> {
    let closed = match from {
        sql::Connection::Postgres(held) => closed(held.seat()).await?,
        sql::Connection::Sqlite(_) => true,
    };
    if closed { refuse(from).await } else { Ok(()) }
}

/// Refuses to begin in an empty database beside a file that was never moved there (`unmoved`): whoever starts with it would
/// find nothing of theirs.
pub async fn refuse_beside_file(to: &mut sql::Connection, folder: &Path) -> Result<()> {
    let file = folder.join(FILE);
    if file.is_file() && !catalogue::is_ours(to).await? {
        return Err(Error::Invalid("unmoved", file.display().to_string()));
    }
    Ok(())
}

/// Refuses a database whose data is not all here yet (`move-unfinished`).
pub async fn refuse_half(from: &mut sql::Connection) -> Result<()> {
    match read(from, MOVING).await? {
        Some(_) => Err(Error::Unavailable("move-unfinished")),
        None => Ok(()),
    }
}

/// Where the data of this database went, if it did.
pub async fn moved_to(from: &mut sql::Connection) -> Result<Option<String>> {
    let place = read(from, MOVED).await?;
    Ok(place.map(|place| String::from_utf8_lossy(&place).into_owned()))
}

/// By what the source knows its secret; `move-nothing` where nobody has begun there.
pub async fn whose(source: &mut sql::Connection) -> Result<Vec<u8>> {
    read(source, installation::MARK).await?.ok_or(Error::Unavailable("move-nothing"))
}

/// Whether all of this installation is here.
pub async fn is_of(target: &mut sql::Connection, whose: &[u8]) -> Result<bool> {
    Ok(read(target, installation::MARK).await?.is_some_and(|mark| mark == whose))
}

/// How a target is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing is in it.
    Empty,
    /// A move of the same installation was interrupted.
    Begun,
    /// All of it is there, and the source knows.
    Done,
}

/// Looks at the target; `move-target-other` where another installation is moved there, `move-target-full` where anything
/// else is in it.
pub async fn look(target: &mut sql::Connection, whose: &[u8], place: &str) -> Result<Found> {
    match read(target, MOVING).await? {
        Some(mark) if mark == whose => return Ok(Found::Begun),
        Some(_) => return Err(Error::Invalid("move-target-other", place.to_owned())),
        None => {}
    }
    for (table, _) in tables::TABLES {
        let any = format!("select count(*) from (select 1 from {} limit 1) found", tables::quoted(table));
        if sql::query_scalar::<i64>(sqlx::AssertSqlSafe(any)).fetch_one(&mut *target).await? > 0 {
            return Err(Error::Invalid("move-target-full", place.to_owned()));
        }
    }
    Ok(Found::Empty)
}

/// From now on the target takes the data of this installation.
pub async fn begin(target: &mut sql::Connection, whose: &[u8]) -> Result<()> {
    sql::query(WRITE).bind(MOVING).bind(whose).execute(target).await?;
    Ok(())
}

/// First the source is closed, then the target opened: killed in between, neither is served and the move is run again.
pub async fn finish(source: &mut sql::Connection, target: &mut sql::Connection, place: &str) -> Result<()> {
    sql::query(WRITE).bind(MOVED).bind(place.as_bytes()).execute(source).await?;
    sql::query(TAKE).bind(MOVING).execute(target).await?;
    Ok(())
}

async fn read(from: &mut sql::Connection, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(sql::query_scalar(READ).bind(name).fetch_optional(from).await?)
}
