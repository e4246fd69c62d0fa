//! Two researchers code a study's words at the desk; another process reads along.

mod study;

use server::Error;
use server::coding::codebook::Origin;
use server::coding::event::On;
use server::coding::round::{Drawn, How};
use server::coding::source::{Source, Turn};
use server::coding::{Act, Draft, Of, PassageId, Span};
use server::store::sql;
use server::workspace::redact::Redaction;
use server::workspace::{Desk, Work, Workspaces, Write};
use study::Study;

const INSTRUMENT: &str = r#"
format = 1
id = "words"
audience = "professionals"
languages = ["en"]
title = { en = "Words" }
minutes = 5

[consent]
who = { en = "We ask." }
why = { en = "To learn." }
seen_by = { en = "The team." }
limits = { en = "Few people answer." }
more = { en = "That is all." }

[[section]]
id = "only"
title = { en = "Only" }

[[section.question]]
id = "help"
kind = "long_text"
text = { en = "What would help?" }
limit = 2000
"#;

const ANSWERS: &str = "help\nA key that works\nTwo 🌊 buses a day\nSomebody who calls back\n";

struct Room {
    study: Study,
    workspaces: Workspaces,
}

impl Room {
    async fn open() -> Self {
        let study = Study::with_instrument(INSTRUMENT).await;
        study.import(ANSWERS.as_bytes(), "").await.expect("answers");
        Self { study, workspaces: Workspaces::default() }
    }

    async fn act(&self, person: &str, work: impl Into<Work>) -> server::Result<i64> {
        self.workspaces.act(&self.study.store, &self.study.study, &self.study.keys, person, work).await
    }

    async fn look<T>(&self, at: impl FnOnce(&Desk) -> T) -> T {
        let opened = self.workspaces.open(&self.study.store, &self.study.study.id, &self.study.keys).await;
        let workspace = opened.expect("unlocked");
        let desk = workspace.read();
        at(&desk)
    }

    /// A new code; tells its id.
    async fn code(&self, name: &str) -> String {
        let mut draft = Draft::default();
        let (code, name) = (server::chance::id(), draft.say(name));
        draft.acts.push(Act::MakeCode { code: code.clone(), parent: None, name, origin: Origin::Emerged, colour: 1 });
        self.act("ana", draft).await.expect("made");
        code
    }

    /// The passage that begins with some words.
    async fn passage(&self, begins: &str) -> PassageId {
        self.look(|desk| desk.passages.iter().find(|one| one.text.starts_with(begins)).expect("there").id.clone()).await
    }
}

fn coding(passage: &PassageId, span: Option<Span>, code: &str, round: Option<&str>) -> (String, Act) {
    let coding = server::chance::id();
    let act = Act::Code {
        coding: coding.clone(),
        passage: passage.clone(),
        span,
        code: code.to_owned(),
        round: round.map(str::to_owned),
        coder: None,
    };
    (coding, act)
}

#[tokio::test]
async fn open_answers_are_passages_and_a_span_is_coded() {
    let room = Room::open().await;
    assert_eq!(room.look(|desk| desk.passages.len()).await, 3);
    let (code, passage) = (room.code("Transport").await, room.passage("Two").await);
    let (id, act) = coding(&passage, Span::new(4, 11), &code, None);
    room.act("ana", act).await.expect("coded");
    room.look(|desk| {
        let seen = desk.seen_by("ravi");
        let coded = seen.of_passage(&passage)[0];
        assert_eq!((coded.id.as_str(), coded.coder.as_str()), (id.as_str(), "ana"));
        assert_eq!(coded.span.and_then(|span| span.of(desk.text(&passage)?)), Some("🌊 buses"));
        assert_eq!(desk.code_name(desk.coding.code_of(coded)), "Transport");
    })
    .await;
}

#[tokio::test]
async fn another_process_reads_what_was_done_and_the_log_outlives_the_memory() {
    let room = Room::open().await;
    let (code, passage) = (room.code("Keys").await, room.passage("A key").await);
    let other = Workspaces::default();
    let keys = &room.study.keys;
    let seen = || async { other.open(&room.study.store, &room.study.study.id, keys).await.expect("unlocked") };
    assert_eq!(seen().await.read().coding.codings.len(), 0);
    room.act("ana", coding(&passage, None, &code, None).1).await.expect("coded");
    assert_eq!(seen().await.read().coding.codings.len(), 1);
    other.wipe(&room.study.study.id);
    let workspace = seen().await;
    assert_eq!(workspace.read().code_name(&code), "Keys");
    assert_eq!(workspace.read().coding.codings.len(), 1);
}

