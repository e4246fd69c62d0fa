//! The functions: one line each in [`FUNCTIONS`], with how many parts they take and what they do.

use super::evaluate::{number, text, truth, value, values};
use super::parse::fault;
use super::{Node, Scope, Value};
use crate::Problem;

type Work = fn(&[Node], &Scope) -> Value;

/// A function of the language.
#[derive(Clone, Copy)]
pub(crate) struct Function {
    /// Its name.
    pub(crate) name: &'static str,
    least: usize,
    most: usize,
    pub(super) work: Work,
}

const MANY: usize = 50;

const FUNCTIONS: &[Function] = &[
    function("selected", 2, 2, |p, s| Value::Truth(codes(&p[0], s).contains(&text(&p[1], s)))),
    function("if", 3, 3, |p, s| value(if truth(&p[0], s) { &p[1] } else { &p[2] }, s)),
    function("not", 1, 1, |p, s| Value::Truth(!truth(&p[0], s))),
    function("concat", 1, MANY, |p, s| {
        Value::Text(p.iter().flat_map(|part| values(part, s)).map(|value| value.text()).collect())
    }),
    function("string-length", 1, 1, |p, s| whole(text(&p[0], s).chars().count())),
    function("count-selected", 1, 1, |p, s| whole(codes(&p[0], s).len())),
    function("selected-at", 2, 2, selected_at),
    function("int", 1, 1, |p, s| Value::Number(number(&p[0], s).trunc())),
    function("number", 1, 1, |p, s| Value::Number(number(&p[0], s))),
    function("string", 1, 1, |p, s| Value::Text(text(&p[0], s))),
    function("round", 1, 2, round),
    function("regex", 2, 2, |p, s| Value::Truth(matches(&text(&p[0], s), &text(&p[1], s)))),
    function("coalesce", 2, MANY, coalesce),
    function("once", 1, 1, |p, s| s.own.filter(|own| !own.is_blank()).cloned().unwrap_or_else(|| value(&p[0], s))),
    function("position", 0, 1, |_, s| whole(s.round)),
    function("count", 1, 1, |p, s| whole(values(&p[0], s).iter().filter(|value| !value.is_blank()).count())),
    function("sum", 1, MANY, |p, s| Value::Number(said(p, s).sum())),
    function("min", 1, MANY, |p, s| Value::Number(said(p, s).reduce(f64::min).unwrap_or(f64::NAN))),
    function("max", 1, MANY, |p, s| Value::Number(said(p, s).reduce(f64::max).unwrap_or(f64::NAN))),
    function("true", 0, 0, |_, _| Value::Truth(true)),
    function("false", 0, 0, |_, _| Value::Truth(false)),
    function("contains", 2, 2, |p, s| Value::Truth(text(&p[0], s).contains(&text(&p[1], s)))),
    function("starts-with", 2, 2, |p, s| Value::Truth(text(&p[0], s).starts_with(&text(&p[1], s)))),
    function("date", 1, 1, |p, s| if number(&p[0], s).is_nan() { Value::blank() } else { Value::Text(text(&p[0], s)) }),
    function("score", 1, 1, score),
];

/// Functions that forms elsewhere have and ours refuse: they would put a time of day, or a person's mark, into answers.
const REFUSED: &[&str] = &["today", "now", "uuid", "random", "pulldata", "instance", "property"];

const fn function(name: &'static str, least: usize, most: usize, work: Work) -> Function {
    Function { name, least, most, work }
}

impl Function {
    /// A call, when there is such a function and it takes that many parts.
    pub(super) fn call(name: &str, parts: Vec<Node>, column: usize) -> Result<Node, Problem> {
        if REFUSED.contains(&name) {
            return Err(fault("expression-refused-function", column).with("value", name));
        }
        let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) else {
            let known: Vec<_> = Self::names().collect();
            return Err(fault("expression-unknown-function", column)
                .with("value", name)
                .with("known", known.join(", ")));
        };
        function.fits(&parts, column)?;
        Ok(Node::Call(*function, parts, column))
    }

    fn fits(&self, parts: &[Node], column: usize) -> Result<(), Problem> {
        if !(self.least..=self.most).contains(&parts.len()) {
            let problem = fault("expression-parts", column).with("value", self.name).with("found", parts.len());
            return Err(problem.with("least", self.least).with("most", self.most));
        }
        if self.name == "score" && !matches!(parts[0], Node::Reference(..)) {
            return Err(fault("expression-wants-name", column).with("value", self.name));
        }
        if let (true, Some(Node::Words(pattern))) = (self.name == "regex", parts.get(1)) {
            compile(pattern).ok_or_else(|| fault("expression-pattern", column).with("value", pattern))?;
        }
        Ok(())
    }

    /// The names of all functions.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        FUNCTIONS.iter().map(|function| function.name)
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

fn whole(count: usize) -> Value {
    Value::Number(u32::try_from(count).map_or(f64::NAN, f64::from))
}

fn codes(part: &Node, scope: &Scope) -> Vec<String> {
    text(part, scope).split_whitespace().map(str::to_owned).collect()
}

/// The numbers of all parts that are not blank.
fn said<'a>(parts: &'a [Node], scope: &'a Scope) -> impl Iterator<Item = f64> + 'a {
    let all = parts.iter().flat_map(|part| values(part, scope));
    all.filter(|value| !value.is_blank()).map(|value| value.number())
}

fn selected_at(parts: &[Node], scope: &Scope) -> Value {
    let at = number(&parts[1], scope);
    let code = codes(&parts[0], scope).into_iter().enumerate().find(|(index, _)| whole(*index) == Value::Number(at));
    Value::Text(code.map(|(_, code)| code).unwrap_or_default())
}

/// Half goes up, as XPath has it.
fn round(parts: &[Node], scope: &Scope) -> Value {
    let digits = parts.get(1).map_or(0.0, |digits| number(digits, scope));
    let factor = 10f64.powf(digits.clamp(-15.0, 15.0).trunc());
    Value::Number((number(&parts[0], scope) * factor + 0.5).floor() / factor)
}

fn coalesce(parts: &[Node], scope: &Scope) -> Value {
    parts.iter().map(|part| value(part, scope)).find(|value| !value.is_blank()).unwrap_or_else(Value::blank)
}

fn score(parts: &[Node], scope: &Scope) -> Value {
    match &parts[0] {
        Node::Reference(name, _) => Value::Number(scope.names.score(name).unwrap_or(f64::NAN)),
        _ => Value::Number(f64::NAN),
    }
}

/// The pattern must fit the whole text, as XForms has it.
fn matches(text: &str, pattern: &str) -> bool {
    compile(pattern).is_some_and(|pattern| pattern.is_match(text))
}

fn compile(pattern: &str) -> Option<regex::Regex> {
    regex::RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(200_000).build().ok()
}
