//! A group that is asked several times: its rounds so far, and a button for one more.

use instruments::Question;
use leptos::prelude::*;
use server::http::respond::Asking;

use super::{draw as draw_question, group};
use crate::respond::{say, with};

/// The rounds, each a group.
pub fn draw(asking: &Asking, asked: &Question, key: &str) -> AnyView {
    let rounds = asking.journey.rounds(key).max(1);
    let most = asked.at_most.unwrap_or(usize::MAX);
    let groups = (1..=rounds).map(|round| draw_round(asking, asked, key, round)).collect_view();
    let more = (rounds < most)
        .then(|| view! { <button class="quiet" name=format!("{key}.more") value="add">{say("repeat-more")}</button> });
    group(asking, asked, key, view! { {groups} {more} })
}

fn draw_round(asking: &Asking, asked: &Question, key: &str, round: usize) -> impl IntoView + use<> {
    let questions = asked
        .questions
        .iter()
        .map(|inner| draw_question(asking, inner, &format!("{key}.{round}.{}", inner.id)))
        .collect_view();
    let first = (round == 1).then(|| key.to_owned());
    view! { <fieldset class="round" id=first><legend>{with("repeat-round", &[("round", round.to_string())])}</legend>{questions}</fieldset> }
}
