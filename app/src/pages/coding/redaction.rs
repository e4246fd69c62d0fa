//! Redacting: passages with marks, choosing words, the last look.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::redaction::Pages;
use server::http::staff::coding::redaction::view::{Marked, Passage, Place, Review, View};
use server::redaction::Kind;

use crate::components::form::select;
use crate::language::Language;
use crate::pages::StaffPages;

impl Pages for StaffPages {
    fn redaction(&self, around: &Around, view: &View) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "redaction", &words.say("redaction-title"), || list(&words, view))
    }

    fn redact_passage(&self, around: &Around, view: &Passage) -> String {
        let words = Language::of(&around.language);
        let title = words.say("redaction-choose");
        super::page(around, view.member.role, "redaction", &title, || choose(&words, around, view))
    }

    fn redact_review(&self, around: &Around, view: &Review) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "redaction", &words.say("redaction-review"), || review(&words, view))
    }

    fn label(&self, language: &str, kind: Kind) -> String {
        Language::of(language).say(&format!("redaction-label-{}", kind.code()))
    }
}

fn base(study: &str) -> String {
    format!("/studies/{study}/coding/redaction")
}

fn said(words: &Language, kind: Kind) -> String {
    words.say(&format!("redaction-kind-{}", kind.code()))
}

fn list(words: &Language, view: &View) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let all = (String::new(), words.say("redaction-all"));
    let kinds =
        view.kinds.iter().map(|(kind, count)| (kind.code().to_owned(), format!("{} ({count})", said(words, *kind))));
    let kinds: Vec<_> = std::iter::once(all).chain(kinds).collect();
    let chosen = view.kind.map_or("", Kind::code);
    let counts = [("total", view.total.to_string()), ("passages", view.passages.to_string())];
    let marked: Vec<_> = view
        .marked
        .iter()
        .map(|one| {
            let address = format!("{base}/passage/{}", one.passage);
            view! {
                <li>
                    <p class="hint">{place(words, one)}</p>
                    <p class="said" dir="auto">{parts(words, one)}</p>
                    <p><a href=address>{words.say("redaction-open")}</a></p>
                </li>
            }
        })
        .collect();
    let kind = view.kind.map(|kind| format!("&kind={}", kind.code())).unwrap_or_default();
    let address = |page: usize| format!("{base}?page={page}{kind}");
    let before = (view.page > 1).then(|| view! { <a href=address(view.page - 1)>{words.say("words-before")}</a> });
    let after =
        (view.page < view.pages).then(|| view! { <a href=address(view.page + 1)>{words.say("words-after")}</a> });
    let here = words.with("words-page", &[("page", view.page.to_string()), ("pages", view.pages.to_string())]);
    view! {
        <h1>{words.say("redaction-title")}</h1>
        <p>{words.say("redaction-lead")}</p>
        <form method="get" action=base.clone() class="line">
            {select("kind", words.say("redaction-filter"), kinds, chosen)}
            <button class="quiet">{words.say("redaction-show")}</button>
        </form>
        <p role="status">{words.with("redaction-count", &counts)}</p>
        <ul class="cards">{marked}</ul>
        <p class="row">{before} <span>{here}</span> {after}</p>
    }
}

