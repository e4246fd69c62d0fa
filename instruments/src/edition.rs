//! Editions of the collaboration inventory: which items and factors of one are which of the other, and the second made
//! from the third. The facts stand in `library/wilder-cfi.editions.toml`; comparing figures is left to the server.

use std::sync::OnceLock;

use crate::{Instrument, Problem, Question, Scale, Text, parse};

/// The editions that are known, and what was carried from one to the next.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editions {
    /// Id of the shipped instrument that is the newest of them.
    pub inventory: String,
    /// The editions, the oldest first.
    #[serde(rename = "edition")]
    pub editions: Vec<Edition>,
    carried: Carried,
}

/// One edition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its number: 2, 3.
    pub number: u32,
    /// How many items each factor has, in the order of factors; items are numbered through.
    pub items: Vec<u32>,
    made: Option<Made>,
}

/// What an instrument of an earlier edition says of itself.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    id: String,
    title: Text,
    acknowledgement: Text,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Carried {
    from: u32,
    to: u32,
    items: Vec<Run>,
    factors: Vec<Run>,
}

/// Numbers that follow each other in both editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    first: u32,
    last: u32,
    becomes: u32,
}

/// Two instruments side by side, factor by factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Crosswalk<'a> {
    /// The edition of each.
    pub editions: [u32; 2],
    /// Factors that both have.
    pub both: Vec<(&'a Scale, &'a Scale)>,
    /// Factors that only the first has.
    pub only_first: Vec<&'a Scale>,
    /// Factors that only the second has.
    pub only_second: Vec<&'a Scale>,
    /// Whether both are paraphrases or both official: otherwise nothing may be compared.
    pub same_wording: bool,
}

const SHIPPED: &str = include_str!("../library/wilder-cfi.editions.toml");

/// The editions of the shipped inventory; none where the file cannot be read, which a test keeps from happening.
pub fn editions() -> Option<&'static Editions> {
    static READ: OnceLock<Option<Editions>> = OnceLock::new();
    READ.get_or_init(|| toml::from_str(SHIPPED).ok()).as_ref()
}

impl Editions {
    /// The number that an item of one edition has in another; none for what the other does not have.
    pub fn item(&self, from: u32, to: u32, item: u32) -> Option<u32> {
        self.carry(from, to, item, |edition| edition.items.iter().sum(), &self.carried.items)
    }

    /// The number that a factor of one edition has in another; none for what the other does not have.
    pub fn factor(&self, from: u32, to: u32, factor: u32) -> Option<u32> {
        let count = |edition: &Edition| u32::try_from(edition.items.len()).unwrap_or(u32::MAX);
        self.carry(from, to, factor, count, &self.carried.factors)
    }

    fn carry(&self, from: u32, to: u32, number: u32, count: fn(&Edition) -> u32, runs: &[Run]) -> Option<u32> {
        let known = |wanted: u32| self.editions.iter().find(|edition| edition.number == wanted);
        let (one, _) = known(from).zip(known(to))?;
        let carried = (self.carried.from, self.carried.to);
        if from == to {
            (1..=count(one)).contains(&number).then_some(number)
        } else if (from, to) == carried {
            runs.iter().find(|run| (run.first..=run.last).contains(&number)).map(|run| run.becomes + number - run.first)
        } else if (to, from) == carried {
            runs.iter().find_map(|run| {
                let back = (run.first + number).checked_sub(run.becomes)?;
                (run.first..=run.last).contains(&back).then_some(back)
            })
        } else {
            None
        }
    }

    /// The edition that an instrument is: its factors have as many items, numbered through (`item_01`). Copies under
    /// another name are found too; an instrument that keeps only some of the items is none.
    pub fn of(&self, instrument: &Instrument) -> Option<&Edition> {
        instrument.wording.as_ref()?;
        let counts = instrument.scales.iter().map(|scale| u32::try_from(scale.items.len()).unwrap_or(u32::MAX));
        let counts: Vec<u32> = counts.collect();
        let numbers = instrument.scales.iter().flat_map(|scale| &scale.items).map(|key| number(key));
        let through = numbers.zip(1..).all(|(found, wanted)| found == Some(wanted));
        self.editions.iter().find(|edition| through && edition.items == counts)
    }

