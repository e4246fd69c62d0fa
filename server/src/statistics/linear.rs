//! Small systems of linear equations.

/// How far a pivot may fall below the largest number of its column before the equations count as having no single
/// solution.
const SINGULAR: f64 = 1e-12;

/// Solves `matrix · x = right` by elimination with the largest pivot; `None` when there is no single solution.
pub(super) fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    let largest = matrix.iter().flatten().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))?;
        let strength = matrix[pivot][column].abs();
        if !strength.is_finite() || strength <= SINGULAR * largest {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..size {
            eliminate(&mut matrix, &mut right, column, row);
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right.iter().all(|value| value.is_finite()).then_some(right)
}

fn eliminate(matrix: &mut [Vec<f64>], right: &mut [f64], column: usize, row: usize) {
    let (above, below) = matrix.split_at_mut(row);
    let (upper, lower) = (&above[column], &mut below[0]);
    let factor = lower[column] / upper[column];
    for (value, known) in lower[column..].iter_mut().zip(&upper[column..]) {
        *value -= factor * known;
    }
    right[row] -= factor * right[column];
}

#[cfg(test)]
mod tests {
    //! Two equations with one solution, and two that say the same.

    use super::*;

    #[test]
    fn equations_are_solved_or_refused() {
        assert_eq!(solve(vec![vec![0.0, 2.0], vec![3.0, 1.0]], vec![4.0, 5.0]), Some(vec![1.0, 2.0]));
        assert_eq!(solve(vec![vec![1.0, 2.0], vec![2.0, 4.0]], vec![1.0, 2.0]), None);
    }
}
