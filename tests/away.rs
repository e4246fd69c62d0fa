//! The server of PostgreSQL goes away, falls silent in the middle of something, is set otherwise, takes nothing new or has
//! no room, while people answer: nobody waits for long, nothing is acknowledged that is not kept, and whoever watches is
//! told. Without a server (`TIDEMARK_POSTGRES`) each test says that it is left out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod demo;
mod ground;
mod program;

use std::sync::Arc;
use std::time::{Duration, Instant};

use demo::free_port;
use ground::{Folder, count, database, prepared, submission};
use program::{Program, get};
use server::Error;
use server::settings::Database;
use server::store::group::{Work, Writer};
use server::store::submit::Outcome;
use server::store::{Store, presence, sql};
use sqlx::{Connection, PgConnection};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// The server, or a word that it is missing.
fn server() -> Option<String> {
    let server = database::server();
    if server.is_none() {
        println!("SKIPPED: no PostgreSQL server (tests/database/server starts one)");
    }
    server
}

/// A database of its own, its address and its name.
struct Place {
    folder: Folder,
    server: String,
    address: String,
    name: String,
}

impl Place {
    fn new() -> Option<Self> {
        let (server, folder) = (server()?, Folder::new());
        let address = database::url(folder.path());
        let name = address.rsplit('/').next().unwrap().to_owned();
        Some(Self { folder, server, address, name })
    }

    async fn open(&self, address: &str) -> server::Result<Store> {
        Store::open_at(self.folder.path(), &Database::of(address).unwrap()).await
    }

    /// Whoever looks after the server changes something of this database.
    fn alter(&self, what: &str) {
        assert_eq!(database::tell(&self.server, format!("alter database {} {what}", self.name)), None);
    }

    /// Ends every connection to it.
    fn cut(&self) {
        let cut = format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'", self.name);
        assert_eq!(database::tell(&self.server, cut), None);
    }
}

/// A wire to the server that can be cut, or fall silent as behind a firewall that drops what passes.
struct Wire {
    address: String,
    silence: Arc<watch::Sender<()>>,
    carrying: JoinHandle<()>,
}

impl Wire {
    async fn to(address: &str) -> Self {
        let host = address.rsplit_once('@').unwrap().1.split('/').next().unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let near = listener.local_addr().unwrap().to_string();
        let silence = Arc::new(watch::Sender::new(()));
        let carrying = tokio::spawn(carry(listener, host.clone(), Arc::clone(&silence)));
        Self { address: address.replacen(&host, &near, 1), silence, carrying }
    }

    /// Nothing passes any more on the lines that are open now; they stay open.
    fn fall_silent(&self) {
        self.silence.send_replace(());
    }

