//! The machine under the figures: which processors the program and the load have, how quick the disk is, how much memory
//! the program takes, and a cage that gives it little.

use server::store::sql;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::platform::Platform;
use crate::program::Program;

/// Who has which processors.
pub struct Share {
    program: Vec<usize>,
    /// Whether the load keeps to a processor of its own.
    pinned: bool,
}

impl Share {
    /// The last processor for the load, all others for the program; where `all` are wanted for it, the load's too. Says
    /// what became of it.
    pub fn take(all: bool) -> Self {
        let mut program = processors();
        let own = if program.len() > 1 { program.pop() } else { None };
        let pinned = own.is_some_and(keep_to);
        if let (true, Some(own)) = (all || !pinned, own) {
            program.push(own);
        }
        match own.filter(|_| pinned) {
            Some(own) => println!("load: one thread, kept to processor {own}; program: processors {program:?}"),
            None => println!("load: NOT kept apart (one processor, or no taskset); program: processors {program:?}"),
        }
        Self { program, pinned }
    }

    /// Starts the program on its processors, through other commands first where there are some.
    pub fn start(&self, data: &Path, through: &[String]) -> Program {
        self.start_on(&self.program, data, through)
    }

    /// Starts it on its first processor alone.
    pub fn start_on_one(&self, data: &Path, through: &[String]) -> Program {
        self.start_on(&self.program[..1], data, through)
    }

    fn start_on(&self, processors: &[usize], data: &Path, through: &[String]) -> Program {
        let list: Vec<String> = processors.iter().map(usize::to_string).collect();
        let mut words = through.to_vec();
        if self.pinned {
            words.extend(["taskset".to_owned(), "-c".to_owned(), list.join(",")]);
        }
        words.push(env!("CARGO_BIN_EXE_tidemark").to_owned());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).args(["serve", "--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0", "--data"]);
        Program::spawn(command.arg(data).stderr(Stdio::inherit()))
    }
}

/// The processors that this process may use.
fn processors() -> Vec<usize> {
    let list = told("/proc/self/status", "Cpus_allowed_list:");
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.parse::<usize>().ok()?..=last.parse::<usize>().ok()?)
    };
    let found: Vec<usize> = list.trim().split(',').filter_map(range).flatten().collect();
    if found.is_empty() { vec![0] } else { found }
}

/// Asks the system to keep every thread of this process on one processor.
fn keep_to(processor: usize) -> bool {
    let process = std::process::id().to_string();
    let asked = Command::new("taskset").args(["-acp", &processor.to_string(), &process]).stdout(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// What stands behind a word in a file that the system writes.
fn told(file: &str, word: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().find_map(|line| line.strip_prefix(word)).unwrap_or_default().trim().to_owned()
}

/// Says what the figures stand on.
pub fn describe(folder: &Path) {
    let name = told("/proc/cpuinfo", "model name");
    println!("machine: {} processors, {}", processors().len(), name.trim_start_matches([':', ' ', '\t']));
    println!("data folder: {}; a flush of 4 kB takes {:.1} ms (median)", folder.display(), flush(folder));
    println!(
        "admission: as always (256 requests in hand, 64 of them kept for those who have begun). How often a neighbourhood \
         asks is counted only where the program speaks HTTPS itself and the line is from elsewhere, so this load, plain \
         HTTP from this machine, needs no other setting; a load test of your own from one address does need one: put a \
         proxy on the machine in front, or it gets 10 beginnings and 100 pages a second."
    );
}

/// How long the disk takes to have something for good, in milliseconds.
fn flush(folder: &Path) -> f64 {
    let path = folder.join("flushed");
    let once = |file: &mut std::fs::File| {
        let begun = Instant::now();
        file.write_all(&[7; 4096]).and_then(|()| file.sync_data()).expect("room for some blocks");
        begun.elapsed()
    };
    let mut file = std::fs::File::create(&path).expect("a file");
    let mut times: Vec<Duration> = (0..101).map(|_| once(&mut file)).collect();
    times.sort();
    std::fs::remove_file(path).expect("it was there");
    times[50].as_secs_f64() * 1e3
}

/// Megabytes of a program: in use now, and at most so far.
pub fn memory(program: &Program) -> (u64, u64) {
    let file = format!("/proc/{}/status", program.child.id());
    let megabytes = |word: &str| {
        let kilobytes = told(&file, word).split_whitespace().next().and_then(|number| number.parse::<u64>().ok());
        kilobytes.unwrap_or(0) / 1024
    };
    (megabytes("VmRSS:"), megabytes("VmHWM:"))
}

/// How many lines this process may hold.
pub fn lines() -> usize {
    let limit = told("/proc/self/limits", "Max open files");
    limit.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(usize::MAX)
}

/// What a program in it may take of memory, the system's cache of its files counted in.
pub struct Cage {
    folder: PathBuf,
}

impl Cage {
    /// A control group of so many megabytes: version 2 where the system has it, else version 1. The error says why not.
    pub fn of(megabytes: u64) -> Result<Self, String> {
        let name = format!("tidemark-load-{}", std::process::id());
        let bytes = (megabytes << 20).to_string();
        let places = [("/sys/fs/cgroup", "memory.max"), ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")];
        let mut why = String::from("no control groups");
        for (root, limit) in places {
            let cage = Self { folder: Path::new(root).join(&name) };
            let made = std::fs::create_dir(&cage.folder);
            match made.and_then(|()| std::fs::write(existing(&cage.folder.join(limit))?, &bytes)) {
                Ok(()) => return Ok(cage),
                Err(error) => why = error.to_string(),
            }
        }
        Err(why)
    }

    /// What a program is started through, so that it is inside from its first step.
    pub fn through(&self) -> Vec<String> {
        const ENTER: &str = "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"";
        let folder = self.folder.to_string_lossy();
        ["sh", "-c", ENTER, &*folder].map(str::to_owned).into()
    }
}

/// A file that is there: a plain folder where the system has no such group would take any name.
fn existing(path: &Path) -> std::io::Result<PathBuf> {
    std::fs::metadata(path).map(|_| path.to_owned())
}

impl Drop for Cage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir(&self.folder);
    }
}

/// How many answers a platform has, waiting or arrived.
pub async fn stored(platform: &Platform) -> i64 {
    const STORED: &str = "select (select count(*) from pending) + (select count(*) from responses)";
    sql::query_scalar(STORED).fetch_one(&platform.state.store.pool).await.expect("a count")
}

/// How long sealed responses are in the middle of some, in bytes.
pub async fn sealed(platform: &Platform) -> i64 {
    const SEALED: &str = "select cast(coalesce(avg(length(sealed)), 0) as bigint)
        from (select sealed from pending union all select sealed from responses limit 1000)";
    sql::query_scalar(SEALED).fetch_one(&platform.state.store.pool).await.expect("a length")
}
