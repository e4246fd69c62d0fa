//! What holds for a whole study: its name, time zone, exit, smallest cell, help lines, who else holds the key.

use std::sync::Arc;

use axum::extract;
use axum::response::{Html, Redirect};

use super::{Around, Fields, Member, zones};
use crate::access::Action;
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::store::help_lines::{self, HelpLine};
use crate::store::studies::{self, Study};
use crate::store::{audit, grants};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// What the settings show.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who looks.
    pub member: Member,
    /// Every time zone there is.
    pub time_zones: Vec<String>,
    /// Help lines, and whether each was checked too long ago.
    pub help_lines: Vec<(HelpLine, bool)>,
    /// Names of those who hold the key.
    pub holders: Vec<String>,
}

/// The routes of this area.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/settings", Action::ChangeSettings, show)
        .post("/studies/{study}/settings", Action::ChangeSettings, change)
        .post("/studies/{study}/settings/help", Action::ChangeSettings, change_help)
        .post("/studies/{study}/settings/holder", Action::ManagePeople, refuse_second_holder)
}

async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::ChangeSettings)?;
    let today = member.study.today();
    let lines = help_lines::list(&state.store, &member.study.id).await?;
    let holders = grants::holders(&state.store, &member.study.id).await?;
    let view = Settings {
        time_zones: zones::all(&member.study.time_zone),
        help_lines: lines.into_iter().map(|line| (line.is_due(today), line)).map(|(due, line)| (line, due)).collect(),
        holders: holders.into_iter().map(|person| person.name).collect(),
        member,
    };
    Ok(Html(state.staff_pages.settings(&around, &view)))
}

async fn change(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::ChangeSettings)?;
    let smallest_cell = fields.get("smallest-cell").trim().parse();
    let study = Study {
        name: fields.get("name").to_owned(),
        time_zone: fields.get("time-zone").to_owned(),
        smallest_cell: smallest_cell.map_err(|_| Error::Invalid("smallest-cell-low", studies::SMALLEST.to_string()))?,
        exit_address: fields.get("exit-address").to_owned(),
        respond_title: fields.get("respond-title").to_owned(),
        ..member.study.clone()
    };
    keep(&state, &member, study.checked()?, "change-settings").await
}

async fn keep(state: &State, member: &Member, study: Study, action: &str) -> Result<Redirect> {
    let mut to = state.store.write().await?;
    studies::change(&mut to, &study).await?;
    audit::append(&mut to, Some(&study.id), &member.person.id, action, &study.name).await?;
    to.commit().await?;
    Ok(Redirect::to(&format!("/studies/{}/settings?done=saved", study.id)))
}

/// Somebody says why there is no second key holder, or takes that back by leaving it empty.
async fn refuse_second_holder(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::ManagePeople)?;
    let reason = fields.get("reason").trim();
    let refused = (!reason.is_empty()).then(|| format!("{}: {reason}", member.person.name));
    let study = Study { second_holder_refused: refused, ..member.study.clone() };
    keep(&state, &member, study, "refuse-second-holder").await
}

async fn change_help(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::ChangeSettings)?;
    let study = &member.study;
    let lines = typed_lines(&fields, &study.today().to_string());
    let mut to = state.store.write().await?;
    help_lines::replace(&mut to, &study.id, &lines).await?;
    audit::append(&mut to, Some(&study.id), &member.person.id, "change-help-lines", "").await?;
    to.commit().await?;
    Ok(Redirect::to(&format!("/studies/{}/settings?done=help-saved#help", study.id)))
}

/// Lines as typed: `help.<n>.…`, sorted by their place, without those to remove and those left empty.
fn typed_lines(fields: &Fields, today: &str) -> Vec<HelpLine> {
    let mut lines: Vec<(f64, HelpLine)> = (0..MOST_LINES).filter_map(|n| typed_line(fields, n, today)).collect();
    lines.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    lines.into_iter().map(|(_, line)| line).collect()
}

const MOST_LINES: usize = 40;

fn typed_line(fields: &Fields, n: usize, today: &str) -> Option<(f64, HelpLine)> {
    let field = |name: &str| fields.get(&format!("help.{n}.{name}")).trim().to_owned();
    let prefix = format!("help.{n}.name.");
    let names = fields.0.iter().filter_map(|(name, value)| Some((name.strip_prefix(&prefix)?, value.trim())));
    let name: std::collections::BTreeMap<_, _> =
        names.filter(|(_, text)| !text.is_empty()).map(|(tag, text)| (tag.to_owned(), text.to_owned())).collect();
    let (call, message) = (field("call"), field("message"));
    if !field("remove").is_empty() || name.is_empty() && call.is_empty() && message.is_empty() {
        return None;
    }
    let checked_on = if field("checked-today").is_empty() { field("checked-on") } else { today.to_owned() };
    let place = field("place").parse().unwrap_or(n as f64 + 1.0);
    Some((place, HelpLine { name: instruments::Text(name), call, message, checked_on }))
}

#[cfg(test)]
mod tests {
    //! A coordinator edits the help lines.

    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn lines_are_sorted_and_removed_as_typed() {
        let typed = fields(&[
            ("help.0.name.en", "Hotline"),
            ("help.0.call", "1"),
            ("help.0.place", "2"),
            ("help.0.checked-on", "2026-01-01"),
            ("help.1.name.en", "Office"),
            ("help.1.message", "233733"),
            ("help.1.place", "1"),
            ("help.1.checked-today", "yes"),
            ("help.2.name.en", "Old"),
            ("help.2.remove", "yes"),
            ("help.3.name.en", ""),
            ("help.3.place", "4"),
        ]);
        let lines = typed_lines(&typed, "2026-11-22");
        assert_eq!(lines.iter().map(|line| line.name.get("en")).collect::<Vec<_>>(), ["Office", "Hotline"]);
        assert_eq!(lines[0].checked_on, "2026-11-22");
        assert_eq!(lines[1].checked_on, "2026-01-01");
    }
}
