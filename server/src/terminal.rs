//! Lines for whoever runs the program. A terminal that nobody reads any more is no reason to stop serving.

use std::{fmt::Display, io::Write};

/// Says a line.
pub fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Says a line about something wrong. Never with anything that a visitor sent.
pub fn complain(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Reports that something failed in a part of the running program: one line for a log, which adds its own time. Never
/// with anything that a visitor sent.
pub fn report(part: &str, what: impl Display) {
    let what = what.to_string().replace(['\n', '\r'], " ").replace('"', "'");
    complain(format_args!("level=error part={part} what=\"{what}\""));
}
