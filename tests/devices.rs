//! One device, several people or several surveys: on a shared tablet nobody sees anything of the person before; on a phone
//! nothing that was begun is destroyed unasked.

mod platform;

use platform::{Answered, Browser, Open, Platform, Scene};
use server::chance;
use server::store::collections::{self, Settings, State};
use server::store::links::Mode;
use server::store::sql;

const KINDS: &str = include_str!("fixtures/every_kind.toml");
/// What the person before answered, as it stands in the form.
const CHOSEN: &str = "motel";

fn shared() -> Scene {
    Scene { settings: Settings { kiosk: true, ..Settings::default() }, ..Scene::default() }
}

fn other() -> Scene {
    Scene { toml: KINDS.to_owned(), ..Scene::default() }
}

fn start(open: &Open) -> String {
    format!("/s/{}", open.word)
}

/// Begins and answers the first page.
async fn begun(browser: &mut Browser, open: &Open) -> Answered {
    browser.post(&start(open), &[("_go", "begin")]).await;
    browser.post("/s/1", &[("housing_now", CHOSEN)]).await
}

async fn drafts(platform: &Platform) -> i64 {
    sql::query_scalar("select count(*) from drafts").fetch_one(&platform.state.store.pool).await.expect("a count")
}

/// Waits for what is done behind the answer.
async fn until_drafts(platform: &Platform, wanted: i64) {
    for _ in 0..200 {
        if drafts(platform).await == wanted {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{} drafts are left, not {wanted}", drafts(platform).await);
}

/// Presses the back button as far as it goes: nothing of the person before is on any page.
async fn shows_nothing_of_the_person_before(tablet: &mut Browser) {
    for number in 1..=13 {
        let page = tablet.get(&format!("/s/{number}")).await;
        assert!(!page.chosen(CHOSEN) && !page.says("In a motel"), "{}: {}", page.address, page.body);
    }
}

#[tokio::test]
async fn a_shared_tablet_shows_nothing_after_the_thank_you_page() {
    let (platform, open) = Platform::with(shared()).await;
    let mut tablet = platform.respondent();
    let review = tablet.go_through(&open.word, &[("/s/1", &[("housing_now", CHOSEN)])]).await;
    assert!(tablet.get("/s/1").await.chosen(CHOSEN), "control: it is there before it is sent");
    let thanks = tablet.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await;
    assert!(thanks.says("Next person") && thanks.says("goes back to the start") && !thanks.says("close this page"));
    assert_eq!(thanks.headers["refresh"], format!("60; url=/s/{}", open.word));
    assert!(
        !thanks.headers["content-security-policy"].to_str().unwrap().contains("sandbox"),
        "it may go back by itself"
    );
    assert!(tablet.cookie.as_deref().is_some_and(|cookie| cookie.starts_with("s=.")), "no key is left on it");
    shows_nothing_of_the_person_before(&mut tablet).await;
    assert!(tablet.get("/s/3").await.says("Next person"), "the back button thanks again");
}

#[tokio::test]
async fn a_double_tap_on_a_shared_tablet_leads_to_the_next_person_of_the_same_link() {
    let (platform, open) = Platform::with(shared()).await;
    let mut tablet = platform.respondent();
    let review = tablet.go_through(&open.word, &[]).await;
    let mut double = tablet.clone();
    tablet.post(&review, &[("_go", "send")]).await;
    let late = double.post(&review, &[("_go", "send")]).await;
    assert!(late.says("Next person") && late.says(&format!("action=\"/s/{}\"", open.word)), "{}", late.body);
    assert!(double.cookie.as_deref().is_some_and(|cookie| cookie.starts_with("s=.")));
    assert_eq!(platform.responses(&open.collection.id).await.len(), 1);
}

#[tokio::test]
async fn a_shared_tablet_shows_nothing_after_leaving() {
    let (platform, open) = Platform::with(shared()).await;
    let mut tablet = platform.respondent();
    begun(&mut tablet, &open).await;
    tablet.get_only("/leave").await;
    until_drafts(&platform, 0).await;
    shows_nothing_of_the_person_before(&mut tablet).await;
    assert!(!tablet.post(&start(&open), &[("_go", "begin")]).await.chosen(CHOSEN));
}

#[tokio::test]
async fn whoever_opens_the_first_page_of_a_shared_tablet_is_somebody_else() {
    let (platform, open) = Platform::with(shared()).await;
    let mut tablet = platform.respondent();
    tablet.post(&start(&open), &[("_language", "es")]).await;
    assert!(tablet.get(&start(&open)).await.says("Sí, empezar"), "control: a language that was chosen stays");
    begun(&mut tablet, &open).await;
    let next = tablet.get(&start(&open)).await;
    assert!(next.says("Yes, start") && !next.says("not sent yet"), "{}", next.body);
    assert!(tablet.cookie.is_none(), "neither key nor language is left");
    shows_nothing_of_the_person_before(&mut tablet).await;
    until_drafts(&platform, 0).await;
    assert!(!tablet.post(&start(&open), &[("_go", "begin")]).await.chosen(CHOSEN));
}

#[tokio::test]
async fn somebody_who_finds_unsent_answers_on_a_shared_tablet_starts_over() {
    let (platform, open) = Platform::with(shared()).await;
    let mut tablet = platform.respondent();
    let found = begun(&mut tablet, &open).await;
    assert!(
        found.says("Are you a new person?")
            && found.says("Throw them away and start over")
            && found.says("<details class=\"shared\">"),
        "{}",
        found.body
    );
    let next = tablet.post(&start(&open), &[("_go", "next")]).await;
    assert!(next.says("Yes, start") && tablet.cookie.is_none());
    assert_eq!(drafts(&platform).await, 0);
    shows_nothing_of_the_person_before(&mut tablet).await;
    let own = platform.open(&other()).await;
    let mut phone = platform.respondent();
    assert!(!phone.post(&start(&own), &[("_go", "begin")]).await.says("new person"), "control: a phone is not shared");
}

#[tokio::test]
async fn on_a_shared_tablet_an_expired_draft_leads_to_the_start() {
    let (platform, open) = Platform::with(shared()).await;
    let mut tablet = platform.respondent();
    begun(&mut tablet, &open).await;
    sql::query("update drafts set expires_at = 1").execute(&platform.state.store.pool).await.expect("it expires");
    let gone = tablet.get("/s/2").await;
    assert!(gone.status == 410 && gone.says(&format!("href=\"/s/{}\"", open.word)), "{}", gone.body);
    shows_nothing_of_the_person_before(&mut tablet).await;
}

#[tokio::test]
async fn a_closed_survey_on_a_shared_tablet_shows_nothing_either() {
    let (platform, open) = Platform::with(shared()).await;
    let mut tablet = platform.respondent();
    begun(&mut tablet, &open).await;
    let closed = collections::Collection { state: State::Closed, ..open.collection.clone() };
    collections::save(&platform.state.store, &closed).await.expect("it is closed");
    assert!(tablet.get(&start(&open)).await.says("This survey has closed") && tablet.cookie.is_none());
    shows_nothing_of_the_person_before(&mut tablet).await;
}

#[tokio::test]
async fn unsent_answers_of_a_shared_tablet_are_offered_by_no_other_survey() {
    let (platform, open) = Platform::with(shared()).await;
    let second = platform.open(&other()).await;
    let mut tablet = platform.respondent();
    begun(&mut tablet, &open).await;
    let welcome = tablet.get(&start(&second)).await;
    assert!(welcome.says("Yes, start") && !welcome.says("not sent yet"), "{}", welcome.body);
    tablet.post(&start(&second), &[("_go", "begin")]).await;
    assert_eq!(drafts(&platform).await, 1, "what the person before left is gone");
}

#[tokio::test]
async fn a_second_survey_on_the_same_phone_asks_before_it_begins() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let second = platform.open(&other()).await;
    let mut phone = platform.respondent();
    begun(&mut phone, &open).await;
    let asked = phone.get(&start(&second)).await;
    assert!(asked.says("answers to other questions that were not sent yet") && !asked.says("Yes, start"));
    let pressed = phone.post(&start(&second), &[("_go", "begin")]).await;
    assert!(pressed.address == start(&second) && pressed.says("not sent yet"), "it asks whatever is sent");
    let resumed = phone.post(&start(&second), &[("_go", "resume"), ("_resume", "4K7XQ-2MN84-K7XQ2")]).await;
    assert!(resumed.says("not sent yet"), "a code to go on asks too");
    let spanish = phone.post(&start(&second), &[("_language", "es")]).await;
    assert!(spanish.says("no se han mandado"));
    let on = phone.post(&start(&second), &[("_go", "other")]).await;
    assert_eq!(on.address, "/s/2", "it goes on where it was");
    assert!(phone.get("/s/1").await.chosen(CHOSEN), "nothing was lost");
    sql::query("update drafts set expires_at = 1").execute(&platform.state.store.pool).await.expect("it expires");
    let late = phone.post(&start(&second), &[("_go", "other")]).await;
    assert!(late.status == 410, "nothing else is begun for it: {} {}", late.status, late.body);
}

#[tokio::test]
async fn a_second_survey_begins_when_the_first_is_left_and_only_then() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let second = platform.open(&Scene { mode: Mode::Code, ..other() }).await;
    let mut phone = platform.respondent();
    begun(&mut phone, &open).await;
    assert!(!phone.get(&start(&second)).await.says("Your code"), "first it is said what becomes of the other answers");
    assert_eq!(drafts(&platform).await, 1, "control");
    let asks = phone.post(&start(&second), &[("_go", "anew")]).await;
    assert!(asks.says("Your code") && asks.says("Yes, start"), "{}", asks.body);
    assert_eq!(drafts(&platform).await, 0);
    let first = phone.post(&start(&second), &[("_go", "begin"), ("_code", &second.codes[0])]).await;
    assert!(first.address == "/s/1" && first.says("What is your role?"));
}

