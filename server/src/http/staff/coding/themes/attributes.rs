//! Codes by wave, site, audience or language: how many people of each group have each code.

use axum::extract::Query as Address;
use axum::response::Html;

use super::super::{Bench, Shared};
use super::ground::{self, By, Codes};
use super::view::Attributes;
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::store::waves;
use crate::themes::Coding;
use crate::themes::attribute::{Shape, Table, table};
use crate::waves::Rules;
use crate::waves::shares::{Judged, judge};

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let by = By::named(Fields(address).get("by")).unwrap_or(By::Wave);
    let waves = waves::all(&state.store, &bench.member.study.id).await?;
    let order: Vec<String> = waves.into_iter().map(|wave| wave.id).collect();
    let view = tokio::task::block_in_place(|| view(&bench, by, &order));
    Ok(Html(state.staff_pages.theme_attributes(&around, &view)))
}

fn view(bench: &Bench, by: By, waves: &[String]) -> Attributes {
    let desk = bench.workspace.read();
    let ground = ground::of(bench, &desk);
    let codes = Codes::of(bench, &desk, &ground);
    let (groups, numbers) = by_day(ground::groups(&ground, by), waves);
    let smallest = usize::try_from(ground::smallest(bench, &ground)).unwrap_or(usize::MAX);
    let shape = Shape { codes: codes.names.len(), groups: groups.len(), smallest };
    let head = ground::head(bench, &desk, &ground);
    let counted = |codings: &[Coding]| table(codings, &numbers, ground.corpus.people(), shape);
    let table = counted(&codes.with_inner());
    let pair = if by == By::Wave { last_two(&groups, waves) } else { None };
    let changes = pair.map_or_else(Vec::new, |pair| changes(&table, pair, smallest));
    let split = |(code, _): &(String, String)| desk.coding.codebook.split_in(code);
    let grouped = table.bases.last().map_or(0, |base| base.people);
    Attributes {
        by,
        own: counted(&codes.codings),
        inner: (0..codes.names.len() as u32).map(|code| codes.has_inner(code)).collect(),
        without: head.people.saturating_sub(grouped),
        splits: codes.names.iter().map(split).collect(),
        pair,
        changes,
        head,
        table,
        groups,
        depths: codes.depths,
        names: codes.names,
    }
}

/// Groups, each with how it is read, and the group of each passage.
type Grouped = (Vec<(String, String)>, Vec<Option<u32>>);

/// Waves by their first day, whatever they are called; other groups, and what is no wave, stay as they are.
fn by_day((groups, numbers): Grouped, waves: &[String]) -> Grouped {
    let day = |group: &usize| waves.iter().position(|wave| *wave == groups[*group].0).unwrap_or(usize::MAX);
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(day);
    let mut moved = vec![0; groups.len()];
    for (place, group) in (0..).zip(&order) {
        moved[*group] = place;
    }
    let numbers = numbers.into_iter().map(|number| number.map(|number| moved[number as usize])).collect();
    (order.iter().map(|group| groups[*group].clone()).collect(), numbers)
}

/// The places of the last two waves among the groups, the earlier first.
fn last_two(groups: &[(String, String)], waves: &[String]) -> Option<(usize, usize)> {
    let place = |wave: &String| groups.iter().position(|(id, _)| id == wave);
    let mut found = waves.iter().rev().filter_map(place);
    let (later, earlier) = (found.next()?, found.next()?);
    Some((earlier, later))
}

/// How the share of people who mention each code changed.
fn changes(table: &Table, (earlier, later): (usize, usize), smallest: usize) -> Vec<Judged> {
    let side = |row: &[crate::themes::attribute::Cell], group: usize| {
        (row[group].people as u64, table.bases[group].people as u64)
    };
    let shares: Vec<_> = table.rows.iter().map(|row| [side(row, earlier), side(row, later)]).collect();
    judge(&shares, Rules { smallest: smallest as u64 })
}

/// Codes by wave, for a release.
pub(crate) struct ByWave {
    /// Id and name of each code.
    pub names: Vec<(String, String)>,
    /// Id and name of each wave.
    pub groups: Vec<(String, String)>,
    /// How many people were coded with each code directly in each wave; what stands under a code does not count for it.
    pub table: Table,
    /// The smallest count of the strictest audience.
    pub smallest: u64,
    /// Version of the codebook.
    pub version: u32,
}

/// Counts the codes that a member may see by wave.
pub(crate) fn by_wave(bench: &Bench) -> ByWave {
    let desk = bench.workspace.read();
    let ground = ground::of(bench, &desk);
    let codes = Codes::of(bench, &desk, &ground);
    let (groups, numbers) = ground::groups(&ground, By::Wave);
    let smallest = ground::smallest(bench, &ground).unsigned_abs();
    let shape = Shape {
        codes: codes.names.len(),
        groups: groups.len(),
        smallest: usize::try_from(smallest).unwrap_or(usize::MAX),
    };
    // Not with what stands under a code: minus the inner code's count it would tell how many have the outer one alone.
    let table = table(&codes.codings, &numbers, ground.corpus.people(), shape);
    ByWave { table, smallest, version: desk.coding.codebook.version(), names: codes.names, groups }
}

#[cfg(test)]
mod tests {
    //! Three waves whose names are not in the order of their days, and words that came with none.

    use super::by_day;

    #[test]
    fn waves_stand_by_their_first_day_with_their_passages() {
        let group = |id: &str, name: &str| (id.to_owned(), name.to_owned());
        let read = vec![group("none", ""), group("b", "April"), group("a", "January"), group("c", "October")];
        let numbers = vec![Some(1), None, Some(0), Some(3), Some(2)];
        let days = ["a", "b", "c"].map(str::to_owned);
        let (groups, numbers) = by_day((read, numbers), &days);
        let names: Vec<&str> = groups.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["January", "April", "October", ""]);
        assert_eq!(numbers, [Some(1), None, Some(3), Some(2), Some(0)]);
    }
}
