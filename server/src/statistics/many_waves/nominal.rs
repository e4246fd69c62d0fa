//! Unordered answers over waves: does the mix differ at all, and which answers went one way?

use super::super::Reason;
use super::super::crosstab::{Crosstab, crosstab};
use super::super::multiplicity::holm;
use super::{LEAST, ManyBinary, Yes, many_binary};

/// Unordered answers compared over waves.
#[derive(Clone, Debug, PartialEq)]
pub struct ManyNominal {
    /// Wave against answer: χ², V. Waves that are too small are not in it.
    pub overall: Result<Crosstab, Reason>,
    /// Each answer as a share of its wave, in the order of the counts.
    pub answers: Vec<OneAnswer>,
}

/// One answer over waves.
#[derive(Clone, Debug, PartialEq)]
pub struct OneAnswer {
    /// Its shares with their trend.
    pub share: ManyBinary,
    /// Holm-adjusted p-value of the trend over the answers.
    pub adjusted: Option<f64>,
}

/// Compares counts of the same answers over waves at their times (years), one list of counts for each wave; `seed` is
/// where draws begin, should the overall test need them.
pub fn many_nominal(times: &[f64], waves: &[Vec<u64>], seed: u64) -> ManyNominal {
    let base = |wave: &Vec<u64>| wave.iter().sum::<u64>() as usize;
    let answers = waves.iter().map(Vec::len).max().unwrap_or(0);
    let of_answer = |answer: usize| {
        let yes = times.iter().zip(waves).map(|(time, wave)| Yes {
            time: *time,
            count: wave.get(answer).copied().unwrap_or(0) as usize,
            base: base(wave),
        });
        many_binary(&yes.collect::<Vec<_>>())
    };
    let shares: Vec<ManyBinary> = (0..answers).map(of_answer).collect();
    let p_values: Vec<Option<f64>> = shares.iter().map(|share| share.trend.as_ref().ok().map(|test| test.p)).collect();
    let table: Vec<Vec<u64>> = waves.iter().filter(|wave| base(wave) >= LEAST).cloned().collect();
    ManyNominal {
        overall: crosstab(&table, seed),
        answers: shares
            .into_iter()
            .zip(holm(&p_values))
            .map(|(share, adjusted)| OneAnswer { share, adjusted })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator follows which services providers offer.

    use super::*;
    use crate::statistics::obstacle::Obstacle;

    const WAVES: [[u64; 3]; 4] = [[30, 15, 5], [26, 16, 8], [20, 15, 15], [14, 16, 20]];

    fn found(waves: &[[u64; 3]]) -> ManyNominal {
        let times: Vec<f64> = (0..waves.len()).map(|wave| 2.0 * wave as f64).collect();
        many_nominal(&times, &waves.iter().map(|wave| wave.to_vec()).collect::<Vec<_>>(), 1)
    }

    #[test]
    fn the_mix_and_each_answer_give_the_figures_of_r() {
        // R 4.2.2: chisq.test(m, correct = FALSE); prop.trend.test(m[, k], rowSums(m), c(0, 2, 4, 6)); p.adjust(, "holm")
        let found = found(&WAVES);
        let overall = found.overall.unwrap();
        assert!((overall.chi_squared.statistic - R[0]).abs() < 1e-9 && (overall.p() - R[1]).abs() < 1e-12);
        for (answer, wanted) in found.answers.iter().zip(&R[2..]) {
            let adjusted = answer.adjusted.unwrap();
            assert!((adjusted - wanted).abs() < 1e-9, "{adjusted}, R says {wanted}");
        }
        let rises = |place: usize| found.answers[place].share.trend.as_ref().unwrap().statistic > 0.0;
        assert!(!rises(0) && rises(2));
    }

    const R: [f64; 5] = [
        18.097_849_462_365_59,
        0.005_992_260_937_411_568,
        0.001_196_240_737_808_361_4,
        0.891_229_086_348_861_9,
        0.000_353_966_368_665_833_3,
    ];

    #[test]
    fn an_answer_that_nobody_gave_counts_in_no_family_and_small_waves_are_left_out() {
        let with = found(&[[30, 20, 0], [25, 25, 0], [20, 30, 0], [1, 1, 0]]);
        assert_eq!(with.answers[2].share.trend, Err(Obstacle::AllAnswersEqual));
        assert_eq!((with.answers[2].adjusted, with.answers[0].share.left_out.as_slice()), (None, [6.0].as_slice()));
        assert!(many_nominal(&[], &[], 1).overall.is_err());
    }
}
