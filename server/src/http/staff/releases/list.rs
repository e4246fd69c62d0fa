//! All releases of a study, with the ledger of whom they count.

use std::collections::BTreeSet;

use axum::response::Html;

use super::Shared;
use super::kept::Kept;
use super::view::{Entry, List};
use crate::Result;
use crate::access::{Action, allows};
use crate::http::State;
use crate::http::staff::{Around, Member};
use crate::store::{accounts, releases};

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::SeeResults)?;
    let may_prepare = allows(member.role, Action::PrepareReleases);
    let mut entries = Vec::new();
    for release in releases::all(&state.store, &member.study.id).await? {
        if may_prepare || release.state == releases::State::Released {
            entries.push(entry(&state, &member, release).await?);
        }
    }
    let view = List { member, may_prepare, releases: entries };
    Ok(Html(state.staff_pages.releases(&around, &view)))
}

async fn entry(state: &State, member: &Member, release: releases::Release) -> Result<Entry> {
    let keys = member.unlocked()?;
    let kept = Kept::find(state, member, &release.id).await?;
    let out = release.state == releases::State::Released;
    Ok(Entry {
        title: kept.choice(keys)?.title,
        ready: release.state == releases::State::Draft && !kept.sealed_document().is_empty(),
        made_by: makers(state, &kept.authors(state).await?).await?,
        decided_by: name(state, release.decided_by.as_deref().unwrap_or_default()).await?,
        invited_by: name(state, release.invited_by.as_deref().unwrap_or_default()).await?,
        tables: if out { kept.outlook(keys)? } else { Vec::new() },
        release,
    })
}

/// What the releases of a study are called, by id and by public address: their titles, or, while the study is locked, the
/// address or the day on which they were begun.
pub(in crate::http::staff) async fn titles(state: &State, member: &Member) -> Result<Vec<(String, String)>> {
    let (keys, mut titles) = (member.unlocked().ok(), Vec::new());
    for release in releases::all(&state.store, &member.study.id).await? {
        let address = release.word.as_ref().map(|word| format!("/r/{word}"));
        let title = match keys {
            Some(keys) => Kept::find(state, member, &release.id).await?.choice(keys)?.title,
            None => address.clone().unwrap_or(release.made_on),
        };
        titles.extend(address.map(|address| (address, title.clone())));
        titles.push((release.id, title));
    }
    Ok(titles)
}

/// The name of a person; a reviewer from outside is written down by name.
pub(super) async fn name(state: &State, id: &str) -> Result<String> {
    let names = accounts::names(&state.store).await?;
    Ok(names.get(id).cloned().unwrap_or_else(|| id.to_owned()))
}

/// The names of all who made one.
pub(super) async fn makers(state: &State, authors: &BTreeSet<String>) -> Result<String> {
    let names = accounts::names(&state.store).await?;
    let named = authors.iter().map(|id| names.get(id).cloned().unwrap_or_else(|| id.clone()));
    Ok(named.collect::<BTreeSet<String>>().into_iter().collect::<Vec<_>>().join(", "))
}
