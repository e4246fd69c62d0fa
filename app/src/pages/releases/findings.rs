//! What may be said about a change, as one sentence with its figures.

use server::release::{Chosen, Draft};
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

/// What stands in the place of a verdict that is kept back.
pub(super) fn kept(words: &Language, draft: &Draft, part: usize, item: usize) -> String {
    words.say(if draft.subtracted(part, item).is_some() { "release-kept-verdict" } else { "release-kept" })
}

/// How many of the comparisons that are told are clear, and a note on those that are kept back: these are neither clear nor
/// unclear.
pub(super) fn clearly(
    words: &Language,
    [told, clear, kept]: [usize; 3],
    [before, after]: [String; 2],
) -> (String, Option<String>) {
    if told == 0 {
        return (words.say("chart-changes-untold"), None);
    }
    let values = [
        ("count", told.to_string()),
        ("clear", clear.to_string()),
        ("kept", kept.to_string()),
        ("before", before),
        ("after", after),
    ];
    let note = (kept > 0).then(|| words.with("chart-changes-kept", &values));
    (words.with("chart-changes-finding", &values), note)
}

#[cfg(test)]
mod tests {
    //! A page counts the comparisons that it tells.

    use super::*;

    #[test]
    fn what_is_kept_back_is_never_counted_as_unclear() {
        let words = Language::of("en");
        let found = |counts| clearly(&words, counts, ["Spring".into(), "Autumn".into()]);
        assert_eq!(found([0, 0, 3]), (words.say("chart-changes-untold"), None));
        let (finding, note) = found([2, 0, 1]);
        assert!(finding.contains('2') && note.is_some_and(|note| note.contains('1')), "{finding}");
        assert_eq!(found([3, 1, 0]).1, None);
    }
}
