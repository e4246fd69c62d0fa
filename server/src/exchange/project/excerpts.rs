//! Coded excerpts as tables and documents: one line for each coding that a person may see.

use docx_rs::Paragraph;
use rust_xlsxwriter::{Format, Workbook};

use super::coder;
use crate::coding::codebook::Part;
use crate::coding::event::On;
use crate::coding::{Coded, Span};
use crate::exchange::csv;
use crate::exchange::docx::{self, run};
use crate::exchange::rest::Rest;
use crate::workspace::{Desk, Visible};
use crate::{Error, Result};

/// The columns, as every file names them.
pub const COLUMNS: [&str; 16] = [
    "code", "excerpt", "from", "question", "speaker", "wave", "site", "language", "coder", "round", "passage", "start",
    "end", "memos", "consent", "settled",
];

/// One line.
pub type Excerpt = [String; 16];

/// Every coding that a person may see, sorted by code and place.
pub fn excerpts(desk: &Desk, person: &str) -> Vec<Excerpt> {
    let seen = desk.seen_by(person);
    let place = |coded: &Coded| (coded.passage.clone(), coded.span.map_or((0, 0), |span| (span.start, span.end)));
    let line = |coded| Some((excerpt(desk, &seen, coded)?, place(coded)));
    let mut all: Vec<_> = seen.codings().filter_map(line).collect();
    all.sort_by(|(one, at), (other, there)| {
        (&one[0], &one[2], at, &one[8]).cmp(&(&other[0], &other[2], there, &other[8]))
    });
    all.into_iter().map(|(line, _)| line).collect()
}

fn excerpt(desk: &Desk, seen: &Visible<'_>, coded: &Coded) -> Option<Excerpt> {
    let passage = desk.passages.get(&coded.passage)?;
    let about = &passage.about;
    let span = coded.span.or_else(|| Span::whole(&passage.text))?;
    let round = coded.round.as_ref().and_then(|round| desk.coding.rounds.get(round));
    let memos: Vec<&str> =
        seen.memos(&On::Coding(coded.id.clone())).into_iter().map(|memo| desk.say(&memo.text)).collect();
    let language =
        if coded.passage.translated { format!("{} (translation)", about.language) } else { about.language.clone() };
    let consent = desk.sources.get(&about.from).filter(|_| about.is_turn).map_or("", |source| source.consent.name());
    Some([
        desk.code_path(desk.coding.code_of(coded)).join(" › "),
        span.of(&passage.text)?.to_owned(),
        about.title.get("en").to_owned(),
        about.question.get("en").to_owned(),
        about.speaker.clone(),
        about.wave_name.clone(),
        about.site_name.clone(),
        language,
        coder(desk, &coded.coder),
        round.map_or_else(String::new, |round| desk.say(&round.drawn.name).to_owned()),
        coded.passage.to_string(),
        span.start.to_string(),
        span.end.to_string(),
        memos.join("\n"),
        consent.to_owned(),
        settled(desk, coded).to_owned(),
    ])
}

/// Whether a coding of a revealed round counts: all gave it or somebody settled that it fits, somebody settled that it
/// does not, or that is still open. Empty outside of rounds and while a round is blind.
fn settled(desk: &Desk, coded: &Coded) -> &'static str {
    let Some(round) = &coded.round else { return "" };
    if !desk.coding.rounds.get(round).is_some_and(crate::coding::round::Round::is_revealed) {
        return "";
    }
    let code = desk.coding.code_of(coded).to_owned();
    let settled = desk.coding.settled.get(&(round.clone(), coded.passage.clone(), code.clone()));
    match settled.map(|settled| settled.fits) {
        Some(true) => "yes",
        Some(false) => "no",
        None if desk.coding.settled_codes(&coded.passage).contains(&code) => "yes",
        None => "open",
    }
}

/// The codes of some excerpts, each with its definition; told at the head of a document with the codebook's version.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The study's name.
    pub title: String,
    /// The version of the codebook.
    pub version: u32,
    /// Codes with their definitions.
    pub codes: Vec<(String, String)>,
    /// What is owed to the owners of words; empty where nothing is.
    pub owed: String,
}

/// What stands before some excerpts.
pub fn head(desk: &Desk, title: &str, excerpts: &[Excerpt]) -> Head {
    let codebook = &desk.coding.codebook;
    let told = codebook
        .tree()
        .into_iter()
        .map(|(_, code)| (desk.code_path(&code.id).join(" › "), desk.code_says(&code.id, Part::Definition).to_owned()));
    let used = told.filter(|(path, _)| excerpts.iter().any(|excerpt| excerpt[0] == *path));
    Head { title: title.to_owned(), version: codebook.version(), codes: used.collect(), owed: String::new() }
}

/// The same words with the same code, once for all who gave it: coders are named together.
fn together(excerpts: &[Excerpt]) -> Vec<Excerpt> {
    let mut all: Vec<Excerpt> = Vec::new();
    for excerpt in excerpts {
        let same = |known: &&mut Excerpt| [0, 10, 11, 12].iter().all(|column| known[*column] == excerpt[*column]);
        match all.last_mut().filter(same) {
            Some(known) => {
                for column in [8, 9, 15].into_iter().filter(|column| !excerpt[*column].is_empty()) {
                    if known[column].split(", ").all(|part| part != excerpt[column]) {
                        let parted = if known[column].is_empty() { "" } else { ", " };
                        known[column] = format!("{}{parted}{}", known[column], excerpt[column]);
                    }
                }
            }
            None => all.push(excerpt.clone()),
        }
    }
    all
}

