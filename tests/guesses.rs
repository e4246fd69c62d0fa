//! A program tries passphrases under an owner's name, from outside and on a screen that she left open. She comes to work.

mod office;
mod platform;

use office::{Office, browser, keys};
use platform::{Browser, PASSPHRASE};
use server::access::Role;
use server::seal::codes;
use server::store::{accounts, audit};
use tokio::task::JoinSet;

const NAME: &str = "Olive Owner";

async fn sign_in(browser: &mut Browser, name: &str, passphrase: &str) -> platform::Answered {
    browser.post("/sign-in", &[("name", name), ("passphrase", passphrase)]).await
}

/// Ten guesses on each of so many lines; how many were looked at.
async fn guess(office: &Office, name: &'static str, lines: usize) -> usize {
    let mut guessing = JoinSet::new();
    for line in 0..lines {
        let mut browser = browser(&office.state);
        guessing.spawn(async move {
            let mut looked = 0;
            for number in 0..10 {
                let said = sign_in(&mut browser, name, &format!("guess {number} of line {line}")).await;
                looked += usize::from(said.says("Name or passphrase is not right"));
            }
            looked
        });
    }
    guessing.join_all().await.into_iter().sum()
}

async fn bursts(office: &Office) -> usize {
    let acts = audit::of_installation(&office.state.store, 100).await.expect("the record");
    acts.iter().filter(|act| act.action == "wrong-passphrases").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_three_hundred_guesses_few_are_looked_at_and_the_person_comes_in_and_is_told() {
    let office = Office::open().await;
    let (rosa, _) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let mut right = browser(&office.state);
    assert_eq!(sign_in(&mut right, NAME, PASSPHRASE).await.address, "/studies", "control: nobody guessed before");
    assert_eq!(bursts(&office).await, 0);
    let looked = guess(&office, "OLIVE  owner", 30).await;
    println!("of 300 guesses {looked} were looked at");
    assert!((10..=25).contains(&looked), "{looked}");
    sign_in(&mut browser(&office.state), NAME, "one more guess").await;
    let late = sign_in(&mut browser(&office.state), NAME, PASSPHRASE).await;
    assert!(late.says("too many wrong tries"), "{}", late.body);
    let mut rosas = browser(&office.state);
    assert_eq!(sign_in(&mut rosas, &rosa.name, PASSPHRASE).await.address, "/studies", "control: another name");
    let names = accounts::names(&office.state.store).await.expect("names");
    let olive = names.iter().find(|(_, name)| *name == NAME).expect("the owner").0.clone();
    let mut own = browser(&office.state);
    own.cookie = Some(format!("k={}", codes::device(&office.state.installation, &olive)));
    let told = sign_in(&mut own, NAME, PASSPHRASE).await;
    assert!(told.address.starts_with("/studies?again="), "her own browser lets her in: {}", told.address);
    assert!(told.says("typed a wrong passphrase under your name"), "{}", told.body);
    assert!(!own.get(&told.address).await.says("typed a wrong passphrase"), "once");
    assert_eq!(bursts(&office).await, 1, "one row in the record");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_nobody_has_waits_like_any_other_and_leaves_nothing() {
    let office = Office::open().await;
    let looked = guess(&office, "Nobody Here", 10).await;
    assert!((10..=25).contains(&looked), "{looked}");
    assert_eq!(bursts(&office).await, 0);
}

#[tokio::test]
async fn guesses_on_an_open_screen_wait_too() {
    let office = Office::open().await;
    let mut owner = office.owner.clone();
    let mut looked = 0;
    let mut said = Vec::new();
    for address in [office.page("unlock"), "/account/confirm".to_owned()] {
        for number in 0..15 {
            let told = owner.post(&address, &[("passphrase", &format!("guess number {number}"))]).await;
            looked += usize::from(told.says("That is not your passphrase"));
            said.push(told.says("too many wrong tries"));
        }
    }
    assert!((10..20).contains(&looked) && said.iter().any(|waits| *waits), "{looked}");
    assert_eq!(bursts(&office).await, 1);
    let mut door = browser(&office.state);
    let told = sign_in(&mut door, NAME, PASSPHRASE).await;
    assert!(told.address.starts_with("/studies"), "the door is counted apart: {}", told.address);
    assert!(told.says("typed a wrong passphrase under your name"), "{}", told.body);
}

#[tokio::test]
async fn a_passphrase_of_many_pages_is_not_looked_at() {
    let office = Office::open().await;
    let mut stranger = browser(&office.state);
    let told = sign_in(&mut stranger, NAME, &"a".repeat(1_025)).await;
    assert!(told.says("more than 1024 letters"), "{}", told.body);
    let told = sign_in(&mut stranger, NAME, &"a".repeat(1_024)).await;
    assert!(told.says("Name or passphrase is not right"), "control: {}", told.body);
}
