//! Welcome and plain consent: who, why, how long, free choice, who sees what, what nobody can promise.

use instruments::Audience;
use leptos::prelude::*;
use server::http::respond::{Begun, Welcome};

use super::{frame, paragraphs, question, say, with};
use crate::language::language;

/// The first page of a link.
pub fn page(view: &Welcome) -> impl IntoView + use<> {
    let tag = &view.frame.language;
    let instrument = &view.instrument;
    let consent = &instrument.consent;
    let minutes = with("welcome-minutes", &[("minutes", instrument.minutes.to_string())]);
    let kept = match view.frame.kiosk {
        true => say("welcome-shared"),
        false => with("welcome-kept", &[("hours", view.hours.to_string())]),
    };
    let free = if instrument.audience == Audience::Survivors { "welcome-free" } else { "welcome-free-work" };
    // Who comes back has read all of this, and goes on without looking for the button.
    let back = view.begun != Begun::Nothing;
    let more = consent.more.as_ref().map(|text| paragraphs(text.get(tag)));
    let problem = view.problem.as_ref().map(|problem| {
        let words = say(problem);
        let words = match field_of(problem) {
            "" => view! { <span>{words}</span> }.into_any(),
            field => view! { <a href=format!("#{field}")>{words}</a> }.into_any(),
        };
        view! { <div class="problems" role="alert"><p class="problem">{words}</p></div> }
    });
    view! {
        {problem}
        <form method="post" action=view.action.clone() autocomplete="off">
            {frame::first_button("_go", "begin")}
            {guard(view)}
            {frame::languages(&view.frame)}
            <h1>{instrument.title.get(tag).to_owned()}</h1>
            {back.then(|| buttons(view))}
            <p>{minutes} " " {say(free)}</p>
            <h2>{say("welcome-who")}</h2>
            {paragraphs(consent.who.get(tag))}
            <h2>{say("welcome-why")}</h2>
            {paragraphs(consent.why.get(tag))}
            <h2>{say("welcome-seen")}</h2>
            {paragraphs(consent.seen_by.get(tag))}
            <p>{say(if view.roster { "welcome-roster" } else { "welcome-sealed" })}</p>
            {until(view)}
            <h2>{say("welcome-limits")}</h2>
            {paragraphs(consent.limits.get(tag))}
            {paragraphs(&say("welcome-device"))}
            {more}
            <p>{kept}</p>
            {shown_code(view)}
            {code(view)}
            {(!back).then(|| buttons(view))}
            {resume(view)}
            <p class="hint">{say("welcome-after")} " " <a href="/withdraw">{say("withdraw-link")}</a></p>
        </form>
    }
}

/// Until when the answers are kept, where the study says so.
fn until(view: &Welcome) -> impl IntoView + use<> {
    view.promise.as_ref().map(|promise| {
        let key = if promise.held { "welcome-held" } else { "welcome-until" };
        let day = language().day(&promise.keep_until);
        view! { <p id="until">{with(key, &[("day", day), ("days", promise.copies_days.to_string())])}</p> }
    })
}

/// When this page was drawn, and a field that is on no screen and that nothing reads aloud.
fn guard(view: &Welcome) -> impl IntoView + use<> {
    view.guard.clone().map(|guard| {
        let trap = guard.trap.map(|name| {
            view! {
                <div hidden aria-hidden="true">
                    <label for=name>{say("leave-empty")}</label>
                    <input type="text" id=name name=name tabindex="-1" autocomplete="off" />
                </div>
            }
        });
        view! { <input type="hidden" autocomplete="off" name="_page" value=guard.token /> {trap} }
    })
}

/// The code of answers that were sent from this device would be covered by what is begun now.
fn shown_code(view: &Welcome) -> impl IntoView + use<> {
    view.shown_code.clone().map(|address| {
        view! { <p class="notice">{say("welcome-code")} " " <a href=address>{say("welcome-code-see")}</a></p> }
    })
}

/// The field that a problem is about; of some there is none.
fn field_of(problem: &str) -> &'static str {
    match problem {
        "code-wrong" | "code-spent" => "code",
        "resume-wrong" => "resume",
        _ => "",
    }
}

/// What is wrong with what was typed into a field.
fn wrong(view: &Welcome, field: &str) -> Option<String> {
    view.problem.as_deref().filter(|problem| field_of(problem) == field).map(say)
}

fn code(view: &Welcome) -> impl IntoView + use<> {
    let wrong = wrong(view, "code");
    (view.code && view.begun == Begun::Nothing).then(|| {
        let about = if wrong.is_some() { "code-hint code-problem" } else { "code-hint" };
        let field = code_field("code", about, wrong.is_some());
        let wrong = wrong.map(|words| view! { <p class="problem" id="code-problem">{words}</p> });
        view! {
            <div class="question">
                <label class="label" for="code">{say("code-label")}</label>
                <p class="hint" id="code-hint">{say("code-hint")}</p>
                {wrong}
                {field}
            </div>
        }
    })
}

/// A field for a code: ids of what is said about it, and whether what was typed there is wrong.
pub fn code_field(name: &'static str, about: &'static str, wrong: bool) -> impl IntoView {
    let invalid = wrong.then_some("true");
    question::unmended(view! {
        <input type="text" id=name name=format!("_{name}") autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby=about aria-invalid=invalid />
    })
}

fn buttons(view: &Welcome) -> impl IntoView + use<> {
    match view.begun {
        Begun::Nothing => {
            view! { <p class="go"><button name="_go" value="begin">{say("welcome-begin")}</button></p> }.into_any()
        }
        Begun::Here => choice("welcome-begun", ("on", "welcome-go-on"), "welcome-anew").into_any(),
        Begun::Elsewhere => choice("welcome-other", ("other", "welcome-go-other"), "welcome-leave-other").into_any(),
    }
}

/// What becomes of unsent answers: go on with them, or throw them away and start.
fn choice(words: &str, on: (&'static str, &str), anew: &str) -> impl IntoView + use<> {
    view! {
        <div class="notice">
            <p>{say(words)}</p>
            <p class="go"><button name="_go" value=on.0>{say(on.1)}</button> <button class="quiet" name="_go" value="anew">{say(anew)}</button></p>
        </div>
    }
}

fn resume(view: &Welcome) -> impl IntoView + use<> {
    let wrong = wrong(view, "resume");
    (view.resume && view.begun == Begun::Nothing).then(|| {
        let (open, about) = if wrong.is_some() { (true, "resume-problem") } else { (false, "code-hint") };
        let wrong = wrong.map(|words| view! { <p class="problem" id="resume-problem">{words}</p> });
        view! {
            <details open=open>
                <summary>{say("resume-have")}</summary>
                <label class="label" for="resume">{say("resume-label")}</label>
                {wrong}
                {code_field("resume", about, open)}
                <button class="quiet" name="_go" value="resume">{say("resume-button")}</button>
            </details>
        }
    })
}
