//! Every text of an instrument under a stable key, for translators, the browser's forms and the checks.

use crate::keys::inner;
use crate::{Choice, Instrument, Question, Row, Scale, Section, Text};

/// One text in all its languages.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Word {
    /// Stable: `question.needs.option.food`.
    pub key: String,
    /// The text.
    pub texts: Text,
}

/// All texts, in reading order.
pub fn words(instrument: &Instrument) -> Vec<Word> {
    places(instrument).into_iter().map(|word| Word { key: word.key, texts: word.text.clone() }).collect()
}

/// A text with its key, its path in the file, and the section, question or scale that it belongs to.
pub(crate) struct Worded<'a> {
    pub(crate) key: String,
    pub(crate) path: String,
    pub(crate) id: &'a str,
    pub(crate) text: &'a Text,
}

/// All texts with their paths.
pub(crate) fn places(instrument: &Instrument) -> Vec<Worded<'_>> {
    let mut all = Gather(Vec::new());
    all.front(instrument);
    for (name, choices) in &instrument.lists {
        let at = format!("list.{name}");
        choices.iter().enumerate().for_each(|(index, choice)| all.choice(name, choice, &at, &format!("{at}.{index}")));
    }
    instrument
        .sections
        .iter()
        .enumerate()
        .for_each(|(index, section)| all.section(section, &format!("section.{index}")));
    instrument.scales.iter().enumerate().for_each(|(index, scale)| all.scale(scale, &format!("scale.{index}")));
    all.0
}

struct Gather<'a>(Vec<Worded<'a>>);

impl<'a> Gather<'a> {
    fn add(&mut self, id: &'a str, key: String, path: String, text: &'a Text) {
        self.0.push(Worded { key, path, id, text });
    }

    fn front(&mut self, instrument: &'a Instrument) {
        let consent = &instrument.consent;
        let parts =
            [("who", &consent.who), ("why", &consent.why), ("seen_by", &consent.seen_by), ("limits", &consent.limits)];
        self.add("", "title".to_owned(), "title".to_owned(), &instrument.title);
        for (name, text) in parts.into_iter().chain(consent.more.as_ref().map(|more| ("more", more))) {
            self.add("", format!("consent.{name}"), format!("consent.{name}"), text);
        }
        if let Some(wording) = &instrument.wording {
            let key = "wording.acknowledgement";
            self.add("", key.to_owned(), key.to_owned(), &wording.acknowledgement);
        }
    }

    fn section(&mut self, section: &'a Section, path: &str) {
        let key = format!("section.{}", section.id);
        let parts = [
            ("title", Some(&section.title)),
            ("text", section.text.as_ref()),
            ("content_note", section.content_note.as_ref()),
        ];
        self.parts(&section.id, &key, path, parts);
        for (index, question) in section.questions.iter().enumerate() {
            self.question(question, &format!("{path}.question.{index}"));
        }
    }

    fn question(&mut self, question: &'a Question, path: &str) {
        let (id, key) = (question.id.as_str(), format!("question.{}", question.id));
        let text = (!question.text.0.is_empty()).then_some(&question.text);
        self.parts(
            id,
            &key,
            path,
            [("text", text), ("hint", question.hint.as_ref()), ("unit", question.unit.as_ref())],
        );
        for (index, choice) in question.options.iter().enumerate() {
            self.choice(id, choice, &format!("{key}.option"), &format!("{path}.option.{index}"));
        }
        self.rows(id, &question.rows, &format!("{key}.row"), &format!("{path}.row"));
        self.rows(id, &question.elements, &format!("{key}.element"), &format!("{path}.element"));
        for (index, check) in question.checks.iter().enumerate() {
            self.add(id, format!("{key}.check.{}", index + 1), format!("{path}.check.{index}.say"), &check.say);
        }
        for (index, inner) in inner(question).iter().enumerate() {
            self.question(inner, &format!("{path}.question.{index}"));
        }
    }

    fn scale(&mut self, scale: &'a Scale, path: &str) {
        let key = format!("scale.{}", scale.id);
        self.parts(&scale.id, &key, path, [("title", Some(&scale.title)), ("category", scale.category.as_ref())]);
        for (index, band) in scale.bands.iter().enumerate() {
            self.add(&scale.id, format!("{key}.band.{}", band.id), format!("{path}.band.{index}.text"), &band.text);
        }
    }

    fn parts<const N: usize>(&mut self, id: &'a str, key: &str, path: &str, parts: [(&str, Option<&'a Text>); N]) {
        for (name, text) in parts {
            if let Some(text) = text {
                self.add(id, format!("{key}.{name}"), format!("{path}.{name}"), text);
            }
        }
    }

    fn choice(&mut self, id: &'a str, choice: &'a Choice, key: &str, path: &str) {
        self.add(id, format!("{key}.{}", choice.code), format!("{path}.text"), &choice.text);
    }

    fn rows(&mut self, id: &'a str, rows: &'a [Row], key: &str, path: &str) {
        for (index, row) in rows.iter().enumerate() {
            self.add(id, format!("{key}.{}", row.id), format!("{path}.{index}.text"), &row.text);
        }
    }
}
