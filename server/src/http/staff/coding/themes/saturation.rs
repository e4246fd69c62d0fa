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
use crate::themes::saturation::{Threshold, curve, reached};
use crate::workspace::About;

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

/// Sessions stand by week and title; people in the order of their random ids, within waves in the order of waves.
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
    let units: Vec<Vec<u32>> = units.into_values().filter(|codes| !codes.is_empty()).collect();
    let curve = curve(&units);
    let reached = reached(&curve, Threshold::default());
    Saturation { head: ground::head(bench, &desk, &ground), sessions, curve, reached }
}

fn title(about: &About) -> String {
    format!("{} {}", about.title.get("en"), about.from)
}

fn person(ground: &ground::Ground, number: usize) -> (String, String) {
    (ground.abouts[number].wave_name.clone(), format!("{:09}", ground.corpus.people()[number]))
}
