//! Words are replaced for good: what the tables held before is in no file of the database any more, on SQLite and on
//! PostgreSQL, whose rows stay where they were until a table is written anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;

use std::process::Command;
use std::time::{Duration, Instant};

use platform::{Platform, Scene, on_disk};
use server::chance;
use server::settings::Database;
use server::store::maintenance::{self, Keeper};
use server::store::sql::{self, Engine};
use server::store::{Store, arrival};

/// Whether bytes lie in a file of the database, as its tables and indexes are on the disk just now. What PostgreSQL's own
/// log holds is not looked at: how long that is kept is the server's matter.
async fn lies_in_a_file(platform: &Platform, bytes: &[u8]) -> bool {
    const HOLDS: &str = "select exists (select 1 from pg_class where relkind in ('r', 'i', 't')
        and position($1 in pg_read_binary_file(pg_relation_filepath(oid), 0, 100000000, true)) > 0)";
    let pool = &platform.state.store.pool;
    match pool.engine() {
        Engine::Sqlite => on_disk(&platform.folder, bytes),
        Engine::Postgres => {
            sql::query("checkpoint").execute(pool).await.unwrap();
            sql::query_scalar(HOLDS).bind(bytes).fetch_one(pool).await.unwrap()
        }
    }
}

async fn put(store: &Store, text: &'static str, study: &str, sealed: &[u8]) {
    let mut to = store.write().await.unwrap();
    sql::query(text).bind(study).bind(sealed).execute(&mut *to).await.unwrap();
    to.commit().await.unwrap();
}

fn sealed() -> Vec<u8> {
    std::iter::repeat_with(chance::id).take(20).collect::<String>().into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_9_what_was_replaced_or_deleted_is_in_no_file_of_the_tables_once_they_are_rewritten() {
    let platform = Platform::start().await;
    let (store, study) = (&platform.state.store, &platform.study.id);
    let (before, after, gone) = (sealed(), sealed(), sealed());
    put(store, "insert into sources (id, study_id, sealed) values ('kept', $1, $2)", study, &before).await;
    put(store, "insert into sources (id, study_id, sealed) values ('gone', $1, $2)", study, &gone).await;
    assert!(lies_in_a_file(&platform, &before).await && lies_in_a_file(&platform, &gone).await, "control");
    put(store, "update sources set sealed = $2 where id = 'kept' and study_id = $1", study, &after).await;
    put(store, "delete from sources where id = 'gone' and study_id = $1 and sealed = $2", study, &gone).await;
    maintenance::rewrite(store).await.unwrap();
    assert!(lies_in_a_file(&platform, &after).await, "control: what is kept is found");
    for old in [&before, &gone] {
        assert!(!lies_in_a_file(&platform, old).await);
    }
}

/// An hour of the day, in which nothing is rewritten unless it is owed.
const HOUR: i64 = 24 * 20_000 + maintenance::NIGHT + 6;

/// Whether others may read while tables are rewritten; where not, that is said.
fn is_shared(store: &Store) -> bool {
    let shared = store.pool.engine() == Engine::Postgres;
    if !shared {
        println!("SKIPPED: a file is rewritten as a whole (TIDEMARK_POSTGRES)");
    }
    shared
}

/// Somebody else who began something, and goes on as long as this lives.
async fn somebody(store: &Store, begins: &'static str, reads: &'static str) -> sql::Connection {
    let mut somebody = store.pool.alone().await.unwrap();
    for statement in [begins, reads] {
        sql::query(statement).execute(&mut somebody).await.unwrap();
    }
    somebody
}

/// A row that was there and is deleted, once `between` has happened.
async fn deleted<T>(store: &Store, study: &str, between: impl Future<Output = T>) -> (Vec<u8>, T) {
    let gone = sealed();
    put(store, "insert into sources (id, study_id, sealed) values ('gone', $1, $2)", study, &gone).await;
    let happened = between.await;
    put(store, "delete from sources where id = 'gone' and study_id = $1 and sealed = $2", study, &gone).await;
    (gone, happened)
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_9_what_somebody_still_sees_is_owed_and_goes_when_they_let_go() {
    let platform = Platform::start().await;
    let store = &platform.state.store;
    if !is_shared(store) {
        return;
    }
    let reads = somebody(store, "begin isolation level repeatable read", "select count(*) from _sqlx_migrations");
    let (gone, reader) = deleted(store, &platform.study.id, reads).await;
    let told = maintenance::rewrite(store).await.unwrap_err().to_string();
    assert!(told.contains("session "), "{told}");
    assert!(lies_in_a_file(&platform, &gone).await, "control: it is there still");
    assert!(maintenance::owed(store).await.unwrap().is_some(), "and nobody says that it is not");
    reader.close().await.unwrap();
    maintenance::rewrite(store).await.unwrap();
    assert!(!lies_in_a_file(&platform, &gone).await);
    assert_eq!(maintenance::owed(store).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collection_is_closed_while_somebody_has_a_table_in_hand_and_that_is_rewritten_later() {
    const LONG_AGO: &str = "update duties set asked_at = 0 where name = 'rewrite'";
    let (platform, open) = Platform::with(Scene::default()).await;
    let store = &platform.state.store;
    if !is_shared(store) {
        return;
    }
    let reads = somebody(store, "begin", "select count(*) from links");
    let (gone, reader) = deleted(store, &platform.study.id, reads).await;
    let began = Instant::now();
    assert_eq!(arrival::close(store, &open.collection.id).await.unwrap(), 0, "nothing waited, and it is closed");
    assert!(began.elapsed() < Duration::from_secs(20), "nobody waits for the reader: {:?}", began.elapsed());
    let state: String =
        sql::query_scalar("select state from collections where was_closed").fetch_one(&store.pool).await.unwrap();
    assert_eq!(state, "closed");
    assert!(!lies_in_a_file(&platform, &gone).await, "the other tables were rewritten");
    let mut keeper = Keeper::default();
    keeper.look(store, HOUR).await;
    assert!(maintenance::owed(store).await.unwrap().is_some(), "control: it was asked for a moment ago");
    reader.close().await.unwrap();
    sql::query(LONG_AGO).execute(&store.pool).await.unwrap();
    keeper.look(store, HOUR).await;
    assert_eq!(maintenance::owed(store).await.unwrap(), None, "whoever looks after the database did it");
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_9_the_statement_says_that_the_log_of_a_server_keeps_what_was_replaced() {
    let platform = Platform::start().await;
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
    command.args(["doctor", "--statement", "--data"]).arg(&platform.folder).env_remove("DATABASE_URL");
    let on_server = match &platform.state.settings.database {
        Database::Postgres(address) => {
            command.env("DATABASE_URL", address.told());
            true
        }
        Database::Folder => false,
    };
    let done = command.output().unwrap();
    let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
    assert!(said.contains("No words were replaced for good so far"), "control: {said}");
    assert_eq!(said.contains("words that were replaced, sealed as they were"), on_server, "{said}");
}
