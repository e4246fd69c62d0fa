//! How long answers and backups are kept: legal holds, last days, and backups that were to be deleted by now.

use std::path::Path;

use super::Findings;
use super::backups::{Backup, backups};
use crate::store::retention::{self, LastDay};
use crate::store::{Store, holds};
use crate::{Result, chance};

/// Tells holds alone, for the line that deletes old backups: it fails while one stands.
pub(super) async fn look_at_holds(store: &Store, findings: &mut Findings<'_>) -> Result<()> {
    let standing = holds::standing(store).await?;
    for hold in &standing {
        findings.wrong("doctor-hold", &hold.to_string());
    }
    let any = !standing.is_empty();
    findings.fine(if any { "doctor-hold-backups" } else { "doctor-hold-none" }, "");
    Ok(())
}

pub(super) async fn look(store: &Store, folder: Option<&Path>, findings: &mut Findings<'_>) -> Result<()> {
    let standing = holds::standing(store).await?;
    for hold in &standing {
        findings.fine("doctor-hold", &hold.to_string());
    }
    if !standing.is_empty() {
        findings.fine("doctor-hold-backups", "");
    }
    let days = retention::days(store).await?;
    for day in &days {
        findings.fine("doctor-last-day", &day.to_string());
    }
    // A folder that cannot be read was told where backups are looked at.
    let all = folder.and_then(|folder| backups(folder).ok()).unwrap_or_default();
    if standing.is_empty() {
        for backup in overdue(&all, &days, &chance::today("UTC").to_string()) {
            findings.wrong("doctor-backup-overdue", &backup.to_string());
        }
    }
    Ok(())
}

/// Backups that still hold what was purged, though the days are over for which people were told that they are kept.
fn overdue<'a>(all: &'a [Backup], days: &[LastDay], today: &str) -> Vec<&'a Backup> {
    let ended: Vec<&str> = days.iter().filter_map(|day| day.copies_ended(today)).collect();
    all.iter().filter(|backup| ended.iter().any(|purged| backup.day().as_str() <= *purged)).collect()
}

#[cfg(test)]
mod tests {
    //! A last day is over, and then the days for which backups were to be kept.

    use super::*;

    #[test]
    fn a_backup_is_overdue_when_it_holds_what_was_purged_and_its_days_are_over() {
        let day = |purged_on: Option<&str>| LastDay {
            study: "Shore".into(),
            keep_until: "2026-01-31".into(),
            copies_days: 30,
            purged_on: purged_on.map(str::to_owned),
        };
        // 2026-01-15 and 2026-02-15.
        let all =
            [1_768_435_200, 1_771_113_600].map(|made| Backup { name: made.to_string(), made, size: 1, mark: None });
        let done = [day(Some("2026-02-01"))];
        let names =
            |days: &[LastDay], today| overdue(&all, days, today).iter().map(|backup| backup.day()).collect::<Vec<_>>();
        assert_eq!(names(&done, "2026-03-03"), ["2026-01-15"]);
        assert!(names(&done, "2026-03-02").is_empty(), "control: they may be kept so long");
        assert!(names(&[day(None)], "2027-01-01").is_empty(), "nothing was purged yet");
    }
}
