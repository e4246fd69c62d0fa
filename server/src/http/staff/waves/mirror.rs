//! Mirror items: one construct asked of several audiences, side by side.

use axum::response::Html;

use super::overview::every;
use super::{Shared, aside};
use crate::Result;
use crate::http::staff::{Around, Member};
use crate::waves::mirror::{Mirror, mirrors};

/// What the page shows.
#[derive(Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Constructs that two instruments or more ask.
    pub mirrors: Vec<Mirror>,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let all = every(&state, &member).await?;
    let found = aside(move || {
        let sides: Vec<_> = all.iter().map(|(series, rules)| (series.as_ref(), *rules)).collect();
        mirrors(&sides)
    });
    let view = View { member, mirrors: found.await? };
    Ok(Html(state.staff_pages.mirrors(&around, &view)))
}
