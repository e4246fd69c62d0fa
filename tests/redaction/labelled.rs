//! The labelled set: frames with slots, filled with invented people in four ways of writing. How a file is made is told at
//! its head.

use std::collections::BTreeMap;

use server::coding::Span;
use server::redaction::Kind;

const DEVELOPMENT: &str = include_str!("../fixtures/redaction/development.toml");
const HELD_BACK: &str = include_str!("../fixtures/redaction/held_back.toml");

/// Lists of one language by name: `frames`, and one for each slot.
pub type Lists = BTreeMap<String, Vec<String>>;

/// How a passage is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    Mixed,
    Lower,
    Upper,
    /// As a phone corrects what is typed in haste: capitals where sentences begin, none elsewhere.
    Beginnings,
}

impl Case {
    pub const ALL: [Self; 4] = [Self::Mixed, Self::Lower, Self::Upper, Self::Beginnings];

    fn write(self, text: &str, opens: bool) -> String {
        match self {
            Self::Mixed => text.to_owned(),
            Self::Lower => text.to_lowercase(),
            Self::Upper => text.to_uppercase(),
            Self::Beginnings => with_capital(&text.to_lowercase(), opens),
        }
    }
}

fn with_capital(text: &str, opens: bool) -> String {
    let mut open = opens;
    let raise = |letter: char| {
        let raised = if open { letter.to_uppercase().collect() } else { letter.to_string() };
        open = matches!(letter, '.' | '!' | '?' | '¿' | '¡' | ':') || (open && !letter.is_alphanumeric());
        raised
    };
    text.chars().map(raise).collect()
}

/// A passage and the mentions in it.
#[derive(Debug)]
pub struct Passage {
    pub language: String,
    pub case: Case,
    pub text: String,
    pub mentions: Vec<(Span, Kind)>,
}

pub fn development() -> Vec<Passage> {
    passages(DEVELOPMENT)
}

pub fn held_back() -> Vec<Passage> {
    passages(HELD_BACK)
}

/// Every word of every name in both halves.
pub fn words_of_names() -> Vec<String> {
    let names = |lists: &Lists| [lists["first"].clone(), lists["last"].clone()].concat();
    let halves = [DEVELOPMENT, HELD_BACK].map(languages);
    let all = halves.iter().flat_map(BTreeMap::values).flat_map(names);
    all.flat_map(|name| name.split([' ', '-']).map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// The sentences without their mentions, of each half.
pub fn frames() -> [Vec<String>; 2] {
    [DEVELOPMENT, HELD_BACK].map(|half| languages(half).values().flat_map(|lists| lists["frames"].clone()).collect())
}

fn languages(source: &str) -> BTreeMap<String, Lists> {
    toml::from_str(source).expect("the labelled set is TOML")
}

fn passages(source: &str) -> Vec<Passage> {
    let mut all = Vec::new();
    for (language, lists) in languages(source) {
        let mut filler = Filler { lists: &lists, turns: BTreeMap::new() };
        for case in Case::ALL {
            all.extend(lists["frames"].iter().map(|frame| filler.fill(frame, &language, case)));
        }
    }
    all
}

/// Hands out the values of each list in turn.
struct Filler<'a> {
    lists: &'a Lists,
    turns: BTreeMap<String, usize>,
}

impl Filler<'_> {
    fn fill(&mut self, frame: &str, language: &str, case: Case) -> Passage {
        let mut passage = Passage { language: language.to_owned(), case, text: String::new(), mentions: Vec::new() };
        let mut rest = frame;
        while let Some((before, tail)) = rest.split_once('{') {
            let (slot, after) = tail.split_once('}').expect("a slot is closed");
            passage.write(before);
            let value = self.value(slot);
            passage.mention(&value, kind_of(slot));
            rest = after;
        }
        passage.write(rest);
        passage
    }

    fn value(&mut self, slot: &str) -> String {
        if slot == "full" {
            return format!("{} {}", self.value("first"), self.value("last"));
        }
        let turn = self.turns.entry(slot.to_owned()).or_default();
        let values = &self.lists[slot];
        *turn += 1;
        values[(*turn - 1) % values.len()].clone()
    }
}

impl Passage {
    fn write(&mut self, text: &str) {
        let opens = self.text.trim_end().is_empty() || self.text.trim_end().ends_with(['.', '!', '?', ':', '¿', '¡']);
        self.text.push_str(&self.case.write(text, opens));
    }

    /// What stands before a `|` is written and not labelled: the article of a date.
    fn mention(&mut self, value: &str, kind: Kind) {
        let (article, value) = value.split_once('|').unwrap_or(("", value));
        self.write(article);
        let start = self.text.chars().count() as u32;
        self.write(value);
        let span = Span::new(start, self.text.chars().count() as u32).expect("a value is not empty");
        self.mentions.push((span, kind));
    }
}

fn kind_of(slot: &str) -> Kind {
    match slot {
        "first" | "last" | "full" => Kind::Name,
        "account" => Kind::Handle,
        "zip" => Kind::Address,
        slot => Kind::ALL.into_iter().find(|kind| kind.code() == slot).expect("a slot is a kind"),
    }
}
