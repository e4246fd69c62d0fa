//! Two invented groups, one of them in Spanish with its translation beside it.

use super::marked::{self, Marked};
use crate::coding::source::{Consent, FORMAT, Source, Turn};
use crate::coding::{Act, Draft, Of, PassageId};

/// A group as it was written down.
pub struct Group {
    title: &'static str,
    week: &'static str,
    language: &'static str,
    attributes: &'static [(&'static str, &'static str)],
    /// What was said, in order.
    pub turns: Vec<Said>,
}

/// One turn.
pub struct Said {
    leads: bool,
    speaker: String,
    /// The words, and what coders find in them.
    pub marked: Marked,
    translated: Option<&'static str>,
}

/// The group in Midtown.
pub fn midtown() -> Group {
    Group {
        title: "Listening group, Midtown",
        week: "2024-W27",
        language: "en",
        attributes: &[("Setting", "Library, evening"), ("People", "5")],
        turns: read(include_str!("words/midtown.txt")),
    }
}

/// The group upriver.
pub fn upriver() -> Group {
    Group {
        title: "Grupo de escucha, Upriver",
        week: "2026-W43",
        language: "es",
        attributes: &[("Setting", "Parish hall, afternoon"), ("People", "4")],
        turns: read(include_str!("words/upriver.txt")),
    }
}

fn read(file: &'static str) -> Vec<Said> {
    let mut turns: Vec<Said> = Vec::new();
    for line in marked::lines(file) {
        match line.split_once([':', '=']) {
            Some(("", words)) => {
                if let Some(said) = turns.last_mut() {
                    said.translated = Some(words.trim());
                }
            }
            Some((who, words)) => {
                let leads = who == "M";
                let speaker = if leads { "Moderator".to_owned() } else { format!("Participant {who}") };
                turns.push(Said { leads, speaker, marked: marked::read(words.trim()), translated: None });
            }
            None => {}
        }
    }
    turns
}

impl Group {
    /// The source, without what only the study knows: wave, site, guide.
    pub fn source(&self) -> Source {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let turn = |said: &Said| Turn {
            speaker: said.speaker.clone(),
            leads: said.leads,
            text: said.marked.text.clone(),
            starts: None,
            ends: None,
        };
        Source {
            format: FORMAT,
            title: self.title.to_owned(),
            kind: "group".to_owned(),
            week: self.week.to_owned(),
            wave: None,
            site: None,
            language: self.language.to_owned(),
            guide: None,
            attributes: self.attributes.iter().map(owned).collect(),
            consent: Consent::default(),
            turns: self.turns.iter().map(turn).collect(),
        }
    }

    /// The translation, turn by turn.
    pub fn translation(&self, source: &str) -> Draft {
        let mut draft = Draft::default();
        for (number, said) in (0..).zip(&self.turns) {
            let Some(words) = said.translated else { continue };
            let passage = PassageId::turn(source, number);
            let of = Of::Turn { source: source.to_owned(), turn: number };
            let text = Some(draft.repeat(words, Some(of)));
            draft.acts.push(Act::Translate { passage, language: "en".to_owned(), text });
        }
        draft
    }
}

#[cfg(test)]
mod tests {
    //! Somebody writes groups for the demo.

    use super::*;

    #[test]
    fn both_groups_have_about_forty_turns_and_one_is_translated_throughout() {
        for group in [midtown(), upriver()] {
            assert!((36..=44).contains(&group.turns.len()), "{}: {}", group.title, group.turns.len());
            let translated = group.turns.iter().filter(|said| said.translated.is_some()).count();
            assert_eq!(translated, if group.language == "es" { group.turns.len() } else { 0 });
            assert!(group.turns.iter().all(|said| !said.marked.text.contains(['{', '}', '|'])));
        }
    }
}
