//! Among many tests some look striking by chance: p-values held to a share of false discoveries.

/// Adjusts p-values after Benjamini and Hochberg (1995): p·m/rank from the largest down, running minimum, at most 1.
/// The results stand in the order of the input.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|first, second| p[*second].total_cmp(&p[*first]));
    let (mut adjusted, mut least) = (vec![1.0; p.len()], 1.0_f64);
    for (from_top, test) in order.iter().enumerate() {
        least = least.min(p[*test] * p.len() as f64 / (p.len() - from_top) as f64);
        adjusted[*test] = least;
    }
    adjusted
}
