//! Studies: the list, the form that makes one, how far one is, its lock.

use instruments::Instrument;
use leptos::prelude::*;
use server::access::{Action, Role};
use server::http::staff::people::key_letters;
use server::http::staff::settings::Settings;
use server::http::staff::studies::{self, NewStudy, Overview, Studies};
use server::http::staff::{Around, Member, unlock};
use server::store::progress::Row;
use server::store::retention::{Clock, State as Days};
use server::store::studies::Study;

use super::StaffPages;
use super::access::role_name;
use super::instruments::audience;
use crate::components::form::{Field, select, tick};
use crate::components::passkey;
use crate::language::Language;
use crate::shell;

impl studies::Pages for StaffPages {
    fn studies(&self, around: &Around, view: &Studies) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("studies-title"), || {
            let rows: Vec<_> =
                view.studies.iter().map(|(study, role, open)| listed(&words, study, *role, *open)).collect();
            let empty = rows.is_empty().then(|| view! { <p>{words.say("studies-empty")}</p> });
            let make = view.person.installation_owner.then(|| {
                view! { <p><a class="button" href="/studies/new">{words.say("study-new-title")}</a></p> }
            });
            let everybody = view.person.installation_owner.then(|| {
                view! { " · " <a href="/installation">{words.say("everybody-title")}</a> }
            });
            view! {
                <h1>{words.say("studies-title")}</h1>
                {empty}
                <ul class="cards">{rows}</ul>
                {make}
                <p><a href="/join">{words.say("studies-join")}</a> " · " <a href="/account">{words.say("account-title")}</a> " " {everybody}</p>
            }
        })
    }

    fn new_study(&self, around: &Around, view: &NewStudy) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("study-new-title"), || {
            let typed: Vec<&str> = around.again.fields.all("instrument").collect();
            let library: Vec<_> = view
                .library
                .iter()
                .map(|one| {
                    tick("instrument".into(), one.id.clone(), offered(&words, one), typed.contains(&one.id.as_str()))
                })
                .collect();
            let zone = around.typed("time-zone", "America/Chicago");
            view! {
                <h1>{words.say("study-new-title")}</h1>
                <form method="post" action="/studies" class="narrow">
                    {Field::text("name", words.say("study-name")).hint(words.say("study-name-hint")).value(around.typed("name", "")).view()}
                    {select("time-zone", words.say("time-zone"), zones(&view.time_zones), &zone)}
                    <fieldset>
                        <legend>{words.say("study-library")}</legend>
                        <p class="hint">{words.say("study-library-hint")}</p>
                        {library}
                    </fieldset>
                    <button>{words.say("study-new-do")}</button>
                </form>
            }
        })
    }

    fn overview(&self, around: &Around, view: &Overview) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "overview", &view.member.study.name, || {
            view! {
                <h1>{view.member.study.name.clone()}</h1>
                <p>{words.with("overview-you", &[("role", role_name(&words, view.member.role))])}</p>
                {view.drill_due.then(|| drill_due(&words))}
                {last_days(&words, view)}
                <h2>{words.say("overview-steps")}</h2>
                <ol class="steps">{steps(&words, view)}</ol>
                <h2>{words.say("overview-collections")}</h2>
                {collections(&words, view)}
            }
        })
    }

    fn unlock(&self, around: &Around, member: &Member, view: &unlock::View) -> String {
        let words = Language::of(&around.language);
        let study = member.study.id.clone();
        shell::page(around, "unlock", &words.say("unlock-title"), || {
            let body = match (&member.keys, view.holds_key) {
                (Some(_), _) => lock_form(&words, &study).into_any(),
                (None, true) => unlock_form(&words, &study, view).into_any(),
                (None, false) => no_key(&words, member).into_any(),
            };
            view! { <h1>{words.say("unlock-title")}</h1> {body} }
        })
    }

    fn settings(&self, around: &Around, view: &Settings) -> String {
        super::settings::settings(around, view)
    }
}

/// A gentle word to whoever can try the kit.
fn drill_due(words: &Language) -> impl IntoView + use<> {
    view! { <p class="notice">{words.say("drill-due")} " " <a href="/installation/kit">{words.say("kept-kit-title")}</a></p> }
}

