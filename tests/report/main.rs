//! An office releases what it found: every file is opened by another program, says the same, and keeps what is hidden.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod data;
mod pages;
mod sample;
mod sheets;
mod speed;
mod word;

use server::report::{self, Block, Document, Words};

use sample::{document, english, nasty};

#[test]
fn the_same_document_is_the_same_file() {
    let (once, again) =
        (report::files(&document(), &english()).unwrap(), report::files(&document(), &english()).unwrap());
    for ((name, one), (_, other)) in once.iter().zip(&again) {
        assert!(one == other, "{name} differs");
    }
    let other = Document { title: "Another".into(), ..document() };
    assert!(report::files(&other, &english()).unwrap()[1].1 != once[1].1, "control: another document is another file");
}

#[test]
fn odd_words_break_no_file() {
    let files = report::files(&nasty(), &english()).unwrap();
    assert!(files.iter().all(|(_, bytes)| !bytes.is_empty()));
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#.to_owned();
    let silent = Block::Picture { svg, narrow: String::new(), says: "\u{0}".into(), table: report::Table::default() };
    let bare = Document { blocks: vec![Block::Heading(0, String::new()), silent], ..Document::default() };
    assert!(report::files(&bare, &Words::default()).is_ok(), "nor does a document without any");
    let broken = Block::Picture {
        svg: "no drawing".into(),
        narrow: String::new(),
        says: "x".into(),
        table: report::Table::default(),
    };
    assert!(
        report::files(&Document { blocks: vec![broken], ..bare }, &english()).is_err(),
        "a chart that is none is told"
    );
}

#[test]
fn a_stored_document_makes_the_same_files() {
    let stored = serde_json::to_string(&document()).unwrap();
    assert!(stored.starts_with(&format!("{{\"format\":{}", report::FORMAT)));
    let read: Document = serde_json::from_str(&stored).unwrap();
    assert!(report::files(&read, &english()).unwrap() == report::files(&document(), &english()).unwrap());
}

#[test]
fn two_rows_of_one_name_are_refused() {
    let mut twice = document();
    let Block::Table(table) = &mut twice.blocks[3] else { panic!("the sample has a table there") };
    table.rows[1].id = table.rows[0].id.clone();
    for refused in [report::csv(&twice), report::json(&twice, &english()), report::xlsx::write(&twice, &english())] {
        assert!(refused.is_err());
    }
}
