//! The final answers, ready to be sealed: every key has a value or the reason why not.

use crate::keys::{as_number, inner, key_in};
use crate::{Answer, Answers, Instrument, Journey, Kind, MissingReason, Question, Route, skipped_part};

/// Fills what was skipped or not asked, drops what is hidden or unknown, adds what is calculated.
pub fn complete(instrument: &Instrument, answers: &Answers) -> Answers {
    Route::of(instrument).complete(answers)
}

impl Route<'_> {
    /// [`complete`], for many people's answers along one route.
    pub fn complete(&self, answers: &Answers) -> Answers {
        fill(self.instrument, answers, &self.journey(answers))
    }
}

fn fill(instrument: &Instrument, answers: &Answers, journey: &Journey) -> Answers {
    let mut whole = Answers::new();
    for section in &instrument.sections {
        let skipped = answers.contains_key(&skipped_part(&section.id));
        for question in &section.questions {
            let rounds = told_rounds(question, answers, journey);
            take(&mut whole, None, 0, question, answers, journey, skipped);
            if question.kind == Kind::Repeat {
                whole.insert(question.id.clone(), Answer::Number(as_number(rounds)));
            }
            for round in 1..=rounds {
                let inner = inner(question).iter();
                inner.for_each(|inner| take(&mut whole, Some(question), round, inner, answers, journey, skipped));
            }
        }
    }
    whole
}

fn take(
    whole: &mut Answers,
    repeat: Option<&Question>,
    round: usize,
    question: &Question,
    answers: &Answers,
    journey: &Journey,
    skipped: bool,
) {
    if question.kind == Kind::Calculated {
        let key = key_in(repeat, round, &question.id);
        let value = journey.calculated().get(&key).cloned();
        whole.insert(key, value.unwrap_or(Answer::Missing(MissingReason::NotAsked)));
    }
    for (key, _) in question.keys() {
        let key = key_in(repeat, round, &key);
        let answer = answers.get(&key).and_then(|answer| offered(answer, &key, journey)).filter(|_| !skipped);
        let answer = match answer {
            _ if !journey.shown(&key) || skipped => Answer::Missing(MissingReason::NotAsked),
            None => Answer::Missing(MissingReason::Skipped),
            Some(answer) => answer,
        };
        whole.insert(key, answer);
    }
}

/// An answer without options that are no longer offered.
fn offered(answer: &Answer, key: &str, journey: &Journey) -> Option<Answer> {
    match answer {
        Answer::One(code) => journey.offers(key, code).then(|| answer.clone()),
        Answer::Several(codes) => {
            let left: Vec<_> = codes.iter().filter(|code| journey.offers(key, code)).cloned().collect();
            (!left.is_empty()).then_some(Answer::Several(left))
        }
        other => Some(other.clone()),
    }
}

/// The rounds of a group, without empty ones at the end.
fn told_rounds(group: &Question, answers: &Answers, journey: &Journey) -> usize {
    let skipped = [MissingReason::Skipped, MissingReason::NotAsked].map(Answer::Missing);
    let told = |round: &usize| {
        let mut keys = inner(group).iter().flat_map(Question::keys).map(|(key, _)| key_in(Some(group), *round, &key));
        keys.any(|key| journey.shown(&key) && answers.get(&key).is_some_and(|answer| !skipped.contains(answer)))
    };
    (1..=journey.rounds(&group.id)).rev().find(told).unwrap_or(0)
}
