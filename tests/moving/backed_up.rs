//! A server is backed up, of one moment while others write, into the file that a folder gives: it opens, lacks nothing
//! that was thanked for, and goes on from a folder to another server.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use server::seal::recovery::Kit;
use server::settings::Database;
use server::store::moving::{End, Step, snapshot};
use server::store::submit::{Submission, Writer};
use server::store::{FILE, Store, audit, installation, sql};
use sqlx::{Connection, SqliteConnection};
use tokio::task::JoinSet;

use crate::ground::{Folder, submission};
use crate::house;
use crate::places::{self, Where};

const NOWHERE: [String; 0] = [];
/// So many answers take a moment to read.
const ANSWERS: u32 = 4000;
/// So many more are thanked for before the backup begins.
const BEFORE: usize = 40;

/// An installation on a server, its folder with the secret, and its kit.
struct Kept {
    data: Folder,
    there: Where,
    kit: PathBuf,
}

impl Kept {
    async fn new(answers: u32) -> Option<Self> {
        let there = Where::Server(places::Server::fresh().await?);
        let (data, kit) = (house::crowded(answers).await, Kit::new());
        let mut end = End::source(&places::of(data.path())).await.unwrap();
        installation::set_recovery_key(&mut end.connection, &kit.public).await.unwrap();
        end.close().await.unwrap();
        let file = data.path().join("kit.txt");
        std::fs::write(&file, kit.blocks.join("\n")).unwrap();
        let (well, said) = house::said(house::command(data.path(), None, &there));
        assert!(well, "{said}");
        Some(Self { data, there, kit: file })
    }

    fn url(&self) -> &str {
        self.there.told(self.data.path()).1.expect("a server")
    }

    /// The program with this database and folder.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = house::program(Some(self.url()));
        command.args(words).arg("--data").arg(self.data.path()).env_remove("TIDEMARK_RESPOND_DATABASE_URL");
        command
    }

    fn backup(&self, to: &Path) -> Command {
        self.command(&["backup", "--to", text(to)])
    }

    /// Restores a backup into a folder inside of this one, beside this `DATABASE_URL` or without.
    fn restored(&self, from: &Path, name: &str, url: Option<&str>) -> (PathBuf, String) {
        let (mut command, data) = (house::program(url), self.data.path().join(name));
        command.args(["restore", "--from", text(from), "--kit", text(&self.kit), "--data", text(&data)]);
        let (well, said) = house::said(command);
        assert!(well, "{said}");
        (data, said)
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("test paths are text")
}

/// Somebody answers, and somebody else writes into an early, a middle and the last table at once, until it is over.
struct Busy {
    thanked: Arc<Mutex<Vec<String>>>,
    over: Arc<AtomicBool>,
    working: JoinSet<()>,
}

impl Busy {
    fn begin(store: &Store) -> Self {
        let (thanked, over, mut working) = (Arc::default(), Arc::new(AtomicBool::new(false)), JoinSet::new());
        working.spawn(answer(Writer::start(store.clone()), Arc::clone(&thanked), Arc::clone(&over)));
        working.spawn(tally(store.clone(), Arc::clone(&over)));
        Self { thanked, over, working }
    }

    fn thanked(&self) -> Vec<String> {
        self.thanked.lock().unwrap().clone()
    }

