//! A cell taken apart for files that programs read. Numbers have as many places as people are shown and no more: what is
//! behind them could tell a hidden neighbour.

use serde::Serialize;

use super::document::Cell;
use super::words::plain;

/// What stands in the place of the value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// None.
    #[default]
    None,
}

/// The parts of a cell; what it has not is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Parts {
    /// The value; shares from 0 to 1.
    pub value: Value,
    /// How many people a share counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Of how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
    /// The lower end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Whether there is a value that must not be shown.
    pub hidden: bool,
}

impl Parts {
    /// Takes a cell apart.
    pub fn of(cell: &Cell) -> Self {
        match cell.sound() {
            Cell::Text(text) => Self { value: Value::Text(plain(text)), ..Self::default() },
            Cell::Count(count) => Self { value: Value::Number(*count as f64), ..Self::default() },
            Cell::Share { share, count, base } => {
                // A share of counted people is known from its counts; another only as it is written, in whole percents.
                let places = if count.is_some() { 4 } else { 2 };
                let value = Value::Number(rounded(*share, places));
                Self { value, count: *count, base: Some(*base), ..Self::default() }
            }
            Cell::Number { value, decimals } => {
                Self { value: Value::Number(rounded(*value, *decimals)), ..Self::default() }
            }
            Cell::Range { low, high, decimals, percent } => {
                let places = decimals.saturating_add(if *percent { 2 } else { 0 });
                Self { low: Some(rounded(*low, places)), high: Some(rounded(*high, places)), ..Self::default() }
            }
            Cell::Hidden => Self { hidden: true, ..Self::default() },
            Cell::Nothing => Self::default(),
        }
    }
}

/// A number with so many places; 0 has no sign.
fn rounded(value: f64, decimals: u8) -> f64 {
    let value = format!("{value:.*}", usize::from(decimals)).parse().unwrap_or(value);
    if value == 0.0 { 0.0 } else { value }
}
