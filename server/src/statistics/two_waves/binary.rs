//! A share in two waves: the change with Newcombe's interval, and the test that agrees with the crosstab.

use super::super::crosstab::SMALLEST_EXPECTED;
use super::super::interval::{Confidence, NINETY, NINETY_FIVE, proportion, wilson};
use super::super::{Figure, Interval, Reason, exact, tail};

/// A share in two waves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Binary {
    /// Share in the earlier wave with its Wilson interval.
    pub earlier: Figure,
    /// Share in the later wave.
    pub later: Figure,
    /// Later minus earlier, −1…1, with Newcombe's 95 % interval.
    pub change: Figure,
    /// The 90 % interval of the change, for tests of equivalence.
    pub ninety: Interval,
    /// The test, or why there is none.
    pub test: Result<Test, Reason>,
    /// Cohen's h (1988), the change on the scale on which surveys are planned.
    pub cohen_h: f64,
}

/// Whether two shares differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// Pooled z; its square is χ² without Yates's correction.
    pub z: f64,
    /// Its two-sided p-value.
    pub p: f64,
    /// Fisher's exact p-value.
    pub fisher: f64,
    /// Smallest expected count.
    pub least_expected: f64,
}

impl Test {
    /// The p-value to show: Fisher's where an expected count is below 5.
    pub fn shown(&self) -> f64 {
        if self.is_exact() { self.fisher } else { self.p }
    }

    /// Whether that is Fisher's.
    pub fn is_exact(&self) -> bool {
        self.least_expected < SMALLEST_EXPECTED
    }
}

/// Compares `(count, base)` of two waves.
pub fn binary(earlier: (u64, u64), later: (u64, u64)) -> Result<Binary, Reason> {
    if earlier.1 == 0 || later.1 == 0 {
        return Err(if earlier.1 == later.1 { Reason::NoAnswers } else { Reason::EmptyWave });
    }
    let interval = newcombe(earlier, later, NINETY_FIVE).ok_or(Reason::OutOfRange)?;
    let base = (earlier.1 + later.1) as usize;
    Ok(Binary {
        earlier: proportion(earlier.0 as usize, earlier.1 as usize),
        later: proportion(later.0 as usize, later.1 as usize),
        change: Figure { estimate: Some(share(later) - share(earlier)), interval: Some(interval), base, reason: None },
        ninety: newcombe(earlier, later, NINETY).ok_or(Reason::OutOfRange)?,
        test: test(earlier, later),
        cohen_h: angle(share(later)) - angle(share(earlier)),
    })
}

fn share((count, base): (u64, u64)) -> f64 {
    count as f64 / base as f64
}

fn angle(share: f64) -> f64 {
    2.0 * share.sqrt().asin()
}

/// Newcombe's interval of a difference of two independent shares, made of their Wilson limits (1998, method 10).
pub fn newcombe(earlier: (u64, u64), later: (u64, u64), confidence: Confidence) -> Option<Interval> {
    let before = wilson(earlier.0 as usize, earlier.1 as usize, confidence)?;
    let after = wilson(later.0 as usize, later.1 as usize, confidence)?;
    let (p, q) = (share(earlier), share(later));
    Some(Interval {
        low: q - p - (q - after.low).hypot(before.high - p),
        high: q - p + (after.high - q).hypot(p - before.low),
    })
}

/// z of two shares with pooled variance; nothing where all answers, or none, are counted.
pub fn pooled_z(earlier: (u64, u64), later: (u64, u64)) -> Option<f64> {
    let pooled = (earlier.0 + later.0) as f64 / (earlier.1 + later.1) as f64;
    let variance = pooled * (1.0 - pooled) * (1.0 / earlier.1 as f64 + 1.0 / later.1 as f64);
    (variance > 0.0).then(|| (share(later) - share(earlier)) / variance.sqrt()).filter(|z| z.is_finite())
}

fn test(earlier: (u64, u64), later: (u64, u64)) -> Result<Test, Reason> {
    let z = pooled_z(earlier, later).ok_or(Reason::AllAnswersEqual)?;
    let yes = earlier.0 + later.0;
    let no = earlier.1 + later.1 - yes;
    Ok(Test {
        z,
        p: tail::two_sided_normal(z).ok_or(Reason::OutOfRange)?,
        fisher: exact::two_by_two([[earlier.0, earlier.1 - earlier.0], [later.0, later.1 - later.0]]),
        least_expected: yes.min(no) as f64 * earlier.1.min(later.1) as f64 / (earlier.1 + later.1) as f64,
    })
}

#[cfg(test)]
mod tests {
    //! A coordinator compares a share in two years.

    use super::*;

    #[test]
    fn swapping_the_waves_turns_signs_and_keeps_p() {
        let (one, other) = (binary((18, 47), (29, 52)).unwrap(), binary((29, 52), (18, 47)).unwrap());
        let (forth, back) = (one.change.interval.unwrap(), other.change.interval.unwrap());
        assert!((forth.low + back.high).abs() < 1e-15 && (forth.high + back.low).abs() < 1e-15);
        let (forth, back) = (one.test.unwrap(), other.test.unwrap());
        assert!((forth.z + back.z).abs() < 1e-15 && (forth.fisher - back.fisher).abs() < 1e-12);
    }

    #[test]
    fn an_empty_wave_and_equal_answers_are_said_so() {
        assert_eq!(binary((0, 0), (3, 9)), Err(Reason::EmptyWave));
        assert_eq!(binary((0, 0), (0, 0)), Err(Reason::NoAnswers));
        assert_eq!(binary((5, 4), (3, 9)), Err(Reason::OutOfRange));
        assert_eq!(binary((4, 4), (9, 9)).unwrap().test, Err(Reason::AllAnswersEqual));
    }

    #[test]
    fn the_shown_p_value_is_fishers_where_counts_are_small() {
        let small = binary((0, 12), (5, 14)).unwrap().test.unwrap();
        assert_eq!(small.shown(), small.fisher);
        let large = binary((18, 47), (29, 47)).unwrap().test.unwrap();
        assert_eq!(large.shown(), large.p);
    }
}
