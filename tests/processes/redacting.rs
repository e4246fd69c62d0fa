//! A name is taken out at one process while colleagues read, and take out other names, at others.

use server::coding::{PassageId, Span};
use server::workspace::Workspaces;
use server::workspace::redact::Redaction;

use crate::house::{House, is_possible, read};
use crate::reading::Reading;
use crate::respondent::{Respondent, encode};

/// So many names are taken out, one after the other.
const NAMES: usize = 20;

/// A name at the beginning of a passage.
const SPAN: [&str; 2] = ["span", "0-8.name"];

/// Takes the name at the beginning of a passage out; whether that is acknowledged.
async fn redact(colleague: &mut Respondent, reading: &Reading, passage: &PassageId) -> bool {
    let (address, form) =
        (reading.page(&format!("redaction/redact/{passage}")), encode(&[SPAN.map(str::to_owned).into()]));
    let answered = colleague.ask("POST", &address, Some(form)).await.expect("an answer");
    match answered.status {
        303 => answered.header("location").is_some_and(|place| place.contains("done=redacted")),
        // Somebody was quicker.
        409 => false,
        status => panic!("status {status}: {}", answered.body),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_taken_out_at_one_process_is_shown_by_no_other_from_that_moment_on() {
    if !is_possible() {
        return;
    }
    let reading = Reading::begin().await;
    let said: Vec<String> =
        (0..NAMES).map(|number| format!("heron{number:03} comes in the evening{number:03}.")).collect();
    let passages = reading.answers("help", &said).await;
    let careless = Workspaces::default();
    let (state, platform) = (&reading.platform.state, &reading.platform);
    let old = careless.open(&state.store, &platform.study.id, &platform.keys).await.unwrap();
    let house = House::open(&platform.folder);
    let (mut redactor, mut reader) = (house.owner(0, &reading), house.owner(1, &reading));
    for (number, passage) in passages.iter().enumerate() {
        let name = format!("heron{number:03}");
        let found = reading.page(&format!("search?q=evening{number:03}"));
        assert!(read(&mut reader, &found).await.contains(&name), "control: it was shown");
        assert!(redact(&mut redactor, &reading, passage).await);
        let now = read(&mut reader, &found).await;
        assert!(!now.contains(&name) && now.contains("[name]"), "{now}");
        for page in [format!("passages?at={passage}"), format!("redaction/passage/{passage}"), "themes".to_owned()] {
            assert!(!read(&mut reader, &reading.page(&page)).await.contains(&name), "{page}");
        }
    }
    let still = passages.iter().filter(|passage| old.read().text(passage).is_some_and(|text| text.contains("heron")));
    assert_eq!(
        still.count(),
        NAMES,
        "control: in memory that is not compared with the head all of them are still there"
    );
}

/// A transcript is one sealed row: whoever puts another in its place must have seen what others did to it.
#[tokio::test(flavor = "multi_thread")]
async fn names_that_are_taken_out_of_one_transcript_at_two_processes_at_once_are_all_gone() {
    if !is_possible() {
        return;
    }
    let reading = Reading::begin().await;
    let said: Vec<String> = (0..12).map(|number| format!("stork{number:03} was in the house.")).collect();
    let turns: Vec<(&str, &str)> = said.iter().map(|said| ("Participant", said.as_str())).collect();
    let source = reading.transcript(&turns).await;
    let house = House::open(&reading.platform.folder);
    let (mut one, mut other) = (house.owner(0, &reading), house.owner(1, &reading));
    let transcript = reading.page(&format!("sources/source/{source}"));
    let mut reader = house.owner(2, &reading);
    assert!(read(&mut reader, &transcript).await.contains("stork011"), "control: it was shown");
    let mut refused = 0;
    for turn in (0..12).step_by(2) {
        let passages = [PassageId::turn(&source, turn), PassageId::turn(&source, turn + 1)];
        let (first, second) =
            tokio::join!(redact(&mut one, &reading, &passages[0]), redact(&mut other, &reading, &passages[1]));
        // Who was told that somebody was quicker looks again, and does it again.
        for (done, passage) in [(first, &passages[0]), (second, &passages[1])] {
            refused += usize::from(!done);
            assert!(done || redact(&mut one, &reading, passage).await, "{passage}");
        }
        let now = read(&mut reader, &transcript).await;
        for passage in [turn, turn + 1] {
            assert!(!now.contains(&format!("stork{passage:03}")), "turn {passage}: {now}");
        }
    }
    println!("12 names taken out of one transcript by two processes at once, {refused} told to look again, all gone");
}

/// The same where no process was started: of two that read the transcript as it was, one is refused.
#[tokio::test(flavor = "multi_thread")]
async fn a_redaction_that_was_made_of_older_words_never_brings_them_back() {
    let reading = Reading::begin().await;
    let source = reading.transcript(&[("Participant", "stork000 came."), ("Participant", "stork001 went.")]).await;
    let (state, platform) = (&reading.platform.state, &reading.platform);
    let redact = async |workspaces: &Workspaces, turn: u32| {
        let label = (Span::new(0, 8).unwrap(), "[name]".to_owned());
        let redaction =
            Redaction { passages: [(PassageId::turn(&source, turn), vec![label])].into(), ..Redaction::default() };
        workspaces.redact(&state.store, &platform.study, &platform.keys, &platform.owner.id, &redaction).await
    };
    let (one, other) = (Workspaces::default(), Workspaces::default());
    for workspaces in [&one, &other] {
        workspaces.open(&state.store, &platform.study.id, &platform.keys).await.unwrap();
    }
    let (first, second) = tokio::join!(redact(&one, 0), redact(&other, 1));
    if let Err(error) = first {
        assert!(matches!(error, server::Error::Conflict("changed-meanwhile")), "{error}");
        redact(&one, 0).await.unwrap();
    }
    if let Err(error) = second {
        assert!(matches!(error, server::Error::Conflict("changed-meanwhile")), "{error}");
        redact(&other, 1).await.unwrap();
    }
    let workspace = Workspaces::default().open(&state.store, &platform.study.id, &platform.keys).await.unwrap();
    for (turn, left) in [(0, "[name] came."), (1, "[name] went.")] {
        assert_eq!(workspace.read().text(&PassageId::turn(&source, turn)), Some(left));
    }
}
