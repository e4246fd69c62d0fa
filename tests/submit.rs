//! Respondents submit at once, twice, and after they withdrew; the coordinator waits for whole batches.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod ground;

use std::collections::BTreeSet;

use ground::{Folder, count, prepared, submission};
use server::chance;
use server::store::arrival::Decision;
use server::store::submit::{Outcome, Submission, Writer};
use server::store::{Store, arrival, audit, maintenance, sql};

async fn submit_together(writer: &Writer, submissions: Vec<Submission>) -> Vec<server::Result<Outcome>> {
    let waiting: Vec<_> = submissions
        .into_iter()
        .map(|submission| {
            let writer = writer.clone();
            tokio::spawn(async move { writer.submit(submission).await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for one in waiting {
        outcomes.push(one.await.expect("a submission does not panic"));
    }
    outcomes
}

async fn run(store: &Store, statement: impl Into<sql::Text>) {
    sql::query(statement).execute(&store.pool).await.expect("the statement is valid");
}

#[tokio::test]
async fn design_4_10_one_bad_submission_never_fails_its_group() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    let mut group: Vec<_> = (0..40).map(|_| submission()).collect();
    group[7].collection_id = "no such collection".into();
    group[20].response_id = group[19].response_id.clone();
    let outcomes = submit_together(&writer, group).await;
    let failed: Vec<usize> = (0..40).filter(|&at| outcomes[at].is_err()).collect();
    assert_eq!(failed.len(), 2, "{failed:?}");
    assert!(failed.contains(&7) && (failed.contains(&19) || failed.contains(&20)));
    assert_eq!(count(&store, "pending").await, 38);
    assert_eq!(count(&store, "submissions").await, 38, "the key of a refused submission is free for its retry");
}

#[tokio::test]
async fn the_acknowledgement_rule_a_double_tap_stores_once_and_both_are_thanked() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    let first = submission();
    let twice = (0..20).map(|_| Submission { response_id: chance::id(), ..first.clone() }).collect();
    let outcomes: Vec<_> = submit_together(&writer, twice).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|&&outcome| outcome == Outcome::Stored).count(), 1);
    assert_eq!(count(&store, "pending").await, 1);
}

#[tokio::test]
async fn the_acknowledgement_rule_a_late_retry_does_not_revive_what_was_withdrawn() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    let first = submission();
    assert_eq!(writer.submit(first.clone()).await.unwrap(), Outcome::Stored);
    run(&store, "delete from pending").await;
    drop(writer);
    let later = Writer::start(ground::open(&folder).await);
    assert_eq!(later.submit(first).await.unwrap(), Outcome::AlreadyStored);
    assert_eq!(count(&store, "pending").await, 0);
}

#[tokio::test]
async fn the_draft_goes_in_the_transaction_that_stores_the_response() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    run(
        &store,
        "insert into drafts (id, link_word, version_hash, sealed, expires_at) values (x'aa', 'pebble', 'v1', x'00', 0)",
    )
    .await;
    let writer = Writer::start(store.clone());
    let bad = Submission { draft_id: Some(vec![0xaa]), site_id: "nowhere".into(), ..submission() };
    assert!(writer.submit(bad).await.is_err());
    assert_eq!(count(&store, "drafts").await, 1, "what is not stored keeps its draft");
    writer.submit(Submission { draft_id: Some(vec![0xaa]), ..submission() }).await.unwrap();
    assert_eq!(count(&store, "drafts").await, 0);
}

#[tokio::test]
async fn a_draft_that_is_gone_gives_no_response_and_one_that_was_sent_gives_no_second() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    let late = Submission { draft_id: Some(vec![0xaa]), ..submission() };
    assert_eq!(writer.submit(late.clone()).await.unwrap(), Outcome::Gone);
    assert_eq!((count(&store, "pending").await, count(&store, "submissions").await), (0, 0));
    run(
        &store,
        "insert into drafts (id, link_word, version_hash, sealed, expires_at) values (x'aa', 'pebble', 'v1', x'00', 0)",
    )
    .await;
    assert_eq!(writer.submit(late.clone()).await.unwrap(), Outcome::Stored, "control: while it is there");
    assert_eq!(writer.submit(late).await.unwrap(), Outcome::AlreadyStored);
    assert_eq!(count(&store, "pending").await, 1);
}

