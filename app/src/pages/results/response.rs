//! Who answered: one card for each collection, its sites against those invited.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::results::response::{Danger, Line, Response, SiteLine};
use server::store::imports::Brought;

use super::text;
use crate::components::table::{count, row, table};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Response) -> String {
    let words = Language::of(&around.language);
    let study = view.member.study.id.clone();
    shell::page(around, "results", &words.say("results-title"), || {
        let locked = view.member.keys.is_none().then(|| {
            let address = format!("/studies/{study}/unlock?next=/studies/{study}/results");
            view! { <p class="notice">{words.say("results-locked")} " " <a href=address>{words.say("results-unlock")}</a></p> }
        });
        let empty = view.collections.is_empty().then(|| view! { <p>{words.say("results-empty")}</p> });
        let unlocked = view.member.keys.is_some();
        let cards: Vec<_> = view.collections.iter().map(|line| card(&words, &study, line, unlocked)).collect();
        view! {
            <h1>{words.say("results-title")}</h1>
            {locked}
            {danger(&words, &study, view.danger)}
            {empty}
            {cards}
            {view.may_export.then(|| view! { <p><a class="button quiet" href=format!("/studies/{study}/results/analysis")>{words.say("analysis-title")}</a></p> })}
            {view.may_import.then(|| view! { <p><a class="button quiet" href=format!("/studies/{study}/import")>{words.say("import-title")}</a></p> })}
        }
    })
}

/// How many are marked, and that nobody but a reader finds those that are not.
fn danger(words: &Language, study: &str, found: Option<Danger>) -> Option<impl IntoView + use<>> {
    let address = format!("/studies/{study}/results/danger");
    found.map(|found| {
        let text = match found.marked {
            0 => words.say("danger-none"),
            _ => words.with("danger-open", &[("count", found.open.to_string())]),
        };
        view! { <p><a href=address>{text}</a> ". " {words.say("danger-unread")} " " {words.say("danger-where")}</p> }
    })
}

fn card(words: &Language, study: &str, line: &Line, unlocked: bool) -> impl IntoView + use<> {
    let name = words.with("collection-name", &[("title", text(words, &line.title)), ("wave", line.wave.clone())]);
    let heading = match unlocked {
        true => view! { <a href=format!("/studies/{study}/results/{}", line.id)>{name.clone()}</a> }.into_any(),
        false => view! { {name.clone()} }.into_any(),
    };
    let rehearsal = line.rehearsal.then(|| view! { <p class="notice">{words.say("results-rehearsal")}</p> });
    let waiting = line.waiting.then(|| view! { <p>{words.say("results-waiting")}</p> });
    let heads = ["response-site", "response-answered", "response-invited", "response-rate"].map(|key| words.say(key));
    let mut rows: Vec<AnyView> = line.sites.iter().map(|site| site_row(words, site, line.smallest)).collect();
    rows.push(site_row(words, &all(words, line), line.smallest));
    let state = words.say(if line.open { "response-open" } else { "response-closed" });
    view! {
        <section class="card">
            <h2>{heading}</h2>
            {rehearsal}
            <p>{words.with("response-total", &[("count", line.answered.to_string())])} " · " {state}</p>
            {waiting}
            {brought(words, &line.imports)}
            {table(name, heads.to_vec(), rows)}
        </section>
    }
}

/// The files that answers came from, by name and day.
pub(super) fn brought(words: &Language, imports: &[Brought]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = imports
        .iter()
        .map(|import| {
            let values = [
                ("file", import.file.clone()),
                ("day", import.imported_on.clone()),
                ("count", import.responses.to_string()),
            ];
            view! { <li>{words.with("results-brought", &values)}</li> }
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <ul class="plain brought">{lines}</ul> })
}

/// All sites together.
fn all(words: &Language, line: &Line) -> SiteLine {
    SiteLine { name: words.say("response-all"), answered: line.answered, invited: line.invited }
}

fn site_row(words: &Language, site: &SiteLine, smallest: i64) -> AnyView {
    let answered = usize::try_from(site.answered).unwrap_or_default();
    let invited = site.invited.map_or_else(|| words.say("response-not-known"), |invited| invited.to_string());
    let rate = match site.invited {
        Some(invited) if invited > 0 => {
            let percent = format!("{:.0}", site.answered as f64 / invited as f64 * 100.0);
            words.with("figure-percent", &[("percent", percent)])
        }
        _ => words.say("response-not-known"),
    };
    let doubt = site.invited.is_some_and(|invited| site.answered > invited);
    let doubt = doubt.then(|| view! { <br /><strong>{words.say("response-above")}</strong> });
    let cells =
        vec![count(words, answered, smallest), view! { {invited} }.into_any(), view! { {rate} " " {doubt} }.into_any()];
    row(site.name.clone(), cells)
}
