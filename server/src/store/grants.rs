//! Study keys and who holds them. The private half of a study's key exists only sealed: to each member who may read and
//! to the printed recovery kit. The symmetric data key of a generation is sealed to its public half.

use super::accounts::{Person, Row};
use super::studies::Study;
use super::{Store, sql};
use crate::seal::payload::bind;
use crate::seal::{DataKey, PrivateKey, PublicKey, envelope};
use crate::{Error, Result};

/// The holder that stands for the printed kit.
pub const RECOVERY: &str = "recovery";

/// One generation of a study's keys: number, private key (opens what arrived), data key (opens what was re-sealed).
pub type Generation = (u32, PrivateKey, DataKey);

/// What opens a study's answers, the newest generation last.
#[derive(Clone, Debug, Default)]
pub struct StudyKeys {
    /// Every generation there was: what arrived in the time of an old one stays readable.
    pub generations: Vec<Generation>,
}

/// One generation as bytes, for a session's row.
pub(super) type Part = (u32, [u8; 32], [u8; 32]);

impl StudyKeys {
    /// A generation by its number, as an envelope names it.
    pub fn generation(&self, number: u32) -> Option<(&PrivateKey, &DataKey)> {
        self.generations.iter().find(|(found, ..)| *found == number).map(|(_, private, data)| (private, data))
    }

