//! That everything can be reached: no circles, no looking ahead, no condition that never holds.

use std::collections::{BTreeMap, HashMap};

use super::Ground;
use crate::keys::Target;
use crate::route::Step;
use crate::{Expression, Kind, Names, Problem, Scope, Value};

/// Most combinations of answers that are tried for one condition.
const MOST_TRIED: usize = 1_024;

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    let mut found = circles(ground);
    if found.is_empty() {
        found.extend(ahead(ground));
    }
    found.extend(never(ground));
    found
}

/// Follows what waits for what until it comes back.
fn circles(ground: &Ground) -> Vec<Problem> {
    let steps = &ground.route.steps;
    let stuck = &ground.route.stuck;
    let mut walked = HashMap::new();
    let mut found = Vec::new();
    for start in stuck {
        let mut way = Vec::new();
        let mut here = *start;
        while !walked.contains_key(&here) {
            walked.insert(here, *start);
            way.push(here);
            let Some(next) = steps[here].waits_for.iter().find(|step| stuck.binary_search(step).is_ok()) else { break };
            here = *next;
        }
        if let Some(from) = way.iter().position(|step| *step == here).filter(|_| walked.get(&here) == Some(start)) {
            let names: Vec<_> =
                way[from..].iter().chain([&here]).map(|step| steps[*step].question.id.as_str()).collect();
            found.push(at(ground, here, Problem::error).with("value", names.join(" → ")));
        }
    }
    found.into_iter().map(|problem| Problem { code: "circle", ..problem }).collect()
}

