//! Saying what is known: first a question, then its shares and where they come from.

use leptos::prelude::*;
use server::http::staff::results::population::{Form, View};
use server::weighting::Asked;

use super::name;
use crate::components::form::{Field, select};
use crate::language::Language;
use crate::pages::waves::crosstab::called;

/// The address at which the form of a question is open.
pub(super) fn address(base: &str, key: &str) -> String {
    let query = serde_html_form::to_string([("question", key)]).unwrap_or_default();
    format!("{base}/population?{query}#shares")
}

pub(super) fn section(words: &Language, view: &View, base: &str) -> Option<impl IntoView + use<>> {
    if !view.may_say || view.asked.is_empty() {
        return None;
    }
    let options: Vec<(String, String)> =
        view.asked.iter().map(|asked| (asked.key.clone(), name(words, asked))).collect();
    let chosen = view.form.as_ref().map(|(asked, _)| asked.key.as_str()).unwrap_or_default();
    let fields = view.form.as_ref().map(|(asked, form)| fields(words, asked, form, base));
    Some(view! {
        <h2 id="shares">{words.say("population-say")}</h2>
        <p>{words.say("population-say-note")}</p>
        <form method="get" class="narrow" action=format!("{base}/population#shares")>
            {select("question", words.say("population-question"), options, chosen)}
            <button class="quiet">{words.say("population-choose")}</button>
        </form>
        {fields}
    })
}

fn fields(words: &Language, asked: &Asked, form: &Form, base: &str) -> impl IntoView + use<> {
    let title = name(words, asked);
    let percents: Vec<_> = asked
        .levels
        .iter()
        .zip(&form.percents)
        .map(|(level, percent)| {
            let label = words.with("population-percent", &[("answer", called(words, level))]);
            Field::text(format!("share.{}", level.code), label).value(percent.clone()).view()
        })
        .collect();
    let hint = words.say("population-source-hint");
    view! {
        <form method="post" class="narrow" action=format!("{base}/population")>
            <input type="hidden" name="question" value=asked.key.clone() />
            <fieldset>
                <legend>{title}</legend>
                <p class="hint">{words.say("population-percents-hint")}</p>
                {percents}
            </fieldset>
            {Field::text("source", words.say("population-source")).value(form.source.clone()).hint(hint).view()}
            <button>{words.say("save")}</button>
        </form>
    }
}
