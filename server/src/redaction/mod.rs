//! Finds what may tell who somebody is, takes chosen places out of a text, and looks for the same words elsewhere. Pure
//! functions on strings: who decides, and what is then sealed and wiped, is left to others.
//!
//! [`find`] only proposes; a person decides. It reads English and Spanish, however they are written. Kinds with a form of
//! their own are in `structured`, one file each (a new one: its file, a line in `structured::RECOGNISERS`); names of
//! people are in `names`.

mod fold;
mod inflection;
mod lexicon;
mod names;
mod replace;
mod same_words;
mod structured;
mod token;

use std::ops::Range;

use crate::coding::Span;
pub use lexicon::lists_name;
pub use replace::{Replaced, Unfit, replace};
pub use same_words::SameWords;
use token::Text;

/// What a place in a text may give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Somebody's name.
    Name,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Mail,
    /// A street address, a post box, a postal code.
    Address,
    /// A licence plate.
    Plate,
    /// A name on a network.
    Handle,
    /// A date with a day or a year.
    Date,
    /// A web address.
    Link,
    /// A number of a case, a document, a card.
    Number,
}

impl Kind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Phone,
        Self::Mail,
        Self::Address,
        Self::Plate,
        Self::Handle,
        Self::Date,
        Self::Link,
        Self::Number,
    ];

    /// Its stable word, part of a sentence's key on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Address => "address",
            Self::Plate => "plate",
            Self::Handle => "handle",
            Self::Date => "date",
            Self::Link => "link",
            Self::Number => "number",
        }
    }
}

/// A place that somebody should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where, in code points.
    pub span: Span,
    /// What it seems to be.
    pub kind: Kind,
    /// What gave it away: one of [`WHYS`].
    pub why: &'static str,
}

/// Every reason a mark may give, each with a sentence on the page.
pub const WHYS: &[&str] = &[
    "introduced",
    "titled",
    "related",
    "listed",
    "capital",
    "unknown",
    "again",
    "digits-grouped",
    "digits-international",
    "digits-run",
    "digits-spoken",
    "at-sign",
    "at-spoken",
    "house-number",
    "street-word",
    "post-box",
    "postal-code",
    "plate-word",
    "plate-form",
    "handle-sign",
    "handle-form",
    "network-word",
    "date-digits",
    "month",
    "birth-year",
    "scheme",
    "domain",
    "number-word",
    "number-form",
    "number-long",
];

/// Tokens that a recogniser takes for something.
struct Hit {
    tokens: Range<usize>,
    kind: Kind,
    why: &'static str,
}

/// Marks what may tell who somebody is, in the order of the text; marks never overlap. Linear in the text's length.
pub fn find(text: &str) -> Vec<Mark> {
    let text = Text::of(text);
    let mut taken = vec![false; text.len()];
    let mut hits = Vec::new();
    for recognise in structured::RECOGNISERS {
        take_free(recognise(&text), &mut taken, &mut hits);
    }
    let names = names::recognise(&text, &taken);
    take_free(names, &mut taken, &mut hits);
    hits.sort_by_key(|hit| hit.tokens.start);
    hits.iter().filter_map(|hit| mark(&text, hit)).collect()
}

/// Keeps the hits of which nothing was taken before.
fn take_free(found: Vec<Hit>, taken: &mut [bool], hits: &mut Vec<Hit>) {
    for hit in found {
        let Some(place) = taken.get_mut(hit.tokens.clone()) else { continue };
        if !place.contains(&true) {
            place.fill(true);
            hits.push(hit);
        }
    }
}

fn mark(text: &Text<'_>, hit: &Hit) -> Option<Mark> {
    let first = text.at(hit.tokens.start)?;
    let last = text.before(hit.tokens.end, 1)?;
    let span = Span::new(first.points.start, last.points.end)?;
    Some(Mark { span, kind: hit.kind, why: hit.why })
}
