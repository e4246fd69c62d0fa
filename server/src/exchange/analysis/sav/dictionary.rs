//! Everything before the cells: header, variables, labels, documents, and the records that newer versions added.

use super::fields::{Field, From};
use crate::exchange::analysis::columns::Measure;
use crate::exchange::analysis::frame::Frame;

/// Bytes of a variable's label.
const LABEL: usize = 255;
/// Bytes of a value's label.
const VALUE: usize = 120;
/// Bytes of a line of the documents.
const LINE: usize = 80;
/// What is missing by system.
const NOTHING: f64 = -f64::MAX;
/// UTF-8, as Windows counts it.
const UTF_8: i32 = 65_001;

pub(super) fn write(frame: &Frame, fields: &[Field]) -> Vec<u8> {
    let mut out = Vec::new();
    header(&mut out, frame, fields);
    let shorts = shorts(fields);
    for (field, shorts) in fields.iter().zip(&shorts) {
        variable(&mut out, field, shorts);
    }
    value_labels(&mut out, fields);
    documents(&mut out, frame, fields);
    machine(&mut out);
    display(&mut out, fields);
    names(&mut out, fields, &shorts);
    let cases = [1_u64, frame.rows() as u64].map(u64::to_le_bytes).concat();
    extension(&mut out, 16, 8, &cases);
    extension(&mut out, 20, 1, b"UTF-8");
    ints(&mut out, &[999, 0]);
    out
}

fn ints(out: &mut Vec<u8>, numbers: &[i32]) {
    numbers.iter().for_each(|number| out.extend(number.to_le_bytes()));
}

