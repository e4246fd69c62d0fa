//! A platform for tests: a data folder of its own, both planes behind their real protection, and its people: an owner,
//! a researcher, a coordinator, a stranger, a respondent. Requests go through the routers without a network; a
//! [`Browser`] keeps its cookie as browsers do. To add a scene: a field of [`Scene`] and its default.

// Each test file uses its own part of this.
#![allow(dead_code)]

mod browser;
mod canary;
// Several modules of one test may bring it.
#[allow(clippy::duplicate_mod)]
#[path = "../database/mod.rs"]
pub mod database;

use std::path::PathBuf;
use std::sync::Arc;

use server::http::{self, State};
use server::seal::{PrivateKey, envelope, keys, payload};
use server::settings::Planes;
use server::store::collections::{self, Collection, Settings};
use server::store::grants::StudyKeys;
use server::store::studies::Study;
use server::store::{accounts, instruments, links, sites, sql, studies, versions, waves};
use server::{Settings as Place, chance};

#[allow(unused_imports)]
pub use browser::{Answered, Browser};
#[allow(unused_imports)]
pub use canary::Canaries;

/// The passphrase of everybody in tests.
pub const PASSPHRASE: &str = "seven quiet herons by the river";

/// The shipped survey for survivors.
pub const SURVIVOR: &str = include_str!("../../instruments/library/survivor-housing.toml");

/// Where a respondent answers in a test.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The instrument file.
    pub toml: String,
    /// What respondents meet.
    pub settings: Settings,
    /// Whether the link asks for a code.
    pub mode: links::Mode,
    /// Whether answers never count.
    pub rehearsal: bool,
}

impl Default for Scene {
    fn default() -> Self {
        Self { toml: SURVIVOR.to_owned(), settings: Settings::default(), mode: links::Mode::Open, rehearsal: false }
    }
}

/// A running installation with one study of the owner's.
pub struct Platform {
    /// What handlers use.
    pub state: Arc<State>,
    /// The data folder; it goes with the platform.
    pub folder: PathBuf,
    /// The owner.
    pub owner: accounts::Person,
    /// The study.
    pub study: Study,
    /// Its keys, as the owner unlocks them.
    pub keys: StudyKeys,
    /// What must not lie in clear in the folder when the test ends.
    pub canaries: Canaries,
}

/// A collection that takes answers through one link.
#[derive(Clone, Debug)]
pub struct Open {
    /// The collection.
    pub collection: Collection,
    /// The link.
    pub word: String,
    /// Single-use codes, where the link asks for them.
    pub codes: Vec<String>,
}

/// An installation that nobody has started yet, and its folder.
pub async fn empty() -> (Arc<State>, PathBuf) {
    let folder = std::env::temp_dir().join(format!("tidemark-test-{}", chance::id()));
    std::fs::create_dir(&folder).expect("a folder");
    server::http::assets::provide(app::assets::ASSETS);
    let pages = http::Pages { respond: Arc::new(app::respond::RespondPages), staff: Arc::new(app::pages::StaffPages) };
    (
        State::open(Place { database: database::of(&folder), ..place(&folder) }, pages).await.expect("an installation"),
        folder,
    )
}

impl Platform {
    /// An installation with its owner and a study.
    pub async fn start() -> Self {
        let (state, folder) = empty().await;
        let person = keys::make_person(&keys::Passphrase::new(PASSPHRASE));
        let mut change = state.store.write().await.expect("a transaction");
        let owner = accounts::make(&mut change, "Olive Owner", &person, true).await.expect("an owner");
        let kit = PrivateKey::new().public();
        let (study, keys) =
            studies::make(&mut change, "Shore", "America/Chicago", &owner, &kit).await.expect("a study");
        change.commit().await.expect("kept");
        Self { state, folder, owner, study, keys, canaries: Canaries::default() }
    }

    /// A platform with one open collection.
    pub async fn with(scene: Scene) -> (Self, Open) {
        let platform = Self::start().await;
        let open = platform.open(&scene).await;
        (platform, open)
    }

