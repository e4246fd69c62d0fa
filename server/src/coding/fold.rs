//! The log as it stands: codes, codings, memos, rounds, quotes, searches. Folded event by event; after an undoing the
//! whole log is folded again without what was undone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::codebook::{Code, Codebook, Group, State, What};
use super::event::{Act, Event, Id, On};
use super::passage::PassageId;
use super::quote::{self, Quote, Step};
use super::round::Round;
use super::text::Span;

/// A span of a passage, coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// Its id.
    pub id: Id,
    /// Where.
    pub passage: PassageId,
    /// What part of it; none is the whole.
    pub span: Option<Span>,
    /// With which code, as it was given; [`Codebook::now`] says what became of it.
    pub code: Id,
    /// Whose coding it is.
    pub coder: String,
    /// In which round.
    pub round: Option<Id>,
    /// When.
    pub day: String,
    /// Position of its event.
    pub event: i64,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memo {
    /// Its id.
    pub id: Id,
    /// On what.
    pub on: On,
    /// The words: id of a text.
    pub text: Id,
    /// Who wrote it.
    pub by: String,
    /// When it was last written.
    pub day: String,
}

/// Whether a code fits a passage, as somebody settled after disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Whether it fits.
    pub fits: bool,
    /// Why: id of a text.
    pub note: Option<Id>,
    /// Who settled it.
    pub by: String,
    /// When.
    pub day: String,
}

/// Everything that the log says.
#[derive(Clone, Debug, Default)]
pub struct Coding {
    /// The codes.
    pub codebook: Codebook,
    /// Codings by id.
    pub codings: BTreeMap<Id, Coded>,
    /// Ids of the codings of a passage, in the order in which they were made.
    pub at: HashMap<PassageId, Vec<Id>>,
    /// Notes by id.
    pub memos: BTreeMap<Id, Memo>,
    /// Rounds by id.
    pub rounds: BTreeMap<Id, Round>,
    /// What was settled: by round, passage, code.
    pub settled: BTreeMap<(Id, PassageId, Id), Settled>,
    /// Searches that are kept: id, its query (id of a text) and who keeps it.
    pub searches: BTreeMap<Id, (Id, String)>,
    /// Suggestions that were looked at, and whether they were taken.
    pub judged: BTreeMap<(PassageId, Id), bool>,
    /// Quotes by id.
    pub quotes: BTreeMap<Id, Quote>,
    /// Translations: passage as it was said, the language and the words (id of a text).
    pub translations: BTreeMap<PassageId, (String, Id)>,
    /// How often each passage was redacted.
    pub redactions: BTreeMap<PassageId, u32>,
    /// The log.
    pub events: Vec<Event>,
    /// Positions of events that were undone.
    pub undone: BTreeSet<i64>,
}

impl Coding {
    /// Position of the newest event.
    pub fn head(&self) -> i64 {
        self.events.last().map_or(0, |event| event.position)
    }

    /// Folds one more event in.
    pub fn apply(&mut self, event: Event) {
        let undoes = event.acts.iter().any(|act| matches!(act, Act::Undo { .. }));
        self.events.push(event);
        if undoes {
            self.fold_again();
        } else {
            self.fold_last(self.events.len() - 1);
        }
    }

    /// Folds a whole log.
    pub fn of(events: Vec<Event>) -> Self {
        let mut coding = Self { events, ..Self::default() };
        coding.fold_again();
        coding
    }

    fn fold_again(&mut self) {
        let events = std::mem::take(&mut self.events);
        let undone = super::undo::undone(&events);
        *self = Self { events, undone, ..Self::default() };
        for number in 0..self.events.len() {
            self.fold_last(number);
        }
    }

    fn fold_last(&mut self, number: usize) {
        let event = std::mem::replace(&mut self.events[number], Event::nothing());
        self.codebook.count(event.position, event.acts.iter().map(|act| self.changes(act)).sum());
        if !self.undone.contains(&event.position) {
            event.acts.iter().for_each(|act| self.fold(act, &event));
        }
        self.events[number] = event;
    }

    /// How many versions of the codebook an act makes.
    fn changes(&self, act: &Act) -> u32 {
        match act {
            Act::Undo { event } => u32::from(self.codebook.versions.contains_key(event)),
            _ => u32::from(act.is_about_codebook()),
        }
    }

