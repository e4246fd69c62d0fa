//! Shares that are not answers to a question, in two waves: how many people mention a code. Compared and judged exactly as
//! closed answers are.

use instruments::Text;

use super::verdict::FEWEST_COMPARED;
use super::{Change, Item, Measure, Rules, Seen, Verdict, What};
use crate::statistics::multiplicity::benjamini_hochberg;
use crate::statistics::tally::Tally;

/// One share in two waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// What changed.
    pub change: Change,
    /// p-value within the family of all shares.
    pub adjusted: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
}

/// Compares `(count, base)` of an earlier and a later wave, as one family.
pub fn judge(shares: &[[(u64, u64); 2]], rules: Rules) -> Vec<Judged> {
    let item = Item {
        key: String::new(),
        question: String::new(),
        text: Text::default(),
        part: Text::default(),
        heading: Text::default(),
        measure: Measure::Ticked(String::new()),
        construct: None,
    };
    let changes: Vec<Change> =
        shares.iter().map(|[earlier, later]| Change::of(&item, said(*earlier), said(*later))).collect();
    let fewest = rules.smallest.max(FEWEST_COMPARED);
    let tested = |change: &Change| {
        let enough = change.earlier.base().min(change.later.base()) >= fewest;
        enough.then(|| change.p()).flatten()
    };
    let adjusted = benjamini_hochberg(&changes.iter().map(tested).collect::<Vec<_>>());
    let judged = |(change, adjusted): (Change, Option<f64>)| {
        let verdict = Verdict::of(&item, &change, adjusted, rules, false);
        Judged { change, adjusted, verdict }
    };
    changes.into_iter().zip(adjusted).map(judged).collect()
}

fn said((count, base): (u64, u64)) -> Seen {
    let tally = Tally { total: base as usize, answered: base as usize, ..Tally::default() };
    Seen { tally, left_out: 0, what: What::Share(count) }
}

#[cfg(test)]
mod tests {
    //! Two codes in two waves.

    use super::*;

    #[test]
    fn codes_are_judged_like_closed_answers() {
        let rules = Rules { smallest: 11 };
        let [clear, small] = &judge(&[[(5, 60), (30, 60)], [(3, 8), (5, 60)]], rules)[..] else { panic!("two") };
        assert!(matches!(clear.verdict, Verdict::Clear { .. }), "{:?}", clear.verdict);
        assert_eq!((&small.verdict, small.adjusted), (&Verdict::Hidden, None));
        assert_eq!(clear.adjusted, clear.change.p(), "what is hidden is not counted in the family");
    }
}
