//! `tidemark backup` and `tidemark restore`: everything of an installation in one file that only the recovery kit
//! opens. Inside: a line with the format, the installation's secret (32 bytes), the database.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use zeroize::Zeroizing;

use crate::{
    Error, Result, chance,
    http::Pages,
    seal::{PrivateKey, PublicKey, chest, codes::Installation, sheets},
    settings::Database,
    store::{FILE, copy},
};

const FORMAT: &[u8] = b"tidemark backup 1\n";

/// Writes a backup of a folder, in use or not, to a new file.
pub async fn backup(data: &Path, to: &Path, pages: &Pages) -> Result<ExitCode> {
    if matches!(Database::told()?, Database::Postgres(_)) {
        return Err(Error::Unavailable("backup-elsewhere"));
    }
    let key = copy::recovery_key(data).await?;
    let secret = copy::secret(data).await?;
    let plain = Passing(data.join(format!("backup-{}.passing", chance::id())));
    private(&plain.0)?;
    copy::copy(data, &plain.0).await?;
    let mut file = create(to)?;
    let written = write(&mut file, &key, &secret, &plain.0);
    if written.is_err() {
        let _ = fs::remove_file(to);
    }
    written?;
    let size = file.metadata().map_or(0, |about| about.len().div_ceil(1024));
    crate::terminal::say(pages.staff.sentence("backup-written", &format!("{} ({size} KB)", to.display())));
    Ok(ExitCode::SUCCESS)
}

fn write(file: &mut File, key: &crate::seal::PublicKey, secret: &Installation, plain: &Path) -> Result<()> {
    let mut chest = chest::lock(key, &mut *file)?;
    (|| {
        chest.write_all(FORMAT)?;
        chest.write_all(secret.as_bytes())?;
        io::copy(&mut File::open(plain)?, &mut chest)?;
        chest.finish()?.sync_all()
    })()
    .map_err(|error| failed("writing the backup", &error))
}

/// Puts a backup into an empty folder.
pub async fn restore(from: &Path, data: &Path, kit: Option<&Path>, pages: &Pages) -> Result<ExitCode> {
    refuse_non_empty(data)?;
    let file = open(from)?;
    unpack(file, data, &ask_for_kit(kit, None, pages)?).await
}

/// A backup to be read.
pub(super) fn open(from: &Path) -> Result<File> {
    File::open(from).map_err(|_| Error::Invalid("file-unreadable", from.display().to_string()))
}

/// Puts what the key opens into a folder.
pub(super) async fn unpack(file: File, data: &Path, key: &PrivateKey) -> Result<ExitCode> {
    let mut chest = chest::unlock(key, BufReader::new(file))?;
    super::serve::own_folder(data).map_err(|_| unwritable(data))?;
    let secret = read_head(&mut chest)?;
    let passing = Passing(data.join(format!("{FILE}.passing")));
    let mut file = create(&passing.0)?;
    io::copy(&mut chest, &mut file).map_err(|error| match error.kind() {
        io::ErrorKind::StorageFull => Error::Unavailable("disk-full"),
        _ => damaged(),
    })?;
    file.sync_all().map_err(|error| failed("keeping the database", &error))?;
    copy::check(&passing.0).await?;
    settle(data, &passing.0, &*secret)?;
    Ok(ExitCode::SUCCESS)
}

/// Only now, with all of it read and checked, does the folder become an installation.
fn settle(data: &Path, passing: &Path, secret: &[u8]) -> Result<()> {
    for stale in ["-wal", "-shm"] {
        let _ = fs::remove_file(data.join(format!("{FILE}{stale}")));
    }
    Installation::restore(data, secret)?;
    fs::rename(passing, data.join(FILE))
        .and_then(|()| File::open(data)?.sync_all())
        .map_err(|error| failed("keeping the database", &error))
}