fn at(ground: &Ground, step: usize, make: fn(&'static str, crate::Place) -> Problem) -> Problem {
    let questions = ground.questions();
    let (path, field) = questions.get(step).map_or((String::new(), ""), |found| {
        let field = if found.question.kind == Kind::Calculated { "calculate" } else { "show_if" };
        (found.path.clone(), field)
    });
    make("never-shown", ground.places.place(&format!("{path}.{field}"), &ground.route.steps[step].question.id))
}

/// Conditions that ask for answers which come later.
fn ahead(ground: &Ground) -> Vec<Problem> {
    let steps = &ground.route.steps;
    let mut known_at: Vec<usize> = (0..steps.len()).collect();
    for number in &ground.route.order {
        if steps[*number].question.kind == Kind::Calculated {
            known_at[*number] = steps[*number].waits_for.iter().map(|step| known_at[*step]).max().unwrap_or(0);
        }
    }
    let questions = ground.questions();
    let mut found = Vec::new();
    let mut look = |expression: &Option<Expression>, path: String, id: &str, first: usize| {
        for (name, column) in expression.iter().flat_map(Expression::references) {
            let later = ground
                .route
                .names
                .get(name)
                .is_some_and(|target| known_at[target.number] >= first && target.number != first);
            if later {
                let problem = Problem::error("refers-later", ground.places.inside(&path, column, id));
                found.push(problem.with("value", name));
            }
        }
    };
    for (number, step) in steps.iter().enumerate().filter(|(_, step)| step.question.kind != Kind::Calculated) {
        look(&step.show_if, format!("{}.show_if", questions[number].path), &step.question.id, number);
        look(&step.option_if, format!("{}.option_if", questions[number].path), &step.question.id, number);
    }
    for (index, section) in ground.instrument.sections.iter().enumerate() {
        let first = steps.iter().position(|step| step.section == index).unwrap_or(steps.len());
        look(&ground.route.sections[index], format!("section.{index}.show_if"), &section.id, first);
    }
    found
}

/// Conditions that no answers can meet. Certain where only options are asked about, likely where numbers are.
fn never(ground: &Ground) -> Vec<Problem> {
    let mut found = Vec::new();
    for (index, section) in ground.instrument.sections.iter().enumerate() {
        if let Some(condition) = &ground.route.sections[index]
            && let Some(serious) = impossible(ground, &[condition])
        {
            let place = ground.places.place(&format!("section.{index}.show_if"), &section.id);
            found.push(Problem { serious, ..Problem::error("never-shown", place) });
        }
    }
    for (number, step) in ground.route.steps.iter().enumerate() {
        if let Some(serious) = impossible_step(ground, step) {
            found.push(Problem { serious, ..at(ground, number, Problem::error) });
        }
    }
    found
}

fn impossible_step(ground: &Ground, step: &Step) -> Option<bool> {
    let own = step.show_if.as_ref()?;
    let around = ground.route.sections[step.section].as_ref();
    let alone = around.filter(|around| impossible(ground, &[around]).is_none());
    let conditions: Vec<_> = std::iter::once(own).chain(alone).collect();
    impossible(ground, &conditions)
}

/// Whether no answers make all conditions hold: certainly, likely, or not so (or not known).
fn impossible(ground: &Ground, conditions: &[&Expression]) -> Option<bool> {
    let mut tries = Tries { ground, told: BTreeMap::new() };
    let mut domains: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let numbers: Vec<f64> = conditions.iter().flat_map(|condition| condition.numbers()).collect();
    let mut certain = true;
    for (name, _) in conditions.iter().flat_map(|condition| condition.references()) {
        let target = ground.route.names.get(name)?;
        certain &= target.question.kind != Kind::Number;
        domains.insert(name, domain(ground, target, &numbers)?);
    }
    let total = domains.values().try_fold(1_usize, |all, domain| all.checked_mul(domain.len()))?;
    if total > MOST_TRIED {
        return None;
    }
    for mut number in 0..total {
        for (name, domain) in &domains {
            tries.told.insert(name, domain[number % domain.len()].clone());
            number /= domain.len();
        }
        if conditions.iter().all(|condition| condition.holds(&Scope::new(&tries))) {
            return None;
        }
    }
    Some(certain)
}

/// Every value that a question can have, where that can be said.
fn domain(ground: &Ground, target: Target, numbers: &[f64]) -> Option<Vec<Value>> {
    let codes = ground.instrument.codes(target.question);
    let blank = std::iter::once(Value::blank());
    let whole_matrix = target.question.kind == Kind::Matrix && target.row.is_none();
    match target.question.kind {
        _ if target.repeat.is_some() || whole_matrix => None,
        Kind::Several if codes.len() <= 8 => Some((0..1_usize << codes.len()).map(|set| subset(&codes, set)).collect()),
        Kind::Number => {
            let near = numbers.iter().flat_map(|number| [-1.0, -0.5, 0.0, 0.5, 1.0].map(|step| number + step));
            let ends = target.question.min.into_iter().chain(target.question.max);
            let fits = |number: &f64| {
                target.question.min.is_none_or(|min| *number >= min)
                    && target.question.max.is_none_or(|max| *number <= max)
            };
            Some(blank.chain(near.chain(ends).chain([0.0, 1.0, 2.0]).filter(fits).map(Value::Number)).collect())
        }
        kind if kind.takes_one_option() => {
            Some(blank.chain(codes.iter().map(|code| Value::Text((*code).to_owned()))).collect())
        }
        _ => None,
    }
}

fn subset(codes: &[&str], set: usize) -> Value {
    let chosen = codes.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).map(|(_, code)| *code);
    Value::Text(chosen.collect::<Vec<_>>().join(" "))
}

/// Answers tried out.
struct Tries<'a> {
    ground: &'a Ground<'a>,
    told: BTreeMap<&'a str, Value>,
}

impl Names for Tries<'_> {
    fn values(&self, name: &str) -> Vec<Value> {
        self.told.get(name).cloned().into_iter().collect()
    }

    fn score(&self, name: &str) -> Option<f64> {
        let target = self.ground.route.names.get(name)?;
        self.ground.instrument.option(target.question, &self.told.get(name)?.text())?.score
    }
}
