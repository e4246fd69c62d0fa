//! Ten people who answer two short pages again and again. Where the line is cut they do what people do, and try again.
//! What they were thanked for is noted.

use server::store::sql;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use instruments::Answer;
use tokio::task::JoinHandle;

use crate::platform::{Open, Platform, Scene};
use crate::respondent::{Respondent, fill, form};
use crate::survey::{EASE, WORRY, survey};

/// How many answer at once.
pub const PEOPLE: usize = 10;

/// A platform with the two pages open.
pub async fn platform() -> (Platform, Open) {
    let toml = survey("worries", "Worries", &[EASE, WORRY]);
    Platform::with(Scene { toml, ..Scene::default() }).await
}

/// How often each answer is stored, by its words; in another database, a copy.
pub async fn stored_in(platform: &Platform, pool: &sql::Pool, open: &Open) -> BTreeMap<String, usize> {
    let mut stored = BTreeMap::new();
    for response in platform.responses_in(pool, &open.collection.id).await {
        let Some(Answer::Text(words)) = response.answers.get("worry") else { panic!("half a response: {response:?}") };
        *stored.entry(words.clone()).or_default() += 1;
    }
    stored
}

/// How often each answer is stored, by its words.
pub async fn stored(platform: &Platform, open: &Open) -> BTreeMap<String, usize> {
    stored_in(platform, &platform.state.store.pool, open).await
}

/// Whether the database is whole.
pub async fn is_whole(pool: &sql::Pool) -> bool {
    let found: String = sql::query_scalar("pragma integrity_check").fetch_one(pool).await.expect("a check");
    found == "ok"
}

/// Nothing that was thanked for is missing, nothing is there twice.
pub fn reconcile(thanked: &[String], stored: &BTreeMap<String, usize>) {
    let doubled: Vec<_> = stored.iter().filter(|(_, times)| **times > 1).collect();
    assert!(doubled.is_empty(), "stored twice: {doubled:?}");
    let lost: Vec<_> = thanked.iter().filter(|words| !stored.contains_key(*words)).collect();
    assert!(lost.is_empty(), "thanked for and lost: {lost:?}");
}

/// What all of them saw.
#[derive(Default)]
struct Ledger {
    stop: AtomicBool,
    thanked: Mutex<Vec<String>>,
    interrupted: AtomicUsize,
}

/// Ten people at a program.
pub struct Crowd {
    ledger: Arc<Ledger>,
    people: Vec<JoinHandle<()>>,
}

impl Crowd {
    /// They begin to answer, again and again.
    pub fn gather(host: &str, word: &str) -> Self {
        let ledger = Arc::new(Ledger::default());
        let one = |person| tokio::spawn(again_and_again(host.to_owned(), word.to_owned(), person, Arc::clone(&ledger)));
        Self { people: (0..PEOPLE).map(one).collect(), ledger }
    }

    /// What they were thanked for until now.
    pub fn thanked(&self) -> Vec<String> {
        self.ledger.thanked.lock().expect("nobody panics").clone()
    }

    /// How many requests were cut.
    pub fn interrupted(&self) -> usize {
        self.ledger.interrupted.load(Ordering::Relaxed)
    }

    /// Each finishes what they are at; tells what they were thanked for.
    pub async fn leave(mut self) -> Vec<String> {
        self.ledger.stop.store(true, Ordering::Relaxed);
        for person in std::mem::take(&mut self.people) {
            person.await.expect("nobody panics");
        }
        self.thanked()
    }
}

async fn again_and_again(host: String, word: String, person: usize, ledger: Arc<Ledger>) {
    for journey in 0.. {
        if ledger.stop.load(Ordering::Relaxed) {
            return;
        }
        let words = format!("worry {journey} of {person}");
        answer(&host, &word, &words, &ledger).await;
        ledger.thanked.lock().expect("nobody panics").push(words);
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
        if is_thanked(&person) {
            return;
        }
        shown = settled(go_on(&mut person, words).await, ledger).await;
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

/// Whether the page that somebody sees says thanks.
pub fn is_thanked(person: &Respondent) -> bool {
    person.page.contains("Thank you")
}

/// Fills the form that somebody sees and presses its first button.
pub async fn go_on(person: &mut Respondent, words: &str) -> std::io::Result<u16> {
    let (action, fields) = form(&person.page).unwrap_or_else(|| panic!("no way on: {}", person.page));
    let mut filled = fill(&fields);
    filled.iter_mut().filter(|(name, _)| name == "worry").for_each(|(_, value)| *value = words.to_owned());
    let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
    filled.push((go.name.clone(), go.values[0].clone()));
    person.send(&action, &filled).await
}

/// Somebody who is at the last page, with these words not yet sent.
pub async fn at_the_end(host: &str, word: &str, words: &str) -> Respondent {
    let mut person = Respondent::new(host);
    person.open(&format!("/s/{word}")).await.expect("the welcome page");
    for _ in 0..10 {
        if person.page.contains("value=\"send\"") {
            person.hang_up();
            return person;
        }
        assert_eq!(go_on(&mut person, words).await.expect("the next page"), 200);
    }
    panic!("the journey does not end: {}", person.page)
}
