//! What a page shows for one code over units: every coefficient that fits, each pair of coders, and what to be wary of.

use super::{
    Agreement, Base, Draws, Level, Measure, Ratings, Unit, Value, Weights, cohen, fleiss, gwet, krippendorff, percent,
};

/// All figures for one table of ratings.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// n and prevalence of all of it.
    pub base: Base,
    /// Units on which anybody gave the code (any category but the first).
    pub given: usize,
    /// The coefficients, in the order in which they are shown; those that do not fit say why.
    pub figures: Vec<Agreement>,
    /// Each two coders on their own: who reads the code otherwise?
    pub pairs: Vec<Pair>,
    /// What to say beside the figures.
    pub cautions: Vec<Caution>,
}

/// Two coders on the units that both coded.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Places of the two coders.
    pub coders: (usize, usize),
    /// Percent agreement.
    pub percent: Agreement,
    /// Cohen's κ.
    pub cohen: Agreement,
}

/// A reason to read figures with care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Fewer than 20 units: very rough.
    FewUnits,
    /// The code is on fewer than 5 % of units, or on more than 95 %: κ and α may be low though coders nearly always agree.
    Lopsided,
}

impl Caution {
    /// The stable word for it: part of a sentence's key on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::FewUnits => "few_units",
            Self::Lopsided => "lopsided",
        }
    }
}

/// How far Krippendorff (2019, ch. 12) would go on an α: words to print, no green light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// From .800: reliable.
    Reliable,
    /// From .667: tentative conclusions only.
    Tentative,
    /// Below: not to be relied on.
    Insufficient,
}

/// Reads an α by those marks.
pub fn standing(alpha: Value) -> Option<Standing> {
    alpha.number().map(|alpha| match alpha {
        0.8.. => Standing::Reliable,
        0.667.. => Standing::Tentative,
        _ => Standing::Insufficient,
    })
}

const FEW: usize = 20;
/// With a code on fewer units than this, one judgement more or less turns a coefficient round.
const FEW_GIVEN: usize = 10;
const RARE: f64 = 0.05;

/// Works out all of it; weighted κ only where categories have an order.
pub fn summary(ratings: &Ratings, level: Level, draws: Draws) -> Summary {
    let base = ratings.base();
    let weights: &[Weights] = match level {
        Level::Nominal => &[Weights::Equal],
        _ => &[Weights::Equal, Weights::Linear, Weights::Quadratic],
    };
    let mut figures = vec![percent(ratings), krippendorff(ratings, level, draws)];
    figures.extend(weights.iter().map(|weights| cohen(ratings, *weights).agreement));
    figures.extend([fleiss(ratings).agreement, gwet(ratings)]);
    Summary { cautions: cautions(ratings, &base), base, given: given(ratings), figures, pairs: pairs(ratings, level) }
}

impl Summary {
    /// Whether so few units carry the code at all that no coefficient says anything, however high.
    pub fn says_too_little(&self) -> bool {
        self.given < FEW_GIVEN
    }

    /// One of its coefficients.
    pub fn figure(&self, measure: Measure) -> Option<&Agreement> {
        self.figures.iter().find(|figure| figure.measure == measure)
    }
}

fn pairs(ratings: &Ratings, level: Level) -> Vec<Pair> {
    let weights = if level == Level::Nominal { Weights::Equal } else { Weights::Quadratic };
    let coders = ratings.coders();
    let both = (0..coders).flat_map(|first| (first + 1..coders).map(move |second| (first, second)));
    let pair = |(first, second)| {
        let both = ratings.pair(first, second);
        Pair { coders: (first, second), percent: percent(&both), cohen: cohen(&both, weights).agreement }
    };
    both.map(pair).collect()
}

/// Only what two coders saw counts, as in the base.
fn given(ratings: &Ratings) -> usize {
    let rated = |unit: &&Unit| unit.ratings.iter().flatten().count() >= 2;
    let is_given = |unit: &&Unit| unit.ratings.iter().flatten().any(|category| *category > 0);
    ratings.units().iter().filter(rated).filter(is_given).count()
}

