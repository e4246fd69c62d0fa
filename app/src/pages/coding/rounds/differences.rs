//! Where coders differ: both sides beside one another, and a form that settles each.

use leptos::prelude::*;
use server::coding::Span;
use server::http::staff::coding::rounds::view::{Difference, Differences, Made};

use crate::components::form::select;
use crate::language::Language;
use crate::pages::coding::called;

pub(super) fn page(words: &Language, view: &Differences) -> impl IntoView + use<> {
    let base = super::base(&view.member.study.id);
    let address = format!("{base}/round/{}", view.line.id);
    let all = (String::new(), words.say("differences-all"));
    let codes = view.codes.iter().map(|(id, name, count)| (id.clone(), format!("{name} ({count})")));
    let codes = std::iter::once(all).chain(codes).collect();
    let counts = [("settled", view.settled.0.to_string()), ("count", view.settled.1.to_string())];
    let code = |(id, name, _): &(String, String, usize)| {
        view! { <li><a href=code_page(view, id)>{name.clone()}</a></li> }
    };
    let reword = (!view.codes.is_empty()).then(|| {
        let codes: Vec<_> = view.codes.iter().map(code).collect();
        view! { <h2>{words.say("differences-codebook")}</h2> <ul>{codes}</ul> }
    });
    let lines: Vec<_> = view.differences.iter().map(|one| difference(words, &address, view, one)).collect();
    view! {
        <p class="back"><a href=address.clone()>{called(words, &view.line.name)}</a></p>
        <h1>{words.say("differences-title")}</h1>
        <p role="status">{words.with("differences-count", &counts)}</p>
        <p class="hint">{words.say("differences-settling")}</p>
        <form method="get" action=format!("{address}/differences") class="line">
            {select("code", words.say("theme-code"), codes, &view.code)}
            <button class="quiet">{words.say("theme-show")}</button>
        </form>
        <ul class="cards">{lines}</ul>
        <p class="actions">
            <a class="button quiet" href=format!("{base}/new?fresh=yes")>{words.say("differences-fresh")}</a>
        </p>
        {reword}
    }
}

fn code_page(view: &Differences, code: &str) -> String {
    format!("/studies/{}/coding/codebook/code/{code}", view.member.study.id)
}

fn difference(words: &Language, address: &str, view: &Differences, one: &Difference) -> impl IntoView + use<> {
    let about = &one.about;
    let place = [about.title.get(&words.0), &about.wave_name, &about.speaker, about.question.get(&words.0)];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let coders: Vec<_> = one
        .coders
        .iter()
        .map(|(name, made)| {
            let said = match made {
                Made::Given(spans) => view! { <p class="said" dir="auto">{drawn(&one.text, spans)}</p> }.into_any(),
                Made::Not => view! { <p>{words.say("differences-not-given")}</p> }.into_any(),
                Made::Unreached => view! { <p>{words.say("differences-unreached")}</p> }.into_any(),
            };
            view! { <div><h3>{name.clone()}</h3>{said}</div> }
        })
        .collect();
    let settled = one.settled.as_ref().map(|(fits, by, note)| {
        let key = if *fits { "differences-fits" } else { "differences-fits-not" };
        view! { <p><strong>{words.with(key, &[("name", by.clone())])}</strong> " " {note.clone()}</p> }
    });
    let code = code_page(view, &one.code.0);
    let beside = about.is_turn.then(|| {
        let address = format!("/studies/{}/coding/passages?at={}", view.member.study.id, one.passage);
        view! { " · " <a href=address>{words.say("round-beside")}</a> }
    });
    let anyone = one.coders.iter().any(|(_, made)| matches!(made, Made::Given(_)));
    let form = (view.may_settle && anyone).then(|| settle(words, address, view, one));
    view! {
        <li>
            <p class="hint">{place.join(" · ")} {beside}</p>
            <h2><a href=code>{one.code.1.clone()}</a></h2>
            <div class="sides">{coders}</div>
            {settled}
            {form}
        </li>
    }
}

fn settle(words: &Language, address: &str, view: &Differences, one: &Difference) -> impl IntoView + use<> {
    let id = format!("note-{}-{}", one.passage, one.code.0).replace('.', "-");
    let about = format!(": {}", one.code.1);
    view! {
        <form method="post" action=format!("{address}/differences")>
            <input type="hidden" name="passage" value=one.passage.to_string() />
            <input type="hidden" name="code" value=one.code.0.clone() />
            <input type="hidden" name="only" value=view.code.clone() />
            <div class="field">
                <label class="label" for=id.clone()>{words.say("differences-note")}<span class="sr">{about.clone()}</span></label>
                <input id=id name="note" type="text" autocomplete="off" />
            </div>
            <div class="actions">
                <button name="fits" value="yes">{words.say("differences-yes")}<span class="sr">{about.clone()}</span></button>
                <button class="quiet" name="fits" value="no">{words.say("differences-no")}<span class="sr">{about}</span></button>
            </div>
        </form>
    }
}

/// The words with what a coder marked; all of it where the whole passage was coded.
fn drawn(text: &str, spans: &[Option<Span>]) -> Vec<AnyView> {
    let whole = spans.iter().any(Option::is_none);
    let marked = |point: u32| whole || spans.iter().flatten().any(|span| span.start <= point && point < span.end);
    let mut parts: Vec<(bool, String)> = Vec::new();
    for (point, letter) in (0_u32..).zip(text.chars()) {
        let is = marked(point);
        match parts.last_mut() {
            Some((last, part)) if *last == is => part.push(letter),
            _ => parts.push((is, letter.to_string())),
        }
    }
    let part = |(marked, text): (bool, String)| match marked {
        true => view! { <mark>{text}</mark> }.into_any(),
        false => view! { {text} }.into_any(),
    };
    parts.into_iter().map(part).collect()
}