fn read_head(chest: &mut impl Read) -> Result<Zeroizing<[u8; 32]>> {
    let mut format = [0; FORMAT.len()];
    let mut secret = Zeroizing::new([0; 32]);
    chest.read_exact(&mut format).and_then(|()| chest.read_exact(secret.as_mut())).map_err(|_| damaged())?;
    if format == FORMAT { Ok(secret) } else { Err(damaged()) }
}

/// What an interrupted program may have left of a database is no reason to refuse; anything else is.
fn refuse_non_empty(data: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(data) else { return Ok(()) };
    let stale = [format!("{FILE}-wal"), format!("{FILE}-shm"), format!("{FILE}.passing")];
    let other = entries.flatten().any(|entry| !stale.iter().any(|name| entry.file_name() == name.as_str()));
    if other { Err(Error::Invalid("folder-not-empty", data.display().to_string())) } else { Ok(()) }
}

/// The key of a kit, or of two of its sheets: from a file, or typed at the terminal until all is there. `known` is what
/// the installation knows of it, where there is one.
pub(super) fn ask_for_kit(kit: Option<&Path>, known: Option<&PublicKey>, pages: &Pages) -> Result<PrivateKey> {
    if let Some(path) = kit {
        let unreadable = |_| Error::Invalid("file-unreadable", path.display().to_string());
        let typed = Zeroizing::new(fs::read_to_string(path).map_err(unreadable)?);
        return sheets::private_key(&[typed.as_str()], known);
    }
    crate::terminal::complain(pages.staff.sentence("kit-ask", ""));
    let mut typed = vec![read_kit(io::stdin().lines())];
    loop {
        let texts: Vec<&str> = typed.iter().map(|text| text.as_str()).collect();
        let (code, value) = match sheets::private_key(&texts, known) {
            Err(Error::Invalid(code, value)) => (code, value),
            read => return read,
        };
        let answered = match code {
            "sheet-alone" if typed.len() == 1 => next_sheet(&mut typed, &value, pages),
            "kit-block-wrong" => mend(&mut typed, ("kit-block-again", &value), pages),
            "sheet-line-wrong" => mend(&mut typed, ("sheet-line-again", &value), pages),
            _ => false,
        };
        if !answered {
            return Err(Error::Invalid(code, value));
        }
    }
}

/// Another sheet beside the one that was typed; false where none comes.
fn next_sheet(typed: &mut Vec<Zeroizing<String>>, first: &str, pages: &Pages) -> bool {
    crate::terminal::complain(pages.staff.sentence("sheet-next", first));
    let next = read_kit(io::stdin().lines());
    let answered = !next.trim().is_empty();
    typed.push(next);
    answered
}

/// Only the block or line with the slip is typed again, the others stay; false where nothing comes.
fn mend(typed: &mut [Zeroizing<String>], (ask, which): (&str, &str), pages: &Pages) -> bool {
    crate::terminal::complain(pages.staff.sentence(ask, which));
    let Some(Ok(again)) = io::stdin().lines().next() else { return false };
    let again = Zeroizing::new(again);
    if let Some(text) = typed.iter_mut().find(|text| sheets::has_slip(text)) {
        *text = Zeroizing::new(sheets::mend(text, &again));
    }
    true
}

/// Lines up to the last letter of a kit or of a sheet, or to an empty line.
fn read_kit(lines: impl Iterator<Item = io::Result<String>>) -> Zeroizing<String> {
    let mut typed = Zeroizing::new(String::new());
    for line in lines.map_while(io::Result::ok) {
        typed.push_str(&line);
        if line.trim().is_empty() || sheets::is_whole(&typed) {
            break;
        }
        typed.push('\n');
    }
    typed
}

/// A file that only this user reads and that is never there before.
fn create(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error::Invalid("file-exists", path.display().to_string()),
        _ => unwritable(path),
    })
}

/// An empty private file for the copy to go into: the database library would make one that others may read.
fn private(path: &Path) -> Result<()> {
    create(path).map(drop)
}

/// A file on its way that is gone in the end, whatever happens.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn unwritable(path: &Path) -> Error {
    Error::Invalid("folder-unwritable", path.display().to_string())
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
