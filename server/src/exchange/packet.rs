//! The review packet of an instrument for an ethics board: all that a person may be shown, and when, line by line.
//! [`lines`] gathers it, [`super::docx`] puts it on paper; the words around it come from `app` through [`Say`].

use instruments::{Choice, Instrument, Question, Row, Scale, Section, Text};

use super::routing;

/// Says the words for a key with its values.
pub type Say<'a> = dyn Fn(&str, &[(&'static str, String)]) -> String + 'a;

/// One paragraph of the packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The title.
    Title(String),
    /// A part.
    Heading(String),
    /// A question, by its id.
    Question(String),
    /// Words that a respondent reads.
    Read(String),
    /// A remark for the reader of the packet: what it is, what it says.
    Remark(String, String),
    /// An option, a row, an item.
    Item(String),
}

/// The whole packet in one language.
pub fn lines(instrument: &Instrument, language: &str, say: &Say) -> Vec<Line> {
    let mut packet = Packet { instrument, language, say, lines: Vec::new() };
    packet.front();
    packet.consent();
    instrument.sections.iter().for_each(|section| packet.section(section));
    packet.scales();
    packet.lines
}

struct Packet<'a> {
    instrument: &'a Instrument,
    language: &'a str,
    say: &'a Say<'a>,
    lines: Vec<Line>,
}

impl Packet<'_> {
    fn word(&self, key: &str) -> String {
        (self.say)(key, &[])
    }

    fn remark(&mut self, key: &str, text: impl ToString) {
        let line = Line::Remark(self.word(key), text.to_string());
        self.lines.push(line);
    }

    fn read(&mut self, text: &Text) {
        let text = text.get(self.language);
        if !text.is_empty() {
            self.lines.push(Line::Read(text.to_owned()));
        }
    }

    fn said(&mut self, key: &str, text: &Text) {
        self.remark(key, text.get(self.language));
    }

    fn heading(&mut self, text: &str) {
        self.lines.push(Line::Heading(text.to_owned()));
    }

    fn front(&mut self) {
        let instrument = self.instrument;
        self.lines.push(Line::Title(instrument.title.get(self.language).to_owned()));
        self.remark("packet-id", &instrument.id);
        self.remark("packet-language", self.language);
        self.remark("packet-audience", self.word(&format!("audience-{}", name(&instrument.audience))));
        self.remark("packet-minutes", instrument.minutes);
        if let Some(grade) = instrument.reading_grade {
            self.remark("packet-grade", grade);
        }
        if let Some(wording) = &instrument.wording {
            self.remark("packet-wording", self.word(&format!("wording-{}", name(&wording.source))));
            self.read(&wording.acknowledgement);
        }
    }

    fn consent(&mut self) {
        let consent = &self.instrument.consent;
        self.heading(&self.word("packet-consent"));
        let parts =
            [("who", &consent.who), ("why", &consent.why), ("seen_by", &consent.seen_by), ("limits", &consent.limits)];
        for (part, text) in parts.into_iter().chain(consent.more.as_ref().map(|more| ("more", more))) {
            self.said(&format!("consent-{part}"), text);
        }
    }

    fn section(&mut self, section: &Section) {
        self.heading(section.title.get(self.language));
        self.condition("packet-part-if", section.show_if.as_deref());
        if let Some(note) = &section.content_note {
            self.said("packet-content-note", note);
        }
        section.text.iter().for_each(|text| self.read(text));
        section.questions.iter().for_each(|question| self.question(question));
    }

    fn condition(&mut self, key: &str, expression: Option<&str>) {
        if let Some(expression) = expression {
            self.remark(key, routing::in_words(self.instrument, expression, self.language, self.say));
        }
    }

    fn question(&mut self, question: &Question) {
        let kind = self.word(&format!("kind-{}", name(&question.kind)));
        self.lines.push(Line::Question(format!("{} ({kind})", question.id)));
        self.read(&question.text);
        question.hint.iter().for_each(|hint| self.said("packet-hint", hint));
        self.condition("packet-if", question.show_if.as_deref());
        self.condition("packet-option-if", question.option_if.as_deref());
        self.marks(question);
        self.rows("packet-rows", &question.rows);
        self.rows("packet-elements", &question.elements);
        self.options(self.instrument.options(question));
        self.bounds(question);
        for check in &question.checks {
            self.condition("packet-check", Some(&check.that));
            self.read(&check.say);
        }
        question.questions.iter().for_each(|inner| self.question(inner));
    }

    fn marks(&mut self, question: &Question) {
        if let Some(construct) = &question.construct {
            self.remark("packet-construct", construct);
        }
        if let Some(sensitivity) = &question.sensitivity {
            self.remark("packet-sensitivity", self.word(&format!("sensitivity-{}", name(sensitivity))));
        }
        self.remark("packet-required", self.word(if question.required { "packet-yes" } else { "packet-no" }));
        let reasons: Vec<String> =
            question.missing.iter().map(|reason| self.word(&format!("missing-{}", name(reason)))).collect();
        if !reasons.is_empty() {
            self.remark("packet-missing", reasons.join("; "));
        }
    }

    fn rows(&mut self, key: &str, rows: &[Row]) {
        if !rows.is_empty() {
            self.remark(key, "");
            self.lines.extend(rows.iter().map(|row| Line::Item(row.text.get(self.language).to_owned())));
        }
    }

    fn options(&mut self, options: &[Choice]) {
        if options.is_empty() {
            return;
        }
        self.remark("packet-options", "");
        let alone = self.word("packet-exclusive");
        for option in options {
            let text = option.text.get(self.language);
            let score = option.score.map(|score| format!(" [{score}]")).unwrap_or_default();
            let exclusive = if option.exclusive { format!(" ({alone})") } else { String::new() };
            self.lines.push(Line::Item(format!("{text}{score}{exclusive}")));
        }
    }

    fn bounds(&mut self, question: &Question) {
        let numbers = [("packet-min", question.min), ("packet-max", question.max)];
        let counts =
            [("packet-limit", question.limit), ("packet-places", question.places), ("packet-rounds", question.at_most)];
        let counts = counts.map(|(key, count)| (key, count.map(|count| count as f64)));
        for (key, number) in numbers.into_iter().chain(counts) {
            if let Some(number) = number {
                self.remark(key, number);
            }
        }
        question.unit.iter().for_each(|unit| self.said("packet-unit", unit));
        self.condition("packet-calculate", question.calculate.as_deref());
    }

    fn scales(&mut self) {
        if !self.instrument.scales.is_empty() {
            self.heading(&self.word("packet-scales"));
        }
        self.instrument.scales.iter().for_each(|scale| self.scale(scale));
    }

    fn scale(&mut self, scale: &Scale) {
        self.lines.push(Line::Question(scale.title.get(self.language).to_owned()));
        self.remark("packet-items", scale.items.join(", "));
        if !scale.reversed.is_empty() {
            self.remark("packet-reversed", scale.reversed.join(", "));
        }
        for band in &scale.bands {
            self.lines.push(Line::Item(format!("{}–{}: {}", band.from, band.to, band.text.get(self.language))));
        }
    }
}

/// How a word of the format is written: `long_text`.
pub fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
