//! The two planes: routes, handlers, sessions, protection. Handlers load, decide and redirect; `app` draws.
//!
//! A handler takes `axum::extract::State<Arc<State>>` and returns `crate::Result<Response>`; an error becomes a page
//! in [`protection`]. Each plane has its own listener, so that no route of one is reachable through the other.

pub mod admission;
pub mod assets;
pub mod certificate;
mod compression;
mod failure;
pub mod listener;
pub mod protection;
pub mod respond;
pub mod staff;
mod watch;

use std::sync::Arc;

use axum::Router;

use crate::{
    Result, Settings,
    seal::codes::Installation,
    settings::Planes,
    store::{Store, installation, role, sql::Engine, submit::Writer, words},
    workspace::Workspaces,
};

pub use failure::Failure;
use protection::Plane;

/// The pages that `app` hands in.
#[derive(Clone)]
pub struct Pages {
    /// For respondents.
    pub respond: Arc<dyn respond::Pages>,
    /// For staff, and the sentences of the terminal.
    pub staff: Arc<dyn staff::Pages>,
}

/// What every handler may use.
pub struct State {
    /// The database.
    pub store: Store,
    /// Where things are.
    pub settings: Settings,
    /// Stores submissions.
    pub writer: Writer,
    /// The key of code hashes.
    pub installation: Installation,
    /// Studies that are unlocked now.
    pub workspaces: Workspaces,
    /// Releases that are being planned now.
    pub plans: staff::releases::Plans,
    /// What the respondent plane remembers.
    pub known: respond::Known,
    /// Who is let in on the respondent plane.
    pub admission: admission::Admission,
    /// Who is let in on the staff plane.
    pub entrance: staff::entrance::Entrance,
    /// Passphrases that were wrong lately.
    pub tries: staff::tries::Tries,
    /// Draws for respondents.
    pub respond_pages: Arc<dyn respond::Pages>,
    /// Draws for staff.
    pub staff_pages: Arc<dyn staff::Pages>,
    /// What the respondent plane of this process serves, where the database knows respondents as a role of their own.
    respondents: Option<Arc<Self>>,
}

impl State {
    /// Opens the data folder and its database, and starts what works behind the pages.
    pub async fn open(settings: Settings, pages: Pages) -> Result<Arc<Self>> {
        let (store, respondents) = role::stores(&settings).await?;
        let words = words::all(&store).await?.into_iter().map(|word| (word.language, word.key, word.text));
        pages.staff.lay_over(&words.collect::<Vec<_>>());
        let installation = installation::secret(&store, &settings.data).await?;
        let mut state = Self::over(store, installation, settings, pages);
        state.respondents = respondents.map(|store| state.through(store));
        Ok(Arc::new(state))
    }

    fn over(store: Store, installation: Installation, settings: Settings, pages: Pages) -> Self {
        Self {
            installation,
            writer: Writer::start(store.clone()),
            workspaces: Workspaces::default(),
            plans: staff::releases::Plans::default(),
            known: respond::Known::default(),
            admission: admission::Admission::default(),
            entrance: staff::entrance::Entrance::default(),
            tries: staff::tries::Tries::default(),
            store,
            settings,
            respond_pages: pages.respond,
            staff_pages: pages.staff,
            respondents: None,
        }
    }

    /// The same installation through other connections. Nothing that is unlocked here is in reach there.
    pub fn through(&self, store: Store) -> Arc<Self> {
        let pages = Pages { respond: Arc::clone(&self.respond_pages), staff: Arc::clone(&self.staff_pages) };
        Arc::new(Self::over(store, self.installation.clone(), self.settings.clone(), pages))
    }

    /// What the respondent plane serves: with a role of its own the rows that it may touch, else all that this is.
    pub fn for_respondents(self: &Arc<Self>) -> Arc<Self> {
        Arc::clone(self.respondents.as_ref().unwrap_or(self))
    }

    /// Whether this process may look after the database: let arrive, let go, rewrite. The role of respondents may not.
    pub fn may_tidy(&self) -> bool {
        self.settings.planes != Planes::Respond || self.store.pool.engine() == Engine::Sqlite
    }

    /// Lays words of the screen over the shipped ones that another process was given, minute by minute, for ever.
    pub async fn follow_words(self: Arc<Self>) {
        let mut known = words::all(&self.store).await.unwrap_or_default();
        loop {
            tokio::time::sleep(std::time::Duration::from_secs(60)).await;
            // Where the database does not answer, the next minute asks again.
            let Ok(now) = words::all(&self.store).await else { continue };
            if now != known {
                let laid = now.iter().map(|word| (word.language.clone(), word.key.clone(), word.text.clone()));
                self.staff_pages.lay_over(&laid.collect::<Vec<_>>());
                known = now;
            }
        }
    }
}

/// The respondent plane as it is served.
pub fn respond_plane(state: &Arc<State>) -> Router {
    protection::protect(respond::router(), Plane::Respond, &state.for_respondents())
}

/// The staff plane as it is served.
pub fn staff_plane(state: &Arc<State>) -> Router {
    protection::protect(staff::router(), Plane::Staff, state)
}

/// What a program on this machine that watches the server may ask.
pub fn watch_plane(state: &Arc<State>) -> Router {
    watch::plane(state)
}
