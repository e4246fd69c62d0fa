//! An R script that loads the CSV and labels it: `answers` with factors whose levels are in order, and beside it
//! `missing_reasons` with the reason for each answer that is missing. Nothing but base R is needed.

use super::columns::{Column, Measure, Shape};
use super::files;
use super::frame::Frame;
use super::sheets::labelled;

/// What does the work; data follow it.
const WORK: &str = include_str!("script.R");

pub(super) fn write(frame: &Frame) -> Vec<u8> {
    let warning = (frame.say)("analysis-warning");
    let about = [&frame.head.title, &frame.head.study, &warning]
        .into_iter()
        .chain(&frame.head.acknowledgements)
        .map(|line| comment(line));
    let mut script: String = about.collect();
    script += &format!("\ndefault_file <- {}\n", quoted(&files::name(frame, "answers.csv")));
    script += WORK;
    frame.columns.iter().for_each(|column| script += &line(frame, column));
    script += "\nanswers <- as.data.frame(answers, optional = TRUE, stringsAsFactors = FALSE)\n";
    script += "missing_reasons <- as.data.frame(missing_reasons, optional = TRUE)\n";
    script.into_bytes()
}

fn line(frame: &Frame, column: &Column) -> String {
    let (name, label) = (quoted(&column.name), quoted(column.label()));
    let own = if column.own.is_some() { "TRUE" } else { "FALSE" };
    match &column.shape {
        Shape::Coded(_) => {
            let ordered = if column.measure == Measure::Ordinal { "TRUE" } else { "FALSE" };
            let values = labelled(column, frame.say);
            let codes = list(values.iter().map(|(_, code, _)| code));
            let labels = list(values.iter().map(|(_, _, label)| label));
            format!(
                "coded({name}, {label},\n  codes = {codes},\n  labels = {labels}, ordered = {ordered}, own = {own})\n"
            )
        }
        Shape::Tick | Shape::Place | Shape::Number => format!("number({name}, {label}, own = {own})\n"),
        Shape::Words => format!("words({name}, {label}, own = {own})\n"),
    }
}

fn list<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    let texts: Vec<String> = texts.map(|text| quoted(text)).collect();
    if texts.is_empty() { "character(0)".to_owned() } else { format!("c({})", texts.join(", ")) }
}

/// A comment of one line.
fn comment(words: &str) -> String {
    let line: String = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("# {}\n", ascii(&line))
}

/// A string of R that no words can end, in letters that every locale has.
fn quoted(words: &str) -> String {
    let mut text = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' => text += "\\\"",
            '\\' => text += "\\\\",
            '\0' => {}
            ' '..='~' => text.push(letter),
            _ => text += &format!("\\U{{{:x}}}", u32::from(letter)),
        }
    }
    text + "\""
}

fn ascii(words: &str) -> String {
    words.chars().map(|letter| if letter.is_ascii() { letter } else { '?' }).collect()
}
