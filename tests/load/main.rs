//! How fast it is, printed: `cargo bench -p app --bench load`. A real `tidemark serve` on loopback, durable and sealed,
//! with a survey of eight pages; the load comes from this process, which keeps to one processor where it can and leaves
//! both to the program. Figures with what was done, not verdicts: the aims stand beside them.

#[path = "../demo/mod.rs"]
mod demo;
mod large;
mod people;
#[path = "../platform/mod.rs"]
mod platform;
#[path = "../program/mod.rs"]
mod program;
#[path = "../respondent/mod.rs"]
mod respondent;
mod survey;

use std::time::{Duration, Instant};

use people::{journeys, submits, welcome};
use platform::{Open, Platform, Scene};
use program::Program;
use respondent::Respondent;

/// Processors that the figures are meant for.
const PROCESSORS: usize = 2;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("program: {:.1} MB", file_size() as f64 / 1e6);
    large::measure();
    let (platform, open) = Platform::with(Scene { toml: survey::toml(), ..Scene::default() }).await;
    println!("data folder: {}", platform.folder.display());
    let program = Program::start(&platform.folder, &[]);
    // Only now: a program that is started keeps to the processors of whoever starts it.
    println!("load from one thread, pinned to one processor: {}", if keep_to("0") { "yes" } else { "no" });
    let path = format!("/s/{}", open.word);
    first_page(&program.respond, &path, Instant::now()).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!("idle memory after the first page: {} MB (aim: at most 60)", memory(program.child.id()) / 1024);
    welcome(&program.respond, &path).await;
    journeys(&program.respond, &path).await;
    submits(&program.respond, &path).await;
    println!("memory after the load: {} MB", memory(program.child.id()) / 1024);
    drop(program);
    keep_to(&format!("0-{}", PROCESSORS - 1));
    start(&platform, &open, &path).await;
}

/// From the start of the program to the welcome page, with 100,000 stored responses.
async fn start(platform: &Platform, open: &Open, path: &str) {
    const RESPONSES: i64 = 100_000;
    const FILL: &str = "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1) \
        insert into responses select lower(hex(randomblob(16))), $2, $3, randomblob(32), randomblob(32), \
        randomblob(2100) from n";
    const SITE: &str = "select site_id from links where word = $1";
    let pool = &platform.state.store.pool;
    let site: String = sqlx::query_scalar(SITE).bind(&open.word).fetch_one(pool).await.expect("a site");
    let query = sqlx::query(FILL).bind(RESPONSES).bind(&open.collection.id).bind(site);
    query.execute(pool).await.expect("stored");
    let stored: i64 = sqlx::query_scalar("select count(*) from responses").fetch_one(pool).await.expect("a count");
    let begun = Instant::now();
    let program = Program::start(&platform.folder, &[]);
    let time = first_page(&program.respond, path, begun).await;
    println!(
        "start to the welcome page with {stored} stored responses: {:.2} s (aim: at most 1 s)",
        time.as_secs_f64()
    );
}

/// Asks for a page until it comes; how long that took.
async fn first_page(host: &str, path: &str, begun: Instant) -> Duration {
    let mut person = Respondent::new(host);
    while !person.ask("GET", path, None).await.is_ok_and(|answered| answered.status == 200) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    begun.elapsed()
}

/// Asks the system to keep this process on some processors (`0`, `0-1`).
fn keep_to(processors: &str) -> bool {
    let process = std::process::id().to_string();
    let asked = std::process::Command::new("taskset")
        .args(["-cp", processors, &process])
        .stdout(std::process::Stdio::null())
        .status();
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
