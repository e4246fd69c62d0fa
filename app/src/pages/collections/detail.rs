//! One collection: whether it is open, its links, what respondents meet.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::collections::{Detail, LinkRow};
use server::store::collections::State;
use server::store::links::Mode;

use super::super::instruments::{audience, back};
use super::print::bare;
use super::settings;
use crate::components::form::{Field, button, select, tick};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Detail) -> String {
    let words = Language::of(&around.language);
    let all = format!("/studies/{}/collections", view.collection.study_id);
    let own = format!("{all}/{}", view.collection.id);
    let title = view.parsed.title.get(&around.language).to_owned();
    shell::page(around, "collections", &title, || {
        view! {
            {back(all, words.say("collections-title"))}
            <h1>{title.clone()}</h1>
            {summary(&words, view)}
            {view.may_run.then(|| also(&words, view, &own))}
            {opening(&words, view, &own)}
            {links(&words, view, &own)}
            {view.may_run.then(|| settings::form(&words, view, &own))}
        }
    })
}

fn summary(words: &Language, view: &Detail) -> impl IntoView + use<> {
    let wave = view.wave.as_ref().map(|wave| wave.name.clone());
    let version = match view.version.number {
        0 => words.with("collection-draft", &[("day", view.version.published_on.clone())]),
        number => words.with("collection-version", &[("number", number.to_string())]),
    };
    let rehearsal = view
        .collection
        .rehearsal
        .then(|| view! { <span class="mark">{words.say("collection-rehearsal")}</span> " · " });
    view! { <p class="facts">{rehearsal} " " {wave} " · " {audience(words, view.parsed.audience)} " · " {version}</p> }
}

fn also(words: &Language, view: &Detail, own: &str) -> impl IntoView + use<> {
    let roster = view.collection.settings.roster.then(|| {
        view! { <a class="button quiet" href=format!("{own}/roster")>{words.say("roster-link")}</a> }
    });
    let texts = (!view.links.is_empty()).then(|| {
        view! { <a class="button quiet" href=format!("{own}/texts")>{words.say("texts-link")}</a> }
    });
    let languages = view.parsed.languages.iter();
    let paper: Vec<_> = languages
        .map(|tag| view! { <a class="button quiet" href=format!("{own}/paper/{tag}")>{words.say("paper-link")} " (" {tag.clone()} ")"</a> })
        .collect();
    let keying = view.collection.settings.paper.then(|| {
        view! { <a class="button quiet" href=format!("{own}/key")>{words.say("keying-link")}</a> }
    });
    view! { <p class="actions">{texts} {paper} {keying} {roster}</p> }
}

fn opening(words: &Language, view: &Detail, own: &str) -> impl IntoView + use<> {
    let now = words.say(if view.takes_answers { "open-now" } else { "open-not" });
    let until = view.collection.closes_on.as_ref().map(|day| words.with("open-until", &[("day", day.clone())]));
    let waiting = view.waiting.then(|| view! { <p class="notice">{words.say("answers-waiting-hint")}</p> });
    let verbs = view.may_run.then(|| verbs(words, view, own));
    view! {
        <h2>{words.say("open-title")}</h2>
        <p>{now} " " {until}</p>
        {waiting}
        {verbs}
    }
}

fn verbs(words: &Language, view: &Detail, own: &str) -> impl IntoView + use<> {
    let open = view.collection.state == State::Open;
    let (action, label) = if open { ("extend", "extend-do") } else { ("open", "open-do") };
    let day = view.collection.closes_on.clone().unwrap_or_default();
    let close = open.then(|| {
        view! { <p class="hint">{words.say("close-hint")}</p> {button(format!("{own}/close"), words.say("close-do"), "", &[])} }
    });
    let late = (view.waiting && view.collection.state == State::Closed).then(|| stragglers(words, own));
    let newer = view.newer.as_ref().map(|newer| {
        let number = [("number", newer.number.to_string())];
        view! {
            <p>{words.with("version-newer", &number)}</p>
            {button(format!("{own}/version"), words.with("version-use", &number), "", &[("hash", newer.hash.as_str())])}
        }
    });
    view! {
        <form method="post" action=format!("{own}/{action}") class="line">
            {Field::date("closes_on", words.say("open-day")).value(day).optional().view()}
            <button>{words.say(label)}</button>
        </form>
        {close}
        {late}
        {newer}
    }
}

fn stragglers(words: &Language, own: &str) -> impl IntoView + use<> {
    view! {
        <details>
            <summary>{words.say("stragglers-title")}</summary>
            <form method="post" action=format!("{own}/stragglers") class="narrow">
                <p class="problem">{words.say("stragglers-hint")}</p>
                {tick("warned".into(), "on".into(), words.say("stragglers-warned"), false)}
                <button class="quiet">{words.say("stragglers-do")}</button>
            </form>
        </details>
    }
}