#[tokio::test]
async fn a_survey_that_was_only_opened_gives_way_and_its_code_is_free_again() {
    let (platform, open) = Platform::with(Scene { mode: Mode::Code, ..Scene::default() }).await;
    let second = platform.open(&other()).await;
    let mut phone = platform.respondent();
    phone.post(&start(&open), &[("_go", "begin"), ("_code", &open.codes[0])]).await;
    assert!(phone.post(&start(&second), &[("_go", "begin")]).await.says("What is your role?"));
    let begun = platform.respondent().post(&start(&open), &[("_go", "begin"), ("_code", &open.codes[0])]).await;
    assert_eq!(begun.address, "/s/1");
}

#[tokio::test]
async fn a_second_survey_says_that_a_withdraw_code_is_still_shown() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let second = platform.open(&other()).await;
    let mut phone = platform.respondent();
    let review = phone.go_through(&open.word, &[]).await;
    let code = phone.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await.element("withdraw-code");
    let welcome = phone.get(&start(&second)).await;
    assert!(welcome.says("still shows a code to take back answers"), "{}", welcome.body);
    let place = welcome.body.split("shows a code").nth(1).and_then(|rest| rest.split("href=\"").nth(1));
    let place = place.and_then(|rest| rest.split('"').next()).expect("the way to the code");
    assert_eq!(phone.get(place).await.element("withdraw-code"), code);
    let mut stranger = platform.respondent();
    assert!(!stranger.get(&start(&second)).await.says("still shows a code"), "control");
}

