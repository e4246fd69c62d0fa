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
    for hour in [HOUR, HOUR, HOUR + 24] {
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
        let at_work: Vec<Done> = done.into_iter().filter(|done| *done != Done::Nothing).collect();
        let is_new = !at_work.contains(&Done::Moved);
        assert_eq!(at_work.len(), 1, "{at_work:?}");
        assert!(!is_new || at_work == [Done::Rewrote], "{at_work:?}");
    }
    // Who has the duty ends; the next look of another takes it.
    let held = Duty::take(&platform.state.store, "maintenance").await.unwrap();
    assert!(held.is_none(), "control: one of them has it");
    keepers.clear();
    let held = Duty::take(&platform.state.store, "maintenance").await.unwrap();
    assert!(held.is_some() && Duty::take(&platform.state.store, "maintenance").await.unwrap().is_none());
    assert!(Duty::take(&platform.state.store, "another").await.unwrap().is_some(), "control: another duty");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_duty_of_a_process_that_is_killed_is_anothers() {
    if !is_possible() {
        return;
    }
    let platform = Platform::start().await;
    let mut house = House::open(&platform.folder);
    let duty = || Duty::take(&platform.state.store, "maintenance");
    // They look after the database as soon as they are there.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(duty().await.unwrap().is_none(), "one of the three has it");
    for process in 0..PROCESSES {
        house.kill(process);
    }
    for _ in 0..50 {
        if duty().await.unwrap().is_some() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody is there, and it is still somebody's");
}
