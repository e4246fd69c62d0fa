//! What a release says, whatever file it becomes. A hidden value is not in here at all, so no file can carry it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// The number of this shape; a document of another number is not read.
pub const FORMAT: u32 = 1;

/// A report: its words, its tables, its pictures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The number of the shape ([`FORMAT`]).
    pub format: u32,
    /// The language of its words, as a tag (`en`, `es-MX`).
    pub language: String,
    /// What it is called.
    pub title: String,
    /// Paragraphs under the title.
    pub lead: Vec<String>,
    /// Its content, in the order of reading.
    pub blocks: Vec<Block>,
    /// What must stand on every page and in every file.
    pub acknowledgements: Vec<String>,
    /// The day on which it was made, as `2026-11-27`.
    pub made_on: String,
    /// What is known about the release: a name and what it says (base, dates, threshold).
    pub about: Vec<(String, String)>,
    /// Words of it that are in another language than the rest, each with the tag of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foreign: Vec<(String, String)>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A heading and how deep it is, from 1.
    Heading(u8, String),
    /// Words.
    Paragraph(String),
    /// One result.
    Finding {
        /// As one sentence.
        finding: String,
        /// The figures behind it.
        figures: Vec<String>,
    },
    /// Numbers.
    Table(Table),
    /// A chart.
    Picture {
        /// The drawing, which needs nothing beside it.
        svg: String,
        /// The same for a narrow column, as on a phone; empty where there is none.
        #[serde(default)]
        narrow: String,
        /// What it shows, for those who do not see it.
        says: String,
        /// The numbers behind it.
        table: Table,
    },
    /// Words of a person who allowed it.
    Quote {
        /// What was said.
        words: String,
        /// Who said it, as far as that may be known.
        whose: String,
    },
    /// Footnotes.
    Notes(Vec<String>),
}

/// Numbers in rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its name in data files; no other table of the document has it.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// What its rows are: the head above their names.
    pub each: String,
    /// Its columns without the names of the rows.
    pub heads: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Footnotes, such as why a figure is missing.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name in data files; no other column of the table has it.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What its numbers are, as a key for data files: `percent`, `people`, `score`.
    pub unit: String,
}

/// A row; cells that are missing at its end are [`Cell::Nothing`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its name in data files; no other row of the table has it.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// A cell for each column.
    #[serde(serialize_with = "sound")]
    pub cells: Vec<Cell>,
}

/// What stands in a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Words.
    Text(String),
    /// How many.
    Count(u64),
    /// A part of a whole.
    Share {
        /// From 0 to 1.
        share: f64,
        /// How many people it counts; none where answers are weighted.
        count: Option<u64>,
        /// Of how many.
        base: u64,
    },
    /// A number, known to so many places and never written with more.
    Number {
        /// The number.
        value: f64,
        /// Places behind the point.
        decimals: u8,
    },
    /// Where a value probably lies.
    Range {
        /// The lower end; a share from 0 to 1 where `percent`.
        low: f64,
        /// The upper end.
        high: f64,
        /// Places behind the point, as written.
        decimals: u8,
        /// Whether the ends are shares, written in percent.
        percent: bool,
    },
    /// How far a share of people moved, where both shares are shown: people read whole points, programs four places.
    Points {
        /// From −1 to 1.
        by: f64,
        /// The name of its test; empty where there is none, or it is not told.
        test: String,
        /// The test's p-value on its own; none where it would tell of a number that is hidden.
        p: Option<f64>,
    },
    /// Where such a change probably lies.
    Between {
        /// The lower end, from −1 to 1.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// There is a value that must not be shown.
    Hidden,
    /// There is none.
    #[default]
    Nothing,
}

impl Cell {
    /// The cell itself, or [`Cell::Nothing`] where a number is not finite.
    pub fn sound(&self) -> &Self {
        let finite = match self {
            Self::Share { share, .. } => share.is_finite(),
            Self::Number { value, .. } => value.is_finite(),
            Self::Range { low, high, .. } | Self::Between { low, high } => low.is_finite() && high.is_finite(),
            Self::Points { by, p, .. } => by.is_finite() && p.is_none_or(f64::is_finite),
            _ => true,
        };
        if finite { self } else { &Self::Nothing }
    }
}

/// Numbers that are not finite have no stored form; they are stored as what they read as.
fn sound<S: serde::Serializer>(cells: &[Cell], store: S) -> std::result::Result<S::Ok, S::Error> {
    store.collect_seq(cells.iter().map(Cell::sound))
}

impl Row {
    /// The cell of a column, counted from 0.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Nothing).sound()
    }
}

impl Document {
    /// The language of some of its words, where it is another than that of the rest.
    pub fn language_of(&self, words: &str) -> Option<String> {
        self.foreign.iter().find(|(known, _)| known == words).map(|(_, language)| language.clone())
    }

    /// Its tables, those behind pictures too, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) | Block::Picture { table, .. } => Some(table),
            _ => None,
        })
    }

    /// Holds when every table, and every row and column of a table, has a name of its own: otherwise figures of two
    /// would stand under one name in data files.
    ///
    /// # Errors
    /// Names the first that comes twice.
    pub fn distinct(&self) -> Result<()> {
        once("tables", self.tables().map(|table| table.id.as_str()))?;
        for table in self.tables() {
            once(&table.id, table.heads.iter().map(|head| head.id.as_str()))?;
            once(&table.id, table.rows.iter().map(|row| row.id.as_str()))?;
        }
        Ok(())
    }
}

fn once<'a>(place: &str, mut ids: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut seen = BTreeSet::new();
    match ids.find(|id| !seen.insert(*id)) {
        Some(id) => Err(Error::internal("a release", format!("“{id}” stands twice in {place}"))),
        None => Ok(()),
    }
}