#[tokio::test]
async fn the_withdraw_code_is_shown_for_half_an_hour_only() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let review = browser.go_through(&open.word, &[]).await;
    assert!(browser.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await.says("withdraw-code"), "control");
    let cookie = browser.cookie.clone().unwrap();
    let (rest, until) = cookie.rsplit_once('.').unwrap();
    let digits = until.bytes().all(|byte| byte.is_ascii_digit());
    assert!(until.len() == 32 && !digits, "the cookie tells nobody when the answers were sent: {until}");
    assert!(browser.get("/s/12").await.says("withdraw-code"), "control: still within the half hour");
    let past = minute_of(&platform, &cookie, chance::now() / 60 - 1);
    browser.cookie = Some(format!("{rest}.{past}"));
    for _ in 0..2 {
        let late = browser.get("/s/12").await;
        assert!(late.says("Thank you") && !late.says("withdraw-code"));
    }
    assert!(browser.cookie.unwrap().starts_with("s=."), "the secret is gone from the device");
}

/// What the cookie says where the withdraw code is shown until this minute.
fn minute_of(platform: &Platform, cookie: &str, minute: i64) -> String {
    let secret = cookie.trim_start_matches("s=").split('.').next().expect("its first part");
    let key = server::seal::draft::Secret::read(secret).expect("a secret").submission_key();
    platform.state.installation.moment(&key, minute)
}

