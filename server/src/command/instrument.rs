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
}

/// Does it.
pub fn perform(task: &Task, pages: &Pages) -> Result<ExitCode> {
    match task {
        Task::Check { files, language } => check(files, language, pages),
    }
}

fn check(files: &[PathBuf], language: &str, pages: &Pages) -> Result<ExitCode> {
    let mut serious = false;
    for file in files {
        for problem in instruments::check(&read(file)?) {
            serious |= problem.serious;
            println!("{}", line(file, &problem, language, pages));
        }
    }
    Ok(if serious { ExitCode::FAILURE } else { ExitCode::SUCCESS })
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
