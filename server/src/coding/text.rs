//! Places in a text: half-open spans of Unicode code points. Browsers count UTF-16 units; they are converted here, at
//! the edge, and nowhere else.

/// A stretch of a text, from `start` up to but without `end`, in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// The one after the last.
    pub end: u32,
}

impl Span {
    /// A span, if it is not empty and not backwards.
    pub fn new(start: u32, end: u32) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// The whole of a text; none of an empty one.
    pub fn whole(text: &str) -> Option<Self> {
        Self::new(0, length(text))
    }

    /// Length in code points.
    pub fn length(self) -> u32 {
        self.end - self.start
    }

    /// Whether two spans share a code point.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words at this place; none where the text ends before.
    pub fn of(self, text: &str) -> Option<&str> {
        let start = byte(text, self.start)?;
        let end = start + byte(&text[start..], self.length())?;
        Some(&text[start..end])
    }

    /// The same place counted in UTF-16 units, as a browser counts.
    pub fn to_utf16(self, text: &str) -> (u32, u32) {
        let units = |points: u32| text.chars().take(points as usize).map(|point| point.len_utf16() as u32).sum();
        (units(self.start), units(self.end))
    }

    /// A place that a browser counted in UTF-16 units. Half of a surrogate pair takes the whole character in; what lies
    /// beyond the text, or is empty, is no span.
    pub fn from_utf16(text: &str, start: u32, end: u32) -> Option<Self> {
        let (mut units, mut first, mut last) = (0_u32, None, None);
        for (point, character) in (0_u32..).zip(text.chars()) {
            let after = units + character.len_utf16() as u32;
            if first.is_none() && start < after {
                first = Some(point);
            }
            if last.is_none() && end <= after {
                last = Some(point + 1);
                break;
            }
            units = after;
        }
        Self::new(first?, last?).filter(|_| start < end)
    }

    /// Without the white space at its ends; none where there is nothing else, or the text ends before.
    pub fn trimmed(self, text: &str) -> Option<Self> {
        let words = self.of(text)?;
        let before = length(words) - length(words.trim_start());
        Self::new(self.start + before, self.start + before + length(words.trim()))
    }

    /// Where this span lies after stretches of the text were replaced by labels: `replaced` holds what was replaced and
    /// the length of the label that stands there now, in order and not overlapping. What began or ended inside a
    /// replaced stretch takes the whole label in.
    pub fn moved(self, replaced: &[(Self, u32)]) -> Self {
        let start = move_point(self.start, replaced, |gone, point| gone.start <= point && point < gone.end, 0);
        let end = move_point(self.end, replaced, |gone, point| gone.start < point && point <= gone.end, 1);
        Self { start, end }
    }
}

/// Where a point lies after a replacement; one `within` a replaced stretch goes to the label's start (side 0) or end.
fn move_point(point: u32, replaced: &[(Span, u32)], within: fn(&Span, u32) -> bool, side: u32) -> u32 {
    let mut shift = 0_i64;
    let moved = |shift: i64, point: u32| u32::try_from(i64::from(point) + shift).unwrap_or(0);
    for (gone, label) in replaced {
        if within(gone, point) {
            return moved(shift, gone.start) + label * side;
        }
        if gone.end > point {
            break;
        }
        shift += i64::from(*label) - i64::from(gone.length());
    }
    moved(shift, point)
}

/// A character as a page may show it. Control characters, and marks that turn the direction of writing, could hide or
/// break what stands around them. As many UTF-16 units as before, so that a browser's counting stays true: HTML would
/// swallow a carriage return.
pub fn shown(character: char) -> char {
    match character {
        '\n' | '\t' => character,
        '\r' => '\u{200b}',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        control if control.is_control() => '\u{fffd}',
        other => other,
    }
}

/// Length of a text in code points.
pub fn length(text: &str) -> u32 {
    text.chars().count() as u32
}

/// The byte at which a code point begins; the text's end counts as one more.
fn byte(text: &str, point: u32) -> Option<usize> {
    let point = point as usize;
    if text.is_ascii() {
        return (point <= text.len()).then_some(point);
    }
    text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len())).nth(point)
}

#[cfg(test)]
mod tests {
    //! A researcher selects words between emoji and accents.

    use super::*;

    #[test]
    fn spans_count_code_points() {
        let text = "A 🌊 e\u{301} b";
        assert_eq!(Span::new(2, 3).unwrap().of(text), Some("🌊"));
        assert_eq!(Span::new(4, 6).unwrap().of(text), Some("e\u{301}"));
        assert_eq!(Span::new(7, 8).unwrap().of(text), Some("b"));
        assert_eq!(Span::new(7, 9).unwrap().of(text), None);
        assert_eq!(Span::whole(text).unwrap().of(text), Some(text));
        assert_eq!((Span::whole(""), Span::new(3, 3)), (None, None));
    }

    #[test]
    fn spans_move_with_their_words_when_others_are_replaced() {
        // "Ana met Luis at noon" becomes "[name] met [name] at noon".
        let replaced = [(Span::new(0, 3).unwrap(), 6), (Span::new(8, 12).unwrap(), 6)];
        let moved = |start, end| {
            let span = Span::new(start, end).unwrap().moved(&replaced);
            span.of("[name] met [name] at noon").unwrap_or("?")
        };
        assert_eq!(moved(4, 7), "met");
        assert_eq!(moved(13, 20), "at noon");
        assert_eq!(moved(8, 12), "[name]");
        assert_eq!(moved(9, 11), "[name]");
        assert_eq!(moved(0, 20), "[name] met [name] at noon");
        assert_eq!(moved(4, 10), "met [name]");
        assert_eq!(moved(10, 15), "[name] at");
        assert_eq!(moved(3, 4), " ");
    }

    #[test]
    fn browsers_count_in_utf16_and_half_a_pair_takes_the_character_in() {
        let text = "a🌊b";
        assert_eq!(Span::from_utf16(text, 1, 3), Span::new(1, 2));
        assert_eq!(Span::from_utf16(text, 2, 3), Span::new(1, 2));
        assert_eq!(Span::from_utf16(text, 0, 2), Span::new(0, 2));
        for (start, end) in [(0, 5), (4, 5), (2, 2), (3, 1)] {
            assert_eq!(Span::from_utf16(text, start, end), None, "{start}–{end}");
        }
    }
}