    /// The newest generation.
    pub fn newest(&self) -> Option<&Generation> {
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
pub async fn begin(to: &mut sql::Connection, study: &str, recovery: &PublicKey) -> Result<StudyKeys> {
    let keys = StudyKeys { generations: vec![make(to, study, 1).await?] };
    give(to, study, &keys, RECOVERY, recovery).await?;
    Ok(keys)
}

/// A new generation, sealed to nobody yet.
async fn make(to: &mut sql::Connection, study: &str, number: u32) -> Result<Generation> {
    const MAKE: &str =
        "insert into study_keys (study_id, generation, public_key, sealed_data_key) values ($1, $2, $3, $4)";
    let (private, data) = (PrivateKey::new(), DataKey::new());
    let sealed = envelope::seal(&private.public(), number, &data_key_place(study, number), data.as_bytes());
    sql::query(MAKE)
        .bind(study)
        .bind(i64::from(number))
        .bind(&private.public().as_bytes()[..])
        .bind(sealed)
        .execute(to)
        .await?;
    Ok((number, private, data))
}

/// A new generation, which new answers are sealed to from now on. Whoever holds the key gets it without being there:
/// it is sealed to their public keys and to the kit's. Their sessions are locked, for what they unlocked before opens
/// nothing that arrives after.
pub async fn renew(to: &mut sql::Connection, study: &str) -> Result<Generation> {
    const NEXT: &str = "select max(generation) + 1 from study_keys where study_id = $1";
    let next: i64 = sql::query_scalar(NEXT).bind(study).fetch_one(&mut *to).await?;
    let made = make(to, study, numbered(next)?).await?;
    let keys = StudyKeys { generations: vec![made.clone()] };
    for (holder, public) in everybody(to, study).await? {
        give(to, study, &keys, &holder, &PublicKey::from_bytes(&public)?).await?;
        super::sessions::lock_all(to, &holder).await?;
    }
    Ok(made)
}

/// Who holds the study's key, the kit among them, each with the public key that theirs is sealed to.
async fn everybody(from: &mut sql::Connection, study: &str) -> Result<Vec<(String, Vec<u8>)>> {
    const EVERYBODY: &str = "select distinct grants.holder, people.public_key from grants \
                             join people on people.id = grants.holder where grants.study_id = $1 \
                             union all select $2, recovery_public_key from studies where id = $1";
    Ok(sql::query_as(EVERYBODY).bind(study).bind(RECOVERY).fetch_all(from).await?)
}

/// Seals every generation that `keys` holds to one more holder.
pub async fn give(
    to: &mut sql::Connection,
    study: &str,
    keys: &StudyKeys,
    holder: &str,
    public: &PublicKey,
) -> Result<()> {
    const GIVE: &str = "insert into grants (study_id, generation, holder, sealed_key) values ($1, $2, $3, $4) \
                        on conflict (study_id, generation, holder) do update set sealed_key = excluded.sealed_key";
    for (number, private, _) in &keys.generations {
        let sealed = envelope::seal(public, *number, &grant_place(study, *number, holder), private.as_bytes());
        sql::query(GIVE).bind(study).bind(i64::from(*number)).bind(holder).bind(sealed).execute(&mut *to).await?;
    }
    Ok(())
}

/// Takes a holder's grants away, and what their sessions had unlocked. They may have kept what they once held: so new
/// answers are sealed to a new generation, which is given back; `None` where they held nothing.
pub async fn take(to: &mut sql::Connection, study: &str, holder: &str) -> Result<Option<Generation>> {
    const TAKE: &str = "delete from grants where study_id = $1 and holder = $2";
    let taken = sql::query(TAKE).bind(study).bind(holder).execute(&mut *to).await?.rows_affected();
    super::sessions::lock_all(to, holder).await?;
    if taken == 0 { Ok(None) } else { Ok(Some(renew(to, study).await?)) }
}

/// Opens what was granted to a holder. `key-not-given` where nothing was.
pub async fn open(from: &mut sql::Connection, study: &str, holder: &str, key: &PrivateKey) -> Result<StudyKeys> {
    const OPEN: &str = "select grants.generation, grants.sealed_key, study_keys.sealed_data_key from grants \
                        join study_keys on study_keys.study_id = grants.study_id \
                        and study_keys.generation = grants.generation \
                        where grants.study_id = $1 and grants.holder = $2 order by grants.generation";
    let rows: Vec<(i64, Vec<u8>, Vec<u8>)> = sql::query_as(OPEN).bind(study).bind(holder).fetch_all(from).await?;
    if rows.is_empty() {
        return Err(Error::Conflict("key-not-given"));
    }
    let opened = rows.into_iter().map(|(number, sealed_key, sealed_data_key)| {
        let number = numbered(number)?;
        let private = PrivateKey::from_bytes(&envelope::open(key, &grant_place(study, number, holder), &sealed_key)?)?;
        let data = envelope::open(&private, &data_key_place(study, number), &sealed_data_key)?;
        Ok((number, private, DataKey::from_bytes(&data)?))
    });
    Ok(StudyKeys { generations: opened.collect::<Result<_>>()? })
}

/// How many generations of its key a study has.
pub(super) async fn generations(from: &mut sql::Connection, study: &str) -> Result<usize> {
    const GENERATIONS: &str = "select count(*) from study_keys where study_id = $1";
    let count: i64 = sql::query_scalar(GENERATIONS).bind(study).fetch_one(from).await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// What new answers are sealed to: the newest generation and its public key.
pub async fn sealing_key(store: &Store, study: &str) -> Result<(u32, PublicKey)> {
    const NEWEST: &str =
        "select generation, public_key from study_keys where study_id = $1 order by generation desc limit 1";
    let (number, public): (i64, Vec<u8>) =
        sql::query_as(NEWEST).bind(study).fetch_optional(&store.pool).await?.ok_or(Error::NotFound)?;
    Ok((numbered(number)?, PublicKey::from_bytes(&public)?))
}

/// The people who hold the study's key, without the kit.
pub async fn holders(store: &Store, study: &str) -> Result<Vec<Person>> {
    const HOLDERS: &str = "select distinct people.id, people.name, people.public_key, people.installation_owner \
                           from grants join people on people.id = grants.holder \
                           where grants.study_id = $1 and people.active order by people.name";
    let rows: Vec<Row> = sql::query_as(HOLDERS).bind(study).fetch_all(&store.pool).await?;
    rows.into_iter().map(Person::read).collect()
}

/// Whether survivors' answers could still be read when one person is gone: a second key holder, or somebody wrote down
/// why there is none. Asked before an instrument for survivors is published.
pub async fn is_provided_for(store: &Store, study: &Study) -> Result<bool> {
    Ok(study.second_holder_refused.is_some() || holders(store, &study.id).await?.len() >= 2)
}

fn numbered(generation: i64) -> Result<u32> {
    u32::try_from(generation).map_err(|error| Error::internal("generation", error))
}

fn grant_place(study: &str, number: u32, holder: &str) -> Vec<u8> {
    bind(&["tidemark grant", study, &number.to_string(), holder])
}

fn data_key_place(study: &str, number: u32) -> Vec<u8> {
    bind(&["tidemark data key", study, &number.to_string()])
}
