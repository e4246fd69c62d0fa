//! A transcript that comes in: from plain text, Word, WebVTT, SubRip or a table of turns to turns with speaker and time.
//! Nothing here stores: `read` gives turns with the speakers as they stood, for a preview; `label` puts labels in their
//! place, also inside what was said, and only what it gives back may be kept.
//!
//! `head` knows who is named at the start of a line, `cast` which of those are speakers, `names` where they are named
//! inside the words. `lines`, `cues`, `table` and `word` read one form each: the next form is one more of them, and an
//! arm in [`read`].

mod cast;
mod cues;
mod head;
mod label;
mod lines;
mod names;
mod table;
mod time;
mod word;
mod words;

use std::collections::BTreeMap;

use instruments::Problem;

use super::encoding;
use super::fault::in_file;
pub use label::{Choice, Labelled, label, suggest};
pub use names::{Certainty, Mention, mentions};
pub use time::Milliseconds;
pub use word::plain_text as document_text;

/// Largest file that is read.
const LARGEST: usize = 32 << 20;

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    /// The form it came in.
    pub form: Form,
    /// What was said, in order.
    pub turns: Vec<Turn>,
    /// What was not recognised, or left out on purpose.
    pub unread: Vec<Unread>,
    /// What was guessed or cleaned (advice, never serious).
    pub remarks: Vec<Problem>,
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lines of text.
    Text,
    /// A Word document.
    Word,
    /// WebVTT captions, as meeting programs write them.
    WebVtt,
    /// SubRip captions.
    SubRip,
    /// Rows with a column for the text.
    Table,
}

/// What one person said at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Who, as it stood in the file; a label once [`label`] has run; `None` where nobody is named.
    pub speaker: Option<String>,
    /// The words; lines within by `\n`.
    pub text: String,
    /// When it starts, from the start of the recording.
    pub start: Option<Milliseconds>,
    /// When it ends.
    pub end: Option<Milliseconds>,
    /// First line of the file that it was read from (paragraph of a document, row of a table), from 1.
    pub line: usize,
    /// Last line.
    pub last_line: usize,
}

/// A part of the file that became no turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its line, paragraph or row, from 1.
    pub line: usize,
    /// Why.
    pub why: Why,
    /// What stood there; empty once [`label`] has run, since it may name people.
    pub text: String,
}

/// Why a part of the file became no turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Stands before the first turn.
    Heading,
    /// A note of whoever made the captions.
    Note,
    /// How captions should look.
    Style,
    /// A caption without words.
    Empty,
    /// A caption whose time cannot be read; its words are kept without one.
    Time,
    /// A time that belongs to no turn.
    TimeAlone,
    /// A turn in a file with speakers that names nobody; its words are kept.
    Speaker,
    /// A column that means nothing here.
    Column,
    /// A row with more cells than columns.
    Row,
    /// Text that was struck out, or a comment, in a document.
    Removed,
}

impl Why {
    /// Stable code, the key of its sentence (`unread-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Note => "note",
            Self::Style => "style",
            Self::Empty => "empty",
            Self::Time => "time",
            Self::TimeAlone => "time-alone",
            Self::Speaker => "speaker",
            Self::Column => "column",
            Self::Row => "row",
            Self::Removed => "removed",
        }
    }
}

/// One speaker and their share, for the list in which a person corrects the labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    /// The name as it stood.
    pub name: String,
    /// How many turns.
    pub turns: usize,
    /// How many of them ask something.
    pub questions: usize,
    /// How many words.
    pub words: usize,
}

