//! Small charts inside a line or a list: a bar, a stack, a box. No inline style; colours are classes of `staff.css`. Each
//! stands beside its numbers, so it is hidden from screen readers. To add one: a function that takes shares and gives a view.

use leptos::prelude::*;
use server::statistics::Interval;
use server::statistics::describe::Five;

/// A bar from 0 to 1 with its interval as a thin line.
pub fn bar(share: f64, interval: Option<Interval>) -> impl IntoView + use<> {
    let range = interval.map(|ends| {
        view! { <line class="range" x1=place(ends.low) x2=place(ends.high) y1="6" y2="6" /> }
    });
    view! {
        <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="track" x="0" y="0" width="100" height="12" />
            <rect class="value" x="0" y="1" width=place(share) height="10" />
            {range}
        </svg>
    }
}

/// Parts of a whole side by side, from the lowest option to the highest.
pub fn stack(shares: &[f64]) -> impl IntoView + use<> {
    let mut start = 0.0;
    let parts: Vec<_> = shares
        .iter()
        .enumerate()
        .map(|(number, share)| {
            let class = class_of(number, shares.len());
            let part = view! { <rect class=class x=place(start) y="0" width=place(*share) height="12" /> };
            start += share;
            part
        })
        .collect();
    view! {
        <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="track" x="0" y="0" width="100" height="12" />
            {parts}
        </svg>
    }
}

/// The colour of one part of a [`stack`], for a legend.
pub fn shade(number: usize, parts: usize) -> impl IntoView + use<> {
    view! {
        <svg class="bar swatch" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
            <rect class=class_of(number, parts) x="0" y="0" width="12" height="12" />
        </svg>
    }
}

/// Five shades are enough: the numbers stand beside the chart.
fn class_of(number: usize, parts: usize) -> String {
    format!("shade-{}", number * 4 / parts.saturating_sub(1).max(1))
}

/// The five numbers of a column: box from quartile to quartile, whiskers to the ends, a line at the median.
pub fn spread(five: &Five) -> impl IntoView + use<> {
    let width = five.max - five.min;
    let at = |value: f64| if width > 0.0 && width.is_finite() { 0.02 + 0.96 * (value - five.min) / width } else { 0.5 };
    let (q1, median, q3) = (at(five.q1), at(five.median), at(five.q3));
    view! {
        <svg class="bar box" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <line class="range" x1=place(at(five.min)) x2=place(at(five.max)) y1="6" y2="6" />
            <rect class="value" x=place(q1) y="1" width=place(q3 - q1) height="10" />
            <line class="median" x1=place(median) x2=place(median) y1="0" y2="12" />
        </svg>
    }
}

fn place(share: f64) -> String {
    format!("{:.2}", (share * 100.0).clamp(0.0, 100.0))
}

#[cfg(test)]
mod tests {
    //! A researcher looks at bars.

    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_has_no_inline_style() {
        let html = Owner::new().with(|| bar(0.295, Some(Interval { low: 0.2, high: 0.4 })).to_html());
        assert!(html.contains("width=\"29.50\"") && html.contains("x2=\"40.00\""), "{html}");
        assert!(!html.contains("style="));
    }

    #[test]
    fn equal_numbers_have_a_box_in_the_middle() {
        let five = Five { min: 3.0, q1: 3.0, median: 3.0, q3: 3.0, max: 3.0 };
        let html = Owner::new().with(|| spread(&five).to_html());
        assert!(html.contains("x1=\"50.00\"") && !html.contains("NaN"), "{html}");
    }
}
