//! Overlapping spans as something that can be drawn: a text falls into stretches, each with the spans that lie over it,
//! and every span gets a layer of its own among those that it meets.

use std::ops::Range;

use super::text::Span;

/// A stretch of a text over which the same spans lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where, in bytes.
    pub bytes: Range<usize>,
    /// Which spans lie over it, by their place in the list.
    pub under: Vec<usize>,
}

/// The stretches of a text, in order; together they are the whole text.
pub fn stretches(text: &str, spans: &[Span]) -> Vec<Stretch> {
    let mut ends: Vec<u32> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    ends.sort_unstable();
    ends.dedup();
    let bytes = bytes_of(text, &ends);
    let mut all = Vec::with_capacity(ends.len() + 1);
    let (mut from, mut point) = (0, 0);
    for (end, byte) in ends.into_iter().zip(bytes) {
        push(&mut all, from..byte, point, spans);
        (from, point) = (byte, end);
    }
    push(&mut all, from..text.len(), point, spans);
    all
}

fn push(all: &mut Vec<Stretch>, bytes: Range<usize>, point: u32, spans: &[Span]) {
    if !bytes.is_empty() {
        let over = |span: &Span| span.start <= point && point < span.end;
        let under = spans.iter().enumerate().filter(|(_, span)| over(span)).map(|(place, _)| place).collect();
        all.push(Stretch { bytes, under });
    }
}

/// Bytes of code points that stand in ascending order; those beyond the text are its end.
fn bytes_of(text: &str, points: &[u32]) -> Vec<usize> {
    let mut walk = text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len()));
    let (mut at, mut byte) = (0_u32, walk.next().unwrap_or_default());
    let mut seek = |point: &u32| {
        while at < *point {
            match walk.next() {
                Some(next) => (at, byte) = (at + 1, next),
                None => break,
            }
        }
        byte
    };
    points.iter().map(&mut seek).collect()
}

/// A layer for each span, from 0: two spans that share a character never have the same. Earlier spans come first.
pub fn layers(spans: &[Span]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|place| (spans[*place].start, std::cmp::Reverse(spans[*place].end)));
    let (mut ends, mut found): (Vec<u32>, _) = (Vec::new(), vec![0; spans.len()]);
    for place in order {
        let span = spans[place];
        let layer = ends.iter().position(|end| *end <= span.start).unwrap_or(ends.len());
        ends.resize(ends.len().max(layer + 1), 0);
        ends[layer] = span.end;
        found[place] = layer;
    }
    found
}

#[cfg(test)]
mod tests {
    //! A researcher codes words inside words.

    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    #[test]
    fn overlapping_spans_part_the_text() {
        let text = "I 🌊 wait here";
        let all = stretches(text, &[span(0, 8), span(4, 13)]);
        let told: Vec<_> = all.iter().map(|one| (&text[one.bytes.clone()], one.under.clone())).collect();
        assert_eq!(told, [("I 🌊 ", vec![0]), ("wait", vec![0, 1]), (" here", vec![1])]);
        assert_eq!(stretches("abc", &[]), [Stretch { bytes: 0..3, under: vec![] }]);
        assert_eq!(stretches("", &[]), []);
    }

    #[test]
    fn spans_that_meet_lie_in_different_layers() {
        assert_eq!(layers(&[span(0, 5), span(3, 8), span(5, 9), span(20, 30)]), [0, 1, 0, 0]);
        assert_eq!(layers(&[span(2, 3), span(0, 9), span(1, 4)]), [2, 0, 1]);
    }
}
