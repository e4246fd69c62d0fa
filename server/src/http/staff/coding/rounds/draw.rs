//! Drawing a round: from which passages, how many, by what, who codes them; what it would give is shown before.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Query as Address;
use axum::response::{Html, Redirect};

use super::super::{Bench, Shared};
use super::view::Draw;
use crate::access::{Action, allows};
use crate::chance::Seeded;
use crate::coding::round::{Drawn, How, deal};
use crate::coding::{Act, Draft, PassageId};
use crate::http::State;
use crate::http::staff::{Around, Fields, Member};
use crate::store::members;
use crate::workspace::{About, Desk, Passage, Work};
use crate::{Error, Result, chance};

/// By what passages are narrowed: the field and the value of a passage with how it is read.
type Narrow = (&'static str, fn(&About) -> Option<(String, String)>);

const NARROW: &[Narrow] = &[
    ("from", |about| Some((about.from.clone(), join(&[about.title.get("en"), &about.wave_name])))),
    ("wave", |about| Some((about.wave.clone()?, about.wave_name.clone()))),
    ("key", |about| Some((about.key.clone(), about.question.get("en").to_owned())).filter(|(key, _)| !key.is_empty())),
];

fn join(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::RunRounds).await?;
    let refused = &around.again.fields;
    let fields = if refused.0.is_empty() { Fields(address) } else { refused.clone() };
    let coders = coders(&state, &bench, &fields).await?;
    let seed = fields.get("seed").parse().unwrap_or_else(|_| Seeded::seed());
    let view = {
        let desk = bench.workspace.read();
        let from = from(&desk, &bench.member.person.id, &fields);
        let chosen: Vec<&(String, String, bool)> = coders.iter().filter(|(.., chosen)| *chosen).collect();
        let how = how(&desk, &fields, seed, from.len());
        let preview = (!chosen.is_empty() && how.is_ok() && !fields.get("show").is_empty()).then(|| {
            let ids: Vec<String> = chosen.iter().map(|(id, ..)| id.clone()).collect();
            let given = deal(&from, &ids, &how.unwrap_or_default());
            let each = chosen.iter().map(|(id, name, _)| (name.clone(), given[id].len())).collect();
            (each, in_all(&given))
        });
        Draw {
            member: bench.member.clone(),
            choices: choices(&desk),
            asked: fields.0.clone(),
            seed,
            from: from.len(),
            preview,
            coders,
        }
    };
    Ok(Html(state.staff_pages.draw_round(&around, &view)))
}

/// How many passages every coder was given.
fn in_all(given: &BTreeMap<String, Vec<PassageId>>) -> usize {
    let mut lists = given.values();
    let first: BTreeSet<&PassageId> = lists.next().into_iter().flatten().collect();
    lists.fold(first, |all, list| list.iter().filter(|id| all.contains(id)).collect()).len()
}

async fn coders(state: &State, bench: &Bench, fields: &Fields) -> Result<Vec<(String, String, bool)>> {
    let members = members::list(&state.store, &bench.member.study.id).await?;
    let coding = members.into_iter().filter(|member| allows(member.role, Action::Code));
    let chosen = |id: &str| fields.all("coder").any(|coder| coder == id);
    Ok(coding.map(|member| (member.person.id.clone(), member.person.name, chosen(&member.person.id))).collect())
}

/// Passages to draw from, with their strata, in an order that does not depend on who asks. Whether a passage carries a
/// code is what the person may see: their count must not tell what others coded blind.
fn from(desk: &Desk, person: &str, fields: &Fields) -> Vec<(PassageId, String)> {
    let seen = desk.seen_by(person);
    let earlier: BTreeSet<&PassageId> = match fields.get("fresh") {
        "yes" => desk.coding.rounds.values().flat_map(|round| round.passages()).collect(),
        _ => BTreeSet::new(),
    };
    let uncoded = fields.get("uncoded") == "yes";
    let fits = |passage: &&Passage| {
        !passage.id.translated
            && !passage.about.leads
            && !earlier.contains(&passage.id)
            && (!uncoded || seen.of_passage(&passage.id).is_empty())
            && NARROW.iter().all(|(name, value)| {
                let asked = fields.get(name);
                asked.is_empty() || value(&passage.about).is_some_and(|(found, _)| found == asked)
            })
    };
    let stratum = |passage: &Passage| {
        let about = &passage.about;
        match fields.get("by") {
            "wave" => about.wave.clone().unwrap_or_default(),
            "site" => about.site.clone().unwrap_or_default(),
            "question" => about.key.clone(),
            _ => String::new(),
        }
    };
    desk.passages.iter().filter(fits).map(|passage| (passage.id.clone(), stratum(passage))).collect()
}

fn choices(desk: &Desk) -> Vec<(&'static str, Vec<(String, String)>)> {
    let mut known = std::collections::HashSet::new();
    let abouts: Vec<&About> = desk
        .passages
        .iter()
        .map(|passage| &passage.about)
        .filter(|about| known.insert(std::sync::Arc::as_ptr(about)))
        .map(|about| &**about)
        .collect();
    let values = |value: fn(&About) -> Option<(String, String)>| {
        let found: BTreeMap<String, String> = abouts.iter().filter_map(|about| value(about)).collect();
        let mut found: Vec<(String, String)> = found.into_iter().collect();
        found.sort_by(|one, other| one.1.cmp(&other.1));
        found
    };
    NARROW.iter().map(|(name, value)| (*name, values(*value))).collect()
}

fn how(desk: &Desk, fields: &Fields, seed: u64, from: usize) -> Result<How> {
    let number = |name: &'static str| match fields.get(name).trim() {
        "" => Ok(None),
        typed => typed.parse::<usize>().map(Some).map_err(|_| Error::Invalid("round-number", typed.to_owned())),
    };
    let doubled = number("doubled")?.unwrap_or(100);
    if doubled > 100 {
        return Err(Error::Invalid("round-number", doubled.to_string()));
    }
    Ok(How {
        seed,
        from,
        size: number("size")?.filter(|size| *size > 0),
        by: Some(fields.get("by").to_owned()).filter(|by| ["wave", "site", "question"].contains(&by.as_str())),
        doubled: doubled as u8,
        version: desk.coding.codebook.version(),
    })
}

pub(super) async fn draw(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::RunRounds).await?;
    let name = fields.name("name", "round-name")?;
    let coders = coders(&state, &bench, &fields).await?;
    let coders: Vec<String> = coders.into_iter().filter(|(.., chosen)| *chosen).map(|(id, ..)| id).collect();
    if coders.is_empty() {
        return Err(Error::Invalid("round-coders", String::new()));
    }
    let typed = fields.get("seed").trim();
    let seed = typed.parse().map_err(|_| Error::Invalid("round-number", typed.to_owned()))?;
    let round = chance::id();
    let draft = {
        let desk = bench.workspace.read();
        let from = from(&desk, &bench.member.person.id, &fields);
        let how = how(&desk, &fields, seed, from.len())?;
        let mut draft = Draft::default();
        let name = draft.repeat(&name, desk.whose(&name)?);
        let given = deal(&from, &coders, &how);
        draft.acts.push(Act::Draw(Drawn { round: round.clone(), name, how, given }));
        draft
    };
    bench.act(&state, Work { audit: Some(("draw-round", round.clone())), ..draft.into() }).await?;
    Ok(Redirect::to(&bench.page(&format!("rounds/round/{round}?done=round-drawn"))))
}