    fn fold(&mut self, act: &Act, event: &Event) {
        match act {
            Act::MakeCode { .. }
            | Act::Word { .. }
            | Act::Colour { .. }
            | Act::Move { .. }
            | Act::Merge { .. }
            | Act::Split { .. }
            | Act::Retire { .. }
            | Act::Restore { .. }
            | Act::Group { .. } => {
                self.fold_codebook(act, event);
                if let Act::Merge { into, .. } = act {
                    self.join_doubles(into);
                }
            }
            Act::Code { coding, passage, span, code, round, coder } => self.put(Coded {
                id: coding.clone(),
                passage: passage.clone(),
                span: *span,
                code: code.clone(),
                coder: coder.clone().unwrap_or_else(|| event.by.clone()),
                round: round.clone(),
                day: event.day.clone(),
                event: event.position,
            }),
            Act::Uncode { coding } => self.take(coding),
            Act::Memo { memo, on, text } => self.note(memo, on, text.as_ref(), event),
            Act::Draw(drawn) => {
                let round = Round {
                    drawn: drawn.clone(),
                    by: event.by.clone(),
                    day: event.day.clone(),
                    submitted: BTreeMap::new(),
                    closed: None,
                };
                self.rounds.insert(drawn.round.clone(), round);
            }
            Act::Submit { round } => {
                if let Some(round) = self.rounds.get_mut(round) {
                    round.submitted.insert(event.by.clone(), event.day.clone());
                }
            }
            Act::Close { round, reason } => {
                if let Some(round) = self.rounds.get_mut(round) {
                    round.closed = Some((event.by.clone(), event.day.clone(), reason.clone()));
                }
            }
            Act::Settle { round, passage, code, fits, note } => {
                let settled = Settled { fits: *fits, note: note.clone(), by: event.by.clone(), day: event.day.clone() };
                self.settled.insert((round.clone(), passage.clone(), code.clone()), settled);
            }
            Act::Search { search, query } => {
                match query {
                    Some(query) => self.searches.insert(search.clone(), (query.clone(), event.by.clone())),
                    None => self.searches.remove(search),
                };
            }
            Act::Judge { passage, code, taken } => {
                self.judged.insert((passage.clone(), code.clone()), *taken);
            }
            Act::Redact { passage, replaced } => self.redact(passage, replaced),
            Act::Quote(step) => self.quote(step, event),
            Act::Translate { passage, language, text } => {
                match text {
                    Some(text) => self.translations.insert(passage.clone(), (language.clone(), text.clone())),
                    None => self.translations.remove(passage),
                };
            }
            Act::Undo { event: taken } => self.take_back(*taken, event),
            Act::Bring { .. } | Act::Revise { .. } | Act::Remove { .. } => {}
        }
    }

    /// Says in the history of the codebook that changes were undone, or done again.
    fn take_back(&mut self, taken: i64, event: &Event) {
        if let Some((first, last)) = self.codebook.versions.get(&taken).copied() {
            self.codebook.record(event, Id::new(), What::TakenBack(first, last));
        }
    }

    fn put(&mut self, coded: Coded) {
        self.at.entry(coded.passage.clone()).or_default().push(coded.id.clone());
        self.codings.insert(coded.id.clone(), coded);
    }

    fn take(&mut self, coding: &Id) {
        if let Some(coded) = self.codings.remove(coding)
            && let Some(ids) = self.at.get_mut(&coded.passage)
        {
            ids.retain(|id| id != coding);
        }
    }

    fn note(&mut self, memo: &Id, on: &On, text: Option<&Id>, event: &Event) {
        match text {
            Some(text) => {
                let (by, day) = (event.by.clone(), event.day.clone());
                let note = Memo { id: memo.clone(), on: on.clone(), text: text.clone(), by, day };
                self.memos.insert(memo.clone(), note);
            }
            None => {
                self.memos.remove(memo);
            }
        }
    }

    fn redact(&mut self, passage: &PassageId, replaced: &[(Span, u32)]) {
        *self.redactions.entry(passage.clone()).or_default() += 1;
        for id in self.at.get(passage).into_iter().flatten() {
            if let Some(coded) = self.codings.get_mut(id) {
                coded.span = coded.span.map(|span| span.moved(replaced));
            }
        }
        for quote in self.quotes.values_mut().filter(|quote| quote.passage == *passage) {
            if replaced.iter().any(|(span, _)| span.overlaps(quote.span)) {
                quote.state = quote::State::Redacted;
            }
            quote.span = quote.span.moved(replaced);
        }
    }

