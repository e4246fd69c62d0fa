//! The figures of one collection: questions, then scales, of all sites or of one.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use instruments::{Instrument, Kind, Question, Scale};

use super::expression::ratings;
use super::text::{comment, list, quoted, words};
use super::{Data, whole};
use crate::workspace::everybody::Everybody;
use crate::workspace::factors::{FactorResult, Reliability};
use crate::workspace::meaning::Meanings;
use crate::workspace::results::{Figures as Figured, QuestionResult, SectionResult};

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// The version that is shown.
    pub instrument: &'a Instrument,
    /// What is counted together with it.
    pub meanings: &'a Meanings,
    /// Its questions.
    pub sections: &'a [SectionResult],
    /// Its scales.
    pub factors: &'a [FactorResult],
    /// Whether their items hang together.
    pub reliability: &'a [Reliability],
    /// All who were invited, where figures tell of them.
    pub everybody: Everybody,
    /// Name of the wave.
    pub wave: &'a str,
    /// Id of the site that is looked at alone.
    pub site: Option<&'a str>,
}

/// Descriptives of each question that anybody answered, and of each scale.
pub fn figures(data: &Data, of: Figures) -> Option<String> {
    let site = of.site.and_then(|id| data.site(id));
    let site = site.map(|name| format!(" & answers$tm_site == {}", quoted(name))).unwrap_or_default();
    let mut code = format!("here <- which(answers$tm_wave == {}{site})\n", quoted(of.wave));
    code += "answers <- answers[here, ]; missing_reasons <- missing_reasons[here, ]\n";
    let before = code.len();
    let writing = Writing { data, of };
    for question in of.instrument.sections.iter().flat_map(|section| &section.questions) {
        code += &writing.question(question, None).unwrap_or_default();
        for inner in &question.questions {
            code += &writing.question(inner, Some(question)).unwrap_or_default();
        }
    }
    for (scale, (result, found)) in of.instrument.scales.iter().zip(of.factors.iter().zip(of.reliability)) {
        code += &writing.scale(scale, result, found).unwrap_or_default();
    }
    let first = data.source("this wave");
    (code.len() > before).then(|| whole(&first, &code))
}

struct Writing<'a> {
    data: &'a Data,
    of: Figures<'a>,
}

