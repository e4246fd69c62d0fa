//! An instrument on paper: the same words, boxes to tick with small numbers for keying, lines to write on. What a page
//! on the screen would leave out stands here with the words when it is asked.

use instruments::{Audience, Instrument, Kind, Question, Section};
use leptos::prelude::*;
use server::exchange::routing;
use server::http::respond::{Frame, HelpLine};
use server::http::staff::paper::{self, Line, Takes};

use super::{frame, paragraphs, say, with};

/// The whole instrument, consent first.
pub fn page(instrument: &Instrument, tag: &str, help: &[HelpLine]) -> impl IntoView + use<> {
    let free = if instrument.audience == Audience::Survivors { "welcome-free" } else { "welcome-free-work" };
    let help = frame::help_lines(&Frame { help: help.to_vec(), language: tag.to_owned(), ..Frame::default() });
    let consent = &instrument.consent;
    let parts = [
        ("welcome-who", &consent.who),
        ("welcome-why", &consent.why),
        ("welcome-seen", &consent.seen_by),
        ("welcome-limits", &consent.limits),
    ];
    let consent_parts =
        parts.map(|(key, text)| view! { <h2>{say(key)}</h2> {paragraphs(text.get(tag))} }).collect_view();
    let more = consent.more.as_ref().map(|text| paragraphs(text.get(tag)));
    let sections = instrument.sections.iter().map(|part| section(instrument, part, tag)).collect_view();
    let wording = frame::wording(instrument.wording.as_ref(), tag);
    view! {
        <h1>{instrument.title.get(tag).to_owned()}</h1>
        <p>{with("welcome-minutes", &[("minutes", instrument.minutes.to_string())])} " " {say(free)}</p>
        {consent_parts}
        {more}
        <p>{say("paper-consent")}</p>
        <ul>{help}</ul>
        {sections}
        <p><b>{say("paper-end")}</b></p>
        {wording}
    }
}

fn section(instrument: &Instrument, part: &Section, tag: &str) -> impl IntoView + use<> {
    let note = part
        .content_note
        .as_ref()
        .map(|note| view! { <p class="notice">{note.get(tag).to_owned()} " " {say("paper-skip")}</p> });
    let text = part.text.as_ref().map(|text| paragraphs(text.get(tag)));
    let questions = part.questions.iter().map(|asked| question(instrument, asked, tag)).collect_view();
    view! { <section><h2>{part.title.get(tag).to_owned()}</h2> {when(instrument, part.show_if.as_deref(), tag)} {note} {text} {questions}</section> }
}

fn when(instrument: &Instrument, show_if: Option<&str>, tag: &str) -> Option<impl IntoView + use<>> {
    let words = routing::in_words(instrument, show_if?, tag, &with);
    Some(view! { <p class="hint">{with("paper-only-if", &[("when", words)])}</p> })
}

fn question(instrument: &Instrument, asked: &Question, tag: &str) -> AnyView {
    let words = asked.text.get(tag).to_owned();
    if asked.kind == Kind::Note {
        return paragraphs(&words).into_any();
    }
    let lines = paper::question(instrument, asked, &asked.id, tag);
    if lines.is_empty() {
        return ().into_any();
    }
    let hint = asked.hint.as_ref().map(|hint| view! { <p class="hint">{hint.get(tag).to_owned()}</p> });
    let how = how(&lines[0]).map(|key| view! { <p class="hint">{say(key)}</p> });
    let own = lines.len() == 1 && lines[0].above.is_none();
    let lines = lines.iter().map(|line| draw(line, own)).collect_view();
    view! { <div class="question"><p class="label">{words}</p> {when(instrument, asked.show_if.as_deref(), tag)} {hint} {how} {lines}</div> }.into_any()
}

fn how(line: &Line) -> Option<&'static str> {
    match line.takes {
        Takes::Several => Some("paper-choose-all"),
        Takes::Order => Some("paper-order"),
        _ => None,
    }
}

/// One line of a question; its words stand above already where it is the only one.
fn draw(line: &Line, own: bool) -> impl IntoView + use<> {
    let words = (!own).then(|| view! { <p>{line.words.clone()}</p> });
    let sign = if line.takes == Takes::Several { "☐" } else { "○" };
    let options = line
        .marks
        .iter()
        .map(|mark| view! { <li>{sign} " " <small>{mark.0.clone()}</small> " " {mark_words(mark)}</li> })
        .collect_view();
    let options = (!line.marks.is_empty()).then(|| view! { <ul class="marks">{options}</ul> });
    let rules = match line.takes {
        Takes::LongWords => 4,
        Takes::One | Takes::Several | Takes::Order => 0,
        _ => 1,
    };
    let rules = (0..rules).map(|_| view! { <div class="paper-rule"></div> }).collect_view();
    view! { <div class="paper-line">{words} {rules} {options}</div> }
}

/// The words of an option; the platform's own are in its locales.
pub fn mark_words((_, code, words): &(String, String, String)) -> String {
    match (words.is_empty(), code.strip_prefix('~')) {
        (false, _) => words.clone(),
        (true, Some(reason)) => say(&format!("no-answer-{reason}")),
        (true, None) => say(code),
    }
}
