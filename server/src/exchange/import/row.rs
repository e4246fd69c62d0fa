//! Reads rows through the instrument's own reader, so that an imported answer is as good as one given on a page.

use std::collections::BTreeMap;

use instruments::{Answer, Answers, Instrument, MissingReason, Place, Problem, Route, variables};

use super::cell::{self, Cell};
use super::map::Map;
use super::{Column, MOST_NAMED, Row, Target, at};
use crate::exchange::csv::Sheet;
use crate::name::{self, Fault};
use crate::parallel;
use crate::seal::payload::{FORMAT, Response};

/// Rows that are read before it is asked whether enough is wrong already.
const BATCH: usize = 2_000;

pub(super) fn read(
    columns: &[Column],
    sheet: &Sheet,
    map: &Map,
    instrument: &Instrument,
    hash: &str,
) -> Result<Vec<Row>, Vec<Problem>> {
    let never = never_asked(columns, instrument);
    let reader = Reader { columns, map, instrument, route: Route::of(instrument), hash, never };
    let header = map.program.header_rows();
    let numbered: Vec<(usize, &Vec<String>)> =
        (1..).zip(&sheet.rows).skip(header).filter(|(_, row)| !is_blank(row)).collect();
    let (mut rows, mut problems) = (Vec::with_capacity(numbered.len()), Vec::new());
    for batch in numbered.chunks(BATCH) {
        for outcome in parallel::map(batch, |(number, cells)| reader.row(*number, cells)) {
            match outcome {
                Ok(row) => rows.push(row),
                Err(found) => problems.extend(found),
            }
        }
        if problems.len() >= MOST_NAMED {
            problems.truncate(MOST_NAMED);
            break;
        }
    }
    if rows.is_empty() && problems.is_empty() {
        problems.push(Problem::error("import-no-rows", Place::default()));
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// Keys that the file does not speak of: nobody was asked.
fn never_asked(columns: &[Column], instrument: &Instrument) -> Vec<String> {
    let spoken =
        |key: &String| columns.iter().any(|column| matches!(&column.target, Target::Answer(slot) if slot.key == *key));
    let mut keys: Vec<String> = variables(instrument).into_iter().map(|variable| variable.key).collect();
    keys.dedup();
    keys.retain(|key| !spoken(key));
    keys
}

struct Reader<'a> {
    columns: &'a [Column],
    map: &'a Map,
    instrument: &'a Instrument,
    route: Route<'a>,
    hash: &'a str,
    never: Vec<String>,
}

/// What the cells of a row say, before the instrument has seen them.
#[derive(Default)]
struct Said<'a> {
    fields: Vec<(String, String)>,
    reasons: BTreeMap<&'a str, MissingReason>,
    wave: Option<String>,
    site: Option<String>,
    link: Option<String>,
    weight: Option<f64>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn row(&self, number: usize, cells: &[String]) -> Result<Row, Vec<Problem>> {
        let mut said = Said::default();
        for column in self.columns {
            let cell = cells.get(column.number - 1).map_or("", String::as_str);
            self.cell(&mut said, number, column, cell);
        }
        let answers = self.answers(&mut said, number, cells);
        if !said.problems.is_empty() {
            return Err(said.problems);
        }
        let response = Response {
            format: FORMAT,
            version_hash: self.hash.to_owned(),
            language: self.instrument.languages.first().cloned().unwrap_or_default(),
            week: String::new(),
            mode: "imported".to_owned(),
            answers,
            link: said.link,
            organisation: None,
            weight: said.weight,
        };
        Ok(Row { wave: said.wave, site: said.site, response })
    }

    fn cell<'a>(&'a self, said: &mut Said<'a>, number: usize, column: &'a Column, cell: &str) {
        let filled = Some(cell.trim()).filter(|cell| !cell.is_empty());
        match &column.target {
            Target::Dropped | Target::Calculated(_) | Target::Suspect(_) => {}
            _ if cell.chars().any(name::is_control) => {
                said.problems.push(at("import-control", number, column).with("value", short(cell)));
            }
            Target::Wave => said.wave = named(&mut said.problems, &self.map.waves, number, column, cell),
            Target::Site => said.site = named(&mut said.problems, &self.map.sites, number, column, cell),
            Target::Link => said.link = filled.map(str::to_owned),
            Target::Weight => match filled.map(str::parse::<f64>) {
                None => {}
                Some(Ok(weight)) if weight.is_finite() && weight >= 0.0 => said.weight = Some(weight),
                Some(_) => said.problems.push(at("import-weight-wrong", number, column).with("value", cell)),
            },
            Target::Answer(slot) => match cell::read(slot, self.map, cell) {
                Ok(Cell::Fields(fields)) => said.fields.extend(fields),
                Ok(Cell::Unticked) => {}
                Ok(Cell::Missing(reason)) => said.reason(&slot.key, reason),
                Err(code) => said.problems.push(at(code, number, column).with("value", short(cell))),
            },
        }
    }

    /// The instrument reads the fields; its problems are named by row and column.
    fn answers(&self, said: &mut Said, number: usize, cells: &[String]) -> Answers {
        let before = self.rounds(&said.fields);
        let sections: Vec<usize> = (0..self.instrument.sections.len()).collect();
        let reading = self.route.read_pages(&sections, &said.fields, &before);
        let wrong = reading.problems.into_iter().filter(|problem| problem.code != "required");
        said.problems.extend(wrong.map(|problem| self.placed(problem, number, cells)));
        let mut answers = reading.answers;
        for (key, reason) in &said.reasons {
            if !matches!(answers.get(*key), Some(answer) if !matches!(answer, Answer::Missing(_))) {
                answers.insert((*key).to_owned(), Answer::Missing(*reason));
            }
        }
        for key in &self.never {
            answers.entry(key.clone()).and_modify(never).or_insert(Answer::Missing(MissingReason::NotAsked));
        }
        self.route.complete(&answers)
    }

    /// How many rounds of each repeat group the row tells of.
    fn rounds(&self, fields: &[(String, String)]) -> Answers {
        let mut rounds: BTreeMap<&str, u32> = BTreeMap::new();
        for (name, _) in fields {
            let mut parts = name.splitn(3, '.');
            if let (Some(group), Some(Ok(round)), Some(_)) =
                (parts.next(), parts.next().map(str::parse::<u32>), parts.next())
            {
                let most = rounds.entry(group).or_default();
                *most = round.max(*most);
            }
        }
        rounds.into_iter().map(|(group, count)| (group.to_owned(), Answer::Number(f64::from(count)))).collect()
    }

    fn placed(&self, problem: Problem, row: usize, cells: &[String]) -> Problem {
        let key = problem.place.id.clone();
        let speaks = |column: &&Column| match &column.target {
            Target::Answer(slot) => slot.key == key || key.starts_with(&format!("{}.", slot.key)),
            _ => false,
        };
        let code = if problem.code == "forged-field" { "import-not-asked" } else { problem.code };
        let Some(column) = self.columns.iter().find(speaks) else {
            return Problem { code, ..problem }.with("row", row).with("column", key);
        };
        let value = cells.get(column.number - 1).map_or("", String::as_str);
        let mut placed = at(code, row, column).with("value", short(value));
        placed.values.extend(problem.values);
        placed
    }
}

