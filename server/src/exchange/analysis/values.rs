//! The values of a coded column: every option of every version, each with a number that later edits leave alone.

use instruments::{Choice, Kind};

/// Words, and the numbers of the versions they stood in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// Numbers of the versions.
    pub versions: Vec<i64>,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its code: stable whatever its label.
    pub code: String,
    /// Its number in programs that want numbers.
    pub number: f64,
    /// Its labels, the newest last.
    pub labels: Vec<Said>,
    /// The version (counted from the oldest, 0) and place in its list where it stood last.
    pub(super) stood: (usize, usize),
}

impl Value {
    /// Its newest label.
    pub fn label(&self) -> &str {
        newest(&self.labels)
    }
}

/// The words that stood in the newest version.
pub(super) fn newest(said: &[Said]) -> &str {
    said.last().map_or("", |said| &said.text)
}

/// The words that newer ones replaced.
pub(super) fn earlier(said: &[Said]) -> Vec<&str> {
    said.split_last().map_or_else(Vec::new, |(_, rest)| rest.iter().map(|said| said.text.as_str()).collect())
}

/// Notes words of a version; those said last stand last.
pub(super) fn note(said: &mut Vec<Said>, text: &str, version: i64) {
    let mut found = match said.iter().position(|known| known.text == text) {
        Some(place) => said.remove(place),
        None => Said { text: text.to_owned(), versions: Vec::new() },
    };
    if found.versions.last() != Some(&version) {
        found.versions.push(version);
    }
    said.push(found);
}

/// Where numbers come from; decided by the first version, so that no later one changes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Codes that are small whole numbers.
    Codes,
    /// Scores, all different.
    Scores,
    /// The order of appearance.
    Order,
}

/// Numbers below this are kept for reasons for no answer.
const LOWEST: f64 = -90.0;

impl Rule {
    pub(super) fn of(kind: Kind, options: &[Choice]) -> Self {
        let all = |number: fn(&Choice) -> Option<f64>| {
            let numbers: Option<Vec<f64>> = options.iter().map(number).collect();
            let mut numbers = numbers.unwrap_or_default();
            numbers.sort_by(f64::total_cmp);
            !numbers.is_empty() && numbers.windows(2).all(|pair| pair[0] < pair[1])
        };
        match kind {
            Kind::YesNo => Self::Order,
            _ if all(by_code) => Self::Codes,
            _ if all(by_score) => Self::Scores,
            _ => Self::Order,
        }
    }

    /// Whether numbers say which value is more.
    pub(super) fn is_ordered(self) -> bool {
        self != Self::Order
    }

    fn number(self, option: &Choice) -> Option<f64> {
        match self {
            Self::Codes => by_code(option),
            Self::Scores => by_score(option),
            Self::Order => None,
        }
    }
}

fn by_code(option: &Choice) -> Option<f64> {
    let number: i32 = option.code.parse().ok()?;
    // `01` and `1` are two codes.
    (number.to_string() == option.code).then(|| f64::from(number)).filter(|number| *number > LOWEST)
}

fn by_score(option: &Choice) -> Option<f64> {
    option.score.filter(|score| score.is_finite() && *score > LOWEST)
}

/// Adds an option of a version, or notes that it stands there too.
pub(super) fn add(
    values: &mut Vec<Value>,
    rule: Rule,
    option: &Choice,
    text: &str,
    version: i64,
    stands: (usize, usize),
) {
    if let Some(known) = values.iter_mut().find(|value| value.code == option.code) {
        note(&mut known.labels, text, version);
        known.stood = stands;
        return;
    }
    let free = |number: &f64| values.iter().all(|value| value.number != *number);
    let number = rule.number(option).filter(free).unwrap_or_else(|| next(values));
    let labels = vec![Said { text: text.to_owned(), versions: vec![version] }];
    values.push(Value { code: option.code.clone(), number, labels, stood: stands });
}

/// A code that no version has: never lost.
pub(super) fn add_stray(values: &mut Vec<Value>, code: &str) {
    let number = next(values);
    let labels = vec![Said { text: code.to_owned(), versions: Vec::new() }];
    values.push(Value { code: code.to_owned(), number, labels, stood: (0, usize::MAX) });
}

fn next(values: &[Value]) -> f64 {
    values.iter().map(|value| value.number).fold(0.0, f64::max).floor() + 1.0
}

/// In the order of levels: by number where that is an order, else as in the newest version, then what was removed.
pub(super) fn order(values: &mut [Value], rule: Rule) {
    if rule.is_ordered() {
        values.sort_by(|one, other| one.number.total_cmp(&other.number));
    } else {
        values.sort_by_key(|value| (std::cmp::Reverse(value.stood.0), value.stood.1));
    }
}
