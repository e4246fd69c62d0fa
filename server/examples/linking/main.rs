//! Prints how well waves are linked, on populations whose truth is known, and how long large waves take.
//!
//! `cargo run -p app -p server --example linking` (200 repetitions each, the same figures every time).

mod population;

use std::time::Instant;

use population::{Setting, bits, simulate};
use server::linking::{Code, Key, pair};

const REPETITIONS: usize = 200;
const SEED: u64 = 20_261_127;

fn main() {
    println!("{REPETITIONS} repetitions, 30 % newcomers, seed {SEED}; shares in %");
    println!("elements bits  people error | exact  linked  ambiguous  false  estimated false");
    for elements in [4, 6, 8] {
        for people in [100, 400, 1_000] {
            for error in [0.03, 0.08] {
                print(Setting { people, elements, error });
            }
        }
    }
    println!("\nseconds to match two waves of codes with six elements");
    [1_000, 20_000].into_iter().for_each(time);
}

fn print(setting: Setting) {
    let rates = simulate(setting, REPETITIONS, SEED);
    let Setting { people, elements, error } = setting;
    let share = |share: f64| 100.0 * share;
    println!(
        "{elements:>8} {:>4.1} {people:>7} {:>5.0} | {:>5.1}  {:>6.1}  {:>9.2}  {:>5.2}  {:>15.2}",
        bits(elements),
        share(error),
        share(rates.exact),
        share(rates.linked),
        share(rates.ambiguous),
        share(rates.false_links),
        share(rates.expected),
    );
}

/// Waves in which half come again, with codes of six letters.
fn time(people: usize) {
    let key = Key::from_bytes(&[7; 32]).expect("32 bytes");
    let letter = |number: usize| char::from(b'a' + (number % 26) as u8);
    let typed = |who: usize| {
        let elements = (0..6).map(|place| letter(who / 26_usize.pow(place) + who % 7));
        elements.map(String::from).collect::<Vec<_>>().join("|")
    };
    let begun = Instant::now();
    let wave =
        |first: usize| -> Vec<Option<Code>> { (first..first + people).map(|who| key.code(&typed(who))).collect() };
    let (earlier, later) = (wave(0), wave(people / 2));
    let keyed = begun.elapsed();
    let begun = Instant::now();
    let found = pair(
        &earlier.iter().map(Option::as_ref).collect::<Vec<_>>(),
        &later.iter().map(Option::as_ref).collect::<Vec<_>>(),
    );
    let matched = begun.elapsed();
    println!("{people:>6} × {people:<6} keyed {keyed:.2?}  matched {matched:.2?}  ({} linked)", found.report.linked());
}
