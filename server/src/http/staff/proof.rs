//! The second proof as pages and forms carry it: what the script of a page asks a device for, and reading what a form
//! brings of it. What proves something is left to `passkey` and `store::second`.

use axum::http::{HeaderMap, header};
use serde::Serialize;

use super::fields::Fields;
use crate::http::State;
use crate::passkey::{self, Challenge, Fault, Known, Party, Signed, hex, unhex};
use crate::seal::keys::{self, Passphrase};
use crate::seal::passkey::ASKED;
use crate::store::passkeys::Passkey;
use crate::store::second::{self, Second, Typed};
use crate::store::sessions::Token;
use crate::store::{accounts::Person, audit, passkeys, sign_ins};
use crate::{Error, Result, Settings};

/// The house as this browser knows it; none where its address is no name. On this machine alone it has two, and
/// `localhost` is one.
pub(super) fn party(settings: &Settings, headers: &HeaderMap) -> Option<Party> {
    let own = &settings.staff_origin;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    match (own.split_once("://"), host) {
        (Some((scheme, _)), Some(host)) if Settings::is_near(own) => Party::of(&format!("{scheme}://{host}")),
        _ => Party::of(own),
    }
}

/// What the script of a page asks a device for, as it stands in the page. Bytes are hexadecimal digits.
#[derive(Serialize)]
struct Question<'a> {
    /// A new passkey, and not a signature.
    make: bool,
    party: &'a str,
    challenge: String,
    /// Passkeys that may sign; of a new one, those that are there.
    known: Vec<String>,
    kinds: &'a [i64],
    /// For whom a new passkey is.
    person: [&'a str; 2],
    /// What to make a secret from, and so make sure who touches the device; empty where none is needed.
    secret: String,
}

impl<'a> Question<'a> {
    fn new(party: &'a Party, challenge: &Challenge, known: &[Passkey]) -> Self {
        let known = known.iter().filter(|passkey| passkey.party == party.id);
        let known = known.map(|passkey| hex(&passkey.credential)).collect();
        Self {
            make: false,
            party: &party.id,
            challenge: hex(challenge),
            known,
            kinds: &passkey::KINDS,
            person: [""; 2],
            secret: String::new(),
        }
    }

    fn to_text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::internal("a question to a device", error))
    }
}

/// What a browser is asked: whose page, which browser, what for.
pub(super) struct Asking<'a> {
    /// What handlers use.
    pub state: &'a State,
    /// The house as the browser knows it.
    pub party: &'a Party,
    /// The browser.
    pub token: &'a Token,
    /// What for: an answer is good for nothing else.
    pub purpose: &'a str,
}

impl Asking<'_> {
    /// Asks for a signature of one of these passkeys; none where none is for this house.
    pub async fn sign(&self, known: &[Passkey]) -> Result<Option<String>> {
        self.ask(known, "").await
    }

    /// The same, with the secret that unlocks.
    pub async fn unlock(&self, known: &[Passkey]) -> Result<Option<String>> {
        self.ask(known, &hex(ASKED)).await
    }

    async fn ask(&self, known: &[Passkey], secret: &str) -> Result<Option<String>> {
        if !known.iter().any(|passkey| passkey.party == self.party.id) {
            return Ok(None);
        }
        let challenge = self.challenge().await?;
        let question = Question::new(self.party, &challenge, known);
        Question { secret: secret.to_owned(), ..question }.to_text().map(Some)
    }

    /// Asks for a new passkey beside these.
    pub async fn make(&self, known: &[Passkey], person: &Person) -> Result<String> {
        let challenge = self.challenge().await?;
        let question = Question::new(self.party, &challenge, known);
        Question { make: true, person: [&person.id, &person.name], ..question }.to_text()
    }

    async fn challenge(&self) -> Result<Challenge> {
        sign_ins::ask(&self.state.store, self.token, self.purpose).await
    }

    /// The challenge that a form answers, once; `passkey-late` where this browser was not asked it for this purpose.
    pub async fn answered(&self, fields: &Fields) -> Result<Challenge> {
        let late = || Error::Invalid("passkey-late", String::new());
        let challenge = unhex(fields.get("challenge")).ok_or_else(late)?;
        let asked = sign_ins::answered(&self.state.store, self.token, self.purpose, &challenge).await?;
        Challenge::try_from(challenge).ok().filter(|_| asked).ok_or_else(late)
    }

    /// The passkey, one of these, that signed what a form brings; gives how often it has signed now as well. Note it
    /// (`passkeys::signed`) with what the signature is for.
    pub async fn signed<'k>(
        &self,
        known: &'k [Passkey],
        fields: &Fields,
        verified: bool,
    ) -> Result<(&'k Passkey, u32)> {
        let challenge = self.answered(fields).await?;
        let bytes = |name: &str| unhex(fields.get(name)).ok_or_else(|| refused(Fault::Layout));
        let credential = bytes("credential")?;
        let passkey = known.iter().find(|one| one.credential == credential && one.party == self.party.id);
        let passkey = passkey.ok_or_else(|| refused(Fault::Signature))?;
        let signed = Signed { client: bytes("client")?, data: bytes("data")?, signature: bytes("signature")? };
        let own = Known { public_key: &passkey.public_key, counter: passkey.counter };
        match passkey::check(self.party, &challenge, own, &signed, verified) {
            Ok(counter) => Ok((passkey, counter)),
            Err(fault) => Err(refused(fault)),
        }
    }
}

