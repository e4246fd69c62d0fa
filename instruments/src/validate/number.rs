//! Reads a number as people type it: `1,5`, `1 200`, `1,200`, Arabic digits.

use crate::{Place, Problem, Question};

/// The number that was typed, when it is one and the question takes it.
pub(super) fn read(question: &Question, key: &str, typed: &str) -> Result<f64, Problem> {
    let wrong = |code| Problem::error(code, Place::of(key));
    let plain = plain(typed);
    let number: f64 = written(&plain).ok_or_else(|| wrong("not-a-number"))?;
    let digits = plain.split_once('.').map_or(0, |(_, digits)| digits.trim_end_matches('0').len());
    let allowed = question.decimals.unwrap_or(0);
    if digits > allowed as usize {
        let code = if allowed == 0 { "not-whole" } else { "too-many-decimals" };
        return Err(wrong(code).with("limit", allowed));
    }
    match (question.min, question.max) {
        (Some(min), Some(max)) if number < min || number > max => {
            Err(wrong("out-of-range").with("min", min).with("max", max))
        }
        (Some(min), _) if number < min => Err(wrong("too-small").with("min", min)),
        (_, Some(max)) if number > max => Err(wrong("too-large").with("max", max)),
        _ => Ok(number + 0.0),
    }
}

fn written(plain: &str) -> Option<f64> {
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    let fine = digits.len() <= 18 && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    (fine && digits.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.'))
        .then(|| plain.parse().ok())
        .flatten()
}

/// The same number as a program writes it: one point, no marks between thousands.
fn plain(typed: &str) -> String {
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '\'').map(latin).collect();
    let digits = digits.replace('\u{2212}', "-");
    let thousands =
        digits.matches(',').count() > 1 || (digits.contains(',') && (digits.contains('.') || groups(&digits)));
    if thousands { digits.replace(',', "") } else { digits.replace(',', ".") }
}

/// Whether the one comma stands before exactly three last digits: `1,200`.
fn groups(digits: &str) -> bool {
    digits.split_once(',').is_some_and(|(before, after)| {
        after.len() == 3 && (1..=3).contains(&before.trim_start_matches('-').len()) && before != "0"
    })
}

fn latin(letter: char) -> char {
    let zero = match letter {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '٫' => return '.',
        '٬' => return ',',
        _ => return letter,
    };
    char::from_digit(u32::from(letter) - u32::from(zero), 10).unwrap_or(letter)
}

/// A whole number between two ends, in any digits.
pub(super) fn whole(typed: &str, least: u32, most: u32) -> Option<u32> {
    let digits: String = typed.trim().chars().map(latin).collect();
    digits.parse().ok().filter(|number| (least..=most).contains(number))
}
