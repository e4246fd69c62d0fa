//! A coordinator starts, backs up and restores an installation; each time something is wrong she reads one sentence.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod ground;
mod program;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use ground::{Folder, count, prepared, submission};
use server::seal::codes::Installation;
use server::seal::recovery::Kit;
use server::store::submit::Writer;
use server::store::{FILE, Store, audit, installation, sql};

fn tidemark(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn text(path: &Path) -> &str {
    path.to_str().expect("test paths are text")
}

/// The one sentence of a program that refused.
fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    let sentence = String::from_utf8(output.stderr.clone()).expect("a sentence is text");
    assert_eq!(sentence.trim().lines().count(), 1, "{sentence}");
    assert!(!sentence.contains("panic") && !sentence.contains("terminal-"), "{sentence}");
    sentence
}

fn serve(data: &Path, respond: &str) -> Output {
    let arguments = ["serve", "--data", text(data), "--respond", respond, "--staff", "127.0.0.1:0"];
    tidemark(&arguments).output().expect("the program runs")
}

/// A running program, ended by its own id.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(data: &Path) -> Running {
    let arguments = ["serve", "--data", text(data), "--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0"];
    let mut running = Running(tidemark(&arguments).spawn().expect("the program starts"));
    let mut lines = BufReader::new(running.0.stdout.take().expect("its output is ours")).lines();
    let first = lines.next().expect("it says where it listens").expect("its output is text");
    assert!(first.starts_with("respond 127.0.0.1:"), "{first}");
    running
}

#[test]
fn an_unwritable_folder_is_said() {
    let folder = Folder::new();
    let file = folder.path().join("a file");
    std::fs::write(&file, "not a folder").unwrap();
    let sentence = refusal(&serve(&file.join("data"), "127.0.0.1:0"));
    assert!(sentence.contains("cannot be written"), "{sentence}");
}

#[test]
fn a_port_in_use_is_said() {
    let folder = Folder::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let sentence = refusal(&serve(folder.path(), &address));
    assert!(sentence.contains(&address), "{sentence}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no installation was begun");
    let free = "127.0.0.1:48631";
    let flags = ["serve", "--data", text(folder.path()), "--respond", free, "--staff", free];
    let sentence = refusal(&tidemark(&flags).output().unwrap());
    assert!(sentence.contains("a port of its own") && sentence.contains(free), "{sentence}");
}

