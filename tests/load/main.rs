//! How fast it is, printed: `cargo bench -p app --bench load`. A real program on loopback, durable and sealed; the load
//! comes from this process, which pins itself to one processor and leaves both to the program. Figures, not verdicts:
//! the aims stand beside them.

#[path = "../demo/mod.rs"]
mod demo;
#[path = "../respondent/mod.rs"]
mod respondent;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use demo::Demo;
use respondent::{Respondent, fill, form};

/// Sections of the instrument that is answered, consent and review aside.
const INSTRUMENT: &str = "survivor-housing";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let pinned = pin();
    println!("load generator pinned to one processor: {pinned}");
    let started = Instant::now();
    let demo = Demo::start();
    println!("demo built and started in {:.1} s", started.elapsed().as_secs_f64());
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!("idle memory: {} MB (aim: at most 60)", memory(demo.process()) / 1024);
    println!("program: {:.1} MB", file_size() as f64 / 1e6);
    let (host, path) = split(&demo.link(INSTRUMENT).address);
    welcome(&host, &path).await;
    journeys(&host, &path).await;
    submits(&host, &path).await;
    println!("memory after load: {} MB", memory(demo.process()) / 1024);
    drop(demo);
    start().await;
}

/// From the start of the program to its first page, with 100,000 stored responses.
async fn start() {
    const RESPONSES: u32 = 100_000;
    let folder = std::env::temp_dir().join(format!("tidemark-load-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    serve(&folder).await;
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", folder.join("tidemark.sqlite").display()))
        .await
        .expect("a database");
    for statement in STORED {
        sqlx::query(*statement).execute(&pool).await.expect("stored");
    }
    pool.close().await;
    let time = serve(&folder).await;
    println!("start to first page with {RESPONSES} stored responses: {:.2} s (aim: at most 1 s)", time.as_secs_f64());
    let _ = std::fs::remove_dir_all(&folder);
}

/// One study with a collection and its responses, as large as real ones.
const STORED: &[&str] = &[
    "insert into studies values ('s', 'Study', 'UTC', 11, 'https://example.org', 'Questions', x'00', null)",
    "insert into instruments values ('i', 's', 'one', '')",
    "insert into waves values ('w', 's', '2026', '2026-01-01', 1)",
    "insert into sites values ('t', 's', 'North')",
    "insert into collections (id, study_id, wave_id, instrument_id, version_hash, rehearsal, state, closes_on, settings) values ('c', 's', 'w', 'i', 'v', false, 'open', null, '{}')",
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000) \
     insert into responses select lower(hex(randomblob(16))), 'c', 't', randomblob(32), randomblob(32), randomblob(2100) from n",
];

/// Starts the program on a folder, waits for its first page, stops it.
async fn serve(folder: &std::path::Path) -> Duration {
    let [respond, staff] = [demo::free_port(), demo::free_port()].map(|port| format!("127.0.0.1:{port}"));
    let started = Instant::now();
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_tidemark"))
        .args(["serve", "--respond", &respond, "--staff", &staff, "--data"])
        .arg(folder)
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut person = Respondent::new(&respond);
    while person.ask("GET", "/withdraw", None).await.is_err() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let time = started.elapsed();
    let _ = program.kill();
    let _ = program.wait();
    time
}

/// Asks the system to keep this process on the first processor.
fn pin() -> bool {
    let process = std::process::id().to_string();
    let asked =
        std::process::Command::new("taskset").args(["-cp", "0", &process]).stdout(std::process::Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0)
}

fn file_size() -> u64 {
    std::fs::metadata(env!("CARGO_BIN_EXE_tidemark")).map_or(0, |file| file.len())
}

fn split(address: &str) -> (String, String) {
    let rest = address.trim_start_matches("http://");
    let (host, path) = rest.split_once('/').expect("an address has a path");
    (host.to_owned(), format!("/{path}"))
}

async fn welcome(host: &str, path: &str) {
    let (count, times) =
        run(32, Duration::from_secs(5), host, async |person: &mut Respondent, times: &mut Vec<Duration>| {
            let started = Instant::now();
            assert_eq!(person.ask("GET", path, None).await.expect("a page").status, 200);
            times.push(started.elapsed());
        })
        .await;
    report("welcome pages", count, 5.0, times, "at least 3,000/s");
}

async fn journeys(host: &str, path: &str) {
    let (count, times) =
        run(32, Duration::from_secs(10), host, async |person: &mut Respondent, times: &mut Vec<Duration>| {
            walk(person, path, true, times).await;
        })
        .await;
    report("whole journeys", count, 10.0, times, "at least 150/s; times are of single requests");
}

/// Everybody is brought to the last page first; only the final submits are timed.
async fn submits(host: &str, path: &str) {
    const PEOPLE: usize = 2_000;
    let mut waiting = Vec::new();
    for _ in 0..PEOPLE {
        let mut person = Respondent::new(host);
        walk(&mut person, path, false, &mut Vec::new()).await;
        waiting.push(person);
    }
    let waiting = Arc::new(std::sync::Mutex::new(waiting));
    let started = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let waiting = Arc::clone(&waiting);
        tasks.spawn(async move {
            let mut times = Vec::new();
            loop {
                let next = waiting.lock().expect("no panic").pop();
                let Some(mut person) = next else { return times };
                let (action, _) = form(&person.page).expect("the last page has a form");
                let fields = "_go=send".to_owned();
                let asked = Instant::now();
                let answered = person.ask("POST", &action, Some(fields)).await.expect("an answer");
                assert_eq!(answered.status, 303);
                times.push(asked.elapsed());
            }
        });
    }
    let times: Vec<Duration> = tasks.join_all().await.into_iter().flatten().collect();
    report("final submits", PEOPLE, started.elapsed().as_secs_f64(), times, "at least 1,000/s, p99 at most 100 ms");
}

/// One person from welcome to thank-you (or to the last page before it).
async fn walk(person: &mut Respondent, path: &str, send: bool, times: &mut Vec<Duration>) {
    person.cookies.clear();
    person.open(path).await.expect("the welcome page");
    for _ in 0..40 {
        let Some((action, fields)) = form(&person.page) else { return };
        let last = person.page.contains("_want-code") || person.page.contains("value=\"send\"");
        if last && !send {
            return;
        }
        let mut filled = fill(&fields);
        let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
        filled.push((go.name.clone(), go.values[0].clone()));
        let asked = Instant::now();
        person.send(&action, &filled).await.expect("the next page");
        times.push(asked.elapsed() / 2);
        if last {
            return;
        }
    }
    panic!("the journey does not end: {}", person.page);
}

async fn run(
    people: usize,
    time: Duration,
    host: &str,
    act: impl AsyncFn(&mut Respondent, &mut Vec<Duration>),
) -> (usize, Vec<Duration>) {
    let done = AtomicUsize::new(0);
    let end = Instant::now() + time;
    let one = async || {
        let (mut person, mut times) = (Respondent::new(host), Vec::new());
        while Instant::now() < end {
            act(&mut person, &mut times).await;
            done.fetch_add(1, Ordering::Relaxed);
        }
        times
    };
    let all: Vec<Vec<Duration>> = futures_util::future::join_all((0..people).map(|_| one())).await;
    (done.load(Ordering::Relaxed), all.into_iter().flatten().collect())
}

fn report(what: &str, count: usize, seconds: f64, mut times: Vec<Duration>, aim: &str) {
    times.sort();
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
