//! Statements with their values, run on either database.

use std::marker::PhantomData;

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Postgres, SqlStr, Sqlite};

use super::value::Takes;
use super::{Bind, Connection, Engine, On, Read, Row, Text, Value};

/// A statement whose rows are read one by one, or that has none.
#[must_use = "a statement does nothing until it is executed or fetched"]
#[derive(Clone, Debug)]
pub struct Query<'q> {
    text: Text,
    values: Vec<Value<'q>>,
}

/// A statement whose rows become `T`.
#[must_use = "a statement does nothing until it is executed or fetched"]
#[derive(Clone, Debug)]
pub struct QueryAs<'q, T> {
    query: Query<'q>,
    read: PhantomData<fn() -> T>,
}

/// A statement of which the first value of each row is read.
#[must_use = "a statement does nothing until it is executed or fetched"]
#[derive(Clone, Debug)]
pub struct QueryScalar<'q, T> {
    query: QueryAs<'q, (T,)>,
}

/// What a statement did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done(u64);

impl Done {
    /// How many rows it touched.
    pub fn rows_affected(self) -> u64 {
        self.0
    }
}

/// A statement.
pub fn query<'q>(text: impl Into<Text>) -> Query<'q> {
    Query { text: text.into(), values: Vec::new() }
}

/// A statement whose rows become tuples, or what derives `sqlx::FromRow`.
pub fn query_as<'q, T>(text: impl Into<Text>) -> QueryAs<'q, T> {
    QueryAs { query: query(text), read: PhantomData }
}

/// A statement of which the first value of each row is read.
pub fn query_scalar<'q, T>(text: impl Into<Text>) -> QueryScalar<'q, T> {
    QueryScalar { query: query_as(text) }
}

/// Runs several statements that bind nothing, one after the other.
pub async fn script<'c>(text: impl Into<Text>, on: impl Into<On<'c>>) -> sqlx::Result<()> {
    let mut seat = on.into().seat().await?;
    let connection = seat.connection();
    let text = text.into().of(connection.engine());
    match connection {
        Connection::Sqlite(held) => sqlx::raw_sql(text).execute(held.seat()).await.map(drop),
        Connection::Postgres(held) => sqlx::raw_sql(text).execute(held.seat()).await.map(drop),
    }
}

impl<'q> Query<'q> {
    /// The next value.
    pub fn bind(mut self, value: impl Bind<'q>) -> Self {
        self.values.push(value.value());
        self
    }

    /// Runs it and says how many rows it touched.
    pub async fn execute<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<Done> {
        let mut seat = on.into().seat().await?;
        Ok(Done(match seat.connection() {
            Connection::Sqlite(held) => {
                let (text, values) = self.sqlite()?;
                sqlx::query_with(text, values).execute(held.seat()).await?.rows_affected()
            }
            Connection::Postgres(held) => {
                let (text, values) = self.postgres()?;
                sqlx::query_with(text, values).execute(held.seat()).await?.rows_affected()
            }
        }))
    }

    /// All rows.
    pub async fn fetch_all<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<Vec<Row>> {
        let mut seat = on.into().seat().await?;
        Ok(match seat.connection() {
            Connection::Sqlite(held) => {
                let (text, values) = self.sqlite()?;
                let rows = sqlx::query_with(text, values).fetch_all(held.seat()).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Connection::Postgres(held) => {
                let (text, values) = self.postgres()?;
                let rows = sqlx::query_with(text, values).fetch_all(held.seat()).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row, if there is one.
    pub async fn fetch_optional<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<Option<Row>> {
        let mut seat = on.into().seat().await?;
        Ok(match seat.connection() {
            Connection::Sqlite(held) => {
                let (text, values) = self.sqlite()?;
                sqlx::query_with(text, values).fetch_optional(held.seat()).await?.map(Row::Sqlite)
            }
            Connection::Postgres(held) => {
                let (text, values) = self.postgres()?;
                sqlx::query_with(text, values).fetch_optional(held.seat()).await?.map(Row::Postgres)
            }
        })
    }

    /// The first row.
    pub async fn fetch_one<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<Row> {
        self.fetch_optional(on).await?.ok_or(sqlx::Error::RowNotFound)
    }

    fn sqlite(self) -> sqlx::Result<(SqlStr, SqliteArguments)> {
        Ok((self.text.of(Engine::Sqlite), Sqlite::arguments(self.values)?))
    }

    fn postgres(self) -> sqlx::Result<(SqlStr, PgArguments)> {
        Ok((self.text.of(Engine::Postgres), Postgres::arguments(self.values)?))
    }
}

impl<'q, T: Read> QueryAs<'q, T> {
    /// The next value.
    pub fn bind(self, value: impl Bind<'q>) -> Self {
        Self { query: self.query.bind(value), read: PhantomData }
    }

    /// All rows.
    pub async fn fetch_all<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<Vec<T>> {
        let mut seat = on.into().seat().await?;
        match seat.connection() {
            Connection::Sqlite(held) => {
                let (text, values) = self.query.sqlite()?;
                sqlx::query_as_with(text, values).fetch_all(held.seat()).await
            }
            Connection::Postgres(held) => {
                let (text, values) = self.query.postgres()?;
                sqlx::query_as_with(text, values).fetch_all(held.seat()).await
            }
        }
    }

    /// The first row, if there is one.
    pub async fn fetch_optional<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<Option<T>> {
        let mut seat = on.into().seat().await?;
        match seat.connection() {
            Connection::Sqlite(held) => {
                let (text, values) = self.query.sqlite()?;
                sqlx::query_as_with(text, values).fetch_optional(held.seat()).await
            }
            Connection::Postgres(held) => {
                let (text, values) = self.query.postgres()?;
                sqlx::query_as_with(text, values).fetch_optional(held.seat()).await
            }
        }
    }

    /// The first row.
    pub async fn fetch_one<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<T> {
        self.fetch_optional(on).await?.ok_or(sqlx::Error::RowNotFound)
    }
}

impl<'q, T> QueryScalar<'q, T>
where
    (T,): Read,
{
    /// The next value.
    pub fn bind(self, value: impl Bind<'q>) -> Self {
        Self { query: self.query.bind(value) }
    }

    /// The first value of all rows.
    pub async fn fetch_all<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<Vec<T>> {
        Ok(self.query.fetch_all(on).await?.into_iter().map(|(value,)| value).collect())
    }

    /// The first value of the first row, if there is one.
    pub async fn fetch_optional<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<Option<T>> {
        Ok(self.query.fetch_optional(on).await?.map(|(value,)| value))
    }

    /// The first value of the first row.
    pub async fn fetch_one<'c>(self, on: impl Into<On<'c>>) -> sqlx::Result<T> {
        Ok(self.query.fetch_one(on).await?.0)
    }
}
