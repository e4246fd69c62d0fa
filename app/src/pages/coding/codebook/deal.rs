//! Which coding of a code that is split goes where.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::codebook::deal::{Held, Question, View};

use super::{chips, linked, of_code, to_tree};
use crate::components::form::tick;
use crate::language::Language;
use crate::pages::results::{text, visible};

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.with("split-title", &[("name", view.code.name.clone())]);
    super::page(around, &view.member, &title, |words| {
        let into: Vec<&str> = view.into.iter().map(|code| code.id.as_str()).collect();
        let questions: Vec<_> = view.questions.iter().map(|one| question(words, view, one)).collect();
        let total = words.with("deal-total", &[("count", view.total.to_string())]);
        let retire = words.with("deal-retire", &[("name", view.code.name.clone())]);
        view! {
            {to_tree(words, &view.member)}
            <h1>{title.clone()}</h1>
            <p>{linked(&view.member, &view.code)} " → " {chips(&view.into)}</p>
            <p>{total} " " {words.say("deal-lead")}</p>
            <form method="post" action=of_code(&view.member, &view.code, "/deal")>
                <input type="hidden" name="into" value=into.join(",") />
                <input type="hidden" name="page" value=view.page.to_string() />
                {questions}
                {tick("retire".to_owned(), "yes".to_owned(), retire, false)}
                <p class="hint">{words.say("deal-hint")}</p>
                <button>{words.say("deal-do")}</button>
            </form>
            {pages(words, view, &into)}
        }
    })
}

fn question(words: &Language, view: &View, one: &Question) -> impl IntoView + use<> {
    let asked = text(words, &one.question);
    let heading = if asked.is_empty() { text(words, &one.title) } else { asked };
    let facts = [text(words, &one.title), one.wave.clone()];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty() && *fact != heading).collect();
    let all = words.with("deal-all", &[("count", one.count.to_string())]);
    let (name, id) = (format!("question.{}", one.place), format!("q-{}", one.place.replace('.', "-")));
    let stay = words.with("deal-stay", &[("name", view.code.name.clone())]);
    let codings: Vec<_> = one.codings.iter().map(|held| coding(words, view, held)).collect();
    view! {
        <section class="card">
            <h2>{heading}</h2>
            <p class="hint">{facts.join(" · ")}</p>
            {choose(name, id, all, vec![(String::new(), stay)], view)}
            {codings}
        </section>
    }
}

fn coding(words: &Language, view: &View, held: &Held) -> impl IntoView + use<> {
    let shown = |said: &str| -> String { said.chars().map(visible).collect() };
    let (before, coded, after) = (shown(&held.words.0), shown(&held.words.1), shown(&held.words.2));
    let by = words.with("deal-by", &[("name", held.coder.clone())]);
    let speaker = (!held.speaker.is_empty()).then(|| format!("{} · ", held.speaker));
    let label = words.say("deal-one");
    let first = vec![
        (String::new(), words.say("deal-as-question")),
        ("stay".to_owned(), words.with("deal-stay", &[("name", view.code.name.clone())])),
    ];
    view! {
        <div class="dealing">
            <p class="excerpt" dir="auto">{before}<mark>{coded}</mark>{after}</p>
            <p class="hint">{speaker} " " {by}</p>
            {choose(format!("coding.{}", held.id), format!("c-{}", held.id), label, first, view)}
        </div>
    }
}

/// A list of the codes that the code becomes, after what stays as it is.
fn choose(
    name: String,
    id: String,
    label: String,
    mut options: Vec<(String, String)>,
    view: &View,
) -> impl IntoView + use<> {
    options.extend(view.into.iter().map(|code| (code.id.clone(), code.name.clone())));
    let options: Vec<_> =
        options.into_iter().map(|(value, label)| view! { <option value=value>{label}</option> }).collect();
    view! {
        <div class="field narrow">
            <label class="label" for=id.clone()>{label}</label>
            <select id=id name=name>{options}</select>
        </div>
    }
}

fn pages(words: &Language, view: &View, into: &[&str]) -> Option<impl IntoView + use<>> {
    if view.pages < 2 {
        return None;
    }
    let base = of_code(&view.member, &view.code, "/deal");
    let at = |page: usize| format!("{base}?into={}&page={page}", into.join(","));
    let before = (view.page > 1).then(|| view! { <a href=at(view.page - 1)>{words.say("words-before")}</a> });
    let after = (view.page < view.pages).then(|| view! { <a href=at(view.page + 1)>{words.say("words-after")}</a> });
    let here = words.with("words-page", &[("page", view.page.to_string()), ("pages", view.pages.to_string())]);
    Some(view! { <p class="row">{before} <span>{here}</span> {after}</p> })
}
