//! Invented people answer, sealed and stored as real answers are.

use std::sync::Arc;

use instruments::{Answers, Instrument};

use super::person::{Person, Survey};
use super::turnout::Who;
use super::words::Deck;
use crate::http::State;
use crate::http::respond::link_code;
use crate::seal::payload::{FORMAT, Response, associated};
use crate::seal::{PublicKey, envelope};
use crate::store::collections::Collection;
use crate::store::submit::Submission;
use crate::store::{grants, versions};
use crate::{Error, Result, chance};

/// A collection to be answered.
pub struct Invented<'a> {
    /// Where it is stored.
    pub state: &'a Arc<State>,
    /// What is answered.
    pub collection: &'a Collection,
    /// Where.
    pub sites: &'a [String],
    /// Which wave, from 0.
    pub wave: usize,
    /// The week that the answers carry.
    pub week: &'static str,
}

impl Invented<'_> {
    /// Lets people answer.
    pub async fn send(&self, people: &[Who]) -> Result<()> {
        let (store, at) = (&self.state.store, self.collection);
        let version = versions::find(store, &at.instrument_id, &at.version_hash).await?.ok_or(Error::NotFound)?;
        let instrument = ::instruments::parse(&version.toml).map_err(Error::Problems)?;
        let (generation, key) = grants::sealing_key(store, &at.study_id).await?;
        let survey = Survey::of(&instrument, &version.toml);
        let mut submissions = Vec::with_capacity(people.len());
        let mut deck = Deck::of(self.wave);
        for (place, who) in people.iter().enumerate() {
            let languages = &version.languages.0;
            let language = if place % 4 == 3 { languages.last() } else { languages.first() };
            let mut person = Person::new(who.number, self.wave, language.map_or("en", String::as_str));
            person.card.clone_from(&who.card);
            let answers = person.answer(&survey, &mut deck);
            submissions.push(self.seal(&instrument, who, &person.language, answers, (generation, &key)));
        }
        let sending = submissions.into_iter().map(|submission| {
            let writer = self.state.writer.clone();
            tokio::spawn(async move { writer.submit(submission).await })
        });
        for sent in sending.collect::<Vec<_>>() {
            sent.await.map_err(|error| Error::internal("demo answers", error))??;
        }
        Ok(())
    }

    fn seal(
        &self,
        instrument: &Instrument,
        who: &Who,
        language: &str,
        answers: Answers,
        (generation, key): (u32, &PublicKey),
    ) -> Submission {
        let response_id = chance::id();
        let payload = Response {
            format: FORMAT,
            version_hash: self.collection.version_hash.clone(),
            language: language.to_owned(),
            week: self.week.to_owned(),
            mode: ["alone", "alone", "alone", "with_help", "phone", "paper"][who.number % 6].to_owned(),
            link: link_code(instrument, &answers),
            organisation: who.organisation.clone(),
            answers,
            ..Response::default()
        };
        let bound = associated(&self.collection.study_id, &self.collection.id, &response_id);
        Submission {
            sealed: envelope::seal(key, generation, &bound, &payload.to_padded_bytes()),
            response_id,
            collection_id: self.collection.id.clone(),
            site_id: self.sites[who.site(self.sites.len())].clone(),
            withdraw_hash: None,
            submission_key: chance::bytes::<32>().to_vec(),
            draft_id: None,
            organisation: who.organisation.clone(),
            straight: false,
        }
    }
}
