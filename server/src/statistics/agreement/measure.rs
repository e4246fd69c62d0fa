//! Names of coefficients, what one is worth, and what it rests on.

use super::Level;

/// Which coefficient of agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Share of pairs of coders who agree, the mean over units.
    Percent,
    /// Cohen's κ of two coders.
    Cohen,
    /// κ for ordered categories: a disagreement weighs as many steps as it is wide.
    CohenLinear,
    /// κ for ordered categories: a disagreement weighs the square of its steps.
    CohenQuadratic,
    /// Fleiss' κ.
    Fleiss,
    /// Krippendorff's α.
    Krippendorff(Level),
    /// Gwet's AC1.
    Gwet,
    /// uα: the same places and the same codes.
    Unitizing,
    /// |uα: the same places, whichever code.
    UnitizingPlaces,
    /// cuα: the same codes where two coders marked.
    UnitizingCodes,
    /// (k)uα: one code against the others where two coders marked.
    UnitizingCode,
}

impl Measure {
    /// The stable word for it: part of the keys of its name and its definition on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Cohen => "cohen",
            Self::CohenLinear => "cohen_linear",
            Self::CohenQuadratic => "cohen_quadratic",
            Self::Fleiss => "fleiss",
            Self::Krippendorff(Level::Nominal) => "krippendorff_nominal",
            Self::Krippendorff(Level::Ordinal) => "krippendorff_ordinal",
            Self::Krippendorff(Level::Interval) => "krippendorff_interval",
            Self::Krippendorff(Level::Ratio) => "krippendorff_ratio",
            Self::Gwet => "gwet",
            Self::Unitizing => "unitizing",
            Self::UnitizingPlaces => "unitizing_places",
            Self::UnitizingCodes => "unitizing_codes",
            Self::UnitizingCode => "unitizing_code",
        }
    }
}

/// Why a coefficient, or its interval, is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// No unit was coded by two people.
    NoUnits,
    /// Only one category was used, or nothing varied: chance alone would agree always.
    NoVariation,
    /// It is for exactly two coders.
    NotTwoCoders,
    /// It needs the same number of coders for each unit.
    UnequalCoders,
    /// Nothing was marked by two coders at the same place.
    NothingShared,
    /// The total to be shared out comes out at nought or below.
    NothingToShare,
    /// The numbers are too large, or negative where a ratio needs none.
    OutOfRange,
    /// No interval: it was not asked for, or this coefficient has none here.
    NotAsked,
    /// No interval: one respondent cannot be drawn again in another mix.
    OneRespondent,
    /// No interval: fewer than half of the draws have a value.
    MostlyUndefined,
    /// No interval: nothing spreads, which is no certainty.
    NoSpread,
}

impl Undefined {
    /// The stable word for it: part of a sentence's key on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoUnits => "no_units",
            Self::NoVariation => "no_variation",
            Self::NotTwoCoders => "not_two_coders",
            Self::UnequalCoders => "unequal_coders",
            Self::NothingShared => "nothing_shared",
            Self::NothingToShare => "nothing_to_share",
            Self::OutOfRange => "out_of_range",
            Self::NotAsked => "not_asked",
            Self::OneRespondent => "one_respondent",
            Self::MostlyUndefined => "mostly_undefined",
            Self::NoSpread => "no_spread",
        }
    }
}

/// What a coefficient is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A finite number.
    Number(f64),
    /// None, and why. Never shown as 0 or 1.
    Undefined(Undefined),
}

impl Value {
    /// The number, where there is one.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Undefined(_) => None,
        }
    }

    /// A finite number, or out of range.
    pub(super) fn finite(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Undefined(Undefined::OutOfRange) }
    }

    /// 1 − observed ÷ expected disagreement; where none is expected there is nothing to correct for.
    pub(super) fn corrected(observed: f64, expected: f64) -> Self {
        if expected == 0.0 { Self::Undefined(Undefined::NoVariation) } else { Self::finite(1.0 - observed / expected) }
    }
}

impl From<Undefined> for Value {
    fn from(reason: Undefined) -> Self {
        Self::Undefined(reason)
    }
}

/// What a coefficient rests on; only what two coders saw counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Base {
    /// Units coded by two or more people; of a continuum its length in characters.
    pub units: usize,
    /// Ratings of those units (characters × coders of a continuum).
    pub ratings: usize,
    /// Coders who may have coded.
    pub coders: usize,
    /// Respondents whose units they are.
    pub respondents: usize,
    /// Share of each category among the ratings; empty without ratings. The first one of a code over units is *not
    /// there*, of a continuum the gaps.
    pub shares: Vec<f64>,
}

impl Base {
    /// How common the code is: the share of ratings that are not the first category.
    pub fn prevalence(&self) -> Option<f64> {
        self.shares.first().map(|none| 1.0 - none)
    }
}
