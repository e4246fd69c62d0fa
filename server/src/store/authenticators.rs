//! Authenticator apps: the secret that a person's app shares with this house, and the codes of it (TOTP, RFC 6238: six
//! digits, thirty seconds, one step of patience). No code is taken twice.

use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use super::{audit, sql};
use crate::seal::codes::Installation;
use crate::seal::envelope;
use crate::{Error, Result, chance};

const PURPOSE: &str = "authenticator";

/// What a page shows so that an app can be set up.
#[derive(Clone)]
pub struct Setting {
    /// The secret, in letters and digits.
    pub letters: String,
    /// The same as an address that apps read.
    pub address: String,
}

impl std::fmt::Debug for Setting {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Setting(hidden)")
    }
}

/// How far an app is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is none.
    Off,
    /// Its secret was shown, and no code of it typed.
    Shown,
    /// Its codes are asked for.
    On,
}

/// How far a person's app is set up.
pub async fn state(from: &mut sql::Connection, person: &str) -> Result<State> {
    const STATE: &str = "select active from authenticators where person_id = $1";
    let active: Option<bool> = sql::query_scalar(STATE).bind(person).fetch_optional(from).await?;
    Ok(active.map_or(State::Off, |active| if active { State::On } else { State::Shown }))
}

/// A new secret, which counts once a code of it was typed. `authenticator-on` where there is one that counts.
pub async fn begin(to: &mut sql::Connection, installation: &Installation, person: &str) -> Result<()> {
    const BEGIN: &str = "insert into authenticators (person_id, sealed, last_step, active) values ($1, $2, 0, false) \
                         on conflict (person_id) do update set sealed = excluded.sealed, last_step = 0 \
                         where not authenticators.active";
    let secret = Zeroizing::new(chance::bytes::<20>());
    let sealed = envelope::seal_with(&installation.key_for(PURPOSE), 0, person.as_bytes(), &*secret);
    match sql::query(BEGIN).bind(person).bind(sealed).execute(to).await?.rows_affected() {
        0 => Err(Error::Conflict("authenticator-on")),
        _ => Ok(()),
    }
}

/// What the page of a secret shows that does not count yet; none where there is none.
pub async fn setting(
    from: &mut sql::Connection,
    installation: &Installation,
    person: &str,
    name: &str,
) -> Result<Option<Setting>> {
    const SHOWN: &str = "select sealed from authenticators where person_id = $1 and not active";
    let sealed: Option<Vec<u8>> = sql::query_scalar(SHOWN).bind(person).fetch_optional(from).await?;
    let Some(sealed) = sealed else { return Ok(None) };
    let letters = open(installation, person, &sealed)?.secret().to_base32();
    let address = format!("otpauth://totp/Tidemark:{}?secret={letters}&issuer=Tidemark", encoded(name));
    Ok(Some(Setting { letters, address }))
}

/// The first code was typed: from now on they are asked for.
pub async fn turn_on(to: &mut sql::Connection, installation: &Installation, person: &str, typed: &str) -> Result<()> {
    const TURN_ON: &str = "update authenticators set active = true where person_id = $1 and not active";
    let digits: String = typed.split_whitespace().collect();
    if state(&mut *to, person).await? != State::Shown || !take(&mut *to, installation, person, &digits).await? {
        return Err(Error::Invalid("authenticator-code", String::new()));
    }
    super::found(sql::query(TURN_ON).bind(person).execute(&mut *to).await?.rows_affected())?;
    audit::append(to, None, person, "authenticator-on", "").await
}

/// No code of the app is asked for any more.
pub async fn turn_off(to: &mut sql::Connection, person: &str) -> Result<()> {
    const TURN_OFF: &str = "delete from authenticators where person_id = $1 and active";
    super::found(sql::query(TURN_OFF).bind(person).execute(&mut *to).await?.rows_affected())?;
    audit::append(to, None, person, "authenticator-off", "").await
}

/// Takes a code, once: whether it is one of the app's, of now, and later than the last one that was taken.
pub(super) async fn take(
    to: &mut sql::Connection,
    installation: &Installation,
    person: &str,
    typed: &str,
) -> Result<bool> {
    const SEALED: &str = "select sealed from authenticators where person_id = $1";
    const TAKE: &str = "update authenticators set last_step = $2 where person_id = $1 and last_step < $2";
    let sealed: Option<Vec<u8>> = sql::query_scalar(SEALED).bind(person).fetch_optional(&mut *to).await?;
    let Some(sealed) = sealed else { return Ok(false) };
    let now = u64::try_from(chance::now()).unwrap_or_default();
    let Some(step) = open(installation, person, &sealed)?.check(typed, now) else { return Ok(false) };
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    Ok(sql::query(TAKE).bind(person).bind(step).execute(to).await?.rows_affected() == 1)
}

fn open(installation: &Installation, person: &str, sealed: &[u8]) -> Result<Totp> {
    let secret = envelope::open_with(&installation.key_for(PURPOSE), person.as_bytes(), sealed)?;
    Builder::new()
        .with_secret(Secret::from(secret))
        .build()
        .map_err(|_| Error::Internal("an authenticator's secret is too short".to_owned()))
}

/// A name as it stands in an address; a colon would end it.
fn encoded(name: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(byte);
    name.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    //! An app shows a code; a name has an accent and a space.

    use super::*;

    #[test]
    fn codes_are_those_of_the_published_vectors() {
        // RFC 6238, appendix B, the last six of eight digits.
        let totp = Builder::new().with_secret(b"12345678901234567890".to_vec()).build().unwrap();
        for (moment, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(totp.check(code, moment), Some(moment / 30), "{moment}");
            assert_eq!(totp.check(code, moment + 30), Some(moment / 30), "one step late");
            assert_eq!(totp.check(code, moment + 60), None, "two steps late");
        }
    }

    #[test]
    fn a_name_ends_nothing_in_the_address() {
        assert_eq!(encoded("Ana Peña: x&y"), "Ana%20Pe%C3%B1a%3A%20x%26y");
    }
}
