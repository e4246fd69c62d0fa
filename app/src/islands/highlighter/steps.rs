//! Moving through words by keyboard, counted in UTF-16 units as a browser counts: by word, by sentence, by character.
//! A step never ends inside a character.

use core::ops::Range;

/// How far a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next word.
    Word,
    /// To the next sentence.
    Sentence,
    /// To the last word.
    All,
}

/// Where a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// On.
    Forward,
    /// Back.
    Backward,
}

/// What is selected: from where it began (a word or a sentence) to where it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    anchor: Range<usize>,
    focus: Range<usize>,
}

impl Selected {
    /// The first word at or after a place.
    pub fn at(units: &[u16], place: usize) -> Option<Self> {
        forward(units, place, word_end).map(Self::one)
    }

    fn one(range: Range<usize>) -> Self {
        Self { anchor: range.clone(), focus: range }
    }

    /// From where to where.
    pub fn range(&self) -> Range<usize> {
        self.anchor.start.min(self.focus.start)..self.anchor.end.max(self.focus.end)
    }

    /// One step on, or so much more; none where the words end. The first step by sentence takes the sentence that the
    /// selection is in.
    pub fn moved(&self, units: &[u16], step: Step, direction: Direction, extend: bool) -> Option<Self> {
        let from = if extend { self.focus.clone() } else { self.range() };
        let focus = match (step, direction) {
            (Step::All, Direction::Forward) => backward(units, units.len(), word_end),
            (Step::All, Direction::Backward) => forward(units, 0, word_end),
            (Step::Word, Direction::Forward) => forward(units, from.end, word_end),
            (Step::Word, Direction::Backward) => backward(units, from.start, word_end),
            (Step::Sentence, _) => sentence(units, &from, direction),
        }?;
        Some(if extend { Self { anchor: self.anchor.clone(), focus } } else { Self::one(focus) })
    }

