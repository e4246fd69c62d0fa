//! What is wrong with a file that came in, and where in it: the file, the entry of a container, the line. Sentences that
//! say what to do stand with the other words (`problem-…`); the place goes to them as `file`, `entry` and `line`.

use instruments::{Place, Problem};

/// Something wrong with the file as a whole.
pub fn in_file(code: &'static str, file: &str) -> Problem {
    Problem::error(code, Place::of(file)).with("file", file)
}

/// Something wrong with one entry of a container.
pub fn in_entry(code: &'static str, file: &str, entry: &str) -> Problem {
    Problem::error(code, Place::of(format!("{file}/{entry}"))).with("file", file).with("entry", entry)
}

/// Something wrong at a line, counted from 1.
pub fn at_line(code: &'static str, file: &str, line: usize) -> Problem {
    let place = Place { line: Some(line), ..Place::of(file) };
    Problem::error(code, place).with("file", file).with("line", line)
}
