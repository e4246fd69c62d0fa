//! What may be said about a change, as one sentence with its figures.

use server::release::Chosen;
use server::report::Block;
use server::waves::Line;

use crate::language::Language;
use crate::pages::waves::sentence::{Sentence, sentence};

/// The sentence of a line that may be told.
pub(super) fn said(words: &Language, chosen: &Chosen, line: &Line) -> Option<Sentence> {
    let comparison = chosen.comparison.as_ref()?;
    Some(sentence(words, &chosen.series, comparison, line, chosen.threshold.smallest()))
}

/// The same as a block.
pub(super) fn finding(words: &Language, chosen: &Chosen, line: &Line) -> Block {
    let found =
        said(words, chosen, line).unwrap_or_else(|| Sentence { finding: String::new(), figures: String::new() });
    let figures = Some(found.figures).filter(|figures| !figures.is_empty());
    Block::Finding { finding: found.finding, figures: figures.into_iter().collect() }
}
