//! Which tables and fields a file may have, and what each holds. A new field is added here and in `instrument`.
//!
//! Every departure is found in one walk, with its line; what the fields mean is left to `check`.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Problem;
use crate::source::Places;

/// A table of the format.
#[derive(Clone, Copy)]
enum Table {
    Instrument,
    Consent,
    Wording,
    Section,
    Question,
    Choice,
    Row,
    Check,
    Scale,
    Band,
}

/// What a field holds.
#[derive(Clone, Copy)]
enum Holds {
    Word,
    OneOf(&'static [&'static str]),
    Words,
    ManyOf(&'static [&'static str]),
    Text,
    Whole,
    Number,
    Flag,
    One(Table),
    Many(Table),
    Lists,
}

struct Field(&'static str, Holds, bool);

const fn must(name: &'static str, holds: Holds) -> Field {
    Field(name, holds, true)
}

const fn may(name: &'static str, holds: Holds) -> Field {
    Field(name, holds, false)
}

const KINDS: &[&str] = &[
    "note",
    "single",
    "several",
    "yes_no",
    "scale",
    "matrix",
    "number",
    "band",
    "date",
    "ranking",
    "text",
    "long_text",
    "repeat",
    "calculated",
    "link_code",
];
const REASONS: &[&str] = &["dont_know", "prefer_not", "not_applicable"];

impl Table {
    fn fields(self) -> &'static [Field] {
        match self {
            Self::Instrument => INSTRUMENT,
            Self::Consent => CONSENT,
            Self::Wording => WORDING,
            Self::Section => SECTION,
            Self::Question => QUESTION,
            Self::Choice => CHOICE,
            Self::Row => ROW,
            Self::Check => CHECK,
            Self::Scale => SCALE,
            Self::Band => BAND,
        }
    }
}

const INSTRUMENT: &[Field] = &[
    must("format", Holds::Whole),
    must("id", Holds::Word),
    must("audience", Holds::OneOf(&["survivors", "professionals", "community"])),
    must("languages", Holds::Words),
    must("title", Holds::Text),
    must("minutes", Holds::Whole),
    may("reading_grade", Holds::Whole),
    must("consent", Holds::One(Table::Consent)),
    may("wording", Holds::One(Table::Wording)),
    may("list", Holds::Lists),
    must("section", Holds::Many(Table::Section)),
    may("scale", Holds::Many(Table::Scale)),
];
const CONSENT: &[Field] = &[
    must("who", Holds::Text),
    must("why", Holds::Text),
    must("seen_by", Holds::Text),
    must("limits", Holds::Text),
    may("more", Holds::Text),
];
const WORDING: &[Field] =
    &[must("source", Holds::OneOf(&["paraphrase", "official"])), must("acknowledgement", Holds::Text)];
const SECTION: &[Field] = &[
    must("id", Holds::Word),
    must("title", Holds::Text),
    may("text", Holds::Text),
    may("content_note", Holds::Text),
    may("show_if", Holds::Word),
    may("question", Holds::Many(Table::Question)),
];
const QUESTION: &[Field] = &[
    must("id", Holds::Word),
    must("kind", Holds::OneOf(KINDS)),
    may("construct", Holds::Word),
    may("text", Holds::Text),
    may("hint", Holds::Text),
    may("missing", Holds::ManyOf(REASONS)),
    may("sensitivity", Holds::OneOf(&["identifying", "distressing"])),
    may("meaning", Holds::Whole),
    may("required", Holds::Flag),
    may("show_if", Holds::Word),
    may("check", Holds::Many(Table::Check)),
    may("option", Holds::Many(Table::Choice)),
    may("list", Holds::Word),
    may("option_if", Holds::Word),
    may("row", Holds::Many(Table::Row)),
    may("unit", Holds::Text),
    may("min", Holds::Number),
    may("max", Holds::Number),
    may("decimals", Holds::Whole),
    may("precision", Holds::OneOf(&["month", "year"])),
    may("places", Holds::Whole),
    may("limit", Holds::Whole),
    may("at_most", Holds::Whole),
    may("calculate", Holds::Word),
    may("question", Holds::Many(Table::Question)),
    may("element", Holds::Many(Table::Row)),
];
const CHOICE: &[Field] = &[
    must("code", Holds::Word),
    must("text", Holds::Text),
    may("score", Holds::Number),
    may("exclusive", Holds::Flag),
    may("from", Holds::Number),
    may("to", Holds::Number),
];
const ROW: &[Field] = &[must("id", Holds::Word), must("text", Holds::Text), may("construct", Holds::Word)];
const CHECK: &[Field] = &[must("that", Holds::Word), must("say", Holds::Text)];
const SCALE: &[Field] = &[
    must("id", Holds::Word),
    must("title", Holds::Text),
    may("category", Holds::Text),
    must("items", Holds::Words),
    may("reversed", Holds::Words),
    may("least_answered", Holds::Number),
    may("headline", Holds::OneOf(&["persons", "ratings"])),
    may("band", Holds::Many(Table::Band)),
];
const BAND: &[Field] =
    &[must("from", Holds::Number), must("to", Holds::Number), must("id", Holds::Word), must("text", Holds::Text)];

