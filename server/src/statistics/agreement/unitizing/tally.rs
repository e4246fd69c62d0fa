//! How much text each pair of codes shares, summed over passages, and the coefficients that come of it.
//!
//! Place 0 is the gap, place k + 1 is code k. Everything is a whole number: what is divided by m − 1 in the formulas is
//! kept undivided here.

use std::collections::BTreeMap;

use super::super::{Base, Continuum, Passage, Span, Undefined, Value};

/// Sums of one respondent's passages, or of many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    coders: u128,
    length: u128,
    /// (m − 1)·ℓ of each pair of places that met.
    met: BTreeMap<(usize, usize), u128>,
    /// Characters that each place was given, over all coders.
    given: Vec<u128>,
    /// What each place's segments would share with themselves: Σ length², of gaps Σ length (eq. 33).
    own: Vec<u128>,
    /// The same of what is pairable of coded segments, times (m − 1)² (eq. 36). The pairable length of a segment is its
    /// mean overlap with what the other coders marked, so that pairable lengths add up to the margins that they correct;
    /// with two coders it is simply what the other one marked of it.
    own_pairable: Vec<u128>,
}

/// Sums of each respondent's passages, in the order of respondents.
pub fn by_person(continuum: &Continuum) -> Vec<Tally> {
    let mut people: BTreeMap<usize, Tally> = BTreeMap::new();
    for passage in &continuum.passages {
        let empty = || Tally::empty(continuum.coders, continuum.codes);
        people.entry(passage.respondent).or_insert_with(empty).add(passage);
    }
    people.into_values().collect()
}

/// A segment that the sweep is inside of.
#[derive(Clone, Copy, Default)]
struct Open {
    place: usize,
    /// Σ over the other coders of the characters that they marked of it.
    pairable: u128,
}

impl Tally {
    fn empty(coders: usize, codes: usize) -> Self {
        let none = vec![0; codes + 1];
        let coders = coders as u128;
        Self { coders, given: none.clone(), own: none.clone(), own_pairable: none, ..Self::default() }
    }

