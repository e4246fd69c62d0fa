//! Welcome and plain consent: who, why, how long, free choice, who sees what, what nobody can promise.

use instruments::Audience;
use leptos::prelude::*;
use server::http::respond::Welcome;

use super::{frame, paragraphs, question, say, with};

/// The first page of a link.
pub fn page(view: &Welcome) -> impl IntoView + use<> {
    let tag = &view.frame.language;
    let instrument = &view.instrument;
    let consent = &instrument.consent;
    let minutes = with("welcome-minutes", &[("minutes", instrument.minutes.to_string())]);
    let kept = with("welcome-kept", &[("hours", view.hours.to_string())]);
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
            <p>{say("welcome-sealed")}</p>
            <h2>{say("welcome-limits")}</h2>
            {paragraphs(consent.limits.get(tag))}
            {paragraphs(&say("welcome-device"))}
            {more}
            <p>{kept}</p>
            {code(view)}
            {buttons(view)}
            {resume(view)}
            <p class="hint">{say("welcome-after")} " " <a href="/withdraw">{say("withdraw-link")}</a></p>
        </form>
    }
}

fn code(view: &Welcome) -> impl IntoView + use<> {
    view.code.then(|| {
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
    if view.begun {
        view! {
            <p>{say("welcome-begun")}</p>
            <p class="go"><button name="_go" value="on">{say("welcome-go-on")}</button> <button class="quiet" name="_go" value="anew">{say("welcome-anew")}</button></p>
        }
        .into_any()
    } else {
        view! { <p class="go"><button name="_go" value="begin">{say("welcome-begin")}</button></p> }.into_any()
    }
}

fn resume(view: &Welcome) -> impl IntoView + use<> {
    view.resume.then(|| {
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
