//! Word's file is unzipped and its parts are read.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use server::report::{self, Block, Cell, Document, Table};

use crate::sample::{FORMULA, SAYS, SPANISH, THANKS, bilingual, column, document, english, nasty, row};

/// Words in rows of cells.
type Tables = Vec<Vec<Vec<String>>>;

pub fn part(bytes: &[u8], path: &str) -> Vec<u8> {
    let mut part = Vec::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(path).unwrap().read_to_end(&mut part).unwrap();
    part
}

/// The tables of a document, and its paragraphs with their styles.
pub fn read(bytes: &[u8]) -> (Tables, Vec<(String, String)>) {
    let body = String::from_utf8(part(bytes, "word/document.xml")).unwrap();
    let mut reader = quick_xml::Reader::from_str(&body);
    let (mut tables, mut paragraphs): (Tables, Vec<(String, String)>) = (vec![], vec![]);
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => match tag.name().as_ref() {
                "w:tbl" => tables.push(vec![]),
                "w:tr" => tables.last_mut().unwrap().push(vec![]),
                "w:tc" => tables.last_mut().unwrap().last_mut().unwrap().push(String::new()),
                "w:p" => paragraphs.push(Default::default()),
                "w:t" => inside = true,
                _ => {}
            },
            Event::Empty(tag) if tag.name().as_ref() == "w:pStyle" => {
                let style = tag.try_get_attribute("w:val").unwrap().unwrap();
                paragraphs.last_mut().unwrap().0 = style.value.into_owned();
            }
            Event::Text(text) if inside => add(&mut paragraphs, &text),
            Event::GeneralRef(letter) if inside => {
                add(&mut paragraphs, quick_xml::escape::resolve_predefined_entity(&letter).unwrap());
            }
            Event::End(tag) => match tag.name().as_ref() {
                "w:t" => inside = false,
                "w:tc" => {
                    let cell = tables.last_mut().unwrap().last_mut().unwrap().last_mut().unwrap();
                    cell.clone_from(&paragraphs.last().unwrap().1);
                }
                _ => {}
            },
            Event::Eof => return (tables, paragraphs),
            _ => {}
        }
    }
}

fn add(paragraphs: &mut [(String, String)], words: &str) {
    paragraphs.last_mut().unwrap().1.push_str(words);
}

#[test]
fn headings_are_headings_and_tables_are_tables() {
    let (tables, paragraphs) = read(&report::docx::write(&document(), &english()).unwrap());
    let styled = |style: &str, words: &str| paragraphs.contains(&(style.to_owned(), words.to_owned()));
    assert!(styled("Title", "Working together, 2025") && styled("Heading1", "Trust") && styled("Heading2", "Beds"));
    assert!(styled("Caption", "How providers see the work, 2023 and 2025") && styled("Quote", "A door that locks."));
    assert!(styled("BodyText", THANKS));
    assert_eq!(tables.len(), 2);
    assert_eq!(tables[0][0], ["Statement", "2023", "2025", "Probably changed by", "Score"]);
    assert_eq!(tables[0][1], ["We trust each other", "38 % (18 of 47)", "62 % (29 of 47)", "3 % to 41 %", "3.5"]);
    assert_eq!(tables[0][2][1..], ["hidden"; 4]);
    assert_eq!(tables[0][3], [FORMULA, FORMULA, "12", "–", "–"]);
}

#[test]
fn heads_repeat_pictures_have_words_and_the_language_is_told() {
    let file = report::docx::write(&document(), &english()).unwrap();
    let text = |path: &str| String::from_utf8(part(&file, path)).unwrap();
    let body = text("word/document.xml");
    assert_eq!(body.matches("<w:tblHeader/>").count(), 2);
    assert!(body.contains(&format!("descr=\"{SAYS}\"")));
    assert!(text("word/styles.xml").contains("<w:lang w:val=\"en\""));
    assert!(text("docProps/core.xml").contains("<dc:language>en</dc:language>"));
    let foot = text("word/foot.xml");
    assert!(foot.contains(THANKS) && foot.contains("w:instr=\"PAGE\"") && foot.contains("w:instr=\"NUMPAGES\""));
    assert!(part(&file, "word/media/picture1.png").starts_with(b"\x89PNG"));
}

#[test]
fn words_in_another_language_are_marked_with_it() {
    const LANGUAGE: &str = "<w:lang w:val=\"es\" w:eastAsia=\"es\" w:bidi=\"es\"/>";
    let marked = |document: &Document| {
        let file = report::docx::write(document, &english()).unwrap();
        ["word/document.xml", "word/foot.xml"].map(|path| String::from_utf8(part(&file, path)).unwrap())
    };
    let [body, foot] = marked(&bilingual());
    let quote = body.split(SPANISH).next().unwrap().rsplit("<w:r>").next().unwrap();
    assert!(quote.contains(LANGUAGE), "{quote}");
    assert_eq!(body.matches(LANGUAGE).count(), 4, "the quote, a row of two tables, the acknowledgement");
    assert_eq!((foot.matches(LANGUAGE).count(), body.matches("w:lang").count()), (1, 4));
    let unmarked = marked(&Document { foreign: Vec::new(), ..bilingual() });
    assert!(!unmarked.concat().contains("w:lang"), "control: nothing is known to be in another");
}

#[test]
fn columns_are_as_wide_as_what_stands_in_them() {
    let share = |count: u64| Cell::Share { share: count as f64 / 47.0, count: Some(count), base: 47 };
    let says = "More people say yes. This is said by the interval of the change alone.";
    let cells = vec![share(18), Cell::Count(47), Cell::Text(says.into())];
    let heads = vec![column("y2023", "2023", "percent"), column("n", "n", "people"), column("says", "Says", "words")];
    let rows = vec![row("keys", "Keys", cells)];
    let table = Table { id: "keys".into(), caption: "Keys".into(), each: "Theme".into(), heads, rows, notes: vec![] };
    let file = report::docx::write(&Document { blocks: vec![Block::Table(table)], ..document() }, &english()).unwrap();
    let body = String::from_utf8(part(&file, "word/document.xml")).unwrap();
    let width = |rest: &str| rest.split('"').nth(1).unwrap().parse::<u32>().unwrap();
    let widths: Vec<u32> = body.split("<w:gridCol ").skip(1).map(width).collect();
    let [name, share, count, says] = widths[..] else { panic!("{widths:?}") };
    assert!(says > share && share > count && says > name, "{widths:?}");
    assert!(share >= 15 * 80 && count < 800, "a share stands in one line, a count in little room: {widths:?}");
    assert!((9_900..=10_080).contains(&widths.iter().sum::<u32>()), "as wide as the page: {widths:?}");
}

#[test]
fn the_words_of_strangers_stay_words() {
    let file = report::docx::write(&nasty(), &english()).unwrap();
    let (tables, paragraphs) = read(&file);
    assert_eq!(tables.len(), nasty().tables().count());
    assert!(paragraphs.iter().any(|(_, words)| words == "]]></w:t><script>alert(1)</script>&amp;\"'"));
    assert!(paragraphs.iter().any(|(_, words)| words.starts_with("evilnew line")));
}
