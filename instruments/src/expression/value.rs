//! A value, and how XPath 1.0 turns one sort into another.

use jiff::civil::{Date, date};

use crate::Answer;

/// What an expression, or a part of it, comes to. Blank is the empty text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, a code, or several codes with a blank between.
    Text(String),
    /// A number; not-a-number when it cannot be said.
    Number(f64),
    /// True or false.
    Truth(bool),
}

impl Value {
    /// Nothing.
    pub fn blank() -> Self {
        Self::Text(String::new())
    }

    /// Whether it is nothing.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => number.is_nan(),
            Self::Truth(_) => false,
        }
    }

    /// As words.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.is_nan() => "NaN".to_owned(),
            Self::Number(number) if number.is_infinite() => {
                if *number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
            }
            Self::Number(number) => (number + 0.0).to_string(),
            Self::Truth(truth) => truth.to_string(),
        }
    }

    /// As a number: blank is not a number, a month counts as the days since 1970 of its first day.
    pub fn number(&self) -> f64 {
        match self {
            Self::Text(text) => written_number(text).or_else(|| days(text)).unwrap_or(f64::NAN),
            Self::Number(number) => *number,
            Self::Truth(truth) => f64::from(u8::from(*truth)),
        }
    }

    /// As true or false: words are true unless there are none, numbers unless zero.
    pub fn truth(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => !number.is_nan() && *number != 0.0,
            Self::Truth(truth) => *truth,
        }
    }
}

impl From<&Answer> for Value {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Missing(_) => Self::blank(),
            Answer::One(text) | Answer::Date(text) | Answer::Text(text) => Self::Text(text.clone()),
            Answer::Several(codes) => Self::Text(codes.join(" ")),
            Answer::Number(number) => Self::Number(*number),
        }
    }
}

/// XPath's own way of writing numbers: no plus sign, no exponent.
fn written_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    (plain && digits.contains(|letter: char| letter.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Days since 1970 of `YYYY-MM` or `YYYY-MM-DD`.
fn days(text: &str) -> Option<f64> {
    let mut parts = text.trim().split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next().map_or(Some(1), |day| day.parse().ok())?;
    let day = Date::new(year, month, day).ok().filter(|_| parts.next().is_none())?;
    Some(f64::from((day - date(1970, 1, 1)).get_days()))
}
