//! Intraclass correlation: how much of the spread of numbers is the units' own, and not the coders' doing.

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::super::Interval;
use super::super::interval::{NINETY_FIVE, bisect};
use super::{Ratings, Undefined, Value};

/// Mean squares of a table of units × coders without gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Squares {
    /// Between units.
    pub units: f64,
    /// Between coders.
    pub coders: f64,
    /// What is left.
    pub rest: f64,
    /// Within units: coders and rest together.
    pub within: f64,
}

/// One kind of ICC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// For the numbers of one coder.
    pub single: Value,
    /// For the mean over the coders.
    pub mean: Value,
    /// 95 % interval of `single`, where there is one.
    pub interval: Option<Interval>,
}

/// All kinds of ICC of one table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Icc {
    /// Units that every coder gave a number.
    pub units: usize,
    /// Coders.
    pub coders: usize,
    /// Mean squares.
    pub squares: Squares,
    /// ICC(1): every unit had coders of its own.
    pub one_way: Share,
    /// ICC(2): coders stand for others like them, and level counts (absolute agreement). The one to show.
    pub random: Share,
    /// ICC(3): these coders only, level aside (consistency).
    pub fixed: Share,
    /// F of units against the rest.
    pub f: Value,
}

/// Shrout & Fleiss 1979 (Psychol. Bull. 86:420–428), intervals of McGraw & Wong 1996 (Psychol. Methods 1:30–46), from
/// units without gaps. A share is undefined where what is to be shared is only rounding, nought, or below; negative
/// shares of a true total are kept.
pub fn icc(ratings: &Ratings) -> Icc {
    let rows = complete(ratings);
    let (n, k) = (rows.len(), ratings.coders());
    let Some(squares) = (n >= 2 && k >= 2).then(|| squares(&rows)).filter(Squares::finite) else {
        return Icc::undefined(n, k, if n >= 2 && k >= 2 { Undefined::OutOfRange } else { Undefined::NoUnits });
    };
    let Squares { units, coders, rest, within } = squares;
    let (many, all) = (n as f64, k as f64);
    let kind = |single: Value, mean: Value, interval: Option<Interval>| Share {
        single,
        mean,
        interval: interval.filter(|_| single.number().is_some()),
    };
    let random = share(&[units, -rest], &[units, (all - 1.0) * rest, all * coders / many, -all * rest / many]);
    let of_mean = share(&[units, -rest], &[units, coders / many, -rest / many]);
    Icc {
        units: n,
        coders: k,
        squares,
        one_way: kind(
            share(&[units, -within], &[units, (all - 1.0) * within]),
            share(&[units, -within], &[units]),
            None,
        ),
        random: kind(random, of_mean, random.number().and_then(|icc| random_interval(&squares, many, all, icc))),
        fixed: kind(
            share(&[units, -rest], &[units, (all - 1.0) * rest]),
            share(&[units, -rest], &[units]),
            fixed_interval(&squares, many, all),
        ),
        f: share(&[units], &[rest]),
    }
}

impl Squares {
    fn finite(&self) -> bool {
        [self.units, self.coders, self.rest, self.within].into_iter().all(f64::is_finite)
    }
}

impl Icc {
    fn undefined(units: usize, coders: usize, reason: Undefined) -> Self {
        let none = Share { single: reason.into(), mean: reason.into(), interval: None };
        let squares = Squares::default();
        Self { units, coders, squares, one_way: none, random: none, fixed: none, f: reason.into() }
    }
}

fn complete(ratings: &Ratings) -> Vec<Vec<f64>> {
    let number = |category: &Option<usize>| category.map(|category| ratings.values()[category]);
    ratings.units().iter().filter_map(|unit| unit.ratings.iter().map(number).collect()).collect()
}

/// Mean squares; a sum of squares that rounding alone could leave is nought.
fn squares(rows: &[Vec<f64>]) -> Squares {
    let (n, k) = (rows.len(), rows[0].len());
    let largest = rows.iter().flatten().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    // Measured from the first number, so that a large common level costs no digits.
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|value| value - rows[0][0]).collect()).collect();
    let of_units: Vec<f64> = rows.iter().map(|row| mean(row.iter().copied())).collect();
    let of_coders: Vec<f64> = (0..k).map(|coder| mean(rows.iter().map(|row| row[coder]))).collect();
    let middle = mean(of_units.iter().copied());
    let cells =
        || rows.iter().zip(&of_units).flat_map(|(row, unit)| row.iter().zip(&of_coders).map(move |cell| (cell, *unit)));
    let noise = (n * k) as f64 * (8.0 * f64::EPSILON * largest).powi(2);
    let real = |sum: f64| if sum <= noise && noise.is_finite() { 0.0 } else { sum };
    let units = real(of_units.iter().map(|unit| (unit - middle).powi(2)).sum::<f64>() * k as f64);
    let coders = real(of_coders.iter().map(|coder| (coder - middle).powi(2)).sum::<f64>() * n as f64);
    let rest = real(cells().map(|((value, coder), unit)| (value - unit - coder + middle).powi(2)).sum());
    let (free_units, free_coders) = ((n - 1) as f64, (k - 1) as f64);
    Squares {
        units: units / free_units,
        coders: coders / free_coders,
        rest: rest / (free_units * free_coders),
        within: (coders + rest) / (n as f64 * free_coders),
    }
}

/// The mean, with a second pass that takes away what rounding left in the first.
fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count() as f64;
    let first = values.clone().sum::<f64>() / count;
    first + values.map(|value| value - first).sum::<f64>() / count
}

