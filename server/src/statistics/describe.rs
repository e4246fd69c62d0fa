//! Numbers of one column: mean with spread and interval, quantiles.

use super::interval::{NINETY_FIVE, t_quantile};
use super::{Figure, Interval, Reason};

/// What there is to say about a column of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Mean, with its t interval.
    pub mean: Figure,
    /// Standard deviation (n − 1).
    pub sd: Option<f64>,
    /// Standard error of the mean.
    pub se: Option<f64>,
    /// Smallest, quartiles (type 7), largest.
    pub five: Option<Five>,
}

/// The five numbers that show a distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Five {
    /// Smallest.
    pub min: f64,
    /// First quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// Largest.
    pub max: f64,
}

/// How a quantile between two values is made; the numbers are those of Hyndman and Fan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// SAS: the mean of two neighbours at a step.
    Type2,
    /// SPSS.
    Type6,
    /// R, spreadsheets, and every figure on our screens.
    Type7,
}

/// Describes the finite numbers of a column.
pub fn describe(values: impl IntoIterator<Item = f64>) -> Description {
    let mut sorted: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    described(&sorted)
}

/// The same where it is counted already how often each number was given: quick where many gave few.
pub fn describe_counts(values: impl IntoIterator<Item = (f64, usize)>) -> Description {
    let mut counted: Vec<(f64, usize)> = values.into_iter().filter(|(value, _)| value.is_finite()).collect();
    counted.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let sorted: Vec<f64> = counted.into_iter().flat_map(|(value, count)| std::iter::repeat_n(value, count)).collect();
    described(&sorted)
}

fn described(sorted: &[f64]) -> Description {
    let five = five(sorted);
    let Some((mean, sd)) = moments(sorted) else {
        let reason = if sorted.is_empty() { Reason::NoAnswers } else { Reason::OutOfRange };
        return Description { mean: Figure::none(sorted.len(), reason), sd: None, se: None, five };
    };
    let se = sd.map(|sd| sd / (sorted.len() as f64).sqrt());
    let (interval, reason) = mean_interval(mean, se, sorted.len());
    Description { mean: Figure { estimate: Some(mean), interval, base: sorted.len(), reason }, sd, se, five }
}

/// Mean and standard deviation, or nothing where they would not be finite numbers.
fn moments(values: &[f64]) -> Option<(f64, Option<f64>)> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    // A second pass takes away what rounding left in the first.
    let mean = mean + values.iter().map(|value| value - mean).sum::<f64>() / n;
    if !mean.is_finite() {
        return None;
    }
    if values.len() < 2 {
        return Some((mean, None));
    }
    let all_equal = values.first() == values.last();
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let sd = if all_equal { 0.0 } else { (squares / (n - 1.0)).sqrt() };
    sd.is_finite().then_some((mean, Some(sd)))
}

fn mean_interval(mean: f64, se: Option<f64>, n: usize) -> (Option<Interval>, Option<Reason>) {
    match se {
        None => (None, Some(Reason::OneAnswer)),
        Some(0.0) => (None, Some(Reason::ZeroVariance)),
        Some(se) => {
            let half = t_quantile((1.0 + NINETY_FIVE.level) / 2.0, (n - 1) as f64).map(|t| t * se);
            (half.map(|half| Interval { low: mean - half, high: mean + half }), None)
        }
    }
}

fn five(sorted: &[f64]) -> Option<Five> {
    let at = |share| quantile(sorted, share, Convention::Type7);
    Some(Five { min: at(0.0)?, q1: at(0.25)?, median: at(0.5)?, q3: at(0.75)?, max: at(1.0)? })
}

/// Quantile of sorted numbers.
pub fn quantile(sorted: &[f64], share: f64, convention: Convention) -> Option<f64> {
    let n = sorted.len() as f64;
    let place = |position: f64| sorted.get((position.max(1.0) as usize).min(sorted.len()) - 1).copied();
    if sorted.is_empty() {
        return None;
    }
    // `h` counts places from 1; a whole one is a value, a broken one lies between two.
    let h = match convention {
        Convention::Type7 => (n - 1.0) * share + 1.0,
        Convention::Type6 => (n + 1.0) * share,
        Convention::Type2 => {
            let h = n * share;
            return Some(if h.fract() == 0.0 { place(h)?.midpoint(place(h + 1.0)?) } else { place(h.ceil())? });
        }
    };
    let (below, above) = (place(h.floor())?, place(h.floor() + 1.0)?);
    Some(below + h.fract() * (above - below)).filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    //! A researcher describes columns that leave little to describe.

    use super::*;

    #[test]
    fn no_answers_have_no_figures() {
        let empty = describe([]);
        assert_eq!((empty.mean.reason, empty.five), (Some(Reason::NoAnswers), None));
    }

    #[test]
    fn one_answer_has_a_mean_and_no_spread() {
        let one = describe([4.0]);
        assert_eq!((one.mean.estimate, one.sd, one.mean.interval), (Some(4.0), None, None));
    }

    #[test]
    fn equal_answers_have_no_interval() {
        let equal = describe([3.0; 12]);
        assert_eq!((equal.sd, equal.mean.reason), (Some(0.0), Some(Reason::ZeroVariance)));
        assert_eq!(describe([0.1; 7]).sd, Some(0.0));
    }

    #[test]
    fn counted_numbers_are_described_to_the_bit_as_single_ones_are() {
        let single = describe([0.1, 7.3, 0.1, 2.0, f64::NAN, 0.1, 2.0]);
        assert_eq!(describe_counts([(2.0, 2), (f64::NAN, 1), (7.3, 1), (0.1, 3), (9.0, 0)]), single);
    }

    #[test]
    fn monstrous_numbers_never_become_nan() {
        let monstrous = describe([f64::MAX, f64::MAX, f64::NAN, f64::INFINITY, -f64::MAX]);
        assert_eq!(monstrous.mean.base, 3);
        assert!(monstrous.mean.estimate.is_none_or(f64::is_finite));
        assert!(monstrous.sd.is_none());
    }
}
