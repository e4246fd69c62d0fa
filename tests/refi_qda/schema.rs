//! What goes out is checked by another program against the standard's own schemas.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::path::Path;
use std::process::Command;

use server::exchange::archive::{Archive, Limits};
use server::exchange::refi_qda::{self, Project};

use crate::oracle;
use crate::written::sample;

/// What xmllint says of a document; `None` when it, or the schema, is not here, which is said.
fn complaint(schema: &str, document: &[u8]) -> Option<Result<(), String>> {
    let schema = oracle::data()?.join("refi").join(schema);
    let file = std::env::temp_dir().join(format!("tidemark-schema-{}-{:p}.xml", std::process::id(), document));
    std::fs::write(&file, document).unwrap();
    let run = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).args([&schema, &file]).output();
    std::fs::remove_file(&file).unwrap();
    let Ok(run) = run else {
        println!("SKIPPED: no xmllint here (libxml2-utils)");
        return None;
    };
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    Some(if run.status.success() { Ok(()) } else { Err(said) })
}

fn project(project: &Project) -> Option<Result<(), String>> {
    let written = refi_qda::write(project).unwrap();
    let mut archive = Archive::open("a.qdpx", &written, Limits::PROJECT).unwrap();
    let paths: Vec<String> = archive.paths().map(str::to_owned).collect();
    assert!(paths.iter().all(|path| path == "project.qde" || path.starts_with("sources/")), "{paths:?}");
    complaint("Project-mrt2019.xsd", &archive.read("project.qde").unwrap().unwrap())
}

fn codebook(project: &Project) -> Option<Result<(), String>> {
    complaint("Codebook-from-pdf.xsd", &refi_qda::write_codebook(project).unwrap().0)
}

#[test]
fn our_own_project_is_valid() {
    let Some(said) = project(&sample()) else { return };
    assert_eq!(said, Ok(()));
    assert_eq!(codebook(&sample()), Some(Ok(())));
    assert_eq!(project(&Project::default()), Some(Ok(())), "an empty project");
}

#[test]
fn every_real_file_goes_out_valid_even_where_it_came_in_invalid() {
    let Some(folder) = oracle::data() else { return };
    let files = [
        "qualitative_coding/demo.qdpx",
        "qualitative_coding/nvivo_project.qdpx",
        "sky-loom/Project.qde",
        "ornio-handauthored/project-extract.qde",
        "portableqda/REFI-QDA-1-5.qdc",
        "portableqda/doorstop-core-tests-files-exported.qdc",
        "portableqda/portableQDA_Atlasti.qdc",
        "taguette-1.5.2-codebook.qdc",
    ];
    for name in files {
        let bytes = std::fs::read(folder.join("qdpx").join(Path::new(name))).unwrap();
        let read = refi_qda::read(name, &bytes, None).unwrap().project;
        let Some(said) = project(&read) else { return };
        assert_eq!((said, codebook(&read)), (Ok(()), Some(Ok(()))), "{name}");
    }
}

#[test]
fn the_check_would_see_an_invalid_file() {
    let Some(folder) = oracle::data() else { return };
    let taguette = std::fs::read(folder.join("qdpx/taguette-1.5.2-codebook.qdc")).unwrap();
    let Some(said) = complaint("Codebook-from-pdf.xsd", &taguette) else { return };
    assert!(said.unwrap_err().contains("Sets"));
}
