//! Whether the items of each scale hang together: folded, for those who want to know.

use leptos::prelude::*;
use server::http::staff::results::figures::View;
use server::statistics::obstacle::Obstacle;
use server::statistics::reliability::{Alpha, Omega};
use server::workspace::factors::{FactorResult, Reliability};

use super::text;
use crate::components::table::{ranged, row, table};
use crate::language::Language;

pub(super) fn reliability(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let scales = || view.factors.iter().zip(&view.reliability);
    let rows: Vec<AnyView> = scales().map(|(factor, found)| line(words, text(words, &factor.title), found)).collect();
    let heads = [
        "factor-name",
        "reliability-says",
        "reliability-alpha",
        "reliability-omega",
        "reliability-between",
        "reliability-base",
    ];
    let heads = heads.map(|key| words.say(key)).to_vec();
    let items: Vec<_> = scales().filter_map(|(factor, found)| items(words, factor, found)).collect();
    let note = (!items.is_empty()).then(|| view! { <p class="hint">{words.say("reliability-items-note")}</p> });
    (!rows.is_empty()).then(|| {
        let title = words.say("reliability-title");
        view! {
            <details>
                <summary>{title.clone()}</summary>
                <p class="hint">{words.say("reliability-note")}</p>
                {table(title, heads, rows)}
                {note}
                {items}
            </details>
        }
    })
}

/// Each item of a scale beside the others.
fn items(words: &Language, factor: &FactorResult, found: &Reliability) -> Option<impl IntoView + use<>> {
    let Reliability::Several(Alpha { coefficient: Ok(of), .. }, _) = found else { return None };
    let heads = ["reliability-item", "reliability-rest", "reliability-without"].map(|key| words.say(key));
    let with = |place: usize| words.with("reliability-with", &[("number", (place + 1).to_string())]);
    let heads: Vec<String> = heads.into_iter().chain((0..factor.asked.len()).map(with)).collect();
    let rows = factor.asked.iter().enumerate().map(|(place, (_, said))| {
        let own = [&of.item_rest, &of.if_deleted].map(|figures| figures.get(place).copied().flatten());
        let line = of.correlations.iter().flat_map(|lines| &lines[place]).enumerate();
        let with = line.map(|(other, r)| (other != place).then_some(*r));
        let cells = own.into_iter().chain(with).map(|figure| view! { {ranged(words, figure, None, 2)} }.into_any());
        row(format!("{}. {}", place + 1, text(words, said)), cells.collect())
    });
    let title = words.with("reliability-items", &[("scale", text(words, &factor.title))]);
    Some(view! { <h3>{title.clone()}</h3> {table(title, heads, rows.collect())} })
}

fn line(words: &Language, name: String, found: &Reliability) -> AnyView {
    let none = || words.say("figure-none");
    let [says, alpha, omega, between, base] = match found {
        Reliability::OneItem => [words.say("reliability-one"), none(), none(), none(), none()],
        Reliability::TwoItems(alpha) => {
            [two(words, alpha), none(), none(), between(words, alpha), alpha.base.to_string()]
        }
        Reliability::Several(alpha, omega) => [
            judged(words, alpha),
            alpha_of(words, alpha),
            omega_of(words, omega),
            between(words, alpha),
            alpha.base.to_string(),
        ],
    };
    row(name, [says, alpha, omega, between, base].into_iter().map(|cell| view! { {cell} }.into_any()).collect())
}

/// The mean correlation between items.
fn between(words: &Language, alpha: &Alpha) -> String {
    ranged(words, alpha.coefficient.as_ref().ok().and_then(|of| of.mean_correlation), None, 2)
}

/// Spearman and Brown's figure for two items, and that two are too few to judge.
fn two(words: &Language, alpha: &Alpha) -> String {
    match &alpha.coefficient {
        Ok(found) => {
            let value = ranged(words, found.standardised, None, 2);
            let said = words.with("reliability-two", &[("value", value)]);
            if found.opposed().is_empty() { said } else { format!("{said} {}", words.say("reliability-negative")) }
        }
        Err(obstacle) => format!("{} {}", words.say("reliability-two-none"), why(words, *obstacle)),
    }
}

