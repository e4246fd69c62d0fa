//! An office where a study is run: begun through the pages as a newcomer does, with an owner, colleagues in any role and
//! the printed kit.

#![allow(dead_code, reason = "each test file uses its own part of the office")]

use std::path::PathBuf;
use std::sync::Arc;

use server::access::Role;
use server::http::{self, State};
use server::seal::keys::{self, Passphrase, PersonKeys};
use server::seal::{envelope, payload};
use server::store::accounts::{self, Person};
use server::store::approvals::{self, Approval};
use server::store::grants::{self, StudyKeys};
use server::store::sessions::{self, Unlocked};
use server::store::{audit, members, studies};

use crate::platform::{Browser, Canaries, PASSPHRASE, empty};

/// An installation that was begun, with one study.
pub struct Office {
    /// What handlers use.
    pub state: Arc<State>,
    /// The data folder; it goes with the office.
    pub folder: PathBuf,
    /// The blocks of the printed kit.
    pub kit: Vec<String>,
    /// The owner's browser, signed in, the study unlocked.
    pub owner: Browser,
    /// The study's id.
    pub study: String,
}

/// A browser on the staff plane.
pub fn browser(state: &Arc<State>) -> Browser {
    Browser::new(http::staff_plane(state), "127.0.0.1:42001")
}

/// The fields of somebody new.
pub fn somebody<'a>(name: &'a str, passphrase: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("name", name), ("passphrase", passphrase), ("passphrase-again", passphrase)]
}

/// Proves anew who somebody is; it counts for ten minutes.
pub async fn prove(browser: &mut Browser) {
    let page = browser.page.take();
    browser.post("/account/confirm", &[("passphrase", PASSPHRASE)]).await;
    browser.page = page;
}

/// The blocks that the page of the kit shows.
pub fn blocks(page: &str) -> Vec<String> {
    let list = page.split("class=\"kit\"").nth(1).expect("a kit").split("</ol>").next().expect("its end");
    list.split("<span>").skip(1).map(|part| part[..5].to_owned()).collect()
}

/// The lines of each sheet that the page of a kit on three sheets shows.
pub fn sheets(page: &str) -> Vec<Vec<String>> {
    let list = |part: &str| part.split("</ol>").next().expect("its end").to_owned();
    let lines = |list: String| -> Vec<String> {
        list.split("<span>").skip(1).map(|line| line.split('<').next().expect("its end").to_owned()).collect()
    };
    page.split("class=\"kit lines\"").skip(1).map(|part| lines(list(part))).collect()
}

impl Office {
    /// Begun as a newcomer does it.
    pub async fn open() -> Self {
        let (state, folder) = empty().await;
        let mut owner = browser(&state);
        let page = owner.post("/first-start", &somebody("Olive Owner", PASSPHRASE)).await;
        let kit = blocks(&page.body);
        owner.post("/first-start/kit", &[("last-block", &kit[11])]).await;
        let made = owner.post("/studies", &[("name", "Shore"), ("time-zone", "America/Chicago")]).await;
        assert!(made.says("Shore"), "{}", made.body);
        let study = made.address.split('/').nth(2).expect("a study").to_owned();
        Self { state, folder, kit, owner, study }
    }

    /// The address of a page of the study.
    pub fn page(&self, name: &str) -> String {
        format!("/studies/{}/{name}", self.study)
    }

    /// Somebody in the study, signed in, with the key when the role needs one, unlocked.
    pub async fn colleague(&self, name: &str, role: Role, keys: &PersonKeys) -> (Person, Browser) {
        let mut to = self.state.store.write().await.expect("a transaction");
        let person = accounts::make(&mut to, name, keys, false).await.expect("a person");
        members::put(&mut to, &self.study, &person.id, role).await.expect("a member");
        audit::append(&mut to, Some(&self.study), &person.id, "join", role.name()).await.expect("recorded");
        let study_keys = self.keys_by_kit(&mut to).await;
        grants::give(&mut to, &self.study, &study_keys, &person.id, &person.public_key).await.expect("given");
        let unlocked = Unlocked::from([(self.study.clone(), study_keys)]);
        let token = sessions::start(&mut to, &person.id, &unlocked).await.expect("a session");
        to.commit().await.expect("kept");
        let mut browser = browser(&self.state);
        browser.cookie = Some(format!("t={}", token.to_text()));
        (person, browser)
    }

    /// One person approves that another takes files out; gives the approval's id.
    pub async fn approve(&self, whom: &str, by: &str) -> String {
        let today = server::chance::today("America/Chicago");
        let approval = Approval::new(whom, by, "A second look".to_owned(), today, "7").expect("somebody else");
        let mut to = self.state.store.write().await.expect("a transaction");
        approvals::give(&mut to, &self.study, &approval).await.expect("given");
        to.commit().await.expect("kept");
        approval.id
    }

    /// Somebody signed in who has nothing to do with the study.
    pub async fn stranger(&self, keys: &PersonKeys) -> Browser {
        let mut to = self.state.store.write().await.expect("a transaction");
        let person = accounts::make(&mut to, "Sam Stranger", keys, false).await.expect("a person");
        let token = sessions::start(&mut to, &person.id, &Unlocked::new()).await.expect("a session");
        to.commit().await.expect("kept");
        let mut browser = browser(&self.state);
        browser.cookie = Some(format!("t={}", token.to_text()));
        browser
    }

    /// The study's keys, as the kit opens them.
    pub async fn keys_by_kit(&self, from: &mut server::store::sql::Connection) -> StudyKeys {
        let kit = server::seal::recovery::Kit::private_key(&self.kit.join(" ")).expect("the kit");
        grants::open(from, &self.study, grants::RECOVERY, &kit).await.expect("the kit opens it")
    }

    /// Words sealed as an answer is, at receipt.
    pub async fn seal(&self, words: &str) -> Vec<u8> {
        let (generation, public) = grants::sealing_key(&self.state.store, &self.study).await.expect("a key");
        envelope::seal(&public, generation, &payload::associated(&self.study, "collection", "id"), words.as_bytes())
    }

    /// What a person with this name and passphrase reads of sealed words; `None` where they cannot.
    pub async fn read_as(&self, name: &str, passphrase: &str, sealed: &[u8]) -> Option<String> {
        let store = &self.state.store;
        let mut from = store.pool.acquire().await.expect("a connection");
        let person = accounts::named(&mut from, name).await.expect("looked up")?;
        let private = accounts::open(store, &person.id, Passphrase::new(passphrase)).await.ok()?;
        let keys = grants::open(&mut from, &self.study, &person.id, &private).await.ok()?;
        let place = payload::associated(&self.study, "collection", "id");
        let (private, _) = keys.generation(envelope::generation(sealed)?)?;
        let words = envelope::open(private, &place, sealed).ok()?;
        Some(String::from_utf8(words).expect("words"))
    }

    /// The code that a page shows once.
    pub fn code(page: &str) -> String {
        let shown = page.split("class=\"code big\">").nth(1).expect("a code is shown");
        shown.split('<').next().expect("its end").to_owned()
    }

    /// How many owners the study has.
    pub async fn study_is_there(&self) -> bool {
        studies::find(&self.state.store, &self.study).await.expect("looked up").is_some()
    }
}

/// Keys of somebody, made once: they are slow to make on purpose.
pub fn keys() -> PersonKeys {
    keys::make_person(&Passphrase::new(PASSPHRASE))
}

impl Drop for Office {
    fn drop(&mut self) {
        Canaries::default().end(&self.folder);
    }
}