#[tokio::test]
async fn of_two_processes_that_retire_the_same_code_one_is_refused() {
    let room = Room::open().await;
    let other = Workspaces::default();
    let (store, study, keys) = (&room.study.store, &room.study.study, &room.study.keys);
    for number in 0..10 {
        let code = room.code(&format!("Keys {number}")).await;
        let retire = || Act::Retire { code: code.clone() };
        // Both find at first that it is in use.
        other.open(store, &study.id, keys).await.expect("unlocked");
        let (one, two) = tokio::join!(room.act("ana", retire()), other.act(store, study, keys, "ravi", retire()));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    }
    assert_eq!(room.look(|desk| desk.coding.events.len()).await, 20);
}

#[tokio::test]
async fn a_study_that_is_closed_at_one_process_is_opened_anew_at_the_other_and_wiped_where_nobody_looks() {
    let room = Room::open().await;
    let code = room.code("Keys").await;
    let other = Workspaces::default();
    let (store, study, keys) = (&room.study.store, &room.study.study.id, &room.study.keys);
    let before = other.open(store, study, keys).await.expect("unlocked");
    other.wipe_closed(store).await;
    assert!(other.holds(study), "control: nobody closed it");
    room.workspaces.close(store, study).await.expect("closed");
    assert!(!room.workspaces.holds(study));
    let after = other.open(store, study, keys).await.expect("unlocked");
    assert!(!std::ptr::eq(&*before.read(), &*after.read()), "nothing of before is shown");
    assert_eq!(after.read().code_name(&code), "Keys");
    room.workspaces.close(store, study).await.expect("closed");
    other.wipe_closed(store).await;
    assert!(!other.holds(study));
}

#[tokio::test]
async fn what_was_done_is_undone_and_done_again_but_not_below_what_others_built_on_it() {
    let room = Room::open().await;
    let (code, passage) = (room.code("Keys").await, room.passage("A key").await);
    let (_, act) = coding(&passage, None, &code, None);
    let position = room.act("ravi", act).await.expect("coded");
    let first = room.look(|desk| desk.coding.events[0].position).await;
    let refused = room.act("ana", Act::Undo { event: first }).await;
    assert!(matches!(refused, Err(Error::Conflict("undo-built-on"))), "{refused:?}");
    let undoing = room.act("ravi", Act::Undo { event: position }).await.expect("undone");
    assert_eq!(room.look(|desk| desk.coding.codings.len()).await, 0);
    assert_eq!(room.look(|desk| desk.coding.redoable("ravi").map(|event| event.position)).await, Some(undoing));
    room.act("ravi", Act::Undo { event: undoing }).await.expect("done again");
    assert_eq!(room.look(|desk| desk.coding.codings.len()).await, 1);
    let foreign = room.act("ana", Act::Undo { event: position }).await;
    assert!(matches!(foreign, Err(Error::Forbidden)), "{foreign:?}");
    room.act("ravi", Act::Undo { event: position }).await.expect("undone once more");
    room.act("ana", Act::Undo { event: first }).await.expect("now nothing stands on it");
    assert!(room.look(|desk| desk.coding.codebook.codes.is_empty()).await);
}

#[tokio::test]
async fn a_merged_code_takes_its_codings_along_and_a_split_deals_them_out() {
    let room = Room::open().await;
    let (keys, doors, passage) = (room.code("Keys").await, room.code("Doors").await, room.passage("A key").await);
    let (id, act) = coding(&passage, None, &keys, None);
    room.act("ana", act).await.expect("coded");
    room.act("ana", Act::Merge { code: keys.clone(), into: doors.clone() }).await.expect("merged");
    let now = |desk: &Desk| desk.coding.code_of(&desk.coding.codings[&id]).to_owned();
    assert_eq!(room.look(now).await, doors);
    let before = room.look(|desk| desk.coding.codebook.version()).await;
    let (front, back) = (room.code("Front doors").await, room.code("Back doors").await);
    let codings = vec![(id.clone(), back.clone())];
    room.act("ana", Act::Split { code: doors.clone(), into: vec![front, back.clone()], codings }).await.expect("split");
    assert_eq!(room.look(now).await, back);
    let at = room.look(|desk| desk.coding.codebook.comparable(&back, before)).await;
    assert_eq!(at, Some(doors), "comparable only at the code that was split");
}

