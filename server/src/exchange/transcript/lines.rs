//! Lines of text, from a file or a document: a line that names a speaker starts a turn, others go on with it. Where
//! nobody is named, paragraphs are turns.

use super::cast::Cast;
use super::head::{self, Head, head};
use super::time;
use super::{Form, Transcript, Turn, Unread, Why};

/// A file whose lines are no longer than this was broken into lines by a program: a break inside a turn is a blank.
const BROKEN_AT: usize = 100;

/// A line and its number.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Line, paragraph or row, from 1.
    pub number: usize,
    /// Its text.
    pub text: &'a str,
}

/// The lines of a text.
pub fn numbered(text: &str) -> Vec<Line<'_>> {
    text.split('\n').enumerate().map(|(at, text)| Line { number: at + 1, text }).collect()
}

/// Reads turns from lines.
pub fn read(form: Form, lines: &[Line<'_>]) -> Transcript {
    let filled = lines.iter().filter(|line| !line.text.trim().is_empty()).count();
    let named = || lines.iter().filter_map(|line| head(line.text).name);
    let cast = Cast::of(named(), filled);
    let tabs = || lines.iter().filter_map(|line| head::before_tab(line.text));
    let tabbed = Cast::of(tabs().map(|(name, _)| name), filled);
    let blank =
        if form == Form::Text && lines.iter().all(|line| line.text.chars().count() <= BROKEN_AT) { ' ' } else { '\n' };
    let mut reading = Reading { transcript: Transcript::new(form), blank, after_gap: false, time: None };
    match (cast.is_empty(), tabbed.is_empty()) {
        (false, _) => reading.speakers(lines, |line| named_by(&cast, head(line))),
        (true, false) if tabs().count() * 2 >= filled => reading.speakers(lines, |line| tab_head(&tabbed, line)),
        _ => reading.paragraphs(lines),
    }
    reading.transcript
}

/// A head whose name is no speaker's is a line of words.
fn named_by<'a>(cast: &Cast, head: Head<'a>) -> Option<Head<'a>> {
    head.name.is_some_and(|name| cast.has(name)).then_some(head)
}

fn tab_head<'a>(cast: &Cast, line: &'a str) -> Option<Head<'a>> {
    let (name, words) = head::before_tab(line)?;
    cast.has(name).then_some(Head { time: None, name: Some(name), words })
}

struct Reading {
    transcript: Transcript,
    blank: char,
    after_gap: bool,
    /// A time that stood alone on its line, for the turn that follows.
    time: Option<(usize, u64, String)>,
}

impl Reading {
    fn speakers<'a>(&mut self, lines: &[Line<'a>], head_of: impl Fn(&'a str) -> Option<Head<'a>>) {
        for line in lines {
            let words = line.text.trim();
            match head_of(line.text) {
                _ if words.is_empty() => self.after_gap = true,
                Some(head) => self.start(line.number, head),
                None => self.go_on(line.number, words),
            }
        }
        self.time_alone();
        self.drop_empty();
    }

    fn start(&mut self, line: usize, head: Head<'_>) {
        let alone = self.time.take().map(|(_, time, _)| time);
        self.transcript.turns.push(Turn {
            speaker: head.name.map(str::to_owned),
            text: head.words.to_owned(),
            start: head.time.or(alone),
            line,
            last_line: line,
            ..Turn::default()
        });
        self.after_gap = false;
    }

    fn go_on(&mut self, line: usize, words: &str) {
        let plain = head(words);
        if let Some(time) = plain.time.filter(|_| plain.words.is_empty() || plain.words.starts_with("-->")) {
            self.time_alone();
            self.time = Some((line, time, words.to_owned()));
            return;
        }
        self.time_alone();
        let gap = std::mem::take(&mut self.after_gap);
        let Some(turn) = self.transcript.turns.last_mut() else {
            return self.unread(line, Why::Heading, words);
        };
        if !turn.text.is_empty() {
            turn.text.push(if gap { '\n' } else { self.blank });
        }
        turn.text.push_str(words);
        turn.last_line = line;
    }

    fn time_alone(&mut self) {
        if let Some((line, _, words)) = self.time.take() {
            self.unread(line, Why::TimeAlone, &words);
        }
    }

    fn unread(&mut self, line: usize, why: Why, text: &str) {
        self.transcript.unread.push(Unread { line, why, text: text.to_owned() });
    }

    fn drop_empty(&mut self) {
        for turn in self.transcript.turns.extract_if(.., |turn| turn.text.is_empty()) {
            let text = turn.speaker.unwrap_or_default();
            self.transcript.unread.push(Unread { line: turn.line, why: Why::Empty, text });
        }
        self.transcript.unread.sort_by_key(|one| one.line);
    }

    /// Paragraphs are parted by empty lines; where there are none, every line is one. Only a time is taken off the
    /// front: what stands before a colon belongs to the words here.
    fn paragraphs(&mut self, lines: &[Line<'_>]) {
        let parted = has_gap_inside(lines);
        let mut open = false;
        for line in lines {
            let text = line.text.trim();
            let (time, words) = time::stamp(text).map_or((None, text), |(time, rest)| (Some(time), rest.trim()));
            match self.transcript.turns.last_mut().filter(|_| open && parted) {
                _ if text.is_empty() => open = false,
                Some(turn) => {
                    turn.text.push(self.blank);
                    turn.text.push_str(text);
                    turn.last_line = line.number;
                }
                None if words.is_empty() => {
                    self.time_alone();
                    self.time = time.map(|time| (line.number, time, text.to_owned()));
                }
                None => {
                    self.start(line.number, Head { time, name: None, words });
                    open = true;
                }
            }
        }
        self.time_alone();
        self.drop_empty();
    }
}

/// Whether an empty line stands between two that are not.
fn has_gap_inside(lines: &[Line<'_>]) -> bool {
    let filled = |line: &&Line<'_>| !line.text.trim().is_empty();
    let within = lines.iter().skip_while(|line| !filled(line));
    let last = lines.iter().rposition(|line| filled(&line)).unwrap_or(0);
    within.take_while(|line| line.number <= lines[last].number).any(|line| !filled(&line))
}
