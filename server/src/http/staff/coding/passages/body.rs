//! Words with what is coded in them, as a person may see it: whole passages, portions of long ones, excerpts.

use std::cell::RefCell;
use std::rc::Rc;

use super::filter::Reading;
use super::view::{Body, Coded, Kept, Note, Pick};
use crate::coding::event::On;
use crate::coding::portion::{Portion, portions};
use crate::coding::{self, Memo, PassageId, Span};
use crate::workspace::{Desk, Passage};

/// Code points before and after an excerpt that are shown with it.
const AROUND: u32 = 160;

/// Draws bodies for one person.
pub(super) struct Drawing<'a> {
    pub reading: &'a Reading<'a>,
    /// What was sent while the study was locked.
    pub kept: &'a [Kept],
    /// The passage that was cut last: a page shows many portions of a long one.
    cut: RefCell<Option<(PassageId, Rc<[Portion]>)>>,
}

impl<'a> Drawing<'a> {
    /// For what a person reads.
    pub fn new(reading: &'a Reading<'a>, kept: &'a [Kept]) -> Self {
        Self { reading, kept, cut: RefCell::default() }
    }

    fn portions(&self, passage: &Passage) -> Rc<[Portion]> {
        let mut cut = self.cut.borrow_mut();
        match &*cut {
            Some((id, portions)) if *id == passage.id => Rc::clone(portions),
            _ => {
                let portions: Rc<[Portion]> = portions(&passage.text).into();
                *cut = Some((passage.id.clone(), Rc::clone(&portions)));
                portions
            }
        }
    }

    /// A portion of a passage.
    pub fn portion(&self, passage: &'a Passage, number: usize) -> Option<Body> {
        let all = self.portions(passage);
        let portion = all.get(number)?;
        Some(self.body(passage, portion, all.len(), self.reading.codings(&passage.id).collect()))
    }

    /// The portions of a passage over which a span lies; the first where none is given.
    pub fn portions_at(&self, passage: &'a Passage, span: Option<Span>) -> Vec<Body> {
        let all = self.portions(passage);
        let touched = |portion: &&Portion| span.map_or(portion.number == 0, |span| portion.within(span).is_some());
        let codings: Vec<_> = self.reading.codings(&passage.id).collect();
        all.iter().filter(touched).map(|portion| self.body(passage, portion, all.len(), codings.clone())).collect()
    }

    /// All of a passage's translation.
    pub fn translation(&self, passage: &Passage) -> Vec<Body> {
        let id = PassageId { translated: true, ..passage.id.clone() };
        let Some(translation) = self.reading.desk.passages.get(&id) else { return Vec::new() };
        (0..coding::portion::count(&translation.text)).filter_map(|number| self.portion(translation, number)).collect()
    }

    /// A coding with the words around it.
    pub fn excerpt(&self, passage: &'a Passage, coded: &'a coding::Coded) -> Option<Body> {
        let whole = Span::whole(&passage.text)?;
        let span = coded.span.unwrap_or(whole);
        let cut = Span::new(span.start.saturating_sub(AROUND), whole.end.min(span.end.saturating_add(AROUND)))?;
        let words = cut.of(&passage.text)?;
        let begin = words.as_ptr() as usize - passage.text.as_ptr() as usize;
        let portion = Portion { number: 0, span: cut, bytes: begin..begin + words.len(), units: 0 };
        let body = self.body(passage, &portion, 1, vec![coded]);
        Some(Body {
            id: format!("e-{}", coded.id),
            excerpt: Some((cut.start > 0, cut.end < whole.end)),
            notes: Vec::new(),
            kept: Vec::new(),
            ..body
        })
    }

    fn body(&self, passage: &Passage, portion: &Portion, of: usize, codings: Vec<&coding::Coded>) -> Body {
        let first = portion.number == 0;
        let place = |coded: &coding::Coded| match coded.span {
            Some(span) => portion.within(span).map(Some),
            None => first.then_some(None),
        };
        let mut marks: Vec<Coded> =
            codings.into_iter().filter_map(|coded| Some(self.coded(coded, place(coded)?))).collect();
        marks.sort_by_key(|coded| coded.span.map(|span| (span.start, std::cmp::Reverse(span.end))));
        let on = On::Passage(passage.id.clone());
        Body {
            id: anchor(&passage.id, portion.number),
            passage: passage.id.clone(),
            portion: (portion.number, of),
            units: portion.units,
            point: portion.span.start,
            text: passage.text[portion.bytes.clone()].to_owned(),
            language: passage.about.language.clone(),
            marks,
            notes: if first { self.notes(&on) } else { Vec::new() },
            kept: self.kept.iter().filter(|kept| first && kept.passage == passage.id).cloned().collect(),
            open: !passage.id.translated || self.reading.filter.get("round").is_empty(),
            excerpt: None,
        }
    }

    fn coded(&self, coded: &coding::Coded, span: Option<Span>) -> Coded {
        let (desk, person) = (self.reading.desk, self.reading.seen.person());
        let mine = coded.coder == person;
        let round = coded.round.as_ref().and_then(|round| desk.coding.rounds.get(round));
        Coded {
            id: coded.id.clone(),
            code: pick(desk, desk.coding.code_of(coded)),
            span,
            coder: if mine { String::new() } else { desk.person(&coded.coder).to_owned() },
            round: round.map(|round| desk.say(&round.drawn.name).to_owned()).unwrap_or_default(),
            may_uncode: round.is_none_or(|round| mine && round.is_open_for(person)),
            notes: self.notes(&On::Coding(coded.id.clone())),
        }
    }

    fn notes(&self, on: &On) -> Vec<Note> {
        let (desk, person) = (self.reading.desk, self.reading.seen.person());
        let note = |memo: &Memo| Note {
            id: memo.id.clone(),
            words: desk.say(&memo.text).to_owned(),
            by: if memo.by == person { String::new() } else { desk.person(&memo.by).to_owned() },
            day: memo.day.clone(),
        };
        self.reading.seen.memos(on).into_iter().map(note).collect()
    }
}

/// The name of a portion of a passage on the page.
pub fn anchor(passage: &PassageId, portion: usize) -> String {
    if portion == 0 { format!("p-{passage}") } else { format!("p-{passage}:{}", portion + 1) }
}

/// A code as it is chosen and shown.
pub(super) fn pick(desk: &Desk, code: &str) -> Pick {
    let mut above: Vec<String> = desk.code_path(code).into_iter().map(str::to_owned).collect();
    let name = above.pop().unwrap_or_default();
    let colour = desk.coding.codebook.code(code).map_or(0, |code| code.colour);
    Pick { id: code.to_owned(), name, above, colour, digit: None }
}
