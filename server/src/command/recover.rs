//! `tidemark recover`: the owner left, the kit is in the safe, or two who keep a sheet of it have met. Makes whoever types
//! it an owner of everything, without a browser. The page `/recover` does the same.

use std::io::{self, BufRead};
use std::path::Path;
use std::process::ExitCode;

use zeroize::Zeroizing;

use super::backup;
use crate::http::Pages;
use crate::seal::PrivateKey;
use crate::seal::keys::{self, Passphrase};
use crate::store::{Store, accounts, installation, owners};
use crate::{Error, Result};

/// Asks for the kit, a name and a passphrase, and writes the new keys.
pub async fn recover(data: &Path, kit: Option<&Path>, pages: &Pages) -> Result<ExitCode> {
    let store = super::opened(data).await?;
    let kit = ask_for_own_kit(&store, kit, pages).await?;
    let name = accounts::name(&ask("recover-name", pages)?)?;
    let typed = ask("recover-passphrase", pages)?;
    let passphrase = Passphrase::chosen(&typed)?;
    if *ask("recover-passphrase-again", pages)? != *typed {
        return Err(Error::Invalid("passphrases-differ", String::new()));
    }
    let keys = keys::in_turn(move || keys::make_person(&passphrase)).await?;
    let person = owners::recover(&store, &kit, &name, &keys).await?;
    crate::terminal::say(pages.staff.sentence("recovered", &person.name));
    Ok(ExitCode::SUCCESS)
}

/// The kit of this installation; another one is refused before anything slow is done.
pub(super) async fn ask_for_own_kit(store: &Store, kit: Option<&Path>, pages: &Pages) -> Result<PrivateKey> {
    let known = installation::recovery_key(store).await?;
    let kit = backup::ask_for_kit(kit, known.as_ref(), pages)?;
    owners::check_kit(store, &kit).await.map_err(|error| match error {
        Error::Invalid("kit-other", _) => Error::Invalid("recover-kit-other", String::new()),
        other => other,
    })?;
    Ok(kit)
}

fn ask(question: &str, pages: &Pages) -> Result<Zeroizing<String>> {
    crate::terminal::complain(pages.staff.sentence(question, ""));
    let mut line = Zeroizing::new(String::new());
    io::stdin().lock().read_line(&mut line).map_err(|error| Error::internal("reading the terminal", error))?;
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    Ok(line)
}
