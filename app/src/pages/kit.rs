//! The recovery kit after the first start: a drill, a new kit, and its sheets to print.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::kit::{self, Kept, NewKit};
use server::http::staff::sign_in::KitSheet;
use server::seal::alphabet;
use server::seal::sheets::Sheet;

use super::StaffPages;
use super::sign_in::{kit_fields, kit_sheet};
use crate::components::days::days;
use crate::components::form::{Field, tick};
use crate::language::Language;
use crate::shell;

impl kit::Pages for StaffPages {
    fn kept_kit(&self, around: &Around, view: &Kept) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("kept-kit-title"), || {
            view! {
                <p><a href="/installation">"‹ " {words.say("everybody-title")}</a></p>
                <h1>{words.say("kept-kit-title")}</h1>
                <p>{words.say("kept-kit-lead")}</p>
                {opened(&words, around)}
                {state(&words, view)}
                <h2 id="drill">{words.say("drill-title")}</h2>
                {drill(&words, around)}
                <h2 id="renew">{words.say("renew-kit-title")}</h2>
                {renew(&words, around, view)}
            }
        })
    }

    fn new_kit(&self, around: &Around, view: &NewKit) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("new-kit-title"), || paper(&words, view, &RENEWED))
    }
}

/// A kit on its way to paper: where its end is typed back, and with which words.
pub(super) struct Way {
    /// Where the form goes.
    pub action: &'static str,
    /// Over three sheets; one sheet has its own.
    pub title: &'static str,
    /// Before what is typed back.
    pub hint: &'static str,
    /// On the button.
    pub button: &'static str,
}

const RENEWED: Way =
    Way { action: "/installation/kit/new", title: "new-kit-title", hint: "new-kit-hint", button: "new-kit-do" };

/// The sheets of a kit, and the form that takes what stands last on them.
pub(super) fn paper(words: &Language, view: &NewKit, way: &'static Way) -> AnyView {
    match view.sheets.is_empty() {
        true => one_sheet(words, &view.kit, way).into_any(),
        false => three_sheets(words, view, way).into_any(),
    }
}

/// What a drill opened, shown once.
fn opened(words: &Language, around: &Around) -> Option<impl IntoView + use<>> {
    let values = ["studies", "keys", "answers"].map(|name| (name, around.typed(name, "")));
    if !around.again.code.is_empty() || values.iter().any(|(_, value)| value.is_empty()) {
        return None;
    }
    let steps = items(words, &["drill-after-back", "drill-after-backup"]);
    Some(view! {
        <section class="notice" role="status">
            <h2>{words.say("drill-opened-title")}</h2>
            <p>{words.with("drill-opened", &values)}</p>
            <ul>{steps}</ul>
        </section>
    })
}

/// In how many sheets, since when, and when it was tried last.
fn state(words: &Language, view: &Kept) -> impl IntoView + use<> {
    let day = |day: Option<&str>| day.unwrap_or("none").to_owned();
    let printed = &view.printed;
    let values = [("sheets", printed.sheets.to_string()), ("day", day(printed.made_on.as_deref()))];
    let drilled = [("day", day(printed.drilled_on.as_deref()))];
    let due = view.due.then(|| view! { <p class="notice">{words.say("drill-due")}</p> });
    let older = view.renewed_on.clone();
    let older = older.map(|day| view! { <p>{days(words.with("kept-kit-older", &[("day", day)]))}</p> });
    view! {
        {due}
        <p>{days(words.with("kept-kit-printed", &values))} " " {days(words.with("kept-kit-drilled", &drilled))}</p>
        {older}
    }
}

fn drill(words: &Language, around: &Around) -> impl IntoView + use<> {
    let steps = items(words, &["drill-step-fetch", "drill-step-type", "drill-step-look"]);
    view! {
        <p>{words.say("drill-lead")}</p>
        <ol>{steps}</ol>
        <form method="post" action="/installation/kit/drill" class="narrow" autocomplete="off">
            {kit_fields(words, around, "drill", true)}
            <button>{words.say("drill-do")}</button>
        </form>
    }
}

