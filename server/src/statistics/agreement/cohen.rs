//! Cohen's κ of two coders, plain and weighted.

use super::super::Interval;
use super::super::interval::NINETY_FIVE;
use super::{Agreement, Limits, Measure, Method, Ratings, Undefined, Value};

/// How much a disagreement weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// All the same: the only choice for codes without an order.
    Equal,
    /// By steps between ordered categories (unused categories count as steps).
    Linear,
    /// By the square of the steps.
    Quadratic,
}

impl Weights {
    fn distance(self, one: usize, other: usize) -> u128 {
        let steps = one.abs_diff(other) as u128;
        match self {
            Self::Equal => u128::from(steps > 0),
            Self::Linear => steps,
            Self::Quadratic => steps * steps,
        }
    }

    fn measure(self) -> Measure {
        match self {
            Self::Equal => Measure::Cohen,
            Self::Linear => Measure::CohenLinear,
            Self::Quadratic => Measure::CohenQuadratic,
        }
    }
}

/// κ with the parts it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohen {
    /// κ, its base and its large-sample interval (units taken as independent), cut to −1 … 1.
    pub agreement: Agreement,
    /// Observed agreement, weighted as κ is.
    pub observed: Option<f64>,
    /// Agreement that chance would give.
    pub expected: Option<f64>,
    /// Standard error of κ.
    pub se: Option<f64>,
    /// Standard error where there is no agreement beyond chance.
    pub se_null: Option<f64>,
}

/// κ = 1 − weighted observed ÷ weighted expected disagreement (Cohen 1960, 1968), from units that both coded; standard
/// errors of Fleiss, Cohen & Everitt 1969 (Psychol. Bull. 72:323–327).
pub fn cohen(ratings: &Ratings, weights: Weights) -> Cohen {
    let agreement = |value| Agreement::bare(weights.measure(), value, ratings.base());
    let bare = |agreement| Cohen { agreement, observed: None, expected: None, se: None, se_null: None };
    if ratings.coders() != 2 {
        return bare(agreement(Undefined::NotTwoCoders.into()));
    }
    let table = Table::of(ratings);
    if table.units == 0 {
        return bare(agreement(Undefined::NoUnits.into()));
    }
    let (parts, value) = (table.weighted(weights), table.kappa(weights));
    let mut found = Cohen { observed: Some(parts.observed), expected: Some(parts.expected), ..bare(agreement(value)) };
    if let Value::Number(kappa) = value {
        let se = table.se(&parts, kappa);
        (found.se, found.se_null) = (Some(se), Some(table.se_null(&parts)));
        found.agreement.limits = limits(kappa, se);
    }
    found
}

fn limits(kappa: f64, se: f64) -> Result<Limits, Undefined> {
    if se <= 0.0 || !se.is_finite() {
        return Err(Undefined::NoSpread);
    }
    let half = NINETY_FIVE.z * se;
    let interval = Interval { low: (kappa - half).max(-1.0), high: (kappa + half).min(1.0) };
    Ok(Limits { interval, se, method: Method::LargeSample })
}

/// First coder's categories by the second's.
struct Table {
    units: u128,
    cells: Vec<Vec<u128>>,
    rows: Vec<u128>,
    columns: Vec<u128>,
}

/// Weights of agreement between 0 and 1, and the two agreements under them.
struct Parts {
    weights: Vec<Vec<f64>>,
    observed: f64,
    expected: f64,
}

impl Table {
    fn of(ratings: &Ratings) -> Self {
        let mut cells = vec![vec![0_u128; ratings.categories()]; ratings.categories()];
        for unit in ratings.units() {
            if let [Some(first), Some(second)] = unit.ratings[..] {
                cells[first][second] += 1;
            }
        }
        let rows: Vec<u128> = cells.iter().map(|row| row.iter().sum()).collect();
        let columns = (0..cells.len()).map(|column| cells.iter().map(|row| row[column]).sum()).collect();
        Self { units: rows.iter().sum(), cells, rows, columns }
    }

    fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let categories = self.rows.len();
        (0..categories).flat_map(move |row| (0..categories).map(move |column| (row, column)))
    }

    fn kappa(&self, weights: Weights) -> Value {
        let sum = |of: &dyn Fn(usize, usize) -> u128| -> u128 {
            self.places().map(|(row, column)| weights.distance(row, column) * of(row, column)).sum()
        };
        let observed = self.units * sum(&|row, column| self.cells[row][column]);
        Value::corrected(observed as f64, sum(&|row, column| self.rows[row] * self.columns[column]) as f64)
    }

    fn share(&self, count: u128) -> f64 {
        count as f64 / self.units as f64
    }

    fn by_chance(&self, row: usize, column: usize) -> f64 {
        self.share(self.rows[row]) * self.share(self.columns[column])
    }

    fn weighted(&self, weights: Weights) -> Parts {
        let farthest = weights.distance(0, self.rows.len().saturating_sub(1)).max(1) as f64;
        let weight = |row, column| 1.0 - weights.distance(row, column) as f64 / farthest;
        let table = |row| (0..self.rows.len()).map(|column| weight(row, column)).collect();
        let observed =
            self.places().map(|(row, column)| weight(row, column) * self.share(self.cells[row][column])).sum();
        let expected = self.places().map(|(row, column)| weight(row, column) * self.by_chance(row, column)).sum();
        Parts { weights: (0..self.rows.len()).map(table).collect(), observed, expected }
    }

    /// Mean weight of each row and of each column under the other coder's shares.
    fn means(&self, parts: &Parts) -> (Vec<f64>, Vec<f64>) {
        let size = self.rows.len();
        let row = |row: usize| (0..size).map(|at| parts.weights[row][at] * self.share(self.columns[at])).sum();
        let column = |column: usize| (0..size).map(|at| parts.weights[at][column] * self.share(self.rows[at])).sum();
        ((0..size).map(row).collect(), (0..size).map(column).collect())
    }

    fn se(&self, parts: &Parts, kappa: f64) -> f64 {
        let (rows, columns) = self.means(parts);
        let part = |(row, column): (usize, usize)| {
            let off = parts.weights[row][column] - (rows[row] + columns[column]) * (1.0 - kappa);
            self.share(self.cells[row][column]) * off * off
        };
        let centre = kappa - parts.expected * (1.0 - kappa);
        self.error(parts, self.places().map(part).sum(), centre * centre)
    }

    fn se_null(&self, parts: &Parts) -> f64 {
        let (rows, columns) = self.means(parts);
        let part = |(row, column): (usize, usize)| {
            let off = parts.weights[row][column] - (rows[row] + columns[column]);
            self.by_chance(row, column) * off * off
        };
        self.error(parts, self.places().map(part).sum(), parts.expected * parts.expected)
    }

    /// Root of (`sum` − `centre`) ÷ n(1 − P_e)²; a difference that is only rounding is nought.
    fn error(&self, parts: &Parts, sum: f64, centre: f64) -> f64 {
        let variance = if sum - centre <= 1e-14 * (sum + centre) { 0.0 } else { sum - centre };
        (variance / self.units as f64).sqrt() / (1.0 - parts.expected)
    }
}
