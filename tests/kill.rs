//! Ten respondents answer while somebody pulls the plug of the program, twenty times; they do what people do, and try
//! again. Nothing that was thanked for is lost, nothing is there twice.

mod demo;
mod platform;
mod program;
mod respondent;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use instruments::Answer;
use platform::{Platform, Scene};
use program::Program;
use respondent::{Respondent, fill, form};

const CLIENTS: usize = 10;
const KILLS: usize = 20;

const INSTRUMENT: &str = r#"
format = 1
id = "worries"
audience = "survivors"
languages = ["en"]
title = { en = "Worries" }
minutes = 3

[consent]
who = { en = "We." }
why = { en = "To learn." }
seen_by = { en = "We." }
limits = { en = "None." }

[[section]]
id = "one"
title = { en = "One" }

[[section.question]]
id = "ease"
kind = "yes_no"
text = { en = "Is it easy?" }

[[section]]
id = "two"
title = { en = "Two" }

[[section.question]]
id = "worry"
kind = "long_text"
text = { en = "What worries you?" }
limit = 2000
"#;

/// What all clients saw.
#[derive(Default)]
struct Ledger {
    stop: AtomicBool,
    thanked: Mutex<Vec<String>>,
    interrupted: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_acknowledgement_rule_holds_when_the_program_is_killed_twenty_times() {
    let scene = Scene { toml: INSTRUMENT.to_owned(), ..Scene::default() };
    let (platform, open) = Platform::with(scene).await;
    let host = format!("127.0.0.1:{}", demo::free_port());
    let mut program = Program::start_at(&host, &platform.folder, &[]);
    let ledger = Arc::new(Ledger::default());
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| tokio::spawn(answer_again_and_again(host.clone(), open.word.clone(), client, ledger.clone())))
        .collect();
    let mut slowest = Duration::ZERO;
    for _ in 0..KILLS {
        tokio::time::sleep(Duration::from_millis(150 + server::chance::below(350))).await;
        drop(program);
        let begun = Instant::now();
        program = Program::start_at(&host, &platform.folder, &[]);
        slowest = slowest.max(begun.elapsed());
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    ledger.stop.store(true, Ordering::Relaxed);
    for client in clients {
        client.await.expect("no client panics");
    }
    let thanked = ledger.thanked.lock().expect("no client panics").clone();
    let interrupted = ledger.interrupted.load(Ordering::Relaxed);
    println!("{KILLS} kills, {} thanked, {interrupted} requests cut, slowest start {slowest:?}", thanked.len());
    assert!(interrupted >= KILLS, "control: the kills hit people in the middle of something");
    assert!(thanked.len() > CLIENTS, "control: people got through between the kills");
    let stored = stored(&platform, &open.collection.id).await;
    let doubled: Vec<_> = stored.iter().filter(|(_, times)| **times > 1).collect();
    assert!(doubled.is_empty(), "stored twice: {doubled:?}");
    let lost: Vec<_> = thanked.iter().filter(|words| !stored.contains_key(*words)).collect();
    assert!(lost.is_empty(), "thanked for and lost: {lost:?}");
    let damage: String =
        sqlx::query_scalar("pragma integrity_check").fetch_one(&platform.state.store.pool).await.expect("a check");
    assert_eq!(damage, "ok");
}

/// How often each answer is stored, by its words.
async fn stored(platform: &Platform, collection: &str) -> BTreeMap<String, usize> {
    let mut stored = BTreeMap::new();
    for response in platform.responses(collection).await {
        let Some(Answer::Text(words)) = response.answers.get("worry") else { panic!("half a response: {response:?}") };
        *stored.entry(words.clone()).or_default() += 1;
    }
    stored
}

async fn answer_again_and_again(host: String, word: String, client: usize, ledger: Arc<Ledger>) {
    for journey in 0.. {
        if ledger.stop.load(Ordering::Relaxed) {
            return;
        }
        let words = format!("worry {journey} of {client}");
        answer(&host, &word, &words, &ledger).await;
        ledger.thanked.lock().expect("no client panics").push(words);
    }
}

/// One person's answers, until the thank-you page. A lost connection is tried again from the page last shown.
async fn answer(host: &str, word: &str, words: &str, ledger: &Ledger) {
    let mut person = Respondent::new(host);
    person.address = format!("/s/{word}");
    let mut shown = false;
    loop {
        if !shown {
            let address = person.address.clone();
            shown = settled(person.open(&address).await, ledger).await;
            continue;
        }
        if person.page.contains("Thank you") {
            return;
        }
        let (action, fields) = form(&person.page).unwrap_or_else(|| panic!("no way on: {}", person.page));
        let mut filled = fill(&fields);
        filled.iter_mut().filter(|(name, _)| name == "worry").for_each(|(_, value)| *value = words.to_owned());
        let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
        filled.push((go.name.clone(), go.values[0].clone()));
        shown = settled(person.send(&action, &filled).await, ledger).await;
    }
}

/// Whether a page came; otherwise the person waits a moment before trying again.
async fn settled(answered: std::io::Result<u16>, ledger: &Ledger) -> bool {
    match answered {
        Ok(200) => true,
        Ok(status) => panic!("status {status}"),
        Err(_) => {
            ledger.interrupted.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(30)).await;
            false
        }
    }
}
