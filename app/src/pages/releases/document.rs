//! A draft in words. Everything is asked of the draft, which gives out only what its plan shows: what is hidden cannot be
//! written down here. Acknowledgements come from the study's instruments, so that no choice can leave them out.

use instruments::WordingSource;
use server::release::{About, Draft, Said};
use server::report::{Block, Document, FORMAT};

use super::{crossed, findings, methods, mirrored, organisations, pictures, same, tables};
use crate::language::Language;
use crate::pages::results::text;
use crate::pages::waves::name;

pub(super) fn document(draft: &Draft) -> Document {
    let words = Language::of(&draft.choice.language);
    let mut blocks = themes(&words, draft);
    for part in 0..draft.chosen.len() {
        blocks.extend(instrument(&words, draft, part));
    }
    blocks.extend(mirrored::blocks(&words, draft));
    blocks.extend(codes(&words, draft));
    blocks.extend(quotes(&words, draft));
    blocks.extend(methods::blocks(&words, draft));
    Document {
        format: FORMAT,
        language: draft.choice.language.clone(),
        title: draft.choice.title.clone(),
        lead: paragraphs(&draft.choice.lead),
        blocks,
        acknowledgements: acknowledgements(&words, draft),
        made_on: draft.made_on.clone(),
        about: methods::about(&words, draft),
        foreign: foreign(&words, draft),
    }
}

/// What of a page is in another language, so that it can be said to be: what was typed for the first page alone, words of
/// instruments that have none in this language, words of people, and acknowledgements.
fn foreign(words: &Language, draft: &Draft) -> Vec<(String, String)> {
    let (choice, tag) = (&draft.choice, &draft.choice.language);
    let mut found: Vec<(String, String)> = Vec::new();
    if !choice.stands_in.is_empty() {
        let second = &choice.second;
        let typed = [
            (&second.title, vec![choice.title.clone()]),
            (&second.lead, paragraphs(&choice.lead)),
            (&second.themes, paragraphs(&choice.themes)),
        ];
        let stand_in = typed.into_iter().filter(|(own, _)| own.trim().is_empty()).flat_map(|(_, texts)| texts);
        found.extend(stand_in.map(|text| (text, choice.stands_in.clone())));
    }
    for chosen in &draft.chosen {
        let title = &chosen.series.instrument.title;
        found.push((text(words, title), title.tag(tag).to_owned()));
        let items = chosen.items.iter().map(|item| &chosen.series.items[*item]);
        found.extend(items.map(|item| (name(words, item), item.text.tag(tag).to_owned())));
    }
    found.extend(draft.quotes.iter().map(|quoted| (quoted.words.clone(), quoted.language.clone())));
    found.extend(draft.owed.all(tag).into_iter().map(|owed| (owed.text, owed.language)));
    found.retain(|(text, language)| !text.is_empty() && !language.is_empty() && language != tag);
    found
}

fn paragraphs(typed: &str) -> Vec<String> {
    typed.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn themes(words: &Language, draft: &Draft) -> Vec<Block> {
    let themes = paragraphs(&draft.choice.themes);
    if themes.is_empty() {
        return Vec::new();
    }
    let heading = Block::Heading(1, words.say("release-themes-title"));
    std::iter::once(heading).chain(themes.into_iter().map(Block::Paragraph)).collect()
}

/// Whose words the study asks, and in which wording.
fn acknowledgements(words: &Language, draft: &Draft) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for owed in draft.owed.all(&draft.choice.language) {
        let sources = owed.sources.iter().map(|source| match source {
            WordingSource::Paraphrase => words.say("release-paraphrase"),
            WordingSource::Official => words.say("release-official"),
        });
        for line in std::iter::once(owed.text).chain(sources) {
            if !found.contains(&line) {
                found.push(line);
            }
        }
    }
    found
}

fn instrument(words: &Language, draft: &Draft, part: usize) -> Vec<Block> {
    let chosen = &draft.chosen[part];
    let mut blocks = vec![Block::Heading(1, text(words, &chosen.series.instrument.title))];
    let people: Vec<String> =
        draft.methods.instruments[part].2.iter().map(|wave| methods::people(words, wave)).collect();
    if !people.is_empty() {
        blocks.push(Block::Paragraph(people.join(" ")));
    }
    if !chosen.few.is_empty() {
        let waves: Vec<String> = chosen.few.iter().map(|(wave, _)| chosen.series.moments[*wave].name.clone()).collect();
        blocks.push(Block::Paragraph(words.with("release-few", &[("waves", waves.join(", "))])));
    }
    for means in [false, true] {
        blocks.extend(tables::changes(words, draft, part, means).map(Block::Table));
    }
    blocks.extend(pictures::changes(words, draft, part));
    // Without a wave that has enough answers there is nothing to say of single questions.
    let items = chosen.items.iter().filter(|_| !chosen.waves.is_empty());
    blocks.extend(items.flat_map(|item| one(words, draft, part, *item)));
    blocks.extend(crossed::blocks(words, draft, part));
    blocks.extend(same::blocks(words, draft, part));
    blocks.extend(organisations::blocks(words, draft, part));
    blocks
}

/// One item: what was found, its answers, its course, its sites.
fn one(words: &Language, draft: &Draft, part: usize, item: usize) -> Vec<Block> {
    let chosen = &draft.chosen[part];
    let mut blocks = vec![Block::Heading(2, name(words, &chosen.series.items[item]))];
    match draft.said(part, item) {
        Said::Line(line) => blocks.push(findings::finding(words, chosen, line)),
        Said::Kept => {
            let finding = findings::kept(words, draft, part, item);
            blocks.push(Block::Finding { finding, figures: Vec::new() });
        }
        Said::Nothing => {}
    }
    for about in [About::Item(part, item), About::Sites(part, item)] {
        let Some(place) = draft.place(about) else { continue };
        if draft.cells(place).is_none() {
            blocks.push(Block::Notes(vec![words.say("release-withheld")]));
            continue;
        }
        let table = tables::answers(words, draft, place);
        blocks.push(match pictures::answers(words, draft, place) {
            Some(chart) => pictures::block(words, &chart, table),
            None => Block::Table(table),
        });
    }
    if draft.place(About::Item(part, item)).is_none() {
        let few = draft.chosen[part].leaves_few(item);
        blocks.push(Block::Notes(vec![words.say(if few { "release-withheld" } else { "release-unasked" })]));
    }
    blocks
}

fn codes(words: &Language, draft: &Draft) -> Vec<Block> {
    let Some(mentions) = &draft.mentions else { return Vec::new() };
    let mut blocks = vec![
        Block::Heading(1, words.say("release-codes-title")),
        Block::Paragraph(words.with("release-codes-lead", &[("version", mentions.version.to_string())])),
    ];
    match tables::codes(words, draft) {
        Some(table) => blocks.push(Block::Table(table)),
        None => blocks.push(Block::Notes(vec![words.say("release-withheld")])),
    }
    blocks
}

fn quotes(words: &Language, draft: &Draft) -> Vec<Block> {
    if draft.quotes.is_empty() {
        return Vec::new();
    }
    let quote =
        |quoted: &server::release::Quoted| Block::Quote { words: quoted.words.clone(), whose: quoted.whose.clone() };
    let heading = Block::Heading(1, words.say("release-quotes-title"));
    std::iter::once(heading).chain(draft.quotes.iter().map(quote)).collect()
}
