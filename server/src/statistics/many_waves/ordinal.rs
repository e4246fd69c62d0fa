//! Ordered answers over waves: Kruskal-Wallis for any difference, Jonckheere-Terpstra for one direction.

use super::super::midranks::{Midranks, midranks};
use super::super::obstacle::{Obstacle, finite};
use super::super::tails::Test;
use super::Waves;

/// Ordered answers compared over waves.
#[derive(Clone, Debug, PartialEq)]
pub struct ManyOrdinal {
    /// Answers that are compared.
    pub base: usize,
    /// Waves that are compared.
    pub waves: usize,
    /// Times of the waves that have too few answers.
    pub left_out: Vec<f64>,
    /// Whether waves differ in any way.
    pub difference: Result<Kruskal, Obstacle>,
    /// Whether answers move one way.
    pub trend: Result<Trend, Obstacle>,
}

/// Kruskal & Wallis 1952 (JASA 47:583), corrected for ties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kruskal {
    /// H with waves − 1 degrees of freedom.
    pub test: Test,
    /// Epsilon squared = H / (n − 1): share of the spread of ranks that lies between waves (Tomczak & Tomczak 2014).
    pub epsilon_squared: f64,
}

/// Jonckheere 1954 and Terpstra 1952, two-sided, without continuity correction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Pairs of answers from two waves in which the later is higher, equal ones counted half.
    pub pairs_higher: f64,
    /// What to expect of it without a trend.
    pub expected: f64,
    /// Its variance, with ties among answers and among waves (Lehmann & D'Abrera 1975).
    pub variance: f64,
    /// z; positive when later answers are higher.
    pub test: Test,
    /// Kendall's tau-b of answer against wave: the effect, from −1 to 1.
    pub tau_b: f64,
}

/// Compares a column of ordered answers over a column of times (years); the two run in step.
pub fn many_ordinal(answers: &[Option<f64>], times: &[Option<f64>]) -> ManyOrdinal {
    let all = Waves::of(answers, times);
    let obstacle = all.obstacle();
    let kept = if obstacle.is_some() { all } else { all.without_small() };
    let (base, waves) = (kept.base(), kept.kept.len());
    let possible = obstacle.or_else(|| kept.obstacle()).map_or(Ok(()), Err);
    let ranked = possible.map(|()| Ranked::of(&kept));
    let difference = ranked.as_ref().map_err(|obstacle| *obstacle).and_then(Ranked::kruskal);
    let trend = ranked.and_then(|ranked| ranked.trend(&kept));
    ManyOrdinal { base, waves, left_out: kept.left_out, difference, trend }
}

struct Ranked {
    n: f64,
    sizes: Vec<f64>,
    ranks: Midranks,
}

impl Ranked {
    fn of(waves: &Waves) -> Self {
        let values: Vec<f64> = waves.kept.iter().flat_map(|wave| wave.values.iter().copied()).collect();
        let sizes = waves.kept.iter().map(|wave| wave.values.len() as f64).collect();
        Self { n: values.len() as f64, sizes, ranks: midranks(&values) }
    }

    fn kruskal(&self) -> Result<Kruskal, Obstacle> {
        let (n, middle) = (self.n, (self.n + 1.0) / 2.0);
        let mut rest = self.ranks.ranks.as_slice();
        let mut between = 0.0;
        for size in &self.sizes {
            let (wave, later) = rest.split_at(*size as usize);
            between += size * (wave.iter().sum::<f64>() / size - middle).powi(2);
            rest = later;
        }
        let ties = 1.0 - self.ranks.correction() / (n * n * n - n);
        let h = 12.0 / (n * (n + 1.0)) * between / ties;
        let test = Test::chi_squared(h, self.sizes.len() as f64 - 1.0)?;
        Ok(Kruskal { test, epsilon_squared: h / (n - 1.0) })
    }

    fn trend(&self, waves: &Waves) -> Result<Trend, Obstacle> {
        if self.sizes.len() < 3 {
            return Err(Obstacle::FewerThanThreeWaves);
        }
        let square = |sizes: &[f64]| sizes.iter().map(|size| size * size).sum::<f64>();
        let across = (self.n * self.n - square(&self.sizes)) / 2.0;
        let (pairs_higher, expected) = (pairs_higher(waves), across / 2.0);
        let variance = self.variance();
        let test = Test::normal((pairs_higher - expected) / variance.sqrt())?;
        let unequal = (self.n * self.n - square(&self.ranks.ties)) / 2.0;
        let tau_b = finite(2.0 * (pairs_higher - expected) / (across.sqrt() * unequal.sqrt()))?;
        Ok(Trend { pairs_higher, expected, variance, test, tau_b: tau_b.clamp(-1.0, 1.0) })
    }

