//! What a coordinator may say about a change: five states and their finer points. Decided from the bases first, then from
//! the adjusted p-value, the interval, the test of equivalence; never from the size of the effect alone.

use super::change::{Change, Effect};
use super::seen::Seen;
use super::wording::Class;
use super::{Item, Measure};
use crate::statistics::equivalence::Equivalence;
use crate::statistics::two_waves::binary::Binary;
use crate::statistics::{Reason, detectable, equivalence};

/// Below so many answers there are counts only.
pub const FEWEST_COMPARED: u64 = 10;
/// How sure a clear change is.
const LEVEL: f64 = 0.05;
/// A change of a share within this is none: ten points.
pub const MARGIN_OF_SHARES: f64 = 0.10;
/// A change of a mean within this is none, on a scale from 1 to 5; other scales in proportion.
const MARGIN_OF_MEANS: f64 = 0.3;

/// What the study asks of figures before they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Smallest number of people that may be shown.
    pub smallest: u64,
}

/// What may be said.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Too few people answered in one of the waves: hidden to protect them.
    Hidden,
    /// Too few to compare: the counts are all there is.
    CountsOnly,
    /// It may not be compared: the wording changed, or it was asked only once.
    Apart(Class),
    /// A clear change.
    Clear {
        /// Up, down, or only another mix.
        way: Way,
        /// How large it is.
        size: Size,
    },
    /// Everybody there is answered both times: the change is what it is, without an interval.
    Actual(Way),
    /// On the edge: test and interval disagree, or it is clear alone but not among so many questions.
    Borderline {
        /// Up, down, or only another mix.
        way: Way,
        /// Whether it would be clear if it were the only question.
        among_many: bool,
    },
    /// Any change is smaller than the margin: in points of 100 for shares, in scores for means.
    AboutTheSame(f64),
    /// Not enough answers to tell; from which change on they would show it, where that is known.
    NotEnough(Option<f64>),
    /// Everybody gave the same answer both times, or there is no spread: nothing to test.
    Untested(Reason),
}

/// Which way an answer went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Higher, or more of it.
    Up,
    /// Lower, or less of it.
    Down,
    /// Another mix of answers without an order.
    Other,
    /// No change at all.
    Level,
}

/// Words for the size of an effect: Cliff's δ .147, .33, .474; g and h .2, .5, .8; V .1, .3, .5 by its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Hardly any.
    Hardly,
    /// Small.
    Small,
    /// Medium.
    Medium,
    /// Large.
    Large,
}

impl Verdict {
    /// Decides for one item; `adjusted` is its p-value within its family, `everybody` says that all there are answered
    /// both times.
    pub fn of(item: &Item, change: &Change, adjusted: Option<f64>, rules: Rules, everybody: bool) -> Self {
        let bases = [change.earlier.base(), change.later.base()];
        if bases.iter().any(|base| *base < rules.smallest) {
            return Self::Hidden;
        }
        if bases.iter().any(|base| *base < FEWEST_COMPARED) {
            return Self::CountsOnly;
        }
        if everybody {
            return Self::Actual(way(change));
        }
        let (Some(p), Some(adjusted)) = (change.p(), adjusted) else {
            return Self::Untested(change.reason().unwrap_or(Reason::AllAnswersEqual));
        };
        let clear = change.interval_is_clear();
        match (p < LEVEL, adjusted < LEVEL, clear) {
            (_, true, Some(true) | None) => Self::Clear { way: way(change), size: size(item, change) },
            (true, false, Some(true) | None) => Self::Borderline { way: way(change), among_many: true },
            (true, _, Some(false)) | (false, _, Some(true)) => Self::Borderline { way: way(change), among_many: false },
            _ => same(item, change).map_or_else(|| Self::NotEnough(visible(item, change)), Self::AboutTheSame),
        }
    }

