//! Weights under which a sample has the margins that its population is known to have: raking, with few people kept from
//! deciding a figure.

/// No weight is more than so many times the mean weight (DeBell & Krosnick 2009, ANES nes012427, 4.3).
pub const MOST: f64 = 5.0;
/// Passes after which the search is given up.
const PASSES: usize = 500;
/// Weights that move less than this have come to rest.
const REST: f64 = 1e-10;

/// One question whose shares are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// Each person's category, from 0; people without one keep their weight in this margin.
    pub places: Vec<Option<usize>>,
    /// Share of the population in each category; made to add up to 1 over the categories that have people.
    pub shares: Vec<f64>,
}

/// What raking came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Raked {
    /// One for each person, 1 on average; none for people who had none to start with and for those of whom the population
    /// is said to have nobody.
    pub weights: Vec<Option<f64>>,
    /// How many weights were cut to [`MOST`].
    pub trimmed: usize,
    /// The largest distance of a weighted share from its known one; more than rounding where weights were cut, or where no
    /// weights fit all margins.
    pub off: f64,
    /// Whether weights came to rest.
    pub settled: bool,
}

/// Rakes from a start (Deming & Stephan 1940, Ann. Math. Stat. 11:427): each margin in turn is brought to its shares until
/// nothing moves; then weights are cut to [`MOST`] times their mean.
pub fn rake(start: &[Option<f64>], margins: &[Margin]) -> Raked {
    let usable = |weight: &f64| weight.is_finite() && *weight > 0.0;
    let mut weights: Vec<f64> = start.iter().map(|weight| weight.filter(usable).unwrap_or(0.0)).collect();
    level(&mut weights);
    let mut settled = margins.is_empty();
    for _ in 0..PASSES {
        if settled {
            break;
        }
        let before = weights.clone();
        margins.iter().for_each(|margin| margin.bring(&mut weights));
        level(&mut weights);
        settled = weights.iter().zip(&before).all(|(now, before)| (now - before).abs() < REST);
    }
    // Once, at the end: cutting between passes would move weight to those who did not answer.
    let trimmed = if margins.is_empty() { 0 } else { trim(&mut weights) };
    let off = margins.iter().map(|margin| margin.off(&weights)).fold(0.0, f64::max);
    let weights = weights.into_iter().map(|weight| Some(weight).filter(usable)).collect();
    Raked { weights, trimmed, off, settled }
}

impl Margin {
    /// Weighted sums of the categories.
    fn sums(&self, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.shares.len()];
        for (place, weight) in self.places.iter().zip(weights) {
            if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
                *sum += weight;
            }
        }
        sums
    }

    /// Known shares of the categories that have people, adding up to 1.
    fn targets(&self, sums: &[f64]) -> Vec<f64> {
        let there: Vec<f64> =
            self.shares.iter().zip(sums).map(|(share, sum)| if *sum > 0.0 { share.max(0.0) } else { 0.0 }).collect();
        let all: f64 = there.iter().sum();
        there.into_iter().map(|share| if all > 0.0 { share / all } else { 0.0 }).collect()
    }

    fn bring(&self, weights: &mut [f64]) {
        let sums = self.sums(weights);
        let (targets, all): (Vec<f64>, f64) = (self.targets(&sums), sums.iter().sum());
        if targets.iter().sum::<f64>() == 0.0 {
            return;
        }
        let factors: Vec<f64> =
            targets.iter().zip(&sums).map(|(target, sum)| if *sum > 0.0 { target * all / sum } else { 1.0 }).collect();
        for (place, weight) in self.places.iter().zip(weights) {
            *weight *= place.and_then(|place| factors.get(place)).copied().unwrap_or(1.0);
        }
    }

    fn off(&self, weights: &[f64]) -> f64 {
        let sums = self.sums(weights);
        let (targets, all): (Vec<f64>, f64) = (self.targets(&sums), sums.iter().sum());
        let apart = |(target, sum): (&f64, &f64)| if all > 0.0 { (sum / all - target).abs() } else { 0.0 };
        targets.iter().zip(&sums).map(apart).fold(0.0, f64::max)
    }
}

/// Makes the mean of those above nought 1.
fn level(weights: &mut [f64]) {
    let used = weights.iter().filter(|weight| **weight > 0.0).count();
    let mean = weights.iter().sum::<f64>() / used as f64;
    if mean.is_finite() && mean > 0.0 {
        weights.iter_mut().for_each(|weight| *weight /= mean);
    }
}

