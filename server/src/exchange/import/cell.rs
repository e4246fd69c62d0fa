//! Reads one cell as part of an answer, in the form fields that the instrument's own reader takes.

use instruments::{Kind, MissingReason};

use super::map::Map;
use super::target::{Part, Slot, fold};

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// No answer, and why.
    Missing(MissingReason),
    /// An option of several that was not ticked.
    Unticked,
    /// Fields of a form: name, value.
    Fields(Vec<(String, String)>),
}

/// Reads a cell; the error is the code of its problem.
pub(super) fn read(slot: &Slot, map: &Map, cell: &str) -> Result<Cell, &'static str> {
    let cell = cell.trim();
    if let Some(reason) = missing(slot, map, cell) {
        return Ok(Cell::Missing(reason));
    }
    let recoded = slot.reading.recode.get(cell);
    let word = recoded.map_or(cell, String::as_str);
    match &slot.part {
        Part::Whole => whole(slot, word, recoded.is_some()).map(Cell::Fields),
        Part::Place(place) => Ok(Cell::Fields(vec![(place_field(slot, *place), code(slot, word)?)])),
        Part::Option(option) if slot.kind == Kind::Ranking => {
            let place: usize = word.parse().map_err(|_| "import-not-a-place")?;
            Ok(if place == 0 { Cell::Unticked } else { Cell::Fields(vec![(place_field(slot, place), option.clone())]) })
        }
        Part::Option(option) => ticked(slot, option, word),
    }
}

fn missing(slot: &Slot, map: &Map, cell: &str) -> Option<MissingReason> {
    let own = slot.reading.missing.get(cell).or_else(|| map.missing.get(cell)).copied();
    own.or(match cell {
        "" => Some(MissingReason::Skipped),
        // As our own export writes them.
        "~skipped" => Some(MissingReason::Skipped),
        "~not_applicable" => Some(MissingReason::NotApplicable),
        "~not_asked" => Some(MissingReason::NotAsked),
        "~dont_know" => Some(MissingReason::DontKnow),
        "~prefer_not" => Some(MissingReason::PreferNot),
        _ => None,
    })
}

fn whole(slot: &Slot, word: &str, recoded: bool) -> Result<Vec<(String, String)>, &'static str> {
    let field = |value: String| (slot.key.clone(), value);
    match slot.kind {
        Kind::Several => Ok(several(slot, word)?.into_iter().map(field).collect()),
        Kind::Ranking => {
            let order = several(slot, word)?.into_iter().enumerate();
            Ok(order.map(|(place, code)| (place_field(slot, place + 1), code)).collect())
        }
        kind if kind.takes_one_option() && recoded => Ok(vec![field(word.to_owned())]),
        kind if kind.takes_one_option() => Ok(vec![field(code(slot, word)?)]),
        _ => Ok(vec![field(word.to_owned())]),
    }
}

/// The code behind a code or a label.
fn code(slot: &Slot, word: &str) -> Result<String, &'static str> {
    match slot.codes.get(&fold(word)) {
        Some(Some(code)) => Ok(code.clone()),
        Some(None) => Err("import-ambiguous"),
        None => Err("import-no-option"),
    }
}

/// Several words in one cell. Labels may hold the separator themselves: the longest known word wins.
fn several(slot: &Slot, cell: &str) -> Result<Vec<String>, &'static str> {
    let separator = slot.reading.separator.as_deref().unwrap_or(";").trim();
    let parts: Vec<&str> = if separator.is_empty() { vec![cell] } else { cell.split(separator).collect() };
    let (mut codes, mut start) = (Vec::new(), 0);
    while start < parts.len() {
        let known = (start + 1..=parts.len()).rev().find_map(|end| {
            let words = parts[start..end].join(separator);
            let word = slot.reading.recode.get(words.trim()).map_or(words.as_str(), String::as_str);
            code(slot, word).ok().map(|code| (code, end))
        });
        let (code, end) = known.ok_or("import-no-option")?;
        codes.push(code);
        start = end;
    }
    Ok(codes)
}

/// A split column: the option's own word, or a mark, says that it was ticked.
fn ticked(slot: &Slot, option: &str, word: &str) -> Result<Cell, &'static str> {
    let folded = fold(word);
    let own = slot.codes.get(&folded).is_some_and(|code| code.as_deref() == Some(option));
    match folded.as_str() {
        "0" | "no" | "false" | "off" | "unchecked" | "not selected" => Ok(Cell::Unticked),
        "1" | "yes" | "true" | "on" | "x" | "checked" | "selected" => {
            Ok(Cell::Fields(vec![(slot.key.clone(), option.to_owned())]))
        }
        _ if own || word == option => Ok(Cell::Fields(vec![(slot.key.clone(), option.to_owned())])),
        _ => Err("import-not-a-tick"),
    }
}

fn place_field(slot: &Slot, place: usize) -> String {
    format!("{}.place.{place}", slot.key)
}
