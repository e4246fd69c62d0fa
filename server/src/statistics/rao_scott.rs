//! Two weighted questions against each other: weighted counts and the F test of Rao and Scott, second order.

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::weights::{Design, Matrix, Person};

/// A weighted crosstab.
#[derive(Clone, Debug, PartialEq)]
pub struct Crosstab {
    /// Sums of weights, by row and column.
    pub counts: Vec<Vec<f64>>,
    /// People in the table.
    pub base: usize,
    /// People who answered both and have no weight.
    pub excluded: usize,
    /// The test, or why there is none.
    pub test: Result<Test, Untested>,
}

/// Whether two weighted questions hang together (Rao & Scott 1984; Thomas & Rao 1987).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// X² ÷ the sum of the design effects.
    pub f: f64,
    /// Degrees of freedom of the numerator, by Satterthwaite.
    pub numerator: f64,
    /// Degrees of freedom of the denominator: those of the numerator × (answers less strata).
    pub denominator: f64,
    /// Chance of such an F, or a larger one, without any relation.
    pub p: f64,
}

/// Why a weighted crosstab has no test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untested {
    /// Nobody answered both.
    NoAnswers,
    /// One row or one column is all there is.
    FewerThanTwoCategories,
    /// Too few people, or too many empty cells, for the variance of the counts.
    Singular,
}

impl Untested {
    /// The stable word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoAnswers => "no_answers",
            Self::FewerThanTwoCategories => "fewer_than_two_categories",
            Self::Singular => "singular",
        }
    }
}

/// Counts `rows` against `columns` (each person's category, from 0) by weight, and tests their relation.
pub fn crosstab(rows: &[Option<usize>], columns: &[Option<usize>], design: Design) -> Crosstab {
    let cell = |place: usize| Some((rows.get(place).copied()??, columns.get(place).copied()??));
    let (people, excluded) = design.people((0..rows.len()).filter(|place| cell(*place).is_some()));
    let size = |column: &[Option<usize>]| column.iter().flatten().max().map_or(0, |last| last + 1);
    let mut counts = vec![vec![0.0; size(columns)]; size(rows)];
    for person in &people {
        if let Some((row, column)) = cell(person.place) {
            counts[row][column] += person.weight;
        }
    }
    let test = test(&counts, &people, design, |person| cell(person.place).unwrap_or_default());
    Crosstab { counts, base: people.len(), excluded, test }
}

fn test(
    counts: &[Vec<f64>],
    people: &[Person],
    design: Design,
    cell: impl Fn(&Person) -> (usize, usize),
) -> Result<Test, Untested> {
    let total: f64 = counts.iter().flatten().sum();
    if people.is_empty() {
        return Err(Untested::NoAnswers);
    }
    let shares = Shares::of(counts, total);
    let contrasts = shares.contrasts();
    if contrasts.is_empty() {
        return Err(Untested::FewerThanTwoCategories);
    }
    // Each contrast over the shares: how it answers to one person's weight.
    let scaled = |contrast: &Contrast, row, column| contrast.at(row, column) * shares.inverse(row, column);
    let centre: Vec<f64> =
        contrasts.iter().map(|contrast| shares.mean(|row, column| scaled(contrast, row, column))).collect();
    let influence = |person: &Person, parts: &mut [f64]| {
        let (row, column) = cell(person);
        for ((part, contrast), centre) in parts.iter_mut().zip(&contrasts).zip(&centre) {
            *part = person.weight / total * (scaled(contrast, row, column) - centre);
        }
    };
    let found = design.covariance(people, contrasts.len(), influence);
    let n = people.len() as f64;
    let simple = |one: &Contrast, other: &Contrast| {
        shares.cells().map(|(row, column)| scaled(one, row, column) * other.at(row, column)).sum::<f64>() / n
    };
    let simple: Matrix =
        contrasts.iter().map(|one| contrasts.iter().map(|other| simple(one, other)).collect()).collect();
    let effects = solve(simple, found).ok_or(Untested::Singular)?;
    f_test(shares.chi_squared() * n, &effects, design.freedom(people) as f64)
}

fn f_test(chi_squared: f64, effects: &Matrix, freedom: f64) -> Result<Test, Untested> {
    let size = effects.len();
    let trace: f64 = (0..size).map(|place| effects[place][place]).sum();
    let squared: f64 =
        (0..size).map(|row| (0..size).map(|column| effects[row][column] * effects[column][row]).sum::<f64>()).sum();
    let numerator = trace * trace / squared;
    let (f, denominator) = (chi_squared / trace, numerator * freedom);
    let distribution = FisherSnedecor::new(numerator, denominator).map_err(|_| Untested::Singular)?;
    let p = distribution.sf(f);
    let finite = [f, numerator, denominator, p].into_iter().all(f64::is_finite);
    finite.then_some(Test { f, numerator, denominator, p }).ok_or(Untested::Singular)
}

/// Weighted shares of the cells.
struct Shares {
    cells: Vec<Vec<f64>>,
    rows: Vec<f64>,
    columns: Vec<f64>,
}

