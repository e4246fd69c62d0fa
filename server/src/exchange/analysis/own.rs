//! Columns that are ours and no answers: where, when and how a row came. They start with `tm_`.

use std::collections::HashMap;

use super::Say;
use super::columns::{Column, Measure, Shape};
use super::names::Names;
use super::values::{Said, Value};
use crate::Result;
use crate::store::{Store, roster, sites, waves};

/// What a column of ours says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// The wave.
    Wave,
    /// The site.
    Site,
    /// The number of the instrument's version.
    Version,
    /// The language of the pages.
    Language,
    /// ISO week.
    Week,
    /// How it was answered.
    Mode,
    /// A weight that was imported.
    Weight,
    /// The weight raked to what is known of everybody.
    Raked,
    /// The organisation that answered.
    Organisation,
    /// The code that pairs rounds.
    Link,
    /// Whose words the items were.
    Wording,
    /// The acknowledgement that goes with them.
    Acknowledgement,
}

use Own::*;

/// There from the start.
pub(super) const ALWAYS: [Own; 10] = [Wave, Site, Version, Language, Week, Mode, Weight, Raked, Organisation, Link];
/// There from the first version on whose items are somebody's.
pub(super) const OWNED: [Own; 2] = [Wording, Acknowledgement];

/// What rows are from, looked up by id: all waves and sites of the study, so that numbers do not hang on what is taken.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Names of the waves in order.
    pub waves: Vec<String>,
    /// Ids and names of the sites in order.
    pub sites: Vec<(String, String)>,
    /// Names of organisations by id.
    pub organisations: HashMap<String, String>,
}

impl Places {
    /// Reads those of a study.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub async fn read(store: &Store, study: &str) -> Result<Self> {
        let organisations = roster::organisations(store, study).await?;
        Ok(Self {
            waves: waves::all(store, study).await?.into_iter().map(|wave| wave.name).collect(),
            sites: sites::all(store, study).await?.into_iter().map(|site| (site.id, site.name)).collect(),
            organisations: organisations.into_iter().map(|one| (one.id, one.name)).collect(),
        })
    }
}

impl Own {
    /// The word of its name and of its sentence (`analysis-own-wave`).
    pub fn word(self) -> &'static str {
        match self {
            Wave => "wave",
            Site => "site",
            Version => "version",
            Language => "language",
            Week => "week",
            Mode => "mode",
            Weight => "weight",
            Raked => "raked",
            Organisation => "organisation",
            Link => "link",
            Wording => "wording",
            Acknowledgement => "acknowledgement",
        }
    }

    pub(super) fn column(self, names: &mut Names, places: &Places, say: Say) -> Column {
        let shape = match self {
            Wave => Shape::Coded(values(places.waves.iter())),
            Site => Shape::Coded(values(places.sites.iter().map(|(_, name)| name))),
            Version | Weight | Raked | Link => Shape::Number,
            _ => Shape::Words,
        };
        let measure = if matches!(self, Weight | Raked) { Measure::Scale } else { Measure::Nominal };
        let label = say(&format!("analysis-own-{}", self.word()));
        Column {
            name: names.claim(&format!("tm_{}", self.word())),
            shape,
            measure,
            labels: vec![Said { text: label, versions: Vec::new() }],
            own: Some(self),
            ..Column::default()
        }
    }
}

/// Names as values; of two that are called the same the later gets its number.
fn values<'a>(names: impl Iterator<Item = &'a String>) -> Vec<Value> {
    let mut made: Vec<Value> = Vec::new();
    for (name, number) in names.zip(1_u32..) {
        let twice = made.iter().any(|value| value.code == *name);
        let code = if twice { format!("{name} ({number})") } else { name.clone() };
        let labels = vec![Said { text: code.clone(), versions: Vec::new() }];
        made.push(Value { code, number: f64::from(number), labels, stood: (0, 0) });
    }
    made
}
