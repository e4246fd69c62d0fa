//! Welcome and plain consent: who, why, how long, free choice, who sees what, what nobody can promise.

use instruments::Audience;
use leptos::prelude::*;
use server::http::respond::{Begun, Welcome};

use super::{frame, paragraphs, question, say, with};

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
    let more = consent.more.as_ref().map(|text| paragraphs(text.get(tag)));
    let problem = view.problem.as_ref().map(|problem| {
        view! { <div class="problems" role="alert"><p class="problem"><a href="#code">{say(problem)}</a></p></div> }
    });
    view! {
        {problem}
        <form method="post" action=view.action.clone() autocomplete="off">
            {frame::first_button("_go", "begin")}
            {frame::languages(&view.frame)}
            <h1>{instrument.title.get(tag).to_owned()}</h1>
            <p>{minutes} " " {say(free)}</p>
            <h2>{say("welcome-who")}</h2>
            {paragraphs(consent.who.get(tag))}
            <h2>{say("welcome-why")}</h2>
            {paragraphs(consent.why.get(tag))}
            <h2>{say("welcome-seen")}</h2>
            {paragraphs(consent.seen_by.get(tag))}
            <p>{say(if view.roster { "welcome-roster" } else { "welcome-sealed" })}</p>
            <h2>{say("welcome-limits")}</h2>
            {paragraphs(consent.limits.get(tag))}
            {paragraphs(&say("welcome-device"))}
            {more}
            <p>{kept}</p>
            {shown_code(view)}
            {code(view)}
            {buttons(view)}
            {resume(view)}
            <p class="hint">{say("welcome-after")} " " <a href="/withdraw">{say("withdraw-link")}</a></p>
        </form>
    }
}

/// The code of answers that were sent from this device would be covered by what is begun now.
fn shown_code(view: &Welcome) -> impl IntoView + use<> {
    view.shown_code.clone().map(|address| {
        view! { <p class="notice">{say("welcome-code")} " " <a href=address>{say("welcome-code-see")}</a></p> }
    })
}

fn code(view: &Welcome) -> impl IntoView + use<> {
    (view.code && view.begun == Begun::Nothing).then(|| {
        view! {
            <div class="question">
                <label class="label" for="code">{say("code-label")}</label>
                <p class="hint" id="code-hint">{say("code-hint")}</p>
                {code_field("code")}
            </div>
        }
    })
}

pub fn code_field(name: &'static str) -> impl IntoView {
    question::unmended(view! {
        <input type="text" id=name name=format!("_{name}") autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="code-hint" />
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
    (view.resume && view.begun == Begun::Nothing).then(|| {
        view! {
            <details>
                <summary>{say("resume-have")}</summary>
                <label class="label" for="resume">{say("resume-label")}</label>
                {code_field("resume")}
                <button class="quiet" name="_go" value="resume">{say("resume-button")}</button>
            </details>
        }
    })
}
