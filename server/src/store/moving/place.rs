//! Where an installation's database is: a folder, or a server. How it is shown never has a password in it.

use std::path::{Path, PathBuf};

use crate::settings::{Address, Database};
use crate::store::postgres;
use crate::{Error, Result};

/// A place.
#[derive(Clone)]
pub enum Place {
    /// A file in this data folder.
    Folder(PathBuf),
    /// A database of a server.
    Server(Address),
}

impl Place {
    /// The place that somebody typed: `postgres://…` or `sqlite:FOLDER`; `move-address` where it is neither. What was
    /// typed is not repeated, since it may have a password in it.
    pub fn read(typed: &str) -> Result<Self> {
        let unknown = || Error::Unavailable("move-address");
        if let Some(folder) = typed.strip_prefix("sqlite:").filter(|folder| !folder.is_empty()) {
            return Ok(Self::Folder(PathBuf::from(folder)));
        }
        match Database::of(typed) {
            Ok(Database::Postgres(address)) => {
                let options = postgres::options(&address).map_err(|_| unknown())?;
                options.get_database().ok_or_else(unknown)?;
                Ok(Self::Server(address))
            }
            _ => Err(unknown()),
        }
    }

    /// Where an installation is that works with a data folder and this database.
    pub fn of(folder: &Path, database: &Database) -> Self {
        match database {
            Database::Folder => Self::Folder(folder.to_owned()),
            Database::Postgres(address) => Self::Server(address.clone()),
        }
    }

    /// The same as settings say it: the data folder, which is `beside` a server, and the database.
    pub fn settings(&self, beside: &Path) -> (PathBuf, Database) {
        match self {
            Self::Folder(folder) => (folder.clone(), Database::Folder),
            Self::Server(address) => (beside.to_owned(), Database::Postgres(address.clone())),
        }
    }

    /// As it is shown and kept: without names of users and without a password.
    pub fn shown(&self) -> String {
        match self {
            Self::Folder(folder) => whole(folder).display().to_string(),
            Self::Server(address) => postgres::options(address).map_or_else(
                |_| "PostgreSQL".to_owned(),
                |options| {
                    let database = options.get_database().unwrap_or_default();
                    match options.get_socket() {
                        Some(socket) => format!("PostgreSQL, {database}, {}", socket.display()),
                        None => format!("PostgreSQL, {database}, {}:{}", options.get_host(), options.get_port()),
                    }
                },
            ),
        }
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.shown())
    }
}

/// The same folder has one name, however it was typed.
fn whole(folder: &Path) -> PathBuf {
    folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned())
}

#[cfg(test)]
mod tests {
    //! Somebody types a place, with a password.

    use super::*;

    #[test]
    fn a_place_is_read_and_its_password_never_shown() {
        let typed = "postgres://keeper:heron-by-the-river@db.example:5433/tidemark";
        let place = Place::read(typed).unwrap();
        assert_eq!(place.shown(), "PostgreSQL, tidemark, db.example:5433");
        assert!(!format!("{place:?}").contains("heron"), "{place:?}");
        assert_eq!(Place::read("sqlite:/srv/nowhere/tidemark").unwrap().shown(), "/srv/nowhere/tidemark");
        for wrong in ["", "sqlite:", "/srv/tidemark", "mysql://heron@db/x", "postgres://heron@db.example"] {
            let refused = Place::read(wrong);
            assert!(matches!(refused, Err(Error::Unavailable("move-address"))), "{wrong}");
        }
    }
}
