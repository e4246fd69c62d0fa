//! Somebody takes over the process that respondents reach, and with it its role in PostgreSQL. What the role may do is a
//! closed list: each right of it is needed, nothing else is possible, and a plane with other rights does not start.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../platform/mod.rs"]
mod platform;

mod ground;
mod journey;
mod looking_around;
mod refused;
mod starting;

use std::collections::BTreeSet;

use ground::Ground;
use server::store::role;

/// A right, as `grant` and `revoke` take it: `select ("word") on "links"`.
fn clause(right: &str) -> String {
    let (verb, object) = right.split_once(' ').unwrap();
    match object.split_once('.') {
        Some((table, column)) => format!("{verb} (\"{column}\") on \"{table}\""),
        None => format!("execute on function {object}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_1_each_right_of_the_respondent_plane_is_needed() {
    let Some(ground) = Ground::settled().await else { return };
    let served = ground.served().await.unwrap();
    let afresh = || ground.platform.state.through(served.store.clone());
    journey::walk(&ground, &afresh()).await.expect("control: the list is enough for everything");
    let rights: BTreeSet<String> = role::RIGHTS.iter().flat_map(|right| right.each()).collect();
    let mut idle = Vec::new();
    for right in &rights {
        ground.command(&format!("revoke {} from {}", clause(right), ground.role)).await;
        if journey::walk(&ground, &afresh()).await.is_ok() {
            idle.push(right);
        }
        ground.command(&format!("grant {} to {}", clause(right), ground.role)).await;
    }
    println!("{} rights, {} of them not needed", rights.len(), idle.len());
    assert!(idle.is_empty(), "not needed: {idle:?}");
    journey::walk(&ground, &afresh()).await.expect("control: all was given back");
    ground.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_right_nobody_comes_in_and_the_owner_of_the_schema_gives_them_all() {
    let Some(ground) = Ground::new().await else { return };
    let before = role::difference(ground.owner(), &ground.role).await.unwrap();
    assert_eq!(before.fewer.len(), role::RIGHTS.iter().flat_map(|right| right.each()).count(), "control");
    assert!(ground.served().await.is_err());
    role::settle(ground.owner(), &ground.role).await.unwrap();
    assert!(role::difference(ground.owner(), &ground.role).await.unwrap().is_none());
    let served = ground.served().await.unwrap();
    journey::walk(&ground, &served).await.unwrap();
    let arrived = ground.platform.responses(&ground.shared.collection.id).await;
    assert_eq!(arrived.len(), 1, "what came in through the role opens with the study's key");
    ground.end().await;
}