fn int(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Words cut to a width at a letter's edge.
fn cut(text: &str, width: usize) -> &str {
    let mut end = text.len().min(width);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Words in a place of a fixed width, filled with blanks.
fn fixed(out: &mut Vec<u8>, text: &str, width: usize) {
    let text = cut(text, width);
    out.extend(text.as_bytes());
    out.extend(std::iter::repeat_n(b' ', width - text.len()));
}

/// Words behind their length, filled up to a multiple of four.
fn counted(out: &mut Vec<u8>, text: &str) {
    ints(out, &[int(text.len())]);
    fixed(out, text, text.len().next_multiple_of(4));
}

/// Cells of eight bytes that a variable takes.
fn cells(field: &Field) -> usize {
    field.segments.iter().map(|width| width.div_ceil(8).max(1)).sum()
}

/// The file carries no clock: its time is the first possible.
fn header(out: &mut Vec<u8>, frame: &Frame, fields: &[Field]) {
    out.extend(b"$FL2");
    fixed(out, "@(#) SPSS DATA FILE Tidemark", 60);
    ints(out, &[2, int(fields.iter().map(cells).sum()), 1, 0, int(frame.rows())]);
    out.extend(100_f64.to_le_bytes());
    fixed(out, "01 Jan 00", 9);
    fixed(out, "00:00:00", 8);
    fixed(out, &frame.head.title, 64);
    out.extend([0; 3]);
}

/// Names of eight bytes, one for each piece of each variable.
fn shorts(fields: &[Field]) -> Vec<Vec<String>> {
    let mut number = 0;
    let mut next = || {
        number += 1;
        format!("V{number}")
    };
    fields.iter().map(|field| field.segments.iter().map(|_| next()).collect()).collect()
}

fn variable(out: &mut Vec<u8>, field: &Field, shorts: &[String]) {
    for ((place, width), short) in field.segments.iter().enumerate().zip(shorts) {
        let label = cut(&field.label, LABEL);
        let (labelled, range) = (place == 0 && !label.is_empty(), field.range());
        let missing = if range.is_some() { -2 } else { 0 };
        let format = format(field, *width);
        ints(out, &[2, int(*width), i32::from(labelled), missing, format, format]);
        fixed(out, short, 8);
        if labelled {
            counted(out, label);
        }
        range.iter().flat_map(|(low, high)| [low, high]).for_each(|end| out.extend(end.to_le_bytes()));
        for _ in 1..width.div_ceil(8) {
            ints(out, &[2, -1, 0, 0, 0, 0]);
            fixed(out, "", 8);
        }
    }
}

/// Type (1 words, 5 number), width and digits of how it is shown.
fn format(field: &Field, width: usize) -> i32 {
    match field.from {
        From::Words => 1 << 16 | int(width) << 8,
        _ => 5 << 16 | 12 << 8 | i32::from(field.decimals),
    }
}

fn value_labels(out: &mut Vec<u8>, fields: &[Field]) {
    let mut place = 1;
    for field in fields {
        if !field.labels.is_empty() {
            ints(out, &[3, int(field.labels.len())]);
            for (number, label) in &field.labels {
                let label = cut(label, VALUE);
                out.extend(number.to_le_bytes());
                out.push(u8::try_from(label.len()).unwrap_or(0));
                fixed(out, label, (label.len() + 1).next_multiple_of(8) - 1);
            }
            ints(out, &[4, 1, place]);
        }
        place += int(cells(field));
    }
}

/// The warning, acknowledgements, and what was cut.
fn documents(out: &mut Vec<u8>, frame: &Frame, fields: &[Field]) {
    let mut words = vec![(frame.say)("analysis-warning")];
    words.extend(frame.head.acknowledgements.iter().cloned());
    let cut = fields.iter().filter(|field| field.cut > 0);
    words.extend(cut.map(|field| format!("{}: {} {}", field.name, (frame.say)("analysis-cut"), field.cut)));
    let lines: Vec<String> = words.iter().flat_map(|words| lines(words)).collect();
    ints(out, &[6, int(lines.len())]);
    lines.iter().for_each(|line| fixed(out, line, LINE));
}

fn lines(words: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let fits = lines.last().is_some_and(|line| line.len() + word.len() < LINE);
        match lines.last_mut().filter(|_| fits) {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => *line = format!("{line} {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

fn extension(out: &mut Vec<u8>, kind: i32, size: usize, bytes: &[u8]) {
    ints(out, &[7, kind, int(size), int(bytes.len() / size)]);
    out.extend(bytes);
}

/// How numbers and letters are written.
fn machine(out: &mut Vec<u8>) {
    let about = [20, 0, 0, -1, 1, 1, 2, UTF_8].map(i32::to_le_bytes).concat();
    extension(out, 3, 4, &about);
    let floats = [NOTHING, f64::MAX, NOTHING.next_up()].map(f64::to_le_bytes).concat();
    extension(out, 4, 8, &floats);
}

/// Measure, width and side of every piece of every variable.
fn display(out: &mut Vec<u8>, fields: &[Field]) {
    let mut bytes = Vec::new();
    for field in fields {
        let measure = match field.measure {
            Measure::Nominal => 1,
            Measure::Ordinal => 2,
            Measure::Scale => 3,
        };
        let (width, side) = if field.from == From::Words { (24, 0) } else { (8, 1) };
        field.segments.iter().for_each(|_| ints(&mut bytes, &[measure, width, side]));
    }
    extension(out, 11, 4, &bytes);
}

/// Long names, and how wide very long strings are.
fn names(out: &mut Vec<u8>, fields: &[Field], shorts: &[Vec<String>]) {
    let pairs = || fields.iter().zip(shorts.iter().filter_map(|shorts| shorts.first()));
    let long: Vec<String> = pairs().map(|(field, short)| format!("{short}={}", field.name)).collect();
    extension(out, 13, 1, long.join("\t").as_bytes());
    let wide = pairs().filter(|(field, _)| field.segments.len() > 1);
    let wide: String = wide.map(|(field, short)| format!("{short}={:05}\0\t", field.width)).collect();
    if !wide.is_empty() {
        extension(out, 14, 1, wide.as_bytes());
    }
}
