//! One connection to either database, and a transaction on it.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Database, PgConnection, Postgres, Sqlite, SqliteConnection};

use super::{Engine, Pool};

/// A connection. A pool lends it ([`Pool::acquire`]), a [`Transaction`] holds it, or it stands alone.
#[derive(Debug)]
pub enum Connection {
    /// To SQLite.
    Sqlite(Held<Sqlite>),
    /// To PostgreSQL.
    Postgres(Held<Postgres>),
}

/// How a connection is held.
#[derive(Debug)]
pub enum Held<D: Database> {
    /// Lent by a pool.
    Lent(PoolConnection<D>),
    /// With a transaction on it.
    Begun(sqlx::Transaction<'static, D>),
    /// By itself.
    Own(Box<D::Connection>),
}

impl<D: Database> Held<D> {
    pub(in crate::store) fn seat(&mut self) -> &mut D::Connection {
        match self {
            Self::Lent(connection) => connection,
            Self::Begun(transaction) => transaction,
            Self::Own(connection) => connection,
        }
    }
}

impl Connection {
    /// Which database it leads to.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Ends one that stands alone, and says when that failed; one of a pool goes back to it.
    pub async fn close(self) -> sqlx::Result<()> {
        use sqlx::Connection;
        match self {
            Self::Sqlite(Held::Own(connection)) => connection.close().await,
            Self::Postgres(Held::Own(connection)) => connection.close().await,
            _ => Ok(()),
        }
    }
}

impl From<SqliteConnection> for Connection {
    fn from(connection: SqliteConnection) -> Self {
        Self::Sqlite(Held::Own(Box::new(connection)))
    }
}

impl From<PgConnection> for Connection {
    fn from(connection: PgConnection) -> Self {
        Self::Postgres(Held::Own(Box::new(connection)))
    }
}

/// What changes together or not at all; dropped without [`Transaction::commit`], nothing changes.
#[derive(Debug)]
pub struct Transaction(Connection);

impl Transaction {
    pub(super) fn sqlite(begun: sqlx::Transaction<'static, Sqlite>) -> Self {
        Self(Connection::Sqlite(Held::Begun(begun)))
    }

    pub(super) fn postgres(begun: sqlx::Transaction<'static, Postgres>) -> Self {
        Self(Connection::Postgres(Held::Begun(begun)))
    }

    /// Makes it durable.
    pub async fn commit(self) -> sqlx::Result<()> {
        match self.0 {
            Connection::Sqlite(Held::Begun(begun)) => begun.commit().await,
            Connection::Postgres(Held::Begun(begun)) => begun.commit().await,
            _ => Ok(()),
        }
    }

    /// Undoes it, and waits until that is done.
    pub async fn rollback(self) -> sqlx::Result<()> {
        match self.0 {
            Connection::Sqlite(Held::Begun(begun)) => begun.rollback().await,
            Connection::Postgres(Held::Begun(begun)) => begun.rollback().await,
            _ => Ok(()),
        }
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}

/// Where a statement runs: on any connection of a pool, or on this one.
#[derive(Debug)]
pub enum On<'c> {
    /// Any of these.
    Pool(&'c Pool),
    /// This one.
    Connection(&'c mut Connection),
}

impl<'c> From<&'c Pool> for On<'c> {
    fn from(pool: &'c Pool) -> Self {
        Self::Pool(pool)
    }
}

impl<'c> From<&'c mut Connection> for On<'c> {
    fn from(connection: &'c mut Connection) -> Self {
        Self::Connection(connection)
    }
}

impl<'c> From<&'c mut Transaction> for On<'c> {
    fn from(transaction: &'c mut Transaction) -> Self {
        Self::Connection(transaction)
    }
}

/// A connection for the time of one statement.
pub(super) enum Seat<'c> {
    Lent(Connection),
    Borrowed(&'c mut Connection),
}

impl<'c> On<'c> {
    pub(super) async fn seat(self) -> sqlx::Result<Seat<'c>> {
        Ok(match self {
            Self::Pool(pool) => Seat::Lent(pool.acquire().await?),
            Self::Connection(connection) => Seat::Borrowed(connection),
        })
    }
}

impl Seat<'_> {
    pub(super) fn connection(&mut self) -> &mut Connection {
        match self {
            Self::Lent(connection) => connection,
            Self::Borrowed(connection) => connection,
        }
    }
}
