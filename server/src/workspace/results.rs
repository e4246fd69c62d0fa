//! First results of a collection: for each question who was asked, why there is no answer, and the figures that its
//! kind allows; for each scale its factor. Only columns and `statistics`; words are chosen by the page.

use std::collections::{BTreeMap, BTreeSet};

use instruments::{Answer, Instrument, Kind, MissingReason, Question, Scale, Text, rating};

use super::Table;
use crate::statistics::describe::{Description, describe};
use crate::statistics::interval::proportion;
use crate::statistics::scale::{Factor, Item, Rules, factor};
use crate::statistics::tally::{Rank, Share, Tally, ranks, shares};

/// One part of the instrument.
#[derive(Clone, Debug)]
pub struct SectionResult {
    /// Its heading.
    pub title: Text,
    /// Its questions.
    pub questions: Vec<QuestionResult>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct QuestionResult {
    /// The id.
    pub id: String,
    /// What was asked.
    pub text: Text,
    /// Its kind.
    pub kind: Kind,
    /// Whether it stood in a repeat group, so that one person may have answered more than once.
    pub repeated: bool,
    /// Who was asked and who answered. For a matrix, see its rows.
    pub tally: Tally,
    /// What its kind allows.
    pub figures: Figures,
}

/// The figures of one question.
#[derive(Clone, Debug)]
pub enum Figures {
    /// How options were chosen; with `several`, shares are of people and add up to more than all. The mean is that of
    /// the options' scores.
    Shares {
        /// Whether a person could tick more than one.
        several: bool,
        /// The options.
        options: Vec<Chosen>,
        /// Mean of scores, where every option has one.
        mean: Option<Description>,
    },
    /// The same options for each row.
    Matrix(Vec<RowResult>),
    /// Numbers, with their unit.
    Numbers(Description, Option<Text>),
    /// Places of a ranking.
    Ranking(Vec<Placed>),
    /// Open answers: read on their own page.
    Words,
    /// Only counts.
    Counts,
}

/// One option, or one value that was given.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// What was read; empty for yes and no, dates and options of older versions: the code says it.
    pub label: Text,
    /// Code, count, share.
    pub share: Share,
}

/// One option of a ranking.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What was read.
    pub label: Text,
    /// First places and mean place.
    pub rank: Rank,
}

/// One row of a matrix.
#[derive(Clone, Debug)]
pub struct RowResult {
    /// What was read.
    pub label: Text,
    /// Who was asked and who answered.
    pub tally: Tally,
    /// How options were chosen.
    pub options: Vec<Chosen>,
    /// Mean of scores, where every option has one.
    pub mean: Option<Description>,
}

/// One scale or factor.
#[derive(Clone, Debug)]
pub struct FactorResult {
    /// Its name.
    pub title: Text,
    /// The heading it stands under.
    pub category: Option<Text>,
    /// How many items it has.
    pub items: usize,
    /// Its figures.
    pub factor: Factor,
    /// Names of its bands, lowest first.
    pub bands: Vec<Text>,
    /// How ratings were spread: score, share of all ratings.
    pub spread: Vec<(String, Share)>,
}

/// The questions of an instrument, over some rows of a table.
pub fn sections(instrument: &Instrument, table: &Table, keep: &[usize]) -> Vec<SectionResult> {
    let look = Look { instrument, table, keep };
    let section = |section: &instruments::Section| SectionResult {
        title: section.title.clone(),
        questions: section.questions.iter().flat_map(|question| look.with_inner(question)).collect(),
    };
    instrument.sections.iter().map(section).filter(|section| !section.questions.is_empty()).collect()
}

/// The scales of an instrument, over some rows of a table.
pub fn factors(instrument: &Instrument, table: &Table, keep: &[usize]) -> Vec<FactorResult> {
    let look = Look { instrument, table, keep };
    instrument.scales.iter().map(|scale| look.factor(scale)).collect()
}

struct Look<'a> {
    instrument: &'a Instrument,
    table: &'a Table,
    keep: &'a [usize],
}

