//! How a release was made and what it cannot tell, written from what was done.

use instruments::Audience;
use server::release::{Draft, Methods, Outlook, Shape, Wave, outlook};
use server::report::Block;

use crate::language::Language;
use crate::pages::results::text;

/// The last part of a document.
pub(super) fn blocks(words: &Language, draft: &Draft) -> Vec<Block> {
    let methods = &draft.methods;
    let mut said = asked(words, methods);
    said.extend(counted(words, methods));
    said.extend(hidden(words, draft));
    said.extend(headlines(words, methods));
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
        let fields = waves.iter().flat_map(|wave| field(words, wave)).collect::<Vec<_>>();
        let versions = waves.iter().any(|wave| wave.versions > 1).then(|| words.say("release-versions"));
        let parts = std::iter::once(words.with("release-asked", &values)).chain(people).chain(fields).chain(versions);
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
            let values = [values[0].clone(), values[1].clone(), ("people", people.to_string())];
            let said = words.with("release-people", &values);
            match wave.exceeded {
                true => format!("{said} {}", words.say("release-people-exceeded")),
                false => said,
            }
        }
        (Some(people), Some(all)) => {
            let share = if all == 0 { 0.0 } else { people as f64 * 100.0 / all as f64 };
            let more = [("people", people.to_string()), ("all", all.to_string()), ("percent", format!("{share:.0}"))];
            let values: Vec<_> = values.into_iter().chain(more).collect();
            words.with("release-people-of", &values)
        }
    }
}

/// When, in which languages and how people answered in a wave, as far as that is known and of enough of them.
fn field(words: &Language, wave: &Wave) -> Vec<String> {
    let list = |key: &'static str, name: &'static str, of: Vec<String>| {
        let values = [("wave", wave.name.clone()), (name, of.join(", "))];
        (!of.is_empty()).then(|| words.with(key, &values))
    };
    let weeks = wave.weeks.clone().map(|[first, last]| {
        let name = wave.name.clone();
        if first == last {
            words.with("release-week", &[("wave", name), ("week", first)])
        } else {
            words.with("release-weeks", &[("wave", name), ("first", first), ("last", last)])
        }
    });
    let languages = wave.languages.iter().map(|tag| words.name_of(tag)).collect();
    let modes = wave.modes.iter().map(|mode| words.say(&format!("release-mode-{mode}"))).collect();
    let named = [list("release-languages", "languages", languages), list("release-modes", "modes", modes)];
    weeks.into_iter().chain(named.into_iter().flatten()).collect()
}

/// Who counts as having answered, which answers a share is of, and how intervals are made.
fn counted(words: &Language, methods: &Methods) -> Option<String> {
    if methods.counts.0 == 0 {
        return None;
    }
    let upper = methods.ordered.then_some("release-method-upper");
    let keys = std::iter::once("release-method-answered").chain(upper).chain(["release-method-intervals"]);
    Some(keys.map(|key| words.say(key)).collect::<Vec<_>>().join(" "))
}

fn hidden(words: &Language, draft: &Draft) -> Option<String> {
    let methods = &draft.methods;
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
        ("tables", left_out(words, draft).join("; ")),
        ("earlier", methods.earlier.to_string()),
    ];
    let mut said = vec![words.with("release-method-hidden", &values)];
    if methods.withheld > 0 {
        said.push(words.with("release-method-withheld", &values));
    }
    said.push(words.with("release-method-attack", &values));
    Some(said.join(" "))
}

/// What a table is about, and which of the tables about that it is.
pub(super) fn called(words: &Language, table: &Outlook) -> String {
    match table.shape {
        Shape::Unsaid => table.about.clone(),
        shape => words.with(&format!("release-table-{}", shape.name()), &[("about", table.about.clone())]),
    }
}

/// What the tables that are left out are called, each once.
fn left_out(words: &Language, draft: &Draft) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for table in outlook(draft).into_iter().filter(Outlook::is_withheld) {
        let name = called(words, &table);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Questions of which one share alone is told.
fn headlines(words: &Language, methods: &Methods) -> Option<String> {
    let count = methods.headlines;
    (count > 0).then(|| words.with("release-method-headlines", &[("count", count.to_string())]))
}

fn tested(words: &Language, methods: &Methods) -> Option<String> {
    let mut said: Vec<String> =
        methods.tests.iter().map(|test| words.say(&format!("release-test-{}", test.name()))).collect();
    if said.is_empty() {
        return None;
    }
    let (items, scales) = methods.families;
    said.push(words.with("release-families", &[("items", items.to_string()), ("scales", scales.to_string())]));
    said.push(words.say("release-margins"));
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
        said.push(words.with("release-limit-false", &[("percent", super::numbers::at_most(share))]));
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