/// What is owed stands in a column of its own, so that no copy of a row is without.
fn lines<'a>(excerpts: &'a [Excerpt], owed: &'a str) -> impl Iterator<Item = Vec<&'a str>> {
    let more = (!owed.is_empty()).then_some(("acknowledgement", owed));
    let heads = COLUMNS.into_iter().chain(more.map(|(head, _)| head)).collect();
    let row = move |row: &'a Excerpt| row.iter().map(String::as_str).chain(more.map(|(_, owed)| owed)).collect();
    std::iter::once(heads).chain(excerpts.iter().map(row))
}

/// As CSV, harmless to spreadsheets; `owed` is what is owed to the owners of words.
pub fn to_csv(excerpts: &[Excerpt], owed: &str) -> Result<Vec<u8>> {
    csv::write(lines(excerpts, owed))
}

/// As a workbook; every cell is text, so that none is taken for a formula. `told` says what a sheet of [`Rest`] is.
pub fn to_xlsx(excerpts: &[Excerpt], owed: &str, told: &str) -> Result<Vec<u8>> {
    let broken = |error: rust_xlsxwriter::XlsxError| Error::internal("a workbook", error);
    let (mut book, mut rest) = (Workbook::new(), Rest::default());
    let (bold, plain) = (Format::new().set_bold(), Format::new());
    let sheet = book.add_worksheet();
    let name = sheet.name();
    for (row, line) in (0..).zip(lines(excerpts, owed)) {
        for (column, cell) in (0..).zip(line) {
            let format = if row == 0 { &bold } else { &plain };
            let fits = rest.begin(&name, (row, column), cell);
            sheet.write_string_with_format(row, column, fits, format).map_err(broken)?;
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(broken)?;
    rest.write(&mut book, told).map_err(broken)?;
    book.save_to_buffer().map_err(broken)
}

/// Where an excerpt comes from, who coded it and how far it may go, in one line.
fn place(excerpt: &Excerpt) -> String {
    let parts = [2, 3, 4, 5, 6, 8].map(|column| excerpt[column].clone());
    let named = [14, 15].map(|column| match excerpt[column].as_str() {
        "" => String::new(),
        value => format!("{}: {value}", COLUMNS[column]),
    });
    parts.into_iter().chain(named).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// As a Word document: the codes with their definitions, then a heading for each code, its excerpts under it.
pub fn to_docx(excerpts: &[Excerpt], head: &Head) -> Result<Vec<u8>> {
    let line = |style: &str, text: &str| Paragraph::new().style(style).add_run(run(text));
    let mut document = docx::styled().add_paragraph(line("Title", &head.title));
    document = document.add_paragraph(Paragraph::new().add_run(run(&format!("codebook {}", head.version)).italic()));
    for (code, definition) in &head.codes {
        let told = Paragraph::new().add_run(run(code).bold()).add_run(run(&format!(" {definition}")));
        document = document.add_paragraph(told);
    }
    if !head.owed.is_empty() {
        document = document.add_paragraph(Paragraph::new().add_run(run(&head.owed).size(18)));
    }
    let mut code = "";
    let excerpts = together(excerpts);
    for excerpt in &excerpts {
        if excerpt[0] != code {
            code = &excerpt[0];
            document = document.add_paragraph(line("Heading1", code));
        }
        document = document.add_paragraph(Paragraph::new().add_run(run(&excerpt[1])));
        let place = run(&place(excerpt)).italic().size(18);
        document = document.add_paragraph(Paragraph::new().indent(Some(480), None, None, None).add_run(place));
    }
    docx::pack(document)
}

/// As a page that stands alone: no script, no style from elsewhere.
pub fn to_html(excerpts: &[Excerpt], head: &Head) -> Vec<u8> {
    let mut page = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>{0}</title></head><body><h1>{0}</h1><p>codebook {1}</p><dl>",
        escaped(&head.title),
        head.version
    );
    for (code, definition) in &head.codes {
        page.push_str(&format!("<dt>{}</dt><dd>{}</dd>", escaped(code), escaped(definition)));
    }
    page.push_str("</dl>");
    let mut code = "";
    let excerpts = together(excerpts);
    for excerpt in &excerpts {
        if excerpt[0] != code {
            code = &excerpt[0];
            page.push_str(&format!("<h2>{}</h2>", escaped(code)));
        }
        let (words, place) = (escaped(&excerpt[1]), escaped(&place(excerpt)));
        page.push_str(&format!("<blockquote dir=\"auto\"><p>{words}</p><footer>{place}</footer></blockquote>"));
    }
    if !head.owed.is_empty() {
        page.push_str(&format!("<footer>{}</footer>", escaped(&head.owed)));
    }
    page.push_str("</body></html>");
    page.into_bytes()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    //! A researcher takes excerpts of answers to somebody else's items.

    use super::*;

    #[test]
    fn what_is_owed_goes_with_every_row_and_stands_in_every_document() {
        let excerpt: Excerpt = COLUMNS.map(|column| format!("a {column}"));
        let text = |owed: &str| String::from_utf8(to_csv(std::slice::from_ref(&excerpt), owed).unwrap()).unwrap();
        let lines: Vec<String> = text("By A. Author").lines().map(str::to_owned).collect();
        assert!(lines[0].ends_with(",acknowledgement") && lines[1].ends_with(",By A. Author"), "{lines:?}");
        assert!(!text("").contains("acknowledgement"), "control");
        let head = Head { owed: "By A. <Author>".into(), ..Head::default() };
        let page = String::from_utf8(to_html(&[], &head)).unwrap();
        assert!(page.contains("<footer>By A. &lt;Author&gt;</footer>"), "{page}");
    }
}
