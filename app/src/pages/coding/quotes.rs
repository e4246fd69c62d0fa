//! Quotes: the list, proposing one, deciding about one.

use leptos::prelude::*;
use server::coding::quote::State;
use server::coding::source::Consent;
use server::http::staff::Around;
use server::http::staff::coding::quotes::Pages;
use server::http::staff::coding::quotes::view::{Checks, Decision, Line, Proposal, Said, View};

use crate::components::form::{button, tick};
use crate::language::Language;
use crate::pages::StaffPages;

impl Pages for StaffPages {
    fn quotes(&self, around: &Around, view: &View) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "quotes", &words.say("quotes-title"), || list(&words, view))
    }

    fn quote_form(&self, around: &Around, view: &Proposal) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "quotes", &words.say("quote-new"), || proposal(&words, around, view))
    }

    fn quote(&self, around: &Around, view: &Decision) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "quotes", &words.say("quote-title"), || decision(&words, around, view))
    }

    fn attribution(&self, language: &str, said: &Said) -> String {
        attribution(&Language::of(language), said)
    }

    fn reach(&self, language: &str, scope: Option<Consent>) -> String {
        let words = Language::of(language);
        words.say(&format!("quote-reach-{}", scope.map_or("told", Consent::name)))
    }
}

fn base(study: &str) -> String {
    format!("/studies/{study}/coding/quotes")
}

