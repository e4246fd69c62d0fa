//! XML that strangers wrote, read part by part. No document type, so no entities and nothing from outside; nesting,
//! attributes and elements are bounded. Names are compared without their namespace. Writing is below.

use std::borrow::Cow;

use instruments::Problem;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::fault::at_line;

/// Deepest nesting; code trees have been seen seven deep.
const DEEPEST: usize = 64;
/// Most attributes of one element.
const ATTRIBUTES: usize = 64;
/// Most elements of one document.
const ELEMENTS: usize = 500_000;

/// A document that is being read.
pub struct Xml<'a> {
    file: String,
    text: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
    seen: usize,
}

/// An element's start: its name and attributes.
pub struct Tag<'a> {
    name: String,
    attributes: Vec<(String, Cow<'a, str>)>,
}

impl Tag<'_> {
    /// Its name without namespace.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// An attribute by its name without namespace.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_ref())
    }
}

impl<'a> Xml<'a> {
    /// Starts reading; `file` names the document in problems.
    pub fn open(file: impl Into<String>, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { file: file.into(), text, reader, depth: 0, seen: 0 }
    }

    /// The outermost element.
    pub fn root(&mut self) -> Result<Tag<'a>, Problem> {
        self.child()?.ok_or_else(|| self.problem("xml-empty"))
    }

    /// The next element inside the current one, which then becomes the current one; `None` when the current one ends.
    pub fn child(&mut self) -> Result<Option<Tag<'a>>, Problem> {
        loop {
            match self.next()? {
                Event::Start(start) => return self.enter(&start).map(Some),
                Event::End(_) => return Ok(None),
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::Eof => return Err(self.problem("xml-broken")),
                _ => {}
            }
        }
    }

    /// All text up to the end of the current element, that of elements inside included.
    pub fn text(&mut self) -> Result<String, Problem> {
        let (mut text, outside) = (String::new(), self.depth.saturating_sub(1));
        while self.depth > outside {
            match self.next()? {
                Event::Start(start) => drop(self.enter(&start)?),
                Event::Text(words) => text.push_str(&words.xml10_content()),
                Event::CData(words) => text.push_str(&words.xml10_content()),
                Event::GeneralRef(reference) => text.push_str(&self.resolve(&reference)?),
                Event::Eof => return Err(self.problem("xml-broken")),
                _ => {}
            }
        }
        Ok(text)
    }

    /// Leaves the current element without reading the rest of it.
    pub fn skip(&mut self) -> Result<(), Problem> {
        while let Some(_inner) = self.child()? {
            self.skip()?;
        }
        Ok(())
    }

    /// A problem at the place where reading stands.
    pub fn problem(&self, code: &'static str) -> Problem {
        let place = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len());
        let lines = memchr::memchr_iter(b'\n', &self.text.as_bytes()[..place]).count();
        at_line(code, &self.file, lines + 1)
    }

    fn next(&mut self) -> Result<Event<'a>, Problem> {
        let event = self.reader.read_event().map_err(|_| self.problem("xml-broken"))?;
        match event {
            Event::DocType(_) => Err(self.problem("xml-doctype")),
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(event)
            }
            _ => Ok(event),
        }
    }

    fn enter(&mut self, start: &BytesStart<'a>) -> Result<Tag<'a>, Problem> {
        self.depth += 1;
        self.seen += 1;
        if self.depth > DEEPEST {
            return Err(self.problem("xml-deep").with("limit", DEEPEST));
        }
        if self.seen > ELEMENTS {
            return Err(self.problem("xml-long").with("limit", ELEMENTS));
        }
        let mut tag = Tag { name: start.local_name().as_ref().to_owned(), attributes: Vec::new() };
        // Without this check for doubles, which takes the square of their number; the first of two counts.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| self.problem("xml-broken"))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| self.problem("xml-broken"))?;
            tag.attributes.push((attribute.key.local_name().as_ref().to_owned(), Cow::Owned(value.into_owned())));
            if tag.attributes.len() > ATTRIBUTES {
                return Err(self.problem("xml-long").with("limit", ATTRIBUTES));
            }
        }
        Ok(tag)
    }

    fn resolve(&self, reference: &BytesRef<'_>) -> Result<String, Problem> {
        let letter = reference.resolve_char_ref().map_err(|_| self.problem("xml-broken"))?;
        match letter {
            Some(letter) => Ok(letter.to_string()),
            None => resolve_predefined_entity(reference).map(str::to_owned).ok_or_else(|| self.problem("xml-entity")),
        }
    }
}

/// A document that is being written: indented, in UTF-8, only with characters that XML may carry.
pub struct Pen {
    text: String,
    open: Vec<&'static str>,
    /// Characters that XML cannot carry and that were left out.
    pub dropped: usize,
}

impl Default for Pen {
    fn default() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(), open: Vec::new(), dropped: 0 }
    }
}

impl Pen {
    /// Opens an element. Attributes without value are left out.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, Option<String>)]) -> &mut Self {
        self.start(name, attributes);
        self.text.push('>');
        self.open.push(name);
        self
    }

    /// Closes the element opened last.
    pub fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            self.line();
            self.text.push_str(&format!("</{name}>"));
        }
        self
    }

    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, Option<String>)]) -> &mut Self {
        self.start(name, attributes);
        self.text.push_str("/>");
        self
    }

    /// An element that holds only text.
    pub fn words(&mut self, name: &'static str, words: &str) -> &mut Self {
        self.say(name, &[], words)
    }

    /// The same, with attributes.
    pub fn say(&mut self, name: &'static str, attributes: &[(&str, Option<String>)], words: &str) -> &mut Self {
        self.start(name, attributes);
        self.text.push('>');
        self.escape(words, false);
        self.text.push_str(&format!("</{name}>"));
        self
    }

    /// The document.
    pub fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.push('\n');
        self.text.into_bytes()
    }

    fn start(&mut self, name: &str, attributes: &[(&str, Option<String>)]) {
        self.line();
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            if let Some(value) = value {
                self.text.push_str(&format!(" {key}=\""));
                self.escape(value, true);
                self.text.push('"');
            }
        }
    }

    fn line(&mut self) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", self.open.len()));
    }

    /// Readers turn a bare return into a line feed, and in attributes any line break into a blank: both go as numbers.
    fn escape(&mut self, words: &str, attribute: bool) {
        for letter in words.chars() {
            match letter {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' if attribute => self.text.push_str("&quot;"),
                '\r' => self.text.push_str("&#13;"),
                '\n' | '\t' if attribute => self.text.push_str(&format!("&#{};", u32::from(letter))),
                '\n' | '\t' => self.text.push(letter),
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.dropped += 1,
                _ => self.text.push(letter),
            }
        }
    }
}
