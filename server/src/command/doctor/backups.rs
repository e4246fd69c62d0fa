//! The folder of backups: how old the newest is, whether its size is what one expects, what lies there from tomorrow.
//! Whether one opens, and with what inside, only the kit can tell (`tidemark verify`).

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
};

use super::{Findings, surroundings};
use crate::command::passing;
use crate::seal::chest;
use crate::store::{Store, audit, holdings};
use crate::{Error, Result, chance};

/// A nightly backup may be late by half a day.
const OLDEST: i64 = 36 * 3600;
/// How far a file's time may be ahead: disks on other machines have clocks of their own.
const AHEAD: i64 = 5 * 60;

/// One backup in a folder.
#[derive(Clone, Debug)]
pub struct Backup {
    /// The file's name.
    pub name: String,
    /// When it was written last, unix seconds.
    pub made: i64,
    /// Bytes.
    pub size: u64,
    /// Of which installation it says that it is; older ones say nothing.
    pub mark: Option<String>,
}

impl Backup {
    /// The day (UTC) on which it was written last.
    pub fn day(&self) -> String {
        let moment = jiff::Timestamp::from_second(self.made).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        moment.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
    }
}

impl std::fmt::Display for Backup {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} ({})", self.name, self.day())
    }
}

pub(super) async fn look(store: &Store, folder: &Path, findings: &mut Findings<'_>) -> Result<()> {
    let all = match backups(folder) {
        Ok(all) => all,
        Err(Error::Invalid(code, value)) => {
            findings.wrong(code, &value);
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let now = chance::now();
    let (later, all): (Vec<_>, Vec<_>) = all.into_iter().partition(|backup| backup.made > now + AHEAD);
    for backup in &later {
        findings.wrong("doctor-backup-ahead", &backup.to_string());
    }
    let own = audit::first(&mut store.pool.acquire().await?).await?.as_deref().map(chest::mark_of);
    let (foreign, all): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|backup| backup.mark.is_some() && own.is_some() && backup.mark != own);
    for backup in &foreign {
        findings.wrong("doctor-backup-foreign", &backup.to_string());
    }
    let Some(newest) = all.last() else {
        findings.wrong("doctor-backup-none", &folder.display().to_string());
        return Ok(());
    };
    let age = now - newest.made;
    let value = format!("{} ({} h)", newest.name, age.max(0) / 3600);
    findings.see(age <= OLDEST, ("doctor-backup", "doctor-backup-old"), &value);
    look_at_size(store, &all, findings).await
}

/// A backup of half the size is no whole one, or of something else, unless what people said was purged meanwhile.
async fn look_at_size(store: &Store, all: &[Backup], findings: &mut Findings<'_>) -> Result<()> {
    let [.., before, newest] = all else { return Ok(()) };
    let purged = holdings::purged_on(store).await?.is_some_and(|day| day >= before.day());
    if newest.size < before.size / 2 && !purged {
        let sizes = format!("{} ({} KB), {} ({} KB)", newest.name, newest.size / 1024, before.name, before.size / 1024);
        findings.wrong("doctor-backup-small", &sizes);
    }
    Ok(())
}

/// The backups in a folder, the newest last.
pub fn backups(folder: &Path) -> Result<Vec<Backup>> {
    let unreadable = |_| Error::Invalid("file-unreadable", folder.display().to_string());
    let entries = fs::read_dir(folder).map_err(unreadable)?.flatten();
    let mut all: Vec<Backup> = entries.filter_map(|entry| read(&entry.path())).collect();
    all.sort_by_key(|backup| backup.made);
    Ok(all)
}

/// What a file is, where it is a backup; one that is still being written has another name yet.
fn read(path: &Path) -> Option<Backup> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let made = surroundings::written(path)?;
    let size = path.metadata().ok()?.len();
    let mut head = Vec::new();
    File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    let is_one = !passing::is_ours(&name) && head.starts_with(AGE);
    is_one.then(|| Backup { name, made, size, mark: chest::mark(&head) })
}

const AGE: &[u8] = b"age-encryption.org/v1";
/// Bytes in which the whole head of a backup stands.
const HEAD: u64 = 4096;
