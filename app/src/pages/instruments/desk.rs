//! The desk of one instrument: how far it is, what the check finds, and all that can be done with it.

use instruments::Problem;
use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::instruments::Desk;
use server::publishing::Readiness;
use server::store::reviews::Review;

use super::{audience, back, file_form, language_name};
use crate::components::form::{Field, sure_button, tick};
use crate::components::problems;
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Desk) -> String {
    let words = Language::of(&around.language);
    let base = format!("/studies/{}/instruments", view.draft.study_id);
    let own = format!("{base}/{}", view.draft.id);
    let title = view.parsed.as_ref().map_or(view.draft.name.as_str(), |parsed| parsed.title.get(&around.language));
    shell::page(around, "instruments", title, || {
        view! {
            {back(base, words.say("instruments-title"))}
            <h1>{title.to_owned()}</h1>
            {summary(&words, view)}
            {view.parsed.is_some().then(|| looks(&words, view, &own))}
            {findings(&words, &view.problems, &own)}
            {languages(&words, view, &own)}
            {view.may_design.then(|| signing(&words, around, view, &own))}
            {view.may_publish.then(|| publishing(&words, view, &own))}
            {files(&words, view, &own)}
        }
    })
}

fn summary(words: &Language, view: &Desk) -> impl IntoView + use<> {
    let asked = view.parsed.as_ref().map(|parsed| audience(words, parsed.audience));
    let minutes =
        view.parsed.as_ref().map(|parsed| words.with("instrument-minutes", &[("minutes", parsed.minutes.to_string())]));
    let state = match view.versions.first() {
        None => words.say("version-none"),
        Some(version) if view.published => words.with("version-current", &[("number", version.number.to_string())]),
        Some(version) => words.with("version-behind", &[("number", version.number.to_string())]),
    };
    let paraphrase = view.parsed.as_ref().and_then(|parsed| parsed.wording.as_ref()).map(|wording| {
        let official = wording.source == instruments::WordingSource::Official;
        let text = words.say(if official { "wording-official" } else { "wording-paraphrase" });
        view! { <p class="notice">{text} " " {wording.acknowledgement.get(&words.0).to_owned()}</p> }
    });
    view! {
        <p class="facts">{asked} " · " {minutes} " · " {state} " · " <code>{view.draft.name.clone()}</code></p>
        {paraphrase}
    }
}

fn looks(words: &Language, view: &Desk, own: &str) -> impl IntoView + use<> {
    let entries = [("preview", "look-preview"), ("versions", "look-versions")];
    let mut links: Vec<_> = entries.iter().map(|(part, key)| (format!("{own}/{part}"), words.say(key))).collect();
    if view.may_design {
        links.insert(0, (format!("{own}/words"), words.say("look-words")));
    }
    let links: Vec<_> =
        links.into_iter().map(|(address, label)| view! { <a class="button quiet" href=address>{label}</a> }).collect();
    view! { <p class="actions">{links}</p> }
}

fn findings(words: &Language, found: &[Problem], own: &str) -> impl IntoView + use<> {
    let serious = found.iter().filter(|problem| problem.serious).count();
    let counts = [("serious", serious.to_string()), ("advice", (found.len() - serious).to_string())];
    let said = if found.is_empty() { words.say("findings-none") } else { words.with("findings-count", &counts) };
    let list = (!found.is_empty()).then(|| {
        view! { <details open=serious != 0><summary>{words.say("findings-show")}</summary>{problems::list(words, found, own)}</details> }
    });
    view! { <h2>{words.say("findings-title")}</h2> <p>{said}</p> {list} }
}

fn languages(words: &Language, view: &Desk, own: &str) -> impl IntoView + use<> {
    let rows: Vec<_> =
        view.readiness.iter().enumerate().map(|(at, one)| row(words, one, at == 0, view.may_design, own)).collect();
    let add = view.may_design.then(|| {
        view! {
            <form method="post" action=format!("{own}/language") class="line">
                {Field::text("language", words.say("language-tag")).id("f-add-language").hint(words.say("language-tag-hint")).view()}
                <button class="quiet">{words.say("language-add")}</button>
            </form>
        }
    });
    view! {
        <h2 id="languages">{words.say("languages-title")}</h2>
        <div class="scroll" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.say("language")}</th>
                        <th scope="col">{words.say("language-words")}</th>
                        <th scope="col">{words.say("language-interface")}</th>
                        <th scope="col">{words.say("language-review")}</th>
                        <th scope="col">{words.say("language-files")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {add}
    }
}

fn row(words: &Language, one: &Readiness, first: bool, may_design: bool, own: &str) -> impl IntoView + use<> {
    let missing = |count: usize| match count {
        0 => words.say("words-complete"),
        count => words.with("words-missing", &[("count", count.to_string())]),
    };
    let tag = &one.language;
    let packet = view! {
        <a href=format!("{own}/packet/{tag}")>{words.say("file-packet")}</a>
        " · "
        <a href=format!("{own}/paper/{tag}")>{words.say("paper-link")}</a>
    }
    .into_any();
    let edit =
        may_design.then(|| view! { <a href=format!("{own}/words?language={tag}")>{words.say("file-words")}</a> " · " });
    let sheet = (may_design && !first).then(|| sheet(words, own, tag));
    view! {
        <tr>
            <th scope="row">{language_name(words, tag)} <br /> <code>{tag.clone()}</code></th>
            <td>{missing(one.words)}</td>
            <td>{missing(one.interface)}</td>
            <td>{signed(words, &one.review, &one.interface_review)}</td>
            <td>{edit} " " {packet} " " {sheet}</td>
        </tr>
    }
}

