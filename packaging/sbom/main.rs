//! Prints what the program is made of, as CycloneDX JSON: `cargo run -p server --example sbom > tidemark.cdx.json`.
//! The same lock file gives the same bytes.

mod document;

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let asked = Command::new(env!("CARGO")).args(["metadata", "--locked", "--format-version", "1"]).output();
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"));
    let (Ok(asked), Ok(lock)) = (asked, lock) else { return ExitCode::FAILURE };
    let Ok(metadata) = serde_json::from_slice::<serde_json::Value>(&asked.stdout) else { return ExitCode::FAILURE };
    println!("{:#}", document::bill(&metadata, &lock));
    ExitCode::SUCCESS
}