/// What changes the note of a device, some of it hours after answers were sent.
async fn do_something_else(browser: &mut Browser, what: usize) {
    match what {
        0 => drop(browser.post("/withdraw", &[("_code", "nonsense")]).await),
        1 => drop(browser.post("/withdraw", &[("_go", "another")]).await),
        2 => drop(browser.post("/withdraw", &[("_language", "en")]).await),
        3 => drop(browser.post("/s/12", &[("_go", "send"), ("_want-code", "yes")]).await),
        _ => {
            let long = browser.post_raw("/withdraw", "application/x-www-form-urlencoded", vec![b'a'; 300 * 1024]).await;
            assert_eq!(long.status, 303);
        }
    }
}

#[tokio::test]
async fn whatever_page_comes_between_the_withdraw_code_is_shown_no_longer() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let review = browser.go_through(&open.word, &[]).await;
    assert!(browser.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await.says("withdraw-code"), "control");
    let (sent, minute) = (browser.cookie.clone().unwrap(), chance::now() / 60);
    let (rest, _) = sent.rsplit_once('.').unwrap();
    let (past, far) = (minute_of(&platform, &sent, minute - 1), minute_of(&platform, &sent, minute + 90));
    for what in 0..5 {
        let mut soon = browser.clone();
        do_something_else(&mut soon, what).await;
        assert!(soon.get("/s/12").await.says("withdraw-code"), "control: within the half hour, after {what}");
        for until in ["", "0", past.as_str(), far.as_str()] {
            let mut late = browser.clone();
            late.cookie = Some(format!("{rest}.{until}"));
            do_something_else(&mut late, what).await;
            let page = late.get("/s/12").await;
            assert!(page.says("Thank you") && !page.says("withdraw-code"), "{what} {until}: {}", page.body);
            assert!(late.cookie.unwrap().starts_with("s=."), "the secret is gone from the device");
        }
    }
}

#[tokio::test]
async fn who_left_may_come_back_with_the_same_code_and_who_sent_may_not() {
    let (platform, open) = Platform::with(Scene { mode: Mode::Code, ..Scene::default() }).await;
    let with_code = [("_go", "begin"), ("_code", open.codes[0].as_str())];
    let mut phone = platform.respondent();
    phone.post(&start(&open), &with_code).await;
    phone.post("/s/1", &[("housing_now", CHOSEN)]).await;
    phone.get_only("/leave").await;
    until_drafts(&platform, 0).await;
    let again = phone.post(&start(&open), &with_code).await;
    assert!(again.address == "/s/1" && !again.chosen(CHOSEN), "{}", again.body);
    let review = phone.go_through(&open.word, &[]).await;
    assert!(phone.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await.says("withdraw-code"));
    phone.get_only("/leave").await;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    let third = platform.respondent().post(&start(&open), &with_code).await;
    assert!(third.says("This code has been used"));
    assert_eq!(platform.responses(&open.collection.id).await.len(), 1);
}

#[tokio::test]
async fn a_link_from_elsewhere_takes_no_key_away() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut phone = platform.respondent();
    begun(&mut phone, &open).await;
    // Browsers send no strict cookie with what another page led to; its answer still may set one.
    let key = phone.cookie.take();
    let gone = phone.get_only("/s/2").await;
    assert!(gone.status == 410 && gone.headers.get("set-cookie").is_none());
    phone.cookie = key;
    assert!(phone.get("/s/1").await.chosen(CHOSEN), "nothing was lost");
}
