//! The subpoena drill: people of whom everything is known answer, then everything that there is gets taken away: data folder,
//! what the program said, its statement, backups and the kit that opens them. Nobody's address, browser, second or minute is in it.
//! Four hundred people in short, with `TIDEMARK_LONG=1` a thousand; the figures are printed.

#[path = "../dated/mod.rs"]
mod dated;
mod examiner;
#[path = "../ground/mod.rs"]
mod ground;
mod people;
mod planted;
#[path = "../platform/mod.rs"]
mod platform;
#[path = "../program/mod.rs"]
mod program;
#[path = "../respondent/mod.rs"]
mod respondent;
mod signs;
#[path = "../survey/mod.rs"]
mod survey;
mod values;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dated::date;
use examiner::{Examiner, image};
use ground::Folder;
use people::{Known, come};
use platform::{Open, Platform, Scene};
use program::Program;
use server::seal::recovery::Kit;
use server::store::links::Mode;
use server::store::{FILE, Store, arrival, ballast, codes, installation, maintenance, sql};
use signs::Hit;
use survey::{WORRY, survey};
use tokio::time::sleep;

/// Longer than a second, so that what is done before or after falls into another one.
const APART: Duration = Duration::from_millis(1_200);

/// Everything that can be taken away, and what is known of those who answered.
struct Taken {
    platform: Platform,
    open: Open,
    data: Folder,
    papers: Folder,
    backups: Folder,
    safe: Folder,
    known: Known,
}

impl Taken {
    /// So many people answer a program that is then stopped without a word.
    async fn after(people: usize) -> Self {
        let scene = Scene { toml: survey("worries", "Worries", &[WORRY]), mode: Mode::Code, ..Scene::default() };
        let (platform, open) = Platform::with(scene).await;
        let (papers, backups, safe) = (Folder::new(), Folder::new(), Folder::new());
        let state = &platform.state;
        let codes = codes::make(&state.store, &state.installation, &open.word, people).await.expect("codes");
        let kit = Kit::new();
        std::fs::write(safe.path().join("kit.txt"), kit.blocks.join("\n")).expect("a file");
        let mut change = state.store.write().await.expect("a transaction");
        installation::set_recovery_key(&mut change, &kit.public).await.expect("a kit");
        // The house was set up long before anybody came; what the database writes down about that is nobody's minute.
        let earlier = sql::query("update _sqlx_migrations set installed_on = '2026-01-05 09:00:00'");
        earlier.execute(&mut *change).await.expect("set up earlier");
        change.commit().await.expect("kept");
        maintenance::rewrite(&state.store).await.expect("rewritten");
        let data = image(&platform.folder);
        let complaints = File::create(papers.path().join("complaints.log")).expect("a file");
        let program = Program::start_with(data.path(), &[], Stdio::from(complaints));
        has_settled(data.path()).await;
        sleep(APART).await;
        let known = come(&program.respond, &open.word, codes).await;
        sleep(APART).await;
        let taken = Self { platform, open, data, papers, backups, safe, known };
        tidemark(&["backup", "--data", text(taken.data.path()), "--to", text(&taken.backup())]);
        taken
    }

    fn backup(&self) -> PathBuf {
        self.backups.path().join("night.age")
    }

    /// What the operator says is held.
    fn statement(&self) -> String {
        let said = tidemark(&["doctor", "--statement", "--data", text(self.data.path())]);
        std::fs::write(self.papers.path().join("statement.txt"), &said).expect("a file");
        said
    }

    /// The kit is handed over, too.
    fn restored(&self) -> PathBuf {
        let (data, kit) = (self.backups.path().join("restored"), self.safe.path().join("kit.txt"));
        tidemark(&["restore", "--from", text(&self.backup()), "--data", text(&data), "--kit", text(&kit)]);
        data
    }

