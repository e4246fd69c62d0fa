//! Takes chosen places out of a text and says where every other place went.
//!
//! Labels are the caller's (`[name]`, `[nombre]`). A span outside keeps its words; one inside what was taken out falls to
//! the label; one that only overlaps it keeps its own words and takes the whole label in, since the label stands for words
//! that it held. The rule itself is [`Span::moved`].

use crate::coding::Span;
use crate::coding::text::length;

/// A text without what was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The new text.
    pub text: String,
    /// What was taken out and the length of the label that stands there now, in order.
    pub moves: Vec<(Span, u32)>,
}

/// A span that cannot be taken out: it reaches beyond the text, overlaps another, or has no label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit(pub Span);

impl Replaced {
    /// Where a span of the old text is in the new one.
    pub fn place(&self, old: Span) -> Span {
        old.moved(&self.moves)
    }
}

/// Writes labels over the chosen spans, in whatever order they come. Fails, changing nothing, where one does not fit.
pub fn replace<L: AsRef<str>>(text: &str, chosen: &[(Span, L)]) -> Result<Replaced, Unfit> {
    let letters: Vec<char> = text.chars().collect();
    let mut sorted: Vec<(Span, &str)> = chosen.iter().map(|(span, label)| (*span, label.as_ref())).collect();
    sorted.sort();
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for (span, label) in &sorted {
        let kept = letters.get(at..span.start as usize).filter(|_| fits(*span, label, letters.len()));
        new.extend(kept.ok_or(Unfit(*span))?);
        new.push_str(label);
        at = span.end as usize;
    }
    new.extend(&letters[at..]);
    Ok(Replaced { text: new, moves: sorted.iter().map(|(span, label)| (*span, length(label))).collect() })
}

fn fits(span: Span, label: &str, letters: usize) -> bool {
    span.start < span.end && span.end as usize <= letters && !label.is_empty()
}
