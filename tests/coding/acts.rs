//! A researcher codes, takes off, notes and undoes.

use axum::http::StatusCode;
use server::access::Role;
use server::coding::Span;

use crate::reading::{Reading, tell};

const ANSWER: &str = "Nobody picked up the phone. When somebody picked up 🌊 it was too late.";

/// Sends a form that stands on the list.
async fn act(reading: &mut Reading, fields: &[(&str, &str)]) -> crate::platform::Answered {
    let address = reading.page("passages/act?page=1");
    reading.owner.page = Some(reading.page("passages"));
    let answered = reading.owner.post_only(&address, fields).await;
    reading.owner.page = None;
    answered
}

/// The words between two marks of a page.
fn between<'a>(page: &'a str, begin: &str, end: &str) -> &'a str {
    page.split(begin).nth(1).and_then(|rest| rest.split(end).next()).unwrap_or_default()
}

#[tokio::test]
async fn a_form_codes_exact_words_and_leads_back_to_the_passage() {
    let mut reading = Reading::with(&[ANSWER]).await;
    let code = reading.code("Reachability").await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let done =
        act(&mut reading, &[("do", "code"), ("passage", &passage), ("words", "too  LATE"), ("code", "reachability")])
            .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let next = done.location().expect("a way back");
    assert!(next.contains("done=coded") && next.ends_with(&format!("#p-{passage}")), "{next}");
    let page = reading.owner.get(&next).await;
    assert!(page.says("data-n=\"1\">too late</mark>"), "{}", page.body);
    assert!(page.says("<b>Reachability</b>") && page.says("<q>too late</q>"));
    let coded = reading.look(|desk| desk.coding.codings.values().next().cloned()).await.expect("a coding");
    assert_eq!((coded.code, coded.span), (code, Span::new(61, 69)));
}

#[tokio::test]
async fn words_that_stand_there_twice_are_chosen_and_what_was_typed_stays() {
    let mut reading = Reading::with(&[ANSWER]).await;
    reading.code("Reachability").await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let at = format!("p-{passage}");
    let fields =
        [("do", "code"), ("passage", passage.as_str()), ("at", &at), ("words", "picked up"), ("code", "Reachability")];
    let refused = act(&mut reading, &fields).await;
    let next = refused.location().expect("back to the form");
    assert!(next.ends_with(&format!("#{at}")), "{next}");
    let page = reading.owner.get(&next).await;
    assert!(page.says("stand there 2 times"), "{}", page.body);
    assert!(page.says(">picked up</textarea>") && page.says("value=\"Reachability\""), "what was typed stays");
    assert!(page.says("1: …Nobody picked up the phone") && page.says("name=\"which\""));
    let again: Vec<_> = fields.into_iter().chain([("which", "2")]).collect();
    act(&mut reading, &again).await;
    assert_eq!(
        reading.look(|desk| desk.coding.codings.values().next().and_then(|coded| coded.span)).await,
        Span::new(42, 51)
    );
}

#[tokio::test]
async fn the_script_is_told_what_changed_and_codings_overlap() {
    let reading = Reading::with(&[ANSWER]).await;
    let (one, two) = (reading.code("Reachability").await, reading.code("Time").await);
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let address = reading.page("passages/act?page=1");
    let place = [("do", "code"), ("passage", passage.as_str())];
    // "picked up 🌊 it": the wave is two units for a browser and one code point for the log.
    let coded = [place.as_slice(), &[("from", "42"), ("to", "57"), ("code", &one)]].concat();
    let (status, told) = tell(&reading.owner, &address, &coded).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(told["announce"], "Coded “picked up 🌊 it” with Reachability.");
    let coded = [place.as_slice(), &[("from", "52"), ("to", "71"), ("code", &two)]].concat();
    let (_, told) = tell(&reading.owner, &address, &coded).await;
    let pieces = told["pieces"].as_array().expect("pieces");
    let body = pieces.iter().find(|piece| piece["id"] == format!("b-p-{passage}")).expect("the passage");
    let html = body["html"].as_str().expect("drawn");
    assert!(
        html.contains("l1 s1\"><mark class=\"ink-2 l0 s2\">🌊 it</mark>")
            || html
                .contains("<mark class=\"ink-2 l1 s2\"><mark class=\"ink-2 l0 s1\" data-n=\"1\">🌊 it</mark></mark>"),
        "{html}"
    );
    assert!(html.contains("<b>Time</b>") && html.contains("<b>Reachability</b>"));
    for id in ["pad-undo", "pad-digits"] {
        assert!(pieces.iter().any(|piece| piece["id"] == id), "{id}");
    }
    let spans = reading.look(|desk| {
        let mut spans: Vec<_> = desk.coding.codings.values().filter_map(|coded| coded.span).collect();
        spans.sort();
        spans
    });
    assert_eq!(spans.await, [Span { start: 42, end: 56 }, Span { start: 52, end: 70 }]);
    let (status, told) = tell(&reading.owner, &address, &coded).await;
    assert_eq!((status, told["refused"].as_bool()), (StatusCode::CONFLICT, Some(true)));
    assert!(told["announce"].as_str().is_some_and(|said| said.contains("already carry")), "{told}");
}

