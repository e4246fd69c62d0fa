//! Letters: how wide words are, where lines end, and which glyphs a line is made of, in both directions of writing.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation;

use super::super::columns::breakable;
use super::super::font;
use super::super::words::{leftward, plain};
use crate::{Error, Result};

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// In points.
    pub size: f32,
    /// Whether they are bold.
    pub bold: bool,
}

impl Look {
    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.35
    }
}

/// A line of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its words with the blank that ends it.
    pub text: String,
    /// Whether it runs from right to left.
    pub leftward: bool,
}

/// A part of a line that runs in one direction.
pub struct Run<'a> {
    /// The words.
    pub text: &'a str,
    /// What is drawn, from left to right; lengths for a size of 1.
    pub glyphs: Vec<KrillaGlyph>,
    /// How wide, for a size of 1.
    pub width: f32,
}

struct Letters {
    face: Face<'static>,
    font: Font,
}

impl Letters {
    fn read(bytes: &'static [u8]) -> Result<Self> {
        let broken = || Error::internal("the font", "it cannot be read");
        let face = Face::from_slice(bytes, 0).ok_or_else(broken)?;
        Ok(Self { face, font: Font::new(bytes.into(), 0).ok_or_else(broken)? })
    }
}

/// The two fonts.
pub struct Lettering {
    regular: Letters,
    bold: Letters,
}

impl Lettering {
    /// Reads the fonts.
    pub fn new() -> Result<Self> {
        Ok(Self { regular: Letters::read(font::REGULAR)?, bold: Letters::read(font::BOLD)? })
    }

    fn letters(&self, bold: bool) -> &Letters {
        if bold { &self.bold } else { &self.regular }
    }

    /// The font that is embedded.
    pub fn font(&self, bold: bool) -> Font {
        self.letters(bold).font.clone()
    }

    /// How wide words are, in points.
    pub fn width(&self, text: &str, look: Look) -> f32 {
        let face = &self.letters(look.bold).face;
        let advance = |letter: char| {
            drawn(face, letter)
                .and_then(|letter| face.glyph_index(letter))
                .and_then(|glyph| face.glyph_hor_advance(glyph))
        };
        let units: f32 = text.chars().filter_map(advance).map(f32::from).sum();
        units / face.units_per_em() as f32 * look.size
    }

    /// The lines of a text that fit into a room, at least one; a word that is wider than the room is broken between letters.
    pub fn lines(&self, text: &str, look: Look, room: f32) -> Vec<Line> {
        let text = plain(text);
        let mut lines = Vec::new();
        for part in text.split('\n') {
            let leftward = leftward(part);
            lines.extend(self.wrap(part, look, room).into_iter().map(|text| Line { text, leftward }));
        }
        lines
    }

    fn wrap(&self, part: &str, look: Look, room: f32) -> Vec<String> {
        let (mut lines, mut line, mut filled) = (Vec::new(), String::new(), 0.0);
        for word in part.split_inclusive(breakable) {
            let wide = self.width(word.trim_end_matches(breakable), look);
            if filled + wide > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                filled = 0.0;
            }
            if wide <= room {
                filled += self.width(word, look);
                line.push_str(word);
                continue;
            }
            for letter in word.graphemes(true) {
                let wide = self.width(letter, look);
                if filled + wide > room && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    filled = 0.0;
                }
                filled += wide;
                line.push_str(letter);
            }
        }
        lines.push(line);
        lines
    }

    /// The runs of a line, from left to right.
    pub fn runs<'a>(&self, line: &'a Line, bold: bool) -> Vec<Run<'a>> {
        let base = if line.leftward { Level::rtl() } else { Level::ltr() };
        let bidi = BidiInfo::new(&line.text, Some(base));
        let mut found = Vec::new();
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for range in runs {
                let leftward = levels.get(range.start).is_some_and(Level::is_rtl);
                found.push(self.shape(&line.text[range], bold, leftward));
            }
        }
        found
    }

    fn shape<'a>(&self, text: &'a str, bold: bool, leftward: bool) -> Run<'a> {
        let face = &self.letters(bold).face;
        let mut buffer = UnicodeBuffer::new();
        for (place, letter) in text.char_indices() {
            if let Some(letter) = drawn(face, letter) {
                buffer.add(letter, place as u32);
            }
        }
        buffer.guess_segment_properties();
        buffer.set_direction(if leftward { Direction::RightToLeft } else { Direction::LeftToRight });
        let shaped = rustybuzz::shape(face, &[], buffer);
        let (infos, places) = (shaped.glyph_infos(), shaped.glyph_positions());
        let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let range = |start: usize| {
            let next = starts.partition_point(|other| *other <= start);
            start..starts.get(next).copied().unwrap_or(text.len())
        };
        let em = face.units_per_em() as f32;
        let glyph = |(info, place): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
            let [advance, right, up, down] =
                [place.x_advance, place.x_offset, place.y_offset, place.y_advance].map(|units| units as f32 / em);
            let words = range(info.cluster as usize);
            KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, right, up, down, words, None)
        };
        let glyphs: Vec<KrillaGlyph> = infos.iter().zip(places).map(glyph).collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { text, glyphs, width }
    }
}

/// What is drawn for a letter: itself, a sign for letters that the font has not, or nothing for those that only join.
fn drawn(face: &Face, letter: char) -> Option<char> {
    let joins = matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}');
    match face.glyph_index(letter) {
        _ if joins => None,
        Some(_) => Some(letter),
        None if letter.is_whitespace() => Some(' '),
        None => Some(font::MISSING),
    }
}

#[cfg(test)]
mod tests {
    //! Somebody writes long words, and in several scripts.

    use super::*;

    const LOOK: Look = Look { size: 10.0, bold: false };

    #[test]
    fn lines_fit_and_no_letter_is_lost() {
        let letters = Lettering::new().unwrap();
        let text = format!("{} short {}", "interdisciplinary".repeat(20), "שלום 👩🏽‍⚕️ ".repeat(30));
        for room in [40.0, 200.0] {
            let lines = letters.lines(&text, LOOK, room);
            assert!(lines.iter().all(|line| letters.width(line.text.trim_end(), LOOK) <= room));
            assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
        }
        assert_eq!(letters.lines("abc", LOOK, 0.0).len(), 3, "no room is no endless work");
        assert_eq!(letters.lines("a\n\nb", LOOK, 50.0).len(), 3);
    }

    #[test]
    fn runs_stand_as_they_are_read_and_every_glyph_knows_its_letters() {
        let letters = Lettering::new().unwrap();
        let line = Line { text: "a שלום 12 b 🌊".into(), leftward: false };
        let runs = letters.runs(&line, true);
        assert_eq!(runs.iter().map(|run| run.text).collect::<Vec<_>>(), ["a ", "12", "שלום ", " b 🌊"]);
        for run in &runs {
            let mut letters: Vec<_> = run.glyphs.iter().map(|glyph| &run.text[glyph.text_range.clone()]).collect();
            letters.sort_unstable();
            let mut wanted: Vec<_> = run.text.graphemes(true).collect();
            wanted.sort_unstable();
            assert_eq!(letters, wanted);
            assert!(
                run.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0),
                "nothing is drawn as “no such letter”"
            );
        }
    }
}
