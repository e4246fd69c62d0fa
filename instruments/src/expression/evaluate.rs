//! Works an expression out.

use super::{Node, Operator, Scope, Value};

/// The value of a part; of several values (all rounds of a question) the first.
pub(super) fn value(node: &Node, scope: &Scope) -> Value {
    match node {
        Node::Number(number) => Value::Number(*number),
        Node::Words(words) => Value::Text(words.clone()),
        Node::Own => scope.own.cloned().unwrap_or_else(Value::blank),
        Node::Option => Value::Text(scope.option.unwrap_or_default().to_owned()),
        Node::Around => Value::Number(f64::from(u32::try_from(scope.round).unwrap_or(u32::MAX))),
        Node::Reference(name, _) => scope.names.values(name).into_iter().next().unwrap_or_else(Value::blank),
        Node::Minus(inner) => Value::Number(-number(inner, scope)),
        Node::Pair(operator, left, right) => pair(*operator, left, right, scope),
        Node::Call(function, parts, _) => (function.work)(parts, scope),
    }
}

/// All values of a part.
pub(super) fn values(node: &Node, scope: &Scope) -> Vec<Value> {
    match node {
        Node::Reference(name, _) => scope.names.values(name),
        other => vec![value(other, scope)],
    }
}

pub(super) fn number(node: &Node, scope: &Scope) -> f64 {
    value(node, scope).number()
}

pub(super) fn text(node: &Node, scope: &Scope) -> String {
    value(node, scope).text()
}

pub(super) fn truth(node: &Node, scope: &Scope) -> bool {
    value(node, scope).truth()
}

fn pair(operator: Operator, left: &Node, right: &Node, scope: &Scope) -> Value {
    let numbers = |work: fn(f64, f64) -> f64| Value::Number(work(number(left, scope), number(right, scope)));
    let order = |holds: fn(&f64, &f64) -> bool| Value::Truth(holds(&number(left, scope), &number(right, scope)));
    match operator {
        Operator::Or => Value::Truth(truth(left, scope) || truth(right, scope)),
        Operator::And => Value::Truth(truth(left, scope) && truth(right, scope)),
        Operator::Equal => Value::Truth(equal(&value(left, scope), &value(right, scope))),
        Operator::Unequal => Value::Truth(!equal(&value(left, scope), &value(right, scope))),
        Operator::Less => order(f64::lt),
        Operator::AtMost => order(f64::le),
        Operator::More => order(f64::gt),
        Operator::AtLeast => order(f64::ge),
        Operator::Plus => numbers(|one, other| one + other),
        Operator::Minus => numbers(|one, other| one - other),
        Operator::Times => numbers(|one, other| one * other),
        Operator::Divide => numbers(|one, other| one / other),
        Operator::Remainder => numbers(|one, other| one % other),
    }
}

/// XPath's equality: as truths if one is a truth, else as numbers if one is a number, else as words.
fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Truth(_), _) | (_, Value::Truth(_)) => one.truth() == other.truth(),
        (Value::Number(_), _) | (_, Value::Number(_)) => one.number() == other.number(),
        (Value::Text(one), Value::Text(other)) => one == other,
    }
}
