//! Invented open answers. Nobody ever wrote them. Questions that have words of their own (`words/answers.txt`) give each
//! of them to one person; the others draw from a few sentences.

use std::collections::HashMap;

use super::marked::{self, Marked};

const ANSWERS: &str = include_str!("words/answers.txt");

/// An answer of its own question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Key of the question.
    pub key: &'static str,
    /// Language tag.
    pub language: &'static str,
    /// The wave, from 0.
    pub wave: usize,
    /// The words, and what coders find in them.
    pub marked: Marked,
}

/// Every answer that has a question of its own.
pub fn written() -> Vec<Written> {
    let (mut written, mut place) = (Vec::new(), None);
    for line in marked::lines(ANSWERS) {
        match line.strip_prefix("## ") {
            Some(head) => place = heading(head),
            None => written.extend(place.map(|(key, language, wave)| {
                let marked = marked::read(line);
                Written { key, language, wave, marked }
            })),
        }
    }
    written
}

fn heading(line: &'static str) -> Option<(&'static str, &'static str, usize)> {
    let mut parts = line.split_whitespace();
    Some((parts.next()?, parts.next()?, parts.next()?.parse().ok()?))
}

/// Deals the words of each question out, each to one person.
#[derive(Debug)]
pub struct Deck {
    left: HashMap<(&'static str, &'static str), Vec<String>>,
    keys: Vec<&'static str>,
}

impl Deck {
    /// The words of a wave.
    pub fn of(wave: usize) -> Self {
        let mut deck = Self { left: HashMap::new(), keys: Vec::new() };
        for written in written().into_iter().rev() {
            deck.keys.push(written.key);
            if written.wave == wave {
                deck.left.entry((written.key, written.language)).or_default().push(written.marked.text);
            }
        }
        deck
    }

    /// Whether a question has words of its own.
    pub fn knows(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    /// The next words of a question; none when all are dealt.
    pub fn deal(&mut self, key: &str, language: &str) -> Option<String> {
        let place = self.left.keys().find(|(known, tag)| *known == key && *tag == language).copied()?;
        self.left.get_mut(&place)?.pop()
    }
}

/// Sentences for questions without words of their own.
pub const SENTENCES: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "People returned calls within a day. That mattered most.",
            "Transport to appointments, especially outside town.",
            "A shared calendar of open beds, kept true every morning.",
            "We never know who has room until we have called ten places.",
            "Please keep meeting after the summit; one day is not enough.",
            "Clear words about who does what would help us most.",
            "Somebody who speaks Spanish on every shift.",
            "Less talking from the front, more time at the tables.",
            "The map of who does what. I copied it twice.",
            "Invite the night staff next time.",
            "It was good to be asked.",
        ],
    ),
    ("es", &["Más tiempo en las mesas.", "Que sigan las reuniones.", "El mapa de quién hace qué."]),
];

/// Words for questions that take one line.
pub const LINES: &[&str] =
    &["a quiet street", "near a bus stop", "a garden", "evening hours", "a shared kitchen", "child care"];

/// Sentences in a language, else in English.
pub fn sentences(language: &str) -> &'static [&'static str] {
    let own = SENTENCES.iter().find(|(tag, _)| *tag == language).or(SENTENCES.first());
    own.map_or(&[], |(_, sentences)| sentences)
}

#[cfg(test)]
mod tests {
    //! Somebody writes words for the demo.

    use super::*;

    #[test]
    fn no_two_answers_are_alike_and_each_wave_has_about_seventy() {
        let all = written();
        let texts: std::collections::BTreeSet<&str> = all.iter().map(|one| one.marked.text.as_str()).collect();
        assert_eq!(texts.len(), all.len());
        for wave in [0, 1] {
            let count = all.iter().filter(|one| one.wave == wave).count();
            assert!((55..=80).contains(&count), "wave {wave}: {count}");
        }
        assert!(all.iter().all(|one| !one.marked.text.contains(['{', '|', '}'])));
    }

    #[test]
    fn words_are_dealt_once() {
        let mut deck = Deck::of(0);
        assert!(deck.knows("words_good") && !deck.knows("another"));
        assert!(deck.deal("words_good", "es").is_some());
        assert_eq!(deck.deal("words_good", "es"), None);
    }
}