fn signed(words: &Language, own: &Option<Review>, interface: &Option<Review>) -> String {
    match (own, interface) {
        (Some(review), Some(_)) => {
            words.with("review-by", &[("name", review.reviewer.clone()), ("day", review.reviewed_on.clone())])
        }
        _ => words.say("review-none"),
    }
}

fn sheet(words: &Language, own: &str, tag: &str) -> impl IntoView + use<> {
    let id = format!("f-sheet-{tag}");
    let action = format!("{own}/sheet/{tag}");
    view! {
        " · " <a href=action.clone()>{words.say("file-sheet")}</a>
        <form method="post" action=action enctype="multipart/form-data" class="line">
            <label class="sr" for=id.clone()>{words.with("sheet-back", &[("language", tag.to_owned())])}</label>
            <input type="file" id=id name="file" accept=".xlsx" required />
            <button class="quiet">{words.say("sheet-back-do")}</button>
        </form>
    }
}

fn signing(words: &Language, around: &Around, view: &Desk, own: &str) -> Option<impl IntoView + use<>> {
    let signed = |one: &&Readiness| one.review.is_some() && one.interface_review.is_some();
    let open: Vec<_> =
        view.readiness.iter().filter(|one| !signed(one) && one.words == 0 && one.interface == 0).collect();
    let options: Vec<_> = open.iter().map(|one| (one.language.clone(), language_name(words, &one.language))).collect();
    let name = around.typed("reviewer", around.person.as_deref().unwrap_or_default());
    (!options.is_empty()).then(|| {
        view! {
            <h2 id="sign">{words.say("sign-title")}</h2>
            <p class="hint">{words.say("sign-hint")}</p>
            <form method="post" action=format!("{own}/sign") class="narrow">
                {crate::components::form::select("language", words.say("language"), options, "")}
                {Field::text("reviewer", words.say("sign-name")).value(name).view()}
                {tick("read".into(), "on".into(), words.say("sign-read"), false)}
                <button>{words.say("sign-do")}</button>
            </form>
        }
    })
}

fn publishing(words: &Language, view: &Desk, own: &str) -> impl IntoView + use<> {
    let ready: Vec<_> = view.readiness.iter().map(|one| publish_choice(words, one)).collect();
    let holder = view.second_holder_missing.then(|| {
        let people = format!("/studies/{}/settings#holder", view.draft.study_id);
        view! { <p class="problem">{words.say("publish-holder-missing")} " " <a href=people>{words.say("publish-holder-where")}</a></p> }
    });
    let changed = (!view.versions.is_empty() && !view.published).then(|| {
        view! { <p><a href=format!("{own}/versions")>{words.say("publish-changes")}</a></p> }
    });
    view! {
        <h2>{words.say("publish-title")}</h2>
        <p class="hint">{words.say("publish-hint")}</p>
        {holder}
        {changed}
        <form method="post" action=format!("{own}/publish") class="narrow">
            <input type="hidden" name="hash" value=instruments::hash(&view.draft.draft) />
            <fieldset><legend>{words.say("publish-languages")}</legend>{ready}</fieldset>
            <button>{words.say("publish-do")}</button>
        </form>
    }
}

fn publish_choice(words: &Language, one: &Readiness) -> impl IntoView + use<> {
    let name = language_name(words, &one.language);
    let label = if one.ready() { name } else { words.with("publish-not-ready", &[("language", name)]) };
    tick("language".into(), one.language.clone(), label, one.ready())
}

fn files(words: &Language, view: &Desk, own: &str) -> impl IntoView + use<> {
    let wording = view.parsed.as_ref().is_some_and(|parsed| parsed.wording.is_some());
    let change = view.may_design.then(|| {
        let overlay = wording.then(|| {
            view! {
                <h3>{words.say("overlay-title")}</h3>
                <p class="hint">{words.say("overlay-hint")}</p>
                {file_form(format!("{own}/overlay"), "f-overlay", words.say("overlay-file"), ".toml", words.say("overlay-do"))}
            }
        });
        let remove = view.versions.is_empty().then(|| {
            let name = &view.draft.name;
            let sure = words.with("instrument-remove-sure", &[("name", name.clone())]);
            sure_button(format!("{own}/remove"), words.say("instrument-remove"), name, sure)
        });
        view! {
            {file_form(format!("{own}/toml"), "f-toml", words.say("toml-file"), ".toml", words.say("toml-replace"))}
            {overlay}
            {remove}
        }
    });
    view! {
        <h2>{words.say("toml-title")}</h2>
        <p class="hint">{words.say("toml-hint")}</p>
        <p><a href=format!("{own}/toml")>{words.say("toml-download")}</a></p>
        {change}
    }
}