impl<'a> Said<'a> {
    /// Split columns may each say why: a reason that was given outweighs a blank.
    fn reason(&mut self, key: &'a str, reason: MissingReason) {
        let known = self.reasons.entry(key).or_insert(reason);
        if *known == MissingReason::Skipped {
            *known = reason;
        }
    }
}

/// Of a key that the file does not speak of, only what was worked out stays.
fn never(answer: &mut Answer) {
    if matches!(answer, Answer::Missing(_)) {
        *answer = Answer::Missing(MissingReason::NotAsked);
    }
}

/// The wave or site that a cell names, as the map calls it.
fn named(
    problems: &mut Vec<Problem>,
    names: &BTreeMap<String, String>,
    number: usize,
    column: &Column,
    cell: &str,
) -> Option<String> {
    let code = match name::line(names.get(cell.trim()).map_or(cell, String::as_str), name::LONGEST) {
        Ok(name) => return Some(name),
        Err(Fault::Empty) => return None,
        Err(Fault::Long) => "import-name-long",
        Err(Fault::Unseen) => "import-name-unseen",
    };
    problems.push(at(code, number, column).with("value", short(cell)).with("most", name::LONGEST));
    None
}

/// The start of a cell, for a sentence; what cannot be seen is shown to be there.
fn short(cell: &str) -> String {
    let seen = |letter| if name::is_control(letter) || name::turns(letter) { '\u{fffd}' } else { letter };
    cell.trim().chars().take(40).map(seen).collect()
}
