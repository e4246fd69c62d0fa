//! Turns as a table: a column for the text, and where there are any for the speaker and the time, found by heading.

use instruments::{Place, Problem};

use super::super::csv::{delimiter, unclosed};
use super::super::fault::in_file;
use super::{Form, Transcript, Turn, Unread, Why, time};

const TEXT: &[&str] = &[
    "text",
    "words",
    "utterance",
    "content",
    "transcript",
    "turn",
    "said",
    "message",
    "caption",
    "speech",
    "sentence",
    "quote",
    "texto",
    "palabras",
    "intervención",
    "mensaje",
    "transcripción",
    "contenido",
];
const SPEAKER: &[&str] = &[
    "speaker",
    "name",
    "who",
    "participant",
    "speaker name",
    "speaker label",
    "role",
    "person",
    "from",
    "user",
    "voice",
    "hablante",
    "nombre",
    "quién",
    "participante",
    "rol",
    "persona",
    "orador",
];
const START: &[&str] = &[
    "time",
    "start",
    "start time",
    "timestamp",
    "begin",
    "from time",
    "time start",
    "start_time",
    "startzeit",
    "tiempo",
    "inicio",
    "hora",
    "desde",
    "marca de tiempo",
];
const END: &[&str] = &["end", "end time", "time end", "stop", "to", "fin", "final", "hasta"];

/// What a column of translations is called.
const TRANSLATION: &[&str] = &["translation", "traducción", "traduccion"];

/// A column that is not used, and what to do with one of translations.
fn unused(file: &str, column: &str) -> Problem {
    let said = |code| Problem::advice(code, Place::of(file)).with("file", file).with("column", column);
    match TRANSLATION.contains(&column.trim().to_lowercase().as_str()) {
        true => said("transcript-translation"),
        false => said("transcript-column"),
    }
}

/// Where the columns are.
struct Columns {
    text: usize,
    speaker: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
}

/// Reads a table whose first row names its columns.
pub fn read(file: &str, text: &str) -> Result<Transcript, Problem> {
    if let Some(row) = unclosed(text, delimiter(text)) {
        return Err(unreadable(file, row));
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|_| unreadable(file, rows.len() + 1))?;
        let line = row.position().map_or(0, |position| position.line() as usize);
        rows.push((line, row.iter().map(str::to_owned).collect()));
    }
    of_rows(file, &rows)
}

fn unreadable(file: &str, row: usize) -> Problem {
    let place = Place { line: Some(row), ..Place::of(file) };
    Problem::error("csv-unreadable", place).with("row", row).with("line", row)
}

/// Reads rows, each with its number; the first names the columns.
pub fn of_rows(file: &str, rows: &[(usize, Vec<String>)]) -> Result<Transcript, Problem> {
    let Some(((_, headings), rows)) = rows.split_first() else { return Err(in_file("transcript-empty", file)) };
    let unknown = || in_file("transcript-columns", file).with("found", headings.join(", "));
    let columns = columns(headings).ok_or_else(unknown)?;
    let mut transcript = Transcript::new(Form::Table);
    let strange = columns.strange(headings);
    transcript.remarks.extend(strange.iter().map(|column| unused(file, &column.text)));
    transcript.unread.extend(strange);
    for (line, row) in rows {
        columns.turn(row, headings.len(), *line, &mut transcript);
    }
    Ok(transcript)
}

/// Whether a row names columns of turns; the text's column must be there.
fn columns(headings: &[String]) -> Option<Columns> {
    let plain = |heading: &String| heading.trim().trim_end_matches(':').to_lowercase();
    let find = |words: &[&str]| headings.iter().position(|heading| words.contains(&plain(heading).as_str()));
    Some(Columns { text: find(TEXT)?, speaker: find(SPEAKER), start: find(START), end: find(END) })
}

/// Whether the first row of a document's table is the head of a table of turns.
pub fn is_head(cells: &[String]) -> bool {
    columns(cells).is_some_and(|columns| columns.speaker.is_some())
}

impl Columns {
    fn strange(&self, headings: &[String]) -> Vec<Unread> {
        let known = [Some(self.text), self.speaker, self.start, self.end];
        let strange = headings.iter().enumerate().filter(|(at, _)| !known.contains(&Some(*at)));
        strange.map(|(_, heading)| Unread { line: 1, why: Why::Column, text: heading.clone() }).collect()
    }

    fn turn(&self, row: &[String], width: usize, line: usize, transcript: &mut Transcript) {
        let cell =
            |at: Option<usize>| at.and_then(|at| row.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        if row.len() > width {
            let text = row.join(" | ");
            transcript.unread.push(Unread { line, why: Why::Row, text });
        }
        let Some(text) = cell(Some(self.text)) else {
            let text = row.join(" | ");
            return transcript.unread.push(Unread { line, why: Why::Empty, text });
        };
        let clock = |at| cell(at).map(|cell| (cell, time::whole(cell)));
        for (cell, _) in [clock(self.start), clock(self.end)].into_iter().flatten().filter(|(_, time)| time.is_none()) {
            transcript.unread.push(Unread { line, why: Why::Time, text: cell.to_owned() });
        }
        transcript.turns.push(Turn {
            speaker: cell(self.speaker).map(|name| name.trim_end_matches(':').to_owned()),
            text: text.to_owned(),
            start: clock(self.start).and_then(|(_, time)| time),
            end: clock(self.end).and_then(|(_, time)| time),
            line,
            last_line: line,
        });
    }
}
