//! A researcher filters and turns pages.

use server::access::Role;
use server::coding::{Act, Draft, Of, PassageId};
use server::store::sql;

use crate::platform::Answered;
use crate::reading::{Reading, tell};

fn count(page: &Answered, what: &str) -> usize {
    page.body.matches(what).count()
}

const PASSAGE: &str = "class=\"passage\"";

#[tokio::test]
async fn each_answer_stands_under_its_question_with_its_wave_and_its_site_where_enough_answered() {
    let mut reading = Reading::with(&["A key that works", "Two 🌊 buses", "Somebody who calls", "A door"]).await;
    let page = reading.owner.get(&reading.page("passages")).await;
    for expected in ["<h2>What would help?</h2>", "Words about help · First", "4 passages", "Two 🌊 buses", "Answer 4"]
    {
        assert!(page.says(expected), "{expected} is missing: {}", page.body);
    }
    assert!(!page.says("North"), "four answers are too few to say where");
    reading.answer("help", "A fifth").await;
    let page = reading.owner.get(&reading.page("passages")).await;
    assert_eq!(count(&page, "<small>North</small>"), 5, "{}", page.body);
    assert_eq!(count(&page, "<h2>"), 1 + count(&page, "<h2>Keys</h2>"), "one heading for five answers to one question");
    assert!(page.says("Answer 1<!> <small>North"), "a blank parts them: {}", page.body);
}

#[tokio::test]
async fn labels_of_speakers_are_put_right_after_a_transcript_is_kept_and_codings_stay() {
    let mut reading = Reading::begin().await;
    let turns = [("Participant 1", "What would help?"), ("Participant 2", "A door."), ("Participant 3", "Time.")];
    let source = reading.transcript(&turns).await;
    let (code, passage) = (reading.code("Shelter").await, PassageId::turn(&source, 1));
    reading
        .owner
        .post(&reading.page("passages/act?"), &[("do", "code"), ("passage", &passage.to_string()), ("code", &code)])
        .await;
    let address = reading.page(&format!("sources/source/{source}/record"));
    let page = reading.owner.get(&address).await;
    assert!(page.says("Label instead of “Participant 1”"), "{}", page.body);
    let record = [
        ("title", "Evening group"),
        ("kind", "group"),
        ("language", "en"),
        ("consent", "quoted"),
        ("speaker-0", "Moderator"),
        ("leads-0", "on"),
        ("speaker-1", "Participant 1"),
        ("speaker-2", "Participant 1"),
    ];
    reading.owner.post(&address, &record).await;
    let said = reading
        .look(|desk| {
            let turns = desk.passages.iter().map(|turn| (turn.about.speaker.clone(), turn.about.leads));
            (
                turns.collect::<Vec<_>>(),
                desk.coding.codings.values().map(|coded| coded.passage.clone()).collect::<Vec<_>>(),
            )
        })
        .await;
    let expected = [("Moderator", true), ("Participant 1", false), ("Participant 1", false)];
    assert_eq!(said.0, expected.map(|(label, leads)| (label.to_owned(), leads)));
    assert_eq!(said.1, [passage]);
}

#[tokio::test]
async fn a_wave_or_a_site_that_is_renamed_has_its_new_name_at_once() {
    let mut reading = Reading::with(&["One", "Two", "Three", "Four", "Five"]).await;
    let page = reading.owner.get(&reading.page("passages")).await;
    assert!(page.says("First") && page.says("<small>North</small>"), "{}", page.body);
    let study = format!("/studies/{}", reading.platform.study.id);
    let pool = reading.platform.state.store.pool.clone();
    for (table, fields) in
        [("waves", &[("name", "Spring"), ("starts_on", "2026-04-01")][..]), ("sites", &[("name", "Harbour")][..])]
    {
        let query = sql::query_scalar::<String>(sqlx::AssertSqlSafe(format!("select id from {table}")));
        let id = query.fetch_one(&pool).await.expect("one");
        reading.owner.post(&format!("{study}/{table}/{id}"), fields).await;
    }
    let page = reading.owner.get(&reading.page("passages")).await;
    assert!(page.says("Words about help · Spring") && page.says("<small>Harbour</small>"), "{}", page.body);
}

