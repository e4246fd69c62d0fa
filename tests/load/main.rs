//! What one machine carries, printed: `cargo bench -p app --bench load -- [minutes] [part …]`, ten minutes of submits where
//! no number stands there, all parts where none is named. A real `tidemark serve` on loopback, durable and sealed, with a
//! survey of eight pages. The load comes from this process, which keeps to a processor of its own where there are two.
//! Each figure stands beside its aim; what is not reached is printed as measured.

mod client;
mod journey;
mod large;
#[path = "../lines/mod.rs"]
mod lines;
mod machine;
mod pace;
mod people;
#[path = "../platform/mod.rs"]
mod platform;
#[path = "../program/mod.rs"]
mod program;
#[path = "../respondent/mod.rs"]
mod respondent;
mod survey;

use server::store::sql;
use std::sync::Arc;
use std::time::{Duration, Instant};

use client::Client;
use journey::Journey;
use machine::{Cage, Share};
use pace::aim;
use platform::{Open, Platform, Scene};
use program::Program;
use respondent::Respondent;

/// The parts, in their order.
const PARTS: [&str; 8] = ["large", "pages", "journeys", "overload", "slow", "submits", "floor", "million"];

/// A program that serves, and the way that people take.
pub struct Stage {
    // Before its data folder goes.
    program: Program,
    platform: Arc<Platform>,
    path: String,
    client: Arc<Client>,
    journey: Arc<Journey>,
}

impl Stage {
    async fn with(platform: Arc<Platform>, program: Program, path: &str) -> Self {
        wait_for_page(&program.respond, path, Instant::now()).await;
        let client = Client::new(&program.respond);
        let journey = Arc::new(Journey::record(&program.respond, path).await);
        Self { program, platform, path: path.to_owned(), client, journey }
    }
}

/// What is asked for on the command line.
struct Wanted {
    minutes: f64,
    parts: Vec<String>,
    /// Whether the program may use the load's processor, too.
    shared: bool,
}

impl Wanted {
    fn read(words: impl Iterator<Item = String>) -> Self {
        let mut wanted = Self { minutes: 10.0, parts: Vec::new(), shared: false };
        // Cargo adds flags of its own.
        for word in words.filter(|word| !word.starts_with('-')) {
            match word.parse() {
                Ok(minutes) => wanted.minutes = minutes,
                Err(_) if word == "shared" => wanted.shared = true,
                Err(_) if PARTS.contains(&word.as_str()) => wanted.parts.push(word),
                Err(_) => panic!("minutes, shared, or some of {PARTS:?}: {word}"),
            }
        }
        wanted
    }