    /// Every line ends, and no other can be had.
    async fn cut(&self) {
        self.carrying.abort();
        while !self.carrying.is_finished() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn carry(listener: TcpListener, host: String, silence: Arc<watch::Sender<()>>) {
    let mut lines = JoinSet::new();
    while let Ok((mut near, _)) = listener.accept().await {
        let (host, mut silent) = (host.clone(), silence.subscribe());
        lines.spawn(async move {
            let mut far = TcpStream::connect(host).await.unwrap();
            tokio::select! {
                _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                _ = silent.changed() => std::future::pending().await,
            }
        });
    }
}

/// The code of what cannot be done now.
fn code<T>(outcome: server::Result<T>) -> String {
    match outcome {
        Ok(_) => "well".to_owned(),
        Err(Error::Unavailable(code)) => code.to_owned(),
        Err(other) => format!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_is_said_within_seconds_and_others_are_waited_for() {
    let Some(place) = Place::new() else { return };
    let wire = Wire::to(&place.address).await;
    let store = place.open(&wire.address).await.unwrap();
    let first = store.write().await.unwrap();
    let other = store.clone();
    let second = tokio::spawn(async move { other.write().await.map(drop) });
    tokio::time::sleep(Duration::from_secs(7)).await;
    assert!(!second.is_finished(), "who waits for others goes on waiting");
    first.commit().await.unwrap();
    assert_eq!(code(second.await.unwrap()), "well", "control: and gets there");
    wire.cut().await;
    let began = Instant::now();
    assert_eq!(code(store.write().await), "database-away");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

/// Work in the middle of which the wire falls silent.
struct Silenced(Arc<Wire>);

impl Work for Silenced {
    type Output = ();

    async fn perform(&self, connection: &mut sql::Connection) -> sqlx::Result<()> {
        self.0.fall_silent();
        sql::query("select 1").execute(connection).await.map(drop)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_falls_silent_stops_nobody_for_long() {
    let Some(place) = Place::new() else { return };
    prepared(&place.folder).await;
    let wire = Arc::new(Wire::to(&place.address).await);
    let store = place.open(&wire.address).await.unwrap();
    let writer = Writer::start(store.clone());
    assert_eq!(writer.submit(submission()).await.unwrap(), Outcome::Stored, "control");
    let began = Instant::now();
    assert_eq!(code(writer.together(Silenced(Arc::clone(&wire))).await), "database-away");
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    let (began, late) = (Instant::now(), submission());
    assert_eq!(writer.submit(late.clone()).await.unwrap(), Outcome::Stored, "the next goes another way");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert_eq!(writer.submit(late).await.unwrap(), Outcome::AlreadyStored, "and may be sent again");
    assert_eq!(count(&store, "pending").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_acknowledged_when_a_setting_was_changed_meanwhile() {
    let Some(place) = Place::new() else { return };
    let store = prepared(&place.folder).await;
    let writer = Writer::start(store.clone());
    assert_eq!(writer.submit(submission()).await.unwrap(), Outcome::Stored, "control");
    let mut open = store.write().await.unwrap();
    sql::query("set synchronous_commit = off").execute(&mut *open).await.unwrap();
    open.commit().await.unwrap();
    assert_eq!(code(store.write().await), "database-settings", "on a connection that was open before");

    place.alter("set synchronous_commit = off");
    place.cut();
    assert_eq!(code(writer.submit(submission()).await), "database-settings", "and on a new one");
    place.alter("reset synchronous_commit");
    assert_eq!(writer.submit(submission()).await.unwrap(), Outcome::Stored, "control: set as it must be");
    assert_eq!(count(&store, "pending").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_only_reads_is_not_served_and_whoever_watches_is_told() {
    let Some(place) = Place::new() else { return };
    let watch = format!("127.0.0.1:{}", free_port());
    let _program = Program::start(place.folder.path(), &["--watch", watch.as_str()]);
    for _ in 0..100 {
        if std::net::TcpStream::connect(&watch).is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(get(&watch, "/healthz").text(), "ok\n", "control");
    place.alter("set default_transaction_read_only = on");
    place.cut();
    let sick = get(&watch, "/healthz");
    assert_eq!((sick.status, sick.text()), (503, "the database takes nothing new\n".to_owned()));
    assert_eq!(code(place.open(&place.address).await), "database-read-only");
    place.alter("reset default_transaction_read_only");
    assert_eq!(code(place.open(&place.address).await), "well", "control");
    assert_eq!(get(&watch, "/healthz").status, 200, "and all is well again");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_new_begins_where_the_server_has_no_room() {
    const FULL: &str = "create function no_room() returns trigger language plpgsql as
        $$ begin raise exception 'no room' using errcode = '53100'; end $$;
        create trigger no_room before insert on pending for each row execute function no_room();";
    let Some(place) = Place::new() else { return };
    let store = prepared(&place.folder).await;
    let writer = Writer::start(store.clone());
    writer.submit(submission()).await.unwrap();
    assert!(store.ballast.lets_begin(), "control");
    sql::script(FULL, &store.pool).await.unwrap();
    let late = submission();
    assert_eq!(code(writer.submit(late.clone()).await), "disk-full");
    assert!(!store.ballast.lets_begin());
    sql::script("drop trigger no_room on pending", &store.pool).await.unwrap();
    assert_eq!(
        writer.submit(late).await.unwrap(),
        Outcome::Stored,
        "who has begun may finish as soon as there is room"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_move_begins_while_a_process_serves_that_has_no_connection_in_its_pools() {
    let Some(place) = Place::new() else { return };
    let store = place.open(&place.address).await.unwrap();
    let there = tokio::spawn(presence::keep(store.clone()));
    tokio::time::sleep(Duration::from_secs(2)).await;
    store.close().await;
    let mut mover = PgConnection::connect(&place.address).await.unwrap();
    assert_eq!(code(presence::alone_on(&mut mover).await), "move-served");
    there.abort();
    assert_eq!(code(presence::alone_on(&mut mover).await), "well", "control: it has ended");
}
