//! Files to take away: answers and their dictionary. For answers the passphrase is asked once more, a second person must
//! have approved, and taking them is recorded before the first byte leaves.

use ::instruments::WordingSource;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};

use super::{Asked, Opened, Shared};
use crate::Result;
use crate::access::Action;
use crate::exchange::export::{self, Places, Said};
use crate::http::staff::{Around, Fields, Member, taking};
use crate::store::roster;

type Address = Path<(String, String)>;

pub(super) async fn data(
    state: Shared,
    member: Member,
    headers: HeaderMap,
    uri: Uri,
    Path((_, collection)): Address,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let opened = Opened::open(&state, &member, Action::Export, &collection).await?;
    if let Some(form) = taking::asks(&state.store, &member, &headers, &uri).await? {
        return Ok(form);
    }
    let site = opened.site(Fields(query).get("site")).map(|site| site.id.clone());
    let table = opened.workspace.table(&opened.collection.id);
    let organisations = roster::organisations(&state.store, &member.study.id).await?;
    let places = Places {
        wave: opened.wave.clone(),
        sites: opened.sites.iter().map(|site| (site.id.clone(), site.name.clone())).collect(),
        organisations: organisations.into_iter().map(|one| (one.id, one.name)).collect(),
        versions: opened.versions.iter().map(said).collect(),
    };
    let bytes = export::data(&opened.instrument, table, &table.at_site(site.as_deref()), &places)?;
    taking::let_out(&state, &member, &collection).await?;
    // What only tried things out is never taken for real answers.
    let mark = if opened.collection.rehearsal { "-rehearsal" } else { "" };
    Ok(file(&format!("{}{mark}-data.csv", opened.instrument.id), bytes))
}

pub(super) async fn dictionary(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, collection)): Address,
) -> Result<Response> {
    let opened = Opened::open(&state, &member, Action::Export, &collection).await?;
    // All wordings that the rows of the table may have, the one shown first.
    let others = opened.versions.iter().filter_map(|version| version.instrument.wording.as_ref());
    let wordings = opened.instrument.wording.iter().chain(others);
    let marked: Vec<_> =
        wordings.map(|wording| (wording, state.staff_pages.say(&around.language, mark(wording.source), &[]))).collect();
    let bytes = export::dictionary(&opened.instrument, &around.language, &marked)?;
    Ok(file(&format!("{}-dictionary.csv", opened.instrument.id), bytes))
}

fn said(version: &Asked) -> (String, Said) {
    let wording = version.instrument.wording.clone();
    (version.hash.clone(), Said { number: version.number, wording })
}

/// The key of the sentence that says whose words the items are.
fn mark(source: WordingSource) -> &'static str {
    match source {
        WordingSource::Paraphrase => "wording-paraphrase",
        WordingSource::Official => "wording-official",
    }
}

/// A file that a browser keeps and does not show. Its name is made of an instrument's id: letters, digits, hyphens.
fn file(name: &str, bytes: Vec<u8>) -> Response {
    let name: String =
        name.chars().filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_')).collect();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}
