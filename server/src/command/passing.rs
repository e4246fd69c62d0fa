//! Plain copies on their way: what a backup packs, what a restore unpacks, what is only looked into. Each is in use as long
//! as its program holds a lock on it, and the lock goes with the program, however that ends. So what nobody holds was left
//! by a program that was killed; it is swept when the program starts, each hour while it serves, and before the next copy.
//! The doctor and the statement name what is left.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use crate::store::FILE;
use crate::{Error, Result, chance, rights};

/// How names end that stand in a folder of ours.
const END: &str = ".passing";
/// How names begin that stand in the folder for temporary files.
const ELSEWHERE: &str = "tidemark-verify-";
/// What a restore is named by: it was broken off where one is left.
pub(super) const RESTORE: &str = "restore";
/// Somebody who sweeps just now may be in the way of a new one; hardly ever twice.
const TRIES: usize = 5;
/// Seconds after which a copy of somebody else is in use no more.
const LONGEST: u64 = 12 * 3600;
/// Between two looks while the program serves.
const PAUSE: Duration = Duration::from_secs(3600);

/// A folder or file that is gone in the end, whatever happens.
pub(super) struct Passing {
    path: PathBuf,
    held: File,
}

impl Passing {
    /// A folder inside a data folder, that nobody else may look into.
    pub(super) fn inside(data: &Path, what: &str) -> Result<Self> {
        Self::hold(folder, || data.join(format!("{what}-{}{END}", chance::id())))
    }

    /// The same in the folder for temporary files.
    pub(super) fn elsewhere() -> Result<Self> {
        Self::hold(folder, || std::env::temp_dir().join(format!("{ELSEWHERE}{}", chance::id())))
    }

