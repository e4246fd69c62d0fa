//! Files of what people answered or said: before one leaves, the passphrase is asked once more, so that nobody takes
//! words from an open screen. The form gives the file's address a ticket, which opens it once, for the same browser.
//! What single people answered or said leaves only on a second person's word ([`super::approvals`]); where the study has
//! one member, the record says that nobody else approved. What is in a file and who may take it is left to its own
//! handler, which begins with [`asks`] and ends with [`let_out`].

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{self, Query};
use axum::http::{HeaderMap, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::again;
use super::{Around, Fields, Member, next, tries};
use crate::access::Action;
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::store::approvals::{self, Leave};
use crate::store::{Store, accounts, audit, brought};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;
type Asked = Query<Vec<(String, String)>>;

const TICKET: &str = "ticket";

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// The passphrase once more.
    fn taking(&self, around: &Around, view: &View) -> String;
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// The name of the file.
    pub name: String,
    /// Where the form goes.
    pub action: String,
    /// On whose word the file may leave.
    pub word: Word,
}

/// On whose word a file may leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// It needs nobody's any more: every quote in it was approved by a second person.
    Vetted,
    /// Somebody else's.
    Approved {
        /// Who.
        by: String,
        /// What for.
        purpose: String,
        /// The last day.
        until: String,
    },
    /// Nobody's, because nobody else is in the study.
    Alone,
    /// Nobody's yet: the names of those who could give it.
    Waits(Vec<String>),
    /// Nobody's yet, and whoever could approve let this person in, or came by them: their names.
    Brought(Vec<String>),
}

impl Word {
    /// Whether somebody else's word is still needed.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Waits(_) | Self::Brought(_))
    }
}

/// The routes of this area.
pub(super) fn routes() -> Routes {
    Routes::new().get("/studies/{study}/take", Action::Export, show).post("/studies/{study}/take", Action::Export, ask)
}

/// On whose word this member may take out what people answered or said.
pub(super) async fn word(state: &State, member: &Member) -> Result<Word> {
    let (study, person) = (&member.study.id, &member.person.id);
    let today = member.study.today().to_string();
    let leave = approvals::leave(&mut state.store.pool.acquire().await?, study, person, &today).await?;
    Ok(match leave {
        Some(Leave::Approved(approval)) => Word::Approved {
            by: name(state, &approval.approved_by).await?,
            purpose: approval.purpose,
            until: approval.ends_on,
        },
        Some(Leave::Alone) => Word::Alone,
        None => missing(state, study, person).await?,
    })
}

/// Whom to ask, or who is there and does not count.
async fn missing(state: &State, study: &str, person: &str) -> Result<Word> {
    let mut from = state.store.pool.acquire().await?;
    let barred = brought::barred(&mut from, study, person).await?;
    let counts = brought::seconds(&mut from, study, &barred, Action::ApproveExports).await?;
    let own = BTreeSet::from([person.to_owned()]);
    let all = brought::seconds(&mut from, study, &own, Action::ApproveExports).await?;
    Ok(if counts.is_empty() && !all.is_empty() { Word::Brought(all) } else { Word::Waits(counts) })
}

async fn name(state: &State, id: &str) -> Result<String> {
    Ok(accounts::find(&state.store, id).await?.map(|person| person.name).unwrap_or_default())
}

/// Writes down that this member takes something out, and on whose word; call it before the first byte leaves.
///
/// # Errors
/// `export-unapproved` where somebody else could approve and nobody has.
pub(super) async fn let_out(state: &State, member: &Member, object: &str) -> Result<()> {
    let (study, person) = (&member.study.id, &member.person.id);
    let mut to = state.store.write().await?;
    let leave = approvals::leave(&mut to, study, person, &member.study.today().to_string()).await?;
    let (action, said) = match leave.ok_or(Error::Conflict("export-unapproved"))? {
        Leave::Approved(approval) => {
            let by = name(state, &approval.approved_by).await?;
            ("export-approved", format!("{by}: {}", approval.purpose))
        }
        Leave::Alone => ("export-alone", String::new()),
    };
    audit::append(&mut to, Some(study), person, "export", object).await?;
    audit::append(&mut to, Some(study), person, action, &said).await?;
    Ok(to.commit().await?)
}