#[tokio::test]
async fn a_whole_answer_is_coded_when_no_words_are_given_or_all_are() {
    let mut reading = Reading::with(&["  A key that works \r\n"]).await;
    let (one, two) = (reading.code("Keys").await, reading.code("Doors").await);
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    act(&mut reading, &[("do", "code"), ("passage", &passage), ("code", &one)]).await;
    act(&mut reading, &[("do", "code"), ("passage", &passage), ("words", "A key that works"), ("code", &two)]).await;
    let spans = reading.look(|desk| desk.coding.codings.values().map(|coded| coded.span).collect::<Vec<_>>()).await;
    assert_eq!(spans, [None, None]);
    let page = reading.owner.get(&reading.page("passages")).await;
    assert!(page.says("<small>all of it</small>") && !page.says("<mark"), "{}", page.body);
}

#[tokio::test]
async fn what_is_done_is_undone_and_done_again_and_said_before() {
    let mut reading = Reading::with(&[ANSWER]).await;
    let code = reading.code("Reachability").await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    act(&mut reading, &[("do", "code"), ("passage", &passage), ("code", &code)]).await;
    let list = reading.page("passages");
    let count = |reading: &Reading| reading.owner.clone();
    let page = count(&reading).get(&list).await;
    assert!(page.says("Undo: coding with Reachability") && !page.says("Do again: "), "{}", page.body);
    act(&mut reading, &[("do", "undo")]).await;
    assert_eq!(reading.look(|desk| desk.coding.codings.len()).await, 0);
    let page = count(&reading).get(&list).await;
    assert!(page.says("Do again: coding with Reachability"));
    let address = reading.page("passages/act?");
    let (_, told) = tell(&reading.owner, &address, &[("do", "redo")]).await;
    assert_eq!(told["announce"], "Done again: coding with Reachability.");
    assert!(
        told["pieces"]
            .as_array()
            .is_some_and(|pieces| pieces.iter().any(|piece| piece["id"] == format!("b-p-{passage}")))
    );
    let coding = reading.look(|desk| desk.coding.codings.keys().next().cloned()).await.expect("back");
    act(&mut reading, &[("do", "uncode"), ("passage", &passage), ("coding", &coding)]).await;
    let (_, told) = tell(&reading.owner, &address, &[("do", "undo")]).await;
    assert_eq!(told["announce"], "Undone: taking Reachability off.");
    assert_eq!(reading.look(|desk| desk.coding.codings.len()).await, 1);
    for (what, sentence) in [
        ("redo", "Done again"),
        ("redo", "nothing to do again"),
        ("undo", "Undone"),
        ("undo", "Undone"),
        ("undo", "Undone"),
        ("undo", "nothing to undo"),
    ] {
        let (_, told) = tell(&reading.owner, &address, &[("do", what)]).await;
        assert!(told["announce"].as_str().is_some_and(|said| said.contains(sentence)), "{what}: {told}");
    }
}

#[tokio::test]
async fn codes_are_made_while_reading_also_in_somebodys_own_words() {
    let mut reading = Reading::with(&[ANSWER, "It was too late for me"]).await;
    let passages = reading
        .look(|desk| {
            desk.passages
                .iter()
                .map(|one| (one.text.clone(), one.id.to_string()))
                .collect::<std::collections::BTreeMap<_, _>>()
        })
        .await;
    let (first, second) = (&passages[ANSWER], &passages["It was too late for me"]);
    act(&mut reading, &[("do", "new"), ("passage", first), ("code", "Waiting")]).await;
    act(&mut reading, &[("do", "new"), ("passage", first), ("words", "the phone"), ("code", "waiting › By phone")])
        .await;
    act(&mut reading, &[("do", "in-vivo"), ("passage", first), ("words", "too late")]).await;
    act(&mut reading, &[("do", "in-vivo"), ("passage", second), ("words", "too late")]).await;
    let paths = reading.look(|desk| {
        desk.coding
            .codebook
            .tree()
            .into_iter()
            .map(|(_, code)| desk.code_path(&code.id).join(" › "))
            .collect::<Vec<_>>()
    });
    assert_eq!(paths.await, ["Waiting", "Waiting › By phone", "too late"]);
    let used = reading.look(|desk| desk.coding.codings.len()).await;
    assert_eq!(used, 4, "the second time the words are the same code");
    let page = reading.owner.get(&reading.page("passages")).await;
    assert!(page.says("<option value=\"Waiting › By phone\">"), "{}", page.body);
    reading.withdraw(&first.parse().expect("an id")).await;
    let page = reading.owner.get(&reading.page("passages")).await;
    assert!(
        page.says("a code whose words were taken back"),
        "the words went with the answer they came from: {}",
        page.body
    );
}

