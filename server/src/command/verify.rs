//! `tidemark verify`: opens a backup with the kit, as a restore would, and says what is inside. What was opened lies in
//! a folder of its own meanwhile, readable by nobody else; neither the backup nor any installation is touched.

use std::{fs::File, path::Path, process::ExitCode};

use super::doctor::heads;
use super::passing::{self, Passing};
use super::{backup, typed};
use crate::{
    Error, Result,
    http::Pages,
    seal::PrivateKey,
    store::{Store, acts, audit, holdings, installation},
};

/// Fails when the backup is cut, changed, for another kit, damaged inside, or of an audit that was changed.
/// `given` are heads of its audit that were printed before it was made: each must be in it.
pub async fn verify(from: &Path, kit: Option<&Path>, given: &[String], pages: &Pages) -> Result<ExitCode> {
    if let Some(word) = heads::without_heads(given).first() {
        return Err(Error::Invalid("doctor-head-none", (*word).to_owned()));
    }
    let file = backup::open(from)?;
    let key = typed::ask_for_kit(kit, None, pages)?;
    passing::sweep(&std::env::temp_dir());
    look_into(file, &key, (&Passing::elsewhere()?, given), pages).await?;
    Ok(ExitCode::SUCCESS)
}

/// The same with the key at hand, in a folder that is gone in the end.
pub(super) async fn look_into(
    file: File,
    key: &PrivateKey,
    (folder, given): (&Passing, &[String]),
    pages: &Pages,
) -> Result<()> {
    let (known, missing) = super::until_told(async {
        let inside = folder.room()?;
        backup::unpack(file, &inside, key).await?;
        let store = Store::open(&inside).await?;
        let told = tell_inside(&store, &inside, pages).await;
        let missing = heads::missing(&store, &heads::read(&given.join(" "))).await;
        store.close().await;
        Ok((told?, missing?))
    })
    .await?;
    match missing.first() {
        Some(head) => return Err(Error::Invalid("doctor-head-missing", head.clone())),
        None if !known => return Err(Error::Unavailable("verify-audit-short")),
        None => crate::terminal::say(pages.staff.sentence("verify-well", "")),
    }
    Ok(())
}

/// Says what a folder holds that came out of a backup, with the head of its audit; false where the audit does not know of
/// everything that is there.
pub(super) async fn tell_inside(store: &Store, folder: &Path, pages: &Pages) -> Result<bool> {
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
    let missing = acts::missing(store).await?;
    for one in &missing {
        say("doctor-audit-short", &heads::told(one, pages));
    }
    Ok(missing.is_empty())
}