    /// Publishes the scene's instrument and opens a collection of it with one link.
    pub async fn open(&self, scene: &Scene) -> Open {
        let (store, study) = (&self.state.store, &self.study.id);
        let file = ::instruments::parse(&scene.toml).expect("a sound instrument");
        let instrument = instruments::add(store, study, &file.id, &scene.toml).await.expect("an instrument");
        let mut change = store.write().await.expect("a transaction");
        let version = versions::publish(&mut change, &instrument, &scene.toml, &file.languages, "2026-11-22")
            .await
            .expect("published");
        change.commit().await.expect("kept");
        let wave = waves::add(store, study, "First", "2026-11-01").await.expect("a wave");
        let site = sites::add(store, study, "North").await.expect("a site");
        let collection = Collection {
            id: String::new(),
            study_id: study.clone(),
            wave_id: wave,
            instrument_id: instrument,
            version_hash: version,
            rehearsal: scene.rehearsal,
            state: collections::State::Open,
            closes_on: None,
            settings: scene.settings.clone(),
        };
        let id = collections::add(store, &collection).await.expect("a collection");
        let link = links::add(store, &id, &site, Some(20), scene.mode).await.expect("a link");
        let codes = match scene.mode {
            links::Mode::Code => {
                server::store::codes::make(store, &self.state.installation, &link.word, 3).await.expect("codes")
            }
            links::Mode::Shared => {
                vec![server::store::shared::make(store, &self.state.installation, &link.word).await.expect("a code")]
            }
            links::Mode::Open => Vec::new(),
        };
        codes.iter().for_each(|code| self.canaries.code(code));
        Open { collection: Collection { id, ..collection }, word: link.word, codes }
    }

    /// A respondent's browser.
    pub fn respondent(&self) -> Browser {
        let mut browser = Browser::new(http::respond_plane(&self.state), "127.0.0.1:42000");
        browser.canaries = Some(self.canaries.clone());
        browser
    }

    /// A browser on the staff plane.
    pub fn colleague(&self) -> Browser {
        Browser::new(http::staff_plane(&self.state), "127.0.0.1:42001")
    }

    /// A browser in which the owner has signed in.
    pub async fn signed_in(&self) -> Browser {
        let mut browser = self.colleague();
        let fields = [("name", self.owner.name.as_str()), ("passphrase", PASSPHRASE)];
        let entered = browser.post("/sign-in", &fields).await;
        assert!(browser.cookie.is_some(), "{}", entered.body);
        browser
    }

    /// Every response of a collection, waiting or arrived, opened with the study's key.
    pub async fn responses(&self, collection: &str) -> Vec<payload::Response> {
        self.responses_in(&self.state.store.pool, collection).await
    }

    /// The same in another database, a copy of this one.
    pub async fn responses_in(&self, pool: &sql::Pool, collection: &str) -> Vec<payload::Response> {
        const ALL: &str = "select id, sealed from pending where collection_id = $1 union all
            select id, sealed from responses where collection_id = $1";
        let rows: Vec<(String, Vec<u8>)> = sql::query_as(ALL).bind(collection).fetch_all(pool).await.expect("rows");
        let (_, key, _) = self.keys.newest().expect("a key");
        let open = |(id, sealed): (String, Vec<u8>)| {
            let plain =
                envelope::open(key, &payload::associated(&self.study.id, collection, &id), &sealed).expect("it opens");
            payload::Response::from_padded_bytes(&plain).expect("it reads")
        };
        rows.into_iter().map(open).collect()
    }

    /// Whether some file of the data folder holds these words in clear.
    pub fn disk_holds(&self, words: &str) -> bool {
        let files = std::fs::read_dir(&self.folder).expect("the folder");
        files.flatten().any(|file| {
            let bytes = std::fs::read(file.path()).unwrap_or_default();
            bytes.windows(words.len()).any(|window| window == words.as_bytes())
        })
    }
}

/// Whether bytes of the middle of an envelope lie in any file of a data folder. A database cuts long ones into pages, so a
/// stretch shorter than the rest of a page is looked for at several places.
pub fn on_disk(folder: &std::path::Path, sealed: &[u8]) -> bool {
    let entries = std::fs::read_dir(folder).expect("the data folder").flatten();
    let files: Vec<Vec<u8>> = entries.filter_map(|entry| std::fs::read(entry.path()).ok()).collect();
    let pieces = sealed.chunks(48).skip(2).filter(|piece| piece.len() == 48);
    pieces.into_iter().any(|piece| files.iter().any(|file| file.windows(48).any(|window| window == piece)))
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.canaries.end(&self.folder);
    }
}

fn place(folder: &std::path::Path) -> Place {
    Place {
        data: folder.to_owned(),
        respond: ([127, 0, 0, 1], 42000).into(),
        staff: ([127, 0, 0, 1], 42001).into(),
        planes: Planes::Both,
        respond_origin: "http://127.0.0.1:42000".into(),
        staff_origin: "http://127.0.0.1:42001".into(),
        certificate: None,
        acme: None,
        in_three: false,
        database: server::settings::Database::Folder,
        respond_database: None,
    }
}