#[tokio::test]
async fn a_coder_codes_with_the_codes_there_are_and_makes_none() {
    let reading = Reading::with(&[ANSWER]).await;
    let code = reading.code("Reachability").await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let (_, mut coder) = reading.colleague("Cody Coder", Role::Coder).await;
    let page = coder.get(&reading.page("passages")).await;
    assert!(
        page.says("Code it") && !page.says("With a new code") && !page.says("data-do=\"in-vivo\""),
        "{}",
        page.body
    );
    let address = reading.page("passages/act?");
    let (status, _) = tell(&coder, &address, &[("do", "code"), ("passage", &passage), ("code", &code)]).await;
    assert_eq!(status, StatusCode::OK);
    for fields in [[("do", "new"), ("code", "Mine")], [("do", "in-vivo"), ("words", "too late")]] {
        let fields = [fields.as_slice(), &[("passage", passage.as_str())]].concat();
        let (status, _) = tell(&coder, &address, &fields).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_note_that_is_sent_twice_is_one_note() {
    let mut reading = Reading::with(&[ANSWER]).await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let page = reading.owner.get(&reading.page("passages")).await.body;
    let fresh = between(&page, "name=\"fresh\" value=\"", "\"").to_owned();
    for _ in 0..2 {
        let note = [("do", "memo"), ("passage", passage.as_str()), ("fresh", &fresh), ("note", "Ask about it")];
        act(&mut reading, &note).await;
    }
    assert_eq!(reading.look(|desk| desk.coding.memos.len()).await, 1);
}

#[tokio::test]
async fn notes_are_written_on_passages_and_codings_changed_and_taken_away() {
    let mut reading = Reading::with(&[ANSWER]).await;
    let code = reading.code("Reachability").await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    act(&mut reading, &[("do", "code"), ("passage", &passage), ("words", "too late"), ("code", &code)]).await;
    let coding = reading.look(|desk| desk.coding.codings.keys().next().cloned()).await.expect("a coding");
    act(&mut reading, &[("do", "memo"), ("passage", &passage), ("note", "Ask about the night line")]).await;
    act(&mut reading, &[("do", "memo"), ("passage", &passage), ("on", &coding), ("note", "Late for what?")]).await;
    let (_, mut other) = reading.colleague("Ravi Researcher", Role::Researcher).await;
    let page = other.get(&reading.page("passages")).await;
    assert!(
        page.says("Ask about the night line") && page.says("Late for what?") && page.says("Olive Owner, 20"),
        "{}",
        page.body
    );
    assert_eq!(between(&page.body, "class=\"noted\">", "</small>").replace("<!>", ""), "✎ note");
    let memo = reading.look(|desk| {
        let asked = |memo: &&server::coding::Memo| desk.say(&memo.text).starts_with("Ask");
        desk.coding.memos.values().find(asked).expect("the note").id.clone()
    });
    let memo = memo.await;
    let address = reading.page("passages/act?");
    let change = [("do", "memo"), ("passage", passage.as_str()), ("memo", &memo), ("note", "Not mine")];
    assert_eq!(tell(&other, &address, &change).await.0, StatusCode::FORBIDDEN);
    act(&mut reading, &[("do", "memo"), ("passage", &passage), ("memo", &memo), ("note", "")]).await;
    let page = other.get(&reading.page("passages")).await;
    assert!(!page.says("night line") && page.says("Late for what?"));
    let (status, told) = tell(&reading.owner, &address, &[("do", "memo"), ("passage", &passage), ("note", "  ")]).await;
    assert_eq!((status, told["announce"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("Write the note first.")));
}

#[tokio::test]
async fn digits_keep_their_codes_and_the_list_tells_them() {
    let reading = Reading::with(&[ANSWER]).await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let mut codes = Vec::new();
    for number in 0..11 {
        codes.push(reading.code(&format!("Code {number}")).await);
    }
    let address = reading.page("passages/act?");
    let code = [("do", "code"), ("passage", passage.as_str()), ("code", codes[10].as_str())];
    let (_, told) = tell(&reading.owner, &address, &code).await;
    let pieces = told["pieces"].as_array().expect("pieces");
    let digits =
        pieces.iter().find(|piece| piece["id"] == "pad-digits").expect("digits")["html"].as_str().expect("drawn");
    let first = between(digits, "data-code=\"", "\"");
    assert_eq!(first, codes[10], "what was used stands first, the rest is filled up");
    assert_eq!(digits.matches("data-digit=").count(), 9);
}
