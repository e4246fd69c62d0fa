//! Words as they are counted: in lower case, composed, by the Unicode rules for where a word ends.
//!
//! A word has a number. Number 0 is [`GAP`]: a word that is not counted (a common one, a bare figure) but keeps its
//! place, so that distances stay true. A language is a list of common words (`common_en.txt`; words that deny, such as
//! "no" and "nobody", are not in it, since they tell much) and a stemmer in [`Language`].

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroize;

/// The number of a word that is not counted.
pub const GAP: u32 = 0;

/// A language whose common words and endings are known; any other is read as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `en`, `en-US`, …
    English,
    /// `es`, `es-MX`, …
    Spanish,
    /// All others: every word counts, nothing is stemmed.
    Other,
}

impl Language {
    /// The language of a tag such as `es-MX`.
    pub fn of(tag: &str) -> Self {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Self::English,
            "es" => Self::Spanish,
            _ => Self::Other,
        }
    }

    /// Whether a word, in lower case, is among the most common of this language.
    pub fn is_common(self, word: &str) -> bool {
        static EN: LazyLock<HashSet<&str>> =
            LazyLock::new(|| include_str!("common_en.txt").split_whitespace().collect());
        static ES: LazyLock<HashSet<&str>> =
            LazyLock::new(|| include_str!("common_es.txt").split_whitespace().collect());
        match self {
            Self::English => EN.contains(word),
            Self::Spanish => ES.contains(word),
            Self::Other => false,
        }
    }

    fn stem(self, word: &str) -> String {
        static EN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
        static ES: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Spanish));
        match self {
            Self::English => EN.stem(word).into_owned(),
            Self::Spanish => ES.stem(word).into_owned(),
            Self::Other => word.to_owned(),
        }
    }
}

/// What counts as one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Whether common words are left out.
    pub without_common: bool,
    /// Whether forms of a word ("waited", "waiting") count as one.
    pub stems: bool,
}

/// Common words left out, forms as they are written.
impl Default for Reading {
    fn default() -> Self {
        Self { without_common: true, stems: false }
    }
}

/// Hands every word of `text`, in order and in its counted form, to `take`.
pub fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut plain = String::new();
    for word in text.unicode_words() {
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            take(word);
            continue;
        }
        plain.clear();
        plain.extend(word.chars().flat_map(char::to_lowercase).map(|letter| if letter == '’' { '\'' } else { letter }));
        if !is_nfc(&plain) {
            plain = plain.nfc().collect();
        }
        take(&plain);
    }
    plain.zeroize();
}

/// A word as somebody wrote it.
#[derive(Debug)]
struct Spelling {
    text: String,
    word: u32,
    uses: u32,
}

/// All words of a corpus and their numbers, given in order of first use.
#[derive(Debug)]
pub struct Vocabulary {
    reading: Reading,
    spellings: Vec<Spelling>,
    /// For each language: a spelling's place in `spellings`.
    known: [HashMap<String, u32>; 3],
    /// The number of what counts as one word.
    numbers: HashMap<String, u32>,
    /// The most used spelling of each word, once reading is over.
    labels: Vec<u32>,
}

impl Vocabulary {
    /// One that knows no words.
    pub fn new(reading: Reading) -> Self {
        let gap = Spelling { text: String::new(), word: GAP, uses: 0 };
        Self { reading, spellings: vec![gap], known: Default::default(), numbers: HashMap::new(), labels: vec![0] }
    }

    /// The number of a word in its counted form; a new one where it was not used before.
    pub fn number(&mut self, word: &str, language: Language) -> u32 {
        let place = match self.known[language as usize].get(word) {
            Some(place) => *place,
            None => self.learn(word, language),
        };
        let spelling = &mut self.spellings[place as usize];
        spelling.uses = spelling.uses.saturating_add(1);
        spelling.word
    }

    fn learn(&mut self, word: &str, language: Language) -> u32 {
        let number = self.new_number(word, language);
        let place = self.spellings.len() as u32;
        self.spellings.push(Spelling { text: word.to_owned(), word: number, uses: 0 });
        self.known[language as usize].insert(word.to_owned(), place);
        place
    }

