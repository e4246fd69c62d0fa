//! One person's way through an instrument, computed from the answers each time and never stored.
//!
//! What is not shown is blank for everything else. Reading submitted fields is left to `validate`.

use std::collections::{HashMap, HashSet};

use crate::keys::{as_number, key_in, rounds};
use crate::route::{Route, Step};
use crate::{Answer, Answers, Instrument, Kind, MissingReason, Question, Scope, Value};

/// What is shown, worked out and complete, for the answers so far.
#[derive(Clone, Debug, Default)]
pub struct Journey {
    /// One for each section, in order.
    pub pages: Vec<PageState>,
    shown: HashSet<String>,
    offered: HashMap<String, Vec<String>>,
    rounds: HashMap<String, usize>,
    calculated: Answers,
    values: HashMap<String, Value>,
}

/// How one page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageState {
    /// Number of the section, from 0.
    pub section: usize,
    /// Whether it is part of this person's way.
    pub shown: bool,
    /// Whether the person chose to skip this part.
    pub skipped: bool,
    /// Whether every question that is shown on it has been seen and answered or left.
    pub complete: bool,
}

impl Journey {
    /// Where these answers lead. For many people and one instrument, keep a [`Route`].
    pub fn of(instrument: &Instrument, answers: &Answers) -> Self {
        Route::of(instrument).journey(answers)
    }

    /// Whether a question, a row, an element, or either of them in a round of a group, is shown.
    pub fn shown(&self, key: &str) -> bool {
        self.shown.contains(key)
    }

    /// Whether an option is offered now.
    pub fn offers(&self, key: &str, code: &str) -> bool {
        self.offered.get(key).is_none_or(|codes| codes.iter().any(|offered| offered == code))
    }

    /// How many rounds of a repeat group are shown.
    pub fn rounds(&self, repeat: &str) -> usize {
        self.rounds.get(repeat).copied().unwrap_or(0)
    }

    /// The calculated values.
    pub fn calculated(&self) -> &Answers {
        &self.calculated
    }

    /// The first page.
    pub fn first(&self) -> Option<usize> {
        self.pages.iter().find(|page| page.shown).map(|page| page.section)
    }

    /// The page that follows, whatever its state.
    pub fn next_after(&self, page: usize) -> Option<usize> {
        self.pages.iter().skip(page.saturating_add(1)).find(|page| page.shown).map(|page| page.section)
    }

    /// The page before.
    pub fn previous_to(&self, page: usize) -> Option<usize> {
        self.pages.iter().take(page).rev().find(|page| page.shown).map(|page| page.section)
    }

    /// The first page that is not complete; none when all is done.
    pub fn first_open(&self) -> Option<usize> {
        self.pages.iter().find(|page| page.shown && !page.complete).map(|page| page.section)
    }

    /// Whether a page may be visited: it is shown, and everything before it is complete.
    pub fn may_visit(&self, page: usize) -> bool {
        self.pages.get(page).is_some_and(|state| state.shown) && self.first_open().is_none_or(|open| page <= open)
    }

    pub(crate) fn along(route: &Route, answers: &Answers) -> Self {
        let mut journey = Self::default();
        for number in &route.order {
            journey.take(&route.steps[*number], route, answers);
        }
        journey.pages =
            (0..route.instrument.sections.len()).map(|section| journey.page(section, route, answers)).collect();
        journey
    }

    /// Decides about one question, in every round it has.
    fn take(&mut self, step: &Step, route: &Route, answers: &Answers) {
        let rounds = step.repeat.map_or(1, |group| self.rounds(&group.id));
        for round in 1..=rounds {
            let key = key_in(step.repeat, round, &step.question.id);
            if self.holds(step, route, round) {
                self.show(step, route, round, key, answers);
            }
        }
    }

    fn holds(&self, step: &Step, route: &Route, round: usize) -> bool {
        let seen = Seen { route, journey: self, repeat: step.repeat, round };
        let scope = Scope::new(&seen).round(step.repeat.map_or(0, |_| round));
        let conditions = [&route.sections[step.section], &step.show_if];
        conditions.into_iter().flatten().all(|condition| condition.holds(&scope))
    }

    fn show(&mut self, step: &Step, route: &Route, round: usize, key: String, answers: &Answers) {
        if let Some(calculate) = &step.calculate {
            self.calculate(calculate, step, route, round, &key, answers);
        } else if step.question.kind == Kind::Repeat {
            let rounds = rounds(step.question, answers);
            self.rounds.insert(key.clone(), rounds);
            self.values.insert(key.clone(), Value::Number(as_number(rounds)));
        }
        self.offer(step, route, round, &key);
        for (part, _) in step.question.keys() {
            let part = key_in(step.repeat, round, &part);
            if let Some(answer) = answers.get(&part).filter(|_| step.question.kind != Kind::Calculated) {
                let value = self.still_offered(answer, &key);
                self.values.insert(part.clone(), value);
            }
            self.shown.insert(part);
        }
        self.shown.insert(key);
    }

    fn calculate(
        &mut self,
        calculate: &crate::Expression,
        step: &Step,
        route: &Route,
        round: usize,
        key: &str,
        answers: &Answers,
    ) {
        let own = answers.get(key).map_or_else(Value::blank, Value::from);
        let seen = Seen { route, journey: self, repeat: step.repeat, round };
        let value = calculate.value(&Scope::new(&seen).own(&own).round(step.repeat.map_or(0, |_| round)));
        self.calculated.insert(key.to_owned(), worked_out(&value));
        self.values.insert(key.to_owned(), value);
    }

