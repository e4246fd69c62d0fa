//! Invented people answer: along the real journey, leaving gaps as people do, sealed and stored as real answers are.

use std::sync::Arc;

use instruments::{Answer, Answers, Instrument, Journey, Kind, Precision, Question, Route, complete};

use super::words::{self, Deck};
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
    /// Which wave, from 0: later ones are a little happier.
    pub wave: usize,
    /// The week that the answers carry.
    pub week: &'static str,
}

impl Invented<'_> {
    /// Lets so many people answer.
    pub async fn send(&self, people: usize) -> Result<()> {
        let (store, at) = (&self.state.store, self.collection);
        let version = versions::find(store, &at.instrument_id, &at.version_hash).await?.ok_or(Error::NotFound)?;
        let instrument = ::instruments::parse(&version.toml).map_err(Error::Problems)?;
        let (generation, key) = grants::sealing_key(store, &at.study_id).await?;
        let route = Route::of(&instrument);
        let mut submissions = Vec::with_capacity(people);
        let mut deck = Deck::of(self.wave);
        for number in 0..people {
            let languages = &version.languages.0;
            let language = if number % 4 == 3 { languages.last() } else { languages.first() };
            let mut person = Person::new(number, self.wave, language.map_or("en", String::as_str));
            let answers = person.answer(&instrument, &route, &mut deck);
            submissions.push(self.seal(&instrument, number, &person, answers, (generation, &key)));
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
        number: usize,
        person: &Person,
        answers: Answers,
        (generation, key): (u32, &PublicKey),
    ) -> Submission {
        let response_id = chance::id();
        let payload = Response {
            format: FORMAT,
            version_hash: self.collection.version_hash.clone(),
            language: person.language.clone(),
            week: self.week.to_owned(),
            mode: ["alone", "alone", "alone", "with_help", "phone", "paper"][number % 6].to_owned(),
            link: link_code(instrument, &answers),
            answers,
            ..Response::default()
        };
        let bound = associated(&self.collection.study_id, &self.collection.id, &response_id);
        Submission {
            sealed: envelope::seal(key, generation, &bound, &payload.to_padded_bytes()),
            response_id,
            collection_id: self.collection.id.clone(),
            site_id: self.sites[number % self.sites.len()].clone(),
            withdraw_hash: None,
            submission_key: chance::bytes::<32>().to_vec(),
            draft_id: None,
            organisation: None,
            straight: false,
        }
    }
}

/// A question as somebody meets it.
struct Asked<'a> {
    instrument: &'a Instrument,
    journey: &'a Journey,
    question: &'a Question,
}

/// Somebody invented. Dice are seeded, so that every demo shows the same figures.
struct Person {
    dice: u64,
    mood: f64,
    language: String,
}

impl Person {
    fn new(number: usize, wave: usize, language: &str) -> Self {
        let mut person = Self {
            dice: 0x9E37_79B9_7F4A_7C15 ^ ((number as u64 + 1) << 20) ^ wave as u64,
            mood: 0.0,
            language: language.to_owned(),
        };
        person.mood = 0.35 + 0.4 * person.chance() + 0.07 * wave as f64;
        person
    }

    /// From 0 up to 1.
    fn chance(&mut self) -> f64 {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.dice >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, bound: usize) -> usize {
        ((self.chance() * bound as f64) as usize).min(bound.saturating_sub(1))
    }

    /// Answers part by part, so that what was said before decides what is asked next.
    fn answer(&mut self, instrument: &Instrument, route: &Route, deck: &mut Deck) -> Answers {
        let mut answers = Answers::new();
        for section in &instrument.sections {
            for question in &section.questions {
                let journey = route.journey(&answers);
                let at = Asked { instrument, journey: &journey, question };
                self.question(&at, deck, &mut answers);
            }
        }
        complete(instrument, &answers)
    }

    fn question(&mut self, at: &Asked<'_>, deck: &mut Deck, answers: &mut Answers) {
        let question = at.question;
        for (key, _) in question.keys() {
            if !at.journey.shown(&key) {
                continue;
            }
            let odds = self.chance();
            let words = matches!(question.kind, Kind::Text | Kind::LongText);
            if odds < if words { 0.55 } else { 0.06 } {
                continue;
            }
            let reason = question.missing.first().copied().filter(|_| odds > 0.95);
            let answer = match reason {
                Some(reason) => Some(Answer::Missing(reason)),
                None if deck.knows(&key) => deck.deal(&key, &self.language).map(Answer::Text),
                None => self.value(at, &key),
            };
            answers.extend(answer.map(|answer| (key, answer)));
        }
    }