    /// A file beside the one that it becomes in the end ([`Passing::settle`]), and where to write it.
    pub(super) fn beside(to: &Path) -> Result<(Self, File)> {
        let passing = Self::hold(file, || around(to).join(format!("backup-{}{END}", chance::id())))?;
        let opened = passing.held.try_clone().map_err(|error| unwritable(&passing.path, &error))?;
        Ok((passing, opened))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A folder inside of a folder, for a database that is worked with: whoever does so holds its folder themselves.
    pub(super) fn room(&self) -> Result<PathBuf> {
        let room = self.path.join("inside");
        DirBuilder::new().mode(0o700).create(&room).map_err(|error| unwritable(&room, &error))?;
        Ok(room)
    }

    fn hold(make: fn(&Path) -> io::Result<File>, name: impl Fn() -> PathBuf) -> Result<Self> {
        for left in (0..TRIES).rev() {
            let path = name();
            let held = match make(&path) {
                // It was swept before it could be held.
                Err(error) if error.kind() == ErrorKind::NotFound && left > 0 => continue,
                made => made.map_err(|error| unwritable(around(&path), &error))?,
            };
            // Disks that know no locks are used without.
            let locked = !matches!(held.try_lock(), Err(TryLockError::WouldBlock));
            if locked && path.exists() {
                return Ok(Self { path, held });
            }
            remove(&path);
        }
        Err(Error::Unavailable("busy"))
    }

    /// Gives a file its name, now that it is whole and on the disk; never over another one.
    pub(super) fn settle(self, to: &Path) -> Result<()> {
        let named = match fs::hard_link(&self.path, to) {
            // Disks that know no second names are looked at before.
            Err(error) if error.kind() != ErrorKind::AlreadyExists && !to.exists() => fs::rename(&self.path, to),
            named => named,
        };
        match named {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(exists(to)),
            named => named.and_then(|()| sync(around(to))).map_err(|error| unwritable(to, &error)),
        }
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

fn folder(path: &Path) -> io::Result<File> {
    DirBuilder::new().mode(0o700).create(path)?;
    File::open(path)
}

fn file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// The folder that a file stands in.
pub(super) fn around(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Waits until what was named in a folder is on its disk. Some disks on other machines cannot say so of a folder.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

/// That a file is there already, which is never overwritten.
pub(super) fn exists(file: &Path) -> Error {
    Error::Invalid("file-exists", file.display().to_string())
}

/// Why something cannot be written, with its name and whoever tried.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Error::Unavailable("disk-full"),
        ErrorKind::AlreadyExists => exists(path),
        _ => rights::unwritable(path),
    }
}

/// What programs that were killed left in a folder of ours, and in the one for temporary files.
pub(super) fn left(folder: &Path) -> Vec<PathBuf> {
    all(folder).into_iter().filter(|path| is_left(path)).collect()
}

/// Takes out what nobody holds any more.
pub(super) fn sweep(folder: &Path) {
    for path in all(folder) {
        let free = File::open(&path).ok().filter(|file| file.try_lock().is_ok());
        // The lock is held until it is gone, so that nobody begins to use it.
        if free.is_some() {
            remove(&path);
        }
    }
}

/// Sweeps a data folder each hour. Drop the task to stop it.
pub(super) async fn keep_swept(data: PathBuf) {
    loop {
        let folder = data.clone();
        let _ = tokio::task::spawn_blocking(move || sweep(&folder)).await;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Whether a restore into this folder was broken off.
pub(super) fn is_of_restore(name: &str) -> bool {
    is_ours(name) && name.starts_with(RESTORE)
}

/// Whether a name in a folder of ours is that of something on its way.
pub(super) fn is_ours(name: &str) -> bool {
    let kinds = ["backup-", "drill-", "restore-"];
    name.strip_suffix(END).is_some_and(|name| name == FILE || kinds.iter().any(|kind| name.starts_with(kind)))
}

fn all(folder: &Path) -> Vec<PathBuf> {
    [named(folder, is_ours), named(&std::env::temp_dir(), |name| name.starts_with(ELSEWHERE))].concat()
}

fn named(folder: &Path, is_one: fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_one));
    ours.map(|entry| entry.path()).collect()
}

/// Whether nobody holds it. Of somebody else's, who may be looking into it just now, only its age can tell.
fn is_left(path: &Path) -> bool {
    match File::open(path) {
        Ok(file) => !matches!(file.try_lock(), Err(TryLockError::WouldBlock)),
        Err(error) => error.kind() == ErrorKind::PermissionDenied && is_old(path),
    }
}

fn is_old(path: &Path) -> bool {
    let written = fs::metadata(path).and_then(|about| about.modified()).unwrap_or(UNIX_EPOCH);
    let since = written.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(chance::now()).unwrap_or_default() > since.as_secs() + LONGEST
}

/// A database that was told to stop may write its last page there meanwhile.
fn remove(path: &Path) {
    for _ in 0..TRIES {
        let gone = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        if gone.is_ok() || !path.exists() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    //! A program is killed while a copy lies on its way.

    use super::*;

    #[test]
    fn what_is_held_stays_and_what_was_left_is_named_and_swept() {
        let data = std::env::temp_dir().join(format!("tidemark-passing-{}", chance::id()));
        fs::create_dir(&data).unwrap();
        let held = Passing::inside(&data, "backup").unwrap();
        let killed = data.join(format!("backup-killed{END}"));
        fs::create_dir(&killed).unwrap();
        fs::write(killed.join("plain"), "words").unwrap();
        let old = data.join(format!("tidemark.sqlite{END}"));
        fs::write(&old, "words").unwrap();
        fs::write(data.join("tidemark.sqlite"), "words").unwrap();
        let named = left(&data);
        assert!(named.contains(&killed) && named.contains(&old), "{named:?}");
        assert!(!named.iter().any(|path| path == held.path()), "control: it is in use");
        sweep(&data);
        assert!(!killed.exists() && !old.exists() && held.path().exists());
        drop(held);
        let names: Vec<_> = fs::read_dir(&data).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(names, ["tidemark.sqlite"], "control: nothing else is touched");
        fs::remove_dir_all(data).unwrap();
    }

    #[test]
    fn a_file_gets_its_name_in_the_end_and_never_over_another() {
        let folder = std::env::temp_dir().join(format!("tidemark-passing-{}", chance::id()));
        fs::create_dir(&folder).unwrap();
        let to = folder.join("night.age");
        let (passing, mut file) = Passing::beside(&to).unwrap();
        io::Write::write_all(&mut file, b"whole").unwrap();
        assert!(!to.exists(), "control: not before");
        passing.settle(&to).unwrap();
        let (other, _) = Passing::beside(&to).unwrap();
        assert!(matches!(other.settle(&to), Err(Error::Invalid("file-exists", _))));
        assert_eq!(fs::read(&to).unwrap(), b"whole");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }
}
