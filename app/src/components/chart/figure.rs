//! A chart in a page: what it says, its drawings for wide and for narrow columns (`chart.css` shows one), its notes, and its
//! numbers as a table that opens without a script.

use leptos::prelude::*;

use super::{Chart, Layout};
use crate::components::table::{row, table};
use crate::language::Language;

impl Chart {
    /// The chart with its table. The drawings are SVG of this module's own, in which every text is escaped.
    pub fn figure(&self, words: &Language) -> impl IntoView + use<> {
        let [wide, narrow] = [Layout::Wide, Layout::Narrow].map(|layout| self.drawings(words, layout).concat());
        let notes: Vec<_> = self.footnotes(words).into_iter().map(|note| view! { <li>{note}</li> }).collect();
        let notes = (!notes.is_empty()).then(|| view! { <ul class="chart-notes">{notes}</ul> });
        view! {
            <figure class="chart">
                <figcaption><strong>{self.finding.clone()}</strong> <span>{self.title.clone()}</span></figcaption>
                <div class="chart-wide" inner_html=wide></div>
                <div class="chart-narrow" inner_html=narrow></div>
                {notes}
                {self.numbers(words)}
            </figure>
        }
    }

    /// The table behind the chart, folded.
    fn numbers(&self, words: &Language) -> impl IntoView + use<> {
        let numbers = self.table(words);
        let cells = |cells: Vec<String>| cells.into_iter().map(|cell| view! { {cell} }.into_any()).collect();
        let rows = numbers.rows.into_iter().map(|(name, written)| row(name, cells(written))).collect();
        view! {
            <details class="chart-numbers">
                <summary>{words.say("chart-table")}</summary>
                {table(numbers.caption, numbers.heads, rows)}
            </details>
        }
    }
}

#[cfg(test)]
mod tests {
    //! A chart stands in a page that allows no script and no inline style.

    use super::*;
    use crate::components::chart::{Body, Estimates, Form, Named, Shown, Unit};

    #[test]
    fn a_figure_says_its_finding_and_has_its_numbers_in_a_table_without_script_or_style() {
        let values = vec![Named { label: "<b>Coast</b>".into(), value: Shown::Hidden }];
        let body = Body::Estimates(Estimates { form: Form::Bars, unit: Unit::Share, values, reference: None });
        let (finding, title, each) = ("Too few \"answered\" <here>".into(), "Trust".into(), "Site".into());
        let chart = Chart { finding, title, each, notes: Vec::new(), body };
        let html = Owner::new().with(|| chart.figure(&Language::of("en")).to_html());
        assert_eq!(
            html.matches("role=\"img\" aria-label=\"Too few &quot;answered&quot; &lt;here&gt;\"").count(),
            2,
            "{html}"
        );
        assert!(html.contains("<details") && html.contains("<caption") && html.contains("scope=\"row\""), "{html}");
        assert!(!html.contains("style=") && !html.contains("<script") && !html.contains("<b>"), "{html}");
    }
}
