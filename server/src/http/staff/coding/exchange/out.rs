//! Files that go out: the codebook with its examples, the project, coded excerpts. Only what the person may see; the
//! passphrase is asked once more, a second person must have approved, and taking a file is recorded before it leaves.

use axum::extract::Path;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::super::{Bench, Shared};
use super::view::View;
use crate::access::{Action, allows};
use crate::exchange::project::{self, excerpts};
use crate::exchange::refi_qda;
use crate::http::staff::{Around, Member, taking};
use crate::owed;
use crate::{Error, Result};

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Export).await?;
    let view = tokio::task::block_in_place(|| {
        let desk = bench.workspace.read();
        let project = project::project(&desk, &bench.member.person.id, &bench.member.study.name);
        View {
            member: bench.member.clone(),
            may_bring: allows(bench.member.role, Action::BringSources),
            counts: [project.sources.len(), project.selections(), project.codings(), project.all_codes().len()],
            losses: refi_qda::losses(&project).losses().collect(),
        }
    });
    Ok(Html(state.staff_pages.exchange(&around, &view)))
}

/// A file and its kind.
type File = (Vec<u8>, &'static str);

pub(super) async fn file(
    state: Shared,
    around: Around,
    member: Member,
    headers: HeaderMap,
    uri: Uri,
    Path((_, name)): Path<(String, String)>,
) -> Result<Response> {
    let bench = Bench::open(&state, member, Action::Export).await?;
    if let Some(form) = taking::asks(&state.store, &bench.member, &headers, &uri).await? {
        return Ok(form);
    }
    let owed = owed::of_study(&state.store, &bench.member.study.id).await?.line(&around.language);
    let told = state.staff_pages.say(&around.language, "rest-told", &[]);
    let (bytes, kind) = tokio::task::block_in_place(|| made(&bench, &name, &owed, &told))?;
    taking::let_out(&state, &bench.member, &name).await?;
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// What is owed to the owners of words goes into every file that may repeat them; `told` says where words go on that are
/// longer than a cell.
fn made(bench: &Bench, name: &str, owed: &str, told: &str) -> Result<File> {
    let desk = bench.workspace.read();
    let (person, study) = (&bench.member.person.id, &bench.member.study.name);
    let description = (!owed.is_empty()).then(|| owed.to_owned());
    let project = || refi_qda::Project { description: description.clone(), ..project::project(&desk, person, study) };
    let excerpts = || excerpts::excerpts(&desk, person);
    let head =
        |all: &[excerpts::Excerpt]| excerpts::Head { owed: owed.to_owned(), ..excerpts::head(&desk, study, all) };
    Ok(match name {
        "codebook.qdc" => (
            refi_qda::write_codebook(&project()).map_err(|problem| Error::Problems(vec![problem]))?.0,
            "application/xml",
        ),
        "codebook.csv" => (refi_qda::to_csv(&project())?, "text/csv; charset=utf-8"),
        "project.qdpx" => (refi_qda::write(&project())?, "application/zip"),
        "excerpts.csv" => (excerpts::to_csv(&excerpts(), owed)?, "text/csv; charset=utf-8"),
        "excerpts.xlsx" => (
            excerpts::to_xlsx(&excerpts(), owed, told)?,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        "excerpts.docx" => (
            {
                let all = excerpts();
                excerpts::to_docx(&all, &head(&all))?
            },
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        "excerpts.html" => {
            let all = excerpts();
            (excerpts::to_html(&all, &head(&all)), "text/html; charset=utf-8")
        }
        _ => return Err(Error::NotFound),
    })
}
