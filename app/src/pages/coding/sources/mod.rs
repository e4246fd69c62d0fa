//! Transcripts: bringing them in, their record, reading them, translations, excerpts that were coded elsewhere.

mod answers;
mod bring;
mod excerpts;
mod list;
mod read;
mod record;
mod translate;

use leptos::prelude::*;
use server::access::{Action, allows};
use server::http::staff::coding::sources::{self, Pages};
use server::http::staff::{Around, Member};

use crate::components::form::button;
use crate::language::Language;
use crate::pages::StaffPages;

impl Pages for StaffPages {
    fn sources(&self, around: &Around, view: &sources::list::View) -> String {
        list::page(around, view)
    }

    fn bring(&self, around: &Around, view: &sources::bring::Form) -> String {
        bring::form(around, view)
    }

    fn bring_preview(&self, around: &Around, view: &sources::bring::View) -> String {
        bring::preview(around, view)
    }

    fn source_record(&self, around: &Around, view: &sources::record::View) -> String {
        record::page(around, view)
    }

    fn source(&self, around: &Around, view: &sources::read::View) -> String {
        read::page(around, view)
    }

    fn source_remove(&self, around: &Around, view: &sources::read::Leaving) -> String {
        read::leaving(around, view)
    }

    fn translate(&self, around: &Around, view: &sources::translate::View) -> String {
        translate::one(around, view)
    }

    fn translate_whole(&self, around: &Around, view: &sources::whole::View) -> String {
        translate::whole(around, view)
    }

    fn translate_answers(&self, around: &Around, view: &sources::answers::View) -> String {
        answers::page(around, view)
    }

    fn excerpts(&self, around: &Around, view: &sources::excerpts::Form) -> String {
        excerpts::form(around, view)
    }

    fn excerpts_preview(&self, around: &Around, view: &sources::excerpts::View) -> String {
        excerpts::preview(around, view)
    }
}

/// A page of the transcripts.
fn page<V: IntoView>(around: &Around, member: &Member, title: &str, body: impl FnOnce(&Language) -> V) -> String {
    let words = Language::of(&around.language);
    super::page(around, member.role, "sources", title, || body(&words))
}

/// The address of a page of the transcripts; empty for the first.
fn address(member: &Member, rest: &str) -> String {
    format!("/studies/{}/coding/sources{rest}", member.study.id)
}

fn may_bring(member: &Member) -> bool {
    allows(member.role, Action::BringSources)
}

/// The way back to all transcripts.
fn to_list(words: &Language, member: &Member) -> impl IntoView + use<> {
    view! { <p class="back"><a href=address(member, "")>{words.say("sources-title")}</a></p> }
}

/// A choice of one file, with what it may be.
fn file(words: &Language, accept: &'static str, hint: &str) -> impl IntoView + use<> {
    view! {
        <div class="field">
            <label class="label" for="file">{words.say("sources-file")}</label>
            <p class="hint" id="file-hint">{words.say(hint)}</p>
            <input id="file" name="file" type="file" accept=accept required aria-describedby="file-hint" />
        </div>
    }
}

/// What the person did last here, with a button that takes it back.
fn undo(words: &Language, member: &Member, last: Option<&sources::Last>) -> Option<impl IntoView + use<>> {
    let last = last.filter(|_| may_bring(member))?;
    let said = words.say(&format!("sources-undo-{}", last.what));
    let event = last.event.to_string();
    let form = button(address(member, "/undo"), words.say("codebook-undo"), &said, &[("event", &event)]);
    Some(view! { <p class="row no-print"><span>{said.clone()}</span> {form}</p> })
}

/// Links to the page before and after.
fn pages(words: &Language, base: &str, page: usize, pages: usize) -> Option<impl IntoView + use<>> {
    if pages < 2 {
        return None;
    }
    let address = |page: usize| format!("{base}?page={page}");
    let before = (page > 1).then(|| view! { <a href=address(page - 1)>{words.say("words-before")}</a> });
    let after = (page < pages).then(|| view! { <a href=address(page + 1)>{words.say("words-after")}</a> });
    let here = words.with("words-page", &[("page", page.to_string()), ("pages", pages.to_string())]);
    Some(view! { <p class="row">{before} <span>{here}</span> {after}</p> })
}

/// The name of a language as it is written in the page's language; the tag where it has none.
fn language_name(words: &Language, tag: &str) -> String {
    let key = format!("language-{}", tag.split('-').next().unwrap_or(tag));
    let said = words.say(&key);
    if said == key { tag.to_owned() } else { said }
}

/// A field for a language tag that offers usual ones.
pub(super) fn language_field(words: &Language, value: String) -> impl IntoView + use<> {
    language_of(words, "sources-language", value)
}

/// The same under a label of its own.
fn language_of(words: &Language, label: &str, value: String) -> impl IntoView + use<> {
    const USUAL: &[&str] = &["en", "es", "vi", "ht", "fr", "ar", "zh", "tl", "pt", "ko"];
    let offers: Vec<_> =
        USUAL.iter().map(|tag| view! { <option value=*tag>{language_name(words, tag)}</option> }).collect();
    view! {
        <div class="field">
            <label class="label" for="language">{words.say(label)}</label>
            <p class="hint" id="language-hint">{words.say("sources-language-hint")}</p>
            <input id="language" name="language" type="text" list="languages" value=value autocomplete="off" required aria-describedby="language-hint" />
            <datalist id="languages">{offers}</datalist>
        </div>
    }
}

/// How far words may go, to be chosen.
fn consent(words: &Language, chosen: &str) -> impl IntoView + use<> {
    let choices: Vec<_> = server::coding::source::Consent::ALL
        .iter()
        .map(|scope| {
            let (name, label) = (scope.name(), words.say(&format!("consent-{}", scope.name())));
            view! {
                <label class="choice"><input type="radio" name="consent" value=name checked=chosen == name /><span>{label}</span></label>
            }
        })
        .collect();
    view! { <fieldset><legend>{words.say("sources-consent")}</legend>{choices}</fieldset> }
}
