//! One question: who answered, a bar for each option, and the same as a table.

use instruments::MissingReason;
use leptos::prelude::*;
use server::http::staff::results::figures::View;
use server::statistics::describe::Description;
use server::statistics::tally::Tally;
use server::workspace::results::{Chosen, Figures, Placed, QuestionResult, RowResult, SectionResult};

use super::{label, text};
use crate::components::chart::{bar, shade, spread, stack};
use crate::components::table::{count, decimal, limits, percents, row, share, table};
use crate::language::Language;

pub(super) fn section(words: &Language, view: &View, section: &SectionResult) -> impl IntoView + use<> {
    let questions: Vec<_> = section.questions.iter().map(|question| one(words, view, question)).collect();
    view! { <section><h2>{text(words, &section.title)}</h2>{questions}</section> }
}

fn one(words: &Language, view: &View, question: &QuestionResult) -> impl IntoView + use<> {
    let figures = match &question.figures {
        Figures::Shares { several, options, mean } => shares(words, options, mean.as_ref(), *several, view.smallest),
        Figures::Matrix(rows) => matrix(words, rows, view.smallest).into_any(),
        Figures::Numbers(description, unit) => {
            let unit = unit.as_ref().map(|unit| text(words, unit)).unwrap_or_default();
            numbers(words, description, &unit).into_any()
        }
        Figures::Ranking(options) => ranking(words, options, view.smallest).into_any(),
        Figures::Words => open(words, view, question).into_any(),
        Figures::Counts => ().into_any(),
    };
    let matrix = matches!(question.figures, Figures::Matrix(_));
    let base = (!matrix).then(|| tally(words, &question.tally, view.smallest));
    let name = label(words, &question.text, &question.id);
    let repeated = question.repeated.then(|| view! { <p class="hint">{words.say("figure-repeated")}</p> });
    let other = left_out(words, question.left_out);
    view! { <article class="result"><h3>{name}</h3>{repeated}{other}{base}{figures}</article> }
}

/// Answers to another meaning of the question, or to other words of somebody's items, are not counted with these.
pub(super) fn left_out(words: &Language, count: usize) -> Option<impl IntoView + use<>> {
    let sentence = words.with("figure-left-out", &[("count", count.to_string())]);
    (count > 0).then(|| view! { <p class="hint">{sentence}</p> })
}

const REASONS: [(MissingReason, &str); 5] = [
    (MissingReason::Skipped, "tally-skipped"),
    (MissingReason::DontKnow, "tally-dont-know"),
    (MissingReason::PreferNot, "tally-prefer-not"),
    (MissingReason::NotApplicable, "tally-not-applicable"),
    (MissingReason::NotAsked, "tally-not-asked"),
];

/// `31 answered · 4 skipped · 2 did not know`
fn tally(words: &Language, tally: &Tally, smallest: i64) -> impl IntoView + use<> {
    let reasons: Vec<_> = REASONS
        .iter()
        .filter(|(reason, _)| tally.missing(*reason) > 0)
        .map(|(reason, key)| view! { <li>{count(words, tally.missing(*reason), smallest)} " " {words.say(key)}</li> })
        .collect();
    view! { <ul class="tally"><li>{count(words, tally.answered, smallest)} " " {words.say("tally-none")}</li>{reasons}</ul> }
}

fn shares(words: &Language, options: &[Chosen], mean: Option<&Description>, several: bool, smallest: i64) -> AnyView {
    if options.iter().all(|option| option.share.share.base == 0) {
        return ().into_any();
    }
    let note = several.then(|| view! { <p class="hint">{words.say("figure-several")}</p> });
    let mean = mean.map(|mean| mean_line(words, mean));
    view! { {note} {bars(words, options, smallest)} {mean} {behind(words, options, smallest)} }.into_any()
}

fn bars(words: &Language, options: &[Chosen], smallest: i64) -> impl IntoView + use<> {
    let bars: Vec<_> = options
        .iter()
        .map(|option| {
            let figure = option.share.share;
            let chart = figure.estimate.map(|share| bar(share, figure.interval));
            view! {
                <div class="option">
                    <dt>{label(words, &option.label, &option.share.code)}</dt>
                    <dd>{chart}<span>{share(words, option.share.count, &figure, smallest)}</span></dd>
                </div>
            }
        })
        .collect();
    view! { <dl class="bars">{bars}</dl> }
}