/// Whether every word in a file was approved by a second person before.
fn is_vetted(file: &str) -> bool {
    file.split('?').next().is_some_and(|path| path.ends_with("/coding/quotes/quotes.csv"))
}

/// The way to the form, unless the passphrase was just typed for this very file.
pub(super) async fn asks(store: &Store, member: &Member, headers: &HeaderMap, uri: &Uri) -> Result<Option<Response>> {
    let (file, query) = (file(uri), Fields::read(uri.query().unwrap_or_default().as_bytes()));
    let ticket = again::recall_any(store, headers, query.get(TICKET)).await?;
    let typed = ticket.is_some_and(|ticket| ticket.page == mark(&file));
    Ok((!typed).then(|| Redirect::to(&form(member, &file)).into_response()))
}

/// The address of a file without its ticket and notes.
fn file(uri: &Uri) -> String {
    let is_ticket = |part: &&str| part.split_once('=').is_some_and(|(name, _)| name == TICKET);
    let query: Vec<&str> = uri.query().unwrap_or_default().split('&').filter(|part| !is_ticket(part)).collect();
    next::without_notes(uri.path(), &query.join("&"))
}

/// No address looks like this, so no refused form can be taken for it.
fn mark(file: &str) -> String {
    format!("take {file}")
}

fn form(member: &Member, file: &str) -> String {
    let query = serde_html_form::to_string([("file", file)]).unwrap_or_default();
    format!("/studies/{}/take?{query}", member.study.id)
}

/// The file that an address asks for, if it is one of the member's study and they may take it now.
fn asked<'a>(member: &Member, query: &'a Fields) -> Result<&'a str> {
    member.may(Action::Export)?;
    member.unlocked()?;
    let own = format!("/studies/{}/", member.study.id);
    let file = next::inside(query.get("file"));
    if file.starts_with(&own) { Ok(file) } else { Err(Error::NotFound) }
}

async fn show(state: Shared, around: Around, member: Member, Query(query): Asked) -> Result<Html<String>> {
    let query = Fields(query);
    let file = asked(&member, &query)?;
    let path = file.split('?').next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    let word = if is_vetted(file) { Word::Vetted } else { word(&state, &member).await? };
    Ok(Html(state.staff_pages.taking(&around, &View { name, action: form(&member, file), word })))
}

async fn ask(
    state: Shared,
    member: Member,
    headers: HeaderMap,
    Query(query): Asked,
    fields: Fields,
) -> Result<Redirect> {
    let query = Fields(query);
    let file = asked(&member, &query)?;
    if !is_vetted(file) && word(&state, &member).await?.is_missing() {
        return Err(Error::Conflict("export-unapproved"));
    }
    tries::open(&state, &member.person.id, fields.get("passphrase")).await?;
    let id = again::keep_once(&state.store, &headers, &mark(file), &Fields::default()).await?;
    let sign = if file.contains('?') { '&' } else { '?' };
    Ok(Redirect::to(&format!("{file}{sign}{TICKET}={id}")))
}

#[cfg(test)]
mod tests {
    //! A file was asked for with its ticket, with the site that it is of, and after a note.

    use super::*;

    #[test]
    fn a_ticket_is_for_one_file_as_it_was_asked() {
        let plain = |address: &str| file(&address.parse().unwrap());
        assert_eq!(plain("/studies/s/results/c/data.csv?site=a&ticket=b"), "/studies/s/results/c/data.csv?site=a");
        assert_eq!(plain("/studies/s/x.csv?ticket=b&done=c"), "/studies/s/x.csv");
        assert_eq!(plain("/studies/s/x.csv?tickets=b"), "/studies/s/x.csv?tickets=b", "control");
    }

    #[test]
    fn only_approved_quotes_leave_without_another_word() {
        assert!(is_vetted("/studies/s/coding/quotes/quotes.csv?only=public"));
        for raw in ["/studies/s/coding/exchange/out/excerpts.csv", "/studies/s/x?file=/coding/quotes/quotes.csv"] {
            assert!(!is_vetted(raw), "{raw}");
        }
    }
}
