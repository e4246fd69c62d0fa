//! Where the speakers' names stand inside what was said. Whole words only, first and last names apart, in any case;
//! a name that is also an ordinary word ("Will", "Rose", "May") counts where it can be nothing else, and is doubtful
//! elsewhere: those a person decides. Other people's names are for redaction to find.

use std::collections::{BTreeMap, HashMap};

use super::cast::{is_role, is_role_word};
use super::words::{Token, Usage, is_lower, listed, tokens, unparted};
use super::{ENDS, Transcript};

/// One place where a speaker seems to be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Which turn, from 0.
    pub turn: usize,
    /// First character within its text (Unicode code points).
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// The words that stand there.
    pub words: String,
    /// Whose name it may be, as they stood in the file.
    pub speakers: Vec<String>,
    /// Whether it can be anything else.
    pub certainty: Certainty,
}

/// Whether words are a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Nothing else.
    Sure,
    /// Perhaps an ordinary word: a person decides.
    Doubtful,
}

/// Small words inside names, never a name alone.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e", "el", "ibn", "la",
    "las", "le", "los", "van", "von", "y", "zu",
];

/// Forms of address, never a name alone.
const TITLES: &[&str] = &[
    "don", "dona", "dr", "dra", "miss", "mr", "mrs", "ms", "mx", "prof", "senor", "senora", "sir", "sr", "sra", "srta",
];

/// Every place in the turns where one of the speakers seems to be named, in order.
pub fn mentions(transcript: &Transcript) -> Vec<Mention> {
    let speakers: Vec<String> = transcript.speakers().into_iter().map(|speaker| speaker.name).collect();
    let texts: Vec<Vec<Token<'_>>> = transcript.turns.iter().map(|turn| tokens(&turn.text)).collect();
    let needles = Needles::of(&speakers, &Usage::of(&texts));
    let mut found = Vec::new();
    for (turn, tokens) in texts.iter().enumerate() {
        let text = &transcript.turns[turn].text;
        let mut here = needles.in_words(text, tokens);
        here.extend(needles.in_letters(text));
        here.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        let (mut byte, mut letter) = (0, 0);
        for hit in joined(text, here) {
            letter += text[byte..hit.start].chars().count();
            byte = hit.start;
            found.push(hit.mention(turn, letter, text, &speakers));
        }
    }
    found
}

/// What to look for.
struct Needle {
    words: Vec<String>,
    speaker: usize,
    kind: Kind,
}

/// What else a needle may be.
#[derive(Clone, PartialEq, Eq)]
enum Kind {
    /// Nothing: a name.
    Name,
    /// An ordinary word.
    Word,
    /// An ordinary word that has a capital too: a month, a place.
    Capital,
    /// What stands beside a name, in brackets or after a bar: a firm, a handle; as it is written there.
    Aside(String),
}

struct Needles {
    by_word: HashMap<String, Vec<Needle>>,
    /// Names in scripts that do not part words.
    letters: Vec<(String, usize)>,
    cased: bool,
}

/// Where a needle was found; places in bytes.
struct Hit {
    start: usize,
    end: usize,
    speakers: Vec<usize>,
    certainty: Certainty,
}

impl Needles {
    fn of(speakers: &[String], usage: &Usage) -> Self {
        let mut needles = Self { by_word: HashMap::new(), letters: Vec::new(), cased: usage.cased };
        for (speaker, name) in speakers.iter().enumerate() {
            needles.add(speaker, name, usage);
        }
        for group in needles.by_word.values_mut() {
            group.sort_by_key(|needle| std::cmp::Reverse(needle.words.len()));
        }
        needles
    }

