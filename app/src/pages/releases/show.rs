//! One release: planned, with what is hidden and why; waiting for a second person; out.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::releases::view::Release;
use server::release::{Hidden, Outlook};
use server::report::Document;
use server::store::releases::State;

use super::{decide, page as document};
use crate::components::form::{button, tick};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Release) -> String {
    let words = Language::of(&around.language);
    let title = view.choice.title.clone();
    let base = base(view);
    shell::page(around, "releases", &title, || {
        let state = words.say(&format!("release-state-{}", view.release.state.name()));
        view! {
            <p class="back"><a href=format!("/studies/{}/releases", view.member.study.id)>{words.say("releases-title")}</a></p>
            <h1>{title.clone()}</h1>
            <p><span class="mark">{state}</span></p>
            {stale(&words, view, &base)}
            {planning(&words, view, &base)}
            {out(&words, view, &base)}
            {refused(&words, view, &base)}
            {tables(&words, view, &base)}
            {second_page(&words, view, &base)}
            {decide::forms(&words, around, view, &base)}
            {preview(&words, view)}
        }
    })
}

fn base(view: &Release) -> String {
    format!("/studies/{}/releases/{}", view.member.study.id, view.release.id)
}

fn stale(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    let again = view.may_prepare.then(|| again(words, base));
    let why = view.stale.strip_prefix("release-")?;
    Some(view! { <div class="notice"><p>{words.say(&format!("release-is-{why}"))}</p>{again}</div> })
}

fn again(words: &Language, base: &str) -> impl IntoView + use<> {
    button(format!("{base}/plan"), words.say("release-plan-again"), "", &[])
}

fn planning(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    let (done, of) = view.progress?;
    let said = if view.failed {
        view! { <p class="problem">{words.say("release-failed")}</p> {again(words, base)} }.into_any()
    } else {
        let (max, value) = (of.max(1).to_string(), done.to_string());
        let values = [("done", done.to_string()), ("of", of.max(1).to_string())];
        view! {
            <p role="status">{words.with("release-planning", &values)}</p>
            <p><progress aria-label=words.say("release-progress") max=max value=value></progress></p>
            <p><a class="button quiet" href=base.to_owned()>{words.say("release-look-again")}</a></p>
        }
        .into_any()
    };
    let change = view! { <p><a href=format!("{base}/choice")>{words.say("release-change-choice")}</a></p> };
    Some(view! { <section>{said}{change}</section> })
}

fn out(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    if view.release.state != State::Released {
        return None;
    }
    let values = [
        ("name", view.decided_by.clone()),
        ("day", view.release.decided_on.clone().unwrap_or_default()),
        ("inviter", view.invited_by.clone()),
    ];
    let invited = view.release.invited_by.as_ref().map(|_| {
        let key = if view.invited_by_maker { "release-invited-by-maker" } else { "release-invited-by" };
        view! { <p>{words.with(key, &values)}</p> }
    });
    let correct = view.may_prepare.then(|| {
        view! {
            <p class="hint">{words.say("release-correct-hint")}</p>
            {button(format!("{base}/copy"), words.say("release-correct"), "", &[])}
        }
    });
    Some(view! {
        <section class="notice">
            <p>{words.with("release-is-out", &values)}</p>
            <p><a href=view.address.clone()>{view.address.clone()}</a></p>
            {invited}
            {document::files(words, &view.address, &view.files)}
            {correct}
        </section>
    })
}

fn refused(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    if view.release.state != State::Refused {
        return None;
    }
    let values = [("name", view.decided_by.clone()), ("reason", view.reason.clone())];
    Some(view! {
        <section class="problems">
            <p>{words.with("release-is-refused", &values)}</p>
            {button(format!("{base}/copy"), words.say("release-once-more"), "", &[])}
            {button(format!("{base}/drop"), words.say("release-drop"), "", &[])}
        </section>
    })
}

/// What is hidden and why, and what could be published instead of what is withheld.
fn tables(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    if view.tables.is_empty() {
        return None;
    }
    let count = |of: &dyn Fn(&Outlook) -> usize| view.tables.iter().map(of).sum::<usize>().to_string();
    let values = [
        ("shown", count(&|table| table.shown)),
        ("hidden", count(&|table| table.hidden.len())),
        ("withheld", count(&|table| usize::from(!table.stops.is_empty()))),
    ];
    let draft = view.release.state == State::Draft && view.may_prepare;
    let withheld: Vec<_> = view
        .tables
        .iter()
        .filter(|table| !table.stops.is_empty())
        .map(|table| withheld(words, base, table, draft))
        .collect();
    let offers = view.tables.iter().filter(|table| table.offer.is_some()).count();
    let all = (draft && offers > 1).then(|| button(format!("{base}/accept"), words.say("release-accept-all"), "", &[]));
    let hint = (draft && offers > 0).then(|| view! { <p class="hint">{words.say("release-accept-hint")}</p> });
    let alike = view.tables.iter().filter(|table| !table.one_sided.is_empty()).map(|table| {
        let values = [("about", table.about.clone()), ("where", table.one_sided.join(", "))];
        view! { <li>{words.with("release-one-sided", &values)}</li> }
    });
    let alike: Vec<_> = alike.collect();
    let alike = (!alike.is_empty()).then(|| {
        view! { <div class="notice"><h3>{words.say("release-one-sided-title")}</h3><ul>{alike}</ul></div> }
    });
    let hidden: Vec<_> =
        view.tables.iter().filter(|table| !table.hidden.is_empty()).map(|table| hides(words, table)).collect();
    let hidden = (!hidden.is_empty()).then(|| {
        view! { <details><summary>{words.say("release-hidden-open")}</summary>{hidden}</details> }
    });
    Some(view! {
        <section>
            <h2>{words.say("release-outlook")}</h2>
            <p>{words.with("release-outlook-sums", &values)}</p>
            {alike}
            {withheld}
            {hint}
            {all}
            {hidden}
        </section>
    })
}

