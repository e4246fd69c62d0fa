//! One construct asked of several audiences: each side's share by wave, and the gap between them.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::mirror::View;
use server::statistics::Figure;
use server::waves::mirror::{Asked, Mirror, MirrorWave};

use super::charts::headline_name;
use crate::components::script::script;
use crate::components::table::{row, table};
use crate::language::Language;
use crate::pages::results::text;
use crate::shell;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.say("mirror-title");
    let back = format!("/studies/{}/waves", view.member.study.id);
    shell::page(around, "waves", &title, || {
        let none = view.mirrors.is_empty().then(|| view! { <p>{words.say("mirror-none")}</p> });
        // A gap can be told only where people chose from the same answers: those first, the others folded.
        let told = |mirror: &&Mirror| mirror.waves.iter().any(|wave| wave.widest().is_some());
        let (alike, others): (Vec<&Mirror>, Vec<&Mirror>) = view.mirrors.iter().partition(told);
        let drawn = |mirrors: Vec<&Mirror>| -> Vec<_> { mirrors.into_iter().map(|one| mirror(&words, one)).collect() };
        let folded = (!others.is_empty()).then(|| {
            let count = words.with("comparison-count", &[("count", others.len().to_string())]);
            view! {
                <details>
                    <summary>{words.say("mirror-differently")} " " <span class="hint">{count}</span></summary>
                    {drawn(others)}
                </details>
            }
        });
        view! {
            <p><a href=back>{words.say("waves-back")}</a></p>
            <h1>{title.clone()}</h1>
            <p class="hint">{words.say("mirror-note")}</p>
            {none}
            {drawn(alike)}
            {folded}
            {script(&words, &view.member.study.id, "mirror-code-note", view.script.as_ref())}
        }
    })
}

fn mirror(words: &Language, mirror: &Mirror) -> impl IntoView + use<> {
    let heading = mirror.sides.first().map(|side| super::name(words, &side.item)).unwrap_or_default();
    let heads = std::iter::once(words.say("mirror-side")).chain(mirror.waves.iter().map(|wave| wave.name.clone()));
    let rows = (0..mirror.sides.len()).map(|place| side(words, mirror, place)).collect();
    let gap = mirror.waves.last().and_then(|wave| gap(words, mirror, wave));
    let said = gap.map(|gap| {
        let said = std::iter::once(gap).chain(course(words, mirror));
        let said: Vec<_> = said.map(|said| view! { <li>{said}</li> }).collect();
        view! { <ul>{said}</ul> }
    });
    view! {
        <section>
            <h2>{heading.clone()}</h2>
            {table(heading, heads.collect(), rows)}
            {said}
        </section>
    }
}

/// One side: who was asked what, and its share in each wave, with the wording of waves that asked otherwise than the last.
fn side(words: &Language, mirror: &Mirror, place: usize) -> AnyView {
    let side = &mirror.sides[place];
    let asked = super::name(words, &side.item);
    let what = headline_name(words, &side.item);
    let head =
        view! { <strong>{text(words, &side.instrument)}</strong> ": " {asked} " " <span class="hint">{what}</span> };
    let last = mirror.waves.iter().rfind(|wave| asked_in(wave, place).is_some());
    let share = |wave: &MirrorWave| {
        let differs = last.is_some_and(|last| last.asks_otherwise(place, wave));
        let otherwise = asked_in(wave, place).filter(|_| differs).map(|asked| {
            let values = [("question", super::name(words, &asked.item)), ("share", headline_name(words, &asked.item))];
            view! { <br /> <span class="hint">{words.with("mirror-otherwise", &values)}</span> }
        });
        let said = match wave.shares.get(place).copied().flatten() {
            _ if wave.hidden.get(place).copied().unwrap_or(false) => words.say("crosstab-hidden-cell"),
            Some((count, base)) => {
                let percent = format!("{:.0}", count as f64 / base as f64 * 100.0);
                let values = [("percent", percent), ("count", count.to_string()), ("base", base.to_string())];
                words.with("figure-percent-of", &values)
            }
            None => words.say("figure-none"),
        };
        view! { {said} {otherwise} }.into_any()
    };
    row(head, mirror.waves.iter().map(share).collect())
}

fn asked_in(wave: &MirrorWave, side: usize) -> Option<&Asked> {
    wave.asked.get(side)?.as_ref()
}

