//! A release before anybody approved it, with all that is known about it: for the house only. What may be told of it is
//! asked of [`told`](super::told).

use super::gather::Mentions;
use super::means::Means;
use super::mirrored::Mirrored;
use super::tables::{self, About, Chosen, Laid};
use super::{Choice, Methods};
use crate::disclosure::Threshold;
use crate::disclosure::plan::{self, Ledger, Obstacle, Outcome, Plan, Proposal, Verdict};
use crate::owed::Owed;
use crate::waves::shares::Judged;

/// A planned release.
#[derive(Debug)]
pub struct Draft {
    /// What was chosen.
    pub choice: Choice,
    /// The day.
    pub made_on: String,
    /// The instruments.
    pub chosen: Vec<Chosen>,
    /// Constructs that several of them ask.
    pub mirrors: Vec<Mirrored>,
    /// The codes.
    pub mentions: Option<Mentions>,
    /// How the codes changed between the last two waves.
    pub judged: Vec<Judged>,
    /// The tables.
    pub laid: Vec<Laid>,
    /// What of them may be published.
    pub plan: Plan,
    /// Which means of numbers and scales are told.
    pub means: Means,
    /// The quotes.
    pub quotes: Vec<Quoted>,
    /// What is owed to the owners of the study's words.
    pub owed: Owed,
    /// What was done.
    pub methods: Methods,
}

/// A quote that was approved and may be public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Its id.
    pub quote: String,
    /// Id of the text that holds its words.
    pub text: String,
    /// Its words.
    pub words: String,
    /// The language in which they were said.
    pub language: String,
    /// What is said about who said them; empty for nothing.
    pub whose: String,
}

impl Draft {
    /// The same draft in another language; about whose words are quoted it says no more than in the first one.
    pub fn turn_to(&mut self, choice: Choice, quotes: Vec<Quoted>) {
        self.choice = choice;
        for quoted in self.quotes.iter_mut().filter(|quoted| !quoted.whose.is_empty()) {
            let other = quotes.iter().find(|other| other.quote == quoted.quote);
            quoted.whose = other.map_or_else(String::new, |other| other.whose.clone());
        }
    }

    /// The place of the table about something.
    pub fn place(&self, about: About) -> Option<usize> {
        self.laid.iter().position(|laid| laid.about == about)
    }

    /// The verdicts of a table, row by row, totals last; nothing where it is withheld.
    pub fn cells(&self, place: usize) -> Option<&[Vec<Verdict>]> {
        match &self.plan.sheets.get(place)?.outcome {
            Outcome::Published { cells, .. } => Some(cells),
            Outcome::Withheld { .. } => None,
        }
    }

    /// Why a table is withheld, and what could be published instead.
    pub fn withheld(&self, place: usize) -> Option<(&[Obstacle], Option<&Proposal>)> {
        match &self.plan.sheets.get(place)?.outcome {
            Outcome::Withheld { obstacles, proposal } => Some((obstacles, proposal.as_ref())),
            Outcome::Published { .. } => None,
        }
    }

    /// How many answered in a wave what a withheld table is about, where another table or release shows just that.
    pub fn base_elsewhere(&self, place: usize, wave: &str) -> Option<u64> {
        let sheet = &self.laid[place].sheet;
        let row = tables::row_of(sheet, wave)?;
        self.plan.verdict(&tables::base(sheet, row))?.shown()
    }

    /// Whether every number of an item is shown in both waves that are compared: then a test of them tells of no other.
    pub fn shows_whole(&self, part: usize, item: usize) -> bool {
        let Some(comparison) = &self.chosen[part].comparison else { return false };
        let Some(answers) = self.place(About::Item(part, item)).and_then(|place| self.answers(place)) else {
            return false;
        };
        [comparison.earlier, comparison.later].into_iter().all(|wave| {
            let wave = &self.chosen[part].series.moments[wave].wave;
            let line = answers.rows.iter().find(|line| line.values.len() == 1 && line.values.contains(wave));
            line.is_some_and(|line| {
                line.base.is_some() && !line.counts.is_empty() && line.counts.iter().all(Option::is_some)
            })
        })
    }

    /// The threshold of what a table is about.
    pub(super) fn threshold(&self, place: usize) -> Threshold {
        self.laid[place].sheet.threshold
    }

    /// What it would add to the ledger: its counts of people, its amounts, and which means it tells.
    pub fn figures(&self) -> Option<plan::Release> {
        let mut ledger = Ledger::default();
        ledger.record(&self.choice.title, &self.plan);
        let mut figures = ledger.releases.pop()?;
        figures.figures.extend(self.chosen.iter().flat_map(super::Chosen::amount_figures));
        figures.figures.extend(self.means.figures(self));
        Some(figures)
    }

    /// Whether it shows any number at all.
    pub fn shows_numbers(&self) -> bool {
        self.plan.verdicts.values().any(|verdict| verdict.shown().is_some())
    }
}
