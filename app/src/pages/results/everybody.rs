//! What all who were invited would say now, beside what those say who answered; and how far they answered at all.

use leptos::prelude::*;
use server::http::staff::results::figures::View;
use server::workspace::everybody::{Everybody, Now};

use crate::components::table::decimal;
use crate::language::Language;

/// Response against invited, and what that allows to say about all of them.
pub(super) fn response(words: &Language, view: &View) -> impl IntoView + use<> {
    let known = view.invited.filter(|invited| *invited > 0);
    let values = |invited: i64| {
        let percent = format!("{:.0}", view.responses as f64 / invited as f64 * 100.0);
        [("answers", view.responses.to_string()), ("number", invited.to_string()), ("percent", percent)]
    };
    let response = match (view.everybody, known) {
        (Everybody::Exceeded { .. }, _) => String::new(),
        (_, Some(invited)) => words.with("results-response", &values(invited)),
        _ if !view.exceeded.is_empty() => String::new(),
        _ => words.say("results-response-unknown"),
    };
    let exceeded = (!view.exceeded.is_empty())
        .then(|| words.with("everybody-site-exceeded", &[("sites", view.exceeded.join(", "))]));
    let note = exceeded.or_else(|| note(words, view.everybody, view.responses));
    let note = note.map(|text| view! { <p class="notice">{text}</p> });
    view! { <p>{response}</p> {note} }
}

fn note(words: &Language, everybody: Everybody, responses: usize) -> Option<String> {
    let said = |key: &str, population: usize| {
        words.with(key, &[("answers", responses.to_string()), ("number", population.to_string())])
    };
    match everybody {
        Everybody::NotKnown => None,
        Everybody::Exceeded { population, .. } => Some(said("everybody-exceeded", population)),
        Everybody::Negligible(population) => Some(said("everybody-negligible", population)),
        Everybody::Known(population) if population == responses => Some(said("everybody-all", population)),
        Everybody::Known(population) => Some(said("everybody-note", population)),
    }
}

/// The head of a column of shares or means of all of them.
pub(super) fn head(words: &Language, everybody: Everybody) -> Option<String> {
    everybody.number().map(|number| words.with("everybody-head", &[("number", number.to_string())]))
}

/// A share of all of them.
pub(super) fn share(words: &Language, everybody: Everybody, count: usize, base: usize) -> String {
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    said(words, everybody, everybody.share(count, base), "everybody-percents", percent)
}

/// A mean of all of them; nothing where there is none to tell.
pub(super) fn mean(words: &Language, everybody: Everybody, now: Option<Now>) -> Option<String> {
    let limit = |value: f64| decimal(words, Some(value), 1);
    now.map(|now| said(words, everybody, Some(now), "everybody-limits", limit))
}

fn said(
    words: &Language,
    everybody: Everybody,
    now: Option<Now>,
    between: &str,
    limit: impl Fn(f64) -> String,
) -> String {
    let number = everybody.number().unwrap_or_default().to_string();
    let from_to = |key: &str, low: String, high: String| {
        words.with(key, &[("low", low), ("high", high), ("number", number.clone())])
    };
    match now {
        None => words.say("figure-none"),
        Some(Now::Answered) => words.say("everybody-answered"),
        Some(Now::Counts(counts)) if counts.low == counts.high => {
            words.with("everybody-exactly", &[("count", counts.low.to_string()), ("number", number)])
        }
        Some(Now::Counts(counts)) => from_to("everybody-counts", counts.low.to_string(), counts.high.to_string()),
        Some(Now::Between(ends)) => from_to(between, limit(ends.low), limit(ends.high)),
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator asks what her 47 providers say now.

    use super::*;

    #[test]
    fn shares_are_told_as_people_of_the_known_number() {
        let words = Language::of("en");
        let of = |everybody, count, base| share(&words, everybody, count, base);
        let told = of(Everybody::Known(47), 15, 31);
        assert!(told.starts_with("between ") && told.ends_with(" of the 47"), "{told}");
        assert_eq!(of(Everybody::Known(47), 12, 47), "everyone answered");
        assert!(of(Everybody::Known(900), 15, 60).contains(" % of the 900"));
        assert_eq!(of(Everybody::NotKnown, 15, 60), "–");
    }

    #[test]
    fn the_page_says_what_the_correction_does_not_cure() {
        let words = Language::of("en");
        assert!(note(&words, Everybody::Known(47), 31).is_some_and(|text| text.contains("did not answer")));
        assert!(note(&words, Everybody::Known(47), 47).is_some_and(|text| text.contains("All 47")));
        let exceeded = Everybody::Exceeded { answers: 50, population: 47 };
        assert!(note(&words, exceeded, 50).is_some_and(|text| text.contains("only 47")));
        assert!(note(&words, Everybody::NotKnown, 31).is_none());
    }
}
