//! The load: people who look, who answer from the first page to the last, who all send at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::respondent::{Respondent, fill, form};
use super::survey::PAGES;

const AT_ONCE: usize = 32;
const SENDERS: usize = 64;

/// Somebody opens the welcome page, again and again.
pub async fn welcome(host: &str, path: &str) {
    const TIME: Duration = Duration::from_secs(5);
    let (count, times) = run(host, TIME, async |person: &mut Respondent, times: &mut Vec<Duration>| {
        let asked = Instant::now();
        assert_eq!(person.ask("GET", path, None).await.expect("a page").status, 200);
        times.push(asked.elapsed());
    })
    .await;
    report(&format!("welcome pages, {AT_ONCE} people"), count, TIME, times, "at least 3,000/s");
}

/// Somebody answers everything: welcome, consent, eight pages, look at your answers, send, thank you.
pub async fn journeys(host: &str, path: &str) {
    const TIME: Duration = Duration::from_secs(10);
    let (count, times) = run(host, TIME, async |person: &mut Respondent, times: &mut Vec<Duration>| {
        let begun = Instant::now();
        assert_eq!(walk(person, path, true).await, PAGES, "pages of questions");
        times.push(begun.elapsed());
    })
    .await;
    let what = format!("whole journeys of {PAGES} pages, {AT_ONCE} people");
    report(&what, count, TIME, times, "at least 150/s; times are of a whole journey without pauses");
}

/// Everybody is brought to the last page first; only the final submits are timed.
pub async fn submits(host: &str, path: &str) {
    const PEOPLE: usize = 2_000;
    let mut waiting = Vec::with_capacity(PEOPLE);
    for _ in 0..PEOPLE {
        let mut person = Respondent::new(host);
        walk(&mut person, path, false).await;
        waiting.push(person);
    }
    let waiting = Arc::new(Mutex::new(waiting));
    let begun = Instant::now();
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..SENDERS {
        senders.spawn(send_all(Arc::clone(&waiting)));
    }
    let times: Vec<Duration> = senders.join_all().await.into_iter().flatten().collect();
    let what = format!("final submits over HTTP, {SENDERS} at once");
    report(&what, times.len(), begun.elapsed(), times, "at least 1,000/s, p99 at most 100 ms");
}

async fn send_all(waiting: Arc<Mutex<Vec<Respondent>>>) -> Vec<Duration> {
    let mut times = Vec::new();
    loop {
        let next = waiting.lock().expect("no panic").pop();
        let Some(mut person) = next else { return times };
        let (action, _) = form(&person.page).expect("the last page has a form");
        // Who looked at the last page for a while has no connection any more.
        person.hang_up();
        let asked = Instant::now();
        let answered = person.ask("POST", &action, Some("_go=send".to_owned())).await.expect("an answer");
        assert_eq!(answered.status, 303);
        times.push(asked.elapsed());
    }
}

/// One person from welcome to thank-you, or to the last page before it; tells how many pages of questions that were.
async fn walk(person: &mut Respondent, path: &str, send: bool) -> usize {
    person.cookies.clear();
    person.open(path).await.expect("the welcome page");
    for page in 0..40 {
        let Some((action, fields)) = form(&person.page) else { return page - 2 };
        let last = person.page.contains("value=\"send\"");
        if last && !send {
            return page - 1;
        }
        let mut filled = fill(&fields);
        let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
        filled.push((go.name.clone(), go.values[0].clone()));
        person.send(&action, &filled).await.expect("the next page");
        if last {
            assert!(person.page.contains("Thank you"), "{}", person.page);
            return page - 1;
        }
    }
    panic!("the journey does not end: {}", person.page);
}

async fn run(
    host: &str,
    time: Duration,
    act: impl AsyncFn(&mut Respondent, &mut Vec<Duration>),
) -> (usize, Vec<Duration>) {
    let done = AtomicUsize::new(0);
    let end = Instant::now() + time;
    let one = async || {
        let (mut person, mut times) = (Respondent::new(host), Vec::new());
        while Instant::now() < end {
            act(&mut person, &mut times).await;
            // What ends after the time is not counted.
            done.fetch_add(usize::from(Instant::now() < end), Ordering::Relaxed);
        }
        times
    };
    let all: Vec<Vec<Duration>> = futures_util::future::join_all((0..AT_ONCE).map(|_| one())).await;
    (done.load(Ordering::Relaxed), all.into_iter().flatten().collect())
}

fn report(what: &str, count: usize, time: Duration, mut times: Vec<Duration>, aim: &str) {
    times.sort();
    let seconds = time.as_secs_f64();
    let at = |share: f64| {
        times.get(((times.len() as f64 - 1.0) * share) as usize).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!(
        "{what}: {count} in {seconds:.1} s = {:.0}/s; p50 {:.1} ms, p99 {:.1} ms (aim: {aim})",
        count as f64 / seconds,
        at(0.5),
        at(0.99)
    );
}