fn links(words: &Language, view: &Detail, own: &str) -> impl IntoView + use<> {
    let rows: Vec<_> = view.links.iter().map(|row| link(words, row, view.may_run, own)).collect();
    let heads = ["site", "link-address", "link-invited", "link-responses", "link-print"];
    let heads: Vec<_> = heads.iter().map(|key| view! { <th scope="col">{words.say(key)}</th> }).collect();
    let table = (!rows.is_empty()).then(|| {
        view! { <div class="scroll" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div> }
    });
    let add = (view.may_run && !view.sites.is_empty()).then(|| add(words, view, own));
    view! {
        <h2>{words.say("links-title")}</h2>
        <p class="hint">{words.say("links-hint")}</p>
        {table}
        {add}
    }
}

fn link(words: &Language, row: &LinkRow, may_run: bool, own: &str) -> impl IntoView + use<> {
    let base = format!("{own}/links/{}", row.link.word);
    let invited =
        if may_run { invited(words, row, &base).into_any() } else { known(words, row.link.invited).into_any() };
    let printed = may_run.then(|| printing(words, row, &base));
    view! {
        <tr>
            <th scope="row">{row.site.clone()}</th>
            <td><code>{bare(&row.address)}</code> <br /> <span class="hint">{words.say(&format!("mode-{}", row.link.mode.name()))}</span></td>
            <td>{invited}</td>
            <td>{row.responses}</td>
            <td>{printed}</td>
        </tr>
    }
}

fn known(words: &Language, invited: Option<i64>) -> String {
    invited.map_or_else(|| words.say("link-invited-unknown"), |number| number.to_string())
}

fn invited(words: &Language, row: &LinkRow, base: &str) -> impl IntoView + use<> {
    let id = format!("f-invited-{}", row.link.word);
    let number = row.link.invited.map(|number| number.to_string()).unwrap_or_default();
    let unknown =
        row.link.invited.is_none().then(|| view! { <span class="hint">{words.say("link-invited-unknown")}</span> });
    view! {
        {unknown}
        <form method="post" action=base.to_owned() class="line">
            <label class="sr" for=id.clone()>{words.with("link-invited-label", &[("word", row.link.word.clone())])}</label>
            <input class="few" id=id name="invited" type="number" min="0" value=number autocomplete="off" />
            <button class="quiet">{words.say("link-invited-save")}<span class="sr">": " {row.link.word.clone()}</span></button>
        </form>
    }
}

fn printing(words: &Language, row: &LinkRow, base: &str) -> impl IntoView + use<> {
    let codes = (row.link.mode == Mode::Code).then(|| {
        let id = format!("f-codes-{}", row.link.word);
        view! {
            <p class="hint">{words.say("link-codes")} ": " {words.with("link-codes-made", &[("count", row.codes.to_string())])}</p>
            <form method="post" action=format!("{base}/codes") class="line">
                <label class="sr" for=id.clone()>{words.with("link-codes-count", &[("word", row.link.word.clone())])}</label>
                <input class="few" id=id name="count" type="number" min="1" max="500" value="20" />
                <button class="quiet">{words.say("link-codes-do")}</button>
            </form>
        }
    });
    let shared = (row.link.mode == Mode::Shared).then(|| {
        let verb = if row.codes > 0 { "shared-code-anew" } else { "shared-code-do" };
        view! {
            <p class="hint">{words.say("shared-code-about")}</p>
            <form method="post" action=format!("{base}/codes") class="line">
                <button class="quiet">{words.say(verb)}<span class="sr">": " {row.link.word.clone()}</span></button>
            </form>
        }
    });
    view! {
        <a href=format!("{base}/poster")>{words.say("link-poster")}<span class="sr">": " {row.site.clone()}</span></a> " · "
        <a href=format!("{base}/qr.svg")>{words.say("link-qr")}<span class="sr">": " {row.site.clone()}</span></a>
        {codes}
        {shared}
    }
}

fn add(words: &Language, view: &Detail, own: &str) -> impl IntoView + use<> {
    let sites = view.sites.iter().map(|site| (site.id.clone(), site.name.clone())).collect();
    let modes = ["open", "shared", "code"].map(|mode| (mode.to_owned(), words.say(&format!("mode-{mode}"))));
    view! {
        <h3>{words.say("link-add")}</h3>
        <form method="post" action=format!("{own}/links") class="line">
            {select("site", words.say("site"), sites, "")}
            {select("mode", words.say("link-mode"), modes.to_vec(), "open")}
            {Field::number("invited", words.say("link-invited")).optional().view()}
            <button class="quiet">{words.say("link-add-do")}</button>
        </form>
    }
}