fn hides(words: &Language, table: &Outlook) -> impl IntoView + use<> {
    let line = |hidden: &Hidden| {
        let or = |name: &str, key: &str| if name.is_empty() { words.say(key) } else { name.to_owned() };
        let values = [("row", or(&hidden.row, "release-all")), ("column", or(&hidden.column, "release-answered"))];
        let why = words.say(&format!("release-why-{}", hidden.why.name()));
        view! { <li>{words.with("release-hidden-cell", &values)} ": " {why}</li> }
    };
    let lines: Vec<_> = table.hidden.iter().map(line).collect();
    view! { <h3>{table.about.clone()}</h3><ul>{lines}</ul> }
}

fn withheld(words: &Language, base: &str, table: &Outlook, draft: bool) -> impl IntoView + use<> {
    let stops: Vec<_> = table
        .stops
        .iter()
        .map(|stop| {
            let values = [("release", stop.release.clone())];
            view! { <p>{words.with(&format!("release-stop-{}", stop.code), &values)}</p> }
        })
        .collect();
    let offer = table.offer.as_ref().map(|offer| {
        let form = match &offer.form {
            server::disclosure::plan::Form::Merged(_) => "release-offer-merged",
            server::disclosure::plan::Form::Totals(_) => "release-offer-totals",
            server::disclosure::plan::Form::Rows(_) => "release-offer-rows",
        };
        let list = |names: &[String]| {
            let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            names.join(" | ")
        };
        let (rows, columns) = (list(&offer.rows), list(&offer.columns));
        let accept = draft.then(|| {
            button(format!("{base}/accept"), words.say("release-accept"), &table.about, &[("sheet", &table.sheet)])
        });
        view! {
            <p>{words.say(form)}</p>
            <p>{rows}</p>
            <p>{columns}</p>
            {accept}
        }
    });
    let none = table.offer.is_none().then(|| view! { <p>{words.say("release-offer-none")}</p> });
    view! {
        <div class="card">
            <h3>{words.with("release-withheld-table", &[("about", table.about.clone())])}</h3>
            {stops}
            {offer}
            {none}
        </div>
    }
}

/// What was not typed for the page in another language, before anybody proposes it.
fn second_page(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    let (first, second) = (&view.choice, &view.choice.second);
    if view.release.state != State::Draft || second.language.is_empty() {
        return None;
    }
    let typed = [
        (&first.title, &second.title, "release-title"),
        (&first.lead, &second.lead, "release-lead"),
        (&first.themes, &second.themes, "release-themes"),
    ];
    let missing = typed.into_iter().filter(|(first, second, _)| !first.trim().is_empty() && second.trim().is_empty());
    let missing: Vec<String> = missing.map(|(.., key)| words.say(key)).collect();
    let values = [("language", words.name_of(&second.language)), ("missing", missing.join("; "))];
    let change = format!("{base}/choice");
    (!missing.is_empty()).then(|| {
        view! {
            <div class="notice">
                <p>{words.with("release-second-page-empty", &values)}</p>
                <p><a href=change>{words.say("release-change-choice")}</a></p>
            </div>
        }
    })
}

/// The draft as it would be published.
fn preview(words: &Language, view: &Release) -> Option<impl IntoView + use<>> {
    let shown = (!view.documents.is_empty()).then(|| previews(&view.documents, 3));
    shown.map(|shown| view! { <section><h2>{words.say("release-preview")}</h2>{shown}</section> })
}

/// Each language of a draft as it would be published; `level` is that of its headings.
pub(super) fn previews(documents: &[Document], level: u8) -> Vec<impl IntoView + use<>> {
    let many = documents.len() > 1;
    let one = |shown: &Document| {
        let own = Language::of(&shown.language);
        let title = many.then(|| view! { <p class="lead"><strong>{shown.title.clone()}</strong></p> });
        view! {
            <section class="preview" lang=shown.language.clone()>
                {title}
                {document::body(&own, shown, level)}
                {document::acknowledgements(shown)}
            </section>
        }
    };
    documents.iter().map(one).collect()
}

/// The way on to a second person.
pub(super) fn propose(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    if view.release.state != State::Draft || view.documents.is_empty() || !view.may_prepare {
        return None;
    }
    let looked =
        view.one_sided().then(|| tick("looked".to_owned(), "yes".to_owned(), words.say("release-looked"), false));
    let propose = view.stale.is_empty().then(|| {
        view! {
            <form method="post" action=format!("{base}/propose")>
                {looked}
                <button>{words.say("release-propose")}</button>
            </form>
        }
    });
    Some(view! {
        <section>
            <h2>{words.say("release-second")}</h2>
            <p class="hint">{words.say("release-second-hint")}</p>
            {propose}
            <p><a class="button quiet" href=format!("{base}/choice")>{words.say("release-change-choice")}</a></p>
            {button(format!("{base}/drop"), words.say("release-drop"), "", &[])}
        </section>
    })
}
