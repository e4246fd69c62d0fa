//! A respondent answers on a phone without script: goes back and forth, taps twice, loses the network, changes the
//! language, sends, takes it back.

mod platform;

use instruments::{Answer, MissingReason};
use platform::{Open, Platform, Scene};
use server::store::collections::{self, Layout, Settings, State};
use server::store::links::{self, Mode};
use server::store::{roster, sql, versions};

const KINDS: &str = include_str!("fixtures/every_kind.toml");

fn kinds() -> Scene {
    Scene { toml: KINDS.to_owned(), ..Scene::default() }
}

async fn close(platform: &Platform, open: &Open) {
    let closed = collections::Collection { state: State::Closed, ..open.collection.clone() };
    collections::save(&platform.state.store, &closed).await.expect("it is closed");
}

#[tokio::test]
async fn a_journey_ends_with_one_sealed_response() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    assert!(browser.get(&format!("/s/{}", open.word)).await.says("Yes, start"));
    let review =
        browser.go_through(&open.word, &[("/s/1", &[("housing_now", "own_home"), ("can_stay", "~dont_know")])]).await;
    assert!(browser.get(&review).await.says("In my own place, rented or owned"));
    let thanks = browser.post(&review, &[("_go", "send"), ("_mode", "with_help")]).await;
    assert!(thanks.says("Thank you") && !thanks.says("withdraw-code"));
    let [response] = &platform.responses(&open.collection.id).await[..] else { panic!("one response") };
    assert_eq!(response.answers["housing_now"], Answer::One("own_home".into()));
    assert_eq!(response.answers["can_stay"], Answer::Missing(MissingReason::DontKnow));
    assert_eq!(response.answers["safe_now"], Answer::Missing(MissingReason::Skipped));
    assert_eq!(response.answers["turned_away_reasons"], Answer::Missing(MissingReason::NotAsked));
    assert_eq!((response.mode.as_str(), response.language.as_str()), ("with_help", "en"));
    assert!(response.week.contains("-W"));
}

#[tokio::test]
async fn every_kind_of_question_is_answered_and_read_back() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    let ratings = [
        ("trust.open", "4"),
        ("trust.fair", "~dont_know"),
        ("ease", "2"),
        ("order.place.1", "staff"),
        ("order.place.2", "beds"),
    ];
    let words = [
        ("since.month", "05"),
        ("since.year", "2020"),
        ("founded", "1999"),
        ("rent", "low"),
        ("nickname", "Heron"),
        ("story~missing", "prefer_not"),
    ];
    let more = [("houses.1.rooms", "3"), ("houses.1.kind_of_house", "flat"), ("mine.a", "R"), ("mine.b", "2")];
    let first =
        [("role", "advocate"), ("offers", "beds"), ("offers", "food"), ("has_beds", "yes"), ("beds_free", "1,200")];
    let first = &first[..4];
    let review =
        browser.go_through(&open.word, &[("/s/1", first), ("/s/2", &ratings), ("/s/3", &words), ("/s/4", &more)]).await;
    let page = browser.get(&review).await;
    for said in ["Beds · Food", "May 2020", "Staff · Beds", "I would rather not say", "Heron", "Flat"] {
        assert!(page.says(said), "{said}: {}", page.body);
    }
    browser.post(&review, &[("_go", "send")]).await;
    let [response] = &platform.responses(&open.collection.id).await[..] else { panic!("one response") };
    let answers = &response.answers;
    assert_eq!(answers["order"], Answer::Several(vec!["staff".into(), "beds".into()]));
    assert_eq!(answers["since"], Answer::Date("2020-05".into()));
    assert_eq!(answers["rooms_twice"], Answer::Number(6.0));
    assert_eq!(answers["story"], Answer::Missing(MissingReason::PreferNot));
    assert_eq!(response.link.as_deref(), Some("r|2||||"));
}