    /// Waits until so many were thanked.
    async fn reaches(&self, count: usize) {
        while self.thanked().len() < count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn end(self) {
        self.over.store(true, Ordering::Relaxed);
        self.working.join_all().await;
    }
}

async fn answer(writer: Writer, thanked: Arc<Mutex<Vec<String>>>, over: Arc<AtomicBool>) {
    while !over.load(Ordering::Relaxed) {
        let one = Submission { collection_id: "id 1".into(), site_id: "id 1".into(), ..submission() };
        let id = one.response_id.clone();
        writer.submit(one).await.expect("stored");
        thanked.lock().unwrap().push(id);
    }
}

async fn tally(store: Store, over: Arc<AtomicBool>) {
    const COUNT: &str = "insert into installation (name, value) values ('tally', $1) \
         on conflict (name) do update set value = excluded.value";
    const WORD: &str = "insert into words (language, key, text) values ('tally', $1, '')";
    for number in 1_i64.. {
        if over.load(Ordering::Relaxed) {
            return;
        }
        let mut to = store.write().await.unwrap();
        sql::query(COUNT).bind(number.to_be_bytes().to_vec()).execute(&mut *to).await.unwrap();
        sql::query(WORD).bind(number.to_string()).execute(&mut *to).await.unwrap();
        audit::append(&mut to, Some("id 1"), "id 1", "export", "tally").await.unwrap();
        to.commit().await.unwrap();
    }
}

/// How often the three tables were written together, as each of them tells it; read so long after each other.
async fn tallies(from: &Store, pause: Duration) -> [i64; 3] {
    let mut connection = from.pool.acquire().await.unwrap();
    let count = sql::query_scalar::<Vec<u8>>("select value from installation where name = 'tally'");
    let count = count.fetch_optional(&mut connection).await.unwrap();
    let mut all = [count.map_or(0, |count| i64::from_be_bytes(count.try_into().unwrap())), 0, 0];
    let rows =
        ["select count(*) from words where language = 'tally'", "select count(*) from audit where object = 'tally'"];
    for (told, question) in all[1..].iter_mut().zip(rows) {
        tokio::time::sleep(pause).await;
        *told = sql::query_scalar(question).fetch_one(&mut connection).await.unwrap();
    }
    all
}

async fn answers(from: &Store) -> BTreeSet<String> {
    const ALL: &str = "select id from pending union select id from responses";
    sql::query_scalar::<String>(ALL).fetch_all(&from.pool).await.unwrap().into_iter().collect()
}

/// Marks of a move in an installation.
async fn marks(from: &Store) -> i64 {
    const MARKS: &str = "select count(*) from installation where name in ('moved-to', 'moving-from')";
    sql::query_scalar(MARKS).fetch_one(&from.pool).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_meanwhile_tears_no_backup_of_a_server_and_nothing_thanked_for_is_missing() {
    let Some(kept) = Kept::new(ANSWERS).await else { return };
    let file = kept.data.path().join("night.age");
    let store = Store::open_at(kept.data.path(), &Database::of(kept.url()).unwrap()).await.unwrap();
    let busy = Busy::begin(&store);
    busy.reaches(BEFORE).await;
    let torn = tallies(&store, Duration::from_millis(300)).await;
    assert!(torn[0] < torn[1] && torn[1] < torn[2], "control: read at leisure, the tables do not fit: {torn:?}");
    let before = busy.thanked();
    let backup = kept.backup(&file);
    let (well, said) = tokio::task::spawn_blocking(|| house::said(backup)).await.unwrap();
    assert!(well, "{said}");
    let after = busy.thanked();
    busy.end().await;

    let (data, said) = kept.restored(&file, "restored", None);
    assert!(said.contains("The audit is whole"), "{said}");
    let restored = Store::open(&data).await.unwrap();
    let told = tallies(&restored, Duration::ZERO).await;
    assert!(told[0] > 0 && told.iter().all(|one| *one == told[0]), "{told:?}");
    let held = answers(&restored).await;
    assert!(before.iter().all(|id| held.contains(id)), "nothing that was thanked for is missing");
    let since = answers(&store).await.difference(&held).count();
    assert!(after.len() > before.len() && since > 0, "control: somebody answered meanwhile and after: {since}");
    assert_eq!((marks(&restored).await, marks(&store).await), (0, 0));
    println!("{} answers in the backup, {} thanked for before it, {since} since", held.len(), before.len());
}

#[tokio::test]
async fn it_opens_as_any_other_changes_nothing_and_goes_on_to_another_server() {
    let Some(kept) = Kept::new(0).await else { return };
    let backups = Folder::new();
    let before = house::held(&kept.there.place()).await;
    let doctor = || house::said(kept.command(&["doctor", "--quiet", "--backups", text(backups.path())])).1;
    assert!(doctor().contains("There is no backup"), "control");
    let file = backups.path().join("night.age");
    let (well, said) = house::said(kept.backup(&file));
    assert!(well && said.contains("night.age (") && said.contains("Only the recovery kit opens it"), "{said}");
    let again = house::said(kept.backup(&file));
    assert!(!again.0 && again.1.contains("is there already"), "{}", again.1);
    let wrong = doctor();
    assert!(wrong.lines().count() == 1 && wrong.contains("has no role of its own"), "the backup is well: {wrong}");
    let left: Vec<_> = std::fs::read_dir(kept.data.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| text(Path::new(name)).ends_with(".passing")), "{left:?}");
    assert_eq!(house::different(&house::held(&kept.there.place()).await, &before), NOWHERE, "nothing was changed");

    let mut verify = house::program(Some(kept.url()));
    verify.args(["verify", "--from", text(&file), "--kit", text(&kept.kit)]);
    let (well, said) = house::said(verify);
    assert!(well && said.contains("The backup is whole"), "{said}");
    let (data, said) = kept.restored(&file, "restored", Some(kept.url()));
    assert!(said.contains("tidemark move --data") && !said.contains("Next: start the program on"), "{said}");
    let alone = kept.restored(&file, "alone", None).1;
    assert!(alone.contains("Next: start the program on") && !alone.contains("tidemark move"), "control: {alone}");
    assert_eq!(house::different(&house::held(&places::of(&data)).await, &before), NOWHERE);
    let next = Where::Server(places::Server::fresh().await.unwrap());
    let (well, said) = house::said(house::command(&data, None, &next));
    assert!(well, "{said}");
    assert_eq!(house::different(&house::held(&next.place()).await, &before), NOWHERE);
}

/// The backup is refused with this, and nothing is left of it.
fn refused(kept: &Kept, why: &str) {
    let file = kept.data.path().join("refused.age");
    let (well, said) = house::said(kept.backup(&file));
    assert!(!well && said.contains(why) && !said.contains("terminal-"), "{why}: {said}");
    assert!(!file.exists(), "{why}");
}

#[tokio::test]
async fn what_is_no_whole_installation_of_this_version_gives_no_backup() {
    let Some(kept) = Kept::new(0).await else { return };
    let Where::Server(server) = &kept.there else { panic!("a server") };
    let moving = kept.there.end().await;
    refused(&kept, "just being moved");
    moving.close().await.unwrap();
    server.run("create table another (id bigint primary key)").await;
    refused(&kept, "or are missing: another");
    server.run("drop table another").await;
    let (well, said) = house::said(kept.backup(&kept.data.path().join("control.age")));
    assert!(well, "control: as it was, it gives one: {said}");
    server.run("update installation set value = '' where name = 'secret-mark'").await;
    refused(&kept, "installation.secret");
    server.run("insert into installation (name, value) values ('moving-from', '')").await;
    refused(&kept, "is not finished");
    server.run("insert into installation (name, value) values ('moved-to', 'somewhere')").await;
    refused(&kept, "was moved to");
    server.run("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)").await;
    refused(&kept, "has not been brought up");
    server.run("drop schema public cascade").await;
    server.run("create schema public").await;
    refused(&kept, "no installation in PostgreSQL");
}

#[tokio::test]
async fn a_hold_on_a_server_is_told_to_whoever_deletes_backups() {
    let Some(kept) = Kept::new(0).await else { return };
    let Where::Server(server) = &kept.there else { panic!("a server") };
    let (free, said) = house::said(kept.command(&["doctor", "--hold"]));
    assert!(free && said.contains("No legal hold stands"), "control: {said}");
    server.run("update holds set ended_on = null where id = (select min(id) from holds)").await;
    let (free, said) = house::said(kept.command(&["doctor", "--hold"]));
    assert!(!free && said.contains("delete no backup"), "{said}");
}

#[tokio::test]
async fn a_copy_that_is_not_what_was_read_is_found_out() {
    for (harmed, outcome) in [(false, "moved"), (true, "backup-differs words")] {
        let (data, to) = (house::installation().await, Folder::new());
        let before = house::held(&places::of(data.path())).await;
        let file = to.path().join(FILE);
        let mut end = End::source(&places::of(data.path())).await.unwrap();
        let mut watch = |step: Step<'_>| {
            if harmed && matches!(step, Step::Copied { table: "words", .. }) {
                harm(&file);
            }
        };
        let copied = snapshot::copy(&mut end.connection, &file, &mut watch).await;
        assert_eq!(house::refusal(copied), outcome);
        end.close().await.unwrap();
        if !harmed {
            let names = std::fs::read_dir(to.path()).unwrap().count();
            assert_eq!(names, 1, "no other file lies beside it");
            assert_eq!(house::different(&house::held(&places::of(to.path())).await, &before), NOWHERE, "control");
        }
    }
}

/// What a bad disk might do to it meanwhile.
fn harm(file: &Path) {
    let address = format!("sqlite:{}", text(file));
    let harmed = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = SqliteConnection::connect(&address).await.unwrap();
            sqlx::query("update words set text = 'other' where key = 'key 1'").execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        });
    });
    harmed.join().unwrap();
}
