//! What is undone, what may be undone, what may be done again.

use std::collections::BTreeSet;

use super::event::{Act, Event, Id};
use super::fold::Coding;
use crate::{Error, Result};

/// Whether an event goes away or comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comes {
    /// It will count no more.
    Away,
    /// It will count again.
    Back,
}

impl Comes {
    fn other(self) -> Self {
        match self {
            Self::Away => Self::Back,
            Self::Back => Self::Away,
        }
    }
}

/// Positions of events that are undone, seen from the end of the log: an undoing that was itself undone undoes nothing.
pub(super) fn undone(events: &[Event]) -> BTreeSet<i64> {
    let mut undone = BTreeSet::new();
    for event in events.iter().rev().filter(|event| !event.acts.is_empty()) {
        if undone.contains(&event.position) {
            continue;
        }
        undone.extend(event.undoes());
    }
    undone
}

impl Coding {
    /// The newest event of a person that may be undone.
    pub fn undoable<'a>(&'a self, person: &'a str) -> Option<&'a Event> {
        self.live(person).find(|event| !event.is_undoing()).filter(|event| self.may_undo(event).is_ok())
    }

    /// The newest undoing of a person, unless they did something else since. What was done again since is no obstacle.
    pub fn redoable<'a>(&'a self, person: &'a str) -> Option<&'a Event> {
        let newest = self.live(person).find(|event| !self.does_again(event));
        newest.filter(
            |event| matches!(self.behind(event), Some((undone, Comes::Back)) if self.may_do_again(undone).is_ok()),
        )
    }

    /// Whether an event takes an undoing back.
    fn does_again(&self, event: &Event) -> bool {
        event.undoes().and_then(|position| self.event(position)).is_some_and(Event::is_undoing)
    }

    /// The event at a position.
    pub fn event(&self, position: i64) -> Option<&Event> {
        // Positions ascend.
        let place = self.events.binary_search_by_key(&position, |event| event.position);
        self.events.get(place.ok()?)
    }

    /// What undoing an event comes to: behind a chain of undoings stands an event that goes away or comes back.
    pub fn behind<'a>(&'a self, event: &'a Event) -> Option<(&'a Event, Comes)> {
        let (mut at, mut comes) = (event, Comes::Away);
        while let Some(position) = at.undoes() {
            at = self.event(position)?;
            comes = comes.other();
        }
        Some((at, comes))
    }

    /// Whether an event that was undone may come back: what it did must be allowed as things stand now.
    pub fn may_do_again(&self, event: &Event) -> Result<()> {
        if self.is_submitted(event) {
            return Err(Error::Conflict("undo-submitted"));
        }
        self.check(&event.by, &event.acts)
    }

    fn live<'a>(&'a self, person: &'a str) -> impl Iterator<Item = &'a Event> {
        let live = move |event: &&Event| event.by == person && !self.undone.contains(&event.position);
        self.events.iter().rev().filter(live)
    }

    /// Whether undoing an event would take nothing away that somebody built on it since.
    pub fn may_undo(&self, event: &Event) -> Result<()> {
        if event.is_final() {
            return Err(Error::Conflict("undo-final"));
        }
        let (made, touched) = (made(event), touched(event));
        let later = self.events.iter().filter(|later| later.position > event.position);
        let mut later = later.filter(|later| !self.undone.contains(&later.position) && !later.is_undoing());
        if later.any(|later| uses(later).iter().any(|id| made.contains(id)) || self.meets(later, &touched)) {
            return Err(Error::Conflict("undo-built-on"));
        }
        if self.is_submitted(event) { Err(Error::Conflict("undo-submitted")) } else { Ok(()) }
    }

    /// Whether a later event changed the same codes.
    fn meets(&self, later: &Event, touched: &BTreeSet<&Id>) -> bool {
        self::touched(later).iter().any(|id| touched.contains(id))
    }

    /// Whether an event coded in a round that its coder submitted since.
    fn is_submitted(&self, event: &Event) -> bool {
        let over = |round: &Id| self.rounds.get(round).is_some_and(|round| !round.is_open_for(&event.by));
        event.acts.iter().any(|act| match act {
            Act::Code { round: Some(round), .. } => over(round),
            Act::Uncode { coding } => self
                .round_of(coding)
                .is_some_and(|round| self.rounds.get(round).is_some_and(|r| !r.is_open_for(&event.by))),
            _ => false,
        })
    }

    /// The round in which a coding was made, also when it is gone.
    fn round_of(&self, wanted: &Id) -> Option<&Id> {
        self.events.iter().flat_map(|event| &event.acts).find_map(|act| match act {
            Act::Code { coding, round, .. } if coding == wanted => round.as_ref(),
            _ => None,
        })
    }
}

