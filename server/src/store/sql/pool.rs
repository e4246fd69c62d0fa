//! A pool of connections to either database. What waits for a server is kept on the heap: it is large, and would be part
//! of every function that asks for a connection.

use sqlx::{PgPool, SqlitePool};

use super::super::reach;
use super::connection::Held;
use super::{Connection, Engine, Transaction};

/// A pool; clones share it.
#[derive(Clone, Debug)]
pub enum Pool {
    /// Of SQLite.
    Sqlite(SqlitePool),
    /// Of PostgreSQL.
    Postgres(PgPool),
}

impl Pool {
    /// Which database it leads to.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// A connection, when one is free.
    pub async fn acquire(&self) -> sqlx::Result<Connection> {
        Ok(match self {
            Self::Sqlite(pool) => Connection::Sqlite(Held::Lent(pool.acquire().await?)),
            Self::Postgres(pool) => {
                Connection::Postgres(Held::Lent(Box::pin(reach::patiently(pool, move || pool.acquire())).await?))
            }
        })
    }

    /// A connection of its own beside the pool's, for what lasts as long as it does.
    pub async fn alone(&self) -> sqlx::Result<Connection> {
        use sqlx::ConnectOptions;
        Ok(match self {
            Self::Sqlite(pool) => pool.connect_options().connect().await?.into(),
            Self::Postgres(pool) => Box::pin(reach::opened(pool)).await?.into(),
        })
    }

    /// A transaction that, on SQLite, takes the write lock at once.
    pub async fn begin(&self) -> sqlx::Result<Transaction> {
        Ok(match self {
            Self::Sqlite(pool) => Transaction::sqlite(pool.begin_with("begin immediate").await?),
            Self::Postgres(pool) => {
                Transaction::postgres(Box::pin(reach::patiently(pool, move || pool.begin())).await?)
            }
        })
    }

    /// Closes all connections, and waits for those in use.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl From<SqlitePool> for Pool {
    fn from(pool: SqlitePool) -> Self {
        Self::Sqlite(pool)
    }
}

impl From<PgPool> for Pool {
    fn from(pool: PgPool) -> Self {
        Self::Postgres(pool)
    }
}
