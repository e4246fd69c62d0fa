//! A copy of a server's database as it is at one moment, in a fresh file, while others go on working with it: what a
//! backup packs. Nothing is written there, and nothing in the copy tells that it is one.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, SqliteConnection};

use super::{Place, Watch, checking, copying, marks, tables};
use crate::settings::Address;
use crate::store::{catalogue, disk, misfit, postgres, role, sql, sqlite};
use crate::{Error, Result};

/// The server waits while the file is written, and a table that is just rewritten is waited for.
const PATIENCE: [(&str, &str); 2] = [("idle_in_transaction_session_timeout", "0"), ("lock_timeout", "10min")];

/// Everything that is asked from now on is answered of one moment.
const BEGIN: &str = "begin isolation level repeatable read read only";

/// A connection to an installation on a server, beside the programs that work with it, that sees one moment: everything
/// that was acknowledged before, and nothing half. `no-data` where nobody has begun.
pub async fn begin(address: &Address) -> Result<sql::Connection> {
    let mut connection = postgres::enter(&postgres::options(address)?.options(PATIENCE)).await?;
    sql::script(BEGIN, &mut connection).await?;
    if !catalogue::is_ours(&mut connection).await? {
        return Err(Error::Invalid("no-data", Place::Server(address.clone()).shown()));
    }
    role::fits(&mut connection).await?;
    marks::refuse(&mut connection).await?;
    Ok(connection)
}

/// Copies every table into a new file, and reads it again on both sides; `backup-differs` where they are not the same.
pub async fn copy(from: &mut sql::Connection, to: &Path, watch: &mut Watch<'_>) -> Result<()> {
    let mut copy = fresh(to).await?;
    let tables = tables::both_have(from, &mut copy).await?;
    for table in &tables {
        copying::copy(table, from, &mut copy, watch).await?;
        let held = checking::sum(table, from, watch).await?;
        if checking::sum(table, &mut copy, watch).await? != held {
            return Err(Error::Invalid("backup-differs", table.name.clone()));
        }
    }
    Ok(copy.close().await?)
}

/// A file that counts only when it is whole: nothing waits for its disk meanwhile, and no other file lies beside it.
async fn fresh(to: &Path) -> Result<sql::Connection> {
    let options = SqliteConnectOptions::new().filename(to).create_if_missing(true).foreign_keys(true);
    let options = options.journal_mode(SqliteJournalMode::Memory).synchronous(SqliteSynchronous::Off);
    let opened = SqliteConnection::connect_with(&options).await;
    let mut connection = opened.map_err(|error| disk::explain(&error))?;
    sqlite::migrations().run(&mut connection).await.map_err(|error| misfit(&error))?;
    Ok(connection.into())
}
