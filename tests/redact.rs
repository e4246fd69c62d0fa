//! A researcher finds a name in what a group said and takes it out for good: from the passage, from notes, from the disk.

mod group;
mod office;
mod platform;

use group::Group;
use office::keys;
use platform::on_disk;
use server::access::Role;
use server::coding::event::On;
use server::coding::round::{Drawn, How};
use server::coding::{Act, Draft, Of, PassageId, Span};
use server::store::sql;

const NAME: &str = "Zelpharia";

/// A group in which somebody says a name, a note repeats it, and a quote proposes it.
async fn group() -> (Group, String) {
    let group = Group::meet().await;
    group
        .bring(
            "h",
            &["Who helped?", "My friend Zelpharia helped, on the second night.", "And then?", "zelpharia went."],
        )
        .await;
    let code = group.code("Friends").await;
    let passage = PassageId::turn("h", 1);
    let coding = server::chance::id();
    let span = Span::new(20, 26);
    let act = Act::Code {
        coding: coding.clone(),
        passage: passage.clone(),
        span,
        code: code.clone(),
        round: None,
        coder: None,
    };
    group.act(&group.owner, act).await;
    let mut draft = Draft::default();
    let text = draft.say("ZELPHARIA is named twice");
    draft.acts.push(Act::Memo { memo: server::chance::id(), on: On::Study, text: Some(text) });
    let example = draft.repeat("My friend Zelpharia helped", Some(Of::Turn { source: "h".into(), turn: 1 }));
    draft.acts.push(Act::Word { code, part: server::coding::Part::Example, text: Some(example) });
    group.act(&group.owner, draft).await;
    (group, coding)
}

