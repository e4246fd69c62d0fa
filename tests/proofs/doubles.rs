//! Somebody presses the button again and again, because the line is slow: two to fifty times at once, and once more
//! after the program was started anew, after a day, after they took their answers back.

use server::chance;
use server::seal::draft::Secret;
use server::store::collections::Settings;
use server::store::maintenance;
use tokio::task::JoinSet;

use crate::crowd;
use crate::demo::free_port;
use crate::platform::{Browser, Open, Platform, Scene};
use crate::program::Program;
use crate::respondent::Respondent;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// What happens before somebody presses again.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Meanwhile {
    Nothing,
    ADay,
    Withdrawal,
}

const MEANWHILE: [Meanwhile; 3] = [Meanwhile::Nothing, Meanwhile::ADay, Meanwhile::Withdrawal];

/// What all the thank-you pages of one press showed.
struct Thanks {
    pages: usize,
    codes: Vec<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_are_sent_many_times_are_stored_once_and_thanked_for_each_time() {
    let _alone = crate::alone().await;
    let rounds = crate::times(30, 1_000);
    let (platform, open) = crowd::platform().await;
    let (mut presses, mut kept) = (0, 0);
    for round in 0..rounds {
        let meanwhile = MEANWHILE[round % MEANWHILE.len()];
        let together = 2 + chance::below(49) as usize;
        press_again(&platform, &open, meanwhile, together).await;
        presses += 2 * together;
        kept += i64::from(meanwhile != Meanwhile::Withdrawal);
        assert_eq!(rows(&platform, "submissions").await, round as i64 + 1, "each is known once");
        assert_eq!(rows(&platform, "pending").await + rows(&platform, "responses").await, kept, "round {round}");
    }
    println!("{rounds} people pressed {presses} times: {kept} stored, the others taken back; all were thanked");
}

/// One person's round: many presses at once, something happens, many presses at once.
async fn press_again(platform: &Platform, open: &Open, meanwhile: Meanwhile, together: usize) {
    let mut phone = platform.respondent();
    let review = phone.go_through(&open.word, &[("/s/2", &[("worry", "The door sticks.")])]).await;
    let thanks = press(&mut phone, &review, together).await;
    assert_eq!(thanks.pages, together, "all are thanked");
    let code = thanks.codes.first().expect("a code").clone();
    assert!(thanks.codes.len() == together && thanks.codes.iter().all(|shown| *shown == code), "{:?}", thanks.codes);
    match meanwhile {
        Meanwhile::Nothing => {}
        Meanwhile::ADay => let_a_day_pass(platform, &mut phone).await,
        Meanwhile::Withdrawal => {
            let gone = platform.respondent().post("/withdraw", &[("_code", &code)]).await;
            assert!(gone.says("have been deleted"), "{}", gone.body);
        }
    }
    let again = press(&mut phone, &review, together).await;
    assert_eq!(again.pages, together, "{meanwhile:?}: all are thanked again");
    let shown = if meanwhile == Meanwhile::Nothing { together } else { 0 };
    assert_eq!(again.codes.len(), shown, "{meanwhile:?}: the code is shown while it opens something, for half an hour");
}

/// Presses the button so many times at once.
async fn press(phone: &mut Browser, review: &str, together: usize) -> Thanks {
    let mut presses = JoinSet::new();
    for _ in 0..together {
        let (mut press, review) = (phone.clone(), review.to_owned());
        presses.spawn(async move {
            let page = press.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await;
            let code = page.says("withdraw-code").then(|| page.element("withdraw-code"));
            (page.says("Thank you"), code, press.cookie)
        });
    }
    let mut thanks = Thanks { pages: 0, codes: Vec::new() };
    while let Some(pressed) = presses.join_next().await {
        let (thanked, code, cookie) = pressed.expect("no press panics");
        thanks.pages += usize::from(thanked);
        thanks.codes.extend(code);
        phone.cookie = cookie;
    }
    thanks
}

/// What a day does: what has expired goes, and the minute until which the phone shows the code is long over.
async fn let_a_day_pass(platform: &Platform, phone: &mut Browser) {
    maintenance::tidy(&platform.state.store).await.expect("tidied");
    let cookie = phone.cookie.clone().expect("a cookie");
    let (rest, until) = cookie.rsplit_once('.').expect("it tells until when");
    let secret = rest.trim_start_matches("s=").split('.').next().expect("its first part");
    let key = Secret::read(secret).expect("a secret").submission_key();
    let past = platform.state.installation.moment(&key, chance::now() / 60 + 30 - DAY);
    assert_ne!(past, until, "control: it was another minute");
    phone.cookie = Some(format!("{rest}.{past}"));
}

async fn rows(platform: &Platform, table: &str) -> i64 {
    crate::ground::count(&platform.state.store, table).await
}

#[tokio::test]
async fn a_shared_tablet_shows_no_code_however_often_somebody_presses() {
    let settings = Settings { kiosk: true, ..Settings::default() };
    let (platform, open) = Platform::with(Scene { settings, ..Scene::default() }).await;
    let mut tablet = platform.respondent();
    let review = tablet.go_through(&open.word, &[]).await;
    let thanks = press(&mut tablet, &review, 20).await;
    assert_eq!((thanks.pages, thanks.codes.len()), (20, 0));
    assert_eq!(rows(&platform, "pending").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_heard_nothing_before_the_program_was_killed_presses_again_after_it_started() {
    let _alone = crate::alone().await;
    let people = crate::times(10, 100);
    let (platform, open) = crowd::platform().await;
    let host = format!("127.0.0.1:{}", free_port());
    let program = Program::start_at(&host, &platform.folder, &[]);
    let mut all = Vec::new();
    for number in 0..people {
        all.push(crowd::at_the_end(&host, &open.word, &format!("worry {number}")).await);
    }
    for person in &mut all {
        // The way on is heard and forgotten: as far as this person knows, nothing was answered.
        let (before, last) = (person.cookies.clone(), person.address.clone());
        assert_eq!(send(person, &last).await, 303);
        person.cookies = before;
        person.hang_up();
    }
    drop(program);
    let again = Program::start_at(&host, &platform.folder, &[]);
    for person in &mut all {
        let last = person.address.clone();
        assert_eq!(send(person, &last).await, 303);
        person.open(&last).await.expect("a page");
        assert!(crowd::is_thanked(person) && person.page.contains("withdraw-code"), "{}", person.page);
    }
    let stored = crowd::stored(&platform, &open).await;
    assert!(stored.len() == people && stored.values().all(|times| *times == 1), "{stored:?}");
    println!("{people} people pressed before and after a kill: {} stored, each once", stored.len());
    drop(again);
}

async fn send(person: &mut Respondent, last: &str) -> u16 {
    let fields = Some("_go=send&_want-code=yes".to_owned());
    person.ask("POST", last, fields).await.expect("an answer").status
}
