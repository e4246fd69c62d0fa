//! Whether acts may be done now, before they are written: the codes are there, the round is open, the memo is one's own.

use std::collections::{BTreeMap, BTreeSet};

use super::codebook::DEEPEST;
use super::event::{Act, Id, On};
use super::fold::{Coded, Coding};
use super::quote::{self, Step};
use super::undo::Comes;
use crate::{Error, Result};

impl Coding {
    /// Refuses acts that the log as it stands does not allow a person to do. Words and passages are checked by whoever
    /// knows them.
    pub fn check(&self, person: &str, acts: &[Act]) -> Result<()> {
        let mut checked = Checked { coding: self, person, made: BTreeMap::new(), coded: BTreeSet::new() };
        acts.iter().try_for_each(|act| checked.check(act))
    }
}

struct Checked<'a> {
    coding: &'a Coding,
    person: &'a str,
    /// Codes made by earlier acts of the same draft, each with how many stand above it.
    made: BTreeMap<&'a Id, usize>,
    /// Codings made by them.
    coded: BTreeSet<&'a Id>,
}

impl<'a> Checked<'a> {
    fn check(&mut self, act: &'a Act) -> Result<()> {
        match act {
            Act::MakeCode { code, parent, .. } => {
                parent.as_ref().map_or(Ok(()), |parent| self.active(parent))?;
                let depth = parent.as_ref().map_or(0, |parent| self.depth(parent) + 1);
                self.made.insert(code, depth);
                self.not_too_deep(depth)
            }
            Act::Word { code, .. } | Act::Colour { code, .. } => self.known(code),
            Act::Move { code, parent } => self.may_move(code, parent.as_ref()),
            Act::Merge { code, into } => {
                self.active(into)?;
                self.known(code)?;
                let inside = self.coding.codebook.is_within(into, code);
                if inside { Err(Error::Conflict("code-inside-itself")) } else { self.not_merged(code) }?;
                self.not_too_deep(self.depth(into) + self.coding.codebook.height(code))
            }
            Act::Split { code, into, codings } => {
                self.active(code)?;
                self.may_split(code, into, codings)
            }
            Act::Retire { code } => self.active(code),
            Act::Restore { code } => self.known(code).and_then(|()| self.not_merged(code)),
            Act::Group { codes, .. } => codes.iter().try_for_each(|code| self.known(code)),
            Act::Code { coding, .. } => {
                self.may_code(act)?;
                self.coded.insert(coding);
                Ok(())
            }
            Act::Uncode { coding } => self.may_uncode(coding),
            Act::Memo { memo, on, .. } => self.may_note(memo, on),
            Act::Draw(drawn) if drawn.given.values().all(Vec::is_empty) => Err(Error::Conflict("round-empty")),
            Act::Submit { round } => self.open_round(round),
            Act::Close { round, .. } => match self.coding.rounds.get(round) {
                Some(round) if round.is_revealed() => Err(Error::Conflict("round-over")),
                Some(_) => Ok(()),
                None => Err(Error::NotFound),
            },
            Act::Settle { round, code, .. } => {
                let round = self.coding.rounds.get(round).ok_or(Error::NotFound)?;
                if round.is_revealed() { self.known(code) } else { Err(Error::Conflict("round-blind")) }
            }
            Act::Judge { code, .. } => self.known(code),
            Act::Quote(step) => self.may_step(step),
            Act::Undo { event } => self.may_undo(*event),
            Act::Draw(_)
            | Act::Search { .. }
            | Act::Redact { .. }
            | Act::Bring { .. }
            | Act::Revise { .. }
            | Act::Remove { .. }
            | Act::Translate { .. } => Ok(()),
        }
    }

    fn known(&self, code: &Id) -> Result<()> {
        let known = self.made.contains_key(code) || self.coding.codebook.code(code).is_some();
        if known { Ok(()) } else { Err(Error::NotFound) }
    }

    fn active(&self, code: &Id) -> Result<()> {
        self.known(code)?;
        let active = self.made.contains_key(code) || self.coding.codebook.active(code).is_some();
        if active { Ok(()) } else { Err(Error::Conflict("code-not-in-use")) }
    }

    /// How many codes stand above one.
    fn depth(&self, code: &Id) -> usize {
        self.made.get(code).copied().unwrap_or_else(|| self.coding.codebook.depth(code))
    }

    fn not_too_deep(&self, depth: usize) -> Result<()> {
        if depth < DEEPEST { Ok(()) } else { Err(Error::Conflict("code-too-deep")) }
    }

    fn not_merged(&self, code: &Id) -> Result<()> {
        if self.coding.codebook.now(code) == code { Ok(()) } else { Err(Error::Conflict("code-not-in-use")) }
    }

    fn may_move(&self, code: &Id, parent: Option<&Id>) -> Result<()> {
        self.known(code)?;
        let Some(parent) = parent else { return Ok(()) };
        self.active(parent)?;
        let inside = self.coding.codebook.is_within(parent, code);
        if inside { Err(Error::Conflict("code-inside-itself")) } else { Ok(()) }?;
        self.not_too_deep(self.depth(parent) + 1 + self.coding.codebook.height(code))
    }