    fn new_number(&mut self, word: &str, language: Language) -> u32 {
        let counts = word.chars().any(char::is_alphabetic);
        if !counts || (self.reading.without_common && language.is_common(word)) {
            return GAP;
        }
        let key = if self.reading.stems { language.stem(word) } else { word.to_owned() };
        let next = self.numbers.len() as u32 + 1;
        *self.numbers.entry(key).or_insert(next)
    }

    /// Settles by which spelling each word is shown: the most used, of equals the first.
    pub fn settle(&mut self) {
        self.labels = vec![0; self.len()];
        for (place, spelling) in self.spellings.iter().enumerate().skip(1) {
            let best = &mut self.labels[spelling.word as usize];
            if *best == 0 || self.spellings[*best as usize].uses < spelling.uses {
                *best = place as u32;
            }
        }
    }

    /// The word as it is shown; empty for the gap.
    pub fn label(&self, word: u32) -> &str {
        let place = self.labels.get(word as usize).copied().unwrap_or(0);
        if word == GAP { "" } else { &self.spellings[place as usize].text }
    }

    /// The number of a word that was used, by any of its spellings.
    pub fn find(&self, word: &str) -> Option<u32> {
        let place = self.known.iter().find_map(|known| known.get(word))?;
        Some(self.spellings[*place as usize].word).filter(|word| *word != GAP)
    }

    /// One more than the highest number: how long a table of words must be.
    pub fn len(&self) -> usize {
        self.numbers.len() + 1
    }

    /// Whether no word was counted.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

/// Nobody's words stay in memory that was given back.
impl Drop for Vocabulary {
    fn drop(&mut self) {
        self.spellings.iter_mut().for_each(|spelling| spelling.text.zeroize());
        for map in self.known.iter_mut().chain([&mut self.numbers]) {
            map.drain().for_each(|(mut word, _)| word.zeroize());
        }
    }
}

#[cfg(test)]
mod tests {
    //! A person writes in two languages, with capitals, accents and figures.

    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each_word(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_are_lower_case_composed_and_end_where_unicode_says() {
        assert_eq!(
            read("Don’t WAIT — e\u{301}l cafe\u{301}, 3.5 weeks!"),
            ["don't", "wait", "él", "café", "3.5", "weeks"]
        );
        assert_eq!(read("😀 👩‍👩‍👧 \0 \r\n"), [""; 0]);
        assert_eq!(read("انتظار طويل"), ["انتظار", "طويل"]);
    }

    #[test]
    fn each_language_has_its_own_common_words() {
        assert!(Language::of("es-MX").is_common("porque") && !Language::of("en").is_common("porque"));
        assert!(!Language::of("tl").is_common("the"));
    }

    #[test]
    fn a_common_word_and_a_figure_keep_their_place_but_have_no_number() {
        let mut vocabulary = Vocabulary::new(Reading::default());
        let numbers: Vec<u32> =
            ["the", "list", "12", "list"].iter().map(|word| vocabulary.number(word, Language::English)).collect();
        assert_eq!(numbers, [GAP, 1, GAP, 1]);
        assert_eq!((vocabulary.find("list"), vocabulary.find("the"), vocabulary.find("rent")), (Some(1), None, None));
    }

    #[test]
    fn forms_of_a_word_are_shown_by_the_most_used_one() {
        let mut vocabulary = Vocabulary::new(Reading { stems: true, ..Reading::default() });
        for word in ["wait", "waiting", "waiting", "waited"] {
            assert_eq!(vocabulary.number(word, Language::English), 1);
        }
        assert_eq!(vocabulary.number("esperar", Language::Spanish), vocabulary.number("esperamos", Language::Spanish));
        vocabulary.settle();
        assert_eq!(vocabulary.label(1), "waiting");
    }

    #[test]
    fn no_text_upsets_the_stemmers() {
        let odd = ["é", "'", "ies", "ß", "ñ", "y", "sses", "İ", "ação", "o\u{301}\u{301}", "ʼs", "s's'", "ﬁ", "日本語"];
        for (first, second) in odd.iter().flat_map(|first| odd.iter().map(move |second| (first, second))) {
            let word = format!("{first}{second}ing{first}");
            for language in [Language::English, Language::Spanish] {
                assert!(language.stem(&word).len() <= word.len() + 8);
            }
        }
    }
}