/// Reads a transcript. `name` is the file's name, whose ending tells the form; the problem names the file and the place.
pub fn read(name: &str, bytes: &[u8]) -> Result<Transcript, Problem> {
    if bytes.len() > LARGEST {
        return Err(in_file("transcript-too-large", name).with("limit", LARGEST >> 20));
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let packed = bytes.starts_with(b"PK\x03\x04");
    let transcript = match ending.as_str() {
        "docx" => word::read(name, bytes)?,
        "txt" | "text" | "md" | "vtt" | "srt" | "csv" | "tsv" if !packed => of_text(name, &ending, bytes)?,
        _ => return Err(in_file("transcript-form", name)),
    };
    if transcript.turns.is_empty() { Err(in_file("transcript-empty", name)) } else { Ok(transcript) }
}

fn of_text(name: &str, ending: &str, bytes: &[u8]) -> Result<Transcript, Problem> {
    let decoded = encoding::decode(name, bytes);
    if encoding::is_binary(&decoded.text) {
        return Err(in_file("transcript-binary", name));
    }
    let (text, cleaned) = encoding::clean(name, &decoded.text);
    let mut transcript = match ending {
        "csv" | "tsv" => table::read(name, &text)?,
        _ if ending == "vtt" || text.starts_with("WEBVTT") => cues::read(Form::WebVtt, &text),
        "srt" => cues::read(Form::SubRip, &text),
        _ => lines::read(Form::Text, &lines::numbered(&text)),
    };
    transcript.remarks.extend(decoded.remarks.into_iter().chain(cleaned));
    Ok(transcript)
}

impl Transcript {
    fn new(form: Form) -> Self {
        Self { form, turns: Vec::new(), unread: Vec::new(), remarks: Vec::new() }
    }

    /// Everyone who speaks, in the order in which they first do.
    pub fn speakers(&self) -> Vec<Speaker> {
        let (mut order, mut places) = (Vec::<Speaker>::new(), BTreeMap::new());
        for turn in &self.turns {
            let Some(name) = turn.speaker.as_deref() else { continue };
            let place = *places.entry(name).or_insert(order.len());
            if place == order.len() {
                order.push(Speaker { name: name.to_owned(), ..Speaker::default() });
            }
            let speaker = &mut order[place];
            speaker.turns += 1;
            speaker.questions += usize::from(asks(&turn.text));
            speaker.words += turn.text.split_whitespace().count();
        }
        order
    }

    /// Takes back that somebody is a speaker: what was taken for their name goes before the words again, and the words
    /// go on the turn before.
    pub fn dismiss(&mut self, name: &str) {
        let mut kept: Vec<Turn> = Vec::with_capacity(self.turns.len());
        for mut turn in self.turns.drain(..) {
            let theirs = turn.speaker.as_deref() == Some(name);
            if theirs {
                turn.text = format!("{name}: {}", turn.text);
                turn.speaker = None;
            }
            match kept.last_mut() {
                Some(last) if theirs => last.append(&turn),
                _ => kept.push(turn),
            }
        }
        self.turns = kept;
    }

    /// Joins turns that follow one another and are of one speaker, unless more than `pause` lies between them. Captions
    /// that name nobody are joined to whole sentences.
    pub fn merge(&mut self, pause: Option<Milliseconds>) {
        let mut merged: Vec<Turn> = Vec::with_capacity(self.turns.len());
        for turn in self.turns.drain(..) {
            match merged.last_mut() {
                Some(last) if last.goes_on_with(&turn, pause) => last.append(&turn),
                _ => merged.push(turn),
            }
        }
        self.turns = merged;
    }
}

impl Turn {
    fn goes_on_with(&self, next: &Self, pause: Option<Milliseconds>) -> bool {
        let near = match (pause, self.end.or(self.start), next.start) {
            (Some(pause), Some(end), Some(start)) => start.saturating_sub(end) <= pause,
            _ => true,
        };
        let open = self.speaker.is_some() || self.start.is_some() && !self.text.ends_with(ENDS);
        near && open && self.speaker == next.speaker
    }

    fn append(&mut self, next: &Self) {
        self.text.push(if self.text.contains('\n') || next.text.contains('\n') { '\n' } else { ' ' });
        self.text.push_str(&next.text);
        self.end = next.end.or(self.end);
        self.last_line = next.last_line;
    }
}

/// Marks that end a sentence.
const ENDS: [char; 8] = ['.', '?', '!', '…', '。', '？', '！', '؟'];

/// Whether a question stands in some words; the Greek question mark is a semicolon, so that counts in Greek only.
fn asks(text: &str) -> bool {
    let greek = || text.chars().any(|letter| matches!(letter, '\u{370}'..='\u{3ff}'));
    text.contains(['?', '？', '؟']) || text.contains(';') && greek()
}
