//! Whoever runs the program gives it a database server in place of a file: the same statements, the same upgrades with
//! rows in them, its settings asserted, its password shown nowhere. What needs a server is left out without one
//! (`TIDEMARK_POSTGRES`, see `tests/database/server`), and says so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod database;
mod ground;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use ground::Folder;
use server::settings::Database;
use server::store::{Store, postgres, sql};
use server::{Error, store};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqlSafeStr};

/// The server, or a word that it is missing.
fn server() -> Option<String> {
    let server = database::server();
    if server.is_none() {
        println!("SKIPPED: no PostgreSQL server (tests/database/server starts one)");
    }
    server
}

/// An address of the server for a database of its own without words of SQLite; it goes with its folder.
fn bare(folder: &Folder, server: &str) -> String {
    let address = database::url(folder.path());
    let name = address.rsplit('/').next().unwrap().to_owned();
    assert_eq!(database::tell(server, format!("alter database {name} reset search_path")), None);
    address
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => sources(&path, found),
            path if path.extension().is_some_and(|ending| ending == "rs") => found.push(path),
            _ => {}
        }
    }
}

/// Texts between quotes in a source file, without what is a test of its own.
fn texts(source: &str) -> Vec<String> {
    let product = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut rest = product;
    while let Some(from) = rest.find('"') {
        let inside = &rest[from + 1..];
        let mut end = 0;
        while !inside[end..].starts_with('"') && end < inside.len() {
            end += if inside[end..].starts_with('\\') {
                2
            } else {
                inside[end..].chars().next().map_or(1, char::len_utf8)
            };
        }
        let text = inside.get(..end).unwrap_or_default();
        found.push(text.split("\\\n").map(str::trim_start).collect::<Vec<_>>().concat().replace("\\\"", "\""));
        rest = inside.get(end + 1..).unwrap_or_default();
    }
    found
}

/// Whether a text is a whole statement about rows.
fn is_statement(text: &str) -> bool {
    let text = text.trim_start();
    let begins = ["insert into ", "delete from ", "with recursive "].iter().any(|verb| text.starts_with(verb))
        || text.starts_with("update ") && text.contains(" set ")
        || text.starts_with("select ") && text.len() > "select 'ok'".len();
    begins && !text.replace("'{}'", "").contains('{')
}

/// Every statement of the program, and which of them are for one database alone: those with words of its own.
fn statements() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("server/src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let product = files.iter().filter(|path| !path.ends_with("dialect.rs"));
    product.flat_map(|path| texts(&std::fs::read_to_string(path).unwrap())).filter(|text| is_statement(text)).collect()
}

fn is_of(engine: sql::Engine, statement: &str) -> bool {
    let own: &[&str] = match engine {
        sql::Engine::Sqlite => &["pragma_", "sqlite_version", "sqlite_master"],
        sql::Engine::Postgres => &[
            "pg_",
            "current_setting",
            "current_schema",
            "extract(epoch",
            " for update",
            "::bytea",
            "split_part",
            "by_key_",
        ],
    };
    own.iter().any(|word| statement.contains(word))
}

#[tokio::test]
async fn design_5_every_statement_is_prepared_on_sqlite() {
    let folder = Folder::new();
    let store = Store::open(folder.path()).await.unwrap();
    let sql::Pool::Sqlite(pool) = &store.pool else { panic!("a file") };
    let all = statements();
    assert!(all.len() > 250, "{} statements", all.len());
    let mut connection = pool.acquire().await.unwrap();
    for text in all.iter().filter(|text| !is_of(sql::Engine::Postgres, text)) {
        let prepared = (&mut *connection).prepare(AssertSqlSafe(text.clone()).into_sql_str()).await;
        assert!(prepared.is_ok(), "{text}: {:?}", prepared.err());
    }
    let wrong = (&mut *connection).prepare("select nothing from studies".into_sql_str()).await;
    assert!(wrong.is_err(), "control");
}

