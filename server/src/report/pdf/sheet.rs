//! Pages that are filled from the top down. What is drawn is only noted here, with the part of the text it belongs to: how
//! many pages there are is known when all of it is.

use krilla::tagging::TagKind;
use resvg::usvg::Tree;

use super::lettering::{Lettering, Line, Look};
use crate::report::document::Document;
use crate::report::words::{Words, plain};

/// Around every page, in points.
pub const MARGIN: f32 = 54.0;

/// What is drawn.
pub enum Ink {
    /// Words; the place is the left or, where they run from the right, the right end of their base line.
    Words(Line, Look),
    /// A surface: its width and height.
    Surface(f32, f32),
    /// A chart: its width and height.
    Chart(Box<Tree>, f32, f32),
}

/// Something on a page.
pub struct Mark {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// What.
    pub ink: Ink,
    /// Its number among what is read; none for what only helps the eye.
    pub read: Option<usize>,
}

/// What a part of the text is made of.
pub enum Child {
    /// A smaller part.
    Part(usize),
    /// A mark that is read.
    Mark(usize),
}

/// A part of the text: what it is, and what it is made of.
pub struct Part {
    /// What it is.
    pub tag: TagKind,
    /// What it is made of, in the order of reading.
    pub children: Vec<Child>,
}

/// A heading as it stands in the outline.
pub struct Entry {
    /// Its words.
    pub text: String,
    /// The page, from 0.
    pub page: usize,
    /// From the top.
    pub y: f32,
}

/// Pages.
pub struct Sheet<'a> {
    /// The letters.
    pub letters: &'a Lettering,
    /// Which words are in another language than the rest.
    document: &'a Document,
    /// Marks, page by page.
    pub pages: Vec<Vec<Mark>>,
    /// Every part of the text; those without parent are in `top`.
    pub parts: Vec<Part>,
    /// The parts that the text is made of.
    pub top: Vec<usize>,
    /// Headings.
    pub outline: Vec<Entry>,
    /// How many marks are read.
    pub read: usize,
    /// Width and height.
    pub size: (f32, f32),
    /// What stands at every foot.
    pub foot: Vec<Line>,
    /// How it looks.
    pub foot_look: Look,
    /// How far the page is filled.
    pub y: f32,
}

impl<'a> Sheet<'a> {
    /// An empty page. The foot shrinks until it leaves most of the page free; nothing of it is left out.
    pub fn new(letters: &'a Lettering, words: &Words, document: &'a Document) -> Self {
        let size = words.paper.size();
        let room = size.0 - 2.0 * MARGIN;
        let foot = |size: f32| {
            let look = Look { size, bold: false };
            let all = document.acknowledgements.iter();
            let lines: Vec<Line> = all.flat_map(|words| letters.lines(words, look, room)).collect();
            (lines, look)
        };
        let low = |(lines, look): &(Vec<Line>, Look)| lines.len() as f32 * look.leading() < size.1 / 4.0;
        let (foot, foot_look) = [7.5, 6.0].into_iter().map(foot).find(low).unwrap_or_else(|| foot(4.0));
        Self {
            letters,
            document,
            pages: vec![Vec::new()],
            parts: Vec::new(),
            top: Vec::new(),
            outline: Vec::new(),
            read: 0,
            size,
            foot,
            foot_look,
            y: MARGIN,
        }
    }

    /// The room between the margins.
    pub fn room(&self) -> f32 {
        self.size.0 - 2.0 * MARGIN
    }

    /// Where the foot begins.
    pub fn bottom(&self) -> f32 {
        let foot = (self.foot.len() + 1) as f32 * self.foot_look.leading();
        (self.size.1 - MARGIN * 0.6 - foot - 10.0).max(MARGIN + 60.0)
    }

    /// What is left of the page.
    pub fn left(&self) -> f32 {
        self.bottom() - self.y
    }

    /// What an empty page holds.
    pub fn whole(&self) -> f32 {
        self.bottom() - MARGIN
    }

    /// A new page.
    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }

    /// Turns the page when so much does not fit any more.
    pub fn need(&mut self, height: f32) {
        if height > self.left() && self.y > MARGIN {
            self.turn();
        }
    }

    /// A part of another part, or of the text itself.
    pub fn part(&mut self, of: Option<usize>, tag: impl Into<TagKind>) -> usize {
        let number = self.parts.len();
        self.parts.push(Part { tag: tag.into(), children: Vec::new() });
        match of.and_then(|parent| self.parts.get_mut(parent)) {
            Some(parent) => parent.children.push(Child::Part(number)),
            None => self.top.push(number),
        }
        number
    }

    /// Notes of a part in which language its words are, where that is another than the document's.
    pub fn spoken(&mut self, part: usize, text: &str) {
        if let (Some(language), Some(part)) = (self.document.language_of(text), self.parts.get_mut(part)) {
            part.tag.set_lang(Some(plain(&language)));
        }
    }

    /// Draws on this page, as a piece of a part or as help for the eye.
    pub fn mark(&mut self, part: Option<usize>, (x, y): (f32, f32), ink: Ink) {
        let read = part.and_then(|part| self.parts.get_mut(part)).map(|part| {
            part.children.push(Child::Mark(self.read));
            self.read += 1;
            self.read - 1
        });
        if let Some(page) = self.pages.last_mut() {
            page.push(Mark { x, y, ink, read });
        }
    }

    /// A line between two edges.
    pub fn line(&mut self, part: Option<usize>, (left, right): (f32, f32), y: f32, line: Line, look: Look) {
        if line.text.trim().is_empty() {
            return;
        }
        let x = if line.leftward { right } else { left };
        self.mark(part, (x, y + look.size), Ink::Words(line, look));
    }

    /// Words from edge to edge, with what is indented and the space after them.
    pub fn words(&mut self, part: usize, text: &str, look: Look, (indent, after): (f32, f32)) {
        self.spoken(part, text);
        let edges = (MARGIN + indent, self.size.0 - MARGIN - indent);
        for line in self.letters.lines(text, look, edges.1 - edges.0) {
            self.need(look.leading());
            self.line(Some(part), edges, self.y, line, look);
            self.y += look.leading();
        }
        self.y += after;
    }
}
