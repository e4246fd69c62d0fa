//! How long files take and how large they are.

use std::time::Instant;

use server::report;

use crate::sample::{document, english, long};

#[test]
fn a_large_release_takes_seconds_not_minutes() {
    for (name, sample) in [("small", document()), ("1,000 rows", long(1_000))] {
        let start = Instant::now();
        let files = report::files(&sample, &english()).unwrap();
        let sizes: Vec<String> =
            files.iter().map(|(name, bytes)| format!("{name} {} kB", bytes.len() / 1000)).collect();
        println!("{name}: {:?}; {}", start.elapsed(), sizes.join(", "));
        assert!(start.elapsed().as_secs() < 120);
    }
}
