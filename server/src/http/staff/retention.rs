//! Until when answers are kept: the last day that an owner sets and somebody else confirms, and legal holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract;
use axum::response::{Html, Redirect};

use super::{Around, Fields, Member};
use crate::access::Action;
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::store::holds::{self, Hold};
use crate::store::retention::{self, Clock, LONGEST_COPIES};
use crate::store::{accounts, audit};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Retention {
    /// Who looks.
    pub member: Member,
    /// Last days, at most one of each state; each with the names of waves that start after it.
    pub clocks: Vec<(Clock, Vec<String>)>,
    /// Legal holds, the standing one first.
    pub holds: Vec<Hold>,
    /// Everybody's name by id.
    pub names: BTreeMap<String, String>,
}

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// Until when answers are kept.
    fn retention(&self, around: &Around, view: &Retention) -> String;
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/retention", Action::ChangeSettings, show)
        .post("/studies/{study}/retention", Action::SetRetention, propose)
        .post("/studies/{study}/retention/confirm", Action::ConfirmRetention, confirm)
        .post("/studies/{study}/retention/drop", Action::ConfirmRetention, drop_proposal)
        .post("/studies/{study}/retention/hold", Action::HoldPurge, hold)
        .post("/studies/{study}/retention/hold/end", Action::SetRetention, end_hold)
}

/// `GET …/retention`
async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::ChangeSettings)?;
    let (store, study) = (&state.store, &member.study.id);
    let mut clocks = Vec::new();
    let all = retention::all(&mut store.pool.acquire().await?, study).await?;
    for clock in all {
        let later = later_waves(&state, &member, &clock.keep_until).await?;
        clocks.push((clock, later));
    }
    let holds = holds::all(store, study).await?;
    let names = accounts::names(store).await?;
    Ok(Html(state.staff_pages.retention(&around, &Retention { clocks, holds, names, member })))
}

async fn later_waves(state: &State, member: &Member, keep_until: &str) -> Result<Vec<String>> {
    let waves = retention::planned(&state.store, &member.study.id, keep_until).await?;
    Ok(waves.into_iter().map(|wave| wave.name).collect())
}

/// A purge before a wave that is planned leaves it nothing to be compared with: only by somebody who says that they know.
async fn refuse_unwarned(state: &State, member: &Member, fields: &Fields, keep_until: &str) -> Result<()> {
    let later = later_waves(state, member, keep_until).await?;
    if later.is_empty() || !fields.get("despite").is_empty() {
        return Ok(());
    }
    Err(Error::Invalid("retention-before-wave", later.join(", ")))
}

fn back(member: &Member, done: &str) -> Redirect {
    Redirect::to(&format!("/studies/{}/retention?done={done}", member.study.id))
}

/// `POST …/retention`
async fn propose(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::SetRetention)?;
    let (study, today) = (&member.study.id, member.study.today());
    let day = retention::last_day(fields.get("keep-until"), today)?;
    let copies = copies_days(&fields)?;
    refuse_unwarned(&state, &member, &fields, &day).await?;
    let mut to = state.store.write().await?;
    retention::propose(&mut to, study, (&day, copies), &member.person.id, today).await?;
    audit::append(&mut to, Some(study), &member.person.id, "set-retention", &format!("{day} + {copies}")).await?;
    to.commit().await?;
    Ok(back(&member, "retention-set"))
}

fn copies_days(fields: &Fields) -> Result<i64> {
    let wrong = || Error::Invalid("retention-copies", LONGEST_COPIES.to_string());
    let days: i64 = fields.get("copies-days").trim().parse().map_err(|_| wrong())?;
    if (0..=LONGEST_COPIES).contains(&days) { Ok(days) } else { Err(wrong()) }
}

/// `POST …/retention/confirm`
async fn confirm(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::ConfirmRetention)?;
    fields.sure()?;
    let (study, seen) = (&member.study.id, fields.get("seen"));
    refuse_unwarned(&state, &member, &fields, seen.split(' ').next().unwrap_or_default()).await?;
    let mut to = state.store.write().await?;
    let clock = retention::confirm(&mut to, study, seen, &member.person.id, member.study.today()).await?;
    audit::append(&mut to, Some(study), &member.person.id, "confirm-retention", &clock.keep_until).await?;
    to.commit().await?;
    Ok(back(&member, "retention-confirmed"))
}

/// `POST …/retention/drop`
async fn drop_proposal(state: Shared, member: Member) -> Result<Redirect> {
    member.may(Action::ConfirmRetention)?;
    let mut to = state.store.write().await?;
    retention::drop_proposal(&mut to, &member.study.id).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "drop-retention", "").await?;
    to.commit().await?;
    Ok(back(&member, "retention-dropped"))
}

/// `POST …/retention/hold`
async fn hold(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::HoldPurge)?;
    let reason = fields.name("reason", "hold-reason-missing")?;
    let mut to = state.store.write().await?;
    holds::set(&mut to, &member.study.id, &member.person.id, &reason, member.study.today()).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "set-hold", &reason).await?;
    to.commit().await?;
    Ok(back(&member, "hold-set"))
}

/// `POST …/retention/hold/end`
async fn end_hold(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::SetRetention)?;
    fields.sure()?;
    let reason = fields.name("reason", "hold-reason-missing")?;
    let mut to = state.store.write().await?;
    holds::end(&mut to, &member.study.id, &member.person.id, &reason, member.study.today()).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "end-hold", &reason).await?;
    to.commit().await?;
    Ok(back(&member, "hold-ended"))
}