#[test]
fn a_public_address_without_its_name_is_said() {
    let folder = Folder::new();
    let plain = refusal(&serve(folder.path(), "0.0.0.0:0"));
    assert!(plain.contains("0.0.0.0:0") && plain.contains("--certificate") && plain.contains("--respond-origin"));
    let flags = ["serve", "--data", text(folder.path()), "--respond", "0.0.0.0:0", "--respond-origin"];
    for wrong in ["http://questions.example", "https://questions.example/s/pebble", "questions.example"] {
        let sentence = refusal(&tidemark(&flags).arg(wrong).output().unwrap());
        assert!(sentence.contains(wrong) && sentence.contains("https://"), "{sentence}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was begun");
}

#[test]
fn behind_a_proxy_that_speaks_https_the_program_starts() {
    let folder = Folder::new();
    let flags = ["--respond-origin", "https://questions.example", "--staff-origin", "https://staff.example"];
    let program = program::Program::start_at("0.0.0.0:0", folder.path(), &flags);
    let address = program.respond.replace("0.0.0.0", "127.0.0.1");
    let page = program::ask(&address, "GET /withdraw", &["Host: questions.example"], b"").expect("an answer");
    assert_eq!(page.status, 200);
    assert!(page.header("strict-transport-security").is_some());
}

#[test]
fn a_damaged_database_is_said_and_left_as_it_is() {
    let folder = Folder::new();
    let file = folder.path().join(FILE);
    std::fs::write(&file, b"SQLite format 3\0 and then nothing sensible".repeat(200)).unwrap();
    let before = std::fs::read(&file).unwrap();
    assert!(refusal(&serve(folder.path(), "127.0.0.1:0")).contains("damaged"));
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[tokio::test]
async fn a_newer_schema_is_said_and_left_as_it_is() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    sql::query("insert into _sqlx_migrations values (9999, 'later', current_timestamp, true, x'00', 0)")
        .execute(&store.pool)
        .await
        .unwrap();
    drop(store);
    assert!(refusal(&serve(folder.path(), "127.0.0.1:0")).contains("newer version"));
    let file = format!("sqlite:{}", text(&folder.path().join(FILE)));
    let pool = sql::Pool::from(sqlx::SqlitePool::connect(&file).await.unwrap());
    sql::query("select 1").execute(&pool).await.unwrap();
}

#[tokio::test]
async fn an_older_schema_is_brought_up_to_date_and_keeps_what_it_held() {
    let folder = Folder::new();
    let (data, old) = (folder.path().join("data"), folder.path().join("migrations"));
    for made in [&data, &old] {
        std::fs::create_dir(made).unwrap();
    }
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    std::fs::copy(migrations.join("0001_start.sql"), old.join("0001_start.sql")).unwrap();
    let file = sqlx::sqlite::SqliteConnectOptions::new().filename(data.join(FILE)).create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(file).await.unwrap();
    sqlx::migrate::Migrator::new(old).await.unwrap().run(&pool).await.unwrap();
    sqlx::query("insert into studies values ('study', 'Shore', 'UTC', 11, '/', 'Questions', x'00', null)")
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    drop(start(&data));
    let store = Store::open(&data).await.unwrap();
    assert_eq!(count(&store, "studies where name = 'Shore'").await, 1);
    let all = std::fs::read_dir(migrations).unwrap().count() as i64;
    assert_eq!(count(&store, "_sqlx_migrations where success").await, all);
}

#[tokio::test]
async fn a_database_of_something_else_is_said_and_left_as_it_is() {
    let folder = Folder::new();
    let file = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join(FILE)).create_if_missing(true);
    let pool = sql::Pool::from(sqlx::SqlitePool::connect_with(file).await.unwrap());
    sql::query("create table people (cake text)").execute(&pool).await.unwrap();
    assert!(refusal(&serve(folder.path(), "127.0.0.1:0")).contains("is not of this program"));
    let columns: i64 =
        sql::query_scalar("select count(*) from pragma_table_info('people')").fetch_one(&pool).await.unwrap();
    assert_eq!(columns, 1);
}

#[tokio::test]
async fn a_wrong_certificate_is_said() {
    let folder = Folder::new();
    let pem = folder.path().join("wrong.pem");
    std::fs::write(&pem, "nothing").unwrap();
    let data = folder.path().join("data");
    let flags =
        ["serve", "--data", text(&data), "--certificate", text(&pem), "--key", text(&pem), "--respond", "127.0.0.1:0"];
    assert!(refusal(&tidemark(&flags).output().unwrap()).contains("wrong.pem is no certificate chain"));
    let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
    if ![&one, &other].into_iter().all(|name| made(name)) {
        return println!("SKIPPED: no openssl here to make certificates");
    }
    let [chain, key, stranger] = [one.with_extension("chain"), one.with_extension("key"), other.with_extension("key")];
    let said = |chain: &Path, key: &Path| {
        let flags = ["serve", "--data", text(&data), "--certificate", text(chain), "--key", text(key)];
        refusal(&tidemark(&flags).args(["--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0"]).output().unwrap())
    };
    assert!(said(&chain, &stranger).contains("belongs to another certificate"));
    assert!(said(&chain, &pem).contains("wrong.pem is no private key"));
    assert!(said(&key, &key).contains("one.key is no certificate chain"));
    assert!(said(&chain, &folder.path().join("nowhere")).contains("nowhere cannot be read"));
    assert!(!data.join(FILE).exists(), "nothing was begun");
}

/// A certificate and its key, in two files of a name.
fn made(name: &Path) -> bool {
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout"]);
    openssl.arg(name.with_extension("key")).arg("-out").arg(name.with_extension("chain"));
    openssl.stderr(Stdio::null()).status().is_ok_and(|made| made.success())
}

/// Somebody who may do little on this machine.
const NOBODY: u32 = 65534;