#[tokio::test]
async fn turns_stand_under_their_transcript_with_speaker_and_attributes_and_a_translation_beside() {
    let mut reading = Reading::begin().await;
    let turns = [("Moderator", "What would help?"), ("Participant 1", "Un techo."), ("Participant 2", "Time.")];
    let source = reading.transcript(&turns).await;
    let mut draft = Draft::default();
    let passage = PassageId::turn(&source, 1);
    let text = draft.repeat("A roof.", Some(Of::Turn { source: source.clone(), turn: 1 }));
    draft.acts.push(Act::Translate { passage: passage.clone(), language: "en".into(), text: Some(text) });
    reading.act(&reading.platform.owner.id, draft).await.expect("translated");
    let code = reading.code("Shelter").await;
    let page = reading.owner.get(&reading.page("passages")).await;
    for expected in
        ["<h2>Evening group</h2>", "setting: shelter", "1 · Moderator (leads)", "2 · Participant 1", "3 passages"]
    {
        assert!(page.says(expected), "{expected} is missing: {}", page.body);
    }
    assert!(page.says(&format!("data-passage=\"x{passage}\"")) && page.says("A roof."), "{}", page.body);
    let address = reading.page("passages/act?");
    let fields = [("do", "code"), ("passage", &*format!("x{passage}")), ("from", "2"), ("to", "6"), ("code", &code)];
    let (_, told) = tell(&reading.owner, &address, &fields).await;
    assert_eq!(told["announce"], "Coded “roof” with Shelter.");
    let page =
        reading.owner.get(&reading.page(&format!("passages?from={source}&speaker=Participant+1&coded=yes"))).await;
    assert_eq!(count(&page, PASSAGE), 1, "a coded translation counts for its passage: {}", page.body);
}

#[tokio::test]
async fn the_list_is_filtered_by_what_the_address_says() {
    let mut reading = Reading::with(&["A key that works", "Two buses a day", "A key and a door"]).await;
    reading.answer("fear", "That the key is lost").await;
    let source = reading.transcript(&[("Moderator", "Why?"), ("Participant 1", "The key.")]).await;
    let (keys, buses) = (reading.code("Keys").await, reading.code("Buses").await);
    let by_text = reading
        .look(|desk| {
            desk.passages
                .iter()
                .map(|one| (one.text.clone(), one.id.to_string()))
                .collect::<std::collections::BTreeMap<_, _>>()
        })
        .await;
    let address = reading.page("passages/act?");
    for (text, code) in [("A key that works", &keys), ("Two buses a day", &buses), ("The key.", &keys)] {
        tell(&reading.owner, &address, &[("do", "code"), ("passage", &by_text[text]), ("code", code)]).await;
    }
    let (ravi, browser) = reading.colleague("Ravi Researcher", Role::Researcher).await;
    tell(&browser, &address, &[("do", "code"), ("passage", &by_text["A key and a door"]), ("code", &keys)]).await;
    let (collection, owner) = (reading.open.collection.id.clone(), reading.platform.owner.id.clone());
    for (query, expected) in [
        (String::new(), 6),
        (format!("from={collection}"), 4),
        (format!("from={collection}&key=fear"), 1),
        (format!("from={source}"), 2),
        (format!("from={source}&speaker=Participant+1"), 1),
        (format!("code={keys}"), 3),
        (format!("code={keys}&coder={}", ravi.id), 1),
        (format!("code={buses}&coder={}", ravi.id), 0),
        (format!("coder={owner}"), 3),
        ("coded=yes".into(), 4),
        ("coded=no".into(), 2),
        ("coded=mine".into(), 3),
        ("language=es".into(), 0),
        ("wave=none".into(), 0),
        (format!("code={keys}&show=excerpts"), 3),
    ] {
        let page = reading.owner.get(&reading.page(&format!("passages?{query}"))).await;
        assert_eq!(count(&page, PASSAGE), expected, "{query}: {}", page.body);
    }
}

