//! Krippendorff's α for free spans: the family of Krippendorff, Mathet, Bouvry & Widlöcher 2016 (Qual. Quant.
//! 50:2347–2364; Krippendorff 2019, §12.6), not the α_U of 1995. Worked out in whole numbers up to the last division.
//!
//! Each coder's text falls into coded segments and gaps. Two segments meet in ℓ characters, each ordered pair of coders
//! with weight 1/(m − 1); what a segment would share with itself is taken out of what chance expects.

mod tally;

use super::bootstrap::by_respondent;
use super::{Agreement, Continuum, Draws, Measure, Value};
use tally::Tally;

/// The four coefficients of the family.
#[derive(Clone, Debug, PartialEq)]
pub struct Unitizing {
    /// uα: the same places and the same codes (eq. 34).
    pub all: Agreement,
    /// |uα: the same places, whichever code (eq. 35).
    pub places: Agreement,
    /// cuα: the same codes where two coders marked (eq. 36–37); undefined with a single code.
    pub codes: Agreement,
    /// (k)uα of each code (eq. 38).
    pub each: Vec<OfCode>,
}

/// One code where two coders marked.
#[derive(Clone, Debug, PartialEq)]
pub struct OfCode {
    /// (k)uα.
    pub agreement: Agreement,
    /// Share of what was given this code that another coder marked too, with any code.
    pub coverage: Option<f64>,
}

/// Works out the family; intervals draw respondents.
pub fn unitizing(continuum: &Continuum, draws: Draws) -> Unitizing {
    let people = tally::by_person(continuum);
    let kinds: Vec<usize> = (0..people.len()).collect();
    let sum = |times: &[usize]| Tally::sum(continuum, people.iter().zip(times.iter().copied()));
    let whole = sum(&vec![1; people.len()]);
    let limits = |of: fn(&Tally) -> Value| by_respondent(&kinds, draws, |times| of(&sum(times)));
    let agreement = |measure, of: fn(&Tally) -> Value| {
        let mut agreement = Agreement::bare(measure, of(&whole), whole.base(people.len()));
        if agreement.value.number().is_some() {
            agreement.limits = limits(of);
        }
        agreement
    };
    let each = (0..continuum.codes).map(|code| OfCode {
        agreement: Agreement::bare(Measure::UnitizingCode, whole.code(code), whole.base_of(code, people.len())),
        coverage: whole.coverage(code),
    });
    Unitizing {
        all: agreement(Measure::Unitizing, Tally::all),
        places: agreement(Measure::UnitizingPlaces, Tally::places),
        codes: agreement(Measure::UnitizingCodes, Tally::codes),
        each: each.collect(),
    }
}
