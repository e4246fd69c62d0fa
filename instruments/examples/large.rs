//! How long a large instrument takes: 450 questions, most with routing, read, checked, and the first page decided.
//!
//! `cargo run --release -p instruments --example large`; the aim is 50 ms for all three together.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use instruments::{Answers, Journey, check, parse};

/// How many questions.
pub const QUESTIONS: usize = 450;
const ROUNDS: usize = 20;

fn main() {
    let source = source();
    println!("{QUESTIONS} questions, {} bytes, {} problems", source.len(), check(&source).len());
    let instrument = parse(&source).expect("the instrument reads");
    let parsed = median(|| _ = black_box(parse(&source)));
    let checked = median(|| _ = black_box(check(&source)));
    let decided = median(|| _ = black_box(Journey::of(&instrument, &Answers::new())));
    println!("read {parsed:?}, check (reading included) {checked:?}, first page {decided:?}; medians of {ROUNDS}");
    println!("together {:?}", parsed + checked + decided);
}

fn median(work: impl Fn()) -> Duration {
    let mut times: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

/// 45 sections of ten questions; seven of ten depend on earlier ones, as in long field forms.
pub fn source() -> String {
    let mut text = String::from(
        "format = 1\nid = \"large\"\naudience = \"community\"\nlanguages = [\"en\", \"es\"]\nminutes = 90\nreading_grade = 8\n\
         title = { en = \"Large\", es = \"Grande\" }\n\
         consent = { who = { en = \"We\", es = \"Yo\" }, why = { en = \"To know\", es = \"Saber\" }, \
         seen_by = { en = \"Two\", es = \"Dos\" }, limits = { en = \"None\", es = \"Nada\" } }\n",
    );
    for number in 0..QUESTIONS {
        if number % 10 == 0 {
            _ = writeln!(text, "[[section]]\nid = \"s{number}\"\ntitle = {{ en = \"Part\", es = \"Parte\" }}");
        }
        _ = writeln!(text, "[[section.question]]\nid = \"q{number}\"");
        let words = "Did this happen to you or to anybody you live with in the last month?";
        _ = writeln!(
            text,
            "text = {{ en = \"{words}\", es = \"¿Le pasó esto a usted o a alguien de su casa en el último mes?\" }}"
        );
        text.push_str(&kind(number));
        if number % 10 > 2 {
            let (one, other) = (number / 10 * 10, number / 10 * 10 + 1);
            _ = writeln!(
                text,
                "show_if = \"${{q{one}}} = 'yes' and (selected(${{q{other}}}, 'b') or ${{q0}} != 'no')\""
            );
        }
    }
    text
}

fn kind(number: usize) -> String {
    let option =
        |code: &str| format!("{{ code = \"{code}\", text = {{ en = \"Answer {code}\", es = \"Respuesta {code}\" }} }}");
    let options: Vec<_> = ["a", "b", "c", "d", "e"].map(option).into();
    match number % 10 {
        0 => "kind = \"yes_no\"\nmissing = [\"dont_know\"]\n".to_owned(),
        1 | 2 | 5 => format!("kind = \"several\"\noption = [{}]\n", options.join(", ")),
        3 | 6 => "kind = \"number\"\nmin = 0\nmax = 100\n".to_owned(),
        9 => "kind = \"long_text\"\nlimit = 500\n".to_owned(),
        _ => format!("kind = \"single\"\noption = [{}]\n", options.join(", ")),
    }
}
