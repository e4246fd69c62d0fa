//! The answers to an item as an expression of R, without those that the page keeps apart.

use instruments::{Answer, Instrument, Kind, Scale, rating};

use super::Data;
use super::text::{comment, list, quoted, words};
use crate::waves::{Item, Level, Measure, Series};

/// What a page of waves reads.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) series: &'a Series,
    pub(super) data: &'a Data,
}

impl Source<'_> {
    /// Each row's value, without those that the page keeps apart.
    pub(super) fn values(&self, item: &Item) -> Option<String> {
        values(self.data, &self.series.instrument, item).map(|values| self.counted(item, values))
    }

    /// Each row's code, without those that the page keeps apart.
    pub(super) fn codes(&self, item: &Item) -> Option<String> {
        coded(self.data, item).map(|codes| self.counted(item, codes))
    }

    fn counted(&self, item: &Item, values: String) -> String {
        self.data.except(values, self.series.kept_apart(item))
    }
}

/// Each row's value, of whatever version: whether it is yes, the score of an ordered answer, the code of another, a number,
/// a person's mean.
pub(super) fn values(data: &Data, instrument: &Instrument, item: &Item) -> Option<String> {
    let key = item.answer_key();
    match &item.measure {
        Measure::Nominal(levels) => data.coded(key, |code| is_level(levels, code).then(|| quoted(code))),
        Measure::YesNo => data.coded(key, |code| Some(if code == "yes" { "TRUE" } else { "FALSE" }.to_owned())),
        Measure::Ordinal(levels) => {
            data.coded(key, |code| levels.iter().find(|level| level.code == code).map(|level| level.score.to_string()))
        }
        Measure::Ticked(option) => data.ticked(key, option),
        Measure::Number(_) => data.number(key),
        Measure::Scale(_) => {
            let scale = instrument.scales.iter().find(|scale| scale.id == item.question)?;
            let items = ratings(data, instrument, scale)?;
            Some(format!("person_means({items}, least = {})", scale.least_answered))
        }
    }
}

/// Each row's code, of whatever version, for tables: yes and no for what was ticked too.
pub(super) fn coded(data: &Data, item: &Item) -> Option<String> {
    let key = item.answer_key();
    match &item.measure {
        Measure::Nominal(levels) | Measure::Ordinal(levels) => {
            data.coded(key, |code| is_level(levels, code).then(|| quoted(code)))
        }
        Measure::YesNo => data.coded(key, |code| Some(quoted(code))),
        Measure::Ticked(option) => data.ticked(key, option).map(|ticked| format!("ifelse({ticked}, \"yes\", \"no\")")),
        Measure::Number(_) | Measure::Scale(_) => None,
    }
}

fn is_level(levels: &[Level], code: &str) -> bool {
    levels.iter().any(|level| level.code == code)
}

/// The ratings of a scale's items side by side, those that are reversed turned round.
pub(super) fn ratings(data: &Data, instrument: &Instrument, scale: &Scale) -> Option<String> {
    let one = |key: &String| {
        let id = key.split('.').next().unwrap_or_default();
        let question = instrument.questions().find(|question| question.id == id)?;
        if !matches!(question.kind, Kind::Number | Kind::Calculated) {
            let score = |code: &str| rating(instrument, scale, key, &Answer::One(code.to_owned()));
            return data.coded(key, |code| score(code).map(|score| score.to_string()));
        }
        // What it is turned round at is what nothing becomes.
        let zero = rating(instrument, scale, key, &Answer::Number(0.0))?;
        let number = data.number(key)?;
        Some(if scale.reversed.contains(key) { format!("{zero} - {number}") } else { number })
    };
    let items: Option<Vec<String>> = scale.items.iter().map(one).collect();
    Some(format!("cbind(\n  {})", items?.join(",\n  ")))
}

/// Scores of the upper levels.
pub(super) fn upper(measure: &Measure) -> String {
    let levels = measure.levels().iter().enumerate().filter(|(place, _)| measure.is_upper(*place));
    list(levels.map(|(_, level)| level.score.to_string()))
}

/// Codes of the levels.
pub(super) fn codes(measure: &Measure) -> String {
    match measure {
        Measure::Nominal(levels) | Measure::Ordinal(levels) => words(levels.iter().map(|level| level.code.as_str())),
        _ => words(["yes", "no"]),
    }
}

/// What is the headline of an item: whether it is yes, or one of the upper answers; the number itself.
pub(super) fn headline(measure: &Measure) -> String {
    match measure {
        Measure::Ordinal(_) => format!("ifelse(is.na(x), NA, x %in% {})", upper(measure)),
        _ => "x".to_owned(),
    }
}

/// What an item asks, as a comment.
pub(super) fn asked(item: &Item) -> String {
    comment(&format!("{} {}", item.text.get("en"), item.part.get("en")))
}