    /// The last part of its sentence's key.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::CountsOnly => "counts-only",
            Self::Apart(_) => "apart",
            Self::Clear { .. } => "clear",
            Self::Actual(_) => "actual",
            Self::Borderline { .. } => "borderline",
            Self::AboutTheSame(_) => "same",
            Self::NotEnough(_) => "not-enough",
            Self::Untested(_) => "untested",
        }
    }

    /// Whether figures of a comparison may be shown: effect, interval, test.
    pub fn shows_figures(&self) -> bool {
        !matches!(self, Self::Hidden | Self::CountsOnly | Self::Apart(_))
    }
}

impl Way {
    fn of(rises: Option<bool>, estimate: Option<f64>) -> Self {
        match (rises, estimate) {
            (_, Some(0.0)) => Self::Level,
            (Some(true), _) => Self::Up,
            (Some(false), _) => Self::Down,
            (None, _) => Self::Other,
        }
    }
}

fn way(change: &Change) -> Way {
    match &change.effect {
        Effect::Order { order, .. } if order.superiority.estimate == Some(0.5) => Way::Level,
        Effect::Order { .. } => Way::of(change.rises(), None),
        _ => Way::of(change.rises(), change.estimate()),
    }
}

fn size(item: &Item, change: &Change) -> Size {
    match &change.effect {
        Effect::Share(share) => Size::by(share.cohen_h, [0.2, 0.5, 0.8]),
        Effect::Order { order, .. } => Size::by(order.delta().estimate.unwrap_or(0.0), [0.147, 0.33, 0.474]),
        Effect::Mean(mean) => Size::by(mean.effect.as_ref().map_or(0.0, |effect| effect.hedges_g), [0.2, 0.5, 0.8]),
        // Two waves make a table whose smaller side is two: the thresholds of V need no correction.
        Effect::Mix(mix) => {
            let strength = mix.overall.as_ref().map_or(0.0, |table| table.association.raw);
            Size::by(strength, [0.1, 0.3, 0.5])
        }
        Effect::None(_) => {
            debug_assert!(item.key.is_empty(), "nothing was tested");
            Size::Hardly
        }
    }
}

impl Size {
    pub(super) fn by(effect: f64, [small, medium, large]: [f64; 3]) -> Self {
        match effect.abs() {
            effect if effect >= large => Self::Large,
            effect if effect >= medium => Self::Medium,
            effect if effect >= small => Self::Small,
            _ => Self::Hardly,
        }
    }

    /// The last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hardly => "hardly",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// The margin within which a mean is the same; none for numbers whose scale nobody knows.
pub(super) fn margin_of_means(measure: &Measure) -> Option<f64> {
    let (low, high) = measure.ends()?;
    Some(MARGIN_OF_MEANS * (high - low) / 4.0).filter(|margin| *margin > 0.0)
}

/// The test of "any change is smaller than the margin" of a mean; nothing for shares, which are judged by their interval.
pub fn equivalent(item: &Item, change: &Change) -> Option<Equivalence> {
    let (Effect::Mean(mean) | Effect::Order { mean, .. }) = &change.effect else { return None };
    equivalence::two_waves(&mean.earlier, &mean.later, margin_of_means(&item.measure)?).ok()
}

/// The margin that any change is smaller than, if that can be said.
fn same(item: &Item, change: &Change) -> Option<f64> {
    let by_means = || equivalent(item, change).filter(Equivalence::holds).map(|test| test.margin);
    match &change.effect {
        Effect::Share(share) => is_within(share).then_some(MARGIN_OF_SHARES * 100.0),
        // The sentence tells of the upper levels too: they must be within their margin as well.
        Effect::Order { upper, .. } => by_means().filter(|_| is_within(upper)),
        Effect::Mean(_) => by_means(),
        Effect::Mix(mix) => {
            mix.categories.iter().all(|category| is_within(&category.share)).then_some(MARGIN_OF_SHARES * 100.0)
        }
        Effect::None(_) => None,
    }
}

fn is_within(share: &Binary) -> bool {
    share.ninety.low > -MARGIN_OF_SHARES && share.ninety.high < MARGIN_OF_SHARES
}

/// From which change on so many answers would show it: in points of 100 for shares, in the item's units for means. By
/// the earlier wave alone, never from the change that was found.
fn visible(item: &Item, change: &Change) -> Option<f64> {
    let bases = (change.earlier.base(), change.later.base());
    match &change.effect {
        Effect::Share(_) | Effect::Order { .. } => of_share(item, &change.earlier, bases),
        Effect::Mean(mean) => detectable::mean(bases.0, bases.1, mean.earlier.sd?).ok().map(|found| found.raw),
        Effect::Mix(_) | Effect::None(_) => None,
    }
}

fn of_share(item: &Item, earlier: &Seen, bases: (u64, u64)) -> Option<f64> {
    let (count, base) = earlier.headline(&item.measure)?;
    let share = count as f64 / base as f64;
    let found = detectable::share(share, bases.0, bases.1).ok()?;
    let changes = [found.rise_to.map(|to| to - share), found.fall_to.map(|to| share - to)];
    changes.into_iter().flatten().reduce(f64::max).map(|change| change * 100.0)
}

#[cfg(test)]
mod tests {
    //! A coordinator of 47 providers asks a yes-or-no question twice.

