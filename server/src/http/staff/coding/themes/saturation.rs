//! How many new codes each further transcript, or each further person, brings.

use std::collections::BTreeMap;

use axum::extract::Query as Address;
use axum::response::Html;

use super::super::{Bench, Shared};
use super::ground::{self, Codes};
use super::view::Saturation;
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::themes::saturation::{Threshold, curve, later, mean_curve, reached};
use crate::workspace::About;

/// In how many random orders people are put, so that no one order decides, and from which seed.
const ORDERS: usize = 200;
const SEED: u64 = 2020;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let sessions = Fields(address).get("unit") == "session";
    let view = tokio::task::block_in_place(|| view(&bench, sessions));
    Ok(Html(state.staff_pages.theme_saturation(&around, &view)))
}

/// Sessions stand by week and title; waves stand by name, and people in random orders within each.
fn view(bench: &Bench, sessions: bool) -> Saturation {
    let desk = bench.workspace.read();
    let ground = ground::of(bench, &desk);
    let codes = Codes::of(bench, &desk, &ground).by_passage(ground.ids.len());
    let mut units: BTreeMap<(String, String), Vec<u32>> = BTreeMap::new();
    for (number, own) in codes.iter().enumerate() {
        let about = &ground.abouts[number];
        if sessions && !about.is_turn {
            continue;
        }
        let week = desk.sources.get(&about.from).map(|source| source.week.clone()).unwrap_or_default();
        let key = if sessions { (week, title(about)) } else { person(&ground, number) };
        units.entry(key).or_default().extend(own);
    }
    // Somebody whose words carry no code was not coded yet.
    units.retain(|_, codes| !codes.is_empty());
    let curve = if sessions {
        curve(&units.into_values().collect::<Vec<_>>())
    } else {
        let mut waves: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
        for ((wave, _), codes) in units {
            waves.entry(wave).or_default().push(codes);
        }
        mean_curve(&waves.into_values().collect::<Vec<_>>(), ORDERS, SEED)
    };
    let rule = Threshold::default();
    let reached = reached(&curve, rule).map(|count| (count, later(&curve, count, rule)));
    Saturation { head: ground::head(bench, &desk, &ground), sessions, curve, reached, orders: (SEED, ORDERS) }
}

fn title(about: &About) -> String {
    format!("{} {}", about.title.get("en"), about.from)
}

fn person(ground: &ground::Ground, number: usize) -> (String, String) {
    (ground.abouts[number].wave_name.clone(), format!("{:09}", ground.corpus.people()[number]))
}
