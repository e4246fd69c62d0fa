//! Goes through the questions of a page: those that were shown, then those that the answers themselves bring up.

use std::collections::BTreeSet;

use super::PageReading;
use super::answer::Asked;
use super::fields::Fields;
use crate::keys::{as_number, inner, key_in};
use crate::{
    Answer, Answers, Expression, Journey, MissingReason, Place, Problem, Question, Route, Section, Value, skipped_part,
};

/// Most fields that do not belong which are named one by one.
const MOST_NAMED: usize = 20;

/// A page being read.
pub(super) struct Page<'a> {
    route: &'a Route<'a>,
    before: &'a Answers,
    fields: Fields,
    reading: PageReading,
    done: BTreeSet<String>,
}

/// One key of a page with the question it belongs to.
#[derive(Clone)]
struct Spot<'a> {
    question: &'a Question,
    repeat: Option<&'a Question>,
    round: usize,
    key: String,
    whole: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(route: &'a Route<'a>, before: &'a Answers, fields: &[(String, String)]) -> Self {
        let reading = PageReading { answers: before.clone(), ..PageReading::default() };
        Self { route, before, fields: Fields::of(fields), reading, done: BTreeSet::new() }
    }

    pub(super) fn read(mut self, sections: &[usize]) -> PageReading {
        let all = &self.route.instrument.sections;
        let sections: Vec<_> = sections.iter().filter_map(|section| all.get(*section)).collect();
        let journey = self.route.journey(self.before);
        let read = self.skip(&sections, &journey);
        self.questions(&read, &journey);
        self.rounds(&read, &journey);
        self.check(&read);
        self.refuse_strangers();
        self.reading
    }

    /// Skips the parts that the person asked to skip; gives back the others.
    fn skip(&mut self, sections: &[&'a Section], journey: &Journey) -> Vec<&'a Section> {
        let wanted = self.fields.take("skip-part");
        let stranger = wanted.iter().find(|id| !sections.iter().any(|section| section.id == **id));
        if stranger.is_some() {
            self.reading.problems.push(Problem::error("forged-field", Place::of("skip-part")));
        }
        let (skipped, read): (Vec<_>, Vec<_>) =
            sections.iter().copied().partition(|section| wanted.contains(&section.id));
        for section in skipped {
            self.reading.answers.insert(skipped_part(&section.id), Answer::One("yes".to_owned()));
            for spot in spots(section, journey) {
                self.reading.answers.insert(spot.key, Answer::Missing(MissingReason::NotAsked));
            }
            section.questions.iter().for_each(|question| self.fields.pass_over(&question.id));
        }
        for section in &read {
            self.reading.answers.remove(&skipped_part(&section.id));
        }
        read
    }

    /// Reads what was shown; then, as long as answers bring up more questions, those of them that came along.
    fn questions(&mut self, sections: &[&'a Section], before: &Journey) {
        let shown = |journey: &Journey| -> Vec<Spot> {
            let spots = sections.iter().flat_map(|section| spots(section, journey));
            spots.filter(|spot| journey.shown(&spot.key)).collect()
        };
        for spot in shown(before) {
            self.answer(&spot, before);
        }
        loop {
            let journey = self.route.journey(&self.reading.answers);
            let came = |spot: &Spot, page: &Self| !page.done.contains(&spot.key) && page.fields.speaks_of(&spot.key);
            let new: Vec<_> = shown(&journey).into_iter().filter(|spot| came(spot, self)).collect();
            if new.is_empty() {
                return;
            }
            for spot in new {
                self.answer(&spot, &journey);
            }
        }
    }

    fn answer(&mut self, spot: &Spot, journey: &Journey) {
        self.done.insert(spot.key.clone());
        let asked = self.asked(spot);
        match asked.read(&mut self.fields, journey) {
            Ok(Some(answer)) => _ = self.reading.answers.insert(spot.key.clone(), answer),
            Ok(None) if self.route.instrument.demands(spot.question) => {
                self.wrong(&asked, Problem::error("required", Place::of(spot.key.clone())));
            }
            Ok(None) => _ = self.reading.answers.insert(spot.key.clone(), Answer::Missing(MissingReason::Skipped)),
            Err(problem) => self.wrong(&asked, problem),
        }
    }

    fn asked(&self, spot: &Spot<'a>) -> Asked<'a> {
        Asked {
            instrument: self.route.instrument,
            question: spot.question,
            key: spot.key.clone(),
            whole: spot.whole.clone(),
        }
    }

    /// Keeps what was typed, and the earlier answer.
    fn wrong(&mut self, asked: &Asked, problem: Problem) {
        for name in asked.fields() {
            let typed = self.fields.typed(&name);
            _ = self.fields.take(&name);
            if !typed.is_empty() {
                self.reading.typed.insert(name, typed);
            }
        }
        self.reading.problems.push(problem);
    }

    /// Counts the rounds of repeat groups, one more where the person asked for it.
    fn rounds(&mut self, sections: &[&Section], journey: &Journey) {
        for group in
            sections.iter().flat_map(|section| &section.questions).filter(|question| journey.rounds(&question.id) > 0)
        {
            let more = self.fields.take_one(&format!("{}.more", group.id)).is_some_and(|value| value == "add");
            let rounds = journey.rounds(&group.id);
            if more && rounds >= group.most_rounds() {
                let problem = Problem::error("no-more-rounds", Place::of(group.id.clone()));
                self.reading.problems.push(problem.with("limit", group.most_rounds()));
            }
            let rounds = (rounds + usize::from(more)).min(group.most_rounds());
            self.reading.answers.insert(group.id.clone(), Answer::Number(as_number(rounds)));
        }
    }

    /// The instrument's own conditions, for answers that were just given.
    fn check(&mut self, sections: &[&'a Section]) {
        let journey = self.route.journey(&self.reading.answers);
        self.forget_hidden(&journey);
        let spots: Vec<_> = sections.iter().flat_map(|section| spots(section, &journey)).collect();
        for spot in &spots {
            let given = self.done.contains(&spot.key) && journey.shown(&spot.key);
            if let Some(number) = given.then(|| self.failing(spot, &journey)).flatten() {
                let problem = Problem::error("check-failed", Place::of(spot.key.clone())).with("check", number);
                match self.before.get(&spot.key) {
                    Some(earlier) => _ = self.reading.answers.insert(spot.key.clone(), earlier.clone()),
                    None => _ = self.reading.answers.remove(&spot.key),
                }
                let asked = self.asked(spot);
                self.wrong(&asked, problem);
            }
        }
    }

    /// What was wrong with a question that these very answers hide is no longer of interest.
    fn forget_hidden(&mut self, journey: &Journey) {
        let hidden = |key: &String| self.done.contains(key) && !journey.shown(key);
        let names: BTreeSet<_> = self.done.iter().filter(|key| hidden(key)).cloned().collect();
        self.reading.problems.retain(|problem| !names.contains(&problem.place.id));
        let of_hidden = |field: &str| names.iter().any(|key| belongs(field, key));
        self.reading.typed.retain(|field, _| !of_hidden(field));
    }

    /// The number of the first condition that the answer does not meet; what is blank is not checked.
    fn failing(&self, spot: &Spot, journey: &Journey) -> Option<usize> {
        if self.reading.problems.iter().any(|problem| problem.place.id == spot.key) {
            return None;
        }
        let own = Value::from(self.reading.answers.get(&spot.key)?);
        let fails = |text: &str| {
            let that = Expression::parse(text).ok();
            that.is_some_and(|that| !journey.checked(self.route, spot.repeat, spot.round, &own, &that))
        };
        (!own.is_blank()).then(|| spot.question.checks.iter().position(|check| fails(&check.that)))?
    }

    fn refuse_strangers(&mut self) {
        for name in self.fields.left().into_iter().take(MOST_NAMED) {
            let name: String = name.chars().take(80).collect();
            self.reading.problems.push(Problem::error("forged-field", Place::of(name)));
        }
    }
}

/// Whether a field is that of a key, or one of its parts.
fn belongs(field: &str, key: &str) -> bool {
    field.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '~']))
}

/// Every key of a section, in every round that there is now.
fn spots<'a>(section: &'a Section, journey: &Journey) -> Vec<Spot<'a>> {
    let mut all = Vec::new();
    for question in &section.questions {
        add(&mut all, question, None, 0);
        for round in 1..=journey.rounds(&question.id) {
            inner(question).iter().for_each(|inner| add(&mut all, inner, Some(question), round));
        }
    }
    all
}

fn add<'a>(all: &mut Vec<Spot<'a>>, question: &'a Question, repeat: Option<&'a Question>, round: usize) {
    let whole = key_in(repeat, round, &question.id);
    let keys = question.keys().into_iter().map(|(key, _)| key_in(repeat, round, &key));
    all.extend(keys.map(|key| Spot { question, repeat, round, key, whole: whole.clone() }));
}