    fn value(&mut self, at: &Asked<'_>, key: &str) -> Option<Answer> {
        let Asked { instrument, journey, question } = *at;
        let offered = |code: &&str| journey.offers(key, code);
        let codes: Vec<&str> = instrument.codes(question).into_iter().filter(offered).collect();
        Some(match question.kind {
            Kind::Several => self.several(instrument, question, &codes)?,
            Kind::Ranking => self.ranking(question, &codes)?,
            Kind::Number => Answer::Number(self.number(question)),
            Kind::Date if question.precision == Some(Precision::Year) => {
                Answer::Date((2016 + self.below(9)).to_string())
            }
            Kind::Date => Answer::Date(format!("{}-{:02}", 2022 + self.below(3), 1 + self.below(12))),
            Kind::Text => Answer::Text(words::LINES[self.below(words::LINES.len())].to_owned()),
            Kind::LongText => {
                let sentences = words::sentences(&self.language);
                Answer::Text(sentences[self.below(sentences.len())].to_owned())
            }
            Kind::LinkCode => Answer::Text(char::from(b'A' + self.below(26) as u8).to_string()),
            _ if codes.is_empty() => return None,
            Kind::Scale | Kind::Matrix => Answer::One(codes[self.leaning(codes.len())].to_owned()),
            _ => Answer::One(codes[self.below(codes.len())].to_owned()),
        })
    }

    /// A place on an ordered list, near this person's mood.
    fn leaning(&mut self, count: usize) -> usize {
        let spread = (self.chance() + self.chance() - 1.0) * 0.6;
        (((self.mood + spread).clamp(0.0, 0.999)) * count as f64) as usize
    }

    fn several(&mut self, instrument: &Instrument, question: &Question, codes: &[&str]) -> Option<Answer> {
        let alone = |code: &&str| instrument.option(question, code).is_some_and(|option| option.exclusive);
        let (exclusive, free): (Vec<&str>, Vec<&str>) = codes.iter().copied().partition(|code| alone(code));
        if let Some(none) = exclusive.first().filter(|_| self.chance() < 0.08) {
            return Some(Answer::Several(vec![(*none).to_owned()]));
        }
        let ticked: Vec<String> = free.iter().filter(|_| self.chance() < 0.3).map(|code| (*code).to_owned()).collect();
        let first = free.first().map(|code| vec![(*code).to_owned()]);
        if ticked.is_empty() { first.map(Answer::Several) } else { Some(Answer::Several(ticked)) }
    }

    fn ranking(&mut self, question: &Question, codes: &[&str]) -> Option<Answer> {
        let mut left: Vec<&str> = codes.to_vec();
        let places = question.most_places(left.len());
        let placed: Vec<String> = (0..places).map(|_| left.remove(self.below(left.len())).to_owned()).collect();
        (!placed.is_empty()).then_some(Answer::Several(placed))
    }

    fn number(&mut self, question: &Question) -> f64 {
        let least = question.min.unwrap_or(0.0);
        let most = question.max.unwrap_or(least + 20.0).min(least + 30.0);
        (least + self.chance() * self.chance() * (most - least)).floor()
    }
}

#[cfg(test)]
mod tests {
    //! Invented respondents answer every shipped instrument.

    use instruments::MissingReason;

    use super::*;
    use crate::library::SHIPPED;

    #[test]
    fn invented_answers_belong_to_the_instrument_and_leave_gaps() {
        for shipped in SHIPPED {
            let instrument = instruments::parse(shipped.source).unwrap();
            let (route, mut given, mut gaps) = (Route::of(&instrument), 0, 0);
            for number in 0..12 {
                let answers = Person::new(number, 0, "en").answer(&instrument, &route, &mut Deck::of(0));
                given += answers.values().filter(|answer| !matches!(answer, Answer::Missing(_))).count();
                gaps += answers.values().filter(|answer| **answer == Answer::Missing(MissingReason::Skipped)).count();
                assert_eq!(complete(&instrument, &answers), answers, "{}", shipped.name);
            }
            assert!(given > gaps && gaps > 0, "{}: {given} given, {gaps} skipped", shipped.name);
        }
    }
}
