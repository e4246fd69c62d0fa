//! Mirror items: one construct asked of several audiences, side by side.

use axum::response::Html;

use super::overview::every;
use super::{Shared, aside};
use crate::Result;
use crate::http::staff::{Around, Member};
use crate::script;
use crate::waves::mirror::{Mirror, mirrors};

/// What the page shows.
#[derive(Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Constructs that two instruments or more ask.
    pub mirrors: Vec<Mirror>,
    /// Their R code.
    pub script: Option<String>,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let all = every(&state, &member).await?;
    let mut data = Vec::new();
    for (series, _) in &all {
        data.push(super::data(&state, &member, series).await?);
    }
    let found = aside(move || {
        let sides: Vec<_> = all.iter().map(|(series, rules)| (series.as_ref(), *rules)).collect();
        let found = mirrors(&sides);
        let files: Vec<_> = all.iter().zip(&data).map(|((series, _), data)| (series.as_ref(), data)).collect();
        let script = script::mirrors(&files, &found);
        (found, script)
    });
    let (mirrors, script) = found.await?;
    let view = View { member, mirrors, script };
    Ok(Html(state.staff_pages.mirrors(&around, &view)))
}
