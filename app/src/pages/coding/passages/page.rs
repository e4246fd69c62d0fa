//! The page of the list, and the pieces of it that change when something is coded.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::passages::{Changed, Round, Tools, View};

use super::item::Sheet;
use super::labels::Labels;
use super::{filters, forms, pad, path};
use crate::language::Language;
use crate::pages::coding::called;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.say("coding-passages");
    crate::pages::coding::page(around, view.member.role, "passages", &title, || {
        let labels = Labels::of(&words);
        let (base, in_round) = (base(&view.tools), view.round.is_some());
        let sheet =
            Sheet { words: &words, labels: &labels, tools: &view.tools, around: Some(around), base: &base, in_round };
        let items: Vec<_> = view.items.iter().map(|item| sheet.item(item)).collect();
        let kept: Vec<_> =
            view.kept.iter().map(|kept| forms::kept(&words, &labels, &format!("{base}/passages/kept"), kept)).collect();
        let address = format!("{base}/passages");
        let open = view.tools.open && !view.items.is_empty();
        view! {
            <h1>{words.say("coding-passages")}</h1>
            {kept}
            {round(&words, &base, view.round.as_ref())}
            {filters::form(&words, &address, view)}
            {counted(&words, view)}
            {shown_as(&words, &address, view)}
            {pad::plain_undo(&words, &view.tools)}
            {empty(&words, view)}
            {open.then(|| hints(&words, &labels))}
            <div id="reading" class="reading">{items}</div>
            {pages(&words, &address, view)}
            {open.then(|| datalist(&words, &view.tools))}
            {open.then(|| pad::pad(&words, &labels, &view.tools))}
        }
    })
}

/// Parts of the page that changed, by the ids of their elements.
pub(super) fn pieces(words: &Language, changed: &Changed) -> Vec<(String, String)> {
    let labels = Labels::of(words);
    let tools = &changed.tools;
    let base = base(tools);
    let sheet = Sheet { words, labels: &labels, tools, around: None, base: &base, in_round: false };
    let mut pieces: Vec<(String, String)> =
        changed.bodies.iter().map(|body| (format!("b-{}", body.id), sheet.body(body).to_html())).collect();
    pieces.push(("pad-undo".into(), pad::undo(words, tools).to_html()));
    pieces.push(("pad-digits".into(), pad::digits(words, tools).to_html()));
    if changed.codes {
        pieces.push(("pad-codes".into(), pad::codes(words, tools).to_html()));
        pieces.push(("codes".into(), datalist(words, tools).to_html()));
    }
    if let Some(round) = &changed.round {
        pieces.push(("progress".into(), progress(words, round).to_html()));
    }
    pieces
}

/// Where the coding pages are: what stands before the list in the address of its forms.
fn base(tools: &Tools) -> String {
    tools.act.split("/passages/").next().unwrap_or_default().to_owned()
}

fn counted(words: &Language, view: &View) -> impl IntoView + use<> {
    let key = if view.filter.excerpts() { "passages-excerpts" } else { "passages-count" };
    let count = words.with(key, &[("count", view.total.to_string())]);
    let here = (view.pages > 1).then(|| {
        let values = [("page", view.page.to_string()), ("pages", view.pages.to_string())];
        format!(" · {}", words.with("passages-page", &values))
    });
    view! { <p class="counted">{count} " " {here}</p> }
}

/// Whole passages or only what was coded, where a code or a coder is asked for.
fn shown_as(words: &Language, address: &str, view: &View) -> Option<impl IntoView + use<>> {
    if view.filter.get("code").is_empty() && view.filter.get("coder").is_empty() {
        return None;
    }
    let (other, label) = match view.filter.excerpts() {
        true => (view.filter.with("show", ""), "passages-show-whole"),
        false => (view.filter.with("show", "excerpts"), "passages-show-excerpts"),
    };
    let address = format!("{address}?{}", other.to_query());
    Some(view! { <p><a href=address>{words.say(label)}</a></p> })
}

fn empty(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let key = match (view.items.is_empty(), view.filter.is_empty()) {
        (false, _) => return None,
        (true, true) => "passages-none",
        (true, false) => "passages-none-fit",
    };
    Some(view! { <p class="notice">{words.say(key)}</p> })
}

/// What the fields under every passage mean, once.
fn hints(words: &Language, labels: &Labels) -> impl IntoView + use<> {
    view! {
        <p class="hint" id="words-hint">{labels.words_hint.clone()}</p>
        <p class="hint script">{words.say("passages-keys-hint")}</p>
    }
}

fn datalist(words: &Language, tools: &Tools) -> impl IntoView + use<> {
    let options: Vec<_> = tools.codes.iter().map(|code| view! { <option value=path(words, code)></option> }).collect();
    view! { <datalist id="codes">{options}</datalist> }
}

fn round(words: &Language, base: &str, round: Option<&Round>) -> Option<impl IntoView + use<>> {
    let round = round?;
    let note = match (round.open, round.revealed) {
        (true, _) => "round-open",
        (false, true) => "round-revealed",
        (false, false) => "round-submitted",
    };
    let submit = round.open.then(|| {
        view! { <p><a class="button quiet" href=format!("{base}/rounds")>{words.say("round-submit-link")}</a></p> }
    });
    Some(view! {
        <section class="card round-here">
            <h2>{called(words, &round.name)}</h2>
            {progress(words, round)}
            <p class="hint">{words.say(note)}</p>
            {submit}
        </section>
    })
}

fn progress(words: &Language, round: &Round) -> impl IntoView + use<> {
    let values = [("coded", round.coded.to_string()), ("given", round.given.to_string())];
    let said = words.with("round-progress", &values);
    view! {
        <p id="progress">
            <progress max=round.given.to_string() value=round.coded.to_string() aria-label=said.clone()></progress> " " {said.clone()}
        </p>
    }
}

fn pages(words: &Language, address: &str, view: &View) -> Option<impl IntoView + use<>> {
    if view.pages < 2 {
        return None;
    }
    let query = view.filter.to_query();
    let query = if query.is_empty() { query } else { format!("{query}&") };
    let before = (view.page > 1).then(|| {
        let address = format!("{address}?{query}page={}", view.page - 1);
        view! { <a class="button quiet" rel="prev" href=address>{words.say("passages-before")}</a> }
    });
    let after = view.next.as_ref().map(|next| {
        let address = format!("{address}?{next}");
        view! { <a class="button quiet" id="next-page" rel="next" href=address>{words.say("passages-after")}</a> }
    });
    let values = [("page", view.page.to_string()), ("pages", view.pages.to_string())];
    let here = words.with("passages-page", &values);
    Some(view! { <nav class="pages" aria-label=words.say("passages-pages")>{before} <span>{here}</span> {after}</nav> })
}