    fn quote(&mut self, step: &Step, event: &Event) {
        if let Step::Propose { quote, passage, span, text, attribution } = step {
            let quote = Quote {
                id: quote.clone(),
                passage: passage.clone(),
                span: *span,
                text: text.clone(),
                attribution: *attribution,
                proposed_by: event.by.clone(),
                proposed_on: event.day.clone(),
                state: quote::State::Proposed,
            };
            self.quotes.insert(quote.id.clone(), quote);
            return;
        }
        let Some(quote) = self.quotes.get_mut(step.quote()) else { return };
        match step {
            Step::Approve { .. } => {
                quote.state = quote::State::Approved { by: event.by.clone(), day: event.day.clone() };
            }
            Step::Refuse { reason, .. } => {
                quote.state = quote::State::Refused { by: event.by.clone(), reason: reason.clone() };
            }
            _ => {
                self.quotes.remove(step.quote());
            }
        }
    }

    fn fold_codebook(&mut self, act: &Act, event: &Event) {
        if let Some((code, what)) = self.change(act) {
            self.codebook.record(event, code, what);
        }
    }

    /// After a merge the same person may have given the same words one code twice: the later coding goes into the
    /// earlier, with its notes.
    fn join_doubles(&mut self, into: &Id) {
        let into = self.codebook.now(into);
        let mut own: Vec<&Coded> =
            self.codings.values().filter(|coded| self.codebook.now(&coded.code) == into).collect();
        own.sort_by_key(|coded| coded.event);
        let mut first = HashMap::new();
        let mut doubles: Vec<(Id, Id)> = Vec::new();
        for coded in own {
            let same = (&coded.passage, coded.span, &coded.coder, &coded.round);
            let kept = *first.entry(same).or_insert(&coded.id);
            if *kept != coded.id {
                doubles.push((coded.id.clone(), kept.clone()));
            }
        }
        for (double, kept) in doubles {
            self.take(&double);
            let notes = self.memos.values_mut().filter(|memo| memo.on == On::Coding(double.clone()));
            notes.for_each(|memo| memo.on = On::Coding(kept.clone()));
        }
    }

    /// Changes the codebook; none where there was nothing to change.
    fn change(&mut self, act: &Act) -> Option<(Id, What)> {
        if self.codebook.would_circle(act) {
            return None;
        }
        let codes = &mut self.codebook.codes;
        match act {
            Act::MakeCode { code, parent, name, origin, colour } => {
                let made = Code {
                    id: code.clone(),
                    parent: parent.clone(),
                    words: BTreeMap::from([(super::Part::Name, name.clone())]),
                    origin: *origin,
                    colour: *colour,
                    state: State::Active,
                    split_into: Vec::new(),
                    split_from: None,
                };
                if codes.insert(code.clone(), made).is_none() {
                    self.codebook.order.push(code.clone());
                }
                Some((code.clone(), What::Made))
            }
            Act::Word { code, part, text } => {
                let words = &mut codes.get_mut(code)?.words;
                let before = match text {
                    Some(text) => words.insert(*part, text.clone()),
                    None => words.remove(part),
                };
                Some((code.clone(), What::Worded(*part, before, text.clone())))
            }
            Act::Colour { code, colour } => {
                let before = std::mem::replace(&mut codes.get_mut(code)?.colour, *colour);
                Some((code.clone(), What::Coloured(before, *colour)))
            }
            Act::Move { code, parent } => {
                let before = std::mem::replace(&mut codes.get_mut(code)?.parent, parent.clone());
                Some((code.clone(), What::Moved(before, parent.clone())))
            }
            Act::Merge { code, into } => {
                codes.get_mut(code)?.state = State::Merged(into.clone());
                Some((code.clone(), What::Merged(into.clone())))
            }
            Act::Split { code, into, codings } => {
                for made in into {
                    // A second dealing of the same split names the same codes again.
                    let parts = &mut codes.get_mut(code)?.split_into;
                    if !parts.contains(made) {
                        parts.push(made.clone());
                    }
                    codes.get_mut(made)?.split_from = Some(code.clone());
                }
                for (coding, to) in codings {
                    if let Some(coded) = self.codings.get_mut(coding) {
                        coded.code.clone_from(to);
                    }
                }
                Some((code.clone(), What::Split(into.clone())))
            }
            Act::Retire { code } => {
                codes.get_mut(code)?.state = State::Retired;
                Some((code.clone(), What::Retired))
            }
            Act::Restore { code } => {
                codes.get_mut(code)?.state = State::Active;
                Some((code.clone(), What::Restored))
            }
            Act::Group { group, name, codes, exclusive } => {
                match name {
                    Some(name) => {
                        let made = Group { name: name.clone(), codes: codes.clone(), exclusive: *exclusive };
                        self.codebook.groups.insert(group.clone(), made)
                    }
                    None => self.codebook.groups.remove(group),
                };
                Some((group.clone(), What::Grouped))
            }
            _ => None,
        }
    }