#[tokio::test]
async fn wrong_answers_are_said_on_top_linked_and_kept() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    let fields =
        [("role", "manager"), ("has_beds", "yes"), ("beds_free", "many"), ("offers", "beds"), ("offers", "none")];
    let page = browser.post("/s/1", &fields).await;
    assert_eq!(page.address, "/s/1");
    assert!(page.says("href=\"#beds_free\"") && page.says("value=\"many\""), "{}", page.body);
    assert!(page.says("One of the answers you chose stands alone"));
    assert!(page.chosen("beds") && page.chosen("none") && !page.chosen("food"));
    let next =
        browser.post("/s/1", &[("role", "manager"), ("has_beds", "yes"), ("beds_free", "7"), ("offers", "beds")]).await;
    assert_eq!(next.address, "/s/2");
}

#[tokio::test]
async fn a_failed_condition_is_said_in_the_instruments_own_words() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    browser.post("/s/1", &[("role", "manager")]).await;
    browser.post("/s/2", &[]).await;
    let page = browser.post("/s/3", &[("founded", "1980")]).await;
    assert!(page.says("Please give a year from 1990 on.") && page.says("value=\"1980\""), "{}", page.body);
}

#[tokio::test]
async fn answers_that_open_questions_on_the_page_show_them_before_going_on() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    let first = browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    assert!(!first.says("beds_free"));
    let again = browser.post("/s/1", &[("role", "manager"), ("has_beds", "yes")]).await;
    assert!(again.address == "/s/1" && again.says("beds_free") && again.says("a few more questions"), "{}", again.body);
    let next = browser.post("/s/1", &[("role", "manager"), ("has_beds", "yes"), ("beds_free", "")]).await;
    assert_eq!(next.address, "/s/2");
}

#[tokio::test]
async fn a_part_with_a_content_note_can_be_skipped() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    let noted = browser.post("/s/1", &[("role", "manager")]).await;
    assert!(noted.says("This part may be hard.") && noted.says("Skip this part"));
    assert_eq!(browser.post("/s/2", &[("skip-part", "ratings")]).await.address, "/s/3");
}

#[tokio::test]
async fn going_back_loses_nothing_and_changing_an_answer_returns_to_the_end() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    browser.post("/s/1", &[("housing_now", "shelter")]).await;
    let back = browser.post("/s/2", &[("types_used", "voucher"), ("_go", "back")]).await;
    assert_eq!(back.address, "/s/1");
    assert!(back.chosen("shelter"));
    assert!(browser.get("/s/2").await.chosen("voucher"));
    let review = browser.go_through(&open.word, &[("/s/1", &[("housing_now", "shelter")])]).await;
    browser.post(&review, &[("_go", "back")]).await;
    assert_eq!(browser.post("/s/1", &[("housing_now", "motel")]).await.address, review);
}

#[tokio::test]
async fn pages_ahead_cannot_be_visited_before_those_between() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    for ahead in ["/s/5", "/s/12", "/s/13", "/s/0", "/s/99999999999999999999"] {
        assert_eq!(browser.get(ahead).await.address, "/s/1", "{ahead}");
    }
}

#[tokio::test]
async fn the_language_changes_on_any_page_and_keeps_what_was_typed() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let welcome = browser.post(&format!("/s/{}", open.word), &[("_language", "es")]).await;
    assert!(welcome.says("Sí, empezar") && welcome.says("lang=\"es\""));
    assert!(browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await.says("¿Dónde duerme"));
    let english = browser.post("/s/1", &[("housing_now", "motel"), ("_language", "en")]).await;
    assert!(english.address == "/s/1" && english.says("Where do you sleep"));
    assert!(english.chosen("motel"));
    let other = browser.post("/s/1", &[("_language", "xx; Domain=evil")]).await;
    assert!(other.says("lang=\"en\""), "a language that is not offered changes nothing");
}

