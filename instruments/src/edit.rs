//! Puts words into a file without touching anything else: comments, order and spacing stay as its author left them.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};

use crate::words::places;
use crate::{Instrument, Place, Problem, parse};

/// Puts texts in place by key and language. Nothing is changed unless all of it can be. An empty text takes the words
/// of that language away; words may also be put where a question has no `hint` yet, a section no `text` or `content_note`.
pub fn put_words(source: &str, words: &[(String, String, String)]) -> Result<String, Vec<Problem>> {
    let instrument = parse(source)?;
    let paths = paths(&instrument);
    let mut document = read(source)?;
    let mut problems = Vec::new();
    for (key, language, text) in words {
        match paths.get(key) {
            Some(path) if instrument.languages.contains(language) => put(&mut document, path, language, text),
            Some(_) => problems.push(about("word-language", key, language)),
            None => problems.push(about("word-key", key, language)),
        }
    }
    if problems.is_empty() { sound(document.to_string()) } else { Err(problems) }
}

/// Keys of texts that are not there and may be put in: hints, words before a part, content notes, more about consent.
pub fn open_keys(instrument: &Instrument) -> Vec<String> {
    let there: Vec<_> = places(instrument).into_iter().map(|word| word.key).collect();
    paths(instrument).into_keys().filter(|key| !there.contains(key)).collect()
}

/// Offers an instrument in one more language, whose words are then put in.
pub fn add_language(source: &str, language: &str) -> Result<String, Vec<Problem>> {
    let mut instrument = parse(source)?;
    if !instrument.languages.iter().any(|known| known == language) {
        instrument.languages.push(language.to_owned());
    }
    let mut document = read(source)?;
    set_languages(&mut document, &instrument.languages);
    sound(document.to_string())
}

/// Reads a file for editing.
pub(crate) fn read(source: &str) -> Result<DocumentMut, Vec<Problem>> {
    source.parse().map_err(|error: toml_edit::TomlError| {
        vec![Problem::error("broken-toml", Place::default()).with("message", error.message())]
    })
}

/// A file that still reads after it was changed.
pub(crate) fn sound(source: String) -> Result<String, Vec<Problem>> {
    parse(&source).map(|_| source)
}

/// Writes the list of languages.
pub(crate) fn set_languages(document: &mut DocumentMut, languages: &[String]) {
    set(document.as_table_mut(), "languages", Value::Array(languages.iter().map(String::as_str).collect()));
}

/// The path of every text that there is, or that may be added.
fn paths(instrument: &Instrument) -> BTreeMap<String, String> {
    let mut paths = BTreeMap::from([("consent.more".to_owned(), "consent.more".to_owned())]);
    let mut open = |key: String, path: &str, names: [&str; 2]| {
        paths.extend(names.map(|name| (format!("{key}.{name}"), format!("{path}.{name}"))));
    };
    for (index, section) in instrument.sections.iter().enumerate() {
        open(format!("section.{}", section.id), &format!("section.{index}"), ["text", "content_note"]);
        for (at, question) in section.questions.iter().enumerate() {
            let path = format!("section.{index}.question.{at}");
            open(format!("question.{}", question.id), &path, ["text", "hint"]);
            for (inner, question) in crate::keys::inner(question).iter().enumerate() {
                open(format!("question.{}", question.id), &format!("{path}.question.{inner}"), ["text", "hint"]);
            }
        }
    }
    paths.extend(places(instrument).into_iter().map(|word| (word.key, word.path)));
    paths
}

fn about(code: &'static str, key: &str, language: &str) -> Problem {
    let place = Place { language: Some(language.to_owned()), ..Place::of(key) };
    Problem::error(code, place).with("key", key).with("language", language)
}

/// Puts one text at a path, making the table of its languages when it is not there yet.
pub(crate) fn put(document: &mut DocumentMut, path: &str, language: &str, text: &str) {
    let Some((around, name)) = path.rsplit_once('.') else {
        return put_in(document.as_table_mut(), path, language, text);
    };
    if let Some(table) = walk(document.as_table_mut(), around) {
        put_in(table, name, language, text);
    }
}

fn put_in(table: &mut dyn TableLike, name: &str, language: &str, text: &str) {
    if !table.contains_key(name) {
        if text.is_empty() {
            return;
        }
        table.insert(name, Item::Value(Value::InlineTable(InlineTable::new())));
    }
    let Some(texts) = table.get_mut(name).and_then(Item::as_table_like_mut) else { return };
    if text.is_empty() {
        texts.remove(language);
    } else {
        set(texts, language, Value::from(text));
    }
    if texts.is_empty() {
        table.remove(name);
    }
}

/// Sets a value, keeping the spacing and comment of the one before.
pub(crate) fn set(table: &mut dyn TableLike, name: &str, mut value: Value) {
    if let Some(before) = table.get_mut(name).and_then(Item::as_value_mut) {
        *value.decor_mut() = before.decor().clone();
        *before = value;
    } else {
        table.insert(name, Item::Value(value));
    }
}

/// The table at a path; numbers are places in arrays.
pub(crate) fn walk<'t>(table: &'t mut dyn TableLike, path: &str) -> Option<&'t mut dyn TableLike> {
    let mut table = table;
    let mut names = path.split('.').peekable();
    while let Some(name) = names.next() {
        let item = table.get_mut(name)?;
        table = match names.peek().and_then(|next| next.parse().ok()).filter(|_| !item.is_table_like()) {
            Some(index) => {
                names.next();
                element(item, index)?
            }
            None => item.as_table_like_mut()?,
        };
    }
    Some(table)
}

fn element(item: &mut Item, index: usize) -> Option<&mut dyn TableLike> {
    match item {
        Item::ArrayOfTables(tables) => tables.get_mut(index).map(|table| table as &mut dyn TableLike),
        Item::Value(Value::Array(array)) => match array.get_mut(index)? {
            Value::InlineTable(table) => Some(table),
            _ => None,
        },
        _ => None,
    }
}
