//! The disk fills up while people answer. Whoever has begun finishes, in the room that was kept for them; nobody new
//! begins until there is room again; nobody starts the program anew.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use server::store::{ballast, sql};

use crate::crowd::{self, at_the_end, go_on, is_thanked};
use crate::demo::free_port;
use crate::ground::Folder;
use crate::mounted::{self, Mounted};
use crate::platform::Open;
use crate::program::{Program, get};
use crate::respondent::Respondent;

/// New people are let in this soon after there is room.
const AGAIN: Duration = Duration::from_secs(10);

/// What a page says when a form could not be taken.
const NOT_NOW: &str = "Something on our side is not working";

/// A disk of 64 megabytes.
struct Small {
    disk: Mounted,
    _folder: Folder,
}

impl Small {
    fn build() -> Result<Self, String> {
        let folder = Folder::new();
        let image = folder.path().join("small.img");
        mounted::make(&image, 64, &["mkfs.ext4", "-q", "-F"])?;
        let disk = Mounted::image(&image, folder.path().join("small"))?;
        Ok(Self { disk, _folder: folder })
    }

    fn data(&self) -> PathBuf {
        self.disk.path().join("data")
    }

    fn filler(&self) -> PathBuf {
        self.disk.path().join("filler")
    }

    /// Takes all room that is left; the log of the database has no room of its own either.
    async fn fill(&self) {
        let pool = mounted::pool(&self.data()).await;
        sql::query("pragma wal_checkpoint(truncate)").execute(&pool).await.expect("a short log");
        pool.close().await;
        take_all(&self.filler());
    }

    /// Takes the room that was kept, too.
    async fn lose_ballast(&self) {
        let file = self.data().join(ballast::FILE);
        loop {
            File::create(&file).expect("emptied");
            self.fill().await;
            // The program may have come round to it meanwhile.
            if file.metadata().is_ok_and(|file| file.len() == 0) {
                return;
            }
        }
    }

    fn make_room(&self) {
        std::fs::remove_file(self.filler()).expect("removed");
    }

    /// Waits until the room that is kept is taken.
    async fn holds_ballast(&self) {
        let file = self.data().join(ballast::FILE);
        let begun = Instant::now();
        while !file.metadata().is_ok_and(|file| file.len() == ballast::SIZE) {
            assert!(begun.elapsed() < AGAIN, "no room is kept");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn take_all(filler: &Path) {
    let mut file = OpenOptions::new().create(true).append(true).open(filler).expect("a file");
    for block in [1 << 20, 4096, 1] {
        while file.write_all(&vec![7_u8; block]).is_ok() {}
    }
    let _ = file.sync_all();
    while file.write_all(&[7_u8; 4096]).is_ok() {}
}

/// Somebody new opens the link and begins; whether they were let in.
async fn begins(program: &Program, open: &Open) -> bool {
    let mut person = Respondent::new(&program.respond);
    let seen = person.open(&format!("/s/{}", open.word)).await.expect("the welcome page");
    assert_eq!(seen, 200, "reading needs no room");
    assert_eq!(go_on(&mut person, "").await.expect("a page"), 200);
    assert_eq!(person.ask("GET", "/leave", None).await.expect("the way out").status, 303, "leaving needs no room");
    !person.page.contains(NOT_NOW)
}

/// Ten people who looked at their answers and have not sent them.
async fn ten(program: &Program, open: &Open, name: &str) -> Vec<(String, Respondent)> {
    let mut people = Vec::new();
    for number in 0..10 {
        let words = format!("{name} {number}");
        people.push((words.clone(), at_the_end(&program.respond, &open.word, &words).await));
    }
    people
}

/// They send; gives back those who were thanked.
async fn send(people: &mut [(String, Respondent)]) -> Vec<String> {
    let mut thanked = Vec::new();
    for (words, person) in people {
        person.hang_up();
        assert_eq!(go_on(person, "").await.expect("a page"), 200);
        if is_thanked(person) {
            thanked.push(words.clone());
        } else {
            assert!(person.page.contains(NOT_NOW), "{}", person.page);
        }
    }
    thanked
}

/// How long it takes until somebody new is let in.
async fn let_in_again(program: &Program, open: &Open) -> Duration {
    let begun = Instant::now();
    while !begins(program, open).await {
        assert!(begun.elapsed() < AGAIN, "there is room, and nobody is let in");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_whoever_has_begun_finishes_and_nobody_new_begins() {
    let _alone = crate::alone().await;
    let disk = match Small::build() {
        Ok(disk) => disk,
        Err(why) => return crate::skipped(&why),
    };
    let (platform, open) = crowd::platform().await;
    mounted::move_in(&platform, &disk.data()).await;
    let watch = format!("127.0.0.1:{}", free_port());
    let mut program = Program::start_with(&disk.data(), &["--watch", &watch], Stdio::piped());
    disk.holds_ballast().await;
    assert!(begins(&program, &open).await, "control: there is room");
    let mut early = ten(&program, &open, "early").await;
    disk.fill().await;
    let mut let_in = 0;
    while begins(&program, &open).await {
        let_in += 1;
        assert!(let_in < 50, "the disk is not full");
    }
    let mut thanked = send(&mut early).await;
    assert_eq!(thanked.len(), early.len(), "whoever has begun finishes");
    assert!(!begins(&program, &open).await, "and nobody new begins");
    let watched = |path: &str| (get(&watch, path).status, get(&watch, path).text());
    assert_eq!(watched("/healthz"), (503, "the disk is full, nobody new begins\n".to_owned()));
    assert!(watched("/metrics").1.contains("\ntidemark_disk_full 1\n"));
    disk.make_room();
    let again = let_in_again(&program, &open).await;
    assert_eq!(watched("/healthz"), (200, "ok\n".to_owned()), "control");
    println!("{let_in} let in before the first was refused; {} finished; room again: {again:?}", thanked.len());
    thanked.extend(without_room(&disk, &program, &open).await);
    let pool = mounted::pool(&disk.data()).await;
    crowd::reconcile(&thanked, &crowd::stored_in(&platform, &pool, &open).await);
    assert!(crowd::is_whole(&pool).await);
    pool.close().await;
    assert!(program.child.try_wait().expect("it is our child").is_none(), "it was the same program all the time");
    let mut complaints = String::new();
    let mut said = program.child.stderr.take().expect("its complaints are ours");
    drop(program);
    said.read_to_string(&mut complaints).expect("text");
    assert!(complaints.contains("level=error part=disk what=\"the disk is full"), "{complaints}");
}

/// The control: where no room was kept, those who have begun cannot finish before there is room, and nobody is thanked.
async fn without_room(disk: &Small, program: &Program, open: &Open) -> Vec<String> {
    disk.holds_ballast().await;
    let mut late = ten(program, open, "late").await;
    disk.lose_ballast().await;
    let thanked = send(&mut late).await;
    assert!(thanked.len() < late.len(), "control: the disk was full");
    disk.make_room();
    let_in_again(program, open).await;
    let mut rest: Vec<_> = late.into_iter().filter(|(words, _)| !thanked.contains(words)).collect();
    let later = send(&mut rest).await;
    assert_eq!(later.len(), rest.len(), "they try again, and are thanked");
    thanked.into_iter().chain(later).collect()
}
