//! Coders code in every way that chance can think of, and the figures of agreement keep their laws.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use proptest::prelude::*;
use server::statistics::agreement::{
    self, Continuum, Draws, Level, Passage, Ratings, Refusal, Span, Undefined, Unit, Unitizing, Value, Weights,
};

const NONE: Draws = Draws { seed: 1, count: 0 };
const LEVELS: [Level; 4] = [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio];
const WEIGHTS: [Weights; 3] = [Weights::Equal, Weights::Linear, Weights::Quadratic];

/// Rows of ratings, the number of coders and of categories.
#[derive(Clone, Debug)]
struct Table {
    coders: usize,
    categories: usize,
    rows: Vec<Vec<Option<usize>>>,
}

impl Table {
    fn ratings(&self) -> Ratings {
        let unit = |(respondent, ratings): (usize, &Vec<Option<usize>>)| Unit { respondent, ratings: ratings.clone() };
        Ratings::of_categories(self.categories, self.coders, self.rows.iter().enumerate().map(unit).collect()).unwrap()
    }

    fn each(&self, change: impl Fn(&[Option<usize>]) -> Vec<Option<usize>>) -> Self {
        Self { rows: self.rows.iter().map(|row| change(row)).collect(), ..self.clone() }
    }
}

fn tables() -> impl Strategy<Value = Table> {
    let size = (2_usize..=5, 1_usize..=5, any::<bool>());
    size.prop_flat_map(|(coders, categories, gaps)| {
        let rating = (0..categories, prop::bool::weighted(0.2))
            .prop_map(move |(category, gap)| (!(gaps && gap)).then_some(category));
        // Now and then coders agree, as they would.
        let together = (0..categories).prop_map(move |category| vec![Some(category); coders]);
        let row = prop_oneof![prop::collection::vec(rating, coders), together];
        prop::collection::vec(row, 0..25).prop_map(move |rows| Table { coders, categories, rows })
    })
}

/// Every coefficient on fixed units, with a name to blame.
fn figures(table: &Table) -> Vec<(String, Value)> {
    let ratings = table.ratings();
    let mut figures = nominal(table);
    figures.extend(LEVELS.map(|level| (format!("{level:?}"), agreement::krippendorff(&ratings, level, NONE).value)));
    figures
        .extend(WEIGHTS.map(|weights| (format!("{weights:?}"), agreement::cohen(&ratings, weights).agreement.value)));
    let icc = agreement::icc(&ratings);
    figures.extend([icc.one_way, icc.random, icc.fixed].map(|share| ("icc".to_owned(), share.single)));
    figures
}

/// Those that know no order of categories.
fn nominal(table: &Table) -> Vec<(String, Value)> {
    let ratings = table.ratings();
    let figures = [
        ("percent", agreement::percent(&ratings).value),
        ("cohen", agreement::cohen(&ratings, Weights::Equal).agreement.value),
        ("fleiss", agreement::fleiss(&ratings).agreement.value),
        ("alpha", agreement::krippendorff(&ratings, Level::Nominal, NONE).value),
        ("gwet", agreement::gwet(&ratings).value),
    ];
    figures.map(|(name, value)| (name.to_owned(), value)).into()
}

fn near(one: Value, other: Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
        _ => one == other,
    }
}

fn all_near(one: &[(String, Value)], other: &[(String, Value)]) -> Result<(), TestCaseError> {
    for ((name, one), (_, other)) in one.iter().zip(other) {
        prop_assert!(near(*one, *other), "{name}: {one:?} and {other:?}");
    }
    Ok(())
}

