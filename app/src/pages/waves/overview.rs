//! All instruments with their waves: how many answered, and what changed most since the wave before.

use leptos::prelude::*;
use server::access::{Action, allows};
use server::http::staff::Around;
use server::http::staff::waves::overview::{Overview, View};
use server::waves::{Line, Moment, Verdict};

use super::sentence::sentence;
use super::{address, name, paired};
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
        let linked = view.instruments.iter().any(|one| one.last.is_some() && one.linked.is_some());
        view! {
            <h1>{title.clone()}</h1>
            <p class="hint">{words.say("waves-note")}</p>
            {linked.then(|| paired::independent(&words))}
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
        None if moment.exceeded => words.say("waves-site-exceeded"),
        None => words.say("figure-none"),
    };
    let cells = vec![
        view! { {count(words, people, smallest)} <br /> <span class="hint">{invited}</span> }.into_any(),
        view! { {rate} }.into_any(),
    ];
    let since = format!("{} {}", words.say("waves-date"), moment.date);
    row(view! { {moment.name.clone()} <br /> <span class="hint">{since}</span> }, cells)
}

/// What changed most, and in how many questions it cannot be told; of the same people first, where some are linked.
fn most(words: &Language, study: &str, one: &Overview) -> Option<impl IntoView + use<>> {
    let comparison = one.last.as_ref()?;
    let (series, linked) = (&one.series, one.linked.as_ref());
    let wave = |place: usize| series.moments[place].name.clone();
    let waves = [("before", wave(comparison.earlier)), ("after", wave(comparison.later))];
    let own = comparison.lines.iter().filter(|line| paired::is_clear(linked, line));
    let others = comparison.clear().into_iter().filter(|line| !paired::is_clear(linked, line));
    let lines: Vec<_> = own.chain(others).take(NAMED).map(|line| changed(words, study, one, line)).collect();
    let all: Vec<&Verdict> = comparison.lines.iter().map(|line| &line.verdict).collect();
    let all = summary(words, &all, &waves);
    let note = linked.map(|linked| paired::note(words, study, series, linked));
    let same = linked.filter(|linked| paired::tells(linked)).map(|linked| {
        let own: Vec<&Verdict> = linked.lines.iter().filter(|own| own.base() > 0).map(|own| &own.verdict).collect();
        let people = paired::people(words, linked.linkage.linked);
        view! { <p>{people} " " {summary(words, &own, &waves)}</p> }
    });
    let of_all = same.is_some().then(|| words.say("paired-all"));
    let list = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
    Some(view! { <h3>{words.say("waves-most")}</h3> {note} {same} <p>{of_all} " " {all}</p> {list} })
}

/// One question that changed clearly, for the same people or for all respondents.
fn changed(words: &Language, study: &str, one: &Overview, line: &Line) -> impl IntoView + use<> {
    let item = &one.series.items[line.item];
    let said = one.last.as_ref().map(|comparison| sentence(words, &one.series, comparison, line, one.smallest));
    let own = paired::of(one.linked.as_ref(), line);
    let same = own.map(|own| paired::said(words, item, own, one.smallest));
    let all = own.map(|_| words.say("paired-all"));
    let said = said.map(|said| view! { <p>{all} " " <strong>{said.finding}</strong> " " {said.figures}</p> });
    view! {
        <li>
            <a href=address(study, &one.series, item)>{name(words, item)}</a>
            {same}
            {said}
        </li>
    }
}

/// How many questions changed clearly, stayed about the same, or cannot be told.
fn summary(words: &Language, verdicts: &[&Verdict], waves: &[(&'static str, String); 2]) -> String {
    let count = |wanted: fn(&Verdict) -> bool| verdicts.iter().filter(|verdict| wanted(verdict)).count().to_string();
    let [before, after] = waves.clone();
    let values = [
        ("clear", count(|verdict| matches!(verdict, Verdict::Clear { .. }))),
        ("same", count(|verdict| matches!(verdict, Verdict::AboutTheSame(_)))),
        ("unknown", count(|verdict| matches!(verdict, Verdict::NotEnough(_) | Verdict::Borderline { .. }))),
        ("hidden", count(|verdict| matches!(verdict, Verdict::Hidden | Verdict::CountsOnly))),
        ("apart", count(|verdict| matches!(verdict, Verdict::Apart(_) | Verdict::Untested(_)))),
        before,
        after,
    ];
    words.with("waves-summary", &values)
}
