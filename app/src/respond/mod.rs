//! Respondent pages: no script, no wasm, real labelled controls, the exit first. One file for each page, and in
//! `question` one for each kind of question. Which page is shown is decided by `server::http::respond`.

mod frame;
pub mod keying;
mod notice;
pub mod paper;
pub mod question;
mod questions;
mod review;
mod thanks;
mod welcome;
mod withdraw;

use leptos::prelude::*;
use server::http::{Failure, respond as view};

use crate::language::Language;

/// Draws what `server::http::respond` decided.
#[derive(Clone, Copy, Debug)]
pub struct RespondPages;

impl view::Pages for RespondPages {
    fn welcome(&self, view: &view::Welcome) -> String {
        frame::draw(&view.frame, || welcome::page(view))
    }

    fn questions(&self, view: &view::Questions) -> String {
        frame::draw(&view.frame, || questions::page(view))
    }

    fn review(&self, view: &view::Review) -> String {
        frame::draw(&view.frame, || review::page(view))
    }

    fn thanks(&self, view: &view::Thanks) -> String {
        frame::draw(&view.frame, || thanks::page(view))
    }

    fn withdraw(&self, view: &view::Withdraw) -> String {
        frame::draw(&view.frame, || withdraw::page(view))
    }

    fn notice(&self, view: &view::Notice) -> String {
        frame::draw(&view.frame, || notice::page(view))
    }

    fn release(&self, view: &view::Published) -> String {
        crate::pages::releases::page::frozen(view)
    }

    fn release_style(&self) -> &'static str {
        crate::pages::releases::page::STYLE
    }

    fn error(&self, failure: &Failure) -> String {
        let frame = view::Frame { language: failure.language.clone(), ..view::Frame::default() };
        self.notice(&view::Notice { frame, says: notice::says(failure), go: notice::again(failure) })
    }
}

/// A sentence in the language of the page.
fn say(key: &str) -> String {
    crate::language::language().say(key)
}

/// A sentence with values.
fn with(key: &str, values: &[(&'static str, String)]) -> String {
    crate::language::language().with(key, values)
}

/// Words of several lines as paragraphs.
fn paragraphs(text: &str) -> impl IntoView + use<> {
    text.split("\n\n").map(|part| view! { <p>{part.trim().to_owned()}</p> }.into_any()).collect_view()
}

/// The name of a language in that language.
fn own_name(tag: &str) -> String {
    let name = Language::of(tag).say("language-name");
    if tag == "en" || name != Language::of("en").say("language-name") { name } else { tag.to_owned() }
}
