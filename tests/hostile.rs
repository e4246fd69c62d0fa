//! A stranger sends forms that no page made, and the disk is full under a respondent: every form is answered, nothing
//! falls over, what was typed stays, and what is stored in the end is an answer of the instrument.

mod platform;

use instruments::{Answer, Instrument, complete, variables};
use platform::{Answered, Browser, Platform, Scene};
use server::store::sql;

const KINDS: &str = include_str!("fixtures/every_kind.toml");
const ROUNDS: usize = 400;

/// Values that no page of ours would send, percent-encoded where they are no text at all.
const ODD: &[&str] = &[
    "",
    "%00",
    "a%00b",
    "%ED%A0%80",
    "%FF%FE",
    "%EF%BF%BF",
    "%E2%80%AE%E2%80%8B",
    "%0D%0A%0D%0A",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "-1",
    "1e308",
    "NaN",
    "00000000000000000000001",
    "9999999999999999999999999",
    "~dont_know",
    "~no_such_reason",
    "beds+food",
    "..%2F..%2Fetc%2Fpasswd",
    "%25",
    "%F0%9F%8C%8A",
];

/// Seeded dice, so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn one<'a>(&mut self, of: &'a [String]) -> &'a str {
        &of[self.below(of.len())]
    }
}

/// Names and values of an instrument's fields, sound ones and others.
fn vocabulary(instrument: &Instrument) -> (Vec<String>, Vec<String>) {
    let mut names: Vec<String> = Vec::new();
    for variable in variables(instrument) {
        for ending in ["", "~missing", ".more", ".place.1", ".place.99", ".month", ".year", ".1.rooms", ".99.rooms"] {
            names.push(format!("{}{ending}", variable.key));
        }
    }
    let own =
        ["_go", "_language", "_code", "_mode", "_want-code", "_resume", "skip-part", "skipped-part.ratings", "%00", ""];
    names.extend(own.map(str::to_owned));
    let asked = instrument.questions().flat_map(|question| instrument.codes(question));
    let mut values: Vec<String> = asked.map(str::to_owned).collect();
    values.extend(ODD.iter().map(|odd| (*odd).to_owned()));
    values.extend(["on", "back", "resume", "es", "xx", "add", "yes", "ratings"].map(str::to_owned));
    values.push("x".repeat(5_000));
    (names, values)
}

async fn send(browser: &mut Browser, address: &str, body: String) -> Answered {
    browser.post_raw(address, "application/x-www-form-urlencoded", body.into_bytes()).await
}

#[tokio::test]
async fn no_form_that_a_stranger_makes_up_falls_over_or_gets_stored() {
    let (platform, open) = Platform::with(Scene { toml: KINDS.to_owned(), ..Scene::default() }).await;
    let instrument = instruments::parse(KINDS).expect("it reads");
    let (names, values) = vocabulary(&instrument);
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    let mut dice = Dice(20_261_122);
    let mut pages = std::collections::BTreeSet::new();
    for round in 0..ROUNDS {
        let address = format!("/s/{}", 1 + dice.below(6));
        let fields = dice.below(12);
        let mut body: Vec<String> =
            (0..fields).map(|_| format!("{}={}", dice.one(&names), dice.one(&values))).collect();
        if round % 3 == 0 {
            body.push("role=manager".to_owned());
        }
        let body = body.join("&");
        let answered = send(&mut browser, &address, body.clone()).await;
        assert_eq!(answered.status, 303, "round {round}: {address} {body}");
        let place = answered.location().expect("a way to go");
        let page = browser.get(&place).await;
        assert_eq!(page.status, 200, "round {round}: {place} after {body}");
        assert!(!page.says("<script") && page.says("href=\"/leave\""), "round {round}: {}", page.body);
        pages.insert(page.address);
    }
    println!("{ROUNDS} forms, {} different pages", pages.len());
    assert!(pages.len() > 3, "control: some of it got through: {pages:?}");
    // Now somebody answers as people do.
    for page in ["/s/1", "/s/2", "/s/3", "/s/4"] {
        browser.post(page, &[("role", "manager")][..usize::from(page == "/s/1")]).await;
    }
    assert!(browser.post("/s/5", &[("_go", "send")]).await.says("Thank you"));
    let [response] = &platform.responses(&open.collection.id).await[..] else { panic!("one response") };
    assert_eq!(complete(&instrument, &response.answers), response.answers, "only answers of the instrument");
    assert_eq!(response.answers["role"], Answer::One("manager".into()));
}

#[tokio::test]
async fn what_is_no_text_is_said_beside_its_field_and_the_rest_stays() {
    let (platform, open) = Platform::with(Scene { toml: KINDS.to_owned(), ..Scene::default() }).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    browser.post("/s/1", &[("role", "manager")]).await;
    browser.post("/s/2", &[]).await;
    for odd in ["%ED%A0%80", "%00", "%FF"] {
        send(&mut browser, "/s/3", format!("nickname=Heron&story=quiet+{odd}+water")).await;
        let page = browser.get("/s/3").await;
        assert!(page.says("A few signs could not be kept") && page.says("href=\"#story\""), "{odd}: {}", page.body);
        assert!(
            page.says("quiet") && page.says("water") && page.says("value=\"Heron\""),
            "{odd}: what was typed stays"
        );
    }
}

/// Fills the disk, as far as the database can tell, or makes room again.
async fn limit(platform: &Platform, pages: i64) {
    let mut transaction = platform.state.store.write().await.expect("a transaction");
    let statement = format!("pragma max_page_count = {pages}");
    sql::query(sqlx::AssertSqlSafe(statement)).execute(&mut *transaction).await.expect("a limit");
    transaction.commit().await.expect("kept");
}

#[tokio::test]
async fn a_full_disk_is_said_and_what_was_typed_stays_until_there_is_room() {
    let (platform, open) = Platform::with(Scene { toml: KINDS.to_owned(), ..Scene::default() }).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    browser.post("/s/1", &[("role", "manager")]).await;
    browser.post("/s/2", &[]).await;
    limit(&platform, 1).await;
    // Others take what room is left in the file, until one is turned away.
    let mut turned_away = false;
    for _ in 0..200 {
        let new = platform.respondent().post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
        turned_away = new.says("Something on our side is not working");
        if turned_away {
            break;
        }
    }
    assert!(turned_away, "nobody is let in and lost");
    // The connection that met the full disk was closed; the next one has not heard of the limit.
    limit(&platform, 1).await;
    let long = "The door sticks. ".repeat(400);
    let told = browser.post("/s/3", &[("story", &long), ("nickname", "Heron")]).await;
    assert!(told.status == 200 && told.says("Something on our side is not working"), "{}", told.body);
    assert!(told.says(long.trim()) && told.says("value=\"Heron\""), "what was typed stays: {}", told.body);
    assert!(!platform.disk_holds("The door sticks."), "and lies nowhere in clear");
    limit(&platform, 1_000_000).await;
    let told = browser.post("/s/3", &[("story", &long), ("nickname", "Heron")]).await;
    assert!(told.says(long.trim()) && !told.says("not working"), "now it is only too long");
    browser.post("/s/3", &[("story", "The door sticks."), ("nickname", "Heron")]).await;
    let review = browser.post("/s/4", &[]).await.address;
    assert!(browser.post(&review, &[("_go", "send")]).await.says("Thank you"));
    let answers = &platform.responses(&open.collection.id).await[0].answers;
    assert_eq!(answers["story"], Answer::Text("The door sticks.".into()));
}
