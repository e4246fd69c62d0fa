//! How load is made. Open loop: what is asked begins when it is due, however long earlier answers take, and its time
//! counts from the moment when it was due, so that waiting is never hidden. Closed: so many at once, each asks again as
//! soon as it has its answer, which finds how much is carried at most.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

/// The most that may be under way; what would be due beyond that counts as not answered.
const MOST: usize = 4_000;

/// How long what is under way at the end may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came of one thing that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// The answer that it should be.
    Answered,
    /// A friendly no: come later.
    Later,
    /// Anything else.
    Failed,
}

/// What came of it, how long that took, when it ended.
type Done = (Came, Duration, Instant);

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    due: usize,
    span: Duration,
    times: Vec<Duration>,
    in_time: usize,
    later: usize,
    late: Duration,
}

impl Figures {
    fn take(&mut self, (came, time, ended): Done, end: Instant) {
        match came {
            Came::Answered => {
                self.times.push(time);
                self.in_time += usize::from(ended <= end);
            }
            Came::Later => self.later += 1,
            Came::Failed => {}
        }
    }

    /// Answers in each second of the time in which things were due.
    pub fn rate(&self) -> f64 {
        self.in_time as f64 / self.span.as_secs_f64().max(1e-9)
    }

    /// The time within which this share of the answers came, in milliseconds.
    pub fn at(&self, share: f64) -> f64 {
        let place = (self.times.len().saturating_sub(1) as f64 * share) as usize;
        self.times.get(place).map_or(f64::INFINITY, |time| time.as_secs_f64() * 1e3)
    }

    /// How many were answered.
    pub fn answered(&self) -> usize {
        self.times.len()
    }

    /// How many were due and never got their answer.
    pub fn missing(&self) -> usize {
        self.due - self.times.len()
    }

    /// Prints them.
    pub fn tell(&self, what: &str) {
        println!(
            "{what}: {} of {} answered, {:.0}/s for {:.0} s; p50 {:.1} ms, p99 {:.1} ms; not answered {} (told to come later {})",
            self.times.len(),
            self.due,
            self.rate(),
            self.span.as_secs_f64(),
            self.at(0.5),
            self.at(0.99),
            self.missing(),
            self.later
        );
        if self.late > Duration::from_millis(20) {
            println!(
                "  the load itself was up to {:.0} ms late: its processor was full",
                self.late.as_secs_f64() * 1e3
            );
        }
    }
}

/// Prints an aim and whether it was reached.
pub fn aim(text: &str, reached: bool) {
    println!("  aim: {text}: {}", if reached { "reached" } else { "NOT REACHED" });
}

/// So many a second, for a while.
pub async fn open<F, Fut>(rate: f64, span: Duration, mut act: F) -> Figures
where
    F: FnMut(usize) -> Fut,
    Fut: Future<Output = Came> + Send + 'static,
{
    let due = (rate * span.as_secs_f64()) as usize;
    let mut figures = Figures { due, span, ..Figures::default() };
    let (begun, mut running) = (Instant::now(), JoinSet::new());
    for number in 0..due {
        let when = begun + Duration::from_secs_f64(number as f64 / rate);
        sleep_until(when).await;
        if number % 16 == 0 {
            // A load that is behind must not keep answers waiting.
            tokio::task::yield_now().await;
        }
        figures.late = figures.late.max(when.elapsed());
        while let Some(done) = running.try_join_next() {
            figures.take(done.expect("nobody panics"), begun + span);
        }
        if running.len() < MOST {
            running.spawn(timed(when, act(number)));
        }
    }
    let rest = async {
        while let Some(done) = running.join_next().await {
            figures.take(done.expect("nobody panics"), begun + span);
        }
    };
    let _ = timeout(PATIENCE, rest).await;
    figures.times.sort();
    figures
}

async fn timed(when: Instant, act: impl Future<Output = Came>) -> Done {
    let came = act.await;
    (came, when.elapsed(), Instant::now())
}

/// So many at once, for a while, and no more than `most` altogether.
pub async fn closed<F, Fut>(at_once: usize, span: Duration, most: usize, act: F) -> Figures
where
    F: Fn(usize) -> Fut,
    Fut: Future<Output = Came>,
{
    let (next, begun) = (AtomicUsize::new(0), Instant::now());
    let one = async || {
        let mut done: Vec<Done> = Vec::new();
        while begun.elapsed() < span {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= most {
                break;
            }
            done.push(timed(Instant::now(), act(number)).await);
        }
        done
    };
    let all: Vec<Vec<Done>> = join_all((0..at_once).map(|_| one())).await;
    let end = begun + span.min(begun.elapsed());
    let mut figures = Figures { due: all.iter().map(Vec::len).sum(), span: end - begun, ..Figures::default() };
    all.into_iter().flatten().for_each(|done| figures.take(done, end));
    figures.times.sort();
    figures
}