/// Cuts until no weight is above [`MOST`] times the mean, which each cut lowers; says how many were cut.
fn trim(weights: &mut [f64]) -> usize {
    let above = |weight: &f64| *weight > MOST * (1.0 + REST);
    let mut cut = 0;
    for _ in 0..PASSES {
        if !weights.iter().any(above) {
            break;
        }
        weights.iter_mut().filter(|weight| above(weight)).for_each(|weight| *weight = MOST);
        cut = weights.iter().filter(|weight| **weight >= MOST).count();
        level(weights);
    }
    cut
}

#[cfg(test)]
mod tests {
    //! A researcher knows how a region's providers are spread and asks too many of one kind.

    use super::*;

    fn margin(places: &[usize], shares: &[f64]) -> Margin {
        Margin { places: places.iter().copied().map(Some).collect(), shares: shares.to_vec() }
    }

    #[test]
    fn one_margin_is_post_stratification() {
        let raked = rake(&[Some(1.0); 4], &[margin(&[0, 0, 0, 1], &[0.5, 0.5])]);
        let weights: Vec<f64> = raked.weights.into_iter().flatten().collect();
        for (found, wanted) in weights.iter().zip([2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 2.0]) {
            assert!((found - wanted).abs() < 1e-9);
        }
        assert!(raked.settled && raked.trimmed == 0 && raked.off < 1e-9);
    }

    #[test]
    fn two_margins_are_met_at_once_and_give_the_weights_of_r() {
        // R 4.2.2: f <- t <- matrix(c(10, 5, 3, 12), 2, byrow = TRUE); a thousand times f <- f * c(.4, .6) * 30 / rowSums(f)
        // and f <- t(t(f) * c(.7, .3) * 30 / colSums(f)); f / t
        let (a, b): (Vec<usize>, Vec<usize>) =
            [(0, 0, 10), (0, 1, 5), (1, 0, 3), (1, 1, 12)].iter().flat_map(|(a, b, n)| vec![(*a, *b); *n]).unzip();
        let raked = rake(&[Some(1.0); 30], &[margin(&a, &[0.4, 0.6]), margin(&b, &[0.7, 0.3])]);
        let weight = |place: usize| raked.weights[place].unwrap();
        for (place, wanted) in [(0, RAKED[0]), (10, RAKED[1]), (15, RAKED[2]), (18, RAKED[3])] {
            assert!((weight(place) - wanted).abs() < 1e-6, "{place}: {}", weight(place));
        }
        assert!(raked.settled && raked.off < 1e-9);
    }

    const RAKED: [f64; 4] =
        [1.092_559_581_198_467, 0.214_880_837_603_066_4, 3.358_134_729_338_443, 0.660_466_317_665_389];

    #[test]
    fn nobody_weighs_more_than_five_and_the_page_hears_that_the_margin_is_missed() {
        let places: Vec<usize> = (0..100).map(|person| usize::from(person == 0)).collect();
        let raked = rake(&[Some(1.0); 100], &[margin(&places, &[0.5, 0.5])]);
        let largest = raked.weights.iter().flatten().copied().fold(0.0, f64::max);
        assert!(largest <= MOST * 1.000_001 && raked.trimmed == 1 && raked.off > 0.4, "{largest} {raked:?}");
    }

    #[test]
    fn who_did_not_say_keeps_their_weight_and_who_cannot_be_there_has_none() {
        let places = vec![Some(0), Some(0), Some(1), Some(1), None, Some(2)];
        let raked = rake(&[Some(1.0); 6], &[Margin { places, shares: vec![0.25, 0.75, 0.0] }]);
        assert_eq!(raked.weights[5], None);
        let [low, high, none] = [0, 2, 4].map(|place| raked.weights[place].unwrap());
        assert!((high / low - 3.0).abs() < 1e-9 && low < none && none < high);
        // A category of the population that nobody answered from leaves the others as they are to each other.
        let raked = rake(&[Some(1.0); 4], &[margin(&[0, 0, 1, 1], &[0.2, 0.2, 0.6])]);
        assert!(raked.weights.iter().flatten().all(|weight| (weight - 1.0).abs() < 1e-9));
    }

    #[test]
    fn nothing_to_start_from_gives_nothing() {
        let raked = rake(&[None, Some(0.0), Some(f64::NAN)], &[margin(&[0, 1, 0], &[0.5, 0.5])]);
        assert!(raked.weights.iter().all(Option::is_none) && raked.off == 0.0);
        assert_eq!(rake(&[], &[]).weights, []);
    }
}
