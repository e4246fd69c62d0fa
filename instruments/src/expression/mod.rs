//! The one small language of routing, checks and calculations: XPath 1.0 arithmetic over answers by name.
//!
//! [`Expression::parse`] reads it once, [`Expression::value`] works it out; where names lead is left to whoever
//! implements [`Names`]. A new function is one line in `function`.

mod evaluate;
mod function;
mod parse;
mod token;
mod value;

pub use value::Value;

use crate::Problem;

/// An expression that was read without a fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    root: Node,
}

/// Where the names of an expression lead.
pub trait Names {
    /// The values of `${name}`: one, none when blank, or several when it is asked in rounds.
    fn values(&self, name: &str) -> Vec<Value>;

    /// The scores of the options that were chosen for `${name}`.
    fn score(&self, name: &str) -> Option<f64>;
}

/// What an expression is worked out in: names, and what `.`, `option` and the round are just now.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    names: &'a dyn Names,
    own: Option<&'a Value>,
    option: Option<&'a str>,
    round: usize,
}

impl<'a> Scope<'a> {
    /// A scope outside any round, without `.` and `option`.
    pub fn new(names: &'a dyn Names) -> Self {
        Self { names, own: None, option: None, round: 0 }
    }

    /// The same, with `.`.
    pub fn own(self, own: &'a Value) -> Self {
        Self { own: Some(own), ..self }
    }

    /// The same, with `option`.
    pub fn option(self, code: &'a str) -> Self {
        Self { option: Some(code), ..self }
    }

    /// The same, in a round of a repeat group, counted from 1.
    pub fn round(self, round: usize) -> Self {
        Self { round, ..self }
    }
}

/// One part of an expression, with the column where it starts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Number(f64),
    Words(String),
    Own,
    Option,
    Around,
    Reference(String, usize),
    Minus(Box<Node>),
    Pair(Operator, Box<Node>, Box<Node>),
    Call(function::Function, Vec<Node>, usize),
}

/// What stands between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
}

impl Expression {
    /// Reads an expression; a fault names its column.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        parse::parse(text).map(|root| Self { root })
    }

    /// The names of all functions there are.
    pub fn functions() -> impl Iterator<Item = &'static str> {
        function::Function::names()
    }

    /// Its value. Never fails: what is blank or not a number counts as XPath says.
    pub fn value(&self, scope: &Scope) -> Value {
        evaluate::value(&self.root, scope)
    }

    /// Whether it holds.
    pub fn holds(&self, scope: &Scope) -> bool {
        self.value(scope).truth()
    }

    /// The names it refers to, with their columns, in order of appearance.
    pub fn references(&self) -> Vec<(&str, usize)> {
        let mut found = Vec::new();
        self.root.each(&mut |node| {
            if let Node::Reference(name, column) = node {
                found.push((name.as_str(), *column));
            }
        });
        found
    }

    /// The codes that answers are compared with: name, code and column of the name.
    pub fn compared_codes(&self) -> Vec<(&str, &str, usize)> {
        let mut found = Vec::new();
        self.root.each(&mut |node| match node {
            Node::Pair(Operator::Equal | Operator::Unequal, left, right) => match (&**left, &**right) {
                (Node::Reference(name, column), Node::Words(code))
                | (Node::Words(code), Node::Reference(name, column)) => {
                    found.push((name.as_str(), code.as_str(), *column));
                }
                _ => {}
            },
            Node::Call(function, parts, _) if function.name == "selected" => {
                if let [Node::Reference(name, column), Node::Words(code)] = &parts[..] {
                    found.push((name.as_str(), code.as_str(), *column));
                }
            }
            _ => {}
        });
        found
    }

    /// The numbers that stand in it.
    pub(crate) fn numbers(&self) -> Vec<f64> {
        let mut found = Vec::new();
        self.root.each(&mut |node| {
            if let Node::Number(number) = node {
                found.push(*number);
            }
        });
        found
    }

    /// Whether `.` (or `option`, when asked for) stands in it.
    pub(crate) fn speaks_of(&self, wanted: &Node) -> bool {
        let mut found = false;
        self.root.each(&mut |node| found |= node == wanted);
        found
    }
}

impl Node {
    fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        visit(self);
        match self {
            Self::Minus(inner) => inner.each(visit),
            Self::Pair(_, left, right) => {
                left.each(visit);
                right.each(visit);
            }
            Self::Call(_, parts, _) => parts.iter().for_each(|part| part.each(visit)),
            _ => {}
        }
    }
}