#[tokio::test]
async fn design_5_every_statement_is_prepared_on_postgresql() {
    let Some(server) = server() else { return };
    let folder = Folder::new();
    let address = bare(&folder, &server);
    drop(Store::open_at(folder.path(), &Database::of(&address).unwrap()).await.unwrap());
    let mut connection = PgConnection::connect(&address).await.unwrap();
    for text in statements().iter().filter(|text| !is_of(sql::Engine::Sqlite, text)) {
        let prepared = (&mut connection).prepare(AssertSqlSafe(text.clone()).into_sql_str()).await;
        assert!(prepared.is_ok(), "{text}: {:?}", prepared.err());
    }
}

#[tokio::test]
async fn each_earlier_schema_is_upgraded_on_postgresql_and_keeps_its_rows() {
    const ROWS: &str = "insert into studies values ('study', 'Shore', 'UTC', 11, '/', 'Questions', '', null);
        insert into people values ('owner', 'Olive', 'olive', '', '', '', true, true);
        insert into instruments values ('instrument', 'study', 'survey', '');
        insert into waves values ('wave', 'study', '2026', '2026-01-01', 1);
        insert into sites values ('north', 'study', 'North');
        insert into collections (id, study_id, wave_id, instrument_id, version_hash, rehearsal, state, settings)
            values ('survivors', 'study', 'wave', 'instrument', 'v1', false, 'open', '{}');
        insert into links values ('pebble', 'survivors', 'north', null, 'open');
        insert into responses values ('one', 'survivors', 'north', null, 'key', 'sealed');
        insert into pending values ('two', 'survivors', 'north', null, 'other', 'sealed');
        insert into submissions values ('key', 'survivors'), ('other', 'survivors');
        insert into audit values (1, 'study', 'hash', '2026-01-01', 'owner', 'export', 'all');";
    let Some(server) = server() else { return };
    let all: Vec<_> = store::sqlite::migrations().iter().cloned().collect();
    for until in 1..all.len() {
        let folder = Folder::new();
        let address = bare(&folder, &server);
        let pool = PgPoolOptions::new().max_connections(1).connect(&address).await.unwrap();
        let earlier = sqlx::migrate::Migrator::with_migrations(all[..until].to_vec());
        sql::dialect::postgres(&earlier).run(&pool).await.unwrap();
        sqlx::raw_sql(ROWS).execute(&pool).await.unwrap();
        pool.close().await;
        let store = Store::open_at(folder.path(), &Database::of(&address).unwrap()).await.unwrap();
        for (table, rows) in [("responses", 1), ("pending", 1), ("submissions", 2), ("heads", 1), ("audit", 1)] {
            assert_eq!(ground::count(&store, table).await, rows, "{table} after schema {until}");
        }
        let done = ground::count(&store, "_sqlx_migrations where success").await;
        assert_eq!(usize::try_from(done).unwrap(), all.len());
    }
}

#[tokio::test]
async fn a_newer_schema_on_postgresql_is_said_and_left_as_it_is() {
    let Some(server) = server() else { return };
    let folder = Folder::new();
    let address = Database::of(&bare(&folder, &server)).unwrap();
    let store = Store::open_at(folder.path(), &address).await.unwrap();
    let later = "insert into _sqlx_migrations values (9999, 'later', now(), true, '', 0)";
    sql::query(later).execute(&store.pool).await.unwrap();
    let refused = Store::open_at(folder.path(), &address).await;
    assert!(matches!(refused, Err(Error::Unavailable("schema-newer"))), "{refused:?}");
}

