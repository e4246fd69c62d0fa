//! An owner reads the audit; somebody with the database tried to change what it tells.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod ground;

use ground::{Folder, prepared};
use server::store::Store;
use server::store::audit::{self, Verdict};

async fn with_acts(folder: &Folder) -> Store {
    let store = prepared(folder).await;
    for object in ["one", "two", "three", "four"] {
        let mut transaction = store.write().await.unwrap();
        audit::append(&mut transaction, Some("study"), "owner", "read-words", object).await.unwrap();
        transaction.commit().await.unwrap();
    }
    store
}

#[tokio::test]
async fn a_whole_chain_is_told_with_its_head() {
    let folder = Folder::new();
    let store = with_acts(&folder).await;
    let Verdict::Whole { acts: 4, head } = audit::verify(&store).await.unwrap() else { panic!("whole") };
    assert_eq!(head.len(), 64);
    let latest = audit::latest(&store, Some("study"), 2).await.unwrap();
    assert_eq!(latest.iter().map(|entry| entry.object.as_str()).collect::<Vec<_>>(), ["four", "three"]);
}

#[tokio::test]
async fn every_kind_of_tampering_breaks_the_chain() {
    for statement in [
        "update audit set object = 'nothing' where position = 2",
        "update audit set study_id = null where position = 2",
        "update audit set person_id = 'stranger' where position = 4",
        "delete from audit where position = 1",
        "delete from audit where position = 3",
        "update audit set hash = x'00' where position = 4",
        "update audit set position = position + 10 where position > 2",
    ] {
        let folder = Folder::new();
        let store = with_acts(&folder).await;
        sqlx::query(statement).execute(&store.pool).await.unwrap();
        assert!(matches!(audit::verify(&store).await.unwrap(), Verdict::Broken { .. }), "{statement}");
    }
}

#[tokio::test]
async fn a_chain_cut_at_its_end_has_another_head_than_the_printed_one() {
    let folder = Folder::new();
    let store = with_acts(&folder).await;
    let printed = audit::verify(&store).await.unwrap();
    sqlx::query("delete from audit where position = 4").execute(&store.pool).await.unwrap();
    assert_ne!(audit::verify(&store).await.unwrap(), printed);
}

#[tokio::test]
async fn an_act_that_was_rolled_back_leaves_no_entry() {
    let folder = Folder::new();
    let store = with_acts(&folder).await;
    let mut transaction = store.write().await.unwrap();
    audit::append(&mut transaction, None, "owner", "export", "all").await.unwrap();
    transaction.rollback().await.unwrap();
    assert!(matches!(audit::verify(&store).await.unwrap(), Verdict::Whole { acts: 4, .. }));
}
