//! The sample of one collection beside what is known of its population, and figures with weights beside those without.

use axum::extract::{Path, Query};
use axum::response::{Html, Redirect};

use super::{Opened, Shared};
use crate::access::{Action, allows};
use crate::http::staff::{Around, Fields, Member};
use crate::script::{self, Weighed};
use crate::store::{audit, population};
use crate::weighting::{Asked, Beside, Margin, Origin, Section, Weights};
use crate::weighting::{asked, beside, margins, origins, read, sections, sites_of, weights};
use crate::{Error, Result};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The collection.
    pub collection: String,
    /// Id of its instrument.
    pub instrument: String,
    /// Id of its wave.
    pub wave_id: String,
    /// Title of its instrument.
    pub title: ::instruments::Text,
    /// Name of its wave.
    pub wave: String,
    /// Responses.
    pub responses: usize,
    /// The smallest count that is not marked.
    pub smallest: i64,
    /// Questions with known shares, the sample beside them.
    pub beside: Vec<Beside>,
    /// What shares can be known of.
    pub asked: Vec<Asked>,
    /// The one whose form is open, with the percents that stand in it.
    pub form: Option<(Asked, Form)>,
    /// Where weights could come from.
    pub origins: Vec<Origin>,
    /// The weights.
    pub weights: Option<Weights>,
    /// Figures without and with them.
    pub sections: Vec<Section>,
    /// The R code of all of it; none for what is only tried out.
    pub script: Option<String>,
    /// Whether the person may say what is known.
    pub may_say: bool,
}

/// What stands in a form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Where the figures come from.
    pub source: String,
    /// Percent of each level, as typed or kept.
    pub percents: Vec<String>,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, collection)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let opened = Opened::open(&state, &member, Action::SeeResults, &collection).await?;
    let query = Fields(query);
    let known = population::all(&state.store, &collection).await?;
    let table = opened.workspace.table(&collection);
    let asked = asked(&opened.instrument, &sites_of(&opened.sites, &known, table));
    let margins = margins(&asked, &known);
    let weights = weights(table, &margins, query.get("by"));
    let meanings = opened.meanings();
    let all: Vec<usize> = (0..table.rows.len()).collect();
    let counted = |question: &str| meanings.keep(table, &all, question).into_owned();
    let chosen = query.get("question");
    let form = asked.iter().find(|asked| asked.key == chosen).map(|one| (one.clone(), form(one, &margins, &around)));
    let figures =
        weights.as_ref().map(|weights| sections(&opened.instrument, table, weights, counted)).unwrap_or_default();
    let origins = origins(table, &margins);
    let beside: Vec<Beside> = margins.into_iter().map(|margin| beside(margin, table, weights.as_ref())).collect();
    let weighed = Weighed {
        instrument: &opened.instrument,
        meanings: &meanings,
        beside: &beside,
        weights: weights.as_ref(),
        sections: &figures,
        wave: &opened.wave,
    };
    let script = match opened.collection.rehearsal {
        true => None,
        false => script::population(&opened.data(&state.store, &member).await?, weighed),
    };
    let view = View {
        collection: opened.collection.id.clone(),
        instrument: opened.collection.instrument_id.clone(),
        wave_id: opened.collection.wave_id.clone(),
        title: opened.instrument.title.clone(),
        wave: opened.wave.clone(),
        responses: table.rows.len(),
        smallest: member.study.smallest_cell_of(opened.instrument.audience),
        origins,
        sections: figures,
        beside,
        script,
        form,
        asked,
        weights,
        may_say: allows(member.role, Action::RunCollections),
        member,
    };
    Ok(Html(state.staff_pages.population(&around, &view)))
}

/// What was typed and could not be kept; else what is kept.
fn form(asked: &Asked, margins: &[Margin], around: &Around) -> Form {
    let fields = &around.again.fields;
    if fields.get("question") == asked.key {
        let percent = |level: &crate::waves::Named| fields.get(&format!("share.{}", level.code)).to_owned();
        return Form { source: fields.get("source").to_owned(), percents: asked.levels.iter().map(percent).collect() };
    }
    let kept = margins.iter().find(|margin| margin.asked.key == asked.key);
    let written = |share: &f64| {
        let percent = format!("{:.2}", share * 100.0);
        percent.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    Form {
        source: kept.map(|margin| margin.source.clone()).unwrap_or_default(),
        percents: match kept.and_then(|margin| margin.shares.as_ref()) {
            Some(shares) => shares.iter().map(written).collect(),
            None => vec![String::new(); asked.levels.len()],
        },
    }
}

pub(super) async fn keep(
    state: Shared,
    member: Member,
    Path((study, collection)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    let opened = Opened::open(&state, &member, Action::SeeResults, &collection).await?;
    let key = fields.get("question");
    let stored = population::all(&state.store, &collection).await?;
    let table = opened.workspace.table(&collection);
    let all = asked(&opened.instrument, &sites_of(&opened.sites, &stored, table));
    let mut transaction = state.store.write().await?;
    let done = if fields.get("do") == "remove" {
        if !population::remove(&mut transaction, &collection, key).await? {
            return Err(Error::NotFound);
        }
        "population-removed"
    } else {
        let asked = all.iter().find(|asked| asked.key == key).ok_or(Error::NotFound)?;
        let known = read(asked, fields.get("source"), |code| fields.get(&format!("share.{code}")).to_owned())?;
        let day = member.study.today().to_string();
        let by = population::By { study: &member.study.id, person: &member.person.id, day: &day };
        population::keep(&mut transaction, &collection, &known, by).await?;
        "population-kept"
    };
    let said = format!("{collection}: {key}");
    audit::append(&mut transaction, Some(&member.study.id), &member.person.id, done, &said).await?;
    transaction.commit().await?;
    Ok(Redirect::to(&format!("/studies/{study}/results/{collection}/population?done={done}")))
}
