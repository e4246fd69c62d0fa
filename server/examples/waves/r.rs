//! The same by R, from the tables as they are exported; said where it is not installed.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use server::exchange::export::{self, Places};

use super::figures::{Change, Waves};
use super::study::Study;

const SCRIPT: &str = include_str!("waves.R");

/// Prints how much longer R takes than `own` milliseconds, and how far its p-values are from ours.
pub fn compare(folder: &Path, study: &Study, waves: &Waves, changes: &[Change], own: f64) {
    if Command::new("Rscript").arg("--version").output().is_err() {
        return println!("R is not installed: not compared");
    }
    let files = ["earlier.csv", "later.csv"].map(|name| folder.join(name));
    for (file, table) in files.iter().zip(waves.tables) {
        let bytes = export::data(&study.instrument, table, waves.keep, &Places::default()).expect("a table");
        std::fs::write(file, bytes).expect("written");
    }
    let script = folder.join("waves.R");
    std::fs::write(&script, SCRIPT).expect("written");
    let (time, done) = super::timed(|| Command::new("Rscript").arg(&script).args(&files).output().expect("R runs"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let said = String::from_utf8_lossy(&done.stdout);
    let found: HashMap<&str, f64> = said.lines().filter_map(line).collect();
    let farthest = changes.iter().map(|change| (found[change.id.as_str()] - change.p).abs()).fold(0.0, f64::max);
    println!(
        "R, from its start and the exported tables to the last figure: {time:.0} ms; ours from the stored data: {own:.0} ms, \
         {:.1} times faster (aim: at least 10); p-values differ by at most {farthest:.1e}",
        time / own
    );
}

/// Item and p-value of a line `p q01 0.25`.
fn line(line: &str) -> Option<(&str, f64)> {
    let (id, p) = line.strip_prefix("p ")?.split_once(' ')?;
    Some((id, p.trim().parse().ok()?))
}
