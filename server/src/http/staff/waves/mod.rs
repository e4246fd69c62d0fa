//! Waves: what changed from one to the next, and how sure that is. Everything here needs the study's key. Figures come
//! from [`crate::waves`]; what may leave the house is another matter ([`crate::disclosure`]).

pub mod compare;
pub mod crosstab;
pub mod item;
pub mod linked;
pub mod mirror;
pub mod overview;
pub mod wordings;

use std::sync::Arc;

use axum::extract;

use super::{Around, Fields, Member};
use crate::access::Action;
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::script::Data;
use crate::store::sites::{self, Site};
use crate::waves::{Rules, Series};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// Every instrument with its waves, and what changed most.
    fn waves(&self, around: &Around, view: &overview::View) -> String;
    /// Two waves of an instrument.
    fn comparison(&self, around: &Around, view: &compare::View) -> String;
    /// One question or scale over all waves.
    fn wave_item(&self, around: &Around, view: &item::View) -> String;
    /// Wordings that changed, to be classed.
    fn wordings(&self, around: &Around, view: &wordings::View) -> String;
    /// The same people or organisations in two waves.
    fn linked(&self, around: &Around, view: &linked::View) -> String;
    /// One construct asked of several audiences.
    fn mirrors(&self, around: &Around, view: &mirror::View) -> String;
    /// One question by another, or by site.
    fn crosstab(&self, around: &Around, view: &crosstab::View) -> String;
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/waves", Action::SeeResults, overview::show)
        .get("/studies/{study}/waves/mirror", Action::SeeResults, mirror::show)
        .get("/studies/{study}/waves/of/{instrument}", Action::SeeResults, compare::show)
        .get("/studies/{study}/waves/of/{instrument}/linked", Action::SeeResults, linked::show)
        .get("/studies/{study}/waves/of/{instrument}/item", Action::SeeResults, item::show)
        .get("/studies/{study}/waves/of/{instrument}/crosstab", Action::SeeResults, crosstab::show)
        .get("/studies/{study}/waves/of/{instrument}/wordings", Action::SeeResults, wordings::show)
        .post("/studies/{study}/waves/of/{instrument}/wordings", Action::DesignInstruments, wordings::confirm)
}

/// One instrument of the member's study over its waves.
struct Opened {
    series: Arc<Series>,
    sites: Vec<Site>,
    rules: Rules,
}

impl Opened {
    async fn open(state: &State, member: &Member, instrument: &str) -> Result<Self> {
        member.may(Action::SeeResults)?;
        let keys = member.unlocked()?;
        let (store, study) = (&state.store, &member.study.id);
        let workspace = state.workspaces.open(store, study, keys).await?;
        let series = Arc::new(Series::read(store, &workspace, study, instrument).await?);
        let sites = sites::all(store, study).await?;
        let rules = rules(member, series.audience());
        Ok(Self { series, sites, rules })
    }

    /// The same as a wave asked it: what was asked otherwise later keeps nothing apart before.
    fn asked_in(self, wave: usize) -> Self {
        Self { series: Arc::new(self.series.as_asked(wave)), ..self }
    }

    /// The site that an address asks for, if the study has it.
    fn site(&self, asked: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == asked)
    }

    /// Sites with answers in one of the waves.
    fn sites_with_answers(&self) -> Vec<Site> {
        let tables = || self.series.moments.iter().flat_map(|moment| &moment.answered);
        let answers =
            |site: &&Site| tables().any(|answered| answered.table.rows.iter().any(|row| *row.site == site.id));
        self.sites.iter().filter(answers).cloned().collect()
    }

    /// The two waves that an address asks for, the earlier first: the last two where it asks for none.
    fn pair(&self, query: &Fields) -> Option<(usize, usize)> {
        let last = self.series.moments.len().checked_sub(1)?;
        let later = self.series.place(query.get("to")).unwrap_or(last);
        let earlier = self.series.place(query.get("from")).or_else(|| later.checked_sub(1))?;
        match earlier.cmp(&later) {
            std::cmp::Ordering::Less => Some((earlier, later)),
            std::cmp::Ordering::Greater => Some((later, earlier)),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// The data for analysis of one instrument, as R code finds them.
async fn data(state: &State, member: &Member, series: &Series) -> Result<Data> {
    Data::read(&state.store, &member.study.id, &series.id, series.answered_versions()).await
}

fn rules(member: &Member, audience: ::instruments::Audience) -> Rules {
    Rules { smallest: member.study.smallest_cell_of(audience).unsigned_abs() }
}

/// Work on many answers, away from the threads that serve pages.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("statistics", error))
}
