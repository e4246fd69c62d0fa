//! Somebody sends their answers while the disk fails: each write and each flush of that one submission is refused in
//! turn, as a broken disk (EIO) and as a full one (ENOSPC) would. Then the program is killed and started again, and the
//! person tries once more.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use server::store::group::LOG;
use server::store::sql;

use crate::crowd;
use crate::demo::free_port;
use crate::ground::Folder;
use crate::platform::{Open, Platform};
use crate::program::Program;
use crate::respondent::Respondent;

/// A program whose disk failed must have ended within this time.
const END: Duration = Duration::from_secs(1);

/// After this time a program that goes on has done what it does at its start.
const MOMENT: Duration = Duration::from_millis(150);

/// More calls than one submission makes, the log written back.
const MOST: usize = 400;

/// What one person's way to the thank-you page asks of the one writer: a beginning, two pages, the submission.
const OWN: usize = 4;

/// What is refused, and how.
#[derive(Clone, Copy)]
struct Fault {
    calls: &'static str,
    error: &'static str,
}

const FAULTS: [Fault; 4] = [
    Fault { calls: "fsync,fdatasync", error: "EIO" },
    Fault { calls: "fsync,fdatasync", error: "ENOSPC" },
    Fault { calls: "pwrite64", error: "EIO" },
    Fault { calls: "pwrite64", error: "ENOSPC" },
];

impl Fault {
    fn is_flush(self) -> bool {
        self.calls.starts_with('f')
    }

    /// A disk that has no room is not broken: there may be room again.
    fn must_end(self) -> bool {
        self.is_flush() || self.error == "EIO"
    }
}

/// What came of one try.
struct Outcome {
    seen: Seen,
    thanked: bool,
    ended: Option<Duration>,
}

/// What a tracer saw of the database.
struct Seen {
    /// Whether a call was refused.
    refused: bool,
    /// Whether the tables themselves were touched, not only the log.
    wrote_back: bool,
}

/// A tracer that refuses one call of a process.
struct Refusal {
    strace: Child,
    log: Folder,
}

impl Refusal {
    /// Refuses the call with this number, counted from now on. `None` where nothing can do that.
    fn of(process: u32, fault: Fault, number: usize) -> Option<Self> {
        let log = Folder::new();
        let strace = Command::new("strace")
            .args(["-f", "-qq", "-y", "-o", crate::mounted::text(&log.path().join("calls"))])
            .args(["-e", &format!("trace={}", fault.calls)])
            .args(["-e", &format!("inject={}:error={}:when={number}", fault.calls, fault.error)])
            .args(["-p", &process.to_string()])
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut refusal = Self { strace, log };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(10));
            match refusal.strace.try_wait() {
                Ok(None) if holds(process) => return Some(refusal),
                Ok(None) => {}
                _ => return None,
            }
        }
        None
    }

    /// Lets the process go, and tells what was seen.
    fn end(mut self) -> Seen {
        let _ = Command::new("kill").args(["-INT", &self.strace.id().to_string()]).status();
        let _ = self.strace.wait();
        let calls = std::fs::read_to_string(self.log.path().join("calls")).unwrap_or_default();
        let tables = format!("{}>", server::store::FILE);
        Seen {
            refused: calls.lines().any(|call| call.contains(server::store::FILE) && call.contains("INJECTED")),
            wrote_back: calls.contains(&tables),
        }
    }
}

/// Whether every thread of a process is held: on a busy machine that takes a while.
fn holds(process: u32) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{process}/task")) else { return false };
    let free = |status: std::io::Result<String>| status.is_ok_and(|status| status.contains("TracerPid:\t0\n"));
    !threads.flatten().any(|thread| free(std::fs::read_to_string(thread.path().join("status"))))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_thanked_for_when_a_write_or_a_flush_of_it_fails() {
    let _alone = crate::alone().await;
    let (platform, open) = crowd::platform().await;
    for fault in FAULTS {
        let step = if fault.is_flush() { 1 } else { crate::times(3, 1) };
        let Some((tried, slowest)) = fail_in_turn(&platform, &open, fault, step, false).await else {
            return crate::skipped("nothing here that lets a disk fail (strace)");
        };
        println!(
            "{} {} refused in turn: {tried} tries, nothing lost, slowest end {slowest:?}",
            fault.calls, fault.error
        );
    }
}

/// The submission after which the log is written back into the tables: it is durable before that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_thanked_for_is_kept_when_writing_back_the_log_fails() {
    let _alone = crate::alone().await;
    let (platform, open) = crowd::platform().await;
    for fault in FAULTS {
        let step = if fault.is_flush() { 1 } else { crate::times(25, 1) };
        let Some((tried, slowest)) = fail_in_turn(&platform, &open, fault, step, true).await else {
            return crate::skipped("nothing here that lets a disk fail (strace)");
        };
        let what = format!("{} {} refused, the log written back", fault.calls, fault.error);
        println!("{what}: {tried} tries, nothing lost, slowest end {slowest:?}");
    }
}

