//! What a chart is made of: numbers that are shown, not there, or hidden to protect people. A hidden number is not even
//! in memory here, so that nothing drawn, sorted or written can come from it.

use server::statistics::Interval;

/// A cell of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown<T> {
    /// The value.
    As(T),
    /// There is none: nobody answered, or it cannot be computed.
    Nothing,
    /// There is one that must not be shown.
    Hidden,
}

impl<T> Shown<T> {
    /// The value, if it is shown.
    pub fn value(self) -> Option<T> {
        match self {
            Self::As(value) => Some(value),
            Self::Nothing | Self::Hidden => None,
        }
    }

    /// Whether there is a value that must not be shown.
    pub fn is_hidden(&self) -> bool {
        matches!(self, Self::Hidden)
    }

    /// The same state with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Shown<U> {
        match self {
            Self::As(value) => Shown::As(change(value)),
            Self::Nothing => Shown::Nothing,
            Self::Hidden => Shown::Hidden,
        }
    }
}

impl<T> From<Option<T>> for Shown<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::As)
    }
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Portion {
    /// From 0 to 1.
    pub share: f64,
    /// How many people; none where answers are weighted.
    pub count: Option<usize>,
}

/// A share or a score with what is known about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// A share from 0 to 1, or a score on its scale.
    pub value: f64,
    /// Where the real value probably lies.
    pub interval: Option<Interval>,
    /// How many people the share counts; none for scores and weighted shares.
    pub count: Option<usize>,
    /// How many answered.
    pub base: usize,
}

impl Shown<Estimate> {
    /// Without numbers that cannot be drawn: not finite, or of nobody.
    pub(super) fn sound(self) -> Self {
        match self {
            Self::As(estimate) if estimate.base == 0 || !estimate.value.is_finite() => Self::Nothing,
            Self::As(estimate) => Self::As(Estimate { interval: sound(estimate.interval), ..estimate }),
            other => other,
        }
    }
}

/// An interval of two finite limits, or none.
pub(super) fn sound(interval: Option<Interval>) -> Option<Interval> {
    interval.filter(|ends| ends.low.is_finite() && ends.high.is_finite() && ends.low <= ends.high)
}

/// What the numbers of a chart are, and so the ends of its axis. They are the same for every chart of the same unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    /// Shares from 0 to 1, written as whole percents.
    Share,
    /// Scores from `low` to `high`, written with one decimal.
    Score {
        /// The lowest score that can be.
        low: f64,
        /// The highest score that can be.
        high: f64,
    },
}

impl Unit {
    /// The ends of the axis; always finite, the second above the first.
    pub(super) fn range(self) -> (f64, f64) {
        match self {
            Self::Score { low, high } if low.is_finite() && high.is_finite() && low < high => (low, high),
            _ => (0.0, 1.0),
        }
    }

    /// How far along the axis a value lies, from 0 to 1.
    pub(super) fn place(self, value: f64) -> f64 {
        let (low, high) = self.range();
        let place = (value - low) / (high - low);
        if place.is_finite() { place.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Values that the axis names.
    pub(super) fn ticks(self) -> Vec<f64> {
        let (low, high) = self.range();
        let whole = low.fract() == 0.0 && high.fract() == 0.0;
        let steps = if self != Self::Share && whole && high - low <= 6.0 { high - low } else { 4.0 };
        (0..=steps as u32).map(|step| low + (high - low) * f64::from(step) / steps).collect()
    }
}

#[cfg(test)]
mod tests {
    //! Numbers arrive from columns of every kind.

    use super::*;

    #[test]
    fn what_is_not_finite_or_of_nobody_is_nothing_and_hidden_stays_hidden() {
        let estimate = |value, base| Estimate { value, interval: None, count: None, base };
        assert_eq!(Shown::As(estimate(f64::NAN, 5)).sound(), Shown::Nothing);
        assert_eq!(Shown::As(estimate(0.5, 0)).sound(), Shown::Nothing);
        assert_eq!(Shown::<Estimate>::Hidden.sound(), Shown::Hidden);
        let odd = Interval { low: f64::NEG_INFINITY, high: 0.4 };
        let kept = Shown::As(Estimate { interval: Some(odd), ..estimate(0.5, 5) }).sound();
        assert_eq!(kept, Shown::As(estimate(0.5, 5)));
    }

    #[test]
    fn an_axis_has_ends_whatever_it_is_given() {
        for unit in [Unit::Share, Unit::Score { low: 3.0, high: 3.0 }, Unit::Score { low: f64::NAN, high: 1.0 }] {
            assert_eq!((unit.range(), unit.place(f64::NAN), unit.place(9.0)), ((0.0, 1.0), 0.0, 1.0));
        }
        assert_eq!(Unit::Score { low: 1.0, high: 5.0 }.ticks(), [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(Unit::Share.ticks(), [0.0, 0.25, 0.5, 0.75, 1.0]);
    }
}
