//! Do the items of a scale measure one thing? Alpha and omega on people who answered every item.
//!
//! Reversed items are turned round before they come here; agreement between coders is in `agreement`.

mod alpha;
mod omega;

pub use alpha::{Alpha, Coefficient, Warning, cronbach_alpha};
pub use omega::{DRAWS, Omega, mcdonald_omega};

/// Rows of people who answered every item; all rows are as long as there are items.
fn complete(items: &[&[Option<f64>]]) -> Vec<Vec<f64>> {
    let people = items.iter().map(|item| item.len()).max().unwrap_or(0);
    let answer =
        |item: &&[Option<f64>], person: usize| item.get(person).copied().flatten().filter(|value| value.is_finite());
    (0..people).filter_map(|person| items.iter().map(|item| answer(item, person)).collect()).collect()
}

/// Covariances (n − 1) of the columns of `rows`, each row counted as often as `times` says.
fn covariances(rows: &[Vec<f64>], times: impl Fn(usize) -> f64) -> Vec<Vec<f64>> {
    // Measured from the first row: what never varies has no spread at all, and a large common level costs no digits.
    let Some(first) = rows.first() else { return Vec::new() };
    let items = first.len();
    let n: f64 = (0..rows.len()).map(&times).sum();
    let mut means = vec![0.0; items];
    for (place, row) in rows.iter().enumerate() {
        let weight = times(place) / n;
        means
            .iter_mut()
            .zip(row.iter().zip(first))
            .for_each(|(mean, (value, first))| *mean += weight * (value - first));
    }
    let mut found = vec![vec![0.0; items]; items];
    let mut away = vec![0.0; items];
    for (place, row) in rows.iter().enumerate() {
        let weight = times(place) / (n - 1.0);
        if weight == 0.0 {
            continue;
        }
        let from = row.iter().zip(first).zip(&means);
        away.iter_mut().zip(from).for_each(|(away, ((value, first), mean))| *away = value - first - mean);
        for (one, line) in found.iter_mut().enumerate() {
            let scaled = weight * away[one];
            line.iter_mut().zip(&away[..=one]).for_each(|(sum, away)| *sum += scaled * away);
        }
    }
    // The half that was added up stands for the other.
    (0..items).map(|one| (0..items).map(|other| found[one.max(other)][one.min(other)]).collect()).collect()
}

/// Covariances as correlations; none where an item has no spread.
fn correlations(covariances: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let sd: Vec<f64> = covariances.iter().enumerate().map(|(place, row)| row[place].sqrt()).collect();
    if sd.iter().any(|sd| !sd.is_finite() || *sd == 0.0) {
        return None;
    }
    let line = |(one, row): (usize, &Vec<f64>)| {
        row.iter().zip(&sd).map(|(covariance, other)| covariance / sd[one] / other).collect()
    };
    Some(covariances.iter().enumerate().map(line).collect())
}
