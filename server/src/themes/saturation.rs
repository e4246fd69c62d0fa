//! Whether new people still say new things: codes that each further person or session brings, in the order given.

use std::collections::HashSet;

/// What one more person or session brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Different codes in it.
    pub codes: usize,
    /// Codes that nobody before had.
    pub new: usize,
    /// Codes so far.
    pub total: usize,
}

/// When enough is said (Guest, Namey and Chen 2020).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// How many people or sessions the comparison rests on.
    pub base: usize,
    /// How many further ones are looked at together.
    pub run: usize,
    /// Highest share of new codes in such a run, by the codes of the base.
    pub share: f64,
}

/// Four, two, five per cent.
impl Default for Threshold {
    fn default() -> Self {
        Self { base: 4, run: 2, share: 0.05 }
    }
}

/// The curve for people or sessions, each with its codes.
pub fn curve(units: &[Vec<u32>]) -> Vec<Step> {
    let mut known: HashSet<u32> = HashSet::new();
    let step = |unit: &Vec<u32>| {
        let codes: HashSet<u32> = unit.iter().copied().collect();
        let before = known.len();
        known.extend(&codes);
        Step { codes: codes.len(), new: known.len() - before, total: known.len() }
    };
    units.iter().map(step).collect()
}

/// After how many units, the last run not counted, few enough new codes came; `None` where that is not so yet.
/// Runs overlap: after a base of four come five and six, then six and seven.
pub fn reached(curve: &[Step], threshold: Threshold) -> Option<usize> {
    let base = curve.get(threshold.base.checked_sub(1)?)?.total;
    let few = |run: &[Step]| {
        let new: usize = run.iter().map(|step| step.new).sum();
        base > 0 && new as f64 / base as f64 <= threshold.share
    };
    let runs = curve[threshold.base..].windows(threshold.run.max(1));
    runs.enumerate().find(|(_, run)| few(run)).map(|(at, _)| threshold.base + at)
}