fn place(words: &Language, marked: &Marked) -> String {
    let about = &marked.about;
    let read = |text: &instruments::Text| text.get(&words.0).to_owned();
    let parts = [read(&about.title), about.wave_name.clone(), about.speaker.clone(), read(&about.question)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The words, those that are marked with what they seem to be.
fn parts(words: &Language, marked: &Marked) -> Vec<AnyView> {
    let part = |(kind, text): &(Option<Kind>, String)| match kind {
        Some(kind) => {
            let sr = format!(" ({})", said(words, *kind));
            view! { <mark title=said(words, *kind)>{text.clone()}<span class="sr">{sr}</span></mark> }.into_any()
        }
        None => text.clone().into_any(),
    };
    marked.parts.iter().map(part).collect()
}

fn choose(words: &Language, around: &Around, view: &Passage) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let marks: Vec<_> = view
        .marks
        .iter()
        .map(|(span, kind, why, found)| {
            let value = format!("{}-{}.{}", span.start, span.end, kind.code());
            let why = format!("{}: {}", said(words, *kind), words.say(&format!("redaction-why-{why}")));
            view! {
                <li>
                    <label class="choice">
                        <input type="checkbox" name="span" value=value checked />
                        <span><strong>{found.clone()}</strong> " " <span class="hint">{why}</span></span>
                    </label>
                </li>
            }
        })
        .collect();
    let marks = match marks.is_empty() {
        true => view! { <p>{words.say("redaction-no-marks")}</p> }.into_any(),
        false => view! { <fieldset class="card"><legend>{words.say("redaction-marks")}</legend><ul class="plain">{marks}</ul></fieldset> }.into_any(),
    };
    let kinds =
        Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words.say(&format!("redaction-label-{}", kind.code()))));
    let before = (view.redactions > 0).then(
        || view! { <p class="hint">{words.with("redaction-before", &[("count", view.redactions.to_string())])}</p> },
    );
    view! {
        <p class="back"><a href=base.clone()>{words.say("redaction-title")}</a></p>
        <h1>{words.say("redaction-choose")}</h1>
        <p class="hint">{place(words, &view.marked)}</p>
        {before}
        <p class="said" dir="auto">{parts(words, &view.marked)}</p>
        <form method="post" action=format!("{base}/passage/{}", view.marked.passage)>
            {marks}
            <fieldset class="card">
                <legend>{words.say("redaction-other")}</legend>
                <div class="field">
                    <label class="label" for="other">{words.say("redaction-words")}</label>
                    <p class="hint" id="other-hint">{words.say("redaction-words-hint")}</p>
                    <input id="other" name="words" type="text" value=around.typed("words", "") aria-describedby="other-hint" autocomplete="off" />
                </div>
                {select("kind", words.say("redaction-label"), kinds.collect(), &around.typed("kind", "name"))}
            </fieldset>
            <button>{words.say("redaction-go")}</button>
        </form>
    }
}

fn review(words: &Language, view: &Review) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let hidden: Vec<_> = view
        .query
        .split('&')
        .filter_map(|pair| pair.strip_prefix("span="))
        .map(|span| view! { <input type="hidden" name="span" value=span.to_owned() /> })
        .collect();
    let chosen: Vec<_> = view
        .chosen
        .iter()
        .map(|(kind, found)| view! { <li><del>{found.clone()}</del> " → " {words.say(&format!("redaction-label-{}", kind.code()))}</li> })
        .collect();
    let elsewhere: Vec<_> = view.elsewhere.iter().map(|place| other(words, place)).collect();
    let elsewhere = match elsewhere.is_empty() {
        true => view! { <p>{words.say("redaction-nowhere")}</p> }.into_any(),
        false => view! {
            <fieldset class="card">
                <legend>{words.say("redaction-elsewhere")}</legend>
                <p class="hint">{words.say("redaction-elsewhere-hint")}</p>
                <ul class="plain">{elsewhere}</ul>
            </fieldset>
        }
        .into_any(),
    };
    let codings = (view.codings > 0).then(
        || view! { <p class="hint">{words.with("redaction-codings", &[("count", view.codings.to_string())])}</p> },
    );
    view! {
        <p class="back"><a href=format!("{base}/passage/{}", view.passage)>{words.say("redaction-back")}</a></p>
        <h1>{words.say("redaction-review")}</h1>
        <ul>{chosen}</ul>
        <p>{words.say("redaction-after")}</p>
        <p class="said" dir="auto">{view.after.clone()}</p>
        {codings}
        <form method="post" action=format!("{base}/redact/{}", view.passage)>
            {hidden}
            {elsewhere}
            <p class="notice">{words.say("redaction-final")}</p>
            <button>{words.say("redaction-do")}</button>
        </form>
    }
}

fn other(words: &Language, place: &Place) -> impl IntoView + use<> {
    let (before, found, after) = place.line.clone();
    view! {
        <li>
            <label class="choice">
                <input type="checkbox" name="also" value=place.value.clone() checked />
                <span>
                    <span class="hint">{words.say(&format!("redaction-in-{}", place.what))} ": "</span>
                    {before}<strong>{found}</strong>{after}
                </span>
            </label>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_every_reason_has_its_words() {
        let words = Language::of("en");
        let kinds = Kind::ALL
            .iter()
            .flat_map(|kind| [format!("redaction-kind-{}", kind.code()), format!("redaction-label-{}", kind.code())]);
        let whys = server::redaction::WHYS.iter().map(|why| format!("redaction-why-{why}"));
        let places =
            ["passage", "memo", "code", "quote", "flag", "search", "other"].map(|what| format!("redaction-in-{what}"));
        for key in kinds.chain(whys).chain(places) {
            assert_ne!(words.say(&key), key, "{key}");
        }
    }
}
