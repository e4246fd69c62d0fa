//! Sorted lists: strengths from the strongest, concerns from the weakest, and what deserves a talk between them.

use leptos::prelude::*;
use server::http::staff::results::figures::View;
use server::workspace::factors::{FactorResult, LEAST_FOR_A_MEAN};

use super::text;
use crate::components::table::decimal;
use crate::language::Language;

/// Factors in three lists; none is in two, and one whose interval crosses an edge is to be talked about.
struct Standing<'a> {
    strengths: Vec<&'a FactorResult>,
    between: Vec<&'a FactorResult>,
    concerns: Vec<&'a FactorResult>,
}

pub(super) fn standing(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let banded: Vec<&FactorResult> = view.factors.iter().filter(|factor| factor.bands.len() > 1).collect();
    let (sure, unsure): (Vec<_>, Vec<_>) = banded.iter().copied().partition(|factor| factor.is_sure_enough());
    if banded.is_empty() {
        return None;
    }
    let values = [("count", unsure.len().to_string()), ("least", LEAST_FOR_A_MEAN.to_string())];
    let left = (!unsure.is_empty()).then(|| view! { <p class="hint">{words.with("band-list-few", &values)}</p> });
    let Standing { strengths, between, concerns } = sorted(sure);
    let lists = [("band-list-strengths", strengths), ("band-list-between", between), ("band-list-concerns", concerns)];
    let lists: Vec<_> = lists.into_iter().map(|(key, factors)| list(words, key, &factors)).collect();
    Some(view! { <h3>{words.say("band-list-title")}</h3> {left} <div class="multiples">{lists}</div> })
}

fn sorted(factors: Vec<&FactorResult>) -> Standing<'_> {
    let mut found = Standing { strengths: Vec::new(), between: Vec::new(), concerns: Vec::new() };
    for factor in factors {
        let list = match (factor.factor.band, factor.factor.between) {
            (Some(0), None) => &mut found.concerns,
            (Some(band), None) if band + 1 == factor.bands.len() => &mut found.strengths,
            _ => &mut found.between,
        };
        list.push(factor);
    }
    let by = |one: &&FactorResult, other: &&FactorResult| {
        one.exact.unwrap_or_default().total_cmp(&other.exact.unwrap_or_default())
    };
    found.strengths.sort_by(|one, other| by(other, one));
    found.between.sort_by(by);
    found.concerns.sort_by(by);
    found
}

fn list(words: &Language, key: &str, factors: &[&FactorResult]) -> impl IntoView + use<> {
    let said =
        |factor: &FactorResult| format!("{} {}", decimal(words, factor.factor.rounded, 1), text(words, &factor.title));
    let entry = |factor: &&FactorResult| view! { <li>{said(factor)}</li> };
    let entries: Vec<_> = factors.iter().map(entry).collect();
    let entries = match entries.is_empty() {
        true => view! { <p>{words.say("band-list-none")}</p> }.into_any(),
        false => view! { <ul class="plain">{entries}</ul> }.into_any(),
    };
    view! { <div class="multiple"><h4>{words.say(key)}</h4>{entries}</div> }
}
