//! The two ends of a move: one connection each, to a database that nobody else works with meanwhile.

use std::path::Path;

use sqlx::{Connection, PgConnection, SqliteConnection};

use super::Place;
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

    async fn open(place: &Place) -> Result<Self> {
        let (connection, alone) = match place {
            Place::Folder(folder) => in_folder(folder).await?,
            Place::Server(address) => (on_server(address, place).await?, None),
        };
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
    sqlite::migrations().run(&mut connection).await.map_err(|error| misfit(&error))?;
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
    if let sql::Connection::Postgres(held) = &mut connection {
        let migrations = sql::dialect::postgres(sqlite::migrations());
        migrations.run(held.seat()).await.map_err(|error| misfit(&error))?;
    }
    Ok(connection)
}
