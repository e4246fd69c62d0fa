//! Many tests on one screen: p-values adjusted for their number. A family is one comparison (two waves, one instrument).
//!
//! A test that could not be run stays without a p-value and is not counted.

/// Holm's step-down adjustment (1979), for the headline: the chance of even one false alarm is held.
pub fn holm(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let order = ascending(p_values);
    let count = order.len();
    let mut adjusted = vec![None; p_values.len()];
    let mut running: f64 = 0.0;
    for (rank, (place, p)) in order.into_iter().enumerate() {
        running = running.max((count - rank) as f64 * p).min(1.0);
        adjusted[place] = Some(running);
    }
    adjusted
}

/// Benjamini and Hochberg's step-up adjustment (1995), for lists of items: the share of false alarms is held.
pub fn benjamini_hochberg(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let order = ascending(p_values);
    let count = order.len() as f64;
    let mut adjusted = vec![None; p_values.len()];
    let mut running: f64 = 1.0;
    for (rank, (place, p)) in order.into_iter().enumerate().rev() {
        running = running.min(count * p / (rank + 1) as f64);
        adjusted[place] = Some(running);
    }
    adjusted
}

/// Places and values of the tests that were run, the smallest p-value first.
fn ascending(p_values: &[Option<f64>]) -> Vec<(usize, f64)> {
    let run = p_values.iter().enumerate().filter_map(|(place, p)| p.map(|p| (place, p)));
    let mut run: Vec<(usize, f64)> = run.filter(|(_, p)| (0.0..=1.0).contains(p)).collect();
    run.sort_by(|(_, left), (_, right)| left.total_cmp(right));
    run
}

#[cfg(test)]
mod tests {
    //! A researcher looks at a family of tests of which one could not be run.

    use super::*;

    #[test]
    fn a_test_that_was_not_run_is_not_counted() {
        assert_eq!(holm(&[Some(0.01), None, Some(0.5)]), [Some(0.02), None, Some(0.5)]);
        assert_eq!(benjamini_hochberg(&[None, Some(0.04)]), [None, Some(0.04)]);
        assert_eq!(holm(&[Some(f64::NAN)]), [None]);
    }

    #[test]
    fn an_order_of_p_values_is_kept_and_none_exceeds_one() {
        let family = [Some(0.9), Some(0.02), Some(0.021), Some(0.6)];
        for adjusted in [holm(&family), benjamini_hochberg(&family)] {
            assert!(adjusted[1] <= adjusted[2] && adjusted[2] <= adjusted[3] && adjusted[3] <= adjusted[0]);
            assert!(adjusted.iter().flatten().all(|p| *p <= 1.0));
        }
    }
}
