//! Instrument files: each question of the shipped instruments in a small file of its own, in the long form whole files too.

use instruments::{Answers, Journey, check, complete, parse};

use super::trial::{Order, Target};

/// What is shipped, and what tests use.
pub const SHIPPED: &[&str] = &[
    include_str!("../../instruments/library/housing-advocate.toml"),
    include_str!("../../instruments/library/housing-provider.toml"),
    include_str!("../../instruments/library/resource-listing.toml"),
    include_str!("../../instruments/library/summit-training.toml"),
    include_str!("../../instruments/library/survivor-housing.toml"),
    include_str!("../../instruments/library/wilder-cfi.toml"),
    include_str!("../fixtures/every_kind.toml"),
    include_str!("../fixtures/coded.toml"),
];

/// The least that stands before a question.
const FRONT: &str = r#"format = 1
id = "a"
audience = "professionals"
languages = ["en", "es"]
title = { en = "A", es = "A" }
minutes = 1
consent = { who = { en = "A", es = "A" }, why = { en = "A", es = "A" }, seen_by = { en = "A", es = "A" }, limits = { en = "A", es = "A" } }
[[section]]
id = "s"
title = { en = "S", es = "S" }
"#;

/// Questions of this size or less, in bytes: reading takes its time without optimisation.
const SMALL: usize = 500;

fn questions(source: &str) -> impl Iterator<Item = String> + '_ {
    let parts = source.split("[[section.question]]").skip(1).filter_map(|rest| rest.split("\n[").next());
    parts.filter(|part| part.len() <= SMALL).map(|part| format!("{FRONT}[[section.question]]{part}\n"))
}

fn seeds() -> Vec<Vec<u8>> {
    let small = SHIPPED.iter().flat_map(|source| questions(source));
    let whole = SHIPPED.iter().filter(|_| Order::is_long()).map(|source| (*source).to_owned());
    small.chain(whole).map(String::into_bytes).collect()
}

/// Instrument files.
pub fn target() -> Target {
    let mut asked = 0_u32;
    Target::new(seeds(), move |bytes| {
        let source = String::from_utf8_lossy(bytes);
        let Ok(instrument) = parse(&source) else { return false };
        Journey::of(&instrument, &Answers::new());
        complete(&instrument, &Answers::new());
        asked += 1;
        if asked.is_multiple_of(8) {
            check(&source);
        }
        true
    })
}
