//! Numbers as they are written: percents, means, intervals, counts that are small. Tables that scroll sideways.

use leptos::prelude::*;
use server::statistics::{Figure, Interval};

use crate::language::Language;

/// A share in whole percents; with the count beside it while fewer than a hundred answered.
pub fn percent(words: &Language, count: usize, figure: &Figure) -> String {
    let Some(share) = figure.estimate else { return words.say("figure-none") };
    let percent = format!("{:.0}", share * 100.0);
    if figure.base >= 100 {
        return words.with("figure-percent", &[("percent", percent)]);
    }
    let values = [("percent", percent), ("count", count.to_string()), ("base", figure.base.to_string())];
    words.with("figure-percent-of", &values)
}

/// A share like [`percent`], marked where its count is small.
pub fn share(words: &Language, counted: usize, figure: &Figure, smallest: i64) -> AnyView {
    let text = percent(words, counted, figure);
    if is_small(counted, smallest) { marked(words, text) } else { view! { {text} }.into_any() }
}

/// The limits of a share in whole percents.
pub fn percents(words: &Language, interval: Option<Interval>) -> String {
    let limit = |value: f64| format!("{:.0}", value * 100.0);
    interval.map_or_else(
        || words.say("figure-none"),
        |ends| words.with("figure-percents", &[("low", limit(ends.low)), ("high", limit(ends.high))]),
    )
}

/// A number with so many decimals; a dash where there is none.
pub fn decimal(words: &Language, value: Option<f64>, decimals: usize) -> String {
    match value {
        Some(value) if value.abs() < 1e15 => format!("{value:.decimals$}"),
        Some(value) => format!("{value:e}"),
        None => words.say("figure-none"),
    }
}

/// The limits of a mean.
pub fn limits(words: &Language, interval: Option<Interval>, decimals: usize) -> String {
    let limit = |value: f64| decimal(words, Some(value), decimals);
    interval.map_or_else(
        || words.say("figure-none"),
        |ends| words.with("figure-limits", &[("low", limit(ends.low)), ("high", limit(ends.high))]),
    )
}

/// An estimate with its limits in brackets, where it has them.
pub fn ranged(words: &Language, value: Option<f64>, interval: Option<Interval>, decimals: usize) -> String {
    let value = decimal(words, value, decimals);
    let said = if interval.is_some() { format!("{value} ({})", limits(words, interval, decimals)) } else { value };
    said.replace('-', "−")
}

/// A count, marked where it is so small that it may point to people.
pub fn count(words: &Language, count: usize, smallest: i64) -> AnyView {
    if is_small(count, smallest) { marked(words, count.to_string()) } else { view! { {count.to_string()} }.into_any() }
}

fn is_small(count: usize, smallest: i64) -> bool {
    count > 0 && i64::try_from(count).is_ok_and(|count| count < smallest)
}

fn marked(words: &Language, text: String) -> AnyView {
    let said = words.say("small-cell");
    view! { <span class="small-count">{text} " "<span aria-hidden="true">"▴"</span><span class="sr">{said}</span></span> }
        .into_any()
}

/// Letters up to which a head with a percent stands in one line.
const SHORT: usize = 20;

/// The head of a column. A percent in it is never torn from its sign, and where the head is short, as "95 % interval", it
/// stands in one line however narrow its numbers are.
pub fn head(text: &str) -> AnyView {
    if !text.contains('%') {
        return view! { <th scope="col">{text.to_owned()}</th> }.into_any();
    }
    if text.chars().count() <= SHORT {
        return view! { <th scope="col" class="whole">{text.to_owned()}</th> }.into_any();
    }
    view! { <th scope="col">{text.replace(" %", "\u{a0}%")}</th> }.into_any()
}

/// A table that scrolls sideways by itself, also by keyboard; `heads` are its columns.
pub fn table(caption: String, heads: Vec<String>, rows: Vec<AnyView>) -> impl IntoView {
    let heads: Vec<_> = heads.iter().map(|text| head(text)).collect();
    let label = caption.clone();
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=label>
            <table class="figures">
                <caption class="sr">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// A row of a table: its first cell is its heading.
pub fn row(head: impl IntoView + 'static, cells: Vec<AnyView>) -> AnyView {
    let cells: Vec<_> = cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect();
    view! { <tr><th scope="row">{head}</th>{cells}</tr> }.into_any()
}

#[cfg(test)]
mod tests {
    //! Columns of numbers are narrow; their heads are read all the same.

    use super::*;

    #[test]
    fn a_percent_in_a_head_is_not_torn_from_its_sign() {
        let drawn = |text: &str| Owner::new().with(|| head(text).to_html());
        let short = drawn("95 % interval");
        assert!(short.contains("class=\"whole\"") && short.contains(">95 % interval<"), "{short}");
        let long = drawn("Change, in points: 95 % interval");
        assert!(long.contains("points: 95\u{a0}% interval<") && !long.contains("whole"), "{long}");
        let other = drawn("How many people answered this");
        assert!(other.contains(">How many people answered this<") && !other.contains("whole"), "control: {other}");
        for style in [include_str!("../style/staff.css"), include_str!("../style/release.css")] {
            assert!(style.lines().any(|line| line.starts_with(".whole") && line.contains("white-space:nowrap")));
        }
    }
}
