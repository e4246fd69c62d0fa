//! All releases, and the ledger of whom they count.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::releases::view::{Entry, List};
use server::store::releases::State;

use crate::components::table::{row, table};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &List) -> String {
    let words = Language::of(&around.language);
    let title = words.say("releases-title");
    let base = format!("/studies/{}/releases", view.member.study.id);
    shell::page(around, "releases", &title, || {
        let new = view.may_prepare.then(|| {
            view! { <p><a class="button" href=format!("{base}/new")>{words.say("release-new")}</a></p> }
        });
        let empty = view.releases.is_empty().then(|| view! { <p>{words.say("releases-empty")}</p> });
        let entries: Vec<_> = view.releases.iter().map(|one| entry(&words, &base, one)).collect();
        view! {
            <h1>{title.clone()}</h1>
            <p class="hint">{words.say("releases-note")}</p>
            {new}
            {empty}
            <ul class="cards">{entries}</ul>
            {ledger(&words, view)}
        }
    })
}

/// Where a release is on its way; of a draft also whether it was worked out.
pub(super) fn state(words: &Language, state: State, ready: bool) -> String {
    words.say(&format!("release-state-{}", if ready { "ready" } else { state.name() }))
}

fn entry(words: &Language, base: &str, entry: &Entry) -> impl IntoView + use<> {
    let release = &entry.release;
    let state = state(words, release.state, entry.ready);
    let values = [
        ("name", entry.made_by.clone()),
        ("day", release.made_on.clone()),
        ("by", entry.decided_by.clone()),
        ("on", release.decided_on.clone().unwrap_or_default()),
    ];
    let decided = release.decided_by.as_ref().map(|_| words.with("release-decided-by", &values));
    let invited = release.invited_by.as_ref().map(|_| {
        let values = [("name", entry.decided_by.clone()), ("inviter", entry.invited_by.clone())];
        words.with("release-invited-by", &values)
    });
    let number = release.position.map(|position| words.with("release-number", &[("number", position.to_string())]));
    view! {
        <li>
            <p><span class="mark">{state}</span> " " {number}</p>
            <p><a href=format!("{base}/{}", release.id)>{entry.title.clone()}</a></p>
            <p class="hint">{words.with("release-made-by", &values)} " " {decided} " " {invited}</p>
        </li>
    }
}

/// Whom the tables of all releases count: what a new one is planned beside.
fn ledger(words: &Language, view: &List) -> Option<impl IntoView + use<>> {
    let mut rows = Vec::new();
    for entry in view.releases.iter().filter(|entry| entry.release.state == State::Released) {
        let number = entry.release.position.unwrap_or_default().to_string();
        for basis in &entry.tables {
            for (name, people) in &basis.bases {
                let people = people.map_or_else(|| words.say("chart-hidden"), |people| people.to_string());
                let cells = [basis.about.clone(), name.clone(), people];
                rows.push(row(number.clone(), cells.into_iter().map(|cell| view! { {cell} }.into_any()).collect()));
            }
        }
    }
    let heads = ["ledger-release", "ledger-about", "ledger-row", "ledger-people"].map(|key| words.say(key)).to_vec();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h2>{words.say("ledger-title")}</h2>
                <p class="hint">{words.say("ledger-note")}</p>
                <details><summary>{words.say("ledger-open")}</summary>{table(words.say("ledger-title"), heads, rows)}</details>
            </section>
        }
    })
}