    fn has(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let wanted = Wanted::read(std::env::args().skip(1));
    println!("program: {:.1} MB", file_size() as f64 / 1e6);
    let (platform, open) = Platform::with(scene()).await;
    let (platform, path) = (Arc::new(platform), format!("/s/{}", open.word));
    machine::describe(&platform.folder);
    let share = Share::take(wanted.shared);
    if wanted.has("large") {
        large::measure();
    }
    beside_each_other(&wanted, &share, &platform, &path).await;
    if wanted.has("floor") {
        floor(&share, wanted.minutes).await;
    }
    if wanted.has("million") {
        million(&share, &platform, &open, &path).await;
    }
}

fn scene() -> Scene {
    Scene { toml: survey::toml(), ..Scene::default() }
}

/// The parts that one running program is measured in.
async fn beside_each_other(wanted: &Wanted, share: &Share, platform: &Arc<Platform>, path: &str) {
    if !["pages", "journeys", "overload", "slow", "submits"].iter().any(|part| wanted.has(part)) {
        return;
    }
    let program = share.start(&platform.folder, &[]);
    wait_for_page(&program.respond, path, Instant::now()).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let idle = machine::memory(&program).0;
    println!("memory idle, after the first page: {idle} MB");
    aim("at most 60 MB", idle <= 60);
    let stage = Stage::with(Arc::clone(platform), program, path).await;
    if wanted.has("pages") {
        people::pages(&stage).await;
    }
    let peak = if wanted.has("journeys") { Some(people::journeys(&stage).await) } else { None };
    if wanted.has("overload") {
        people::overload(&stage, peak).await;
    }
    if wanted.has("slow") {
        people::slow(&stage).await;
    }
    if wanted.has("submits") {
        people::submits(&stage, wanted.minutes).await;
    }
    let (now, most) = machine::memory(&stage.program);
    println!("memory after the load: {now} MB, at most {most} MB");
}

/// 512 MB and one processor, for a minute or less.
async fn floor(share: &Share, minutes: f64) {
    const WANTED: f64 = 50.0;
    let cage = match Cage::of(512) {
        Ok(cage) => cage,
        Err(why) => return println!("SKIPPED: 512 MB and one processor: {why}"),
    };
    let (platform, open) = Platform::with(scene()).await;
    let program = share.start_on_one(&platform.folder, &cage.through());
    let stage = Stage::with(Arc::new(platform), program, &format!("/s/{}", open.word)).await;
    println!("512 MB (control group, with the system's cache of its files) and one processor:");
    let figures = people::sent(&stage, WANTED, Duration::from_secs_f64(60.0 * minutes.min(1.0))).await;
    let (now, most) = machine::memory(&stage.program);
    println!("  memory: {now} MB, at most {most} MB");
    let reached = figures.rate() >= 0.99 * WANTED && figures.missing() == 0;
    aim("at least 50/s, every one acknowledged", reached);
    // The cage can only go when nobody is inside any more.
    drop(stage);
    drop(cage);
}

/// From the start of the program to the welcome page with a million responses, and its memory.
async fn million(share: &Share, platform: &Arc<Platform>, open: &Open, path: &str) {
    const RESPONSES: i64 = 1_000_000;
    fill(platform, open, RESPONSES).await;
    let stored = machine::stored(platform).await;
    let begun = Instant::now();
    let program = share.start(&platform.folder, &[]);
    let time = wait_for_page(&program.respond, path, begun).await;
    println!("start to the welcome page with {stored} stored responses: {:.2} s", time.as_secs_f64());
    aim("at most 3 s", time <= Duration::from_secs(3));
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!("memory idle: {} MB", machine::memory(&program).0);
    let stage = Stage::with(Arc::clone(platform), program, path).await;
    people::busy(&stage).await;
    let (now, most) = machine::memory(&stage.program);
    println!("memory loaded: {now} MB, at most {most} MB");
}

/// Stores responses of 2,500 bytes, as if they had arrived long ago, until there are so many.
async fn fill(platform: &Platform, open: &Open, responses: i64) {
    const TOGETHER: i64 = 20_000;
    let fill = sql::each(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
            insert into responses
            select lower(hex(randomblob(16))), $2, $3, null, randomblob(32), randomblob(2500) from n",
        "with n(i) as (select generate_series(1, $1))
            insert into responses
            select encode(uuid_send(gen_random_uuid()), 'hex'), $2, $3, null, uuid_send(gen_random_uuid()),
                (select string_agg(uuid_send(gen_random_uuid()), '') from generate_series(1, 157) where i > 0) from n",
    );
    const SITE: &str = "select site_id from links where word = $1";
    let pool = &platform.state.store.pool;
    let site: String = sql::query_scalar(SITE).bind(&open.word).fetch_one(pool).await.expect("a site");
    let mut missing = responses - machine::stored(platform).await;
    while missing > 0 {
        let some = missing.min(TOGETHER);
        let query = sql::query(fill.clone()).bind(some).bind(&open.collection.id).bind(&site);
        query.execute(pool).await.expect("stored");
        missing -= some;
    }
}

/// Asks for a page until it comes; how long that took.
async fn wait_for_page(host: &str, path: &str, begun: Instant) -> Duration {
    let mut person = Respondent::new(host);
    while !person.ask("GET", path, None).await.is_ok_and(|answered| answered.status == 200) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    begun.elapsed()
}

fn file_size() -> u64 {
    std::fs::metadata(env!("CARGO_BIN_EXE_tidemark")).map_or(0, |file| file.len())
}
