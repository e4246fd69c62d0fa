//! `tidemark verify`: opens a backup with the kit, as a restore would, and says what is inside. What was opened lies in
//! a folder of its own meanwhile, readable by nobody else; neither the backup nor any installation is touched.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::backup;
use crate::{
    Error, Result, chance,
    http::Pages,
    seal::PrivateKey,
    store::{Store, audit, holdings, installation},
};

/// A folder that is gone in the end, whatever happens.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Fails when the backup is cut, changed, for another kit, damaged inside, or of an audit that was changed.
pub async fn verify(from: &Path, kit: Option<&Path>, pages: &Pages) -> Result<ExitCode> {
    let file = backup::open(from)?;
    look_into(file, &backup::ask_for_kit(kit, None, pages)?, pages).await
}

/// The same with the key at hand.
pub(super) async fn look_into(file: File, key: &PrivateKey, pages: &Pages) -> Result<ExitCode> {
    let folder = Passing(std::env::temp_dir().join(format!("tidemark-verify-{}", chance::id())));
    backup::unpack(file, &folder.0, key).await?;
    let store = Store::open(&folder.0).await?;
    let told = tell(&store, &folder.0, pages).await;
    store.pool.close().await;
    told
}

async fn tell(store: &Store, folder: &Path, pages: &Pages) -> Result<ExitCode> {
    let say = |code: &str, value: &str| crate::terminal::say(pages.staff.sentence(code, value));
    installation::secret(store, folder).await?;
    let held = holdings::count(store).await?;
    let counts = [
        ("verify-studies", held.studies),
        ("verify-people", held.people),
        ("verify-responses", held.responses + held.waiting),
        ("verify-work", held.sources + held.events),
        ("verify-releases", held.releases),
    ];
    for (code, number) in counts {
        say(code, &number.to_string());
    }
    let outside = holdings::without_kit(store).await?;
    if outside > 0 {
        return Err(Error::Invalid("doctor-kit-missing", outside.to_string()));
    }
    match audit::verify(store).await? {
        audit::Verdict::Whole { acts, head } => say("doctor-audit", &format!("{acts} {head}")),
        audit::Verdict::Broken { position } => {
            return Err(Error::Invalid("doctor-audit-broken", position.to_string()));
        }
    }
    say("verify-well", "");
    Ok(ExitCode::SUCCESS)
}
