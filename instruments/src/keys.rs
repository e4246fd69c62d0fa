//! Which keys the answers of an instrument have, and where the names of expressions lead.

use std::collections::HashMap;

use crate::{Answer, Answers, Choice, Instrument, Kind, Question, Row};

/// Most rounds of a repeat group, whatever the file says.
const MOST_ROUNDS: usize = 50;

impl Kind {
    /// Whether it takes one option of a list.
    pub fn takes_one_option(self) -> bool {
        matches!(self, Self::Single | Self::YesNo | Self::Scale | Self::Band | Self::Matrix)
    }

    /// Whether its answer is typed words.
    pub fn takes_words(self) -> bool {
        matches!(self, Self::Text | Self::LongText | Self::LinkCode)
    }

    /// Whether a person answers it at all.
    pub fn is_asked(self) -> bool {
        !matches!(self, Self::Note | Self::Calculated)
    }
}

impl Question {
    /// The keys under which a person's answers to it stand, with the row or element of each; none for notes, calculated
    /// values and repeat groups, whose questions have keys of their own.
    pub fn keys(&self) -> Vec<(String, Option<&Row>)> {
        let parts =
            |rows: &'_ [Row]| -> Vec<String> { rows.iter().map(|row| format!("{}.{}", self.id, row.id)).collect() };
        match self.kind {
            Kind::Note | Kind::Calculated | Kind::Repeat => Vec::new(),
            Kind::Matrix => parts(&self.rows).into_iter().zip(self.rows.iter().map(Some)).collect(),
            Kind::LinkCode if !self.elements.is_empty() => {
                parts(&self.elements).into_iter().zip(self.elements.iter().map(Some)).collect()
            }
            _ => vec![(self.id.clone(), None)],
        }
    }

    /// Most rounds that a repeat group may have.
    pub fn most_rounds(&self) -> usize {
        self.at_most.unwrap_or(1).clamp(1, MOST_ROUNDS)
    }

    /// Most characters of a text.
    pub fn most_characters(&self) -> usize {
        match self.kind {
            Kind::LongText => self.limit.unwrap_or(2_000),
            Kind::LinkCode => 40,
            _ => self.limit.unwrap_or(200),
        }
    }

    /// How many places of a ranking are asked, out of `options`.
    pub fn most_places(&self, options: usize) -> usize {
        self.places.unwrap_or(options).min(options)
    }
}

impl Instrument {
    /// Whether an answer is demanded; never from survivors, whatever the file says.
    pub fn demands(&self, question: &Question) -> bool {
        question.required && self.audience != crate::Audience::Survivors
    }

    /// The codes of a question's options; `yes` and `no` for a yes-or-no question.
    pub fn codes<'a>(&'a self, question: &'a Question) -> Vec<&'a str> {
        match question.kind {
            Kind::YesNo => vec!["yes", "no"],
            _ => self.options(question).iter().map(|choice| choice.code.as_str()).collect(),
        }
    }

    /// The option of a question with this code.
    pub fn option<'a>(&'a self, question: &'a Question, code: &str) -> Option<&'a Choice> {
        self.options(question).iter().find(|choice| choice.code == code)
    }
}

/// The rounds of a repeat group that answers have so far, at least one.
pub(crate) fn rounds(repeat: &Question, answers: &Answers) -> usize {
    let said = match answers.get(&repeat.id) {
        Some(Answer::Number(number)) => (1..=MOST_ROUNDS).rev().find(|round| as_number(*round) <= *number).unwrap_or(1),
        _ => 1,
    };
    said.clamp(1, repeat.most_rounds())
}

/// A small count as the number of an answer.
pub(crate) fn as_number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// The key of a question's part in a round of a group, or outside any.
pub(crate) fn key_in(repeat: Option<&Question>, round: usize, key: &str) -> String {
    match repeat {
        Some(group) => format!("{}.{round}.{key}", group.id),
        None => key.to_owned(),
    }
}

/// What a name leads to.
#[derive(Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) question: &'a Question,
    /// The row of a matrix.
    pub(crate) row: Option<&'a Row>,
    /// The repeat group around it.
    pub(crate) repeat: Option<&'a Question>,
    /// Its number in reading order, the same as that of its step.
    pub(crate) number: usize,
}

/// Every name of an instrument that an expression may use.
pub(crate) struct Names<'a>(HashMap<String, Target<'a>>);

impl<'a> Names<'a> {
    pub(crate) fn of(instrument: &'a Instrument) -> Self {
        let mut names = HashMap::new();
        let mut number = 0;
        for question in instrument.sections.iter().flat_map(|section| &section.questions) {
            add(&mut names, Target { question, row: None, repeat: None, number });
            number += 1;
            for inner in inner(question) {
                add(&mut names, Target { question: inner, row: None, repeat: Some(question), number });
                number += 1;
            }
        }
        Self(names)
    }

    pub(crate) fn get(&self, name: &str) -> Option<Target<'a>> {
        self.0.get(name).copied()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// The questions of a repeat group; none for other kinds.
pub(crate) fn inner(question: &Question) -> &[Question] {
    if question.kind == Kind::Repeat { &question.questions } else { &[] }
}

fn add<'a>(names: &mut HashMap<String, Target<'a>>, target: Target<'a>) {
    let question = target.question;
    if question.kind == Kind::Note {
        return;
    }
    names.entry(question.id.clone()).or_insert(target);
    for (key, row) in question.keys().into_iter().filter(|(_, row)| row.is_some()) {
        names.entry(key).or_insert(Target { row, ..target });
    }
}
