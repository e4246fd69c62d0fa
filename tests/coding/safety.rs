//! A stranger, a reader, a coordinator and hostile forms; withdrawal; another process; nothing in clear on the disk.

use axum::http::StatusCode;
use server::access::Role;
use server::http::{self, State};
use server::store::{audit, sql};
use std::sync::Arc;

use crate::platform::Browser;
use crate::reading::{Reading, tell};

#[tokio::test]
async fn only_those_who_may_code_read_and_code() {
    let reading = Reading::with(&["A key that works"]).await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let (_, coordinator) = reading.colleague("Cora Coordinator", Role::Coordinator).await;
    let (_, reader) = reading.colleague("Rita Reader", Role::Reader).await;
    let stranger = reading.stranger().await;
    for (mut browser, status) in [
        (coordinator, StatusCode::FORBIDDEN),
        (reader, StatusCode::FORBIDDEN),
        (stranger, StatusCode::NOT_FOUND),
        (reading.platform.colleague(), StatusCode::SEE_OTHER),
    ] {
        let page = browser.get_only(&reading.page("passages")).await;
        assert_eq!(page.status, status);
        assert!(!page.says("A key that works"));
        for rest in ["passages/act?", "passages/here", "passages/kept"] {
            let fields = [("do", "memo"), ("passage", passage.as_str()), ("note", "mine")];
            assert_eq!(browser.post_only(&reading.page(rest), &fields).await.status, status, "{rest}");
        }
        let (said, _) = tell(&browser, &reading.page("passages/act?"), &[("do", "undo")]).await;
        assert_eq!(said, status);
    }
    assert_eq!(reading.look(|desk| desk.coding.memos.len()).await, 0);
}

