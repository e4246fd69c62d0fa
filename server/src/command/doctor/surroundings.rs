//! What is around the database: room on the disk, the clock.

use std::{fs, path::Path, process::Command, time::UNIX_EPOCH};

use super::{Findings, Flags};
use crate::{
    Result, chance,
    store::{FILE, Store, holdings},
};

/// How far a file's time may be ahead: disks on other machines have clocks of their own.
const AHEAD: i64 = 5 * 60;
/// Room that is always wanted, in kilobytes: 100 MB.
const ROOM: u64 = 100 * 1024;

pub(super) async fn look(store: &Store, flags: &Flags, findings: &mut Findings<'_>) -> Result<()> {
    let needed = needed(u64::try_from(holdings::size(store).await?).unwrap_or_default());
    match free(&flags.data) {
        Some(free) => {
            let value = format!("{} MB ({} MB)", free / 1024, needed / 1024);
            findings.see(free >= needed, ("doctor-space", "doctor-space-short"), &value);
        }
        None => findings.fine("doctor-space-unknown", ""),
    }
    look_at_clock(store, &flags.data, findings).await
}

/// Kilobytes that a night needs: the rewrite keeps the whole database a second time, and once more in its log.
fn needed(database: u64) -> u64 {
    database / 1024 * 2 + ROOM
}

/// Free kilobytes of a folder's disk, as `df` tells.
fn free(folder: &Path) -> Option<u64> {
    let told = Command::new("df").args(["-P", "-k"]).arg(folder).output().ok()?;
    available(&String::from_utf8_lossy(&told.stdout))
}

/// The number before the percentage: names before and behind it may hold spaces.
fn available(told: &str) -> Option<u64> {
    let words: Vec<&str> = told.lines().nth(1)?.split_whitespace().collect();
    let percentage = words.iter().position(|word| word.ends_with('%'))?;
    words.get(percentage.checked_sub(1)?)?.parse().ok()
}

async fn look_at_clock(store: &Store, data: &Path, findings: &mut Findings<'_>) -> Result<()> {
    let (today, newest) = (chance::today("UTC").to_string(), holdings::newest_day(store).await?);
    let later = newest.filter(|day| *day > today).or_else(|| file_ahead(data));
    match later {
        None => findings.fine("doctor-clock", &today),
        Some(what) => findings.wrong("doctor-clock-behind", &what),
    }
    Ok(())
}

/// The first file of the folder whose time is in the future.
fn file_ahead(data: &Path) -> Option<String> {
    let names = [FILE.to_owned(), format!("{FILE}-wal"), "installation.secret".to_owned()];
    let limit = chance::now() + AHEAD;
    names.into_iter().find(|name| written(&data.join(name)).is_some_and(|written| written > limit))
}

/// When a file was written last, unix seconds.
pub(super) fn written(path: &Path) -> Option<i64> {
    let since = fs::metadata(path).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    //! A disk fills up.

    use super::*;

    #[test]
    fn what_is_free_is_read_whatever_the_disk_is_called() {
        let told =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/disk one 900 400 500 45% /srv/tide mark\n";
        assert_eq!(available(told), Some(500));
        assert_eq!(available("nothing"), None);
        assert_eq!(available("head\n45% /"), None);
    }

    #[test]
    fn the_night_needs_the_database_twice() {
        assert_eq!(needed(0), ROOM);
        assert_eq!(needed(1 << 30), ROOM + (2 << 20));
    }
}