impl Writing<'_> {
    fn question(&self, question: &Question, group: Option<&Question>) -> Option<String> {
        let mut results = self.of.sections.iter().flat_map(|section| &section.questions);
        results.find(|result| result.id == question.id && is_answered(result))?;
        if question.kind != Kind::Matrix {
            let said = self.one(question, &question.id, group)?;
            return Some(format!("{}{said}", comment(question.text.get("en"))));
        }
        let rows = question.rows.iter().filter_map(|row| {
            let said = self.one(question, &format!("{}.{}", question.id, row.id), group)?;
            Some(format!("{}{said}", comment(&format!("{} {}", question.text.get("en"), row.text.get("en")))))
        });
        Some(rows.collect())
    }

    /// One column of answers; inside a repeat group those of all rounds.
    fn one(&self, question: &Question, key: &str, group: Option<&Question>) -> Option<String> {
        let keys: Vec<String> = match group {
            Some(group) => (1..=group.most_rounds()).map(|round| format!("{}.{round}.{key}", group.id)).collect(),
            None => vec![key.to_owned()],
        };
        let together = |read: &dyn Fn(&str) -> Option<String>| -> Option<String> {
            let columns: Vec<String> =
                keys.iter().filter_map(|key| read(key)).map(|column| self.counted(question, column)).collect();
            match columns.as_slice() {
                [] => None,
                [one] => Some(one.clone()),
                several => Some(list(several)),
            }
        };
        // Of rounds nobody is asked who told of fewer.
        let reasons = group.is_none().then(|| self.data.reasons(key)).flatten();
        let reasons =
            reasons.map(|why| format!("reasons_of(x, {})\n", self.counted(question, why))).unwrap_or_default();
        // Things that people told of are more than the people who were invited.
        let everybody = if group.is_some() { None } else { self.of.everybody.number() };
        match question.kind {
            Kind::Several => self.ticks(question, &keys, &reasons, everybody),
            Kind::Ranking => self.places(question, &keys),
            Kind::Number | Kind::Calculated => {
                let x = together(&|key| self.data.number(key))?;
                let end = |end: Option<f64>, none: &str| end.map_or_else(|| none.to_owned(), |end| end.to_string());
                let ends = format!(", ends = c({}, {})", end(question.min, "-Inf"), end(question.max, "Inf"));
                let all = all_of_mean(everybody, "x", &ends);
                Some(format!("x <- {x}\n{reasons}mean_of(x{ends})\n{all}five_of(x)\n"))
            }
            Kind::Text | Kind::LongText | Kind::Date => {
                let x = together(&|key| self.data.written(key))?;
                let dates = shares_and_all(everybody, "shares_of(x, character(0))");
                let dates = if question.kind == Kind::Date { dates } else { String::new() };
                Some(format!("x <- {x}\n{reasons}{dates}"))
            }
            Kind::Note | Kind::Repeat | Kind::LinkCode => None,
            _ => {
                let x = together(&|key| self.data.coded(key, |code| Some(quoted(code))))?;
                let codes = words(self.of.instrument.codes(question));
                let shares = shares_and_all(everybody, &format!("shares_of(x, {codes})"));
                let mean = self.scores(question, &codes, everybody).unwrap_or_default();
                Some(format!("x <- {x}\n{reasons}{shares}{mean}"))
            }
        }
    }

    /// The mean of scores, where every option has one.
    fn scores(&self, question: &Question, codes: &str, everybody: Option<usize>) -> Option<String> {
        let options = self.of.instrument.options(question);
        let scores: Option<Vec<f64>> = options.iter().map(|option| option.score).collect();
        let scores = scores.filter(|scores| !scores.is_empty())?;
        let (low, high) = ends(&scores)?;
        let scores = list(scores.iter().map(f64::to_string));
        let (scores, ends) = (format!("{scores}[match(x, {codes})]"), format!(", ends = c({low}, {high})"));
        Some(format!("mean_of({scores}{ends})\n{}", all_of_mean(everybody, &scores, &ends)))
    }

    fn ticks(&self, question: &Question, keys: &[String], reasons: &str, everybody: Option<usize>) -> Option<String> {
        let ticks = |key: &String| {
            let option = |code: &&str| {
                let ticked = self.data.ticked(key, code)?;
                Some(format!("{} = {}", quoted(code), self.counted(question, ticked)))
            };
            let options: Vec<String> = self.shown(question).iter().filter_map(option).collect();
            (!options.is_empty()).then(|| format!("cbind({})", options.join(",\n  ")))
        };
        let ticks: Vec<String> = keys.iter().filter_map(ticks).collect();
        let ticks = match ticks.as_slice() {
            [] => return None,
            [one] => one.clone(),
            several => format!("rbind({})", several.join(",\n  ")),
        };
        let x = if reasons.is_empty() { "" } else { "x <- ifelse(rowSums(!is.na(ticks)) > 0, TRUE, NA)\n" };
        let shares = shares_and_all(everybody, "ticks_of(ticks)");
        Some(format!("ticks <- {ticks}\n{x}{reasons}{shares}"))
    }

    /// Codes that the page shows: also those that only another version offers, where somebody chose them.
    fn shown<'s>(&'s self, question: &'s Question) -> Vec<&'s str> {
        let mut results = self.of.sections.iter().flat_map(|section| &section.questions);
        match results.find(|result| result.id == question.id).map(|result| &result.figures) {
            Some(Figured::Shares { options, .. }) => options.iter().map(|option| option.share.code.as_str()).collect(),
            Some(Figured::Ranking(places)) => places.iter().map(|place| place.rank.code.as_str()).collect(),
            _ => self.of.instrument.codes(question),
        }
    }

    fn places(&self, question: &Question, keys: &[String]) -> Option<String> {
        let option = |code: &&str| {
            let of_key = |key: &String| Some(self.counted(question, self.data.placed(key, code)?));
            let places: Vec<String> = keys.iter().filter_map(of_key).collect();
            (!places.is_empty()).then(|| format!("{} = places_of({})", quoted(code), list(places)))
        };
        let options: Vec<String> = self.shown(question).iter().filter_map(option).collect();
        (!options.is_empty()).then(|| format!("rbind({})\n", options.join(",\n  ")))
    }

    fn counted(&self, question: &Question, values: String) -> String {
        self.data.except(values, self.of.meanings.apart(&question.id))
    }

    fn scale(&self, scale: &Scale, result: &FactorResult, found: &Reliability) -> Option<String> {
        if result.factor.ratings.count == 0 {
            return None;
        }
        let questions: BTreeSet<&str> = scale.items.iter().filter_map(|key| key.split('.').next()).collect();
        let items = ratings(self.data, self.of.instrument, scale)?;
        let mut code = format!("{}items <- {items}\n", comment(scale.title.get("en")));
        let apart: BTreeSet<&str> = questions.iter().flat_map(|id| self.of.meanings.apart(id)).collect();
        let kept = self.data.except("answers$tm_version".to_owned(), apart);
        if kept.starts_with("except") {
            writeln!(code, "items <- items[!is.na({kept}), , drop = FALSE]").ok()?;
        }
        let asked = self.of.instrument.questions().filter(|question| questions.contains(question.id.as_str()));
        let options = asked.flat_map(|question| self.of.instrument.options(question));
        let scores: Vec<f64> = options.filter_map(|option| option.score).collect();
        let ends = ends(&scores).map(|(low, high)| format!(", ends = c({low}, {high})")).unwrap_or_default();
        writeln!(code, "scale_of(items, least = {}{ends})", scale.least_answered).ok()?;
        let persons = format!("person_means(items, least = {})", scale.least_answered);
        code += &all_of_mean(self.of.everybody.number(), &persons, &ends);
        code += "c(table(items))\n";
        let (alpha, omega) = match found {
            Reliability::OneItem => (false, None),
            Reliability::TwoItems(alpha) => (alpha.coefficient.is_ok(), None),
            Reliability::Several(alpha, omega) => (alpha.coefficient.is_ok(), Some(omega)),
        };
        code += if alpha { "alpha_of(items)\n" } else { "" };
        code += if alpha && omega.is_some() { "items_of(items)\n" } else { "" };
        code += omega.filter(|omega| omega.estimate.is_ok()).map_or("", |_| "omega_of(items)\n");
        code += omega.and_then(|omega| omega.interval).map_or("", |_| "omega_drawn(items)\n");
        Some(code)
    }
}

/// Shares, then those of all who were invited, where it is known how many they are.
fn shares_and_all(everybody: Option<usize>, shares: &str) -> String {
    let all = everybody.map(|number| format!("all_of_shares({shares}, {number})\n")).unwrap_or_default();
    format!("{shares}\n{all}")
}

/// The mean of all who were invited, where it is known how many they are.
fn all_of_mean(everybody: Option<usize>, x: &str, ends: &str) -> String {
    everybody.map(|number| format!("all_of_mean({x}, {number}{ends})\n")).unwrap_or_default()
}

fn is_answered(result: &QuestionResult) -> bool {
    match &result.figures {
        Figured::Matrix(rows) => rows.iter().any(|row| row.tally.answered > 0),
        _ => result.tally.answered > 0,
    }
}

/// The lowest and the highest score.
fn ends(scores: &[f64]) -> Option<(f64, f64)> {
    let low = scores.iter().copied().reduce(f64::min)?;
    Some((low, scores.iter().copied().reduce(f64::max)?))
}
