//! Captions: WebVTT as meeting programs write it, and SubRip. Who speaks is told by a voice tag (`<v Ana>`), or by a
//! name before a colon.

use super::cast::Cast;
use super::head::head;
use super::lines::{Line, numbered};
use super::time::{self, Milliseconds};
use super::{Form, Transcript, Turn, Unread, Why};

/// A caption before it is known who speaks.
struct Cue {
    line: usize,
    last_line: usize,
    start: Option<Milliseconds>,
    end: Option<Milliseconds>,
    /// Who, by tag, and what; several where a caption holds several voices.
    voices: Vec<(Option<String>, String)>,
}

/// Reads captions.
pub fn read(form: Form, text: &str) -> Transcript {
    let mut transcript = Transcript::new(form);
    let lines = numbered(text);
    let mut cues: Vec<Cue> = Vec::new();
    for block in lines.split(|line| line.text.trim().is_empty()).filter(|block| !block.is_empty()) {
        block_in(block, form, &mut cues, &mut transcript.unread);
    }
    let words = || {
        cues.iter().flat_map(|cue| &cue.voices).filter(|(voice, _)| voice.is_none()).map(|(_, words)| words.as_str())
    };
    let cast = Cast::of(words().filter_map(|words| head(words).name), words().count());
    let named = !cast.is_empty() || cues.iter().any(|cue| cue.voices.iter().any(|(voice, _)| voice.is_some()));
    for cue in cues {
        for (voice, words) in &cue.voices {
            let turn = speak(&cast, &cue, voice.as_deref(), words);
            let why = match () {
                () if turn.text.is_empty() => Some(Why::Empty),
                () if turn.start.is_none() => Some(Why::Time),
                () if named && turn.speaker.is_none() => Some(Why::Speaker),
                () => None,
            };
            transcript.unread.extend(why.map(|why| Unread { line: turn.line, why, text: words.clone() }));
            transcript.turns.extend((!turn.text.is_empty()).then_some(turn));
        }
    }
    transcript.unread.sort_by_key(|one| one.line);
    transcript
}

