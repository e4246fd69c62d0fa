//! PostgreSQL: a server of its own, for more than one process. What an acknowledgement rests on is asserted at the start.
//!
//! Several processes write at once. Whoever reads and then writes on the assumption of being alone takes the installation's
//! lock for that transaction ([`alone`]: every [`Store::write`]); groups of small work (drafts, submissions) share it
//! ([`beside`]), so that they never meet the others and rest, among themselves, on unique columns and locked rows.

use std::path::Path;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};

use super::moving::marks;
use super::{Store, ballast, disk, misfit, presence, sql};
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

/// How long somebody waits for a connection: for others, or for a server that is away.
const WAIT: std::time::Duration = std::time::Duration::from_secs(30);

pub(super) async fn open(folder: &Path, address: &Address) -> Result<Store> {
    let options = options(address)?;
    let mut first = enter(&options).await?;
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
    let pool = PgPoolOptions::new().max_connections(most).acquire_timeout(WAIT);
    pool.after_connect(|connection, _| Box::pin(begins(connection))).connect_lazy_with(options.clone())
}

/// A connection works with the database only where no move has it to itself, and what is in it was not moved elsewhere
/// while this process had none.
async fn begins(connection: &mut PgConnection) -> sqlx::Result<()> {
    let open = presence::joins(connection).await? && !marks::closed(connection).await?;
    if open { Ok(()) } else { Err(sqlx::Error::PoolClosed) }
}

/// Takes the installation's lock for this transaction; SQLite has its own.
pub(super) async fn alone(begun: &mut sql::Transaction) -> sqlx::Result<()> {
    lock(begun, "select pg_advisory_xact_lock($1)").await
}

/// Shares the installation's lock with other groups for this transaction.
pub(super) async fn beside(begun: &mut sql::Transaction) -> sqlx::Result<()> {
    lock(begun, "select pg_advisory_xact_lock_shared($1)").await
}

async fn lock(begun: &mut sql::Transaction, text: &'static str) -> sqlx::Result<()> {
    /// `tidemark` in bytes.
    const KEY: i64 = i64::from_be_bytes(*b"tidemark");
    if begun.engine() == sql::Engine::Postgres {
        sql::query(text).bind(KEY).execute(begun).await?;
    }
    Ok(())
}

/// What the server must be set to, and what it is asked.
const SETTINGS: [(&str, &[&str]); 8] = [
    ("synchronous_commit", &["on", "remote_apply"]),
    ("fsync", &["on"]),
    ("full_page_writes", &["on"]),
    ("server_encoding", &["UTF8"]),
    ("default_transaction_isolation", &["read committed"]),
    // Each of these would write down when somebody answered.
    ("track_commit_timestamp", &["off"]),
    ("log_statement", &["none", "ddl"]),
    ("log_min_duration_statement", &["-1"]),
];

/// Fails with `database-settings` and the setting's name when one of them is not as it must be.
pub async fn assert(connection: &mut sql::Connection) -> Result<()> {
    const SETTING: &str = "select current_setting($1)";
    const NUMBER: &str = "select current_setting('server_version_num')::bigint";
    let number: i64 = sql::query_scalar(NUMBER).fetch_one(&mut *connection).await?;
    demand(number >= OLDEST, "server_version")?;
    for (name, wanted) in SETTINGS {
        let found: String = sql::query_scalar(SETTING).bind(name).fetch_one(&mut *connection).await?;
        demand(wanted.contains(&found.as_str()), name)?;
    }
    Ok(())
}

fn demand(holds: bool, name: &str) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::Invalid("database-settings", name.to_owned())) }
}
