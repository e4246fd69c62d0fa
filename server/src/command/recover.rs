//! `tidemark recover`: the owner left, the kit is in the safe, or two who keep a sheet of it have met. Makes whoever types
//! it an owner of everything, without a browser. The page `/recover` does the same.

use std::io::{self, BufRead};
use std::path::Path;
use std::process::ExitCode;

use zeroize::Zeroizing;

use super::typed;
use crate::http::Pages;
use crate::seal::PrivateKey;
use crate::seal::keys::{self, Line};
use crate::store::{Store, accounts, installation, owners};
use crate::{Error, Result};

/// Asks for the kit, a name and a passphrase, and writes the new keys.
pub async fn recover(data: &Path, kit: Option<&Path>, pages: &Pages) -> Result<ExitCode> {
    let store = super::opened(data).await?;
    let kit = ask_for_own_kit(&store, kit, pages).await?;
    let name = accounts::name(&ask("recover-name", pages)?)?;
    let passphrase = typed::ask_for_passphrase(pages)?;
    let keys = keys::in_turn(Line::Inside, move || keys::make_person(&passphrase)).await?;
    let person = owners::recover(&store, &kit, &name, &keys).await?;
    crate::terminal::say(pages.staff.sentence("recovered", &person.name));
    Ok(ExitCode::SUCCESS)
}

/// The kit of this installation; another one is refused before anything slow is done.
pub(super) async fn ask_for_own_kit(store: &Store, kit: Option<&Path>, pages: &Pages) -> Result<PrivateKey> {
    let known = installation::recovery_key(store).await?;
    let kit = typed::ask_for_kit(kit, known.as_ref(), pages)?;
    owners::check_kit(store, &kit).await.map_err(|error| match error {
        Error::Invalid("kit-other", _) => Error::Invalid("recover-kit-other", String::new()),
        other => other,
    })?;
    Ok(kit)
}

/// What somebody types after a question, in one line.
pub(super) fn ask(question: &str, pages: &Pages) -> Result<Zeroizing<String>> {
    ask_of(question, "", pages)
}

/// The same after a question that mentions a value.
pub(super) fn ask_of(question: &str, value: &str, pages: &Pages) -> Result<Zeroizing<String>> {
    crate::terminal::complain(pages.staff.sentence(question, value));
    let mut line = Zeroizing::new(String::new());
    io::stdin().lock().read_line(&mut line).map_err(|error| Error::internal("reading the terminal", error))?;
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    Ok(line)
}
