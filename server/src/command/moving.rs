//! `tidemark move`: everything of an installation goes from its database into another one, SQLite or PostgreSQL, checked
//! on both sides. What was interrupted goes on where it stopped; the source is left as it is, and says where its data went.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::http::Pages;
use crate::seal::codes::Installation;
use crate::settings::Database;
use crate::store::moving::{self, Compared, End, Place, Step};
use crate::store::{Store, audit, holdings, installation};
use crate::{Error, Result};

/// Between two lines on how far it is.
const PAUSE: Duration = Duration::from_secs(5);

/// Moves the installation of a data folder and says what went.
pub async fn perform(data: &Path, to: &str, pages: &Pages) -> Result<ExitCode> {
    let (from, to) = (Place::of(data, &Database::told()?), Place::read(to)?);
    if from.shown() == to.shown() {
        return Err(Error::Invalid("move-same", to.shown()));
    }
    if let Place::Folder(folder) = &to {
        super::serve::own_folder(folder)
            .map_err(|_| Error::Invalid("folder-unwritable", folder.display().to_string()))?;
    }
    let say = |code: &str, value: &str| crate::terminal::say(pages.staff.sentence(code, value));
    say("move-looks", &format!("{} → {}", from.shown(), to.shown()));
    let compared = run(data, &from, &to, pages).await?;
    if !compared.is_empty() {
        let rows: u64 = compared.iter().map(|table| table.target.rows).sum();
        say("move-same-everywhere", &format!("{}, {rows}", compared.len()));
    }
    look(data, &to, pages).await?;
    say("move-done", &to.shown());
    say("move-left", &from.shown());
    say(if matches!(to, Place::Server(_)) { "move-server" } else { "move-folder" }, &data.display().to_string());
    Ok(ExitCode::SUCCESS)
}

async fn run(data: &Path, from: &Place, to: &Place, pages: &Pages) -> Result<Vec<Compared>> {
    let mut source = End::source(from).await?;
    moving::leaves(&mut source, to).await?;
    let mark = moving::marks::whose(&mut source.connection).await?;
    let secret = installation::known(data, Some(&mark))?;
    let secret = secret.ok_or_else(|| Error::Invalid("secret-lost", data.display().to_string()))?;
    let mut target = End::receiving(to, &mark).await?;
    let mut teller = Teller { pages, ways: format!("{} → {}", from.shown(), to.shown()), told: None };
    // The secret goes first: with it alone nobody can do anything, and without it nothing that was moved.
    if let Place::Folder(folder) = to {
        take_along(&secret, &mark, folder)?;
    }
    let compared = moving::run(&mut source, &mut target, &mut |step| teller.tell(step)).await?;
    source.close().await?;
    target.close().await?;
    Ok(compared)
}

/// The secret of the installation lies beside the database in its folder, too.
fn take_along(secret: &Installation, mark: &[u8], folder: &Path) -> Result<()> {
    if installation::known(folder, Some(mark)).is_ok() {
        return Ok(());
    }
    match Installation::read(folder)? {
        None => Installation::restore(folder, secret.as_bytes()).map(drop),
        Some(_) => Err(Error::Invalid("secret-other", folder.display().to_string())),
    }
}

/// The program's own look at what arrived, as the doctor has it: the record and the keys of studies.
async fn look(data: &Path, to: &Place, pages: &Pages) -> Result<()> {
    let (folder, database) = to.settings(data);
    let store = Store::open_at(&folder, &database).await?;
    match audit::verify(&store).await? {
        audit::Verdict::Whole { acts, head } => {
            crate::terminal::say(pages.staff.sentence("doctor-audit", &format!("{acts} {head}")));
        }
        audit::Verdict::Broken { position } => {
            return Err(Error::Invalid("doctor-audit-broken", position.to_string()));
        }
    }
    match holdings::without_kit(&store).await? {
        0 => Ok(()),
        outside => Err(Error::Invalid("doctor-kit-missing", outside.to_string())),
    }
}

/// Says how far it is: that it begins, every table when it is checked, and what takes long at once and every few seconds.
struct Teller<'a> {
    pages: &'a Pages,
    /// From where to where.
    ways: String,
    /// What took long last, and when that was said.
    told: Option<(&'static str, Instant)>,
}

impl Teller<'_> {
    fn tell(&mut self, step: Step<'_>) {
        match step {
            Step::Begun => crate::terminal::say(self.pages.staff.sentence("move-begins", &self.ways)),
            Step::Copied { table, rows } => self.pass("move-copying", table, rows),
            Step::Checked { table, rows } => self.pass("move-checking", table, rows),
            Step::Same(compared) => crate::terminal::say(line(compared)),
        }
    }

    fn pass(&mut self, code: &'static str, table: &str, rows: u64) {
        if self.told.is_none_or(|(last, told)| last != code || told.elapsed() >= PAUSE) {
            self.told = Some((code, Instant::now()));
            crate::terminal::say(self.pages.staff.sentence(code, &format!("{table}, {rows}")));
        }
    }
}

/// A table, how many rows it has, and what it adds up to on both sides.
fn line(compared: &Compared) -> String {
    format!("{:<20} {:>9}  {}", compared.table, compared.target.rows, compared.target.hex())
}
