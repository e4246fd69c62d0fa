//! Published versions, and what changed between two of them.

use instruments::Change;
use leptos::prelude::*;
use server::exchange::packet;
use server::http::staff::Around;
use server::http::staff::instruments::History;
use server::store::versions::Version;

use super::{back, language_name};
use crate::components::form::select;
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &History) -> String {
    let words = Language::of(&around.language);
    let own = format!("/studies/{}/instruments/{}", view.draft.study_id, view.draft.id);
    shell::page(around, "instruments", &words.say("versions-title"), || {
        let rows: Vec<_> = view.versions.iter().map(|version| row(&words, version)).collect();
        let compare = (!rows.is_empty()).then(|| comparison(&words, view, &own));
        let table = if rows.is_empty() {
            view! { <p>{words.say("versions-empty")}</p> }.into_any()
        } else {
            table(&words, rows)
        };
        view! {
            {back(own.clone(), view.title.clone())}
            <h1>{words.say("versions-title")}</h1>
            <p class="hint">{words.say("versions-hint")}</p>
            {table}
            {compare}
        }
    })
}

fn table(words: &Language, rows: Vec<AnyView>) -> AnyView {
    view! {
        <div class="scroll" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.say("version-number")}</th>
                        <th scope="col">{words.say("version-day")}</th>
                        <th scope="col">{words.say("instrument-languages")}</th>
                        <th scope="col">{words.say("version-hash")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(words: &Language, version: &Version) -> AnyView {
    let languages: Vec<String> = version.languages.0.iter().map(|tag| language_name(words, tag)).collect();
    view! {
        <tr>
            <th scope="row">{version.number}</th>
            <td>{version.published_on.clone()}</td>
            <td>{languages.join(", ")}</td>
            <td><code class="hash">{version.hash.clone()}</code></td>
        </tr>
    }
    .into_any()
}

fn comparison(words: &Language, view: &History, own: &str) -> impl IntoView + use<> {
    let name = |version: &Version| {
        (version.hash.clone(), words.with("version-name", &[("number", version.number.to_string())]))
    };
    let old: Vec<_> = view.versions.iter().map(name).collect();
    let mut new = vec![(String::new(), words.say("version-draft"))];
    new.extend(old.clone());
    let changes = view.changes.as_ref().map(|changes| list(words, changes));
    view! {
        <h2>{words.say("diff-title")}</h2>
        <form method="get" action=format!("{own}/versions") class="line">
            {select("old", words.say("diff-old"), old, view.old.as_deref().unwrap_or_default())}
            {select("new", words.say("diff-new"), new, view.new.as_deref().unwrap_or_default())}
            <button class="quiet">{words.say("diff-do")}</button>
        </form>
        {changes}
    }
}

fn list(words: &Language, changes: &[Change]) -> AnyView {
    if changes.is_empty() {
        return view! { <p>{words.say("diff-none")}</p> }.into_any();
    }
    let lines: Vec<_> = changes.iter().map(|change| line(words, change)).collect();
    view! { <ul class="findings">{lines}</ul> }.into_any()
}

fn line(words: &Language, change: &Change) -> AnyView {
    let class = words.say(&format!("change-{}", packet::name(&change.class)));
    let language = change.language.as_ref().map(|tag| format!(" ({})", language_name(words, tag)));
    let said = |key: &str, text: &str| {
        (!text.is_empty()).then(|| view! { <dt>{words.say(key)}</dt> <dd>{text.to_owned()}</dd> })
    };
    view! {
        <li>
            <span class="mark">{class}</span> " " <code>{change.key.clone()}</code> " " {language}
            <dl>{said("diff-before", &change.before)} {said("diff-after", &change.after)}</dl>
        </li>
    }
    .into_any()
}