#[tokio::test]
async fn a_database_with_tables_of_another_program_is_left_as_it_is() {
    const LEFT: &str =
        "do $$ begin if to_regclass('_sqlx_migrations') is not null then raise 'changed'; end if; end $$";
    let Some(server) = server() else { return };
    let folder = Folder::new();
    let address = bare(&folder, &server);
    assert_eq!(database::tell(&address, "create table words (id bigint)".to_owned()), None);
    let refused = Store::open_at(folder.path(), &Database::of(&address).unwrap()).await;
    assert!(matches!(refused, Err(Error::Unavailable("schema-foreign"))), "{refused:?}");
    assert_eq!(database::tell(&address, LEFT.to_owned()), None, "nothing was changed");
    let said = said(&address, folder.path());
    assert!(said.contains("not of this program") && !said.contains("data folder"), "{said}");
    assert_eq!(database::tell(&address, "drop table words".to_owned()), None);
    let opened = Store::open_at(folder.path(), &Database::of(&address).unwrap()).await;
    assert!(opened.is_ok(), "control: an empty one");
    assert!(database::tell(&address, LEFT.to_owned()).is_some(), "control");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_processes_that_begin_at_once_one_makes_the_secret_and_the_others_make_none() {
    const FILE: &str = "installation.secret";
    let Some(server) = server() else { return };
    let folders = [Folder::new(), Folder::new(), Folder::new()];
    let address = Database::of(&bare(&folders[0], &server)).unwrap();
    let first = Store::open_at(folders[0].path(), &address).await.unwrap();
    // Each has seen that there is none yet, and waits.
    let waits = first.write().await.unwrap();
    let begin = async |folder: &Folder| {
        let store = Store::open_at(folder.path(), &address).await.unwrap();
        store::installation::secret(&store, folder.path()).await.map(drop)
    };
    let begun = futures_util::future::join_all(folders.iter().map(begin));
    let let_go = async {
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        waits.commit().await.unwrap();
    };
    let (done, ()) = tokio::join!(begun, let_go);
    assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1, "{done:?}");
    let lost = |done: &&server::Result<()>| matches!(done, Err(Error::Invalid("secret-lost", _)));
    assert_eq!(done.iter().filter(lost).count(), 2, "{done:?}");
    let (with, without): (Vec<_>, Vec<_>) = folders.iter().partition(|folder| folder.path().join(FILE).exists());
    assert_eq!((with.len(), without.len()), (1, 2));
    std::fs::copy(with[0].path().join(FILE), without[0].path().join(FILE)).unwrap();
    let copied = store::installation::secret(&first, without[0].path()).await;
    assert!(copied.is_ok(), "control: with a copy it is as good as the first");
}

#[tokio::test]
async fn design_4_10_every_setting_of_postgresql_is_asserted_and_the_assertion_fires() {
    let Some(server) = server() else { return };
    let folder = Folder::new();
    let address = bare(&folder, &server);
    let asserted = async |name: &'static str, value: &'static str| {
        let options: PgConnectOptions = address.parse().unwrap();
        let connection = PgConnection::connect_with(&options.options([(name, value)])).await.unwrap();
        postgres::assert(&mut connection.into()).await
    };
    assert!(asserted("synchronous_commit", "on").await.is_ok(), "control: our own settings pass");
    for (name, value) in [
        ("synchronous_commit", "off"),
        ("default_transaction_isolation", "serializable"),
        ("log_statement", "all"),
        ("log_min_duration_statement", "0"),
        ("log_min_duration_sample", "0"),
        ("log_transaction_sample_rate", "1"),
        ("log_duration", "on"),
        ("log_parameter_max_length_on_error", "-1"),
        ("session_replication_role", "replica"),
    ] {
        let refused = asserted(name, value).await;
        assert!(
            matches!(&refused, Err(Error::Invalid("database-settings", found)) if found == name),
            "{name}: {refused:?}"
        );
    }
    let read_only = asserted("default_transaction_read_only", "on").await;
    assert!(matches!(read_only, Err(Error::Unavailable("database-read-only"))), "{read_only:?}");
}

