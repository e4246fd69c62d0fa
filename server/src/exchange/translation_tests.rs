//! A coordinator sends a spreadsheet to a translator, who sends it back: well filled, or not.

use super::*;

fn line(key: &str, source: &str, target: &str) -> Line {
    Line { key: key.into(), source: source.into(), target: target.into() }
}

fn book() -> Book {
    let words = vec![
        line("title", "Your home", ""),
        line("q.text", "How many nights?\nAbout.", ""),
        line("q.hint", "=1+1", ""),
    ];
    let interface = vec![line("leave", "Leave now", ""), line("pages", "Page { $page } of { $pages }", "")];
    let sheet = |name: &str, lines| Sheet { name: name.into(), lines };
    Book {
        source: "en".into(),
        target: "es".into(),
        sheets: vec![sheet("instrument", words), sheet("interface", interface)],
    }
}

fn filled(change: impl Fn(&mut Book)) -> Vec<u8> {
    let mut book = book();
    for line in book.sheets.iter_mut().flat_map(|sheet| &mut sheet.lines) {
        line.target = format!("es: {}", line.source);
    }
    change(&mut book);
    write(&book).unwrap()
}

fn codes(change: impl Fn(&mut Book)) -> Vec<(&'static str, String, Option<usize>, Option<usize>)> {
    let problems = read("es.xlsx", &filled(change), &book()).unwrap_err();
    problems.into_iter().map(|one| (one.code, one.place.id, one.place.line, one.place.column)).collect()
}

#[test]
fn every_word_comes_back_as_the_translator_wrote_it() {
    let sheets = read("es.xlsx", &filled(|_| ()), &book()).unwrap();
    let lines: Vec<_> = sheets.iter().flat_map(|sheet| &sheet.lines).collect();
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|line| line.target == format!("es: {}", line.source)));
}

#[test]
fn rows_that_are_not_translated_yet_stay_empty() {
    let sheets = read("es.xlsx", &filled(|book| book.sheets[0].lines[1].target.clear()), &book()).unwrap();
    assert_eq!(sheets[0].lines[1].target, "");
}

#[test]
fn words_that_changed_since_are_named_with_sheet_row_and_column() {
    let found = codes(|book| book.sheets[0].lines[1].source = "How many days?".into());
    assert_eq!(found, [("sheet-source-changed", "instrument".to_owned(), Some(3), Some(2))]);
}

#[test]
fn unknown_doubled_and_lost_rows_are_named() {
    let found = codes(|book| book.sheets[1].lines[0].key = "leave-now".into());
    assert_eq!(found[0], ("sheet-unknown-key", "interface".to_owned(), Some(2), Some(1)));
    assert_eq!(found[1].0, "sheet-row-missing");
    let found = codes(|book| {
        let again = book.sheets[0].lines[0].clone();
        book.sheets[0].lines.push(again);
    });
    assert_eq!(found, [("sheet-key-twice", "instrument".to_owned(), Some(5), Some(1))]);
}

#[test]
fn a_translation_keeps_the_names_in_braces() {
    for broken in ["Página { $pagina } de { $pages }", "Página { $page de { $pages }", "Página"] {
        let found = codes(|book| book.sheets[1].lines[1].target = broken.into());
        assert_eq!(found, [("sheet-names", "interface".to_owned(), Some(3), Some(3))], "{broken}");
    }
}

#[test]
fn another_language_a_lost_sheet_and_another_kind_of_file_are_refused() {
    assert_eq!(codes(|book| book.target = "fr".into())[0], ("sheet-header", "instrument".to_owned(), Some(1), Some(3)));
    assert_eq!(codes(|book| drop(book.sheets.pop())), [("sheet-missing", "interface".to_owned(), None, None)]);
    let code = |bytes: &[u8]| read("es.xlsx", bytes, &book()).unwrap_err()[0].code;
    assert_eq!(code(b"not a spreadsheet"), "sheet-unreadable");
    let whole = filled(|_| ());
    assert_eq!(code(&whole[..whole.len() / 2]), "sheet-unreadable");
    assert_eq!(code(&super::super::archive::pack([("bomb".to_owned(), vec![0; 8 << 20])]).unwrap()), "archive-ratio");
    assert_eq!(code(&super::super::archive::pack([("../up".to_owned(), Vec::new())]).unwrap()), "archive-path");
}

#[test]
fn a_cell_far_below_does_not_fill_the_memory() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("instrument").unwrap();
    sheet.write_string(1_048_575, 16_383, "far").unwrap();
    let problems = read("es.xlsx", &workbook.save_to_buffer().unwrap(), &book()).unwrap_err();
    assert_eq!((problems[0].code, problems[0].values["row"].as_str()), ("sheet-far", "1048576"));
}
