//! Getting a certificate, and getting the next one before it ends.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::Presented;
use super::account::{Account, base64};
use super::ask::{Answer, Asking, refused};
use super::kept::Kept;
use super::key::Key;
use crate::settings::Acme;
use crate::{Result, terminal};

/// Between two looks whether the certificate is fresh.
const PAUSE: Duration = Duration::from_secs(12 * 3600);
/// After a failure; servers allow some tries in an hour.
const AGAIN: Duration = Duration::from_secs(3600);
/// How long the server may take to look at a proof, and to write a certificate; and between two looks at that.
const PATIENCE: Duration = Duration::from_secs(180);
const LOOK: Duration = Duration::from_secs(1);
/// How often a letter is written again whose nonce was too old.
const TRIES: usize = 5;

const PROOF: &str = "tls-alpn-01";
const OLD_NONCE: &str = "urn:ietf:params:acme:error:badNonce";

/// Keeps the certificate of these names fresh, for ever; drop the task to stop it. What fails is told to the operator and
/// tried again; meanwhile the certificate before goes on.
pub async fn keep(told: Acme, names: Vec<String>, data: PathBuf, presented: Arc<Presented>) {
    loop {
        let pause = match refresh(&told, &names, &data, &presented).await {
            Ok(()) => PAUSE,
            Err(error) => {
                terminal::report("certificate", &error);
                AGAIN
            }
        };
        presented.forget_proofs();
        sleep(pause).await;
    }
}

async fn refresh(told: &Acme, names: &[String], data: &Path, presented: &Presented) -> Result<()> {
    let kept = Kept::of(data, &told.directory, names)?;
    // One that cannot be read is as none: the next takes its place.
    if presented.is_empty()
        && let Ok(Some(certificate)) = kept.certificate()
    {
        presented.show(certificate);
    }
    if !presented.is_empty() && kept.is_fresh() {
        return Ok(());
    }
    let key = Key::new()?;
    let mut server = Server::enter(told, kept.account()?).await?;
    let chain = server.certificate(names, &key, presented).await?;
    kept.keep(&key, &chain)?;
    if let Some(certificate) = kept.certificate()? {
        presented.show(certificate);
    }
    Ok(())
}

/// A server that knows our account.
struct Server {
    asking: Asking,
    directory: Value,
    account: Account,
    nonce: Option<String>,
}

impl Server {
    /// Tells the server our key: it gives the account that it has under it, or a new one.
    async fn enter(told: &Acme, key: Key) -> Result<Self> {
        let asking = Asking::trusting(told.roots.as_deref())?;
        let directory = read(&asking.ask(Method::GET, &told.directory, String::new()).await?)?;
        let mut server = Self { asking, directory, account: Account::of(key), nonce: None };
        let contact: Vec<&str> = told.contact.as_deref().into_iter().collect();
        let new = json!({ "termsOfServiceAgreed": true, "contact": contact });
        let address = text(&server.directory, "newAccount")?;
        let answer = server.post(&address, &new.to_string()).await?;
        server.account.address = Some(answer.header("location").ok_or_else(|| refused("an account without address"))?);
        Ok(server)
    }

    /// A certificate of these names for a key, as a chain in PEM.
    async fn certificate(&mut self, names: &[String], key: &Key, presented: &Presented) -> Result<String> {
        let wanted: Vec<Value> = names.iter().map(|name| json!({ "type": "dns", "value": name })).collect();
        let address = text(&self.directory, "newOrder")?;
        let answer = self.post(&address, &json!({ "identifiers": wanted }).to_string()).await?;
        let place = answer.header("location").ok_or_else(|| refused("an order without address"))?;
        let order = read(&answer)?;
        for name in order["authorizations"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.prove(name, presented).await?;
        }
        self.wait(&place, &["pending"], "ready").await?;
        let request = json!({ "csr": base64(&key.request(names)?) });
        self.post(&text(&order, "finalize")?, &request.to_string()).await?;
        let order = self.wait(&place, &["ready", "processing"], "valid").await?;
        Ok(self.post(&text(&order, "certificate")?, "").await?.text())
    }

    /// Proves that one name is ours, where the server does not know it yet.
    async fn prove(&mut self, place: &str, presented: &Presented) -> Result<()> {
        let wanted = read(&self.post(place, "").await?)?;
        if wanted["status"] == "valid" {
            return Ok(());
        }
        let mut challenges = wanted["challenges"].as_array().into_iter().flatten();
        let challenge = challenges.find(|challenge| challenge["type"] == PROOF);
        let challenge = challenge.ok_or_else(|| refused(format_args!("the server does not offer {PROOF}")))?;
        let digest = self.account.answer(&text(challenge, "token")?)?;
        presented.prove(&text(&wanted["identifier"], "value")?, &digest)?;
        self.post(&text(challenge, "url")?, "{}").await?;
        self.wait(place, &["pending"], "valid").await.map(drop)
    }

    /// Looks until the server is done with something; it must have ended well.
    async fn wait(&mut self, place: &str, meanwhile: &[&str], well: &str) -> Result<Value> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let seen = read(&self.post(place, "").await?)?;
            let status = seen["status"].as_str().unwrap_or_default().to_owned();
            if status == well {
                return Ok(seen);
            }
            if !meanwhile.contains(&status.as_str()) {
                return Err(refused(format_args!("{status}: {}", why(&seen))));
            }
            sleep(LOOK).await;
        }
        Err(refused(format_args!("not done in time: {place}")))
    }

    /// Sends a letter; an empty one only asks.
    async fn post(&mut self, to: &str, words: &str) -> Result<Answer> {
        for _ in 0..TRIES {
            let nonce = match self.nonce.take() {
                Some(nonce) => nonce,
                None => self.new_nonce().await?,
            };
            let letter = self.account.letter(to, &nonce, words)?;
            let answer = self.asking.ask(Method::POST, to, letter).await?;
            self.nonce = answer.header("replay-nonce");
            match answer.status {
                200..=299 => return Ok(answer),
                _ if answer.text().contains(OLD_NONCE) => {}
                _ => return Err(refused(answer.text())),
            }
        }
        Err(refused(OLD_NONCE))
    }

    async fn new_nonce(&self) -> Result<String> {
        let address = text(&self.directory, "newNonce")?;
        let answer = self.asking.ask(Method::HEAD, &address, String::new()).await?;
        answer.header("replay-nonce").ok_or_else(|| refused("no nonce"))
    }
}

fn read(answer: &Answer) -> Result<Value> {
    serde_json::from_slice(&answer.body).map_err(refused)
}

fn text(value: &Value, name: &str) -> Result<String> {
    value[name].as_str().map(str::to_owned).ok_or_else(|| refused(format_args!("an answer without {name}")))
}

/// What the server says about what did not end well.
fn why(seen: &Value) -> String {
    let challenges = seen["challenges"].as_array().into_iter().flatten();
    let said = challenges.chain([seen]).find_map(|one| one["error"]["detail"].as_str());
    said.unwrap_or("the server does not say why").to_owned()
}

#[cfg(test)]
mod tests {
    //! A server says no.

    use super::*;
    use crate::Error;

    #[test]
    fn what_the_server_complains_about_is_found() {
        let proof = json!({ "challenges": [{}, { "error": { "detail": "nobody listens" } }] });
        assert_eq!(why(&proof), "nobody listens");
        assert_eq!(why(&json!({ "error": { "detail": "too many" } })), "too many");
        assert_eq!(why(&json!({})), "the server does not say why");
        assert!(matches!(text(&json!({}), "url"), Err(Error::Invalid("acme-refused", _))));
    }
}