#[tokio::test]
async fn a_withdrawn_answer_takes_its_codings_memos_and_repeated_words_along() {
    let room = Room::open().await;
    let (code, passage) = (room.code("Keys").await, room.passage("A key").await);
    room.act("ana", coding(&passage, None, &code, None).1).await.expect("coded");
    let mut draft = Draft::default();
    let text = draft.repeat("A key", Some(passage.of.clone()));
    draft.acts.push(Act::Memo {
        memo: server::chance::id(),
        on: On::Passage(passage.clone()),
        text: Some(text.clone()),
    });
    room.act("ana", draft).await.expect("noted");
    let response = passage.response().expect("an answer").to_owned();
    let mut to = room.study.store.write().await.expect("a transaction");
    sql::query("delete from responses where id = $1").bind(&response).execute(&mut *to).await.expect("gone");
    to.commit().await.expect("kept");
    room.look(|desk| {
        assert_eq!((desk.passages.len(), desk.coding.codings.len(), desk.coding.memos.len()), (2, 0, 0));
        assert_eq!(desk.say(&text), "");
    })
    .await;
    let texts: i64 = sql::query_scalar("select count(*) from texts where response_id is not null")
        .fetch_one(&room.study.store.pool)
        .await
        .expect("counted");
    assert_eq!(texts, 0);
}

#[tokio::test]
async fn a_round_is_blind_until_all_have_submitted() {
    let room = Room::open().await;
    let (code, passage) = (room.code("Keys").await, room.passage("A key").await);
    let mut draft = Draft::default();
    let name = draft.say("First");
    let given = ["ana", "ravi"].map(|coder| (coder.to_owned(), vec![passage.clone()])).into();
    draft.acts.push(Act::Draw(Drawn { round: "one".into(), name, how: How::default(), given }));
    room.act("ana", draft).await.expect("drawn");
    room.act("ana", coding(&passage, None, &code, Some("one")).1).await.expect("coded");
    room.act("olga", coding(&passage, None, &code, None).1).await.expect("coded outside the round");
    let seen = |person: &'static str| {
        let passage = passage.clone();
        room.look(move |desk| desk.seen_by(person).of_passage(&passage).len())
    };
    assert_eq!((seen("ana").await, seen("ravi").await, seen("olga").await), (1, 0, 1));
    room.act("ana", Act::Submit { round: "one".into() }).await.expect("submitted");
    assert_eq!(seen("ravi").await, 0, "still blind");
    let late = room.act("ana", coding(&passage, Span::new(0, 1), &code, Some("one")).1).await;
    assert!(matches!(late, Err(Error::Conflict("round-over"))), "{late:?}");
    room.act("ravi", Act::Submit { round: "one".into() }).await.expect("submitted");
    assert_eq!((seen("ana").await, seen("ravi").await, seen("olga").await), (2, 2, 2));
}

