//! Pictures of themes as SVG, without script and inline style; each stands beside its table.

use leptos::prelude::*;
use server::http::staff::coding::themes::view::{Choice, Codes};
use server::themes::network::{Network, Node};
use server::themes::saturation::Step;

use crate::components::code;
use crate::language::Language;

fn number(value: f64) -> String {
    format!("{value:.1}")
}

/// Codes as circles, drawn together where people mention both; line widths and sizes say how many.
pub(super) fn network(network: &Network, names: &[Choice], colours: &[u8]) -> impl IntoView + use<> {
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
    let name = |code: u32| names.get(code as usize).map_or("", |(_, name)| name.as_str());
    let labels: Vec<String> = network.nodes.iter().map(|node| clipped(name(node.code))).collect();
    let circles: Vec<_> = network
        .nodes
        .iter()
        .map(|node| {
            let class = format!("node {}", code::ink(colours.get(node.code as usize).copied().unwrap_or(0)));
            let full = name(node.code).to_owned();
            view! {
                <circle class=class cx=number(node.x) cy=number(node.y) r=number(node.radius)><title>{full}</title></circle>
            }
        })
        .collect();
    let texts: Vec<_> = labels
        .iter()
        .zip(places(&network.nodes, &labels))
        .map(|(label, (x, y))| view! { <text x=number(x) y=number(y) text-anchor="middle">{label.clone()}</text> })
        .collect();
    view! {
        <svg class="network" viewBox="0 0 720 480" aria-hidden="true" focusable="false">{links}{circles}{texts}</svg>
    }
}

/// Letters of a name in a drawing or at the edge of a matrix; the whole name is its title.
const LETTERS: usize = 24;

fn clipped(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let begin: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", begin.trim_end())
}

/// Width of the drawing and its height, and what a letter and a line of a name take at most.
const DRAWING: (f64, f64) = (720.0, 480.0);
const LETTER: f64 = 7.6;
const LINE: f64 = 15.0;

/// Where names stand: within the drawing, below or above their circles, off the names before them as far as there is
/// room.
fn places(nodes: &[Node], labels: &[String]) -> Vec<(f64, f64)> {
    let mut placed: Vec<(f64, f64, f64)> = Vec::new();
    for (node, label) in nodes.iter().zip(labels) {
        let half = label.chars().count() as f64 * LETTER / 2.0;
        let x = node.x.clamp(half, (DRAWING.0 - half).max(half));
        let (below, above) = (node.y + node.radius + 13.0, node.y - node.radius - 5.0);
        let inside = |y: f64| y.clamp(LINE, DRAWING.1 - 4.0);
        let is_free = |y: &f64| {
            !placed.iter().any(|(other_x, other_y, other_half)| {
                (x - other_x).abs() < half + other_half && (y - other_y).abs() < LINE
            })
        };
        let tried = (0..4).flat_map(|step| [below + LINE * f64::from(step), above - LINE * f64::from(step)]);
        let y = tried.map(inside).find(is_free).unwrap_or_else(|| inside(below));
        placed.push((x, y, half));
    }
    placed.into_iter().map(|(x, y, _)| (x, y)).collect()
}

/// How many people mention both codes, darker for more.
pub(super) fn matrix(words: &Language, view: &Codes) -> impl IntoView + use<> {
    let used = &view.shown;
    let most = view.matrix.pairs().iter().map(|pair| pair.people.both).max().unwrap_or(0).max(1);
    let name = |code: u32| view.names[code as usize].1.clone();
    let is_nested = |one: u32, other: u32| view.nested.contains(&(one, other)) || view.nested.contains(&(other, one));
    let head = |code: &u32| view! { <th scope="col" title=name(*code)><span>{clipped(&name(*code))}</span></th> };
    let heads: Vec<_> = used.iter().map(head).collect();
    let rows: Vec<_> = used
        .iter()
        .map(|one| {
            let cells: Vec<_> = used
                .iter()
                .map(|other| {
                    let pair = view.matrix.pair(*one, *other).filter(|_| !is_nested(*one, *other));
                    let both = pair.map(|pair| pair.people.both);
                    let shade = both.map_or_else(String::new, |both| format!("heat-{}", (both * 4).div_ceil(most)));
                    let small = both.is_some_and(|both| both > 0 && (both as i64) < view.head.smallest);
                    let mark = small.then(|| view! { "▴" <span class="sr">{words.say("small-cell")}</span> });
                    view! { <td class=shade>{both.map(|both| both.to_string())}{mark}</td> }
                })
                .collect();
            view! { <tr><th scope="row" title=name(*one)>{clipped(&name(*one))}</th>{cells}</tr> }
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
    let most = curve.last().map_or(1.0, |step| step.total).max(1.0);
    let across = |number: usize| 40.0 + (width - 50.0) * (number + 1) as f64 / curve.len().max(1) as f64;
    let up = |total: f64| height - 30.0 - (height - 50.0) * total / most;
    let mut points = format!("40,{}", number(up(0.0)));
    for (at, step) in curve.iter().enumerate() {
        points.push_str(&format!(" {},{}", number(across(at)), number(up(step.total))));
    }
    let bars: Vec<_> = curve
        .iter()
        .enumerate()
        .filter(|(_, step)| step.new > 0.0)
        .map(|(at, step)| {
            let wide = ((width - 50.0) / curve.len() as f64 * 0.6).min(18.0);
            let (x, top) = (across(at) - wide / 2.0, up(step.new));
            view! { <rect class="new" x=number(x) y=number(top) width=number(wide) height=number(up(0.0) - top) /> }
        })
        .collect();
    view! {
        <svg class="curve" viewBox="0 0 600 220" aria-hidden="true" focusable="false">
            <line class="axis" x1="40" y1=number(up(0.0)) x2="590" y2=number(up(0.0)) />
            {bars}
            <polyline class="total" points=points />
            <text x="36" y=number(up(most) + 4.0) text-anchor="end">{format!("{most:.0}")}</text>
            <text x="36" y=number(up(0.0) + 4.0) text-anchor="end">"0"</text>
            <text x="590" y="212" text-anchor="end">{curve.len().to_string()}</text>
        </svg>
        <p class="hint">{words.say("theme-curve-legend")}</p>
    }
}

#[cfg(test)]
mod tests {
    //! Codes with long names stand at the edges of the drawing and beside one another.

    use super::*;

    #[test]
    fn names_stay_inside_and_off_one_another() {
        let node = |x, y| Node { code: 0, x, y, radius: 10.0 };
        let nodes = [node(48.0, 432.0), node(60.0, 430.0), node(672.0, 48.0), node(672.0, 60.0)];
        let labels = vec![clipped("A name that is much longer than there is room for"); 4];
        assert!(labels[0].ends_with('…') && labels[0].chars().count() <= LETTERS);
        let found = places(&nodes, &labels);
        let half = labels[0].chars().count() as f64 * LETTER / 2.0;
        for (at, (x, y)) in found.iter().enumerate() {
            assert!(x - half >= 0.0 && x + half <= DRAWING.0 && (LINE..=DRAWING.1).contains(y), "{found:?}");
            for (other_x, other_y) in &found[at + 1..] {
                assert!((x - other_x).abs() >= half || (y - other_y).abs() >= LINE, "{found:?}");
            }
        }
        assert_eq!(clipped("Buses"), "Buses");
    }
}