fn alpha_of(words: &Language, alpha: &Alpha) -> String {
    match &alpha.coefficient {
        Ok(found) => {
            let said = ranged(words, found.alpha.estimate, found.alpha.interval, 2);
            // Feldt's limits are missing for one reason only.
            if found.alpha.interval.is_some() { said } else { format!("{said} ({})", why(words, Obstacle::OutOfRange)) }
        }
        Err(obstacle) => why(words, *obstacle),
    }
}

fn omega_of(words: &Language, omega: &Omega) -> String {
    match omega.estimate {
        Ok(estimate) => {
            let said = ranged(words, Some(estimate), omega.interval, 2);
            let values = [("drawn", omega.drawn.to_string()), ("unfitted", (omega.drawn - omega.fitted).to_string())];
            match (omega.interval, omega.drawn) {
                (Some(_), _) => said,
                (None, 0) => format!("{said} ({})", words.say("reliability-omega-undrawn")),
                (None, _) => format!("{said} ({})", words.with("reliability-omega-unfitted", &values)),
            }
        }
        // What says so little for alpha has its own number for omega.
        Err(Obstacle::TooFewAnswers) => words.say("reliability-omega-few"),
        Err(obstacle) => why(words, obstacle),
    }
}

fn why(words: &Language, obstacle: Obstacle) -> String {
    words.say(&format!("reliability-why-{}", obstacle.code().replace('_', "-")))
}

/// The usual words for sizes of alpha, and which items run against each other.
fn judged(words: &Language, alpha: &Alpha) -> String {
    let Ok(found) = &alpha.coefficient else { return words.say("figure-none") };
    let Some(value) = found.alpha.estimate else { return words.say("figure-none") };
    let said = words.say(match value {
        value if value < 0.0 => "reliability-negative",
        value if value < 0.6 => "reliability-weak",
        value if value < 0.7 => "reliability-doubtful",
        value if value < 0.8 => "reliability-acceptable",
        value if value <= 0.95 => "reliability-good",
        _ => "reliability-repetitive",
    });
    let pair = |(one, other, r): (usize, usize, f64)| {
        let values = [("one", one + 1), ("other", other + 1)].map(|(name, number)| (name, number.to_string()));
        let [one, other] = values;
        words.with("reliability-pair", &[one, other, ("r", ranged(words, Some(r), None, 2))])
    };
    let pairs: Vec<String> = found.opposed().into_iter().map(pair).collect();
    if pairs.is_empty() {
        return said;
    }
    format!("{said} {}", words.with("reliability-opposed", &[("pairs", pairs.join(", "))]))
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
        let said = two(&words, &of(&[&[1.0, 2.0, 3.0, 4.0], &[3.0, 4.0, 1.0, 2.0]]));
        assert!(said.contains("too few to judge") && said.contains("reversed"), "{said}");
    }

    #[test]
    fn omega_without_an_interval_says_why() {
        let words = Language::of("en");
        let omega = Omega {
            base: 80,
            items: 3,
            estimate: Ok(0.71),
            loadings: vec![0.7; 3],
            interval: None,
            drawn: 2_000,
            fitted: 900,
        };
        let said = omega_of(&words, &omega);
        assert!(said.contains("0.71") && said.contains("1100 of 2000"), "{said}");
        let said = omega_of(&words, &Omega { drawn: 0, fitted: 0, ..omega });
        assert!(said.contains("more than 300 people"), "{said}");
    }

    #[test]
    fn alpha_has_a_word_and_a_negative_one_points_to_reversed_items() {
        let words = Language::of("en");
        let rising = [1.0, 2.0, 3.0, 4.0, 5.0];
        let falling = [5.0, 4.0, 3.0, 2.0, 1.5];
        let said = judged(&words, &of(&[&rising, &rising, &falling]));
        assert!(said.contains("reversed") && said.contains("1 and 3 (−"), "{said}");
        assert!(judged(&words, &of(&[&rising, &rising, &rising])).contains("the same"));
        assert!(alpha_of(&words, &of(&[&[1.0], &[1.0], &[2.0]])).contains("few"));
    }
}
