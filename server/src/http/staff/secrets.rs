//! Passphrases that somebody chooses: typed twice, long enough.

use super::fields::Fields;
use crate::seal::keys::{self, Line, Passphrase, PersonKeys};
use crate::{Error, Result};

/// The passphrase of a form with `passphrase` and `passphrase-again`.
pub fn chosen(fields: &Fields) -> Result<Passphrase> {
    let typed = fields.get("passphrase");
    if typed != fields.get("passphrase-again") {
        return Err(Error::Invalid("passphrases-differ", String::new()));
    }
    Passphrase::chosen(typed)
}

/// New keys under it, in turn with other slow work.
pub async fn make_keys(passphrase: Passphrase) -> Result<PersonKeys> {
    keys::in_turn(Line::Inside, move || keys::make_person(&passphrase)).await
}