/// Why a passkey is not taken, as a page says it.
pub(super) fn refused(fault: Fault) -> Error {
    match fault {
        Fault::Copied => Error::Conflict("passkey-copied"),
        Fault::Unverified => Error::Invalid("passkey-unverified", String::new()),
        _ => Error::Invalid("passkey-refused", String::new()),
    }
}

/// Takes the second proof that a form brings: what a device signed, or a typed code. It is spent, whatever follows.
pub(super) async fn give(asking: Option<&Asking<'_>>, state: &State, person: &str, fields: &Fields) -> Result<()> {
    let second = second::of(&mut state.store.pool.acquire().await?, person).await?;
    match asking {
        Some(asking) if !fields.get("credential").is_empty() => signature(asking, person, &second, fields).await,
        _ if fields.get("code").trim().is_empty() => Err(Error::Invalid("second-empty", String::new())),
        _ => code(state, person, &second, fields).await,
    }
}

async fn signature(asking: &Asking<'_>, person: &str, second: &Second, fields: &Fields) -> Result<()> {
    let store = &asking.state.store;
    match asking.signed(&second.passkeys, fields, false).await {
        Ok((passkey, counter)) => {
            let mut to = store.write().await?;
            passkeys::signed(&mut to, &passkey.id, passkey.counter, counter).await?;
            Ok(to.commit().await?)
        }
        Err(Error::Conflict(copied)) => {
            let mut to = store.write().await?;
            audit::append(&mut to, None, person, "passkey-copied", "").await?;
            to.commit().await?;
            Err(Error::Conflict(copied))
        }
        Err(error) => Err(error),
    }
}

async fn code(state: &State, person: &str, has: &Second, fields: &Fields) -> Result<()> {
    // Spare codes are never paused, so a guess at one is as slow as one at a passphrase.
    if !second::is_of_app(fields.get("code")) {
        let guess = Passphrase::new(fields.get("code"));
        keys::in_turn(keys::Line::Door, move || keys::verify_nobody(&guess)).await?;
    }
    let mut to = state.store.write().await?;
    let typed = second::code(&mut to, &state.installation, person, fields.get("code")).await?;
    to.commit().await?;
    match typed {
        Typed::Right => Ok(()),
        Typed::Wrong => Err(Error::Invalid("second-wrong", String::new())),
        Typed::Later => {
            let code = if has.passkeys.is_empty() { "second-later" } else { "second-later-passkey" };
            Err(Error::Invalid(code, (second::PAUSE / 60).to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    //! The same program on this machine, behind a name, behind a number.

    use super::*;

    fn seen(own: &str, host: &str) -> Option<Party> {
        let settings = Settings {
            data: "data".into(),
            respond: ([127, 0, 0, 1], 1).into(),
            staff: ([127, 0, 0, 1], 2).into(),
            planes: crate::settings::Planes::Both,
            respond_origin: own.to_owned(),
            staff_origin: own.to_owned(),
            certificate: None,
            acme: None,
            in_three: false,
            database: crate::settings::Database::Folder,
            respond_database: None,
        };
        party(&settings, &HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]))
    }

    #[test]
    fn a_house_is_known_by_its_name_alone() {
        let at = |id: &str, origin: &str| Some(Party { id: id.to_owned(), origin: origin.to_owned() });
        let named = "https://staff.example.org:8443";
        assert_eq!(seen(named, "staff.example.org:8443"), at("staff.example.org", named));
        assert_eq!(
            seen(named, "elsewhere.example"),
            at("staff.example.org", named),
            "what is asked for changes nothing"
        );
        assert_eq!(seen("http://127.0.0.1:8011", "localhost:8011"), at("localhost", "http://localhost:8011"));
        assert_eq!(seen("http://127.0.0.1:8011", "127.0.0.1:8011"), None, "a browser takes no number");
        assert_eq!((seen("https://10.0.0.7", "10.0.0.7"), seen("https://[::1]", "[::1]")), (None, None));
    }
}