    /// Lets go what hangs on passages that are gone: withdrawn, or taken out again.
    pub fn keep_passages(&mut self, is_there: impl Fn(&PassageId) -> bool) {
        self.at.retain(|passage, _| is_there(passage));
        self.codings.retain(|_, coded| is_there(&coded.passage));
        self.quotes.retain(|_, quote| is_there(&quote.passage));
        self.settled.retain(|(_, passage, _), _| is_there(passage));
        self.judged.retain(|(passage, _), _| is_there(passage));
        self.translations.retain(|passage, _| is_there(passage));
        let codings = &self.codings;
        self.memos.retain(|_, memo| match &memo.on {
            On::Passage(passage) => is_there(passage),
            On::Coding(coding) => codings.contains_key(coding),
            _ => true,
        });
    }

    /// Lets go notes and searches whose words are gone.
    pub fn keep_words(&mut self, is_there: impl Fn(&str) -> bool) {
        self.memos.retain(|_, memo| is_there(&memo.text));
        self.searches.retain(|_, (text, _)| is_there(text));
    }

    /// The codings of a passage.
    pub fn of_passage(&self, passage: &PassageId) -> impl Iterator<Item = &Coded> {
        self.at.get(passage).into_iter().flatten().filter_map(|id| self.codings.get(id))
    }

    /// The code of a coding as it is now.
    pub fn code_of<'a>(&'a self, coded: &'a Coded) -> &'a str {
        self.codebook.now(&coded.code)
    }
}

impl Event {
    fn nothing() -> Self {
        Self { format: super::event::FORMAT, position: 0, by: String::new(), day: String::new(), acts: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    //! Ana gave the same words two codes, and one is merged into the other.

    use super::*;
    use crate::coding::codebook::Origin;

    fn did(position: i64, acts: Vec<Act>) -> Event {
        Event { position, by: "ana".into(), acts, ..Event::nothing() }
    }

    #[test]
    fn what_a_merge_doubles_becomes_one_coding_with_its_notes() {
        let made = |code: &str| Act::MakeCode {
            code: code.into(),
            parent: None,
            name: "n".into(),
            origin: Origin::Emerged,
            colour: 0,
        };
        let coded = |coding: &str, code: &str| {
            let (passage, span) = (PassageId::answer("r", "q"), crate::coding::Span::new(0, 4));
            Act::Code { coding: coding.into(), passage, span, code: code.into(), round: None, coder: None }
        };
        let note = Act::Memo { memo: "m".into(), on: On::Coding("two".into()), text: Some("t".into()) };
        let mut coding = Coding::of(vec![
            did(1, vec![made("a"), made("b")]),
            did(2, vec![coded("one", "a")]),
            did(3, vec![coded("two", "b"), note]),
            did(4, vec![Act::Merge { code: "b".into(), into: "a".into() }]),
        ]);
        assert_eq!(coding.codings.keys().collect::<Vec<_>>(), ["one"]);
        assert_eq!(coding.memos["m"].on, On::Coding("one".into()));
        coding.apply(did(5, vec![Act::Undo { event: 4 }]));
        assert_eq!(coding.codings.len(), 2, "undone, both are there again");
        assert_eq!(coding.memos["m"].on, On::Coding("two".into()));
    }
}