#[tokio::test]
async fn sending_twice_stores_one_and_thanks_twice() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let review = browser.go_through(&open.word, &[]).await;
    let mut double = browser.clone();
    let first = browser.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await;
    let second = double.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await;
    assert!(first.says("withdraw-code") && second.says("withdraw-code"));
    assert!(browser.get("/s/3").await.says("Thank you"), "a refresh or the back button shows the same");
    assert_eq!(platform.responses(&open.collection.id).await.len(), 1);
}

#[tokio::test]
async fn one_page_holds_the_whole_instrument_where_the_study_says_so() {
    let settings = Settings { layout: Layout::OnePage, ..Settings::default() };
    let (platform, open) = Platform::with(Scene { settings, ..kinds() }).await;
    let mut browser = platform.respondent();
    let page = browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    assert!(page.says("name=\"role\"") && page.says("name=\"mine.a\"") && page.says("name=\"trust.open\""));
    let review = browser.post("/s/1", &[("role", "manager"), ("ease", "3")]).await;
    assert_eq!(review.address, "/s/2");
    assert!(browser.post("/s/2", &[("_go", "send")]).await.says("Thank you"));
    assert_eq!(platform.responses(&open.collection.id).await[0].answers["ease"], Answer::One("3".into()));
}

#[tokio::test]
async fn who_began_goes_on_with_the_same_words_while_others_get_the_new_ones() {
    let (platform, open) = Platform::with(kinds()).await;
    let (store, instrument) = (&platform.state.store, &open.collection.instrument_id);
    let mut begun = platform.respondent();
    begun.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    let newer = KINDS.replace("What is your role?", "What is your work?");
    let mut change = store.write().await.unwrap();
    let languages = ["en".to_owned(), "es".to_owned()];
    let version = versions::publish(&mut change, instrument, &newer, &languages, "2026-11-23").await.unwrap();
    change.commit().await.unwrap();
    let changed = collections::Collection { version_hash: version.clone(), ..open.collection.clone() };
    collections::save(store, &changed).await.unwrap();
    assert!(begun.get("/s/1").await.says("What is your role?"));
    let mut late = platform.respondent();
    assert!(late.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await.says("What is your work?"));
    for browser in [&mut begun, &mut late] {
        browser.post("/s/1", &[("role", "manager")]).await;
        let review = browser.go_through(&open.word, &[]).await;
        browser.post(&review, &[("_go", "send")]).await;
    }
    let responses = platform.responses(&open.collection.id).await;
    let versions: std::collections::BTreeSet<_> = responses.iter().map(|one| one.version_hash.clone()).collect();
    assert_eq!(versions, [open.collection.version_hash.clone(), version].into());
}

#[tokio::test]
async fn a_closed_survey_takes_no_new_answers_and_says_so() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut begun = platform.respondent();
    let review = begun.go_through(&open.word, &[]).await;
    close(&platform, &open).await;
    let late = begun.post(&review, &[("_go", "send")]).await;
    assert!(late.address == review && late.says("closed while you were answering"), "{}", late.body);
    let mut late = platform.respondent();
    assert!(late.get(&format!("/s/{}", open.word)).await.says("This survey has closed"));
    assert!(late.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await.says("This survey has closed"));
    assert!(platform.responses(&open.collection.id).await.is_empty());
    collections::save(&platform.state.store, &open.collection).await.unwrap();
    assert!(begun.post(&review, &[("_go", "send")]).await.says("Thank you"), "nothing was lost by waiting");
}

