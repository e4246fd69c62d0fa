//! What is coded in some words, as chips beside them: number, code, the words, who; and the notes.

use leptos::prelude::*;
use server::http::staff::coding::passages::{Body, Coded, Note, WITHIN};

use super::labels::Labels;
use super::name;
use crate::components::code::{ink, shape};
use crate::language::Language;

/// Characters of coded words that a chip repeats at its ends.
const QUOTED: usize = 24;

/// The chips, in a form of which each button takes one off.
pub(super) fn chips(
    words: &Language,
    labels: &Labels,
    base: &str,
    act: &str,
    body: &Body,
) -> Option<impl IntoView + use<>> {
    if body.marks.is_empty() {
        return None;
    }
    let chip = |(mark, number): (&Coded, usize)| chip(words, labels, base, body, mark, number);
    let chips: Vec<_> = body.marks.iter().zip(1..).map(chip).collect();
    Some(view! {
        <form method="post" action=act.to_owned() class="act codings">
            <input type="hidden" name="do" value="uncode" />
            <input type="hidden" name="passage" value=body.passage.to_string() />
            <ul aria-label=labels.codings.clone()>{chips}</ul>
        </form>
    })
}

fn chip(
    words: &Language,
    labels: &Labels,
    base: &str,
    body: &Body,
    mark: &Coded,
    number: usize,
) -> impl IntoView + use<> {
    let name = name(words, &mark.code);
    let quote = match mark.span.and_then(|span| span.of(&body.text)) {
        Some(quote) => view! { <q>{ends(quote)}</q> }.into_any(),
        None => view! { <small>{labels.whole.clone()}</small> }.into_any(),
    };
    let to_quote = view! {
        <a class="quote" href=format!("{base}/quotes/new?coding={}", mark.id)>{labels.quote.clone()}<span class="sr">" " {name.clone()}</span></a>
    };
    let who = [mark.coder.as_str(), mark.round.as_str()].into_iter().filter(|part| !part.is_empty());
    let who = who.collect::<Vec<_>>().join(" · ");
    let who = (!who.is_empty()).then(|| view! { <small class="who">{who}</small> });
    let above = (!mark.code.above.is_empty()).then(|| {
        let above = format!("{}{WITHIN}", mark.code.above.join(WITHIN));
        view! { <small class="above">{above}</small> }
    });
    let noted =
        (!mark.notes.is_empty()).then(|| view! { <small class="noted">"✎ " {labels.note_mark.clone()}</small> });
    let off = mark.may_uncode.then(|| {
        let label = format!("{} {name}", labels.off);
        view! { <button class="off" name="coding" value=mark.id.clone() aria-label=label title=labels.off.clone()>"✕"</button> }
    });
    view! {
        <li class=format!("coding {} s{}", ink(mark.code.colour), number % 4) data-coding=mark.id.clone()>
            <span class="no">{number.to_string()}</span>
            <span class="told">{shape(mark.code.colour)} " " {above} " " <b>{name}</b> " " {quote} " " {who} " " {noted}</span>
            {to_quote}
            {off}
        </li>
    }
}

/// The beginning and the end of words, cut between words where there is a blank.
fn ends(words: &str) -> String {
    let count = words.chars().count();
    if count <= QUOTED * 2 {
        return words.chars().map(server::coding::text::shown).collect();
    }
    let begin: String = words.chars().take(QUOTED).collect();
    let end: String = words.chars().skip(count - QUOTED).collect();
    let begin = begin.rsplit_once(char::is_whitespace).map_or(begin.as_str(), |(whole, _)| whole);
    let end = end.split_once(char::is_whitespace).map_or(end.as_str(), |(_, whole)| whole);
    format!("{} … {}", begin.trim_end(), end.trim_start()).chars().map(server::coding::text::shown).collect()
}

/// Notes on a passage and on its codings.
pub(super) fn notes(words: &Language, body: &Body) -> Option<impl IntoView + use<>> {
    let on_codings =
        body.marks.iter().zip(1..).flat_map(|(mark, number)| mark.notes.iter().map(move |note| (Some(number), note)));
    let all: Vec<_> = body
        .notes
        .iter()
        .map(|note| (None, note))
        .chain(on_codings)
        .map(|(number, note)| one(words, number, note))
        .collect();
    (!all.is_empty()).then(|| view! { <ul class="notes">{all}</ul> })
}

fn one(words: &Language, number: Option<usize>, note: &Note) -> impl IntoView + use<> {
    let number = number.map(|number: usize| view! { <span class="no">{number.to_string()}</span> });
    let values = [("name", note.by.clone()), ("day", note.day.clone())];
    let by = words.with(if note.by.is_empty() { "note-mine" } else { "note-by" }, &values);
    view! { <li>{number} " " <span class="hint">"✎ " {by}</span> " " <span class="said-note" dir="auto">{note.words.clone()}</span></li> }
}