#[tokio::test]
async fn an_invited_organisation_has_answered_with_its_response_or_not_at_all() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    run(&store, "insert into organisations values ('harbour', 'study', 'Harbour House')").await;
    run(&store, "insert into roster values ('survivors', 'harbour', 'invited', null)").await;
    let writer = Writer::start(store.clone());
    let answer = || Submission { organisation: Some("harbour".into()), ..submission() };
    assert!(writer.submit(Submission { site_id: "nowhere".into(), ..answer() }).await.is_err());
    assert_eq!(count(&store, "roster where state = 'invited'").await, 1, "what is not stored is no answer");
    writer.submit(answer()).await.unwrap();
    assert_eq!(count(&store, "roster where state = 'answered'").await, 1);
}

#[tokio::test]
async fn arrival_is_hidden_until_five_wait_and_then_all_move() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    for _ in 0..4 {
        writer.submit(submission()).await.unwrap();
    }
    assert_eq!(arrival::move_ready(&store, "survivors").await.unwrap(), 0);
    assert!(arrival::is_waiting(&store, "survivors").await.unwrap());
    writer.submit(submission()).await.unwrap();
    assert_eq!(arrival::move_ready(&store, "survivors").await.unwrap(), 5);
    assert!(!arrival::is_waiting(&store, "survivors").await.unwrap());
}

#[tokio::test]
async fn many_that_wait_move_in_parts_and_none_is_lost() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    let sent: Vec<_> = (0..607).map(|_| submission()).collect();
    let ids: BTreeSet<String> = sent.iter().map(|one| one.response_id.clone()).collect();
    submit_together(&writer, sent).await.into_iter().for_each(|outcome| assert!(outcome.is_ok()));
    assert_eq!(arrival::move_ready(&store, "survivors").await.unwrap(), 607);
    let arrived: Vec<String> = sql::query_scalar("select id from responses").fetch_all(&store.pool).await.unwrap();
    assert_eq!(arrived.into_iter().collect::<BTreeSet<_>>(), ids);
    assert_eq!(count(&store, "pending").await, 0);
}

#[tokio::test]
async fn the_first_close_moves_the_rest_and_stragglers_wait_for_company_or_a_decision() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    writer.submit(submission()).await.unwrap();
    assert_eq!(arrival::close(&store, "survivors").await.unwrap(), 1, "the first close");
    writer.submit(submission()).await.unwrap();
    assert_eq!(arrival::close(&store, "survivors").await.unwrap(), 0, "a later close");
    assert_eq!(arrival::move_ready(&store, "survivors").await.unwrap(), 0);
    assert_eq!(arrival::move_stragglers(&store, "survivors").await.unwrap(), 1, "somebody was warned and decided");
}

const DECISION: Decision<'_> = Decision { study_id: "study", person_id: "olive" };

/// What the record says, the oldest first.
async fn recorded(store: &Store) -> Vec<String> {
    let entries = audit::latest(store, Some("study"), 50).await.unwrap();
    assert!(entries.iter().all(|entry| entry.person_id == "olive" && entry.object == "survivors"));
    entries.into_iter().rev().map(|entry| entry.action).collect()
}

#[tokio::test]
async fn whoever_brings_a_few_in_anyway_stands_in_the_record_where_some_came_and_else_not() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    assert_eq!(arrival::bring_in_anyway(&store, "survivors", DECISION).await.unwrap(), 0);
    assert_eq!(recorded(&store).await, Vec::<String>::new(), "nobody waited, so nothing was done");
    Writer::start(store.clone()).submit(submission()).await.unwrap();
    assert_eq!(arrival::bring_in_anyway(&store, "survivors", DECISION).await.unwrap(), 1);
    assert_eq!(recorded(&store).await, ["bring-in-anyway"]);
}

