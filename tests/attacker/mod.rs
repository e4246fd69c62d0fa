//! A reader of published tables who works with people, not with tables: how many there are of each kind, so that every
//! figure ever shown is a sum over kinds. Knows nothing of how tables were planned.

#![allow(dead_code, reason = "each test file uses its own part of the reader")]

mod simplex;

use std::collections::BTreeMap;

use server::chance::Seeded;
use server::disclosure::Threshold;
use server::disclosure::plan::{Axis, Key, Outcome, Plan, Sheet};

use simplex::Simplex;

/// A variable of people: its name, its values, and whether the last value is that no answer was given.
pub struct Variable {
    pub name: &'static str,
    pub values: Vec<String>,
    pub question: bool,
}

/// How many people there are of each kind.
pub struct People {
    pub variables: Vec<Variable>,
    pub kinds: Vec<u64>,
}

/// Groups of values, by place, that are the categories along one side of a table.
pub type Categories = Vec<Vec<usize>>;

/// Which kinds of people are counted.
type Kinds = Vec<usize>;

/// A table with the kinds of people behind each cell, totals last.
pub struct Drawn {
    pub sheet: Sheet,
    cells: Vec<Vec<Kinds>>,
}

impl People {
    /// People of any kinds, some of which are rare.
    pub fn random(random: &mut Seeded, shape: &[(&'static str, usize, bool)]) -> Self {
        let values = |count: usize| (0..count).map(|value| format!("{value}")).collect();
        let variables: Vec<Variable> = shape
            .iter()
            .map(|(name, count, question)| Variable { name, values: values(*count), question: *question })
            .collect();
        let size = shape.iter().map(|(_, count, question)| count + usize::from(*question)).product();
        let scale = [6, 15, 30, 60][random.below(4) as usize];
        let kinds = (0..size).map(|_| random.below(scale + 1) * random.below(scale + 1) / scale).collect();
        Self { variables, kinds }
    }

    /// The value of a variable for one kind of people; one beyond the last where there is no answer.
    fn value(&self, kind: usize, variable: usize) -> usize {
        let width = |variable: &Variable| variable.values.len() + usize::from(variable.question);
        let before: usize = self.variables[..variable].iter().map(width).product();
        kind / before % width(&self.variables[variable])
    }

    fn find(&self, name: &str) -> usize {
        self.variables.iter().position(|variable| variable.name == name).expect("a variable")
    }

    /// Every value as a category of its own.
    pub fn single(&self, name: &str) -> Categories {
        (0..self.variables[self.find(name)].values.len()).map(|value| vec![value]).collect()
    }

    fn axis(&self, name: &str, categories: &Categories) -> Axis {
        let variable = &self.variables[self.find(name)];
        let mut axis = if variable.question { Axis::answers(name, []) } else { Axis::groups(name, []) };
        axis.values = categories
            .iter()
            .map(|values| values.iter().map(|value| variable.values[*value].clone()).collect())
            .collect();
        axis
    }

    /// A table of two variables among those for whom a third has one of some values.
    pub fn draw(
        &self,
        name: &str,
        threshold: u64,
        within: Option<(&str, &[usize])>,
        rows: (&str, &Categories),
        columns: (&str, &Categories),
    ) -> Drawn {
        let (row, column) = (self.find(rows.0), self.find(columns.0));
        let inside =
            |kind: &usize| within.is_none_or(|(name, values)| values.contains(&self.value(*kind, self.find(name))));
        let sides = |categories: &Categories| -> Vec<Vec<usize>> {
            categories.iter().cloned().chain([categories.concat()]).collect()
        };
        let kinds = |across: &Vec<usize>, down: &Vec<usize>| -> Kinds {
            let fits = |kind: &usize| {
                inside(kind) && across.contains(&self.value(*kind, row)) && down.contains(&self.value(*kind, column))
            };
            (0..self.kinds.len()).filter(fits).collect()
        };
        let cells: Vec<Vec<Kinds>> = sides(rows.1)
            .iter()
            .map(|across| sides(columns.1).iter().map(|down| kinds(across, down)).collect())
            .collect();
        let inner = |row: &Vec<Kinds>| row[..columns.1.len()].iter().map(|kinds| self.count(kinds)).collect();
        let counts = cells[..rows.1.len()].iter().map(inner).collect();
        let within = within.map_or(Key::everybody(), |(name, values)| {
            let values = values.iter().map(|value| self.variables[self.find(name)].values[*value].clone()).collect();
            Key::everybody().among(name, &values)
        });
        let sheet = Sheet {
            name: name.into(),
            threshold: Threshold::new(threshold),
            within,
            rows: self.axis(rows.0, rows.1),
            columns: self.axis(columns.0, columns.1),
            counts,
            people: Vec::new(),
        };
        Drawn { sheet, cells }
    }

    fn count(&self, kinds: &Kinds) -> u64 {
        kinds.iter().map(|kind| self.kinds[*kind]).sum()
    }

    /// Whether these people are only such as gave no answer to some question.
    fn silent(&self, kinds: &Kinds) -> bool {
        (0..self.variables.len()).any(|variable| {
            let silent = self.variables[variable].values.len();
            let mut there = kinds.iter().filter(|kind| self.kinds[**kind] > 0);
            self.variables[variable].question && there.all(|kind| self.value(*kind, variable) == silent)
        })
    }
}

/// All that a reader has seen: how many people of some kinds there are, where that was shown.
#[derive(Default)]
pub struct Reader {
    seen: BTreeMap<Kinds, (Option<u64>, u64)>,
}

impl Reader {
    /// Reads what was published of some tables.
    pub fn read(&mut self, drawn: &[Drawn], plan: &Plan) {
        for (drawn, planned) in drawn.iter().zip(&plan.sheets) {
            let Outcome::Published { cells, .. } = &planned.outcome else { continue };
            for (kinds, verdict) in drawn.cells.iter().flatten().zip(cells.iter().flatten()) {
                let before = self.seen.get(kinds).and_then(|(shown, _)| *shown);
                self.seen.insert(kinds.clone(), (before.or(verdict.shown()), drawn.smallest()));
            }
        }
    }

    /// Sees one figure of some kinds of people, or that it is hidden.
    pub fn see(&mut self, kinds: Vec<usize>, shown: Option<u64>, smallest: u64) {
        let before = self.seen.get(&kinds).and_then(|(shown, _)| *shown);
        self.seen.insert(kinds, (before.or(shown), smallest));
    }

    /// Whether it is known exactly how many people of some kinds there are.
    pub fn pins(&self, people: &People, kinds: &[usize]) -> bool {
        let shown: Vec<(Vec<usize>, u64)> =
            self.seen.iter().filter_map(|(kinds, (shown, _))| Some((kinds.clone(), (*shown)?))).collect();
        let (low, high) = Simplex::new(people.kinds.len(), &shown).bounds(kinds);
        (high + 1e-6).floor() - (low - 1e-6).ceil() < 0.5
    }

    /// How many figures were shown, and how many hidden.
    pub fn figures(&self) -> (usize, usize) {
        let shown = self.seen.values().filter(|(shown, _)| shown.is_some()).count();
        (shown, self.seen.len() - shown)
    }

    /// What the reader finds out: small counts shown or known too well, and people found by subtraction.
    pub fn finds(&self, people: &People) -> Vec<String> {
        let (mut found, mut attack) = self.narrowed(people);
        found.extend(self.subtracted(people, &mut attack));
        found
    }

    /// Small counts shown or known too well.
    pub fn narrows(&self, people: &People) -> Vec<String> {
        self.narrowed(people).0
    }

    fn narrowed(&self, people: &People) -> (Vec<String>, Simplex) {
        let shown: Vec<(Vec<usize>, u64)> =
            self.seen.iter().filter_map(|(kinds, (shown, _))| Some((kinds.clone(), (*shown)?))).collect();
        let mut attack = Simplex::new(people.kinds.len(), &shown);
        let mut found = Vec::new();
        for (kinds, (shown, smallest)) in &self.seen {
            let count = people.count(kinds);
            if !(1..*smallest).contains(&count) {
                continue;
            }
            let (low, high) = match shown {
                Some(count) => (*count as f64, *count as f64),
                None => attack.bounds(kinds),
            };
            let (low, high) = ((low - 1e-6).ceil(), (high + 1e-6).floor());
            let smallest = *smallest as f64;
            if high < smallest || high - low < smallest - 1.0 {
                found.push(format!("{count} people of {kinds:?} between {low} and {high}"));
            }
        }
        (found, attack)
    }

    /// People who are all that lies between two published groups, and are too few.
    fn subtracted(&self, people: &People, attack: &mut Simplex) -> Vec<String> {
        let mut found = Vec::new();
        for (outer, (_, smallest)) in &self.seen {
            for inner in self
                .seen
                .keys()
                .filter(|inner| inner.len() < outer.len() && inner.iter().all(|kind| outer.contains(kind)))
            {
                let between: Kinds = outer.iter().copied().filter(|kind| !inner.contains(kind)).collect();
                let count = people.count(&between);
                if (1..*smallest).contains(&count) && !people.silent(&between) {
                    let (low, high) = attack.bounds(&between);
                    if high - low < 0.5 {
                        found.push(format!("{count} people of {between:?} by subtraction"));
                    }
                }
            }
        }
        found
    }
}

impl Drawn {
    fn smallest(&self) -> u64 {
        self.sheet.threshold.smallest()
    }
}
