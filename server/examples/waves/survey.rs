//! Sixty closed items: forty agree scales, eight times yes or no, seven choices, five numbers; and people who answer them.

use std::fmt::Write;

use instruments::{Answer, Answers, MissingReason};
use server::chance::Seeded;

use super::asked;

/// How many.
pub const ITEMS: usize = 60;

const LISTS: &str = r#"
[list]
agree = [
  { code = "1", score = 1, text = { en = "Disagree strongly" } },
  { code = "2", score = 2, text = { en = "Disagree" } },
  { code = "3", score = 3, text = { en = "Neither" } },
  { code = "4", score = 4, text = { en = "Agree" } },
  { code = "5", score = 5, text = { en = "Agree strongly" } },
]
region = [
  { code = "north", text = { en = "North" } },
  { code = "east", text = { en = "East" } },
  { code = "south", text = { en = "South" } },
  { code = "west", text = { en = "West" } },
]

"#;

const REGIONS: [&str; 4] = ["north", "east", "south", "west"];

/// What an item asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Scale,
    YesNo,
    Single,
    Number,
}

fn kind(item: usize) -> Kind {
    match item {
        0..=40 => Kind::Scale,
        41..=48 => Kind::YesNo,
        49..=55 => Kind::Single,
        _ => Kind::Number,
    }
}

/// The id of an item, from 1.
fn id(item: usize) -> String {
    format!("q{item:02}")
}

/// The instrument file.
pub fn toml() -> String {
    let mut text = String::new();
    for item in 1..=ITEMS {
        let details = match kind(item) {
            Kind::Scale => "kind = \"scale\"\nlist = \"agree\"",
            Kind::YesNo => "kind = \"yes_no\"",
            Kind::Single => "kind = \"single\"\nlist = \"region\"",
            Kind::Number => "kind = \"number\"\nmin = 0\nmax = 120",
        };
        let _ = writeln!(text, "[[section.question]]\nid = \"{}\"\n{details}", id(item));
        text.push_str("text = { en = \"How was this in the last month?\" }\nmissing = [\"dont_know\"]\n");
    }
    asked::asking("sixty-items", &format!("{LISTS}{}", asked::section("all", &text)))
}

/// One person's answers; in the later wave people agree a little more often.
pub fn answers(random: &mut Seeded, later: bool) -> Answers {
    (1..=ITEMS).map(|item| (id(item), answer(item, random, later))).collect()
}

fn answer(item: usize, random: &mut Seeded, later: bool) -> Answer {
    let agrees = later && random.below(100) < (item % 7) as u64;
    match random.below(100) {
        0..2 => return Answer::Missing(MissingReason::Skipped),
        2..4 => return Answer::Missing(MissingReason::DontKnow),
        _ => {}
    }
    match kind(item) {
        Kind::Scale => Answer::One((1 + if agrees { 4 } else { random.below(5) }).to_string()),
        Kind::YesNo => Answer::One(if agrees || random.below(5) < 2 { "yes" } else { "no" }.to_owned()),
        Kind::Single => Answer::One(REGIONS[if agrees { 2 } else { random.below(4) as usize }].to_owned()),
        Kind::Number => Answer::Number((random.below(60) + random.below(60) + u64::from(agrees)) as f64),
    }
}
