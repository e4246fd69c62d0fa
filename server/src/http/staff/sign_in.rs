//! Ways in: signing in and out, joining by a code, coming back with the recovery kit. The very first way in is
//! `first_start`.

use std::sync::Arc;

use axum::extract::{self, Query};
use axum::http::HeaderMap;
use axum::response::{AppendHeaders, Html, IntoResponse, Redirect, Response};

use super::first_start::First;
use super::kit::NewKit;
use super::tries::{self, Comer};
use super::{Around, Fields, absent, again, first_start, next, secrets, session};
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::seal::keys::Passphrase;
use crate::seal::{PrivateKey, codes, sheets};
use crate::store::accounts::{self, Person};
use crate::store::invitations::{self, Invitation, Purpose};
use crate::store::sessions::{self, Unlocked};
use crate::store::{Store, audit, brought, installation, members, owners, second, sign_ins, sql};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// Name and passphrase; `next` is where it leads, empty for the list of studies.
    fn sign_in(&self, around: &Around, next: &str) -> String;
    /// A code, and for a new person name and passphrase.
    fn join(&self, around: &Around) -> String;
    /// The kit or two of its sheets, a name and a new passphrase.
    fn recover(&self, around: &Around) -> String;
    /// The first owner's name and passphrase, and on how many sheets the kit is printed.
    fn first_start(&self, around: &Around, view: First) -> String;
    /// The first kit to print; what stands last on each sheet is asked for.
    fn kit(&self, around: &Around, view: &NewKit) -> String;
}

/// What the sheet for the safe shows.
#[derive(Clone, Debug)]
pub struct KitSheet {
    /// The blocks, in order.
    pub blocks: Vec<String>,
    /// The address of this installation, so that the sheet tells what it opens.
    pub address: String,
    /// Today.
    pub day: String,
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", Asks::Nothing, home)
        .get("/sign-in", Asks::Nothing, show_sign_in)
        .post("/sign-in", Asks::Nothing, sign_in)
        .post("/sign-out", Asks::Nothing, sign_out)
        .get("/join", Asks::Nothing, show_join)
        .post("/join", Asks::Nothing, join)
        .get("/recover", Asks::Nothing, show_recover)
        .post("/recover", Asks::Nothing, recover)
        .merge(first_start::routes())
}

async fn home(state: Shared, around: Around) -> Result<Response> {
    let to = match around.person {
        Some(_) => "/studies",
        None if accounts::any(&state.store).await? => "/sign-in",
        None => "/first-start",
    };
    Ok(Redirect::to(to).into_response())
}

async fn show_sign_in(state: Shared, around: Around, Query(query): Query<Vec<(String, String)>>) -> Result<Response> {
    if !accounts::any(&state.store).await? {
        return Ok(Redirect::to("/first-start").into_response());
    }
    let fields = Fields(query);
    Ok(Html(state.staff_pages.sign_in(&around, next::inside(fields.get("next")))).into_response())
}

async fn sign_in(state: Shared, headers: HeaderMap, comer: Comer, fields: Fields) -> Result<Response> {
    let passphrase = Passphrase::typed(fields.get("passphrase"))?;
    let (person, known) = tries::sign_in(&state, &comer, fields.get("name"), passphrase).await?;
    let next = match next::inside(fields.get("next")) {
        "" => "/studies",
        next => next,
    };
    enter_with(&state, &headers, &person, next, Some(&known)).await
}

/// Starts a session in place of whatever the browser held; for somebody who has a second proof, the step that asks for it.
pub(super) async fn enter(state: &State, headers: &HeaderMap, person: &Person, next: &str) -> Result<Response> {
    enter_with(state, headers, person, next, None).await
}

/// The same, where a passphrase was checked, unless it was changed meanwhile.
async fn enter_with(
    state: &State,
    headers: &HeaderMap,
    person: &Person,
    next: &str,
    known: Option<&str>,
) -> Result<Response> {
    let old = session::token(headers);
    if let Some(old) = &old {
        sessions::end(&state.store, old).await?;
    }
    let mut to = state.store.write().await?;
    if let Some(known) = known
        && !accounts::is_still(&mut to, &person.id, known).await?
    {
        return Err(Error::Invalid("sign-in-wrong", String::new()));
    }
    let asked = second::of(&mut to, &person.id).await?.is_asked();
    let token = match asked {
        true => sign_ins::begin(&mut to, &person.id, next).await?,
        false => sessions::start(&mut to, &person.id, &Unlocked::new()).await?,
    };
    to.commit().await?;
    // A form that arrived after the last session had ended waits for the same person.
    let page = match &old {
        Some(old) if asked => {
            absent::follow(old, &person.id, &token);
            None
        }
        Some(old) => absent::back(old, &person.id, &token),
        None => None,
    };
    let page = page.as_deref().unwrap_or(next);
    let page = if asked { "/sign-in/second".to_owned() } else { tries::telling(state, &person.id, &token, page) };
    let device = codes::device(&state.installation, &person.id);
    let cookies = [session::know_again(&state.settings, &device), session::hold(&state.settings, &token)];
    Ok((AppendHeaders(cookies), Redirect::to(&page)).into_response())
}

async fn sign_out(state: Shared, headers: HeaderMap) -> Result<Response> {
    if let Some(token) = session::token(&headers) {
        sessions::end(&state.store, &token).await?;
    }
    Ok(([session::forget(&state.settings)], Redirect::to("/sign-in?done=signed-out")).into_response())
}

async fn show_join(state: Shared, around: Around) -> Html<String> {
    Html(state.staff_pages.join(&around))
}

