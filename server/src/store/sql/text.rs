//! The text of a statement: one for both databases, or one for each.

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use super::Engine;

/// The text of a statement.
#[derive(Clone, Debug)]
pub enum Text {
    /// What both understand.
    Both(SqlStr),
    /// One for each, where no text says it to both.
    Each {
        /// For SQLite.
        sqlite: &'static str,
        /// For PostgreSQL.
        postgres: &'static str,
    },
}

/// A text for each database: SQLite's, then PostgreSQL's.
pub const fn each(sqlite: &'static str, postgres: &'static str) -> Text {
    Text::Each { sqlite, postgres }
}

impl Text {
    /// What this database is told.
    pub fn of(self, engine: Engine) -> SqlStr {
        match (self, engine) {
            (Self::Both(text), _) => text,
            (Self::Each { sqlite, .. }, Engine::Sqlite) => sqlite.into_sql_str(),
            (Self::Each { postgres, .. }, Engine::Postgres) => postgres.into_sql_str(),
        }
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self::Both(text.into_sql_str())
    }
}

impl From<AssertSqlSafe<String>> for Text {
    fn from(text: AssertSqlSafe<String>) -> Self {
        Self::Both(text.into_sql_str())
    }
}
