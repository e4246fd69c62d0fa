//! The first page of coding.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::overview::{Pages, View};

use crate::language::Language;
use crate::pages::StaffPages;

impl Pages for StaffPages {
    fn coding(&self, around: &Around, view: &View) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "", &words.say("coding-title"), || body(&words, view))
    }
}

fn body(words: &Language, view: &View) -> impl IntoView + use<> {
    let base = format!("/studies/{}/coding", view.member.study.id);
    let counted = |key: &str, count: usize| words.with(key, &[("count", count.to_string())]);
    let facts = [
        counted("coding-answers", view.answers),
        counted("coding-turns", view.turns),
        counted("coding-sources-count", view.sources),
        counted("coding-codes", view.codes),
        counted("coding-codings", view.codings),
        counted("coding-coded", view.coded),
    ];
    let facts: Vec<_> = facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect();
    let rounds: Vec<_> = view
        .rounds
        .iter()
        .map(|(id, name, count)| {
            let address = format!("{base}/passages?round={id}");
            let left = words.with("coding-round-passages", &[("count", count.to_string())]);
            view! { <li><a href=address>{super::called(words, name)}</a> " · " {left}</li> }
        })
        .collect();
    let rounds = (!rounds.is_empty()).then(|| {
        view! { <section class="card"><h2>{words.say("coding-your-rounds")}</h2><ul>{rounds}</ul></section> }
    });
    view! {
        <h1>{words.say("coding-title")}</h1>
        <p>{words.say("coding-lead")}</p>
        <ul class="facts">{facts}</ul>
        <p class="hint">{words.with("coding-version", &[("version", view.version.to_string())])}</p>
        {rounds}
    }
}
