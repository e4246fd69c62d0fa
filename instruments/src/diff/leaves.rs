//! An instrument taken apart: every value that stands in it, under a stable key. It walks the serialized form, so that no
//! field can be forgotten; lists that questions share are counted for each question that uses them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::Instrument;

/// One value.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// `question.needs.option.food`, `question.needs.show_if`.
    pub(super) key: String,
    /// The language, for words.
    pub(super) language: Option<String>,
    /// The question, section or scale it belongs to, as the start of its key; empty for the whole instrument.
    pub(super) owner: String,
    /// The id of that.
    pub(super) id: String,
    /// The name of the field in the file; of a list of parts, the name of the list.
    pub(super) field: String,
    /// What stands there.
    pub(super) value: String,
}

/// All leaves, in reading order.
pub(super) struct Leaves {
    all: Vec<Leaf>,
    places: BTreeMap<(String, Option<String>), usize>,
    owners: BTreeSet<String>,
    /// Keys of options, rows and other parts, with the name of their list.
    parts: BTreeMap<String, String>,
}

/// Fields that hold words by language.
const TEXTS: &[&str] = &[
    "title",
    "text",
    "hint",
    "unit",
    "content_note",
    "category",
    "say",
    "who",
    "why",
    "seen_by",
    "limits",
    "more",
    "acknowledgement",
];
/// Lists whose entries are counted on their own, wherever they stand.
const OWNERS: &[&str] = &["section", "question", "scale"];

impl Leaves {
    pub(super) fn of(instrument: &Instrument) -> Self {
        let mut walk =
            Walk { instrument, all: Vec::new(), owners: BTreeSet::from([String::new()]), parts: BTreeMap::new() };
        if let Ok(Value::Object(table)) = serde_json::to_value(instrument) {
            walk.instrument(&table);
        }
        let Walk { all, owners, parts, .. } = walk;
        let places = all.iter().enumerate().map(|(at, leaf)| ((leaf.key.clone(), leaf.language.clone()), at)).collect();
        Self { all, places, owners, parts }
    }

    pub(super) fn all(&self) -> &[Leaf] {
        &self.all
    }

    /// The leaf at the same place as one of another version.
    pub(super) fn find(&self, other: &Leaf) -> Option<&Leaf> {
        self.places.get(&(other.key.clone(), other.language.clone())).map(|at| &self.all[*at])
    }

    /// Whether there is such a question, section or scale.
    pub(super) fn owns(&self, owner: &str) -> bool {
        self.owners.contains(owner)
    }

    /// Whether there are words under a key, in whatever language.
    pub(super) fn says(&self, key: &str) -> bool {
        let first = (key.to_owned(), Some(String::new()));
        self.places.range(first..).next().is_some_and(|((found, _), _)| found == key)
    }

    /// The list that a key's option, row or other part stands in.
    pub(super) fn part_of(&self, key: &str) -> Option<&str> {
        self.parts.get(key).map(String::as_str)
    }

    /// The key of the words by which people know a question, section or scale.
    pub(super) fn headline(&self, owner: &str) -> String {
        format!("{owner}.{}", if owner.starts_with("question.") { "text" } else { "title" })
    }
}

struct Walk<'a> {
    instrument: &'a Instrument,
    all: Vec<Leaf>,
    owners: BTreeSet<String>,
    parts: BTreeMap<String, String>,
}

/// Where the walk stands: the key so far, and to what it belongs.
#[derive(Clone, Default)]
struct Here {
    key: String,
    owner: String,
    id: String,
}

impl Here {
    fn at(&self, name: &str) -> Self {
        let key = if self.key.is_empty() { name.to_owned() } else { format!("{}.{name}", self.key) };
        Self { key, ..self.clone() }
    }
}

impl Walk<'_> {
    fn instrument(&mut self, table: &Map<String, Value>) {
        let here = Here::default();
        let later = ["list", "section", "scale"];
        for (name, value) in table.iter().filter(|(name, _)| !later.contains(&name.as_str())) {
            self.field(&here, name, value);
        }
        self.unused_lists(table);
        for name in &later[1..] {
            table.get(*name).into_iter().for_each(|value| self.field(&here, name, value));
        }
    }

    fn unused_lists(&mut self, table: &Map<String, Value>) {
        let used = |name: &String| self.instrument.questions().any(|question| question.list.as_ref() == Some(name));
        let lists = table.get("list").and_then(Value::as_object).into_iter().flatten();
        let unused: Vec<_> = lists.filter(|(name, _)| !used(name)).collect();
        for (name, list) in unused {
            let here = Here { id: name.clone(), ..Here::default().at("list") };
            self.parts(&here.at(name), "option", list.as_array().map_or(&[], Vec::as_slice));
        }
    }

    fn field(&mut self, here: &Here, name: &str, value: &Value) {
        match value {
            Value::Object(texts) if TEXTS.contains(&name) => self.texts(&here.at(name), name, texts),
            Value::Object(table) => table.iter().for_each(|(inner, value)| self.field(&here.at(name), inner, value)),
            Value::Array(items) if OWNERS.contains(&name) => items.iter().for_each(|item| self.owner(name, item)),
            Value::Array(items) if items.iter().any(Value::is_object) => self.parts(&here.at(name), name, items),
            other => self.leaf(&here.at(name), name, None, &plain(other)),
        }
    }

    /// A question, section or scale: its key starts anew, so that another place is no other question.
    fn owner(&mut self, name: &str, item: &Value) {
        let Some(table) = item.as_object() else { return };
        let id = table.get("id").map(plain).unwrap_or_default();
        let owner = format!("{name}.{id}");
        self.owners.insert(owner.clone());
        let here = Here { key: owner.clone(), owner, id: id.clone() };
        self.leaf(&here, "id", None, &id);
        let shared = self.instrument.lists.get(table.get("list").and_then(Value::as_str).unwrap_or_default());
        if let Some(Ok(Value::Array(options))) = shared.map(serde_json::to_value) {
            self.parts(&here.at("option"), "option", &options);
        }
        table.iter().filter(|(name, _)| *name != "id").for_each(|(name, value)| self.field(&here, name, value));
    }

    /// Options, rows, elements, checks, bands: their order, then each under its own name; the words of one have no
    /// further name.
    fn parts(&mut self, here: &Here, name: &str, items: &[Value]) {
        let own = |(at, item): (usize, &Value)| {
            item.get("id").or_else(|| item.get("code")).map_or_else(|| (at + 1).to_string(), plain)
        };
        let names: Vec<String> = items.iter().enumerate().map(own).collect();
        self.leaf(here, name, None, &names.join(", "));
        for (part, item) in names.iter().zip(items) {
            let here = here.at(part);
            self.parts.insert(here.key.clone(), name.to_owned());
            for (field, value) in item.as_object().into_iter().flatten() {
                match value {
                    _ if matches!(field.as_str(), "id" | "code") => {}
                    Value::Object(texts) if matches!(field.as_str(), "text" | "say") => self.texts(&here, field, texts),
                    other => self.field(&here, field, other),
                }
            }
        }
    }

    fn texts(&mut self, here: &Here, name: &str, texts: &Map<String, Value>) {
        texts.iter().for_each(|(language, words)| self.leaf(here, name, Some(language.clone()), &plain(words)));
    }

    fn leaf(&mut self, here: &Here, field: &str, language: Option<String>, value: &str) {
        if !value.trim().is_empty() {
            let Here { key, owner, id } = here.clone();
            self.all.push(Leaf { key, language, owner, id, field: field.to_owned(), value: value.to_owned() });
        }
    }
}

/// A value as it is read: texts without quotes, lists with commas.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
