//! Whether new people still say new things: codes that each further person or session brings, in the order given, or as
//! the mean over many orders where none is better than another.

use std::collections::HashSet;

use crate::chance::Seeded;

/// What one more person or session brings; whole numbers in one order, means over several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Step {
    /// Different codes in it.
    pub codes: f64,
    /// Codes that nobody before had.
    pub new: f64,
    /// Codes so far.
    pub total: f64,
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
        Step { codes: codes.len() as f64, new: (known.len() - before) as f64, total: known.len() as f64 }
    };
    units.iter().map(step).collect()
}

/// The mean curve over so many random orders: the groups (waves) follow one another, within each the order is drawn.
pub fn mean_curve(groups: &[Vec<Vec<u32>>], orders: usize, seed: u64) -> Vec<Step> {
    let mut random = Seeded::new(seed);
    let mut sums = vec![Step::default(); groups.iter().map(Vec::len).sum()];
    let mut groups = groups.to_vec();
    for _ in 0..orders {
        groups.iter_mut().for_each(|group| random.shuffle(group));
        for (sum, step) in sums.iter_mut().zip(curve(&groups.concat())) {
            *sum = Step { codes: sum.codes + step.codes, new: sum.new + step.new, total: sum.total + step.total };
        }
    }
    let count = orders.max(1) as f64;
    let mean = |sum: Step| Step { codes: sum.codes / count, new: sum.new / count, total: sum.total / count };
    sums.into_iter().map(mean).collect()
}

/// How many codes came after the run that follows `reached` units.
pub fn later(curve: &[Step], reached: usize, threshold: Threshold) -> f64 {
    let end = (reached + threshold.run.max(1)).min(curve.len());
    let so_far = end.checked_sub(1).map_or(0.0, |at| curve[at].total);
    curve.last().map_or(0.0, |last| last.total - so_far)
}

/// After how many units, the last run not counted, few enough new codes came; `None` where that is not so yet.
/// Runs overlap: after a base of four come five and six, then six and seven.
pub fn reached(curve: &[Step], threshold: Threshold) -> Option<usize> {
    let base = curve.get(threshold.base.checked_sub(1)?)?.total;
    let few = |run: &[Step]| {
        let new: f64 = run.iter().map(|step| step.new).sum();
        base > 0.0 && new / base <= threshold.share
    };
    let runs = curve[threshold.base..].windows(threshold.run.max(1));
    runs.enumerate().find(|(_, run)| few(run)).map(|(at, _)| threshold.base + at)
}
