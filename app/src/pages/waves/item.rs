//! One question or scale: over all waves, its answers, by site, and the details of each comparison.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::item::View;
use server::waves::Trend;

use super::compare::{details, probability};
use super::sentence::{Sentence, sentence};
use super::{charts, name};
use crate::components::script::script;
use crate::components::table::{decimal, limits};
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
            {trend(&words, view)}
            {section("item-answers", spread)}
            {section("item-sites", by_site)}
            {script(&words, &view.member.study.id, "item-code-note", view.course_script.as_ref())}
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
    let said = |(comparison, code): (&server::waves::Comparison, &Option<String>)| {
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
                {script(words, &view.member.study.id, "item-code-note", code.as_ref())}
            }
            .into_any(),
        )
    };
    view.comparisons.iter().zip(&view.scripts).filter_map(said).collect()
}

/// The trend over three waves and more.
fn trend(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let trend = view.course.trend.as_ref()?;
    let p = trend.p();
    let key = match p {
        Some(p) if p < 0.05 => "trend-clear",
        Some(_) => "trend-unclear",
        None => "trend-none",
    };
    let (test, effect) = match trend {
        Trend::Share(_) => ("trend-armitage", None),
        Trend::Order(order) => {
            let tau = order.trend.as_ref().ok().map(|trend| decimal(words, Some(trend.tau_b), 2));
            ("trend-jonckheere", tau.map(|tau| words.with("trend-tau", &[("tau", tau)])))
        }
        Trend::Mean(mean) => {
            let slope = mean.slope.as_ref().ok().map(|slope| {
                let year = &slope.per_year;
                let values = [("slope", decimal(words, year.estimate, 2)), ("range", limits(words, year.interval, 2))];
                words.with("trend-slope", &values)
            });
            ("trend-line", slope)
        }
    };
    let left_out = (!view.course.left_out.is_empty())
        .then(|| words.with("trend-left-out", &[("waves", view.course.left_out.join(", "))]));
    let p = p.map(|p| format!("p = {}", probability(p)));
    let detail = [Some(words.say(test)), effect, p, left_out].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Some(view! { <p><strong>{words.say(key)}</strong></p> <p class="hint">{detail}</p> })
}
