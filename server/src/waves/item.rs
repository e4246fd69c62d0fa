//! What can be compared: a closed question, a row of a matrix, an option of a question with several answers, a scale.

use instruments::{Choice, Instrument, Kind, Question, Text};

/// One thing that was asked of everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is called in addresses and files: `q`, `q.row`, `q=option`, `scale:id`.
    pub key: String,
    /// The question that it belongs to; the scale's id for a scale.
    pub question: String,
    /// The question's words, or the scale's name.
    pub text: Text,
    /// The row's or the option's words; empty where the question says it all.
    pub part: Text,
    /// The heading that it stands under.
    pub heading: Text,
    /// How it is measured.
    pub measure: Measure,
    /// What it measures, shared with other instruments.
    pub construct: Option<String>,
}

/// How an item is measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// Yes or no: the share of yes.
    YesNo,
    /// An option that could be ticked beside others: the share of people who did.
    Ticked(String),
    /// Answers without an order.
    Nominal(Vec<Level>),
    /// Answers with an order and scores, the lowest first.
    Ordinal(Vec<Level>),
    /// A number, in its unit.
    Number(Option<Text>),
    /// The mean of a scale's items, person by person; the lowest and the highest that it can be.
    Scale(Option<(f64, f64)>),
}

/// One answer that could be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Its code.
    pub code: String,
    /// What was read.
    pub text: Text,
    /// Its score; of options without scores, its place.
    pub score: f64,
}

impl Measure {
    /// The levels, where it has some.
    pub fn levels(&self) -> &[Level] {
        match self {
            Self::Nominal(levels) | Self::Ordinal(levels) => levels,
            _ => &[],
        }
    }

    /// The lowest and the highest value.
    pub fn ends(&self) -> Option<(f64, f64)> {
        match self {
            Self::Ordinal(levels) => Some((levels.first()?.score, levels.last()?.score)),
            Self::Scale(ends) => *ends,
            _ => None,
        }
    }

    /// Which levels are the upper ones, whose share is the headline of ordered answers: above the middle of the scale,
    /// as "agree" and "strongly agree" are.
    pub fn is_upper(&self, level: usize) -> bool {
        let Self::Ordinal(levels) = self else { return false };
        self.ends().zip(levels.get(level)).is_some_and(|((low, high), level)| level.score > (low + high) / 2.0)
    }
}

/// So many letters of a stem stand before each of its rows.
const STEM: usize = 72;

/// A row under its stem; a stem that ends with a sign of its own needs no colon.
fn under(stem: &str, row: &str) -> String {
    let stem = cut(stem.trim());
    let joint = if stem.ends_with(['?', '!', '.', '…', ':', '؟']) { " " } else { ": " };
    if stem.is_empty() { row.to_owned() } else { format!("{stem}{joint}{row}") }
}

/// A stem that is very long ends after a whole word.
fn cut(stem: &str) -> String {
    let Some((end, _)) = stem.char_indices().nth(STEM) else { return stem.to_owned() };
    let (kept, _) = stem.split_at(end);
    format!("{} …", kept.rsplit_once(char::is_whitespace).map_or(kept, |(kept, _)| kept))
}

impl Item {
    /// What it is called in a language, understood alone: its question, with the option after it; a row after its stem.
    pub fn name(&self, language: &str) -> String {
        match (self.text.get(language), self.part.get(language)) {
            (question, "") => question.to_owned(),
            (stem, row) if self.key.contains('.') => under(stem, row),
            (question, option) => format!("{question} – {option}"),
        }
    }

    /// The keys of the answers that it is made of.
    pub fn answer_key(&self) -> &str {
        self.key.split('=').next().unwrap_or(&self.key)
    }

    /// Whether it is a scale.
    pub fn is_scale(&self) -> bool {
        matches!(self.measure, Measure::Scale(_))
    }
}

/// Everything that can be compared, in the order of the instrument; scales last. Open answers, dates, rankings and what
/// stands in repeat groups are not among them.
pub fn items(instrument: &Instrument) -> Vec<Item> {
    let mut found = Vec::new();
    for section in &instrument.sections {
        for question in &section.questions {
            of_question(instrument, question, &section.title, &mut found);
        }
    }
    found.extend(instrument.scales.iter().map(|scale| Item {
        key: format!("scale:{}", scale.id),
        question: scale.id.clone(),
        text: scale.title.clone(),
        part: Text::default(),
        heading: scale.category.clone().unwrap_or_default(),
        measure: Measure::Scale(ends_of(instrument, &scale.items)),
        construct: None,
    }));
    found
}

