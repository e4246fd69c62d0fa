//! Waves, sites and all collections of a study.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::collections::{Board, Offer, Row};
use server::store::waves::Wave;

use super::super::studies::waiting;
use crate::components::form::{select, tick};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Board) -> String {
    let words = Language::of(&around.language);
    shell::page(around, "collections", &words.say("collections-title"), || {
        let waves: Vec<_> = view.waves.iter().map(|one| wave(&words, view, one)).collect();
        let empty = waves.is_empty().then(|| view! { <p>{words.say("collections-empty")}</p> });
        let due = view.help_due.then(|| {
            let address = format!("/studies/{}/settings", view.study);
            view! { <p class="notice"><a href=address>{words.say("wave-help-due")}</a></p> }
        });
        let ready = view.may_run && !view.offers.is_empty() && !view.waves.is_empty();
        view! {
            <h1>{words.say("collections-title")}</h1>
            {due}
            {empty}
            {waves}
            {ready.then(|| prepare(&words, around, view))}
            {view.may_run.then(|| new_wave(&words, view))}
            {sites(&words, view)}
            {view.may_run.then(|| repeat(&words, view))}
        }
    })
}

fn wave(words: &Language, view: &Board, wave: &Wave) -> AnyView {
    let rows: Vec<_> = view
        .rows
        .iter()
        .filter(|row| row.collection.wave_id == wave.id)
        .map(|one| row(words, &view.study, one))
        .collect();
    let table = if rows.is_empty() { view! { <p>{words.say("wave-none")}</p> }.into_any() } else { table(words, rows) };
    view! {
        <section>
            <h2>{wave.name.clone()} " " <small class="hint">{words.with("wave-starts", &[("day", wave.starts_on.clone())])}</small></h2>
            {table}
            {view.may_run.then(|| change(words, &view.study, wave))}
        </section>
    }
    .into_any()
}

fn table(words: &Language, rows: Vec<AnyView>) -> AnyView {
    let heads = ["instrument", "collection-state", "collection-links", "collection-responses"];
    let heads: Vec<_> = heads.iter().map(|key| view! { <th scope="col">{words.say(key)}</th> }).collect();
    view! { <div class="scroll" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div> }
        .into_any()
}

fn row(words: &Language, study: &str, row: &Row) -> AnyView {
    let address = format!("/studies/{study}/collections/{}", row.collection.id);
    let rehearsal =
        row.collection.rehearsal.then(|| view! { " " <span class="mark">{words.say("rehearsal-mark")}</span> });
    let version = match row.number {
        0 => None,
        number => Some(words.with("collection-version", &[("number", number.to_string())])),
    };
    let waiting = row.waiting.then(|| waiting(words));
    view! {
        <tr>
            <th scope="row"><a href=address>{row.title.clone()}</a> " " {rehearsal} <br /> <span class="hint">{version}</span></th>
            <td>{words.say(&format!("state-{}", row.collection.state.name()))}</td>
            <td>{row.links}</td>
            <td>{row.responses} " " {waiting}</td>
        </tr>
    }
    .into_any()
}

fn dated(words: &Language, id: &str, name: &str, day: &str) -> impl IntoView + use<> {
    let (name_id, day_id) = (format!("f-name-{id}"), format!("f-day-{id}"));
    view! {
        <div class="pair">
            <div class="field">
                <label class="label" for=name_id.clone()>{words.say("wave-name")}</label>
                <input id=name_id name="name" type="text" value=name.to_owned() required autocomplete="off" />
            </div>
            <div class="field">
                <label class="label" for=day_id.clone()>{words.say("wave-day")}</label>
                <input id=day_id name="starts_on" type="date" value=day.to_owned() required />
            </div>
        </div>
    }
}

fn change(words: &Language, study: &str, wave: &Wave) -> impl IntoView + use<> {
    let own = format!("/studies/{study}/waves/{}", wave.id);
    view! {
        <details>
            <summary>{words.say("wave-change")}</summary>
            <form method="post" action=own.clone() class="narrow">
                {dated(words, &wave.id, &wave.name, &wave.starts_on)}
                <button class="quiet">{words.say("wave-save")}</button>
            </form>
            <form method="post" action=format!("{own}/clone") class="narrow">
                <h3>{words.say("wave-clone")}</h3>
                <p class="hint">{words.say("wave-clone-hint")}</p>
                {dated(words, &format!("next-{}", wave.id), "", "")}
                {tick("checked".into(), "on".into(), words.say("wave-help-checked"), false)}
                <button class="quiet">{words.say("wave-clone-do")}</button>
            </form>
        </details>
    }
}

