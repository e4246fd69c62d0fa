//! The night comes, and three processes look after one database. Then the one that did is killed.

use std::time::Duration;

use server::store::Store;
use server::store::duty::Duty;
use server::store::maintenance::{Done, Keeper, NIGHT};

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
    for _ in 0..50 {
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
