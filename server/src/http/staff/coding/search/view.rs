//! What the pages of searching show.

use std::sync::Arc;

use crate::coding::PassageId;
use crate::http::staff::Member;
use crate::index::{Facet, Wanted};
use crate::workspace::About;

/// A search and what it found.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// What was asked for.
    pub wanted: Wanted,
    /// The same as an address holds it.
    pub query: String,
    /// Whether words are shown in lines, each in its context.
    pub in_lines: bool,
    /// How many passages were found.
    pub total: usize,
    /// How many of them carry a code that the person may see.
    pub coded: usize,
    /// Which page this is, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// What was found, on this page.
    pub hits: Vec<Hit>,
    /// By what the results can be narrowed.
    pub facets: Vec<(Facet, Vec<Choice>)>,
    /// Memos that say one of the words.
    pub memos: Vec<Noted>,
    /// Codes that are called so: id and name.
    pub called: Vec<(String, String)>,
    /// Kept searches: id, what they ask for, and the same as an address holds it.
    pub kept: Vec<Kept>,
}

/// A passage that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What it is called.
    pub passage: PassageId,
    /// What is known about it.
    pub about: Arc<About>,
    /// Parts of its words; marked where they are what was looked for.
    pub snippet: Vec<Part>,
    /// For each place that was found: what stands before, the words, what stands after.
    pub lines: Vec<(String, String, String)>,
    /// Names and colours of the codes that it carries and the person may see.
    pub codes: Vec<(String, u8)>,
}

/// A stretch of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whether it was looked for.
    pub marked: bool,
    /// The words.
    pub text: String,
}

/// A value by which results can be narrowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it stands in the address.
    pub value: String,
    /// As it is read.
    pub label: String,
    /// How many of the found passages have it.
    pub count: usize,
    /// Whether the search asks for it.
    pub chosen: bool,
}

/// A memo that says one of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The words.
    pub words: String,
    /// Who wrote it.
    pub by: String,
    /// The passage it is on, if it is on one.
    pub passage: Option<PassageId>,
    /// The code it is on, if it is on one: id and name.
    pub code: Option<(String, String)>,
}

/// A kept search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Its words; empty where it only narrows.
    pub words: String,
    /// How many facets it narrows by.
    pub facets: usize,
    /// As an address holds it.
    pub query: String,
    /// Whether it is the person's own.
    pub own: bool,
}

/// What is about to be coded.
#[derive(Clone, Debug)]
pub struct Review {
    /// Who looks.
    pub member: Member,
    /// The search, as an address holds it.
    pub query: String,
    /// How many passages it found.
    pub total: usize,
    /// How many of the passages looked at wait in a round of the person, and are left out.
    pub waiting: usize,
    /// The passages, as many as one review holds.
    pub hits: Vec<Hit>,
    /// Codes that may be given: id, depth and name.
    pub codes: Vec<(String, usize, String)>,
}
