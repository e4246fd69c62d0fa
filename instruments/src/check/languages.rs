//! That every text is there in every language, and holds nothing that cannot be shown.

use super::Ground;
use crate::words::{Worded, places};
use crate::{Kind, Problem};

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    let mut found: Vec<_> = places(ground.instrument).iter().flat_map(|word| text(ground, word)).collect();
    for question in ground.questions() {
        let silent = question.question.kind == Kind::Calculated;
        if question.question.text.0.is_empty() && !silent {
            found.push(question.error(ground, "question-without-text", "text"));
        }
    }
    found
}

fn text(ground: &Ground, word: &Worded) -> Vec<Problem> {
    let mut found = Vec::new();
    let languages = &ground.instrument.languages;
    for language in languages.iter().filter(|language| !word.text.has(language)) {
        found.push(about(ground.error("missing-translation", &word.path, word.id), word, language));
    }
    for (language, written) in &word.text.0 {
        let path = format!("{}.{language}", word.path);
        if !languages.contains(language) {
            found.push(about(ground.advice("language-not-offered", &path, word.id), word, language));
        }
        if written.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
            found.push(about(ground.error("control-character", &path, word.id), word, language));
        }
    }
    found
}

fn about(mut problem: Problem, word: &Worded, language: &str) -> Problem {
    problem.place.language = Some(language.to_owned());
    problem.with("key", &word.key).with("language", language)
}
