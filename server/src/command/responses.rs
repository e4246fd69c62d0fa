//! `tidemark responses`: brings earlier answers in from a file.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Subcommand;

use super::instrument::tell;
use crate::{
    Error, Result,
    exchange::{
        csv,
        import::{
            self, Plan,
            keep::{self, Destination},
        },
    },
    http::Pages,
    name,
    store::{Store, instruments, studies, versions},
};

/// What can be done with responses.
#[derive(Subcommand)]
pub enum Task {
    /// Bring earlier answers in: all rows of a file or none; the same file twice is noticed.
    Import(Import),
}

/// Flags of `tidemark responses import`.
#[derive(clap::Args)]
pub struct Import {
    /// The file (CSV).
    file: PathBuf,
    /// The study's name.
    #[arg(long)]
    study: String,
    /// The instrument's id in its file; the answers belong to its latest published version.
    #[arg(long)]
    instrument: String,
    /// Which column goes where (TOML).
    #[arg(long)]
    map: Option<PathBuf>,
    /// The wave of rows that name none.
    #[arg(long)]
    wave: Option<String>,
    /// The site of rows that name none.
    #[arg(long)]
    site: Option<String>,
    /// Only tell what would be done.
    #[arg(long)]
    preview: bool,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

/// Does it; problems of the file are printed one a line, and nothing is stored.
pub async fn perform(task: &Task, pages: &Pages) -> Result<ExitCode> {
    let Task::Import(flags) = task;
    match bring_in(flags, pages).await {
        Err(Error::Problems(problems)) => {
            tell(&flags.file, &problems, pages);
            Ok(ExitCode::FAILURE)
        }
        other => other.map(|()| ExitCode::SUCCESS),
    }
}

async fn bring_in(flags: &Import, pages: &Pages) -> Result<()> {
    let store = super::opened(&flags.data).await?;
    let to = destination(&store, flags).await?;
    let file = read(&flags.file)?;
    let plan = plan(&file, flags, &to)?;
    let say = |code: &str, value: &str| crate::terminal::say(pages.staff.sentence(code, value));
    for (column, suspicion) in plan.suspects() {
        say(&format!("import-left-out-{}", suspicion.code()), &column.name);
    }
    let effect = keep::foresee(&store, &to, &plan, &file).await?;
    for (wave, rows) in &effect.by_wave {
        say("import-wave", &format!("{wave}: {rows}"));
    }
    if effect.weighted > 0 {
        say("import-weighted", &effect.weighted.to_string());
    }
    if effect.again {
        return Err(Error::Conflict("import-again"));
    }
    if !flags.preview {
        keep::keep(&store, &to, plan, &file).await?;
        say("import-done", &to.file);
    }
    store.close().await;
    Ok(())
}

fn plan(file: &[u8], flags: &Import, to: &Destination) -> Result<Plan> {
    let map = match &flags.map {
        Some(path) => String::from_utf8_lossy(&read(path)?).into_owned(),
        None => String::new(),
    };
    let map = import::Map::parse(&map).map_err(Error::Problems)?;
    let instrument = ::instruments::parse(&to.version.toml).map_err(Error::Problems)?;
    let sheet = csv::read(file).map_err(Error::Problems)?;
    import::plan(&sheet, &map, &instrument, &to.version.hash).map_err(Error::Problems)
}

async fn destination(store: &Store, flags: &Import) -> Result<Destination> {
    let unknown = |code, name: &str| Error::Invalid(code, name.to_owned());
    let named = |typed: &Option<String>| typed.as_deref().map(|name| name::checked(name, "name-missing")).transpose();
    let mut connection = store.pool.acquire().await?;
    let mut all = studies::all(&mut connection).await?.into_iter();
    let study = all.find(|study| study.name == flags.study).ok_or_else(|| unknown("study-unknown", &flags.study))?;
    let instrument = instruments::named(store, &study.id, &flags.instrument).await?;
    let instrument = instrument.ok_or_else(|| unknown("instrument-unknown", &flags.instrument))?;
    let version = versions::all(store, &instrument.id).await?.into_iter().next();
    Ok(Destination {
        study,
        version: version.ok_or_else(|| unknown("instrument-unpublished", &flags.instrument))?,
        wave: named(&flags.wave)?,
        site: named(&flags.site)?,
        person: "terminal".to_owned(),
        file: flags.file.display().to_string(),
    })
}

fn read(path: &PathBuf) -> Result<Vec<u8>> {
    fs::read(path).map_err(|_| Error::Invalid("file-unreadable", path.display().to_string()))
}
