//! Room kept for those who are half way: a file beside the database that only takes space. When the disk is full it is
//! let go, so that whoever has begun can finish; nobody new begins until it could be written again.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::chance::Seeded;

/// The name of the file in the data folder.
pub const FILE: &str = "ballast";

/// Bytes: the last pages of some thousand people.
pub const SIZE: u64 = 16 * 1024 * 1024;

const BLOCK: u64 = 1024 * 1024;

/// Between two looks whether there is room again.
const PAUSE: Duration = Duration::from_secs(5);

/// How long nobody new begins after a server of PostgreSQL had no room: its disk cannot be looked at from here.
const THERE: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nobody keeps one: in commands, and where the folder cannot hold it.
    Without,
    Held,
    LetGo,
}

/// The file and what became of it; clones share it.
#[derive(Clone, Debug)]
pub struct Ballast {
    path: Arc<PathBuf>,
    state: Arc<Mutex<State>>,
    /// Whether its room is in use; asked often, and never waits while the file is written.
    in_use: Arc<AtomicBool>,
    /// When a server last had no room.
    no_room_there: Arc<Mutex<Option<Instant>>>,
}

impl Ballast {
    /// The ballast of a data folder; nothing is written before [`Ballast::keep`].
    pub(super) fn of(folder: &Path) -> Self {
        let state = Arc::new(Mutex::new(State::Without));
        Self { path: Arc::new(folder.join(FILE)), state, in_use: Arc::default(), no_room_there: Arc::default() }
    }

    /// Works for ever: writes the file, and again when there is room after it was let go. Drop the task to stop it.
    pub async fn keep(self) {
        loop {
            let ballast = self.clone();
            let _ = tokio::task::spawn_blocking(move || ballast.fill()).await;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Whether somebody new may begin: the room for those who have begun is not in use, here and on a server.
    pub fn lets_begin(&self) -> bool {
        !self.in_use.load(Ordering::Relaxed) && self.has_room_there()
    }

    fn has_room_there(&self) -> bool {
        let noted = self.no_room_there.lock().unwrap_or_else(PoisonError::into_inner);
        noted.is_none_or(|at| at.elapsed() >= THERE)
    }

    /// Notes that a server of PostgreSQL had no room.
    pub(super) fn has_no_room_there(&self) {
        if self.has_room_there() {
            tell();
        }
        *self.no_room_there.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Gives its room to those who have begun, because the disk is full. `false` where there is none to give.
    pub(super) fn let_go(&self) -> bool {
        let mut state = self.state();
        match *state {
            State::Without => return false,
            State::LetGo => {}
            State::Held => tell(),
        }
        *state = State::LetGo;
        self.in_use.store(true, Ordering::Relaxed);
        empty(&self.path);
        true
    }

    /// Takes the room, where the file does not hold it yet.
    fn fill(&self) {
        let mut state = self.state();
        let before = *state;
        *state = match take(&self.path) {
            Ok(()) => State::Held,
            Err(error) => {
                empty(&self.path);
                if is_full(&error) { State::LetGo } else { State::Without }
            }
        };
        self.in_use.store(*state == State::LetGo, Ordering::Relaxed);
        if *state == State::LetGo && before != State::LetGo {
            tell();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn tell() {
    crate::terminal::report(
        "disk",
        "the disk is full: who has begun may finish, nobody new begins until there is room",
    );
}

fn take(path: &Path) -> io::Result<()> {
    if path.metadata().is_ok_and(|file| file.len() == SIZE) {
        return Ok(());
    }
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    let block = noise();
    (0..SIZE / BLOCK).try_for_each(|_| file.write_all(&block))
}

/// Bytes that no file system keeps in less room.
fn noise() -> Vec<u8> {
    let mut random = Seeded::new(Seeded::seed());
    (0..BLOCK / 8).flat_map(|_| random.number().to_le_bytes()).collect()
}

fn empty(path: &Path) {
    let _ = File::options().write(true).truncate(true).open(path);
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests {
    //! A disk is full, and has room again.

    use super::*;

    fn length(ballast: &Ballast) -> Option<u64> {
        ballast.path.metadata().ok().map(|file| file.len())
    }

    #[test]
    fn where_a_server_has_no_room_nobody_new_begins_for_a_while() {
        let ballast = Ballast::of(Path::new("nowhere"));
        let other = ballast.clone();
        assert!(ballast.lets_begin(), "control");
        other.has_no_room_there();
        assert!(!ballast.lets_begin(), "clones know it, too");
        *ballast.no_room_there.lock().unwrap() = Instant::now().checked_sub(THERE);
        assert!(other.lets_begin(), "after a while somebody may try");
    }

    #[test]
    fn it_takes_room_gives_it_once_and_takes_it_again() {
        let folder = std::env::temp_dir().join(format!("tidemark-ballast-{}", crate::chance::id()));
        std::fs::create_dir(&folder).unwrap();
        let ballast = Ballast::of(&folder);
        assert!(!ballast.let_go() && ballast.lets_begin(), "control: without one there is nothing to give");
        ballast.fill();
        assert_eq!((length(&ballast), ballast.lets_begin()), (Some(SIZE), true));
        assert!(ballast.let_go());
        assert_eq!((length(&ballast), ballast.lets_begin()), (Some(0), false));
        assert!(ballast.let_go(), "whoever met the full disk at the same moment may try again, too");
        ballast.fill();
        assert_eq!((length(&ballast), ballast.lets_begin()), (Some(SIZE), true));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
