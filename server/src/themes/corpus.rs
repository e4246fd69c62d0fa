//! Passages as numbers of words, one after another in one flat list, sorted by the person who said them.
//!
//! That order makes counting people cheap: a word that was last used by somebody else is used by one more. A corpus is
//! derived from passages and never changed: read it again after a redaction, so that no old word stays in memory.

use std::ops::Range;

use super::words::{Language, Reading, Vocabulary, each_word};

/// One passage to read.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Number of the person who wrote or said it, from 0, without large holes.
    pub person: u32,
    /// Its language.
    pub language: Language,
    /// What was written or said.
    pub words: &'a str,
}

/// Passages that were read. A passage keeps the number of its place in what was read.
#[derive(Debug)]
pub struct Corpus {
    vocabulary: Vocabulary,
    tokens: Vec<u32>,
    people: Vec<u32>,
    /// Passages in the order of `tokens`: by person, then by number.
    order: Vec<u32>,
    /// Where the tokens of a passage are, in the same order.
    places: Vec<Range<usize>>,
    /// For each passage its place in `order`.
    ranks: Vec<u32>,
}

impl Corpus {
    /// Reads passages.
    pub fn read(texts: &[Text<'_>], reading: Reading) -> Self {
        let mut order: Vec<u32> = (0..texts.len() as u32).collect();
        order.sort_by_key(|passage| texts[*passage as usize].person);
        let mut vocabulary = Vocabulary::new(reading);
        let (mut tokens, mut places) = (Vec::new(), Vec::with_capacity(texts.len()));
        for passage in &order {
            let (text, start) = (&texts[*passage as usize], tokens.len());
            each_word(text.words, |word| tokens.push(vocabulary.number(word, text.language)));
            places.push(start..tokens.len());
        }
        vocabulary.settle();
        tokens.shrink_to_fit();
        let people = texts.iter().map(|text| text.person).collect();
        Self { vocabulary, tokens, people, ranks: ranks(&order), order, places }
    }

    /// How many passages there are.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is no passage.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// All words.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// A word as it is shown.
    pub fn label(&self, word: u32) -> &str {
        self.vocabulary.label(word)
    }

    /// The person of each passage.
    pub fn people(&self) -> &[u32] {
        &self.people
    }

    /// The words of a passage, gaps among them.
    pub fn words(&self, passage: u32) -> &[u32] {
        &self.tokens[self.places[self.ranks[passage as usize] as usize].clone()]
    }

    /// The words of all passages, sorted by person.
    pub(super) fn tokens(&self) -> &[u32] {
        &self.tokens
    }

    /// Passages sorted by person.
    pub(super) fn order(&self) -> &[u32] {
        &self.order
    }

    /// Where the words of the passages in [`Self::order`] are in [`Self::tokens`].
    pub(super) fn places(&self) -> &[Range<usize>] {
        &self.places
    }

    /// [`Self::order`] in about `parts` parts; no person is in two of them.
    pub(super) fn shares(&self, parts: usize) -> Vec<Range<usize>> {
        let step = self.len().div_ceil(parts.max(1)).max(1);
        let (mut shares, mut start) = (Vec::new(), 0);
        while start < self.len() {
            let mut end = (start + step).min(self.len());
            while end < self.len() && self.person_at(end) == self.person_at(end - 1) {
                end += 1;
            }
            shares.push(start..end);
            start = end;
        }
        shares
    }

    fn person_at(&self, rank: usize) -> u32 {
        self.people[self.order[rank] as usize]
    }
}

fn ranks(order: &[u32]) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    for (rank, passage) in order.iter().enumerate() {
        ranks[*passage as usize] = rank as u32;
    }
    ranks
}

#[cfg(test)]
mod tests {
    //! Three people answer, not in order.

    use super::*;

    fn corpus() -> Corpus {
        let texts = [(2, "the list"), (0, "rent"), (2, ""), (1, "list rent rent")].map(|(person, words)| Text {
            person,
            language: Language::English,
            words,
        });
        Corpus::read(&texts, Reading::default())
    }

    #[test]
    fn passages_keep_their_numbers_and_their_words() {
        let corpus = corpus();
        let words = |passage| corpus.words(passage).iter().map(|word| corpus.label(*word)).collect::<Vec<_>>();
        assert_eq!(
            (0..4).map(words).collect::<Vec<_>>(),
            [vec!["", "list"], vec!["rent"], vec![], vec!["list", "rent", "rent"]]
        );
        assert_eq!(corpus.vocabulary().len(), 3);
    }

    #[test]
    fn no_person_is_divided_between_two_shares() {
        let corpus = corpus();
        assert_eq!(corpus.order(), [1, 3, 0, 2]);
        assert_eq!(corpus.shares(4), [0..1, 1..2, 2..4]);
        assert_eq!(corpus.shares(1).first(), Some(&(0..4)));
        assert!(Corpus::read(&[], Reading::default()).shares(2).is_empty());
    }
}
