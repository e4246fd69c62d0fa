//! Pictures of themes as SVG, without script and inline style; each stands beside its table.

use leptos::prelude::*;
use server::http::staff::coding::themes::view::{Choice, Codes};
use server::themes::network::Network;
use server::themes::saturation::Step;

use crate::components::code;
use crate::language::Language;

fn number(value: f64) -> String {
    format!("{value:.1}")
}

/// Codes as circles, drawn together where people mention both; line widths and sizes say how many.
pub(super) fn network(network: &Network, names: &[Choice], colours: &[u8]) -> Option<impl IntoView + use<>> {
    if network.nodes.is_empty() {
        return None;
    }
    let place = |code: u32| network.nodes.iter().find(|node| node.code == code);
    let links: Vec<_> = network
        .links
        .iter()
        .filter_map(|link| {
            let (one, other) = place(link.first).zip(place(link.second))?;
            let class = format!("link weight-{}", (link.weight * 4.0).round());
            Some(view! { <line class=class x1=number(one.x) y1=number(one.y) x2=number(other.x) y2=number(other.y) /> })
        })
        .collect();
    let nodes: Vec<_> = network
        .nodes
        .iter()
        .map(|node| {
            let name = names.get(node.code as usize).map(|(_, name)| name.clone()).unwrap_or_default();
            let class = format!("node {}", code::ink(colours.get(node.code as usize).copied().unwrap_or(0)));
            view! {
                <circle class=class cx=number(node.x) cy=number(node.y) r=number(node.radius) />
                <text x=number(node.x) y=number(node.y + node.radius + 13.0) text-anchor="middle">{name}</text>
            }
        })
        .collect();
    Some(view! {
        <svg class="network" viewBox="0 0 720 480" aria-hidden="true" focusable="false">{links}{nodes}</svg>
    })
}

/// How many people mention both codes, darker for more.
pub(super) fn matrix(words: &Language, view: &Codes) -> impl IntoView + use<> {
    let used: Vec<u32> = (0..view.names.len() as u32)
        .filter(|code| {
            view.matrix.pairs().iter().any(|pair| pair.people.both > 0 && (pair.first == *code || pair.second == *code))
        })
        .collect();
    let most = view.matrix.pairs().iter().map(|pair| pair.people.both).max().unwrap_or(0).max(1);
    let name = |code: u32| view.names[code as usize].1.clone();
    let heads: Vec<_> = used.iter().map(|code| view! { <th scope="col"><span>{name(*code)}</span></th> }).collect();
    let rows: Vec<_> = used
        .iter()
        .map(|one| {
            let cells: Vec<_> = used
                .iter()
                .map(|other| {
                    let both = view.matrix.pair(*one, *other).map(|pair| pair.people.both);
                    let shade = both.map_or_else(String::new, |both| format!("heat-{}", (both * 4).div_ceil(most)));
                    let small = both.is_some_and(|both| both > 0 && (both as i64) < view.head.smallest);
                    let mark = small.then(|| view! { "▴" <span class="sr">{words.say("small-cell")}</span> });
                    view! { <td class=shade>{both.map(|both| both.to_string())}{mark}</td> }
                })
                .collect();
            view! { <tr><th scope="row">{name(*one)}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=words.say("theme-matrix")>
            <table class="matrix">
                <caption class="sr">{words.say("theme-matrix")}</caption>
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Codes so far after each step, as a line of steps.
pub(super) fn curve(words: &Language, curve: &[Step]) -> impl IntoView + use<> {
    let (width, height) = (600.0, 220.0);
    let most = curve.last().map_or(1, |step| step.total).max(1) as f64;
    let across = |number: usize| 40.0 + (width - 50.0) * (number + 1) as f64 / curve.len().max(1) as f64;
    let up = |total: usize| height - 30.0 - (height - 50.0) * total as f64 / most;
    let mut points = format!("40,{}", number(up(0)));
    for (at, step) in curve.iter().enumerate() {
        points.push_str(&format!(" {},{}", number(across(at)), number(up(step.total))));
    }
    let bars: Vec<_> = curve
        .iter()
        .enumerate()
        .filter(|(_, step)| step.new > 0)
        .map(|(at, step)| {
            let wide = ((width - 50.0) / curve.len() as f64 * 0.6).min(18.0);
            let (x, top) = (across(at) - wide / 2.0, up(step.new));
            view! { <rect class="new" x=number(x) y=number(top) width=number(wide) height=number(up(0) - top) /> }
        })
        .collect();
    view! {
        <svg class="curve" viewBox="0 0 600 220" aria-hidden="true" focusable="false">
            <line class="axis" x1="40" y1=number(up(0)) x2="590" y2=number(up(0)) />
            {bars}
            <polyline class="total" points=points />
            <text x="36" y=number(up(most as usize) + 4.0) text-anchor="end">{most.to_string()}</text>
            <text x="36" y=number(up(0) + 4.0) text-anchor="end">"0"</text>
            <text x="590" y="212" text-anchor="end">{curve.len().to_string()}</text>
        </svg>
        <p class="hint">{words.say("theme-curve-legend")}</p>
    }
}