    /// Its end, or its beginning, a character further; none where nothing would be left, or the text ends.
    pub fn adjusted(&self, units: &[u16], direction: Direction, beginning: bool) -> Option<Self> {
        let range = self.range();
        let end = if beginning { range.start } else { range.end };
        let end = match direction {
            Direction::Forward => after(units, end)?,
            Direction::Backward => before(units, end)?,
        };
        let range = if beginning { end..range.end } else { range.start..end };
        (range.start < range.end).then(|| Self::one(range))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    /// Between words, but not white.
    Mark,
    Word,
    /// A word by itself, in scripts that write none between.
    Single,
}

/// The code point at a place, and its length.
fn point(units: &[u16], at: usize) -> (u32, usize) {
    let first = u32::from(units[at]);
    match units.get(at + 1) {
        Some(second) if first & 0xfc00 == 0xd800 && second & 0xfc00 == 0xdc00 => {
            (0x10000 + ((first & 0x3ff) << 10) + (u32::from(*second) & 0x3ff), 2)
        }
        _ => (first, 1),
    }
}

fn kind(point: u32) -> Kind {
    match point {
        0x09..=0x0d | 0x20 | 0x85 | 0xa0 | 0x1680 | 0x2000..=0x200b | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000 => {
            Kind::Space
        }
        // An apostrophe is inside a word; the other marks of ASCII are not.
        0x27 | 0x2019 => Kind::Word,
        0x30..=0x39 | 0x41..=0x5a | 0x61..=0x7a => Kind::Word,
        0..=0x7f | 0xa1..=0xa9 | 0xab..=0xb4 | 0xb6..=0xb9 | 0xbb..=0xbf | 0x2010..=0x205e | 0x3001..=0x303f => {
            Kind::Mark
        }
        0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x2fa1f => Kind::Single,
        _ => Kind::Word,
    }
}

/// Whether a code point belongs to the one before it: combining marks, joiners, variants, skin tones.
fn is_joined(point: u32) -> bool {
    matches!(point, 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x64b..=0x65f | 0x200d | 0x20d0..=0x20f0
        | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0x1f3fb..=0x1f3ff)
}

/// The end of the character that begins at a place; none at the end of the text.
fn after(units: &[u16], at: usize) -> Option<usize> {
    let mut end = at + units.get(at).map(|_| point(units, at).1)?;
    while end < units.len() {
        let (next, length) = point(units, end);
        let joins = is_joined(next) || end > at && point_before(units, end) == 0x200d;
        if !joins {
            break;
        }
        end += length;
    }
    Some(end)
}

/// The beginning of the character that ends at a place; none at the beginning of the text.
fn before(units: &[u16], at: usize) -> Option<usize> {
    let mut begin = at.checked_sub(1)?;
    while begin > 0 && (is_low(units[begin]) && !is_low(units[begin - 1]) || is_inside(units, begin)) {
        begin -= 1;
    }
    Some(begin)
}

fn is_low(unit: u16) -> bool {
    unit & 0xfc00 == 0xdc00
}

fn is_inside(units: &[u16], at: usize) -> bool {
    is_joined(point(units, at).0) || point_before(units, at) == 0x200d
}

/// The code point that ends at a place, as far as joiners are concerned: those are one unit.
fn point_before(units: &[u16], at: usize) -> u32 {
    at.checked_sub(1).map_or(0, |before| u32::from(units[before]))
}

/// Where a stretch that begins at a place ends, if one begins there.
type End = fn(&[u16], usize) -> Option<usize>;

fn word_end(units: &[u16], at: usize) -> Option<usize> {
    let (first, length) = point(units, at);
    match kind(first) {
        Kind::Space | Kind::Mark => None,
        Kind::Single => Some(at + length),
        Kind::Word => {
            let mut end = at;
            while end < units.len() {
                let (next, length) = point(units, end);
                if kind(next) != Kind::Word && !is_joined(next) {
                    break;
                }
                end += length;
            }
            Some(end)
        }
    }
}

fn sentence_end(units: &[u16], at: usize) -> Option<usize> {
    if kind(point(units, at).0) == Kind::Space {
        return None;
    }
    let (mut place, mut end) = (at, at);
    while place < units.len() {
        let (here, length) = point(units, place);
        if here == 0x0a {
            break;
        }
        place += length;
        if kind(here) != Kind::Space {
            end = place;
        }
        let closes = matches!(here, 0x21 | 0x2e | 0x3f | 0x2026 | 0x3002 | 0x61f);
        if closes && units.get(place).is_none_or(|next| kind(u32::from(*next)) == Kind::Space) {
            break;
        }
    }
    Some(end)
}

/// The sentence around a selection; the next one where the selection reaches its end already.
fn sentence(units: &[u16], from: &Range<usize>, direction: Direction) -> Option<Range<usize>> {
    let own = backward(units, from.start + 1, sentence_end).filter(|own| own.end > from.start);
    match (own, direction) {
        (Some(own), Direction::Forward) if from.end < own.end => Some(own),
        (Some(own), Direction::Backward) if from.start > own.start => Some(own),
        (_, Direction::Forward) => forward(units, from.end, sentence_end),
        (_, Direction::Backward) => backward(units, from.start, sentence_end),
    }
}

/// The next stretch that begins at or after a place.
fn forward(units: &[u16], from: usize, end_of: End) -> Option<Range<usize>> {
    let mut at = from;
    while at < units.len() {
        if let Some(end) = end_of(units, at) {
            return Some(at..end);
        }
        at += point(units, at).1;
    }
    None
}

/// The last stretch that begins before a place.
fn backward(units: &[u16], until: usize, end_of: End) -> Option<Range<usize>> {
    // Stretches are found from the beginning of the paragraph, so that going back meets the same ones as going on.
    let mut limit = until;
    while limit > 0 {
        let line = units[..limit - 1].iter().rposition(|unit| *unit == 0x0a).map_or(0, |at| at + 1);
        let (mut at, mut last) = (line, None);
        while let Some(found) = forward(&units[..limit], at, end_of).map(|found| found.start) {
            let end = end_of(units, found).unwrap_or(found + 1);
            last = Some(found..end);
            at = end.max(found + 1);
        }
        if last.is_some() {
            return last;
        }
        limit = line;
    }
    None
}

#[cfg(test)]
mod tests {
    //! A researcher moves through an answer by keyboard.

    use proptest::prelude::*;

    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    fn said(units: &[u16], selected: &Selected) -> String {
        String::from_utf16(&units[selected.range()]).expect("whole characters")
    }

    fn walk(text: &str, steps: &[(Step, Direction, bool)]) -> String {
        let units = units(text);
        let first = Selected::at(&units, 0).expect("a word");
        let last = steps
            .iter()
            .fold(first, |at, (step, direction, extend)| at.moved(&units, *step, *direction, *extend).unwrap_or(at));
        said(&units, &last)
    }

