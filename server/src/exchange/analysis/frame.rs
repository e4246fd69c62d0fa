//! Rows of one or more waves under the columns of all versions. Rows are in random order and have no ids but a number of
//! the person where codes join waves, new in each file; cells are looked up when they are written, so that the answers
//! are not held twice.

use instruments::{Answer, Audience, WordingSource};

use super::cell::Cell;
use super::columns::{Column, Shape, columns};
use super::fieldwork::Fieldwork;
use super::own::{Own, Places};
use super::reasons::Reason;
use super::values;
use super::{Say, Version};
use crate::chance;
use crate::workspace::{Row, Table};

/// What is said of the whole.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Name of the study.
    pub study: String,
    /// Id of the instrument.
    pub instrument: String,
    /// Its title.
    pub title: String,
    /// Who is asked.
    pub audience: Option<Audience>,
    /// The language of labels.
    pub language: String,
    /// Acknowledgements that go with somebody else's items.
    pub acknowledgements: Vec<String>,
}

/// Rows of one wave.
pub struct Taken<'a> {
    /// Its name.
    pub wave: String,
    /// Its answers.
    pub table: &'a Table,
    /// What they do not tell themselves.
    pub fieldwork: Fieldwork,
}

/// One table.
pub struct Frame<'a> {
    /// Its columns.
    pub columns: Vec<Column>,
    /// What is said of it.
    pub head: Head,
    /// The words of its files.
    pub say: Say<'a>,
    versions: &'a [Version],
    places: &'a Places,
    taken: &'a [Taken<'a>],
    lines: Vec<Line<'a>>,
    /// For each wave the answers of each column.
    answers: Vec<Vec<&'a crate::workspace::Column>>,
    /// For each wave the number of the person behind each row, random for this file; empty where nobody gave a code.
    people: Vec<Vec<usize>>,
}

struct Line<'a> {
    taken: usize,
    number: usize,
    row: &'a Row,
    version: usize,
}

impl<'a> Frame<'a> {
    /// Puts waves under the columns of all versions, the oldest version first.
    pub fn of(
        versions: &'a [Version],
        taken: &'a [Taken<'a>],
        places: &'a Places,
        language: &str,
        say: Say<'a>,
    ) -> Self {
        let columns = columns(versions, places, language, say);
        let answers = taken.iter().map(|taken| columns.iter().map(|column| taken.table.column(&column.key)).collect());
        let mut frame = Self {
            answers: answers.collect(),
            people: people(taken),
            columns,
            head: head(versions, language),
            say,
            versions,
            places,
            taken,
            lines: lines(versions, taken),
        };
        frame.fit();
        frame
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// The cell at a row and a column.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let (Some(line), Some(of)) = (self.lines.get(row), self.columns.get(column)) else { return Cell::Blank };
        match of.own {
            Some(own) => self.own(line, own, of),
            None => self.answer(line, column).and_then(|answer| Cell::of(of, answer)).unwrap_or(NOT_ASKED),
        }
    }

    /// The number of a version, counted from the oldest (0).
    pub(super) fn number(&self, version: usize) -> Option<String> {
        self.versions.get(version).map(|version| version.number.to_string())
    }

    /// Versions of the instrument, the oldest first.
    pub(super) fn versions(&self) -> &'a [Version] {
        self.versions
    }

    /// The waves that were taken.
    pub(super) fn waves(&self) -> &'a [Taken<'a>] {
        self.taken
    }

    /// The cells of a column.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = Cell<'_>> {
        (0..self.rows()).map(move |row| self.cell(row, column))
    }

    /// What a row answered; nothing where its version did not have the column.
    fn answer(&self, line: &Line, column: usize) -> Option<&'a Answer> {
        let has = self.columns[column].versions.contains(&line.version);
        self.answers[line.taken].get(column).filter(|_| has)?.get(line.number)
    }

    /// No answer is lost because a column expected another: an unknown code becomes a value, anything else words.
    fn fit(&mut self) {
        for place in 0..self.columns.len() {
            for number in 0..self.lines.len() {
                let Some(answer) = self.answer(&self.lines[number], place) else { continue };
                if Cell::of(&self.columns[place], answer).is_some() {
                    continue;
                }
                match (&mut self.columns[place].shape, answer) {
                    (Shape::Coded(values), Answer::One(code)) => values::add_stray(values, code),
                    (shape, _) => *shape = Shape::Words,
                }
            }
        }
    }

    fn own<'b>(&'b self, line: &Line<'b>, own: Own, column: &'b Column) -> Cell<'b> {
        let row = line.row;
        let words = |text: &'b str| if text.is_empty() { Cell::Blank } else { Cell::Words(text.into()) };
        let weight = |of: Option<f64>| of.filter(|of| of.is_finite()).map_or(Cell::Blank, Cell::Number);
        let value =
            |place: Option<usize>| place.and_then(|place| column.values().get(place)).map_or(Cell::Blank, Cell::Value);
        match own {
            Own::Wave => value(self.places.waves.iter().position(|name| *name == self.taken[line.taken].wave)),
            Own::Site => value(self.places.sites.iter().position(|(id, _)| *id == *row.site)),
            Own::Version => Cell::Number(self.versions.get(line.version).map_or(0.0, |version| version.number as f64)),
            Own::Language => words(&row.language),
            Own::Week => words(&row.week),
            Own::Mode => words(&row.mode),
            Own::Weight => weight(row.weight),
            Own::Raked => weight(self.taken.get(line.taken).and_then(|taken| taken.fieldwork.raked(line.number))),
            Own::Organisation => words(row.organisation.as_ref().map_or("", |id| self.organisation(id))),
            Own::Link => {
                let person = self.people.get(line.taken).and_then(|wave| wave.get(line.number));
                person.filter(|_| row.link.is_some()).map_or(Cell::Blank, |person| Cell::Number(*person as f64))
            }
            Own::Wording | Own::Acknowledgement => self.owner(line, own),
        }
    }

    fn organisation<'b>(&'b self, id: &'b str) -> &'b str {
        self.places.organisations.get(id).map_or(id, String::as_str)
    }

    fn owner<'b>(&'b self, line: &Line<'b>, own: Own) -> Cell<'b> {
        let wording = self.versions.get(line.version).and_then(|version| version.instrument.wording.as_ref());
        match (wording, own) {
            (None, _) => Cell::Blank,
            (Some(wording), Own::Wording) => Cell::Words(source(wording.source).into()),
            (Some(wording), _) => Cell::Words(wording.acknowledgement.get(&line.row.language).into()),
        }
    }
}

