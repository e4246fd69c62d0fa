//! Measures the search index on invented passages: `cargo run --release -p server --example search [PASSAGES]`
//! (1,000,000 of 200 characters by default). Prints building, memory, searches with facets, a new coding, new text.

use std::collections::BTreeMap;
use std::sync::Arc;

use server::chance::Seeded;
use server::coding::event::FORMAT;
use server::coding::{Act, Coding, Event, PassageId};
use server::index::{Facet, Index, Wanted};
use server::workspace::{About, Desk, Passage, Place};

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = std::time::Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64() * 1000.0, done)
}

/// 200 characters from a vocabulary whose frequencies fall as in real texts.
fn text(random: &mut Seeded) -> String {
    let mut text = String::new();
    while text.len() < 194 {
        let share = random.below(1_000_000) as f64 / 1_000_000.0;
        let rank = (1.0 / (1.0 - share)).powf(1.4) as u64 % 60_000;
        text.push_str(&format!("w{} ", rank + random.below(3)));
    }
    text
}

fn abouts() -> Vec<Arc<About>> {
    let about = |number: u32| About {
        from: format!("collection {}", number % 4),
        key: format!("question {}", number % 5),
        wave: Some(format!("wave {}", number % 4)),
        site: Some(format!("site {}", number % 20)),
        language: if number.is_multiple_of(4) { "es" } else { "en" }.to_owned(),
        ..About::default()
    };
    (0..80).map(|number| Arc::new(about(number))).collect()
}

fn passages(from: usize, to: usize, abouts: &[Arc<About>], random: &mut Seeded) -> Vec<Passage> {
    (from..to)
        .map(|number| Passage {
            id: PassageId::answer(&format!("r{number:07}"), "q"),
            text: text(random),
            about: Arc::clone(&abouts[random.below(80) as usize]),
            person: Arc::from(format!("r{number:07}")),
        })
        .collect()
}

fn coded(passage: usize, code: u64, position: i64) -> Event {
    let act = Act::Code {
        coding: format!("c{position}"),
        passage: PassageId::answer(&format!("r{passage:07}"), "q"),
        span: None,
        code: format!("code {code}"),
        round: None,
        coder: None,
    };
    Event { format: FORMAT, position, by: "ana".into(), day: String::new(), acts: vec![act] }
}

fn wanted(number: u64, random: &mut Seeded) -> Wanted {
    let mut word = || {
        let most = 1 << (1 + random.below(12));
        format!("w{}", 1 + random.below(most))
    };
    let words = match number % 4 {
        0 => word(),
        1 => format!("{} {}", word(), word()),
        2 => format!("{} OR {}", word(), word()),
        _ => format!("\"{} {}\"~4", word(), word()),
    };
    let facets = match number % 3 {
        0 => BTreeMap::from([(Facet::Wave, vec!["wave 1".to_owned()])]),
        1 => BTreeMap::from([(Facet::Code, vec![format!("code {}", random.below(50))])]),
        _ => BTreeMap::new(),
    };
    Wanted { words, facets, coded: None }
}

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let (mut random, abouts) = (Seeded::new(7), abouts());
    let mut desk = Desk::default();
    let mut all = passages(0, count, &abouts, &mut random);
    desk.passages.replace(Place::Collection("all".into()), all.clone());
    let codings = (count / 10) as i64;
    let events = (1..=codings).map(|at| coded(random.below(count as u64) as usize, random.below(50), at)).collect();
    desk.coding = Coding::of(events);
    let mut index = Index::default();
    let (building, _) = timed(|| index.catch_up(&desk).expect("indexed"));
    println!("{count} passages: index built in {:.1} s (aim 60), {} MB", building / 1000.0, index.bytes() / 1_000_000);
    let (first, _) = timed(|| index.find(&desk, "ana", &Wanted::default()).expect("found"));
    println!("first search, {codings} codings laid out: {first:.1} ms");
    let mut search = |wanted: &Wanted| {
        timed(|| {
            let found = index.find(&desk, "ana", wanted).expect("found");
            index.some(&found.documents, 0, 50)
        })
        .0
    };
    let mut times: Vec<f64> = (0..400).map(|number| search(&wanted(number, &mut random))).collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "400 searches with facets: median {:.1} ms, p95 {:.1} ms (aim 20), most {:.1} ms",
        at(0.5),
        at(0.95),
        at(1.0)
    );
    desk.coding.apply(coded(3, 7, codings + 1));
    let seven = Wanted { facets: BTreeMap::from([(Facet::Code, vec!["code 7".to_owned()])]), ..Wanted::default() };
    let (after, _) = timed(|| index.find(&desk, "ana", &seven).expect("found"));
    println!("search right after a coding: {after:.1} ms");
    all.extend(passages(count, count + 5, &abouts, &mut random));
    let (laying, ()) = timed(|| desk.passages.replace(Place::Collection("all".into()), all));
    let (arriving, _) = timed(|| index.catch_up(&desk).expect("indexed"));
    println!("5 new passages: laid out in {laying:.0} ms, indexed in {arriving:.0} ms (aim 1,000 with opening them)");
}
