//! Joins the columns of a file to the keys of an instrument.

use std::collections::{BTreeMap, HashMap};

use instruments::{Expression, Instrument, Kind, Place, Problem, Variable, variables};

use super::map::{Map, Reading};
use super::suspect::{self, Suspicion};
use super::{at, header};
use crate::exchange::csv::Sheet;

/// What a map says above its columns.
const OF_THE_MAP: [&str; 4] = ["wave", "site", "weight", "link"];

/// One column of the file.
#[derive(Clone, Debug)]
pub struct Column {
    /// Counts from 1.
    pub number: usize,
    /// Its heading.
    pub name: String,
    /// Where it goes.
    pub target: Target,
}

/// Where a column goes.
#[derive(Clone, Debug)]
pub enum Target {
    /// To an answer.
    Answer(Box<Slot>),
    /// It says the wave.
    Wave,
    /// It says the site.
    Site,
    /// It weighs the row.
    Weight,
    /// It pairs waves.
    Link,
    /// Left out on purpose.
    Dropped,
    /// Left out because it is worked out again, from the answers to these questions.
    Calculated(Vec<String>),
    /// Left out because it seems to point to people.
    Suspect(Suspicion),
}

/// The place of a column in the answers.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The key.
    pub key: String,
    /// The kind of its question.
    pub kind: Kind,
    /// Which part of the answer the column holds.
    pub part: Part,
    /// How its cells are read.
    pub(super) reading: Reading,
    /// Code by folded code or label; none where two options share a word.
    pub(super) codes: HashMap<String, Option<String>>,
}

/// Which part of an answer a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Whether one option was ticked, or which place it was given.
    Option(String),
    /// What stands at one place of a ranking.
    Place(usize),
}

/// Columns of our own exports that say nothing to an import.
const OURS: [&str; 7] = ["_mode", "_language", "_week", "_version", "_organisation", "_wording", "_acknowledgement"];

/// Small letters, single blanks: how words are compared.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

pub(super) fn join(sheet: &Sheet, map: &Map, instrument: &Instrument) -> Result<Vec<Column>, Vec<Problem>> {
    let names = header::names(sheet, map.program);
    let mut joining = Joining { sheet, map, instrument, variables: variables(instrument), problems: Vec::new() };
    joining.missing_columns(&names);
    let columns: Vec<Column> = names.iter().enumerate().map(|(place, name)| joining.column(place, name)).collect();
    joining.doubled(&columns);
    joining.groundless(&columns);
    if joining.problems.is_empty() { Ok(columns) } else { Err(joining.problems) }
}

struct Joining<'a> {
    sheet: &'a Sheet,
    map: &'a Map,
    instrument: &'a Instrument,
    variables: Vec<Variable>,
    problems: Vec<Problem>,
}

