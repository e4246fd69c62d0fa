//! What speaks against a person: a place (“moved to …”, “ciudad de …”), an office or an undertaking (“… House”, “Centro …”).

use super::Reader;
use super::evidence::Standing;
use super::writing::Writing;
use crate::redaction::lexicon::List;

/// Words after which a place follows, the last one next to it.
const BEFORE_PLACES: &[&[&str]] = &[
    &["in"],
    &["near"],
    &["en"],
    &["cerca", "de"],
    &["moved", "to"],
    &["move", "to"],
    &["went", "to"],
    &["go", "to"],
    &["going", "to"],
    &["came", "to"],
    &["back", "to"],
    &["drove", "to"],
    &["city", "of"],
    &["county", "of"],
    &["town", "of"],
    &["state", "of"],
    &["port", "of"],
    &["ciudad", "de"],
    &["estado", "de"],
    &["condado", "de"],
    &["pueblo", "de"],
    &["llegue", "a"],
    &["llegamos", "a"],
    &["mude", "a"],
    &["mudamos", "a"],
    &["viaje", "a"],
    &["san"],
    &["santa"],
    &["saint"],
    &["los"],
    &["las"],
    &["el"],
];

impl Reader<'_> {
    /// Whether the words around say that this is no person.
    pub(super) fn names_a_place(&self, index: usize) -> bool {
        self.behind_place_words(index) || self.beside_a_head(index)
    }

    fn behind_place_words(&self, index: usize) -> bool {
        let Some(last) = index.checked_sub(1).filter(|last| self.text.is(*last, List::BeforePlace)) else {
            return false;
        };
        let unlisted = self.text.at(index).is_some_and(|token| Standing::of(token) != Standing::Name);
        let somebody = self.text.is(index.wrapping_sub(2), List::InSomebody);
        let possessive = self.text.any_sign(index + 1, &['\'', '’']) && self.text.glued(index + 1);
        let behind = |phrase: &&[&str]| {
            phrase.iter().rev().enumerate().all(|(back, word)| self.text.word_before(last, back) == *word)
        };
        unlisted && !somebody && !possessive && BEFORE_PLACES.iter().any(behind)
    }

    /// Whether a word such as “House” or “Centro” belongs to it.
    fn beside_a_head(&self, index: usize) -> bool {
        match self.writing {
            Writing::Mixed => self.capital_run_has_head(index),
            _ => {
                self.is_head(index + 1)
                    && self.text.at(index).is_some_and(|token| Standing::of(token) == Standing::Unknown)
            }
        }
    }

    /// A head among the words with capitals right before and behind, small words between them allowed.
    fn capital_run_has_head(&self, index: usize) -> bool {
        let capital_head = |at: usize| self.is_head(at) && self.has_capital(at);
        let right = (index + 1..index + 5).take_while(|at| self.has_capital(*at)).any(capital_head);
        let left = (1..5)
            .map_while(|back| index.checked_sub(back))
            .take_while(|at| {
                self.has_capital(*at) || ["of", "for", "de", "del", "la", "para"].contains(&self.text.word(*at))
            })
            .any(capital_head);
        right || left
    }

    fn has_capital(&self, index: usize) -> bool {
        self.text.at(index).is_some_and(|token| token.capital())
    }

    fn is_head(&self, index: usize) -> bool {
        self.text.is(index, List::Head) && !self.text.glued(index)
    }
}
