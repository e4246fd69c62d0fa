//! The draft as a file, in and out; the official wording laid over it; the review packet.

use std::sync::Arc;

use axum::extract::{self, Path};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::Member;
use super::super::upload::Upload;
use super::address;
use crate::access::Action;
use crate::exchange::{docx, packet};
use crate::http::State;
use crate::store::instruments;
use crate::{Error, Result};

/// A file to keep.
pub(super) fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

pub(super) async fn download(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
) -> Result<Response> {
    member.may(Action::SeeStudy)?;
    let draft = super::draft(&state, &member, &id).await?;
    Ok(file("application/toml; charset=utf-8", &format!("{}.toml", draft.name), draft.draft.into_bytes()))
}

pub(super) async fn replace(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    upload: Upload,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let draft = super::draft(&state, &member, &id).await?;
    let source = upload.text()?;
    let parsed = ::instruments::parse(source).map_err(Error::Problems)?;
    if parsed.id != draft.name {
        return Err(Error::Invalid("instrument-other-id", parsed.id));
    }
    instruments::save(&state.store, &draft, source).await?;
    Ok(Redirect::to(&format!("{}?done=instrument-saved", address(&member, &id))))
}

pub(super) async fn lay_over(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    upload: Upload,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let draft = super::draft(&state, &member, &id).await?;
    let official = ::instruments::overlay(&draft.draft, upload.text()?).map_err(Error::Problems)?;
    instruments::save(&state.store, &draft, &official).await?;
    Ok(Redirect::to(&format!("{}?done=wording-official", address(&member, &id))))
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(super) async fn packet(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id, language)): Path<(String, String, String)>,
    member: Member,
) -> Result<Response> {
    member.may(Action::SeeStudy)?;
    let draft = super::draft(&state, &member, &id).await?;
    let parsed = super::read(&draft)?;
    if !parsed.languages.contains(&language) {
        return Err(Error::NotFound);
    }
    let pages = state.staff_pages.clone();
    let lines = packet::lines(&parsed, &language, &|key, values| pages.say(&language, key, values));
    Ok(file(DOCX, &format!("{}-{language}.docx", draft.name), docx::write(&lines)?))
}
