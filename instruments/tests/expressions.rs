//! A researcher writes conditions; each is worked out as XPath 1.0 says, and a fault names its column.

use std::collections::BTreeMap;

use instruments::{Expression, Names, Scope, Value};

struct Told(BTreeMap<&'static str, Vec<Value>>);

impl Names for Told {
    fn values(&self, name: &str) -> Vec<Value> {
        self.0.get(name).cloned().unwrap_or_default()
    }

    fn score(&self, _: &str) -> Option<f64> {
        Some(3.0)
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn told() -> Told {
    Told(BTreeMap::from([
        ("age", vec![Value::Number(17.0)]),
        ("blank", vec![Value::blank()]),
        ("needs", vec![text("food work")]),
        ("month", vec![text("2020-05")]),
        ("child.age", vec![Value::Number(4.0), Value::blank(), Value::Number(6.0)]),
    ]))
}

fn value(expression: &str) -> String {
    let told = told();
    let own = text("own");
    let scope = Scope::new(&told).own(&own).option("red").round(2);
    Expression::parse(expression).unwrap_or_else(|problem| panic!("{expression}: {problem:?}")).value(&scope).text()
}

#[test]
fn arithmetic_binds_as_in_school() {
    for (expression, wanted) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("-2 * -3", "6"),
        ("7 mod 3", "1"),
        ("-7 mod 3", "-1"),
        ("1 div 4", "0.25"),
        ("1 div 0", "Infinity"),
        ("0 div 0", "NaN"),
        (".5 + 1", "1.5"),
        ("1 < 2 and 2 < 1 or true()", "true"),
        ("1 = 1 = true()", "true"),
    ] {
        assert_eq!(value(expression), wanted, "{expression}");
    }
}

#[test]
fn blank_is_no_number_and_no_truth() {
    for (expression, wanted) in [
        ("${blank} = ''", "true"),
        ("${blank} = 0", "false"),
        ("${blank} < 1", "false"),
        ("${blank} >= 0", "false"),
        ("${blank} + 1", "NaN"),
        ("not(${blank})", "true"),
        ("${nowhere} = ''", "true"),
        ("'0' and 'false'", "true"),
        ("0 or ''", "false"),
        ("'1' = 1.0", "true"),
        ("'1' = '1.0'", "false"),
        ("true() = 'x'", "true"),
    ] {
        assert_eq!(value(expression), wanted, "{expression}");
    }
}

#[test]
fn every_function_does_what_forms_elsewhere_expect() {
    for (expression, wanted) in [
        ("selected(${needs}, 'food')", "true"),
        ("selected(${needs}, 'foo')", "false"),
        ("count-selected(${needs})", "2"),
        ("count-selected(${blank})", "0"),
        ("selected-at(${needs}, 1)", "work"),
        ("selected-at(${needs}, 9)", ""),
        ("if(${age} < 18, 'young', 'old')", "young"),
        ("concat('a', 1, true())", "a1true"),
        ("string-length('año')", "3"),
        ("int(-2.7)", "-2"),
        ("number('12')", "12"),
        ("number('1e3')", "NaN"),
        ("string(3.0)", "3"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(2.345, 2)", "2.35"),
        ("regex('70112', '[0-9]{5}')", "true"),
        ("regex('70112x', '[0-9]{5}')", "false"),
        ("coalesce(${blank}, 'x', 'y')", "x"),
        ("once('new')", "own"),
        ("position(..)", "2"),
        ("count(${child.age})", "2"),
        ("sum(${child.age})", "10"),
        ("min(${child.age})", "4"),
        ("max(${child.age}, 9)", "9"),
        ("contains('abc', 'b')", "true"),
        ("starts-with('abc', 'b')", "false"),
        ("date('2020-05') < date('2021-01')", "true"),
        ("date('rain')", ""),
        ("${month} > '2020-04'", "true"),
        ("score(${needs})", "3"),
        (". = 'own'", "true"),
        ("option = 'red'", "true"),
        ("false()", "false"),
    ] {
        assert_eq!(value(expression), wanted, "{expression}");
    }
}

/// Expressions over words and numbers with the value that libxml2 2.x gives them: another hand's reading of XPath 1.0.
#[test]
fn three_hundred_expressions_come_to_what_libxml2_says() {
    let cases: Vec<_> = include_str!("libxml2.tsv").lines().filter_map(|line| line.split_once('\t')).collect();
    assert_eq!(cases.len(), 300);
    for (expression, wanted) in cases {
        assert_eq!(value(expression), wanted, "{expression}");
    }
}

#[test]
fn a_fault_names_what_and_where() {
    for (expression, code, column) in [
        ("", "expression-ends", 1),
        ("1 +", "expression-ends", 4),
        ("1 2", "expression-unexpected", 3),
        ("(1 + 2", "expression-open-bracket", 7),
        ("${a", "expression-open-name", 1),
        ("1 + ${a b}", "expression-name", 5),
        ("'abc", "expression-open-quote", 1),
        ("é = 1", "expression-bare-name", 1),
        ("1 = housed", "expression-bare-name", 5),
        ("1 & 2", "expression-character", 3),
        ("foo(1)", "expression-unknown-function", 1),
        ("today() > 1", "expression-refused-function", 1),
        ("not(1, 2)", "expression-parts", 1),
        ("score(1)", "expression-wants-name", 1),
        ("regex('a', '(')", "expression-pattern", 1),
        ("1.2.3", "expression-number", 1),
    ] {
        let problem = Expression::parse(expression).expect_err(expression);
        assert_eq!((problem.code, problem.place.column), (code, Some(column)), "{expression}");
    }
}

#[test]
fn very_deep_or_long_expressions_are_refused_not_fallen_over() {
    let deep = "(".repeat(5_000);
    assert_eq!(Expression::parse(&deep).expect_err("too deep").code, "expression-too-deep");
    let chain = format!("1{}", "+1".repeat(3_000));
    assert_eq!(Expression::parse(&chain).expect_err("too many").code, "expression-too-deep");
    assert_eq!(Expression::parse(&"1".repeat(20_000)).expect_err("too long").code, "expression-too-long");
    assert_eq!(Expression::parse(&"-".repeat(5_000)).expect_err("too deep").code, "expression-too-deep");
}

#[test]
fn references_are_listed_with_their_columns() {
    let expression = Expression::parse("${a} = 1 and selected(${b.c}, 'x') or 'y' = ${d}").expect("reads");
    assert_eq!(expression.references(), [("a", 1), ("b.c", 23), ("d", 45)]);
    assert_eq!(expression.compared_codes(), [("b.c", "x", 23), ("d", "y", 45)]);
}

#[test]
fn any_mixture_of_pieces_either_reads_or_is_a_problem() {
    let pieces = [
        "${a}",
        "'x'",
        "1",
        "+",
        "(",
        ")",
        "not(",
        ",",
        ".",
        "..",
        "and",
        " or ",
        "=",
        "é",
        "\0",
        "${",
        "\"",
        "-",
        "option",
        "\u{1F600}",
    ];
    let mut state = 7_usize;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) % pieces.len()]);
        }
        if let Ok(expression) = Expression::parse(&text) {
            expression.value(&Scope::new(&told()));
        }
    }
}
