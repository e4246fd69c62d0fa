//! Other programs read the PDF: `pdftotext` and `pdfinfo` of poppler, and `qpdf`, where they are there.

use std::process::{Command, Stdio};

use server::report::{self, Block, Document, Paper, Words};

use crate::sample::{SAYS, THANKS, agreement, bilingual, document, english, long, nasty};

/// What a program says of a PDF; none, and a loud line, where it is not there.
fn ask(program: &str, options: &[&str], pdf: &[u8]) -> Option<String> {
    static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("report-{}-{number}.pdf", std::process::id()));
    std::fs::write(&path, pdf).unwrap();
    let place = path.to_str().unwrap();
    let options: Vec<&str> = options.iter().map(|option| if *option == "FILE" { place } else { *option }).collect();
    let said = Command::new(program).args(options).stdin(Stdio::null()).output();
    std::fs::remove_file(&path).unwrap();
    let Ok(said) = said else {
        println!("SKIPPED: {program} is not on this machine, so it did not read the PDF");
        return None;
    };
    // Some versions of poppler take a right “no suspects” for a wrong one.
    let complaint = |line: &&str| !line.is_empty() && !line.contains("Suspects object is wrong type (boolean)");
    let complaints = String::from_utf8_lossy(&said.stderr).into_owned();
    let complaints: Vec<&str> = complaints.lines().filter(complaint).collect();
    assert!(said.status.success() && complaints.is_empty(), "{program}: {complaints:?}");
    Some(String::from_utf8_lossy(&said.stdout).into_owned())
}

fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    let text = ask("pdftotext", &["-layout", "FILE", "-"], pdf)?;
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect())
}

/// Words with one blank between them.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_same_figures_stand_in_it_and_nothing_for_hidden() {
    let pdf = report::pdf::write(&document(), &english()).unwrap();
    let Some(pages) = pages(&pdf) else { return };
    let text = flat(&pages.concat());
    for words in [
        "Working together, 2025",
        "38 % (18 of 47)",
        "62 % (29 of 47)",
        "3 % to 41 %",
        "A door that locks.",
        "Made on: 2025-06-02",
    ] {
        assert!(text.contains(words), "{words} is missing: {text}");
    }
    assert!(text.contains("We find beds in time hidden hidden hidden hidden"), "{text}");
}

#[test]
fn the_acknowledgement_and_the_number_stand_on_every_page_and_heads_are_repeated() {
    for paper in [Paper::Letter, Paper::A4] {
        let words = Words { paper, ..english() };
        let pdf = report::pdf::write(&long(200), &words).unwrap();
        let Some(pages) = pages(&pdf) else { return };
        assert!(pages.len() > 4, "{} pages", pages.len());
        for (number, page) in (1..).zip(&pages) {
            let page = flat(page);
            assert!(page.contains(THANKS), "page {number}");
            assert!(page.contains(&format!("Page {number} of {}", pages.len())), "page {number}");
            assert!(
                page.contains("Probably") && page.contains("changed by") || number == pages.len(),
                "the heads on page {number}"
            );
        }
        let text = flat(&pages.concat());
        assert!((0..200).all(|row| text.contains(&format!("Statement number {row} about"))), "every row is there");
    }
}

#[test]
fn it_is_tagged_and_says_what_it_is() {
    let pdf = report::pdf::write(&document(), &english()).unwrap();
    if let Some(info) = ask("pdfinfo", &["FILE"], &pdf) {
        let fact =
            |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
        assert_eq!((fact("Title:"), fact("Tagged:")), ("Working together, 2025".into(), "yes".into()), "{info}");
    }
    if let Some(tree) = ask("pdfinfo", &["-struct", "FILE"], &pdf) {
        for tag in ["H1", "H2", "H3", "Table", "TH", "TD", "Figure", "BlockQuote", "Caption"] {
            assert!(tree.lines().any(|line| line.trim().split([' ', ':']).next() == Some(tag)), "{tag} in {tree}");
        }
    }
    let found = |words: &[u8]| pdf.windows(words.len()).any(|piece| piece == words);
    assert!(found(b"/Lang") && found(b"pdfuaid") && found(SAYS.as_bytes()));
    if let Some(fonts) = ask("pdffonts", &["FILE"], &pdf) {
        assert!(
            fonts.lines().skip(2).all(|line| line.contains("DejaVuSans") && line.contains("yes yes yes")),
            "{fonts}"
        );
    }
}