/// α by its definition: every pair of pairable values is looked at, within units and over all of them.
fn alpha_by_pairs(table: &Table, level: Level) -> Option<f64> {
    let units: Vec<Vec<usize>> = table.rows.iter().map(|row| row.iter().flatten().copied().collect()).collect();
    let units: Vec<Vec<usize>> = units.into_iter().filter(|unit| unit.len() >= 2).collect();
    let all: Vec<usize> = units.concat();
    let often = |category: usize| all.iter().filter(|value| **value == category).count() as f64;
    let distance = |one: usize, other: usize| -> f64 {
        let (low, high) = (one.min(other), one.max(other));
        match level {
            _ if low == high => 0.0,
            Level::Nominal => 1.0,
            Level::Ordinal => ((low..=high).map(often).sum::<f64>() - (often(low) + often(high)) / 2.0).powi(2),
            Level::Interval => ((high - low) as f64).powi(2),
            Level::Ratio => ((high - low) as f64 / (high + low) as f64).powi(2),
        }
    };
    let pairs = |values: &[usize]| -> f64 {
        values.iter().flat_map(|one| values.iter().map(|other| distance(*one, *other))).sum()
    };
    let observed: f64 = units.iter().map(|unit| pairs(unit) / (unit.len() - 1) as f64).sum::<f64>() / all.len() as f64;
    let expected = pairs(&all) / (all.len() as f64 * (all.len() as f64 - 1.0));
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

/// One text as it was marked, each coder's spans apart.
#[derive(Clone, Debug)]
struct Text {
    codes: usize,
    length: usize,
    coders: Vec<Vec<Span>>,
}

impl Text {
    fn passage(&self) -> Passage {
        Passage { length: self.length, respondent: 0, coders: self.coders.clone() }
    }

    fn family(&self) -> Unitizing {
        family(self.codes, self.coders.len(), vec![self.passage()])
    }

    /// Each coder's code at each character.
    fn letters(&self) -> Vec<Vec<Option<usize>>> {
        let at = |spans: &[Span], place: usize| {
            spans.iter().find(|span| (span.start..span.end).contains(&place)).map(|span| span.code)
        };
        (0..self.length).map(|place| self.coders.iter().map(|spans| at(spans, place)).collect()).collect()
    }
}

fn family(codes: usize, coders: usize, passages: Vec<Passage>) -> Unitizing {
    agreement::unitizing(&Continuum::new(codes, coders, passages).expect("spans apart"), NONE)
}

fn values(family: &Unitizing) -> Vec<(String, Value)> {
    let whole = [("all", &family.all), ("places", &family.places), ("codes", &family.codes)];
    let each = family.each.iter().map(|code| ("code", &code.agreement));
    whole.into_iter().chain(each).map(|(name, agreement)| (name.to_owned(), agreement.value)).collect()
}

fn texts(most_coders: usize) -> impl Strategy<Value = Text> {
    (1_usize..=3, 2..=most_coders).prop_flat_map(|(codes, coders)| {
        let steps = prop::collection::vec((0_usize..6, 1_usize..7, 0..codes), 0..8);
        (prop::collection::vec(steps, coders), 0_usize..5).prop_map(move |(coders, rest)| {
            let coders: Vec<Vec<Span>> = coders.iter().map(|steps| laid(steps)).collect();
            let end = coders.iter().flatten().map(|span| span.end).max().unwrap_or(0);
            Text { codes, length: end + rest, coders }
        })
    })
}

/// Spans from gaps and lengths.
fn laid(steps: &[(usize, usize, usize)]) -> Vec<Span> {
    let next = |from: &mut usize, (gap, length, code): &(usize, usize, usize)| {
        let start = *from + gap;
        *from = start + length;
        Some(Span { start, end: *from, code: *code })
    };
    steps.iter().scan(0, next).collect()
}

/// Equations 32 to 38 by characters, in floating point: uα, |uα, cuα and each (k)uα.
fn family_by_letters(text: &Text) -> Vec<Option<f64>> {
    let (letters, m) = (text.letters(), text.coders.len());
    let size = text.codes + 1;
    let place = |code: Option<usize>| code.map_or(0, |code| code + 1);
    let mut met = vec![vec![0.0; size]; size];
    for row in &letters {
        for (one, other) in (0..m).flat_map(|one| (0..m).map(move |other| (one, other))).filter(|(i, j)| i != j) {
            met[place(row[one])][place(row[other])] += 1.0 / (m - 1) as f64;
        }
    }
    let mut own = vec![0.0; size];
    let mut pairable = vec![0.0; size];
    own[0] = letters.iter().flatten().filter(|code| code.is_none()).count() as f64;
    for (coder, spans) in text.coders.iter().enumerate() {
        for span in spans {
            let marked =
                |at: usize| (0..m).filter(|other| *other != coder && letters[at][*other].is_some()).count() as f64;
            own[span.code + 1] += ((span.end - span.start) as f64).powi(2);
            pairable[span.code + 1] += ((span.start..span.end).map(marked).sum::<f64>() / (m - 1) as f64).powi(2);
        }
    }
    let by_chance = |from: usize, own: &[f64]| -> Vec<Vec<f64>> {
        let margin = |one: usize| -> f64 { met[one][from..].iter().sum() };
        let all: f64 = (from..size).map(margin).sum();
        let free = all * all - own[from..].iter().sum::<f64>();
        let cell = |one: usize, other: usize| {
            if one < from || other < from {
                return 0.0;
            }
            all * (margin(one) * margin(other) - if one == other { own[one] } else { 0.0 }) / free
        };
        (0..size).map(|one| (0..size).map(|other| cell(one, other)).collect()).collect()
    };
    let off = |table: &[Vec<f64>], counts: &dyn Fn(usize, usize) -> bool| -> f64 {
        let cells = (0..size).flat_map(|one| (0..size).map(move |other| (one, other)));
        cells.filter(|(one, other)| one != other && counts(*one, *other)).map(|(one, other)| table[one][other]).sum()
    };
    let ratio = |observed: f64, expected: f64| (expected > 1e-9).then(|| 1.0 - observed / expected);
    let (whole, coded) = (by_chance(0, &own), by_chance(1, &pairable));
    let alpha =
        |chance: &[Vec<f64>], counts: &dyn Fn(usize, usize) -> bool| ratio(off(&met, counts), off(chance, counts));
    let code = |code: usize| {
        let column = |table: &[Vec<f64>]| -> f64 { (1..size).map(|one| table[one][code]).sum() };
        let (seen, chance) = (column(&met), column(&coded));
        ratio(chance * (seen - met[code][code]), seen * (chance - coded[code][code]))
    };
    let gap = |one: usize, other: usize| one == 0 || other == 0;
    let mut found =
        vec![alpha(&whole, &|_, _| true), alpha(&whole, &gap), alpha(&coded, &|one, other| !gap(one, other))];
    found.extend((1..size).map(code));
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_figure_exceeds_one_or_is_no_number(table in tables()) {
        for (name, value) in figures(&table) {
            prop_assert!(value.number().is_none_or(|value| value.is_finite() && value <= 1.0 + 1e-12), "{name} {value:?}");
        }
    }

    #[test]
    fn nobody_is_the_first_coder(table in tables(), turn in 0_usize..5) {
        let turned = table.each(|row| { let mut row = row.to_vec(); row.rotate_left(turn % table.coders); row });
        all_near(&figures(&table), &figures(&turned))?;
        let mirrored = table.each(|row| row.iter().rev().copied().collect());
        all_near(&figures(&table), &figures(&mirrored))?;
    }

    #[test]
    fn no_unit_is_the_first_unit(table in tables()) {
        let turned = Table { rows: table.rows.iter().rev().cloned().collect(), ..table.clone() };
        all_near(&figures(&table), &figures(&turned))?;
    }

    #[test]
    fn names_of_codes_do_not_matter(table in tables(), turn in 0_usize..5) {
        let renamed = table.each(|row| row.iter().map(|code| code.map(|code| (code + turn) % table.categories)).collect());
        all_near(&nominal(&table), &nominal(&renamed))?;
    }

    #[test]
    fn an_order_read_from_the_other_end_is_the_same_order(table in tables()) {
        let last = table.categories - 1;
        let reversed = table.each(|row| row.iter().map(|code| code.map(|code| last - code)).collect());
        let ordered = |table: &Table| -> Vec<(String, Value)> {
            figures(table).into_iter().filter(|(name, _)| name != "Ratio").collect()
        };
        all_near(&ordered(&table), &ordered(&reversed))?;
    }

    #[test]
    fn coders_who_agree_on_everything_have_one_or_nothing(table in tables()) {
        let same = table.each(|row| vec![row[0]; table.coders]);
        for (name, value) in figures(&same) {
            let allowed = match value {
                Value::Number(number) => number == 1.0,
                Value::Undefined(reason) => {
                    matches!(reason, Undefined::NoVariation | Undefined::NoUnits | Undefined::NotTwoCoders)
                }
            };
            prop_assert!(allowed, "{name} {value:?}");
        }
    }

    #[test]
    fn where_nothing_varies_nothing_is_said(table in tables()) {
        let bare = table.each(|row| row.iter().map(|code| code.map(|_| 0)).collect());
        for level in LEVELS {
            prop_assert!(agreement::krippendorff(&bare.ratings(), level, NONE).value.number().is_none());
        }
        prop_assert!(agreement::cohen(&bare.ratings(), Weights::Equal).agreement.value.number().is_none());
        prop_assert!(agreement::fleiss(&bare.ratings()).agreement.value.number().is_none());
    }

    #[test]
    fn alpha_is_what_its_definition_says(table in tables()) {
        for level in LEVELS {
            let found = agreement::krippendorff(&table.ratings(), level, NONE).value;
            match (found.number(), alpha_by_pairs(&table, level)) {
                (Some(found), Some(wanted)) => prop_assert!((found - wanted).abs() < 1e-9, "{level:?} {found} {wanted}"),
                (found, wanted) => prop_assert_eq!(found, wanted),
            }
        }
    }

    #[test]
    fn alpha_and_fleiss_differ_by_the_size_of_the_sample_alone(table in tables()) {
        let ratings = table.ratings();
        let alpha = agreement::krippendorff(&ratings, Level::Nominal, NONE);
        if let Value::Number(kappa) = agreement::fleiss(&ratings).agreement.value {
            let n = alpha.base.ratings as f64;
            prop_assert!(near(alpha.value, Value::Number(1.0 - (1.0 - kappa) * (n - 1.0) / n)));
        }
    }

    #[test]
    fn weights_make_no_difference_to_two_categories(table in tables()) {
        let two = Table { categories: 2, ..table.each(|row| row.iter().map(|code| code.map(|code| code % 2)).collect()) };
        let kappa = WEIGHTS.map(|weights| agreement::cohen(&two.ratings(), weights).agreement.value);
        prop_assert!(near(kappa[0], kappa[1]) && near(kappa[1], kappa[2]));
    }

    #[test]
    fn intervals_are_the_same_each_time_and_hold_their_order(table in tables(), seed in any::<u64>()) {
        let draws = Draws { seed, count: 60 };
        let once = || agreement::krippendorff(&table.ratings(), Level::Nominal, draws);
        prop_assert_eq!(once(), once());
        if let Ok(limits) = once().limits {
            prop_assert!(limits.interval.low <= limits.interval.high && limits.interval.high <= 1.0);
            prop_assert!(limits.se > 0.0);
        }
    }

    #[test]
    fn the_unit_of_a_scale_does_not_matter(table in tables(), level in -1e6..1e6, step in 0.001..1e6) {
        let moved = |row: &Vec<Option<usize>>| row.iter().map(|value| value.map(|value| level + step * value as f64)).collect();
        let rows: Vec<(usize, Vec<Option<f64>>)> = table.rows.iter().map(moved).enumerate().collect();
        let moved = Ratings::of_numbers(table.coders, &rows).unwrap();
        let interval = |ratings: &Ratings| agreement::krippendorff(ratings, Level::Interval, NONE).value;
        let close = |one: Value, other: Value| match (one, other) {
            // A large level with small steps leaves about five digits.
            (Value::Number(one), Value::Number(other)) => (one - other).abs() < 1e-4 * one.abs().max(1.0),
            (one, other) => one == other,
        };
        prop_assert!(close(interval(&table.ratings()), interval(&moved)));
        let (one, other) = (agreement::icc(&table.ratings()), agreement::icc(&moved));
        prop_assert!(close(one.fixed.single, other.fixed.single), "{one:?} {other:?}");
        prop_assert!(close(one.one_way.single, other.one_way.single), "{one:?} {other:?}");
    }

    #[test]
    fn spans_are_compared_as_the_equations_say(text in texts(4)) {
        let found = values(&text.family());
        for ((name, found), wanted) in found.iter().zip(family_by_letters(&text)) {
            match (found.number(), wanted.filter(|wanted| wanted.is_finite())) {
                (Some(found), Some(wanted)) => prop_assert!((found - wanted).abs() < 1e-9, "{name} {found} {wanted}"),
                (found, wanted) => prop_assert_eq!(found, wanted, "{}", name),
            }
        }
    }

    #[test]
    fn spans_have_the_laws_of_all_figures(text in texts(4), turn in 0_usize..4) {
        let found = values(&text.family());
        for (name, value) in &found {
            prop_assert!(value.number().is_none_or(|value| value.is_finite() && value <= 1.0), "{name} {value:?}");
        }
        let mut turned = text.clone();
        turned.coders.rotate_left(turn % text.coders.len());
        all_near(&found, &values(&turned.family()))?;
        let mut renamed = text.clone();
        renamed.coders.iter_mut().flatten().for_each(|span| span.code = text.codes - 1 - span.code);
        all_near(&found[..3], &values(&renamed.family())[..3])?;
    }

    #[test]
    fn texts_may_be_laid_end_to_end(one in texts(2), other in texts(2)) {
        let codes = one.codes.max(other.codes);
        let apart = family(codes, 2, vec![one.passage(), other.passage()]);
        let mut whole = one.clone();
        whole.length += other.length;
        for (spans, more) in whole.coders.iter_mut().zip(&other.coders) {
            let moved = |span: &Span| Span { start: span.start + one.length, end: span.end + one.length, code: span.code };
            spans.extend(more.iter().map(moved));
        }
        all_near(&values(&apart), &values(&family(codes, 2, vec![whole.passage()])))?;
    }

    #[test]
    fn coders_who_mark_alike_have_one_or_nothing(text in texts(4)) {
        let same = Text { coders: vec![text.coders[0].clone(); text.coders.len()], ..text };
        for (name, value) in values(&same.family()) {
            let undefined = |reason| matches!(reason, Undefined::NoVariation | Undefined::NothingShared | Undefined::NoUnits);
            prop_assert!(matches!(value, Value::Number(1.0)) || matches!(value, Value::Undefined(reason) if undefined(reason)), "{name} {value:?}");
        }
    }

    #[test]
    fn what_is_undefined_stays_so_in_texts_of_any_length(text in texts(4), times in 1_usize..1_000_000_007) {
        let mut long = Text { length: text.length * times, ..text.clone() };
        long.coders.iter_mut().flatten().for_each(|span| (span.start, span.end) = (span.start * times, span.end * times));
        for ((name, short), (_, long)) in values(&text.family()).iter().zip(values(&long.family())) {
            let reason = |value: Value| match value { Value::Undefined(reason) => Some(reason), Value::Number(_) => None };
            prop_assert_eq!(reason(*short), reason(long), "{}", name);
            prop_assert!(long.number().is_none_or(|long| (-1e3..=1.0).contains(&long)), "{name} {long:?}");
        }
    }

    #[test]
    fn a_single_code_has_no_agreement_of_codes(text in texts(4)) {
        let mut single = Text { codes: 1, ..text };
        single.coders.iter_mut().flatten().for_each(|span| span.code = 0);
        let family = single.family();
        prop_assert!(near(family.all.value, family.places.value));
        prop_assert!(matches!(
            family.codes.value,
            Value::Undefined(Undefined::NoVariation | Undefined::NothingShared | Undefined::NoUnits)
        ));
    }

    #[test]
    fn spans_of_one_character_are_ratings_of_characters(text in texts(4)) {
        let split = |span: &Span| (span.start..span.end).map(|start| Span { start, end: start + 1, code: span.code }).collect::<Vec<_>>();
        let letters = Text { coders: text.coders.iter().map(|spans| spans.iter().flat_map(split).collect()).collect(), ..text };
        let rows = letters.letters();
        let place = |code: &Option<usize>| Some(code.map_or(0, |code| code + 1));
        let table = Table {
            coders: letters.coders.len(),
            categories: letters.codes + 1,
            rows: rows.iter().map(|row| row.iter().map(place).collect()).collect(),
        };
        let alpha = |table: &Table| agreement::krippendorff(&table.ratings(), Level::Nominal, NONE).value;
        prop_assert!(near(letters.family().all.value, alpha(&table)));
        if letters.coders.len() == 2 {
            let marked = Table { rows: rows.clone(), ..table };
            let (codes, alpha) = (letters.family().codes.value, alpha(&marked));
            prop_assert!(near(codes, alpha) || (codes.number().is_none() && alpha.number().is_none()));
        }
    }

    #[test]
    fn spans_that_overlap_are_always_refused(text in texts(3), coder in 0_usize..3, which in 0_usize..8, code in 0_usize..3) {
        let mut text = text;
        let coder = coder % text.coders.len();
        let spans = &mut text.coders[coder];
        prop_assume!(!spans.is_empty());
        let over = Span { code: code % text.codes, ..spans[which % spans.len()] };
        spans.insert(0, over);
        let refused = Continuum::new(text.codes, text.coders.len(), vec![text.passage()]);
        prop_assert!(matches!(refused, Err(Refusal::Overlap { coder: who, .. }) if who == coder), "{refused:?}");
    }
}