#[tokio::test]
async fn two_processes_append_to_one_record_and_its_chain_is_whole() {
    let Some(server) = server() else { return };
    let folder = Folder::new();
    let address = Database::of(&bare(&folder, &server)).unwrap();
    let stores = [
        Store::open_at(folder.path(), &address).await.unwrap(),
        Store::open_at(folder.path(), &address).await.unwrap(),
    ];
    let tasks = stores.clone().map(|store| {
        tokio::spawn(async move {
            for number in 0..40 {
                let mut to = store.write().await.unwrap();
                store::audit::append(&mut to, None, "owner", "export", &number.to_string()).await.unwrap();
                to.commit().await.unwrap();
            }
        })
    });
    for task in tasks {
        task.await.unwrap();
    }
    let verdict = store::audit::verify(&stores[0]).await.unwrap();
    assert!(matches!(verdict, store::audit::Verdict::Whole { acts: 80, .. }), "{verdict:?}");
}

/// What a program says before it ends.
fn said(address: &str, folder: &Path) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_tidemark"))
        .args(["serve", "--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0", "--data"])
        .arg(folder)
        .env("DATABASE_URL", address)
        .output()
        .unwrap();
    assert!(!done.status.success(), "{address}");
    String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap()
}

#[test]
fn a_password_is_never_shown() {
    const PASSWORD: &str = "otters-and-herons";
    let folder = Folder::new();
    let mut addresses = vec![
        format!("postgres://tidemark:{PASSWORD}@127.0.0.1:1/tidemark"),
        format!("postgres://tidemark:{PASSWORD}@[::1/tidemark"),
        format!("postgres://tidemark:{PASSWORD}@127.0.0.1:port/tidemark"),
        format!("postgres://tidemark:{PASSWORD}@127.0.0.1:1/tidemark?sslmode=none"),
        format!("mysql://tidemark:{PASSWORD}@127.0.0.1:1/tidemark"),
    ];
    if let Some(server) = server() {
        let (_, host) = server.rsplit_once('@').unwrap();
        addresses.push(format!("postgres://tidemark:{PASSWORD}@{host}"));
    }
    for address in addresses {
        let said = said(&address, folder.path());
        assert!(!said.contains(PASSWORD), "{address}: {said}");
        assert!(said.contains("database server") || said.contains("DATABASE_URL"), "{address}: {said}");
    }
    let told = format!("{:?}", Database::of(&format!("postgres://tidemark:{PASSWORD}@localhost/x")).unwrap());
    assert!(!told.contains(PASSWORD), "{told}");
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_as_the_address_demands_is_said() {
    let Some(server) = server() else { return };
    let folder = Folder::new();
    let address = bare(&folder, &server);
    let mark = if address.contains('?') { '&' } else { '?' };
    for (demand, said) in [("verify-full", Some("database-tls")), ("prefer", None)] {
        let address = Database::of(&format!("{address}{mark}sslmode={demand}")).unwrap();
        let refused = match Store::open_at(folder.path(), &address).await {
            Ok(_) => None,
            Err(Error::Unavailable(code)) => Some(code),
            Err(other) => panic!("{demand}: {other}"),
        };
        assert_eq!(refused, said, "{demand} (control: without a demand it goes on)");
    }
}

#[tokio::test]
async fn a_server_that_is_lost_is_said_and_found_again() {
    let Some(server) = server() else { return };
    let folder = Folder::new();
    let address = bare(&folder, &server);
    let name = address.rsplit('/').next().unwrap().to_owned();
    let store = Store::open_at(folder.path(), &Database::of(&address).unwrap()).await.unwrap();
    let begun = store.write().await.unwrap();
    let cut = format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
    assert_eq!(database::tell(&server, cut), None);
    let lost = begun.commit().await.map_err(|error| store::disk::explain(&error));
    assert!(matches!(lost, Err(Error::Unavailable("database-away"))), "{lost:?}");
    let again = store.write().await;
    assert!(again.is_ok(), "the next one goes on: {:?}", again.err());
}
