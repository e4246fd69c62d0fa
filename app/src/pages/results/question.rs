//! One question: who answered, a bar for each option, and the same as a table.

use instruments::MissingReason;
use leptos::prelude::*;
use server::http::staff::results::figures::View;
use server::statistics::describe::Description;
use server::statistics::tally::{Mentions, Tally};
use server::workspace::everybody::Everybody;
use server::workspace::results::{Chosen, Figures, Placed, QuestionResult, RowResult, SectionResult};

use super::{everybody, label, text};
use crate::components::chart::{bar, shade, spread, stack};
use crate::components::table::{count, decimal, limits, percents, row, share, table};
use crate::language::Language;

/// From so many items of scales on, each question of them is folded: their scales stand above.
const FOLDED: usize = 12;

pub(super) fn section(words: &Language, view: &View, section: &SectionResult) -> impl IntoView + use<> {
    let questions: Vec<_> = section.questions.iter().map(|question| one(words, view, question)).collect();
    view! { <section><h2>{text(words, &section.title)}</h2>{questions}</section> }
}

/// Whether a question asks items of the scales of a long inventory.
fn is_folded(view: &View, question: &QuestionResult) -> bool {
    let asked = || view.factors.iter().flat_map(|factor| &factor.asked);
    asked().count() >= FOLDED && asked().any(|(key, _)| key.split('.').next() == Some(question.id.as_str()))
}

/// Figures behind how many items they are of.
fn folded(words: &Language, question: &QuestionResult, figures: AnyView) -> AnyView {
    let items = match &question.figures {
        Figures::Matrix(rows) => rows.len(),
        _ => 1,
    };
    let summary = words.with("figures-items", &[("count", items.to_string())]);
    view! { <details><summary>{summary}</summary>{figures}</details> }.into_any()
}

fn one(words: &Language, view: &View, question: &QuestionResult) -> impl IntoView + use<> {
    // Things that people told of are more than the people who were invited.
    let everybody = if question.repeated { Everybody::NotKnown } else { view.everybody };
    let around = Ground { words, smallest: view.smallest, everybody };
    let name = label(words, &question.text, &question.id);
    let figures = match &question.figures {
        Figures::Shares { several, options, mean } => shares(around, options, mean.as_ref(), *several),
        Figures::Matrix(rows) => matrix(around, rows).into_any(),
        Figures::Numbers(description, unit) => {
            let unit = unit.as_ref().map(|unit| text(words, unit)).unwrap_or_default();
            numbers(around, &name, description, &unit).into_any()
        }
        Figures::Ranking(options) => ranking(words, &name, options, view.smallest).into_any(),
        Figures::Words => open(words, view, question).into_any(),
        Figures::Counts => ().into_any(),
    };
    let figures = if is_folded(view, question) { folded(words, question, figures) } else { figures };
    let matrix = matches!(question.figures, Figures::Matrix(_));
    let base = (!matrix).then(|| tally(words, &question.tally, view.smallest));
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
    let none = tally.nonresponse().estimate.filter(|share| *share > 0.0).map(|share| {
        let percent = format!("{:.1}", share * 100.0);
        view! { <li>{words.with("tally-nonresponse", &[("percent", percent)])}</li> }
    });
    view! {
        <ul class="tally">
            <li>{count(words, tally.answered, smallest)} " " {words.say("tally-none")}</li>
            {reasons}
            {none}
        </ul>
    }
}

/// What every part of a question's figures needs.
#[derive(Clone, Copy)]
struct Ground<'a> {
    words: &'a Language,
    smallest: i64,
    everybody: Everybody,
}

fn shares(around: Ground, options: &[Chosen], mean: Option<&Description>, several: bool) -> AnyView {
    let words = around.words;
    if options.iter().all(|option| option.share.share.base == 0) {
        return ().into_any();
    }
    let mentions =
        several.then(|| Mentions::of(&options.iter().map(|option| option.share.clone()).collect::<Vec<_>>()));
    let note = mentions.as_ref().map(|mentions| ticks(words, mentions));
    let mean = mean.map(|mean| mean_line(around, mean));
    view! { {note} {bars(words, options, around.smallest)} {mean} {behind(around, options, mentions.as_ref())} }
        .into_any()
}

