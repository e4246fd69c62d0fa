//! A table of counts with its totals as figures.

use super::figures::{Figures, Standing};

/// Counts by row and column; the last row and the last column hold the totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its counts, row by row.
    pub figures: Figures,
    rows: usize,
    columns: usize,
}

/// Rows of different length, no cells, or counts beyond counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl Table {
    /// A table of counts without totals, which are added up; they may be hidden like any other count.
    ///
    /// # Errors
    /// When rows differ in length, nothing is there, or counts are too large to add.
    pub fn new(counts: &[Vec<u64>]) -> Result<Self, Malformed> {
        Self::with(counts, Standing::Open)
    }

    /// A table whose totals are known to the reader.
    ///
    /// # Errors
    /// As [`Table::new`].
    pub fn with_known_totals(counts: &[Vec<u64>]) -> Result<Self, Malformed> {
        Self::with(counts, Standing::Known)
    }

    fn with(counts: &[Vec<u64>], totals: Standing) -> Result<Self, Malformed> {
        let columns = counts.first().map_or(0, Vec::len);
        if columns == 0 || counts.iter().any(|row| row.len() != columns) {
            return Err(Malformed);
        }
        let whole = extended(counts).ok_or(Malformed)?;
        let rows = counts.len();
        let mut table = Self { figures: Figures::default(), rows: rows + 1, columns: columns + 1 };
        for (row, counts) in whole.iter().enumerate() {
            for (column, count) in counts.iter().enumerate() {
                table.figures.count(*count, if row == rows || column == columns { totals } else { Standing::Open });
            }
        }
        for row in 0..=rows {
            let parts = (0..columns).map(|column| table.place(row, column)).collect();
            table.figures.sum(parts, table.place(row, columns));
        }
        for column in 0..=columns {
            let parts = (0..rows).map(|row| table.place(row, column)).collect();
            table.figures.sum(parts, table.place(rows, column));
        }
        Ok(table)
    }

    /// Rows, that of the totals among them.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns, that of the totals among them.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Where a cell's count lies among the figures.
    pub fn place(&self, row: usize, column: usize) -> usize {
        row * self.columns + column
    }

    /// Row and column of a count.
    pub fn cell(&self, place: usize) -> (usize, usize) {
        (place / self.columns, place % self.columns)
    }

    /// Rows and columns whose group, though large enough to be shown, sits in one category: to know that someone belongs
    /// to the group is to know their answer. Each as a place of its total.
    pub fn one_sided(&self, smallest: u64) -> Vec<usize> {
        let counts = self.figures.counts();
        let full = |total: usize, parts: Vec<usize>| {
            counts[total] >= smallest && parts.len() > 1 && parts.iter().any(|part| counts[*part] == counts[total])
        };
        let sums = self.figures.sums().iter().filter(|sum| full(sum.total, sum.parts.clone()));
        sums.map(|sum| sum.total).collect()
    }
}

/// The counts with their totals.
fn extended(counts: &[Vec<u64>]) -> Option<Vec<Vec<u64>>> {
    let mut whole: Vec<Vec<u64>> = Vec::new();
    for row in counts {
        whole.push(row.iter().copied().chain([added(row.iter().copied())?]).collect());
    }
    let columns = whole.first()?.len();
    let totals: Option<Vec<u64>> = (0..columns).map(|column| added(whole.iter().map(|row| row[column]))).collect();
    whole.push(totals?);
    // Doubles hold whole numbers up to 2^53; no study has so many people.
    whole.last()?.last().is_some_and(|all| *all < 1 << 53).then_some(whole)
}

fn added(mut counts: impl Iterator<Item = u64>) -> Option<u64> {
    counts.try_fold(0_u64, u64::checked_add)
}

#[cfg(test)]
mod tests {
    //! A coordinator makes a table of two groups and three answers.

    use super::*;

    #[test]
    fn totals_are_added_and_belong_to_the_table() {
        let table = Table::new(&[vec![1, 2, 3], vec![4, 5, 6]]).unwrap();
        assert_eq!(table.figures.counts(), [1, 2, 3, 6, 4, 5, 6, 15, 5, 7, 9, 21]);
        assert_eq!((table.rows(), table.columns(), table.cell(table.place(1, 2))), (3, 4, (1, 2)));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for counts in [vec![], vec![vec![]], vec![vec![1], vec![1, 2]], vec![vec![u64::MAX, 1]]] {
            assert_eq!(Table::new(&counts), Err(Malformed));
        }
    }

    #[test]
    fn a_group_that_answers_alike_is_named() {
        let table = Table::new(&[vec![0, 12, 0], vec![4, 5, 6], vec![0, 2, 0]]).unwrap();
        assert_eq!(table.one_sided(5), [table.place(0, 3), table.place(3, 2)]);
    }
}
