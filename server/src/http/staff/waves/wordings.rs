//! Wordings that changed between versions: a coordinator says whether answers before and after may be compared.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::{Html, Redirect};

use super::{Opened, Shared};
use crate::access::{Action, allows};
use crate::http::staff::{Around, Fields, Member};
use crate::store::audit;
use crate::waves::Series;
use crate::waves::wording::{self, Class};
use crate::{Error, Result};

/// What the page shows.
#[derive(Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The waves, with all steps.
    pub series: Arc<Series>,
    /// Whether the person may say what a change is.
    pub may_say: bool,
    /// Whether something was just kept.
    pub done: bool,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, instrument)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let opened = Opened::open(&state, &member, &instrument).await?;
    let may_say = allows(member.role, Action::DesignInstruments);
    let done = Fields(query).get("done") == "wording-kept";
    let view = View { member, series: opened.series, may_say, done };
    Ok(Html(state.staff_pages.wordings(&around, &view)))
}

pub(super) async fn confirm(
    state: Shared,
    member: Member,
    Path((study, instrument)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let opened = Opened::open(&state, &member, &instrument).await?;
    let same = |name: &str| fields.get(name).to_owned();
    let (from, to, unit) = (same("from"), same("to"), same("unit"));
    let mut steps = opened.series.breaks.steps.iter();
    let step = steps.find(|step| step.from == from && step.to == to && step.unit == unit).ok_or(Error::NotFound)?;
    let class = Class::chosen(fields.get("class")).ok_or(Error::Invalid("wording-class", String::new()))?;
    let mut transaction = state.store.write().await?;
    let day = member.study.today().to_string();
    wording::confirm(&mut transaction, &instrument, step, class, (&member.person.id, &day)).await?;
    audit::append(&mut transaction, Some(&member.study.id), &member.person.id, "class-wording", &step.unit).await?;
    transaction.commit().await?;
    Ok(Redirect::to(&format!("/studies/{study}/waves/of/{instrument}/wordings?done=wording-kept")))
}
