//! How the numbers of charts are written: in a drawing and in its table by the same functions, so that they cannot differ.

use server::statistics::Interval;

use super::shown::{Estimate, Portion, Shown, Unit, sound};
use crate::language::Language;

/// Below so many answers a percent has its counts beside it.
const FEW: usize = 100;

/// A share in whole percents, without the sign.
pub(super) fn whole(share: f64) -> String {
    let percent = if share.is_finite() { (share * 100.0).clamp(-999.0, 999.0) } else { 0.0 };
    minus(format!("{percent:.0}"))
}

/// A number with a true minus sign, and no minus before nothing.
fn minus(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| matches!(byte, b'0' | b'.')) => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

fn plus(text: String) -> String {
    let nothing = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if nothing || text.starts_with('−') { text } else { format!("+{text}") }
}

/// A value of a unit: "62 %" or "3.4".
pub(super) fn value(words: &Language, unit: Unit, value: f64) -> String {
    match unit {
        Unit::Share => words.with("chart-percent", &[("percent", whole(value))]),
        Unit::Score { .. } => minus(format!("{value:.1}")),
    }
}

/// A change with its sign: "+23 points" or "−0.4".
pub(super) fn change(words: &Language, unit: Unit, by: f64) -> String {
    match unit {
        Unit::Share => words.with("chart-points", &[("change", plus(whole(by)))]),
        Unit::Score { .. } => plus(minus(format!("{by:.1}"))),
    }
}

/// "29 of 47", or "n 47" where people are not counted or are many.
pub(super) fn basis(words: &Language, estimate: &Estimate) -> String {
    match estimate.count {
        Some(count) if estimate.base < FEW => {
            let values = [("count", count.to_string()), ("base", estimate.base.to_string())];
            words.with("chart-of", &values)
        }
        _ => answered(words, Shown::As(estimate.base)),
    }
}

/// "n 47".
pub(super) fn answered(words: &Language, base: Shown<usize>) -> String {
    words.with("chart-base", &[("base", count(words, base))])
}

/// A count, or why there is none.
pub(super) fn count(words: &Language, count: Shown<usize>) -> String {
    shown(words, count, |count| count.to_string())
}

/// What is shown, or why it is not.
pub(super) fn shown<T>(words: &Language, cell: Shown<T>, write: impl FnOnce(T) -> String) -> String {
    match cell {
        Shown::As(value) => write(value),
        Shown::Nothing => words.say("chart-none"),
        Shown::Hidden => words.say("chart-hidden"),
    }
}

/// "62 % (29)" while fewer than a hundred answered, else "62 %".
pub(super) fn portion(words: &Language, part: Shown<Portion>, base: Shown<usize>) -> String {
    let few = base.value().is_none_or(|base| base < FEW);
    shown(words, part, |part| match part.count {
        Some(count) if few => {
            words.with("chart-percent-count", &[("percent", whole(part.share)), ("count", count.to_string())])
        }
        _ => words.with("chart-percent", &[("percent", whole(part.share))]),
    })
}

/// The limits of a value.
pub(super) fn interval(words: &Language, unit: Unit, interval: Option<Interval>) -> String {
    limits(words, interval, |limit| value(words, unit, limit))
}

/// The limits of a change. Where rounding would let an end look like no change, and it is not, both have one decimal more:
/// a clear change would seem to deny itself.
pub(super) fn changes(words: &Language, unit: Unit, interval: Option<Interval>) -> String {
    let written = |limit: f64, more: usize| {
        let (limit, decimals) = match unit {
            Unit::Share => ((limit * 100.0).clamp(-999.0, 999.0), more),
            Unit::Score { .. } => (limit, more + 1),
        };
        plus(minus(format!("{limit:.decimals$}")))
    };
    let vanishes = |limit: f64| written(limit, 0).bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let apart = |ends: Interval| ends.low * ends.high > 0.0 && (vanishes(ends.low) || vanishes(ends.high));
    let more = usize::from(sound(interval).is_some_and(apart));
    limits(words, interval, |limit| written(limit, more))
}

fn limits(words: &Language, interval: Option<Interval>, write: impl Fn(f64) -> String) -> String {
    sound(interval).map_or_else(
        || words.say("chart-none"),
        |ends| words.with("chart-limits", &[("low", write(ends.low)), ("high", write(ends.high))]),
    )
}

#[cfg(test)]
mod tests {
    //! A coordinator reads numbers.

    use super::*;

    #[test]
    fn percents_are_whole_and_counts_stand_beside_them_while_few_answered() {
        let words = Language::of("en");
        let few = Estimate { value: 29.0 / 47.0, interval: None, count: Some(29), base: 47 };
        assert_eq!((value(&words, Unit::Share, few.value), basis(&words, &few)), ("62 %".into(), "29 of 47".into()));
        assert_eq!(basis(&words, &Estimate { base: 470, ..few }), "n 470");
    }

    #[test]
    fn changes_have_a_sign_and_no_change_has_none() {
        let words = Language::of("en");
        let written = [0.23, -0.123, -0.001].map(|by| change(&words, Unit::Share, by));
        assert_eq!(written, ["+23 points", "−12 points", "0 points"]);
        let unit = Unit::Score { low: 1.0, high: 5.0 };
        assert_eq!([0.44, -0.44, 0.01].map(|by| change(&words, unit, by)), ["+0.4", "−0.4", "0.0"]);
    }

    #[test]
    fn the_end_of_a_clear_change_never_looks_like_no_change() {
        let words = Language::of("en");
        let unit = Unit::Score { low: 1.0, high: 5.0 };
        let said = |unit, low, high| changes(&words, unit, Some(Interval { low, high }));
        assert_eq!(
            said(unit, 0.04, 0.61),
            words.with("chart-limits", &[("low", "+0.04".to_owned()), ("high", "+0.61".to_owned())])
        );
        assert_eq!(
            said(unit, -0.04, 0.61),
            words.with("chart-limits", &[("low", "0.0".to_owned()), ("high", "+0.6".to_owned())])
        );
        let shares = [("low", "−9.3".to_owned()), ("high", "−0.4".to_owned())];
        assert_eq!(said(Unit::Share, -0.093, -0.004), words.with("chart-limits", &shares));
    }

    #[test]
    fn hidden_and_nothing_are_words_and_never_numbers() {
        let words = Language::of("en");
        assert!([Shown::Hidden, Shown::Nothing].iter().all(|cell| !count(&words, *cell).contains('0')));
    }
}