#[tokio::test]
async fn hostile_places_and_names_are_refused_and_nothing_is_written() {
    let reading = Reading::with(&["a🌊b e\u{301}\r\nשלום\0 end"]).await;
    let other = Reading::with(&["In another study"]).await;
    let code = reading.code("Keys").await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let elsewhere = other.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let address = reading.page("passages/act?");
    let huge = "9".repeat(40);
    for (from, to) in [
        ("5", "5"),
        ("5", "2"),
        ("0", "9999"),
        ("-1", "4"),
        ("0", huge.as_str()),
        ("x", "3"),
        ("7", "9"),
        ("4294967295", "4294967296"),
    ] {
        let fields = [("do", "code"), ("passage", passage.as_str()), ("from", from), ("to", to), ("code", &code)];
        let (status, told) = tell(&reading.owner, &address, &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{from}–{to} {told}");
    }
    for (name, expected) in [
        (elsewhere.as_str(), StatusCode::NOT_FOUND),
        ("a..", StatusCode::NOT_FOUND),
        ("", StatusCode::NOT_FOUND),
        ("t.x.99999999999", StatusCode::NOT_FOUND),
        ("' or 1=1 --", StatusCode::NOT_FOUND),
    ] {
        let fields = [("do", "code"), ("passage", name), ("code", code.as_str())];
        assert_eq!(tell(&reading.owner, &address, &fields).await.0, expected, "{name}");
    }
    let long = "x".repeat(90);
    for fields in [
        vec![("do", "code"), ("code", "no such code")],
        vec![("do", "code"), ("code", "")],
        vec![("do", "code"), ("words", "not there"), ("code", &code)],
        vec![("do", "new"), ("code", &long)],
        vec![("do", "new"), ("code", "nowhere › inside")],
        vec![("do", "nothing we know")],
    ] {
        let fields = [fields.as_slice(), &[("passage", passage.as_str())]].concat();
        assert_eq!(tell(&reading.owner, &address, &fields).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
    }
    let fields = [("do", "uncode"), ("passage", passage.as_str()), ("coding", "none")];
    assert_eq!(tell(&reading.owner, &address, &fields).await.0, StatusCode::NOT_FOUND);
    assert_eq!(reading.look(|desk| (desk.coding.codings.len(), desk.coding.memos.len())).await, (0, 0));
    // Control: half a surrogate pair takes the whole character in.
    let fields = [("do", "code"), ("passage", passage.as_str()), ("from", "2"), ("to", "3"), ("code", &code)];
    let (_, told) = tell(&reading.owner, &address, &fields).await;
    assert_eq!(told["announce"], "Coded “🌊” with Keys.");
}

#[tokio::test]
async fn words_are_shown_as_words_whatever_they_hold() {
    let mut reading = Reading::with(&["<script>alert(1)</script> & \"quotes\" \u{202e}turned"]).await;
    let page = reading.owner.get(&reading.page("passages")).await;
    assert!(page.says("&lt;script&gt;alert(1)&lt;/script&gt; &amp;"), "{}", page.body);
    assert!(!page.says("<script>") && !page.says("\u{202e}") && !page.says("style=\""));
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let fields = [("do", "new"), ("passage", passage.as_str()), ("code", "<img src=x onerror=alert(1)>")];
    let (_, told) = tell(&reading.owner, &reading.page("passages/act?"), &fields).await;
    // What is announced is set as text; only what is set as HTML must be free of it.
    let drawn = told["pieces"].to_string();
    assert!(drawn.contains("&lt;img") && !drawn.contains("<img"), "{told}");
}

#[tokio::test]
async fn a_withdrawn_answer_takes_its_codes_and_notes_along() {
    let mut reading = Reading::with(&["A key that works", "Two buses"]).await;
    let code = reading.code("Keys").await;
    let (gone, stays) = reading
        .look(|desk| {
            let id = |text: &str| desk.passages.iter().find(|one| one.text == text).expect("there").id.clone();
            (id("A key that works"), id("Two buses"))
        })
        .await;
    let address = reading.page("passages/act?");
    for passage in [&gone, &stays] {
        let name = passage.to_string();
        tell(&reading.owner, &address, &[("do", "code"), ("passage", &name), ("code", &code)]).await;
        tell(&reading.owner, &address, &[("do", "memo"), ("passage", &name), ("note", "About it")]).await;
    }
    reading.withdraw(&gone).await;
    let page = reading.owner.get(&reading.page("passages")).await;
    assert!(page.says("Two buses") && !page.says("A key that works"), "{}", page.body);
    assert_eq!(reading.look(|desk| (desk.coding.codings.len(), desk.coding.memos.len())).await, (1, 1));
    let (status, told) =
        tell(&reading.owner, &address, &[("do", "code"), ("passage", &gone.to_string()), ("code", &code)]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(told["announce"].as_str().is_some_and(|said| said.contains("not there any more")), "{told}");
}

#[tokio::test]
async fn another_process_shows_what_was_coded_here_at_its_next_look() {
    let reading = Reading::with(&["A key that works"]).await;
    let code = reading.code("Keys").await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let pages = http::Pages { respond: Arc::new(app::respond::RespondPages), staff: Arc::new(app::pages::StaffPages) };
    let state = State::open(reading.platform.state.settings.clone(), pages).await.expect("a second process");
    let mut there = Browser::new(http::staff_plane(&state), "127.0.0.1:42001");
    there.cookie.clone_from(&reading.owner.cookie);
    let page = there.get(&reading.page("passages")).await;
    assert!(page.says("A key that works") && !page.says("<mark"), "{}", page.body);
    let fields = [("do", "code"), ("passage", passage.as_str()), ("words", "key"), ("code", &code)];
    tell(&reading.owner, &reading.page("passages/act?"), &fields).await;
    let page = there.get(&reading.page("passages")).await;
    assert!(page.says("data-n=\"1\">key</mark>"), "{}", page.body);
    tell(&there, &reading.page("passages/act?"), &[("do", "undo")]).await;
    assert_eq!(reading.look(|desk| desk.coding.codings.len()).await, 0);
}

#[tokio::test]
async fn a_word_that_is_coded_and_noted_lies_in_no_file_in_clear() {
    let mut reading = Reading::with(&["We kept a hippogriff in the yard"]).await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let address = reading.page("passages/act?");
    for fields in [
        vec![("do", "in-vivo"), ("words", "hippogriff")],
        vec![("do", "new"), ("code", "Griffins hippogriff")],
        vec![("do", "memo"), ("note", "The hippogriff again")],
    ] {
        let fields = [fields.as_slice(), &[("passage", passage.as_str())]].concat();
        assert_eq!(tell(&reading.owner, &address, &fields).await.0, StatusCode::OK);
    }
    let page = reading.owner.get(&reading.page("passages")).await;
    assert!(page.says("hippogriff"), "control: it is there to be found");
    sql::query("pragma wal_checkpoint(truncate)")
        .execute(&reading.platform.state.store.pool)
        .await
        .expect("written out");
    assert!(!reading.platform.disk_holds("hippogriff") && !reading.platform.disk_holds("Hippogriff"));
}

#[tokio::test]
async fn reading_is_recorded_by_place_and_never_by_what_was_looked_for() {
    let mut reading = Reading::with(&["A key that works"]).await;
    let code = reading.code("Keys").await;
    reading.owner.get(&reading.page(&format!("passages?key=help&code={code}"))).await;
    let latest =
        audit::latest(&reading.platform.state.store, Some(&reading.platform.study.id), 1).await.expect("the record");
    assert_eq!((latest[0].action.as_str(), latest[0].object.as_str()), ("read-passages", "help"));
}
