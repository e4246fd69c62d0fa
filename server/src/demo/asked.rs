//! What the demo asks: instruments that are signed and published as people would, and published again where a wording
//! changed between two waves.

use std::collections::HashMap;

use super::plans::{OUTCOMES, Rewording};
use super::{Builder, library};
use crate::http::staff::instruments::interface;
use crate::store::{audit, grants, instruments, versions};
use crate::waves::{Breaks, Confirmed, wording};
use crate::{Error, Result, publishing};

/// An instrument of the study with its newest version.
pub struct Published {
    /// Its id.
    pub id: String,
    /// Hash of the newest version.
    pub hash: String,
    source: String,
}

impl Builder<'_> {
    /// Takes the plan's instruments, from the library where it has them.
    pub(super) async fn instruments(&self) -> Result<HashMap<&'static str, Published>> {
        let mut all = HashMap::new();
        for name in self.plan.instruments {
            let source = library::find(name).map_or(OUTCOMES, |shipped| shipped.source);
            let id = instruments::add(&self.state.store, &self.study.id, name, source).await?;
            let hash = self.publish(&id, source).await?;
            all.insert(*name, Published { id, hash, source: source.to_owned() });
        }
        Ok(all)
    }

    /// Has a draft signed and publishes it.
    async fn publish(&self, id: &str, source: &str) -> Result<String> {
        let store = &self.state.store;
        let draft = instruments::find(store, &self.study.id, id).await?.ok_or(Error::NotFound)?;
        let parsed = ::instruments::parse(source).map_err(Error::Problems)?;
        let (words, day) = (interface(self.state).await?, self.study.today().to_string());
        for language in &parsed.languages {
            publishing::sign(store, &draft, &words, language, "Rosa Reviewer (invented)", &day).await?;
        }
        let readiness = publishing::readiness(store, &draft, &parsed, &words).await?;
        let provided = grants::is_provided_for(store, &self.study).await?;
        let obstacles = publishing::obstacles(source, &parsed.languages, &readiness, provided);
        if !obstacles.is_empty() {
            return Err(Error::Problems(obstacles));
        }
        let mut change = store.write().await?;
        let hash = versions::publish(&mut change, id, source, &parsed.languages, &day).await?;
        change.commit().await?;
        Ok(hash)
    }

    /// Rewords an instrument before a wave; the coordinator classes what she has looked at.
    pub(super) async fn reword(&self, published: &mut Published, rewordings: &[&Rewording]) -> Result<()> {
        let (store, before) = (&self.state.store, published.source.clone());
        for rewording in rewordings {
            published.source = published.source.replacen(rewording.from, rewording.to, 1);
        }
        let draft = instruments::find(store, &self.study.id, &published.id).await?.ok_or(Error::NotFound)?;
        instruments::save(store, &draft, &published.source).await?;
        let old = std::mem::replace(&mut published.hash, self.publish(&published.id, &published.source).await?);
        let read = |source: &str| ::instruments::parse(source).map_err(Error::Problems);
        let versions = [(old, read(&before)?), (published.hash.clone(), read(&published.source)?)];
        let breaks = Breaks::between(&versions, &Confirmed::new());
        let (cora, day) = (self.people.get(1).ok_or(Error::NotFound)?, self.study.today().to_string());
        let mut change = store.write().await?;
        for (step, class) in breaks.steps.iter().filter_map(|step| {
            let said = rewordings.iter().find(|rewording| rewording.unit == step.unit)?;
            Some((step, said.class?))
        }) {
            wording::confirm(&mut change, &published.id, step, class, (&cora.id, &day)).await?;
            audit::append(&mut change, Some(&self.study.id), &cora.id, "class-wording", &step.unit).await?;
        }
        Ok(change.commit().await?)
    }
}
