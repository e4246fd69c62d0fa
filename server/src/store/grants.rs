//! Study keys and who holds them. The private half of a study's key exists only sealed: to each member who may read and
//! to the printed recovery kit. The symmetric data key of a generation is sealed to its public half.

use sqlx::SqliteConnection;

use super::Store;
use super::accounts::{Person, Row};
use super::studies::Study;
use crate::seal::payload::bind;
use crate::seal::{DataKey, PrivateKey, PublicKey, envelope};
use crate::{Error, Result};

/// The holder that stands for the printed kit.
pub const RECOVERY: &str = "recovery";

/// What opens a study's answers, the newest generation last.
#[derive(Clone, Debug, Default)]
pub struct StudyKeys {
    /// Number, private key (opens what arrived), data key (opens what was re-sealed).
    pub generations: Vec<(u32, PrivateKey, DataKey)>,
}

/// One generation as bytes, for a session's row.
pub(super) type Part = (u32, [u8; 32], [u8; 32]);

impl StudyKeys {
    /// A generation by its number, as an envelope names it.
    pub fn generation(&self, number: u32) -> Option<(&PrivateKey, &DataKey)> {
        self.generations.iter().find(|(found, ..)| *found == number).map(|(_, private, data)| (private, data))
    }

    /// The newest generation.
    pub fn newest(&self) -> Option<&(u32, PrivateKey, DataKey)> {
        self.generations.last()
    }

    pub(super) fn to_parts(&self) -> Vec<Part> {
        self.generations
            .iter()
            .map(|(number, private, data)| (*number, *private.as_bytes(), *data.as_bytes()))
            .collect()
    }

    pub(super) fn from_parts(parts: Vec<Part>) -> Result<Self> {
        let read = |(number, private, data): Part| {
            Ok((number, PrivateKey::from_bytes(&private)?, DataKey::from_bytes(&data)?))
        };
        Ok(Self { generations: parts.into_iter().map(read).collect::<Result<_>>()? })
    }
}

/// Makes the first generation of a study's key, sealed to the kit and to nobody else yet.
pub async fn begin(to: &mut SqliteConnection, study: &str, recovery: &PublicKey) -> Result<StudyKeys> {
    const BEGIN: &str =
        "insert into study_keys (study_id, generation, public_key, sealed_data_key) values ($1, $2, $3, $4)";
    let (number, private, data) = (1, PrivateKey::new(), DataKey::new());
    let sealed = envelope::seal(&private.public(), number, &data_key_place(study, number), data.as_bytes());
    sqlx::query(BEGIN)
        .bind(study)
        .bind(i64::from(number))
        .bind(&private.public().as_bytes()[..])
        .bind(sealed)
        .execute(&mut *to)
        .await?;
    let keys = StudyKeys { generations: vec![(number, private, data)] };
    give(to, study, &keys, RECOVERY, recovery).await?;
    Ok(keys)
}

/// Seals every generation that `keys` holds to one more holder.
pub async fn give(
    to: &mut SqliteConnection,
    study: &str,
    keys: &StudyKeys,
    holder: &str,
    public: &PublicKey,
) -> Result<()> {
    const GIVE: &str = "insert into grants (study_id, generation, holder, sealed_key) values ($1, $2, $3, $4) \
                        on conflict (study_id, generation, holder) do update set sealed_key = excluded.sealed_key";
    for (number, private, _) in &keys.generations {
        let sealed = envelope::seal(public, *number, &grant_place(study, *number, holder), private.as_bytes());
        sqlx::query(GIVE).bind(study).bind(i64::from(*number)).bind(holder).bind(sealed).execute(&mut *to).await?;
    }
    Ok(())
}

/// Takes a holder's grants away, and what their sessions had unlocked.
pub async fn take(to: &mut SqliteConnection, study: &str, holder: &str) -> Result<()> {
    const TAKE: &str = "delete from grants where study_id = $1 and holder = $2";
    sqlx::query(TAKE).bind(study).bind(holder).execute(&mut *to).await?;
    super::sessions::lock_all(to, holder).await
}

/// Opens what was granted to a holder. `key-not-given` where nothing was.
pub async fn open(from: &mut SqliteConnection, study: &str, holder: &str, key: &PrivateKey) -> Result<StudyKeys> {
    const OPEN: &str = "select grants.generation, grants.sealed_key, study_keys.sealed_data_key from grants \
                        join study_keys on study_keys.study_id = grants.study_id \
                        and study_keys.generation = grants.generation \
                        where grants.study_id = $1 and grants.holder = $2 order by grants.generation";
    let rows: Vec<(i64, Vec<u8>, Vec<u8>)> = sqlx::query_as(OPEN).bind(study).bind(holder).fetch_all(from).await?;
    if rows.is_empty() {
        return Err(Error::Conflict("key-not-given"));
    }
    let opened = rows.into_iter().map(|(number, sealed_key, sealed_data_key)| {
        let number = u32::try_from(number).map_err(|error| Error::internal("generation", error))?;
        let private = PrivateKey::from_bytes(&envelope::open(key, &grant_place(study, number, holder), &sealed_key)?)?;
        let data = envelope::open(&private, &data_key_place(study, number), &sealed_data_key)?;
        Ok((number, private, DataKey::from_bytes(&data)?))
    });
    Ok(StudyKeys { generations: opened.collect::<Result<_>>()? })
}

/// What new answers are sealed to: the newest generation and its public key.
pub async fn sealing_key(store: &Store, study: &str) -> Result<(u32, PublicKey)> {
    const NEWEST: &str =
        "select generation, public_key from study_keys where study_id = $1 order by generation desc limit 1";
    let (number, public): (i64, Vec<u8>) =
        sqlx::query_as(NEWEST).bind(study).fetch_optional(&store.pool).await?.ok_or(Error::NotFound)?;
    let number = u32::try_from(number).map_err(|error| Error::internal("generation", error))?;
    Ok((number, PublicKey::from_bytes(&public)?))
}

/// The people who hold the study's key, without the kit.
pub async fn holders(store: &Store, study: &str) -> Result<Vec<Person>> {
    const HOLDERS: &str = "select distinct people.id, people.name, people.public_key, people.installation_owner \
                           from grants join people on people.id = grants.holder \
                           where grants.study_id = $1 and people.active order by people.name";
    let rows: Vec<Row> = sqlx::query_as(HOLDERS).bind(study).fetch_all(&store.pool).await?;
    rows.into_iter().map(Person::read).collect()
}

/// Whether survivors' answers could still be read when one person is gone: a second key holder, or somebody wrote down
/// why there is none. Asked before an instrument for survivors is published.
pub async fn is_provided_for(store: &Store, study: &Study) -> Result<bool> {
    Ok(study.second_holder_refused.is_some() || holders(store, &study.id).await?.len() >= 2)
}

fn grant_place(study: &str, number: u32, holder: &str) -> Vec<u8> {
    bind(&["tidemark grant", study, &number.to_string(), holder])
}

fn data_key_place(study: &str, number: u32) -> Vec<u8> {
    bind(&["tidemark data key", study, &number.to_string()])
}