    /// A split names two codes or more, and deals out only what the code holds, only to them.
    fn may_split(&self, code: &Id, into: &[Id], codings: &[(Id, Id)]) -> Result<()> {
        if into.len() < 2 {
            return Err(Error::Conflict("split-needs-two"));
        }
        if into.contains(code) {
            return Err(Error::Conflict("code-inside-itself"));
        }
        into.iter().try_for_each(|one| self.active(one))?;
        let holds = |coding: &Id| self.coding.codings.get(coding).is_some_and(|held| self.coding.code_of(held) == code);
        if codings.iter().all(|(coding, to)| holds(coding) && into.contains(to)) {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }

    fn may_code(&self, act: &Act) -> Result<()> {
        let Act::Code { passage, span, code, round, coder, .. } = act else { return Ok(()) };
        self.active(code)?;
        if let Some(round) = round {
            self.open_round(round)?;
            let given =
                self.coding.rounds.get(round).is_some_and(|round| round.given_to(self.person).contains(passage));
            if !given {
                return Err(Error::Forbidden);
            }
            self.keeps_blind(round, code)?;
        }
        let coder = coder.as_deref().unwrap_or(self.person);
        let mine = |coded: &&Coded| coded.coder == coder && coded.round == *round;
        let mut others = self.coding.of_passage(passage).filter(mine);
        if others.any(|coded| coded.span == *span && self.coding.code_of(coded) == code) {
            return Err(Error::Conflict("coded-already"));
        }
        self.fits_beside(act, coder)
    }

    /// A code that is made while a round is blind would tell the other coders what was marked.
    fn keeps_blind(&self, round: &Id, code: &Id) -> Result<()> {
        let alone = self.coding.rounds.get(round).is_none_or(|round| round.drawn.given.len() < 2);
        if alone || !self.made.contains_key(code) { Ok(()) } else { Err(Error::Conflict("round-codebook-fixed")) }
    }

    /// Of codes that exclude one another only one may stand on the same words.
    fn fits_beside(&self, act: &Act, coder: &str) -> Result<()> {
        let Act::Code { passage, span, code, round, .. } = act else { return Ok(()) };
        let groups = self.coding.codebook.groups.values();
        let mut excluding = groups.filter(|group| group.exclusive && group.codes.contains(code));
        let meets = |coded: &Coded| match (coded.span, span) {
            (Some(one), Some(other)) => one.overlaps(*other),
            _ => true,
        };
        let clash = excluding.any(|group| {
            self.coding.of_passage(passage).any(|coded| {
                let other = self.coding.code_of(coded);
                coded.coder == coder
                    && coded.round == *round
                    && meets(coded)
                    && other != code
                    && group.codes.iter().any(|one| one == other)
            })
        });
        if clash { Err(Error::Conflict("code-excluded")) } else { Ok(()) }
    }

    fn may_uncode(&self, coding: &Id) -> Result<()> {
        let coded = self.coding.codings.get(coding).ok_or(Error::NotFound)?;
        match &coded.round {
            Some(_) if coded.coder != self.person => Err(Error::Forbidden),
            Some(round) => self.open_round(round),
            None => Ok(()),
        }
    }

    fn may_note(&self, memo: &Id, on: &On) -> Result<()> {
        if self.coding.memos.get(memo).is_some_and(|memo| memo.by != self.person) {
            return Err(Error::Forbidden);
        }
        match on {
            On::Code(code) => self.known(code),
            On::Coding(coding) if !self.coding.codings.contains_key(coding) && !self.coded.contains(coding) => {
                Err(Error::NotFound)
            }
            _ => Ok(()),
        }
    }

    fn open_round(&self, round: &Id) -> Result<()> {
        let round = self.coding.rounds.get(round).ok_or(Error::NotFound)?;
        if round.is_open_for(self.person) { Ok(()) } else { Err(Error::Conflict("round-over")) }
    }

    fn may_step(&self, step: &Step) -> Result<()> {
        let quote = self.coding.quotes.get(step.quote());
        match (step, quote) {
            (Step::Propose { .. }, None) => Ok(()),
            (Step::Propose { .. }, Some(_)) => Err(Error::Conflict("quote-known")),
            (_, None) => Err(Error::NotFound),
            (Step::TakeBack { .. }, Some(_)) => Ok(()),
            (_, Some(quote)) if quote.proposed_by == self.person => Err(Error::Conflict("quote-own")),
            (_, Some(quote)) if quote.state != quote::State::Proposed => Err(Error::Conflict("quote-decided")),
            _ => Ok(()),
        }
    }

    fn may_undo(&self, position: i64) -> Result<()> {
        let event = self.coding.event(position).ok_or(Error::NotFound)?;
        if event.by != self.person || self.coding.undone.contains(&position) {
            return Err(Error::Forbidden);
        }
        match self.coding.behind(event).ok_or(Error::NotFound)? {
            (event, Comes::Away) => self.coding.may_undo(event),
            (event, Comes::Back) => self.coding.may_do_again(event),
        }
    }
}

#[cfg(test)]
mod tests {
    //! A researcher splits a code.

