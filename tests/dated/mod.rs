//! Files that look older or newer than they are.

use std::fs::File;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// Lets a file look as if it had been written at a moment, in seconds since 1970.
pub fn date(file: &Path, moment: i64) {
    let moment = u64::try_from(moment).expect("after 1970");
    let file = File::options().write(true).open(file).expect("the file is there");
    file.set_modified(UNIX_EPOCH + Duration::from_secs(moment)).expect("a file can be dated");
}