    /// Factors of two instruments of this inventory, matched; none where one of them is another instrument.
    pub fn crosswalk<'a>(&self, first: &'a Instrument, second: &'a Instrument) -> Option<Crosswalk<'a>> {
        let editions = [self.of(first)?.number, self.of(second)?.number];
        let other = |place: usize, from: u32, to: u32| {
            let factor = self.factor(from, to, u32::try_from(place).ok()? + 1)?;
            usize::try_from(factor).ok()?.checked_sub(1)
        };
        let matched = |scales: &'a [Scale], others: &'a [Scale], from: u32, to: u32| {
            let with = |(place, scale)| (scale, other(place, from, to).and_then(|place| others.get(place)));
            scales.iter().enumerate().map(with).collect::<Vec<_>>()
        };
        let forth = matched(&first.scales, &second.scales, editions[0], editions[1]);
        let back = matched(&second.scales, &first.scales, editions[1], editions[0]);
        let source = |instrument: &Instrument| instrument.wording.as_ref().map(|wording| wording.source);
        let alone = |found: &[(&'a Scale, Option<&'a Scale>)]| {
            found.iter().filter(|(_, other)| other.is_none()).map(|(scale, _)| *scale).collect()
        };
        Some(Crosswalk {
            editions,
            both: forth.iter().filter_map(|(scale, other)| Some((*scale, (*other)?))).collect(),
            only_first: alone(&forth),
            only_second: alone(&back),
            same_wording: source(first) == source(second),
        })
    }

    /// The text of an earlier edition, made from an instrument of a later one: items and factors that it did not have are
    /// left out, the others take their earlier numbers. What they measure (`construct`) stays, and so do the words.
    ///
    /// # Errors
    /// `edition-not-for-this` when the instrument is no later edition of this inventory; what [`parse`] finds.
    pub fn earlier(&self, number: u32, later: &str) -> Result<String, Vec<Problem>> {
        let instrument = parse(later)?;
        let wanted = self.editions.iter().find(|edition| edition.number == number).and_then(|one| one.made.as_ref());
        let from = self.of(&instrument).map(|edition| edition.number).filter(|from| *from > number);
        let problem = Problem::error("edition-not-for-this", crate::Place::default());
        let refused = vec![problem.with("value", &instrument.id).with("number", number)];
        let (Some(made), Some(from)) = (wanted, from) else { return Err(refused) };
        toml::to_string(&self.renumbered(instrument, from, number, made)).map_err(|_| refused)
    }

    fn renumbered(&self, mut instrument: Instrument, from: u32, to: u32, made: &Made) -> Instrument {
        let earlier = |id: &str| match self::number(id) {
            None => Some(id.to_owned()),
            Some(number) => self.item(from, to, number).map(|number| renamed(id, number)),
        };
        instrument.id.clone_from(&made.id);
        instrument.title = made.title.clone();
        if let Some(wording) = &mut instrument.wording {
            for (language, text) in &mut wording.acknowledgement.0 {
                *text = format!("{text} {}", made.acknowledgement.get(language));
            }
        }
        for section in &mut instrument.sections {
            section.questions.iter_mut().for_each(|question| keep_rows(question, earlier));
            section.questions.retain(|question| question.kind != crate::Kind::Matrix || !question.rows.is_empty());
        }
        for scale in &mut instrument.scales {
            scale.items = scale.items.iter().filter_map(|key| earlier(key)).collect();
            scale.reversed = scale.reversed.iter().filter_map(|key| earlier(key)).collect();
        }
        instrument.scales.retain(|scale| !scale.items.is_empty());
        instrument
    }
}

fn keep_rows(question: &mut Question, earlier: impl Fn(&str) -> Option<String>) {
    let rows = std::mem::take(&mut question.rows).into_iter();
    question.rows = rows
        .filter_map(|mut row| {
            row.id = earlier(&row.id)?;
            Some(row)
        })
        .collect();
}

/// The number of an item: `environment.item_07` is 7.
fn number(key: &str) -> Option<u32> {
    key.rsplit('.').next()?.strip_prefix("item_")?.parse().ok()
}

/// The same key with another number.
fn renamed(key: &str, number: u32) -> String {
    let before = key.rfind("item_").map_or("", |at| &key[..at]);
    format!("{before}item_{number:02}")
}
