//! Codes as a drawing: those that stand together are drawn near each other (Fruchterman and Reingold 1991).
//!
//! It starts from a circle and takes a fixed number of steps, so the same matrix gives the same drawing. Places are in
//! the units of the SVG that the page draws; how it looks is left to the page.

use std::f64::consts::TAU;

use super::cooccurrence::Matrix;

const STEPS: usize = 600;

/// The surface to draw on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Free space at each edge, for the largest circle and its label.
    pub margin: f64,
    /// Radius of the code that most people have.
    pub largest: f64,
    /// Links of fewer people are not drawn.
    pub least_people: usize,
}

/// 720 × 480, circles up to 22, links of at least three people.
impl Default for Frame {
    fn default() -> Self {
        Self { width: 720.0, height: 480.0, margin: 48.0, largest: 22.0, least_people: 3 }
    }
}

/// A code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Its number.
    pub code: u32,
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Its area grows with the people who have it.
    pub radius: f64,
}

/// Two codes that stand together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The one.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// Jaccard by people, by the largest in the drawing: 0…1, for the width of the line.
    pub weight: f64,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Codes that somebody has.
    pub nodes: Vec<Node>,
    /// Links, weakest first, so that strong ones are drawn over them.
    pub links: Vec<Link>,
}

/// Draws a matrix.
pub fn network(matrix: &Matrix, frame: Frame) -> Network {
    let people = people(matrix);
    let codes: Vec<u32> = (0..matrix.codes() as u32).filter(|code| people[*code as usize] > 0).collect();
    let links = links(matrix, frame.least_people);
    let most = people.iter().copied().max().unwrap_or(1).max(1) as f64;
    let radii: Vec<f64> =
        codes.iter().map(|code| round(frame.largest * (people[*code as usize] as f64 / most).sqrt())).collect();
    let mut places = circle(codes.len());
    settle(&mut places, &pulls(&codes, &links));
    fit(&mut places, frame);
    part(&mut places, &radii, frame);
    let node = |((code, radius), place): ((&u32, &f64), &Place)| Node {
        code: *code,
        x: round(place.x),
        y: round(place.y),
        radius: *radius,
    };
    Network { nodes: codes.iter().zip(&radii).zip(&places).map(node).collect(), links }
}

fn people(matrix: &Matrix) -> Vec<usize> {
    let mut people = vec![0; matrix.codes()];
    for pair in matrix.pairs() {
        (people[pair.first as usize], people[pair.second as usize]) = (pair.people.first, pair.people.second);
    }
    people
}

fn links(matrix: &Matrix, least_people: usize) -> Vec<Link> {
    let drawn = matrix.pairs().iter().filter(|pair| pair.people.both >= least_people.max(1));
    let link = |pair: &super::cooccurrence::Pair| {
        Some(Link { first: pair.first, second: pair.second, weight: pair.people.jaccard()? })
    };
    let mut links: Vec<Link> = drawn.filter_map(link).collect();
    links.sort_by(|one, other| one.weight.total_cmp(&other.weight));
    let most = links.last().map_or(1.0, |link| link.weight);
    links.iter_mut().for_each(|link| link.weight /= most);
    links
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    x: f64,
    y: f64,
}

impl Place {
    fn towards(self, other: Self, by: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * by, y: self.y + (other.y - self.y) * by }
    }

    fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

fn circle(count: usize) -> Vec<Place> {
    let angle = |at: usize| TAU * at as f64 / count.max(1) as f64;
    (0..count).map(|at| Place { x: angle(at).cos(), y: angle(at).sin() }).collect()
}

/// For each pair of places how strongly it is drawn together.
fn pulls(codes: &[u32], links: &[Link]) -> Vec<Vec<f64>> {
    let mut pulls = vec![vec![0.0; codes.len()]; codes.len()];
    for link in links {
        if let (Ok(first), Ok(second)) = (codes.binary_search(&link.first), codes.binary_search(&link.second)) {
            (pulls[first][second], pulls[second][first]) = (link.weight, link.weight);
        }
    }
    pulls
}

/// Lets all push each other away and the linked ones draw together, in ever smaller steps.
fn settle(places: &mut [Place], pulls: &[Vec<f64>]) {
    let apart = 2.0 / (places.len().max(1) as f64).sqrt();
    for step in 0..STEPS {
        let reach = 0.2 * (1.0 - step as f64 / STEPS as f64);
        let moves: Vec<Place> = (0..places.len()).map(|at| force(at, places, &pulls[at], apart)).collect();
        for (place, force) in places.iter_mut().zip(moves) {
            let length = force.distance(Place::default()).max(1e-9);
            place.x += force.x / length * length.min(reach);
            place.y += force.y / length * length.min(reach);
        }
    }
}

fn force(at: usize, places: &[Place], pulls: &[f64], apart: f64) -> Place {
    let here = places[at];
    // A weak pull to the middle keeps codes without links on the page.
    let mut force = Place { x: -0.3 * here.x, y: -0.3 * here.y };
    for (other, place) in places.iter().enumerate().filter(|(other, _)| *other != at) {
        let distance = here.distance(*place).max(1e-3);
        let pull = pulls[other] * distance / apart - (apart / distance).powi(2);
        force.x += (place.x - here.x) * pull;
        force.y += (place.y - here.y) * pull;
    }
    force
}

/// Stretches the drawing over the frame.
fn fit(places: &mut [Place], frame: Frame) {
    let spread = |value: fn(&Place) -> f64| {
        let low = places.iter().map(value).fold(f64::INFINITY, f64::min);
        let high = places.iter().map(value).fold(f64::NEG_INFINITY, f64::max);
        (low, high - low)
    };
    let (left, top) = (spread(|place| place.x), spread(|place| place.y));
    let along = |value: f64, (low, range): (f64, f64), size: f64| match range > 1e-9 {
        true => frame.margin + (value - low) / range * (size - 2.0 * frame.margin),
        false => size / 2.0,
    };
    for place in places.iter_mut() {
        *place = Place { x: along(place.x, left, frame.width), y: along(place.y, top, frame.height) };
    }
}

/// Moves circles that touch apart, a little each time, and keeps them on the page.
fn part(places: &mut [Place], radii: &[f64], frame: Frame) {
    for _ in 0..200 {
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                let (gap, distance) = (radii[one] + radii[other] + 6.0, places[one].distance(places[other]).max(0.1));
                if distance < gap {
                    let by = (gap - distance) / distance / 2.0;
                    let (here, there) = (places[one], places[other]);
                    (places[one], places[other]) = (here.towards(there, -by), there.towards(here, -by));
                }
            }
        }
        let keep =
            |value: f64, size: f64| value.clamp(frame.margin.min(size / 2.0), (size - frame.margin).max(size / 2.0));
        for place in places.iter_mut() {
            *place = Place { x: keep(place.x, frame.width), y: keep(place.y, frame.height) };
        }
    }
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