#[tokio::test]
async fn pages_are_turned_and_a_list_that_shrinks_goes_on_where_it_was() {
    let texts: Vec<String> = (0..120).map(|number| format!("Answer number {number}")).collect();
    let mut reading = Reading::with(&texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let code = reading.code("Read").await;
    let list = reading.page("passages?coded=no");
    let page = reading.owner.get(&list).await;
    assert_eq!(count(&page, PASSAGE), 50);
    assert!(page.says("Page 1 of 3") && page.says("120 passages"));
    let order = reading.look(|desk| desk.passages.iter().map(|one| one.id.to_string()).collect::<Vec<_>>()).await;
    for passage in &order[..50] {
        let address = reading.page("passages/act?coded=no");
        tell(&reading.owner, &address, &[("do", "code"), ("passage", passage), ("code", &code)]).await;
    }
    let next = page.body.split("id=\"next-page\"").nth(1).expect("a way on");
    let next =
        next.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an address").replace("&amp;", "&");
    let page = reading.owner.get(&next).await;
    assert!(page.says(&format!("id=\"p-{}\"", order[50])), "nothing is passed over: {next}");
    let last = reading.owner.get(&reading.page("passages?page=99")).await;
    assert!(last.says("Page 3 of 3") && count(&last, PASSAGE) == 20);
    let found = reading.owner.get(&reading.page(&format!("passages?at={}", order[77]))).await;
    assert!(found.says(&format!("id=\"p-{}\"", order[77])) && found.says("Page 2 of 3"), "{}", found.address);
}

#[tokio::test]
async fn a_passage_of_three_hundred_thousand_characters_opens_and_is_coded_anywhere() {
    let sentence = "They said 🌊 to wait until somebody would call, and nobody ever did.\n";
    let text = sentence.repeat(300_000 / sentence.chars().count() + 1);
    let mut reading = Reading::begin().await;
    let source = reading.transcript(&[("Participant 1", &text)]).await;
    let code = reading.code("Waiting").await;
    let page = reading.owner.get(&reading.page("passages")).await;
    assert!(page.says("part 1 of") && page.body.len() < 400_000, "{} bytes", page.body.len());
    let passage = PassageId::turn(&source, 0).to_string();
    let units = text.encode_utf16().count();
    // The last sentence, and one that goes over two portions.
    let (from, to) = ((units - sentence.encode_utf16().count()).to_string(), units.to_string());
    let address = reading.page("passages/act?");
    let fields = [("do", "code"), ("passage", passage.as_str()), ("from", &from), ("to", &to), ("code", &code)];
    let (_, told) = tell(&reading.owner, &address, &fields).await;
    let pieces = told["pieces"].as_array().expect("pieces");
    assert!(
        pieces.iter().all(|piece| piece["html"].as_str().is_some_and(|html| html.len() < 30_000)),
        "only what changed"
    );
    let span =
        reading.look(|desk| desk.coding.codings.values().next().and_then(|coded| coded.span)).await.expect("a span");
    assert_eq!(span.of(&text), Some(sentence.trim()));
    let whole = [("do", "code"), ("passage", passage.as_str()), ("from", "3000"), ("to", "5000"), ("code", &code)];
    let (_, told) = tell(&reading.owner, &address, &whole).await;
    let bodies = told["pieces"]
        .as_array()
        .expect("pieces")
        .iter()
        .filter(|piece| piece["id"].as_str().is_some_and(|id| id.starts_with("b-")));
    assert_eq!(bodies.count(), 2, "{told}");
    let found = reading.owner.get(&reading.page(&format!("passages?at={passage}&point={}", span.start))).await;
    assert!(found.says("data-n=\"1\">") && !found.says("part 1 of"), "it opens where the words are");
}

#[tokio::test]
async fn excerpts_of_a_code_stand_with_the_words_around_them_and_lead_to_their_place() {
    let long = format!("{} the lock was broken {}", "Before it. ".repeat(60), "After it. ".repeat(60));
    let mut reading = Reading::with(&[&long]).await;
    let code = reading.code("Locks").await;
    let passage = reading.look(|desk| desk.passages.iter().next().expect("one").id.to_string()).await;
    let fields = [("do", "code"), ("passage", passage.as_str()), ("words", "lock was broken"), ("code", &code)];
    tell(&reading.owner, &reading.page("passages/act?"), &fields).await;
    let page = reading.owner.get(&reading.page(&format!("passages?code={code}"))).await;
    assert!(page.says("Show only the coded words"));
    let page = reading.owner.get(&reading.page(&format!("passages?code={code}&show=excerpts"))).await;
    assert!(
        page.says("1 excerpt") && page.says(">lock was broken</mark>") && !page.says("id=\"pad\""),
        "{}",
        page.body
    );
    assert!(page.body.matches("Before it.").count() < 20, "only what is around it");
    let way = page.body.split("Read it in its place").next().and_then(|before| before.rsplit("href=\"").next());
    let way = way.and_then(|rest| rest.split('"').next()).expect("a link").replace("&amp;", "&");
    let found = reading.owner.get(&way).await;
    assert!(found.says("lock was broken</mark>") && found.body.matches("Before it.").count() >= 60, "{way}");
}
