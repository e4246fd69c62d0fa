//! A researcher takes single answers out for analysis in the app; a coordinator, a stranger's form and an open screen try
//! to get them too.

mod office;
mod platform;
#[path = "tide/waves.rs"]
mod waves;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use office::{Office, keys};
use platform::{Browser, Open, PASSPHRASE, Platform, Scene};
use server::access::Role;
use server::chance;
use server::exchange::archive::{Archive, Limits};
use server::exchange::csv;
use server::seal::payload::Response;
use server::store::approvals::{self, Approval};
use server::store::{accounts, audit, members, responses, sites};
use tower::ServiceExt;

const TEA: &str = include_str!("fixtures/import/tea.toml");

async fn scene() -> (Platform, Open) {
    let (platform, open) = Platform::with(Scene { toml: TEA.to_owned(), ..Scene::default() }).await;
    for code in ["black", "green"] {
        answer(&platform, &open, code).await;
    }
    (platform, open)
}

async fn answer(platform: &Platform, open: &Open, code: &str) {
    let (store, study) = (&platform.state.store, &platform.study.id);
    let (version_hash, week) = (open.collection.version_hash.clone(), "2026-W47".into());
    let said = Response { version_hash, week, ..waves::response([waves::one("tea", code)].into()) };
    let site = sites::all(store, study).await.expect("sites").remove(0).id;
    waves::arrive(store, study, &open.collection.id, [(site, said)]).await;
}

fn address(platform: &Platform) -> String {
    format!("/studies/{}/results/analysis", platform.study.id)
}

async fn unlocked(platform: &Platform) -> Browser {
    let mut browser = platform.signed_in().await;
    browser.post(&format!("/studies/{}/unlock", platform.study.id), &[("passphrase", PASSPHRASE)]).await;
    browser.page = Some(address(platform));
    browser
}

fn form<'a>(open: &'a Open, format: &'a str, passphrase: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("instrument", &open.collection.instrument_id),
        ("wave", &open.collection.id),
        ("format", format),
        ("passphrase", passphrase),
    ]
}

/// The body of an address as it is.
async fn bytes(browser: &Browser, address: &str) -> Vec<u8> {
    let cookie = browser.cookie.clone().expect("signed in");
    let request = Request::get(address).header(header::HOST, "127.0.0.1:42001").header(header::COOKIE, cookie);
    let answered = browser.plane().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    to_bytes(answered.into_body(), usize::MAX).await.expect("a body").to_vec()
}

async fn taken(platform: &Platform) -> Vec<String> {
    let acts = audit::latest(&platform.state.store, Some(&platform.study.id), 20).await.expect("the record");
    acts.into_iter().filter(|act| act.action == "export").map(|act| act.object).collect()
}

#[tokio::test]
async fn the_page_says_what_it_is_and_one_click_gives_one_recorded_file() {
    let (platform, open) = scene().await;
    let mut browser = unlocked(&platform).await;
    let page = browser.get(&address(&platform)).await;
    assert!(page.says("holds single answers") && page.says("must not leave the house"), "{}", page.body);
    for format in ["csv", "xlsx", "sav", "r", "ddi", "all"] {
        let file = browser.post(&address(&platform), &form(&open, format, PASSPHRASE)).await;
        assert_eq!(file.status, StatusCode::OK, "{format}: {}", file.address);
        let disposition = file.headers["content-disposition"].to_str().expect("letters");
        assert!(disposition.starts_with("attachment; filename=\"tea-"), "{disposition}");
        assert_eq!(file.headers["cache-control"], "no-store");
        assert_eq!(taken(&platform).await[0], format!("analysis {format} {}", open.collection.id));
    }
}

#[tokio::test]
async fn without_the_passphrase_nothing_leaves_and_nothing_is_recorded() {
    let (platform, open) = scene().await;
    let mut browser = unlocked(&platform).await;
    for wrong in ["", "seven quiet herons"] {
        let refused = browser.post(&address(&platform), &form(&open, "csv", wrong)).await;
        assert!(refused.says("class=\"problem\"") && !refused.headers.contains_key("content-disposition"));
    }
    let none = browser
        .post(
            &address(&platform),
            &[("instrument", &*open.collection.instrument_id), ("format", "csv"), ("passphrase", PASSPHRASE)],
        )
        .await;
    assert!(none.says("Choose at least one wave"), "{}", none.body);
    assert!(taken(&platform).await.is_empty());
}

