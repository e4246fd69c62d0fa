//! All instruments with their waves: how many answered, and what changed most since the wave before.

use leptos::prelude::*;
use server::access::{Action, allows};
use server::http::staff::Around;
use server::http::staff::waves::overview::{Overview, View};
use server::waves::{Moment, Verdict};

use super::sentence::sentence;
use super::{address, name};
use crate::components::table::{count, row, table};
use crate::language::Language;
use crate::pages::results::text;
use crate::shell;

/// How many of the clearest changes are named.
const NAMED: usize = 5;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.say("waves-title");
    shell::page(around, "waves", &title, || {
        let empty = view.instruments.is_empty().then(|| view! { <p>{words.say("waves-empty")}</p> });
        let address = format!("/studies/{}/waves/mirror", view.member.study.id);
        let mirror = view.mirrored.then(|| view! { <p><a href=address>{words.say("mirror-title")}</a></p> });
        let instruments: Vec<_> = view.instruments.iter().map(|one| instrument(&words, view, one)).collect();
        let mentioned = allows(view.member.role, Action::Code).then(|| {
            let address = format!("/studies/{}/coding/themes/attributes?by=wave", view.member.study.id);
            view! { <p><a href=address>{words.say("waves-mentioned")}</a></p> }
        });
        view! {
            <h1>{title.clone()}</h1>
            <p class="hint">{words.say("waves-note")}</p>
            {mirror}
            {mentioned}
            {empty}
            {instruments}
        }
    })
}

fn instrument(words: &Language, view: &View, one: &Overview) -> impl IntoView + use<> {
    let study = &view.member.study.id;
    let base = format!("/studies/{study}/waves/of/{}", one.series.id);
    let rows = one.series.moments.iter().map(|moment| wave(words, moment, one.smallest)).collect();
    let heads = ["waves-wave", "response-answered", "response-rate"];
    let compare =
        one.last.is_some().then(|| view! { <a class="button" href=base.clone()>{words.say("waves-compare")}</a> });
    let linked = one.last.is_some().then(|| {
        view! { <a class="button quiet" href=format!("{base}/linked")>{words.say("linked-open")}</a> }
    });
    let single = one.last.is_none().then(|| view! { <p>{words.say("waves-single")}</p> });
    let unclassed = (one.unclassed > 0).then(|| {
        let sentence = words.with("waves-unclassed", &[("count", one.unclassed.to_string())]);
        view! { <p class="notice"><a href=format!("{base}/wordings")>{sentence}</a></p> }
    });
    view! {
        <section>
            <h2>{text(words, &one.series.instrument.title)}</h2>
            {table(text(words, &one.series.instrument.title), heads.map(|key| words.say(key)).to_vec(), rows)}
            {unclassed}
            {single}
            {most(words, study, one)}
            <p>
                {compare} " "
                {linked} " "
                <a class="button quiet" href=format!("{base}/crosstab")>{words.say("crosstab-open")}</a>
            </p>
        </section>
    }
}

fn wave(words: &Language, moment: &Moment, smallest: u64) -> AnyView {
    let smallest = i64::try_from(smallest).unwrap_or(i64::MAX);
    let people = moment.people();
    let invited = moment.population.map_or_else(
        || words.say("waves-not-known"),
        |all| words.with("waves-of-invited", &[("invited", all.to_string())]),
    );
    let rate = match moment.population {
        Some(all) if people as u64 <= all => {
            words.with("figure-percent", &[("percent", format!("{:.0}", people as f64 * 100.0 / all as f64))])
        }
        Some(_) => words.say("response-above"),
        None => words.say("figure-none"),
    };
    let cells = vec![
        view! { {count(words, people, smallest)} <br /> <span class="hint">{invited}</span> }.into_any(),
        view! { {rate} }.into_any(),
    ];
    let since = format!("{} {}", words.say("waves-date"), moment.date);
    row(view! { {moment.name.clone()} <br /> <span class="hint">{since}</span> }, cells)
}

/// What changed most, and in how many questions it cannot be told.
fn most(words: &Language, study: &str, one: &Overview) -> Option<impl IntoView + use<>> {
    let comparison = one.last.as_ref()?;
    let series = &one.series;
    let wave = |place: usize| series.moments[place].name.clone();
    let (before, after) = (wave(comparison.earlier), wave(comparison.later));
    let clear = comparison.clear();
    let lines: Vec<_> = clear
        .iter()
        .take(NAMED)
        .map(|line| {
            let item = &series.items[line.item];
            let said = sentence(words, series, comparison, line, one.smallest);
            view! {
                <li>
                    <a href=address(study, series, item)>{name(words, item)}</a>
                    <br />
                    <strong>{said.finding}</strong> " " {said.figures}
                </li>
            }
        })
        .collect();
    let count = |wanted: fn(&Verdict) -> bool| comparison.lines.iter().filter(|line| wanted(&line.verdict)).count();
    let values = [
        ("clear", clear.len().to_string()),
        ("same", count(|verdict| matches!(verdict, Verdict::AboutTheSame(_))).to_string()),
        ("unknown", count(|verdict| matches!(verdict, Verdict::NotEnough(_) | Verdict::Borderline { .. })).to_string()),
        ("hidden", count(|verdict| matches!(verdict, Verdict::Hidden | Verdict::CountsOnly)).to_string()),
        ("apart", count(|verdict| matches!(verdict, Verdict::Apart(_) | Verdict::Untested(_))).to_string()),
        ("before", before),
        ("after", after),
    ];
    let list = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
    Some(view! { <h3>{words.say("waves-most")}</h3> <p>{words.with("waves-summary", &values)}</p> {list} })
}