impl Look<'_> {
    fn with_inner(&self, question: &Question) -> Vec<QuestionResult> {
        if question.kind == Kind::Repeat {
            return question.questions.iter().filter_map(|inner| self.question(inner, Some(question))).collect();
        }
        self.question(question, None).into_iter().collect()
    }

    fn question(&self, question: &Question, group: Option<&Question>) -> Option<QuestionResult> {
        if matches!(question.kind, Kind::Note | Kind::Repeat) {
            return None;
        }
        let answers = self.answers(&question.id, group);
        let figures = match question.kind {
            Kind::Matrix => Figures::Matrix(self.rows(question, group)),
            Kind::Number | Kind::Calculated => {
                Figures::Numbers(describe(answers.iter().filter_map(number)), question.unit.clone())
            }
            Kind::Ranking => Figures::Ranking(self.ranking(question, &answers)),
            Kind::Text | Kind::LongText => Figures::Words,
            Kind::LinkCode => Figures::Counts,
            kind => {
                let options = self.options(question, &answers);
                Figures::Shares { several: kind == Kind::Several, options, mean: self.mean(question, &answers) }
            }
        };
        let tally = match &figures {
            Figures::Matrix(rows) => rows.first().map(|row| row.tally.clone()).unwrap_or_default(),
            _ => Tally::of(answers.iter().copied()),
        };
        let (id, text, kind) = (question.id.clone(), question.text.clone(), question.kind);
        Some(QuestionResult { id, text, kind, repeated: group.is_some(), tally, figures })
    }

    /// The answers under a key; inside a repeat group those of all rounds that people told of.
    fn answers(&self, key: &str, group: Option<&Question>) -> Vec<&Answer> {
        let Some(group) = group else { return self.table.answers(key, self.keep).collect() };
        let rounds = 1..=group.most_rounds();
        let all = rounds.flat_map(|round| {
            self.table.answers(&format!("{}.{round}.{key}", group.id), self.keep).collect::<Vec<_>>()
        });
        all.filter(|answer| **answer != Answer::Missing(MissingReason::NotAsked)).collect()
    }

    /// Every option with its share; what older versions offered, and years and months, come after as they were given.
    fn options(&self, question: &Question, answers: &[&Answer]) -> Vec<Chosen> {
        let offered = self.instrument.codes(question);
        let mut given = BTreeSet::new();
        let dates: Vec<Answer> = answers.iter().map(|answer| as_code(answer)).collect();
        for answer in &dates {
            match answer {
                Answer::One(code) => given.extend([code.as_str()]),
                Answer::Several(codes) => given.extend(codes.iter().map(String::as_str)),
                _ => {}
            }
        }
        let codes: Vec<&str> =
            offered.iter().copied().chain(given.into_iter().filter(|code| !offered.contains(code))).collect();
        let label =
            |code: &str| self.instrument.option(question, code).map(|option| option.text.clone()).unwrap_or_default();
        shares(&codes, &dates).into_iter().map(|share| Chosen { label: label(&share.code), share }).collect()
    }

    /// Mean of scores, where options have them.
    fn mean(&self, question: &Question, answers: &[&Answer]) -> Option<Description> {
        let options = self.instrument.options(question);
        let scored = !options.is_empty() && options.iter().all(|option| option.score.is_some());
        let score = |answer: &&Answer| match answer {
            Answer::One(code) => self.instrument.option(question, code)?.score,
            _ => None,
        };
        (scored && question.kind != Kind::Several).then(|| describe(answers.iter().filter_map(score)))
    }

    fn rows(&self, question: &Question, group: Option<&Question>) -> Vec<RowResult> {
        let row = |row: &instruments::Row| {
            let answers = self.answers(&format!("{}.{}", question.id, row.id), group);
            let (options, mean) = (self.options(question, &answers), self.mean(question, &answers));
            RowResult { label: row.text.clone(), tally: Tally::of(answers.iter().copied()), options, mean }
        };
        question.rows.iter().map(row).collect()
    }

    fn ranking(&self, question: &Question, answers: &[&Answer]) -> Vec<Placed> {
        let label =
            |code: &str| self.instrument.option(question, code).map(|option| option.text.clone()).unwrap_or_default();
        let ranks = ranks(&self.instrument.codes(question), answers);
        ranks.into_iter().map(|rank| Placed { label: label(&rank.code), rank }).collect()
    }

    fn factor(&self, scale: &Scale) -> FactorResult {
        let scores = |key: &String| {
            let answers = self.table.answers(key, self.keep);
            answers.map(|answer| rating(self.instrument, scale, key, answer)).collect()
        };
        let items: Vec<Item> = scale.items.iter().map(|key| Item { scores: scores(key), turned: None }).collect();
        let rules = Rules { least_answered: scale.least_answered, headline: scale.headline, bands: &scale.bands };
        FactorResult {
            title: scale.title.clone(),
            category: scale.category.clone(),
            items: items.len(),
            factor: factor(&items, rules),
            bands: scale.bands.iter().map(|band| band.text.clone()).collect(),
            spread: self.spread(scale, &items),
        }
    }

    /// Ratings by score, every score that could be given among them.
    fn spread(&self, scale: &Scale, items: &[Item]) -> Vec<(String, Share)> {
        let hundredths = |score: f64| (score * 100.0).round() as i64;
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        let first = scale.items.first().and_then(|key| key.split('.').next());
        let question = self.instrument.questions().find(|question| Some(question.id.as_str()) == first);
        let options = question.map_or(&[][..], |question| self.instrument.options(question));
        counts.extend(options.iter().filter_map(|option| option.score).map(|score| (hundredths(score), 0)));
        for score in items.iter().flat_map(|item| &item.scores).flatten() {
            *counts.entry(hundredths(*score)).or_default() += 1;
        }
        let base = counts.values().sum();
        let share = |(score, count): (i64, usize)| {
            let code = (score as f64 / 100.0).to_string();
            (code.clone(), Share { code, count, share: proportion(count, base) })
        };
        counts.into_iter().map(share).collect()
    }
}

fn number(answer: &&Answer) -> Option<f64> {
    match answer {
        Answer::Number(number) => Some(*number),
        _ => None,
    }
}

/// Months and years are counted like options.
fn as_code(answer: &Answer) -> Answer {
    match answer {
        Answer::Date(date) => Answer::One(date.clone()),
        other => other.clone(),
    }
}