#[tokio::test]
async fn what_root_restores_belongs_to_the_folders_owner_and_a_file_that_may_not_be_opened_is_named() {
    use std::os::unix::{fs::MetadataExt, fs::chown, process::CommandExt};
    let (kept, elsewhere) = (kept().await, Folder::new());
    let (file, data) = (kept.folder.path().join("backup.age"), elsewhere.path().join("data"));
    assert!(kept.backup(&file).status.success());
    std::fs::create_dir(&data).unwrap();
    if chown(&data, Some(NOBODY), Some(NOBODY)).is_err() {
        return println!("SKIPPED: only root gives files away");
    }
    assert!(kept.restore(&file, &data).status.success());
    for name in [FILE, "installation.secret"] {
        assert_eq!(std::fs::metadata(data.join(name)).unwrap().uid(), NOBODY, "{name}");
    }
    let as_nobody =
        |arguments: &[&str]| tidemark(arguments).uid(NOBODY).gid(NOBODY).env("TMPDIR", elsewhere.path()).output();
    if !as_nobody(&["--version"]).is_ok_and(|said| said.status.success()) {
        return println!("SKIPPED: nobody else may run the program where it lies");
    }
    let doctor = ["doctor", "--data", text(&data)];
    std::fs::set_permissions(elsewhere.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    assert!(as_nobody(&doctor).unwrap().status.success(), "control: the owner looks at it");
    chown(data.join(FILE), Some(0), Some(0)).unwrap();
    let sentence = refusal(&as_nobody(&doctor).unwrap());
    assert!(sentence.contains(&format!("{FILE} (")) && sentence.contains("cannot be written"), "{sentence}");
    chown(&data, Some(0), Some(0)).unwrap();
    let closed = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&data, closed).unwrap();
    let sentence = refusal(&as_nobody(&doctor).unwrap());
    assert!(sentence.contains("may not be read") && !sentence.contains("no installation"), "{sentence}");
}

#[tokio::test]
async fn a_full_disk_refuses_and_takes_again_when_there_is_room() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let pages: i64 = sql::query_scalar("pragma page_count").fetch_one(&store.pool).await.unwrap();
    limit(&store, pages + 2).await;
    let writer = Writer::start(store.clone());
    let mut stored = 0;
    let refused = loop {
        match writer.submit(submission()).await {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
        assert!(stored < 50, "the limit never came");
    };
    assert!(matches!(refused, server::Error::Unavailable("disk-full")), "{refused}");
    assert_eq!(count(&store, "pending").await, stored, "what was acknowledged is there, and nothing else");
    limit(&store, 1_000_000).await;
    writer.submit(submission()).await.expect("there is room again");
}

/// Fills the disk, as far as the database can tell.
async fn limit(store: &Store, pages: i64) {
    let mut transaction = store.write().await.unwrap();
    let statement = format!("pragma max_page_count = {pages}");
    sql::query(sqlx::AssertSqlSafe(statement)).execute(&mut *transaction).await.unwrap();
    transaction.commit().await.unwrap();
}

struct Kept {
    folder: Folder,
    kit: Kit,
}

/// An installation with a kit and some responses.
async fn kept() -> Kept {
    let (folder, kit) = (Folder::new(), Kit::new());
    let store = prepared(&folder).await;
    installation::secret(&store, folder.path()).await.unwrap();
    let mut transaction = store.write().await.unwrap();
    installation::set_recovery_key(&mut transaction, &kit.public).await.unwrap();
    audit::append(&mut transaction, Some("study"), "owner", "make-study", "Study").await.unwrap();
    transaction.commit().await.unwrap();
    let writer = Writer::start(store);
    for _ in 0..30 {
        writer.submit(submission()).await.unwrap();
    }
    std::fs::write(folder.path().join("kit.txt"), kit.blocks.join("\n").to_lowercase()).unwrap();
    Kept { folder, kit }
}

impl Kept {
    fn doctor(&self, flags: &[&str]) -> Output {
        tidemark(&["doctor", "--data", text(self.folder.path())]).args(flags).output().unwrap()
    }

    fn backup(&self, to: &Path) -> Output {
        tidemark(&["backup", "--data", text(self.folder.path()), "--to", text(to)]).output().unwrap()
    }

    fn restore(&self, from: &Path, data: &Path) -> Output {
        let kit = self.folder.path().join("kit.txt");
        tidemark(&["restore", "--from", text(from), "--data", text(data), "--kit", text(&kit)]).output().unwrap()
    }
}

