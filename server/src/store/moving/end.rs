//! The two ends of a move: one connection each, to a database that nobody else works with meanwhile.

use std::path::Path;

use sqlx::{Connection, PgConnection, SqliteConnection};

use super::{Place, marks};
use crate::settings::Address;
use crate::store::presence::{self, Presence};
use crate::store::{FILE, catalogue, disk, misfit, postgres, pragmas, sql, sqlite};
use crate::{Error, Result};

/// A database whose schema is up to date.
#[derive(Debug)]
pub struct End {
    /// The one connection to it.
    pub connection: sql::Connection,
    /// Where it is, as it is shown.
    pub shown: String,
    /// Nobody else works with the folder.
    _alone: Option<Presence>,
}

impl End {
    /// Where an installation is: `no-data` where there is none, `move-served` where a program works with it.
    pub async fn source(place: &Place) -> Result<Self> {
        if let Place::Folder(folder) = place
            && !folder.join(FILE).is_file()
        {
            return Err(Error::Invalid("no-data", folder.display().to_string()));
        }
        Self::open(place).await
    }

    /// Where it goes: a folder that is there, or a database that was made; `move-target-full` where tables of another
    /// program are in it. Those of this one are looked at by [`super::marks::look`].
    pub async fn target(place: &Place) -> Result<Self> {
        Self::open(place).await
    }

    /// The same for an installation that is about to come. Where nothing is there yet, the schema and the mark that it
    /// takes this data appear together: whenever that ends, there is no empty installation that somebody could serve.
    pub async fn receiving(place: &Place, whose: &[u8]) -> Result<Self> {
        let mut end = Self::reached(place).await?;
        let made = match catalogue::is_ours(&mut end.connection).await? {
            true => migrate(&mut end.connection).await,
            false => make(&mut end.connection, whose).await,
        };
        made.map(|()| end).map_err(|error| at(error, place))
    }

    async fn open(place: &Place) -> Result<Self> {
        let mut end = Self::reached(place).await?;
        migrate(&mut end.connection).await.map(|()| end).map_err(|error| at(error, place))
    }

    async fn reached(place: &Place) -> Result<Self> {
        let reached = match place {
            Place::Folder(folder) => in_folder(folder).await,
            Place::Server(address) => on_server(address, place).await.map(|connection| (connection, None)),
        };
        let (connection, alone) = reached.map_err(|error| at(error, place))?;
        Ok(Self { connection, shown: place.shown(), _alone: alone })
    }

    /// Lets others work with it again.
    pub async fn close(self) -> Result<()> {
        self.connection.close().await.map_err(|error| disk::explain(&error))
    }
}

async fn in_folder(folder: &Path) -> Result<(sql::Connection, Option<Presence>)> {
    let alone = Presence::alone(folder)?;
    let file = folder.join(FILE);
    sqlite::own(&file);
    let opened = SqliteConnection::connect_with(&sqlite::options(&file)?).await;
    let mut connection = opened.map_err(|error| disk::explain(&error))?;
    pragmas::assert(&mut connection).await?;
    Ok((connection.into(), Some(alone)))
}

/// An end waits for the other as long as that works.
const WAITING: [(&str, &str); 1] = [("idle_in_transaction_session_timeout", "0")];

async fn on_server(address: &Address, place: &Place) -> Result<sql::Connection> {
    let options = postgres::options(address)?.options(WAITING);
    let opened = PgConnection::connect_with(&options).await;
    let mut opened = opened.map_err(|error| disk::explain(&error))?;
    presence::alone_on(&mut opened).await?;
    let mut connection = sql::Connection::from(opened);
    postgres::assert(&mut connection).await?;
    if !catalogue::is_ours(&mut connection).await? && !catalogue::tables(&mut connection).await?.is_empty() {
        return Err(Error::Invalid("move-target-full", place.shown()));
    }
    Ok(connection)
}

/// Brings the schema up to date.
async fn migrate(connection: &mut sql::Connection) -> Result<()> {
    let done = match connection {
        sql::Connection::Sqlite(held) => sqlite::migrations().run(held.seat()).await,
        sql::Connection::Postgres(held) => sql::dialect::postgres(sqlite::migrations()).run(held.seat()).await,
    };
    done.map_err(|error| misfit(&error))
}

/// Makes the schema with the mark in it, in one transaction.
async fn make(connection: &mut sql::Connection, whose: &[u8]) -> Result<()> {
    match connection {
        sql::Connection::Sqlite(held) => {
            let mut begun = held.seat().begin().await?;
            sqlite::migrations().run(&mut *begun).await.map_err(|error| misfit(&error))?;
            sqlx::query(marks::WRITE).bind(marks::MOVING).bind(whose).execute(&mut *begun).await?;
            Ok(begun.commit().await?)
        }
        sql::Connection::Postgres(held) => {
            let mut begun = held.seat().begin().await?;
            let migrations = sql::dialect::postgres(sqlite::migrations());
            migrations.run(&mut *begun).await.map_err(|error| misfit(&error))?;
            sqlx::query(marks::WRITE).bind(marks::MOVING).bind(whose).execute(&mut *begun).await?;
            Ok(begun.commit().await?)
        }
    }
}

/// Which of the two ends it was that cannot be reached or refuses: what the settings are called tells nothing of an
/// address that was typed.
fn at(error: Error, place: &Place) -> Error {
    match error {
        Error::Unavailable("database-away") => Error::Invalid("move-away", place.shown()),
        Error::Unavailable("database-refused") => Error::Invalid("move-refused", place.shown()),
        Error::Unavailable("database-tls") => Error::Invalid("move-tls", place.shown()),
        other => other,
    }
}
