//! Measures an unlocked study of 60 closed items and two waves: unlocking, a crosstab, descriptives, tests, memory, growth.
//!
//! `cargo run --release -p server --example waves [RESPONSES IN EACH WAVE …]` (10,000 and 100,000 by default; 500,000 makes a
//! million). A real database in a temporary folder, sealed as responses arrive. Where R is installed, it works out the same
//! figures from the exported tables (`waves.R`), and the two are compared. Each size runs in a process of its own, so that
//! its memory is its own; only Linux tells it.

#[path = "../../../tests/tide/waves.rs"]
mod asked;
mod figures;
mod r;
mod study;
mod survey;

use server::store::sql;
use server::waves::{Rules, Series, compare};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use server::workspace::{Workspace, Workspaces};

use study::Study;

/// Sizes unless others are asked for.
const SIZES: [usize; 2] = [10_000, 100_000];

/// What grows.
const MEASURED: [&str; 8] = [
    "first unlock",
    "unlock again",
    "crosstab",
    "crosstab with its tests",
    "descriptives",
    "tests",
    "full wave report",
    "memory",
];

/// In the order of [`MEASURED`]: milliseconds, and megabytes.
type Measures = [f64; MEASURED.len()];

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64() * 1000.0, done)
}

/// The middle of nine times: one time of a millisecond says little on a machine that others use, too.
fn median<T>(mut work: impl FnMut() -> T) -> f64 {
    let mut times: [f64; 9] = std::array::from_fn(|_| timed(&mut work).0);
    times.sort_by(f64::total_cmp);
    times[4]
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, size] = &arguments[..]
        && word == "one"
    {
        return one(size.parse().expect("a number")).await;
    }
    let asked: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    let measured: Vec<(usize, Measures)> = sizes.iter().map(|size| (*size, apart(*size))).collect();
    measured.windows(2).for_each(|step| growth(step[0], step[1]));
}

/// One size in a process of its own; its lines are printed, the last is read.
fn apart(size: usize) -> Measures {
    let program = std::env::current_exe().expect("this program");
    let done = Command::new(program)
        .args(["one", &size.to_string()])
        .stderr(std::process::Stdio::inherit())
        .output()
        .expect("it runs");
    assert!(done.status.success(), "{size} in each wave: {}", done.status);
    let said = String::from_utf8_lossy(&done.stdout);
    let (lines, last) = said.trim_end().rsplit_once('\n').expect("lines");
    println!("{lines}\n");
    let numbers: Vec<f64> = last.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    numbers.try_into().expect("all measures")
}

async fn one(size: usize) {
    let folder = std::env::temp_dir().join(format!("tidemark-waves-{}", server::chance::id()));
    std::fs::create_dir(&folder).expect("a folder");
    let measures = measure(&folder, size).await;
    std::fs::remove_dir_all(&folder).expect("gone");
    println!("{}", measures.map(|number| number.to_string()).join(" "));
}

