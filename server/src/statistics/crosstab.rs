//! A crosstab of two questions: Pearson's χ², which p-value to show, Cramér's V, and the cells that stand out.

use super::exact::{self, Exact};
use super::interval::NINETY_FIVE;
use super::noncentral::chi_squared_shift;
use super::{Figure, Interval, Reason, tail};

/// Below this expected count somewhere, χ² is not to be trusted and the exact test is shown.
pub const SMALLEST_EXPECTED: f64 = 5.0;
/// An adjusted residual beyond this marks its cell.
const STANDS_OUT: f64 = 2.0;

/// What there is to say about a table of counts, after its empty rows and columns are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Crosstab {
    /// How many people it counts.
    pub base: u64,
    /// Places of the rows that are not empty.
    pub rows: Vec<usize>,
    /// Places of the columns that are not empty.
    pub columns: Vec<usize>,
    /// Every cell of those, row by row.
    pub cells: Vec<Vec<Cell>>,
    /// Pearson's test without Yates's correction.
    pub chi_squared: ChiSquared,
    /// Smallest expected count.
    pub least_expected: f64,
    /// Share of cells whose expected count is below 5.
    pub share_expected_below_five: f64,
    /// How strongly the two hang together.
    pub association: Association,
    /// Freeman and Halton's test, or Fisher's for two by two; only where an expected count is below 5.
    pub exact: Option<Exact>,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// How many there are.
    pub count: u64,
    /// How many there would be if rows and columns had nothing to do with each other.
    pub expected: f64,
    /// Adjusted standardised residual (Haberman 1973): like a z-value.
    pub residual: f64,
}

/// A cell that has more or fewer people than expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// More than expected.
    More,
    /// Fewer.
    Fewer,
}

impl Cell {
    /// Whether the cell stands out: its residual is beyond 2.
    pub fn mark(&self) -> Option<Mark> {
        (self.residual.abs() > STANDS_OUT).then_some(if self.residual > 0.0 { Mark::More } else { Mark::Fewer })
    }
}

/// Pearson's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquared {
    /// χ², without correction.
    pub statistic: f64,
    /// (rows − 1)(columns − 1).
    pub freedom: usize,
    /// Its p-value.
    pub p: f64,
}

/// Cramér's V in its two forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Association {
    /// Bias-corrected V (Bergsma 2013), 0…1, with the 95 % interval that the noncentral χ² gives (Smithson 2003). The
    /// point may be 0 while the interval is not, since only the point is corrected.
    pub corrected: Figure,
    /// V as Cramér wrote it (1946).
    pub raw: f64,
    /// The interval as noncentrality of χ².
    pub noncentrality: Option<Interval>,
}

impl Crosstab {
    /// The p-value to show: the exact one where an expected count is below 5, else that of χ².
    pub fn p(&self) -> f64 {
        self.exact.map_or(self.chi_squared.p, |exact| exact.p)
    }

    /// The residual farthest from 0, without its sign.
    pub fn largest_residual(&self) -> f64 {
        self.cells.iter().flatten().map(|cell| cell.residual.abs()).fold(0.0, f64::max)
    }
}

/// Counts people by two questions: for each, the places of the two answers, or none where one is missing.
pub fn tabulate(
    pairs: impl IntoIterator<Item = (Option<usize>, Option<usize>)>,
    (rows, columns): (usize, usize),
) -> Vec<Vec<u64>> {
    let mut table = vec![vec![0; columns]; rows];
    for (row, column) in pairs.into_iter().filter_map(|(row, column)| row.zip(column)) {
        if let Some(cell) = table.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell += 1;
        }
    }
    table
}

/// Works out a table of counts of people, row by row; `seed` is where draws begin, should the exact test need them.
pub fn crosstab(table: &[Vec<u64>], seed: u64) -> Result<Crosstab, Reason> {
    let (rows, columns, counts) = without_empty(table);
    let base: u64 = counts.iter().flatten().sum();
    if base == 0 {
        return Err(Reason::NoAnswers);
    }
    if rows.len() < 2 || columns.len() < 2 {
        return Err(Reason::FewerThanTwoCategories);
    }
    let cells = cells(&counts, base);
    let all = || cells.iter().flatten();
    let least_expected = all().map(|cell| cell.expected).fold(f64::INFINITY, f64::min);
    let below = all().filter(|cell| cell.expected < SMALLEST_EXPECTED).count();
    let exact = (below > 0).then(|| exact::freeman_halton(&counts, seed)).transpose()?;
    let chi_squared = test(&cells).ok_or(Reason::OutOfRange)?;
    Ok(Crosstab {
        base,
        chi_squared,
        least_expected,
        share_expected_below_five: below as f64 / all().count() as f64,
        association: association(chi_squared.statistic, base, rows.len(), columns.len()),
        exact,
        rows,
        columns,
        cells,
    })
}

/// Places of the rows and columns that are not empty, and their counts.
fn without_empty(table: &[Vec<u64>]) -> (Vec<usize>, Vec<usize>, Vec<Vec<u64>>) {
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: usize, column: usize| table[row].get(column).copied().unwrap_or(0);
    let rows: Vec<usize> = (0..table.len()).filter(|row| table[*row].iter().any(|count| *count > 0)).collect();
    let columns: Vec<usize> = (0..width).filter(|column| rows.iter().any(|row| cell(*row, *column) > 0)).collect();
    let counts = rows.iter().map(|row| columns.iter().map(|column| cell(*row, *column)).collect()).collect();
    (rows, columns, counts)
}