#[tokio::test]
async fn a_backup_made_while_the_program_runs_comes_back_whole() {
    let kept = kept().await;
    let running = start(kept.folder.path());
    let elsewhere = Folder::new();
    let (file, data) = (elsewhere.path().join("backup.age"), elsewhere.path().join("data"));
    let written = kept.backup(&file);
    let said = String::from_utf8_lossy(&written.stdout).into_owned();
    assert!(written.status.success() && said.contains("backup.age (") && said.contains("recovery kit opens"), "{said}");
    drop(running);
    assert!(kept.restore(&file, &data).status.success());
    let rights = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&data).unwrap().permissions());
    assert_eq!(rights & 0o777, 0o700, "nobody else on the machine looks into it");
    let restored = Store::open(&data).await.unwrap();
    assert_eq!(count(&restored, "pending").await + count(&restored, "responses").await, 30);
    let secret = |folder: &Path| *Installation::read(folder).unwrap().unwrap().as_bytes();
    assert_eq!(secret(&data), secret(kept.folder.path()), "codes still open");
    let left = std::fs::read_dir(kept.folder.path()).unwrap().flatten();
    assert!(left.map(|entry| entry.file_name()).all(|name| !text(Path::new(&name)).contains("passing")));
}

#[tokio::test]
async fn a_backup_shows_nothing_without_the_kit() {
    let kept = kept().await;
    let file = kept.folder.path().join("backup.age");
    assert!(kept.backup(&file).status.success());
    let bytes = std::fs::read(&file).unwrap();
    let secret = Installation::read(kept.folder.path()).unwrap().unwrap();
    for canary in [&b"SQLite"[..], b"survivors", &secret.as_bytes()[..]] {
        assert!(!bytes.windows(canary.len()).any(|at| at == canary));
    }
    std::fs::write(kept.folder.path().join("kit.txt"), Kit::new().blocks.join(" ")).unwrap();
    let [data, there] = ["restored", "there"].map(|name| kept.folder.path().join(name));
    std::fs::create_dir(&there).unwrap();
    for folder in [&data, &there] {
        assert!(refusal(&kept.restore(&file, folder)).contains("another recovery kit"));
        assert!(!folder.join(FILE).exists());
    }
    assert!(!data.exists() && there.exists(), "no empty folder is left, and one that was there stays");
}

#[tokio::test]
async fn a_cut_backup_restores_nothing() {
    let kept = kept().await;
    let file = kept.folder.path().join("backup.age");
    assert!(kept.backup(&file).status.success());
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() - 100]).unwrap();
    let data = kept.folder.path().join("restored");
    assert!(refusal(&kept.restore(&file, &data)).contains("no whole backup"));
    assert!(!data.exists(), "no empty folder is left");
}

#[tokio::test]
async fn restoring_never_overwrites_and_clears_what_a_crash_left() {
    let kept = kept().await;
    let file = kept.folder.path().join("backup.age");
    assert!(kept.backup(&file).status.success());
    assert!(refusal(&kept.backup(&file)).contains("is there already"));
    assert!(refusal(&kept.restore(&file, kept.folder.path())).contains("not empty"));
    let crashed = Folder::new();
    std::fs::write(crashed.path().join(format!("{FILE}-wal")), "old words").unwrap();
    assert!(kept.restore(&file, crashed.path()).status.success());
    let store = Store::open(crashed.path()).await.unwrap();
    assert_eq!(count(&store, "submissions").await, 30);
}

#[tokio::test]
async fn the_doctor_finds_a_healthy_installation_and_a_changed_audit() {
    let kept = kept().await;
    let examine = || tidemark(&["doctor", "--data", text(kept.folder.path())]).output().unwrap();
    let well = examine();
    assert!(well.status.success());
    assert!(String::from_utf8_lossy(&well.stdout).contains("age1"));
    let store = Store::open(kept.folder.path()).await.unwrap();
    sql::query("insert into audit values (2, null, x'00', '2026-01-01', 'owner', 'export', 'all')")
        .execute(&store.pool)
        .await
        .unwrap();
    assert_eq!(examine().status.code(), Some(1));
    let nowhere = tidemark(&["doctor", "--data", text(&kept.folder.path().join("nowhere"))]).output().unwrap();
    assert!(refusal(&nowhere).contains("no installation"));
    assert_eq!(kept.kit.blocks.len(), 12);
}

