//! The second step of signing in.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::second::{Pages, View};

use super::StaffPages;
use super::account::proofs;
use crate::language::Language;
use crate::shell;

impl Pages for StaffPages {
    fn second(&self, around: &Around, view: &View) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("second-step-title"), || {
            view! {
                <h1>{words.say("second-step-title")}</h1>
                <p>{words.say("second-step-lead")}</p>
                <form method="post" action="/sign-in/second" class="narrow" autocomplete="off">
                    {proofs(&words, &view.second, view.ask.as_deref())}
                </form>
                <p>{words.say("second-lost")}</p>
                <p><a href="/sign-in">{words.say("second-back")}</a></p>
            }
        })
    }
}
