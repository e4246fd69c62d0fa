//! What somebody sent while their study was locked: sealed to its public key, opened again once it is unlocked. Doing it
//! then is left to whoever reads it.

use zeroize::Zeroizing;

use crate::coding::PassageId;
use crate::seal::envelope;
use crate::seal::payload::{bind, pad, unpad};
use crate::store::grants::{self, StudyKeys};
use crate::store::unsaved::{self, Stored};
use crate::store::{Store, sources};
use crate::{Error, Result, chance};

/// What was sent, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sent {
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// The query of the list that it was sent from.
    pub list: String,
}

impl Drop for Sent {
    fn drop(&mut self) {
        use zeroize::Zeroize;
        self.fields.iter_mut().for_each(|(_, value)| value.zeroize());
    }
}

impl Sent {
    /// The first value of a field; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }
}

/// Keeps what a person sent about a passage. Nothing is found where the passage's response or source is gone.
pub async fn keep(store: &Store, study: &str, person: &str, about: &PassageId, sent: &Sent) -> Result<()> {
    if let Some(source) = about.source() {
        sources::find(store, study, source).await?.ok_or(Error::NotFound)?;
    }
    let (generation, public) = grants::sealing_key(store, study).await?;
    let id = chance::id();
    let plain = Zeroizing::new(serde_json::to_vec(sent).map_err(|error| Error::internal("unsaved", error))?);
    let sealed = envelope::seal(&public, generation, &place(study, person, &id), &pad(plain.to_vec()));
    let (response_id, source_id) = (about.response().map(str::to_owned), about.source().map(str::to_owned));
    let mut to = store.write().await?;
    unsaved::put(&mut to, study, person, &Stored { id, response_id, source_id, sealed }).await?;
    Ok(to.commit().await?)
}

/// What is kept for a person, with its ids; what the keys do not open stays where it is.
pub async fn all(store: &Store, study: &str, person: &str, keys: &StudyKeys) -> Result<Vec<(String, Sent)>> {
    let stored = unsaved::all(store, study, person).await?;
    let opened = stored.into_iter().filter_map(|stored| {
        let sent = open(study, person, &stored, keys).ok()?;
        Some((stored.id, sent))
    });
    Ok(opened.collect())
}

/// Throws something away that was kept.
pub async fn drop_one(store: &Store, study: &str, person: &str, id: &str) -> Result<()> {
    let mut to = store.write().await?;
    unsaved::remove(&mut to, study, person, id).await?;
    Ok(to.commit().await?)
}

fn open(study: &str, person: &str, stored: &Stored, keys: &StudyKeys) -> Result<Sent> {
    let number = envelope::generation(&stored.sealed).ok_or(Error::NotFound)?;
    let (private, _) = keys.generation(number).ok_or(Error::Locked)?;
    let plain = Zeroizing::new(envelope::open(private, &place(study, person, &stored.id), &stored.sealed)?);
    serde_json::from_slice(unpad(&plain)?).map_err(|error| Error::internal("unsaved", error))
}

fn place(study: &str, person: &str, id: &str) -> Vec<u8> {
    bind(&["tidemark unsaved", study, person, id])
}