fn cells(counts: &[Vec<u64>], base: u64) -> Vec<Vec<Cell>> {
    let base = base as f64;
    let width = counts.first().map_or(0, Vec::len);
    let of_columns: Vec<f64> =
        (0..width).map(|column| counts.iter().map(|row| row[column]).sum::<u64>() as f64).collect();
    let cell = |count: u64, row: f64, column: f64| {
        let expected = row * column / base;
        let spread = (expected * (1.0 - row / base) * (1.0 - column / base)).sqrt();
        Cell { count, expected, residual: (count as f64 - expected) / spread }
    };
    let row = |counts: &Vec<u64>| {
        let sum = counts.iter().sum::<u64>() as f64;
        counts.iter().zip(&of_columns).map(|(count, column)| cell(*count, sum, *column)).collect()
    };
    counts.iter().map(row).collect()
}

fn test(cells: &[Vec<Cell>]) -> Option<ChiSquared> {
    let all = cells.iter().flatten();
    let statistic = all.map(|cell| (cell.count as f64 - cell.expected).powi(2) / cell.expected).sum();
    let freedom = (cells.len() - 1) * (cells.first()?.len() - 1);
    Some(ChiSquared { statistic, freedom, p: tail::chi_squared(statistic, freedom as f64)? })
}

fn association(chi_squared: f64, base: u64, rows: usize, columns: usize) -> Association {
    let (n, freedom) = (base as f64, ((rows - 1) * (columns - 1)) as f64);
    let sides = (rows.min(columns) - 1) as f64;
    let noncentrality = chi_squared_shift(chi_squared, freedom, NINETY_FIVE);
    let as_v = |shift: f64| (shift / (n * sides)).sqrt().min(1.0);
    let interval = noncentrality.map(|shift| Interval { low: as_v(shift.low), high: as_v(shift.high) });
    let estimate = corrected(chi_squared, n, rows as f64, columns as f64);
    let reason = estimate.is_none().then_some(Reason::TooFewAnswers);
    let corrected = Figure { estimate, interval, base: base as usize, reason };
    Association { corrected, raw: (chi_squared / (n * sides)).sqrt().min(1.0), noncentrality }
}

/// Bergsma's V; nothing where there are as many rows or columns as people.
fn corrected(chi_squared: f64, n: f64, rows: f64, columns: f64) -> Option<f64> {
    let phi = (chi_squared / n - (rows - 1.0) * (columns - 1.0) / (n - 1.0)).max(0.0);
    let side = |count: f64| count - (count - 1.0).powi(2) / (n - 1.0);
    let sides = side(rows).min(side(columns)) - 1.0;
    (sides > 1e-12).then(|| (phi / sides).sqrt().min(1.0))
}

#[cfg(test)]
mod tests {
    //! A researcher crosses two questions.

    use super::*;

    #[test]
    fn who_left_one_of_the_two_out_is_in_no_cell() {
        let pairs = [(Some(0), Some(1)), (Some(0), Some(1)), (None, Some(0)), (Some(1), None), (Some(9), Some(0))];
        assert_eq!(tabulate(pairs, (2, 2)), [[0, 2], [0, 0]]);
    }

    #[test]
    fn a_small_table_shows_the_exact_test_and_a_large_one_does_not() {
        let small = crosstab(&[vec![0, 12], vec![5, 9]], 1).unwrap();
        assert_eq!(small.p(), small.exact.unwrap().p);
        let large = crosstab(&[vec![50, 40], vec![40, 50]], 1).unwrap();
        assert_eq!((large.exact, large.p()), (None, large.chi_squared.p));
    }

    #[test]
    fn cells_that_stand_out_are_marked_on_both_sides() {
        let table = crosstab(&[vec![30, 10], vec![10, 30]], 1).unwrap();
        assert_eq!(table.cells[0].iter().map(Cell::mark).collect::<Vec<_>>(), [Some(Mark::More), Some(Mark::Fewer)]);
        let even = crosstab(&[vec![20, 20], vec![20, 20]], 1).unwrap();
        assert!(even.cells.iter().flatten().all(|cell| cell.mark().is_none()));
    }

    #[test]
    fn order_and_empty_rows_change_nothing() {
        let one = crosstab(&[vec![7, 1, 3], vec![9, 4, 7], vec![2, 8, 1]], 1).unwrap();
        let moved = crosstab(&[vec![2, 1, 8], vec![0, 0, 0], vec![7, 3, 1], vec![9, 7, 4]], 1).unwrap();
        assert!((one.chi_squared.statistic - moved.chi_squared.statistic).abs() < 1e-12);
        assert!((one.p() - moved.p()).abs() < 1e-12);
        assert_eq!(moved.rows, [0, 2, 3]);
    }

    #[test]
    fn as_many_rows_as_people_have_no_corrected_v() {
        let table = crosstab(&[vec![1, 0], vec![0, 1]], 1).unwrap();
        assert_eq!(table.association.corrected.estimate, None);
        assert!(table.association.corrected.interval.is_none_or(|limits| limits.low.is_finite()));
    }
}
