//! The files that leave: one for a format, or a container with those that belong together. Names are made of the
//! instrument's id and hold only letters, digits, hyphens, stops.

use super::frame::Frame;
use super::{about, ddi, sav, script, sheets, workbook};
use crate::Result;
use crate::exchange::archive;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV with its dictionary, values, scales and waves.
    Csv,
    /// A workbook.
    Xlsx,
    /// SPSS.
    Sav,
    /// CSV with an R script that loads and labels it.
    R,
    /// DDI-Codebook.
    Ddi,
    /// All of them.
    All,
}

impl Format {
    /// All, in the order of the form.
    pub const ALL: [Self; 6] = [Self::Csv, Self::Xlsx, Self::Sav, Self::R, Self::Ddi, Self::All];

    /// The name in forms and in the keys of words (`analysis-format-sav`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Sav => "sav",
            Self::R => "r",
            Self::Ddi => "ddi",
            Self::All => "all",
        }
    }

    /// Reads what [`Format::name`] wrote.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The parts of its file.
    fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["answers.csv", "dictionary.csv", "values.csv", "scales.csv", "waves.csv", READ_ME],
            Self::Xlsx => &["answers.xlsx"],
            Self::Sav => &["answers.sav"],
            Self::R => &["answers.csv", "load.R", READ_ME],
            Self::Ddi => &["codebook.xml"],
            Self::All => &EVERY,
        }
    }
}

const EVERY: [&str; 10] = [
    "answers.csv",
    "dictionary.csv",
    "values.csv",
    "scales.csv",
    "waves.csv",
    "load.R",
    "answers.xlsx",
    "answers.sav",
    "codebook.xml",
    READ_ME,
];
const READ_ME: &str = "read-me.txt";

/// A file to take away.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The file of a format.
pub fn file(frame: &Frame, format: Format) -> Result<File> {
    if let [part] = format.parts() {
        return Ok(File { name: name(frame, part), bytes: part_of(frame, part)? });
    }
    let parts = format.parts().iter().map(|part| Ok((name(frame, part), part_of(frame, part)?)));
    let parts: Vec<(String, Vec<u8>)> = parts.collect::<Result<_>>()?;
    Ok(File { name: name(frame, &format!("{}.zip", format.name())), bytes: archive::pack(parts)? })
}

fn part_of(frame: &Frame, part: &str) -> Result<Vec<u8>> {
    match part {
        "answers.csv" => sheets::to_csv(sheets::answers(frame)),
        "dictionary.csv" => sheets::to_csv(sheets::dictionary(frame)),
        "values.csv" => sheets::to_csv(sheets::values(frame)),
        "scales.csv" => sheets::to_csv(about::scales(frame)),
        "waves.csv" => sheets::to_csv(about::waves(frame)),
        "load.R" => Ok(script::write(frame)),
        "answers.xlsx" => workbook::write(frame),
        "answers.sav" => Ok(sav::write(frame)),
        "codebook.xml" => Ok(ddi::write(frame)),
        _ => Ok(read_me(frame).into_bytes()),
    }
}

fn read_me(frame: &Frame) -> String {
    let (warning, how) = ((frame.say)("analysis-warning"), (frame.say)("analysis-read-me"));
    let lines = [&frame.head.title, &frame.head.study, &warning, &how].into_iter().chain(&frame.head.acknowledgements);
    lines.map(|line| format!("{line}\r\n")).collect()
}

/// The name of a part: `survivor-housing-answers.csv`.
pub(super) fn name(frame: &Frame, part: &str) -> String {
    named(&frame.head.instrument, part)
}

/// The name of a part of the file of an instrument, by the id in its text.
pub fn named(instrument: &str, part: &str) -> String {
    let plain = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    let id: String = instrument.chars().filter(plain).take(80).collect();
    let id = id.trim_start_matches('-');
    format!("{}-{part}", if id.is_empty() { "answers" } else { id })
}