fn block_in(block: &[Line<'_>], form: Form, cues: &mut Vec<Cue>, unread: &mut Vec<Unread>) {
    let first = block[0].text.trim();
    let whole = || block.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
    let aside = |why| Unread { line: block[0].number, why, text: whole() };
    let starts = |word: &str| first.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    if form == Form::WebVtt {
        match () {
            () if cues.is_empty() && first.trim_start_matches('\u{feff}').starts_with("WEBVTT") => return,
            () if starts("NOTE") => return unread.push(aside(Why::Note)),
            () if starts("STYLE") || starts("REGION") => return unread.push(aside(Why::Style)),
            () => {}
        }
    }
    let Some(at) = block.iter().take(2).position(|line| line.text.contains("-->")) else {
        return without_time(block, cues, unread);
    };
    let (start, end) = span(block[at].text);
    // Some programs forget the empty line between captions.
    let next = block[at + 1..].iter().position(|line| line.text.contains("-->")).map(|more| at + 1 + more);
    let numbers = |index: usize| block[index].text.trim().bytes().all(|byte| byte.is_ascii_digit());
    let stop = next.map_or(block.len(), |next| if next > at + 1 && numbers(next - 1) { next - 1 } else { next });
    let last_line = block[stop - 1].number;
    cues.push(Cue { line: block[at].number, last_line, start, end, voices: voices(&block[at + 1..stop]) });
    if next.is_some() {
        block_in(&block[stop..], form, cues, unread);
    }
}

/// Words after an empty line inside a caption belong to it still; a number alone is a caption that lost its words.
fn without_time(block: &[Line<'_>], cues: &mut [Cue], unread: &mut Vec<Unread>) {
    let number = block.len() == 1 && block[0].text.trim().bytes().all(|byte| byte.is_ascii_digit());
    match cues.last_mut().filter(|_| !number) {
        Some(cue) => {
            let more = voices(block);
            let mut more = more.into_iter();
            if let (Some((_, words)), Some((None, first))) = (cue.voices.last_mut(), more.as_slice().first()) {
                words.push('\n');
                words.push_str(first);
                more.next();
            }
            cue.voices.extend(more);
            cue.last_line = block[block.len() - 1].number;
        }
        None => {
            let why = if number { Why::Empty } else { Why::Heading };
            let text = block.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
            unread.push(Unread { line: block[0].number, why, text });
        }
    }
}

fn span(line: &str) -> (Option<Milliseconds>, Option<Milliseconds>) {
    let (start, end) = line.split_once("-->").unwrap_or((line, ""));
    (time::leading(start).map(|(time, _)| time), time::leading(end).map(|(time, _)| time))
}

fn speak(cast: &Cast, cue: &Cue, voice: Option<&str>, words: &str) -> Turn {
    let named = head(words);
    let (speaker, text) = match (voice, named.name) {
        (Some(voice), _) => (Some(voice.to_owned()), words),
        (None, Some(name)) if cast.has(name) => (Some(name.to_owned()), named.words),
        _ => (None, words),
    };
    let text = text.trim().to_owned();
    Turn { speaker, text, start: cue.start, end: cue.end, line: cue.line, last_line: cue.last_line }
}

/// The words of a caption, by voice.
#[derive(Default)]
struct Voices {
    done: Vec<(Option<String>, String)>,
    speaker: Option<String>,
    words: String,
}

impl Voices {
    fn change(&mut self, speaker: Option<String>) {
        let words = entities(&std::mem::take(&mut self.words)).trim().to_owned();
        let speaker = std::mem::replace(&mut self.speaker, speaker);
        if !words.is_empty() {
            self.done.push((speaker, words));
        }
    }

    /// Takes the tags out of a line.
    fn hear(&mut self, mut line: &str) {
        while let Some(open) = line.find(['<', '{']) {
            let (before, rest) = line.split_at(open);
            self.words.push_str(before);
            let close = if rest.starts_with('<') { '>' } else { '}' };
            let inside = rest[1..].split(close).next().filter(|inside| rest.len() > inside.len() + 1);
            let Some(inside) = inside.filter(|inside| is_tag(inside, close)) else {
                self.words.push_str(&rest[..1]);
                line = &rest[1..];
                continue;
            };
            line = &rest[inside.len() + 2..];
            match inside.strip_prefix('v').filter(|rest| rest.starts_with(['.', ' ', '\t'])) {
                Some(voice) => {
                    let name = voice.split_once([' ', '\t']).map_or("", |(_, name)| name);
                    self.change(Some(entities(name.trim())).filter(|name| !name.is_empty()));
                }
                None if inside == "/v" => self.change(None),
                None => {}
            }
        }
        self.words.push_str(line);
    }
}

/// The words of a caption without its tags. Lines go on as one, unless a dash opens the next speaker's.
fn voices(lines: &[Line<'_>]) -> Vec<(Option<String>, String)> {
    let mut voices = Voices::default();
    for line in lines.iter().map(|line| line.text.trim()) {
        if !voices.words.is_empty() {
            voices.words.push(if line.starts_with(['-', '–', '—']) { '\n' } else { ' ' });
        }
        voices.hear(line);
    }
    voices.change(None);
    if voices.done.is_empty() { vec![(None, String::new())] } else { voices.done }
}

/// `<i>`, `</i>`, `<v.loud Ana>`, `<00:00:01.000>`, `{\an8}`; not `a < b`.
fn is_tag(inside: &str, close: char) -> bool {
    match close {
        '}' => inside.starts_with('\\'),
        _ => inside.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '/') && !inside.contains('<'),
    }
}

fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    const NAMED: [(&str, &str); 8] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&lrm;", "\u{200e}"),
        ("&rlm;", "\u{200f}"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    NAMED.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter))
}
