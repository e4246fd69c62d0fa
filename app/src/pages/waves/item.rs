//! One question or scale: over all waves, its answers, by site, and the details of each comparison.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::item::{Against, View};
use server::waves::{Measure, Segment};

use super::compare::details;
use super::sentence::{Sentence, sentence};
use super::{charts, name, paired, trend};
use crate::components::script::script;
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
        let last = view.series.moments.last().map(|moment| moment.name.clone()).unwrap_or_default();
        let finding = words.with("sites-finding-of", &[("wave", last)]);
        let by_site = charts::sites(&words, &view.item, &view.sites, finding).map(|mut chart| {
            let few = view.sites.iter().any(|site| !site.hidden && site.figure.is_none());
            chart.notes.extend(few.then(|| words.say("sites-few")));
            chart
        });
        let section = |key: &str, chart: Option<crate::components::chart::Chart>| {
            chart.map(|chart| view! { <h2>{words.say(key)}</h2> {chart.figure(&words)} })
        };
        view! {
            <p><a href=back>{words.say("comparison-back")}</a></p>
            <h1>{title.clone()}</h1>
            {super::is_pooled(&view.series, &view.item).then(|| view! { <p class="hint">{words.say("scales-of-people")}</p> })}
            {comparisons(&words, view)}
            {view.against.iter().any(|against| against.linked.is_some()).then(|| paired::independent(&words))}
            {section("item-course", course)}
            {trends(&words, view)}
            {section("item-answers", spread)}
            {section("item-sites", by_site)}
            {script(&words, &view.member.study.id, "item-code-note", view.course_script.as_ref())}
            {ways_on(&words, view)}
        }
    })
}

/// What the last comparison found: the first sentence of the chart.
fn headline(words: &Language, view: &View) -> String {
    let found = view.against.first().and_then(|against| {
        let line = against.comparison.lines.get(against.place)?;
        let wave = |place: usize| against.series.moments[place].name.clone();
        let finding = charts::finding(words, &against.series, &against.comparison, line, view.rules.smallest);
        // It stands at a chart of all waves, and speaks of two.
        let values = [
            ("before", wave(against.comparison.earlier)),
            ("after", wave(against.comparison.later)),
            ("finding", finding),
        ];
        Some(words.with("item-course-found", &values))
    });
    found.unwrap_or_else(|| words.say("course-finding"))
}

/// Against the wave before, and against the first that asked the same; so in each wording.
fn comparisons(words: &Language, view: &View) -> Vec<AnyView> {
    let said = |against: &Against| {
        let Against { series, comparison, linked, place, script: code } = against;
        let line = comparison.lines.get(*place)?;
        let wave = |place: usize| series.moments[place].name.clone();
        let values = [("before", wave(comparison.earlier)), ("after", wave(comparison.later))];
        let Sentence { finding, figures } = sentence(words, series, comparison, line, view.rules.smallest);
        let figures = super::sentence::with_order(words, line, figures);
        let details = line.verdict.shows_figures().then(|| details(words, series, line));
        let own = paired::of(linked.as_ref(), line);
        let same = own.map(|own| paired::said(words, &series.items[*place], own, view.rules.smallest));
        let all = own.map(|_| words.say("paired-all"));
        let note = linked.as_ref().map(|linked| paired::note(words, &view.member.study.id, series, linked));
        Some(
            view! {
                <h2>{words.with("item-against", &values)}</h2>
                {same}
                <p>{all} " " <strong>{finding}</strong> " " {figures}</p>
                {details}
                {note}
                {script(words, &view.member.study.id, "item-code-note", code.as_ref())}
            }
            .into_any(),
        )
    };
    view.against.iter().filter_map(said).collect()
}

/// Where one looks next: the same question by another one, and the questions before and after it.
fn ways_on(words: &Language, view: &View) -> impl IntoView + use<> {
    let study = &view.member.study.id;
    let place = view.series.items.iter().position(|item| item.key == view.item.key);
    let closed = !matches!(view.item.measure, Measure::Number(_) | Measure::Scale(_));
    let by_another = closed.then(|| {
        let key = serde_html_form::to_string([("rows", &view.item.key)]).unwrap_or_default();
        let address = format!("/studies/{study}/waves/of/{}/crosstab?{key}", view.series.id);
        view! { <a class="button quiet" href=address>{words.say("item-by-another")}</a> }
    });
    let beside = |place: Option<usize>, key: &str| {
        let item = view.series.items.get(place?)?;
        let href = super::address(study, &view.series, item);
        let values = [("question", name(words, item))];
        Some(view! { <li><a href=href>{words.with(key, &values)}</a></li> })
    };
    view! {
        <h2>{words.say("item-on")}</h2>
        <p>{by_another}</p>
        <ul>
            {beside(place.and_then(|place| place.checked_sub(1)), "item-before")}
            {beside(place.map(|place| place + 1), "item-after")}
        </ul>
    }
}

/// The trends over three waves and more: one for each wording that so many waves asked.
fn trends(words: &Language, view: &View) -> impl IntoView + use<> {
    let segments = &view.course.segments;
    let broken = segments.len() > 1;
    let asked: usize = segments.iter().map(|segment| segment.waves.len()).sum();
    let trends: Vec<_> = segments.iter().filter_map(|segment| over_time(words, segment, broken)).collect();
    let why = (broken && asked >= 3).then(|| {
        let key = if trends.is_empty() { "trend-too-short" } else { "trend-broken" };
        view! { <p>{words.say(key)}</p> }
    });
    let alone = (!trends.is_empty()).then(|| view! { <p class="hint">{words.say("trend-alone")}</p> });
    let repeated = (view.repeated && !trends.is_empty()).then(|| {
        let href = format!("/studies/{}/waves/of/{}/linked", view.member.study.id, view.series.id);
        view! { <p>{words.say("trend-repeated")} " " <a href=href>{words.say("linked-open")}</a></p> }
    });
    view! { {why} {trends} {repeated} {alone} }
}

/// One trend, with the waves that it counts where there are others.
fn over_time(words: &Language, segment: &Segment, broken: bool) -> Option<AnyView> {
    let trend = segment.trend.as_ref()?;
    let among = broken.then(|| segment.counted.join(", "));
    let left_out =
        (!segment.left_out.is_empty()).then(|| words.with("trend-left-out", &[("waves", segment.left_out.join(", "))]));
    let found = view! {
        <p>
            <strong>{trend::said(words, trend, among)}</strong> " " {trend::steady(words, segment)} " "
            {trend::answers(words, &segment.item, trend)}
        </p>
        {left_out.map(|left_out| view! { <p class="hint">{left_out}</p> })}
        {trend::details(words, segment, trend)}
    };
    Some(found.into_any())
}
