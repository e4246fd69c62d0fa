//! The order in which the parts of an instrument are decided: what a condition refers to comes first.
//!
//! Made once for an instrument; [`crate::Journey`] goes along it with one person's answers.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::keys::{Names, inner};
use crate::{Expression, Instrument, Journey, Question};

/// An instrument with its expressions read and its steps in order.
pub struct Route<'a> {
    pub(crate) instrument: &'a Instrument,
    pub(crate) names: Names<'a>,
    pub(crate) sections: Vec<Option<Expression>>,
    pub(crate) steps: Vec<Step<'a>>,
    pub(crate) order: Vec<usize>,
    /// Steps that wait for each other.
    pub(crate) stuck: Vec<usize>,
}

/// One question, and what decides about it.
pub(crate) struct Step<'a> {
    pub(crate) section: usize,
    pub(crate) repeat: Option<&'a Question>,
    pub(crate) question: &'a Question,
    pub(crate) show_if: Option<Expression>,
    pub(crate) option_if: Option<Expression>,
    pub(crate) calculate: Option<Expression>,
    /// Numbers of the steps it waits for.
    pub(crate) waits_for: Vec<usize>,
}

impl<'a> Route<'a> {
    /// Reads the expressions of an instrument. One that cannot be read counts as absent; [`crate::check`] names it.
    pub fn of(instrument: &'a Instrument) -> Self {
        let names = Names::of(instrument);
        let sections: Vec<_> = instrument.sections.iter().map(|section| read(section.show_if.as_deref())).collect();
        let mut steps = Vec::new();
        for (section, part) in instrument.sections.iter().enumerate() {
            for question in &part.questions {
                let group = steps.len();
                steps.push(step(section, None, question, &sections[section], &names));
                for inner in inner(question) {
                    let mut step = step(section, Some(question), inner, &sections[section], &names);
                    step.waits_for.push(group);
                    steps.push(step);
                }
            }
        }
        let (order, stuck) = sort(&steps);
        Self { instrument, names, sections, steps, order, stuck }
    }

    /// Where these answers lead.
    pub fn journey(&self, answers: &crate::Answers) -> Journey {
        Journey::along(self, answers)
    }
}

fn read(text: Option<&str>) -> Option<Expression> {
    text.and_then(|text| Expression::parse(text).ok())
}

fn step<'a>(
    section: usize,
    repeat: Option<&'a Question>,
    question: &'a Question,
    around: &Option<Expression>,
    names: &Names,
) -> Step<'a> {
    let show_if = read(question.show_if.as_deref());
    let option_if = read(question.option_if.as_deref());
    let calculate = read(question.calculate.as_deref());
    let expressions = [around, &show_if, &option_if, &calculate];
    let references = expressions.into_iter().flatten().flat_map(Expression::references);
    let waits_for = references.filter_map(|(name, _)| names.get(name)).map(|target| target.number).collect();
    Step { section, repeat, question, show_if, option_if, calculate, waits_for }
}

/// Reading order, except that nothing comes before what it waits for. What waits in a circle comes last.
fn sort(steps: &[Step]) -> (Vec<usize>, Vec<usize>) {
    let mut waiting: Vec<usize> = steps.iter().map(|step| step.waits_for.len()).collect();
    let mut awaited: HashMap<usize, Vec<usize>> = HashMap::new();
    for (number, step) in steps.iter().enumerate() {
        for earlier in &step.waits_for {
            awaited.entry(*earlier).or_default().push(number);
        }
    }
    let mut ready: BinaryHeap<_> = (0..steps.len()).filter(|number| waiting[*number] == 0).map(Reverse).collect();
    let mut order = Vec::new();
    while let Some(Reverse(number)) = ready.pop() {
        order.push(number);
        for later in awaited.get(&number).into_iter().flatten() {
            waiting[*later] -= 1;
            if waiting[*later] == 0 {
                ready.push(Reverse(*later));
            }
        }
    }
    let stuck: Vec<_> = (0..steps.len()).filter(|number| waiting[*number] > 0).collect();
    order.extend(&stuck);
    (order, stuck)
}