    fn add(&mut self, speaker: usize, name: &str, usage: &Usage) {
        let tokens = tokens(name);
        let particle = |token: &Token<'_>| PARTICLES.contains(&token.folded.as_str());
        let aside =
            [" | ", " (", " @", " / ", " - "].iter().filter_map(|mark| name.find(mark)).min().unwrap_or(name.len());
        let mut push = |part: &[Token<'_>]| {
            let kind = kind(part, aside, usage);
            let needle = Needle { words: part.iter().map(|token| token.folded.clone()).collect(), speaker, kind };
            self.by_word.entry(needle.words[0].clone()).or_default().push(needle);
        };
        if tokens.len() > 1 {
            push(&tokens);
        }
        if is_role(name) {
            return;
        }
        for (at, token) in tokens.iter().enumerate() {
            let word = token.folded.as_str();
            let nobody = is_role_word(word) || TITLES.contains(&word) || !word.contains(char::is_alphabetic);
            if word.chars().count() < 2 || nobody || particle(token) {
                continue;
            }
            push(&tokens[at..=at]);
            // "Van der Berg" and "O'Brien" go as one.
            let apart =
                |token: &Token<'_>| token.word.chars().count() == 1 && name[token.end..].starts_with(['\'', '’']);
            let before = tokens[..at].iter().rev().take_while(|token| particle(token) || apart(token)).count();
            if before > 0 && before < at {
                push(&tokens[at - before..=at]);
            }
            if token.word.contains(unparted) {
                self.letters.push((token.word.to_owned(), speaker));
            }
        }
    }

    fn in_words(&self, text: &str, tokens: &[Token<'_>]) -> Vec<Hit> {
        let (mut hits, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            match self.longest(text, &tokens[at..]) {
                Some((length, hit)) => {
                    hits.extend(hit);
                    at += length;
                }
                None => at += 1,
            }
        }
        hits
    }

    /// The longest needle that starts at the first of some words, and of all as long as it, whose they are.
    fn longest(&self, text: &str, tokens: &[Token<'_>]) -> Option<(usize, Option<Hit>)> {
        let group = self.by_word.get(&tokens[0].folded)?;
        let fits = |needle: &&Needle| {
            let span = tokens.get(..needle.words.len());
            span.is_some_and(|span| {
                span.iter().zip(&needle.words).all(|(token, word)| token.folded == *word) && is_close(text, span)
            })
        };
        let length = group.iter().find(fits)?.words.len();
        let found: Vec<&Needle> = group.iter().filter(|needle| needle.words.len() == length).filter(fits).collect();
        let certainty = self.certainty(text, &tokens[..length], &found);
        let mut speakers: Vec<usize> = found.iter().map(|needle| needle.speaker).collect();
        speakers.dedup();
        let hit =
            certainty.map(|certainty| Hit { start: tokens[0].start, end: tokens[length - 1].end, speakers, certainty });
        Some((length, hit))
    }

    /// How sure a name is; `None` when it is just a word.
    fn certainty(&self, text: &str, span: &[Token<'_>], found: &[&Needle]) -> Option<Certainty> {
        let (first, last) = (&span[0], &span[span.len() - 1]);
        let has = |kind: &Kind| found.iter().any(|needle| needle.kind == *kind);
        let beside = |needle: &&&Needle| matches!(&needle.kind, Kind::Aside(_));
        match () {
            () if has(&Kind::Name) => return Some(Certainty::Sure),
            () if found.iter().all(|needle| beside(&needle)) => {
                return has(&Kind::Aside(text[first.start..last.end].to_owned())).then_some(Certainty::Doubtful);
            }
            () if is_lower(first.word) => return (!self.cased).then_some(Certainty::Doubtful),
            () => {}
        }
        let called = is_called(&text[..first.start], &text[last.end..]) || span.len() > 1;
        let sure = self.cased && has(&Kind::Word) && (called || !opens_sentence(&text[..first.start]));
        Some(if sure { Certainty::Sure } else { Certainty::Doubtful })
    }

    fn in_letters(&self, text: &str) -> Vec<Hit> {
        let places = self.letters.iter().flat_map(|(name, speaker)| {
            text.match_indices(name.as_str()).map(move |(start, name)| (start, name.len(), *speaker))
        });
        places
            .map(|(start, length, speaker)| Hit {
                start,
                end: start + length,
                speakers: vec![speaker],
                certainty: Certainty::Sure,
            })
            .collect()
    }
}

fn kind(part: &[Token<'_>], aside: usize, usage: &Usage) -> Kind {
    let is_word = |token: &Token<'_>| {
        let few = token.folded.chars().count() <= 2;
        let small = PARTICLES.contains(&token.folded.as_str()) || TITLES.contains(&token.folded.as_str());
        few || small || listed(&token.folded).is_some() || usage.is_word(token.word, &token.folded)
    };
    match part {
        [one] if one.start > aside => Kind::Aside(one.word.to_owned()),
        [one] if listed(&one.folded) == Some(true) => Kind::Capital,
        part if part.iter().all(is_word) => Kind::Word,
        _ => Kind::Name,
    }
}

/// Whether the words of a span follow one another with nothing but a blank, hyphen or short mark between.
fn is_close(text: &str, span: &[Token<'_>]) -> bool {
    span.windows(2).all(|pair| between(text, pair[0].end, pair[1].start))
}

fn between(text: &str, from: usize, to: usize) -> bool {
    let gap = &text[from..to];
    gap.len() <= 3
        && gap.chars().all(|letter| {
            letter == ' ' || letter == '\u{a0}' || matches!(letter, '-' | '.' | '\'' | '’' | '(' | ')' | '_')
        })
}

/// Whether a word at the start of a sentence is called out or owns something: "Will, …", "Will?", "Will's …".
fn is_called(before: &str, after: &str) -> bool {
    let owns = after.strip_prefix(['\'', '’']).is_some_and(|rest| rest.starts_with(['s', 'S']));
    after.starts_with(',') || owns || opens_sentence(before) && after.starts_with(ENDS)
}

fn opens_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', '"', '“', '‘', '(', '-', '–', '—', '¿', '¡', '\'']);
    before.is_empty() || before.ends_with(ENDS) || before.ends_with(['\n', ':'])
}

/// Names that touch become one; of names that overlap the longer stays.
fn joined(text: &str, hits: Vec<Hit>) -> Vec<Hit> {
    let mut joined: Vec<Hit> = Vec::new();
    for hit in hits {
        match joined.last_mut() {
            Some(last) if hit.start < last.end => {}
            Some(last)
                if last.speakers == hit.speakers
                    && last.certainty == hit.certainty
                    && between(text, last.end, hit.start) =>
            {
                last.end = hit.end;
            }
            _ => joined.push(hit),
        }
    }
    joined
}

impl Hit {
    fn mention(self, turn: usize, start: usize, text: &str, speakers: &[String]) -> Mention {
        let words = text[self.start..self.end].to_owned();
        let names: BTreeMap<usize, String> = self.speakers.iter().map(|at| (*at, speakers[*at].clone())).collect();
        Mention {
            turn,
            start,
            end: start + words.chars().count(),
            words,
            speakers: names.into_values().collect(),
            certainty: self.certainty,
        }
    }
}
