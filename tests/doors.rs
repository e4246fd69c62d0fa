//! People come to a link's door: with a code that all share, with codes for one, too quickly, too many at once. And
//! programs come that want to be taken for people.

mod platform;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, header};
use platform::{Answered, Browser, Platform, Scene};
use server::http::admission::Neighbourhood;
use server::http::{self, Pages, State};
use server::store::links::Mode;
use server::store::{codes, shared, sql};
use tokio::sync::{Mutex, MutexGuard};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tower::ServiceExt;

/// A crowd takes the whole machine, and who is quick is told from who is slow by seconds: these tests go one by one.
static ALONE: Mutex<()> = Mutex::const_new(());

async fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().await
}

/// Single-use codes that are raced for.
const CODES: usize = 100;

/// Longer than nobody reads a first page.
const READ: Duration = Duration::from_millis(2_100);

/// Goes on from a page to the last one, answering nothing, and sends.
async fn finish(browser: &mut Browser, mut here: Answered) -> Answered {
    for _ in 0..60 {
        if here.status == 410 {
            return here;
        }
        if here.says("value=\"send\"") {
            return browser.post(&here.address, &[("_go", "send")]).await;
        }
        here = browser.post(&here.address, &[("_go", "on")]).await;
    }
    panic!("no end at {}: {}", here.address, here.body)
}

#[tokio::test]
async fn one_code_for_all_opens_its_link_for_everybody_until_there_is_a_new_one() {
    let (platform, open) = Platform::with(Scene { mode: Mode::Shared, ..Scene::default() }).await;
    let (word, code) = (format!("/s/{}", open.word), open.codes[0].clone());
    let begin = async |typed: &str| {
        let mut browser = platform.respondent();
        let begun = browser.post(&word, &[("_go", "begin"), ("_code", typed)]).await;
        (browser, begun)
    };
    assert!(platform.respondent().get(&word).await.says("Your code"));
    for wrong in ["", "4K7-XQ2-MN8", &code[..8]] {
        assert!(begin(wrong).await.1.says("not one of our codes"), "{wrong}");
    }
    let said = server::seal::codes::show(&code).to_lowercase().replace('-', " ");
    for _ in 0..3 {
        let (mut browser, begun) = begin(&said).await;
        assert_eq!(begun.address, "/s/1");
        assert!(finish(&mut browser, begun).await.says("Thank you"));
    }
    assert_eq!(platform.responses(&open.collection.id).await.len(), 3, "it is never spent");
    assert!(!platform.disk_holds(&code) && !platform.disk_holds(&said), "it lies nowhere in clear");
    let new = shared::make(&platform.state.store, &platform.state.installation, &open.word).await.expect("a code");
    assert!(begin(&code).await.1.says("not one of our codes"), "the old one opens nothing any more");
    assert_eq!(begin(&new).await.1.address, "/s/1");
}

/// Racers run for codes; each code has as many as any other.
async fn race(racers: usize, mode: Mode) -> (usize, usize) {
    let (platform, open) = Platform::with(Scene { mode, ..Scene::default() }).await;
    let (store, installation) = (&platform.state.store, &platform.state.installation);
    let made = codes::make(store, installation, &open.word, CODES).await.expect("codes");
    let mut running = JoinSet::new();
    for racer in 0..racers {
        let word = format!("/s/{}", open.word);
        running.spawn(run(platform.respondent(), word, made[racer % CODES].clone()));
    }
    let thanked = running.join_all().await.into_iter().filter(|thanked| *thanked).count();
    (platform.responses(&open.collection.id).await.len(), thanked)
}

