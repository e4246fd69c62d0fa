//! A spreadsheet program opens the workbook.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use server::report;

use crate::sample::{FORMULA, THANKS, document, english, nasty};

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

#[test]
fn numbers_are_numbers_and_hidden_is_a_word() {
    let mut book = open(report::xlsx::write(&document(), &english()).unwrap());
    let names = book.sheet_names();
    assert_eq!(names, ["About this release", "How providers see the work, 202", "The numbers behind the chart"]);
    let sheet = book.worksheet_range(&names[1]).unwrap();
    let rows: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
    let heads: Vec<String> = rows[1].iter().map(ToString::to_string).collect();
    let wanted = ["Statement", "2023", "2023: people", "2023: answers", "2025", "2025: people", "2025: answers"];
    assert_eq!(heads[..7], wanted);
    assert_eq!(heads[7..], ["Probably changed by: from", "Probably changed by: to", "Score"]);
    assert_eq!(rows[2][1..4], [Data::Float(0.383), Data::Float(18.0), Data::Float(47.0)]);
    assert_eq!(rows[2][7..], [Data::Float(0.03), Data::Float(0.41), Data::Float(3.5)]);
    assert!(rows[3][1..].iter().all(|cell| *cell == Data::String("hidden".into())), "{:?}", rows[3]);
    assert_eq!(rows[4][0], Data::String(FORMULA.into()), "words, not a formula");
    assert!(rows.iter().any(|row| row[0] == Data::String(THANKS.into())));
}

#[test]
fn no_sheet_has_a_formula() {
    for sample in [document(), nasty()] {
        let mut book = open(report::xlsx::write(&sample, &english()).unwrap());
        let names = book.sheet_names();
        assert_eq!(names.len(), 1 + sample.tables().count());
        for name in names {
            assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
        }
    }
}
