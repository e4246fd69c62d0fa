//! Data for analysis: which instrument, which waves, for which program; and the passphrase once more.

use leptos::prelude::*;
use server::exchange::analysis::Format;
use server::http::staff::Around;
use server::http::staff::results::analysis::View;

use super::super::taking;
use crate::components::form::{Field, select, tick};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let study = &view.member.study.id;
    shell::page(around, "results", &words.say("analysis-title"), || {
        let body = match view.waves.is_empty() {
            true => view! { <p>{words.say("analysis-empty")}</p> }.into_any(),
            false => view! { {other(&words, view)} {form(&words, around, view)} }.into_any(),
        };
        view! {
            <p><a href=format!("/studies/{study}/results")>{words.say("results-back")}</a></p>
            <h1>{words.say("analysis-title")}</h1>
            <p class="notice">{words.say("analysis-warning")}</p>
            <p>{words.say("analysis-lead")}</p>
            {taking::told(&words, &view.word)}
            {waits(view).then(|| view! { <p>{words.say("analysis-waits")}</p> })}
            {body}
        }
    })
}

/// Whether somebody else's word is still needed: until it is there only what holds no answers is offered.
fn waits(view: &View) -> bool {
    view.word.is_missing()
}

/// Another instrument, where there are several.
fn other(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let choices = view.instruments.clone();
    (choices.len() > 1).then(|| {
        view! {
            <form method="get" class="row">
                {select("instrument", words.say("analysis-instrument"), choices, &view.instrument)}
                <button class="quiet">{words.say("filter-do")}</button>
            </form>
        }
    })
}

fn form(words: &Language, around: &Around, view: &View) -> impl IntoView + use<> {
    let action = format!("/studies/{}/results/analysis", view.member.study.id);
    let refused = around.again.fields.get("instrument") == view.instrument;
    let chosen = |id: &str| !refused || around.again.fields.all("wave").any(|wave| wave == id);
    let waves: Vec<_> =
        view.waves.iter().map(|(id, name)| tick("wave".to_owned(), id.clone(), name.clone(), chosen(id))).collect();
    let format = |format: Format| (format.name().to_owned(), words.say(&format!("analysis-format-{}", format.name())));
    let offered = |format: &Format| !waits(view) || matches!(format, Format::Ddi);
    let formats = Format::ALL.into_iter().filter(offered).map(format).collect();
    let title = view.instruments.iter().find(|(id, _)| *id == view.instrument).map(|(_, title)| title.clone());
    view! {
        <h2>{title}</h2>
        <form method="post" action=action class="narrow">
            <input type="hidden" name="instrument" value=view.instrument.clone() />
            <fieldset><legend>{words.say("analysis-waves")}</legend>{waves}</fieldset>
            {select("format", words.say("analysis-format"), formats, &around.typed("format", "csv"))}
            {Field::passphrase("passphrase", words.say("passphrase"), "current-password").hint(words.say("analysis-passphrase")).view()}
            <button>{words.say("analysis-do")}</button>
        </form>
        <p class="hint">{words.say("analysis-recorded")}</p>
    }
}
