//! The power is cut while ten people answer. The machine is made of files: an ext4 disk that lies in an image on XFS,
//! which copies the image in one moment while it is written to. The copy is what a disk holds after a cut: whatever was
//! not flushed is not in it. The same cuts, with the same code that stores and another setting of the database, must
//! lose answers.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use server::store::submit::Writer;
use server::store::{Store, sql};

use crate::crowd::{self, Crowd};
use crate::ground::{Folder, prepared, submission};
use crate::mounted::{self, Mounted, text};
use crate::program::Program;

/// Writers in the test itself, and how long each waits between two answers: as people do, now and then.
const WRITERS: usize = 4;
const PAUSE: Duration = Duration::from_millis(5);

/// A disk whose power can be cut. Its parts go in this order.
struct Machine {
    inner: Mounted,
    outer: Mounted,
    folder: Folder,
}

impl Machine {
    fn build() -> Result<Self, String> {
        let folder = Folder::new();
        let outer = folder.path().join("outer.img");
        mounted::make(&outer, 2048, &["mkfs.xfs", "-q", "-m", "reflink=1"])?;
        let outer = Mounted::image(&outer, folder.path().join("outer"))?;
        let inner = outer.path().join("disk.img");
        mounted::make(&inner, 512, &["mkfs.ext4", "-q", "-F"])?;
        let inner = Mounted::image(&inner, folder.path().join("inner"))?;
        Ok(Self { inner, outer, folder })
    }

    /// A folder on the disk.
    fn data(&self, name: &str) -> PathBuf {
        self.inner.path().join(name)
    }

    /// What the disk holds if the power is cut now.
    fn cut(&self) -> Mounted {
        let (disk, copy) = (self.outer.path().join("disk.img"), self.outer.path().join("cut.img"));
        let _ = std::fs::remove_file(&copy);
        mounted::run("cp", &["--reflink=always", text(&disk), text(&copy)]).expect("copied in one moment");
        Mounted::image(&copy, self.folder.path().join("cut")).expect("a disk after a cut can be mounted")
    }
}

async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(80 + server::chance::below(320))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_acknowledgement_rule_holds_when_the_power_is_cut() {
    let _alone = crate::alone().await;
    let machine = match Machine::build() {
        Ok(machine) => machine,
        Err(why) => return crate::skipped(&why),
    };
    let cuts = crate::times(8, 200);
    let (platform, open) = crowd::platform().await;
    mounted::move_in(&platform, &machine.data("data")).await;
    let program = Program::start(&machine.data("data"), &[]);
    let people = Crowd::gather(&program.respond, &open.word);
    let mut slowest = Duration::ZERO;
    for _ in 0..cuts {
        a_moment().await;
        let thanked = people.thanked();
        let after = machine.cut();
        let data = after.path().join("data");
        let begun = Instant::now();
        drop(Program::start(&data, &[]));
        slowest = slowest.max(begun.elapsed());
        let pool = mounted::pool(&data).await;
        assert!(crowd::is_whole(&pool).await);
        crowd::reconcile(&thanked, &crowd::stored_in(&platform, &pool, &open).await);
        pool.close().await;
        after.end().expect("unmounted");
    }
    let thanked = people.leave().await;
    println!("{cuts} power cuts, {} thanked, none lost; slowest start after one {slowest:?}", thanked.len());
    assert!(thanked.len() > cuts, "control: people got through between the cuts");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_loses_answers_where_nobody_waits_for_the_disk() {
    let _alone = crate::alone().await;
    let machine = match Machine::build() {
        Ok(machine) => machine,
        Err(why) => return crate::skipped(&why),
    };
    let cuts = crate::times(6, 60);
    let (waiting, most) = write_and_cut(&machine, "waits", true, cuts).await;
    println!("{cuts} power cuts with our own setting (full): {waiting} lost answers, at most {most}");
    assert_eq!(waiting, 0);
    let (hasty, most) = write_and_cut(&machine, "hurries", false, cuts).await;
    println!("{cuts} power cuts with the control's (normal): {hasty} lost answers, at most {most}");
    assert!(hasty > 0, "control: the cuts reach what was not flushed");
}

/// Writes through the one writer and cuts the power; tells how many cuts lost answers, and how many one lost at most.
async fn write_and_cut(machine: &Machine, name: &str, waits: bool, cuts: usize) -> (usize, usize) {
    let folder = Folder(machine.data(name));
    std::fs::create_dir(folder.path()).expect("a folder");
    let store = prepared(&folder).await;
    if !waits {
        hurry(&store).await;
    }
    mounted::settle(folder.path());
    let people = Writers::begin(&store);
    let (mut losing, mut most) = (0, 0);
    for _ in 0..cuts {
        a_moment().await;
        let acknowledged = people.acknowledged();
        let after = machine.cut();
        let lost = acknowledged.difference(&kept(&after.path().join(name)).await).count();
        losing += usize::from(lost > 0);
        most = most.max(lost);
        after.end().expect("unmounted");
    }
    assert!(people.end().await.len() > cuts, "control: answers were stored between the cuts");
    store.pool.close().await;
    (losing, most)
}

/// From now on, commits do not wait until the disk has them. Only a test can do that: the program asserts its settings.
async fn hurry(store: &Store) {
    const HURRY: &str = "commit; pragma synchronous = normal; begin immediate";
    let mut change = store.write().await.expect("a transaction");
    sql::script(HURRY, &mut change).await.expect("set");
    change.commit().await.expect("kept");
    let mut change = store.write().await.expect("a transaction");
    let set: i64 = sql::query_scalar("pragma synchronous").fetch_one(&mut *change).await.expect("a setting");
    assert_eq!(set, 1, "the one connection that writes is in a hurry");
}

/// The ids of what a disk holds after a cut.
async fn kept(data: &Path) -> BTreeSet<String> {
    let pool = mounted::pool(data).await;
    assert!(crowd::is_whole(&pool).await);
    let ids: Vec<String> = sql::query_scalar("select id from pending").fetch_all(&pool).await.expect("ids");
    pool.close().await;
    ids.into_iter().collect()
}

/// What is stored by tasks of the test, without pages.
struct Writers {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<Mutex<BTreeSet<String>>>,
    tasks: tokio::task::JoinSet<()>,
}

impl Writers {
    fn begin(store: &Store) -> Self {
        let writer = Writer::start(store.clone());
        let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(BTreeSet::new())));
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..WRITERS {
            tasks.spawn(store_again_and_again(writer.clone(), Arc::clone(&stop), Arc::clone(&acknowledged)));
        }
        Self { stop, acknowledged, tasks }
    }

    fn acknowledged(&self) -> BTreeSet<String> {
        self.acknowledged.lock().expect("nobody panics").clone()
    }

    async fn end(mut self) -> BTreeSet<String> {
        self.stop.store(true, Ordering::Relaxed);
        while let Some(ended) = self.tasks.join_next().await {
            ended.expect("nobody panics");
        }
        self.acknowledged()
    }
}

async fn store_again_and_again(writer: Writer, stop: Arc<AtomicBool>, acknowledged: Arc<Mutex<BTreeSet<String>>>) {
    while !stop.load(Ordering::Relaxed) {
        let one = submission();
        let id = one.response_id.clone();
        writer.submit(one).await.expect("stored");
        acknowledged.lock().expect("nobody panics").insert(id);
        tokio::time::sleep(PAUSE).await;
    }
}