    fn variance(&self) -> f64 {
        let n = self.n;
        let sum = |sizes: &[f64], term: fn(f64) -> f64| sizes.iter().map(|size| term(*size)).sum::<f64>();
        let cubic: fn(f64) -> f64 = |t| t * (t - 1.0) * (2.0 * t + 5.0);
        let triples: fn(f64) -> f64 = |t| t * (t - 1.0) * (t - 2.0);
        let pairs: fn(f64) -> f64 = |t| t * (t - 1.0);
        let (sizes, ties) = (&self.sizes, &self.ranks.ties);
        (cubic(n) - sum(sizes, cubic) - sum(ties, cubic)) / 72.0
            + sum(sizes, triples) * sum(ties, triples) / (36.0 * triples(n))
            + sum(sizes, pairs) * sum(ties, pairs) / (8.0 * pairs(n))
    }
}

/// Counts, wave after wave, the earlier answers below each later one, equal ones half.
fn pairs_higher(waves: &Waves) -> f64 {
    let mut values: Vec<f64> = waves.kept.iter().flat_map(|wave| wave.values.iter().copied()).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    let place = |value: &f64| values.partition_point(|known| known < value);
    let mut earlier = vec![0.0; values.len()];
    let mut higher = 0.0;
    for wave in &waves.kept {
        let mut below = 0.0;
        let half_ranks: Vec<f64> = earlier
            .iter()
            .map(|count| {
                below += count;
                below - count / 2.0
            })
            .collect();
        higher += wave.values.iter().map(|value| half_ranks[place(value)]).sum::<f64>();
        wave.values.iter().for_each(|value| earlier[place(value)] += 1.0);
    }
    higher
}

#[cfg(test)]
mod tests {
    //! A coordinator compares an agreement scale over waves, small ones among them.

    use super::*;

    fn columns(waves: &[(f64, &[f64])]) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
        let people = waves.iter().flat_map(|(time, values)| values.iter().map(|value| (Some(*value), Some(*time))));
        people.unzip()
    }

    #[test]
    fn a_small_wave_is_left_out_and_named_and_then_there_is_no_trend() {
        let low = [1.0, 2.0, 2.0, 3.0, 3.0];
        let (answers, times) = columns(&[(2024.0, &low), (2026.0, &[4.0; 4]), (2028.0, &[2.0, 3.0, 4.0, 4.0, 5.0])]);
        let found = many_ordinal(&answers, &times);
        assert_eq!((found.base, found.waves, found.left_out.as_slice()), (10, 2, [2026.0].as_slice()));
        assert!(found.difference.is_ok());
        assert_eq!(found.trend, Err(Obstacle::FewerThanThreeWaves));
    }

    #[test]
    fn turning_time_round_turns_the_trend_and_keeps_its_p() {
        let waves: [(f64, &[f64]); 3] =
            [(1.0, &[1.0, 2.0, 2.0, 3.0, 1.0]), (2.0, &[2.0, 2.0, 3.0, 4.0, 2.0]), (3.0, &[3.0, 5.0, 4.0, 2.0, 3.0])];
        let (answers, times) = columns(&waves);
        let backward: Vec<Option<f64>> = times.iter().map(|time| time.map(|time| -time)).collect();
        let (one, other) = (many_ordinal(&answers, &times), many_ordinal(&answers, &backward));
        let (one, other) = (one.trend.unwrap(), other.trend.unwrap());
        assert!((one.test.statistic + other.test.statistic).abs() < 1e-12 && (one.tau_b + other.tau_b).abs() < 1e-12);
        assert!((one.test.p - other.test.p).abs() < 1e-15);
    }

    #[test]
    fn no_answers_and_one_wave_say_so() {
        assert_eq!(many_ordinal(&[], &[]).difference, Err(Obstacle::NoAnswers));
        let (answers, times) = columns(&[(2024.0, &[1.0, 2.0, 3.0, 4.0, 5.0])]);
        assert_eq!(many_ordinal(&answers, &times).difference, Err(Obstacle::FewerThanTwoWaves));
    }
}
