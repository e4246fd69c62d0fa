//! Where in a sentence a name may stand, for words of which nothing else is known.

use super::Reader;
use crate::redaction::lexicon::{List, Lists};
use crate::redaction::token::Text;

const SMALL_OR_VERB: Lists = Lists::of(&[List::Function, List::Verb]);

impl Reader<'_> {
    /// Whether a name may stand here: at a beginning, behind a sign or a small word that is no determiner, beside a verb.
    pub(super) fn may_stand_here(&self, index: usize) -> bool {
        let before = self.text.word_before(index, 1);
        if before.is_empty() || self.text.opens_sentence(index) {
            return true;
        }
        let last = index.wrapping_sub(1);
        let determiner = self.text.is(last, List::Determiner) || (before == "a" && !self.spanish);
        let beside = self.text.is_any(last, SMALL_OR_VERB) || self.text.is_any(index + 1, SMALL_OR_VERB);
        !determiner && (beside || self.text.is(last, List::BeforeName))
    }
}

/// Whether a text is Spanish rather than English: “a” is a small word in one and a determiner in the other.
pub(super) fn is_spanish(text: &Text<'_>) -> bool {
    const SPANISH: &[&str] = &[
        "el", "la", "los", "las", "de", "que", "y", "en", "con", "mi", "un", "una", "por", "se", "le", "yo", "cuando",
        "pero", "es", "su", "al", "del", "para", "como", "ella", "lo",
    ];
    const ENGLISH: &[&str] =
        &["the", "of", "and", "to", "in", "with", "my", "an", "for", "i", "is", "was", "he", "she", "that"];
    let count = |words: &[&str]| (0..text.len()).filter(|index| words.contains(&text.word(*index))).count();
    count(SPANISH) > count(ENGLISH)
}
