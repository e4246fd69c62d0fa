//! A release before anybody approved it, with all that is known about it: for the house only. What may be told of it is
//! asked of [`told`](super::told).

use super::gather::Mentions;
use super::mirrored::Mirrored;
use super::tables::{About, Chosen, Laid};
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

    /// The threshold of what a table is about.
    pub(super) fn threshold(&self, place: usize) -> Threshold {
        self.laid[place].sheet.threshold
    }

    /// What it would add to the ledger: its counts of people, and its amounts.
    pub fn figures(&self) -> Option<plan::Release> {
        let mut ledger = Ledger::default();
        ledger.record(&self.choice.title, &self.plan);
        let mut figures = ledger.releases.pop()?;
        figures.figures.extend(self.chosen.iter().flat_map(super::Chosen::amount_figures));
        Some(figures)
    }

    /// Whether it shows any number at all.
    pub fn shows_numbers(&self) -> bool {
        self.plan.verdicts.values().any(|verdict| verdict.shown().is_some())
    }
}
