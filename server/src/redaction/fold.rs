//! Lower case without accents, so that `PEÑA`, `peña` and `pena` are one word, however they were typed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters with a stroke or a tail of their own, which Unicode does not take apart.
const PLAIN: &[(char, &str)] =
    &[('ß', "ss"), ('æ', "ae"), ('œ', "oe"), ('ø', "o"), ('đ', "d"), ('ł', "l"), ('ı', "i"), ('’', "'"), ('ʼ', "'")];

/// The word in lower case, without accents and hidden characters.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() {
        return Cow::Owned(fold_any(word));
    }
    match word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(word.to_ascii_lowercase()),
        false => Cow::Borrowed(word),
    }
}

fn fold_any(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.to_lowercase().nfkd().filter(|letter| !unseen(*letter)) {
        match PLAIN.iter().find(|(written, _)| *written == letter) {
            Some((_, plain)) => folded.push_str(plain),
            None => folded.push(letter),
        }
    }
    folded
}

/// Marks that sit on a letter, and characters that a reader does not see: neither ends a word.
pub(super) fn unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || (letter > '\u{2ff}' && is_combining_mark(letter))
}
