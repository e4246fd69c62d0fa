//! How a process comes to its database: as the owner of the schema, as the role of the respondent plane, or as both, each
//! with connections of its own.

use std::collections::BTreeSet;
use std::path::Path;

use super::super::moving::marks;
use super::super::sql;
use super::super::{Store, disk, postgres, sqlite};
use crate::settings::{Address, Database, Planes};
use crate::{Error, Result, Settings};

/// The databases of a process: what it serves, and what its respondent plane serves where that is another. The owner of the
/// schema brings it up to date and settles the rights; a process for respondents alone has the role and nothing else.
pub async fn stores(settings: &Settings) -> Result<(Store, Option<Store>)> {
    let (data, planes) = (settings.data.as_path(), settings.planes);
    match (&settings.database, &settings.respond_database) {
        (Database::Postgres(role), None) | (_, Some(role)) if planes == Planes::Respond => {
            Ok((open(data, role).await?, None))
        }
        (Database::Folder, Some(_)) => Err(Error::Unavailable("respond-database-alone")),
        (database, None) => Ok((Store::open_at(data, database).await?, None)),
        (database, Some(role)) => {
            let own = Store::open_at(data, database).await?;
            super::settle(&own.pool, &name(role)?).await?;
            let respondents = match planes {
                Planes::Both => Some(Store { ballast: own.ballast.clone(), ..open(data, role).await? }),
                _ => None,
            };
            Ok((own, respondents))
        }
    }
}

/// Opens the database as the role of the respondent plane. Nothing is brought up to date: a schema of another version, or
/// rights other than those of the list, are refused.
pub async fn open(folder: &Path, address: &Address) -> Result<Store> {
    let options = postgres::options(address)?;
    postgres::enter(&options).await?.close().await?;
    let store = postgres::pooled(folder, &options);
    super::check(&store.pool).await?;
    fits(&store.pool).await?;
    marks::refuse(&mut store.pool.acquire().await?).await?;
    Ok(store)
}

/// The name of the role that an address signs in as.
pub fn name(address: &Address) -> Result<String> {
    Ok(postgres::options(address)?.get_username().to_owned())
}

/// Whether the schema is the one that this program was written for.
pub async fn fits<'c>(on: impl Into<sql::On<'c>>) -> Result<()> {
    const DONE: &str = "select version from _sqlx_migrations where success";
    let done: Vec<i64> = sql::query_scalar(DONE).fetch_all(on).await.map_err(|error| disk::explain(&error))?;
    let done: BTreeSet<i64> = done.into_iter().collect();
    let known: BTreeSet<i64> = sqlite::migrations().iter().map(|migration| migration.version).collect();
    match (done.difference(&known).next(), known.difference(&done).next()) {
        (None, None) => Ok(()),
        (Some(_), _) => Err(Error::Unavailable("schema-newer")),
        (None, Some(_)) => Err(Error::Unavailable("schema-older")),
    }
}
