//! That bands follow each other without gap or overlap: those of banded numbers, and those of scales.

use super::{Found, Ground};
use crate::{Choice, Kind, Problem, Scale};

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    let questions = ground.questions();
    let numbers =
        questions.iter().filter(|found| found.question.kind == Kind::Band).flat_map(|found| options(ground, found));
    let scales = ground.instrument.scales.iter().enumerate().flat_map(|(index, scale)| bands(ground, index, scale));
    numbers.chain(scales).collect()
}

fn options(ground: &Ground, found: &Found) -> Vec<Problem> {
    let options = ground.instrument.options(found.question);
    let field = if found.question.list.is_some() { "list" } else { "option" };
    let mut problems = Vec::new();
    for option in options.iter().filter(|option| option.from.is_none()) {
        problems.push(found.error(ground, "band-without-from", field).with("value", &option.code));
    }
    for pair in options.windows(2) {
        if let Some((code, value)) = step(&pair[0], &pair[1]) {
            problems.push(found.error(ground, code, field).with("value", &pair[1].code).with("after", value));
        }
    }
    problems
}

/// What is wrong between two options that follow each other. Whole numbers, or ends that meet.
fn step(one: &Choice, next: &Choice) -> Option<(&'static str, String)> {
    let from = next.from?;
    let Some(to) = one.to else { return Some(("band-overlap", one.code.clone())) };
    let apart = from - to;
    match apart {
        _ if apart > 1.0 => Some(("band-gap", one.code.clone())),
        _ if apart <= 0.0 => Some(("band-overlap", one.code.clone())),
        _ => None,
    }
}

/// Bands of a mean with one decimal: the next begins a tenth after the last.
fn bands(ground: &Ground, index: usize, scale: &Scale) -> Vec<Problem> {
    let tenths = |value: f64| (value * 10.0).round();
    let mut problems = Vec::new();
    for (at, pair) in scale.bands.windows(2).enumerate() {
        let apart = tenths(pair[1].from) - tenths(pair[0].to);
        let code = match apart {
            _ if apart > 1.0 => "band-gap",
            _ if apart < 1.0 => "band-overlap",
            _ => continue,
        };
        let problem = ground.error(code, &format!("scale.{index}.band.{}", at + 1), &scale.id);
        problems.push(problem.with("value", &pair[1].id).with("after", &pair[0].id));
    }
    for (at, band) in scale.bands.iter().enumerate().filter(|(_, band)| band.from > band.to) {
        let problem = ground.error("range-empty", &format!("scale.{index}.band.{at}"), &scale.id);
        problems.push(problem.with("min", band.from).with("max", band.to));
    }
    problems
}
