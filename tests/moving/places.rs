//! Where an installation moves from and to in these tests: folders, and fresh databases of a server, where there is one.

use std::path::{Path, PathBuf};

use server::chance;
use server::settings::Database;
use server::store::moving::{End, Place};
use server::store::{catalogue, sql};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::ground::Folder;

/// An empty place that is gone when the test ends.
pub enum Where {
    /// A folder.
    Folder(Folder),
    /// A database.
    Server(Server),
}

impl Where {
    /// A folder that is not there yet.
    pub fn folder() -> Self {
        let folder = Folder::new();
        std::fs::remove_dir(folder.path()).expect("an empty folder");
        Self::Folder(folder)
    }

    /// A folder, and a database of a server where there is one.
    pub async fn all() -> Vec<Self> {
        let server = Server::fresh().await.map(Self::Server);
        std::iter::once(Self::folder()).chain(server).collect()
    }

    /// Makes the folder, as the command does.
    pub fn made(&self) {
        if let Self::Folder(folder) = self {
            std::fs::create_dir_all(folder.path()).expect("a folder");
        }
    }

    /// As it is typed after `--to`.
    pub fn typed(&self) -> String {
        match self {
            Self::Folder(folder) => format!("sqlite:{}", folder.path().display()),
            Self::Server(server) => server.address.clone(),
        }
    }

    /// What the program is told to work with it: the data folder, which is `beside` a server, and `DATABASE_URL`.
    pub fn told(&self, beside: &Path) -> (PathBuf, Option<&str>) {
        match self {
            Self::Folder(folder) => (folder.path().to_owned(), None),
            Self::Server(server) => (beside.to_owned(), Some(&server.address)),
        }
    }

    /// The place as the program has it.
    pub fn place(&self) -> Place {
        Place::read(&self.typed()).expect("a place")
    }

    /// Another place of the same kind.
    pub async fn another(&self) -> Self {
        match self {
            Self::Folder(_) => Self::folder(),
            Self::Server(_) => Self::Server(Server::fresh().await.expect("the server is there still")),
        }
    }

    /// How many tables are there, whoever made them.
    pub async fn tables(&self) -> usize {
        let mut connection: sql::Connection = match self {
            Self::Folder(folder) => {
                let file = folder.path().join("tidemark.sqlite");
                if !file.is_file() {
                    return 0;
                }
                SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.expect("a file").into()
            }
            Self::Server(server) => PgConnection::connect(&server.address).await.expect("a database").into(),
        };
        let tables = catalogue::tables(&mut connection).await.expect("tables").len();
        connection.close().await.expect("closed");
        tables
    }

    /// A connection of its own, to look and to do harm.
    pub async fn end(&self) -> End {
        End::target(&self.place()).await.expect("an end")
    }
}

/// The place that a data folder is.
pub fn of(data: &Path) -> Place {
    Place::of(data, &Database::Folder)
}

/// A database of its own on the server that `TIDEMARK_POSTGRES` names.
pub struct Server {
    administrator: String,
    name: String,
    address: String,
}

impl Server {
    /// A new one; `None`, and a line that says so, where no server is named.
    pub async fn fresh() -> Option<Self> {
        let Ok(administrator) = std::env::var("TIDEMARK_POSTGRES") else {
            println!("SKIPPED: PostgreSQL, which TIDEMARK_POSTGRES would name");
            return None;
        };
        let name = format!("tidemark_{}", chance::id().replace('-', "_"));
        run(&administrator, &format!("create database {name} template template0 encoding 'UTF8'")).await;
        let address = named(&administrator, &name);
        Some(Self { administrator, name, address })
    }

    /// The address of a database of the same server that was never made.
    pub fn nowhere(&self) -> String {
        named(&self.administrator, &format!("{}_nowhere", self.name))
    }

    /// Runs a statement in it, as somebody else would.
    pub async fn run(&self, statement: &str) {
        run(&self.address, statement).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let statement = format!("drop database if exists {} with (force)", self.name);
        let administrator = self.administrator.clone();
        let gone = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(run(&administrator, &statement));
        });
        let _ = gone.join();
    }
}

/// The same address with another database in it.
fn named(address: &str, database: &str) -> String {
    let (before, query) =
        address.split_once('?').map_or((address, String::new()), |(before, query)| (before, format!("?{query}")));
    let (scheme, rest) = before.split_once("://").expect("an address");
    let host = rest.split('/').next().unwrap_or_default();
    format!("{scheme}://{host}/{database}{query}")
}

async fn run(address: &str, statement: &str) {
    let mut connection = PgConnection::connect(address).await.expect("the server that TIDEMARK_POSTGRES names");
    let done = sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error}"));
    connection.close().await.expect("closed");
}
