//! Conditions, checks and calculations as somebody may have written them into a file.

use instruments::{Expression, Names, Scope, Value};

use super::instrument::SHIPPED;
use super::trial::Target;

struct Told;

impl Names for Told {
    fn values(&self, name: &str) -> Vec<Value> {
        match name.len() % 4 {
            0 => Vec::new(),
            1 => vec![Value::Number(17.5)],
            2 => vec![Value::Text("food work".to_owned())],
            _ => vec![Value::Number(4.0), Value::blank(), Value::Text("2020-05".to_owned())],
        }
    }

    fn score(&self, name: &str) -> Option<f64> {
        name.len().is_multiple_of(2).then_some(3.0)
    }
}

/// Every expression of the shipped instruments, and one of each function.
fn seeds() -> Vec<Vec<u8>> {
    let starts = ["show_if = \"", "calculate = \"", "that = \""];
    let written = SHIPPED
        .iter()
        .flat_map(|source| source.lines())
        .flat_map(|line| starts.iter().filter_map(move |start| line.split_once(*start)?.1.split('"').next()));
    let called = Expression::functions().map(|name| format!("{name}(${{child.age}}, 'a b', 2) + -1"));
    let own = ["-(1 + 2) * 3 div 0 mod 7 >= .5", "${a} = 'yes' and not(. < 2) or option != 'none'"];
    let all = written.map(str::to_owned).chain(called).chain(own.map(str::to_owned));
    all.map(String::into_bytes).collect()
}

/// Expressions, as text.
pub fn target() -> Target {
    Target::new(seeds(), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let Ok(expression) = Expression::parse(&text) else { return false };
        let own = Value::Text("own".to_owned());
        let scope = Scope::new(&Told).own(&own).option("red").round(2);
        expression.holds(&scope);
        expression.value(&scope).text();
        expression.references();
        true
    })
}
