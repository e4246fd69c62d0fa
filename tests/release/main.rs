//! An owner prepares what is to be published; a coordinator, or somebody from outside, approves it; everybody reads it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod blind;
mod crowds;
#[path = "../office/mod.rs"]
mod office;
mod pages;
#[path = "../platform/mod.rs"]
mod platform;
mod shore;
mod two_people;
mod words;

use std::io::{Cursor, Read};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use office::keys;
use platform::Browser;
use server::access::Role;
use server::http;
use server::store::sql;
use shore::{Shore, THANKS, approve, digest, hidden, planned, read, stands, word};
use tower::ServiceExt;

fn reader(shore: &Shore) -> Browser {
    Browser::new(http::respond_plane(&shore.office.state), "127.0.0.1:42000")
}

/// The bytes of a public file.
async fn bytes(shore: &Shore, address: &str) -> Vec<u8> {
    let request = Request::get(address).header(header::HOST, "127.0.0.1:42000").body(Body::empty()).unwrap();
    let answered = http::respond_plane(&shore.office.state).oneshot(request).await.unwrap();
    assert_eq!(answered.status(), StatusCode::OK, "{address}");
    to_bytes(answered.into_body(), usize::MAX).await.unwrap().to_vec()
}

/// Everything that can be read in a file: of packed ones the text of each part.
fn text(name: &str, bytes: &[u8]) -> String {
    if !name.ends_with(".docx") && !name.ends_with(".xlsx") {
        let text = String::from_utf8_lossy(bytes).into_owned();
        return if name.ends_with(".svg") || name.is_empty() { read(&text) } else { text };
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(place).unwrap().read_to_end(&mut part).unwrap();
        all.push_str(&read(&String::from_utf8_lossy(&part)));
    }
    all
}

