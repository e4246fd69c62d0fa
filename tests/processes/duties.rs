//! The night comes, and three processes look after one database. Then the one that did is killed, or hangs.

use std::process::Command;
use std::time::{Duration, Instant};

use server::settings::Database;
use server::store::sql;

use server::store::Store;
use server::store::duty::Duty;
use server::store::maintenance::{DUTY, Done, Keeper, NIGHT};

use crate::house::{House, PROCESSES, is_possible};
use crate::platform::Platform;

/// An hour of some night.
const HOUR: i64 = 24 * 20_000 + NIGHT;

#[tokio::test(flavor = "multi_thread")]
async fn of_three_processes_one_rewrites_the_tables_at_night() {
    if !is_possible() {
        return;
    }
    let platform = Platform::start().await;
    let mut keepers: Vec<(Store, Keeper)> = Vec::new();
    for _ in 0..PROCESSES {
        let settings = &platform.state.settings;
        keepers.push((Store::open_at(&settings.data, &settings.database).await.unwrap(), Keeper::default()));
    }
    for (hour, due) in [(HOUR, Done::Rewrote), (HOUR, Done::Moved), (HOUR + 24, Done::Rewrote)] {
        let mut looks = tokio::task::JoinSet::new();
        for (store, mut keeper) in std::mem::take(&mut keepers) {
            looks.spawn(async move {
                let done = keeper.look(&store, hour).await;
                (done, store, keeper)
            });
        }
        let mut done = Vec::new();
        for (what, store, keeper) in looks.join_all().await {
            done.push(what);
            keepers.push((store, keeper));
        }
        done.retain(|done| *done != Done::Nothing);
        assert_eq!(done, [due], "what those did who did something");
    }
    let store = &platform.state.store;
    assert!(Duty::take(store, "maintenance").await.unwrap().is_none(), "one of them has it");
    assert!(Duty::take(store, "another").await.unwrap().is_some(), "control: another duty");
    keepers.clear();
    let held = next(store).await;
    assert!(Duty::take(store, "maintenance").await.unwrap().is_none());
    held.end().await;
    next(store).await;
}

/// The duty, once the server has noticed that nobody has it any more.
async fn next(store: &Store) -> Duty {
    for _ in 0..600 {
        if let Some(duty) = Duty::take(store, "maintenance").await.unwrap() {
            return duty;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody has it, and it cannot be had");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_duty_of_a_process_that_is_killed_is_anothers() {
    if !is_possible() {
        return;
    }
    let platform = Platform::start().await;
    let mut house = House::open(&platform.folder);
    let store = &platform.state.store;
    // They look after the database as soon as they are there.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(Duty::take(store, "maintenance").await.unwrap().is_none(), "one of the three has it");
    for process in 0..PROCESSES {
        house.kill(process);
    }
    next(store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_no_longer_reaches_the_server_soon_knows_that_the_duty_may_be_anothers() {
    if !is_possible() {
        return;
    }
    let platform = Platform::start().await;
    let store = &platform.state.store;
    let duty = Duty::take(store, "maintenance").await.unwrap().unwrap();
    assert!(duty.is_held().await, "control");
    let mut other = store.pool.alone().await.unwrap();
    for statement in ["begin", "lock table duties in access exclusive mode"] {
        sql::query(statement).execute(&mut other).await.unwrap();
    }
    let asked = Instant::now();
    assert!(!duty.is_held().await, "nobody answers");
    assert!(asked.elapsed() < Duration::from_secs(15), "{:?}", asked.elapsed());
    for statement in ["update duties set holder = 'another', held_until = 9999999999", "commit"] {
        sql::query(statement).execute(&mut other).await.unwrap();
    }
    assert!(!duty.is_held().await, "another has it");
    duty.end().await;
    assert!(Duty::take(store, "maintenance").await.unwrap().is_none(), "and is not robbed of it");
}

/// What the doctor says.
fn doctor(platform: &Platform) -> String {
    let Database::Postgres(address) = &platform.state.settings.database else { panic!("a server") };
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
    command.args(["doctor", "--data"]).arg(&platform.folder).env("DATABASE_URL", address.told());
    let done = command.env_remove("TIDEMARK_RESPOND_DATABASE_URL").output().unwrap();
    String::from_utf8([done.stdout, done.stderr].concat()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_when_nobody_has_looked_after_the_database_for_an_hour_or_old_rows_stay_so_long() {
    const AGO: &str = "update duties set done_at = done_at - 3700";
    const OWED: &str = "insert into duties (name, asked, asked_at) values ('rewrite', 1, 1)";
    if !is_possible() {
        return;
    }
    let platform = Platform::start().await;
    let store = &platform.state.store;
    let mut keeper = Keeper::default();
    let never = doctor(&platform);
    assert!(never.contains("Nobody has finished looking after the database so far"), "{never}");
    keeper.look(store, HOUR + 1).await;
    let well = doctor(&platform);
    assert!(well.contains("A process looks after the database"), "control: {well}");
    assert!(!well.contains("The tables could not be rewritten"), "control: {well}");
    for statement in [AGO, OWED] {
        sql::query(statement).execute(&store.pool).await.unwrap();
    }
    let late = doctor(&platform);
    assert!(late.contains("Nobody has looked after the database for so many minutes"), "{late}");
    assert!(late.contains("The tables could not be rewritten for so many minutes"), "{late}");
    let neglected = server::store::duty::neglected(store, DUTY).await.unwrap();
    assert!(neglected.is_some_and(|seconds| seconds > 3600), "{neglected:?}");
    assert_eq!(keeper.look(store, HOUR + 1).await, Done::Moved);
    let well = doctor(&platform);
    assert!(well.contains("A process looks after the database"), "{well}");
    assert!(!well.contains("The tables could not be rewritten"), "what was owed is done: {well}");
}
