//! Recovery drills: whether the kit still opens everything. Nothing is changed; that it was done is written down.

use zeroize::Zeroizing;

use super::grants::{self, RECOVERY, StudyKeys};
use super::responses::{self, Stored};
use super::{Store, audit, studies};
use crate::seal::payload::associated;
use crate::seal::{PrivateKey, envelope};
use crate::{Error, Result};

/// How much the kit opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Every study.
    pub studies: usize,
    /// Every generation of every study's key.
    pub keys: usize,
    /// Answers, up to [`TRIED`] of each study, drawn by their random ids; nobody sees them.
    pub answers: usize,
}

/// How many answers of a study are tried at most.
pub const TRIED: i64 = 100;

/// Opens every key of every study with the kit, and some answers of each, and writes down that this person did.
///
/// # Errors
/// `drill-failed` names the studies of which something does not open; then nothing is written down.
pub async fn drill(store: &Store, kit: &PrivateKey, by: &str) -> Result<Opened> {
    let all = studies::all(&mut store.pool.acquire().await?).await?;
    let (mut opened, mut closed) = (Opened::default(), Vec::new());
    for study in &all {
        match try_study(store, &study.id, kit).await? {
            Some((keys, answers)) => {
                opened.studies += 1;
                opened.keys += keys;
                opened.answers += answers;
            }
            None => closed.push(study.name.clone()),
        }
    }
    if !closed.is_empty() {
        return Err(Error::Invalid("drill-failed", closed.join(", ")));
    }
    let Opened { studies, keys, answers } = opened;
    let mut to = store.write().await?;
    audit::append(&mut to, None, by, "drill", &format!("{studies} {keys} {answers}")).await?;
    to.commit().await?;
    Ok(opened)
}

/// How many keys and answers of a study opened; none where one did not.
async fn try_study(store: &Store, study: &str, kit: &PrivateKey) -> Result<Option<(usize, usize)>> {
    let mut from = store.pool.acquire().await?;
    let keys = match grants::open(&mut from, study, RECOVERY, kit).await {
        Ok(keys) => keys,
        Err(Error::Conflict("key-not-given") | Error::Invalid("seal-broken", _)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let whole = grants::generations(&mut from, study).await? == keys.generations.len();
    drop(from);
    let answers = responses::after(store, study, "", TRIED).await?;
    let opens = answers.iter().all(|stored| opens(&keys, study, stored));
    Ok((whole && opens).then_some((keys.generations.len(), answers.len())))
}

/// Whether an answer opens, as it arrived or as it was sealed anew.
fn opens(keys: &StudyKeys, study: &str, stored: &Stored) -> bool {
    let place = associated(study, &stored.collection_id, &stored.id);
    let number = envelope::generation(&stored.sealed);
    let Some((private, data)) = number.and_then(|number| keys.generation(number)) else { return false };
    let plain = match envelope::is_under_shared_key(&stored.sealed) {
        true => envelope::open_with(data, &place, &stored.sealed),
        false => envelope::open(private, &place, &stored.sealed),
    };
    plain.map(Zeroizing::new).is_ok()
}
