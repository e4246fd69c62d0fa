//! One construct asked of several audiences: each side's share by wave, and the gap between them.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::waves::mirror::View;
use server::waves::mirror::{Mirror, MirrorWave};

use super::charts::headline_name;
use crate::components::script::script;
use crate::components::table::{percent, percents, row, table};
use crate::language::Language;
use crate::pages::results::text;
use crate::shell;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.say("mirror-title");
    let back = format!("/studies/{}/waves", view.member.study.id);
    shell::page(around, "waves", &title, || {
        let none = view.mirrors.is_empty().then(|| view! { <p>{words.say("mirror-none")}</p> });
        let mirrors: Vec<_> = view.mirrors.iter().map(|mirror| self::mirror(&words, mirror)).collect();
        view! {
            <p><a href=back>{words.say("waves-back")}</a></p>
            <h1>{title.clone()}</h1>
            <p class="hint">{words.say("mirror-note")}</p>
            {none}
            {mirrors}
            {script(&words, &view.member.study.id, "mirror-code-note", view.script.as_ref())}
        }
    })
}

fn mirror(words: &Language, mirror: &Mirror) -> impl IntoView + use<> {
    let heading = mirror.sides.first().map(|side| super::name(words, &side.item)).unwrap_or_default();
    let sides: Vec<_> = mirror
        .sides
        .iter()
        .map(|side| {
            let asked = super::name(words, &side.item);
            let what = headline_name(words, &side.item);
            view! { <li><strong>{text(words, &side.instrument)}</strong> ": " {asked} " (" {what} ")"</li> }
        })
        .collect();
    let heads: Vec<String> = std::iter::once(words.say("waves-wave"))
        .chain(mirror.sides.iter().map(|side| text(words, &side.instrument)))
        .chain([words.say("mirror-gap")])
        .collect();
    let rows = mirror.waves.iter().map(|wave| self::wave(words, mirror, wave)).collect();
    view! {
        <section>
            <h2>{heading.clone()}</h2>
            <ul>{sides}</ul>
            {table(heading, heads, rows)}
        </section>
    }
}

fn wave(words: &Language, mirror: &Mirror, wave: &MirrorWave) -> AnyView {
    let side = |(share, hidden): (&Option<(u64, u64)>, &bool)| {
        let said = match share {
            _ if *hidden => words.say("crosstab-hidden-cell"),
            Some((count, base)) => {
                let figure = server::statistics::interval::proportion(*count as usize, *base as usize);
                percent(words, *count as usize, &figure)
            }
            None => words.say("figure-none"),
        };
        view! { {said} }.into_any()
    };
    let mut cells: Vec<AnyView> = wave.shares.iter().zip(&wave.hidden).map(side).collect();
    let gap = wave.widest().map_or_else(
        || words.say("mirror-no-gap"),
        |(one, other, gap)| {
            let points = format!("{:+.0}", gap.estimate.unwrap_or(0.0) * 100.0);
            let said = words.with("fact-points", &[("points", points), ("range", percents(words, gap.interval))]);
            let side =
                |place: usize| mirror.sides.get(place).map(|side| text(words, &side.instrument)).unwrap_or_default();
            words.with("mirror-gap-of", &[("gap", said), ("one", side(one)), ("other", side(other))])
        },
    );
    cells.push(view! { {gap} }.into_any());
    row(wave.name.clone(), cells)
}
