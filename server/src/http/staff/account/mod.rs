//! One's own account: passphrase, how long one may be away, and the second proof: passkeys, an authenticator app, spare
//! codes. Whatever changes the second proof asks for all proofs anew first ([`confirm`]), so that a copied cookie is not
//! enough; a new passphrase does so where there is a second proof, since it asks for the old one in any case.

mod authenticator;
mod confirm;
mod passkeys;

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::{Extension, extract};

use super::absent::{self, Anew};
use super::session::{self, Person, SignedIn};
use super::{Around, Fields, again, secrets, sign_in, tries};
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::seal::keys::Passphrase;
use crate::store::authenticators::Setting;
use crate::store::passkeys::Passkey;
use crate::store::second::{self, Second};
use crate::store::sessions::{self, Session};
use crate::store::{accounts, spare, sql};
use crate::{Error, Result, chance};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// One's own name, check letters, passphrase and second proof.
    fn account(&self, around: &Around, view: &Account) -> String;
    /// Asks for all proofs anew.
    fn confirm(&self, around: &Around, view: &Confirm) -> String;
    /// A new passkey; `ask` is what the script asks a device for, none where the address is no name.
    fn new_passkey(&self, around: &Around, ask: Option<&str>) -> String;
    /// Lets a passkey unlock studies.
    fn unlocking_passkey(&self, around: &Around, passkey: &Passkey, ask: Option<&str>) -> String;
    /// The secret of an authenticator app, and its first code.
    fn authenticator(&self, around: &Around, setting: &Setting) -> String;
}

/// What the account shows.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose it is.
    pub person: Person,
    /// What they have beside the passphrase.
    pub second: Second,
    /// Whether all proofs were asked for anew a moment ago.
    pub confirmed: bool,
    /// The address of this installation, and today: they stand with spare codes on their paper.
    pub printed: (String, String),
}

/// What the page that asks for all proofs shows.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// What the person has beside the passphrase.
    pub second: Second,
    /// What the script asks a device for.
    pub ask: Option<String>,
    /// The page that it leads to.
    pub next: String,
}

/// The routes of this area.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/account", Asks::SignedIn, show)
        .post("/account", Asks::SignedIn, change_passphrase)
        .post("/account/idle", Asks::SignedIn, choose_idle)
        .post("/account/spare", Asks::SignedIn, new_spare)
        .post("/account/read", Asks::SignedIn, read)
        .merge(confirm::routes())
        .merge(passkeys::routes())
        .merge(authenticator::routes())
}

async fn show(state: Shared, around: Around, SignedIn(visit): SignedIn) -> Result<Html<String>> {
    let second = second::of(&mut state.store.pool.acquire().await?, &visit.person.id).await?;
    let printed = (state.settings.staff_origin.clone(), chance::today("UTC").to_string());
    let view = Account { person: visit.person.clone(), second, confirmed: visit.is_confirmed(), printed };
    Ok(Html(state.staff_pages.account(&around, &view)))
}

async fn choose_idle(state: Shared, person: Person, fields: Fields) -> Result<Redirect> {
    let typed = fields.get("minutes").trim();
    let minutes = typed.parse::<i64>().map_err(|_| Error::Invalid("idle-minutes", typed.to_owned()))?;
    let mut to = state.store.write().await?;
    sessions::choose_idle(&mut to, &person.id, minutes).await?;
    to.commit().await?;
    Ok(Redirect::to("/account?done=idle-chosen"))
}

async fn change_passphrase(state: Shared, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    if let Some(asks) = asks_for_second(&state, &visit, "/account").await? {
        return Ok(asks);
    }
    let new = secrets::chosen(&fields)?;
    let old = Passphrase::typed(fields.get("old-passphrase"))?;
    let id = &visit.person.id;
    let changed = tries::inside(&state, id, accounts::change_passphrase(&state.store, &visit, old, new)).await;
    let token = changed.map_err(confirm::ended)?;
    again::follow(&visit.token, &token);
    let done = Redirect::to("/account?done=passphrase-changed");
    Ok(([session::hold(&state.settings, &token)], done).into_response())
}

/// New spare codes in place of the old ones.
async fn new_spare(state: Shared, headers: HeaderMap, SignedIn(visit): SignedIn) -> Result<Response> {
    if let Some(asks) = asks_anew(&visit, "/account") {
        return Ok(asks);
    }
    let mut to = state.store.write().await?;
    if !second::of(&mut to, &visit.person.id).await?.is_asked() {
        return Err(Error::Conflict("second-none"));
    }
    let codes = spare::make(&mut to, &state.installation, &visit.person.id).await?;
    to.commit().await?;
    with_codes(&state, &headers, &codes, "").await
}

/// The person has read who took their second proof away.
async fn read(state: Shared, person: Person) -> Result<Redirect> {
    let mut to = state.store.write().await?;
    second::read(&mut to, &person.id).await?;
    to.commit().await?;
    Ok(Redirect::to("/account"))
}

/// The way to the page that asks for all proofs anew, where that was not done a moment ago. A form waits meanwhile, and
/// is on the page `next` again.
pub(super) fn asks_anew(visit: &Session, next: &str) -> Option<Response> {
    let anew = || (Extension(Anew(next.to_owned())), Redirect::to(&absent::confirm(next))).into_response();
    (!visit.is_confirmed()).then(anew)
}

/// The same for what asks for the passphrase by itself: only whoever has a second proof gives it anew.
pub(super) async fn asks_for_second(state: &State, visit: &Session, next: &str) -> Result<Option<Response>> {
    let second = second::of(&mut state.store.pool.acquire().await?, &visit.person.id).await?;
    Ok(if second.is_asked() { asks_anew(visit, next) } else { None })
}

/// A second proof begins: whoever signed in elsewhere without one is signed out, and spare codes are made where there are
/// none.
async fn begins(to: &mut sql::Connection, state: &State, visit: &Session) -> Result<Vec<String>> {
    sessions::end_others(&mut *to, &visit.person.id, &visit.token).await?;
    second::provide(to, &state.installation, &visit.person.id).await
}

/// Back to the account, with spare codes that are shown this once.
async fn with_codes(state: &State, headers: &HeaderMap, codes: &[String], done: &str) -> Result<Response> {
    match codes {
        [] => Ok(Redirect::to(&format!("/account?done={done}")).into_response()),
        codes => sign_in::to_page_with(&state.store, "/account", headers, &[("spare", codes.join(" "))]).await,
    }
}
