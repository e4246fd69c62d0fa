//! A cell taken apart for files that programs read. Numbers have as many places as people are shown and no more: what is
//! behind them could tell a hidden neighbour. Shares of people and their changes have four: their counts are shown.

use serde::Serialize;

use super::document::Cell;
use super::words::plain;
use crate::disclosure::derive::FEWEST;
use crate::statistics::Interval;
use crate::statistics::interval::proportion;

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
    /// The name of a change's test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// Its p-value on its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
}

/// Places of points of 100, as of shares.
const POINTS: u8 = 4;
/// Places of p-values; of those below [`LEAST_P`] three digits count.
const OF_P: u8 = 6;
/// Below it places would leave too little of a p-value.
const LEAST_P: f64 = 0.001;

impl Parts {
    /// Takes a cell apart for data files, which tell the interval of a share beside it.
    pub fn with_interval(cell: &Cell) -> Self {
        let parts = Self::of(cell);
        let (Some(count), Some(base)) = (parts.count, parts.base.filter(|base| *base >= FEWEST)) else { return parts };
        let ends = proportion(count as usize, base as usize).interval;
        let end = |of: fn(&Interval) -> f64| ends.as_ref().map(|ends| rounded(of(ends), 4));
        Self { low: end(|ends| ends.low), high: end(|ends| ends.high), ..parts }
    }

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
            Cell::Points { by, test, p } => Self {
                value: Value::Number(rounded(by * 100.0, POINTS)),
                test: Some(test.clone()).filter(|test| !test.is_empty()),
                p: p.map(|p| if p < LEAST_P { three_digits(p) } else { rounded(p, OF_P) }),
                ..Self::default()
            },
            Cell::Between { low, high } => {
                let [low, high] = [low, high].map(|end| Some(rounded(end * 100.0, POINTS)));
                Self { low, high, ..Self::default() }
            }
            Cell::Hidden => Self { hidden: true, ..Self::default() },
            Cell::Nothing => Self::default(),
        }
    }
}

/// A number of which three digits count, however small it is.
fn three_digits(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

/// A number with so many places; 0 has no sign.
fn rounded(value: f64, decimals: u8) -> f64 {
    let value = format!("{value:.*}", usize::from(decimals)).parse().unwrap_or(value);
    if value == 0.0 { 0.0 } else { value }
}