/// One racer, who tries again a little later while the house is full; whether the thank-you page came.
async fn run(mut browser: Browser, word: String, code: String) -> bool {
    loop {
        let begun = browser.post(&word, &[("_go", "begin"), ("_code", &code)]).await;
        if begun.status == 503 {
            // All at once they would keep the machine from those who are inside.
            sleep(Duration::from_secs(1)).await;
            continue;
        }
        return begun.address != word && finish(&mut browser, begun).await.says("Thank you");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_racers_for_a_hundred_codes_store_a_hundred_answers() {
    let _alone = alone().await;
    assert_eq!(race(1_000, Mode::Code).await, (CODES, CODES), "stored, thanked");
    assert_eq!(race(CODES + 20, Mode::Open).await, (CODES + 20, CODES + 20), "control: without codes all come in");
}

/// `cargo test --release -p app -p server -p instruments --test doors -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the long form: some minutes"]
async fn ten_thousand_racers_for_a_hundred_codes_store_a_hundred_answers() {
    let _alone = alone().await;
    let begun = Instant::now();
    let (stored, thanked) = race(10_000, Mode::Code).await;
    println!("10,000 racers for {CODES} codes: {stored} stored, {thanked} thanked, in {:?}", begun.elapsed());
    assert_eq!((stored, thanked), (CODES, CODES));
}

/// The same installation as others reach it, behind HTTPS, where programs come by.
async fn reached(platform: &Platform) -> Browser {
    let state = &platform.state;
    let settings = server::Settings {
        respond_origin: "https://questions.example".into(),
        staff_origin: "https://staff.example".into(),
        ..state.settings.clone()
    };
    let pages = Pages { respond: Arc::clone(&state.respond_pages), staff: Arc::clone(&state.staff_pages) };
    let process = State::open(settings, pages).await.expect("a second process");
    Browser::new(http::respond_plane(&process), "questions.example")
}

fn token(page: &Answered) -> String {
    let rest = page.body.split("name=\"_page\" value=\"").nth(1).expect("the page carries a token");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Sends the first form of a link; whether it was asked for once more.
async fn is_asked_again(browser: &mut Browser, word: &str, fields: &[(&str, &str)]) -> bool {
    let all: Vec<_> = [("_go", "begin")].into_iter().chain(fields.iter().copied()).collect();
    let told = browser.post(word, &all).await;
    let again = told.address == word && told.says("press “Yes, start” once more");
    assert!(again || told.address == "/s/1", "{} {}", told.address, told.body);
    again
}

#[tokio::test]
async fn whoever_is_too_quick_or_fills_what_nobody_sees_presses_once_more_and_begins() {
    let _alone = alone().await;
    let (platform, open) = Platform::with(Scene::default()).await;
    let (word, door) = (format!("/s/{}", open.word), reached(&platform).await);
    let (mut quick, mut filled, mut robot) = (door.clone(), door.clone(), door.clone());
    let (first, seen) = (quick.get(&word).await, filled.get(&word).await);
    assert!(first.says("<div hidden") && first.says("name=\"_website\""), "{}", first.body);
    assert!(first.weight <= 14_000, "{} bytes", first.weight);
    assert!(is_asked_again(&mut quick, &word, &[("_page", &token(&first)), ("_website", "")]).await, "too quick");
    let changed = token(&first).replace('1', "2");
    for made_up in ["", "1.x", changed.as_str()] {
        assert!(is_asked_again(&mut robot, &word, &[("_page", made_up)]).await, "{made_up}");
    }
    assert!(is_asked_again(&mut door.clone(), &word, &[]).await, "a form that no page made");
    let second = quick.get(&word).await;
    assert!(!second.says("_website"), "what a browser fills by itself is not asked twice");
    sleep(READ).await;
    assert!(!is_asked_again(&mut quick, &word, &[("_page", &token(&second))]).await, "and now it begins");
    let by_itself = ("_website", "https://shop.example");
    assert!(is_asked_again(&mut filled, &word, &[("_page", &token(&seen)), by_itself]).await, "filled");
    let third = filled.get(&word).await;
    sleep(READ).await;
    assert!(!is_asked_again(&mut filled, &word, &[("_page", &token(&third)), by_itself]).await, "it begins, too");
    let begun: i64 =
        sql::query_scalar("select count(*) from drafts").fetch_one(&platform.state.store.pool).await.expect("a count");
    assert_eq!(begun, 2, "nothing else was begun");
    assert!(!is_asked_again(&mut platform.respondent(), &word, &[]).await, "control: on this machine nobody is asked");
}

#[tokio::test]
async fn a_note_that_a_program_made_itself_switches_no_trap_off_and_one_page_begins_a_few_drafts_only() {
    let _alone = alone().await;
    let (platform, open) = Platform::with(Scene::default()).await;
    let (word, door) = (format!("/s/{}", open.word), reached(&platform).await);
    let filled = ("_website", "https://shop.example");
    let mut real = door.clone();
    real.get(&word).await;
    assert!(is_asked_again(&mut real, &word, &[("_page", "")]).await);
    let (own, again) = (real.cookie.clone().expect("a note"), real.get(&word).await);
    assert!(own.contains(".once-more-") && !again.says("_website"), "control: {own}");
    let bent = own.replace(['0', '1', '2', '3'], "4");
    let page = door.clone().get(&word).await;
    sleep(READ).await;
    for made_up in ["__Host-s=.en.x.once-more.", "__Host-s=.en.x.once-more-0c.", bent.as_str()] {
        let mut robot = door.clone();
        robot.cookie = Some(made_up.to_owned());
        assert!(robot.get(&word).await.says("_website"), "{made_up}");
        robot.cookie = Some(made_up.to_owned());
        assert!(is_asked_again(&mut robot, &word, &[("_page", &token(&page)), filled]).await, "{made_up}");
    }
    assert!(!is_asked_again(&mut real, &word, &[("_page", &token(&again)), filled]).await, "control: it is good");
    let mut begun = 0;
    for _ in 0..30 {
        begun += usize::from(!is_asked_again(&mut door.clone(), &word, &[("_page", &token(&page))]).await);
    }
    assert_eq!(begun, 4, "one page, one draft and a few tries");
    let mut room = Vec::new();
    for _ in 0..60 {
        let mut person = door.clone();
        let page = token(&person.get(&word).await);
        room.push((person, page));
    }
    sleep(READ).await;
    for (mut person, page) in room {
        assert!(!is_asked_again(&mut person, &word, &[("_page", &page)]).await, "control: a room of sixty begins");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_house_is_full_new_people_are_told_to_wait_and_those_inside_go_on() {
    if platform::database::is_left_out("there is no one writer that all wait for") {
        return;
    }
    let _alone = alone().await;
    let (platform, open) = Platform::with(Scene::default()).await;
    let word = format!("/s/{}", open.word);
    let mut inside = platform.respondent();
    assert_eq!(inside.post(&word, &[("_go", "begin")]).await.address, "/s/1");
    let writer = platform.state.store.write().await.expect("the one writer");
    let mut coming = JoinSet::new();
    for _ in 0..300 {
        let (mut browser, word) = (platform.respondent(), word.clone());
        coming.spawn(async move { browser.post_only(&word, &[("_go", "begin")]).await });
    }
    let mut told = platform.respondent().get(&word).await;
    for _ in 0..1_000 {
        if told.status == 503 {
            break;
        }
        sleep(Duration::from_millis(20)).await;
        told = platform.respondent().get(&word).await;
    }
    assert!(told.status == 503 && told.says("Many people are here right now"), "{}", told.body);
    assert!(told.headers.contains_key("retry-after") && told.says(&format!("href=\"{word}\"")));
    let mut spanish = platform.respondent();
    spanish.language = "es";
    assert!(spanish.get(&word).await.says("Hay muchas personas aquí"));
    assert_eq!(inside.get("/s/1").await.status, 200, "who is inside goes on");
    assert_eq!(platform.respondent().get_only("/leave").await.status, 303, "the exit is always open");
    writer.rollback().await.expect("the writer is free");
    let answers = coming.join_all().await;
    let begun = answers.iter().filter(|answered| answered.location().as_deref() == Some("/s/1")).count();
    let back = answers.iter().filter(|answered| answered.location().as_deref() == Some(&*word)).count();
    assert!((180..=192).contains(&begun) && begun + back == 300, "{begun} came in, {back} were told to wait");
    assert_eq!(platform.respondent().get(&word).await.status, 200, "control: there is room again");
    let here = inside.get("/s/1").await;
    assert!(finish(&mut inside, here).await.says("Thank you"));
}

/// The status of what somebody at an address of the network is answered.
async fn asked_from(platform: &Platform, address: &str, path: &str, cookie: &str) -> u16 {
    let request = Request::get(path).header(header::HOST, "127.0.0.1:42000").header(header::COOKIE, cookie);
    let mut request = request.body(Body::empty()).expect("a request");
    let from = Neighbourhood::of(address.parse().expect("an address")).expect("far away");
    request.extensions_mut().insert(from);
    platform.respondent().plane().oneshot(request).await.expect("an answer").status().as_u16()
}

/// Asks from an address until so many requests were refused; how many were let through meanwhile.
async fn let_through(platform: &Platform, address: &str, refused: usize) -> usize {
    let (mut through, mut left) = (0, refused);
    while left > 0 {
        match asked_from(platform, address, "/r/nothing", "").await {
            503 => left -= 1,
            _ => through += 1,
        }
        assert!(through < 10_000, "{through} requests, and no end");
    }
    through
}

#[tokio::test]
async fn a_program_that_asks_and_asks_is_slowed_down_and_nobody_who_answers_beside_it() {
    let _alone = alone().await;
    let (platform, open) = Platform::with(Scene::default()).await;
    let word = format!("/s/{}", open.word);
    let mut inside = platform.respondent();
    assert_eq!(inside.post(&word, &[("_go", "begin")]).await.address, "/s/1");
    let start = Instant::now();
    let through = let_through(&platform, "203.0.113.7", 300).await;
    let seconds = start.elapsed().as_secs() as usize + 1;
    println!("of {} requests of one program in {seconds} s 300 were refused", through + 300);
    assert!((1_200..=1_200 + 10 * seconds).contains(&through), "{through} in {seconds} s");
    let begun = inside.cookie.clone().expect("a cookie");
    let beside = let_through(&platform, "203.0.113.8", 1).await;
    assert!(beside < 1_200, "who begins beside it waits, too: {beside}");
    assert_eq!(asked_from(&platform, "203.0.113.8", "/s/1", &begun).await, 200, "answering beside it");
    assert_eq!(asked_from(&platform, "203.0.113.8", "/leave", "").await, 303, "the exit");
    assert_eq!(asked_from(&platform, "203.0.114.8", &word, "").await, 200, "beginning elsewhere");
    assert_eq!(platform.respondent().get(&word).await.status, 200, "control: behind a proxy nobody is counted");
    assert!(!platform.disk_holds("203.0.11"), "nothing of it is kept");
}

#[tokio::test]
async fn a_page_that_is_too_much_is_told_so_and_what_was_sent_before_stays() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    assert_eq!(browser.post("/s/1", &[("housing_now", "motel"), ("_go", "on")]).await.address, "/s/2", "control");
    for body in [vec![b'a'; 300 * 1024], b"a=b&".repeat(6_000)] {
        let sent = browser.post_raw("/s/2", "application/x-www-form-urlencoded", body).await;
        assert_eq!((sent.status.as_u16(), sent.location().as_deref()), (303, Some("/s/2")));
        assert!(browser.get("/s/2").await.says("longer than we can take at once, so it was not kept"));
        let elsewhere = browser.get("/s/nothing").await;
        assert!(elsewhere.says("nothing at this address") && !elsewhere.says("longer than we"), "{}", elsewhere.body);
    }
    let here = browser.get("/s/2").await;
    assert!(finish(&mut browser, here).await.says("Thank you"));
    let stored = platform.responses(&open.collection.id).await;
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].answers["housing_now"], instruments::Answer::One("motel".into()));
}

#[tokio::test]
async fn whoever_comes_back_finds_the_way_on_before_the_words_that_they_have_read() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let (mut browser, word) = (platform.respondent(), format!("/s/{}", open.word));
    let place =
        |page: &platform::Answered, words: &str| page.body.find(words).unwrap_or_else(|| panic!("{}", page.body));
    let first = browser.get(&word).await;
    assert!(place(&first, "Yes, start") > place(&first, "Who is asking"), "control: at first it is read");
    browser.post(&word, &[("_go", "begin")]).await;
    browser.post("/s/1", &[("housing_now", "motel"), ("_go", "on")]).await;
    let back = browser.get(&word).await;
    assert!(place(&back, "Go on with them") < place(&back, "Who is asking"));
    assert_eq!(back.body.matches("Go on with them").count(), 1);
}
