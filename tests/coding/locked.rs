//! The study locks while a researcher writes.

use axum::http::StatusCode;
use server::store::sql;

use crate::platform::PASSPHRASE;
use crate::reading::{Reading, tell};

async fn lock(reading: &mut Reading) {
    let address = format!("/studies/{}/lock", reading.platform.study.id);
    let locked = reading.owner.post_only(&address, &[]).await;
    assert_eq!(locked.status, StatusCode::SEE_OTHER);
}

async fn unlock(reading: &mut Reading, address: &str) -> crate::platform::Answered {
    let page = reading.owner.get(address).await;
    let next = page.body.split("name=\"next\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let next = next.expect("where it leads on").replace("&amp;", "&");
    let address = address.split('?').next().expect("an address").to_owned();
    reading.owner.post(&address, &[("passphrase", PASSPHRASE), ("next", &next)]).await
}

#[tokio::test]
async fn a_note_that_was_being_written_is_kept_sealed_and_done_after_unlocking_at_the_same_passage() {
    let mut reading = Reading::with(&["A key that works", "Two buses"]).await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    lock(&mut reading).await;
    let address = reading.page("passages/act?key=help&page=1");
    let note = [("do", "memo"), ("passage", passage.as_str()), ("note", "zebrafish before lunch")];
    let (status, told) = tell(&reading.owner, &address, &note).await;
    assert_eq!(status, StatusCode::OK);
    assert!(told["announce"].as_str().is_some_and(|said| said.contains("We kept what you were writing")), "{told}");
    assert!(!reading.platform.disk_holds("zebrafish"), "sealed");
    let page = unlock(&mut reading, told["locked"].as_str().expect("where to unlock")).await;
    assert!(page.address.contains(&format!("at={passage}")) && page.address.contains("key=help"), "{}", page.address);
    let here = page.body.split(&format!("id=\"b-p-{passage}\"")).nth(1).expect("the passage");
    let here = here.split("</article>").next().expect("its end");
    assert!(here.contains("We kept what you were writing") && here.contains("zebrafish before lunch"), "{here}");
    let kept = here.split("name=\"kept\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("its id");
    let done = reading.owner.post(&reading.page("passages/kept"), &[("do", "finish"), ("kept", kept)]).await;
    assert!(done.says("Done, as you had written it") && done.says("class=\"said-note\""), "{}", done.body);
    assert!(!done.says("We kept what you were writing when"), "it is kept no longer");
    assert_eq!(reading.look(|desk| desk.coding.memos.len()).await, 1);
}

#[tokio::test]
async fn a_list_that_is_asked_for_while_the_study_is_locked_opens_as_it_was_asked() {
    let mut reading = Reading::with(&["A key that works", "Two buses"]).await;
    lock(&mut reading).await;
    let list = reading.page("passages?key=help&coded=no");
    let sent = reading.owner.get_only(&list).await;
    let page = unlock(&mut reading, &sent.location().expect("to the unlock page")).await;
    assert_eq!(page.address, format!("{list}&done=unlocked"));
}

#[tokio::test]
async fn a_plain_form_is_kept_too_and_may_be_thrown_away() {
    let mut reading = Reading::with(&["A key that works"]).await;
    let code = reading.code("Keys").await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    // Fifteen minutes without a request lock it too.
    sql::query("update sessions set active_at = active_at - 901")
        .execute(&reading.platform.state.store.pool)
        .await
        .expect("idle");
    let fields = [("do", "code"), ("passage", passage.as_str()), ("words", "key"), ("code", code.as_str())];
    let sent = reading.owner.post_only(&reading.page("passages/act?"), &fields).await;
    let next = sent.location().expect("to the unlock page");
    assert!(next.contains("/unlock?next="), "{next}");
    let page = unlock(&mut reading, &next).await;
    assert!(page.says("the code “Keys”"), "{}", page.body);
    let kept =
        page.body.split("name=\"kept\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("its id");
    let dropped = reading.owner.post(&reading.page("passages/kept"), &[("do", "drop"), ("kept", kept)]).await;
    assert!(dropped.says("Thrown away") && !dropped.says("name=\"kept\""), "{}", dropped.body);
    assert_eq!(reading.look(|desk| desk.coding.codings.len()).await, 0);
    let again = reading.owner.post_only(&reading.page("passages/kept"), &[("do", "finish"), ("kept", kept)]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_kept_goes_with_the_answer_and_is_never_too_much() {
    let mut reading = Reading::with(&["A key that works"]).await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.clone()).await;
    lock(&mut reading).await;
    let address = reading.page("passages/act?");
    let name = passage.to_string();
    let note = |words: &'static str| [("do", "memo"), ("passage", name.as_str()), ("note", words)];
    for _ in 0..20 {
        assert_eq!(tell(&reading.owner, &address, &note("more")).await.0, StatusCode::OK);
    }
    let (status, told) = tell(&reading.owner, &address, &note("too much")).await;
    assert_eq!((status, told["refused"].as_bool()), (StatusCode::CONFLICT, Some(true)));
    let gone = [("do", "memo"), ("passage", "a.0123.help"), ("note", "about nothing")];
    assert_ne!(tell(&reading.owner, &address, &gone).await.0, StatusCode::OK, "nothing is kept for what is not there");
    let (_, told) = tell(&reading.owner, &address, &[("do", "undo")]).await;
    assert_eq!(told["refused"].as_bool(), Some(true), "one press is not kept: {told}");
    reading.withdraw(&passage).await;
    let left: i64 = sql::query_scalar("select count(*) from unsaved")
        .fetch_one(&reading.platform.state.store.pool)
        .await
        .expect("counted");
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_person_who_is_there_keeps_the_study_unlocked() {
    let reading = Reading::with(&["A key that works"]).await;
    let pool = &reading.platform.state.store.pool;
    let here = reading.page("passages/here");
    sql::query("update sessions set active_at = active_at - 600").execute(pool).await.expect("ten minutes pass");
    assert_eq!(tell(&reading.owner, &here, &[]).await.0, StatusCode::NO_CONTENT);
    sql::query("update sessions set active_at = active_at - 600").execute(pool).await.expect("ten more");
    assert_eq!(tell(&reading.owner, &here, &[]).await.0, StatusCode::NO_CONTENT);
    sql::query("update sessions set active_at = active_at - 901").execute(pool).await.expect("nobody was there");
    let (_, told) = tell(&reading.owner, &here, &[]).await;
    assert!(told["locked"].as_str().is_some_and(|way| way.contains("/unlock")), "{told}");
}
