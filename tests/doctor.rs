//! A coordinator asks whether all is well: with backups, the clock, the proxy in front and what reaches a browser. She
//! looks into a backup, and a lawyer asks for the statement.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod dated;
mod ground;
mod program;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dated::date;
use ground::{Folder, prepared, submission};
use program::Program;
use server::chance;
use server::seal::recovery::Kit;
use server::store::submit::Writer;
use server::store::{Store, audit, installation};

const HOUR: i64 = 3600;

/// An installation with a kit, thirty responses, and a folder with one backup.
struct Kept {
    data: Folder,
    backups: Folder,
    kit: PathBuf,
}

impl Kept {
    async fn new() -> Self {
        let (data, backups, kit) = (Folder::new(), Folder::new(), Kit::new());
        let store = prepared(&data).await;
        installation::secret(&store, data.path()).await.unwrap();
        let mut transaction = store.write().await.unwrap();
        installation::set_recovery_key(&mut transaction, &kit.public).await.unwrap();
        audit::append(&mut transaction, Some("study"), "owner", "make-study", "Study").await.unwrap();
        transaction.commit().await.unwrap();
        let writer = Writer::start(store);
        for _ in 0..30 {
            writer.submit(submission()).await.unwrap();
        }
        let file = data.path().join("kit.txt");
        std::fs::write(&file, kit.blocks.join("\n")).unwrap();
        let kept = Self { data, backups, kit: file };
        let backup = kept.backup();
        assert!(tidemark(&["backup", "--data", kept.data(), "--to", text(&backup)]).well);
        kept
    }

    fn data(&self) -> &str {
        text(self.data.path())
    }

    fn backup(&self) -> PathBuf {
        self.backups.path().join("night.age")
    }

    fn doctor(&self, flags: &[&str]) -> Said {
        tidemark(&[&["doctor", "--data", self.data()][..], flags].concat())
    }

    fn verify(&self, kit: &Path) -> Said {
        tidemark(&["verify", "--from", text(&self.backup()), "--kit", text(kit)])
    }
}

/// What the program said on both outputs, and whether it ended well.
struct Said {
    well: bool,
    words: String,
}

fn tidemark(arguments: &[&str]) -> Said {
    let program = Command::new(env!("CARGO_BIN_EXE_tidemark")).args(arguments).stdin(Stdio::null()).output().unwrap();
    let words = String::from_utf8([program.stdout, program.stderr].concat()).unwrap();
    assert!(!words.contains("terminal-") && !words.contains("panic"), "sentences: {words}");
    Said { well: program.status.success(), words }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("test paths are text")
}

#[tokio::test]
async fn a_backup_that_is_missing_or_old_is_said_and_fails() {
    let kept = Kept::new().await;
    let backups = ["--backups", text(kept.backups.path())];
    let fresh = kept.doctor(&backups);
    assert!(fresh.well && fresh.words.contains("The newest backup: night.age (0 h)"), "{}", fresh.words);
    assert!(fresh.words.contains("SQLite 3.") && fresh.words.contains("Free on the disk"), "{}", fresh.words);
    date(&kept.backup(), chance::now() - 72 * HOUR);
    let old = kept.doctor(&backups);
    assert!(!old.well && old.words.contains("too old: night.age (72 h)"), "{}", old.words);
    std::fs::write(kept.backup(), "no backup at all").unwrap();
    let none = kept.doctor(&backups);
    assert!(!none.well && none.words.contains("no backup"), "{}", none.words);
    assert!(kept.doctor(&[]).well, "control: nobody asked about backups");
}

#[tokio::test]
async fn a_clock_that_is_behind_the_files_is_said() {
    let kept = Kept::new().await;
    let secret = kept.data.path().join("installation.secret");
    date(&secret, chance::now() - 48 * HOUR);
    assert!(kept.doctor(&[]).well, "control");
    date(&secret, chance::now() + 48 * HOUR);
    let behind = kept.doctor(&[]);
    assert!(
        !behind.well && behind.words.contains("clock") && behind.words.contains("secret is later"),
        "{}",
        behind.words
    );
}

#[tokio::test]
async fn a_proxy_that_logs_is_named_with_its_line() {
    let kept = Kept::new().await;
    let file = kept.backups.path().join("nginx.conf");
    let quiet = "access_log off;\nerror_log /dev/null;\nserver { location / { proxy_pass http://127.0.0.1:8010; } }\n";
    std::fs::write(&file, quiet).unwrap();
    let fine = kept.doctor(&["--proxy", text(&file)]);
    assert!(fine.well && fine.words.contains("nobody who visits"), "{}", fine.words);
    std::fs::write(&file, quiet.replace("access_log off", "access_log /var/log/nginx/access.log")).unwrap();
    let logs = kept.doctor(&["--proxy", text(&file)]);
    assert!(!logs.well && logs.words.contains("nginx.conf:1"), "{}", logs.words);
    let caddy = kept.backups.path().join("Caddyfile");
    let site =
        "{\n    log {\n        output discard\n    }\n}\n:80 {\n    import more\n    reverse_proxy 127.0.0.1:8010\n}\n";
    for (more, well, said) in [
        ("", true, "nobody who visits"),
        ("(more) {\n    log\n}\n", false, "Caddyfile:7"),
        ("(more) {\n    import more\n}\n", false, "imports what imports it"),
    ] {
        std::fs::write(kept.backups.path().join("more"), "header -Server\n").unwrap();
        std::fs::write(&caddy, format!("{site}{more}")).unwrap();
        let found = kept.doctor(&["--proxy", text(&caddy)]);
        assert!(found.well == well && found.words.contains(said), "{}", found.words);
    }
    std::fs::remove_file(kept.backups.path().join("more")).unwrap();
    std::fs::write(&caddy, site).unwrap();
    let unread = kept.doctor(&["--proxy", text(&caddy)]);
    assert!(!unread.well && unread.words.contains("cannot be read"), "{}", unread.words);
    let other = kept.doctor(&["--proxy", text(&kept.kit)]);
    assert!(!other.well && other.words.contains("nothing is passed on"), "{}", other.words);
}

