//! A release as it rests, opened with the study's keys.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::disclosure::plan::{self, Ledger};
use crate::http::State;
use crate::http::staff::Member;
use crate::release::sealed::{self, Place};
use crate::release::{Choice, Outlook};
use crate::report::Document;
use crate::seal::DataKey;
use crate::store::grants::StudyKeys;
use crate::store::release_authors;
use crate::store::releases::{self, Release, Sealed};
use crate::{Error, Result};

/// One release with what is sealed of it.
pub(super) struct Kept {
    /// Where it is on its way.
    pub release: Release,
    sealed: Sealed,
}

impl Kept {
    /// One of the member's study.
    pub async fn find(state: &State, member: &Member, id: &str) -> Result<Self> {
        let release = releases::find(&state.store, &member.study.id, id).await?.ok_or(Error::NotFound)?;
        let sealed = releases::sealed(&state.store, id).await?;
        Ok(Self { release, sealed })
    }

    fn place<'a>(&'a self, piece: &'a str) -> Place<'a> {
        Place::new(&self.release.study_id, &self.release.id, piece)
    }

    /// What was chosen.
    pub fn choice(&self, keys: &StudyKeys) -> Result<Choice> {
        sealed::open(keys, self.place("choice"), &self.sealed.choice)
    }

    /// The sealed choice, by which a plan knows whether another one was made meanwhile.
    pub fn sealed_choice(&self) -> &[u8] {
        &self.sealed.choice
    }

    /// What is hidden and why; empty while it is not planned.
    pub fn outlook(&self, keys: &StudyKeys) -> Result<Vec<Outlook>> {
        let outlook = self.sealed.outlook.as_ref();
        outlook.map_or(Ok(Vec::new()), |outlook| sealed::open(keys, self.place("outlook"), outlook))
    }

    /// The key of its document.
    pub fn key(&self, keys: &StudyKeys) -> Result<Option<DataKey>> {
        let Some(own) = self.sealed.own_key.as_ref() else { return Ok(None) };
        let bytes: Vec<u8> = sealed::open(keys, self.place("key"), own)?;
        DataKey::from_bytes(&zeroize::Zeroizing::new(bytes)).map(Some)
    }

    /// What it says, in one language or two; nothing while it is not planned.
    pub fn documents(&self, keys: &StudyKeys) -> Result<Vec<Document>> {
        match self.key(keys)? {
            Some(key) if self.sealed.document.is_some() => self.documents_with(&key),
            _ => Ok(Vec::new()),
        }
    }

    /// The same with the key of the document alone.
    ///
    /// # Errors
    /// Conflict where it is not planned.
    pub fn documents_with(&self, key: &DataKey) -> Result<Vec<Document>> {
        let documents = self.sealed.document.as_ref().ok_or(Error::Conflict("release-decided"))?;
        sealed::open_with(key, self.place("document"), documents)
    }

    /// The document as it lies sealed; nothing while it is not planned.
    pub fn sealed_document(&self) -> &[u8] {
        self.sealed.document.as_deref().unwrap_or_default()
    }

    /// Names the document in a form: each one that is planned is sealed anew, so that no two have the same.
    pub fn digest(&self) -> String {
        hex(self.sealed_document())
    }

    /// Names the choice in its form: each one that is kept is sealed anew, too.
    pub fn choice_digest(&self) -> String {
        hex(self.sealed_choice())
    }

    /// Why it was refused.
    pub fn reason(&self, keys: &StudyKeys) -> Result<String> {
        match (self.key(keys)?, &self.sealed.reason) {
            (Some(key), Some(reason)) => sealed::open_with(&key, self.place("reason"), reason),
            _ => Ok(String::new()),
        }
    }

    /// A reason, sealed.
    pub fn seal_reason(&self, key: &DataKey, reason: &str) -> Result<Vec<u8>> {
        sealed::seal_with(key, self.place("reason"), &reason)
    }

    /// Ids of those who may not decide: who made what it says, and whoever handed it on.
    pub async fn authors(&self, state: &State) -> Result<BTreeSet<String>> {
        release_authors::all(&mut state.store.pool.acquire().await?, &self.release.id).await
    }

    /// One by its id alone, for a reviewer from outside.
    pub async fn by_id(state: &State, id: &str) -> Result<Self> {
        let release = releases::by_id(&state.store, id).await?.ok_or(Error::NotFound)?;
        let sealed = releases::sealed(&state.store, id).await?;
        Ok(Self { release, sealed })
    }
}

fn hex(sealed: &[u8]) -> String {
    Sha256::digest(sealed).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A choice, sealed.
pub(super) fn seal_choice(member: &Member, id: &str, choice: &Choice) -> Result<Vec<u8>> {
    sealed::seal(member.unlocked()?, Place::new(&member.study.id, id, "choice"), choice)
}

/// What was planned, sealed: the document under a new key of its own.
pub(super) fn seal_plan(
    keys: &StudyKeys,
    release: &Release,
    choice: &[u8],
    outlook: &[Outlook],
    figures: &plan::Release,
    documents: &[Document],
) -> Result<Sealed> {
    let (key, place) = (DataKey::new(), |piece| Place::new(&release.study_id, &release.id, piece));
    Ok(Sealed {
        choice: choice.to_vec(),
        outlook: Some(sealed::seal(keys, place("outlook"), &outlook)?),
        figures: Some(sealed::seal(keys, place("figures"), figures)?),
        document: Some(sealed::seal_with(&key, place("document"), &documents)?),
        own_key: Some(sealed::seal(keys, place("key"), &key.as_bytes().to_vec())?),
        reason: None,
    })
}

/// Everything that was released, in its order.
pub(super) async fn ledger(state: &State, study: &str, keys: &StudyKeys) -> Result<Ledger> {
    let mut ledger = Ledger::default();
    for release in releases::all(&state.store, study).await? {
        if release.state != releases::State::Released {
            continue;
        }
        let sealed = releases::sealed(&state.store, &release.id).await?;
        let figures = sealed.figures.ok_or_else(|| Error::internal("a release", "its figures are gone"))?;
        ledger.releases.push(sealed::open(keys, Place::new(study, &release.id, "figures"), &figures)?);
    }
    Ok(ledger)
}
