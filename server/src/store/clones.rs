//! Copies of what was set up, for the next round or the next study. Answers, codes and reviews are never copied.

use super::collections::{self, Collection, State};
use super::studies::Study;
use super::waves::{self, Wave};
use super::{Store, help_lines, instruments, linking, links, sites, versions};
use crate::Result;

/// Makes a wave like `wave`: the same collections and sites, fresh words, nothing open, numbers invited not known yet.
/// Rehearsals stay behind. Says the new wave's id.
pub async fn wave(store: &Store, study: &str, wave: &Wave, name: &str, starts_on: &str) -> Result<String> {
    let id = waves::add(store, study, name, starts_on).await?;
    let all = collections::all(store, study).await?;
    for old in all.into_iter().filter(|old| old.wave_id == wave.id && !old.rehearsal) {
        let newest = versions::all(store, &old.instrument_id).await?.into_iter().next();
        let fresh = Collection {
            wave_id: id.clone(),
            state: State::Prepared,
            closes_on: None,
            version_hash: newest.map_or_else(|| old.version_hash.clone(), |version| version.hash),
            ..old.clone()
        };
        let new = collections::add(store, &fresh).await?;
        for link in links::all(store, &old.id).await? {
            links::add(store, &new, &link.site_id, None, link.mode).await?;
        }
    }
    Ok(id)
}

/// Fills a new study with the drafts, sites, help lines and way of joining rounds of another. `checked` is the day on
/// which somebody tried the help lines again; without it they keep their old date.
pub async fn study(store: &Store, from: &Study, to: &Study, checked: Option<&str>) -> Result<()> {
    for draft in instruments::all(store, &from.id).await? {
        instruments::add(store, &to.id, &draft.name, &draft.draft).await?;
    }
    for site in sites::all(store, &from.id).await? {
        sites::add(store, &to.id, &site.name).await?;
    }
    linking::copy(store, &from.id, &to.id).await?;
    let lines = help_lines::list(store, &from.id).await?;
    date(store, &to.id, lines, checked).await
}

/// Records that somebody tried the help lines of a study today.
pub async fn date_help_lines(store: &Store, study: &str, checked: &str) -> Result<()> {
    let lines = help_lines::list(store, study).await?;
    date(store, study, lines, Some(checked)).await
}

async fn date(store: &Store, study: &str, lines: Vec<help_lines::HelpLine>, checked: Option<&str>) -> Result<()> {
    let dated = lines.into_iter().map(|line| help_lines::HelpLine {
        checked_on: checked.map_or_else(|| line.checked_on.clone(), str::to_owned),
        ..line
    });
    let mut transaction = store.write().await?;
    help_lines::replace(&mut transaction, study, &dated.collect::<Vec<_>>()).await?;
    Ok(transaction.commit().await?)
}
