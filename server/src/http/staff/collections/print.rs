//! What leaves the house on paper and by mail: QR codes, posters, sheets of codes, texts to copy.

use std::sync::Arc;

use ::instruments::{Audience, Instrument};
use axum::extract::{self, Path};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

use super::super::{Around, Member};
use crate::access::Action;
use crate::exchange::qr as picture;
use crate::http::State;
use crate::store::collections::Collection;
use crate::store::links::{self, Link, Mode};
use crate::store::sites;
use crate::store::studies::Study;
use crate::{Error, Result};

/// A poster for one link.
#[derive(Clone, Debug)]
pub struct Poster {
    /// The study: its bland title is what survivors' posters say.
    pub study: Study,
    /// Who is asked.
    pub audience: Audience,
    /// What is asked.
    pub parsed: Instrument,
    /// Languages that are offered.
    pub languages: Vec<String>,
    /// The link.
    pub link: Link,
    /// What respondents type.
    pub address: String,
    /// The QR code, an SVG file.
    pub picture: String,
    /// Whether the address opens on this machine only.
    pub here_only: bool,
    /// Where the collection's page is.
    pub back: String,
}

/// Codes to cut out.
#[derive(Clone, Debug)]
pub struct CodeSheet {
    /// What respondents type first.
    pub address: String,
    /// The codes, in random order; empty when they were shown before.
    pub codes: Vec<String>,
    /// Language of those who print it.
    pub language: String,
    /// Languages of the slips: all that are offered.
    pub languages: Vec<String>,
    /// Where the collection's page is.
    pub back: String,
    /// Whether the address opens on this machine only.
    pub here_only: bool,
    /// Whether it is one code for all.
    pub shared: bool,
}

/// Texts for invitations and reminders.
#[derive(Clone, Debug)]
pub struct Texts {
    /// The study.
    pub study: Study,
    /// The collection.
    pub collection: Collection,
    /// What is asked.
    pub parsed: Instrument,
    /// Languages that are offered.
    pub languages: Vec<String>,
    /// Links with the names of their sites and their addresses.
    pub links: Vec<(Link, String, String)>,
    /// Whether the addresses open on this machine only.
    pub here_only: bool,
}

type Address = Path<(String, String, String)>;

async fn opened(state: &State, member: &Member, id: &str, word: &str) -> Result<(Collection, Link)> {
    member.may(Action::RunCollections)?;
    let collection = super::collection(state, member, id).await?;
    let link = super::link(state, &collection, word).await?;
    Ok((collection, link))
}

pub(super) async fn qr(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id, word)): Address,
    member: Member,
) -> Result<Response> {
    let (_, link) = opened(&state, &member, &id, &word).await?;
    let svg = picture::svg(&super::respond_address(&state, &link))?;
    let name = format!("attachment; filename=\"{}.svg\"", link.word);
    Ok(([(header::CONTENT_TYPE, "image/svg+xml".to_owned()), (header::CONTENT_DISPOSITION, name)], svg).into_response())
}

pub(super) async fn poster(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id, word)): Address,
    member: Member,
) -> Result<Html<String>> {
    let (collection, link) = opened(&state, &member, &id, &word).await?;
    let (version, parsed) = super::version(&state, &collection).await?;
    let address = super::respond_address(&state, &link);
    let picture = picture::svg(&address)?;
    let (audience, languages) = (parsed.audience, version.languages.0);
    let (here_only, back) = (super::is_here_only(&state), super::address(&member, &id));
    let view = Poster { study: member.study, audience, parsed, languages, link, address, picture, here_only, back };
    Ok(Html(state.staff_pages.poster(&view)))
}

pub(super) async fn codes(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id, word)): Address,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    let (collection, link) = opened(&state, &member, &id, &word).await?;
    let (version, _) = super::version(&state, &collection).await?;
    let view = CodeSheet {
        shared: link.mode == Mode::Shared,
        address: super::respond_address(&state, &link),
        codes: around.again.fields.all("code").map(str::to_owned).collect(),
        back: super::address(&member, &id),
        here_only: super::is_here_only(&state),
        language: around.language,
        languages: version.languages.0,
    };
    Ok(Html(state.staff_pages.code_sheet(&view)))
}

pub(super) async fn texts(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    member.may(Action::RunCollections)?;
    let collection = super::collection(&state, &member, &id).await?;
    let (version, parsed) = super::version(&state, &collection).await?;
    let mut rows = Vec::new();
    for link in links::all(&state.store, &collection.id).await? {
        let site = sites::find(&state.store, &member.study.id, &link.site_id).await?.ok_or(Error::NotFound)?;
        let address = super::respond_address(&state, &link);
        rows.push((link, site.name, address));
    }
    let (here_only, languages) = (super::is_here_only(&state), version.languages.0);
    let view = Texts { study: member.study, collection, parsed, languages, links: rows, here_only };
    Ok(Html(state.staff_pages.texts(&around, &view)))
}
