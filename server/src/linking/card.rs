//! Word codes: three plain words and a check letter on a printed card, typed again in every wave. Forgiving: case,
//! accents, marks, words that run together, one slip in one word. Nothing about a card is stored.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use super::element::fold;
use crate::chance;
use crate::seal::alphabet;

/// Neutral words in English, one a line; the same that links have.
const ENGLISH: &str = include_str!("../store/links_words.txt");
/// Neutral words in Spanish, without accents. A word that was ever printed on a card is never taken out.
const SPANISH: &str = include_str!("words_es.txt");

/// Languages that have words of their own.
pub const LANGUAGES: [&str; 2] = ["en", "es"];
/// Fewest cards that are printed at once: of fewer one would know whose is whose.
pub const FEWEST: usize = 10;
/// Most cards that are printed at once.
pub const MOST: usize = 2_000;
/// Words on a card.
const WORDS: usize = 3;
/// How many letters a word on a card has.
const LETTERS: std::ops::RangeInclusive<usize> = 4..=8;

type Words = [&'static str; WORDS];

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| ENGLISH.lines().chain(SPANISH.lines()).collect());

/// One card.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Card(Words);

impl Card {
    /// As it is printed and said: `anchor barley bench 7`.
    pub fn show(&self) -> String {
        format!("{} {}", self.0.join(" "), check(self.0))
    }
}

/// New cards with the words of a language (English where it has none), all different, in an order that tells nothing.
pub fn make(language: &str, count: usize) -> Vec<Card> {
    let list = if language == "es" { SPANISH } else { ENGLISH };
    let words: Vec<&'static str> = list.lines().filter(|word| LETTERS.contains(&word.len())).collect();
    let mut cards = BTreeSet::new();
    while cards.len() < count.min(MOST) {
        cards.insert(draw(&words));
    }
    let mut cards: Vec<Card> = cards.into_iter().collect();
    chance::shuffle(&mut cards);
    cards
}

