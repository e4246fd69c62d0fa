//! Somebody typed formulas, or put them into an instrument: no program runs them, and numbers stay numbers.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use instruments::{Answer, Kind};
use server::exchange::analysis::{Format, file};
use server::exchange::csv;

use crate::programs::parts;
use crate::scene::{self, answers, bare, one, option, question, with_frame};

const NASTY: [&str; 9] =
    ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "=HYPERLINK(\"http://x\")", "~skipped"];

fn files(texts: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut instrument = bare();
    instrument.id = "../=cmd\r\n\"x\"".into();
    instrument.title = scene::text("=title");
    let mut single = question("=id", Kind::Single);
    single.text = scene::text("@label");
    single.options = vec![option("-1+1", "+label")];
    instrument.sections[0].questions = vec![single, question("words", Kind::LongText), question("n", Kind::Number)];
    let versions = scene::versions(&[instrument]);
    let row = |text: &&str| {
        answers(&[("=id", one("-1+1")), ("words", Answer::Text((*text).to_owned())), ("n", Answer::Number(-5.5))])
    };
    let rows: Vec<_> = texts.iter().map(|text| (&versions[0], row(text))).collect();
    let table = scene::table(&rows);
    with_frame(&versions, &table, |frame| parts(&file(frame, Format::All).unwrap()))
}

fn ending<'p>(parts: &'p [(String, Vec<u8>)], ending: &str) -> &'p [u8] {
    &parts.iter().find(|(name, _)| name.ends_with(ending)).unwrap().1
}

fn runs(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']) && cell.parse::<f64>().is_err()
}

#[test]
fn no_cell_of_any_csv_starts_a_formula_and_every_answer_is_still_there() {
    let parts = files(&NASTY);
    for name in ["answers.csv", "dictionary.csv", "values.csv", "waves.csv"] {
        let bytes = ending(&parts, name);
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&bytes[3..]);
        let cells: Vec<String> =
            reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(cells.len() > 10 && !cells.iter().any(|cell| runs(cell)), "{name}: {cells:?}");
    }
    let sheet = csv::read(ending(&parts, "answers.csv")).unwrap();
    let place = |name: &str| sheet.rows[0].iter().position(|head| head == name).unwrap();
    let mut found: Vec<&str> = sheet.rows[1..].iter().map(|row| row[place("words")].as_str()).collect();
    let mut typed = NASTY.to_vec();
    typed[8] = "~~skipped";
    found.sort_unstable();
    typed.sort_unstable();
    assert_eq!(found, typed);
    assert!(
        sheet.rows[1..].iter().all(|row| row[place("n")] == "-5.5" && row[place("v__id")] == "-1+1"),
        "{:?}",
        sheet.rows
    );
}

#[test]
fn a_workbook_holds_no_formula_and_numbers_stay_numbers() {
    let parts = files(&NASTY);
    let mut book = Xlsx::new(Cursor::new(ending(&parts, "answers.xlsx").to_vec())).unwrap();
    assert_eq!(book.sheet_names(), ["data", "dictionary", "values", "scales", "waves", "about"]);
    for sheet in book.sheet_names() {
        assert!(book.worksheet_formula(&sheet).unwrap().is_empty(), "{sheet}");
    }
    let data = book.worksheet_range("data").unwrap();
    let heads: Vec<String> = data.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let place = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let words: Vec<String> = data.rows().skip(1).map(|row| row[place("words")].to_string()).collect();
    assert!(
        NASTY[..8].iter().filter(|typed| !typed.contains('\r')).all(|typed| words.contains(&(*typed).to_owned())),
        "{words:?}"
    );
    assert!(data.rows().skip(1).all(|row| row[place("n")] == Data::Float(-5.5)));
    let styles = ending(&parts, "answers.xlsx");
    let file = server::exchange::analysis::File { name: "x".into(), bytes: styles.to_vec() };
    let styles = parts_text(&file, "xl/styles.xml");
    assert!(styles.contains("quotePrefix=\"1\""), "words stay words when the sheet is saved anew");
}

#[test]
fn words_longer_than_a_cell_go_on_in_a_sheet_of_their_own_and_the_file_says_so() {
    let long = "家".repeat(70_000);
    let parts = files(&[&long]);
    let mut book = Xlsx::new(Cursor::new(ending(&parts, "answers.xlsx").to_vec())).unwrap();
    assert_eq!(book.sheet_names().last().map(String::as_str), Some("rest"));
    let mut rows = |sheet: &str| -> Vec<Vec<String>> {
        let range = book.worksheet_range(sheet).unwrap();
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    let (data, rest) = (rows("data"), rows("rest"));
    let words = &data[1][data[0].iter().position(|head| head == "words").unwrap()];
    assert!(words.encode_utf16().count() <= 32_767 && rest[2][0].starts_with("data!"), "{:?}", rest[2][0]);
    let left: String = rest[2..].iter().map(|row| row[2].as_str()).collect();
    assert_eq!(format!("{words}{left}"), long, "nothing is lost");
    assert!(rows("about").iter().any(|row| row[0] == "rest-told"));
    let sheet = csv::read(ending(&parts, "answers.csv")).unwrap();
    assert!(sheet.rows[1].contains(&long), "in CSV it is whole");
}

fn parts_text(file: &server::exchange::analysis::File, path: &str) -> String {
    String::from_utf8(parts(file).into_iter().find(|(name, _)| name == path).unwrap().1).unwrap()
}

#[test]
fn names_of_files_hold_letters_digits_hyphens_and_stops_only() {
    for (name, _) in files(&[]) {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.');
        assert!(name.chars().all(plain) && name.starts_with(|letter: char| letter.is_ascii_alphabetic()), "{name}");
        assert!(name.starts_with("cmdx-"), "{name}");
    }
}
