//! Where pages begin. A page holds so many answers, or so many turns, and never more words than a slow line carries at
//! once; a long passage goes over several pages in portions.

use crate::coding::portion;
use crate::workspace::Passage;

/// Answers on a page.
const ANSWERS: usize = 50;
/// Turns on a page.
const TURNS: usize = 40;
/// Bytes of words on a page, where a single portion has not more.
const BYTES: usize = 60_000;

/// A portion of a passage, by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Leaf {
    /// Which passage.
    pub passage: usize,
    /// Which portion of it.
    pub portion: usize,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Page {
    /// Its number, from 1.
    pub number: usize,
    /// How many pages there are.
    pub of: usize,
    /// What stands on it.
    pub leaves: Vec<Leaf>,
}

/// Which page is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// By its number, from 1.
    Number(usize),
    /// The one that holds this.
    With(Leaf),
}

/// The page that is wanted; the last one where it lies beyond. A page begins anew at the passage `from`, so that what
/// was read before does not shift the rest.
pub(super) fn page(passages: &[&Passage], wanted: Wanted, from: usize) -> Page {
    let (mut walk, mut found) = (Walk::default(), Page::default());
    let mut visit = |leaf: Leaf, is_turn: bool, bytes: usize| {
        if walk.is_full(is_turn, bytes) || leaf == (Leaf { passage: from, portion: 0 }) && from > 0 {
            walk.turn();
        }
        walk.take(bytes);
        let until_here = match wanted {
            Wanted::Number(number) => walk.page <= number,
            Wanted::With(wanted) => leaf <= wanted || found.leaves.is_empty(),
        };
        if until_here && walk.page > found.number {
            found = Page { number: walk.page, ..Page::default() };
        }
        if walk.page == found.number {
            found.leaves.push(leaf);
        }
    };
    for (place, passage) in passages.iter().enumerate() {
        each_portion(&passage.text, |portion, bytes| {
            visit(Leaf { passage: place, portion }, passage.about.is_turn, bytes);
        });
    }
    Page { number: found.number.max(1), of: walk.page.max(1), ..found }
}

/// The portions of a text with their bytes.
fn each_portion(text: &str, mut visit: impl FnMut(usize, usize)) {
    if text.len() <= portion::LONGEST {
        return visit(0, text.len());
    }
    portion::portions(text).into_iter().for_each(|portion| visit(portion.number, portion.bytes.len()));
}

#[derive(Default)]
struct Walk {
    page: usize,
    taken: usize,
    bytes: usize,
}

impl Walk {
    fn is_full(&self, is_turn: bool, bytes: usize) -> bool {
        let most = if is_turn { TURNS } else { ANSWERS };
        self.page == 0 || self.taken >= most || self.taken > 0 && self.bytes + bytes > BYTES
    }

    fn turn(&mut self) {
        *self = Self { page: self.page + 1, ..Self::default() };
    }

    fn take(&mut self, bytes: usize) {
        self.taken += 1;
        self.bytes += bytes;
    }
}

#[cfg(test)]
mod tests {
    //! A researcher turns pages.

    use std::sync::Arc;

    use super::*;
    use crate::coding::PassageId;
    use crate::workspace::About;

    fn passages(texts: &[String], is_turn: bool) -> Vec<Passage> {
        let about = Arc::new(About { is_turn, ..About::default() });
        let one = |(number, text): (usize, &String)| Passage {
            id: PassageId::turn("s", number as u32),
            text: text.clone(),
            about: Arc::clone(&about),
            person: Arc::from("p"),
        };
        texts.iter().enumerate().map(one).collect()
    }

    fn on(texts: &[String], is_turn: bool, wanted: Wanted, from: usize) -> (usize, usize, Vec<Leaf>) {
        let all = passages(texts, is_turn);
        let page = page(&all.iter().collect::<Vec<_>>(), wanted, from);
        (page.number, page.of, page.leaves)
    }

    #[test]
    fn fifty_answers_or_forty_turns_make_a_page() {
        let texts = vec!["short".to_owned(); 120];
        let (number, of, leaves) = on(&texts, false, Wanted::Number(3), 0);
        assert_eq!((number, of, leaves.len(), leaves[0].passage), (3, 3, 20, 100));
        let (number, of, leaves) = on(&texts, true, Wanted::With(Leaf { passage: 79, portion: 0 }), 0);
        assert_eq!((number, of, leaves.len(), leaves[0].passage), (2, 3, 40, 40));
        assert_eq!(on(&texts, false, Wanted::Number(9), 0).0, 3, "beyond the end is the last page");
    }

    #[test]
    fn a_long_passage_goes_over_several_pages() {
        let texts = vec!["A sentence of words. ".repeat(15_000)];
        let (number, of, leaves) = on(&texts, true, Wanted::Number(2), 0);
        assert_eq!(number, 2);
        assert!(of >= 5 && leaves.len() <= 30 && leaves[0].portion > 0, "{of} {leaves:?}");
        assert_eq!(on(&texts, true, Wanted::With(Leaf::default()), 0).2[0], Leaf::default());
    }

    #[test]
    fn pages_begin_anew_where_somebody_stopped() {
        let texts = vec!["short".to_owned(); 120];
        let (number, of, leaves) = on(&texts, false, Wanted::With(Leaf { passage: 30, portion: 0 }), 30);
        assert_eq!((number, of, leaves[0].passage, leaves.len()), (2, 3, 30, 50));
    }

    #[test]
    fn nothing_is_one_empty_page() {
        assert_eq!(on(&[], false, Wanted::Number(1), 0), (1, 1, vec![]));
    }
}
