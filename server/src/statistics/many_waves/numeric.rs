//! Numbers over waves: Welch's analysis of variance, shares of variance, and the slope per year.

use super::super::interval::{NINETY_FIVE, t_quantile};
use super::super::obstacle::{Obstacle, finite};
use super::super::tails::Test;
use super::super::{Figure, Interval, Reason};
use super::{Wave, Waves};

/// Numbers compared over waves.
#[derive(Clone, Debug, PartialEq)]
pub struct ManyNumeric {
    /// People with a number, also those whose wave is not known or left out.
    pub answers: usize,
    /// Numbers that are compared.
    pub base: usize,
    /// Waves that are compared.
    pub waves: usize,
    /// Times of the waves that have too few answers.
    pub left_out: Vec<f64>,
    /// Welch 1951 (Biometrika 38:330): do means differ, whatever the spreads? `freedom` is that of the denominator.
    pub difference: Result<Test, Obstacle>,
    /// Degrees of freedom of the numerator.
    pub freedom: usize,
    /// Shares of variance between waves.
    pub variances: Result<Variances, Obstacle>,
    /// Straight line through all answers.
    pub slope: Result<Slope, Obstacle>,
}

/// How much of the variance lies between waves, from the classical decomposition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variances {
    /// Eta squared, of this sample.
    pub eta_squared: f64,
    /// Omega squared, of the population (Hays 1963); not below 0.
    pub omega_squared: f64,
}

/// Least squares line of answers against time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slope {
    /// Change per year with its t interval.
    pub per_year: Figure,
    /// t of "no slope"; none where every answer lies on the line.
    pub test: Option<Test>,
}

/// Compares a column of numbers over a column of times (years); the two run in step.
pub fn many_numeric(answers: &[Option<f64>], times: &[Option<f64>]) -> ManyNumeric {
    let all = Waves::of(answers, times);
    let obstacle = all.obstacle();
    let kept = if obstacle.is_some() { all } else { all.without_small() };
    let possible = obstacle.or_else(|| kept.obstacle()).map_or(Ok(()), Err);
    let waves: Vec<Moments> = kept.kept.iter().map(Moments::of).collect();
    ManyNumeric {
        answers: answers.iter().flatten().filter(|value| value.is_finite()).count(),
        base: kept.base(),
        waves: waves.len(),
        freedom: waves.len().saturating_sub(1),
        difference: possible.and_then(|()| welch(&waves)),
        variances: possible.and_then(|()| variances(&waves)),
        slope: possible.and_then(|()| slope(&waves)),
        left_out: kept.left_out,
    }
}

/// What a wave contributes: time, size, mean, and sum of squares around the mean.
struct Moments {
    time: f64,
    n: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn of(wave: &Wave) -> Self {
        let n = wave.values.len() as f64;
        let first = wave.values.iter().sum::<f64>() / n;
        // A second pass takes away what rounding left in the first.
        let mean = first + wave.values.iter().map(|value| value - first).sum::<f64>() / n;
        let equal = wave.values.windows(2).all(|pair| pair[0] == pair[1]);
        let squares = if equal { 0.0 } else { wave.values.iter().map(|value| (value - mean).powi(2)).sum() };
        Self { time: wave.time, n, mean, squares }
    }
}

fn weighted(waves: &[Moments], value: impl Fn(&Moments) -> f64, weight: impl Fn(&Moments) -> f64) -> f64 {
    let total: f64 = waves.iter().map(&weight).sum();
    waves.iter().map(|wave| weight(wave) * value(wave)).sum::<f64>() / total
}

fn welch(waves: &[Moments]) -> Result<Test, Obstacle> {
    if waves.iter().any(|wave| wave.squares == 0.0) {
        return Err(Obstacle::ZeroVariance);
    }
    let weight = |wave: &Moments| wave.n * (wave.n - 1.0) / wave.squares;
    let (k, total) = (waves.len() as f64, waves.iter().map(weight).sum::<f64>());
    let middle = weighted(waves, |wave| wave.mean, weight);
    let between = waves.iter().map(|wave| weight(wave) * (wave.mean - middle).powi(2)).sum::<f64>() / (k - 1.0);
    let spread: f64 = waves.iter().map(|wave| (1.0 - weight(wave) / total).powi(2) / (wave.n - 1.0)).sum();
    let f = between / (1.0 + 2.0 * (k - 2.0) / (k * k - 1.0) * spread);
    Test::fisher(f, k - 1.0, (k * k - 1.0) / (3.0 * spread))
}

fn between(waves: &[Moments]) -> f64 {
    let middle = weighted(waves, |wave| wave.mean, |wave| wave.n);
    waves.iter().map(|wave| wave.n * (wave.mean - middle).powi(2)).sum()
}

