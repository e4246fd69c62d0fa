//! Until when answers are kept: the last day, what is purged then and what stays, legal holds.

use leptos::prelude::*;
use server::access::{Action, allows};
use server::http::staff::Around;
use server::http::staff::retention::{self, Retention};
use server::store::holds::Hold;
use server::store::retention::{Clock, State};

use super::StaffPages;
use crate::components::form::{Field, button, tick};
use crate::language::Language;
use crate::shell;

impl retention::Pages for StaffPages {
    fn retention(&self, around: &Around, view: &Retention) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "settings", &words.say("retention-title"), || {
            let study = &view.member.study.id;
            let clocks: Vec<_> = view.clocks.iter().map(|(clock, later)| one(&words, view, clock, later)).collect();
            view! {
                <p><a href=format!("/studies/{study}/settings")>"‹ " {words.say("nav-settings")}</a></p>
                <h1>{words.say("retention-title")}</h1>
                <p>{words.say("retention-lead")}</p>
                {explained(&words)}
                {view.clocks.is_empty().then(|| view! { <p>{words.say("retention-none")}</p> })}
                {clocks}
                {may(view, Action::SetRetention).then(|| set(&words, around, study))}
                <h2 id="hold">{words.say("hold-title")}</h2>
                {holds(&words, around, view)}
            }
        })
    }
}

fn may(view: &Retention, action: Action) -> bool {
    allows(view.member.role, action)
}

/// Whether a legal hold stands.
fn stands(view: &Retention) -> bool {
    view.holds.iter().any(|hold| hold.ended_on.is_none())
}

fn name(view: &Retention, id: &str) -> String {
    view.names.get(id).cloned().unwrap_or_else(|| id.to_owned())
}

/// What goes, what stays, and what no program can do.
fn explained(words: &Language) -> impl IntoView + use<> {
    let parts = ["retention-goes", "retention-stays", "retention-copies-lead"];
    let items: Vec<_> = parts.iter().map(|key| view! { <li>{words.say(key)}</li> }).collect();
    view! { <ul>{items}</ul> }
}

/// A last day in one of its states.
fn one(words: &Language, view: &Retention, clock: &Clock, later: &[String]) -> AnyView {
    let warning = before_waves(words, later);
    let values = [
        ("day", clock.keep_until.clone()),
        ("days", clock.copies_days.to_string()),
        ("person", name(view, &clock.set_by)),
        ("confirmer", clock.confirmed_by.as_deref().map(|id| name(view, id)).unwrap_or_default()),
        ("purged", clock.purged_on.clone().unwrap_or_default()),
    ];
    match clock.state {
        State::Proposed => {
            let confirm = may(view, Action::ConfirmRetention).then(|| confirm(words, view, clock, later));
            view! {
                <section class="card" id="proposed">
                    <h2>{words.say("retention-proposed-title")}</h2>
                    <p>{words.with("retention-proposed", &values)}</p>
                    {warning}
                    {confirm}
                </section>
            }
            .into_any()
        }
        State::Running => view! {
            <section class="notice" id="running">
                <p>{words.with(if stands(view) { "retention-held" } else { "retention-running" }, &values)}</p>
                {warning}
                <p>{words.with("retention-copies-name", &values)}</p>
            </section>
        }
        .into_any(),
        State::Done => view! {
            <section class="notice" id="done">
                <p>{words.with("retention-done", &values)}</p>
                <p>{words.with("retention-copies-delete", &values)}</p>
            </section>
        }
        .into_any(),
    }
}

fn before_waves(words: &Language, later: &[String]) -> impl IntoView + use<> {
    let values = [("waves", later.join(", ")), ("count", later.len().to_string())];
    (!later.is_empty()).then(|| view! { <p class="problem">{words.with("retention-waves", &values)}</p> })
}

/// Who set the day cannot confirm it; both may take it back.
fn confirm(words: &Language, view: &Retention, clock: &Clock, later: &[String]) -> impl IntoView + use<> {
    let base = format!("/studies/{}/retention", view.member.study.id);
    let despite =
        (!later.is_empty()).then(|| tick("despite".into(), "on".into(), words.say("retention-despite"), false));
    let own = clock.set_by == view.member.person.id;
    let form = match (own, view.brought) {
        (true, _) => view! { <p class="hint">{words.say("retention-waits")}</p> }.into_any(),
        (false, true) => view! { <p class="notice">{words.say("retention-brought")}</p> }.into_any(),
        (false, false) => view! {
            <form method="post" action=format!("{base}/confirm")>
                <input type="hidden" name="seen" value=clock.seen() />
                {despite}
                {tick("sure".into(), "on".into(), words.say("retention-sure"), false)}
                <button>{words.say("retention-confirm")}</button>
            </form>
        }
        .into_any(),
    };
    view! { {form} {button(format!("{base}/drop"), words.say("retention-drop"), &clock.keep_until, &[])} }
}

fn set(words: &Language, around: &Around, study: &str) -> impl IntoView + use<> {
    let day = Field::date("keep-until", words.say("retention-day")).hint(words.say("retention-day-hint"));
    let copies = Field::number("copies-days", words.say("retention-copies")).hint(words.say("retention-copies-hint"));
    view! {
        <h2>{words.say("retention-set-title")}</h2>
        <form method="post" action=format!("/studies/{study}/retention") class="narrow">
            {day.value(around.typed("keep-until", "")).view()}
            {copies.value(around.typed("copies-days", "30")).view()}
            {tick("despite".into(), "on".into(), words.say("retention-despite"), false)}
            <button>{words.say("retention-set")}</button>
        </form>
    }
}

fn holds(words: &Language, around: &Around, view: &Retention) -> impl IntoView + use<> {
    let past: Vec<_> = view.holds.iter().map(|one| hold(words, view, one)).collect();
    let past = (!past.is_empty()).then(|| view! { <ul class="cards">{past}</ul> });
    let base = format!("/studies/{}/retention/hold", view.member.study.id);
    let reason = Field::text("reason", words.say("hold-reason")).hint(words.say("hold-reason-hint"));
    let reason = reason.value(around.typed("reason", ""));
    let form = match stands(view) {
        true => may(view, Action::SetRetention).then(|| {
            view! {
                <form method="post" action=format!("{base}/end") class="narrow">
                    {reason.view()}
                    {tick("sure".into(), "on".into(), words.say("hold-end-sure"), false)}
                    <button class="quiet">{words.say("hold-end")}</button>
                </form>
            }
            .into_any()
        }),
        false => may(view, Action::HoldPurge).then(|| {
            view! {
                <form method="post" action=base class="narrow">
                    {reason.view()}
                    <button>{words.say("hold-set")}</button>
                </form>
            }
            .into_any()
        }),
    };
    view! { <p>{words.say("hold-lead")}</p> <p>{words.say("hold-withdraw")}</p> {past} {form} }
}

fn hold(words: &Language, view: &Retention, hold: &Hold) -> impl IntoView + use<> {
    let set = [("person", name(view, &hold.set_by)), ("day", hold.set_on.clone()), ("reason", hold.reason.clone())];
    let ended = hold.ended_on.as_ref().map(|day| {
        let person = hold.ended_by.as_deref().map(|id| name(view, id)).unwrap_or_default();
        let values =
            [("person", person), ("day", day.clone()), ("reason", hold.ended_reason.clone().unwrap_or_default())];
        view! { <p>{words.with("hold-was-ended", &values)}</p> }
    });
    let flagged = words.with("hold-flagged", &[("count", hold.flagged.to_string())]);
    view! { <li><p>{words.with("hold-was-set", &set)}</p> {ended} <p>{flagged}</p></li> }
}
