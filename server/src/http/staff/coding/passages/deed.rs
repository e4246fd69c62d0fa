//! What was done, in a word, and which passages it touched: for the buttons that undo and do again.

use super::view::Deed;
use crate::coding::event::{Id, On};
use crate::coding::{Act, Coded, Coding, Event, PassageId, Span};
use crate::workspace::Desk;

/// An event as a deed: its last act says what it was for.
pub(super) fn of(desk: &Desk, event: &Event) -> Deed {
    let codings = event.acts.iter().filter(|act| matches!(act, Act::Code { .. })).count();
    if codings > 1 {
        return Deed { act: "many", code: codings.to_string() };
    }
    let Some(act) = event.acts.last() else { return Deed { act: "other", code: String::new() } };
    let code = match act {
        Act::Uncode { coding } => coded(&desk.coding, coding).map(|(code, ..)| code),
        act => code_of(act),
    };
    let code = code.map(|code| desk.coding.codebook.now(code)).map(|code| desk.code_name(code).to_owned());
    Deed { act: name(act), code: code.unwrap_or_default() }
}

/// The event that an undoing took back.
pub(super) fn undone_by<'a>(coding: &'a Coding, undoing: &Event) -> Option<&'a Event> {
    coding.event(undoing.undoes()?)
}

/// The kind of an act: the last part of the key of its words (`did-merge`).
fn name(act: &Act) -> &'static str {
    match act {
        Act::MakeCode { .. } => "make-code",
        Act::Word { .. } => "word",
        Act::Colour { .. } => "colour",
        Act::Move { .. } => "move",
        Act::Merge { .. } => "merge",
        Act::Split { .. } => "split",
        Act::Retire { .. } => "retire",
        Act::Restore { .. } => "restore",
        Act::Group { .. } => "group",
        Act::Code { .. } => "code",
        Act::Uncode { .. } => "uncode",
        Act::Memo { text: Some(_), .. } => "memo",
        Act::Memo { text: None, .. } => "memo-gone",
        Act::Settle { .. } => "settle",
        Act::Search { .. } => "search",
        Act::Judge { .. } => "judge",
        Act::Translate { .. } => "translate",
        Act::Quote(_) => "quote",
        _ => "other",
    }
}

fn code_of(act: &Act) -> Option<&Id> {
    match act {
        Act::MakeCode { code, .. }
        | Act::Word { code, .. }
        | Act::Colour { code, .. }
        | Act::Move { code, .. }
        | Act::Merge { code, .. }
        | Act::Split { code, .. }
        | Act::Retire { code }
        | Act::Restore { code }
        | Act::Code { code, .. }
        | Act::Settle { code, .. }
        | Act::Judge { code, .. } => Some(code),
        _ => None,
    }
}

/// Passages that an event touched, and where.
pub(super) fn touched(coding: &Coding, event: &Event) -> Vec<(PassageId, Option<Span>)> {
    let place = |act: &Act| match act {
        Act::Code { passage, span, .. } => Some((passage.clone(), *span)),
        Act::Uncode { coding: id } | Act::Memo { on: On::Coding(id), .. } => {
            coded(coding, id).map(|(_, passage, span)| (passage.clone(), span))
        }
        Act::Memo { on: On::Passage(passage), .. } => Some((passage.clone(), None)),
        _ => None,
    };
    event.acts.iter().filter_map(place).collect()
}

/// Code and place of a coding, also of one that was taken off.
fn coded<'a>(coding: &'a Coding, id: &Id) -> Option<(&'a Id, &'a PassageId, Option<Span>)> {
    if let Some(Coded { code, passage, span, .. }) = coding.codings.get(id) {
        return Some((code, passage, *span));
    }
    coding.events.iter().rev().flat_map(|event| &event.acts).find_map(|act| match act {
        Act::Code { coding, code, passage, span, .. } if coding == id => Some((code, passage, *span)),
        _ => None,
    })
}