async fn measure(folder: &Path, size: usize) -> Measures {
    let begun = Instant::now();
    let study = Study::make(folder, size).await;
    let file = std::fs::metadata(folder.join(server::store::FILE)).map_or(0, |file| file.len());
    println!(
        "two waves of {size} responses, {} items: made in {:.1} s, {} MB on disk, resting memory {:.0} MB",
        survey::ITEMS,
        begun.elapsed().as_secs_f64(),
        file / 1_000_000,
        memory("VmRSS")
    );
    let (first, _) = unlock(&study, "first unlock, sealed anew under the data key").await;
    run(&study, "delete from snapshots").await;
    unlock(&study, "unlock without snapshots, response by response (aim at 100,000 in each wave: at most 5,000 ms)")
        .await;
    let mut times = Vec::new();
    for _ in 0..4 {
        times.push(unlock(&study, "unlock again, from snapshots").await.0);
    }
    let (last, workspace) = unlock(&study, "unlock again, from snapshots").await;
    times.push(last);
    times.sort_by(f64::total_cmp);
    let again = times[2];
    println!(
        "unlock again, from snapshots, median of five: {again:.0} ms (aim at 100,000 in each wave: at most 5,000 ms)"
    );
    let held = memory("VmRSS");
    println!("memory with the study unlocked: {held:.0} MB");
    let tables = study.collections.each_ref().map(|id| workspace.table(id));
    assert!(tables.iter().all(|table| table.rows.len() == size), "every response is there");
    let keep: Vec<usize> = (0..size).collect();
    let waves = figures::Waves { instrument: &study.instrument, tables, keep: &keep };
    let crosstab = median(|| waves.crosstab("q01", "q50"));
    println!("one crosstab, median of nine: {crosstab:.2} ms (aim at 100,000 in each wave: at most 20 ms)");
    let (descriptives, _) = timed(|| waves.descriptives());
    println!("descriptives of all items in both waves: {descriptives:.1} ms");
    let (tests, changes) = timed(|| waves.changes());
    println!("tests of all items between the waves: {tests:.2} ms");
    let instruments = server::store::instruments::all(&study.store, &study.id).await.expect("instruments");
    let series = Series::read(&study.store, &workspace, &study.id, &instruments[0].id).await.expect("a series");
    let rules = Rules { smallest: 5 };
    let (report, comparison) = timed(|| compare(&series, 0, 1, None, rules));
    assert!(comparison.lines.iter().all(|line| line.change.p().is_some()), "every item is tested");
    println!(
        "full wave report, all items and all tests: {report:.0} ms (aim at 100,000 in each wave: at most 1,000 ms)"
    );
    let by = series.item("q50").expect("an item");
    let item = series.item("q01").expect("an item");
    let crosstab_page = median(|| server::waves::crosstab(&series, 1, item, Some(by), &[], rules));
    println!(
        "one crosstab with its tests, as the page shows it, median of nine: {crosstab_page:.2} ms (aim: at most 20 ms)"
    );
    let fifty = |add: usize| (0..50).map(|person| ((person * 7 + add) % 5) as f64).collect::<Vec<f64>>();
    let (exact, _) = timed(|| server::statistics::two_waves::ordinal::ordinal(&fifty(0), &fifty(2)));
    println!("exact permutation at 50 + 50: {exact:.1} ms (aim: at most 50 ms)");
    r::compare(folder, &study, &waves, &changes, again + crosstab + descriptives + tests);
    [first, again, crosstab, crosstab_page, descriptives, tests, report, held]
}

async fn run(study: &Study, statement: &'static str) {
    sql::query(statement).execute(&study.store.pool).await.expect("done");
}

async fn unlock(study: &Study, what: &str) -> (f64, std::sync::Arc<Workspace>) {
    // What was the most so far begins anew; where the system does not allow that, the most of all is printed.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let begun = Instant::now();
    let workspace = Workspaces::default().open(&study.store, &study.id, &study.keys).await.expect("unlocked");
    let time = begun.elapsed().as_secs_f64() * 1000.0;
    assert_eq!(workspace.unreadable, 0, "everything opens");
    println!("{what}: {time:.0} ms, at most {:.0} MB meanwhile", memory("VmHWM"));
    (time, workspace)
}

/// What this process has in memory, in megabytes.
fn memory(which: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(which)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// How much more each measure became, and whether that is worse than n log n.
fn growth((before, few): (usize, Measures), (after, many): (usize, Measures)) {
    let allowed = (after as f64 * (after as f64).log2()) / (before as f64 * (before as f64).log2());
    println!("from {before} to {after} in each wave; n log n would grow {allowed:.1} times:");
    for (what, (few, many)) in MEASURED.iter().zip(few.iter().zip(many)) {
        let ratio = many / few;
        println!("  {what}: {ratio:.1} times{}", if ratio > allowed { " — WORSE than n log n" } else { "" });
    }
}