/// Sum of `part` over sum of `total`, undefined where the total is nought, below, or only rounding against its terms.
fn share(part: &[f64], total: &[f64]) -> Value {
    let size: f64 = total.iter().map(|term| term.abs()).sum();
    let total: f64 = total.iter().sum();
    if size == 0.0 {
        Undefined::NoVariation.into()
    } else if total <= 1e-12 * size {
        Undefined::NothingToShare.into()
    } else {
        Value::finite(part.iter().sum::<f64>() / total)
    }
}

fn random_interval(squares: &Squares, n: f64, k: f64, icc: f64) -> Option<Interval> {
    let Squares { units, coders, rest, .. } = *squares;
    let f = coders / rest;
    let left = n * (1.0 + (k - 1.0) * icc) - k * icc;
    let free =
        (k - 1.0) * (n - 1.0) * (k * icc * f + left).powi(2) / ((n - 1.0) * (k * icc * f).powi(2) + left.powi(2));
    let (upper, lower) = (f_quantile(n - 1.0, free)?, f_quantile(free, n - 1.0)?);
    let others = k * coders + (k * n - k - n) * rest;
    let low = n * (units - upper * rest) / (upper * others + n * units);
    let high = n * (lower * units - rest) / (others + n * lower * units);
    Some(Interval { low, high }).filter(|ends| ends.low.is_finite() && ends.high.is_finite())
}

fn fixed_interval(squares: &Squares, n: f64, k: f64) -> Option<Interval> {
    let (f, rest) = (squares.units / squares.rest, (n - 1.0) * (k - 1.0));
    let low = f / f_quantile(n - 1.0, rest)?;
    let high = f * f_quantile(rest, n - 1.0)?;
    let limit = |f: f64| (f - 1.0) / (f + k - 1.0);
    Some(Interval { low: limit(low), high: limit(high) }).filter(|ends| ends.low.is_finite() && ends.high.is_finite())
}

/// Upper quantile of F for the 95 % level, looked for on the distribution function (the library's own quantile is good
/// to seven digits only).
fn f_quantile(above: f64, below: f64) -> Option<f64> {
    let distribution = FisherSnedecor::new(above, below).ok()?;
    let tail = (1.0 - NINETY_FIVE.level) / 2.0;
    let far = (0..1000).map(|power| f64::from(power).exp2()).find(|x| distribution.sf(*x) < tail)?;
    Some(bisect(0.0, far, |x| distribution.sf(x) > tail))
}

#[cfg(test)]
mod tests {
    //! A researcher compares numbers that leave nothing to share out, but for rounding.

    use super::*;

    fn of(rows: &[&[f64]]) -> Icc {
        let rows: Vec<(usize, Vec<Option<f64>>)> =
            rows.iter().map(|row| (0, row.iter().copied().map(Some).collect())).collect();
        icc(&Ratings::of_numbers(rows[0].1.len(), &rows).unwrap())
    }

    #[test]
    fn numbers_that_differ_by_rounding_only_have_no_share() {
        let sum = 0.1 + 0.2;
        assert_ne!(sum, 0.3);
        let equal = of(&[&[sum, 0.3, 0.3], &[0.3, sum, sum], &[0.3, 0.3, sum]]);
        for share in [equal.one_way, equal.random, equal.fixed] {
            assert_eq!((share.single, share.mean), (Undefined::NoVariation.into(), Undefined::NoVariation.into()));
            assert_eq!(share.interval, None);
        }
    }

    #[test]
    fn units_that_differ_by_rounding_only_have_no_mean_share() {
        // Each unit has the same mean but for rounding: MSR is noise, and (MSR − MSE) ÷ MSR would be minus billions.
        let noise = of(&[&[0.1, 0.3, 0.2], &[0.3, 0.1, 0.2], &[0.2, 0.1 + 0.2, 0.1]]);
        assert_eq!(noise.squares.units, 0.0);
        assert_eq!(noise.fixed.mean, Undefined::NoVariation.into());
        assert_eq!(noise.one_way.mean, Undefined::NoVariation.into());
        assert!(noise.random.single.number().is_none_or(|icc| icc.abs() <= 1.0));
    }

    #[test]
    fn a_total_at_nought_or_below_is_nothing_to_share() {
        let crossed = of(&[&[1.0, 2.0], &[2.0, 1.0]]);
        assert_eq!(crossed.random.single, Undefined::NothingToShare.into());
        assert_eq!(crossed.random.mean, Undefined::NothingToShare.into());
        assert_eq!(crossed.fixed.single, Value::Number(-1.0));
    }

    #[test]
    fn equal_numbers_agree_wholly_on_any_level() {
        for level in [0.0, 1e9, 0.1] {
            let same = of(&[&[level + 1.0, level + 1.0], &[level + 3.0, level + 3.0], &[level + 2.0, level + 2.0]]);
            assert_eq!(same.random.single, Value::Number(1.0), "at {level}");
            assert_eq!((same.random.interval, same.f), (None, Undefined::NoVariation.into()));
        }
    }

    #[test]
    fn monstrous_numbers_and_single_units_are_undefined() {
        for monster in [f64::MAX, 1e170] {
            let icc = of(&[&[monster, -monster], &[1.0, 2.0]]);
            assert_eq!(icc.random.single, Undefined::OutOfRange.into());
        }
        assert_eq!(of(&[&[1.0, 2.0]]).random.single, Undefined::NoUnits.into());
    }
}
