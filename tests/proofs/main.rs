//! The acknowledgement rule, proved against what happens to machines: the program is killed, the power is cut, writes
//! and flushes fail, the disk is full, the same answers are sent many times. Each proof has a control that shows that it
//! could fail. With `TIDEMARK_LONG=1` each runs in its long form; the figures are printed.

mod crowd;
#[path = "../demo/mod.rs"]
mod demo;
mod doubles;
mod faults;
mod full;
#[path = "../ground/mod.rs"]
mod ground;
mod kill;
mod mounted;
#[path = "../platform/mod.rs"]
mod platform;
mod power;
#[path = "../program/mod.rs"]
mod program;
#[path = "../respondent/mod.rs"]
mod respondent;
#[path = "../survey/mod.rs"]
mod survey;

use tokio::sync::{Mutex, MutexGuard};

/// How often something is done: seldom in every run of the tests, often where it was asked for.
fn times(short: usize, long: usize) -> usize {
    if is_long() { long } else { short }
}

/// Whether the long form was asked for.
fn is_long() -> bool {
    std::env::var_os("TIDEMARK_LONG").is_some()
}

static ALONE: Mutex<()> = Mutex::const_new(());

/// One proof at a time: they measure how quickly the program is there again, and would disturb each other.
async fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().await
}

/// Something that cannot be done on this machine; the test runner counts it.
fn skipped(why: &str) {
    println!("SKIPPED: {why}");
}