#[tokio::test]
async fn what_reaches_a_browser_is_looked_at() {
    if Command::new("curl").arg("--version").output().is_err() {
        println!("SKIPPED: no curl here to ask with");
        return;
    }
    let kept = Kept::new().await;
    let program = Program::start(kept.data.path(), &[]);
    let [respond, staff] = [&program.respond, &program.staff].map(|address| format!("http://{address}"));
    let fine = kept.doctor(&["--respond-origin", &respond, "--staff-origin", &staff]);
    assert!(fine.well && fine.words.matches("reaches their browser").count() == 2, "{}", fine.words);
    let crossed = kept.doctor(&["--respond-origin", &staff]);
    assert!(!crossed.well && crossed.words.contains("referrer-policy"), "{}", crossed.words);
    drop(program);
    let silent = kept.doctor(&["--respond-origin", &respond]);
    assert!(!silent.well && silent.words.contains("Nothing answers"), "what was not looked at is not well");
    let nowhere = Command::new(env!("CARGO_BIN_EXE_tidemark"))
        .args(["doctor", "--data", kept.data(), "--respond-origin", &respond])
        .env("PATH", kept.backups.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&nowhere.stdout).into_owned();
    assert!(!nowhere.status.success() && said.contains("no curl on this machine"), "{said}");
    let stripped = kept.doctor(&["--respond-origin", &format!("http://{}", a_proxy_that_strips())]);
    assert!(!stripped.well && stripped.words.contains("content-security-policy"), "{}", stripped.words);
}

/// Answers once, with no header at all.
fn a_proxy_that_strips() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        let (mut line, _) = listener.accept().unwrap();
        let asked = BufReader::new(line.try_clone().unwrap()).lines().map_while(Result::ok);
        assert!(asked.take_while(|line| !line.is_empty()).count() > 0);
        let _ = line.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    });
    address
}

#[tokio::test]
async fn the_statement_tells_what_is_held_and_which_backups_still_hold_old_words() {
    let kept = Kept::new().await;
    let statement = |more: &[&str]| {
        let said = kept.doctor(&[&["--statement"][..], more].concat());
        assert!(said.well, "{}", said.words);
        said.words
    };
    let first = statement(&[]);
    assert!(first.contains("Responses: 30.") && first.contains("No words were replaced"), "{first}");
    assert!(first.lines().count() < 60, "one page");
    assert!(!first.contains("pebble"), "no address of a survey");
    let spanish = statement(&["--language", "es"]);
    let unspoken = kept.doctor(&["--statement", "--language", "xx"]);
    assert!(!unspoken.well && unspoken.words.contains("no words in “xx”"), "{}", unspoken.words);
    assert!(spanish.contains("Respuestas: 30.") && !spanish.contains("NOT HELD"), "{spanish}");
    let store = Store::open(kept.data.path()).await.unwrap();
    let mut transaction = store.write().await.unwrap();
    audit::append(&mut transaction, Some("study"), "owner", "redact", "1").await.unwrap();
    transaction.commit().await.unwrap();
    assert!(statement(&[]).contains("Which backups there are was not said"));
    let backups = ["--backups", text(kept.backups.path())];
    assert!(statement(&backups).contains("May still hold old words: night.age"));
    date(&kept.backup(), chance::now() + 48 * HOUR);
    let later = statement(&backups);
    assert!(later.contains("None of the backups") && !later.contains("night.age"), "control: {later}");
    let nowhere = tidemark(&["doctor", "--statement", "--data", text(&kept.data.path().join("nowhere"))]);
    assert!(!nowhere.well && nowhere.words.contains("no installation"), "{}", nowhere.words);
}

#[tokio::test]
async fn a_backup_is_looked_into_with_the_kit_and_nothing_changes() {
    let kept = Kept::new().await;
    let before = std::fs::read(kept.backup()).unwrap();
    let whole = kept.verify(&kept.kit);
    assert!(whole.well && whole.words.contains("Responses, those that wait for company too: 30"), "{}", whole.words);
    assert_eq!(std::fs::read(kept.backup()).unwrap(), before);
    assert_eq!(std::fs::read_dir(kept.backups.path()).unwrap().count(), 1);
    let other = kept.backups.path().join("other.txt");
    std::fs::write(&other, Kit::new().blocks.join(" ")).unwrap();
    let refused = kept.verify(&other);
    assert!(!refused.well && refused.words.contains("another recovery kit"), "{}", refused.words);
    std::fs::write(kept.backup(), &before[..before.len() - 100]).unwrap();
    let cut = kept.verify(&kept.kit);
    assert!(!cut.well && cut.words.contains("no whole backup"), "{}", cut.words);
}
