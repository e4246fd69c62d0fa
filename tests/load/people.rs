//! The load that people make: who looks, who answers from the first page to the last, who sends at the end, and what
//! comes at the same time.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::Stage;
use crate::client::Person;
use crate::lines::{Line, Slow, style};
use crate::machine;
use crate::pace::{self, Came, Figures, aim};
use crate::survey::PAGES;

/// How many at once find out how much is carried at most.
const AT_ONCE: usize = 64;
const PEAK: Duration = Duration::from_secs(10);

/// How long things are due at a steady pace.
const WHILE: Duration = Duration::from_secs(20);

/// The page of questions that is looked at and sent.
const PAGE: usize = 3;

type Asked = Pin<Box<dyn Future<Output = Came> + Send>>;

/// The welcome page; a page of questions, shown and sent.
pub async fn pages(stage: &Stage) {
    carry("welcome pages", 5_000.0, |_| {
        let (journey, person) = (Arc::clone(&stage.journey), Person::new(&stage.client));
        Box::pin(async move { journey.welcome(person).await })
    })
    .await;
    let people = in_the_middle(stage, 200).await;
    carry("pages of questions shown", 2_000.0, |number| look(stage, &people, number)).await;
    carry("pages of questions sent, kept before the answer", 2_000.0, |number| answer(stage, &people, number)).await;
}

/// The most that is carried, then the aim in open loop; gives the most.
async fn carry(what: &str, wanted: f64, act: impl Fn(usize) -> Asked) -> f64 {
    let most = pace::closed(AT_ONCE, PEAK, usize::MAX, &act).await;
    most.tell(&format!("{what}, {AT_ONCE} at once"));
    let figures = pace::open(wanted, WHILE, &act).await;
    figures.tell(&format!("{what}, {wanted:.0} due each second"));
    aim(&format!("at least {wanted:.0}/s"), keeps_up(&figures, wanted));
    most.rate()
}

/// A hundredth may still be under way when the time is over.
fn keeps_up(figures: &Figures, wanted: f64) -> bool {
    figures.rate() >= 0.99 * wanted
}

/// People at a page of questions, with the answers before it.
async fn in_the_middle(stage: &Stage, people: usize) -> Vec<Person> {
    let mut there = Vec::with_capacity(people);
    for _ in 0..people {
        there.push(stage.journey.after(&stage.client, PAGE - 1).await);
    }
    there
}

fn look(stage: &Stage, people: &[Person], number: usize) -> Asked {
    let (journey, person) = (Arc::clone(&stage.journey), people[number % people.len()].clone());
    Box::pin(async move { journey.look(person, PAGE).await })
}

fn answer(stage: &Stage, people: &[Person], number: usize) -> Asked {
    let (journey, person) = (Arc::clone(&stage.journey), people[number % people.len()].clone());
    Box::pin(async move { journey.answer(person, PAGE).await })
}

fn walk(stage: &Stage) -> Asked {
    let (journey, person) = (Arc::clone(&stage.journey), Person::new(&stage.client));
    Box::pin(async move { journey.walk(person).await })
}

/// Whole journeys without pauses: welcome, eight pages, look at your answers, send, thank you. Gives how many are carried
/// at most.
pub async fn journeys(stage: &Stage) -> f64 {
    carry(&format!("whole journeys of {PAGES} pages"), 250.0, |_| walk(stage)).await
}

/// So many people all at once, for a moment, that the program has something in memory.
pub async fn busy(stage: &Stage) {
    pace::closed(AT_ONCE, PEAK, usize::MAX, |_| walk(stage)).await.tell("whole journeys");
}

/// Five times as many begin as are carried: some are told to come later, and those who are let in get through.
pub async fn overload(stage: &Stage, peak: Option<f64>) {
    let peak = match peak {
        Some(peak) => peak,
        None => pace::closed(AT_ONCE, PEAK, usize::MAX, |_| walk(stage)).await.rate(),
    };
    let figures = pace::open(5.0 * peak, WHILE, |_| walk(stage)).await;
    figures.tell(&format!("whole journeys, {:.0} due each second, five times what is carried", 5.0 * peak));
    let share = 100.0 * figures.rate() / peak.max(1e-9);
    aim(&format!("at least 80 % of what is carried get through ({share:.0} %)"), share >= 80.0);
}

