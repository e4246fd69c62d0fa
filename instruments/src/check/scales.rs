//! That scales are made of items that score.

use super::Ground;
use crate::keys::Target;
use crate::{Kind, Problem, Scale};

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    ground
        .instrument
        .scales
        .iter()
        .enumerate()
        .flat_map(|(index, scale)| one(ground, &format!("scale.{index}"), scale))
        .collect()
}

fn one(ground: &Ground, path: &str, scale: &Scale) -> Vec<Problem> {
    let mut found = Vec::new();
    let items = format!("{path}.items");
    if scale.items.is_empty() {
        found.push(ground.error("scale-without-items", &items, &scale.id));
    }
    for (at, item) in scale.items.iter().enumerate() {
        if scale.items[..at].contains(item) {
            found.push(ground.error("item-twice", &items, &scale.id).with("value", item));
        }
        match ground.route.names.get(item) {
            None => found.push(ground.error("unknown-item", &items, &scale.id).with("value", item)),
            Some(target) if !scores(ground, target) => {
                found.push(ground.error("item-without-scores", &items, &scale.id).with("value", item))
            }
            Some(_) => {}
        }
    }
    for item in scale.reversed.iter().filter(|item| !scale.items.contains(item)) {
        found.push(ground.error("reversed-not-item", &format!("{path}.reversed"), &scale.id).with("value", item));
    }
    if !(0.0..=1.0).contains(&scale.least_answered) {
        found.push(
            ground
                .error("share-outside", &format!("{path}.least_answered"), &scale.id)
                .with("value", scale.least_answered),
        );
    }
    found
}

/// Whether an item is one question or row, asked once, and every option of it has a score; or a number.
fn scores(ground: &Ground, target: Target) -> bool {
    let options = ground.instrument.options(target.question);
    let whole_matrix = target.question.kind == Kind::Matrix && target.row.is_none();
    let number = matches!(target.question.kind, Kind::Number | Kind::Calculated);
    let scored = target.question.kind.takes_one_option()
        && !options.is_empty()
        && options.iter().any(|option| option.score.is_some());
    target.repeat.is_none() && !whole_matrix && (number || scored)
}