const NOT_ASKED: Cell<'static> = Cell::Missing(Reason::NotAsked);

fn source(source: WordingSource) -> &'static str {
    match source {
        WordingSource::Paraphrase => "paraphrase",
        WordingSource::Official => "official",
    }
}

/// All rows, shuffled. A version that nobody knows is read as the newest.
fn lines<'a>(versions: &[Version], taken: &'a [Taken<'a>]) -> Vec<Line<'a>> {
    let version = |hash: &str| versions.iter().position(|version| version.hash == hash);
    let of = |(place, taken): (usize, &'a Taken<'a>)| {
        let rows = taken.table.rows.iter().enumerate();
        rows.map(move |(number, row)| (place, number, row)).collect::<Vec<_>>()
    };
    let newest = versions.len().saturating_sub(1);
    let all = taken.iter().enumerate().flat_map(of);
    let line = |(taken, number, row): (usize, usize, &'a Row)| Line {
        taken,
        number,
        row,
        version: version(&row.version).unwrap_or(newest),
    };
    let mut lines: Vec<Line> = all.map(line).collect();
    chance::shuffle(&mut lines);
    lines
}

/// Who is who over the waves, by codes under the linking key; the codes themselves never leave.
fn people(taken: &[Taken]) -> Vec<Vec<usize>> {
    let codes: Vec<Vec<Option<&crate::linking::Code>>> = taken.iter().map(|taken| taken.table.codes()).collect();
    let coded = codes.iter().flatten().any(Option::is_some);
    if coded { crate::linking::people(&codes).numbers_to_export() } else { Vec::new() }
}

fn head(versions: &[Version], language: &str) -> Head {
    let newest = versions.last().map(|version| &version.instrument);
    let mut acknowledgements: Vec<String> = Vec::new();
    for wording in versions.iter().filter_map(|version| version.instrument.wording.as_ref()) {
        let said = wording.acknowledgement.get(language).to_owned();
        if !acknowledgements.contains(&said) {
            acknowledgements.push(said);
        }
    }
    Head {
        study: String::new(),
        instrument: newest.map(|instrument| instrument.id.clone()).unwrap_or_default(),
        title: newest.map(|instrument| instrument.title.get(language).to_owned()).unwrap_or_default(),
        audience: newest.map(|instrument| instrument.audience),
        language: language.to_owned(),
        acknowledgements,
    }
}
