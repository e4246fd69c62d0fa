//! What a form asks to be done, read against the desk as it is: which words, which code, which note.

use super::filter::Filter;
use super::view::{Deed, Said};
use super::{deed, list, naming};
use crate::access::{Action, allows};
use crate::coding::event::{Id, On};
use crate::coding::{Act, Draft, PassageId, Span, find};
use crate::http::staff::{Fields, Member};
use crate::workspace::{Desk, Passage};
use crate::{Error, Result, chance};

/// Code points that a note has at most.
const LONGEST_NOTE: usize = 20_000;

/// Something to be done, and what changes on the page.
#[derive(Debug)]
pub(super) struct Order {
    pub draft: Draft,
    pub said: Said,
    /// Passages that change, and where; none is their beginning.
    pub touched: Vec<(PassageId, Option<Span>)>,
    /// Whether there are other codes than before.
    pub codes: bool,
}

impl Order {
    /// Reads a form.
    pub fn read(desk: &Desk, member: &Member, filter: &Filter, fields: &Fields) -> Result<Self> {
        let person = member.person.id.as_str();
        let reader = Reader { desk, person, filter, fields, may_make: allows(member.role, Action::KeepCodebook) };
        match fields.get("do") {
            "code" | "new" | "in-vivo" => reader.code(),
            "uncode" => reader.uncode(),
            "memo" => reader.memo(),
            "undo" => reader.undo(),
            "redo" => reader.redo(),
            _ => Err(Error::Invalid("form-kind", String::new())),
        }
    }
}

struct Reader<'a> {
    desk: &'a Desk,
    person: &'a str,
    filter: &'a Filter,
    fields: &'a Fields,
    may_make: bool,
}

impl Reader<'_> {
    fn passage(&self) -> Result<&Passage> {
        let id: PassageId = self.fields.get("passage").parse().map_err(|()| Error::NotFound)?;
        self.desk.passages.get(&id).ok_or(Error::NotFound)
    }

    fn code(&self) -> Result<Order> {
        let passage = self.passage()?;
        let span = place(passage, self.fields)?;
        let words = span.and_then(|span| span.of(&passage.text)).unwrap_or_default();
        let mut draft = Draft::default();
        let code = match self.fields.get("do") {
            "code" => naming::known(self.desk, self.fields.get("code")).map_err(|error| match error {
                // The usual sentence offers to make the code.
                Error::Invalid("code-unknown", _) if list::is_fixed(self.desk, self.filter.get("round")) => {
                    Error::Conflict("round-codebook-fixed")
                }
                error => error,
            })?,
            "new" => naming::new(self.desk, &mut draft, self.fields.get("code"), self.may_make)?,
            _ => {
                let said = if words.is_empty() { passage.text.trim() } else { words };
                naming::in_vivo(self.desk, &mut draft, said, &passage.id.of, self.may_make)?
            }
        };
        let codes = !draft.acts.is_empty();
        let name = draft.texts.first().map_or_else(|| self.desk.code_name(&code).to_owned(), |text| text.words.clone());
        let round = Some(self.filter.get("round")).filter(|round| !round.is_empty()).map(str::to_owned);
        let coding = chance::id();
        draft.acts.push(Act::Code { coding, passage: passage.id.clone(), span, code, round, coder: None });
        let said = Said::Coded(shortened(words), name);
        Ok(Order { draft, said, touched: vec![(passage.id.clone(), span)], codes })
    }

    fn uncode(&self) -> Result<Order> {
        let coded = self.seen(self.fields.get("coding"))?;
        let name = self.desk.code_name(self.desk.coding.code_of(coded)).to_owned();
        let draft = Draft::of(Act::Uncode { coding: coded.id.clone() });
        let touched = vec![(coded.passage.clone(), coded.span)];
        Ok(Order { draft, said: Said::Uncoded(name), touched, codes: false })
    }

    /// A coding that the person may see: what they may not see is not there.
    fn seen(&self, coding: &str) -> Result<&crate::coding::Coded> {
        let coded = self.desk.coding.codings.get(coding).ok_or(Error::NotFound)?;
        if self.desk.seen_by(self.person).sees(coded) { Ok(coded) } else { Err(Error::NotFound) }
    }

    fn memo(&self) -> Result<Order> {
        let passage = self.passage()?;
        let (on, span) = match self.fields.get("on") {
            "" => (On::Passage(passage.id.clone()), None),
            coding => {
                let coded = self
                    .seen(coding)
                    .and_then(|coded| if coded.passage == passage.id { Ok(coded) } else { Err(Error::NotFound) })?;
                (On::Coding(coded.id.clone()), coded.span)
            }
        };
        let words = self.fields.get("note").trim();
        if words.chars().count() > LONGEST_NOTE {
            return Err(Error::Invalid("memo-long", LONGEST_NOTE.to_string()));
        }
        let known = self.fields.get("memo");
        let mut draft = Draft::default();
        // Notes on somebody's words may repeat them: they go when those go.
        let text = (!words.is_empty()).then(|| draft.repeat(words, Some(passage.id.of.clone())));
        let (memo, on) = match (known, &text) {
            ("", None) => return Err(Error::Invalid("memo-empty", String::new())),
            ("", Some(_)) => (self.fields.fresh(), on),
            (known, _) => {
                let memo = self.desk.coding.memos.get(known).ok_or(Error::NotFound)?;
                (known.to_owned(), memo.on.clone())
            }
        };
        let said = if text.is_some() { Said::Noted } else { Said::NoteGone };
        draft.acts.push(Act::Memo { memo, on, text });
        Ok(Order { draft, said, touched: vec![(passage.id.clone(), span)], codes: false })
    }

    fn undo(&self) -> Result<Order> {
        let event = self.desk.coding.undoable(self.person).ok_or(Error::Conflict("nothing-to-undo"))?;
        self.take_back(event.position, event, Said::Undone)
    }

    fn redo(&self) -> Result<Order> {
        let undoing = self.desk.coding.redoable(self.person).ok_or(Error::Conflict("nothing-to-redo"))?;
        let undone = deed::undone_by(&self.desk.coding, undoing).ok_or(Error::NotFound)?;
        self.take_back(undoing.position, undone, Said::Redone)
    }

    fn take_back(&self, position: i64, event: &crate::coding::Event, said: fn(Deed) -> Said) -> Result<Order> {
        let draft = Draft::of(Act::Undo { event: position });
        let codes = event.acts.iter().any(Act::is_about_codebook);
        let touched = deed::touched(&self.desk.coding, event);
        Ok(Order { draft, said: said(deed::of(self.desk, event)), touched, codes })
    }
}