    const ON: (Step, Direction, bool) = (Step::Word, Direction::Forward, false);
    const MORE: (Step, Direction, bool) = (Step::Word, Direction::Forward, true);
    const LESS: (Step, Direction, bool) = (Step::Word, Direction::Backward, true);
    const TEXT: &str = "“Nobody” picked up. I didn't\ncall again — 🌊 twice!";

    #[test]
    fn words_are_selected_one_by_one_and_extended() {
        assert_eq!(walk(TEXT, &[]), "Nobody");
        assert_eq!(walk(TEXT, &[ON]), "picked");
        assert_eq!(walk(TEXT, &[ON, MORE]), "picked up");
        assert_eq!(walk(TEXT, &[ON, MORE, LESS]), "picked");
        assert_eq!(walk(TEXT, &[ON, LESS]), "Nobody” picked");
        assert_eq!(walk(TEXT, &[ON, ON, ON, ON]), "didn't");
        assert_eq!(walk(TEXT, &[(Step::All, Direction::Forward, false), LESS]), "🌊 twice");
        assert_eq!(walk(TEXT, &[ON, (Step::Word, Direction::Backward, false)]), "Nobody");
    }

    #[test]
    fn sentences_end_at_full_stops_and_lines() {
        let on = (Step::Sentence, Direction::Forward, false);
        let more = (Step::Sentence, Direction::Forward, true);
        let back = (Step::Sentence, Direction::Backward, false);
        assert_eq!(walk(TEXT, &[on]), "“Nobody” picked up.");
        assert_eq!(walk(TEXT, &[on, on]), "I didn't");
        assert_eq!(walk(TEXT, &[on, on, more]), "I didn't\ncall again — 🌊 twice!");
        assert_eq!(walk(TEXT, &[on, on, back]), "“Nobody” picked up.");
        assert_eq!(walk(TEXT, &[ON, more]), "“Nobody” picked up.");
    }

    #[test]
    fn the_end_and_the_beginning_move_by_whole_characters() {
        let units = units("go e\u{301} 👩‍🌾 on");
        let mut at = Selected::at(&units, 0).expect("a word");
        let mut ends = Vec::new();
        while let Some(next) = at.adjusted(&units, Direction::Forward, false) {
            at = next;
            ends.push(said(&units, &at));
        }
        assert_eq!(ends[1], "go e\u{301}");
        assert_eq!(ends[3], "go e\u{301} 👩‍🌾");
        let back = at.adjusted(&units, Direction::Backward, false).expect("less");
        assert_eq!(said(&units, &back), "go e\u{301} 👩‍🌾 o");
        let one = Selected::at(&units, 0).and_then(|at| at.adjusted(&units, Direction::Forward, true));
        assert_eq!(one.map(|at| said(&units, &at)), Some("o".to_owned()));
    }

    fn words() -> impl Strategy<Value = String> {
        proptest::string::string_regex("([a-z' ]|[🌊👩]|\u{200d}|\u{301}|[א-ת]|[ぁ-ん]|\r\n|[.!?—]){1,40}")
            .expect("a pattern")
    }

    fn steps() -> impl Strategy<Value = Vec<u8>> {
        proptest::collection::vec(0..16_u8, 0..40)
    }

    proptest! {
        #[test]
        fn no_step_leaves_the_words_or_cuts_a_character(text in words(), steps in steps()) {
            let units = units(&text);
            let Some(mut at) = Selected::at(&units, 0) else { return Ok(()) };
            for step in steps {
                let direction = if step & 1 == 0 { Direction::Forward } else { Direction::Backward };
                let next = match step >> 1 {
                    0 | 1 => at.moved(&units, Step::Word, direction, step & 2 == 0),
                    2 | 3 => at.moved(&units, Step::Sentence, direction, step & 2 == 0),
                    4 => at.moved(&units, Step::All, direction, false),
                    rest => at.adjusted(&units, direction, rest & 1 == 0),
                };
                at = next.unwrap_or(at);
                let range = at.range();
                prop_assert!(range.start < range.end && range.end <= units.len(), "{range:?}");
                prop_assert!(String::from_utf16(&units[range]).is_ok(), "half a character");
            }
        }

        #[test]
        fn going_on_word_by_word_ends(text in words()) {
            let units = units(&text);
            let mut at = Selected::at(&units, 0);
            let mut before = 0;
            while let Some(here) = at {
                prop_assert!(here.range().end > before);
                before = here.range().end;
                at = here.moved(&units, Step::Word, Direction::Forward, false);
            }
        }
    }
}
