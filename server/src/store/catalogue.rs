//! What a database says of itself: its tables, their columns and keys, their triggers. The same words for both engines.

use sqlx::AssertSqlSafe;

use super::sql::{self, Engine};
use crate::{Error, Result};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `text`
    Text,
    /// `blob` or `bytea`
    Bytes,
    /// `bigint`
    Whole,
    /// `boolean`
    Truth,
    /// `double precision`
    Real,
}

impl Kind {
    /// The kind that a catalogue names; `None` for one that the schema does not use.
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "blob" | "bytea" => Self::Bytes,
            "bigint" => Self::Whole,
            "boolean" => Self::Truth,
            "double precision" => Self::Real,
            _ => return None,
        })
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, by name.
    pub columns: Vec<Column>,
    /// Which of them are its key, in the key's order.
    pub key: Vec<usize>,
    /// Which of them, if any, refers to another row of the same table.
    pub own: Option<usize>,
}

const TABLES: sql::Text = sql::each(
    "select name from sqlite_master where type = 'table' and substr(name, 1, 7) <> 'sqlite_' \
     and name <> '_sqlx_migrations' order by name",
    "select tablename::text from pg_tables where schemaname = current_schema() and tablename <> '_sqlx_migrations' \
     order by tablename",
);

/// The names of all tables but the list of migrations.
pub async fn tables(from: &mut sql::Connection) -> Result<Vec<String>> {
    Ok(sql::query_scalar(TABLES).fetch_all(from).await?)
}

const MIGRATED: sql::Text = sql::each(
    "select count(*) from sqlite_master where type = 'table' and name = '_sqlx_migrations'",
    "select count(*) from pg_tables where schemaname = current_schema() and tablename = '_sqlx_migrations'",
);

/// Whether a program of ours has made its schema here.
pub async fn is_ours(from: &mut sql::Connection) -> Result<bool> {
    Ok(sql::query_scalar::<i64>(MIGRATED).fetch_one(from).await? > 0)
}

const COLUMNS: sql::Text = sql::each(
    "select name, lower(type), pk from pragma_table_info($1) order by name",
    "select columns.column_name::text, columns.data_type::text, coalesce(keys.ordinal_position, 0)::bigint \
     from information_schema.columns left join (information_schema.key_column_usage keys \
     join information_schema.table_constraints constraints on constraints.constraint_type = 'PRIMARY KEY' \
     and constraints.constraint_schema = keys.constraint_schema and constraints.table_name = keys.table_name \
     and constraints.constraint_name = keys.constraint_name) on keys.table_schema = columns.table_schema \
     and keys.table_name = columns.table_name and keys.column_name = columns.column_name \
     where columns.table_schema = current_schema() and columns.table_name = $1 \
     order by columns.column_name::text collate \"C\"",
);

const OWN: sql::Text = sql::each(
    "select \"from\" from pragma_foreign_key_list($1) where \"table\" = $1",
    "select attname::text from pg_constraint join pg_class on pg_class.oid = conrelid \
     join pg_namespace on pg_namespace.oid = relnamespace and nspname = current_schema() \
     join pg_attribute on attrelid = conrelid and attnum = conkey[1] \
     where contype = 'f' and confrelid = conrelid and relname = $1",
);

/// A table; an error where a column is of a kind that the schema does not use, or there is no key.
pub async fn table(from: &mut sql::Connection, name: &str) -> Result<Table> {
    let found: Vec<(String, String, i64)> = sql::query_as(COLUMNS).bind(name).fetch_all(&mut *from).await?;
    let own: Option<String> = sql::query_scalar(OWN).bind(name).fetch_optional(from).await?;
    let mut columns = Vec::with_capacity(found.len());
    let mut key: Vec<(i64, usize)> = Vec::new();
    for (at, (column, kind, place)) in found.into_iter().enumerate() {
        let kind = Kind::read(&kind).ok_or_else(|| Error::internal("catalogue", format!("{name}.{column}: {kind}")))?;
        if place > 0 {
            key.push((place, at));
        }
        columns.push(Column { name: column, kind });
    }
    if key.is_empty() {
        return Err(Error::internal("catalogue", format!("{name} has no key")));
    }
    key.sort_unstable();
    let own = own.and_then(|own| columns.iter().position(|column| column.name == own));
    Ok(Table { name: name.to_owned(), key: key.into_iter().map(|(_, at)| at).collect(), columns, own })
}

/// The triggers of a table, put aside within a transaction.
#[derive(Debug)]
pub struct Aside {
    again: Vec<String>,
}

const TRIGGERS: &str = "select name, sql from sqlite_master where type = 'trigger' and tbl_name = $1";

/// Puts a table's triggers aside: what they would write comes as rows of its own. Undone by [`Aside::put_back`], or with
/// the transaction.
pub async fn put_aside(to: &mut sql::Connection, table: &Table) -> Result<Aside> {
    let name = &table.name;
    let (away, again) = match to.engine() {
        Engine::Postgres => {
            let set = |what: &str| vec![format!("alter table \"{name}\" {what} trigger user")];
            (set("disable"), set("enable"))
        }
        Engine::Sqlite => {
            let found: Vec<(String, String)> = sql::query_as(TRIGGERS).bind(name).fetch_all(&mut *to).await?;
            found.into_iter().map(|(trigger, text)| (format!("drop trigger \"{trigger}\""), text)).unzip()
        }
    };
    run(to, away).await?;
    Ok(Aside { again })
}

impl Aside {
    /// They count again.
    pub async fn put_back(self, to: &mut sql::Connection) -> Result<()> {
        run(to, self.again).await
    }
}

async fn run(to: &mut sql::Connection, statements: Vec<String>) -> Result<()> {
    for statement in statements {
        sql::script(AssertSqlSafe(statement), &mut *to).await?;
    }
    Ok(())
}