/// Which words of a passage: those a browser selected, those that were typed, or all (none).
pub(super) fn place(passage: &Passage, fields: &Fields) -> Result<Option<Span>> {
    let text = passage.text.as_str();
    let span = match (fields.get("from"), fields.get("words").trim()) {
        ("", "") => return Ok(None),
        ("", words) => typed(text, words, fields.get("which"))?,
        (from, _) => selected(text, from, fields.get("to")).ok_or(Error::Invalid("words-none", String::new()))?,
    };
    let all = Span::whole(text).and_then(|all| all.trimmed(text));
    Ok(Some(span).filter(|span| Some(*span) != all))
}

fn selected(text: &str, from: &str, to: &str) -> Option<Span> {
    Span::from_utf16(text, from.parse().ok()?, to.parse().ok()?)?.trimmed(text)
}

fn typed(text: &str, words: &str, which: &str) -> Result<Span> {
    let places = find::places(text, words);
    match (places.len(), which.parse::<usize>()) {
        (0, _) => Err(Error::Invalid("words-not-there", shortened(words))),
        (1, _) => Ok(places[0]),
        (count, Ok(which)) if (1..=count).contains(&which) => Ok(places[which - 1]),
        (count, _) => Err(Error::Invalid("words-several", count.to_string())),
    }
}

/// The beginning and the end of words, to be told.
pub(super) fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = plain.chars().count();
    if count <= MOST {
        return plain;
    }
    let begin: String = plain.chars().take(MOST / 2).collect();
    let end: String = plain.chars().skip(count - MOST / 3).collect();
    format!("{} … {}", begin.trim_end(), end.trim_start())
}

/// An id of what a form names.
pub(super) fn passage_of(fields: &Fields) -> Option<PassageId> {
    fields.get("passage").parse().ok()
}

/// A code's id.
pub(super) type Code = Id;
