//! `tidemark doctor`: looks whether an installation is well. Its exit code is for a nightly job.

use std::{path::Path, process::ExitCode};

use crate::{
    Error, Result,
    http::Pages,
    seal::chest,
    store::{Store, audit, copy, installation, maintenance},
};

/// Checks settings, database, audit chain, secret and recovery key of a folder; prints one sentence for each. A secret
/// that is lost for good is replaced when that is asked for.
pub async fn examine(data: &Path, new_secret: bool, pages: &Pages) -> Result<ExitCode> {
    let say = |code: &str, value: &str| crate::terminal::say(pages.staff.sentence(code, value));
    match copy::recovery_key(data).await {
        Ok(key) => say("doctor-kit", &chest::recipient(&key)?),
        Err(Error::Unavailable(code)) => say(code, ""),
        Err(error) => return Err(error),
    }
    let store = Store::open(data).await?;
    maintenance::check(&store).await?;
    say("doctor-database", "");
    if new_secret {
        installation::replace_secret(&store, data).await?;
    }
    let mut well = true;
    match installation::secret(&store, data).await {
        Ok(_) => say("doctor-secret", ""),
        Err(Error::Invalid(code, value)) => {
            well = false;
            say(code, &value);
        }
        Err(error) => return Err(error),
    }
    match audit::verify(&store).await? {
        audit::Verdict::Whole { acts, head } => say("doctor-audit", &format!("{acts} {head}")),
        audit::Verdict::Broken { position } => {
            well = false;
            say("doctor-audit-broken", &position.to_string());
        }
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
