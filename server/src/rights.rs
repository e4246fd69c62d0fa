//! Who may read and write what on this machine: files that root makes for a service belong to the service's user, and what
//! may not be read or written is told with its name and whoever tried.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};

use crate::Error;

/// Gives a file to whom its folder belongs. Only root can do so, and only then is it needed.
pub fn give_to_owner(folder: &Path, file: &Path) {
    if let Ok(owner) = fs::metadata(folder) {
        let _ = chown(file, Some(owner.uid()), Some(owner.gid()));
    }
}

/// The user as whom this program runs: the name, or the number where it has none.
pub fn user() -> String {
    let Ok(number) = fs::metadata("/proc/self").map(|own| own.uid().to_string()) else { return "?".to_owned() };
    let known = fs::read_to_string("/etc/passwd").unwrap_or_default();
    named(&known, &number).unwrap_or(number)
}

/// The name of a user in a list as `/etc/passwd` has it.
fn named(list: &str, number: &str) -> Option<String> {
    let mut users = list.lines().map(|line| line.split(':').collect::<Vec<_>>());
    users.find(|user| user.get(2) == Some(&number)).and_then(|user| Some((*user.first()?).to_owned()))
}

/// That something cannot be written: which, and by whom.
pub fn unwritable(path: &Path) -> Error {
    Error::Invalid("folder-unwritable", format!("{} ({})", path.display(), user()))
}

/// That something may not be read: which, and by whom.
pub fn unreadable(path: &Path) -> Error {
    Error::Invalid("folder-closed", format!("{} ({})", path.display(), user()))
}

/// The same error, with the name of the first of these files that may not be written, or else of the folder.
pub fn name(error: Error, folder: &Path, files: &[PathBuf]) -> Error {
    match error {
        Error::Unavailable("folder-unwritable") => {
            let closed =
                |file: &&PathBuf| file.exists() && fs::File::options().read(true).write(true).open(file).is_err();
            unwritable(files.iter().find(closed).map_or(folder, PathBuf::as_path))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    //! The service's user meets a file that root made.

    use super::*;

    #[test]
    fn a_user_is_told_by_name() {
        let list = "root:x:0:0:root:/root:/bin/sh\ntidemark:x:104:112::/var/lib/tidemark:/usr/sbin/nologin\n";
        assert_eq!(named(list, "104").as_deref(), Some("tidemark"));
        assert_eq!(named(list, "112"), None, "control: a group is no user");
        assert_ne!(user(), "?");
    }

    #[test]
    fn only_what_may_not_be_written_gets_a_name() {
        let (folder, file) = (Path::new("/nowhere"), PathBuf::from("/nowhere/tidemark.sqlite"));
        let named = name(Error::Unavailable("folder-unwritable"), folder, std::slice::from_ref(&file));
        assert!(matches!(named, Error::Invalid("folder-unwritable", value) if value.starts_with("/nowhere (")));
        let other = name(Error::Unavailable("disk-full"), folder, &[file]);
        assert!(matches!(other, Error::Unavailable("disk-full")), "control");
    }
}
