//! People answer, page by page at another process; race for single-use codes at all of them; and answer while one of them
//! is killed again and again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use server::store::collections::Settings;
use server::store::links::{self, Mode};
use server::store::{codes, roster};
use tokio::task::JoinSet;

use crate::crowd::{self, is_thanked};
use crate::house::{House, PROCESSES, filled, is_possible, read, tell};
use crate::platform::{Platform, Scene};
use crate::reading::WORDS;
use crate::respondent::{Respondent, encode};

/// Single-use codes that are raced for, and how many run for each.
const CODES: usize = 100;
const RACERS: usize = 6;

/// Steps in which every journey is at its end.
const STEPS: usize = 40;

/// Sends the form that somebody sees to one process and opens what comes next at another.
async fn go_on(person: &mut Respondent, told: &[(&str, &str)], next: &str) {
    let (action, fields) = filled(person, told);
    let answered = person.ask("POST", &action, Some(encode(&fields))).await.expect("an answer");
    assert_eq!(answered.status, 303, "{}", answered.body);
    person.moves_to(next);
    let place = answered.header("location").unwrap_or_default().to_owned();
    assert_eq!(person.open(&place).await.expect("a page"), 200, "{}", person.page);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_answer_whose_pages_come_from_another_process_each_time() {
    if !is_possible() {
        return;
    }
    let (platform, open) = crowd::platform().await;
    let house = House::open(&platform.folder);
    let (mut thanked, mut codes) = (Vec::new(), Vec::new());
    for number in 0..12 {
        let (words, mut person) = (format!("worry of {number}"), house.respondent(number));
        person.open(&format!("/s/{}", open.word)).await.expect("the welcome page");
        let mut steps = 0;
        while !is_thanked(&person) {
            steps += 1;
            assert!(steps < STEPS, "{}", person.page);
            let next = &house.hosts[(number + steps) % PROCESSES];
            go_on(&mut person, &[("worry", &words), ("_want-code", "yes")], next).await;
        }
        codes.push(code(&person.page));
        thanked.push(words);
    }
    crowd::reconcile(&thanked, &crowd::stored(&platform, &open).await);
    for (number, code) in codes.iter().enumerate() {
        tell(&mut house.respondent(number + 1), "/withdraw", &[("_code", code)]).await;
    }
    assert_eq!(platform.responses(&open.collection.id).await.len(), 0, "taken back, each at another process");
}

/// The code that a page of thanks shows.
fn code(page: &str) -> String {
    let rest = page.split("id=\"withdraw-code\"").nth(1).expect("a code");
    rest.split('>').nth(1).and_then(|rest| rest.split('<').next()).expect("its letters").to_owned()
}

/// Somebody with a code, at one process, until the thanks or until the code is another's; whether they were thanked.
async fn race_one(host: String, word: String, code: String) -> bool {
    let mut person = Respondent::new(&host);
    let begin = format!("/s/{word}");
    let mut status = person.open(&begin).await.unwrap_or(503);
    for _ in 0..STEPS * 10 {
        match status {
            503 => {
                // The house is full; a little later there is room.
                tokio::time::sleep(Duration::from_millis(500)).await;
                let address = if person.address.is_empty() { begin.clone() } else { person.address.clone() };
                status = person.open(&address).await.unwrap_or(503);
                continue;
            }
            410 => return false,
            _ => assert_eq!(status, 200, "{}", person.page),
        }
        if is_thanked(&person) {
            return true;
        }
        if person.page.contains("This code has been used") {
            return false;
        }
        let (action, fields) = filled(&person, &[("_code", &code)]);
        status = person.send(&action, &fields).await.unwrap_or(503);
    }
    panic!("no end at {}: {}", person.address, person.page)
}

/// All run at once, each code as often at every process; how many were thanked.
async fn race(house: &House, word: &str, codes: &[String]) -> usize {
    let mut running = JoinSet::new();
    for racer in 0..RACERS {
        for code in codes {
            running.spawn(race_one(house.hosts[racer % PROCESSES].clone(), word.to_owned(), code.clone()));
        }
    }
    running.join_all().await.into_iter().filter(|thanked| *thanked).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_is_raced_for_at_three_processes_gives_one_answer() {
    if !is_possible() {
        return;
    }
    let (platform, open) = Platform::with(Scene { toml: WORDS.into(), mode: Mode::Code, ..Scene::default() }).await;
    let state = &platform.state;
    let made = codes::make(&state.store, &state.installation, &open.word, CODES).await.unwrap();
    let house = House::open(&platform.folder);
    let thanked = race(&house, &open.word, &made).await;
    let stored = platform.responses(&open.collection.id).await.len();
    println!(
        "{} racers at {PROCESSES} processes for {CODES} codes: {stored} stored, {thanked} thanked",
        RACERS * CODES
    );
    assert_eq!((stored, thanked), (CODES, CODES));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_organisation_that_is_invited_gives_one_answer_and_who_comes_without_a_code_all() {
    if !is_possible() {
        return;
    }
    let settings = Settings { roster: true, ..Settings::default() };
    let scene = Scene { toml: WORDS.into(), mode: Mode::Code, settings, ..Scene::default() };
    let (platform, open) = Platform::with(scene).await;
    let state = &platform.state;
    let link = links::find(&state.store, &open.word).await.unwrap().expect("a link");
    let mut invited = Vec::new();
    for number in 0..10 {
        let name = format!("House {number}");
        invited.push(roster::invite(&state.store, &state.installation, &open.collection, &link, &name).await.unwrap());
    }
    let house = House::open(&platform.folder);
    let thanked = race(&house, &open.word, &invited).await;
    assert_eq!((platform.responses(&open.collection.id).await.len(), thanked), (10, 10));
    let all = roster::all(&state.store, &open.collection.id).await.unwrap();
    assert!(all.iter().all(|entry| entry.state == roster::State::Answered), "{all:?}");
    let free = links::add(&state.store, &open.collection.id, &link.site_id, None, Mode::Open).await.unwrap();
    let none: Vec<String> = (0..10).map(|_| String::new()).collect();
    let thanked = race(&house, &free.word, &none).await;
    assert_eq!(thanked, 10 * RACERS, "control: without codes all come in");
}

/// What people saw.
#[derive(Default)]
struct Ledger {
    stop: AtomicBool,
    cut: AtomicUsize,
}

/// Answers again and again, and goes on at the next process where the line is cut; tells what was thanked for.
async fn again_and_again(hosts: Vec<String>, word: String, person: usize, ledger: Arc<Ledger>) -> Vec<String> {
    let (mut thanked, mut at) = (Vec::new(), person);
    for journey in 0.. {
        if ledger.stop.load(Ordering::Relaxed) {
            break;
        }
        let words = format!("worry {journey} of {person}");
        let mut somebody = Respondent::new(&hosts[at % PROCESSES]);
        let mut address = format!("/s/{word}");
        let mut came = somebody.open(&address).await;
        loop {
            match came {
                Ok(200) => address.clone_from(&somebody.address),
                Ok(status) => panic!("status {status}: {}", somebody.page),
                Err(_) => {
                    ledger.cut.fetch_add(1, Ordering::Relaxed);
                    at += 1;
                    tokio::time::sleep(Duration::from_millis(30)).await;
                    somebody.moves_to(&hosts[at % PROCESSES]);
                    came = somebody.open(&address).await;
                    continue;
                }
            }
            if is_thanked(&somebody) {
                break;
            }
            came = crowd::go_on(&mut somebody, &words).await;
        }
        thanked.push(words);
    }
    thanked
}

#[tokio::test(flavor = "multi_thread")]
async fn killing_one_of_three_processes_loses_nothing_and_doubles_nothing() {
    if !is_possible() {
        return;
    }
    let (platform, open) = crowd::platform().await;
    let mut house = House::open(&platform.folder);
    let (ledger, mut people) = (Arc::new(Ledger::default()), JoinSet::new());
    for person in 0..12 {
        people.spawn(again_and_again(house.hosts.clone(), open.word.clone(), person, Arc::clone(&ledger)));
    }
    for round in 0..6 {
        tokio::time::sleep(Duration::from_millis(400 + server::chance::below(600))).await;
        house.kill(round % PROCESSES);
        tokio::time::sleep(Duration::from_millis(200 + server::chance::below(300))).await;
        house.start_again(round % PROCESSES, &platform.folder);
    }
    ledger.stop.store(true, Ordering::Relaxed);
    let thanked: Vec<String> = people.join_all().await.into_iter().flatten().collect();
    let cut = ledger.cut.load(Ordering::Relaxed);
    println!(
        "6 kills of one process of {PROCESSES}: {} thanked, {cut} requests cut, none lost, none doubled",
        thanked.len()
    );
    assert!(cut > 0, "control: the kills hit people in the middle of something");
    assert!(thanked.len() > 12, "control: people got through between the kills");
    crowd::reconcile(&thanked, &crowd::stored(&platform, &open).await);
    assert!(read(&mut house.respondent(0), &format!("/s/{}", open.word)).await.contains("Yes, start"));
}
