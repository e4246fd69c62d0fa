//! Wordings that changed between versions break the line of an item: it is comparable only while it means the same. The
//! program classes each change, the coordinator confirms the class; until then a change that may matter counts as one
//! that does.

use std::collections::BTreeSet;

use instruments::{Change, Class as Difference, Instrument};

use super::Item;
use super::breaks::Confirmed;
use crate::store::{Store, sql};
use crate::{Error, Result};

/// What a change of the wording is, for comparing answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It asks the same: punctuation, place, another language.
    Cosmetic,
    /// Other words.
    Reworded,
    /// Other answers to choose from.
    Options,
    /// The same words, asked of other people.
    Route,
    /// It means something else: its author says so.
    Meaning,
    /// It was not asked any more.
    Removed,
    /// It was not asked before.
    New,
}

impl Class {
    /// All classes that a coordinator can choose.
    pub const CHOICES: [Self; 4] = [Self::Cosmetic, Self::Reworded, Self::Options, Self::Route];

    /// How it is stored, and the last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cosmetic => "cosmetic",
            Self::Reworded => "reworded",
            Self::Options => "options",
            Self::Route => "route",
            Self::Meaning => "meaning",
            Self::Removed => "removed",
            Self::New => "new",
        }
    }

    /// The class of a name that a coordinator chose.
    pub fn chosen(name: &str) -> Option<Self> {
        Self::CHOICES.into_iter().find(|class| class.name() == name)
    }

    /// What the program takes a change for.
    pub(super) fn of(change: &Change) -> Self {
        match change.class {
            Difference::Cosmetic | Difference::Moved | Difference::Translated | Difference::SettingsChanged => {
                Self::Cosmetic
            }
            Difference::RoutingChanged if is_route(change) => Self::Route,
            Difference::RoutingChanged if change.key.ends_with(".option_if") => Self::Options,
            Difference::Reworded | Difference::RoutingChanged => Self::Reworded,
            Difference::OptionsChanged => Self::Options,
            Difference::ScoringChanged | Difference::MeaningChanged => Self::Meaning,
            Difference::Added => Self::New,
            Difference::Removed => Self::Removed,
        }
    }
}

/// Whether a change is one of who is asked: its texts are conditions.
pub fn is_route(change: &Change) -> bool {
    change.key.ends_with(".show_if")
}

/// One part of an instrument that changed from one version to the next: a question, a row, a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Hash of the version before.
    pub from: String,
    /// Hash of the version after.
    pub to: String,
    /// The part: `q`, `q.row` or a scale's id.
    pub unit: String,
    /// What the program takes it for.
    pub proposed: Class,
    /// What the coordinator says that it is.
    pub confirmed: Option<Class>,
    /// What changed.
    pub changes: Vec<Change>,
}

impl Step {
    /// What counts.
    pub fn class(&self) -> Class {
        self.confirmed.unwrap_or(self.proposed)
    }

    /// Whether answers before and after may not be compared.
    pub fn breaks(&self) -> bool {
        self.class() != Class::Cosmetic
    }

    /// Whether a coordinator should look: what the author of the meaning decided, and what came or went, is no question.
    pub fn asks(&self) -> bool {
        self.confirmed.is_none() && Class::CHOICES[1..].contains(&self.proposed)
    }
}

/// Items of scales, where one version has the official sentences and the other a paraphrase: nobody can say that they ask
/// the same.
pub(super) fn other_source(old: &Instrument, new: &Instrument) -> BTreeSet<String> {
    let source = |instrument: &Instrument| instrument.wording.as_ref().map(|wording| wording.source);
    if source(old) == source(new) {
        return BTreeSet::new();
    }
    new.scales.iter().flat_map(|scale| scale.items.iter().cloned()).collect()
}

/// The part of an instrument that a change concerns; nothing for what respondents are not asked.
pub(super) fn unit_of(change: &Change) -> Option<String> {
    let mut parts = change.key.split('.');
    match parts.next()? {
        // Rows that came, went or moved are told one by one as well: the others ask what they asked.
        "question" if change.key == format!("question.{}.row", change.id) => None,
        // What is measured was written down later; nothing else changed.
        "question" if change.key.ends_with(".construct") && change.before.is_empty() => None,
        "question" => {
            let row = change.key.split_once(".row.").and_then(|(_, rest)| rest.split('.').next());
            Some(row.map_or_else(|| change.id.clone(), |row| format!("{}.{row}", change.id)))
        }
        // Names and edges of bands do not touch anybody's score.
        "scale" if change.key.contains(".band") || change.key.ends_with(".headline") => None,
        "scale" => Some(format!("scale:{}", change.id)),
        _ => None,
    }
}

/// The parts that an item rests on: its question, its row, those of a scale's items and the scale itself.
pub fn units(item: &Item, instrument: &Instrument) -> BTreeSet<String> {
    let with_question = |key: &str| [key.split('.').next().unwrap_or_default().to_owned(), key.to_owned()];
    let scale = instrument.scales.iter().find(|scale| item.is_scale() && scale.id == item.question);
    match scale {
        Some(scale) => {
            let items = scale.items.iter().flat_map(|key| with_question(key));
            items.chain(std::iter::once(item.key.clone())).collect()
        }
        None => with_question(item.answer_key()).into_iter().collect(),
    }
}

/// What coordinators said about an instrument's changes.
pub async fn confirmed(store: &Store, instrument: &str) -> Result<Confirmed> {
    const ALL: &str = "select from_hash, to_hash, unit, class from wordings where instrument_id = $1";
    let rows: Vec<(String, String, String, String)> =
        sql::query_as(ALL).bind(instrument).fetch_all(&store.pool).await?;
    let class = |(from, to, unit, class): (String, String, String, String)| {
        Class::chosen(&class).map(|class| ((from, to, unit), class))
    };
    Ok(rows.into_iter().filter_map(class).collect())
}

/// Keeps what a coordinator says about one change.
///
/// # Errors
/// Not found where the step has no such change, conflict where it is not for anybody to say.
pub async fn confirm(
    to: &mut sql::Connection,
    instrument: &str,
    step: &Step,
    class: Class,
    (person, day): (&str, &str),
) -> Result<()> {
    const SAY: &str = "insert into wordings (instrument_id, from_hash, to_hash, unit, class, person_id, confirmed_on)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (instrument_id, from_hash, to_hash, unit)
        do update set class = $5, person_id = $6, confirmed_on = $7";
    if !Class::CHOICES.contains(&step.proposed) {
        return Err(Error::Conflict("wording-decided"));
    }
    let query = sql::query(SAY).bind(instrument).bind(&step.from).bind(&step.to).bind(&step.unit);
    query.bind(class.name()).bind(person).bind(day).execute(to).await?;
    Ok(())
}
