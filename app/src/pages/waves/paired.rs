//! The same people beside all respondents: what each question says of those who are known to have answered both times, and
//! that tests of all respondents know nothing of them.

use leptos::prelude::*;
use server::waves::linked::{Linked, LinkedLine};
use server::waves::{Item, Line, Series, Verdict};

use super::linked;
use crate::language::Language;

/// What the same people said to the question of a line, where enough of them answered both times.
pub(super) fn of<'l>(linked: Option<&'l Linked>, line: &Line) -> Option<&'l LinkedLine> {
    linked?.lines.get(line.item).filter(|own| own.base() > 0 && own.verdict.shows_figures())
}

/// Whether the same people changed clearly.
pub(super) fn is_clear(linked: Option<&Linked>, line: &Line) -> bool {
    of(linked, line).is_some_and(|own| matches!(own.verdict, Verdict::Clear { .. }))
}

/// Whether they changed clearly, or nearly so.
pub(super) fn is_near(linked: Option<&Linked>, line: &Line) -> bool {
    of(linked, line).is_some_and(linked::is_near)
}

/// Whether enough of them answered any question both times.
pub(super) fn tells(linked: &Linked) -> bool {
    linked.lines.iter().any(|own| own.base() > 0 && own.verdict.shows_figures())
}

/// Their change in words, named as theirs, with its figures folded.
pub(super) fn said(words: &Language, item: &Item, own: &LinkedLine, smallest: u64) -> impl IntoView + use<> {
    let people = people(words, own.base());
    view! {
        <p>{people} " " <strong>{linked::finding(words, item, own, smallest)}</strong> " " {linked::moves(words, own)}</p>
        {linked::details(words, item, own, "paired-details")}
    }
}

/// "The same 40 people:"
pub(super) fn people(words: &Language, count: usize) -> String {
    words.with("paired-people", &[("count", count.to_string())])
}

/// How many are linked, and the page of the same people.
pub(super) fn note(words: &Language, study: &str, series: &Series, linked: &Linked) -> impl IntoView + use<> {
    let key = if tells(linked) { "paired-note" } else { "paired-note-few" };
    let values = [("count", linked.linkage.linked.to_string())];
    let href = between(study, series, (linked.earlier, linked.later), "/linked");
    view! {
        <p>
            {words.with(key, &values)} " " <a href=href>{words.say("linked-open")}</a>
        </p>
    }
}

/// That tests of all respondents know nothing of the same people: said once a page.
pub(super) fn independent(words: &Language) -> impl IntoView + use<> {
    view! { <p class="hint">{words.say("paired-independent")}</p> }
}

/// The address of a page about two waves.
pub(super) fn between(study: &str, series: &Series, (earlier, later): (usize, usize), page: &str) -> String {
    let wave = |place: usize| series.moments[place].wave.as_str();
    let query = serde_html_form::to_string([("from", wave(earlier)), ("to", wave(later))]).unwrap_or_default();
    format!("/studies/{study}/waves/of/{}{page}?{query}", series.id)
}
