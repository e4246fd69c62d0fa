//! The figures of one collection, of all sites or of one.

use axum::extract::{Path, Query};
use axum::response::Html;

use super::{Opened, Shared};
use crate::Result;
use crate::access::{Action, allows};
use crate::http::staff::{Around, Fields, Member};
use crate::store::sites::Site;
use crate::workspace::results::{FactorResult, SectionResult, factors, sections};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The collection.
    pub collection: String,
    /// Title of its instrument.
    pub title: ::instruments::Text,
    /// Name of its wave.
    pub wave: String,
    /// For trying out: never counts.
    pub rehearsal: bool,
    /// Whose wording it is: goes with every figure.
    pub wording: Option<::instruments::Wording>,
    /// Responses that the figures are made from.
    pub responses: usize,
    /// Responses that could not be opened.
    pub unreadable: usize,
    /// The smallest count that is not marked.
    pub smallest: i64,
    /// Sites with answers.
    pub sites: Vec<Site>,
    /// The site that is shown alone.
    pub site: Option<String>,
    /// Scales and factors.
    pub factors: Vec<FactorResult>,
    /// Questions.
    pub sections: Vec<SectionResult>,
    /// Whether the person may read open answers.
    pub may_read: bool,
    /// Whether the person may take answers out.
    pub may_export: bool,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, collection)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let opened = Opened::open(&state, &member, Action::SeeResults, &collection).await?;
    let site = opened.site(Fields(query).get("site")).map(|site| site.id.clone());
    let table = opened.workspace.table(&opened.collection.id);
    let keep = table.at_site(site.as_deref());
    let view = View {
        collection: opened.collection.id.clone(),
        title: opened.instrument.title.clone(),
        wave: opened.wave.clone(),
        rehearsal: opened.collection.rehearsal,
        wording: opened.instrument.wording.clone(),
        responses: keep.len(),
        unreadable: opened.workspace.unreadable,
        smallest: member.study.smallest_cell_of(opened.instrument.audience),
        sites: opened.sites_with_answers(),
        factors: factors(&opened.instrument, table, &keep),
        sections: sections(&opened.instrument, table, &keep),
        may_read: allows(member.role, Action::ReadAnswers),
        may_export: allows(member.role, Action::Export),
        site,
        member,
    };
    Ok(Html(state.staff_pages.figures(&around, &view)))
}
