//! A text cut into words, numbers and signs, once for all recognisers. Every token knows its place in code points and in
//! bytes, so recognisers speak of tokens and only the end result speaks of places. Hidden characters (soft hyphen, zero
//! width joiner, direction marks) inside a word are kept in its place and dropped from its folded form.

use std::borrow::Cow;
use std::ops::Range;

use super::fold::{fold, unseen};
use super::lexicon::{self, List, Lists};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters, with apostrophes between them.
    Word,
    /// Digits.
    Number,
    /// One character of anything else but white space.
    Sign,
}

/// A word, a number or a sign.
pub(super) struct Token<'a> {
    /// As it is written.
    pub raw: &'a str,
    /// Lower case, without accents.
    pub folded: Cow<'a, str>,
    pub shape: Shape,
    /// First code point and the one after the last.
    pub points: Range<u32>,
    /// Whether it follows the token before without white space.
    pub glued: bool,
    /// Whether a line begins with it.
    pub opens_line: bool,
    /// Which lists of words it is on.
    pub lists: Lists,
}

/// A text as tokens. Looking beyond either end finds nothing, so recognisers need not count.
pub(super) struct Text<'a> {
    tokens: Vec<Token<'a>>,
}

impl<'a> Text<'a> {
    /// Cuts a text. Linear in its length.
    pub fn of(text: &'a str) -> Self {
        let mut cutter = Cutter { text, byte: 0, point: 0, glued: false, opens_line: true };
        Self { tokens: std::iter::from_fn(|| cutter.next()).collect() }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at a place.
    pub fn at(&self, index: usize) -> Option<&Token<'a>> {
        self.tokens.get(index)
    }

    /// The token `back` places before; none before the beginning.
    pub fn before(&self, index: usize, back: usize) -> Option<&Token<'a>> {
        index.checked_sub(back).and_then(|at| self.at(at))
    }

    /// The folded word at a place; empty for numbers, signs and beyond the text.
    pub fn word(&self, index: usize) -> &str {
        self.at(index).filter(|token| token.shape == Shape::Word).map_or("", |token| &token.folded)
    }

    /// The folded word `back` places before.
    pub fn word_before(&self, index: usize, back: usize) -> &str {
        index.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// The digits at a place; empty where there is no number.
    pub fn digits(&self, index: usize) -> &str {
        self.at(index).filter(|token| token.shape == Shape::Number).map_or("", |token| token.raw)
    }

    /// Whether this sign stands here.
    pub fn sign(&self, index: usize, sign: char) -> bool {
        self.at(index).is_some_and(|token| token.is_sign(sign))
    }

    /// Whether one of these signs stands here.
    pub fn any_sign(&self, index: usize, signs: &[char]) -> bool {
        signs.iter().any(|sign| self.sign(index, *sign))
    }

    /// Whether a word or a number stands here.
    pub fn plain(&self, index: usize) -> bool {
        self.at(index).is_some_and(|token| token.shape != Shape::Sign)
    }

    /// Whether a word or a number goes on here with what stands before.
    pub fn goes_on(&self, index: usize) -> bool {
        self.plain(index) && self.glued(index)
    }

    /// Whether the token here follows the one before without white space.
    pub fn glued(&self, index: usize) -> bool {
        self.at(index).is_some_and(|token| token.glued)
    }

    /// Whether the word here is on this list.
    pub fn is(&self, index: usize, list: List) -> bool {
        self.at(index).is_some_and(|token| token.lists.has(list))
    }

    /// Whether the word here is on one of these lists.
    pub fn is_any(&self, index: usize, lists: Lists) -> bool {
        self.at(index).is_some_and(|token| token.lists.any(lists))
    }

    /// The tokens from here on that no white space separates: the first index after them.
    pub fn chunk_end(&self, index: usize) -> usize {
        (index + 1..self.len()).find(|next| !self.glued(*next)).unwrap_or(self.len())
    }

    /// The text cut at white space.
    pub fn chunks(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = 0;
        std::iter::from_fn(move || {
            let chunk = (start < self.len()).then(|| start..self.chunk_end(start))?;
            start = chunk.end;
            Some(chunk)
        })
    }

    /// Whether a sentence, a quotation or a turn begins here.
    pub fn opens_sentence(&self, index: usize) -> bool {
        let Some(token) = self.at(index) else { return false };
        match self.before(index, 1) {
            None => true,
            Some(before) if before.shape == Shape::Sign => {
                const STOPS: &[char] = &['.', '!', '?', '…', '¿', '¡', ':', '"', '“', '«', '•', '*', '-', '–', '—'];
                let dash = before.raw.starts_with(['-', '–', '—']) && token.glued && before.glued;
                STOPS.iter().any(|stop| before.is_sign(*stop)) && !dash
            }
            Some(_) => token.opens_line,
        }
    }
}