    /// Notes which options `option_if` leaves.
    fn offer(&mut self, step: &Step, route: &Route, round: usize, key: &str) {
        let Some(condition) = &step.option_if else { return };
        let seen = Seen { route, journey: self, repeat: step.repeat, round };
        let scope = Scope::new(&seen).round(step.repeat.map_or(0, |_| round));
        let codes = route.instrument.codes(step.question).into_iter();
        let codes = codes.filter(|code| condition.holds(&scope.option(code))).map(str::to_owned).collect();
        for (part, _) in step.question.keys() {
            self.offered.insert(key_in(step.repeat, round, &part), Vec::clone(&codes));
        }
        self.offered.insert(key.to_owned(), codes);
    }

    /// The value of an answer, without options that are no longer offered.
    fn still_offered(&self, answer: &Answer, key: &str) -> Value {
        match answer {
            Answer::One(code) if !self.offers(key, code) => Value::blank(),
            Answer::Several(codes) => {
                let left: Vec<_> = codes.iter().filter(|code| self.offers(key, code)).map(String::as_str).collect();
                Value::Text(left.join(" "))
            }
            other => Value::from(other),
        }
    }

    fn page(&self, section: usize, route: &Route, answers: &Answers) -> PageState {
        let part = &route.instrument.sections[section];
        let nothing_asked = part.questions.iter().all(|question| question.kind == Kind::Calculated);
        let holds = || {
            let seen = Seen { route, journey: self, repeat: None, round: 0 };
            route.sections[section].as_ref().is_none_or(|condition| condition.holds(&Scope::new(&seen)))
        };
        let visible = |question: &Question| question.kind != Kind::Calculated && self.shown(&question.id);
        let shown = if nothing_asked { holds() && part.text.is_some() } else { part.questions.iter().any(visible) };
        let skipped = answers.contains_key(&skipped_part(&part.id));
        let complete =
            skipped || part.questions.iter().all(|question| self.is_complete(route.instrument, question, answers));
        PageState { section, shown, skipped, complete }
    }

    fn is_complete(&self, instrument: &Instrument, question: &Question, answers: &Answers) -> bool {
        let done = |key: &str, asked: &Question| {
            !self.shown(key)
                || match answers.get(key) {
                    None | Some(Answer::Missing(MissingReason::NotAsked)) => false,
                    Some(Answer::Missing(MissingReason::Skipped)) => !instrument.demands(asked),
                    Some(_) => true,
                }
        };
        let own = question.keys().iter().all(|(key, _)| done(key, question));
        let rounds = 1..=self.rounds(&question.id);
        own && rounds.into_iter().all(|round| {
            let keys = crate::keys::inner(question)
                .iter()
                .flat_map(|inner| inner.keys().into_iter().map(move |(key, _)| (key, inner)));
            keys.into_iter().all(|(key, inner)| done(&key_in(Some(question), round, &key), inner))
        })
    }

    /// The value of `.` for a key, and what other answers say, for the checks of a question.
    pub(crate) fn checked(
        &self,
        route: &Route,
        repeat: Option<&Question>,
        round: usize,
        own: &Value,
        that: &crate::Expression,
    ) -> bool {
        let seen = Seen { route, journey: self, repeat, round };
        that.holds(&Scope::new(&seen).own(own).round(repeat.map_or(0, |_| round)))
    }
}

/// The key that says that a person skipped a part.
pub fn skipped_part(section: &str) -> String {
    format!("skipped-part.{section}")
}

/// A calculated value as an answer; what cannot be worked out is skipped.
fn worked_out(value: &Value) -> Answer {
    match value {
        Value::Truth(truth) => Answer::Number(f64::from(u8::from(*truth))),
        Value::Number(number) if number.is_finite() => Answer::Number(*number),
        Value::Text(text) if !text.is_empty() => Answer::Text(text.clone()),
        _ => Answer::Missing(MissingReason::Skipped),
    }
}

/// What expressions see of a journey: shown answers only, those of the same round first.
struct Seen<'a> {
    route: &'a Route<'a>,
    journey: &'a Journey,
    repeat: Option<&'a Question>,
    round: usize,
}

impl Seen<'_> {
    fn keys(&self, name: &str) -> Vec<String> {
        let Some(target) = self.route.names.get(name) else { return Vec::new() };
        let parts = match (target.row, target.question.kind) {
            (None, Kind::Matrix | Kind::LinkCode) => target.question.keys().into_iter().map(|(key, _)| key).collect(),
            _ => vec![name.to_owned()],
        };
        let rounds = match (target.repeat, self.repeat) {
            (Some(group), Some(here)) if group.id == here.id => self.round..=self.round,
            (Some(group), _) => 1..=self.journey.rounds(&group.id),
            (None, _) => 1..=1,
        };
        rounds.flat_map(|round| parts.iter().map(move |part| key_in(target.repeat, round, part))).collect()
    }
}

impl crate::Names for Seen<'_> {
    fn values(&self, name: &str) -> Vec<Value> {
        if self.route.names.get(name).is_some_and(|target| target.question.kind == Kind::Repeat) {
            return (1..=self.journey.rounds(name)).map(|round| Value::Number(as_number(round))).collect();
        }
        let keys = self.keys(name);
        keys.iter().map(|key| self.journey.values.get(key).cloned().unwrap_or_else(Value::blank)).collect()
    }

    fn score(&self, name: &str) -> Option<f64> {
        let target = self.route.names.get(name)?;
        let codes = self.values(name).into_iter().next()?.text();
        let scores = codes.split_whitespace().map(|code| self.route.instrument.option(target.question, code)?.score);
        scores.reduce(|one, other| Some(one? + other?))?
    }
}
