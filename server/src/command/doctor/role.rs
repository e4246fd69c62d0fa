//! The role of the respondent plane: whether it is one of its own, and has the rights of the list and no others.

use super::{Findings, Flags};
use crate::settings;
use crate::store::sql::Engine;
use crate::store::{Store, role};
use crate::{Error, Result};

/// Signs in as the role and looks; a file in the data folder has none.
pub(super) async fn look(store: &Store, flags: &Flags, findings: &mut Findings<'_>) -> Result<()> {
    if store.pool.engine() == Engine::Sqlite {
        return Ok(());
    }
    let Some(address) = settings::respond_database()? else {
        findings.wrong("doctor-role-missing", "");
        return Ok(());
    };
    match role::open_beside(store, &flags.data, &address).await {
        Ok(_) => findings.fine("doctor-role", &role::name(&address)?),
        Err(Error::Invalid(code, value)) => findings.wrong(code, &value),
        Err(Error::Unavailable(code)) => findings.wrong(code, ""),
        Err(error) => return Err(error),
    }
    Ok(())
}