/// All departures of a file from the format; fills in where everything stands.
pub(crate) fn compare(table: &DeTable, places: &mut Places) -> Vec<Problem> {
    let mut walk = Walk { places, problems: Vec::new() };
    walk.table(table, Table::Instrument, "", 0, "");
    walk.problems
}

struct Walk<'p, 's> {
    places: &'p mut Places<'s>,
    problems: Vec<Problem>,
}

impl Walk<'_, '_> {
    fn table(&mut self, table: &DeTable, shape: Table, path: &str, start: usize, around: &str) {
        let id = word(table, "id").or_else(|| word(table, "code")).unwrap_or(around);
        for (key, value) in table {
            let name: &str = key.get_ref();
            match shape.fields().iter().find(|field| field.0 == name) {
                Some(Field(_, holds, _)) => self.value(value, *holds, &join(path, name), key.span().start, id),
                None => self.unknown(name, shape, key.span().start, id),
            }
        }
        for Field(name, _, must) in shape.fields() {
            if *must && !table.iter().any(|(key, _)| key.get_ref() == name) {
                self.problems.push(Problem::error("missing-field", self.places.at(start, id)).with("field", name));
            }
        }
    }

    fn unknown(&mut self, name: &str, shape: Table, start: usize, id: &str) {
        let allowed: Vec<_> = shape.fields().iter().map(|field| field.0).collect();
        let place = self.places.at(start, id);
        self.problems
            .push(Problem::error("unknown-field", place).with("field", name).with("allowed", allowed.join(", ")));
    }

    fn value(&mut self, spanned: &Spanned<DeValue>, holds: Holds, path: &str, key: usize, id: &str) {
        let (value, start) = (spanned.get_ref(), spanned.span().start);
        let at = if value.is_str() { start } else { key };
        self.places.remember(path.to_owned(), at);
        match (holds, value) {
            (Holds::One(shape), DeValue::Table(table)) => self.table(table, shape, path, key, id),
            (Holds::Many(shape), DeValue::Array(array)) => {
                for (index, item) in array.iter().enumerate() {
                    self.item(item, shape, &join(path, &index.to_string()), id);
                }
            }
            (Holds::Lists, DeValue::Table(lists)) => {
                for (name, list) in lists {
                    self.value(
                        list,
                        Holds::Many(Table::Choice),
                        &join(path, name.get_ref()),
                        name.span().start,
                        name.get_ref(),
                    );
                }
            }
            (Holds::Text, DeValue::Table(text)) => {
                for (language, words) in text {
                    self.value(words, Holds::Word, &join(path, language.get_ref()), language.span().start, id);
                }
            }
            (Holds::OneOf(allowed), DeValue::String(word)) if !allowed.contains(&word.as_ref()) => {
                let place = self.places.at(start, id);
                self.problems.push(
                    Problem::error("unknown-word", place).with("value", word).with("allowed", allowed.join(", ")),
                );
            }
            (Holds::ManyOf(allowed), DeValue::Array(array)) => {
                for item in array.iter() {
                    self.value(item, Holds::OneOf(allowed), path, key, id);
                }
            }
            _ if fits(holds, value) => {}
            _ => {
                let field = path.rsplit('.').next().unwrap_or(path);
                let problem = Problem::error("wrong-type", self.places.at(start, id)).with("field", field);
                self.problems.push(problem.with("wanted", wanted(holds)).with("found", value.type_str()));
            }
        }
    }

    fn item(&mut self, item: &Spanned<DeValue>, shape: Table, path: &str, id: &str) {
        let start = item.span().start;
        self.places.remember(path.to_owned(), start);
        match item.get_ref() {
            DeValue::Table(table) => self.table(table, shape, path, start, id),
            other => self.problems.push(
                Problem::error("wrong-type", self.places.at(start, id))
                    .with("field", path.rsplit('.').nth(1).unwrap_or(path))
                    .with("wanted", wanted(Holds::Many(shape)))
                    .with("found", other.type_str()),
            ),
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn word<'t>(table: &'t DeTable, name: &str) -> Option<&'t str> {
    table.iter().find(|(key, _)| key.get_ref() == name).and_then(|(_, value)| value.get_ref().as_str())
}

fn fits(holds: Holds, value: &DeValue) -> bool {
    match (holds, value) {
        (Holds::Word | Holds::OneOf(_), DeValue::String(_)) | (Holds::Flag, DeValue::Boolean(_)) => true,
        (Holds::Words, DeValue::Array(array)) => array.iter().all(|item| item.get_ref().is_str()),
        (Holds::Whole, DeValue::Integer(number)) => u32::from_str_radix(number.as_str(), number.radix()).is_ok(),
        (Holds::Number, DeValue::Integer(number)) => i64::from_str_radix(number.as_str(), number.radix()).is_ok(),
        (Holds::Number, DeValue::Float(number)) => number.as_str().parse::<f64>().is_ok_and(f64::is_finite),
        _ => false,
    }
}

/// A word for each, which the sentence explains.
fn wanted(holds: Holds) -> &'static str {
    match holds {
        Holds::Word | Holds::OneOf(_) => "word",
        Holds::Words | Holds::ManyOf(_) => "words",
        Holds::Text => "text",
        Holds::Whole => "whole",
        Holds::Number => "number",
        Holds::Flag => "flag",
        Holds::One(_) => "table",
        Holds::Many(_) => "tables",
        Holds::Lists => "lists",
    }
}
