//! One question by another in the last wave: each group's answers, and whether the two hang together.

use server::release::{About, Draft};
use server::report::Block;
use server::waves::Crosstab;

use super::{pictures, tables};
use crate::components::table::ranged;
use crate::language::Language;
use crate::pages::waves::name;

/// All crosstabs of an instrument.
pub(super) fn blocks(words: &Language, draft: &Draft, part: usize) -> Vec<Block> {
    let numbers = 0..draft.chosen[part].crossed.len();
    let mut blocks: Vec<Block> = numbers.flat_map(|number| one(words, draft, part, number)).collect();
    if !blocks.is_empty() {
        blocks.insert(0, Block::Heading(2, words.say("release-crossed-title")));
    }
    blocks
}

fn one(words: &Language, draft: &Draft, part: usize, number: usize) -> Vec<Block> {
    let chosen = &draft.chosen[part];
    let (item, by) = chosen.crossed[number];
    let Some(by) = by else { return at_sites(words, draft, part, item) };
    let series = &chosen.series;
    let title = words.with(
        "release-crossed",
        &[("question", name(words, &series.items[item])), ("by", name(words, &series.items[by]))],
    );
    let heading = Block::Heading(3, title);
    let place = draft.place(About::Crossed(part, number)).filter(|place| draft.cells(*place).is_some());
    let Some(place) = place else { return vec![heading, Block::Notes(vec![words.say("release-withheld")])] };
    let finding = match draft.related(part, number) {
        Some(found) => related(words, &found),
        None => Block::Finding { finding: words.say("release-kept"), figures: Vec::new() },
    };
    let table = tables::answers(words, draft, place);
    let shown = match pictures::groups(words, draft, place) {
        Some(chart) => pictures::block(words, &chart, table),
        None => Block::Table(table),
    };
    vec![heading, finding, shown]
}

/// A question by site; one that is told anyway stands there.
fn at_sites(words: &Language, draft: &Draft, part: usize, item: usize) -> Vec<Block> {
    let place = draft.place(About::Sites(part, item)).filter(|place| draft.cells(*place).is_some());
    match place {
        _ if draft.chosen[part].items.contains(&item) => Vec::new(),
        Some(place) => vec![Block::Table(tables::answers(words, draft, place))],
        None => vec![Block::Notes(vec![words.say("release-withheld")])],
    }
}

fn related(words: &Language, found: &Crosstab) -> Block {
    let Ok(tested) = &found.tested else {
        return Block::Finding { finding: words.say("release-crossed-untested"), figures: Vec::new() };
    };
    let key = if tested.p() < 0.05 { "release-crossed-related" } else { "release-crossed-unrelated" };
    let strength = &tested.association.corrected;
    let strength = format!("V = {}", ranged(words, strength.estimate, strength.interval, 2));
    Block::Finding { finding: words.say(key), figures: vec![strength.trim().to_owned()] }
}
