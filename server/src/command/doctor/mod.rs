//! `tidemark doctor`: looks whether an installation is well. Its exit code is for a nightly job. Inside the data folder
//! here and in `heads`, how long things are kept in `keeping`, what is around it in `surroundings` and `backups`, what
//! respondents may reach in `role`, whether anybody looks after the database in `upkeep`, what a proxy logs in `proxies`, what reaches a browser in `headers`.

pub(super) mod backups;
mod headers;
pub(super) mod heads;
mod keeping;
mod proxies;
mod role;
mod surroundings;
mod upkeep;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{passing, statement};
use crate::{
    Error, Result, chance,
    http::Pages,
    seal::{PublicKey, chest},
    settings::{self, Database},
    store::{Store, copy::Original, holdings, installation, kits, maintenance},
};

/// Flags of `tidemark doctor`.
#[derive(clap::Args)]
pub struct Flags {
    /// The data folder.
    #[arg(long, default_value = "data")]
    pub data: PathBuf,
    /// The installation's secret is lost for good: make a new one. Codes that were given out open nothing any more.
    #[arg(long)]
    new_secret: bool,
    /// A head of the audit that was printed earlier: it must be part of it still. May be given several times.
    #[arg(long)]
    head: Vec<String>,
    /// A file of such heads, kept elsewhere: all of them are looked for, then the one of today is added.
    #[arg(long)]
    heads: Option<PathBuf>,
    /// The folder of backups, to see how old the newest is.
    #[arg(long)]
    pub backups: Option<PathBuf>,
    /// A configuration file of the proxy in front (nginx or Caddy), to see that it logs nobody; may be given again.
    #[arg(long)]
    proxy: Vec<PathBuf>,
    /// The address that respondents type, to see what reaches a browser.
    #[arg(long)]
    respond_origin: Option<String>,
    /// The address that staff type, to see what reaches a browser.
    #[arg(long)]
    staff_origin: Option<String>,
    /// Say only what is wrong: for a nightly job that writes mails.
    #[arg(long)]
    quiet: bool,
    /// Only look whether a legal hold stands, and fail while one does: before old backups are deleted.
    #[arg(long)]
    hold: bool,
    /// Print the statement instead: everything that is held, and what key holders could be made to produce.
    #[arg(long)]
    statement: bool,
    /// The language of the statement.
    #[arg(long, default_value = "en")]
    pub language: String,
}

/// What was found so far; each thing is said at once.
struct Findings<'a> {
    pages: &'a Pages,
    well: bool,
    quiet: bool,
}

impl Findings<'_> {
    fn fine(&self, code: &str, value: &str) {
        if !self.quiet {
            self.say(code, value);
        }
    }

    fn wrong(&mut self, code: &str, value: &str) {
        self.well = false;
        self.say(code, value);
    }

    fn say(&self, code: &str, value: &str) {
        crate::terminal::say(self.pages.staff.sentence(code, value));
    }

    /// What a nightly job goes by.
    fn code(&self) -> ExitCode {
        if self.well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    /// Fine when it holds, else wrong.
    fn see(&mut self, holds: bool, (fine, wrong): (&str, &str), value: &str) {
        if holds { self.fine(fine, value) } else { self.wrong(wrong, value) }
    }
}

/// What backups are sealed to; a file is asked before it is brought up to date.
async fn kit(data: &Path) -> Result<PublicKey> {
    match Database::told()? {
        folder @ Database::Folder => {
            let mut original = Original::open(data, &folder).await?;
            let key = original.recovery_key().await;
            original.close().await?;
            key
        }
        Database::Postgres(_) => {
            let kit = installation::recovery_key(&super::opened(data).await?).await?;
            kit.ok_or(Error::Unavailable("no-recovery-key"))
        }
    }
}

/// Checks an installation and prints one sentence for each thing looked at; or prints the statement. A secret that is
/// lost for good is replaced when that is asked for.
pub async fn examine(flags: &Flags, pages: &Pages) -> Result<ExitCode> {
    let kit = match kit(&flags.data).await {
        Ok(key) => Ok(chest::recipient(&key)?),
        Err(Error::Unavailable(code)) => Err(code),
        Err(error) => return Err(error),
    };
    if flags.statement {
        return statement::print(flags, pages).await;
    }
    let mut findings = Findings { pages, well: true, quiet: flags.quiet };
    if flags.hold {
        keeping::look_at_holds(&super::opened(&flags.data).await?, &mut findings).await?;
        return Ok(findings.code());
    }
    match kit {
        Ok(recipient) => findings.fine("doctor-kit", &recipient),
        Err(code) => findings.fine(code, ""),
    }
    let store = super::opened(&flags.data).await?;
    for copy in passing::left(&flags.data) {
        findings.wrong("doctor-left", &copy.display().to_string());
    }
    look_inside(&store, flags, &mut findings).await?;
    role::look(&store, flags, &mut findings).await?;
    upkeep::look(&store, &mut findings).await?;
    surroundings::look(&store, flags, &mut findings).await?;
    if let Some(folder) = &flags.backups {
        backups::look(&store, folder, &mut findings).await?;
    }
    keeping::look(&store, flags.backups.as_deref(), &mut findings).await?;
    for file in &flags.proxy {
        proxies::look(file, &mut findings)?;
    }
    for (given, staff) in [(&flags.respond_origin, false), (&flags.staff_origin, true)] {
        if let Some(given) = given {
            headers::look(
                &settings::origin(Some(given.as_str()), ([127, 0, 0, 1], 0).into(), false)?,
                staff,
                &mut findings,
            );
        }
    }
    Ok(findings.code())
}

async fn look_inside(store: &Store, flags: &Flags, findings: &mut Findings<'_>) -> Result<()> {
    maintenance::check(store).await?;
    findings.fine("doctor-database", &store.version().await?);
    if flags.new_secret {
        installation::replace_secret(store, &flags.data).await?;
    }
    match installation::secret(store, &flags.data).await {
        Ok(_) => findings.fine("doctor-secret", ""),
        Err(Error::Invalid(code, value)) => findings.wrong(code, &value),
        Err(error) => return Err(error),
    }
    let earlier = heads::Earlier { given: flags.head.clone(), file: flags.heads.clone() };
    heads::look(store, &earlier, findings).await?;
    let outside = holdings::without_kit(store).await?;
    if outside > 0 {
        findings.wrong("doctor-kit-missing", &outside.to_string());
    }
    look_at_drill(store, findings).await
}

/// When somebody last saw that the kit opens everything. A gentle word: a drill that is due fails no nightly job.
async fn look_at_drill(store: &Store, findings: &mut Findings<'_>) -> Result<()> {
    let Some(kit) = kits::current(store).await? else { return Ok(()) };
    let code = match (kit.is_due(chance::today("UTC")), kit.proved_on()) {
        (false, _) => "doctor-drill",
        (true, Some(_)) => "doctor-drill-due",
        (true, None) => "doctor-drill-unknown",
    };
    findings.fine(code, kit.proved_on().unwrap_or_default());
    Ok(())
}
