//! Whether the items of each scale hang together: folded, for those who want to know.

use leptos::prelude::*;
use server::http::staff::results::figures::View;
use server::statistics::obstacle::Obstacle;
use server::statistics::reliability::{Alpha, Omega};
use server::workspace::factors::Reliability;

use super::text;
use crate::components::table::{decimal, limits, row, table};
use crate::language::Language;

pub(super) fn reliability(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let rows: Vec<AnyView> = view
        .factors
        .iter()
        .zip(&view.reliability)
        .map(|(factor, found)| line(words, text(words, &factor.title), found))
        .collect();
    let heads = ["factor-name", "reliability-says", "reliability-alpha", "reliability-omega", "reliability-base"];
    let heads = heads.map(|key| words.say(key)).to_vec();
    (!rows.is_empty()).then(|| {
        let title = words.say("reliability-title");
        view! {
            <details>
                <summary>{title.clone()}</summary>
                <p class="hint">{words.say("reliability-note")}</p>
                {table(title, heads, rows)}
            </details>
        }
    })
}

fn line(words: &Language, name: String, found: &Reliability) -> AnyView {
    let none = || words.say("figure-none");
    let [says, alpha, omega, base] = match found {
        Reliability::OneItem => [words.say("reliability-one"), none(), none(), none()],
        Reliability::TwoItems(alpha) => [two(words, alpha), none(), none(), alpha.base.to_string()],
        Reliability::Several(alpha, omega) => {
            [judged(words, alpha), alpha_of(words, alpha), omega_of(words, omega), alpha.base.to_string()]
        }
    };
    row(name, [says, alpha, omega, base].into_iter().map(|cell| view! { {cell} }.into_any()).collect())
}

/// Spearman and Brown's figure for two items, and that two are too few to judge.
fn two(words: &Language, alpha: &Alpha) -> String {
    match &alpha.coefficient {
        Ok(found) => {
            let value = decimal(words, found.standardised, 2);
            words.with("reliability-two", &[("value", value)])
        }
        Err(obstacle) => format!("{} {}", words.say("reliability-two-none"), why(words, *obstacle)),
    }
}

fn alpha_of(words: &Language, alpha: &Alpha) -> String {
    match &alpha.coefficient {
        Ok(found) => with_limits(words, found.alpha.estimate, found.alpha.interval),
        Err(obstacle) => why(words, *obstacle),
    }
}

fn omega_of(words: &Language, omega: &Omega) -> String {
    match omega.estimate {
        Ok(estimate) => with_limits(words, Some(estimate), omega.interval),
        // What says so little for alpha has its own number for omega.
        Err(Obstacle::TooFewAnswers) => words.say("reliability-omega-few"),
        Err(obstacle) => why(words, obstacle),
    }
}

fn with_limits(words: &Language, value: Option<f64>, interval: Option<server::statistics::Interval>) -> String {
    let value = decimal(words, value, 2);
    match interval {
        None => value,
        Some(_) => format!("{value} ({})", limits(words, interval, 2)),
    }
}

fn why(words: &Language, obstacle: Obstacle) -> String {
    words.say(&format!("reliability-why-{}", obstacle.code().replace('_', "-")))
}

/// The usual words for sizes of alpha.
fn judged(words: &Language, alpha: &Alpha) -> String {
    let Some(value) = alpha.coefficient.as_ref().ok().and_then(|found| found.alpha.estimate) else {
        return words.say("figure-none");
    };
    words.say(match value {
        value if value < 0.0 => "reliability-negative",
        value if value < 0.6 => "reliability-weak",
        value if value < 0.7 => "reliability-doubtful",
        value if value < 0.8 => "reliability-acceptable",
        value if value <= 0.95 => "reliability-good",
        _ => "reliability-repetitive",
    })
}

#[cfg(test)]
mod tests {
    //! A researcher unfolds what the coordinator leaves folded.

    use super::*;
    use server::statistics::reliability::cronbach_alpha;

    fn of(items: &[&[f64]]) -> Alpha {
        let columns: Vec<Vec<Option<f64>>> =
            items.iter().map(|item| item.iter().copied().map(Some).collect()).collect();
        cronbach_alpha(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    #[test]
    fn two_items_are_said_to_be_too_few_and_have_no_alpha() {
        let words = Language::of("en");
        // r = 0.6, so 2r / (1 + r) = 0.75.
        let said = two(&words, &of(&[&[1.0, 2.0, 3.0, 4.0], &[2.0, 1.0, 4.0, 3.0]]));
        assert!(said.contains("0.75") && said.contains("too few to judge"), "{said}");
        let said = two(&words, &of(&[&[3.0; 4], &[2.0, 1.0, 4.0, 3.0]]));
        assert!(said.contains("–"), "{said}");
    }

    #[test]
    fn alpha_has_a_word_and_a_negative_one_points_to_reversed_items() {
        let words = Language::of("en");
        let rising = [1.0, 2.0, 3.0, 4.0, 5.0];
        let falling = [5.0, 4.0, 3.0, 2.0, 1.5];
        assert!(judged(&words, &of(&[&rising, &rising, &falling])).contains("reversed"));
        assert!(judged(&words, &of(&[&rising, &rising, &rising])).contains("the same"));
        assert!(alpha_of(&words, &of(&[&[1.0], &[1.0], &[2.0]])).contains("few"));
    }
}
