//! A researcher reads at one process what somebody takes back at another, locks the study at a third, and sees codes that
//! were made elsewhere.

use instruments::{Answer, Answers};
use server::chance;
use server::coding::quote::{Attribution, Step};
use server::coding::{Act, Draft, PassageId, Span};
use server::seal::payload::{Response, associated};
use server::seal::{codes, envelope};
use server::store::links::{self, Mode};
use server::store::submit::Submission;
use server::store::{events, grants, sites};
use server::workspace::Workspaces;

use crate::house::{House, is_possible, read, tell};
use crate::platform::PASSPHRASE;
use crate::reading::{Reading, waves};
use crate::respondent::Respondent;

/// So many people take back what they said.
const PEOPLE: usize = 50;

/// Somebody's answer, arrived, and the code that takes it back.
async fn answered(reading: &Reading, words: &str) -> (PassageId, String) {
    let (state, study, collection) = (&reading.platform.state, &reading.platform.study.id, &reading.open.collection);
    let (id, code) = (chance::id(), codes::new_code(codes::Kind::Withdraw));
    let answers = Answers::from([("help".to_owned(), Answer::Text(words.to_owned()))]);
    let (version_hash, week) = (collection.version_hash.clone(), "2026-W47".into());
    let payload = Response { version_hash, week, ..waves::response(answers) };
    let (generation, key) = grants::sealing_key(&state.store, study).await.unwrap();
    let place = associated(study, &collection.id, &id);
    let submission = Submission {
        sealed: envelope::seal(&key, generation, &place, &payload.to_padded_bytes()),
        response_id: id.clone(),
        collection_id: collection.id.clone(),
        site_id: first_site(reading).await,
        withdraw_hash: Some(codes::hash(&state.installation, codes::Kind::Withdraw, &code)),
        submission_key: chance::bytes::<32>().to_vec(),
        draft_id: None,
        organisation: None,
        straight: true,
    };
    state.writer.submit(submission).await.unwrap();
    (PassageId::answer(&id, "help"), code)
}

fn said(number: usize) -> String {
    format!("The kestrel{number:03} waits by pier{number:03} every evening.")
}

/// Codes every passage with one code, and proposes every fifth as a quote.
async fn work_on(reading: &Reading, passages: &[PassageId], code: &str) {
    let mut draft = Draft::default();
    for (number, passage) in passages.iter().enumerate() {
        let (coding, code) = (chance::id(), code.to_owned());
        draft.acts.push(Act::Code { coding, passage: passage.clone(), span: None, code, round: None, coder: None });
        if number % 5 == 0 {
            let text = draft.repeat(&said(number), Some(passage.of.clone()));
            let span = Span::new(0, said(number).chars().count() as u32).expect("a span");
            let (quote, passage, attribution) = (chance::id(), passage.clone(), Attribution::Nobody);
            draft.acts.push(Act::Quote(Step::Propose { quote, passage, span, text, attribution }));
        }
    }
    reading.act(&reading.platform.owner.id, draft).await.expect("coded");
}

/// Every page that shows a passage, or lines, excerpts or quotes of it.
fn pages(reading: &Reading, number: usize, passage: &PassageId, code: &str) -> Vec<String> {
    let found = format!("search?q=kestrel{number:03}");
    let all = [
        found.clone(),
        format!("{found}&as=lines"),
        format!("search?code={code}&q=kestrel{number:03}"),
        format!("passages?at={passage}"),
        format!("codebook/code/{code}"),
        format!("sources/passage/{passage}"),
        format!("redaction/passage/{passage}"),
        "quotes".to_owned(),
        "themes".to_owned(),
    ];
    all.iter().map(|rest| reading.page(rest)).collect()
}

