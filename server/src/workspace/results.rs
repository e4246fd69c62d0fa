//! First results of a collection: for each question who was asked, why there is no answer, and the figures that its
//! kind allows; for each scale its factor. Only columns and `statistics`; words are chosen by the page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use instruments::{Answer, Instrument, Kind, MissingReason, Question, Scale, Text, rating};

use super::Table;
use super::meaning::Meanings;
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
    /// Answers that are not counted, because the question meant something else when they were given.
    pub left_out: usize,
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
    /// Responses that are not counted, because items meant something else or were worded otherwise.
    pub left_out: usize,
    /// Its figures.
    pub factor: Factor,
    /// Names of its bands, lowest first.
    pub bands: Vec<Text>,
    /// How ratings were spread: score, share of all ratings.
    pub spread: Vec<(String, Share)>,
}

/// The questions of an instrument, over some rows of a table.
pub fn sections(instrument: &Instrument, table: &Table, keep: &[usize], meanings: &Meanings) -> Vec<SectionResult> {
    let look = Look { instrument, table, keep, meanings };
    let section = |section: &instruments::Section| SectionResult {
        title: section.title.clone(),
        questions: section.questions.iter().flat_map(|question| look.with_inner(question)).collect(),
    };
    instrument.sections.iter().map(section).filter(|section| !section.questions.is_empty()).collect()
}

/// The scales of an instrument, over some rows of a table.
pub fn factors(instrument: &Instrument, table: &Table, keep: &[usize], meanings: &Meanings) -> Vec<FactorResult> {
    let look = Look { instrument, table, keep, meanings };
    instrument.scales.iter().map(|scale| look.factor(scale)).collect()
}

struct Look<'a> {
    instrument: &'a Instrument,
    table: &'a Table,
    keep: &'a [usize],
    meanings: &'a Meanings,
}

impl Look<'_> {
    /// The rows whose answers to a question may be counted together.
    fn rows_of(&self, question: &str) -> Cow<'_, [usize]> {
        self.meanings.keep(self.table, self.keep, question)
    }

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
        let keep = self.rows_of(&question.id);
        let answers = self.answers(&question.id, group, &keep);
        let figures = match question.kind {
            Kind::Matrix => Figures::Matrix(self.rows(question, group, &keep)),
            Kind::Number | Kind::Calculated => {
                let ends = (question.min.unwrap_or(f64::NEG_INFINITY), question.max.unwrap_or(f64::INFINITY));
                let described = describe(answers.iter().filter_map(number));
                Figures::Numbers(inside(described, Some(ends)), question.unit.clone())
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
        let left_out = self.keep.len() - keep.len();
        Some(QuestionResult { id, text, kind, repeated: group.is_some(), tally, left_out, figures })
    }

    /// The answers under a key; inside a repeat group those of all rounds that people told of.
    fn answers<'k>(&'k self, key: &str, group: Option<&Question>, keep: &'k [usize]) -> Vec<&'k Answer> {
        let Some(group) = group else { return self.table.answers(key, keep).collect() };
        let rounds = 1..=group.most_rounds();
        let all = rounds
            .flat_map(|round| self.table.answers(&format!("{}.{round}.{key}", group.id), keep).collect::<Vec<_>>());
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
        let described = || inside(describe(answers.iter().filter_map(score)), ends(options));
        (scored && question.kind != Kind::Several).then(described)
    }

    fn rows(&self, question: &Question, group: Option<&Question>, keep: &[usize]) -> Vec<RowResult> {
        let row = |row: &instruments::Row| {
            let answers = self.answers(&format!("{}.{}", question.id, row.id), group, keep);
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
        // A person's mean is of items that all mean the same: who answered another meaning of one is left out whole.
        let questions: BTreeSet<&str> = scale.items.iter().filter_map(|key| key.split('.').next()).collect();
        let keep: Cow<[usize]> = questions.iter().fold(Cow::Borrowed(self.keep), |keep, question| {
            Cow::Owned(self.meanings.keep(self.table, &keep, question).into_owned())
        });
        let scores = |key: &String| {
            let answers = self.table.answers(key, &keep);
            answers.map(|answer| rating(self.instrument, scale, key, answer)).collect()
        };
        let items: Vec<Item> = scale.items.iter().map(|key| Item { scores: scores(key), turned: None }).collect();
        let rules = Rules { least_answered: scale.least_answered, headline: scale.headline, bands: &scale.bands };
        let mut factor = factor(&items, rules);
        let asked = self.instrument.questions().filter(|question| questions.contains(question.id.as_str()));
        let options: Vec<_> = asked.flat_map(|question| self.instrument.options(question)).cloned().collect();
        factor.persons = inside(factor.persons, ends(&options));
        FactorResult {
            title: scale.title.clone(),
            category: scale.category.clone(),
            items: items.len(),
            left_out: self.keep.len() - keep.len(),
            factor,
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

/// The lowest and the highest score that a list has.
fn ends(options: &[instruments::Choice]) -> Option<(f64, f64)> {
    let scores = options.iter().filter_map(|option| option.score);
    scores.fold(None, |ends, score| {
        ends.map_or(Some((score, score)), |(low, high): (f64, f64)| Some((low.min(score), high.max(score))))
    })
}

/// The interval of a mean ends where the scale ends.
fn inside(described: Description, ends: Option<(f64, f64)>) -> Description {
    let mut described = described;
    described.mean.interval =
        described.mean.interval.map(|interval| ends.map_or(interval, |ends| interval.within(ends)));
    described
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
