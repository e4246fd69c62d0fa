//! Where the same words stand elsewhere: other places of the passage, other passages, memos, codes, quotes, kept searches,
//! marks of danger. As a form holds a place: `p.<span>.<passage>`, `t.<span>.<text>`, `n.<span>.<mark>`, `a.<span>.<mark>`.

use std::collections::HashSet;

use super::chosen::{Chosen, span};
use super::view::Place;
use crate::coding::event::{Id, On};
use crate::coding::text::length;
use crate::coding::{Act, Memo, PassageId, Span};
use crate::redaction::SameWords;
use crate::workspace::flags::Flag;
use crate::workspace::redact::Redaction;
use crate::workspace::{Desk, Place as From};
use crate::{Error, Result};

/// Code points on each side of found words.
const AROUND: u32 = 40;

/// Every place of the chosen words but the chosen places themselves, as far as a person may see them: notes of others
/// in a blind round are not shown, and [`hide`] takes the words out of them unseen.
pub(super) fn places(desk: &Desk, person: &str, flags: &[Flag], passage: &PassageId, chosen: &[Chosen]) -> Vec<Place> {
    let hidden = hidden(desk, person);
    let text = desk.text(passage).unwrap_or_default();
    let same = SameWords::of(chosen.iter().filter_map(|(span, _)| span.of(text)));
    if same.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for other in desk.passages.iter() {
        let own = other.id == *passage;
        let places = same.find(&other.text).into_iter();
        let new = places.filter(|span| !own || !chosen.iter().any(|(chosen, _)| chosen.overlaps(*span)));
        all.extend(new.map(|span| place("p", span, &other.id.to_string(), "passage", &other.text)));
    }
    for (id, words) in &desk.words {
        if !is_translation(desk, id) && !hidden.contains(id) {
            let what = what(desk, id);
            all.extend(same.find(&words.words).into_iter().map(|span| place("t", span, id, what, &words.words)));
        }
    }
    for flag in flags {
        for (letter, words) in [("n", &flag.words.note), ("a", &flag.words.action)] {
            all.extend(same.find(words).into_iter().map(|span| place(letter, span, &flag.id, "flag", words)));
        }
    }
    all
}

/// Texts of notes, as they are and as they were, that a person may not see now.
fn hidden<'a>(desk: &'a Desk, person: &str) -> HashSet<&'a Id> {
    let seen = desk.seen_by(person);
    let acts = desk.coding.events.iter().flat_map(|event| event.acts.iter().map(move |act| (event, act)));
    let notes = acts.filter_map(|(event, act)| match act {
        Act::Memo { memo, on, text: Some(text) } => {
            let (id, by, day) = (memo.clone(), event.by.clone(), event.day.clone());
            Some((text, Memo { id, on: on.clone(), text: text.clone(), by, day }))
        }
        _ => None,
    });
    notes.filter(|(_, memo)| !seen.sees_memo(memo)).map(|(text, _)| text).collect()
}

/// Takes the chosen words out of notes that the person may not see, without telling that they are there.
pub(super) fn hide(desk: &Desk, person: &str, passage: &PassageId, chosen: &[Chosen], label: &str, to: &mut Redaction) {
    let text = desk.text(passage).unwrap_or_default();
    let same = SameWords::of(chosen.iter().filter_map(|(span, _)| span.of(text)));
    for id in hidden(desk, person) {
        let spans = same.find(desk.say(id)).into_iter().map(|span| (span, label.to_owned()));
        let spans: Vec<_> = spans.collect();
        if !spans.is_empty() {
            to.texts.entry(id.clone()).or_default().extend(spans);
        }
    }
}

/// The words of a translation are a passage, found among those.
fn is_translation(desk: &Desk, text: &str) -> bool {
    let translations = desk.passages.from(&From::Translations).is_empty();
    !translations && desk.coding.translations.values().any(|(_, words)| words == text)
}

/// What a text is for.
fn what(desk: &Desk, text: &str) -> &'static str {
    let coding = &desk.coding;
    let names = |act: &Act| matches!(act, Act::MakeCode { .. } | Act::Word { .. } | Act::Group { .. });
    if coding.memos.values().any(|memo| memo.text == text && !matches!(memo.on, On::Code(_))) {
        "memo"
    } else if coding.quotes.values().any(|quote| quote.text == text) {
        "quote"
    } else if coding.searches.values().any(|(query, _)| query == text) {
        "search"
    } else if coding
        .events
        .iter()
        .flat_map(|event| &event.acts)
        .any(|act| names(act) && act.texts().iter().any(|id| *id == text))
    {
        "code"
    } else {
        "other"
    }
}

fn place(letter: &str, span: Span, id: &str, what: &'static str, text: &str) -> Place {
    let piece =
        |start: u32, end: u32| Span::new(start, end).and_then(|span| span.of(text)).unwrap_or_default().to_owned();
    let line = (
        piece(span.start.saturating_sub(AROUND), span.start),
        piece(span.start, span.end),
        piece(span.end, length(text).min(span.end + AROUND)),
    );
    Place { value: format!("{letter}.{}-{}.{id}", span.start, span.end), what, line }
}

/// Adds a place that was ticked to what will be replaced.
pub(super) fn add(redaction: &mut Redaction, value: &str, label: &str) -> Result<()> {
    let mut parts = value.splitn(3, '.');
    let (Some(letter), Some(at), Some(id)) = (parts.next(), parts.next().and_then(span), parts.next()) else {
        return Err(Error::NotFound);
    };
    let label = (at, label.to_owned());
    match letter {
        "p" => redaction.passages.entry(id.parse().map_err(|()| Error::NotFound)?).or_default().push(label),
        "t" => redaction.texts.entry(id.to_owned()).or_default().push(label),
        "n" => redaction.flags.entry(id.to_owned()).or_default().0.push(label),
        "a" => redaction.flags.entry(id.to_owned()).or_default().1.push(label),
        _ => return Err(Error::NotFound),
    }
    Ok(())
}
