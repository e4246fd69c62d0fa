//! Long passages in portions of a few thousand characters, so that a page never draws, and a browser never holds, more than
//! it shows. Cuts depend on the text alone: between paragraphs where there are any, else between sentences or words, and
//! never inside a character with its marks.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::text::Span;

/// Bytes that a portion has at most, but for the last characters that belong together.
pub const LONGEST: usize = 4000;
/// Bytes before which no cut is looked for.
const SHORTEST: usize = 2000;

/// A stretch of a passage that is drawn, and coded, by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portion {
    /// Its place among the portions, from 0.
    pub number: usize,
    /// Its place in the passage.
    pub span: Span,
    /// The same in bytes.
    pub bytes: Range<usize>,
    /// UTF-16 units before it: what a browser counts from.
    pub units: u32,
}

impl Portion {
    /// What of a span of the passage lies in this portion, counted from the portion's beginning.
    pub fn within(&self, span: Span) -> Option<Span> {
        let (start, end) = (span.start.max(self.span.start), span.end.min(self.span.end));
        Span::new(start.saturating_sub(self.span.start), end.saturating_sub(self.span.start)).filter(|_| start < end)
    }
}

/// The portions of a text; one for a short text, none for an empty one.
pub fn portions(text: &str) -> Vec<Portion> {
    let (mut found, mut begin, mut point, mut units) = (Vec::new(), 0, 0, 0);
    while begin < text.len() {
        let end = begin + cut(&text[begin..]);
        let (points, more) = lengths(&text[begin..end]);
        let span = Span { start: point, end: point + points };
        found.push(Portion { number: found.len(), span, bytes: begin..end, units });
        (begin, point, units) = (end, span.end, units + more);
    }
    found
}

/// How many portions a text has; cheap for short ones.
pub fn count(text: &str) -> usize {
    if text.len() <= LONGEST { usize::from(!text.is_empty()) } else { portions(text).len() }
}

/// Code points and UTF-16 units.
fn lengths(text: &str) -> (u32, u32) {
    text.chars().fold((0, 0), |(points, units), one| (points + 1, units + one.len_utf16() as u32))
}

/// The byte at which a portion ends.
fn cut(text: &str) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let window = &text[text.ceil_char_boundary(SHORTEST)..text.floor_char_boundary(LONGEST)];
    let from = text.ceil_char_boundary(SHORTEST);
    let after = |found: Option<usize>| found.map(|at| from + at);
    after(window.rfind('\n').map(|at| at + 1))
        .or_else(|| after(sentence_end(window)))
        .or_else(|| after(window.rfind(' ').map(|at| at + 1)))
        .unwrap_or_else(|| whole_character(text, text.floor_char_boundary(LONGEST)))
}

/// After the last sentence of a text that ends in it.
fn sentence_end(text: &str) -> Option<usize> {
    let last = |end: &&str| text.rfind(*end).map(|at| at + end.len());
    [". ", "? ", "! ", "… "].iter().filter_map(last).max()
}

/// The next byte at which a character does not belong to the one before: no mark, joiner or variant.
fn whole_character(text: &str, from: usize) -> usize {
    let joined = |one: char| is_combining_mark(one) || matches!(one, '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    let mut rest = text[from..].char_indices().skip_while(|(_, one)| joined(*one));
    // A text of nothing but marks is cut all the same, or one portion would hold a whole hostile passage.
    rest.next().map_or(text.len(), |(at, _)| from + at).min(text.ceil_char_boundary(from + 400))
}

#[cfg(test)]
mod tests {
    //! A transcript of an hour came in as one passage.

    use super::*;

    #[test]
    fn a_short_text_is_one_part() {
        let all = portions("a🌊b");
        assert_eq!(all, [Portion { number: 0, span: Span { start: 0, end: 3 }, bytes: 0..6, units: 0 }]);
        assert_eq!((portions("").len(), count(""), count("a")), (0, 0, 1));
    }

    #[test]
    fn a_long_text_is_cut_between_sentences() {
        let text = "Nobody asked me what I needed. ".repeat(1000);
        let all = portions(&text);
        assert!(all.len() > 7 && all.iter().all(|portion| portion.bytes.len() <= LONGEST));
        assert!(all.iter().all(|portion| text[portion.bytes.clone()].starts_with("Nobody")));
        assert_eq!(all.len(), count(&text));
    }

    #[test]
    fn a_long_text_without_any_space_is_cut_between_characters() {
        let text = "e\u{301}".repeat(4000);
        for portion in portions(&text) {
            assert!(text[portion.bytes].starts_with('e'));
        }
        assert!(portions(&"\u{301}".repeat(9000)).len() > 3);
    }

    #[test]
    fn what_of_a_span_lies_in_a_part_is_counted_from_its_beginning() {
        let portion = Portion { number: 1, span: Span { start: 10, end: 20 }, bytes: 10..20, units: 10 };
        let within = |start, end| portion.within(Span { start, end }).map(|span| (span.start, span.end));
        assert_eq!(within(5, 12), Some((0, 2)));
        assert_eq!(within(19, 40), Some((9, 10)));
        assert_eq!((within(0, 10), within(20, 25)), (None, None));
    }
}
