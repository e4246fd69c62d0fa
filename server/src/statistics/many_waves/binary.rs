//! Yes or no over waves: the Cochran-Armitage trend at real times, and the overall chi-square.

use super::super::Figure;
use super::super::interval::proportion;
use super::super::obstacle::{Obstacle, finite};
use super::super::tails::Test;
use super::LEAST;

/// How many said yes in one wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Yes {
    /// Time of the wave, in years.
    pub time: f64,
    /// People who said yes.
    pub count: usize,
    /// People who answered.
    pub base: usize,
}

/// Shares compared over waves.
#[derive(Clone, Debug, PartialEq)]
pub struct ManyBinary {
    /// The share of each wave that is compared, the earliest first, with its Wilson interval.
    pub shares: Vec<(f64, Figure)>,
    /// Times of the waves that have too few answers.
    pub left_out: Vec<f64>,
    /// z of Cochran 1954 and Armitage 1955 with the waves' times as scores, pooled variance, two-sided, without
    /// continuity correction; positive when shares rise.
    pub trend: Result<Test, Obstacle>,
    /// Pearson's chi-square of any difference, without Yates.
    pub difference: Result<Test, Obstacle>,
}

/// Compares how many said yes, wave by wave. Counts above their base are cut to it.
pub fn many_binary(waves: &[Yes]) -> ManyBinary {
    let mut kept: Vec<Yes> = waves.iter().copied().filter(|wave| wave.time.is_finite()).collect();
    kept.sort_by(|one, other| one.time.total_cmp(&other.time));
    kept.iter_mut().for_each(|wave| wave.count = wave.count.min(wave.base));
    let given = obstacle(&kept);
    let small: Vec<f64> = kept.iter().filter(|wave| wave.base < LEAST).map(|wave| wave.time).collect();
    kept.retain(|wave| wave.base >= LEAST);
    let possible = given.or_else(|| obstacle(&kept)).map_or(Ok(()), Err);
    ManyBinary {
        shares: kept.iter().map(|wave| (wave.time, proportion(wave.count, wave.base))).collect(),
        left_out: small,
        trend: possible.and_then(|()| trend(&kept)),
        difference: possible.and_then(|()| difference(&kept)),
    }
}

fn obstacle(waves: &[Yes]) -> Option<Obstacle> {
    let (yes, all) = totals(waves);
    match waves.iter().filter(|wave| wave.base > 0).count() {
        0 => Some(Obstacle::NoAnswers),
        1 => Some(Obstacle::FewerThanTwoWaves),
        _ => (yes == 0.0 || yes == all).then_some(Obstacle::AllAnswersEqual),
    }
}

fn totals(waves: &[Yes]) -> (f64, f64) {
    (waves.iter().map(|wave| wave.count as f64).sum(), waves.iter().map(|wave| wave.base as f64).sum())
}

fn trend(waves: &[Yes]) -> Result<Test, Obstacle> {
    if waves.len() < 3 {
        return Err(Obstacle::FewerThanThreeWaves);
    }
    let (yes, all) = totals(waves);
    let share = yes / all;
    let centre = waves.iter().map(|wave| wave.base as f64 * wave.time).sum::<f64>() / all;
    let away = |wave: &Yes| wave.time - centre;
    let moved: f64 = waves.iter().map(|wave| (wave.count as f64 - wave.base as f64 * share) * away(wave)).sum();
    let spread: f64 = waves.iter().map(|wave| wave.base as f64 * away(wave).powi(2)).sum();
    if spread == 0.0 {
        return Err(Obstacle::ZeroVariance);
    }
    Test::normal(moved / (share * (1.0 - share) * spread).sqrt())
}

fn difference(waves: &[Yes]) -> Result<Test, Obstacle> {
    let (yes, all) = totals(waves);
    let share = yes / all;
    let term = |wave: &Yes| (wave.count as f64 - wave.base as f64 * share).powi(2) / wave.base as f64;
    let chi = waves.iter().map(term).sum::<f64>() / (share * (1.0 - share));
    Test::chi_squared(finite(chi)?, waves.len() as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    //! A coordinator follows the share of providers who agree.

    use super::*;

    fn waves(counts: &[(usize, usize)]) -> Vec<Yes> {
        let wave = |(place, (count, base)): (usize, &(usize, usize))| Yes {
            time: 2020.0 + 2.0 * place as f64,
            count: *count,
            base: *base,
        };
        counts.iter().enumerate().map(wave).collect()
    }

    #[test]
    fn two_waves_give_a_difference_and_no_trend() {
        let found = many_binary(&waves(&[(10, 40), (25, 42)]));
        assert_eq!((found.trend, found.difference.is_ok()), (Err(Obstacle::FewerThanThreeWaves), true));
    }

    #[test]
    fn nobody_and_everybody_leave_nothing_to_test() {
        for counts in [[(0, 9), (0, 8), (0, 7)], [(9, 9), (8, 8), (7, 7)]] {
            let found = many_binary(&waves(&counts));
            assert_eq!(
                (found.trend, found.difference),
                (Err(Obstacle::AllAnswersEqual), Err(Obstacle::AllAnswersEqual))
            );
            assert!(found.shares.iter().all(|(_, share)| share.interval.is_some()));
        }
        assert_eq!(many_binary(&waves(&[(0, 0), (0, 0)])).trend, Err(Obstacle::NoAnswers));
    }

    #[test]
    fn a_small_wave_is_left_out_and_named() {
        let found = many_binary(&waves(&[(10, 40), (1, 4), (25, 42), (30, 41)]));
        assert_eq!((found.left_out.as_slice(), found.shares.len()), ([2022.0].as_slice(), 3));
    }
}