/// The table behind the bars.
fn behind(words: &Language, options: &[Chosen], smallest: i64) -> impl IntoView + use<> {
    let heads = ["figure-option", "figure-count", "figure-share", "figure-interval"].map(|key| words.say(key)).to_vec();
    let rows = options.iter().map(|option| {
        let figure = option.share.share;
        let share = figure.estimate.map(|share| share * 100.0);
        let cells = vec![
            count(words, option.share.count, smallest),
            view! { {words.with("figure-percent", &[("percent", decimal(words, share, 1))])} }.into_any(),
            view! { {percents(words, figure.interval)} }.into_any(),
        ];
        row(label(words, &option.label, &option.share.code), cells)
    });
    let caption = words.say("figure-table");
    view! { <details><summary>{caption.clone()}</summary>{table(caption, heads, rows.collect())}</details> }
}

fn mean_line(words: &Language, description: &Description) -> impl IntoView + use<> {
    let values = [
        ("mean", decimal(words, description.mean.estimate, 1)),
        ("sd", decimal(words, description.sd, 1)),
        ("limits", limits(words, description.mean.interval, 1)),
        ("base", description.mean.base.to_string()),
    ];
    view! { <p>{words.with("figure-mean", &values)}</p> }
}

/// Rows of a matrix as small multiples of the same chart: parts of a whole where options are ordered, else bars.
fn matrix(words: &Language, rows: &[RowResult], smallest: i64) -> impl IntoView + use<> {
    let small: Vec<_> = rows.iter().map(|row| multiple(words, row, smallest)).collect();
    let ordered = rows.first().filter(|row| row.mean.is_some());
    let legend = ordered.map(|row| {
        let last = row.options.len();
        let entry = |(number, option): (usize, &Chosen)| {
            view! { <li>{shade(number, last)} " " {label(words, &option.label, &option.share.code)}</li> }
        };
        let entries: Vec<_> = row.options.iter().enumerate().map(entry).collect();
        view! { <ul class="legend">{entries}</ul> }
    });
    view! { {legend} <div class="multiples">{small}</div> }
}

fn multiple(words: &Language, row: &RowResult, smallest: i64) -> impl IntoView + use<> {
    let parts: Vec<f64> = row.options.iter().map(|option| option.share.share.estimate.unwrap_or(0.0)).collect();
    let chart = match &row.mean {
        Some(mean) => view! { {stack(&parts)} {mean_line(words, mean)} }.into_any(),
        None => bars(words, &row.options, smallest).into_any(),
    };
    view! {
        <div class="multiple">
            <h4>{text(words, &row.label)}</h4>
            {tally(words, &row.tally, smallest)}
            {chart}
            {behind(words, &row.options, smallest)}
        </div>
    }
}

fn numbers(words: &Language, description: &Description, unit: &str) -> impl IntoView + use<> {
    let Some(five) = &description.five else { return ().into_any() };
    let values = [("min", five.min), ("q1", five.q1), ("median", five.median), ("q3", five.q3), ("max", five.max)];
    let cells = values.map(|(_, value)| view! { {decimal(words, Some(value), 1)} }.into_any());
    let heads = std::iter::once("figure-unit").chain(values.map(|(name, _)| match name {
        "min" => "figure-min",
        "q1" => "figure-q1",
        "median" => "figure-median",
        "q3" => "figure-q3",
        _ => "figure-max",
    }));
    let heads = heads.map(|key| words.say(key)).collect();
    let caption = words.say("figure-spread");
    let rows = vec![row(unit.to_owned(), cells.into_iter().collect())];
    view! { {spread(five)} {mean_line(words, description)} {table(caption, heads, rows)} }.into_any()
}

fn ranking(words: &Language, options: &[Placed], smallest: i64) -> impl IntoView + use<> {
    let heads = ["figure-option", "rank-first", "rank-mean", "rank-base"].map(|key| words.say(key)).to_vec();
    let rows = options.iter().map(|option| {
        let places = &option.rank.places;
        let cells = vec![
            count(words, option.rank.first, smallest),
            view! { {decimal(words, places.mean.estimate, 1)} }.into_any(),
            count(words, places.mean.base, smallest),
        ];
        row(label(words, &option.label, &option.rank.code), cells)
    });
    table(words.say("rank-title"), heads, rows.collect())
}

fn open(words: &Language, view: &View, question: &QuestionResult) -> impl IntoView + use<> {
    let address = format!("/studies/{}/results/{}/words/{}", view.member.study.id, view.collection, question.id);
    match (view.may_read, question.tally.answered) {
        (_, 0) => ().into_any(),
        (true, _) => view! { <p><a href=address>{words.say("words-read")}</a> <span class="hint">" " {words.say("words-recorded")}</span></p> }.into_any(),
        (false, _) => view! { <p class="hint">{words.say("words-not-you")}</p> }.into_any(),
    }
}