impl Event {
    /// Whether it takes another event back.
    pub fn is_undoing(&self) -> bool {
        self.undoes().is_some()
    }

    /// Position of the event that it takes back.
    pub fn undoes(&self) -> Option<i64> {
        self.acts.iter().find_map(|act| match act {
            Act::Undo { event } => Some(*event),
            _ => None,
        })
    }
}

/// Ids that an event brought into being.
fn made(event: &Event) -> BTreeSet<&Id> {
    event
        .acts
        .iter()
        .filter_map(|act| match act {
            Act::MakeCode { code, .. } => Some(code),
            Act::Code { coding, .. } => Some(coding),
            _ => None,
        })
        .collect()
}

/// Codes whose place, words or fate an event changed.
fn touched(event: &Event) -> BTreeSet<&Id> {
    event
        .acts
        .iter()
        .flat_map(|act| match act {
            Act::Word { code, .. }
            | Act::Colour { code, .. }
            | Act::Move { code, .. }
            | Act::Retire { code }
            | Act::Restore { code }
            | Act::Split { code, .. } => vec![code],
            Act::Merge { code, into } => vec![code, into],
            Act::Group { group, .. } => vec![group],
            _ => Vec::new(),
        })
        .collect()
}

/// Ids that an event builds on.
fn uses(event: &Event) -> Vec<&Id> {
    use super::event::On;
    event
        .acts
        .iter()
        .flat_map(|act| match act {
            Act::MakeCode { parent, .. } => parent.iter().collect(),
            Act::Word { code, .. } | Act::Colour { code, .. } | Act::Retire { code } | Act::Restore { code } => {
                vec![code]
            }
            Act::Move { code, parent } => std::iter::once(code).chain(parent).collect(),
            Act::Merge { code, into } => vec![code, into],
            Act::Split { code, into, codings } => {
                std::iter::once(code).chain(into).chain(codings.iter().map(|(coding, _)| coding)).collect()
            }
            Act::Group { codes, .. } => codes.iter().collect(),
            Act::Code { code, .. } | Act::Settle { code, .. } | Act::Judge { code, .. } => vec![code],
            Act::Uncode { coding } => vec![coding],
            Act::Memo { on: On::Code(id) | On::Coding(id), .. } => vec![id],
            _ => Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    //! Somebody makes a code, takes it back, and thinks again.

    use super::*;
    use crate::coding::PassageId;
    use crate::coding::codebook::{Origin, What};

    fn did(position: i64, act: Act) -> Event {
        Event { format: 1, position, by: "ana".into(), day: String::new(), acts: vec![act] }
    }

    fn made(code: &str) -> Act {
        Act::MakeCode { code: code.into(), parent: None, name: "n".into(), origin: Origin::Emerged, colour: 0 }
    }

    #[test]
    fn a_version_of_the_codebook_is_never_used_twice() {
        let mut coding = Coding::default();
        let mut versions = Vec::new();
        for event in [
            did(1, made("one")),
            did(2, made("two")),
            did(3, Act::Undo { event: 2 }),
            did(4, made("three")),
            did(5, Act::Undo { event: 3 }),
        ] {
            coding.apply(event);
            versions.push(coding.codebook.version());
        }
        assert_eq!(versions, [1, 2, 3, 4, 5]);
        assert_eq!(Coding::of(coding.events.clone()).codebook, coding.codebook, "folded again");
        let told: Vec<_> = coding.codebook.history.iter().map(|change| (change.version, &change.what)).collect();
        assert_eq!(
            told,
            [(1, &What::Made), (2, &What::Made), (4, &What::Made), (5, &What::TakenBack(3, 3))],
            "what was done again stands where it stood"
        );
    }

    fn code(position: i64) -> Event {
        let (coding, passage) = (format!("c{position}"), PassageId::answer("r", &format!("q{position}")));
        did(position, Act::Code { coding, passage, span: None, code: "k".into(), round: None, coder: None })
    }

    fn undo(position: i64, event: i64) -> Event {
        did(position, Act::Undo { event })
    }

    fn offered(events: Vec<Event>) -> (Option<i64>, Option<i64>) {
        let coding = Coding::of(events);
        let position = |event: Option<&Event>| event.map(|event| event.position);
        (position(coding.undoable("ana")), position(coding.redoable("ana")))
    }

    #[test]
    fn what_was_taken_back_can_be_done_again_one_by_one() {
        let mut log = vec![by("ravi", 0, made("k")), code(1), code(2)];
        assert_eq!(offered(log.clone()), (Some(2), None));
        log.extend([undo(3, 2), undo(4, 1)]);
        assert_eq!(offered(log.clone()), (None, Some(4)));
        log.push(undo(5, 4));
        assert_eq!(offered(log.clone()), (Some(1), Some(3)));
        log.push(undo(6, 3));
        assert_eq!(offered(log.clone()), (Some(2), None), "what was done again is not offered once more");
        log.push(undo(7, 2));
        assert_eq!(offered(log.clone()), (Some(1), Some(7)));
        log.push(code(8));
        assert_eq!(offered(log), (Some(8), None), "after something else there is nothing to do again");
    }

    fn by(person: &str, position: i64, act: Act) -> Event {
        Event { by: person.into(), ..did(position, act) }
    }

    fn under(code: &str, above: &str) -> Act {
        Act::Move { code: code.into(), parent: Some(above.into()) }
    }

    #[test]
    fn what_would_make_a_circle_now_does_not_come_back() {
        let log = vec![
            did(1, made("one")),
            did(2, made("two")),
            did(3, under("one", "two")),
            undo(4, 3),
            by("ravi", 5, under("two", "one")),
        ];
        let mut coding = Coding::of(log);
        assert!(coding.redoable("ana").is_none());
        let again = Act::Undo { event: 4 };
        let refused = coding.check("ana", std::slice::from_ref(&again));
        assert!(matches!(refused, Err(Error::Conflict("code-inside-itself"))), "{refused:?}");
        // A log that was written before that was refused still shows both codes.
        coding.apply(did(6, again));
        assert_eq!(coding.codebook.tree().len(), 2);
    }

    #[test]
    fn what_was_submitted_is_changed_by_no_chain_of_undoings() {
        use crate::coding::round::{Drawn, How};
        let passages = ["p", "q"].map(|key| PassageId::answer("r", key));
        let given = ["ana", "ravi"].map(|coder| (coder.to_owned(), passages.to_vec())).into();
        let coded = |position: i64, place: usize| {
            let (coding, passage) = (format!("c{position}"), passages[place].clone());
            let (code, round) = ("k".to_owned(), Some("one".to_owned()));
            did(position, Act::Code { coding, passage, span: None, code, round, coder: None })
        };
        let coding = Coding::of(vec![
            did(1, made("k")),
            did(2, Act::Draw(Drawn { round: "one".into(), name: "n".into(), how: How::default(), given })),
            coded(3, 0),
            undo(4, 3),
            coded(5, 1),
            undo(6, 5),
            undo(7, 6),
            did(8, Act::Submit { round: "one".into() }),
            by("ravi", 9, Act::Submit { round: "one".into() }),
        ]);
        assert_eq!(coding.codings.len(), 1);
        for position in [4, 7] {
            let refused = coding.check("ana", &[Act::Undo { event: position }]);
            assert!(matches!(refused, Err(Error::Conflict("undo-submitted"))), "{position}: {refused:?}");
        }
    }
}
