//! Disks that are made for a proof: a file system in a file, mounted, and gone when the proof ends. Only root can do
//! that; where it cannot be done, the reason is told.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use server::store::{maintenance, sql};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;

use crate::platform::Platform;

/// A mounted file system.
pub struct Mounted(PathBuf);

impl Mounted {
    /// Mounts an image at a folder that is made for it.
    pub fn image(image: &Path, place: PathBuf) -> Result<Self, String> {
        std::fs::create_dir_all(&place).map_err(|error| error.to_string())?;
        run("mount", &["-o", "loop", text(image), text(&place)])?;
        Ok(Self(place))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Takes it away again, in good order, as soon as nobody uses it any more.
    pub fn end(self) -> Result<(), String> {
        let mut ended = run("umount", &[text(&self.0)]);
        for _ in 0..100 {
            if ended.is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
            ended = run("umount", &[text(&self.0)]);
        }
        ended
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // After `end` there is nothing left to do, and nobody to tell.
        let _ = run("umount", &["-l", text(&self.0)]);
    }
}

/// Makes an image of so many megabytes; `system` is the command that puts an empty file system into it.
pub fn make(image: &Path, megabytes: u64, system: &[&str]) -> Result<(), String> {
    let file = File::create(image).map_err(|error| error.to_string())?;
    file.set_len(megabytes << 20).map_err(|error| error.to_string())?;
    let mut arguments = system[1..].to_vec();
    arguments.push(text(image));
    run(system[0], &arguments)
}

/// Copies what a platform keeps into a folder on another disk, as it would lie there had it been made there.
pub async fn move_in(platform: &Platform, data: &Path) {
    maintenance::rewrite(&platform.state.store).await.expect("all of it is in one file");
    std::fs::create_dir(data).expect("a folder");
    for name in [server::store::FILE, "installation.secret"] {
        std::fs::copy(platform.folder.join(name), data.join(name)).expect("copied");
    }
    settle(data);
}

/// A database without the program.
pub async fn pool(data: &Path) -> sql::Pool {
    let file = SqliteConnectOptions::new().filename(data.join(server::store::FILE));
    SqlitePool::connect_with(file).await.expect("the database opens").into()
}

/// Returns when the disk that holds this folder has everything.
pub fn settle(folder: &Path) {
    run("sync", &["-f", text(folder)]).expect("written");
}

/// Runs a command; what it complained about is the error.
pub fn run(command: &str, arguments: &[&str]) -> Result<(), String> {
    let ran = Command::new(command).args(arguments).stdin(Stdio::null()).output();
    let ran = ran.map_err(|error| format!("{command}: {error}"))?;
    let complaint = String::from_utf8_lossy(&ran.stderr).trim().to_owned();
    if ran.status.success() { Ok(()) } else { Err(format!("{command} {}: {complaint}", arguments.join(" "))) }
}

/// A path as a command takes it.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("folders of tests have plain names")
}
