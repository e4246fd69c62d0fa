//! Texts for invitations and reminders, in every language that is offered.

use instruments::Audience;
use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::collections::Texts;
use server::store::links::Mode;

use super::super::instruments::{back, language_name};
use super::print::warning;
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Texts) -> String {
    let words = Language::of(&around.language);
    let own = format!("/studies/{}/collections/{}", view.study.id, view.collection.id);
    let bland = view.parsed.audience == Audience::Survivors;
    shell::page(around, "collections", &words.say("texts-title"), || {
        let sites: Vec<_> = (0..view.links.len()).map(|at| site(&words, view, at)).collect();
        view! {
            {back(own.clone(), view.parsed.title.get(&around.language).to_owned())}
            <h1>{words.say("texts-title")}</h1>
            {warning(view.here_only)}
            <p class="hint">{words.say("texts-hint")}</p>
            {bland.then(|| view! { <p class="notice">{words.say("texts-bland")}</p> })}
            {sites}
        }
    })
}

fn site(words: &Language, view: &Texts, at: usize) -> AnyView {
    let texts: Vec<_> = view
        .languages
        .iter()
        .flat_map(|tag| ["invitation", "reminder"].map(|kind| text(words, view, at, tag, kind)))
        .collect();
    let open = at == 0;
    let (link, site, _) = &view.links[at];
    // A site may have two links: one for anybody, one for those who have a code.
    let name = match link.mode {
        Mode::Code => words.with("texts-code", &[("site", site.clone())]),
        Mode::Shared => words.with("texts-shared", &[("site", site.clone())]),
        Mode::Open => site.clone(),
    };
    view! { <details open=open><summary>{name}</summary>{texts}</details> }.into_any()
}

fn text(words: &Language, view: &Texts, at: usize, tag: &str, kind: &str) -> AnyView {
    let id = format!("f-{kind}-{at}-{tag}");
    let label = format!("{} ({})", words.say(&format!("texts-{kind}")), language_name(words, tag));
    let (subject, body) = write(view, at, tag, kind);
    let rows = (body.lines().count() + body.len() / 90 + 1).to_string();
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <p>{words.say("texts-subject")} ": " <strong lang=tag.to_owned()>{subject}</strong></p>
            <textarea id=id rows=rows readonly lang=tag.to_owned()>{crate::islands::inside(&body)}</textarea>
        </div>
    }
    .into_any()
}

/// Subject and body in one language.
fn write(view: &Texts, at: usize, tag: &str, kind: &str) -> (String, String) {
    let language = Language::of(tag);
    let (link, _, address) = &view.links[at];
    let audience = match view.parsed.audience {
        Audience::Survivors => "survivors",
        Audience::Professionals => "professionals",
        Audience::Community => "community",
    };
    let values = [
        ("address", address.clone()),
        ("title", view.parsed.title.get(tag).to_owned()),
        ("minutes", view.parsed.minutes.to_string()),
        ("closes", view.collection.closes_on.as_deref().map_or("none".to_owned(), |day| language.day(day))),
    ];
    let subject = language.with(&format!("invitation-subject-{audience}"), &values);
    let body = language.with(&format!("{kind}-{audience}"), &values);
    let code = match link.mode {
        Mode::Open => String::new(),
        mode => format!("\n\n{}", language.say(&format!("invitation-{}", mode.name()))),
    };
    (subject, body + &code)
}
