//! How much a gap between two groups changed: a difference of two differences of shares, each of other people.

use super::super::{Figure, Interval};

/// The later gap less the earlier one, −2…2. Its 95 % interval recovers the variance from the limits of both gaps and adds
/// the squares (MOVER: Zou and Donner 2008); where these are Newcombe's, that is the same as to add those of the Wilson
/// limits of all four shares. All four groups count as independent: where people answered both times it is mostly too wide.
pub fn change_of_gap(earlier: &Figure, later: &Figure) -> Option<Figure> {
    let (then, now) = (earlier.estimate?, later.estimate?);
    let ends = earlier.interval.zip(later.interval).map(|(before, after)| Interval {
        low: now - then - (now - after.low).hypot(before.high - then),
        high: now - then + (after.high - now).hypot(then - before.low),
    });
    Some(Figure { estimate: Some(now - then), interval: ends, base: earlier.base + later.base, reason: None })
}

#[cfg(test)]
mod tests {
    //! A gap of two waves.

    use super::super::binary::binary;
    use super::*;

    #[test]
    fn a_change_of_a_gap_has_the_limits_that_r_gives_from_wilsons_limits_of_all_four_shares() {
        let (earlier, later) = (binary((18, 47), (29, 52)).unwrap(), binary((10, 40), (33, 45)).unwrap());
        let change = change_of_gap(&earlier.change, &later.change).unwrap();
        let interval = change.interval.unwrap();
        for (found, expected) in [
            (change.estimate.unwrap(), 0.3086197490452809),
            (interval.low, 0.0341189610042667),
            (interval.high, 0.5567302905944832),
        ] {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert_eq!(change.base, 47 + 52 + 40 + 45);
    }

    #[test]
    fn swapping_the_waves_turns_signs() {
        let (one, other) = (binary((18, 47), (29, 52)).unwrap().change, binary((10, 40), (33, 45)).unwrap().change);
        let (forth, back) = (change_of_gap(&one, &other).unwrap(), change_of_gap(&other, &one).unwrap());
        let (there, again) = (forth.interval.unwrap(), back.interval.unwrap());
        assert!((there.low + again.high).abs() < 1e-15 && (there.high + again.low).abs() < 1e-15);
    }
}