/// Two thousand slow lines, and some that send or take slowly, with people beside them.
pub async fn slow(stage: &Stage) {
    const LINES: [(Slow, usize); 3] = [(Slow::Headers, 2_000), (Slow::Body, 200), (Slow::Taking, 100)];
    const PEOPLE: f64 = 50.0;
    if machine::lines() < 4_000 {
        return println!("SKIPPED: slow lines: only {} files may be open (ulimit -n)", machine::lines());
    }
    let people = in_the_middle(stage, 50).await;
    let act = |number: usize| match number % 2 {
        0 => look(stage, &people, number),
        _ => answer(stage, &people, number),
    };
    pace::open(PEOPLE, PEAK, act).await.tell("pages alone");
    let word = stage.path.trim_start_matches("/s/").to_owned();
    let style = style(&stage.program.respond, &word).await;
    let line = Line { host: stage.program.respond.clone(), word, style, held: Duration::from_secs(120) };
    let mut hanging = JoinSet::new();
    for (slow, count) in LINES {
        for _ in 0..count {
            hanging.spawn(again_and_again(line.clone(), slow));
        }
    }
    sleep(Duration::from_secs(3)).await;
    let beside = pace::open(PEOPLE, 2 * WHILE, act).await;
    beside.tell("pages beside 2,000 slow headers, 200 slow bodies and 100 that take nothing");
    aim("99 of 100 pages within 500 ms, none missing", beside.at(0.99) <= 500.0 && beside.missing() == 0);
}

/// Whoever is cut off is there again.
async fn again_and_again(line: Line, slow: Slow) {
    loop {
        line.clone().hang(slow).await;
    }
}

/// Final submits for so many minutes. Everybody is brought to the last page first; only the submit is timed.
pub async fn submits(stage: &Stage, minutes: f64) {
    const WANTED: f64 = 1_500.0;
    const AT_MOST: f64 = 50.0;
    let act = sending(stage, 20_000).await;
    let most = pace::closed(AT_ONCE, PEAK, 20_000, act).await;
    most.tell(&format!("final submits, {AT_ONCE} at once"));
    let span = Duration::from_secs_f64(60.0 * minutes);
    let figures = sent(stage, WANTED, span).await;
    let reached = keeps_up(&figures, WANTED) && figures.at(0.99) <= AT_MOST && figures.missing() == 0;
    aim(&format!("at least {WANTED:.0}/s with p99 at most {AT_MOST:.0} ms, every one acknowledged"), reached);
    if !reached {
        println!("  what this machine carries instead, at four fifths and half of its most:");
        for share in [0.8, 0.5] {
            sent(stage, share * most.rate(), span.min(Duration::from_secs(60))).await;
        }
    }
    println!("a sealed response has {} bytes (the aims are meant for 2,500)", machine::sealed(&stage.platform).await);
}

/// Submits in open loop. What was acknowledged must be there afterwards.
pub async fn sent(stage: &Stage, rate: f64, span: Duration) -> Figures {
    let act = sending(stage, (rate * span.as_secs_f64()) as usize).await;
    let before = machine::stored(&stage.platform).await;
    let figures = pace::open(rate, span, act).await;
    figures.tell(&format!("final submits, {rate:.0} due each second"));
    let stored = machine::stored(&stage.platform).await - before;
    println!("  stored: {stored}; acknowledged: {}", figures.answered());
    assert!(stored >= figures.answered() as i64, "acknowledged and not stored");
    figures
}

/// Brings so many people to the last page; each sends when it is their turn.
async fn sending(stage: &Stage, people: usize) -> Box<dyn Fn(usize) -> Asked> {
    let cookies = stage.journey.bring(&stage.platform.state.store, people).await;
    let (journey, client) = (Arc::clone(&stage.journey), Arc::clone(&stage.client));
    Box::new(move |number: usize| -> Asked {
        let (journey, person) = (Arc::clone(&journey), Person::with(&client, cookies[number].clone()));
        Box::pin(async move { journey.submit(person).await })
    })
}