/// The product of two differences, of a row with the last row and of a column with the last column. All of them span
/// what rows and columns alone do not explain.
struct Contrast {
    row: usize,
    column: usize,
    last_row: usize,
    last_column: usize,
}

impl Contrast {
    fn at(&self, row: usize, column: usize) -> f64 {
        let difference = |place, one, last| f64::from(u8::from(place == one)) - f64::from(u8::from(place == last));
        difference(row, self.row, self.last_row) * difference(column, self.column, self.last_column)
    }
}

impl Shares {
    fn of(counts: &[Vec<f64>], total: f64) -> Self {
        let cells: Vec<Vec<f64>> = counts.iter().map(|row| row.iter().map(|count| count / total).collect()).collect();
        let rows = cells.iter().map(|row| row.iter().sum()).collect();
        let columns =
            (0..cells.first().map_or(0, Vec::len)).map(|column| cells.iter().map(|row| row[column]).sum()).collect();
        Self { cells, rows, columns }
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> {
        let columns = self.columns.len();
        (0..self.rows.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    /// One over the share of a cell; nought for an empty one.
    fn inverse(&self, row: usize, column: usize) -> f64 {
        let share = self.cells[row][column];
        if share > 0.0 { 1.0 / share } else { 0.0 }
    }

    fn mean(&self, of: impl Fn(usize, usize) -> f64) -> f64 {
        self.cells().map(|(row, column)| self.cells[row][column] * of(row, column)).sum()
    }

    /// Contrasts of the rows and columns that are not empty.
    fn contrasts(&self) -> Vec<Contrast> {
        let used = |shares: &[f64]| (0..shares.len()).filter(|place| shares[*place] > 0.0).collect::<Vec<_>>();
        let (rows, columns) = (used(&self.rows), used(&self.columns));
        let (Some((last_row, rows)), Some((last_column, columns))) = (rows.split_last(), columns.split_last()) else {
            return Vec::new();
        };
        let contrast =
            |row: usize, column: usize| Contrast { row, column, last_row: *last_row, last_column: *last_column };
        rows.iter().flat_map(|row| columns.iter().map(|column| contrast(*row, *column))).collect()
    }

    /// X² of the shares; × n that of as many people.
    fn chi_squared(&self) -> f64 {
        let part = |(row, column): (usize, usize)| {
            let expected = self.rows[row] * self.columns[column];
            if expected > 0.0 { (self.cells[row][column] - expected).powi(2) / expected } else { 0.0 }
        };
        self.cells().map(part).sum()
    }
}

/// A⁻¹B by elimination with pivots; nothing where A is singular.
fn solve(mut a: Matrix, mut b: Matrix) -> Option<Matrix> {
    let size = a.len();
    let largest = a.iter().flatten().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    for step in 0..size {
        let pivot = (step..size).max_by(|one, other| a[*one][step].abs().total_cmp(&a[*other][step].abs()))?;
        if a[pivot][step].abs() <= largest * 1e-13 {
            return None;
        }
        a.swap(step, pivot);
        b.swap(step, pivot);
        let (above_a, above_b) = (a[step].clone(), b[step].clone());
        for row in (0..size).filter(|row| *row != step) {
            let factor = a[row][step] / above_a[step];
            a[row].iter_mut().zip(&above_a).for_each(|(value, above)| *value -= factor * above);
            b[row].iter_mut().zip(&above_b).for_each(|(value, above)| *value -= factor * above);
        }
    }
    for (row, values) in b.iter_mut().enumerate() {
        values.iter_mut().for_each(|value| *value /= a[row][row]);
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    //! A researcher lays two weighted questions against each other where there is little to see.

    use super::*;

    fn of(rows: &[usize], columns: &[usize], weights: &[f64]) -> Crosstab {
        let some = |column: &[usize]| column.iter().copied().map(Some).collect::<Vec<_>>();
        let weights: Vec<Option<f64>> = weights.iter().copied().map(Some).collect();
        crosstab(&some(rows), &some(columns), Design { weights: &weights, ..Design::default() })
    }

    #[test]
    fn tables_without_two_rows_and_columns_have_no_test() {
        assert_eq!(of(&[], &[], &[]).test, Err(Untested::NoAnswers));
        assert_eq!(of(&[2, 2], &[0, 1], &[1.0, 2.0]).test, Err(Untested::FewerThanTwoCategories));
    }

    #[test]
    fn answers_without_a_weight_are_left_out() {
        let found = of(&[0, 1, 0, 1, 0], &[0, 1, 1, 0, 0], &[1.0, 2.0, 1.0, 1.0, 0.0]);
        assert_eq!((found.base, found.excluded), (4, 1));
        assert_eq!(found.counts, [[1.0, 1.0], [1.0, 2.0]]);
        assert!(found.test.is_ok_and(|test| (0.0..=1.0).contains(&test.p)));
    }

    #[test]
    fn a_table_with_too_many_empty_cells_is_singular_or_finite() {
        for columns in [[0, 1, 2], [0, 1, 0]] {
            let found = of(&[0, 1, 2], &columns, &[1.0, 1.0, 1.0]);
            assert!(found.test.is_err() || found.test.is_ok_and(|test| test.f.is_finite()));
        }
    }
}