#[test]
fn a_heading_stays_with_the_chart_that_it_speaks_of() {
    let mut turned = 0;
    for lines in 14..26 {
        let mut blocks = vec![Block::Paragraph("Words.".into()); lines];
        blocks.extend(document().blocks.into_iter().skip(4).take(2));
        let pdf = report::pdf::write(&Document { blocks, ..document() }, &english()).unwrap();
        let Some(pages) = pages(&pdf) else { return };
        let together = |page: &String| page.contains("Beds\n") == page.contains("interpreters");
        assert!(pages.iter().all(together), "{lines} lines: {pages:?}");
        turned += usize::from(!pages[0].contains("Beds\n"));
    }
    assert!((1..12).contains(&turned), "control: it is on the first page while there is room ({turned})");
}

#[test]
fn the_caption_and_the_heads_of_a_table_stay_with_its_first_row_and_its_heading_with_them() {
    let (mut turned, first) = (0, "It takes long until anybody calls back, ".repeat(4));
    for lines in 14..36 {
        let mut table = report_table(&first);
        table.heads[2].name = "Whatsoever changed between the two years of which this tells".into();
        let mut blocks = vec![Block::Paragraph("Words.".into()); lines];
        blocks.extend([Block::Heading(2, "Calls".into()), Block::Table(table)]);
        let pdf = report::pdf::write(&Document { blocks, ..document() }, &english()).unwrap();
        let Some(pages) = pages(&pdf) else { return };
        let has = |words: &str| pages.iter().position(|page| flat(page).contains(words)).unwrap();
        let all = ["Calls", "How providers see", "Whatsoever", "It takes long"].map(has);
        assert!(all.iter().all(|page| *page == all[0]), "{lines} lines: {all:?}: {pages:?}");
        turned += usize::from(all[0] > 0);
    }
    assert!((1..22).contains(&turned), "control: it is on the first page while there is room ({turned})");
}

/// The table of the sample, its first row of a long name.
fn report_table(first: &str) -> report::Table {
    let mut table = agreement();
    first.clone_into(&mut table.rows[0].name);
    table
}

#[test]
fn odd_words_can_be_read_and_copied() {
    let pdf = report::pdf::write(&nasty(), &english()).unwrap();
    let _ = ask("qpdf", &["--check", "FILE"], &pdf);
    let Some(text) = ask("pdftotext", &["FILE", "-"], &pdf) else { return };
    assert!(text.contains("你好") && text.contains("🛏"), "letters that the font has not are copied as they were");
    let marks = text.matches('\u{300}').count();
    assert!(marks > 0 && marks == text.matches('Z').count(), "no mark is lost");
    let Some(pages) = pages(&pdf) else { return };
    assert!(pages.iter().all(|page| page.contains("alert(1)")), "the acknowledgement on every page");
}

#[test]
fn words_in_another_language_are_tagged_with_it() {
    let tagged = |document: &Document| {
        let pdf = report::pdf::write(document, &english()).unwrap();
        let text = String::from_utf8_lossy(&pdf).into_owned();
        text.split("/Lang").skip(1).filter(|rest| rest.trim_start().starts_with("(es)")).count()
    };
    assert_eq!(tagged(&bilingual()), 4, "a quote, a row of two tables, the acknowledgement");
    assert_eq!(
        tagged(&Document { foreign: Vec::new(), ..bilingual() }),
        0,
        "control: nothing is known to be in another"
    );
}

#[test]
fn a_document_from_right_to_left_is_read_from_right_to_left() {
    let hebrew = Document { title: "עבודה משותפת 2025".into(), language: "he".into(), ..document() };
    let pdf = report::pdf::write(&hebrew, &english()).unwrap();
    let Some(text) = ask("pdftotext", &["FILE", "-"], &pdf) else { return };
    assert!(text.contains("עבודה משותפת"), "{text}");
}
