//! What the pages of this part show.

use std::sync::Arc;

use super::filter::Filter;
use crate::coding::{PassageId, Span};
use crate::http::staff::Member;
use crate::workspace::About;

/// The list.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// What was asked for.
    pub filter: Filter,
    /// What may be asked for.
    pub choices: Vec<Choice>,
    /// How many passages fit.
    pub total: usize,
    /// Which page this is, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The query of the next page, if there is one.
    pub next: Option<String>,
    /// What stands on the page.
    pub items: Vec<Item>,
    /// The round that is being coded, if one is.
    pub round: Option<Round>,
    /// What forms and the pad need.
    pub tools: Tools,
    /// What was sent while the study was locked and is about nothing on this page.
    pub kept: Vec<Kept>,
}

/// What forms and the pad need, on the page and in what replaces parts of it.
#[derive(Clone, Debug)]
pub struct Tools {
    /// Where forms go.
    pub act: String,
    /// Where it is told that somebody is still there.
    pub here: String,
    /// Codes that may be given, in the order of the codebook.
    pub codes: Vec<Pick>,
    /// Whether the person may make codes.
    pub may_make: bool,
    /// Whether the codebook stays as it is, because a round is coded blind.
    pub fixed: bool,
    /// Whether anything may be coded here.
    pub open: bool,
    /// What may be undone.
    pub undo: Option<Deed>,
    /// What may be done again.
    pub redo: Option<Deed>,
}

/// A code to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Its id.
    pub id: String,
    /// What it is called; empty where its words were taken back.
    pub name: String,
    /// The codes above it, the topmost first.
    pub above: Vec<String>,
    /// Which of the twelve colours.
    pub colour: u8,
    /// Its digit, if it is on one.
    pub digit: Option<usize>,
}

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The kind of act: `code`, `uncode`, `memo`, `merge` …
    pub act: &'static str,
    /// The code that it was done with, or how many codings `many` are; empty where there was neither.
    pub code: String,
}

/// A facet to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name in the address.
    pub name: &'static str,
    /// Values with their labels; an empty label is a word of ours, by name and value.
    pub options: Vec<(String, String)>,
}

/// A round as its coder sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Passages given to the person.
    pub given: usize,
    /// Those that carry a coding of theirs.
    pub coded: usize,
    /// Whether they still code in it.
    pub open: bool,
    /// Whether everybody may see what everybody coded.
    pub revealed: bool,
}

/// A passage, or a portion of a long one, in the list.
#[derive(Clone, Debug)]
pub struct Item {
    /// The number of the passage among all that fit, from 1.
    pub number: usize,
    /// What is known about it.
    pub about: Arc<About>,
    /// Whether it stands under another heading than the one before.
    pub heads: bool,
    /// Its words, then those of its translation.
    pub bodies: Vec<Body>,
    /// Another round of the person's in which it waits: id and name.
    pub waits_in: Option<(String, String)>,
}

/// Words that are coded by themselves.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its name on the page.
    pub id: String,
    /// The passage.
    pub passage: PassageId,
    /// Which portion of it, from 0, and of how many.
    pub portion: (usize, usize),
    /// UTF-16 units of the passage before the portion.
    pub units: u32,
    /// The code point of the passage at which it begins.
    pub point: u32,
    /// The words.
    pub text: String,
    /// Language tag.
    pub language: String,
    /// What was coded here, whole passages first, then in the order of the words.
    pub marks: Vec<Coded>,
    /// Notes on the passage.
    pub notes: Vec<Note>,
    /// What was sent about it while the study was locked.
    pub kept: Vec<Kept>,
    /// Whether it may be coded here: a round gives out originals alone.
    pub open: bool,
    /// Of an excerpt: whether something is left out before it, and after it.
    pub excerpt: Option<(bool, bool)>,
}

/// A coding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: Pick,
    /// Where in the portion, in code points; none is the whole passage.
    pub span: Option<Span>,
    /// Who coded; empty for the person who looks.
    pub coder: String,
    /// In which round: its name.
    pub round: String,
    /// Whether the person may take it off.
    pub may_uncode: bool,
    /// Notes on it.
    pub notes: Vec<Note>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: String,
    /// The words.
    pub words: String,
    /// Who wrote it; empty for the person who looks.
    pub by: String,
    /// When.
    pub day: String,
}

/// Something that was sent while the study was locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// What it would do: `code`, `new`, `in-vivo`, `memo`.
    pub act: String,
    /// The code, or the words of the note.
    pub words: String,
    /// The passage.
    pub passage: PassageId,
}

/// What was done, to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Words (empty for the whole passage) were coded with a code.
    Coded(String, String),
    /// A code was taken off.
    Uncoded(String),
    /// A note was written.
    Noted,
    /// A note was taken away.
    NoteGone,
    /// Something was undone.
    Undone(Deed),
    /// Something was done again.
    Redone(Deed),
    /// What was sent is kept until the study is unlocked.
    Kept,
    /// The study is locked.
    Locked,
    /// It was refused: the key of the sentence and the value in it.
    Refused(&'static str, String),
}

/// Parts of the page that changed.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Words with what is coded in them.
    pub bodies: Vec<Body>,
    /// What forms and the pad need now.
    pub tools: Tools,
    /// The round, if one is being coded.
    pub round: Option<Round>,
    /// Whether there are other codes than before.
    pub codes: bool,
}
