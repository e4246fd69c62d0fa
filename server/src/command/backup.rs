//! `tidemark backup` and `tidemark restore`: everything of an installation in one file that only the recovery kit
//! opens. Inside: a line with the format, the installation's secret (32 bytes), the database.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Read, Write},
    path::Path,
    process::ExitCode,
};

use zeroize::Zeroizing;

use super::passing::{self, Passing};
use super::verify;
use crate::{
    Error, Result,
    http::Pages,
    rights,
    seal::{
        PrivateKey, PublicKey, chest,
        codes::{self, Installation},
    },
    settings::Database,
    store::{
        FILE, Store,
        copy::{self, Original},
    },
};

const FORMAT: &[u8] = b"tidemark backup 1\n";

/// Writes a backup of an installation, in use or not, to a new file: the same from a folder and from a server.
pub async fn backup(data: &Path, to: &Path, pages: &Pages) -> Result<ExitCode> {
    let mut original = Original::open(data, &Database::told()?).await?;
    let key = original.recovery_key().await?;
    let secret = original.secret(data).await?;
    if to.exists() {
        return Err(passing::exists(to));
    }
    [data, passing::around(to)].into_iter().for_each(passing::sweep);
    let size = super::until_told(pack(original, data, to, (key, secret))).await?.div_ceil(1024);
    crate::terminal::say(pages.staff.sentence("backup-written", &format!("{} ({size} KB)", to.display())));
    Ok(ExitCode::SUCCESS)
}

/// The file has its name only when it is whole and on its disk. Says how many bytes it has.
async fn pack(mut original: Original, data: &Path, to: &Path, (key, secret): (PublicKey, Installation)) -> Result<u64> {
    let (whole, file) = Passing::beside(to)?;
    let mark = original.mark().await?;
    let plain = copy_without_a_name(&mut original, data).await?;
    original.close().await?;
    let size = aside(move || write((file, mark), &key, &secret, plain)).await?;
    whole.settle(to)?;
    Ok(size)
}

/// A plain copy that is gone when this program ends, however it does. Only while the database writes it does it have a
/// name.
async fn copy_without_a_name(original: &mut Original, data: &Path) -> Result<File> {
    let passing = Passing::inside(data, "backup")?;
    let plain = passing.path().join(FILE);
    // The database library would make one that others may read.
    create(&plain)?;
    original.copy(&plain).await?;
    File::open(&plain).map_err(|error| failed("reading the copy", &error))
}

fn write(
    (mut file, mark): (File, Option<String>),
    key: &PublicKey,
    secret: &Installation,
    mut plain: File,
) -> Result<u64> {
    let mut chest = chest::lock(key, mark, &mut file)?;
    (|| {
        chest.write_all(FORMAT)?;
        chest.write_all(secret.as_bytes())?;
        io::copy(&mut plain, &mut chest)?;
        let file = chest.finish()?;
        file.sync_all()?;
        Ok::<u64, io::Error>(file.metadata()?.len())
    })()
    .map_err(|error| failed("writing the backup", &error))
}

/// Works on a thread of its own, so that a signal is heard meanwhile.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::internal("working aside", error))?
}

/// Puts a backup into an empty folder, and says what is there now.
pub async fn restore(from: &Path, data: &Path, kit: Option<&Path>, pages: &Pages) -> Result<ExitCode> {
    refuse_non_empty(data)?;
    let file = open(from)?;
    let key = super::typed::ask_for_kit(kit, None, pages)?;
    let made = !data.exists();
    let put = super::until_told(put(file, data, &key)).await;
    if made && put.is_err() {
        // Nothing was restored, so no folder is left for it, unless something is in it.
        let _ = fs::remove_dir(data);
    }
    put?;
    let say = |code: &str, value: &str| crate::terminal::say(pages.staff.sentence(code, value));
    say("restored", &data.display().to_string());
    let store = Store::open(data).await?;
    let told = verify::tell_inside(&store, data, pages).await;
    store.close().await;
    // It is restored, whatever is wrong with what it held.
    if let Err(error) = told {
        crate::terminal::complain(super::sentence(&error, pages));
    }
    let is_for_server = matches!(Database::told(), Ok(Database::Postgres(_)));
    say(if is_for_server { "restored-server" } else { "restored-next" }, &data.display().to_string());
    say("restored-heads", "");
    Ok(ExitCode::SUCCESS)
}

