//! First results of a collection: for each question who was asked, why there is no answer, and the figures that its
//! kind allows; scales are in [`super::factors`]. Only columns and `statistics`; words are chosen by the page.

use std::borrow::Cow;
use std::collections::BTreeSet;

use instruments::{Answer, Instrument, Kind, MissingReason, Question, Text};

use super::Table;
use super::meaning::Meanings;
use crate::statistics::describe::{Description, describe_counts};
use crate::statistics::tally::{Rank, Share, Tally, ranks_of_counts, shares_of_counts};

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

/// The questions of an instrument, over some rows of a table.
pub fn sections(instrument: &Instrument, table: &Table, keep: &[usize], meanings: &Meanings) -> Vec<SectionResult> {
    let look = Look { instrument, table, keep, meanings };
    let section = |section: &instruments::Section| SectionResult {
        title: section.title.clone(),
        questions: section.questions.iter().flat_map(|question| look.with_inner(question)).collect(),
    };
    instrument.sections.iter().map(section).filter(|section| !section.questions.is_empty()).collect()
}

/// How often each answer was given.
type Counts<'a> = [(&'a Answer, usize)];

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
        let counts = self.counts(&question.id, group, &keep);
        let figures = match question.kind {
            Kind::Matrix => Figures::Matrix(self.rows(question, group, &keep)),
            Kind::Number | Kind::Calculated => {
                let ends = (question.min.unwrap_or(f64::NEG_INFINITY), question.max.unwrap_or(f64::INFINITY));
                let described = describe_counts(counts.iter().filter_map(number));
                Figures::Numbers(inside(described, Some(ends)), question.unit.clone())
            }
            Kind::Ranking => Figures::Ranking(self.ranking(question, &counts)),
            Kind::Text | Kind::LongText => Figures::Words,
            Kind::LinkCode => Figures::Counts,
            kind => {
                let options = self.options(question, &counts);
                Figures::Shares { several: kind == Kind::Several, options, mean: self.mean(question, &counts) }
            }
        };
        let tally = match &figures {
            Figures::Matrix(rows) => rows.first().map(|row| row.tally.clone()).unwrap_or_default(),
            _ => Tally::of_counts(counts.iter().copied()),
        };
        let (id, text, kind) = (question.id.clone(), question.text.clone(), question.kind);
        let left_out = self.keep.len() - keep.len();
        Some(QuestionResult { id, text, kind, repeated: group.is_some(), tally, left_out, figures })
    }

    /// The answers under a key; inside a repeat group those of all rounds that people told of.
    fn counts(&self, key: &str, group: Option<&Question>, keep: &[usize]) -> Vec<(&Answer, usize)> {
        let Some(group) = group else { return self.table.counts(key, keep) };
        let rounds = 1..=group.most_rounds();
        let all = rounds.flat_map(|round| self.table.counts(&format!("{}.{round}.{key}", group.id), keep));
        all.filter(|(answer, _)| **answer != Answer::Missing(MissingReason::NotAsked)).collect()
    }

    /// Every option with its share; what older versions offered, and years and months, come after as they were given.
    fn options(&self, question: &Question, counts: &Counts) -> Vec<Chosen> {
        let offered = self.instrument.codes(question);
        let mut given = BTreeSet::new();
        let dates: Vec<(Answer, usize)> = counts.iter().map(|(answer, count)| (as_code(answer), *count)).collect();
        for (answer, _) in &dates {
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
        let shares = shares_of_counts(&codes, dates.iter().map(|(answer, count)| (answer, *count)));
        shares.into_iter().map(|share| Chosen { label: label(&share.code), share }).collect()
    }

    /// Mean of scores, where options have them.
    fn mean(&self, question: &Question, counts: &Counts) -> Option<Description> {
        let options = self.instrument.options(question);
        let scored = !options.is_empty() && options.iter().all(|option| option.score.is_some());
        let score = |(answer, count): &(&Answer, usize)| match answer {
            Answer::One(code) => Some((self.instrument.option(question, code)?.score?, *count)),
            _ => None,
        };
        let described = || inside(describe_counts(counts.iter().filter_map(score)), ends(options));
        (scored && question.kind != Kind::Several).then(described)
    }

    fn rows(&self, question: &Question, group: Option<&Question>, keep: &[usize]) -> Vec<RowResult> {
        let row = |row: &instruments::Row| {
            let counts = self.counts(&format!("{}.{}", question.id, row.id), group, keep);
            let (options, mean) = (self.options(question, &counts), self.mean(question, &counts));
            RowResult { label: row.text.clone(), tally: Tally::of_counts(counts), options, mean }
        };
        question.rows.iter().map(row).collect()
    }

    fn ranking(&self, question: &Question, counts: &Counts) -> Vec<Placed> {
        let label =
            |code: &str| self.instrument.option(question, code).map(|option| option.text.clone()).unwrap_or_default();
        let ranks = ranks_of_counts(&self.instrument.codes(question), counts);
        ranks.into_iter().map(|rank| Placed { label: label(&rank.code), rank }).collect()
    }
}

/// The lowest and the highest score that a list has.
pub(super) fn ends(options: &[instruments::Choice]) -> Option<(f64, f64)> {
    let scores = options.iter().filter_map(|option| option.score);
    scores.fold(None, |ends, score| {
        ends.map_or(Some((score, score)), |(low, high): (f64, f64)| Some((low.min(score), high.max(score))))
    })
}

/// The interval of a mean ends where the scale ends.
pub(super) fn inside(described: Description, ends: Option<(f64, f64)>) -> Description {
    let mut described = described;
    described.mean.interval =
        described.mean.interval.map(|interval| ends.map_or(interval, |ends| interval.within(ends)));
    described
}

fn number((answer, count): &(&Answer, usize)) -> Option<(f64, usize)> {
    match answer {
        Answer::Number(number) => Some((*number, *count)),
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
