//! Prints how long keyness of one code takes over a million passages of 200 characters.
//!
//! `cargo run --release -p server --example keyness [passages]`

use std::time::Instant;

use server::themes::corpus::{Corpus, Text};
use server::themes::keyness::{Rule, keyness};
use server::themes::members::Members;
use server::themes::words::{Language, Reading};

/// People, who wrote three passages each on average.
const PEOPLE: u64 = 333_333;
/// Characters in a passage.
const CHARACTERS: usize = 200;
/// Different words, used as unevenly as in real text.
const WORDS: u64 = 50_000;

fn main() {
    let passages: usize = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let words: Vec<String> = (0..WORDS).map(spell).collect();
    let texts: Vec<String> = (0..passages as u64).map(|passage| passage_of(&words, passage)).collect();
    let read: Vec<Text> =
        (0..).zip(&texts).map(|(at, words)| Text { person: person(at), language: Language::English, words }).collect();
    let start = Instant::now();
    let corpus = Corpus::read(&read, Reading::default());
    println!("reading {passages} passages of {CHARACTERS} characters: {:.2} s", start.elapsed().as_secs_f64());
    // One code on a tenth of the passages.
    let coded = Members::those(corpus.len(), |passage| mix(u64::from(passage)).is_multiple_of(10));
    let others = coded.others();
    let mut times: Vec<f64> = (0..5).map(|_| time(|| keyness(&corpus, &coded, &others, Rule::default()))).collect();
    times.sort_by(f64::total_cmp);
    let found = keyness(&corpus, &coded, &others, Rule::default());
    let words = found.target.words + found.reference.words;
    println!("{words} counted words of {PEOPLE} people compared; {} different words tested", found.words.len());
    println!(
        "keyness of one code, five times: best {:.3} s, median {:.3} s, worst {:.3} s",
        times[0], times[2], times[4]
    );
}

fn time<T>(work: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed().as_secs_f64()
}

/// Passages come in any order of people, as the answers of a survey lie: question by question.
fn person(passage: u32) -> u32 {
    (mix(u64::from(passage) ^ 0xfeed) % PEOPLE) as u32
}

fn passage_of(words: &[String], passage: u64) -> String {
    let mut text = String::with_capacity(CHARACTERS + 16);
    let mut at = passage << 8;
    while text.len() < CHARACTERS {
        // The logarithm of an even number is Zipf's law, near enough.
        let even = mix(at) as f64 / u64::MAX as f64;
        let word = ((WORDS as f64).powf(even) as usize - 1).min(words.len() - 1);
        text.push_str(&words[word]);
        text.push(' ');
        at += 1;
    }
    text.truncate(CHARACTERS);
    text
}

/// Made-up words of four to ten letters.
fn spell(number: u64) -> String {
    let letters = 2 + mix(number) % 4;
    (0..letters)
        .map(|at| ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"][(mix(number * 16 + at) % 10) as usize])
        .collect()
}

fn mix(number: u64) -> u64 {
    let number = (number.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
