//! Every reference figure of the case files under `oracle`: worked out here and compared, counted by statistic. A case
//! whose statistic nobody handles fails the test, and so does a folder without cases.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "statistics/cells.rs"]
mod cells;
#[path = "statistics/many.rs"]
mod many;
#[path = "statistics/two.rs"]
mod two;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Works out a case and compares; `None` where its statistic belongs to another.
type Handler = fn(&Value, &Path) -> Option<Result<(), String>>;

/// Those who may know a case.
const HANDLERS: &[Handler] = &[two::run, many::run, cells::run];

/// The folder of data, or none, said aloud.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("TIDEMARK_DATA").map_or(beside, PathBuf::from);
    if !folder.join("oracle").is_dir() {
        println!("SKIPPED: no reference figures in {} (set TIDEMARK_DATA)", folder.display());
        return None;
    }
    Some(folder)
}

/// The cases of every file in a folder; whatever is put there is read.
fn cases(folder: &Path) -> Vec<Value> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    files.iter().flat_map(|file| read(file)).collect()
}

fn read(file: &Path) -> Vec<Value> {
    let all: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    all["cases"].as_array().unwrap().clone()
}

#[test]
fn all_reference_figures_are_met() {
    let Some(folder) = data() else { return };
    meet(cases(&folder.join("oracle")), &folder);
}

#[test]
fn figures_from_counts_and_values_are_met_without_the_folder_of_data() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/statistics.json");
    meet(read(&file), Path::new("."));
}

/// Works every case out and fails where one differs, or nobody handles its statistic.
fn meet(cases: Vec<Value>, folder: &Path) {
    let (mut counts, mut wrong) = (BTreeMap::<String, (usize, usize)>::new(), Vec::new());
    for case in cases {
        let (id, statistic) = (case["id"].as_str().unwrap(), case["statistic"].as_str().unwrap());
        let found = HANDLERS.iter().find_map(|handler| handler(&case, folder));
        let found = found.unwrap_or_else(|| Err("nobody handles this statistic".to_owned()));
        let count = counts.entry(statistic.to_owned()).or_default();
        match found {
            Ok(()) => count.0 += 1,
            Err(why) => {
                count.1 += 1;
                wrong.push(format!("{id} ({statistic}): {why}"));
            }
        }
    }
    for (statistic, (passed, failed)) in &counts {
        println!("{statistic}: {passed} passed, {failed} failed");
    }
    assert!(!counts.is_empty() && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_case_that_nobody_handles_is_noticed() {
    let case = serde_json::json!({ "id": "none", "statistic": "reading_the_stars" });
    assert!(HANDLERS.iter().all(|handler| handler(&case, Path::new(".")).is_none()));
}