/// What the review offers to replace elsewhere.
fn offered(page: &str) -> Vec<String> {
    let boxes = page.split("name=\"also\"").skip(1);
    boxes
        .map(|rest| rest.split("value=\"").nth(1).expect("a value").split('"').next().expect("its end").to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_9_redacted_words_are_gone_from_pages_index_disk_and_exports() {
    let (mut group, coding) = group().await;
    let base = group.office.page("coding/redaction");
    let listed = group.office.owner.get(&base).await;
    assert!(listed.says(&format!("{NAME}<span class=\"sr\"> (likely a name)")), "{}", listed.body);
    let search = group.office.page("coding/search?q=zelpharia");
    assert!(group.office.owner.get(&search).await.says("2 passages were found"));
    let review = format!("{base}/review/t.h.1?span=10-19.name");
    let page = group.office.owner.get(&review).await;
    assert!(page.says("My friend [name] helped"), "{}", page.body);
    let offered = offered(&page.body);
    assert_eq!(offered.len(), 3, "the other turn, the memo, the example: {offered:?}");
    let mut form = vec![("span", "10-19.name")];
    form.extend(offered.iter().map(|value| ("also", value.as_str())));
    let done = group.office.owner.post(&format!("{base}/redact/t.h.1"), &form).await;
    assert!(done.says("Replaced for good"), "{}", done.body);
    let nothing = group.office.owner.get(&search).await;
    assert!(nothing.says("Nothing was found") && !nothing.body.contains(NAME), "{}", nothing.body);
    for page in ["coding/redaction", "coding/codebook", "coding/passages?from=h"] {
        let page = group.office.owner.get(&group.office.page(page)).await;
        assert!(!page.body.to_lowercase().contains("zelpharia"), "{}", page.body);
    }
    group
        .look(|desk| {
            assert_eq!(desk.text(&PassageId::turn("h", 3)), Some("[name] went."));
            let coded = &desk.coding.codings[&coding];
            assert_eq!(coded.span.and_then(|span| span.of(desk.text(&coded.passage)?)), Some("helped"));
            let everything = format!("{desk:?}").to_lowercase();
            assert!(!everything.contains("zelpharia"), "nothing in memory still says it");
        })
        .await;
    old_envelopes_are_gone(&group).await;
}

/// Words are sealed, so the disk is searched for the sealed bytes that held them: a copy of each old envelope taken before.
async fn old_envelopes_are_gone(group: &Group) {
    if platform::database::is_left_out("its files are the server's") {
        return;
    }
    let store = &group.office.state.store;
    let before: Vec<u8> =
        sql::query_scalar("select sealed from sources where id = 'g'").fetch_one(&store.pool).await.expect("a source");
    assert!(on_disk(&group.office.folder, &before), "the control: what is stored is on the disk");
    let redaction = server::workspace::redact::Redaction {
        passages: [(PassageId::turn("g", 1), vec![(Span::new(2, 5).expect("a span"), "[thing]".into())])].into(),
        ..Default::default()
    };
    let state = &group.office.state;
    let redacted = state.workspaces.redact(store, &group.study, &group.keys, &group.owner, &redaction).await;
    redacted.expect("redacted");
    assert!(!on_disk(&group.office.folder, &before), "the envelope that held the old words is in no file");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_of_a_colleague_who_codes_blind_is_neither_shown_nor_spared() {
    let (mut group, _) = group().await;
    let (ravi, _) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let passage = PassageId::turn("h", 1);
    let given = [group.owner.clone(), ravi.id.clone()].map(|coder| (coder, vec![passage.clone()])).into();
    let mut draft = Draft::default();
    let (round, name, how) = (server::chance::id(), draft.say("First"), How::default());
    draft.acts.push(Act::Draw(Drawn { round, name, how, given }));
    group.act(&group.owner, draft).await;
    let mut draft = Draft::default();
    let text = draft.repeat("zelpharia sounds brave", Some(passage.of.clone()));
    let on = On::Passage(passage.clone());
    draft.acts.push(Act::Memo { memo: server::chance::id(), on, text: Some(text.clone()) });
    group.act(&ravi.id, draft).await;
    let base = group.office.page("coding/redaction");
    let page = group.office.owner.get(&format!("{base}/review/t.h.1?span=10-19.name")).await;
    assert!(!page.says("sounds brave") && !page.body.contains(&text), "{}", page.body);
    assert_eq!(offered(&page.body).len(), 3, "as many as without that note");
    group.office.owner.post(&format!("{base}/redact/t.h.1"), &[("span", "10-19.name")]).await;
    assert_eq!(group.look(|desk| desk.say(&text).to_owned()).await, "[name] sounds brave");
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_are_in_the_language_of_the_words() {
    let mut group = Group::meet().await;
    group.bring_in("es-MX", "s", &["¿Quién ayudó?", "Mi amiga Zelpharia me ayudó."]).await;
    let redact = group.office.page("coding/redaction/redact/t.s.1");
    group.office.owner.post(&redact, &[("span", "9-18.name")]).await;
    let text = group.look(|desk| desk.text(&PassageId::turn("s", 1)).map(str::to_owned)).await;
    assert_eq!(text.as_deref(), Some("Mi amiga [nombre] me ayudó."));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_were_not_marked_are_typed_and_places_may_be_left_out() {
    let (mut group, _) = group().await;
    let base = group.office.page("coding/redaction");
    let chosen = format!("{base}/passage/t.h.1");
    let page = group.office.owner.post(&chosen, &[("words", "second night"), ("kind", "date")]).await;
    assert!(page.says("on the [date]."), "{}", page.body);
    group.office.owner.page = Some(chosen.clone());
    let wrong = group.office.owner.post(&chosen, &[("words", "third night"), ("kind", "date")]).await;
    assert!(wrong.says("“third night” does not stand in the passage"), "{}", wrong.body);
    let nothing = group.office.owner.post(&chosen, &[("words", ""), ("kind", "date")]).await;
    assert!(nothing.says("Choose words to replace first"), "{}", nothing.body);
    group.office.owner.post(&format!("{base}/redact/t.h.1"), &[("span", "10-19.name")]).await;
    let left = group.look(|desk| desk.text(&PassageId::turn("h", 3)).map(str::to_owned)).await;
    assert_eq!(left.as_deref(), Some("zelpharia went."), "what was unticked stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_places_change_nothing_and_only_who_may_redacts() {
    let (mut group, _) = group().await;
    let redact = group.office.page("coding/redaction/redact/t.h.1");
    let before = group.look(|desk| desk.coding.head()).await;
    for form in [
        vec![("span", "10-999.name")],
        vec![("span", "19-10.name")],
        vec![("span", "10-19.nothing")],
        vec![("span", "10-19.name"), ("also", "t.0-3.nothing")],
        vec![("span", "10-19.name"), ("also", "p.0-3.t.nowhere.1")],
        vec![("span", "10-19.name"), ("span", "12-20.date")],
        vec![],
    ] {
        let page = group.office.owner.post(&redact, &form).await;
        assert!(!page.says("Replaced for good"), "{form:?}");
    }
    for role in [Role::Coder, Role::Coordinator] {
        let (_, mut somebody) = group.office.colleague(role.name(), role, &keys()).await;
        let page = somebody.post(&redact, &[("span", "10-19.name")]).await;
        assert_eq!(page.status, axum::http::StatusCode::FORBIDDEN, "{}", role.name());
    }
    assert_eq!(group.look(|desk| desk.coding.head()).await, before);
}
