//! Whether a process looks after the database of a server, and whether the tables could be rewritten.

use super::Findings;
use crate::Result;
use crate::store::sql::Engine;
use crate::store::{Store, duty, maintenance};

/// A file in the data folder is looked after by the one program that serves it, which need not run just now.
pub(super) async fn look(store: &Store, findings: &mut Findings<'_>) -> Result<()> {
    if store.pool.engine() == Engine::Sqlite {
        return Ok(());
    }
    match duty::neglected(store, maintenance::DUTY).await? {
        None => findings.fine("doctor-kept-never", ""),
        Some(seconds) if seconds > maintenance::LATE => findings.wrong("doctor-kept-late", &minutes(seconds)),
        Some(seconds) => findings.fine("doctor-kept", &minutes(seconds)),
    }
    match maintenance::owed(store).await? {
        Some(seconds) if seconds > maintenance::LATE => findings.wrong("doctor-rewrite-late", &minutes(seconds)),
        Some(seconds) => findings.fine("doctor-rewrite-owed", &minutes(seconds)),
        None => {}
    }
    Ok(())
}

fn minutes(seconds: i64) -> String {
    (seconds / 60).to_string()
}