fn within(waves: &[Moments]) -> f64 {
    waves.iter().map(|wave| wave.squares).sum()
}

fn variances(waves: &[Moments]) -> Result<Variances, Obstacle> {
    let (between, within) = (between(waves), within(waves));
    let n: f64 = waves.iter().map(|wave| wave.n).sum();
    let free = waves.len() as f64 - 1.0;
    let mean_within = within / (n - waves.len() as f64);
    let total = between + within;
    Ok(Variances {
        eta_squared: finite(between / total)?,
        omega_squared: finite((between - free * mean_within) / (total + mean_within))?.max(0.0),
    })
}

fn slope(waves: &[Moments]) -> Result<Slope, Obstacle> {
    if waves.len() < 3 {
        return Err(Obstacle::FewerThanThreeWaves);
    }
    let n: f64 = waves.iter().map(|wave| wave.n).sum();
    let time = weighted(waves, |wave| wave.time, |wave| wave.n);
    let mean = weighted(waves, |wave| wave.mean, |wave| wave.n);
    let spread: f64 = waves.iter().map(|wave| wave.n * (wave.time - time).powi(2)).sum();
    let together: f64 = waves.iter().map(|wave| wave.n * (wave.time - time) * (wave.mean - mean)).sum();
    let estimate = finite(together / spread)?;
    let off = |wave: &Moments| wave.n * (wave.mean - mean - estimate * (wave.time - time)).powi(2);
    let rest = within(waves) + waves.iter().map(off).sum::<f64>();
    let se = (rest / (n - 2.0) / spread).sqrt();
    if rest <= f64::EPSILON * f64::EPSILON * n * (mean * mean + together.abs()) {
        return Ok(Slope { per_year: without_interval(estimate, n), test: None });
    }
    let half = t_quantile((1.0 + NINETY_FIVE.level) / 2.0, n - 2.0).ok_or(Obstacle::OutOfRange)? * finite(se)?;
    let interval = Some(Interval { low: finite(estimate - half)?, high: finite(estimate + half)? });
    let per_year = Figure { estimate: Some(estimate), interval, base: n as usize, reason: None };
    Ok(Slope { per_year, test: Some(Test::student(estimate / se, n - 2.0)?) })
}

fn without_interval(estimate: f64, n: f64) -> Figure {
    Figure { estimate: Some(estimate), interval: None, base: n as usize, reason: Some(Reason::ZeroVariance) }
}

#[cfg(test)]
mod tests {
    //! A coordinator follows a factor score over waves.

    use super::*;

    fn columns(waves: &[(f64, &[f64])]) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
        let people = waves.iter().flat_map(|(time, values)| values.iter().map(|value| (Some(*value), Some(*time))));
        people.unzip()
    }

    #[test]
    fn answers_on_a_line_have_a_slope_without_an_interval() {
        let (answers, times) = columns(&[(0.0, &[1.0; 5]), (1.0, &[2.0; 5]), (2.0, &[3.0; 5])]);
        let found = many_numeric(&answers, &times);
        assert_eq!(found.difference, Err(Obstacle::ZeroVariance));
        let slope = found.slope.unwrap();
        assert_eq!((slope.per_year.estimate, slope.test), (Some(1.0), None));
    }

    #[test]
    fn adding_a_constant_changes_neither_test_nor_slope() {
        let waves: [(f64, &[f64]); 3] =
            [(1.0, &[1.0, 2.5, 2.0, 3.0, 1.0]), (2.0, &[2.0, 2.0, 3.5, 4.0, 2.0]), (4.0, &[3.0, 5.0, 4.0, 2.0, 3.0])];
        let (answers, times) = columns(&waves);
        let moved: Vec<Option<f64>> = answers.iter().map(|value| value.map(|value| value + 1000.0)).collect();
        let (one, other) = (many_numeric(&answers, &times), many_numeric(&moved, &times));
        assert!((one.difference.unwrap().statistic - other.difference.unwrap().statistic).abs() < 1e-9);
        let estimate = |found: &ManyNumeric| found.slope.unwrap().per_year.estimate.unwrap();
        assert!((estimate(&one) - estimate(&other)).abs() < 1e-9);
    }

    #[test]
    fn a_missing_wave_or_number_counts_nowhere_but_in_the_answers() {
        let found = many_numeric(&[Some(1.0), None, Some(f64::NAN)], &[None, Some(2024.0), Some(2024.0)]);
        assert_eq!((found.answers, found.base, found.difference), (1, 0, Err(Obstacle::NoAnswers)));
    }
}