#[tokio::test]
async fn a_transcript_comes_in_is_translated_and_taken_out() {
    let room = Room::open().await;
    let turn = |speaker: &str, text: &str| Turn { speaker: speaker.into(), text: text.into(), ..Turn::default() };
    let source = Source {
        format: 1,
        title: "Group".into(),
        language: "es".into(),
        turns: vec![turn("Moderator", "¿Qué ayuda?"), turn("Participant 1", "Una llave que abra")],
        ..Source::default()
    };
    let bring = Work {
        draft: Draft::of(Act::Bring { source: "s".into() }),
        writes: vec![Write::Source("s".into(), source)],
        audit: Some(("bring-transcript", "s".into())),
    };
    room.act("ana", bring).await.expect("brought");
    let passage = PassageId::turn("s", 1);
    let mut draft = Draft::default();
    let text = Some(draft.repeat("A key that opens", Some(Of::Turn { source: "s".into(), turn: 1 })));
    draft.acts.push(Act::Translate { passage: passage.clone(), language: "en".into(), text });
    room.act("ana", draft).await.expect("translated");
    let translated = PassageId { translated: true, ..passage.clone() };
    room.look(|desk| {
        assert_eq!(desk.text(&passage), Some("Una llave que abra"));
        assert_eq!(desk.text(&translated), Some("A key that opens"));
        assert_eq!(desk.passages.get(&translated).expect("there").about.speaker, "Participant 1");
    })
    .await;
    let out = Work {
        draft: Draft::of(Act::Remove { source: "s".into() }),
        writes: vec![Write::RemoveSource("s".into())],
        audit: None,
    };
    room.act("ana", out).await.expect("taken out");
    room.look(|desk| assert!(desk.text(&passage).is_none() && desk.text(&translated).is_none())).await;
}

#[tokio::test]
async fn redacted_words_are_gone_and_codings_move_with_the_rest() {
    let room = Room::open().await;
    let (code, passage) = (room.code("Calls").await, room.passage("Somebody").await);
    let (id, act) = coding(&passage, Span::new(13, 18), &code, None);
    room.act("ana", act).await.expect("coded");
    let mut draft = Draft::default();
    let memo = draft.say("He means Somebody from the agency");
    draft.acts.push(Act::Memo { memo: server::chance::id(), on: On::Study, text: Some(memo.clone()) });
    room.act("ana", draft).await.expect("noted");
    let label = |start, end| vec![(Span::new(start, end).expect("a span"), "[name]".to_owned())];
    let redaction = Redaction {
        passages: [(passage.clone(), label(0, 8))].into(),
        texts: [(memo.clone(), label(9, 17))].into(),
        ..Redaction::default()
    };
    let (study, keys) = (&room.study.study, &room.study.keys);
    room.workspaces.redact(&room.study.store, study, keys, "ana", &redaction).await.expect("redacted");
    let check = |desk: &Desk| {
        assert_eq!(desk.text(&passage), Some("[name] who calls back"));
        assert_eq!(desk.say(&memo), "He means [name] from the agency");
        let span = desk.coding.codings[&id].span.expect("a span");
        assert_eq!(span.of(desk.text(&passage).expect("words")), Some("calls"));
    };
    room.look(check).await;
    room.workspaces.wipe(&study.id);
    room.look(check).await;
    let position = room.look(|desk| desk.coding.head()).await;
    let undone = room.act("ana", Act::Undo { event: position }).await;
    assert!(matches!(undone, Err(Error::Conflict("undo-final"))), "{undone:?}");
}

#[tokio::test]
async fn what_the_log_does_not_allow_is_refused_and_nothing_is_written() {
    let room = Room::open().await;
    let (code, passage) = (room.code("Keys").await, room.passage("A key").await);
    let (inner, before) = (room.code("Inner").await, room.look(|desk| desk.coding.head()).await);
    let refused = |outcome: server::Result<i64>, code: &str| {
        assert!(matches!(&outcome, Err(Error::Conflict(found)) if *found == code), "{code}: {outcome:?}");
    };
    room.act("ana", coding(&passage, None, &code, None).1).await.expect("coded");
    refused(room.act("ana", coding(&passage, None, &code, None).1).await, "coded-already");
    room.act("ana", Act::Move { code: inner.clone(), parent: Some(code.clone()) }).await.expect("moved");
    refused(room.act("ana", Act::Move { code: code.clone(), parent: Some(inner.clone()) }).await, "code-inside-itself");
    refused(room.act("ana", Act::Merge { code: code.clone(), into: inner.clone() }).await, "code-inside-itself");
    room.act("ana", Act::Retire { code: inner.clone() }).await.expect("retired");
    refused(room.act("ana", coding(&passage, None, &inner, None).1).await, "code-not-in-use");
    refused(room.act("ana", Draft::default()).await, "nothing-to-do");
    let unknown = room.act("ana", coding(&passage, None, "nothing", None).1).await;
    assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
    assert_eq!(room.look(|desk| desk.coding.head()).await, before + 3);
}