/// A last day that waits for somebody, one that is agreed, a hold: nobody has to look for them under Settings.
fn last_days(words: &Language, view: &Overview) -> Vec<AnyView> {
    let may = |action| view.member.may(action).is_ok();
    let held = view.held_since.is_some();
    let line = |(clock, by): &(Clock, String)| {
        let own = clock.set_by == view.member.person.id;
        let (key, day) = match clock.state {
            Days::Proposed if may(Action::ConfirmRetention) && !own => ("overview-day-waits", &clock.keep_until),
            Days::Proposed => ("overview-day-set", &clock.keep_until),
            Days::Running if held => return None,
            Days::Running => ("overview-day-runs", &clock.keep_until),
            Days::Done => ("overview-day-done", clock.purged_on.as_ref()?),
        };
        Some(words.with(key, &[("day", day.clone()), ("person", by.clone())]))
    };
    let hold = view.held_since.as_ref().map(|day| words.with("overview-day-held", &[("day", day.clone())]));
    let all = hold.into_iter().chain(view.last_days.iter().filter_map(line));
    let shown = all.map(|text| {
        let address = format!("/studies/{}/retention", view.member.study.id);
        let link = may(Action::ChangeSettings).then(|| view! { <a href=address>{words.say("retention-title")}</a> });
        view! { <p class="notice">{text} " " {link}</p> }.into_any()
    });
    shown.collect()
}

/// A shipped survey with those it asks, and its languages.
fn offered(words: &Language, one: &Instrument) -> String {
    let languages: Vec<_> = one.languages.iter().map(|tag| words.name_of(tag)).collect();
    format!("{} · {} · {}", one.title.get(&words.0), audience(words, one.audience), languages.join(", "))
}

/// Time zones as options.
pub(super) fn zones(all: &[String]) -> Vec<(String, String)> {
    all.iter().map(|zone| (zone.clone(), zone.replace('_', " "))).collect()
}

fn listed(words: &Language, study: &Study, role: Role, open: bool) -> impl IntoView + use<> {
    let address = format!("/studies/{}/overview", study.id);
    let lock = words.say(if open { "nav-unlocked" } else { "nav-locked" });
    view! {
        <li>
            <h2><a href=address>{study.name.clone()}</a></h2>
            <p>{role_name(words, role)} " · " {lock}</p>
        </li>
    }
}

/// How far a step is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Done,
    ToDo,
    Ready,
    Later,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::ToDo => "open",
            Self::Ready => "ready",
            Self::Later => "later",
        }
    }

    fn of(done: bool) -> Self {
        if done { Self::Done } else { Self::ToDo }
    }
}

/// What is to be done, in order. Nothing is called done that only the program has done.
fn steps(words: &Language, view: &Overview) -> Vec<AnyView> {
    let study = &view.member.study;
    let progress = &view.progress;
    let provided = view.holders >= 2 || study.second_holder_refused.is_some();
    let help = view.help_lines.0 > 0 && view.help_lines.1 == 0;
    let answered = progress.collections.iter().any(|row| row.responses > 0);
    let asked = answered || progress.collections.iter().any(|row| row.open);
    let published = progress.instruments > 0 && progress.published == progress.instruments;
    let all = [
        (State::of(progress.instruments > 0), "step-instruments", "instruments", Action::DesignInstruments),
        (State::of(published), "step-publish", "instruments", Action::Publish),
        (State::of(provided), "step-holder", "settings#holder", Action::ManagePeople),
        (State::of(view.waiting_for_key == 0), "step-keys", "people", Action::ManagePeople),
        (State::of(help), "step-help", "settings#help", Action::ChangeSettings),
        (State::of(asked), "step-collect", "collections", Action::RunCollections),
        (if answered { State::Ready } else { State::Later }, "step-results", "results", Action::SeeResults),
    ];
    // Where nobody waits for the key there is nothing to give, and nothing was done.
    let nobody = view.waiting_for_key == 0 && view.holders < 2;
    let mine = all
        .into_iter()
        .filter(|(_, key, _, action)| view.member.may(*action).is_ok() && !(nobody && *key == "step-keys"));
    mine.map(|(state, key, page, _)| step(words, view, state, key, page).into_any()).collect()
}

