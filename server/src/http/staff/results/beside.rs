//! What stands beside the figures of one collection: its sites next to each other, answers to other words of the same
//! items, and the other edition of the inventory.

use ::instruments::{Text, WordingSource, editions};

use super::{Opened, instrument_of};
use crate::Result;
use crate::store::invited::Invited;
use crate::store::{Store, collections};
use crate::workspace::factors::{Column, cell, factors};
use crate::workspace::meaning::Meanings;

/// Answers to the same items in the other wording: left out of the figures, and shown apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworded {
    /// Which wording they answered.
    pub source: WordingSource,
    /// How many.
    pub count: usize,
    /// The version that shows them.
    pub version: String,
}

/// The other edition of the same inventory, where the study has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherEdition {
    /// The edition shown, and the other.
    pub editions: [u32; 2],
    /// Title of the other.
    pub title: Text,
    /// Factors that both have, by the name shown.
    pub both: Vec<Text>,
    /// Factors that only the edition shown has.
    pub only_here: Vec<Text>,
    /// Factors that only the other has.
    pub only_there: Vec<Text>,
    /// Whether both are worded by the same source; otherwise nothing is compared.
    pub same_wording: bool,
}

/// All sites together, then those with answers in the order of their names, never of their scores.
pub(super) fn columns(opened: &Opened, meanings: &Meanings, invited: &Invited, smallest: i64) -> Vec<Column> {
    let sites = opened.sites_with_answers();
    if sites.len() < 2 || opened.instrument.scales.is_empty() {
        return Vec::new();
    }
    let table = opened.workspace.table(&opened.collection.id);
    let smallest = usize::try_from(smallest).unwrap_or_default();
    let column = |name: Option<String>, site: Option<&str>, invited: Option<i64>| {
        let keep = table.at_site(site);
        let results = factors(&opened.instrument, table, &keep, meanings);
        let cells = results.iter().map(|result| cell(result, smallest)).collect();
        Column { site: name, answered: keep.len(), invited, cells }
    };
    let mut columns: Vec<Column> =
        sites.iter().map(|site| column(Some(site.name.clone()), Some(&site.id), invited.at(&site.id))).collect();
    columns.sort_by(|one, other| one.site.cmp(&other.site));
    columns.insert(0, column(None, None, everywhere(opened, invited)));
    columns
}

/// How many were invited at all sites of a collection, answered from or not; nothing where that cannot be right, since more
/// answered at one of them than were invited there.
pub(super) fn everywhere(opened: &Opened, invited: &Invited) -> Option<i64> {
    let answered = opened.sites_with_answers();
    let all = invited.everywhere(answered.iter().map(|site| site.id.as_str()));
    all.filter(|_| exceeded(opened, invited).is_empty())
}

/// Names of sites where more answered than were invited there; none where the number of all of them is not known, or shows
/// it too.
pub(super) fn exceeded(opened: &Opened, invited: &Invited) -> Vec<String> {
    let rows = &opened.workspace.table(&opened.collection.id).rows;
    let found = invited.exceeded(rows.iter().map(|row| &*row.site));
    let all = invited.everywhere(rows.iter().map(|row| &*row.site));
    if all.is_none_or(|all| i64::try_from(rows.len()).is_ok_and(|answers| answers > all)) {
        return Vec::new();
    }
    opened.sites.iter().filter(|site| found.contains(site.id.as_str())).map(|site| site.name.clone()).collect()
}

/// Rows that answered the items in the other wording, by version.
pub(super) fn reworded(opened: &Opened, keep: &[usize]) -> Vec<Reworded> {
    let Some(shown) = &opened.instrument.wording else { return Vec::new() };
    let table = opened.workspace.table(&opened.collection.id);
    let other = |version: &super::Asked| {
        let source = version.instrument.wording.as_ref()?.source;
        let count = keep.iter().filter(|row| *table.rows[**row].version == *version.hash).count();
        (source != shown.source && count > 0).then(|| Reworded { source, count, version: version.hash.clone() })
    };
    opened.versions.iter().filter_map(other).collect()
}

/// The other edition, if the study asks both.
pub(super) async fn other_edition(store: &Store, study: &str, opened: &Opened) -> Result<Option<OtherEdition>> {
    let Some(known) = editions().filter(|editions| editions.of(&opened.instrument).is_some()) else { return Ok(None) };
    for collection in collections::all(store, study).await? {
        if collection.rehearsal || collection.instrument_id == opened.collection.instrument_id {
            continue;
        }
        let Ok(other) = instrument_of(store, &collection).await else { continue };
        let found = known.crosswalk(&opened.instrument, &other).filter(|found| found.editions[0] != found.editions[1]);
        if let Some(found) = found {
            let titles =
                |scales: &[&::instruments::Scale]| scales.iter().map(|scale| scale.title.clone()).collect::<Vec<_>>();
            return Ok(Some(OtherEdition {
                editions: found.editions,
                both: found.both.iter().map(|(here, _)| here.title.clone()).collect(),
                only_here: titles(&found.only_first),
                only_there: titles(&found.only_second),
                same_wording: found.same_wording,
                title: other.title.clone(),
            }));
        }
    }
    Ok(None)
}