/// The pages that show what somebody said.
async fn showing(reader: &mut Respondent, pages: &[String], number: usize) -> Vec<String> {
    let mut showing = Vec::new();
    for page in pages {
        if read(reader, page).await.contains(&format!("pier{number:03}")) {
            showing.push(page.clone());
        }
    }
    showing
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_at_one_process_is_shown_by_no_other_from_that_moment_on() {
    if !is_possible() {
        return;
    }
    let reading = Reading::begin().await;
    let (mut passages, mut withdraw_codes) = (Vec::new(), Vec::new());
    for number in 0..PEOPLE {
        let (passage, code) = answered(&reading, &said(number)).await;
        passages.push(passage);
        withdraw_codes.push(code);
    }
    let code = reading.code("Places").await;
    work_on(&reading, &passages, &code).await;
    // The control: a process that would not compare its place with the study's head.
    let (careless, state) = (Workspaces::default(), &reading.platform.state);
    let (study, keys) = (&reading.platform.study.id, &reading.platform.keys);
    let old = careless.open(&state.store, study, keys).await.unwrap();
    let head = events::head(&state.store, study).await.unwrap();
    let house = House::open(&reading.platform.folder);
    let mut readers = [house.owner(1, &reading), house.owner(2, &reading)];
    let mut shown = 0;
    for (number, (passage, withdraw_code)) in passages.iter().zip(&withdraw_codes).enumerate() {
        let pages = pages(&reading, number, passage, &code);
        let reader = &mut readers[number % 2];
        let before = showing(reader, &pages, number).await;
        assert!(before.len() >= 3, "control: it was shown: {before:?}");
        shown += before.len();
        tell(&mut house.respondent(0), "/withdraw", &[("_code", withdraw_code)]).await;
        assert_eq!(showing(reader, &pages, number).await, Vec::<String>::new(), "answer {number}");
        assert_eq!(showing(&mut readers[(number + 1) % 2], &pages[..2], number).await, Vec::<String>::new());
    }
    println!(
        "{PEOPLE} answers taken back at one process, {shown} pages of two others showed them before and none after"
    );
    let quoted = passages.iter().filter(|passage| old.read().text(passage).is_some()).count();
    assert_eq!(quoted, PEOPLE, "control: in memory that is not compared with the head all of them are still there");
    assert_ne!(events::head(&state.store, study).await.unwrap(), head, "the head tells");
    let new = careless.open(&state.store, study, keys).await.unwrap();
    assert!(passages.iter().all(|passage| new.read().text(passage).is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_and_unlocks_at_one_process_reads_at_another_until_they_lock_at_a_third() {
    if !is_possible() {
        return;
    }
    let reading = Reading::with(&["A key that works, she said."]).await;
    let house = House::open(&reading.platform.folder);
    let (study, name) = (&reading.platform.study.id, reading.platform.owner.name.clone());
    let mut olive = Respondent::new(house.staff(0));
    tell(&mut olive, "/sign-in", &[("name", &name), ("passphrase", PASSPHRASE)]).await;
    olive.moves_to(house.staff(1));
    let passages = reading.page("passages");
    assert!(!read(&mut olive, &passages).await.contains("A key that works"), "control: signed in is not unlocked");
    assert!(olive.address.contains("/unlock"), "{}", olive.address);
    tell(&mut olive, &format!("/studies/{study}/unlock"), &[("passphrase", PASSPHRASE)]).await;
    for process in [2, 0, 1] {
        olive.moves_to(house.staff(process));
        assert!(read(&mut olive, &passages).await.contains("A key that works"), "process {process}");
    }
    olive.moves_to(house.staff(2));
    tell(&mut olive, &format!("/studies/{study}/lock"), &[]).await;
    for process in [0, 1, 2] {
        olive.moves_to(house.staff(process));
        assert!(!read(&mut olive, &passages).await.contains("A key that works"), "process {process}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_that_were_just_made_at_one_process_are_shown_by_another_once_and_to_nobody_else() {
    if !is_possible() {
        return;
    }
    let reading = Reading::begin().await;
    let (state, collection) = (&reading.platform.state, &reading.open.collection);
    let link = links::add(&state.store, &collection.id, &first_site(&reading).await, None, Mode::Code).await.unwrap();
    let house = House::open(&reading.platform.folder);
    let (mut owner, mut stranger) = (house.owner(0, &reading), Respondent::new(house.staff(1)));
    let address = format!("/studies/{}/collections/{}/links/{}/codes", collection.study_id, collection.id, link.word);
    let sheet = tell(&mut owner, &address, &[("count", "3")]).await;
    assert_eq!(read(&mut stranger, &sheet).await.matches("class=\"code\"").count(), 0);
    owner.moves_to(house.staff(1));
    assert_eq!(read(&mut owner, &sheet).await.matches("class=\"code\"").count(), 3, "{}", owner.page);
    owner.moves_to(house.staff(2));
    assert_eq!(read(&mut owner, &sheet).await.matches("class=\"code\"").count(), 0, "{}", owner.page);
}

async fn first_site(reading: &Reading) -> String {
    sites::all(&reading.platform.state.store, &reading.platform.study.id).await.unwrap().remove(0).id
}
