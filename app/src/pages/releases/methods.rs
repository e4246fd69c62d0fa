//! How a release was made and what it cannot tell, written from what was done.

use instruments::Audience;
use server::release::{Draft, Methods, Wave};
use server::report::Block;

use crate::language::Language;
use crate::pages::results::text;

/// The last part of a document.
pub(super) fn blocks(words: &Language, draft: &Draft) -> Vec<Block> {
    let methods = &draft.methods;
    let mut said = asked(words, methods);
    said.extend(hidden(words, methods));
    said.extend(tested(words, methods));
    said.push(limits(words, methods));
    let heading = Block::Heading(1, words.say("release-methods-title"));
    std::iter::once(heading).chain(said.into_iter().map(Block::Paragraph)).collect()
}

fn asked(words: &Language, methods: &Methods) -> Vec<String> {
    let one = |(title, audience, waves): &(instruments::Text, Option<Audience>, Vec<Wave>)| {
        let audience =
            audience.map_or_else(String::new, |audience| words.say(&format!("release-asked-{}", whom(audience))));
        let values = [("instrument", text(words, title)), ("audience", audience)];
        let people: Vec<String> = waves.iter().map(|wave| people(words, wave)).collect();
        let versions = waves.iter().any(|wave| wave.versions > 1).then(|| words.say("release-versions"));
        let parts = std::iter::once(words.with("release-asked", &values)).chain(people).chain(versions);
        parts.collect::<Vec<_>>().join(" ")
    };
    methods.instruments.iter().map(one).collect()
}

fn whom(audience: Audience) -> &'static str {
    match audience {
        Audience::Survivors => "survivors",
        Audience::Professionals => "professionals",
        Audience::Community => "community",
    }
}

/// How many people answered in a wave, and out of how many.
pub(super) fn people(words: &Language, wave: &Wave) -> String {
    let values = [("wave", wave.name.clone()), ("date", wave.date.clone())];
    match (wave.people, wave.population) {
        (None, _) => words.with("release-people-hidden", &values),
        (Some(people), None) => {
            words.with("release-people", &[values[0].clone(), values[1].clone(), ("people", people.to_string())])
        }
        (Some(people), Some(all)) => {
            let share = if all == 0 { 0.0 } else { people as f64 * 100.0 / all as f64 };
            let more = [("people", people.to_string()), ("all", all.to_string()), ("percent", format!("{share:.0}"))];
            let values: Vec<_> = values.into_iter().chain(more).collect();
            words.with("release-people-of", &values)
        }
    }
}

fn hidden(words: &Language, methods: &Methods) -> Option<String> {
    let (shown, hidden) = methods.counts;
    if shown + hidden == 0 && methods.withheld == 0 {
        return None;
    }
    let smallest: Vec<String> = methods.smallest.iter().map(u64::to_string).collect();
    let values = [
        ("smallest", smallest.join("/")),
        ("hidden", hidden.to_string()),
        ("all", (shown + hidden).to_string()),
        ("withheld", methods.withheld.to_string()),
        ("earlier", methods.earlier.to_string()),
    ];
    let mut said = vec![words.with("release-method-hidden", &values)];
    if methods.withheld > 0 {
        said.push(words.with("release-method-withheld", &values));
    }
    said.push(words.with("release-method-attack", &values));
    Some(said.join(" "))
}

fn tested(words: &Language, methods: &Methods) -> Option<String> {
    let mut said: Vec<String> =
        methods.tests.iter().map(|test| words.say(&format!("release-test-{}", test.name()))).collect();
    if said.is_empty() {
        return None;
    }
    let (items, scales) = methods.families;
    said.push(words.with("release-families", &[("items", items.to_string()), ("scales", scales.to_string())]));
    Some(said.join(" "))
}

fn limits(words: &Language, methods: &Methods) -> String {
    let mut said = vec![words.say("release-limit-response")];
    let mut add = |wanted: bool, key: &str| {
        if wanted {
            said.push(words.say(key));
        }
    };
    let compares = methods.instruments.iter().any(|(.., waves)| waves.len() > 1);
    add(compares && !methods.follows, "release-limit-unlinked");
    add(methods.follows, "release-limit-same");
    add(methods.crossed, "release-limit-crossed");
    add(methods.mirrored, "release-limit-mirror");
    add(methods.organisations, "release-limit-organizations");
    add(methods.reworded, "release-limit-reworded");
    add(methods.paraphrased, "release-limit-paraphrase");
    add(methods.few, "release-limit-few");
    if let Some(share) = methods.false_share {
        said.push(words.with("release-limit-false", &[("percent", format!("{:.1}", share * 100.0))]));
    }
    if let Some(version) = methods.codebook {
        said.push(words.with("release-limit-codebook", &[("version", version.to_string())]));
    }
    if methods.quotes > 0 {
        said.push(words.say("release-limit-quotes"));
    }
    said.join(" ")
}

/// Facts for the files: thresholds, waves, releases before.
pub(super) fn about(words: &Language, draft: &Draft) -> Vec<(String, String)> {
    let methods = &draft.methods;
    let smallest: Vec<String> = methods.smallest.iter().map(u64::to_string).collect();
    let mut facts = vec![
        (words.say("release-about-smallest"), smallest.join(", ")),
        (words.say("release-about-earlier"), methods.earlier.to_string()),
    ];
    for (title, _, waves) in &methods.instruments {
        let waves: Vec<String> = waves.iter().map(|wave| people(words, wave)).collect();
        facts.push((text(words, title), waves.join(" ")));
    }
    facts.retain(|(_, says)| !says.is_empty());
    facts
}
