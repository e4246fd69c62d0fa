//! The list of instruments; adding one from the library or from a file.

use std::sync::Arc;

use ::instruments::{Audience, Instrument};
use axum::extract;
use axum::response::{Html, Redirect};

use super::super::upload::Upload;
use super::super::{Around, Fields, Member};
use super::address;
use crate::access::{self, Action};
use crate::http::State;
use crate::library::{self, Shipped};
use crate::store::{instruments, versions};
use crate::{Error, Result};

/// All instruments of a study.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The study's id.
    pub study: String,
    /// Its instruments.
    pub rows: Vec<Row>,
    /// Shipped ones that the study does not have yet, with their titles and audiences.
    pub library: Vec<(Shipped, String, Audience)>,
    /// Whether this person may add some.
    pub may_design: bool,
}

/// One instrument in the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// The id in its file.
    pub name: String,
    /// The draft, where it can be read.
    pub parsed: Option<Instrument>,
    /// Number and date of the newest version.
    pub newest: Option<(i64, String)>,
}

pub(super) async fn show(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    member.may(Action::SeeStudy)?;
    let mut rows = Vec::new();
    for draft in instruments::all(&state.store, &member.study.id).await? {
        let newest = versions::all(&state.store, &draft.id).await?.into_iter().next();
        rows.push(Row {
            newest: newest.map(|version| (version.number, version.published_on)),
            parsed: super::read(&draft).ok(),
            id: draft.id,
            name: draft.name,
        });
    }
    let may_design = access::allows(member.role, Action::DesignInstruments);
    let view = Shelf { study: member.study.id, library: left(&rows, &around.language), rows, may_design };
    Ok(Html(state.staff_pages.shelf(&around, &view)))
}

fn left(rows: &[Row], language: &str) -> Vec<(Shipped, String, Audience)> {
    let here = |shipped: &&Shipped| rows.iter().any(|row| row.name == shipped.name);
    let said = |shipped: &Shipped| {
        let parsed = ::instruments::parse(shipped.source).ok()?;
        Some((*shipped, parsed.title.get(language).to_owned(), parsed.audience))
    };
    library::SHIPPED.iter().filter(|shipped| !here(shipped)).filter_map(said).collect()
}

pub(super) async fn add(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let shipped = library::find(fields.get("name")).ok_or(Error::NotFound)?;
    let id = instruments::add(&state.store, &member.study.id, shipped.name, shipped.source).await?;
    Ok(Redirect::to(&format!("{}?done=instrument-added", address(&member, &id))))
}

pub(super) async fn upload(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    upload: Upload,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let source = upload.text()?;
    let parsed = ::instruments::parse(source).map_err(Error::Problems)?;
    let id = instruments::add(&state.store, &member.study.id, &parsed.id, source).await?;
    Ok(Redirect::to(&format!("{}?done=instrument-added", address(&member, &id))))
}
