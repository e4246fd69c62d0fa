//! Whether the server of PostgreSQL is there. Nobody waits long for one that is away, or on a connection that has gone
//! silent; and whoever only waits for others is not told that it is away.

use std::time::{Duration, Instant};

use sqlx::postgres::PgPool;
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::sync::Mutex;

use super::{Store, disk, postgres};
use crate::{Error, Result};

/// How long somebody waits for a connection before the server is asked whether it is there at all.
pub(super) const WAIT: Duration = Duration::from_secs(5);

/// How often somebody waits so long for others.
const TURNS: u32 = 6;

/// Whoever is silent for longer in the middle of something is lost: the server itself lets nobody wait so long for a
/// connection and a lock (`postgres`).
pub(super) const SILENCE: Duration = Duration::from_secs(40);

/// How long what a knock told counts for everybody who waits.
const FRESH: Duration = Duration::from_secs(1);

/// Gives up after a time. What was begun is dropped, and with it the connection ([`answers`]).
pub(super) async fn within<T>(limit: Duration, work: impl Future<Output = sqlx::Result<T>>) -> sqlx::Result<T> {
    tokio::time::timeout(limit, work)
        .await
        .unwrap_or_else(|_| Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()))
}

/// Whether a connection that comes back to its pool still answers; one that does not is closed, so that it takes no
/// place.
pub(super) async fn answers(connection: &mut PgConnection) -> sqlx::Result<bool> {
    within(WAIT, connection.ping()).await.map(|()| true)
}

/// Asks a pool for something. When that takes long, a connection beside the pool tells why: either the server lets none
/// in, or others have all of the pool, and then the waiting goes on.
pub(super) async fn patiently<T, F>(pool: &PgPool, ask: impl Fn() -> F) -> sqlx::Result<T>
where
    F: Future<Output = sqlx::Result<T>>,
{
    for _ in 1..TURNS {
        match ask().await {
            Err(sqlx::Error::PoolTimedOut) => knock(pool).await?,
            other => return other,
        }
    }
    ask().await
}

/// What the last knock told, for all who wait at that moment: in a crowd the server is not asked by each.
static KNOCKED: Mutex<Option<(Instant, std::result::Result<(), &'static str>)>> = Mutex::const_new(None);

async fn knock(pool: &PgPool) -> sqlx::Result<()> {
    let mut last = KNOCKED.lock().await;
    let told = match *last {
        Some((at, told)) if at.elapsed() < FRESH => told,
        _ => {
            let told = opens(pool).await;
            *last = Some((Instant::now(), told));
            told
        }
    };
    told.map_err(|code| disk::said(Error::Unavailable(code)))
}

/// A connection beside the pool.
pub(super) async fn opened(pool: &PgPool) -> sqlx::Result<PgConnection> {
    within(WAIT, async { pool.connect_options().connect().await }).await
}

async fn opens(pool: &PgPool) -> std::result::Result<(), &'static str> {
    let tried = within(WAIT, async {
        let mut connection = opened(pool).await?;
        let begun = postgres::begins(&mut connection).await;
        connection.close().await?;
        Ok(begun)
    });
    match tried.await.map_err(|error| disk::explain(&error)).flatten() {
        Ok(()) => Ok(()),
        Err(Error::Unavailable(code) | Error::Invalid(code, _)) => Err(code),
        Err(_) => Err("database-away"),
    }
}

/// That the database answers, and takes what is written as it must: asked by whoever watches.
pub async fn assert(store: &Store) -> Result<()> {
    if store.pool.engine() == super::sql::Engine::Sqlite {
        return Ok(());
    }
    let asked = within(2 * WAIT, async {
        let mut connection = store.pool.acquire().await?;
        Ok(postgres::assert(&mut connection).await)
    });
    asked.await?
}