#[tokio::test]
async fn the_address_of_a_file_gives_it_once_and_to_nobody_else() {
    let (platform, open) = scene().await;
    let mut browser = unlocked(&platform).await;
    let led = browser.post_only(&address(&platform), &form(&open, "csv", PASSPHRASE)).await;
    assert_eq!(led.status, StatusCode::SEE_OTHER, "a form is never answered by a file");
    let ticket = led.headers["location"].to_str().expect("an address").to_owned();
    let mut other = unlocked(&platform).await;
    assert!(
        !other.get(&ticket).await.headers.contains_key("content-disposition"),
        "another browser of the same person"
    );
    assert!(browser.get(&ticket).await.headers.contains_key("content-disposition"));
    assert!(!browser.get(&ticket).await.headers.contains_key("content-disposition"), "once");
    // A refused form keeps its fields under an id of the same kind: it opens nothing.
    let refused = browser.post_only(&address(&platform), &form(&open, "csv", "wrong")).await;
    let kept =
        refused.headers["location"].to_str().expect("an address").split("again=").nth(1).expect("an id").to_owned();
    let forged = browser.get(&format!("{}/{kept}", address(&platform))).await;
    assert!(!forged.headers.contains_key("content-disposition"));
    assert_eq!(taken(&platform).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_file_of_what_people_said_asks_for_the_passphrase_once_more() {
    let (platform, open) = scene().await;
    let mut browser = unlocked(&platform).await;
    let study = format!("/studies/{}", platform.study.id);
    let files = [
        format!("{study}/results/{}/data.csv", open.collection.id),
        format!("{study}/coding/quotes/quotes.csv?only=public"),
        format!("{study}/coding/exchange/out/project.qdpx"),
        format!("{study}/coding/exchange/out/excerpts.csv"),
    ];
    for (number, file) in files.iter().enumerate() {
        let form = browser.get_only(file).await.location().expect("a form");
        assert!(form.starts_with(&format!("{study}/take?file=")), "{form}");
        browser.page = Some(form.clone());
        let refused = browser.post(&form, &[("passphrase", "seven quiet herons")]).await;
        assert!(refused.says("That is not your passphrase.") && refused.says("type=\"password\""), "{}", refused.body);
        assert_eq!(taken(&platform).await.len(), number, "nothing left");
        let ticket = browser.post_only(&form, &[("passphrase", PASSPHRASE)]).await.location().expect("an address");
        assert!(browser.get(&ticket).await.headers.contains_key("content-disposition"), "{file}");
        assert!(!browser.get(&ticket).await.headers.contains_key("content-disposition"), "once");
        assert_eq!(taken(&platform).await.len(), number + 1, "recorded");
    }
    let form = browser.get_only(&files[0]).await.location().expect("a form");
    let ticket = browser.post_only(&form, &[("passphrase", PASSPHRASE)]).await.location().expect("an address");
    let ticket = ticket.split("ticket=").nth(1).expect("a ticket").to_owned();
    let other = browser.get(&format!("{}?ticket={ticket}", files[3])).await;
    assert!(other.address.contains("/take?"), "the ticket of one file opens no other: {}", other.address);
    let elsewhere = browser.get(&format!("{study}/take?file=/studies/another/results/a/data.csv")).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    browser.post(&format!("{study}/lock"), &[]).await;
    assert!(browser.get(&files[0]).await.address.contains("/unlock"));
}

#[tokio::test]
async fn where_others_are_in_the_study_answers_leave_only_on_the_word_of_one_of_them() {
    let (platform, open) = scene().await;
    let mut browser = unlocked(&platform).await;
    let (store, study) = (&platform.state.store, &platform.study.id);
    let mut to = store.write().await.expect("a transaction");
    let cora = accounts::make(&mut to, "Cora Coordinator", &keys(), false).await.expect("a person");
    members::put(&mut to, study, &cora.id, Role::Coordinator).await.expect("a member");
    to.commit().await.expect("kept");
    let waits = browser.get(&address(&platform)).await;
    assert!(waits.says("Ask Cora Coordinator") && waits.says("Until then only the codebook"), "{}", waits.body);
    let offers = |page: &str, format: &str| page.contains(&format!("<option value=\"{format}\""));
    assert!(offers(&waits.body, "ddi") && !["csv", "all"].iter().any(|raw| offers(&waits.body, raw)), "{}", waits.body);
    let data = format!("/studies/{study}/results/{}/data.csv", open.collection.id);
    let refused = browser.post(&address(&platform), &form(&open, "all", PASSPHRASE)).await;
    assert!(refused.says("Nobody else has approved") && !refused.headers.contains_key("content-disposition"));
    assert!(!browser.get(&data).await.says("type=\"password\""), "the form of a file waits as well");
    let codebook = browser.post(&address(&platform), &form(&open, "ddi", PASSPHRASE)).await;
    assert!(codebook.headers.contains_key("content-disposition"), "a codebook holds no answers: {}", codebook.body);
    assert_eq!(taken(&platform).await, [format!("analysis ddi {}", open.collection.id)], "nothing else left");
    let today = platform.study.today();
    let approval = Approval::new(&platform.owner.id, &cora.id, "Figures".to_owned(), today, "1").expect("fits");
    let mut to = store.write().await.expect("a transaction");
    approvals::give(&mut to, study, &approval).await.expect("given");
    to.commit().await.expect("kept");
    let approved = browser.get(&address(&platform)).await;
    assert!(offers(&approved.body, "csv") && !approved.says("Until then only"), "{}", approved.body);
    let file = browser.post(&address(&platform), &form(&open, "all", PASSPHRASE)).await;
    assert!(file.headers.contains_key("content-disposition"), "{}", file.body);
    browser.page = None;
    assert!(browser.take(&data).await.headers.contains_key("content-disposition"));
    assert_eq!(taken(&platform).await.len(), 3);
}

#[tokio::test]
async fn a_locked_study_leads_to_its_unlock_page() {
    let (platform, open) = scene().await;
    let mut browser = platform.signed_in().await;
    browser.page = Some(address(&platform));
    assert!(browser.get(&address(&platform)).await.address.contains("/unlock"));
    let led = browser.post(&address(&platform), &form(&open, "sav", PASSPHRASE)).await;
    assert!(led.address.contains("/unlock") && taken(&platform).await.is_empty(), "{}", led.address);
}

#[tokio::test]
async fn only_roles_that_may_export_come_in() {
    let office = Office::open().await;
    let keys = keys();
    for role in Role::ALL {
        let (_, mut browser) = office.colleague(&format!("A {}", role.name()), *role, &keys).await;
        let page = office.page("results/analysis");
        let may = matches!(role, Role::Owner | Role::Researcher);
        for answered in [browser.get_only(&page).await, browser.get_only(&format!("{page}/{}", chance::id())).await] {
            assert_eq!(answered.status == StatusCode::FORBIDDEN, !may, "{}: {}", role.name(), answered.status);
        }
        let answered = browser.post_only(&page, &[("passphrase", PASSPHRASE)]).await;
        assert_eq!(answered.status == StatusCode::FORBIDDEN, !may, "{}: {}", role.name(), answered.status);
    }
}

#[tokio::test]
async fn the_container_holds_every_answer_without_ids_and_says_how_to_keep_it() {
    let (platform, open) = scene().await;
    let mut browser = unlocked(&platform).await;
    let led = browser.post_only(&address(&platform), &form(&open, "csv", PASSPHRASE)).await;
    let file = bytes(&browser, led.headers["location"].to_str().expect("an address")).await;
    let mut archive = Archive::open("a.zip", &file, Limits::DOCUMENT).expect("a container");
    let mut read = |name: &str| archive.read(&format!("tea-{name}")).expect("sound").expect("there");
    let sheet = csv::read(&read("answers.csv")).expect("a table");
    let place = |name: &str| sheet.rows[0].iter().position(|head| head == name).expect("the column");
    let mut said: Vec<&str> = sheet.rows[1..].iter().map(|row| row[place("tea")].as_str()).collect();
    said.sort_unstable();
    assert_eq!(said, ["black", "green"]);
    assert_eq!(sheet.rows[1][place("tm_wave")], "First");
    assert_eq!(sheet.rows[1][place("tm_site")], "North");
    let text = String::from_utf8(read("read-me.txt")).expect("text");
    assert!(text.contains("must not leave the house"), "{text}");
    let whole = String::from_utf8(read("answers.csv")).expect("text");
    for id in responses::ids(&platform.state.store, &platform.study.id).await.expect("ids") {
        assert!(!whole.contains(&id), "no ids");
    }
}
