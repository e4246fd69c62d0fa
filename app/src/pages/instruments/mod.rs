//! Pages about instruments: the shelf, the desk of one, its words, its versions, its preview.

mod desk;
mod history;
mod preview;
mod shelf;
mod wording;

use fluent_bundle::FluentResource;
use instruments::Audience;
use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::instruments::{self as view, Desk, History, Preview, Shelf};

use super::StaffPages;
use crate::language::{self, Language};

impl view::Pages for StaffPages {
    fn shelf(&self, around: &Around, view: &Shelf) -> String {
        shelf::page(around, view)
    }

    fn desk(&self, around: &Around, view: &Desk) -> String {
        desk::page(around, view)
    }

    fn wording(&self, around: &Around, view: &view::Wording) -> String {
        wording::page(around, view)
    }

    fn history(&self, around: &Around, view: &History) -> String {
        history::page(around, view)
    }

    fn preview(&self, around: &Around, view: &Preview) -> String {
        preview::page(around, view)
    }

    fn interface(&self, language: &str) -> Vec<(String, String)> {
        language::respondents(language)
    }

    fn languages(&self) -> Vec<String> {
        language::SHIPPED.iter().map(|(language, _)| (*language).to_owned()).collect()
    }

    fn is_sound(&self, text: &str) -> bool {
        FluentResource::try_new(language::entry("word", text)).is_ok_and(|read| read.entries().count() == 1)
    }

    fn say(&self, language: &str, key: &str, values: &[(&'static str, String)]) -> String {
        Language::of(language).with(key, values)
    }
}

/// The name of an audience.
pub(super) fn audience(words: &Language, audience: Audience) -> String {
    words.say(match audience {
        Audience::Survivors => "audience-survivors",
        Audience::Professionals => "audience-professionals",
        Audience::Community => "audience-community",
    })
}

/// The name of a language, for staff.
pub(super) fn language_name(words: &Language, tag: &str) -> String {
    words.name_of(tag)
}

/// A way back.
pub(super) fn back(address: String, label: String) -> impl IntoView {
    view! { <p class="back no-print"><a href=address>"‹ " {label}</a></p> }
}

/// A form for one file.
pub(super) fn file_form(
    action: String,
    id: &'static str,
    label: String,
    accept: &'static str,
    button: String,
) -> impl IntoView {
    view! {
        <form method="post" action=action enctype="multipart/form-data" class="line">
            <div class="field">
                <label class="label" for=id>{label}</label>
                <input type="file" id=id name="file" accept=accept required />
            </div>
            <button class="quiet">{button}</button>
        </form>
    }
}
