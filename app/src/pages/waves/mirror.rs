//! One construct asked of several audiences: each side's share by wave, and the gap between them.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::mirror::View;
use server::waves::mirror::{Mirror, MirrorWave};

use super::charts::headline_name;
use crate::components::script::script;
use crate::components::table::{percent, row, table};
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
    view! {
        <section>
            <h2>{heading.clone()}</h2>
            {table(heading, heads.collect(), rows)}
            {gap.map(|gap| view! { <ul>{gap} {course(words, mirror)}</ul> })}
        </section>
    }
}

/// One side: who was asked what, and its share in each wave.
fn side(words: &Language, mirror: &Mirror, place: usize) -> AnyView {
    let side = &mirror.sides[place];
    let asked = super::name(words, &side.item);
    let what = headline_name(words, &side.item);
    let head =
        view! { <strong>{text(words, &side.instrument)}</strong> ": " {asked} " " <span class="hint">{what}</span> };
    let share = |wave: &MirrorWave| {
        let said = match wave.shares.get(place).copied().flatten() {
            _ if wave.hidden.get(place).copied().unwrap_or(false) => words.say("crosstab-hidden-cell"),
            Some((count, base)) => {
                let figure = server::statistics::interval::proportion(count as usize, base as usize);
                percent(words, count as usize, &figure)
            }
            None => words.say("figure-none"),
        };
        view! { {said} }.into_any()
    };
    row(head, mirror.waves.iter().map(share).collect())
}

/// The widest gap of a wave, told from the side that is higher, so that no minus has to be read.
fn gap(words: &Language, mirror: &Mirror, wave: &MirrorWave) -> Option<impl IntoView + use<>> {
    let (one, other, gap) = wave.widest()?;
    let estimate = gap.estimate?;
    let (above, below) = if estimate < 0.0 { (one, other) } else { (other, one) };
    let (low, high) = gap.interval.map_or((estimate, estimate), |ends| (ends.low, ends.high));
    let (low, high) = if estimate < 0.0 { (-high, -low) } else { (low, high) };
    let points = |share: f64| format!("{:.0}", share * 100.0).replace('-', "−");
    let values = [
        ("wave", wave.name.clone()),
        ("points", points(estimate.abs())),
        ("above", text(words, &mirror.sides.get(above)?.instrument)),
        ("below", text(words, &mirror.sides.get(below)?.instrument)),
        ("low", points(low)),
        ("high", points(high)),
    ];
    Some(view! { <li>{words.with("mirror-gap-of", &values)}</li> })
}

/// What became of the gap that is widest now.
fn course(words: &Language, mirror: &Mirror) -> Option<impl IntoView + use<>> {
    let [.., before, after] = mirror.waves.as_slice() else { return None };
    let (one, other, now) = after.widest()?;
    let (.., then) = before.gaps.iter().find(|gap| (gap.0, gap.1) == (one, other))?;
    let (then, now) = (then.change.estimate?, now.estimate?);
    let points = |gap: f64| format!("{:.0}", (gap * 100.0).abs());
    let name = |place: usize| mirror.sides.get(place).map(|side| text(words, &side.instrument));
    let values = [
        ("one", name(one)?),
        ("other", name(other)?),
        ("earlier", points(then)),
        ("later", points(now)),
        ("before", before.name.clone()),
        ("after", after.name.clone()),
    ];
    // The same number of points the other way round is no gap that stayed.
    let key = if then * now < 0.0 { "mirror-course-turned" } else { "mirror-course" };
    Some(view! { <li>{words.with(key, &values)}</li> })
}
