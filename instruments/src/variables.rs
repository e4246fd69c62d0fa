//! The data dictionary: one entry for each column that answers make.

use crate::keys::{inner, key_in};
use crate::{Choice, Instrument, Kind, MissingReason, Question, Row, Sensitivity, Text};

/// One column.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Variable {
    /// The key of the answer.
    pub key: String,
    /// For one option of several, or of a ranking: its code. The column then says whether it was ticked, or its place.
    pub several_option: Option<String>,
    /// The id of the question.
    pub question: String,
    /// The id of its section.
    pub section: String,
    /// What was read: the question, with row or option.
    pub label: Text,
    /// What sort of answer it is.
    pub kind: Kind,
    /// What it measures.
    pub construct: Option<String>,
    /// The number of its meaning; only equal ones are compared.
    pub meaning: u32,
    /// The options, with codes and scores.
    pub options: Vec<Choice>,
    /// Reasons for no answer that were offered.
    pub missing: Vec<MissingReason>,
    /// The unit of a number.
    pub unit: Option<Text>,
    /// Care that it needs.
    pub sensitivity: Option<Sensitivity>,
}

impl Variable {
    /// The name of its column: the key, with the option where there is one (`needs.food`).
    pub fn column(&self) -> String {
        match &self.several_option {
            Some(code) => format!("{}.{code}", self.key),
            None => self.key.clone(),
        }
    }
}

/// All columns, in reading order; questions of a repeat group once for each round there can be.
pub fn variables(instrument: &Instrument) -> Vec<Variable> {
    let mut all = Vec::new();
    for section in &instrument.sections {
        let mut entry = Entry { instrument, section: &section.id, all: &mut all };
        for question in &section.questions {
            entry.question(question, None, 0);
            let rounds = if question.kind == Kind::Repeat { question.most_rounds() } else { 0 };
            for round in 1..=rounds {
                inner(question).iter().for_each(|inner| entry.question(inner, Some(question), round));
            }
        }
    }
    all
}

struct Entry<'a> {
    instrument: &'a Instrument,
    section: &'a str,
    all: &'a mut Vec<Variable>,
}

impl Entry<'_> {
    fn question(&mut self, question: &Question, repeat: Option<&Question>, round: usize) {
        if matches!(question.kind, Kind::Calculated | Kind::Repeat) {
            self.add(question, key_in(repeat, round, &question.id), None, None);
        }
        for (key, row) in question.keys() {
            let key = key_in(repeat, round, &key);
            if matches!(question.kind, Kind::Several | Kind::Ranking) {
                self.instrument
                    .options(question)
                    .iter()
                    .for_each(|option| self.add(question, key.clone(), row, Some(option)));
            } else {
                self.add(question, key, row, None);
            }
        }
    }

    fn add(&mut self, question: &Question, key: String, row: Option<&Row>, option: Option<&Choice>) {
        let part = row.map(|row| &row.text).or(option.map(|option| &option.text));
        let link = question.kind == Kind::LinkCode;
        self.all.push(Variable {
            key,
            several_option: option.map(|option| option.code.clone()),
            question: question.id.clone(),
            section: self.section.to_owned(),
            label: part.map_or_else(|| question.text.clone(), |part| joined(&question.text, part)),
            kind: question.kind,
            construct: row.and_then(|row| row.construct.clone()).or_else(|| question.construct.clone()),
            meaning: question.meaning,
            options: self.instrument.options(question).to_vec(),
            missing: question.missing.clone(),
            unit: question.unit.clone(),
            sensitivity: if link { Some(Sensitivity::Identifying) } else { question.sensitivity },
        });
    }
}

/// `question – part` in every language of the question.
fn joined(whole: &Text, part: &Text) -> Text {
    Text(
        whole.0.iter().map(|(language, text)| (language.clone(), format!("{text} – {}", part.get(language)))).collect(),
    )
}