    use super::*;
    use crate::coding::codebook::Origin;
    use crate::coding::{Event, PassageId};

    fn did(position: i64, acts: Vec<Act>) -> Event {
        Event { format: 1, position, by: "ana".into(), day: String::new(), acts }
    }

    fn made(code: &str) -> Act {
        Act::MakeCode { code: code.into(), parent: None, name: "n".into(), origin: Origin::Emerged, colour: 0 }
    }

    fn coded(coding: &str, code: &str) -> Act {
        let passage = PassageId::answer("r", coding);
        Act::Code { coding: coding.into(), passage, span: None, code: code.into(), round: None, coder: None }
    }

    fn split(into: &[&str], codings: &[(&str, &str)]) -> Act {
        let own = |one: &&str| (*one).to_owned();
        let codings = codings.iter().map(|(coding, to)| ((*coding).to_owned(), (*to).to_owned())).collect();
        Act::Split { code: "rules".into(), into: into.iter().map(own).collect(), codings }
    }

    #[test]
    fn a_split_deals_out_only_what_the_code_holds() {
        let codes = ["rules", "curfew", "pets", "other"].map(made).to_vec();
        let mut coding = Coding::of(vec![
            did(1, codes),
            did(2, vec![coded("one", "rules"), coded("two", "rules"), coded("three", "other")]),
        ]);
        let check = |coding: &Coding, act: Act| coding.check("ana", &[act]).is_ok();
        let into = ["curfew", "pets"];
        assert!(check(&coding, split(&into, &[("one", "curfew")])));
        for (into, codings) in [
            (&into[..1], &[("one", "curfew")][..]),
            (&["curfew", "rules"], &[]),
            (&into, &[("three", "curfew")]),
            (&into, &[("one", "other")]),
            (&into, &[("none", "curfew")]),
        ] {
            assert!(!check(&coding, split(into, codings)), "{into:?} {codings:?}");
        }
        coding.apply(did(3, vec![split(&into, &[("one", "curfew")])]));
        coding.apply(did(4, vec![split(&into, &[("two", "pets")])]));
        assert_eq!(coding.codebook.codes["rules"].split_into, into);
        let now = |coding: &Coding, id: &str| coding.codings[id].code.clone();
        assert_eq!((now(&coding, "one"), now(&coding, "two")), ("curfew".to_owned(), "pets".to_owned()));
        assert_eq!(coding.codebook.comparable("curfew", 4), Some("rules".to_owned()));
        coding.apply(did(5, vec![Act::Undo { event: 4 }]));
        assert_eq!(now(&coding, "two"), "rules");
    }

    #[test]
    fn a_tree_of_codes_has_an_end() {
        let below = |number: usize| Act::MakeCode {
            code: format!("c{number:02}"),
            parent: number.checked_sub(1).map(|above| format!("c{above:02}")),
            name: "n".into(),
            origin: Origin::Emerged,
            colour: 0,
        };
        let tree: Vec<Act> = (0..=DEEPEST).map(below).collect();
        let too_deep = |checked: Result<()>| matches!(checked, Err(Error::Conflict("code-too-deep")));
        assert!(Coding::default().check("ana", &tree[..DEEPEST]).is_ok());
        assert!(too_deep(Coding::default().check("ana", &tree)), "in one draft");
        let coding = Coding::of(vec![did(1, tree[..DEEPEST].to_vec()), did(2, vec![made("x"), made("y")])]);
        assert!(too_deep(coding.check("ana", &tree[DEEPEST..])), "one by one");
        let moved = Act::Move { code: "x".into(), parent: Some(format!("c{:02}", DEEPEST - 1)) };
        assert!(too_deep(coding.check("ana", &[moved])));
        let (first, second) = ("c00".to_owned(), "c01".to_owned());
        assert!(too_deep(coding.check("ana", &[Act::Move { code: first.clone(), parent: Some("x".into()) }])));
        assert!(coding.check("ana", &[Act::Merge { code: second, into: "x".into() }]).is_ok());
        assert!(coding.check("ana", &[Act::Merge { code: first, into: "x".into() }]).is_ok());
    }

    #[test]
    fn a_blind_round_makes_no_codes() {
        use crate::coding::round::{Drawn, How};
        let passage = PassageId::answer("r", "q");
        let drawn = |round: &str, coders: &[&str]| {
            let given = coders.iter().map(|coder| ((*coder).to_owned(), vec![passage.clone()])).collect();
            Act::Draw(Drawn { round: round.into(), name: "n".into(), how: How::default(), given })
        };
        let coding =
            Coding::of(vec![did(1, vec![drawn("two", &["ana", "ravi"])]), did(2, vec![drawn("one", &["ana"])])]);
        let coded = |round: &str| {
            let (coding, passage, round) = ("c".to_owned(), passage.clone(), Some(round.to_owned()));
            [made("new"), Act::Code { coding, passage, span: None, code: "new".into(), round, coder: None }]
        };
        assert!(matches!(coding.check("ana", &coded("two")), Err(Error::Conflict("round-codebook-fixed"))));
        assert!(coding.check("ana", &coded("one")).is_ok(), "nobody else codes here");
    }
}
