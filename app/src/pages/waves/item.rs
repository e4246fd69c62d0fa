//! One question or scale: over all waves, its answers, by site, and the details of each comparison.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::item::View;

use super::compare::details;
use super::sentence::{Sentence, sentence};
use super::{charts, name, trend};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = name(&words, &view.item);
    let back = format!("/studies/{}/waves/of/{}", view.member.study.id, view.series.id);
    shell::page(around, "waves", &title, || {
        let course = charts::course(&words, &view.series, &view.item, &view.course, headline(&words, view));
        let finding = words.say("distribution-finding");
        let spread = charts::distribution(&words, &view.item, &view.course, finding);
        let by_site = charts::sites(&words, &view.item, &view.sites, words.say("sites-finding"));
        let section = |key: &str, chart: Option<crate::components::chart::Chart>| {
            chart.map(|chart| view! { <h2>{words.say(key)}</h2> {chart.figure(&words)} })
        };
        view! {
            <p><a href=back>{words.say("comparison-back")}</a></p>
            <h1>{title.clone()}</h1>
            {comparisons(&words, view)}
            {section("item-course", course)}
            {over_time(&words, view)}
            {section("item-answers", spread)}
            {section("item-sites", by_site)}
        }
    })
}

/// What the last comparison found: the first sentence of the chart.
fn headline(words: &Language, view: &View) -> String {
    let found = view.comparisons.first().and_then(|comparison| {
        let line = comparison.lines.get(view.place)?;
        Some(charts::finding(words, &view.series, comparison, line, view.rules.smallest))
    });
    found.unwrap_or_else(|| words.say("course-finding"))
}

/// Against the wave before, and against the first.
fn comparisons(words: &Language, view: &View) -> Vec<AnyView> {
    let said = |(comparison, script): (&server::waves::Comparison, &Option<String>)| {
        let line = comparison.lines.get(view.place)?;
        let wave = |place: usize| view.series.moments[place].name.clone();
        let values = [("before", wave(comparison.earlier)), ("after", wave(comparison.later))];
        let Sentence { finding, figures } = sentence(words, &view.series, comparison, line, view.rules.smallest);
        let details = line.verdict.shows_figures().then(|| details(words, &view.series, line));
        Some(
            view! {
                <h2>{words.with("item-against", &values)}</h2>
                <p><strong>{finding}</strong> " " {figures}</p>
                {details}
                {script.as_ref().map(|script| code(words, view, script))}
            }
            .into_any(),
        )
    };
    view.comparisons.iter().zip(&view.scripts).filter_map(said).collect()
}

/// The R code of a comparison, folded.
fn code(words: &Language, view: &View, script: &str) -> impl IntoView + use<> {
    let data = format!("/studies/{}/results/analysis", view.member.study.id);
    view! {
        <details>
            <summary>{words.say("item-code")}</summary>
            <p>{words.say("item-code-note")} " " <a href=data>{words.say("item-code-data")}</a></p>
            <pre class="code"><code>{script.to_owned()}</code></pre>
        </details>
    }
}

/// The trend over three waves and more.
fn over_time(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let trend = view.course.trend.as_ref()?;
    let left_out = (!view.course.left_out.is_empty())
        .then(|| words.with("trend-left-out", &[("waves", view.course.left_out.join(", "))]));
    Some(view! {
        <p><strong>{trend::said(words, trend)}</strong> " " {trend::answers(words, &view.item, trend)}</p>
        {left_out.map(|left_out| view! { <p class="hint">{left_out}</p> })}
        {trend::details(words, &view.item, trend)}
    })
}