#[tokio::test]
async fn design_4_7_answers_are_taken_back_with_the_code() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let review = browser.go_through(&open.word, &[]).await;
    let thanks = browser.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await;
    let code = thanks.element("withdraw-code");
    browser.close();
    let wrong = browser.post("/withdraw", &[("_code", "4K7XQ-2MN84-K7XQ2")]).await;
    assert!(wrong.says("found no answers") && wrong.says("aria-invalid=\"true\""), "{}", wrong.body);
    assert!(wrong.says("aria-describedby=\"code-hint outcome\"") && wrong.says("id=\"outcome\""), "{}", wrong.body);
    assert_eq!(platform.responses(&open.collection.id).await.len(), 1, "control");
    let typed = code.to_lowercase().replace('-', " ");
    let deleted = browser.post("/withdraw", &[("_code", &typed)]).await;
    assert!(deleted.says("have been deleted") && !deleted.says("name=\"_code\""), "{}", deleted.body);
    assert!(!browser.get("/withdraw").await.says("name=\"_code\""), "nothing is left to type");
    let spanish = browser.post("/withdraw", &[("_language", "es")]).await;
    assert!(spanish.says("Sus respuestas se borraron") && !spanish.says("name=\"_code\""));
    browser.post("/withdraw", &[("_language", "en")]).await;
    assert!(browser.post("/withdraw", &[("_go", "another")]).await.says("name=\"_code\""));
    assert!(platform.responses(&open.collection.id).await.is_empty());
    assert!(browser.post("/withdraw", &[("_code", &code)]).await.says("found no answers"));
}

#[tokio::test]
async fn a_shared_tablet_starts_over_and_shows_no_code() {
    let settings = Settings { kiosk: true, ..Settings::default() };
    let (platform, open) = Platform::with(Scene { settings, ..Scene::default() }).await;
    let mut tablet = platform.respondent();
    let review = tablet.go_through(&open.word, &[("/s/1", &[("housing_now", "motel")])]).await;
    let thanks = tablet.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await;
    assert!(thanks.says("Next person") && !thanks.says("withdraw-code") && thanks.headers.contains_key("refresh"));
    assert!(!thanks.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
    let next = tablet.post(&format!("/s/{}", open.word), &[("_go", "next")]).await;
    assert!(next.says("Yes, start") && tablet.cookie.is_none());
    let first = tablet.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    assert!(!first.chosen("motel"));
    assert_eq!(platform.responses(&open.collection.id).await[0].mode, "kiosk");
}

#[tokio::test]
async fn a_rehearsal_says_so_on_every_page_and_arrives_at_once() {
    let (platform, open) = Platform::with(Scene { rehearsal: true, ..Scene::default() }).await;
    let mut browser = platform.respondent();
    assert!(browser.get(&format!("/s/{}", open.word)).await.says("This is a rehearsal"));
    let review = browser.go_through(&open.word, &[]).await;
    assert!(
        browser.get("/s/1").await.says("This is a rehearsal") && browser.get(&review).await.says("This is a rehearsal")
    );
    assert!(browser.post(&review, &[("_go", "send")]).await.says("This is a rehearsal"));
    const ARRIVED: &str = "select count(*) from responses";
    let arrived: i64 = sql::query_scalar(ARRIVED).fetch_one(&platform.state.store.pool).await.unwrap();
    assert_eq!(arrived, 1);
}

#[tokio::test]
async fn an_invited_organisation_is_named_inside_the_seal_only() {
    let settings = Settings { roster: true, ..Settings::default() };
    let (platform, open) = Platform::with(Scene { settings, mode: Mode::Code, ..kinds() }).await;
    let store = &platform.state.store;
    let link = links::find(store, &open.word).await.unwrap().unwrap();
    let code =
        roster::invite(store, &platform.state.installation, &open.collection, &link, "Harbour House").await.unwrap();
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin"), ("_code", &code)]).await;
    browser.post("/s/1", &[("role", "manager")]).await;
    let review = browser.go_through(&open.word, &[]).await;
    browser.post(&review, &[("_go", "send")]).await;
    let [response] = &platform.responses(&open.collection.id).await[..] else { panic!("one response") };
    assert!(response.organisation.is_some());
    let entries = roster::all(store, &open.collection.id).await.unwrap();
    assert_eq!(entries[0].state, roster::State::Answered);
}
