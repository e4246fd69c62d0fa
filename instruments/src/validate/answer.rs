//! One reader for each kind of question: from its fields to an answer, blank, or a problem.

use super::fields::Fields;
use super::{date, number};
use crate::{Answer, Instrument, Journey, Kind, MissingReason, Place, Precision, Problem, Question};

/// One answer that is asked for.
pub(super) struct Asked<'a> {
    pub(super) instrument: &'a Instrument,
    pub(super) question: &'a Question,
    /// Its key, round and row included.
    pub(super) key: String,
    /// The key of the whole question, where a shared "don't know" stands.
    pub(super) whole: String,
}

impl Asked<'_> {
    /// Reads its fields: an answer, or nothing when it was left blank.
    pub(super) fn read(&self, fields: &mut Fields, journey: &Journey) -> Result<Option<Answer>, Problem> {
        let answer = match self.question.kind {
            Kind::Note | Kind::Calculated | Kind::Repeat => None,
            Kind::Several => self.several(fields, journey)?,
            Kind::Ranking => self.ranking(fields, journey)?,
            Kind::Number => self.number(fields)?,
            Kind::Date => {
                date::read(self.question.precision.unwrap_or(Precision::Year), &self.key, fields)?.map(Answer::Date)
            }
            Kind::Text | Kind::LongText | Kind::LinkCode => self.words(fields)?,
            _ => self.one(fields, journey)?,
        };
        self.missing(fields, answer)
    }

    /// The names of the fields that belong to it.
    pub(super) fn fields(&self) -> Vec<String> {
        let mut names = match self.question.kind {
            Kind::Date => date::fields(&self.key).to_vec(),
            Kind::Ranking => (1..=self.places()).map(|place| self.place(place)).collect(),
            _ => vec![self.key.clone()],
        };
        names.extend([format!("{}~missing", self.key), format!("{}~missing", self.whole)]);
        names
    }

    fn wrong(&self, code: &'static str) -> Problem {
        Problem::error(code, Place::of(self.key.clone()))
    }

    fn place(&self, place: usize) -> String {
        format!("{}.place.{place}", self.key)
    }

    fn places(&self) -> usize {
        self.question.most_places(self.instrument.options(self.question).len())
    }

    fn offers(&self, code: &str, journey: &Journey) -> bool {
        self.instrument.codes(self.question).contains(&code) && journey.offers(&self.key, code)
    }

    /// A reason that stands in the field itself, `~dont_know`, when it is offered.
    fn reason(&self, value: &str) -> Option<Answer> {
        let reason = MissingReason::offered(value.strip_prefix('~')?)?;
        self.question.missing.contains(&reason).then_some(Answer::Missing(reason))
    }

    fn one(&self, fields: &mut Fields, journey: &Journey) -> Result<Option<Answer>, Problem> {
        match fields.take(&self.key).as_slice() {
            [] => Ok(None),
            [value] if self.offers(value, journey) => Ok(Some(Answer::One(value.clone()))),
            [value] => self.reason(value).map(Some).ok_or_else(|| self.wrong("choose-one")),
            _ => Err(self.wrong("choose-one")),
        }
    }

    fn several(&self, fields: &mut Fields, journey: &Journey) -> Result<Option<Answer>, Problem> {
        let ticked = fields.take(&self.key);
        let reasons: Vec<_> = ticked.iter().filter_map(|value| self.reason(value)).collect();
        let known = |value: &String| self.offers(value, journey) || self.reason(value).is_some();
        if !ticked.iter().all(known) {
            return Err(self.wrong("choose-offered"));
        }
        let options = self.instrument.options(self.question).iter().filter(|option| ticked.contains(&option.code));
        let chosen: Vec<_> = options.collect();
        let alone = reasons.len() + chosen.iter().filter(|option| option.exclusive).count();
        if alone > 0 && reasons.len() + chosen.len() > 1 {
            let first = chosen.iter().find(|option| option.exclusive).map_or("", |option| option.code.as_str());
            return Err(self.wrong("exclusive-with-others").with("option", first));
        }
        let codes: Vec<_> = chosen.iter().map(|option| option.code.clone()).collect();
        Ok(reasons.into_iter().next().or_else(|| (!codes.is_empty()).then_some(Answer::Several(codes))))
    }

    fn ranking(&self, fields: &mut Fields, journey: &Journey) -> Result<Option<Answer>, Problem> {
        let codes: Vec<_> = (1..=self.places()).filter_map(|place| fields.take_one(&self.place(place))).collect();
        if !codes.iter().all(|code| self.offers(code, journey)) {
            return Err(self.wrong("choose-offered"));
        }
        if codes.iter().enumerate().any(|(at, code)| codes[..at].contains(code)) {
            return Err(self.wrong("ranked-twice"));
        }
        Ok((!codes.is_empty()).then_some(Answer::Several(codes)))
    }

    fn number(&self, fields: &mut Fields) -> Result<Option<Answer>, Problem> {
        let typed = fields.take_one(&self.key);
        typed.map(|typed| number::read(self.question, &self.key, &typed).map(Answer::Number)).transpose()
    }

    fn words(&self, fields: &mut Fields) -> Result<Option<Answer>, Problem> {
        let Some(typed) = fields.take_one(&self.key) else { return Ok(None) };
        let typed = if self.question.kind == Kind::LongText { typed } else { typed.replace('\n', " ") };
        let (length, limit) = (typed.chars().count(), self.question.most_characters());
        if length > limit {
            return Err(self.wrong("too-long").with("limit", limit).with("over", length - limit));
        }
        if fields.had_odd_characters(&self.key) {
            return Err(self.wrong("odd-characters"));
        }
        Ok(Some(Answer::Text(typed)))
    }

    /// Takes the box "I don't know" beside a field into account.
    fn missing(&self, fields: &mut Fields, answer: Option<Answer>) -> Result<Option<Answer>, Problem> {
        let own = fields.take(&format!("{}~missing", self.key));
        let shared = fields.take(&format!("{}~missing", self.whole));
        let mut ticked: Vec<_> = own.into_iter().chain(shared).collect();
        ticked.dedup();
        match (ticked.as_slice(), &answer) {
            ([], _) => Ok(answer),
            ([word], None) => self.reason(&format!("~{word}")).map(Some).ok_or_else(|| self.wrong("choose-offered")),
            ([_], Some(_)) => Err(self.wrong("answer-and-missing")),
            _ => Err(self.wrong("choose-one")),
        }
    }
}