    /// The night comes: what is ready moves, what has expired goes, the tables are rewritten. How many answers there are.
    async fn night(&self) -> usize {
        let store = Store::open(self.data.path()).await.expect("a database");
        arrival::move_all_ready(&store).await.expect("moved");
        maintenance::tidy(&store).await.expect("tidied");
        maintenance::rewrite(&store).await.expect("rewritten");
        let stored = self.platform.responses_in(&store.pool, &self.open.collection.id).await.len();
        store.pool.close().await;
        drop(store);
        let log = self.data.path().join(format!("{FILE}-wal"));
        for _ in 0..100 {
            if !log.exists() {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
        stored
    }
}

/// Waits until the program has taken the room that it keeps.
async fn has_settled(data: &Path) {
    let file = data.join(ballast::FILE);
    for _ in 0..200 {
        if file.metadata().is_ok_and(|known| known.len() == ballast::SIZE) {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("no room is kept");
}

fn tidemark(arguments: &[&str]) -> String {
    let program = Command::new(env!("CARGO_BIN_EXE_tidemark")).args(arguments).stdin(Stdio::null()).output();
    let program = program.expect("it runs");
    let said = String::from_utf8_lossy(&[program.stdout, program.stderr].concat()).into_owned();
    assert!(program.status.success(), "{said}");
    said
}

fn text(path: &Path) -> &str {
    path.to_str().expect("test paths are text")
}

fn nobody(hits: &[Hit], where_it_is: &str) {
    assert!(hits.is_empty(), "{} hits in {where_it_is}: {:#?}", hits.len(), &hits[..hits.len().min(20)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_takes_everything_away_learns_nothing_about_anybody() {
    let people = if std::env::var_os("TIDEMARK_LONG").is_some() { 1_000 } else { 400 };
    let begun = Instant::now();
    let taken = Taken::after(people).await;
    let came = begun.elapsed();
    let examiner = Examiner::new(&taken.known).await;
    let statement = taken.statement();
    assert!(statement.contains(&format!("Responses: {people}.")), "control: they answered: {statement}");
    let restored = taken.restored();
    for (folder, what) in [
        (taken.data.path(), "the data folder of that day"),
        (taken.papers.path(), "what the program said"),
        (taken.backups.path(), "the backups, locked and opened"),
        (restored.as_path(), "the restored folder"),
    ] {
        let (looked, hits) = examiner.look(folder).await;
        println!("{what}: {looked}, {} hits", hits.len());
        nobody(&hits, what);
    }
    assert_eq!(taken.night().await, people, "control: their answers are in it");
    let (looked, mut hits) = examiner.look(taken.data.path()).await;
    for folder in [taken.data.path(), taken.papers.path(), taken.backups.path()] {
        hits.extend(examiner.dated(folder));
    }
    println!("after the night, dates of files as well: {looked}, {} hits", hits.len());
    nobody(&hits, "what is there after the night");
    let (first, last) = taken.known.span;
    println!("{people} people in {} s; all in {:?}, of it until they had come {came:?}", last - first, begun.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_would_tell_of_somebody_is_found() {
    let taken = Taken::after(3).await;
    let examiner = Examiner::new(&taken.known).await;
    nobody(&examiner.look(taken.data.path()).await.1, "control: nothing was there before");
    let logs = planted::files(&taken).await;
    let (_, hits) = examiner.look(logs.path()).await;
    for file in std::fs::read_dir(logs.path()).expect("a folder").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let found = hits.iter().any(|hit| hit.place == name || name.contains(&hit.said));
        assert!(found, "{name} is not found in {hits:#?}");
    }
    let count = planted::values(&taken).await;
    let (_, hits) = examiner.look(taken.data.path()).await;
    for number in 0..count {
        let place = format!("telling_{number}.told");
        assert!(hits.iter().any(|hit| hit.place == place), "{place} is not found in {hits:#?}");
    }
    date(&taken.data.path().join(ballast::FILE), taken.known.span.0);
    assert_eq!(examiner.dated(taken.data.path()).iter().filter(|hit| hit.place == ballast::FILE).count(), 1);
}
