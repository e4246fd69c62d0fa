//! The second person: who waits for whom, the decision, and inviting somebody from outside.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::releases::view::Release;
use server::store::releases::State;

use super::show::propose;
use crate::components::form::{Field, button};
use crate::language::Language;

pub(super) fn forms(words: &Language, around: &Around, view: &Release, base: &str) -> impl IntoView + use<> {
    let proposed = (view.release.state == State::Proposed).then(|| {
        let waits = words.with("release-waits", &[("name", view.made_by.clone())]);
        let own = view.own.then(|| view! { <p class="notice">{words.say("release-is-own")}</p> });
        let brought = view.brought.then(|| view! { <p class="notice">{words.say("release-is-brought")}</p> });
        let read = view.may_decide.then(|| view! { <p><a href="#published">{words.say("release-read-first")}</a></p> });
        let decide = view.may_decide.then(|| decision(words, around, &format!("{base}/decide"), &view.digest));
        view! {
            <section>
                <h2>{words.say("release-decide")}</h2>
                <p>{waits}</p>
                {own}
                {brought}
                {read}
                {decide}
                {invite(words, around, view, base)}
                {back(words, view, base)}
            </section>
        }
    });
    view! { {propose(words, view, base)} {proposed} }
}

/// Those who prepared it may begin it anew while nobody decided, and they, or whoever may decide, may throw it away.
fn back(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    let copy = view.own.then(|| button(format!("{base}/copy"), words.say("release-once-more"), "", &[]));
    let drop = view.may_drop.then(|| button(format!("{base}/drop"), words.say("release-drop"), "", &[]));
    view.may_prepare.then(|| view! { {copy} {drop} })
}

/// Approve, or say why not: about the document that is shown, and no other.
pub(super) fn decision(words: &Language, around: &Around, action: &str, digest: &str) -> impl IntoView + use<> {
    view! {
        <form method="post" action=action.to_owned() autocomplete="off">
            <input type="hidden" name="document" value=digest.to_owned() />
            <p class="hint">{words.say("release-approve-hint")}</p>
            <button name="decision" value="approve">{words.say("release-approve")}</button>
            {Field::text("reason", words.say("release-reason")).optional().value(around.typed("reason", "")).view()}
            <button class="quiet" name="decision" value="refuse">{words.say("release-refuse")}</button>
        </form>
    }
}

fn invite(words: &Language, around: &Around, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    if !view.may_prepare {
        return None;
    }
    let code = around.typed("code", "");
    let shown = (!code.is_empty() && around.again.code.is_empty()).then(|| {
        let values = [("name", around.typed("code-for", "")), ("address", view.door.clone())];
        view! {
            <section class="notice" role="status">
                <p>{words.with("reviewer-code", &values)}</p>
                <p class="code big">{code.clone()}</p>
            </section>
        }
    });
    let form = view.may_invite.then(|| {
        view! {
            <form method="post" action=format!("{base}/invite") autocomplete="off">
                {Field::text("for-whom", words.say("reviewer-name")).view()}
                <button class="quiet">{words.say("reviewer-make-code")}</button>
            </form>
        }
    });
    let why = match (view.may_invite, view.own || view.brought) {
        (false, _) => Some("reviewer-by-others"),
        (true, true) => Some("reviewer-by-maker"),
        (true, false) => None,
    };
    let why = why.map(|key| view! { <p class="notice">{words.say(key)}</p> });
    let invited = view.reviewer.as_ref().map(|reviewer| {
        let values = [("name", reviewer.name.clone()), ("day", reviewer.expires_on.clone())];
        view! { <p>{words.with("reviewer-invited", &values)}</p> }
    });
    Some(view! {
        {shown}
        <details>
            <summary>{words.say("reviewer-invite")}</summary>
            <p class="hint">{words.say("reviewer-invite-hint")}</p>
            {why}
            {invited}
            {form}
        </details>
    })
}
