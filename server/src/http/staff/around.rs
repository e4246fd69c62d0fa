//! What every staff page shows around its own content: who is signed in, the study, notices, what was wrong.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::again::{self, Again};
use super::fields::Fields;
use super::session;
use crate::Result;
use crate::access::Role;
use crate::http::State;
use crate::owed::{self, Acknowledgement};
use crate::store::{members, studies};

/// Take it as an argument of a handler that draws a page, and hand it to the page.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Language tag of the page.
    pub language: String,
    /// The name of the person signed in, if any.
    pub person: Option<String>,
    /// Minutes without a request after which their studies lock; none where nobody is signed in.
    pub idle: i64,
    /// The study of the address, if the person is in it.
    pub study: Option<Here>,
    /// Who took the person's second proof away, and when, until they have read it.
    pub reset: Option<(String, String)>,
    /// What was just done: the key `done-<code>`.
    pub done: Option<String>,
    /// How many are left of what was just used, where the sentence tells it.
    pub left: Option<String>,
    /// A form that was refused, or something to show once.
    pub again: Again,
}

/// The study that a page is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether this session may read its answers now.
    pub unlocked: bool,
    /// What the person is in it: their menu offers what they may open.
    pub role: Role,
    /// What it owes to the owners of words: said on each of its pages.
    pub owed: Vec<Acknowledgement>,
}

impl Around {
    /// What was typed into a field of a refused form, else `otherwise`.
    pub fn typed(&self, name: &str, otherwise: &str) -> String {
        let typed = self.again.fields.0.iter().find(|(found, _)| found == name);
        typed.map_or_else(|| otherwise.to_owned(), |(_, value)| value.clone())
    }

    /// The same without notes of what was done or refused.
    pub fn plain(&self) -> Self {
        Self { done: None, left: None, again: Again::default(), ..self.clone() }
    }

    async fn read(parts: &mut Parts, state: &Arc<State>) -> Result<Self> {
        let query = Fields::read(parts.uri.query().unwrap_or_default().as_bytes());
        let session = session::current(parts, state).await?;
        let mut around = Self {
            language: "en".to_owned(),
            person: session.as_ref().map(|session| session.person.name.clone()),
            idle: session.as_ref().map_or(0, |session| session.idle),
            reset: session.as_ref().and_then(|session| session.reset.clone()),
            study: None,
            done: Some(query.get("done")).filter(|code| is_code(code)).map(str::to_owned),
            left: Some(query.get("left")).filter(|left| left.parse::<u8>().is_ok()).map(str::to_owned),
            again: again::recall_any(&state.store, &parts.headers, query.get("again")).await?.unwrap_or_default(),
        };
        if let (Some(session), Some(id)) = (session, session::study_id(parts, state).await)
            && let Some(role) = members::role(&state.store, &id, &session.person.id).await?
            && let Some(study) = studies::find(&state.store, &id).await?
        {
            let unlocked = session.unlocked.contains_key(&id);
            let owed = owed::of_study(&state.store, &id).await?.all(&around.language);
            around.study = Some(Here { id, name: study.name, unlocked, role, owed });
        }
        Ok(around)
    }
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

impl FromRequestParts<Arc<State>> for Around {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> std::result::Result<Self, Response> {
        Self::read(parts, state).await.map_err(IntoResponse::into_response)
    }
}