/// Three different words.
fn draw(words: &[&'static str]) -> Card {
    loop {
        let drawn = [(); WORDS].map(|()| words[chance::below(words.len() as u64) as usize]);
        if drawn.iter().collect::<HashSet<_>>().len() == WORDS {
            return Card(drawn);
        }
    }
}

/// The check letter: finds a wrong letter and words that changed places.
fn check(words: Words) -> char {
    alphabet::check(&alphabet::normalise(&words.concat()).unwrap_or_default(), 0)
}

/// The words that somebody meant, or `None` where it is no card's code, or could be several.
pub(super) fn read(typed: &str) -> Option<String> {
    let parts: Vec<String> =
        typed.split(|sign: char| !sign.is_alphanumeric()).map(fold).filter(|part| !part.is_empty()).collect();
    let meant = match parts.as_slice() {
        [one, two, three] => settle([one, two, three], None),
        [one, two, three, check] if check.len() == 1 => settle([one, two, three], Some(check)),
        _ => None,
    };
    meant.or_else(|| run_together(&parts.concat())).map(|words| words.join(" "))
}

/// The words as they are typed, or with one slip mended where that can only be one word.
fn settle(typed: [&str; WORDS], check: Option<&str>) -> Option<Words> {
    let exact = typed.map(|word| KNOWN.get(word).copied());
    let whole = if let [Some(one), Some(two), Some(three)] = exact { Some([one, two, three]) } else { None };
    let is_right = |words: &Words| check.is_none_or(|check| fits(*words, check));
    if whole.as_ref().is_some_and(is_right) {
        return whole;
    }
    let mut fitting = mended(typed, exact).into_iter().filter(is_right);
    match (fitting.next(), whole) {
        // The check letter itself was mistyped: no other word would make it fit.
        (None, whole) => whole,
        (Some(words), None) => Some(words).filter(|_| fitting.next().is_none()),
        (Some(_), Some(_)) => None,
    }
}

/// Every reading in which exactly one word is another than typed, one letter away.
fn mended(typed: [&str; WORDS], exact: [Option<&'static str>; WORDS]) -> Vec<Words> {
    let mut found = Vec::new();
    for (place, word) in typed.into_iter().enumerate() {
        let others: Option<Vec<&str>> = (0..WORDS).filter(|other| *other != place).map(|other| exact[other]).collect();
        let Some(others) = others else { continue };
        let near = KNOWN.iter().filter(|known| strsim::osa_distance(known, word) == 1);
        found.extend(near.map(|word| match place {
            0 => [word, others[0], others[1]],
            1 => [others[0], word, others[1]],
            _ => [others[0], others[1], word],
        }));
    }
    found
}

fn fits(words: Words, typed: &str) -> bool {
    alphabet::normalise(typed).is_some_and(|typed| typed == check(words).to_string())
}

/// Words without spaces between them, where there is only one way to cut them.
fn run_together(letters: &str) -> Option<Words> {
    let mut ways = Vec::new();
    cut(letters, &mut Vec::new(), &mut ways);
    let checked = ways.iter().filter(|(words, rest)| !rest.is_empty() && fits(*words, rest));
    let bare = ways.iter().filter(|(_, rest)| rest.is_empty());
    let mut sure = checked.chain(bare).map(|(words, _)| *words);
    sure.next().filter(|first| sure.all(|other| other == *first))
}

fn cut<'a>(letters: &'a str, before: &mut Vec<&'static str>, ways: &mut Vec<(Words, &'a str)>) {
    if let [one, two, three] = before[..] {
        if letters.chars().count() <= 1 {
            ways.push(([one, two, three], letters));
        }
        return;
    }
    for (end, _) in letters.char_indices().skip(1).chain([(letters.len(), ' ')]) {
        if let Some(word) = KNOWN.get(&letters[..end]) {
            before.push(word);
            cut(&letters[end..], before, ways);
            before.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    //! A client keeps a card for a year, and types what stands on it on a phone.

    use super::*;

    fn card() -> Card {
        Card(["anchor", "barley", "bench"])
    }

    #[test]
    fn a_card_is_read_as_people_type_it() {
        let shown = card().show();
        let letter = check(card().0);
        assert!(shown.starts_with("anchor barley bench "), "{shown}");
        for typed in [
            shown.clone(),
            shown.to_uppercase(),
            "anchor barley bench".into(),
            " Anchor, barley - BENCH ".into(),
            format!("anchorbarleybench{letter}"),
            "anchorbarleybench".into(),
            format!("anchor bar ley bench {letter}"),
            format!("ancor barley bench {letter}"),
            format!("anchor braley bench {letter}"),
        ] {
            assert_eq!(read(&typed).as_deref(), Some("anchor barley bench"), "{typed}");
        }
    }

    #[test]
    fn what_could_be_another_card_is_nobodys() {
        for typed in ["", "anchor", "anchor bench", "anchor barley xyzzy", "17", "anchor barley bench acorn", "a b c d"]
        {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn words_that_changed_places_are_noticed() {
        let letter = check(card().0);
        assert_ne!(check(["barley", "anchor", "bench"]), letter);
    }

    #[test]
    fn every_printed_card_is_read_back() {
        for language in LANGUAGES {
            let cards = make(language, 300);
            let different: BTreeSet<&Card> = cards.iter().collect();
            assert_eq!(different.len(), 300);
            for card in &cards {
                assert_eq!(read(&card.show()), Some(card.0.join(" ")), "{}", card.show());
                assert!(card.show().len() <= 40, "a field takes 40 characters");
            }
            assert!(!cards.is_sorted(), "the order of the words would show in the pile");
        }
    }

    #[test]
    fn the_lists_hold_enough_words_and_only_plain_letters() {
        for list in [ENGLISH, SPANISH] {
            assert!(list.lines().filter(|word| LETTERS.contains(&word.len())).count() >= 300);
            assert!(list.lines().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
        }
    }
}