fn cautions(ratings: &Ratings, base: &Base) -> Vec<Caution> {
    let lopsided = |share: f64| !(RARE..=1.0 - RARE).contains(&share);
    let rare = ratings.categories() == 2 && base.prevalence().is_some_and(lopsided);
    let few = base.units < FEW;
    [few.then_some(Caution::FewUnits), rare.then_some(Caution::Lopsided)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    //! Two coders, later three, coded the answers of a survey for one code.

    use super::super::{Method, Undefined};
    use super::*;

    /// Answers of `(respondent, first coder, second coder)`.
    fn coded(answers: &[(usize, bool, bool)]) -> Ratings {
        let unit = |(respondent, first, second): &(usize, bool, bool)| (*respondent, vec![Some(*first), Some(*second)]);
        Ratings::of_code(2, answers.iter().map(unit)).unwrap()
    }

    fn both(times: usize, first: bool, second: bool) -> impl Iterator<Item = (usize, bool, bool)> {
        (0..times).map(move |respondent| (respondent, first, second))
    }

    #[test]
    fn a_summary_has_every_figure_with_n_and_prevalence() {
        let answers: Vec<_> = both(20, true, true)
            .chain(both(5, true, false))
            .chain(both(10, false, true))
            .chain(both(15, false, false))
            .collect();
        let summary = summary(&coded(&answers), Level::Nominal, Draws { seed: 3, count: 400 });
        let number = |measure| summary.figure(measure).unwrap().value.number().unwrap();
        assert!((number(Measure::Percent) - 0.7).abs() < 1e-12);
        assert!((number(Measure::Cohen) - 0.4).abs() < 1e-12);
        assert_eq!((summary.base.units, summary.base.ratings, summary.base.respondents), (50, 100, 20));
        assert!((summary.base.prevalence().unwrap() - 0.55).abs() < 1e-12);
        let alpha = summary.figure(Measure::Krippendorff(Level::Nominal)).unwrap();
        assert!(matches!(alpha.limits.unwrap().method, Method::Respondents { draws, used: 400 } if draws.seed == 3));
        assert_eq!(summary.cautions, []);
        assert_eq!(summary.pairs.len(), 1);
    }

    #[test]
    fn a_rare_code_and_few_units_are_warned_of() {
        let rare: Vec<_> = both(1, true, true).chain(both(97, false, false)).chain(both(2, true, false)).collect();
        assert_eq!(summary(&coded(&rare), Level::Nominal, Draws::default()).cautions, [Caution::Lopsided]);
        let few: Vec<_> = both(4, true, true).chain(both(4, false, false)).collect();
        assert_eq!(summary(&coded(&few), Level::Nominal, Draws::default()).cautions, [Caution::FewUnits]);
    }

    #[test]
    fn one_hit_in_six_says_nothing_though_both_agree() {
        let one: Vec<_> = both(1, true, true).chain(both(5, false, false)).collect();
        let one = summary(&coded(&one), Level::Nominal, Draws::default());
        let alpha = one.figure(Measure::Krippendorff(Level::Nominal)).unwrap().value;
        assert_eq!((alpha, one.given, one.says_too_little()), (Value::Number(1.0), 1, true));
        let ten: Vec<_> = both(9, true, true).chain(both(1, false, true)).chain(both(9, false, false)).collect();
        let ten = summary(&coded(&ten), Level::Nominal, Draws::default());
        assert_eq!((ten.given, ten.says_too_little()), (10, false));
    }

    #[test]
    fn a_code_that_nobody_used_has_no_agreement_beyond_chance() {
        let unused: Vec<_> = both(30, false, false).collect();
        let summary = summary(&coded(&unused), Level::Nominal, Draws::default());
        for measure in [Measure::Cohen, Measure::Fleiss, Measure::Krippendorff(Level::Nominal)] {
            let figure = summary.figure(measure).unwrap();
            assert_eq!((figure.value, figure.limits), (Undefined::NoVariation.into(), Err(Undefined::NoVariation)));
        }
        assert_eq!(summary.figure(Measure::Percent).unwrap().value, Value::Number(1.0));
        assert_eq!(summary.base.prevalence(), Some(0.0));
    }

    #[test]
    fn three_coders_have_no_single_kappa_but_one_for_each_pair() {
        let unit = |at: usize| {
            (at, vec![Some(at.is_multiple_of(2)), Some(at.is_multiple_of(2)), (at > 3).then_some(at.is_multiple_of(3))])
        };
        let ratings = Ratings::of_code(3, (0..24).map(unit)).unwrap();
        let summary = summary(&ratings, Level::Nominal, Draws::default());
        assert_eq!(summary.figure(Measure::Cohen).unwrap().value, Undefined::NotTwoCoders.into());
        assert_eq!(summary.figure(Measure::Fleiss).unwrap().value, Undefined::UnequalCoders.into());
        let pairs: Vec<_> = summary.pairs.iter().map(|pair| (pair.coders, pair.cohen.base.units)).collect();
        assert_eq!(pairs, [((0, 1), 24), ((0, 2), 20), ((1, 2), 20)]);
        assert_eq!(summary.pairs[0].cohen.value, Value::Number(1.0));
        assert_eq!(ratings.disagreements().count(), 10);
    }

    #[test]
    fn answers_of_one_respondent_count_as_one_voice() {
        let answers = |one_each: bool| {
            let person = move |at: usize| if one_each { at } else { at % 8 };
            let answers: Vec<_> = (0..80).map(|at| (person(at), at % 8 < 4, (at % 8 < 4) != (at % 8 == 0))).collect();
            let summary = summary(&coded(&answers), Level::Nominal, Draws::default());
            summary.figure(Measure::Krippendorff(Level::Nominal)).unwrap().limits.unwrap().se
        };
        assert!(answers(false) > 2.0 * answers(true));
    }

    #[test]
    fn an_ordered_scale_adds_weighted_kappa() {
        let rows: Vec<_> =
            (0..30).map(|at| (at, vec![Some((at % 5) as f64), Some(((at + at % 2) % 5) as f64)])).collect();
        let ratings = Ratings::of_numbers(2, &rows).unwrap();
        let summary = summary(&ratings, Level::Ordinal, Draws::default());
        assert!(summary.figure(Measure::CohenQuadratic).unwrap().value.number().is_some());
        assert!(summary.figure(Measure::CohenLinear).is_some() && summary.cautions.is_empty());
    }

    #[test]
    fn the_marks_are_those_of_the_book() {
        let at = |alpha| standing(Value::Number(alpha));
        assert_eq!(
            [at(0.8), at(0.79), at(0.667), at(0.6)].map(Option::unwrap),
            [Standing::Reliable, Standing::Tentative, Standing::Tentative, Standing::Insufficient]
        );
        assert_eq!(standing(Undefined::NoVariation.into()), None);
    }
}
