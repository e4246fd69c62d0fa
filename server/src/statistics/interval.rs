//! Intervals for proportions and means. Wilson for proportions (never Wald), t for means.

use statrs::distribution::{Beta, ContinuousCDF, StudentsT};

use super::{Figure, Interval, Reason};

/// How sure an interval is to be, with the normal quantile that belongs to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    /// `0.95`.
    pub level: f64,
    /// Normal quantile of the upper limit, to the last digit of a double.
    pub(super) z: f64,
}

/// The level of every interval on the screen.
pub const NINETY_FIVE: Confidence = Confidence { level: 0.95, z: 1.959_963_984_540_054 };

/// The level of a test of equivalence.
pub const NINETY: Confidence = Confidence { level: 0.90, z: 1.644_853_626_951_472_2 };

/// Share of `count` in `base` with its 95 % Wilson interval.
pub fn proportion(count: usize, base: usize) -> Figure {
    match wilson(count, base, NINETY_FIVE) {
        Some(interval) => {
            Figure { estimate: Some(count as f64 / base as f64), interval: Some(interval), base, reason: None }
        }
        None => Figure::none(base, Reason::NoAnswers),
    }
}

/// Wilson's score interval without continuity correction; the end is exactly 0 or 1 when nobody or everybody is counted.
pub fn wilson(count: usize, base: usize, confidence: Confidence) -> Option<Interval> {
    if base == 0 || count > base {
        return None;
    }
    let Interval { low, high } = score(count as f64 / base as f64, base as f64, confidence);
    Some(Interval { low: if count == 0 { 0.0 } else { low }, high: if count == base { 1.0 } else { high } })
}

/// Wilson's limits (1927) of a share that rests on `n` answers, or on as many as others are worth.
pub(super) fn score(share: f64, n: f64, confidence: Confidence) -> Interval {
    let z = confidence.z;
    let centre = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    Interval { low: (centre - half) / scale, high: (centre + half) / scale }
}

/// The exact interval of Clopper and Pearson: a second opinion where a group is very small.
pub fn clopper_pearson(count: usize, base: usize, confidence: Confidence) -> Option<Interval> {
    if base == 0 || count > base {
        return None;
    }
    let tail = (1.0 - confidence.level) / 2.0;
    let limit = |below: usize, above: usize, probability: f64| {
        let beta = Beta::new(below as f64, above as f64).ok()?;
        Some(bisect(0.0, 1.0, |x| beta.cdf(x) < probability))
    };
    Some(Interval {
        low: if count == 0 { 0.0 } else { limit(count, base - count + 1, tail)? },
        high: if count == base { 1.0 } else { limit(count + 1, base - count, 1.0 - tail)? },
    })
}

/// Quantile of Student's t. The library's own is only good to 3.5e-6 for many answers, its distribution function is not:
/// so the quantile is looked for on that.
pub fn t_quantile(probability: f64, freedom: f64) -> Option<f64> {
    let t = StudentsT::new(0.0, 1.0, freedom).ok()?;
    let far = (1..64).map(|power| f64::from(power).exp2()).find(|x| t.sf(*x) < 1.0 - probability)?;
    Some(bisect(0.0, far, |x| t.sf(x) > 1.0 - probability))
}

/// Halves `low`…`high` until no double lies between; `before` says whether a point is still left of the answer.
pub(super) fn bisect(mut low: f64, mut high: f64, before: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = low.midpoint(high);
        if middle <= low || middle >= high {
            return middle;
        }
        if before(middle) { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests {
    //! A researcher asks for the interval of shares at the edges.

    use super::*;

    #[test]
    fn nobody_and_everybody_have_exact_ends() {
        assert_eq!(wilson(0, 12, NINETY_FIVE).unwrap().low, 0.0);
        assert_eq!(wilson(12, 12, NINETY_FIVE).unwrap().high, 1.0);
    }

    #[test]
    fn an_empty_base_has_no_interval_and_says_why() {
        assert_eq!(proportion(0, 0).reason, Some(Reason::NoAnswers));
        assert_eq!(wilson(3, 2, NINETY_FIVE), None);
    }

    #[test]
    fn the_t_quantile_is_right_where_the_library_is_not() {
        // From Cornish and Fisher's expansion, whose next term is below 1e-14 here; with one degree it is tan(.475 π).
        for (freedom, expected) in [(1e5, 1.9599877075346095), (3000.0, 1.9607550553224387), (1.0, 12.706204736174696)]
        {
            let found = t_quantile(0.975, freedom).unwrap();
            assert!((found / expected - 1.0).abs() < 1e-10, "{freedom}: {found}");
        }
    }
}