/// The widest gap of a wave, told from the side that is higher, so that no minus has to be read; among which sides it was
/// looked for, and who was left out.
fn gap(words: &Language, mirror: &Mirror, wave: &MirrorWave) -> Option<String> {
    let (one, other, gap) = wave.widest()?;
    let estimate = gap.estimate?;
    let (above, below) = if estimate < 0.0 { (one, other) } else { (other, one) };
    let compared: Vec<String> = wave.compared().into_iter().map(|side| called(words, mirror, side)).collect();
    let mut values = vec![
        ("wave", wave.name.clone()),
        ("points", points(estimate.abs(), 0)),
        ("above", called(words, mirror, above)),
        ("below", called(words, mirror, below)),
        ("sides", compared.join(&words.say("and-between"))),
        ("gaps", wave.gaps.len().to_string()),
    ];
    values.extend(ends(gap, estimate < 0.0));
    let key = if wave.gaps.len() > 1 { "mirror-gap-widest" } else { "mirror-gap-of" };
    let left = wave.left_out().into_iter().map(|(side, few)| {
        let values = [("wave", wave.name.clone()), ("side", called(words, mirror, side))];
        words.with(if few { "mirror-left-few" } else { "mirror-left-otherwise" }, &values)
    });
    Some(std::iter::once(words.with(key, &values)).chain(left).collect::<Vec<_>>().join(" "))
}

fn called(words: &Language, mirror: &Mirror, side: usize) -> String {
    mirror.sides.get(side).map(|side| text(words, &side.instrument)).unwrap_or_default()
}

/// What became of the gap that is widest now; where a side was asked otherwise before, why that is not told.
fn course(words: &Language, mirror: &Mirror) -> Vec<String> {
    let [.., before, after] = mirror.waves.as_slice() else { return Vec::new() };
    let Some((one, other, _)) = after.widest() else { return Vec::new() };
    let values = vec![
        ("one", called(words, mirror, one)),
        ("other", called(words, mirror, other)),
        ("before", before.name.clone()),
        ("after", after.name.clone()),
    ];
    let otherwise = [one, other].into_iter().filter(|side| after.asks_otherwise(*side, before));
    let apart = |side: usize| {
        let values: Vec<_> = values.iter().cloned().chain([("side", called(words, mirror, side))]).collect();
        words.with("mirror-course-apart", &values)
    };
    let apart: Vec<String> = otherwise.map(apart).collect();
    if apart.is_empty() { changed(words, mirror, values).into_iter().collect() } else { apart }
}

/// The gap between two sides before and now, and whether it can be told that it changed.
fn changed(words: &Language, mirror: &Mirror, mut values: Vec<(&'static str, String)>) -> Option<String> {
    let followed = mirror.followed()?;
    let (then, now) = (followed.earlier.estimate?, followed.later.estimate?);
    let (by, range) = (followed.change.estimate?, followed.change.interval?);
    values.extend([("earlier", points(then.abs(), 0)), ("later", points(now.abs(), 0))]);
    // The same number of points the other way round is no gap that stayed.
    let key = if then * now < 0.0 { "mirror-course-turned" } else { "mirror-course" };
    let mut change = vec![("points", points(by.abs(), 0))];
    change.extend(ends(&followed.change, by < 0.0));
    let clear = range.low > 0.0 || range.high < 0.0;
    let told = if clear { "mirror-change-clear" } else { "mirror-change-unclear" };
    Some(format!("{} {}", words.with(key, &values), words.with(told, &change)))
}

/// Both ends of where a figure probably lies, in points; turned round where the figure is told without its minus.
fn ends(figure: &Figure, turned: bool) -> Vec<(&'static str, String)> {
    let (low, high) = figure.interval.map_or((0.0, 0.0), |ends| (ends.low, ends.high));
    let (low, high) = if turned { (-high, -low) } else { (low, high) };
    // An end that is not zero should not be rounded to it.
    let decimals = usize::from(low * high > 0.0 && low.abs().min(high.abs()) < 0.005);
    vec![("low", points(low, decimals)), ("high", points(high, decimals))]
}

/// Points of 100; zero has no minus.
fn points(share: f64, decimals: usize) -> String {
    let written = format!("{:.decimals$}", share * 100.0);
    let is_zero = written.chars().all(|letter| matches!(letter, '0' | '.' | '-'));
    if is_zero { written.replace('-', "") } else { written.replace('-', "−") }
}
