//! The form that draws a round, and what it would give.

use leptos::prelude::*;
use server::http::staff::coding::rounds::view::Draw;

use crate::components::form::{Field, select, tick};
use crate::language::Language;

fn asked<'a>(view: &'a Draw, name: &str) -> &'a str {
    view.asked.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
}

pub(super) fn form(words: &Language, view: &Draw) -> impl IntoView + use<> {
    let base = super::base(&view.member.study.id);
    let coders: Vec<_> = view
        .coders
        .iter()
        .map(|(id, name, chosen)| tick("coder".to_owned(), id.clone(), name.clone(), *chosen))
        .collect();
    let narrow: Vec<_> = view
        .choices
        .iter()
        .filter(|(_, values)| values.len() > 1)
        .map(|(name, values)| {
            let all = (String::new(), words.say("round-everything"));
            let options = std::iter::once(all).chain(values.iter().cloned()).collect();
            select(name, words.say(&format!("round-{name}")), options, asked(view, name))
        })
        .collect();
    let by = [
        ("", "round-by-none"),
        ("wave", "round-by-wave"),
        ("site", "round-by-site"),
        ("question", "round-by-question"),
    ];
    let by = by.map(|(value, key)| (value.to_owned(), words.say(key))).to_vec();
    let doubled = Some(asked(view, "doubled")).filter(|typed| !typed.is_empty()).unwrap_or("100");
    let preview = view.preview.as_ref().map(|(each, everybody)| preview(words, each, *everybody));
    let from = words.with("round-from-count", &[("count", view.from.to_string())]);
    view! {
        <p class="back"><a href=base.clone()>{words.say("rounds-title")}</a></p>
        <h1>{words.say("round-new")}</h1>
        <p>{words.say("round-new-lead")}</p>
        <form method="post" action=format!("{base}/new") class="narrow">
            {Field::text("name", words.say("round-name")).value(asked(view, "name")).view()}
            <fieldset class="card"><legend>{words.say("round-coders")}</legend>{coders}</fieldset>
            <fieldset class="card">
                <legend>{words.say("round-passages")}</legend>
                {narrow}
                {tick("uncoded".to_owned(), "yes".to_owned(), words.say("round-uncoded"), asked(view, "uncoded") == "yes")}
                {tick("fresh".to_owned(), "yes".to_owned(), words.say("round-fresh"), asked(view, "fresh") == "yes")}
                <p class="hint">{from}</p>
            </fieldset>
            {Field::number("size", words.say("round-size")).value(asked(view, "size")).hint(words.say("round-size-hint")).optional().view()}
            {select("by", words.say("round-by"), by, asked(view, "by"))}
            {Field::number("doubled", words.say("round-doubled")).value(doubled).hint(words.say("round-doubled-hint")).view()}
            {Field::number("seed", words.say("round-seed")).value(view.seed.to_string()).hint(words.say("round-seed-hint")).view()}
            {preview}
            <div class="actions">
                <button formmethod="get" formaction=format!("{base}/new") formnovalidate name="show" value="yes" class="quiet">
                    {words.say("round-preview")}
                </button>
                <button>{words.say("round-draw")}</button>
            </div>
        </form>
    }
}

fn preview(words: &Language, each: &[(String, usize)], everybody: usize) -> impl IntoView + use<> {
    let each: Vec<_> = each
        .iter()
        .map(|(name, count)| view! { <li>{words.with("round-gets", &[("name", name.clone()), ("count", count.to_string())])}</li> })
        .collect();
    let everybody = words.with("round-everybody", &[("count", everybody.to_string())]);
    view! { <div class="notice" role="status"><ul>{each}</ul><p>{everybody}</p></div> }
}