fn step(words: &Language, view: &Overview, state: State, key: &str, page: &str) -> impl IntoView + use<> {
    let address = format!("/studies/{}/{page}", view.member.study.id);
    let progress = &view.progress;
    let counted = (key == "step-publish" && progress.instruments > 0).then(|| {
        let counts = [("published", progress.published.to_string()), ("all", progress.instruments.to_string())];
        view! { <span class="hint">{words.with("step-published", &counts)}</span> }
    });
    view! {
        <li class=state.name()>
            <span class="state">{words.say(&format!("step-{}", state.name()))}</span>
            <span><a href=address>{words.say(key)}</a> " " {counted}</span>
        </li>
    }
}

fn collections(words: &Language, view: &Overview) -> AnyView {
    if view.progress.collections.is_empty() {
        let text = match view.waves {
            0 => words.say("overview-no-collections"),
            waves => words.with("overview-no-survey", &[("waves", waves.to_string())]),
        };
        return view! { <p>{text}</p> }.into_any();
    }
    let rows: Vec<_> = view.progress.collections.iter().map(|row| collection(words, view, row)).collect();
    view! {
        <p>{words.say("overview-counts")}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=words.say("overview-collections")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.say("overview-wave")}</th>
                        <th scope="col">{words.say("overview-instrument")}</th>
                        <th scope="col">{words.say("overview-state")}</th>
                        <th scope="col">{words.say("overview-answers")}</th>
                        <th scope="col">{words.say("overview-invited")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn collection(words: &Language, view: &Overview, row: &Row) -> impl IntoView + use<> {
    let title = view.titles.get(&row.instrument_id).cloned().unwrap_or_default();
    let address = format!("/studies/{}/collections/{}", view.member.study.id, row.id);
    let state = words.say(if row.open { "overview-open" } else { "overview-closed" });
    let waiting = row.waiting.then(|| waiting(words));
    let invited = row.invited.map_or_else(|| words.say("overview-unknown"), |count| count.to_string());
    view! {
        <tr>
            <td>{row.wave.clone()}</td>
            <td><a href=address>{title}</a></td>
            <td>{state}</td>
            <td>{row.responses} " " {waiting}</td>
            <td>{invited}</td>
        </tr>
    }
}

/// Beside a count: that some answers wait for company, without saying how many.
pub(super) fn waiting(words: &Language) -> impl IntoView + use<> {
    view! { <span class="hint waiting">{words.say("answers-waiting")}</span> }
}

fn unlock_form(words: &Language, study: &str, view: &unlock::View) -> impl IntoView + use<> {
    let (action, next) = (format!("/studies/{study}/unlock"), view.next.clone());
    let device = view.ask.as_deref().map(|ask| {
        let (action, next) = (action.clone(), next.clone());
        view! {
            <form method="post" action=action class="narrow">
                <input type="hidden" name="next" value=next />
                {passkey::button(words, words.say("unlock-by-passkey"), ask)}
            </form>
        }
    });
    view! {
        <p>{words.say("unlock-lead")}</p>
        <form method="post" action=action class="narrow">
            <input type="hidden" name="next" value=next />
            {Field::passphrase("passphrase", words.say("passphrase"), "current-password").view()}
            <button>{words.say("unlock-do")}</button>
        </form>
        {device}
    }
}

fn lock_form(words: &Language, study: &str) -> impl IntoView + use<> {
    view! {
        <p>{words.say("lock-lead")}</p>
        <form method="post" action=format!("/studies/{study}/lock")>
            <button>{words.say("lock-do")}</button>
        </form>
    }
}

fn no_key(words: &Language, member: &Member) -> impl IntoView + use<> {
    let letters = words.with("key-letters", &[("letters", key_letters(&member.person.public_key))]);
    view! { <p>{words.say("unlock-no-key")}</p> <p>{letters}</p> }
}
