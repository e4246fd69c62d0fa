//! One SQL for two databases: a thin layer over sqlx that runs the same statement on SQLite or on PostgreSQL, whichever
//! is open. Call sites look as with sqlx itself: `sql::query(TEXT).bind(value).execute(&mut *to)`.
//!
//! A statement has one text, in what both understand. The few that must differ have one for each, side by side
//! ([`each`]); what differs in the schema is listed in `dialect`.

mod connection;
pub mod dialect;
mod pool;
mod query;
mod row;
mod text;
mod value;

pub use connection::{Connection, On, Transaction};
pub use pool::Pool;
pub use query::{Done, Query, QueryAs, QueryScalar, query, query_as, query_scalar, script};
pub use row::{Read, Row};
pub use text::{Text, each};
pub use value::{Bind, Value};

/// Which database answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file in the data folder.
    Sqlite,
    /// A server, for more than one process.
    Postgres,
}

impl Engine {
    /// As it calls itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}
