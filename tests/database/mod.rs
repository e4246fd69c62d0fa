//! Which database a test runs on: SQLite in its folder, or, where `TIDEMARK_POSTGRES` has the address of an
//! administrator, a fresh database of that server for each folder, dropped with it (`tests/database/server` starts one).

#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use server::settings::Database;
use server::store::Store;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// Words of SQLite that statements of tests use.
const WORDS: &str = include_str!("words.sql");

/// Databases that were asked for here.
static MADE: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The address of the server, where the tests run on PostgreSQL.
pub fn server() -> Option<String> {
    std::env::var("TIDEMARK_POSTGRES").ok().filter(|address| !address.is_empty())
}

/// Whether a test that is about SQLite itself is left out, since the tests run on PostgreSQL: it says so.
pub fn is_left_out(why: &str) -> bool {
    let left_out = server().is_some();
    if left_out {
        println!("SKIPPED: on PostgreSQL, {why}");
    }
    left_out
}

/// The database of a folder, made where it is not there.
pub fn of(folder: &Path) -> Database {
    Database::of(&url(folder)).expect("an address")
}

/// What `DATABASE_URL` is for a program that serves the folder.
pub fn url(folder: &Path) -> String {
    let Some(server) = server() else { return "sqlite:".to_owned() };
    let name = name(folder);
    let address = address(&server, &name);
    if MADE.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone()) {
        make(&server, &name, &address);
    }
    address
}

fn make(server: &str, name: &str, address: &str) {
    match tell(server, format!("create database {name} template template0")).as_deref() {
        None => {
            assert_eq!(tell(address, WORDS.to_owned()), None);
            assert_eq!(tell(server, format!("alter database {name} set search_path = public, words")), None);
        }
        // Another module of the same test made it before.
        Some("42P04") => {}
        Some(other) => panic!("no database for a test: {other}"),
    }
}

/// Opens the database of a folder.
pub async fn open(folder: &Path) -> Store {
    Store::open_at(folder, &of(folder)).await.expect("a database")
}

/// Drops the database of a folder and the one of `data` inside, if there are any.
pub fn end(folder: &Path) {
    if let Some(server) = server() {
        let name = name(folder);
        for inside in ["", "data"] {
            tell(&server, format!("drop database if exists {name}{inside} with (force)"));
        }
    }
}

/// Tells the server something, from a thread of its own, since a runtime cannot be waited for from within another; gives
/// the code of its error.
pub fn tell(address: &str, statement: String) -> Option<String> {
    let address = address.to_owned();
    let told = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&address).await.expect("the server of TIDEMARK_POSTGRES");
            let error = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.err();
            let _ = connection.close().await;
            error.map(|error| error.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned())
        })
    });
    told.join().unwrap_or(Some("no connection".to_owned()))
}

fn name(folder: &Path) -> String {
    let name = folder.strip_prefix(std::env::temp_dir()).unwrap_or(folder).to_string_lossy().to_ascii_lowercase();
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("t_{}", &plain[plain.len().saturating_sub(60)..])
}

fn address(server: &str, name: &str) -> String {
    let (address, rest) = server.split_once('?').map_or((server, None), |(address, rest)| (address, Some(rest)));
    let at = address.rfind('/').unwrap_or(address.len());
    format!("{}/{name}{}", &address[..at], rest.map(|rest| format!("?{rest}")).unwrap_or_default())
}