    /// All of them together, each as often as is said.
    pub fn sum<'a>(continuum: &Continuum, parts: impl IntoIterator<Item = (&'a Self, usize)>) -> Self {
        let mut whole = Self::empty(continuum.coders, continuum.codes);
        for (part, times) in parts.into_iter().filter(|(_, times)| *times > 0) {
            let times = times as u128;
            whole.length += times * part.length;
            part.met.iter().for_each(|(pair, met)| *whole.met.entry(*pair).or_default() += times * met);
            let lists = [&mut whole.given, &mut whole.own, &mut whole.own_pairable];
            for (list, more) in lists.into_iter().zip([&part.given, &part.own, &part.own_pairable]) {
                list.iter_mut().zip(more).for_each(|(sum, more)| *sum += times * more);
            }
        }
        whole
    }

    /// Walks from border to border; between two of them every coder is inside one segment.
    fn add(&mut self, passage: &Passage) {
        self.length += passage.length as u128;
        for span in passage.coders.iter().flatten() {
            self.own[span.code + 1] += ((span.end - span.start) as u128).pow(2);
        }
        let mut open = vec![Open::default(); passage.coders.len()];
        let mut next = vec![0_usize; passage.coders.len()];
        let mut from = 0;
        for to in borders(passage) {
            self.stretch(&mut open, (to - from) as u128);
            for (coder, spans) in passage.coders.iter().enumerate() {
                self.cross(&mut open[coder], &mut next[coder], spans, to);
            }
            from = to;
        }
    }

    /// Closes what ends and opens what starts at a border.
    fn cross(&mut self, open: &mut Open, next: &mut usize, spans: &[Span], border: usize) {
        if open.place > 0 && spans[*next].end == border {
            self.own_pairable[open.place] += open.pairable.pow(2);
            *open = Open::default();
            *next += 1;
        }
        if let Some(span) = spans.get(*next).filter(|span| open.place == 0 && span.start == border) {
            *open = Open { place: span.code + 1, pairable: 0 };
        }
    }

    /// Counts `length` characters in which no segment starts or ends.
    fn stretch(&mut self, open: &mut [Open], length: u128) {
        let mut here: BTreeMap<usize, u128> = BTreeMap::new();
        open.iter().for_each(|segment| *here.entry(segment.place).or_default() += 1);
        for (one, coders) in &here {
            self.given[*one] += coders * length;
            for (other, others) in &here {
                let pairs = if one == other { coders * (coders - 1) } else { coders * others };
                if pairs > 0 {
                    *self.met.entry((*one, *other)).or_default() += pairs * length;
                }
            }
        }
        let gaps = here.get(&0).copied().unwrap_or_default();
        self.own[0] += gaps * length;
        let marking = open.len() as u128 - gaps;
        for segment in open.iter_mut().filter(|segment| segment.place > 0) {
            segment.pairable += (marking - 1) * length;
        }
    }

    /// What one or more coders can be compared on at all.
    fn comparable(&self) -> Option<u128> {
        (self.coders >= 2 && self.length > 0).then_some(self.coders * self.length)
    }

    /// (m − 1)·ℓ of all pairs of different places that `counts`.
    fn differ(&self, counts: impl Fn(usize, usize) -> bool) -> u128 {
        let different = self.met.iter().filter(|((one, other), _)| one != other && counts(*one, *other));
        different.map(|(_, met)| met).sum()
    }

    /// 1 − D_o ÷ D_e with D_e = ℓ·`chance` ÷ (ℓ² − Σ own); `differ` is (m − 1)·D_o.
    fn corrected(&self, differ: u128, chance: u128) -> Value {
        let Some(all) = self.comparable() else { return Undefined::NoUnits.into() };
        let free = all * all - self.own.iter().sum::<u128>();
        Value::corrected(differ as f64 * free as f64, (self.coders - 1) as f64 * all as f64 * chance as f64)
    }

    /// uα.
    pub fn all(&self) -> Value {
        let all = self.coders * self.length;
        let same: u128 = self.given.iter().map(|given| given * given).sum();
        self.corrected(self.differ(|_, _| true), all * all - same)
    }

    /// |uα.
    pub fn places(&self) -> Value {
        let gaps = self.given.first().copied().unwrap_or_default();
        let marked = self.coders * self.length - gaps;
        self.corrected(self.differ(|one, other| one == 0 || other == 0), 2 * gaps * marked)
    }

    /// (m − 1)·ℓ of code `place` with every code: what is pairable of it.
    fn pairable(&self, place: usize) -> u128 {
        self.met.iter().filter(|((one, other), _)| *one == place && *other > 0).map(|(_, met)| met).sum()
    }

    /// cuα.
    pub fn codes(&self) -> Value {
        let margins: Vec<u128> = (1..self.given.len()).map(|place| self.pairable(place)).collect();
        let all: u128 = margins.iter().sum();
        if all == 0 {
            return self.nothing_shared();
        }
        let chance = all * all - margins.iter().map(|margin| margin * margin).sum::<u128>();
        let free = all * all - self.own_pairable.iter().sum::<u128>();
        let differ = self.differ(|one, other| one > 0 && other > 0);
        Value::corrected(differ as f64 * free as f64, all as f64 * chance as f64)
    }

    /// (k)uα: 1 − (ε_k ÷ ℓ_k)·(ℓ_k − ℓ_kk) ÷ (ε_k − ε_kk), shortened.
    pub fn code(&self, code: usize) -> Value {
        let place = code + 1;
        let all: u128 = (1..self.given.len()).map(|place| self.pairable(place)).sum();
        let margin = self.pairable(place);
        if margin == 0 {
            return self.nothing_shared();
        }
        let differ = self.differ(|one, other| one == place && other > 0);
        let expected = margin * all - self.own_pairable[place];
        let others = margin as f64 * margin as f64 * (all - margin) as f64;
        Value::corrected(differ as f64 * expected as f64, others)
    }

    fn nothing_shared(&self) -> Value {
        if self.comparable().is_some() { Undefined::NothingShared } else { Undefined::NoUnits }.into()
    }

    /// Share of what was given a code that others marked too.
    pub fn coverage(&self, code: usize) -> Option<f64> {
        let given = self.given[code + 1] * (self.coders.max(2) - 1);
        (given > 0).then(|| self.pairable(code + 1) as f64 / given as f64)
    }

    /// n, coders, and the shares of gaps and codes.
    pub fn base(&self, respondents: usize) -> Base {
        let ratings = self.coders * self.length;
        let share = |given: &u128| *given as f64 / ratings as f64;
        Base {
            units: self.length as usize,
            ratings: ratings as usize,
            coders: self.coders as usize,
            respondents,
            shares: if ratings == 0 { Vec::new() } else { self.given.iter().map(share).collect() },
        }
    }

    /// The base of one code: shares of *not this code* and *this code*.
    pub fn base_of(&self, code: usize, respondents: usize) -> Base {
        let mut base = self.base(respondents);
        if let Some(share) = base.shares.get(code + 1).copied() {
            base.shares = vec![1.0 - share, share];
        }
        base
    }
}

/// Every place where a segment of any coder starts or ends, and both ends of the text.
fn borders(passage: &Passage) -> Vec<usize> {
    let spans = passage.coders.iter().flatten();
    let mut borders: Vec<usize> = spans.flat_map(|span| [span.start, span.end]).chain([0, passage.length]).collect();
    borders.sort_unstable();
    borders.dedup();
    borders
}
