//! All versions of an instrument as one list of columns. A column is made where a version first has it and stands at
//! its place under its name for ever: later versions only add behind it. Another meaning, another kind of answer, another
//! owner of the words make another column.

use std::collections::{BTreeSet, HashMap};

use instruments::{Choice, Instrument, Kind, MissingReason, Sensitivity, Text, Variable, WordingSource, variables};

use super::names::Names;
use super::own::{self, Own, Places};
use super::values::{self, Rule, Said, Value, note};
use super::{Say, Version};

/// What the cells of a column hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Shape {
    /// One of these values.
    Coded(Vec<Value>),
    /// Whether an option was ticked.
    Tick,
    /// The place that an option was given, from 1.
    Place,
    /// A number.
    Number,
    /// Words.
    #[default]
    Words,
}

/// What may be counted with a column's values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Names only.
    #[default]
    Nominal,
    /// More and less.
    Ordinal,
    /// Differences.
    Scale,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its name, the same in every format.
    pub name: String,
    /// The name of a companion that holds the reason where words are missing, in formats whose words carry no reason.
    pub why: Option<String>,
    /// What its cells hold.
    pub shape: Shape,
    /// What may be counted with it.
    pub measure: Measure,
    /// What was asked, the newest words last.
    pub labels: Vec<Said>,
    /// Ours, and no answer.
    pub own: Option<Own>,
    /// The key of the answer.
    pub key: String,
    /// The option that was ticked or placed.
    pub option: Option<String>,
    /// The kind of question.
    pub kind: Option<Kind>,
    /// The number of its meaning.
    pub meaning: u32,
    /// What it measures.
    pub construct: Option<String>,
    /// Its section, where it stood last.
    pub section: String,
    /// Units, the newest last.
    pub units: Vec<Said>,
    /// Reasons for no answer that some version offered.
    pub missing: Vec<MissingReason>,
    /// Care that it needs.
    pub sensitivity: Option<Sensitivity>,
    /// Whose words it is in, where that matters.
    pub wording: Option<WordingSource>,
    /// Versions that have it, counted from the oldest (0).
    pub versions: Vec<usize>,
}

impl Column {
    /// What it asked, in the newest words.
    pub fn label(&self) -> &str {
        values::newest(&self.labels)
    }

    /// Its values; none unless it is coded.
    pub fn values(&self) -> &[Value] {
        match &self.shape {
            Shape::Coded(values) => values,
            _ => &[],
        }
    }
}

/// The columns of all versions, the oldest first, labelled in a language.
pub fn columns(versions: &[Version], places: &Places, language: &str, say: Say) -> Vec<Column> {
    let mut making = Making { places, language, say, names: Names::default(), made: Vec::new(), known: HashMap::new() };
    own::ALWAYS.iter().for_each(|own| making.own(*own));
    for (place, version) in versions.iter().enumerate() {
        making.version(place, version);
    }
    making.made.into_iter().map(Made::finish).collect()
}

/// A column with what decides about its later values.
struct Made {
    column: Column,
    rule: Option<Rule>,
}

struct Making<'a> {
    places: &'a Places,
    language: &'a str,
    say: Say<'a>,
    names: Names,
    made: Vec<Made>,
    /// Places of the columns made for an answer, by key and option; the first has the plain name.
    known: HashMap<String, Vec<usize>>,
}

/// A variable, in the version and the words that it stands in.
struct Asked<'a> {
    variable: Variable,
    wording: Option<WordingSource>,
    version: &'a Version,
    place: usize,
}

impl Making<'_> {
    fn own(&mut self, own: Own) {
        let column = own.column(&mut self.names, self.places, self.say);
        self.made.push(Made { column, rule: None });
    }

    fn version(&mut self, place: usize, version: &Version) {
        let instrument = &version.instrument;
        let owned = self.made.iter().any(|made| made.column.own == Some(own::OWNED[0]));
        if instrument.wording.is_some() && !owned {
            own::OWNED.iter().for_each(|own| self.own(*own));
        }
        let items = items(instrument);
        let source = instrument.wording.as_ref().map(|wording| wording.source);
        for variable in variables(instrument) {
            let wording = source.filter(|_| items.contains(variable.question.as_str()));
            self.variable(&Asked { variable, wording, version, place });
        }
    }

    fn variable(&mut self, asked: &Asked) {
        let base = asked.variable.column();
        let of_base = self.known.get(&base).map_or(&[][..], Vec::as_slice);
        let same = of_base.iter().copied().find(|place| is_same(&self.made[*place].column, asked));
        let first = of_base.first().map(|place| &self.made[*place].column);
        let wanted = format!("{base}{}", first.map(|first| suffix(first, asked)).unwrap_or_default());
        let place = match same {
            Some(place) => place,
            None => self.add(base, &wanted, asked),
        };
        let (language, say) = (self.language, self.say);
        self.made[place].meet(asked, language, say);
    }

    fn add(&mut self, base: String, wanted: &str, asked: &Asked) -> usize {
        let variable = &asked.variable;
        let shape = shape(variable.kind);
        // A calculated value may turn out to be words.
        let wordy = matches!(shape, Shape::Words) || variable.kind == Kind::Calculated;
        let name = self.names.claim(wanted);
        let why = wordy.then(|| self.names.claim(&format!("{name}_why")));
        let column = Column {
            name,
            why,
            shape,
            measure: measure(variable.kind),
            key: variable.key.clone(),
            option: variable.several_option.clone(),
            kind: Some(variable.kind),
            meaning: variable.meaning,
            wording: asked.wording,
            ..Column::default()
        };
        self.made.push(Made { column, rule: None });
        self.known.entry(base).or_default().push(self.made.len() - 1);
        self.made.len() - 1
    }
}

