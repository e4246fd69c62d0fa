//! Wordings that changed: before and after side by side, and what it means for comparing.

use leptos::prelude::*;
use server::exchange::routing;
use server::http::staff::Around;
use server::http::staff::waves::wordings::View;
use server::waves::wording::{Class, Step, is_route};
use server::waves::{Item, items};

use crate::language::Language;
use crate::pages::results::text;
use crate::shell;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.with("wordings-title", &[("instrument", text(&words, &view.series.instrument.title))]);
    let back = format!("/studies/{}/waves/of/{}", view.member.study.id, view.series.id);
    shell::page(around, "waves", &title, || {
        let steps: Vec<_> = view.series.breaks.steps.iter().map(|step| self::step(&words, view, step)).collect();
        let none = steps.is_empty().then(|| view! { <p>{words.say("wordings-none")}</p> });
        view! {
            <p><a href=back>{words.say("comparison-back")}</a></p>
            <h1>{title.clone()}</h1>
            <p>{words.say("wordings-note")}</p>
            {none}
            {steps}
        }
    })
}

fn step(words: &Language, view: &View, step: &Step) -> impl IntoView + use<> {
    // Where a stem changed, the question is named, and not the first of its rows or options.
    let name = called(view, step).map_or_else(
        || step.unit.clone(),
        |item| if item.key == step.unit { super::name(words, &item) } else { text(words, &item.text) },
    );
    let told = step.changes.iter().filter(|change| change.before != change.after);
    let changes: Vec<_> = told
        // The order of codes means nothing to whoever reads the words, which stand below it.
        .filter(|change| !(change.key.ends_with(".option") && step.changes.iter().any(|one| one.language.is_some())))
        .map(|change| {
            let about = match &change.language {
                _ if is_route(change) => Some(words.say("wordings-route")),
                language => language.as_ref().map(|tag| words.name_of(tag)),
            };
            let text = |text: &str, version: &str| match is_route(change) {
                true => condition(words, view, text, version),
                false => text.to_owned(),
            };
            view! {
                <div class="change">
                    {about.map(|about| view! { <p class="hint">{about}</p> })}
                    <p><span class="hint">{words.say("wordings-before")}</span> " " {one(words, &text(&change.before, &step.from), true)}</p>
                    <p><span class="hint">{words.say("wordings-after")}</span> " " {one(words, &text(&change.after, &step.to), false)}</p>
                </div>
            }
        })
        .collect();
    let said = words.say(&format!("wording-{}", step.class().name()));
    let state = match (step.confirmed, step.asks()) {
        (Some(_), _) => words.with("wordings-confirmed", &[("class", said)]),
        (None, true) => words.with("wordings-proposed", &[("class", said)]),
        (None, false) => said,
    };
    view! {
        <section class="card">
            <h2>{name}</h2>
            <p>{state}</p>
            {changes}
            {choice(words, view, step)}
        </section>
    }
}

/// What changed, as the newest version has it that knows it.
fn called(view: &View, step: &Step) -> Option<Item> {
    let own = |item: &Item| item.answer_key() == step.unit || item.question == step.unit;
    let versions = [&step.to, &step.from].into_iter().filter_map(|hash| view.series.version_of(hash));
    let older = || versions.flat_map(items).find(own);
    view.series.items.iter().find(|item| own(item)).cloned().or_else(older)
}

/// Who is asked, in the words of the questions that it depends on.
fn condition(words: &Language, view: &View, condition: &str, version: &str) -> String {
    let Some(instrument) = view.series.version_of(version).filter(|_| !condition.is_empty()) else {
        return words.say("wordings-everybody");
    };
    let when = routing::in_words(instrument, condition, &words.0, &|key, values| words.with(key, values));
    words.with("wordings-only-if", &[("when", when)])
}

/// A wording before or after; what was not there says so.
fn one(words: &Language, wording: &str, before: bool) -> AnyView {
    match (wording, before) {
        ("", _) => view! { {words.say("wordings-nothing")} }.into_any(),
        (wording, true) => view! { <del>{wording.to_owned()}</del> }.into_any(),
        (wording, false) => view! { <ins>{wording.to_owned()}</ins> }.into_any(),
    }
}

/// The form that classes a change; none where the meaning was decided by its author, or nothing is to say.
fn choice(words: &Language, view: &View, step: &Step) -> Option<impl IntoView + use<>> {
    if !view.may_say || !Class::CHOICES.contains(&step.proposed) {
        return None;
    }
    let action = format!("/studies/{}/waves/of/{}/wordings", view.member.study.id, view.series.id);
    let buttons: Vec<_> = Class::CHOICES
        .iter()
        .map(|class| {
            let pressed = (step.confirmed == Some(*class)).then_some("true");
            view! {
                <button class="quiet" name="class" value=class.name() aria-pressed=pressed>
                    {words.say(&format!("wordings-say-{}", class.name()))}
                </button>
            }
        })
        .collect();
    Some(view! {
        <form method="post" action=action class="row">
            <input type="hidden" name="from" value=step.from.clone() />
            <input type="hidden" name="to" value=step.to.clone() />
            <input type="hidden" name="unit" value=step.unit.clone() />
            {buttons}
        </form>
    })
}