fn names(page: &str, word: &str) -> Vec<String> {
    let start = format!("href=\"/r/{word}/");
    let links = page.split(&start).skip(1);
    links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_person_prepares_a_second_one_approves_and_everybody_may_read() {
    let mut shore = Shore::with_two_waves().await;
    let keys = keys();
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys).await;
    let (_, mut rea) = shore.office.colleague("Rea Reader", Role::Reader, &keys).await;
    let page = shore.prepare("Calm at the shore", &[0, 1], &[]).await;
    assert!(
        page.says("What is shown and what is hidden") && page.says("fewer people than may be shown"),
        "{}",
        page.body
    );
    assert!(page.says("with it a small number could be worked out"), "{}", page.body);
    let address = page.address;
    assert_eq!(rea.get(&address).await.status, StatusCode::FORBIDDEN, "a reader sees no draft");
    assert!(!rea.get(&shore.office.page("releases")).await.says("Calm at the shore"));
    let early = cora.post(&format!("{address}/decide"), &[("decision", "approve")]).await;
    assert!(!early.says("/r/"), "not before it is handed on: {}", early.body);
    let proposed = shore.office.owner.post(&format!("{address}/propose"), &[]).await;
    assert!(proposed.says("somebody else must decide"), "{}", proposed.body);
    shore.office.owner.page = Some(address.clone());
    let own = shore.office.owner.post(&format!("{address}/decide"), &[("decision", "approve")]).await;
    assert!(own.says("You prepared or changed it, so somebody else must decide"), "{}", own.body);
    assert_eq!(rea.post(&format!("{address}/decide"), &[("decision", "approve")]).await.status, StatusCode::FORBIDDEN);
    let out = approve(&mut cora, &address).await;
    assert!(out.says("Approved by Cora Coordinator"), "{}", out.body);
    let word = word(&out);
    let mut public = reader(&shore);
    let seen = public.get(&format!("/r/{word}")).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.says("Calm at the shore") && seen.says("More people say yes."), "{}", seen.body);
    for never in ["<script", "<form", "<input", "style=\"", "onclick"] {
        assert!(!seen.says(never), "{never}");
    }
    let policy = seen.headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"), "{policy}");
    assert!(policy.contains("form-action 'none'") && seen.headers.get(header::SET_COOKIE).is_none());
    assert_eq!(public.get("/r/nothing-of-ours").await.status, StatusCode::NOT_FOUND);
    assert_eq!(public.get(&format!("/r/{word}/nothing.csv")).await.status, StatusCode::NOT_FOUND);
    assert!(rea.get(&shore.office.page("releases")).await.says("Calm at the shore"), "now it is for everybody");
    let record = shore.office.owner.get(&shore.office.page("audit")).await;
    for act in [
        "began to prepare a release",
        "handed a release to a second person",
        "looked at a draft of a release",
        "approved and published a release",
    ] {
        assert!(record.says(act), "{act}");
    }
    let id = address.rsplit('/').next().unwrap();
    assert!(record.says("Calm at the shore") && !record.says(id), "by name: {}", record.body);
    let page = shore.prepare("Not this one", &[0], &[]).await;
    shore.office.owner.post(&format!("{}/drop", page.address), &[]).await;
    let record = shore.office.owner.get(&shore.office.page("audit")).await;
    assert!(!record.says(page.address.rsplit('/').next().unwrap()), "{}", record.body);
    assert!(record.says("one that was thrown away") || record.says("Not this one"), "{}", record.body);
    let installation = shore.office.owner.get("/installation").await;
    assert!(installation.says("started this installation"), "control: it has a record: {}", installation.body);
    assert!(!installation.says(id) && !installation.says("Calm at the shore"), "what a study did stands in its own");
    shore.office.owner.post(&shore.office.page("lock"), &[]).await;
    let locked = shore.office.owner.get(&shore.office.page("audit")).await;
    assert!(locked.says(&format!("/r/{word}")) && !locked.says("Calm at the shore"), "{}", locked.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_8_what_is_hidden_stands_neither_on_the_page_nor_in_any_file() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let word = shore.publish("Calm at the shore", &[0, 1], &mut cora).await;
    let hidden = hidden(&shore.figures().await[0]);
    assert!(!hidden.is_empty(), "something beside the small count is hidden");
    let page = bytes(&shore, &format!("/r/{word}")).await;
    let html = String::from_utf8(page.clone()).unwrap();
    let files = names(&html, &word);
    for name in [
        "report.docx",
        "report.pdf",
        "tables.xlsx",
        "data.csv",
        "dictionary.csv",
        "data.json",
        "funder.docx",
        "chart-1.svg",
    ] {
        assert!(files.iter().any(|file| file == name) || cfg!(debug_assertions), "{name} of {files:?}");
    }
    let mut shown_somewhere = false;
    for name in std::iter::once(String::new()).chain(files) {
        let place = if name.is_empty() { format!("/r/{word}") } else { format!("/r/{word}/{name}") };
        let text = text(&name, &bytes(&shore, &place).await);
        for number in &hidden {
            assert!(!stands(&text, *number), "{number} in “{name}”: {text}");
        }
        shown_somewhere |= stands(&text, 220);
        if !name.ends_with(".svg") && !name.ends_with(".css") && name != "data.csv" && name != "report.pdf" {
            assert!(text.contains(THANKS), "the acknowledgement is in “{name}”");
        }
    }
    assert!(shown_somewhere, "control: a count that is shown is found");
    let share = html.contains("3 of 531") || html.contains("(3 of");
    assert!(!share, "no share tells of the small count");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_from_outside_sees_the_suppressed_draft_alone_and_decides_without_a_key() {
    let mut shore = Shore::with_two_waves().await;
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    let mut guest = office::browser(&shore.office.state);
    assert!(guest.get("/review/draft").await.says("Type the code"), "the door first");
    shore.office.owner.page = Some(address.clone());
    let early = shore.office.owner.post(&format!("{address}/invite"), &[("for-whom", "Gil Guest")]).await;
    assert!(!early.says("class=\"code big\""), "only what is handed on is shown");
    shore.office.owner.post(&format!("{address}/propose"), &[]).await;
    let invited = shore.office.owner.post(&format!("{address}/invite"), &[("for-whom", "Gil Guest")]).await;
    let code = office::Office::code(&invited.body);
    assert!(!invited.address.contains(&code), "no code in an address");
    guest.page = Some("/review".to_owned());
    let wrong = guest.post("/review", &[("code", "AAAAA-AAAAA-AAAAA")]).await;
    assert!(wrong.says("This code is not right"), "{}", wrong.body);
    let draft = guest.post("/review", &[("code", &code.to_lowercase())]).await;
    assert!(draft.says("Calm at the shore") && draft.says("hidden") && draft.says(THANKS), "{}", draft.body);
    assert!(!draft.says("/studies/") && !draft.says("Shore</p>"), "nothing of the study around it");
    assert!(!guest.get(&address).await.says("Calm at the shore"), "no page of the study");
    guest.page = Some("/review/draft".to_owned());
    let seen = digest(&draft);
    let silent = guest.post("/review/draft", &[("decision", "refuse"), ("document", seen.as_str())]).await;
    assert!(silent.says("Say why"), "{}", silent.body);
    let done = guest.post("/review/draft", &[("decision", "approve"), ("document", seen.as_str())]).await;
    assert!(done.says("It is public now"), "{}", done.body);
    let word = word(&shore.office.owner.get(&address).await);
    let out = reader(&shore).get(&format!("/r/{word}")).await;
    assert!(out.says("Calm at the shore"));
    let trace = "Gil Guest (from outside) was invited by Olive Owner, who also prepared this.";
    assert!(shore.office.owner.get(&address).await.says(trace), "the house knows who let whom decide");
    let list = shore.office.owner.get(&shore.office.page("releases")).await;
    assert!(list.says("Gil Guest (from outside) was invited by Olive Owner."), "{}", list.body);
    let public =
        "a reviewer from outside, invited by somebody who prepared this; nobody else of the office approved it";
    assert!(out.says(public), "and so does everybody: {}", out.body);
    assert!(!out.says("Olive Owner") && !out.says("Gil Guest"), "by no name");
    guest.page = Some("/review".to_owned());
    let again = guest.post("/review", &[("code", &code)]).await;
    assert!(again.says("This code is not right"), "a code ends with the decision");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_hands_it_on_does_not_approve_it_and_nobody_approves_another_document_than_they_saw() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    cora.post(&format!("{address}/propose"), &[]).await;
    cora.page = Some(address.clone());
    let own = cora.post(&format!("{address}/decide"), &[("decision", "approve")]).await;
    assert!(own.says("You prepared or changed it, so somebody else must decide"), "{}", own.body);
    let (_, mut carl) = shore.office.colleague("Carl Coordinator", Role::Coordinator, &keys()).await;
    carl.page = Some(address.clone());
    let other = [("decision", "approve"), ("document", "00")];
    let blind = carl.post(&format!("{address}/decide"), &other).await;
    assert!(blind.says("This was decided or changed meanwhile"), "{}", blind.body);
    shore.office.owner.page = Some(address.clone());
    let made = approve(&mut shore.office.owner, &address).await;
    assert!(made.says("You prepared or changed it"), "nor does who wrote it: {}", made.body);
    let out = approve(&mut carl, &address).await;
    assert!(out.says("Approved by Carl Coordinator"), "{}", out.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_worked_out_again_when_somebody_takes_an_answer_back() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    shore.office.owner.post(&format!("{address}/propose"), &[]).await;
    let seen = digest(&cora.get(&address).await);
    assert!(!seen.is_empty());
    const TAKE: &str = "delete from responses where id in (select id from responses limit 1)";
    sql::query(TAKE).execute(&shore.office.state.store.pool).await.unwrap();
    let fields = [("decision", "approve"), ("document", seen.as_str())];
    let late = cora.post(&format!("{address}/decide"), &fields).await;
    assert!(!late.says("Approved by"), "{}", late.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_release_says_why_and_stays_in_the_house() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    shore.office.owner.post(&format!("{address}/propose"), &[]).await;
    let seen = digest(&cora.get(&address).await);
    let fields = [("decision", "refuse"), ("reason", "The first paragraph is missing"), ("document", seen.as_str())];
    let refused = cora.post(&format!("{address}/decide"), &fields).await;
    assert!(refused.says("Cora Coordinator did not approve: The first paragraph is missing"), "{}", refused.body);
    let folder = std::fs::read_dir(&shore.office.folder).unwrap().flatten();
    for file in folder.filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        for words in ["The first paragraph", "Calm at the shore"] {
            assert!(!bytes.windows(words.len()).any(|at| at == words.as_bytes()), "{words} lies in clear");
        }
    }
    let copy = shore.office.owner.post(&format!("{address}/copy"), &[]).await;
    assert!(planned(&mut shore.office.owner, copy).await.says("Hand it to a second person"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_of_the_next_wave_is_planned_beside_the_first_one() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let address = shore.prepare("Made early", &[0], &[]).await.address;
    shore.publish("The first", &[0, 1], &mut cora).await;
    let stale = shore.office.owner.post(&format!("{address}/propose"), &[]).await;
    assert!(stale.says("Another release went out since"), "{}", stale.body);
    shore.wave("Winter", "2026-01-01", shore::SECOND).await;
    let page = shore.prepare("The second", &[0, 1, 2], &[]).await;
    assert!(page.says("an earlier release hides it"), "{}", page.body);
    shore.office.owner.post(&format!("{}/propose", page.address), &[("looked", "yes")]).await;
    let out = approve(&mut cora, &page.address).await;
    let text = text("", &bytes(&shore, &format!("/r/{}", word(&out))).await);
    let releases = shore.figures().await;
    assert_eq!(releases.len(), 2);
    for number in hidden(&releases[0]) {
        assert!(!stands(&text, number), "{number}, hidden before, is hidden again");
    }
    let list = shore.office.owner.get(&shore.office.page("releases")).await;
    assert!(list.says("Number 2") && list.says("Whom all releases count"), "{}", list.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_came_since_a_release_do_not_tell_of_those_few() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    shore.publish("The first", &[0, 1], &mut cora).await;
    const TAKE: &str = "delete from responses where id in (select id from responses limit 1)";
    sql::query(TAKE).execute(&shore.office.state.store.pool).await.unwrap();
    let page = shore.prepare("The second", &[0, 1], &[]).await;
    assert!(page.says("Since “The first” answers were added or taken back"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_out_cannot_be_changed_not_even_in_the_database() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let word = shore.publish("Calm at the shore", &[0, 1], &mut cora).await;
    let before = bytes(&shore, &format!("/r/{word}")).await;
    let pool = &shore.office.state.store.pool;
    for statement in [
        "update release_files set bytes = x'00'",
        "delete from release_files",
        "insert into release_files (release_id, name, kind, bytes) select release_id, 'more.csv', kind, bytes from release_files limit 1",
        "update releases set word = 'other' where state = 'released'",
        "update releases set state = 'draft' where state = 'released'",
        "delete from releases where state = 'released'",
    ] {
        let refused = sql::query(statement).execute(pool).await.unwrap_err().to_string();
        assert!(refused.contains("a release never changes"), "{statement}: {refused}");
    }
    assert_eq!(bytes(&shore, &format!("/r/{word}")).await, before);
    let list = shore.office.owner.get(&shore.office.page("releases")).await;
    let id = list.body.split("/releases/").filter_map(|rest| rest.get(..32)).find(|id| server::chance::is_id(id));
    let copy = shore.office.owner.post(&shore.office.page(&format!("releases/{}/copy", id.unwrap())), &[]).await;
    let correction = planned(&mut shore.office.owner, copy).await;
    shore.office.owner.post(&format!("{}/propose", correction.address), &[]).await;
    let out = approve(&mut cora, &correction.address).await;
    let newer = shore::word(&out);
    assert_ne!(newer, word);
    let page = String::from_utf8(bytes(&shore, &format!("/r/{newer}")).await).unwrap();
    assert!(page.contains("takes the place of") && page.contains(&format!("href=\"/r/{word}\"")), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_few_answers_a_release_is_of_words() {
    let mut shore = Shore::open().await;
    shore.wave("Spring", "2025-04-01", &[(0, "often", "yes", 7)]).await;
    let numbers = [("themes", "Seven of 7 people want a door.")];
    let refused = shore.prepare("Few", &[0], &numbers).await;
    assert!(refused.says("Themes go without numbers"), "{}", refused.body);
    let page = shore.prepare("Few", &[0], &[("themes", "A door of one’s own matters.")]).await;
    assert!(page.says("Too few people answered to show numbers or to compare: Spring"), "{}", page.body);
    assert!(page.says("A door of one’s own matters."), "{}", page.body);
    assert!(!page.says("How often is it calm"), "no table");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_everybody_gave_are_looked_at_before_they_go_on() {
    let mut shore = Shore::open().await;
    shore
        .wave("Spring", "2025-04-01", &[(0, "often", "yes", 30), (0, "always", "yes", 30), (1, "never", "yes", 30)])
        .await;
    let page = shore.prepare("All alike", &[0], &[]).await;
    assert!(page.says("Everybody gave the same answer") && page.says("Is it safe here?: Spring"), "{}", page.body);
    shore.office.owner.page = Some(page.address.clone());
    let unseen = shore.office.owner.post(&format!("{}/propose", page.address), &[]).await;
    assert!(unseen.says("tick that you did"), "{}", unseen.body);
    let seen = shore.office.owner.post(&format!("{}/propose", page.address), &[("looked", "yes")]).await;
    assert!(seen.says("Waits for a second person"), "{}", seen.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_go_out_instead_of_a_withheld_table_is_one_button_away() {
    let mut shore = Shore::open().await;
    let people: shore::People<'_> = &[(0, "never", "yes", 4), (0, "often", "yes", 4), (1, "always", "no", 4)];
    shore.wave("Spring", "2025-04-01", people).await;
    let page = shore.prepare("Few of each", &[0], &[]).await;
    assert!(page.says("Left out: How often is it calm? (by wave)") && page.says("Take this instead"), "{}", page.body);
    let sheet = "calm-inventory.calm";
    let accepted = shore.office.owner.post(&format!("{}/accept", page.address), &[("sheet", sheet)]).await;
    let page = planned(&mut shore.office.owner, accepted).await;
    assert!(!page.says("Left out: How often is it calm?"), "{}", page.body);
}

#[test]
fn codes_by_wave_are_planned_and_judged_like_answers() {
    use server::disclosure::Threshold;
    use server::disclosure::plan::Ledger;
    use server::http::staff::releases::Pages;
    use server::owed::Owed;
    use server::release::{Choice, Gathered, Mentions};
    use server::report::{Block, Cell};
    let named = |names: [&str; 2]| names.map(|name| (name.to_lowercase(), name.to_owned())).into();
    let mentions = Mentions {
        version: 4,
        threshold: Threshold::new(11).against_insiders(),
        codes: named(["Keys", "Buses"]),
        waves: named(["Spring", "Autumn"]),
        bases: vec![160, 170],
        counts: vec![vec![30, 90], vec![4, 50]],
    };
    let choice = Choice { title: "Codes".into(), language: "en".into(), ..Choice::default() };
    let (chosen, quotes, made_on) = (Vec::new(), Vec::new(), "2026-01-01".to_owned());
    let gathered = Gathered {
        choice,
        made_on,
        chosen,
        quotes,
        mentions: Some(mentions),
        owed: Owed::default(),
        ledger: Ledger::default(),
    };
    let document = app::pages::StaffPages.document(&gathered.draft(&mut |_, _| ()).unwrap());
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) if table.id == "codes" => Some(table),
        _ => None,
    });
    let [keys, buses] = &table.unwrap().rows[..] else { panic!("two codes") };
    assert_eq!(keys.cells[1], Cell::Share { share: 30.0 / 160.0, count: Some(30), base: 160 });
    assert_eq!(keys.cells[4], Cell::Text("More people mention it.".into()));
    assert_eq!((&buses.cells[1], &buses.cells[4]), (&Cell::Hidden, &Cell::Text(String::new())), "and no sentence");
    assert!(!serde_json::to_string(&document).unwrap().contains("156"), "nor the rest");
}
