//! The figures of one collection, of all sites or of one.

use axum::extract::{Path, Query};
use axum::response::Html;

use super::beside::{OtherEdition, Reworded, columns, everywhere, exceeded, other_edition, reworded};
use super::{Opened, Shared};
use crate::Result;
use crate::access::{Action, allows};
use crate::http::staff::{Around, Fields, Member};
use crate::script::{self, Figures};
use crate::store::Store;
use crate::store::imports::{self, Brought};
use crate::store::invited::invited;
use crate::store::population;
use crate::store::sites::Site;
use crate::weighting::{Beside, asked, beside, margins, sites_of};
use crate::workspace::everybody::Everybody;
use crate::workspace::factors::{Column, FactorResult, Reliability, factors, reliability};
use crate::workspace::results::{SectionResult, sections};

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
    /// Answers to the other wording of the same items.
    pub reworded: Vec<Reworded>,
    /// The other edition of the inventory, if the study has it.
    pub other_edition: Option<OtherEdition>,
    /// Responses that the figures are made from.
    pub responses: usize,
    /// How many were invited, where that is known.
    pub invited: Option<i64>,
    /// Names of sites where more answered than were invited, though not more than at all sites together: then nobody knows
    /// how many were invited in all. None where one site is shown alone.
    pub exceeded: Vec<String>,
    /// Whether figures can be those of all who were invited.
    pub everybody: Everybody,
    /// Responses that could not be opened.
    pub unreadable: usize,
    /// The smallest count that is not marked.
    pub smallest: i64,
    /// Rows that were brought in with a weight.
    pub weighted: usize,
    /// The sample beside what is known of its population; empty where one site is shown alone.
    pub beside: Vec<Beside>,
    /// Whether the person may say what is known.
    pub may_say: bool,
    /// Files that answers came from: name, day, responses.
    pub imports: Vec<Brought>,
    /// Versions that answers were given to, with their numbers; the one shown is `version`.
    pub versions: Vec<(String, i64)>,
    /// The version shown.
    pub version: String,
    /// Sites with answers.
    pub sites: Vec<Site>,
    /// The site that is shown alone.
    pub site: Option<String>,
    /// Scales and factors.
    pub factors: Vec<FactorResult>,
    /// Whether the items of each of them hang together.
    pub reliability: Vec<Reliability>,
    /// Sites next to each other, all together first; none where there is one site, or where one is shown alone.
    pub columns: Vec<Column>,
    /// Questions.
    pub sections: Vec<SectionResult>,
    /// The R code of questions and scales; none for what is only tried out.
    pub script: Option<String>,
    /// Whether the person may read open answers.
    pub may_read: bool,
    /// Whether the person may take answers out.
    pub may_export: bool,
}

/// The files that a collection's answers came from.
async fn brought(store: &Store, study: &str, collection: &str) -> Result<Vec<Brought>> {
    let all = imports::brought(store, study).await?;
    Ok(all.into_iter().filter(|brought| brought.collection_id == collection).collect())
}

/// The sample beside what is known of its population.
async fn known(store: &Store, opened: &Opened) -> Result<Vec<Beside>> {
    let table = opened.workspace.table(&opened.collection.id);
    let known = population::all(store, &opened.collection.id).await?;
    let margins = margins(&asked(&opened.instrument, &sites_of(&opened.sites, &known, table)), &known);
    Ok(margins.into_iter().map(|margin| beside(margin, table, None)).collect())
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, collection)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let mut opened = Opened::open(&state, &member, Action::SeeResults, &collection).await?;
    let query = Fields(query);
    opened.show(query.get("version"));
    let site = opened.site(query.get("site")).map(|site| site.id.clone());
    let meanings = opened.meanings();
    let table = opened.workspace.table(&opened.collection.id);
    let keep = table.at_site(site.as_deref());
    let asked = invited(&state.store, &opened.collection).await?;
    let invited = match &site {
        Some(site) => asked.at(site),
        None => everywhere(&opened, &asked),
    };
    let smallest = member.study.smallest_cell_of(opened.instrument.audience);
    let factors = factors(&opened.instrument, table, &keep, &meanings);
    let reliability = reliability(&opened.instrument, table, &keep, &meanings);
    let sections = sections(&opened.instrument, table, &keep, &meanings);
    let figures = Figures {
        instrument: &opened.instrument,
        meanings: &meanings,
        sections: &sections,
        factors: &factors,
        reliability: &reliability,
        everybody: Everybody::of(keep.len(), invited),
        wave: &opened.wave,
        site: site.as_deref(),
    };
    let script = match opened.collection.rehearsal {
        true => None,
        false => script::figures(&opened.data(&state.store, &member).await?, figures),
    };
    let view = View {
        collection: opened.collection.id.clone(),
        title: opened.instrument.title.clone(),
        wave: opened.wave.clone(),
        rehearsal: opened.collection.rehearsal,
        wording: opened.instrument.wording.clone(),
        reworded: reworded(&opened, &keep),
        other_edition: other_edition(&state.store, &member.study.id, &opened).await?,
        responses: keep.len(),
        invited,
        exceeded: match site {
            Some(_) => Vec::new(),
            None => exceeded(&opened, &asked),
        },
        everybody: Everybody::of(keep.len(), invited),
        unreadable: opened.workspace.unreadable,
        smallest,
        beside: match site {
            Some(_) => Vec::new(),
            None => known(&state.store, &opened).await?,
        },
        may_say: allows(member.role, Action::RunCollections),
        weighted: keep.iter().filter(|row| table.rows[**row].weight.is_some()).count(),
        imports: brought(&state.store, &member.study.id, &collection).await?,
        versions: opened.versions.iter().map(|version| (version.hash.clone(), version.number)).collect(),
        version: opened.collection.version_hash.clone(),
        sites: opened.sites_with_answers(),
        factors,
        reliability,
        columns: match site {
            Some(_) => Vec::new(),
            None => columns(&opened, &meanings, &asked, smallest),
        },
        sections,
        script,
        may_read: allows(member.role, Action::ReadAnswers),
        may_export: allows(member.role, Action::Export),
        site,
        member,
    };
    Ok(Html(state.staff_pages.figures(&around, &view)))
}