/// A construct that was only written down later is the same.
fn is_same(column: &Column, asked: &Asked) -> bool {
    let variable = &asked.variable;
    let construct =
        column.construct.is_none() || variable.construct.is_none() || column.construct == variable.construct;
    column.option == variable.several_option
        && column.kind == Some(variable.kind)
        && column.meaning == variable.meaning
        && column.wording == asked.wording
        && construct
}

/// What tells a column from the first of its key: `_m2`, `_number`, `_official`.
fn suffix(first: &Column, asked: &Asked) -> String {
    let mut suffix = String::new();
    if first.meaning != asked.variable.meaning {
        suffix += &format!("_m{}", asked.variable.meaning);
    }
    if first.kind != Some(asked.variable.kind) {
        suffix += &format!("_{}", word(&asked.variable.kind));
    }
    if let Some(wording) = asked.wording.filter(|wording| first.wording != Some(*wording)) {
        suffix += &format!("_{}", word(&wording));
    }
    suffix
}

/// The word that the instrument's file has for it.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Questions whose items may be worded by somebody else: those that scales are made of.
fn items(instrument: &Instrument) -> BTreeSet<&str> {
    let items = instrument.scales.iter().flat_map(|scale| &scale.items);
    items.map(|key| key.split('.').next().unwrap_or_default()).collect()
}

fn shape(kind: Kind) -> Shape {
    match kind {
        Kind::Single | Kind::YesNo | Kind::Scale | Kind::Band | Kind::Matrix => Shape::Coded(Vec::new()),
        Kind::Several => Shape::Tick,
        Kind::Ranking => Shape::Place,
        Kind::Number | Kind::Repeat | Kind::Calculated => Shape::Number,
        Kind::Date | Kind::Text | Kind::LongText | Kind::LinkCode | Kind::Note => Shape::Words,
    }
}

fn measure(kind: Kind) -> Measure {
    match kind {
        Kind::Number | Kind::Repeat | Kind::Calculated => Measure::Scale,
        Kind::Scale | Kind::Band | Kind::Ranking => Measure::Ordinal,
        _ => Measure::Nominal,
    }
}

impl Made {
    /// Takes in what a version says about it.
    fn meet(&mut self, asked: &Asked, language: &str, say: Say) {
        let (column, variable, number) = (&mut self.column, &asked.variable, asked.version.number);
        column.versions.push(asked.place);
        note(&mut column.labels, variable.label.get(language), number);
        column.construct = column.construct.take().or_else(|| variable.construct.clone());
        column.section.clone_from(&variable.section);
        if let Some(unit) = &variable.unit {
            note(&mut column.units, unit.get(language), number);
        }
        let offered = variable.missing.iter().filter(|reason| !column.missing.contains(reason)).copied();
        column.missing.extend(offered.collect::<Vec<_>>());
        column.sensitivity = column.sensitivity.or(variable.sensitivity);
        if let Shape::Coded(values) = &mut column.shape {
            let options = options(variable, say);
            let rule = *self.rule.get_or_insert_with(|| Rule::of(variable.kind, &options));
            for (place, option) in options.iter().enumerate() {
                values::add(values, rule, option, option.text.get(language), number, (asked.place, place));
            }
        }
    }

    fn finish(mut self) -> Column {
        if let (Shape::Coded(values), Some(rule)) = (&mut self.column.shape, self.rule) {
            values::order(values, rule);
            if self.column.kind == Some(Kind::Matrix) && rule.is_ordered() {
                self.column.measure = Measure::Ordinal;
            }
            // Yes and no count as everybody counts them.
            if self.column.kind == Some(Kind::YesNo) {
                values.iter_mut().filter(|value| value.code == "no").for_each(|value| value.number = 0.0);
            }
        }
        self.column
    }
}

fn options(variable: &Variable, say: Say) -> Vec<Choice> {
    if variable.kind != Kind::YesNo {
        return variable.options.clone();
    }
    let choice = |code: &str| Choice {
        code: code.to_owned(),
        text: Text([(String::new(), say(&format!("analysis-{code}")))].into()),
        score: None,
        exclusive: false,
        from: None,
        to: None,
    };
    vec![choice("yes"), choice("no")]
}
