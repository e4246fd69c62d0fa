//! How another tool counts characters. The standard says code points and leaves line breaks open: some count a break of
//! two characters once, some a break of one twice, some count as their language does (UTF-16), some name the last
//! character instead of the one after. Selections carry their first words as a name, so every way is tried on all of
//! them and the one by which most names are their text is taken, and shown.

use super::report::Counted;

/// A way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    /// What a character is.
    pub unit: Unit,
    /// What a line break is.
    pub newline: Newline,
    /// Whether the mark before the text (BOM) counts as a character.
    pub mark: bool,
    /// Where a selection ends.
    pub end: End,
}

/// What a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A Unicode code point, as the standard says.
    CodePoint,
    /// A unit of UTF-16: an emoji counts twice.
    Utf16,
}

/// What a line break counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// As many characters as it has in the file.
    AsWritten,
    /// One.
    One,
    /// Two.
    Two,
}

/// Where a selection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Before the character that is named.
    Exclusive,
    /// After it.
    Inclusive,
}

impl Counting {
    /// As the standard says, read as its own example does.
    pub const PLAIN: Self =
        Self { unit: Unit::CodePoint, newline: Newline::AsWritten, mark: false, end: End::Exclusive };

    /// Every way, the likely ones first.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for unit in [Unit::CodePoint, Unit::Utf16] {
            for newline in [Newline::AsWritten, Newline::One, Newline::Two] {
                for mark in [false, true] {
                    for end in [End::Exclusive, End::Inclusive] {
                        all.push(Self { unit, newline, mark, end });
                    }
                }
            }
        }
        all
    }
}

/// The text as a project keeps it: breaks are `\n`, nothing that is no letter; and how many characters of nothing went.
pub fn normal(text: &str) -> (String, usize) {
    let (mut kept, mut dropped) = (String::with_capacity(text.len()), 0);
    for piece in pieces(text) {
        match piece {
            Piece::Break(_) => kept.push('\n'),
            Piece::Letter(letter) => kept.push(letter),
            Piece::Nothing => dropped += 1,
        }
    }
    (kept, dropped)
}

enum Piece {
    /// A line break of so many characters.
    Break(usize),
    Letter(char),
    Nothing,
}

fn pieces(text: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut letters = text.chars().peekable();
    std::iter::from_fn(move || {
        Some(match letters.next()? {
            '\r' if letters.next_if_eq(&'\n').is_some() => Piece::Break(2),
            '\r' | '\n' => Piece::Break(1),
            '\0' => Piece::Nothing,
            letter => Piece::Letter(letter),
        })
    })
}

impl Piece {
    /// How many characters it is, by a way of counting.
    fn size(&self, counting: Counting) -> i64 {
        let size = match (self, counting.newline) {
            (Self::Break(written), Newline::AsWritten) => *written,
            (Self::Break(_), Newline::Two) => 2,
            (Self::Letter(letter), _) if counting.unit == Unit::Utf16 => letter.len_utf16(),
            _ => 1,
        };
        i64::try_from(size).unwrap_or(1)
    }

    /// Characters and bytes of the normal text.
    fn kept(&self) -> Place {
        match self {
            Self::Break(_) => Place { letter: 1, byte: 1 },
            Self::Letter(letter) => Place { letter: 1, byte: letter.len_utf8() },
            Self::Nothing => Place::default(),
        }
    }
}

/// A place in the normal text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    letter: usize,
    byte: usize,
}

impl Place {
    fn after(self, other: Self) -> Self {
        Self { letter: self.letter + other.letter, byte: self.byte + other.byte }
    }
}

/// A text as it stood in the file, without its mark (BOM).
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// Its letters, line breaks as they were.
    pub text: &'a str,
    /// Whether a mark stood before it.
    pub marked: bool,
}

/// Spans by a way of counting as spans of the normal text, in characters; `None` for what lies outside. A place inside
/// a character or break counts as its start, for an end as what follows.
pub fn spans(raw: Raw<'_>, counting: Counting, claims: &[(i64, i64)]) -> Vec<Option<(usize, usize)>> {
    let found = places(raw, counting, claims);
    found.into_iter().map(|span| span.map(|(start, end)| (start.letter, end.letter))).collect()
}

/// One walk along the text, whatever its length and the number of spans.
fn places(raw: Raw<'_>, counting: Counting, claims: &[(i64, i64)]) -> Vec<Option<(Place, Place)>> {
    let more = i64::from(counting.end == End::Inclusive);
    let ends = claims.iter().flat_map(|(start, end)| [*start, end.saturating_add(more)]);
    let mut wanted: Vec<(i64, usize)> = ends.enumerate().map(|(number, at)| (at, number)).collect();
    wanted.sort_unstable();
    let mut found = vec![None; wanted.len()];
    let mut pieces = pieces(raw.text).peekable();
    let (mut at, mut place) = (i64::from(counting.mark && raw.marked), Place::default());
    for (position, number) in wanted.into_iter().filter(|(position, _)| *position >= 0) {
        while let Some(piece) = pieces.next_if(|piece| at + piece.size(counting) <= position) {
            at += piece.size(counting);
            place = place.after(piece.kept());
        }
        let inside = position > at;
        let last = number % 2 == 1;
        found[number] = match pieces.peek() {
            Some(piece) if inside && last => Some(place.after(piece.kept())),
            None if inside => None,
            _ => Some(place),
        };
    }
    found.chunks_exact(2).map(|pair| pair[0].zip(pair[1]).filter(|(start, end)| start.letter <= end.letter)).collect()
}