    use instruments::Text;

    use super::*;
    use crate::statistics::tally::Tally;
    use crate::waves::What;

    fn item() -> Item {
        Item {
            key: "full".into(),
            question: "full".into(),
            text: Text::default(),
            part: Text::default(),
            heading: Text::default(),
            measure: Measure::YesNo,
            construct: None,
        }
    }

    fn said(yes: u64, base: usize) -> Seen {
        let tally = Tally { total: base, answered: base, ..Tally::default() };
        Seen { tally, left_out: 0, what: What::Share(yes) }
    }

    fn verdict(earlier: (u64, usize), later: (u64, usize), tests: f64) -> Verdict {
        let change = Change::of(&item(), said(earlier.0, earlier.1), said(later.0, later.1));
        let adjusted = change.p().map(|p| (p * tests).min(1.0));
        Verdict::of(&item(), &change, adjusted, Rules { smallest: 5 }, false)
    }

    #[test]
    fn each_state_has_its_case() {
        assert_eq!(verdict((18, 47), (29, 47), 1.0), Verdict::Clear { way: Way::Up, size: Size::Small });
        assert_eq!(verdict((29, 47), (18, 47), 1.0), Verdict::Clear { way: Way::Down, size: Size::Small });
        assert_eq!(verdict((18, 47), (29, 47), 20.0), Verdict::Borderline { way: Way::Up, among_many: true });
        assert_eq!(verdict((1, 4), (3, 40), 1.0), Verdict::Hidden);
        assert_eq!(verdict((1, 8), (3, 40), 1.0), Verdict::CountsOnly);
        assert_eq!(verdict((40, 40), (42, 42), 1.0), Verdict::Untested(Reason::AllAnswersEqual));
        assert_eq!(verdict((2_500, 5_000), (2_510, 5_000), 1.0), Verdict::AboutTheSame(10.0));
        let Verdict::NotEnough(Some(visible)) = verdict((14, 31), (15, 28), 1.0) else { panic!("not enough to tell") };
        assert!((33.0..38.0).contains(&visible), "about 35 points: {visible}");
    }

    #[test]
    fn a_census_of_both_waves_needs_no_interval() {
        let change = Change::of(&item(), said(18, 47), said(29, 47));
        let verdict = Verdict::of(&item(), &change, Some(0.5), Rules { smallest: 5 }, true);
        assert_eq!(verdict, Verdict::Actual(Way::Up));
    }

    #[test]
    fn a_clear_change_that_is_tiny_is_called_small_and_never_none() {
        let verdict = verdict((25_000, 50_000), (25_600, 50_000), 1.0);
        assert_eq!(verdict, Verdict::Clear { way: Way::Up, size: Size::Hardly });
    }
}
