//! Passages in an order for reading: words that go together, and the passages that they say most about.

use axum::extract::Query as Address;
use axum::response::Html;

use super::super::{Bench, Shared};
use super::ground::{self, LEAST_PEOPLE};
use super::view::{Line, Topics};
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::themes::topics::{Rule, reading_order};
use crate::workspace::Desk;

/// Topics that may be asked for.
const FEWEST: usize = 2;
const MOST: usize = 20;
/// Passages of a topic on the page.
const PASSAGES: usize = 5;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let count = Fields(address).get("count").parse().unwrap_or(8).clamp(FEWEST, MOST);
    let view = tokio::task::block_in_place(|| view(&bench, count));
    bench.reading(&state, "topics").await?;
    Ok(Html(state.staff_pages.theme_topics(&around, &view)))
}

fn view(bench: &Bench, count: usize) -> Topics {
    let desk = bench.workspace.read();
    let ground = ground::of(bench, &desk);
    let rule = Rule { topics: count, words: 10, passages: PASSAGES, least_people: LEAST_PEOPLE };
    let order = reading_order(&ground.corpus, rule);
    let topic = |topic: &crate::themes::topics::Topic| {
        let words = topic.words.iter().map(|(word, _)| ground.corpus.label(*word).to_owned()).collect();
        let lines = topic.passages.iter().filter_map(|(passage, _)| line(&desk, &ground, *passage)).collect();
        (words, topic.size, lines)
    };
    Topics { head: ground::head(bench, &desk, &ground), count, topics: order.topics.iter().map(topic).collect() }
}

/// A passage by its number.
pub(super) fn line(desk: &Desk, ground: &ground::Ground, number: u32) -> Option<Line> {
    let passage = desk.passages.get(ground.ids.get(number as usize)?)?;
    Some(Line { passage: passage.id.clone(), about: passage.about.clone(), text: passage.text.clone() })
}
