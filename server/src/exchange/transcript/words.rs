//! Words of a text as names are looked for: without case and accents, and how this transcript writes them.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names that are ordinary words too.
const ORDINARY: &str = include_str!("ordinary.txt");

/// A word of a text.
#[derive(Clone, Debug)]
pub struct Token<'a> {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// As it stands.
    pub word: &'a str,
    /// Without case and accents.
    pub folded: String,
}

/// The words of a text.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let inside = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter);
    let mut tokens = Vec::new();
    let mut start = None;
    for (place, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, inside(letter)) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                let word = &text[from..place];
                tokens.push(Token { start: from, end: place, word, folded: fold(word) });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// A word without case and accents.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let plain = |letter: char| match letter {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        other => other,
    };
    word.to_lowercase().nfkd().filter(|letter| !is_combining_mark(*letter)).map(plain).collect()
}

/// Whether a word starts with a small letter.
pub fn is_lower(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// How words are written in this transcript: what mostly stands in small letters is a word, whatever the lists say.
pub struct Usage {
    small: HashMap<String, (usize, usize)>,
    /// Whether the transcript has capitals at all.
    pub cased: bool,
}

impl Usage {
    /// Counts.
    pub fn of(texts: &[Vec<Token<'_>>]) -> Self {
        let (mut small, mut capitals, mut all) = (HashMap::<String, (usize, usize)>::new(), 0, 0);
        for token in texts.iter().flatten() {
            let counts = small.entry(token.folded.clone()).or_default();
            let lower = is_lower(token.word);
            *if lower { &mut counts.0 } else { &mut counts.1 } += 1;
            capitals += usize::from(!lower);
            all += 1;
        }
        Self { small, cased: capitals * 50 >= all && capitals < all }
    }

    /// Whether a name is mostly a word here.
    pub fn is_word(&self, name: &str, folded: &str) -> bool {
        let (lower, upper) = self.small.get(folded).copied().unwrap_or_default();
        self.cased && !is_lower(name) && lower >= 3 && lower > upper
    }
}

/// Whether a name is listed as an ordinary word; `true` when it has a capital as one too.
pub fn listed(folded: &str) -> Option<bool> {
    ORDINARY.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (word, capital) = line.strip_suffix('^').map_or((line, false), |word| (word, true));
        (word == folded).then_some(capital)
    })
}

/// Letters of scripts that write words without blanks, or hang endings on names.
pub fn unparted(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}
