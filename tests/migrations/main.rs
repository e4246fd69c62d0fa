//! A newer program starts on the data of every earlier schema, with rows in every table, and its upgrade breaks off at
//! every statement: one fails, or the program is killed. At the next start nothing is lost, nothing is there twice, and
//! the database is as after an upgrade that nobody disturbed. With `TIDEMARK_LONG=1` the real program is killed at every
//! write. Another engine brings its own [`scene`].

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../ground/mod.rs"]
mod ground;
mod rows;
mod scene;

use std::path::Path;
use std::process::{Command, Stdio};

use ground::Folder;
use scene::{Broken, Earlier};
use sqlx::migrate::Migration;

/// What the doctor says, and whether all is well.
fn doctor(data: &Path) -> (bool, String) {
    let said = Command::new(env!("CARGO_BIN_EXE_tidemark")).arg("doctor").arg("--data").arg(data).output().unwrap();
    (said.status.success(), String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned())
}

/// The doctor finds all well, in a folder on a disk.
fn is_well(data: &Path) {
    let (well, said) = doctor(data);
    assert!(well, "{said}");
}

#[tokio::test]
async fn the_program_brings_every_earlier_schema_up_to_date_and_its_doctor_finds_all_well() {
    let all = scene::migrations().await;
    for schema in 1..=all.len() {
        let earlier = Earlier::of(&all[..schema]).await;
        let upgraded = earlier.upgraded().await;
        let data = Folder::new();
        earlier.copy_to(data.path());
        is_well(data.path());
        assert_eq!(scene::applied(data.path()).await, all.len() as i64);
        earlier.start_again(data.path(), &upgraded).await.unwrap();
    }
    println!("{} earlier schemas brought up to date, rows in every table, none lost", all.len());
}

/// Breaks one upgrade off in both ways, after so many statements; what is wrong after the next start of each.
async fn break_off(earlier: &Earlier, broken: &Broken<'_>, upgraded: &scene::Held) -> [Result<(), String>; 2] {
    let failed = earlier.copy();
    broken.fail(failed.path()).await;
    let (running, killed) = (earlier.copy(), scene::folder());
    broken.kill(running.path(), killed.path()).await;
    [earlier.start_again(failed.path(), upgraded).await, earlier.start_again(killed.path(), upgraded).await]
}

#[tokio::test]
async fn an_upgrade_that_breaks_off_at_any_statement_has_not_begun_and_is_done_at_the_next_start() {
    let all = scene::migrations().await;
    let (mut times, mut in_the_log) = (0, 0);
    for last in 0..all.len() {
        let earlier = Earlier::of(&all[..last]).await;
        let upgraded = earlier.upgraded().await;
        let statements = scene::statements(&all[last]);
        for done in 0..=statements.len() {
            let broken = Broken { until: &all[..=last], done: &statements[..done], whole: true };
            for (way, found) in ["failed", "killed"].iter().zip(break_off(&earlier, &broken, &upgraded).await) {
                assert_eq!(found, Ok(()), "{} {way} after statement {done}", all[last].description);
            }
            times += 2;
        }
        in_the_log += u64::from(doctor_after_a_kill(&earlier, &all[..=last], &statements).await);
    }
    assert!(in_the_log > 0, "control: what was not committed lay in the log");
    println!("{} migrations broken off {times} times, nothing lost, nothing twice", all.len());
}

/// The program's own doctor after a kill in the middle; whether something lay in the log.
async fn doctor_after_a_kill(earlier: &Earlier, until: &[Migration], statements: &[String]) -> bool {
    let (running, killed) = (earlier.copy(), Folder::new());
    let broken = Broken { until, done: &statements[..statements.len().div_ceil(2)], whole: true };
    let log = broken.kill(running.path(), killed.path()).await;
    // Before its first migration there is no installation that could be looked at.
    if until.len() > 1 {
        is_well(killed.path());
    }
    log > 0
}

#[tokio::test]
async fn control_a_migration_that_is_not_one_transaction_is_found_out() {
    let all = scene::migrations().await;
    let (mut times, mut found) = (0, 0);
    for last in 1..all.len() {
        let earlier = Earlier::of(&all[..last]).await;
        let upgraded = earlier.upgraded().await;
        let statements = scene::statements(&all[last]);
        let before = found;
        for done in 1..=statements.len() {
            let broken = Broken { until: &all[..=last], done: &statements[..done], whole: false };
            let outcomes = break_off(&earlier, &broken, &upgraded).await;
            found += outcomes.iter().filter(|outcome| outcome.is_err()).count();
            times += outcomes.len();
        }
        assert!(found > before, "{}: nothing of it is found out", all[last].description);
    }
    println!("broken off {times} times without a transaction, {found} of them found out");
}

/// The program under a tracer that kills it at one of its writes, or only counts them; how many were seen. `None` where
/// nothing here can do that.
fn killed_at(data: &Path, number: Option<usize>) -> Option<usize> {
    let calls = data.join("calls");
    let mut tracer = Command::new("strace");
    tracer.args(["-f", "-qq", "-e", "trace=pwrite64", "-o"]).arg(&calls);
    if let Some(number) = number {
        tracer.args(["-e", &format!("inject=pwrite64:signal=KILL:when={number}")]);
    }
    tracer.arg(env!("CARGO_BIN_EXE_tidemark")).arg("doctor").arg("--data").arg(data);
    tracer.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    let seen = std::fs::read_to_string(&calls).unwrap_or_default();
    let writes = seen.lines().filter(|line| line.contains("pwrite64(")).count();
    (writes > 0).then_some(writes)
}

#[tokio::test]
async fn the_program_is_killed_at_its_writes_on_the_way_from_the_first_schema() {
    let all = scene::migrations().await;
    let earlier = Earlier::of(&all[..1]).await;
    let upgraded = earlier.upgraded().await;
    let Some(writes) = killed_at(earlier.copy().path(), None) else {
        return println!("SKIPPED: nothing here that kills a program at a write (strace)");
    };
    let step = if std::env::var_os("TIDEMARK_LONG").is_some() { 1 } else { writes.div_ceil(12) };
    let (mut kills, mut half_way) = (0, 0);
    for number in (1..=writes).step_by(step) {
        let data = earlier.copy();
        killed_at(data.path(), Some(number));
        let applied = scene::applied(data.path()).await;
        half_way += usize::from((2..all.len() as i64).contains(&applied));
        kills += 1;
        assert_eq!(earlier.start_again(data.path(), &upgraded).await, Ok(()), "killed at write {number}");
    }
    assert!(half_way > 0, "control: some kills fell into the middle of the way");
    println!("killed at {kills} of {writes} writes, {half_way} times half way: nothing lost, nothing twice");
}
