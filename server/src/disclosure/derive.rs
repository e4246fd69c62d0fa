//! What goes with a hidden count: percentages, bars, changes, means, tests, intervals.

use super::plan::{Key, Plan};
use super::threshold::Threshold;

/// Groups of fewer people are counted, and no more: no mean, spread, test or interval.
pub const FEWEST: u64 = 10;

/// A figure that is worked out from counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Derived {
    /// A count, on its own or as "n =" beside something else.
    Count(Key),
    /// A percentage, and every bar, label and tooltip drawn from it.
    Share {
        /// Who gave the answer.
        count: Key,
        /// Out of whom.
        base: Key,
    },
    /// A share with an interval, or a test of shares.
    Interval {
        /// Who gave the answer.
        count: Key,
        /// Out of whom.
        base: Key,
    },
    /// How much a share changed, and its interval and test.
    Change {
        /// Who gave the answer before, and out of whom.
        earlier: (Key, Key),
        /// Who gave it now, and out of whom.
        later: (Key, Key),
    },
    /// A mean, median, range or deviation of answers, and its interval.
    Measure {
        /// Who answered.
        base: Key,
        /// How many gave each answer.
        answers: Vec<Key>,
    },
    /// A test of groups against each other, or an effect between them.
    Comparison {
        /// Each group: who answered, and how many gave each answer.
        groups: Vec<(Key, Vec<Key>)>,
    },
}

/// Why a derived figure is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// No published table holds this count, so that nobody has looked at it.
    Unplanned(Key),
    /// This count is hidden.
    Hidden(Key),
    /// All but a few gave the answer: the share would tell how many did not.
    NearlyAll(Key),
    /// There are fewer people than such a figure needs.
    TooFew {
        /// The group.
        base: Key,
        /// How many people it takes.
        needed: u64,
    },
}

/// Whether a derived figure may be shown beside what a plan shows. Rounding protects nothing: one decimal of a percentage
/// and its base give the count.
///
/// # Errors
/// Why not.
pub fn derive(plan: &Plan, figure: &Derived, threshold: Threshold) -> Result<(), Withheld> {
    let may = May { plan, threshold };
    match figure {
        Derived::Count(key) => may.count(key).map(drop),
        Derived::Share { count, base } => may.share(count, base),
        Derived::Interval { count, base } => may.share(count, base).and_then(|()| may.enough(base, FEWEST)),
        // With one side shown, the change is the other side.
        Derived::Change { earlier, later } => [earlier, later].into_iter().try_for_each(|(count, base)| {
            may.share(count, base)?;
            may.enough(base, FEWEST)
        }),
        Derived::Measure { base, answers } => may.measure(base, answers),
        Derived::Comparison { groups } => groups.iter().try_for_each(|(base, answers)| may.measure(base, answers)),
    }
}

struct May<'a> {
    plan: &'a Plan,
    threshold: Threshold,
}

impl May<'_> {
    fn count(&self, key: &Key) -> Result<u64, Withheld> {
        let verdict = self.plan.verdict(key).ok_or_else(|| Withheld::Unplanned(key.clone()))?;
        verdict.shown().ok_or_else(|| Withheld::Hidden(key.clone()))
    }

    fn share(&self, count: &Key, base: &Key) -> Result<(), Withheld> {
        let rest = self.count(base)?.saturating_sub(self.count(count)?);
        if self.threshold.hides(rest) { Err(Withheld::NearlyAll(count.clone())) } else { Ok(()) }
    }

    fn enough(&self, base: &Key, needed: u64) -> Result<(), Withheld> {
        match self.count(base)? {
            people if people < needed => Err(Withheld::TooFew { base: base.clone(), needed }),
            _ => Ok(()),
        }
    }

    /// A mean is an equation: with its base and all answers but two it gives those two away, and a median, a range or a
    /// test narrows them down. So no answer of the group may be hidden.
    fn measure(&self, base: &Key, answers: &[Key]) -> Result<(), Withheld> {
        self.enough(base, FEWEST.max(self.threshold.smallest()))?;
        answers.iter().try_for_each(|key| self.count(key).map(drop))
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator draws charts from a table in which something is hidden.

    use super::super::plan::{Axis, Ledger, Sheet};
    use super::*;

    fn key(site: &str, answer: Option<&str>) -> Key {
        let site = Key::everybody().with("site", site);
        answer.map_or(site.clone().answered("calm"), |answer| site.with("calm", answer))
    }

    fn planned() -> Plan {
        let sheet = Sheet {
            name: "calm by site".into(),
            threshold: Threshold::new(5),
            within: Key::everybody(),
            rows: Axis::groups("site", ["N", "S", "E", "W"]),
            columns: Axis::answers("calm", ["no", "yes"]),
            counts: vec![vec![30, 40], vec![3, 20], vec![14, 25], vec![0, 8]],
            people: Vec::new(),
        };
        super::super::plan(&[sheet], &Ledger::default(), &mut |_, _| ()).unwrap()
    }

    fn asked(figure: &Derived) -> Result<(), Withheld> {
        derive(&planned(), figure, Threshold::new(5))
    }

    #[test]
    fn a_share_goes_with_its_count_and_with_its_rest() {
        let share = |site, answer| Derived::Share { count: key(site, Some(answer)), base: key(site, None) };
        assert_eq!(asked(&share("N", "yes")), Ok(()));
        assert_eq!(asked(&share("S", "no")), Err(Withheld::Hidden(key("S", Some("no")))));
        assert!(asked(&share("S", "yes")).is_err(), "20 of 23 tells of 3");
        let unplanned = key("X", None);
        assert_eq!(asked(&Derived::Count(unplanned.clone())), Err(Withheld::Unplanned(unplanned)));
    }

    #[test]
    fn a_change_goes_with_either_side() {
        let side = |site| (key(site, Some("yes")), key(site, None));
        assert_eq!(asked(&Derived::Change { earlier: side("N"), later: side("N") }), Ok(()));
        assert!(asked(&Derived::Change { earlier: side("N"), later: side("S") }).is_err());
        assert!(asked(&Derived::Change { earlier: side("S"), later: side("N") }).is_err());
    }

    #[test]
    fn a_mean_goes_with_any_answer_and_needs_ten() {
        let measure = |site| Derived::Measure {
            base: key(site, None),
            answers: ["no", "yes"].map(|answer| key(site, Some(answer))).into(),
        };
        assert_eq!(asked(&measure("N")), Ok(()));
        assert!(matches!(asked(&measure("S")), Err(Withheld::Hidden(_))));
        assert_eq!(asked(&measure("W")), Err(Withheld::TooFew { base: key("W", None), needed: 10 }));
        let groups =
            ["N", "S"].map(|site| (key(site, None), ["no", "yes"].map(|answer| key(site, Some(answer))).into()));
        assert!(asked(&Derived::Comparison { groups: groups.into() }).is_err());
        assert_eq!(
            asked(&Derived::Interval { count: key("W", Some("yes")), base: key("W", None) }),
            Err(Withheld::TooFew { base: key("W", None), needed: 10 })
        );
    }
}
