//! What the pages of redacting show.

use std::sync::Arc;

use crate::coding::{PassageId, Span};
use crate::http::staff::Member;
use crate::redaction::Kind;
use crate::workspace::About;

/// Passages with marks.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Which kind is asked for; none is all.
    pub kind: Option<Kind>,
    /// How many passages have marks of each kind.
    pub kinds: Vec<(Kind, usize)>,
    /// Passages with marks.
    pub total: usize,
    /// All passages that were looked through.
    pub passages: usize,
    /// Which page this is, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Passages on this page.
    pub marked: Vec<Marked>,
}

/// A passage with marks.
#[derive(Clone, Debug)]
pub struct Marked {
    /// What it is called.
    pub passage: PassageId,
    /// What is known about it.
    pub about: Arc<About>,
    /// Its words in parts: those that are marked say as what.
    pub parts: Vec<(Option<Kind>, String)>,
}

/// One passage, to choose words of.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Who looks.
    pub member: Member,
    /// The passage, in parts.
    pub marked: Marked,
    /// The marks: place, kind, why it was marked, words.
    pub marks: Vec<(Span, Kind, &'static str, String)>,
    /// How often it was redacted before.
    pub redactions: u32,
}

/// Everything that will be replaced.
#[derive(Clone, Debug)]
pub struct Review {
    /// Who looks.
    pub member: Member,
    /// The passage.
    pub passage: PassageId,
    /// The chosen places, as an address holds them.
    pub query: String,
    /// What was chosen: kind and words.
    pub chosen: Vec<(Kind, String)>,
    /// The passage as it will be.
    pub after: String,
    /// Where the same words stand elsewhere.
    pub elsewhere: Vec<Place>,
    /// Codings whose words will change.
    pub codings: usize,
}

/// The same words somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// As a form holds it.
    pub value: String,
    /// What it is: `passage`, `memo`, `code`, `quote`, `flag`, `search`, `other`.
    pub what: &'static str,
    /// The words before, the words themselves, the words after.
    pub line: (String, String, String),
}