fn new_wave(words: &Language, view: &Board) -> impl IntoView + use<> {
    view! {
        <h2>{words.say("wave-add")}</h2>
        <p class="hint">{words.say("wave-name-hint")}</p>
        <form method="post" action=format!("/studies/{}/waves", view.study) class="narrow">
            {dated(words, "new", "", "")}
            <button class="quiet">{words.say("wave-add")}</button>
        </form>
    }
}

fn prepare(words: &Language, around: &Around, view: &Board) -> impl IntoView + use<> {
    let offer = |offer: &Offer| match offer.newest {
        Some(_) => (offer.id.clone(), offer.title.clone()),
        None => (offer.id.clone(), words.with("offer-unpublished", &[("title", offer.title.clone())])),
    };
    // What can be asked for real comes first and is chosen.
    let mut offers: Vec<&Offer> = view.offers.iter().collect();
    offers.sort_by_key(|offer| offer.newest.is_none());
    let offers = offers.into_iter().map(offer).collect();
    let waves = view.waves.iter().map(|wave| (wave.id.clone(), wave.name.clone())).collect();
    let last = view.waves.last().map(|wave| wave.id.clone()).unwrap_or_default();
    let published = view.offers.iter().any(|offer| offer.newest.is_some());
    let purpose = if published { "real" } else { "rehearsal" };
    let purposes =
        ["real", "rehearsal"].map(|purpose| (purpose.to_owned(), words.say(&format!("collection-{purpose}"))));
    let sites: Vec<_> =
        view.sites.iter().map(|site| tick("site".into(), site.id.clone(), site.name.clone(), true)).collect();
    let sites = (!sites.is_empty())
        .then(|| view! { <fieldset><legend>{words.say("collection-sites")}</legend>{sites}</fieldset> });
    view! {
        <h2>{words.say("collection-new")}</h2>
        <p class="hint">{words.say("collection-new-hint")}</p>
        <form method="post" action=format!("/studies/{}/collections", view.study) class="narrow">
            {select("instrument", words.say("collection-instrument"), offers, &around.typed("instrument", ""))}
            {select("wave", words.say("collection-wave"), waves, &around.typed("wave", &last))}
            {select("purpose", words.say("collection-purpose"), purposes.to_vec(), &around.typed("purpose", purpose))}
            {sites}
            <button>{words.say("collection-add")}</button>
        </form>
    }
}

fn sites(words: &Language, view: &Board) -> impl IntoView + use<> {
    let list: Vec<_> = view.sites.iter().map(|site| site_line(words, view, &site.id, &site.name)).collect();
    let empty = list.is_empty().then(|| view! { <p>{words.say("sites-empty")}</p> });
    let add = view.may_run.then(|| {
        view! {
            <form method="post" action=format!("/studies/{}/sites", view.study) class="narrow">
                <div class="field">
                    <label class="label" for="f-names">{words.say("site-names")}</label>
                    <textarea id="f-names" name="names" rows="3" required></textarea>
                </div>
                <button class="quiet">{words.say("site-add")}</button>
            </form>
        }
    });
    view! {
        <h2>{words.say("sites-title")}</h2>
        <p class="hint">{words.say("sites-hint")}</p>
        {empty}
        <ul class="plain">{list}</ul>
        {add}
    }
}

fn site_line(words: &Language, view: &Board, id: &str, name: &str) -> AnyView {
    if !view.may_run {
        return view! { <li>{name.to_owned()}</li> }.into_any();
    }
    let field = format!("f-site-{id}");
    view! {
        <li>
            <form method="post" action=format!("/studies/{}/sites/{id}", view.study) class="line">
                <label class="sr" for=field.clone()>{words.say("site")}</label>
                <input id=field name="name" type="text" value=name.to_owned() required autocomplete="off" />
                <button class="quiet">{words.say("site-rename")}<span class="sr">": " {name.to_owned()}</span></button>
            </form>
        </li>
    }
    .into_any()
}

fn repeat(words: &Language, view: &Board) -> impl IntoView + use<> {
    view! {
        <h2>{words.say("clone-study-title")}</h2>
        <p class="hint">{words.say("clone-study-hint")}</p>
        <form method="post" action=format!("/studies/{}/clone", view.study) class="narrow">
            <div class="field">
                <label class="label" for="f-clone-name">{words.say("clone-study-name")}</label>
                <input id="f-clone-name" name="name" type="text" required autocomplete="off" />
            </div>
            {tick("checked".into(), "on".into(), words.say("wave-help-checked"), false)}
            <button class="quiet">{words.say("clone-study-do")}</button>
        </form>
    }
}