fn of_question(instrument: &Instrument, question: &Question, heading: &Text, found: &mut Vec<Item>) {
    let item = |key: String, part: &Text, measure: Measure| Item {
        key,
        question: question.id.clone(),
        text: question.text.clone(),
        part: part.clone(),
        heading: heading.clone(),
        measure,
        construct: question.construct.clone(),
    };
    let options = instrument.options(question);
    let (id, none) = (&question.id, Text::default());
    match question.kind {
        Kind::YesNo => found.push(item(id.clone(), &none, Measure::YesNo)),
        Kind::Single | Kind::Scale | Kind::Band => found.push(item(id.clone(), &none, of_options(question, options))),
        Kind::Number | Kind::Calculated => {
            found.push(item(id.clone(), &none, Measure::Number(question.unit.clone())));
        }
        Kind::Several => {
            found.extend(options.iter().map(|option| {
                item(format!("{id}={}", option.code), &option.text, Measure::Ticked(option.code.clone()))
            }))
        }
        Kind::Matrix => found.extend(question.rows.iter().map(|row| Item {
            construct: row.construct.clone().or_else(|| question.construct.clone()),
            ..item(format!("{id}.{}", row.id), &row.text, of_options(question, options))
        })),
        _ => {}
    }
}

/// Options with scores, and bands of numbers, have an order; others have none.
fn of_options(question: &Question, options: &[Choice]) -> Measure {
    let level = |(place, option): (usize, &Choice)| Level {
        code: option.code.clone(),
        text: option.text.clone(),
        score: option.score.unwrap_or(place as f64),
    };
    let mut levels: Vec<Level> = options.iter().enumerate().map(level).collect();
    let scored = options.iter().all(|option| option.score.is_some());
    if scored || question.kind == Kind::Band {
        levels.sort_by(|one, other| one.score.total_cmp(&other.score));
        Measure::Ordinal(levels)
    } else {
        Measure::Nominal(levels)
    }
}

/// The lowest and the highest rating that items can have.
fn ends_of(instrument: &Instrument, items: &[String]) -> Option<(f64, f64)> {
    let ids = items.iter().filter_map(|key| key.split('.').next());
    let questions = ids.filter_map(|id| instrument.questions().find(|question| question.id == id));
    let scores = questions.flat_map(|question| instrument.options(question)).filter_map(|option| option.score);
    scores.fold(None, |ends, score| {
        Some(ends.map_or((score, score), |(low, high): (f64, f64)| (low.min(score), high.max(score))))
    })
}

#[cfg(test)]
mod tests {
    //! The shipped inventory as things to compare.

    use super::*;

    #[test]
    fn rows_options_and_scales_are_items() {
        let wilder = instruments::parse(include_str!("../../../instruments/library/wilder-cfi.toml")).unwrap();
        let items = items(&wilder);
        assert_eq!(items.iter().filter(|item| item.is_scale()).count(), 22);
        let rated = items.iter().filter(|item| matches!(item.measure, Measure::Ordinal(_))).count();
        assert!(rated >= 44, "{rated}");
        let item = items.iter().find(|item| matches!(item.measure, Measure::Ordinal(_))).unwrap();
        assert_eq!(item.measure.ends(), Some((1.0, 5.0)));
        let upper: Vec<bool> = (0..5).map(|level| item.measure.is_upper(level)).collect();
        assert_eq!(upper, [false, false, false, true, true]);
        let scale = items.iter().find(|item| item.is_scale()).unwrap();
        assert_eq!(scale.measure.ends(), Some((1.0, 5.0)));
    }

    #[test]
    fn a_row_is_called_with_its_stem_and_a_long_stem_is_cut_after_a_word() {
        let text = |words: &str| Text([("en".to_owned(), words.to_owned())].into());
        let called = |key: &str, stem: &str, part: &str| {
            let (measure, none) = (Measure::YesNo, Text::default());
            let (key, question, construct) = (key.to_owned(), "q".to_owned(), None);
            Item { key, question, text: text(stem), part: text(part), heading: none, measure, construct }.name("en")
        };
        assert_eq!(
            called("q.curfew", "Which house rules are there?", "A curfew"),
            "Which house rules are there? A curfew"
        );
        assert_eq!(called("q.know", "Working with others", "I know them."), "Working with others: I know them.");
        assert_eq!(called("q=food", "What helped?", "Food"), "What helped? – Food");
        assert_eq!(called("q", "Do you sleep well?", ""), "Do you sleep well?");
        let long = called("q.safe", &"word ".repeat(40), "It was safe.");
        assert!(long.ends_with("word … It was safe.") && long.chars().count() < 90, "{long}");
    }
}
