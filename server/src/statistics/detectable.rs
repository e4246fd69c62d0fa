//! The smallest change that a survey of a given size would show four times in five, tested two-sided at 5 %.
//!
//! For planning, and for the sentence that says there were not enough answers. Never from the effect that was found.

use super::Reason;
use super::interval::{NINETY_FIVE, bisect, t_quantile};
use super::noncentral::t_below;

/// How often a change is to be found.
const POWER: f64 = 0.8;
/// Normal quantile of [`POWER`].
const Z_POWER: f64 = 0.841_621_233_572_914_2;
/// More standard deviations than any change has.
const FAR: f64 = 1e4;

/// Detectable change of a share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Cohen's h (1988): the change on the arcsine scale.
    pub cohen_h: f64,
    /// The share it would have to rise to; nothing where that is beyond 1.
    pub rise_to: Option<f64>,
    /// The share it would have to fall to; nothing where that is below 0.
    pub fall_to: Option<f64>,
}

/// Detectable change of a mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// In standard deviations: of the answers, or of the changes of linked people.
    pub standardised: f64,
    /// In the units of the answers.
    pub raw: f64,
    /// The first guess by the normal distribution, in standard deviations.
    pub by_normal: f64,
}

/// A share that is `share` in `earlier` answers, compared with that in `later` answers.
pub fn share(share: f64, earlier: u64, later: u64) -> Result<Share, Reason> {
    if earlier == 0 || later == 0 {
        return Err(Reason::EmptyWave);
    }
    if !(0.0..=1.0).contains(&share) {
        return Err(Reason::OutOfRange);
    }
    let cohen_h = by_normal(unit(earlier, later));
    let (quarter, angle) = (std::f64::consts::FRAC_PI_2, share.sqrt().asin());
    let at = |angle: f64| (0.0..=quarter).contains(&angle).then(|| angle.sin().powi(2));
    Ok(Share { cohen_h, rise_to: at(angle + cohen_h / 2.0), fall_to: at(angle - cohen_h / 2.0) })
}

/// A mean of `earlier` and of `later` answers whose standard deviation is `sd`, by the noncentral t with both tails.
pub fn mean(earlier: u64, later: u64, sd: f64) -> Result<Mean, Reason> {
    if earlier == 0 || later == 0 {
        return Err(Reason::EmptyWave);
    }
    if earlier.min(later) < 2 {
        return Err(Reason::TooFewAnswers);
    }
    of_t((earlier + later - 2) as f64, unit(earlier, later), sd)
}

/// The mean change of `linked` people, whose changes have the standard deviation `sd`.
pub fn linked_mean(linked: u64, sd: f64) -> Result<Mean, Reason> {
    match linked {
        0 => Err(Reason::NoLinkedAnswers),
        1 => Err(Reason::TooFewAnswers),
        _ => of_t((linked - 1) as f64, 1.0 / (linked as f64).sqrt(), sd),
    }
}

/// Standard error of a difference of two means, in standard deviations.
fn unit(earlier: u64, later: u64) -> f64 {
    (1.0 / earlier as f64 + 1.0 / later as f64).sqrt()
}

fn by_normal(unit: f64) -> f64 {
    (NINETY_FIVE.z + Z_POWER) * unit
}

fn of_t(freedom: f64, unit: f64, sd: f64) -> Result<Mean, Reason> {
    if !(sd > 0.0 && sd.is_finite()) {
        return Err(Reason::OutOfRange);
    }
    let critical = t_quantile((1.0 + NINETY_FIVE.level) / 2.0, freedom).ok_or(Reason::OutOfRange)?;
    let power = |shift: f64| 1.0 - t_below(critical, freedom, shift) + t_below(-critical, freedom, shift);
    let standardised = unit * bisect(0.0, FAR, |shift| power(shift) < POWER);
    Ok(Mean { standardised, raw: standardised * sd, by_normal: by_normal(unit) })
}

#[cfg(test)]
mod tests {
    //! A coordinator plans how many answers are needed.

    use super::*;

    #[test]
    fn more_answers_show_smaller_changes() {
        assert!(mean(100, 100, 1.0).unwrap().raw < mean(30, 30, 1.0).unwrap().raw);
        let (few, many) = (share(0.5, 30, 30).unwrap(), share(0.5, 300, 300).unwrap());
        assert!(many.rise_to < few.rise_to && many.fall_to > few.fall_to);
    }

    #[test]
    fn with_many_answers_t_and_normal_agree() {
        let mean = mean(100_000, 100_000, 2.0).unwrap();
        assert!((mean.standardised / mean.by_normal - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_change_beyond_the_scale_is_none() {
        let rare = share(0.05, 40, 40).unwrap();
        assert!(rare.rise_to.is_some() && rare.fall_to.is_none());
    }

    #[test]
    fn what_cannot_be_planned_says_why() {
        assert_eq!(share(1.2, 10, 10), Err(Reason::OutOfRange));
        assert_eq!(mean(0, 10, 1.0), Err(Reason::EmptyWave));
        assert_eq!(mean(1, 10, 1.0), Err(Reason::TooFewAnswers));
        assert_eq!(linked_mean(0, 1.0), Err(Reason::NoLinkedAnswers));
        assert!(linked_mean(2, 1.0).unwrap().standardised.is_finite());
    }
}
