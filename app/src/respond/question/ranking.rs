//! Options put in order: a list for each place.

use instruments::Question;
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{group, missing_boxes, offered, value};
use crate::respond::{say, with};

/// One list for each place.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    let options: Vec<_> = offered(asking, asked).into_iter().filter(|(code, _)| !code.starts_with('~')).collect();
    let places = asked.places.unwrap_or(options.len());
    let chosen = value(asking, key);
    let taken: Vec<&str> = chosen.split(' ').collect();
    let lists = (1..=places)
        .map(|place| list(asking, key, place, &options, taken.get(place - 1).copied().unwrap_or("")))
        .collect_view();
    group(asking, asked, key, view! { {lists} {missing_boxes(asking, asked, key)} })
}

fn list(asking: &Asking, key: &str, place: usize, options: &[(String, String)], taken: &str) -> impl IntoView + use<> {
    let name = format!("{key}.place.{place}");
    let id = if place == 1 { key.to_owned() } else { name.clone() };
    let chosen = asking.typed.get(&name).cloned().unwrap_or_else(|| taken.to_owned());
    let options = options
        .iter()
        .map(|(code, words)| view! { <option value=code.clone() selected=*code == chosen>{words.clone()}</option> })
        .collect_view();
    view! {
        <p class="place">
            <label for=id.clone()>{with("ranking-place", &[("place", place.to_string())])}</label>
            <select id=id name=name autocomplete="off"><option value="">{say("ranking-none")}</option>{options}</select>
        </p>
    }
}