/// Refuses one call after the other until there are no more; tells how many were refused, and how long the program took
/// to end at most. `due`: the log is to be written back when the submission is stored.
async fn fail_in_turn(
    platform: &Platform,
    open: &Open,
    fault: Fault,
    step: usize,
    due: bool,
) -> Option<(usize, Duration)> {
    let (mut tried, mut slowest) = (0, Duration::ZERO);
    for number in (1..=MOST).step_by(step) {
        let outcome = try_once(platform, open, fault, number, due).await?;
        if !outcome.seen.refused {
            assert!(outcome.thanked && outcome.ended.is_none(), "control: a whole disk takes the answers");
            assert_eq!(outcome.seen.wrote_back, due, "control: whether the log is written back");
            assert!(tried > 0, "control: some call was refused");
            return Some((tried, slowest));
        }
        tried += 1;
        slowest = slowest.max(outcome.ended.unwrap_or_default());
        let what = format!("{} {} number {number}", fault.calls, fault.error);
        assert_eq!(outcome.ended.is_some(), fault.must_end(), "a broken disk ends the program, a full one not: {what}");
        assert!(due || !fault.must_end() || !outcome.thanked, "thanked for: {what}");
    }
    panic!("a submission has no end")
}

/// One person sends while one call is refused, and again after a new start: stored once, and before if thanked for.
async fn try_once(platform: &Platform, open: &Open, fault: Fault, number: usize, due: bool) -> Option<Outcome> {
    let host = format!("127.0.0.1:{}", free_port());
    let words = format!("{} {} {number} {due}", fault.calls, fault.error);
    for statement in ["delete from drafts", "pragma wal_checkpoint(truncate)"] {
        sql::query(statement).execute(&platform.state.store.pool).await.expect("an empty log");
    }
    let mut program = Program::start_at(&host, &platform.folder, &[]);
    if due {
        begin_often(&host, open).await;
    }
    let mut person = crowd::at_the_end(&host, &open.word, &words).await;
    tokio::time::sleep(MOMENT).await;
    let last = person.address.clone();
    let refusal = Refusal::of(program.child.id(), fault, number)?;
    let answered = person.ask("POST", &last, Some("_go=send".to_owned())).await;
    // Where the answers could not be taken, the way on is back to the same page.
    let thanked = answered
        .is_ok_and(|answered| answered.status == 303 && answered.header("location").is_some_and(|next| next != last));
    let ended = match thanked && !due {
        true => None,
        false => ended_within(&mut program, if fault.must_end() { END } else { MOMENT }),
    };
    let seen = refusal.end();
    drop(program);
    try_again(platform, open, &host, &mut person, &words, thanked).await;
    Some(Outcome { seen, thanked, ended })
}

/// After a new start: what was thanked for is there, and the person, who tries again, finds it stored once.
async fn try_again(platform: &Platform, open: &Open, host: &str, person: &mut Respondent, words: &str, thanked: bool) {
    let _again = Program::start_at(host, &platform.folder, &[]);
    let stored = crowd::stored(platform, open).await;
    assert!(!thanked || stored.contains_key(words), "thanked for and lost: {words}");
    let last = person.address.clone();
    person.hang_up();
    person.send(&last, &[("_go".to_owned(), "send".to_owned())]).await.expect("it starts again, clean");
    assert!(crowd::is_thanked(person), "{words}: {}", person.page);
    assert_eq!(crowd::stored(platform, open).await.get(words), Some(&1), "{words}");
    assert!(crowd::is_whole(&platform.state.store.pool).await);
}

/// How long the program took to end by itself, badly; `None` where it goes on.
fn ended_within(program: &mut Program, time: Duration) -> Option<Duration> {
    let begun = Instant::now();
    while begun.elapsed() < time {
        if let Some(ended) = program.child.try_wait().expect("it is our child") {
            assert_eq!(ended.code(), Some(1), "it ends badly, and by itself");
            return Some(begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    None
}

/// Others begin, so often that the next person's submission is the one after which the log is written back.
async fn begin_often(host: &str, open: &Open) {
    let mut person = Respondent::new(host);
    for _ in 0..LOG - OWN {
        person.cookies.clear();
        let begun = person.ask("POST", &format!("/s/{}", open.word), Some("_go=begin".to_owned())).await;
        assert_eq!(begun.expect("an answer").status, 303);
    }
}