/// That shares are of people, and how many ticks that makes.
fn ticks(words: &Language, mentions: &Mentions) -> impl IntoView + use<> {
    let values = [("count", mentions.total.to_string()), ("mean", decimal(words, mentions.mean(), 1))];
    view! { <p class="hint">{words.say("figure-several")} " " {words.with("figure-mentions", &values)}</p> }
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
fn behind(around: Ground, options: &[Chosen], mentions: Option<&Mentions>) -> impl IntoView + use<> {
    let Ground { words, smallest, everybody } = around;
    let heads = ["figure-option", "figure-count", "figure-share", "figure-interval"].map(|key| words.say(key));
    let all = everybody::head(words, everybody);
    let told = all.is_some();
    let of_ticks = mentions.map(|_| words.say("figure-of-mentions"));
    let heads: Vec<String> = heads.into_iter().chain(of_ticks).chain(all).collect();
    let rows = options.iter().map(|option| {
        let figure = option.share.share;
        let share = figure.estimate.map(|share| share * 100.0);
        let mut cells = vec![
            count(words, option.share.count, smallest),
            view! { {words.with("figure-percent", &[("percent", decimal(words, share, 1))])} }.into_any(),
            view! { {percents(words, figure.interval)} }.into_any(),
        ];
        if let Some(mentions) = mentions {
            let share = mentions.share(option.share.count).map(|share| share * 100.0);
            cells.push(view! { {words.with("figure-percent", &[("percent", decimal(words, share, 1))])} }.into_any());
        }
        if told {
            let now = everybody::share(words, everybody, option.share.count, figure.base);
            cells.push(view! { {now} }.into_any());
        }
        row(label(words, &option.label, &option.share.code), cells)
    });
    let caption = words.say("figure-table");
    view! { <details><summary>{caption.clone()}</summary>{table(caption, heads, rows.collect())}</details> }
}

fn mean_line(around: Ground, description: &Description) -> impl IntoView + use<> {
    let words = around.words;
    let values = [
        ("mean", decimal(words, description.mean.estimate, 1)),
        ("sd", decimal(words, description.sd, 1)),
        ("limits", limits(words, description.mean.interval, 1)),
        ("base", description.mean.base.to_string()),
    ];
    let now = everybody::mean(words, around.everybody, around.everybody.mean(description));
    view! { <p>{words.with("figure-mean", &values)} " " {now}</p> }
}

/// Rows of a matrix as small multiples of the same chart: parts of a whole where options are ordered, else bars.
fn matrix(around: Ground, rows: &[RowResult]) -> impl IntoView + use<> {
    let words = around.words;
    let small: Vec<_> = rows.iter().map(|row| multiple(around, row)).collect();
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

fn multiple(around: Ground, row: &RowResult) -> impl IntoView + use<> {
    let Ground { words, smallest, .. } = around;
    let parts: Vec<f64> = row.options.iter().map(|option| option.share.share.estimate.unwrap_or(0.0)).collect();
    let chart = match &row.mean {
        Some(mean) => view! { {stack(&parts)} {mean_line(around, mean)} }.into_any(),
        None => bars(words, &row.options, smallest).into_any(),
    };
    view! {
        <div class="multiple">
            <h4>{text(words, &row.label)}</h4>
            {tally(words, &row.tally, smallest)}
            {chart}
            {behind(around, &row.options, None)}
        </div>
    }
}

fn numbers(around: Ground, question: &str, description: &Description, unit: &str) -> impl IntoView + use<> {
    let words = around.words;
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
    let caption = captioned(words, question, "figure-spread");
    let rows = vec![row(unit.to_owned(), cells.into_iter().collect())];
    view! { {spread(five)} {mean_line(around, description)} {table(caption, heads, rows)} }.into_any()
}

/// A caption that no other table of the page has.
fn captioned(words: &Language, question: &str, key: &str) -> String {
    format!("{} · {question}", words.say(key))
}

fn ranking(words: &Language, question: &str, options: &[Placed], smallest: i64) -> impl IntoView + use<> {
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
    table(captioned(words, question, "rank-title"), heads, rows.collect())
}

fn open(words: &Language, view: &View, question: &QuestionResult) -> impl IntoView + use<> {
    let address = format!("/studies/{}/results/{}/words/{}", view.member.study.id, view.collection, question.id);
    match (view.may_read, question.tally.answered) {
        (_, 0) => ().into_any(),
        (true, _) => view! { <p><a href=address>{words.say("words-read")}</a> <span class="hint">" " {words.say("words-recorded")}</span></p> }.into_any(),
        (false, _) => view! { <p class="hint">{words.say("words-not-you")}</p> }.into_any(),
    }
}