async fn export(store: &Store, object: &str) {
    let mut to = store.write().await.unwrap();
    audit::append(&mut to, Some("study"), "owner", "export", object).await.unwrap();
    to.commit().await.unwrap();
}

#[tokio::test]
async fn an_audit_that_was_cut_is_found_by_a_head_that_was_printed_before() {
    let (kept, elsewhere) = (kept().await, Folder::new());
    let store = Store::open(kept.folder.path()).await.unwrap();
    export(&store, "one").await;
    export(&store, "two").await;
    let heads = elsewhere.path().join("heads");
    let by_file = ["--heads", text(&heads)];
    assert!(kept.doctor(&by_file).status.success(), "a file that is not there yet is begun");
    let line = std::fs::read_to_string(&heads).unwrap();
    let head = line.split_whitespace().nth(2).unwrap().to_owned();
    let printed = String::from_utf8(kept.doctor(&[]).stdout).unwrap();
    assert!(printed.contains(&format!("3 {head}")), "{printed}");
    export(&store, "three").await;
    let by_head = ["--head", head.as_str()];
    assert!(kept.doctor(&by_head).status.success() && kept.doctor(&by_file).status.success(), "more acts followed");
    assert_eq!(std::fs::read_to_string(&heads).unwrap().lines().count(), 2);
    sql::query("delete from audit where position > 2").execute(&store.pool).await.unwrap();
    for flags in [&by_head, &by_file] {
        let cut = kept.doctor(flags);
        assert_eq!(cut.status.code(), Some(1));
        assert!(String::from_utf8(cut.stdout).unwrap().contains(&head), "it says which");
    }
    assert_eq!(std::fs::read_to_string(&heads).unwrap().lines().count(), 2, "nothing is added to what does not fit");
    assert!(kept.doctor(&[]).status.success(), "control: without a head nobody could know");
}

#[tokio::test]
async fn a_lost_secret_is_said_and_never_replaced_by_itself() {
    let kept = kept().await;
    let file = kept.folder.path().join("installation.secret");
    let before = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let backup = kept.folder.path().join("backup.age");
    for refused in [serve(kept.folder.path(), "127.0.0.1:0"), kept.backup(&backup)] {
        let sentence = refusal(&refused);
        assert!(sentence.contains("installation.secret") && sentence.contains("restore the last backup"), "{sentence}");
    }
    assert!(!file.exists() && !backup.exists(), "nothing was changed");
    assert_eq!(kept.doctor(&[]).status.code(), Some(1));
    std::fs::write(&file, before).unwrap();
    assert!(kept.doctor(&[]).status.success(), "control: put back, all is well");
    drop(start(kept.folder.path()));
}

#[tokio::test]
async fn the_secret_of_another_installation_is_said() {
    let kept = kept().await;
    let file = kept.folder.path().join("installation.secret");
    for wrong in [&[7; 32][..], b"cut"] {
        std::fs::write(&file, wrong).unwrap();
        let sentence = refusal(&serve(kept.folder.path(), "127.0.0.1:0"));
        assert!(sentence.contains("belongs to another installation"), "{sentence}");
        assert_eq!(std::fs::read(&file).unwrap(), wrong, "it is left as it is");
    }
}

#[tokio::test]
async fn a_secret_that_is_lost_for_good_is_replaced_when_that_is_asked_for() {
    let kept = kept().await;
    let file = kept.folder.path().join("installation.secret");
    let before = std::fs::read(&file).unwrap();
    assert!(kept.doctor(&["--new-secret"]).status.success());
    assert_eq!(std::fs::read(&file).unwrap(), before, "one that is there is never replaced");
    std::fs::remove_file(&file).unwrap();
    assert!(kept.doctor(&["--new-secret"]).status.success());
    assert_ne!(std::fs::read(&file).unwrap(), before);
    let store = Store::open(kept.folder.path()).await.unwrap();
    let latest = audit::of_installation(&store, 1).await.unwrap();
    assert_eq!((latest[0].action.as_str(), latest[0].person_id.as_str()), ("new-secret", audit::TERMINAL));
    drop(start(kept.folder.path()));
}
