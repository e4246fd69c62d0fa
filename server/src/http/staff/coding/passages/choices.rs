//! What the list may be filtered by: only what tells something apart.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::filter::Reading;
use super::naming::WITHIN;
use super::view::Choice;
use crate::workspace::{About, Desk, Place};

/// Every facet with more than one value, and those that are asked for.
pub(super) fn all(desk: &Desk, reading: &Reading<'_>, language: &str) -> Vec<Choice> {
    let abouts = abouts(desk);
    let from = reading.filter.get("from");
    let here = || abouts.iter().filter(|about| from.is_empty() || about.from == from);
    let text = |text: &instruments::Text| text.get(language).to_owned();
    let named = |name: &'static str, pairs: &mut dyn Iterator<Item = (String, String)>| {
        let options: BTreeMap<String, String> = pairs.filter(|(value, _)| !value.is_empty()).collect();
        let mut options: Vec<_> = options.into_iter().collect();
        options.sort_by(|(_, one), (_, other)| one.cmp(other));
        Choice { name, options }
    };
    let title = |about: &About| match about.wave_name.as_str() {
        "" => text(&about.title),
        wave => format!("{} · {wave}", text(&about.title)),
    };
    let codes = desk.coding.codebook.tree().into_iter();
    let coders: BTreeSet<&str> = reading.seen.codings().map(|coded| coded.coder.as_str()).collect();
    let person = reading.seen.person();
    let rounds = desk.coding.rounds.values().filter(|round| !round.given_to(person).is_empty());
    let words = |values: &[&str]| values.iter().map(|value| ((*value).to_owned(), String::new())).collect();
    let all = vec![
        named("from", &mut abouts.iter().map(|about| (about.from.clone(), title(about)))),
        named("key", &mut here().map(|about| (about.key.clone(), text(&about.question)))),
        named("wave", &mut here().map(|about| (about.wave.clone().unwrap_or_default(), about.wave_name.clone()))),
        named("site", &mut here().map(|about| (about.site.clone().unwrap_or_default(), about.site_name.clone()))),
        named("speaker", &mut here().map(|about| (about.speaker.clone(), about.speaker.clone()))),
        named("language", &mut here().map(|about| (about.language.clone(), about.language.clone()))),
        Choice {
            name: "code",
            options: codes.map(|(_, code)| (code.id.clone(), desk.code_path(&code.id).join(WITHIN))).collect(),
        },
        named("coder", &mut coders.iter().map(|coder| ((*coder).to_owned(), desk.person(coder).to_owned()))),
        Choice { name: "coded", options: words(&["no", "yes", "mine"]) },
        named("round", &mut rounds.map(|round| (round.drawn.round.clone(), desk.say(&round.drawn.name).to_owned()))),
    ];
    let least = |choice: &Choice| if matches!(choice.name, "round" | "code") { 1 } else { 2 };
    let asked = |choice: &Choice| !reading.filter.get(choice.name).is_empty();
    all.into_iter().filter(|choice| choice.options.len() >= least(choice) || asked(choice)).collect()
}

/// What is known about passages, each kind once.
fn abouts(desk: &Desk) -> Vec<Arc<About>> {
    let mut known = HashSet::new();
    let own = desk.passages.places().filter(|place| **place != Place::Translations);
    let all = own.flat_map(|place| desk.passages.from(place));
    all.filter(|passage| known.insert(Arc::as_ptr(&passage.about))).map(|passage| Arc::clone(&passage.about)).collect()
}