/// A backup to be read.
pub(super) fn open(from: &Path) -> Result<File> {
    File::open(from).map_err(|_| Error::Invalid("file-unreadable", from.display().to_string()))
}

async fn put(file: File, data: &Path, key: &PrivateKey) -> Result<()> {
    super::serve::own_folder(data).map_err(|error| passing::unwritable(data, &error))?;
    passing::sweep(data);
    let folder = Passing::inside(data, passing::RESTORE)?;
    unpack(file, folder.path(), key).await?;
    settle(data, folder.path())
}

/// Puts what the key opens into an empty folder, and looks whether it is whole.
pub(super) async fn unpack(file: File, into: &Path, key: &PrivateKey) -> Result<()> {
    let (key, to) = (key.clone(), into.to_owned());
    aside(move || read_all(file, &to, &key)).await?;
    copy::check(&into.join(FILE)).await
}

fn read_all(file: File, into: &Path, key: &PrivateKey) -> Result<()> {
    let mut chest = chest::unlock(key, BufReader::new(file))?;
    let secret = read_head(&mut chest)?;
    let mut plain = create(&into.join(FILE))?;
    io::copy(&mut chest, &mut plain).map_err(|error| match error.kind() {
        io::ErrorKind::StorageFull => Error::Unavailable("disk-full"),
        _ => damaged(),
    })?;
    plain.sync_all().map_err(|error| failed("keeping the database", &error))?;
    Installation::restore(into, &*secret).map(drop)
}

/// Only now, with all of it read and checked, does the folder become an installation. The database comes last: where this
/// is broken off before, the next restore begins anew.
fn settle(data: &Path, passing: &Path) -> Result<()> {
    for stale in ["-wal", "-shm"] {
        let _ = fs::remove_file(data.join(format!("{FILE}{stale}")));
    }
    let moved = [codes::FILE, FILE].into_iter().try_for_each(|name| {
        rights::give_to_owner(data, &passing.join(name));
        fs::rename(passing.join(name), data.join(name))
    });
    moved.and_then(|()| passing::sync(data)).map_err(|error| failed("keeping the database", &error))
}

fn read_head(chest: &mut impl Read) -> Result<Zeroizing<[u8; 32]>> {
    let mut format = [0; FORMAT.len()];
    let mut secret = Zeroizing::new([0; 32]);
    chest.read_exact(&mut format).and_then(|()| chest.read_exact(secret.as_mut())).map_err(|_| damaged())?;
    if format == FORMAT { Ok(secret) } else { Err(damaged()) }
}

/// What an interrupted program may have left of a database is no reason to refuse; anything else is. A secret without a
/// database was left by a restore that was broken off, where that is there too.
fn refuse_non_empty(data: &Path) -> Result<()> {
    let entries = match fs::read_dir(data) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(rights::unreadable(data)),
        Err(_) => return Ok(()),
    };
    let names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let broken_off = names.iter().any(|name| passing::is_of_restore(name)) && !names.iter().any(|name| name == FILE);
    let stale = |name: &str| {
        [format!("{FILE}-wal"), format!("{FILE}-shm")].iter().any(|stale| stale == name)
            || passing::is_ours(name)
            || broken_off && name == codes::FILE
    };
    match names.iter().all(|name| stale(name)) {
        true => Ok(()),
        false => Err(Error::Invalid("folder-not-empty", data.display().to_string())),
    }
}

/// A file that only this user reads and that is never there before.
fn create(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| passing::unwritable(path, &error))
}

fn damaged() -> Error {
    Error::Invalid("backup-damaged", String::new())
}

fn failed(doing: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull => Error::Unavailable("disk-full"),
        _ => Error::internal(doing, error),
    }
}
