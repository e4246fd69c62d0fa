//! What would move when two codes become one.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::codebook::merge::View;

use super::{chips, linked, of_code, to_tree};
use crate::components::table::{row, table};
use crate::language::Language;
use crate::pages::results::text;

pub(super) fn page(around: &Around, view: &View) -> String {
    let title = Language::of(&around.language).say("merge-title");
    super::page(around, &view.member, &title, |words| {
        let named = [("name", view.code.name.clone()), ("into", view.into.name.clone())];
        let under = (!view.under.is_empty()).then(|| {
            view! { <p>{words.say("merge-under")} " " {chips(&view.under)}</p> }
        });
        let notes = (view.notes > 0)
            .then(|| view! { <p>{words.with("merge-notes", &[("count", view.notes.to_string())])}</p> });
        view! {
            {to_tree(words, &view.member)}
            <h1>{words.say("merge-title")}</h1>
            <p>{linked(&view.member, &view.code)} " → " {linked(&view.member, &view.into)}</p>
            <p>{words.with("merge-lead", &named)}</p>
            {moves(words, view)}
            {under}
            {notes}
            <p class="hint">{words.say("merge-hint")}</p>
            <form method="post" action=of_code(&view.member, &view.code, "/merge")>
                <input type="hidden" name="into" value=view.into.id.clone() />
                <button>{words.with("merge-do", &named)}</button>
            </form>
        }
    })
}

fn moves(words: &Language, view: &View) -> AnyView {
    if view.moves.is_empty() {
        return view! { <p class="notice">{words.say("merge-nothing")}</p> }.into_any();
    }
    let heads = ["merge-where", "merge-wave", "codebook-codings"].map(|key| words.say(key)).to_vec();
    let rows = view.moves.iter().map(|(title, question, wave, count)| {
        let asked = text(words, question);
        let place = if asked.is_empty() { text(words, title) } else { format!("{} · {asked}", text(words, title)) };
        row(place, vec![view! { {wave.clone()} }.into_any(), view! { {*count} }.into_any()])
    });
    let rows = rows.collect();
    table(words.say("merge-moves"), heads, rows).into_any()
}
