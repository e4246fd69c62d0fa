//! How hard the words are to read, against the grade that the instrument aims at.

use super::Ground;
use crate::grade::{grade, is_long_enough, is_measured};
use crate::words::places;
use crate::{Audience, Problem};

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    let Some(target) = target(ground) else { return Vec::new() };
    let mut found = Vec::new();
    for language in &ground.instrument.languages {
        if is_measured(language) {
            found.extend(texts(ground, language, target));
            found.extend(whole(ground, language, target));
        } else {
            found.push(with_language(ground.advice("reading-not-measured", "languages", ""), language));
        }
    }
    found
}

/// The grade aimed at; six for survivors when nothing is said.
fn target(ground: &Ground) -> Option<u32> {
    let survivors = ground.instrument.audience == Audience::Survivors;
    ground.instrument.reading_grade.or(survivors.then_some(6))
}

fn texts(ground: &Ground, language: &str, target: u32) -> Vec<Problem> {
    let mut found = Vec::new();
    for word in places(ground.instrument).iter().filter(|word| is_read(&word.key)) {
        let Some(text) = word.text.0.get(language).filter(|text| is_long_enough(text)) else { continue };
        if let Some(grade) = grade(text, language).filter(|grade| above(*grade, target)) {
            let problem = ground.advice("reading-grade", &format!("{}.{language}", word.path), word.id);
            found.push(
                with_language(problem, language)
                    .with("key", &word.key)
                    .with("grade", format!("{grade:.1}"))
                    .with("target", target),
            );
        }
    }
    found
}

/// All words of the instrument together; for survivors this must hold.
fn whole(ground: &Ground, language: &str, target: u32) -> Option<Problem> {
    let words = places(ground.instrument);
    let words = words.iter().filter(|word| is_read(&word.key));
    let all: Vec<_> = words.filter_map(|word| word.text.0.get(language)).map(String::as_str).collect();
    let grade = grade(&all.join("\n"), language).filter(|grade| above(*grade, target))?;
    let serious = ground.instrument.audience == Audience::Survivors;
    let problem = Problem { serious, ..ground.advice("reading-grade-whole", "reading_grade", "") };
    Some(with_language(problem, language).with("grade", format!("{grade:.1}")).with("target", target))
}

/// Grade 6 lasts until 6.9.
fn above(grade: f64, target: u32) -> bool {
    grade >= f64::from(target) + 1.0
}

fn with_language(mut problem: Problem, language: &str) -> Problem {
    problem.place.language = Some(language.to_owned());
    problem.with("language", language)
}

/// Whether respondents read it as part of the questions: not the names of scales, nor an owner's prescribed words.
fn is_read(key: &str) -> bool {
    !key.starts_with("scale.") && key != "wording.acknowledgement"
}
