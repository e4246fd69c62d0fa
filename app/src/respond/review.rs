//! Check your answers, then send: every answer with a way back to its page.

use instruments::{Kind, Question, Section};
use leptos::prelude::*;
use server::http::respond::{Asking, Review};

use super::{frame, paragraphs, question, say};

const MODES: &[&str] = &["alone", "with_help", "phone"];

/// The page before sending.
pub fn page(view: &Review) -> impl IntoView + use<> {
    let asking = &view.asking;
    let parts = view
        .parts
        .iter()
        .filter_map(|(at, address)| asking.instrument.sections.get(*at).map(|section| part(asking, section, address)))
        .collect_view();
    let problem = view
        .problem
        .clone()
        .map(|problem| view! { <div class="problems" role="alert"><p class="problem">{say(&problem)}</p></div> });
    view! {
        {frame::next_person(&view.frame)}
        <form method="post" action=view.action.clone() autocomplete="off">
            {frame::first_button("_go", "send")}
            {frame::languages(&view.frame)}
            <h1>{say("review-title")}</h1>
            {problem}
            {paragraphs(&say("review-words"))}
            {parts}
            {view.ask_mode.then(mode)}
            {view.offer_code.then(code)}
            <p class="go"><button name="_go" value="send">{say("review-send")}</button> <button class="quiet" name="_go" value="back">{say("page-back")}</button></p>
        </form>
    }
}

fn part(asking: &Asking, section: &Section, address: &str) -> impl IntoView + use<> {
    let title = section.title.get(&asking.language).to_owned();
    let lines = section.questions.iter().flat_map(|asked| answers(asking, asked)).collect::<Vec<_>>();
    let empty = lines.is_empty().then(|| view! { <p class="hint">{say("review-empty")}</p> });
    let lines = lines.into_iter().map(|(words, answer)| view! { <dt>{words}</dt><dd>{answer}</dd> }).collect_view();
    view! {
        <section class="part">
            <h2>{title.clone()}</h2>
            {empty}
            <dl>{lines}</dl>
            <a href=address.to_owned()>{say("review-change")}<span class="sr">": " {title}</span></a>
        </section>
    }
}

/// Words and answer of every line that a question has; questions left empty are not listed.
fn answers(asking: &Asking, asked: &Question) -> Vec<(String, String)> {
    let words = asked.text.get(&asking.language).to_owned();
    match asked.kind {
        Kind::Note | Kind::Calculated => Vec::new(),
        Kind::Matrix => asked
            .rows
            .iter()
            .filter_map(|row| {
                Some((
                    row.text.get(&asking.language).to_owned(),
                    question::said(asking, asked, &format!("{}.{}", asked.id, row.id))?,
                ))
            })
            .collect(),
        Kind::Repeat => rounds(asking, asked),
        _ => question::said(asking, asked, &asked.id).map(|answer| (words, answer)).into_iter().collect(),
    }
}

fn rounds(asking: &Asking, asked: &Question) -> Vec<(String, String)> {
    let rounds = asking.journey.rounds(&asked.id);
    let one = |round: usize, inner: &Question| {
        let answer = question::said(asking, inner, &format!("{}.{round}.{}", asked.id, inner.id))?;
        Some((format!("{round}. {}", inner.text.get(&asking.language)), answer))
    };
    (1..=rounds).flat_map(|round| asked.questions.iter().filter_map(move |inner| one(round, inner))).collect()
}

fn mode() -> impl IntoView {
    let options = MODES
        .iter()
        .map(|mode| {
            let id = format!("mode-{mode}");
            view! { <label class="choice" for=id.clone()><input type="radio" autocomplete="off" name="_mode" value=*mode id=id.clone() />{say(&id)}</label> }
        })
        .collect_view();
    view! { <fieldset><legend>{say("mode-question")}</legend><p class="hint">{say("mode-hint")}</p>{options}</fieldset> }
}

fn code() -> impl IntoView {
    view! {
        <fieldset>
            <legend>{say("review-code")}</legend>
            <p class="hint">{say("review-code-hint")}</p>
            <label class="choice" for="want-code"><input type="checkbox" autocomplete="off" name="_want-code" value="yes" id="want-code" />{say("review-code-want")}</label>
        </fieldset>
    }
}