impl Joining<'_> {
    /// Columns that the map speaks of and the file does not have.
    fn missing_columns(&mut self, names: &[String]) {
        let special = [&self.map.wave, &self.map.site, &self.map.weight, &self.map.link].into_iter().flatten();
        let spoken = self.map.columns.keys().chain(special).chain(&self.map.drop);
        let missing: Vec<_> = spoken.filter(|name| !names.contains(name)).cloned().collect();
        for name in missing {
            self.problems.push(Problem::error("import-column-missing", Place::of(&name)).with("column", &name));
        }
    }

    fn column(&mut self, place: usize, name: &str) -> Column {
        let mut column = Column { number: place + 1, name: name.to_owned(), target: Target::Dropped };
        column.target = self.target(&column);
        column
    }

    fn target(&mut self, column: &Column) -> Target {
        let map = self.map;
        let is =
            |named: &Option<String>, own: &str| named.as_deref().map_or(column.name == own, |name| name == column.name);
        let named = match () {
            () if map.drop.contains(&column.name) => return Target::Dropped,
            () if is(&map.wave, "_wave") => Some(Target::Wave),
            () if is(&map.site, "_site") => Some(Target::Site),
            () if is(&map.weight, "_weight") => Some(Target::Weight),
            () if is(&map.link, "_link") => Some(Target::Link),
            () if OURS.contains(&column.name.as_str()) => Some(Target::Dropped),
            () => None,
        };
        let rows = self.sheet.rows.iter().skip(map.program.header_rows());
        let cells = rows.filter_map(|row| row.get(column.number - 1)).map(String::as_str);
        if let Some(suspicion) = suspect::by_cells(cells) {
            return Target::Suspect(suspicion);
        }
        named
            .or_else(|| self.answer(column))
            .or_else(|| suspect::by_heading(&column.name).map(Target::Suspect))
            .unwrap_or_else(|| {
                self.problems.push(at("import-column-unknown", 1, column));
                Target::Dropped
            })
    }

    /// The answer that a column holds: as the map says, or by its own name.
    fn answer(&mut self, column: &Column) -> Option<Target> {
        if let Some(entry) = self.map.columns.get(&column.name) {
            let reading = entry.reading();
            let part = match (&reading.option, reading.place) {
                (Some(option), _) => Part::Option(option.clone()),
                (None, Some(place)) => Part::Place(place),
                (None, None) => Part::Whole,
            };
            return Some(self.slot(column, reading, part).unwrap_or(Target::Dropped));
        }
        let own =
            self.variables.iter().find(|variable| variable.column() == column.name || variable.key == column.name)?;
        match own.kind {
            Kind::Calculated => return Some(Target::Calculated(self.origins(&own.question))),
            // Counted again from the answers of its rounds.
            Kind::Repeat => return Some(Target::Dropped),
            _ => {}
        }
        let option = own.several_option.clone().filter(|_| own.key != column.name);
        let reading = Reading { key: own.key.clone(), ..Reading::default() };
        self.slot(column, reading, option.map_or(Part::Whole, Part::Option))
    }

    fn slot(&mut self, column: &Column, reading: Reading, part: Part) -> Option<Target> {
        let found = self.variables.iter().find(|variable| variable.key == reading.key);
        let Some(variable) =
            found.filter(|variable| !matches!(variable.kind, Kind::Calculated | Kind::Repeat | Kind::Note))
        else {
            // What names the wave stands above the columns, and is looked for among them.
            let code =
                if OF_THE_MAP.contains(&reading.key.as_str()) { "import-key-above" } else { "import-key-unknown" };
            self.problems.push(at(code, 1, column).with("key", &reading.key));
            return None;
        };
        let known = |code: &str| variable.options.iter().any(|option| option.code == code);
        let fits = match &part {
            Part::Whole => true,
            Part::Option(code) => known(code),
            Part::Place(place) => variable.kind == Kind::Ranking && (1..=variable.options.len()).contains(place),
        };
        if !fits {
            let option = reading.option.clone().or(reading.place.map(|place| place.to_string())).unwrap_or_default();
            self.problems.push(at("import-option-unknown", 1, column).with("key", &reading.key).with("option", option));
            return None;
        }
        let slot = Slot { key: variable.key.clone(), kind: variable.kind, part, reading, codes: codes(variable) };
        Some(Target::Answer(Box::new(slot)))
    }

    /// The questions whose answers a calculated one is worked out from, through others that are calculated.
    fn origins(&self, question: &str) -> Vec<String> {
        let (mut open, mut met, mut asked) = (vec![question.to_owned()], Vec::<String>::new(), Vec::new());
        while let Some(id) = open.pop() {
            let source = self.instrument.questions().find(|question| question.id == id);
            let source = source.and_then(|question| question.calculate.as_deref());
            let Some(Ok(expression)) = source.map(Expression::parse) else { continue };
            for (name, _) in expression.references() {
                let named = |variable: &&Variable| variable.key == name || variable.question == name;
                let Some(variable) = self.variables.iter().find(named) else { continue };
                if met.contains(&variable.question) {
                    continue;
                }
                met.push(variable.question.clone());
                let next = if variable.kind == Kind::Calculated { &mut open } else { &mut asked };
                next.push(variable.question.clone());
            }
        }
        asked
    }

    /// Columns of what is worked out, where the file has none of the answers to work it out from: all would be blank.
    fn groundless(&mut self, columns: &[Column]) {
        let mut filled: Vec<String> = Vec::new();
        for column in columns {
            let Target::Answer(slot) = &column.target else { continue };
            let own = self.variables.iter().find(|variable| variable.key == slot.key);
            filled.extend(own.map(|variable| variable.question.clone()));
            // The repeat group that an answer stands in: its rounds can be counted.
            filled.extend(slot.key.split('.').next().map(str::to_owned));
        }
        for column in columns {
            let Target::Calculated(from) = &column.target else { continue };
            if !from.is_empty() && !from.iter().any(|question| filled.contains(question)) {
                self.problems.push(at("import-calculated", 1, column).with("from", from.join(", ")));
            }
        }
    }

    /// Two columns for the same part of the same answer.
    fn doubled(&mut self, columns: &[Column]) {
        let mut seen: BTreeMap<String, &Column> = BTreeMap::new();
        for column in columns {
            let Target::Answer(slot) = &column.target else { continue };
            let part = format!("{} {:?}", slot.key, slot.part);
            if let Some(first) = seen.insert(part, column) {
                let problem = at("import-column-twice", 1, column).with("key", &slot.key).with("first", &first.name);
                self.problems.push(problem);
            }
        }
    }
}

fn codes(variable: &Variable) -> HashMap<String, Option<String>> {
    let mut codes: HashMap<String, Option<String>> = HashMap::new();
    let mut add = |word: &str, code: &str| {
        let known = codes.entry(fold(word)).or_insert_with(|| Some(code.to_owned()));
        if known.as_deref() != Some(code) {
            *known = None;
        }
    };
    for option in &variable.options {
        add(&option.code, &option.code);
        option.text.0.values().for_each(|text| add(text, &option.code));
    }
    if variable.kind == Kind::YesNo {
        ["yes", "y", "true", "1", "si", "sí"].iter().for_each(|word| add(word, "yes"));
        ["no", "n", "false", "0"].iter().for_each(|word| add(word, "no"));
    }
    codes
}
