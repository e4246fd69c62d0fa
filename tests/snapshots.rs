//! A study with many answers is unlocked in the morning, again at noon, and again after somebody took their answer back.

mod platform;
mod reading;

use std::sync::Arc;

use reading::Reading;
use server::coding::PassageId;
use server::coding::text::Span;
use server::store::events::{self, Head};
use server::store::{snapshots, sql};
use server::workspace::Workspace;
use server::workspace::redact::Redaction;

/// So many that their columns are worth keeping.
const PEOPLE: usize = 1_001;

async fn study() -> (Reading, Vec<PassageId>) {
    let reading = Reading::begin().await;
    let words: Vec<String> = (0..PEOPLE).map(|person| format!("A bus at night, said person {person}.")).collect();
    let passages = reading.answers("help", &words).await;
    (reading, passages)
}

/// Locks the study and unlocks it.
async fn unlock(reading: &Reading) -> Arc<Workspace> {
    let (state, study) = (&reading.platform.state, &reading.platform.study.id);
    state.workspaces.wipe(study);
    state.workspaces.open(&state.store, study, &reading.platform.keys).await.expect("unlocked")
}

async fn parts(reading: &Reading) -> usize {
    snapshots::parts(&reading.platform.state.store, &reading.platform.study.id).await.expect("parts").len()
}

async fn run(reading: &Reading, statement: &'static str, id: &str) {
    let done = sql::query(statement).bind(id).execute(&reading.platform.state.store.pool).await.expect("done");
    assert!(done.rows_affected() > 0);
}

/// What lies in the envelope of a response can no longer be opened.
async fn spoil(reading: &Reading, passage: &PassageId) {
    run(reading, "update responses set sealed = x'02' where id = $1", passage.response().expect("an answer")).await;
}

fn said(workspace: &Workspace, passage: &PassageId) -> Option<String> {
    workspace.read().text(passage).map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn unlocking_again_reads_columns_and_opens_no_response() {
    let (reading, passages) = study().await;
    let first = unlock(&reading).await;
    assert_eq!(parts(&reading).await, 1);
    spoil(&reading, &passages[5]).await;
    let again = unlock(&reading).await;
    let collection = &reading.open.collection.id;
    assert_eq!((again.unreadable, again.table(collection).rows.len()), (0, PEOPLE));
    assert_eq!(first.table(collection).rows, again.table(collection).rows);
    assert!(first.table(collection).column("help").iter().eq(again.table(collection).column("help").iter()));
    assert_eq!(said(&again, &passages[7]).as_deref(), Some("A bus at night, said person 7."));
    run(&reading, "delete from snapshots where collection_id = $1", collection).await;
    let without = unlock(&reading).await;
    assert_eq!(without.unreadable, 1, "without its snapshot each response is opened, and this one cannot be");
    assert_eq!(without.table(collection).rows.len(), PEOPLE - 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_later_is_opened_beside_the_snapshot() {
    let (reading, passages) = study().await;
    unlock(&reading).await;
    let late = reading.answer("help", "A door that locks.").await;
    spoil(&reading, &passages[5]).await;
    let workspace = unlock(&reading).await;
    assert_eq!((workspace.unreadable, workspace.table(&reading.open.collection.id).rows.len()), (0, PEOPLE + 1));
    assert_eq!(said(&workspace, &late).as_deref(), Some("A door that locks."));
    assert!(workspace.table(&reading.open.collection.id).rows.is_sorted_by(|one, other| one.id <= other.id));
    assert_eq!(parts(&reading).await, 1, "few who came later leave it as it is");
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_7_who_takes_their_answer_back_takes_the_snapshot_along() {
    let (reading, passages) = study().await;
    unlock(&reading).await;
    assert_eq!(parts(&reading).await, 1);
    reading.withdraw(&passages[3]).await;
    assert_eq!(parts(&reading).await, 0);
    let workspace = unlock(&reading).await;
    assert_eq!(said(&workspace, &passages[3]), None);
    assert_eq!(workspace.table(&reading.open.collection.id).rows.len(), PEOPLE - 1);
    assert_eq!(parts(&reading).await, 1, "kept anew, without them");
    assert_eq!(said(unlock(&reading).await.as_ref(), &passages[3]), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_9_redacted_words_are_in_no_snapshot() {
    let (reading, passages) = study().await;
    unlock(&reading).await;
    let labels = vec![(Span::new(2, 5).expect("a span"), "[vehicle]".to_owned())];
    let redaction = Redaction { passages: [(passages[4].clone(), labels)].into(), ..Redaction::default() };
    let (state, platform) = (&reading.platform.state, &reading.platform);
    let done = state.workspaces.redact(&state.store, &platform.study, &platform.keys, &platform.owner.id, &redaction);
    done.await.expect("replaced");
    assert_eq!(parts(&reading).await, 0);
    for _ in 0..2 {
        let workspace = unlock(&reading).await;
        assert_eq!(said(&workspace, &passages[4]).as_deref(), Some("A [vehicle] at night, said person 4."));
    }
    assert_eq!(parts(&reading).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_of_a_study_that_changed_meanwhile_is_not_kept() {
    let (reading, passages) = study().await;
    let (store, study) = (&reading.platform.state.store, &reading.platform.study.id);
    let collection = &reading.open.collection.id;
    let keep = async |head: Head| snapshots::keep(store, study, head, collection, &[vec![1]]).await.expect("an answer");
    let before = events::head(store, study).await.expect("a head");
    reading.withdraw(&passages[0]).await;
    assert!(!keep(before).await && parts(&reading).await == 0);
    assert!(keep(events::head(store, study).await.expect("a head")).await && parts(&reading).await == 1);
    let workspace = unlock(&reading).await;
    assert_eq!(workspace.table(collection).rows.len(), PEOPLE - 1, "what is no snapshot is passed over");
}
