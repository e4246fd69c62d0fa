//! How a study joins its waves, for each audience; and the linking key, sealed under the study's data key. A study key
//! that is renewed keeps its old generations, so the linking key opens as before.

use instruments::Audience;
use zeroize::Zeroizing;

use super::grants::StudyKeys;
use super::{Store, sql};
use crate::linking::{Key, Way};
use crate::seal::envelope;
use crate::seal::payload::bind;
use crate::{Error, Result};

/// How the waves of an audience are joined; not at all where nobody chose.
pub async fn way(store: &Store, study: &str, audience: Audience) -> Result<Way> {
    const WAY: &str = "select way from linking_ways where study_id = $1 and audience = $2";
    let found: Option<String> =
        sql::query_scalar(WAY).bind(study).bind(name(audience)).fetch_optional(&store.pool).await?;
    Ok(found.and_then(|name| Way::named(&name)).unwrap_or_default())
}

/// Keeps how the waves of an audience are joined.
pub async fn choose(to: &mut sql::Connection, study: &str, audience: Audience, way: Way) -> Result<()> {
    const CHOOSE: &str = "insert into linking_ways (study_id, audience, way) values ($1, $2, $3)
        on conflict (study_id, audience) do update set way = excluded.way";
    sql::query(CHOOSE).bind(study).bind(name(audience)).bind(way.name()).execute(to).await?;
    Ok(())
}

/// Lets a study join its waves as another does. Each keeps a key of its own: nobody is followed from study to study.
pub async fn copy(store: &Store, from: &str, to: &str) -> Result<()> {
    const COPY: &str = "insert into linking_ways (study_id, audience, way)
        select $2, audience, way from linking_ways where study_id = $1";
    store.change(sql::query(COPY).bind(from).bind(to)).await?;
    Ok(())
}

/// The study's linking key, made when it is first needed.
pub async fn key(store: &Store, study: &str, keys: &StudyKeys) -> Result<Key> {
    if let Some(sealed) = sealed(store, study).await? {
        return open(study, keys, &sealed);
    }
    make(store, study, keys).await?;
    // Two may have made one at once; what the database kept is the key.
    let sealed = sealed(store, study).await?.ok_or(Error::NotFound)?;
    open(study, keys, &sealed)
}

/// The name of an audience in the database and in the keys of words.
pub fn name(audience: Audience) -> &'static str {
    match audience {
        Audience::Survivors => "survivors",
        Audience::Professionals => "professionals",
        Audience::Community => "community",
    }
}

async fn sealed(store: &Store, study: &str) -> Result<Option<Vec<u8>>> {
    const SEALED: &str = "select sealed from linking_keys where study_id = $1";
    Ok(sql::query_scalar(SEALED).bind(study).fetch_optional(&store.pool).await?)
}

async fn make(store: &Store, study: &str, keys: &StudyKeys) -> Result<()> {
    const MAKE: &str = "insert into linking_keys (study_id, sealed) values ($1, $2) on conflict (study_id) do nothing";
    let (number, _, data) = keys.newest().ok_or(Error::Locked)?;
    let sealed = envelope::seal_with(data, *number, &place(study), Key::new().as_bytes());
    store.change(sql::query(MAKE).bind(study).bind(sealed)).await?;
    Ok(())
}

fn open(study: &str, keys: &StudyKeys, sealed: &[u8]) -> Result<Key> {
    let number = envelope::generation(sealed).ok_or(Error::NotFound)?;
    let (_, data) = keys.generation(number).ok_or(Error::Locked)?;
    Key::from_bytes(&Zeroizing::new(envelope::open_with(data, &place(study), sealed)?))
}

fn place(study: &str) -> Vec<u8> {
    bind(&["tidemark linking key", study])
}
