//! Do two questions with ordered answers rise together? Kendall's τ-b, and Spearman's ρ beside it.

use super::{Reason, tail};

/// How two ordered questions go together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrdinalAssociation {
    /// How many answered both.
    pub base: u64,
    /// Kendall's τ-b, −1…1.
    pub tau_b: f64,
    /// z of τ with both questions' ties in its variance, without continuity correction (Kendall 1970).
    pub z: f64,
    /// Its two-sided p-value.
    pub p: f64,
    /// Spearman's ρ of the midranks, −1…1.
    pub rho: f64,
}

/// Works out both from a table of counts whose rows and columns are in order.
pub fn ordinal_association(table: &[Vec<u64>]) -> Result<OrdinalAssociation, Reason> {
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: usize, column: usize| table[row].get(column).copied().unwrap_or(0) as f64;
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum::<u64>() as f64).collect();
    let columns: Vec<f64> = (0..width).map(|column| (0..table.len()).map(|row| cell(row, column)).sum()).collect();
    let n: f64 = rows.iter().sum();
    if n == 0.0 {
        return Err(Reason::NoAnswers);
    }
    let varies = |margin: &[f64]| margin.iter().filter(|count| **count > 0.0).count() > 1;
    if !varies(&rows) || !varies(&columns) {
        return Err(Reason::FewerThanTwoCategories);
    }
    let score = score(table, width);
    let pairs = |margin: &[f64]| (n * n - margin.iter().map(|count| count * count).sum::<f64>()) / 2.0;
    let tau_b = (score / (pairs(&rows).sqrt() * pairs(&columns).sqrt())).clamp(-1.0, 1.0);
    let z = score / variance(n, &rows, &columns).sqrt();
    let p = tail::two_sided_normal(z).ok_or(Reason::OutOfRange)?;
    Ok(OrdinalAssociation { base: n as u64, tau_b, z, p, rho: rho(&cell, &rows, &columns, n) })
}

/// Pairs of people in the same order on both minus pairs in opposite order.
fn score(table: &[Vec<u64>], width: usize) -> f64 {
    let mut above = vec![0.0; width];
    let mut score = 0.0;
    for row in table {
        let (mut left, mut right) = (0.0, above.iter().sum::<f64>());
        for (count, earlier) in row.iter().zip(&above) {
            right -= earlier;
            score += *count as f64 * (left - right);
            left += earlier;
        }
        above.iter_mut().zip(row).for_each(|(above, count)| *above += *count as f64);
    }
    score
}

/// Variance of the score with ties in both (Kendall 1970).
fn variance(n: f64, rows: &[f64], columns: &[f64]) -> f64 {
    let sum = |margin: &[f64], term: fn(f64) -> f64| margin.iter().map(|count| term(*count)).sum::<f64>();
    let single = |margin: &[f64]| sum(margin, |t| t * (t - 1.0) * (2.0 * t + 5.0));
    let both = |term: fn(f64) -> f64| sum(rows, term) * sum(columns, term);
    let twos = both(|t| t * (t - 1.0)) / (2.0 * n * (n - 1.0));
    let threes = both(|t| t * (t - 1.0) * (t - 2.0));
    let threes = if n > 2.0 { threes / (9.0 * n * (n - 1.0) * (n - 2.0)) } else { 0.0 };
    (n * (n - 1.0) * (2.0 * n + 5.0) - single(rows) - single(columns)) / 18.0 + twos + threes
}

fn rho(cell: &impl Fn(usize, usize) -> f64, rows: &[f64], columns: &[f64], n: f64) -> f64 {
    let (of_rows, of_columns) = (centred_midranks(rows, n), centred_midranks(columns, n));
    let spread = |margin: &[f64], ranks: &[f64]| margin.iter().zip(ranks).map(|(t, r)| t * r * r).sum::<f64>().sqrt();
    let product = |(row, of_row): (usize, &f64)| {
        of_columns.iter().enumerate().map(|(column, of_column)| cell(row, column) * of_row * of_column).sum::<f64>()
    };
    let shared: f64 = of_rows.iter().enumerate().map(product).sum();
    (shared / (spread(rows, &of_rows) * spread(columns, &of_columns))).clamp(-1.0, 1.0)
}

/// Midrank of each category, less the mean rank.
fn centred_midranks(margin: &[f64], n: f64) -> Vec<f64> {
    let mut below = 0.0;
    margin
        .iter()
        .map(|count| {
            let midrank = below + (count - n) / 2.0;
            below += count;
            midrank
        })
        .collect()
}

#[cfg(test)]
mod tests {
    //! A researcher crosses two ordered questions.

    use super::*;

    #[test]
    fn what_rises_together_is_one_and_what_falls_minus_one() {
        let up = ordinal_association(&[vec![4, 0, 0], vec![0, 5, 0], vec![0, 0, 6]]).unwrap();
        assert!((up.tau_b - 1.0).abs() < 1e-12 && (up.rho - 1.0).abs() < 1e-12);
        let down = ordinal_association(&[vec![0, 4], vec![4, 0]]).unwrap();
        assert!((down.tau_b + 1.0).abs() < 1e-12 && down.z < 0.0);
    }

    #[test]
    fn one_category_has_no_order() {
        assert_eq!(ordinal_association(&[vec![3, 4]]), Err(Reason::FewerThanTwoCategories));
        assert_eq!(ordinal_association(&[]), Err(Reason::NoAnswers));
        assert!(ordinal_association(&[vec![1, 0], vec![0, 1]]).unwrap().z.is_finite());
    }
}
