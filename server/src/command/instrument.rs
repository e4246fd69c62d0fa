//! `tidemark instrument`: looks at instrument files without an installation.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Subcommand;
use instruments::Problem;

use crate::{Error, Result, http::Pages};

/// What can be done with instrument files.
#[derive(Subcommand)]
pub enum Task {
    /// Print every problem of instrument files as `file:line:column: sentence`; fails when one is serious.
    Check {
        /// Instrument files (TOML).
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The language of the sentences.
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Class every change between two versions, one a line: class, key, language, before, after.
    Diff {
        /// The old version.
        old: PathBuf,
        /// The new version.
        new: PathBuf,
    },
    /// Put the official wording that a site obtained over a shipped instrument; refused when an item is missing.
    Overlay {
        /// The instrument.
        base: PathBuf,
        /// The file with the wording.
        overlay: PathBuf,
        /// Where to write the result; without it, it is printed.
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// Make an earlier edition of the collaboration inventory from the shipped one, to bring earlier answers in.
    Edition {
        /// The edition: 2.
        number: u32,
        /// The instrument of the later edition.
        base: PathBuf,
        /// Where to write the result; without it, it is printed.
        #[arg(long)]
        to: Option<PathBuf>,
    },
}

/// Does it.
pub fn perform(task: &Task, pages: &Pages) -> Result<ExitCode> {
    match task {
        Task::Check { files, language } => check(files, language, pages),
        Task::Diff { old, new } => diff(old, new, pages),
        Task::Overlay { base, overlay, to } => lay_over(base, overlay, to.as_deref(), pages),
        Task::Edition { number, base, to } => make_earlier(*number, base, to.as_deref(), pages),
    }
}

fn check(files: &[PathBuf], language: &str, pages: &Pages) -> Result<ExitCode> {
    super::refuse_unspoken(language, pages)?;
    let mut serious = false;
    for file in files {
        for problem in instruments::check(&read(file)?) {
            serious |= problem.serious;
            crate::terminal::say(line(file, &problem, language, pages));
        }
    }
    Ok(if serious { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn diff(old: &Path, new: &Path, pages: &Pages) -> Result<ExitCode> {
    let (Some(before), Some(after)) = (parsed(old, pages)?, parsed(new, pages)?) else { return Ok(ExitCode::FAILURE) };
    for change in instruments::diff(&before, &after) {
        let class = pages.staff.sentence(&format!("change-{}", name(change.class)), "");
        let language = change.language.map(|language| format!(" ({language})")).unwrap_or_default();
        crate::terminal::say(format_args!(
            "{class}: {}{language}: {:?} → {:?}",
            change.key, change.before, change.after
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// The class as sentences are named: `options-changed`.
fn name(class: instruments::Class) -> String {
    let name = serde_json::to_value(class).unwrap_or_default();
    name.as_str().unwrap_or_default().replace('_', "-")
}

fn lay_over(base: &Path, overlay: &Path, to: Option<&Path>, pages: &Pages) -> Result<ExitCode> {
    keep_or_tell(instruments::overlay(&read(base)?, &read(overlay)?), overlay, to, pages)
}

fn make_earlier(number: u32, base: &Path, to: Option<&Path>, pages: &Pages) -> Result<ExitCode> {
    let source = read(base)?;
    let made = instruments::editions().map_or_else(|| Err(Vec::new()), |editions| editions.earlier(number, &source));
    keep_or_tell(made, base, to, pages)
}

/// Keeps what came out, or says what is wrong with a file.
fn keep_or_tell(
    made: std::result::Result<String, Vec<Problem>>,
    file: &Path,
    to: Option<&Path>,
    pages: &Pages,
) -> Result<ExitCode> {
    match made {
        Ok(result) => keep(&result, to),
        Err(problems) => {
            tell(file, &problems, pages);
            Ok(ExitCode::FAILURE)
        }
    }
}

fn keep(result: &str, to: Option<&Path>) -> Result<ExitCode> {
    match to {
        None => print!("{result}"),
        Some(path) if path.exists() => return Err(Error::Invalid("file-exists", path.display().to_string())),
        Some(path) => {
            fs::write(path, result).map_err(|_| crate::rights::unwritable(path))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn parsed(file: &Path, pages: &Pages) -> Result<Option<instruments::Instrument>> {
    match instruments::parse(&read(file)?) {
        Ok(instrument) => Ok(Some(instrument)),
        Err(problems) => {
            tell(file, &problems, pages);
            Ok(None)
        }
    }
}

/// Prints problems, one a line.
pub fn tell(file: &Path, problems: &[Problem], pages: &Pages) {
    for problem in problems {
        crate::terminal::say(line(file, problem, "en", pages));
    }
}

/// `file:line:column: sentence`, as editors understand it.
fn line(file: &Path, problem: &Problem, language: &str, pages: &Pages) -> String {
    let mut text = file.display().to_string();
    for number in [problem.place.line, problem.place.column].into_iter().map_while(|number| number) {
        text += &format!(":{number}");
    }
    format!("{text}: {}", pages.staff.problem(problem, language))
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|_| Error::Invalid("file-unreadable", file.display().to_string()))
}
