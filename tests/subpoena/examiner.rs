//! The examiner, who has taken everything away: looks through every byte of every file, its name and when it was written,
//! and through every value of the database.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use server::store::{FILE, sql};
use sqlx::SqlitePool;

use crate::ground::Folder;
use crate::people::Known;
use crate::signs::{Hit, Signs};
use crate::values::{self, Numbers};

/// What the examiner works with.
pub struct Examiner {
    known: Known,
    signs: Signs,
    numbers: Numbers,
}

/// What was looked through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looked {
    /// Bytes of files.
    pub bytes: usize,
    /// Values of a database.
    pub values: usize,
}

impl fmt::Display for Looked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} kB of files, {} values of the database", self.bytes >> 10, self.values)
    }
}

impl Examiner {
    /// Knows everything that can be known.
    pub async fn new(known: &Known) -> Self {
        let minutes = minutes(known.span).await;
        Self { known: known.clone(), signs: Signs::new(known, &minutes), numbers: Numbers::new(known) }
    }

    /// Looks through a folder; where it is a data folder, through its database as well. The folder itself is not touched.
    pub async fn look(&self, folder: &Path) -> (Looked, Vec<Hit>) {
        let (mut looked, mut hits) = (Looked::default(), Vec::new());
        for path in files(folder) {
            let Some(bytes) = unless_gone(std::fs::read(&path)) else { continue };
            let place = name(folder, &path);
            looked.bytes += bytes.len();
            hits.extend(self.signs.seek(&bytes, &place));
            hits.extend(self.signs.seek(place.as_bytes(), "the name of a file"));
        }
        if folder.join(FILE).exists() {
            let image = image(folder);
            let address = format!("sqlite:{}", image.path().join(FILE).display());
            let pool = sql::Pool::from(SqlitePool::connect(&address).await.expect("a database"));
            let (count, found) = values::examine(&pool, &self.numbers, &self.signs).await;
            pool.close().await;
            looked.values = count;
            hits.extend(found);
        }
        (looked, distinct(hits))
    }

    /// Files that were made or written last while people answered.
    pub fn dated(&self, folder: &Path) -> Vec<Hit> {
        let (first, last) = self.known.span;
        let told = |path: &PathBuf| {
            let known = path.metadata().expect("it is there");
            let times = [known.modified(), known.created()].into_iter().flatten();
            let seconds = times.filter_map(|time| time.duration_since(UNIX_EPOCH).ok()).map(|since| since.as_secs());
            let mut seconds = seconds.filter_map(|second| i64::try_from(second).ok());
            let found = seconds.find(|second| (first..=last).contains(second))?;
            Some(Hit { what: "the date of a file", said: found.to_string(), place: name(folder, path) })
        };
        files(folder).iter().filter_map(told).collect()
    }
}

/// The minutes between two seconds, as programs write them: with their day, and alone as a clock shows them here and in
/// the middle of America.
pub async fn minutes((first, last): (i64, i64)) -> Vec<String> {
    const SPELL: &str = "select strftime($1, $2, 'unixepoch')";
    let pool = sql::Pool::from(SqlitePool::connect("sqlite::memory:").await.expect("a database"));
    let mut spelt = Vec::new();
    for minute in first / 60..=last / 60 {
        for hours in [0, -5, -6] {
            for shape in ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y%m%dT%H%M", "%H:%M:"] {
                let moment = (minute + hours * 60) * 60;
                let one = sql::query_scalar(SPELL).bind(shape).bind(moment).fetch_one(&pool).await;
                spelt.push(one.expect("a minute"));
            }
        }
    }
    spelt
}

/// A copy of a folder.
pub fn image(folder: &Path) -> Folder {
    let image = Folder::new();
    for path in files(folder) {
        let copy = image.path().join(name(folder, &path));
        std::fs::create_dir_all(copy.parent().expect("a folder")).expect("a folder");
        unless_gone(std::fs::copy(&path, copy));
    }
    image
}

/// A log of the database goes by itself when its last reader does, also between being listed and being read.
fn unless_gone<T>(read: std::io::Result<T>) -> Option<T> {
    match read {
        Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => None,
        read => Some(read.expect("a file")),
    }
}

fn name(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn distinct(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort();
    hits.dedup();
    hits
}
