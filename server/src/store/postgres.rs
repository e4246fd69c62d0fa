//! PostgreSQL: a server of its own, for more than one process. What an acknowledgement rests on is asserted at the start,
//! for each connection, and in each transaction that writes.
//!
//! Several processes write at once. Whoever reads and then writes on the assumption of being alone takes the installation's
//! lock for that transaction ([`alone`]: every [`Store::write`]); groups of small work (drafts, submissions) share it
//! ([`beside`]), so that they never meet the others and rest, among themselves, on unique columns and locked rows.

use std::path::Path;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};

use super::moving::marks;
use super::{Store, ballast, catalogue, disk, misfit, presence, reach, sql};
use crate::settings::Address;
use crate::{Error, Result};

/// The oldest version of the server, as it numbers them: 13.
const OLDEST: i64 = 130_000;

/// How long a writer waits for the others, how long one may be silent before the server ends its transaction, and how soon
/// it notices that a machine is gone: what that held is another's then (`duty`).
const PATIENCE: [(&str, &str); 5] = [
    ("lock_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "60s"),
    ("tcp_keepalives_idle", "30"),
    ("tcp_keepalives_interval", "10"),
    ("tcp_keepalives_count", "3"),
];

pub(super) async fn open(folder: &Path, address: &Address) -> Result<Store> {
    let options = options(address)?;
    let mut first = enter(&options).await?;
    if !catalogue::is_ours(&mut first).await? && !catalogue::tables(&mut first).await?.is_empty() {
        return Err(Error::Unavailable("schema-foreign"));
    }
    marks::refuse_beside_file(&mut first, folder).await?;
    if let sql::Connection::Postgres(held) = &mut first {
        let migrations = sql::dialect::postgres(super::sqlite::migrations());
        migrations.run(held.seat()).await.map_err(|error| misfit(&error))?;
    }
    marks::refuse(&mut first).await?;
    first.close().await?;
    Ok(pooled(folder, &options))
}

/// How the server is reached. The address is never part of an error: it holds a password.
pub fn options(address: &Address) -> Result<PgConnectOptions> {
    let options: PgConnectOptions = address.told().parse().map_err(|_| Error::Unavailable("database-address"))?;
    Ok(options.options(PATIENCE).application_name("tidemark"))
}

/// A first connection, beside those of other programs, with its settings asserted. A pool would try again for long where
/// nobody answers; this says so at once.
pub(super) async fn enter(options: &PgConnectOptions) -> Result<sql::Connection> {
    let mut first = PgConnection::connect_with(options).await.map_err(|error| disk::explain(&error))?;
    presence::among_others_on(&mut first).await?;
    let mut first = sql::Connection::from(first);
    assert(&mut first).await?;
    Ok(first)
}

/// The pools, none of which has connected yet.
pub(super) fn pooled(folder: &Path, options: &PgConnectOptions) -> Store {
    let [pool, writing, grouping] = [8, 1, 1].map(|most| pool(options, most).into());
    Store { pool, writing, grouping, ballast: ballast::Ballast::of(folder), _presence: None }
}

fn pool(options: &PgConnectOptions, most: u32) -> PgPool {
    let pool = PgPoolOptions::new().max_connections(most).acquire_timeout(reach::WAIT);
    let pool = pool.after_connect(|connection, _| Box::pin(joined(connection)));
    pool.after_release(|connection, _| Box::pin(reach::answers(connection))).connect_lazy_with(options.clone())
}

async fn joined(connection: &mut PgConnection) -> sqlx::Result<()> {
    begins(connection).await.map_err(disk::said)
}

/// A connection works with the database only where no move has it to itself, what is in it was not moved elsewhere while
/// this process had none, and all that an acknowledgement rests on holds.
pub(super) async fn begins(connection: &mut PgConnection) -> Result<()> {
    match presence::joins(connection).await? {
        true => fits(connection).await,
        false => Err(Error::Unavailable("move-going")),
    }
}

/// The same for a connection that has begun: a server can be told otherwise while it serves.
pub(super) async fn fits(connection: &mut PgConnection) -> Result<()> {
    match marks::closed(connection).await? {
        true => Err(Error::Unavailable("moved-away")),
        false => holds(connection).await,
    }
}

/// Takes the installation's lock for this transaction; SQLite has its own.
pub(super) async fn alone(begun: &mut sql::Transaction) -> sqlx::Result<()> {
    lock(begun, "select pg_advisory_xact_lock($1)").await
}

/// Shares the installation's lock with other groups for this transaction.
pub(super) async fn beside(begun: &mut sql::Transaction) -> sqlx::Result<()> {
    lock(begun, "select pg_advisory_xact_lock_shared($1)").await
}

/// With the lock, the settings are looked at once more: nothing that is written now is acknowledged on weaker ones.
async fn lock(begun: &mut sql::Transaction, text: &'static str) -> sqlx::Result<()> {
    /// `tidemark` in bytes.
    const KEY: i64 = i64::from_be_bytes(*b"tidemark");
    let sql::Connection::Postgres(held) = &mut **begun else { return Ok(()) };
    sqlx::query(text).bind(KEY).execute(held.seat()).await?;
    holds(held.seat()).await.map_err(disk::said)
}

/// What the server must be set to, and what it is asked: values that will do, between commas.
const SETTINGS: [(&str, &str); 14] = [
    // Of a copy, and of a role or database that was set so.
    (READ_ONLY, "off"),
    ("synchronous_commit", "on,remote_apply"),
    ("fsync", "on"),
    ("full_page_writes", "on"),
    ("server_encoding", "UTF8"),
    ("default_transaction_isolation", "read committed"),
    // Otherwise triggers and references count for nothing.
    ("session_replication_role", "origin"),
    // Each of these would write down when somebody answered, or what.
    ("track_commit_timestamp", "off"),
    ("log_statement", "none,ddl"),
    ("log_duration", "off"),
    ("log_min_duration_statement", "-1"),
    ("log_min_duration_sample", "-1"),
    ("log_transaction_sample_rate", "0"),
    ("log_parameter_max_length_on_error", "0"),
];

const READ_ONLY: &str = "transaction_read_only";

/// Fails with `database-settings` and the setting's name when one of them is not as it must be, and with
/// `database-read-only` where nothing can be written.
pub async fn assert(connection: &mut sql::Connection) -> Result<()> {
    const NUMBER: &str = "select current_setting('server_version_num')::bigint";
    let number: i64 = sql::query_scalar(NUMBER).fetch_one(&mut *connection).await?;
    match connection {
        sql::Connection::Postgres(held) if number >= OLDEST => holds(held.seat()).await,
        _ => Err(Error::Invalid("database-settings", "server_version".to_owned())),
    }
}

async fn holds(connection: &mut PgConnection) -> Result<()> {
    const WRONG: &str = "select name from unnest($1::text[], $2::text[]) as wanted (name, allowed)
        where current_setting(name) <> all (string_to_array(allowed, ',')) limit 1";
    let (names, allowed): (Vec<&str>, Vec<&str>) = SETTINGS.into_iter().unzip();
    let wrong: Option<String> = sqlx::query_scalar(WRONG).bind(names).bind(allowed).fetch_optional(connection).await?;
    match wrong {
        None => Ok(()),
        Some(name) if name == READ_ONLY => Err(Error::Unavailable("database-read-only")),
        Some(name) => Err(Error::Invalid("database-settings", name)),
    }
}