/// What is said about a speaker.
fn attribution(words: &Language, said: &Said) -> String {
    use server::coding::quote::Attribution;
    let who = match said.audience {
        None => words.say("quote-by-group"),
        Some(instruments::Audience::Survivors) => words.say("quote-by-survivors"),
        Some(instruments::Audience::Professionals) => words.say("quote-by-professionals"),
        Some(_) => words.say("quote-by-community"),
    };
    let parts: Vec<String> = match said.attribution {
        Attribution::Nobody => return words.say("quote-by-nobody"),
        Attribution::Audience => vec![who],
        Attribution::Wave => vec![who, said.wave.clone()],
        Attribution::Site => vec![who, said.site.clone(), said.wave.clone()],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn list(words: &Language, view: &View) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let quotes: Vec<_> = view.quotes.iter().map(|line| one(words, &base, line, view.may_decide)).collect();
    let empty = view.quotes.is_empty().then(|| view! { <p>{words.say("quotes-empty")}</p> });
    let file = view.may_export.then(|| {
        let public = format!("{base}/quotes.csv?only=public");
        view! {
            <p class="actions">
                <a class="button quiet" href=format!("{base}/quotes.csv")>{words.say("quotes-file")}</a>
                <a class="button quiet" href=public>{words.say("quotes-file-public")}</a>
            </p>
            <p class="hint">{words.say("quotes-file-hint")}</p>
        }
    });
    view! {
        <h1>{words.say("quotes-title")}</h1>
        <p>{words.say("quotes-lead")}</p>
        {empty}
        {file}
        <ul class="cards">{quotes}</ul>
    }
}

fn one(words: &Language, base: &str, line: &Line, may_decide: bool) -> impl IntoView + use<> {
    let quote = &line.quote;
    let address = format!("{base}/quote/{}", quote.id);
    let open = if quote.state == State::Proposed && may_decide && !line.own { "quote-decide" } else { "quote-look" };
    let back =
        (line.own || may_decide).then(|| button(format!("{address}/back"), words.say("quote-take-back"), "", &[]));
    view! {
        <li>
            <p><span class="mark">{state(words, line)}</span></p>
            <blockquote class="said" dir="auto">{line.words.clone()}</blockquote>
            <p class="hint">"— " {attribution(words, &line.said)}</p>
            <p class="hint">{words.with("quote-proposed-by", &[("name", line.proposed_by.clone()), ("day", quote.proposed_on.clone())])}</p>
            <div class="row"><a href=address.clone()>{words.say(open)}</a> {back}</div>
        </li>
    }
}

fn state(words: &Language, line: &Line) -> String {
    let by = [("name", line.decided_by.clone()), ("reason", line.reason.clone())];
    match &line.quote.state {
        State::Proposed => words.say("quote-proposed"),
        State::Approved { .. } => words.with("quote-approved", &by),
        State::Refused { .. } => words.with("quote-refused", &by),
        State::Redacted => words.say("quote-redacted"),
    }
}

/// What must be looked at before words leave, with a box to tick for each thing that only a person can judge.
fn checks(words: &Language, checks: &Checks) -> impl IntoView + use<> {
    let consent = match checks.scope {
        Some(scope) => view! { <p>{words.say(&format!("quote-scope-{}", scope.name()))}</p> }.into_any(),
        None => {
            let told: Vec<_> =
                checks.told.iter().map(|text| view! { <li>{text.get(&words.0).to_owned()}</li> }).collect();
            let box_ = tick("told".to_owned(), "yes".to_owned(), words.say("quote-told"), false);
            view! { <p>{words.say("quote-told-lead")}</p><ul>{told}</ul>{box_} }.into_any()
        }
    };
    let details: Vec<_> = checks
        .details
        .iter()
        .map(|(kind, found)| view! { <li><strong>{found.clone()}</strong> " · " {words.say(&format!("redaction-kind-{kind}"))}</li> })
        .collect();
    let details = match details.is_empty() {
        true => view! { <p>{words.say("quote-no-details")}</p> }.into_any(),
        false => {
            let box_ = tick("looked".to_owned(), "yes".to_owned(), words.say("quote-looked"), false);
            view! { <p>{words.say("quote-details")}</p><ul>{details}</ul>{box_} }.into_any()
        }
    };
    let few = words.with("quote-few", &[("smallest", checks.smallest.to_string())]);
    view! {
        <fieldset class="card">
            <legend>{words.say("quote-checks")}</legend>
            {consent}
            {details}
            <p class="hint">{few}</p>
        </fieldset>
    }
}

fn proposal(words: &Language, around: &Around, view: &Proposal) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let chosen = around.typed("attribution", "nobody");
    let levels: Vec<_> = view
        .levels
        .iter()
        .map(|said| {
            let value = said.attribution.name();
            view! {
                <label class="choice">
                    <input type="radio" name="attribution" value=value checked=value == chosen />
                    <span>"— " {attribution(words, said)}</span>
                </label>
            }
        })
        .collect();
    let may = view.checks.scope != Some(Consent::Counted);
    let form = may.then(|| {
        view! {
            <form method="post" action=format!("{base}/new")>
                <input type="hidden" name="passage" value=view.passage.to_string() />
                <div class="field">
                    <label class="label" for="words">{words.say("quote-words")}</label>
                    <p class="hint" id="words-hint">{words.say("quote-words-hint")}</p>
                    <textarea id="words" name="words" aria-describedby="words-hint" autocomplete="off">
                        {crate::islands::inside(&view.words)}
                    </textarea>
                </div>
                <fieldset class="card"><legend>{words.say("quote-attribution")}</legend>{levels}</fieldset>
                {checks(words, &view.checks)}
                <button>{words.say("quote-propose")}</button>
            </form>
        }
    });
    let refused = (!may).then(|| view! { <p class="notice">{words.say("quote-scope-counted")}</p> });
    view! {
        <p class="back"><a href=base.clone()>{words.say("quotes-title")}</a></p>
        <h1>{words.say("quote-new")}</h1>
        <p>{words.say("quote-passage")}</p>
        <p class="said" dir="auto">{view.text.clone()}</p>
        {refused}
        {form}
    }
}

fn decision(words: &Language, around: &Around, view: &Decision) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let line = &view.line;
    let address = format!("{base}/quote/{}", line.quote.id);
    let open = line.quote.state == State::Proposed;
    let own = (open && line.own).then(|| view! { <p class="notice">{words.say("quote-own")}</p> });
    let form = (open && view.may_decide).then(|| {
        view! {
            <form method="post" action=address.clone()>
                {checks(words, &view.checks)}
                <button name="decision" value="approve">{words.say("quote-approve")}</button>
                <div class="field">
                    <label class="label" for="reason">{words.say("quote-reason")}</label>
                    <input id="reason" name="reason" type="text" value=around.typed("reason", "") autocomplete="off" />
                </div>
                <button class="quiet" name="decision" value="refuse">{words.say("quote-refuse")}</button>
            </form>
        }
    });
    view! {
        <p class="back"><a href=base.clone()>{words.say("quotes-title")}</a></p>
        <h1>{words.say("quote-title")}</h1>
        <p><span class="mark">{state(words, line)}</span></p>
        <blockquote class="said" dir="auto">{line.words.clone()}</blockquote>
        <p>"— " {attribution(words, &line.said)}</p>
        <details open=open><summary>{words.say("quote-passage")}</summary><p class="said" dir="auto">{view.text.clone()}</p></details>
        {own}
        {form}
    }
}
