//! A command that has a plain copy of the database in hand is killed, or told to stop, and somebody looks through the disk
//! afterwards.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod ground;
mod program;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ground::{Folder, prepared};
use program::Program;
use server::seal::recovery::Kit;
use server::store::{FILE, Store, audit, installation, sql};

/// What stands in the database and nowhere else.
const CANARY: &[u8] = b"a canary in the plain copy";
/// Bytes that let a copy take long enough to be broken off in the middle.
const LARGE: usize = 150 << 20;
/// Tries to break one off: some are done before.
const TRIES: usize = 40;

/// An installation with much in it, a kit, a folder for backups and one for temporary files.
struct Large {
    data: Folder,
    backups: Folder,
    temporary: Folder,
    kit: PathBuf,
}

impl Large {
    async fn new() -> Self {
        let (data, backups, temporary, kit) = (Folder::new(), Folder::new(), Folder::new(), Kit::new());
        let store = prepared(&data).await;
        installation::secret(&store, data.path()).await.unwrap();
        let mut to = store.write().await.unwrap();
        installation::set_recovery_key(&mut to, &kit.public).await.unwrap();
        audit::append(&mut to, Some("study"), "owner", "make-study", "Study").await.unwrap();
        for (name, filler) in [("canary", CANARY.to_vec()), ("large", vec![7; LARGE])] {
            let kept = sql::query("insert into installation (name, value) values ($1, $2)").bind(name).bind(filler);
            kept.execute(&mut *to).await.unwrap();
        }
        to.commit().await.unwrap();
        store.close().await;
        let file = backups.path().join("kit.txt");
        std::fs::write(&file, kit.blocks.join("\n")).unwrap();
        Self { data, backups, temporary, kit: file }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
        command.args(arguments).env("TMPDIR", self.temporary.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn doctor(&self, flags: &[&str]) -> (bool, String) {
        let said = self.command(&["doctor", "--data", text(self.data.path())]).args(flags).output().unwrap();
        (said.status.success(), String::from_utf8([said.stdout, said.stderr].concat()).unwrap())
    }

    fn backup(&self, to: &Path) -> Command {
        self.command(&["backup", "--data", text(self.data.path()), "--to", text(to)])
    }

    /// Sends a signal to a command while a copy lies in a folder, until one ended by it, and a kill left something; says
    /// what that is.
    fn break_off(&self, signal: &str, folder: &Path, command: impl Fn(usize) -> Command) -> Vec<PathBuf> {
        for number in 0..TRIES {
            let mut running = command(number).spawn().unwrap();
            if is_copying(&mut running, folder) {
                let sent = Command::new("kill").args([&format!("-{signal}"), &running.id().to_string()]).status();
                assert!(sent.unwrap().success());
                let (well, left) = (running.wait().unwrap().success(), passing(folder));
                if !well && (signal != "KILL" || !left.is_empty()) {
                    return left;
                }
            }
        }
        panic!("no copy was broken off in {TRIES} tries");
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("test paths are text")
}

/// Waits until a copy has some bytes; false when the command is done before.
fn is_copying(running: &mut Child, folder: &Path) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) && running.try_wait().unwrap().is_none() {
        let large = |path: &PathBuf| path.metadata().is_ok_and(|file| file.len() > 1 << 20);
        let copies = passing(folder).into_iter().flat_map(|path| [path.join(FILE), path.join("inside").join(FILE)]);
        if copies.into_iter().any(|path| large(&path)) {
            return true;
        }
    }
    false
}

/// Whatever lies on its way in a folder.
fn passing(folder: &Path) -> Vec<PathBuf> {
    let names = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    names.filter(|path| text(path).ends_with(".passing") || text(path).contains("tidemark-verify-")).collect()
}

/// Files below a folder, but for the database itself, in which the canary stands.
fn canaries(folder: &Path) -> Vec<PathBuf> {
    let is_own = |path: &PathBuf| path.parent() == Some(folder) && text(path).contains(&format!("/{FILE}"));
    let holds = |path: &PathBuf| std::fs::read(path).unwrap_or_default().windows(CANARY.len()).any(|at| at == CANARY);
    files(folder).into_iter().filter(|path| !is_own(path) && holds(path)).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let inside = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    inside.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_killed_leaves_a_copy_that_is_named_and_swept_and_one_that_is_told_to_stop_leaves_none() {
    let large = Large::new().await;
    let (data, to) = (large.data.path(), large.backups.path().join("night.age"));
    let numbered = |number: usize| large.backups.path().join(format!("{number}.age"));
    let left = large.break_off("TERM", data, |number| large.backup(&numbered(number)));
    assert!(left.is_empty() && canaries(data).is_empty(), "{left:?}");
    assert!(large.doctor(&[]).0, "control: all is well");

    let left = large.break_off("KILL", data, |number| large.backup(&numbered(100 + number)));
    let stays = left[0].join(FILE).metadata().unwrap().len();
    assert!(left.len() == 1 && stays > 1 << 20, "control: without a sweep a copy stays: {left:?}");
    let named = std::fs::read_dir(large.backups.path()).unwrap().flatten().map(|entry| entry.path());
    let short = named.filter(|path| path.extension().is_some_and(|end| end == "age"));
    let short = short.filter(|path| path.metadata().is_ok_and(|file| file.len() < LARGE as u64)).count();
    assert_eq!(short, 0, "what was broken off has not the name of a backup");
    let (well, said) = large.doctor(&[]);
    assert!(!well && said.contains(text(&left[0])), "{said}");
    let (_, statement) = large.doctor(&["--statement"]);
    assert!(statement.contains(text(&left[0])), "{statement}");
    let program = Program::spawn(
        Command::new(env!("CARGO_BIN_EXE_tidemark"))
            .args(["serve", "--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0", "--data", text(data)])
            .env("TMPDIR", large.temporary.path()),
    );
    assert!(passing(data).is_empty() && canaries(data).is_empty(), "the start swept it");
    drop(program);

    large.break_off("KILL", data, |number| large.backup(&numbered(200 + number)));
    assert!(large.backup(&to).output().unwrap().status.success(), "the next backup sweeps, too");
    assert!(passing(data).is_empty() && passing(large.backups.path()).is_empty());
    assert!(large.doctor(&["--backups", text(large.backups.path())]).0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_only_looked_into_is_gone_too() {
    let large = Large::new().await;
    let (temporary, to) = (large.temporary.path(), large.backups.path().join("night.age"));
    assert!(large.backup(&to).output().unwrap().status.success());
    let verify = |_| large.command(&["verify", "--from", text(&to), "--kit", text(&large.kit)]);
    let left = large.break_off("TERM", temporary, verify);
    assert!(left.is_empty() && canaries(temporary).is_empty(), "{left:?}");
    let left = large.break_off("KILL", temporary, verify);
    assert_eq!(left.len(), 1, "control: without a sweep it stays");
    let (well, said) = large.doctor(&[]);
    assert!(!well && said.contains(text(&left[0])), "{said}");
    assert!(verify(0).output().unwrap().status.success());
    assert!(passing(temporary).is_empty() && large.doctor(&[]).0, "the next look swept it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_was_broken_off_begins_anew() {
    let (large, elsewhere) = (Large::new().await, Folder::new());
    let to = large.backups.path().join("night.age");
    assert!(large.backup(&to).output().unwrap().status.success());
    let data = elsewhere.path();
    let restore = |_| large.command(&["restore", "--from", text(&to), "--data", text(data), "--kit", text(&large.kit)]);
    let left = large.break_off("KILL", data, restore);
    assert_eq!(left.len(), 1, "control: it was broken off in the middle");
    // As when it is killed between its last two steps.
    std::fs::copy(large.data.path().join("installation.secret"), data.join("installation.secret")).unwrap();
    let done = restore(0).output().unwrap();
    let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
    assert!(done.status.success(), "{said}");
    for told in ["Restored into", "Studies: 1", "head to write down", "Next: start the program"] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(passing(data).is_empty());
    let store = Store::open(data).await.unwrap();
    assert!(installation::secret(&store, data).await.is_ok());
    let again = restore(0).output().unwrap();
    assert!(!again.status.success(), "control: what is there is never overwritten");
}