async fn join(state: Shared, headers: HeaderMap, around: OptionalPerson, fields: Fields) -> Result<Response> {
    let code = fields.get("code");
    let invitation = invitations::find(&mut state.store.pool.acquire().await?, &state.installation, code).await?;
    if let (Some(person), Purpose::Join { .. }) = (&around.0, &invitation.purpose) {
        admit(&state, &invitation, person).await?;
        return Ok(Redirect::to("/studies?done=joined").into_response());
    }
    let person = match &invitation.purpose {
        Purpose::Join { .. } => join_new(&state, &invitation, &fields).await?,
        Purpose::Restore { person } => restore(&state, &invitation, person, &fields).await?,
    };
    enter(&state, &headers, &person, "/studies?done=joined").await
}

async fn join_new(state: &State, invitation: &Invitation, fields: &Fields) -> Result<Person> {
    accounts::name(fields.get("name"))?;
    let keys = secrets::make_keys(secrets::chosen(fields)?).await?;
    let mut to = state.store.write().await?;
    let person = accounts::make(&mut to, fields.get("name"), &keys, false).await?;
    seat(&mut to, invitation, &person).await?;
    to.commit().await?;
    Ok(person)
}

async fn admit(state: &State, invitation: &Invitation, person: &Person) -> Result<()> {
    if let Purpose::Join { study, .. } = &invitation.purpose
        && members::role(&state.store, study, &person.id).await?.is_some()
    {
        return Err(Error::Conflict("already-member"));
    }
    let mut to = state.store.write().await?;
    seat(&mut to, invitation, person).await?;
    Ok(to.commit().await?)
}

async fn seat(to: &mut sql::Connection, invitation: &Invitation, person: &Person) -> Result<()> {
    if let Purpose::Join { study, role } = &invitation.purpose {
        members::put(&mut *to, study, &person.id, *role).await?;
        brought::note(&mut *to, study, &person.id, &invitation.invited_by).await?;
        audit::append(&mut *to, Some(study), &person.id, "join", role.name()).await?;
    }
    invitations::spend(to, &invitation.id).await
}

async fn restore(state: &State, invitation: &Invitation, id: &str, fields: &Fields) -> Result<Person> {
    let keys = secrets::make_keys(secrets::chosen(fields)?).await?;
    let mut to = state.store.write().await?;
    accounts::renew(&mut to, id, &keys).await?;
    brought::note_everywhere(&mut to, id, &invitation.invited_by).await?;
    audit::append(&mut to, None, id, "new-keys", "").await?;
    invitations::spend(&mut to, &invitation.id).await?;
    to.commit().await?;
    accounts::find(&state.store, id).await?.ok_or(Error::NotFound)
}

async fn show_recover(state: Shared, around: Around) -> Html<String> {
    Html(state.staff_pages.recover(&around))
}

async fn recover(state: Shared, headers: HeaderMap, fields: Fields) -> Result<Response> {
    // Whatever is wrong, what is right of the kit stays: nobody types it all again for a slip in the name.
    match recovered(&state, &fields).await {
        Err(Error::Invalid(code, value)) => {
            let id = again::keep_strangers(&headers, true, right_of_kit(&fields, code, value));
            Ok(Redirect::to(&format!("/recover?again={id}")).into_response())
        }
        recovered => enter(&state, &headers, &recovered?, "/studies?done=recovered").await,
    }
}

async fn recovered(state: &State, fields: &Fields) -> Result<Person> {
    let kit = typed_kit(state, fields).await?;
    accounts::name(fields.get("name"))?;
    let keys = secrets::make_keys(secrets::chosen(fields)?).await?;
    owners::recover(&state.store, &kit, fields.get("name"), &keys).await
}

/// Where a form takes the kit, or one of its sheets, and where another sheet. Whatever is called so is never kept by
/// itself when a form is refused.
pub const KIT: [&str; 2] = ["kit", "kit-other"];

/// The key of the kit, or of the two sheets, that a form brought: that of this installation and no other.
pub(super) async fn typed_kit(state: &State, fields: &Fields) -> Result<PrivateKey> {
    let known = installation::recovery_key(&state.store).await?;
    let kit = sheets::private_key(&KIT.map(|name| fields.get(name)), known.as_ref())?;
    owners::check_kit(&state.store, &kit).await?;
    Ok(kit)
}

/// Back to the form of somebody signed in with what is right of the kit, shown once: nobody types sixty letters again for
/// one slip.
pub(super) fn back_with_kit(page: &str, headers: &HeaderMap, fields: &Fields, code: &str, value: String) -> Response {
    let id = again::keep(headers, true, right_of_kit(fields, code, value));
    Redirect::to(&format!("{page}?again={id}")).into_response()
}

fn right_of_kit(fields: &Fields, code: &str, value: String) -> again::Again {
    let others = fields.0.iter().filter(|(name, _)| ["name", "at", "sheets"].contains(&name.as_str())).cloned();
    let kit = KIT.map(|name| (name.to_owned(), sheets::without_slips(fields.get(name))));
    let fields = Fields(others.chain(kit).collect());
    again::Again { code: code.to_owned(), value, fields, ..Default::default() }
}

/// The person signed in, if any.
pub(super) struct OptionalPerson(pub Option<Person>);

impl extract::FromRequestParts<Arc<State>> for OptionalPerson {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &Arc<State>,
    ) -> std::result::Result<Self, Response> {
        let found = session::current(parts, state).await.map_err(IntoResponse::into_response)?;
        Ok(Self(found.map(|session| session.person.clone())))
    }
}

/// A page to go to that shows something once, as an invitation's code.
pub(super) async fn to_page_with(
    store: &Store,
    page: &str,
    headers: &HeaderMap,
    fields: &[(&str, String)],
) -> Result<Response> {
    let fields = Fields(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect());
    let id = again::keep_once(store, headers, "", &fields).await?;
    Ok(Redirect::to(&format!("{page}?again={id}")).into_response())
}
