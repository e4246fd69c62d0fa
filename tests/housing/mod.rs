//! Invented answers about housing, coded by hand: for tests that need words and codes. Nobody ever wrote them.
#![allow(dead_code, reason = "each test file uses its part of it")]

use server::themes::Coding;
use server::themes::corpus::{Corpus, Text};
use server::themes::words::{Language, Reading};

/// The answers, by number.
pub struct Housing {
    /// Names of the codes, sorted; a code's number is its place.
    pub names: Vec<String>,
    /// The person of each answer.
    pub people: Vec<u32>,
    /// Its wave.
    pub waves: Vec<String>,
    /// Its site.
    pub sites: Vec<String>,
    /// Its codes; none where nobody has read it.
    pub codes: Vec<Vec<u32>>,
    languages: Vec<Language>,
    answers: Vec<String>,
}

impl Housing {
    /// Reads `fixtures/themes/housing.csv`.
    pub fn read() -> Self {
        let text = include_str!("../fixtures/themes/housing.csv");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<[String; 6]> = reader.deserialize().map(|row| row.expect("a row")).collect();
        let column = |at: usize| rows.iter().map(|row| row[at].clone()).collect::<Vec<_>>();
        let mut names: Vec<String> = rows.iter().flat_map(|row| row[4].split(' ')).map(str::to_owned).collect();
        names.sort();
        names.dedup();
        names.retain(|name| !name.is_empty());
        let number = |name: &str| names.iter().position(|other| other == name).map(|at| at as u32);
        Self {
            people: rows.iter().map(|row| row[0].parse().expect("a number")).collect(),
            codes: rows.iter().map(|row| row[4].split(' ').filter_map(number).collect()).collect(),
            languages: rows.iter().map(|row| Language::of(&row[3])).collect(),
            waves: column(1),
            sites: column(2),
            answers: column(5),
            names,
        }
    }

    /// The answers as a corpus.
    pub fn corpus(&self, reading: Reading) -> Corpus {
        let text = |at: usize| Text { person: self.people[at], language: self.languages[at], words: &self.answers[at] };
        Corpus::read(&(0..self.answers.len()).map(text).collect::<Vec<_>>(), reading)
    }

    /// The number of an answer.
    pub fn passage(&self, answer: &str) -> u32 {
        self.answers.iter().position(|other| other == answer).expect("the answer is there") as u32
    }

    /// Whether an answer has a code.
    pub fn has(&self, name: &str, passage: u32) -> bool {
        self.codes[passage as usize].iter().any(|code| self.names[*code as usize] == name)
    }

    /// Its codes as codings of whole answers.
    pub fn codings(&self) -> Vec<Coding> {
        let coding = |passage: usize, code: u32| {
            let end = self.answers[passage].chars().count() as u32;
            Coding { passage: passage as u32, code, start: 0, end }
        };
        self.codes.iter().enumerate().flat_map(|(at, codes)| codes.iter().map(move |code| coding(at, *code))).collect()
    }
}