impl Token<'_> {
    /// Whether the token is this sign.
    pub fn is_sign(&self, sign: char) -> bool {
        self.shape == Shape::Sign && self.raw.starts_with(sign)
    }

    /// Whether it begins with a capital.
    pub fn capital(&self) -> bool {
        self.raw.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is written in capitals alone, two at least.
    pub fn capitals(&self) -> bool {
        self.raw.chars().filter(|letter| letter.is_alphabetic()).count() > 1
            && !self.raw.chars().any(char::is_lowercase)
    }

    /// Length in letters or digits.
    pub fn length(&self) -> usize {
        (self.points.end - self.points.start) as usize
    }
}

struct Cutter<'a> {
    text: &'a str,
    byte: usize,
    point: u32,
    glued: bool,
    opens_line: bool,
}

impl<'a> Cutter<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        let rest = &self.text[self.byte..];
        let first = rest.chars().next()?;
        let shape = shape_of(first);
        let (bytes, points) = match shape {
            Shape::Word => word_length(rest),
            Shape::Number => length_while(rest, char::is_numeric),
            Shape::Sign => (first.len_utf8(), 1),
        };
        let raw = &rest[..bytes];
        let folded = if shape == Shape::Word { fold(raw) } else { Cow::Borrowed(raw) };
        let lists = if shape == Shape::Word { lexicon::lists(&folded) } else { Lists::NONE };
        let points = self.point..self.point + points;
        let token = Token { raw, folded, shape, points, glued: self.glued, opens_line: self.opens_line, lists };
        (self.byte, self.point) = (self.byte + bytes, token.points.end);
        (self.glued, self.opens_line) = (true, false);
        Some(token)
    }

    fn skip_space(&mut self) {
        for letter in self.text[self.byte..].chars().take_while(|letter| letter.is_whitespace() || *letter == '\0') {
            self.byte += letter.len_utf8();
            self.point += 1;
            self.glued = false;
            self.opens_line |= matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}');
        }
    }
}

fn shape_of(letter: char) -> Shape {
    match letter {
        letter if letter.is_alphabetic() => Shape::Word,
        letter if letter.is_numeric() => Shape::Number,
        _ => Shape::Sign,
    }
}

/// Bytes and code points at the beginning of a text that are as asked.
fn length_while(text: &str, wanted: impl Fn(char) -> bool) -> (usize, u32) {
    text.chars()
        .take_while(|letter| wanted(*letter))
        .fold((0, 0), |(bytes, points), letter| (bytes + letter.len_utf8(), points + 1))
}

/// A word runs over letters, marks, hidden characters and apostrophes between letters; the English `'s` stays outside.
fn word_length(text: &str) -> (usize, u32) {
    let (mut bytes, mut points) = length_while(text, continues);
    while let Some(tail) = after_apostrophe(&text[bytes..]) {
        let (more_bytes, more_points) = length_while(tail, continues);
        if more_points == 0 || matches!(&tail[..more_bytes], "s" | "S") {
            break;
        }
        (bytes, points) = (bytes + text[bytes..].len() - tail.len() + more_bytes, points + 1 + more_points);
    }
    (bytes, points)
}

fn continues(letter: char) -> bool {
    letter.is_alphabetic() || unseen(letter)
}

fn after_apostrophe(text: &str) -> Option<&str> {
    text.strip_prefix(['\'', '’', 'ʼ']).filter(|tail| tail.starts_with(char::is_alphabetic))
}