fn renew(words: &Language, around: &Around, view: &Kept) -> impl IntoView + use<> {
    let parts = items(words, &["renew-kit-old", "renew-kit-new", "renew-kit-backups", "renew-kit-people"]);
    let form = match view.asks_second {
        true => {
            view! { <p><a href="/account/confirm?next=%2Finstallation%2Fkit">{words.say("renew-kit-confirm")}</a></p> }
                .into_any()
        }
        false => renew_form(words, around, view).into_any(),
    };
    view! {
        <p>{words.say("renew-kit-lead")}</p>
        <ul>{parts}</ul>
        {form}
    }
}

fn renew_form(words: &Language, around: &Around, view: &Kept) -> impl IntoView + use<> {
    let chosen = around.typed("sheets", &view.printed.sheets.to_string());
    view! {
        <form method="post" action="/installation/kit/renew" class="narrow" autocomplete="off">
            {shapes(words, &chosen)}
            <p>{words.say("renew-kit-typed")}</p>
            {kit_fields(words, around, "renew", false)}
            {Field::passphrase("passphrase", words.say("passphrase"), "current-password").view()}
            {tick("sure".into(), "on".into(), words.say("renew-kit-sure"), false)}
            <button>{words.say("renew-kit-do")}</button>
        </form>
    }
}

/// On how many sheets a kit is printed.
pub(super) fn shapes(words: &Language, chosen: &str) -> impl IntoView + use<> {
    let shapes: Vec<_> = ["1", "3"].into_iter().map(|sheets| shape(words, sheets, chosen == sheets)).collect();
    view! {
        <fieldset>
            <legend>{words.say("renew-kit-sheets")}</legend>
            {shapes}
        </fieldset>
    }
}

fn shape(words: &Language, sheets: &'static str, chosen: bool) -> impl IntoView + use<> {
    view! {
        <label class="choice">
            <input type="radio" name="sheets" value=sheets checked=chosen />
            <span>{words.say(&format!("renew-kit-sheets-{sheets}"))}</span>
        </label>
    }
}

fn items(words: &Language, keys: &[&str]) -> Vec<AnyView> {
    keys.iter().map(|key| view! { <li>{words.say(key)}</li> }.into_any()).collect()
}

fn one_sheet(words: &Language, kit: &KitSheet, way: &'static Way) -> impl IntoView + use<> {
    let place = kit.blocks.len().to_string();
    let last = Field::text("last-block", words.with("kit-last-block", &[("place", place)]));
    view! {
        {kit_sheet(words, kit)}
        <p class="no-print">{words.say("kit-print")}</p>
        <form method="post" action=way.action class="narrow no-print" autocomplete="off">
            {last.hint(words.say(way.hint)).view()}
            <button>{words.say(way.button)}</button>
        </form>
    }
}

fn three_sheets(words: &Language, view: &NewKit, way: &'static Way) -> impl IntoView + use<> {
    let sheets: Vec<_> = view.sheets.iter().map(|one| sheet(words, one, &view.kit)).collect();
    let fields: Vec<_> = view.sheets.iter().map(|one| last_line(words, one.number)).collect();
    view! {
        <h1 class="no-print">{words.say(way.title)}</h1>
        <p class="no-print">{words.say("sheets-lead")}</p>
        {sheets}
        <form method="post" action=way.action class="narrow no-print" autocomplete="off">
            <p>{words.say(way.hint)}</p>
            {fields}
            <button>{words.say(way.button)}</button>
        </form>
    }
}

/// One of three, on a page of its own when it is printed.
fn sheet(words: &Language, one: &Sheet, kit: &KitSheet) -> impl IntoView + use<> {
    let lines: Vec<_> =
        one.lines.iter().map(|line| view! { <li><span>{alphabet::group(line, 4)}</span></li> }).collect();
    let of = words.with("kit-of", &[("address", kit.address.clone()), ("day", kit.day.clone())]);
    view! {
        <section class="share">
            <h2>{words.with("sheet-title", &[("number", one.number.to_string())])}</h2>
            <p>{words.say("sheet-lead")}</p>
            <ol class="kit lines">{lines}</ol>
            <p>{days(of)}</p>
            <p>{words.say("sheet-use")}</p>
            <p>{words.say("sheet-keeper")}</p>
        </section>
    }
}

fn last_line(words: &Language, number: u8) -> impl IntoView + use<> {
    let label = words.with("sheet-last-line", &[("number", number.to_string())]);
    Field::text(format!("last-line-{number}"), label).view()
}
