//! All instruments of a study, and where more come from.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::instruments::{Row, Shelf};

use super::{audience, file_form, language_name};
use crate::components::form::button;
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Shelf) -> String {
    let words = Language::of(&around.language);
    shell::page(around, "instruments", &words.say("instruments-title"), || {
        let rows: Vec<_> = view.rows.iter().map(|row| line(&words, &view.study, row)).collect();
        let body = if rows.is_empty() {
            view! { <p>{words.say("instruments-empty")}</p> }.into_any()
        } else {
            table(&words, rows).into_any()
        };
        view! {
            <h1>{words.say("instruments-title")}</h1>
            {body}
            {view.may_design.then(|| more(&words, view))}
        }
    })
}

fn table(words: &Language, rows: Vec<AnyView>) -> impl IntoView + use<> {
    view! {
        <div class="scroll" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.say("instrument")}</th>
                        <th scope="col">{words.say("instrument-audience")}</th>
                        <th scope="col">{words.say("instrument-languages")}</th>
                        <th scope="col">{words.say("instrument-state")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn line(words: &Language, study: &str, row: &Row) -> AnyView {
    let address = format!("/studies/{study}/instruments/{}", row.id);
    let title = row.parsed.as_ref().map_or_else(|| row.name.clone(), |parsed| parsed.title.get(&words.0).to_owned());
    let asked = row.parsed.as_ref().map(|parsed| audience(words, parsed.audience));
    let tags = row.parsed.iter().flat_map(|parsed| &parsed.languages);
    let languages: Vec<String> = tags.map(|tag| language_name(words, tag)).collect();
    let state = match &row.newest {
        Some((number, day)) => words.with("version-published", &[("number", number.to_string()), ("day", day.clone())]),
        None => words.say("version-none"),
    };
    view! {
        <tr>
            <th scope="row"><a href=address>{title}</a><br /><span class="hint">{row.name.clone()}</span></th>
            <td>{asked}</td>
            <td>{languages.join(", ")}</td>
            <td>{state}</td>
        </tr>
    }
    .into_any()
}

fn more(words: &Language, view: &Shelf) -> impl IntoView + use<> {
    let base = format!("/studies/{}/instruments", view.study);
    let library: Vec<_> = view
        .library
        .iter()
        .map(|(shipped, title, asked)| {
            let add = button(format!("{base}/add"), words.say("library-add"), title, &[("name", shipped.name)]);
            view! {
                <li class="offer">
                    <span><strong>{title.clone()}</strong> <br /> <span class="hint">{audience(words, *asked)}</span></span>
                    {add}
                </li>
            }
        })
        .collect();
    let offered = (!library.is_empty()).then(|| {
        view! {
            <h2>{words.say("library-title")}</h2>
            <p class="hint">{words.say("library-hint")}</p>
            <ul class="offers">{library}</ul>
        }
    });
    view! {
        {offered}
        <h2>{words.say("upload-title")}</h2>
        <p class="hint">{words.say("upload-hint")}</p>
        {file_form(format!("{base}/upload"), "f-file", words.say("upload-file"), ".toml", words.say("upload-do"))}
    }
}