/// The 251st answer that is brought in is refused.
const HALF_WAY: [sql::Text; 2] = [
    sql::each(
        "select 1",
        "create function half_way() returns trigger language plpgsql as $$ begin
            if (select count(*) from responses) >= 250 then raise exception 'half way'; end if;
            return new; end $$",
    ),
    sql::each(
        "create trigger half_way before insert on responses when (select count(*) from responses) >= 250
            begin select raise(abort, 'half way'); end",
        "create trigger half_way before insert on responses for each row execute function half_way()",
    ),
];

#[tokio::test]
async fn the_record_says_begun_and_not_done_when_bringing_in_breaks_half_way() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    let sent = (0..450).map(|_| submission()).collect();
    submit_together(&writer, sent).await.into_iter().for_each(|outcome| assert!(outcome.is_ok()));
    for statement in HALF_WAY {
        run(&store, statement).await;
    }
    assert!(arrival::bring_in_anyway(&store, "survivors", DECISION).await.is_err());
    assert_eq!((count(&store, "responses").await, count(&store, "pending").await), (200, 250), "whole parts only");
    assert_eq!(recorded(&store).await, ["begin-bringing-in"]);
    run(&store, sql::each("drop trigger half_way", "drop trigger half_way on responses")).await;
    assert_eq!(arrival::bring_in_anyway(&store, "survivors", DECISION).await.unwrap(), 250);
    assert_eq!(recorded(&store).await, ["begin-bringing-in", "begin-bringing-in", "bring-in-anyway"]);
    assert!(matches!(audit::verify(&store).await.unwrap(), audit::Verdict::Whole { acts: 3, .. }));
}

#[tokio::test]
async fn what_waits_in_a_collection_arrives_when_its_last_day_is_over() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    Writer::start(store.clone()).submit(submission()).await.unwrap();
    run(&store, "update collections set closes_on = '9999-01-01'").await;
    maintenance::end_ended(&store).await.unwrap();
    assert_eq!(count(&store, "responses").await, 0, "control: not before its day");
    run(&store, "update collections set closes_on = '2026-01-31'").await;
    maintenance::end_ended(&store).await.unwrap();
    assert_eq!(count(&store, "responses").await, 1);
    assert_eq!(count(&store, "collections where state = 'open'").await, 1, "it may be extended");
}

#[tokio::test]
async fn professional_instruments_and_rehearsals_arrive_at_once() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    writer.submit(Submission { straight: true, ..submission() }).await.unwrap();
    assert_eq!((count(&store, "responses").await, count(&store, "pending").await), (1, 0));
}

#[tokio::test]
async fn an_expired_draft_frees_its_code_and_a_submitted_one_does_not() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    run(
        &store,
        "insert into drafts (id, link_word, version_hash, sealed, expires_at) values (x'0a', 'pebble', 'v1', x'00', 1)",
    )
    .await;
    run(&store, "insert into codes (code_hash, link_word, draft_id, spent) values (x'01', 'pebble', x'0a', true)")
        .await;
    run(&store, "insert into codes (code_hash, link_word, draft_id, spent) values (x'02', 'pebble', x'0b', true)")
        .await;
    maintenance::tidy(&store).await.unwrap();
    assert_eq!(count(&store, "drafts").await, 0);
    assert_eq!(count(&store, "codes where spent and draft_id is null and code_hash = x'02'").await, 1);
    assert_eq!(count(&store, "codes where not spent and draft_id is null and code_hash = x'01'").await, 1);
}

#[tokio::test]
async fn after_a_rewrite_the_file_holds_nothing_of_what_was_deleted() {
    if ground::database::is_left_out("its files are the server's") {
        return;
    }
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    let words = b"a canary in the sealed bytes".repeat(20);
    writer.submit(Submission { sealed: words.clone(), ..submission() }).await.unwrap();
    assert!(found(&folder, &words[..40]), "control: it was in a file");
    run(&store, "delete from pending").await;
    maintenance::rewrite(&store).await.unwrap();
    assert!(!found(&folder, &words[..40]));
}

fn found(folder: &Folder, needle: &[u8]) -> bool {
    let files = std::fs::read_dir(folder.path()).unwrap().flatten();
    files
        .map(|file| std::fs::read(file.path()).unwrap())
        .any(|bytes| bytes.windows(needle.len()).any(|at| at == needle))
}