/// A selection as it stands in the file: its name, its first position, and its last or the one after.
pub type Claim<'a> = (Option<&'a str>, (i64, i64));

/// Most selections that are asked how they were counted.
const ASKED: usize = 2_000;

/// One text with its selections, ready to be tried.
pub struct Sample<'a> {
    raw: Raw<'a>,
    text: String,
    names: Vec<Option<&'a str>>,
    claims: Vec<(i64, i64)>,
}

impl<'a> Sample<'a> {
    /// Prepares a text.
    pub fn of(raw: Raw<'a>, claims: impl Iterator<Item = Claim<'a>>) -> Self {
        let (names, claims) = claims.take(ASKED).unzip();
        Self { raw, text: normal(raw.text).0, names, claims }
    }

    /// What speaks for a way of counting here.
    fn weigh(&self, counting: Counting) -> Weight {
        let mut weight = Weight::default();
        for (name, span) in self.names.iter().zip(places(self.raw, counting, &self.claims)) {
            let Some((start, end)) = span else { continue };
            let words = &self.text[start.byte..end.byte];
            let agrees = name.is_some_and(|name| is_text(name, words));
            weight.inside += 1;
            weight.agree += usize::from(agrees);
            weight.sharp +=
                usize::from(agrees && !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace));
        }
        weight
    }

    /// Whether a way of counting can give other places in this text than the standard's.
    fn differs(&self, counting: Counting) -> bool {
        let text = self.raw.text;
        let breaks = |wanted: usize| pieces(text).any(|piece| matches!(piece, Piece::Break(size) if size == wanted));
        let wide = counting.unit == Unit::Utf16 && text.chars().any(|letter| letter.len_utf16() > 1);
        let newline = match counting.newline {
            Newline::AsWritten => false,
            Newline::One => breaks(2),
            Newline::Two => breaks(1),
        };
        wide || newline || counting.mark && self.raw.marked || counting.end == End::Inclusive
    }
}

/// What speaks for a way of counting.
#[derive(Clone, Copy, Default)]
struct Weight {
    /// Selections whose name is their text, blanks apart.
    agree: usize,
    /// Of them, those that neither start nor end with a blank.
    sharp: usize,
    /// Selections that lie within their text.
    inside: usize,
}

impl Weight {
    fn outweighs(self, other: Self) -> bool {
        // One selection beyond the end may be a slip of the other tool; several are a way of counting.
        let inside = self.inside > other.inside + 1;
        self.agree > other.agree
            || self.agree == other.agree && (self.sharp > other.sharp || self.sharp == other.sharp && inside)
    }

    fn plus(self, other: Self) -> Self {
        Self { agree: self.agree + other.agree, sharp: self.sharp + other.sharp, inside: self.inside + other.inside }
    }
}

/// Finds out how the other tool counts: the way by which most names are the text of their selection; if names tell
/// nothing, the way by which clearly more selections lie within their texts. Where nothing speaks against it, as the
/// standard says. What a person says goes before.
pub fn choose(samples: &[Sample<'_>], told: Option<Counting>) -> Counted {
    let weigh =
        |counting: Counting| samples.iter().map(|sample| sample.weigh(counting)).fold(Weight::default(), Weight::plus);
    let plain = weigh(Counting::PLAIN);
    let mut best = (Counting::PLAIN, plain);
    let candidates =
        Counting::all().into_iter().filter(|counting| samples.iter().any(|sample| sample.differs(*counting)));
    for counting in candidates.filter(|_| told.is_none()) {
        let weight = weigh(counting);
        if weight.outweighs(best.1) {
            best = (counting, weight);
        }
    }
    if let Some(counting) = told {
        best = (counting, weigh(counting));
    }
    let names = || samples.iter().flat_map(|sample| &sample.names);
    Counted {
        counting: best.0,
        told: told.is_some(),
        agree: best.1.agree,
        agree_plain: plain.agree,
        named: names().flatten().count(),
        selections: names().count(),
    }
}

/// Whether a name is a span's text, blanks apart, or its beginning cut short.
fn is_text(name: &str, text: &str) -> bool {
    let cut =
        |name: &'_ str| name.trim_end().strip_suffix('…').or_else(|| name.trim_end().strip_suffix("...")).map(str::len);
    // Blanks may be many; but a text that is many times its name is no match, and need not be read.
    let far = 8 * name.len() + 256;
    let near = if text.len() <= far { text } else { &text[..text.floor_char_boundary(far)] };
    if name.trim().is_empty() {
        return false;
    }
    if text.len() <= far && squeezed(name).eq(squeezed(text)) {
        return true;
    }
    let beginning = cut(name).map_or("", |length| name[..length].trim());
    let mut letters = squeezed(near);
    !beginning.is_empty() && squeezed(beginning).all(|letter| letters.next() == Some(letter))
}

/// The letters of some words with one blank between.
fn squeezed(text: &str) -> impl Iterator<Item = char> + '_ {
    let words = text.split_whitespace().enumerate();
    words.flat_map(|(at, word)| (at > 0).then_some(' ').into_iter().chain(word.chars()))
}
