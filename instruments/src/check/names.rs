//! Ids, codes and languages: their shape, and that nothing is named twice.

use std::collections::HashSet;

use super::Ground;
use crate::{Choice, Problem, Row};

const LONGEST: usize = 60;

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    let mut found = front(ground);
    found.extend(parts(ground));
    found.extend(questions(ground));
    found.extend(lists(ground));
    found
}

fn is_snake(id: &str) -> bool {
    id.starts_with(|letter: char| letter.is_ascii_lowercase()) && is_part(id)
}

fn is_part(id: &str) -> bool {
    let fine = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    (1..=LONGEST).contains(&id.len()) && id.chars().all(fine)
}

fn is_kebab(id: &str) -> bool {
    is_snake(&id.replace('-', "_")) && !id.contains('_') && !id.ends_with('-')
}

fn is_code(code: &str) -> bool {
    let fine = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    (1..=LONGEST).contains(&code.len()) && code.chars().all(fine)
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_lowercase()));
    primary
        && parts.all(|part| (2..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric()))
}

fn front(ground: &Ground) -> Vec<Problem> {
    let instrument = ground.instrument;
    let mut found = Vec::new();
    if !is_kebab(&instrument.id) {
        found.push(ground.error("instrument-id-shape", "id", "").with("value", &instrument.id));
    }
    if instrument.languages.is_empty() {
        found.push(ground.error("no-languages", "languages", ""));
    }
    let mut seen = HashSet::new();
    for tag in &instrument.languages {
        if !is_language(tag) {
            found.push(ground.error("language-tag", "languages", "").with("value", tag));
        }
        if !seen.insert(tag) {
            found.push(ground.error("language-twice", "languages", "").with("value", tag));
        }
    }
    if instrument.sections.is_empty() {
        found.push(ground.error("no-sections", "section", ""));
    }
    if instrument.minutes == 0 {
        found.push(ground.error("no-minutes", "minutes", ""));
    }
    found
}

fn parts(ground: &Ground) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for (index, section) in ground.instrument.sections.iter().enumerate() {
        let path = format!("section.{index}.id");
        found.extend(one(ground, &section.id, &path, &mut seen, is_snake));
        if section.questions.is_empty() && section.text.is_none() {
            found.push(ground.advice("section-empty", &path, &section.id));
        }
    }
    let mut seen = HashSet::new();
    for (index, scale) in ground.instrument.scales.iter().enumerate() {
        found.extend(one(ground, &scale.id, &format!("scale.{index}.id"), &mut seen, is_snake));
    }
    found
}

fn questions(ground: &Ground) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for question in ground.questions() {
        found.extend(one(ground, &question.question.id, &format!("{}.id", question.path), &mut seen, is_snake));
        found.extend(choices(
            ground,
            &question.question.options,
            &format!("{}.option", question.path),
            &question.question.id,
        ));
        found.extend(rows(ground, &question.question.rows, &format!("{}.row", question.path), &question.question.id));
        found.extend(rows(
            ground,
            &question.question.elements,
            &format!("{}.element", question.path),
            &question.question.id,
        ));
    }
    found
}

fn lists(ground: &Ground) -> Vec<Problem> {
    let mut found = Vec::new();
    let used: HashSet<_> = ground.instrument.questions().filter_map(|question| question.list.as_deref()).collect();
    for (name, list) in &ground.instrument.lists {
        let path = format!("list.{name}");
        if !is_snake(name) {
            found.push(ground.error("id-shape", &path, name).with("value", name));
        }
        if !used.contains(name.as_str()) {
            found.push(ground.advice("list-unused", &path, name).with("value", name));
        }
        found.extend(choices(ground, list, &path, name));
    }
    found
}

/// One id: its shape, and whether it was there before.
fn one<'a>(
    ground: &Ground,
    id: &'a str,
    path: &str,
    seen: &mut HashSet<&'a str>,
    fits: fn(&str) -> bool,
) -> Option<Problem> {
    if !fits(id) {
        return Some(ground.error("id-shape", path, id).with("value", id));
    }
    (!seen.insert(id)).then(|| ground.error("id-twice", path, id).with("value", id))
}

fn choices(ground: &Ground, choices: &[Choice], path: &str, id: &str) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (index, choice) in choices.iter().enumerate() {
        let path = format!("{path}.{index}.code");
        if !is_code(&choice.code) {
            found.push(ground.error("code-shape", &path, id).with("value", &choice.code));
        } else if !seen.insert(&choice.code) {
            found.push(ground.error("code-twice", &path, id).with("value", &choice.code));
        }
    }
    found
}

fn rows(ground: &Ground, rows: &[Row], path: &str, id: &str) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let rows = rows.iter().enumerate();
    let found = rows.filter_map(|(index, row)| one(ground, &row.id, &format!("{path}.{index}.id"), &mut seen, is_part));
    found.map(|problem| Problem { place: crate::Place { id: id.to_owned(), ..problem.place }, ..problem }).collect()
}
