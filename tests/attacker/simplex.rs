//! The simplex method on a full tableau, by the rule of Bland (1977), which never goes in circles.

/// How far a number may lie from nought and count as it.
const NOUGHT: f64 = 1e-9;

/// Numbers of people by kind, of which some sums are known.
pub struct Simplex {
    /// Rows of the tableau, the value last; each belongs to the kind in `basis`.
    rows: Vec<Vec<f64>>,
    basis: Vec<usize>,
    kinds: usize,
}

impl Simplex {
    /// Numbers that fit the known sums.
    pub fn new(kinds: usize, sums: &[(Vec<usize>, u64)]) -> Self {
        let width = kinds + sums.len();
        let mut rows = Vec::new();
        for (number, (parts, sum)) in sums.iter().enumerate() {
            let mut row = vec![0.0; width + 1];
            parts.iter().for_each(|kind| row[*kind] = 1.0);
            row[kinds + number] = 1.0;
            row[width] = *sum as f64;
            rows.push(row);
        }
        let mut simplex = Self { rows, basis: (kinds..width).collect(), kinds: width };
        let aside: Vec<usize> = (kinds..width).collect();
        let left = simplex.drive(&aside, -1.0);
        assert!(left.abs() < 1e-6, "the published figures contradict each other");
        simplex.forget(kinds);
        simplex
    }

    /// Leaves out the numbers that only helped to begin.
    fn forget(&mut self, kinds: usize) {
        for row in (0..self.rows.len()).rev() {
            if self.basis[row] >= kinds {
                match (0..kinds).find(|kind| self.rows[row][*kind].abs() > NOUGHT) {
                    Some(kind) => self.pivot(row, kind),
                    None => {
                        self.rows.remove(row);
                        self.basis.remove(row);
                    }
                }
            }
        }
        let width = self.kinds;
        for row in &mut self.rows {
            row[kinds] = row[width];
            row.truncate(kinds + 1);
        }
        self.kinds = kinds;
    }

    /// The least and the most that some kinds can come to.
    pub fn bounds(&mut self, kinds: &[usize]) -> (f64, f64) {
        (-self.drive(kinds, -1.0), self.drive(kinds, 1.0))
    }

    /// The most that the sum of some kinds, times a sign, can be.
    fn drive(&mut self, kinds: &[usize], sign: f64) -> f64 {
        let mut gain = vec![0.0; self.kinds + 1];
        kinds.iter().for_each(|kind| gain[*kind] = sign);
        for (row, kind) in self.rows.iter().zip(&self.basis) {
            let price = gain[*kind];
            if price != 0.0 {
                gain.iter_mut().zip(row).for_each(|(gain, here)| *gain -= price * here);
            }
        }
        while let Some(enter) = (0..self.kinds).find(|kind| gain[*kind] > NOUGHT) {
            let Some(leave) = self.leave(enter) else { return f64::INFINITY };
            self.pivot(leave, enter);
            let price = gain[enter];
            gain.iter_mut().zip(&self.rows[leave]).for_each(|(gain, here)| *gain -= price * here);
        }
        -gain[self.kinds]
    }

    fn leave(&self, enter: usize) -> Option<usize> {
        let able = (0..self.rows.len()).filter(|row| self.rows[*row][enter] > NOUGHT);
        let ratio = |row: usize| self.rows[row][self.kinds] / self.rows[row][enter];
        able.min_by(|one, other| ratio(*one).total_cmp(&ratio(*other)).then(self.basis[*one].cmp(&self.basis[*other])))
    }

    fn pivot(&mut self, leave: usize, enter: usize) {
        let scale = self.rows[leave][enter];
        self.rows[leave].iter_mut().for_each(|number| *number /= scale);
        let pivot = self.rows[leave].clone();
        for (number, row) in self.rows.iter_mut().enumerate() {
            let factor = row[enter];
            if number != leave && factor.abs() > 0.0 {
                for (here, from) in row.iter_mut().zip(&pivot) {
                    *here -= factor * from;
                    if here.abs() < NOUGHT {
                        *here = 0.0;
                    }
                }
            }
        }
        self.basis[leave] = enter;
    }
}
