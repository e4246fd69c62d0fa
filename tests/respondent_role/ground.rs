//! An installation on PostgreSQL, a role that nobody gave a right yet, and everything that respondents could meet.

use std::sync::Arc;

use server::http::State;
use server::settings::{Address, Database};
use server::store::collections::{Arrival, Settings};
use server::store::links::{self, Mode};
use server::store::sql::{self, Pool};
use server::store::{codes, role, roster};
use server::{Result, chance};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions};

use crate::platform::{Open, Platform, Scene};

const SMALL: &str = include_str!("small.toml");

/// The word of a release that is out.
pub const RELEASED: &str = "juniper";

/// The role and what it could do.
pub struct Ground {
    /// The installation, as the owner of its schema serves it.
    pub platform: Platform,
    /// The role of the respondent plane.
    pub role: String,
    /// How it reaches the database.
    pub address: Address,
    /// Anybody may answer, goes on later with a code, takes the answers back.
    pub open: Open,
    /// With single-use codes.
    pub coded: Open,
    /// With one code for all.
    pub shared: Open,
    /// For organisations by name, whose answers arrive at once.
    pub invited: Open,
}

impl Ground {
    /// A new one; `None`, and said, where there is no PostgreSQL to try.
    pub async fn new() -> Option<Self> {
        if std::env::var_os("TIDEMARK_POSTGRES").is_none() {
            println!("SKIPPED: the role of the respondent plane is PostgreSQL's (TIDEMARK_POSTGRES)");
            return None;
        }
        let platform = Platform::start().await;
        let (role, address) = role_beside(&platform).await;
        let later = Settings { resume_code: true, ..Settings::default() };
        let by_name = Settings { roster: true, arrival: Arrival::Straight, ..Settings::default() };
        let open = platform.open(&scene("open", later, Mode::Open)).await;
        let coded = platform.open(&scene("coded", Settings::default(), Mode::Code)).await;
        let shared = platform.open(&scene("shared", Settings::default(), Mode::Shared)).await;
        let invited = platform.open(&scene("invited", by_name, Mode::Code)).await;
        let ground = Self { platform, role, address, open, coded, shared, invited };
        ground.release().await;
        Some(ground)
    }

    /// One whose role has its rights.
    pub async fn settled() -> Option<Self> {
        let ground = Self::new().await?;
        role::settle(ground.owner(), &ground.role).await.expect("its rights are given");
        Some(ground)
    }

    /// The database as its owner reaches it.
    pub fn owner(&self) -> &Pool {
        &self.platform.state.store.pool
    }

    /// What the owner of the schema, who looks after the server as well, says to it.
    pub async fn command(&self, text: &str) {
        let done = sql::script(AssertSqlSafe(text.to_owned()), self.owner()).await;
        done.unwrap_or_else(|error| panic!("{text}: {error}"));
    }

    /// The database as the role reaches it, whatever its rights are.
    pub async fn pool(&self) -> Pool {
        let options: PgConnectOptions = self.address.told().parse().expect("an address");
        let pool = sqlx::postgres::PgPoolOptions::new().max_connections(4).connect_with(options).await;
        pool.expect("the role may connect").into()
    }

    /// The installation as a process for respondents alone would serve it.
    pub async fn served(&self) -> Result<Arc<State>> {
        Ok(self.platform.state.through(role::open(&self.platform.folder, &self.address).await?))
    }

    /// A new single-use code.
    pub async fn code(&self) -> String {
        let state = &self.platform.state;
        codes::make(&state.store, &state.installation, &self.coded.word, 1).await.expect("a code").remove(0)
    }

    /// The code of an organisation that is invited by name.
    pub async fn invitation(&self) -> String {
        let (state, open) = (&self.platform.state, &self.invited);
        let link = links::find(&state.store, &open.word).await.expect("a reading").expect("a link");
        let name = format!("House {}", chance::id());
        roster::invite(&state.store, &state.installation, &open.collection, &link, &name).await.expect("invited")
    }

    /// Takes the role away; its database goes with the platform.
    pub async fn end(self) {
        self.command(&format!("drop owned by {0} cascade; drop role {0}", self.role)).await;
    }

    async fn release(&self) {
        let study = &self.platform.study.id;
        self.command(&format!(
            "insert into releases (id, study_id, state, made_by, made_on, choice, word)
                values ('out', '{study}', 'draft', 'nobody', '2026-11-22', '', '{RELEASED}');
            insert into release_files (release_id, name, kind, bytes) values ('out', '', 'text/html', 'What is out');
            update releases set state = 'released' where id = 'out'"
        ))
        .await;
    }
}

/// A role that is there, may connect and nothing else, as whoever looks after the server makes it.
async fn role_beside(platform: &Platform) -> (String, Address) {
    let Database::Postgres(own) = &platform.state.settings.database else { panic!("a platform on PostgreSQL") };
    let (role, password) = (format!("respond_{}", chance::id()), chance::id());
    let make = format!("create role {role} login password '{password}'");
    sql::script(AssertSqlSafe(make), &platform.state.store.pool).await.expect("a role");
    let options: PgConnectOptions = own.told().parse().expect("an address");
    let address = options.username(&role).password(&password).to_url_lossy();
    let Ok(Database::Postgres(address)) = Database::of(address.as_str()) else { panic!("an address of PostgreSQL") };
    (role, address)
}

fn scene(name: &str, settings: Settings, mode: Mode) -> Scene {
    let toml = SMALL.replace("id = \"small\"", &format!("id = \"{name}\""));
    Scene { toml, settings, mode, ..Scene::default() }
}
