//! Coded excerpts as tables and documents: one line for each coding that a person may see.

use std::io::Cursor;

use docx_rs::{Docx, Paragraph, Run, Style, StyleType};
use rust_xlsxwriter::{Format, Workbook};

use crate::coding::event::On;
use crate::coding::{Coded, Span};
use crate::exchange::csv;
use crate::workspace::{Desk, Visible};
use crate::{Error, Result};

/// The columns, as every file names them.
pub const COLUMNS: [&str; 14] = [
    "code", "excerpt", "from", "question", "speaker", "wave", "site", "language", "coder", "round", "passage", "start",
    "end", "memos",
];

/// One line.
pub type Excerpt = [String; 14];

/// Every coding that a person may see, sorted by code and place.
pub fn excerpts(desk: &Desk, person: &str) -> Vec<Excerpt> {
    let seen = desk.seen_by(person);
    let mut all: Vec<Excerpt> = seen.codings().filter_map(|coded| excerpt(desk, &seen, coded)).collect();
    all.sort_by(|one, other| {
        (&one[0], &one[2], &one[10], &one[11]).cmp(&(&other[0], &other[2], &other[10], &other[11]))
    });
    all
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
    Some([
        desk.code_path(desk.coding.code_of(coded)).join(" › "),
        span.of(&passage.text)?.to_owned(),
        about.title.get("en").to_owned(),
        about.question.get("en").to_owned(),
        about.speaker.clone(),
        about.wave_name.clone(),
        about.site_name.clone(),
        language,
        desk.person(&coded.coder).to_owned(),
        round.map_or_else(String::new, |round| desk.say(&round.drawn.name).to_owned()),
        coded.passage.to_string(),
        format!("{:06}", span.start),
        format!("{:06}", span.end),
        memos.join("\n"),
    ])
}

/// As CSV, harmless to spreadsheets.
pub fn to_csv(excerpts: &[Excerpt]) -> Result<Vec<u8>> {
    let heads = COLUMNS.map(str::to_owned);
    csv::write(std::iter::once(&heads).chain(excerpts))
}

/// As a workbook; every cell is text, so that none is taken for a formula.
pub fn to_xlsx(excerpts: &[Excerpt]) -> Result<Vec<u8>> {
    let broken = |error: rust_xlsxwriter::XlsxError| Error::internal("a workbook", error);
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, head, &bold).map_err(broken)?;
    }
    for (row, excerpt) in (1..).zip(excerpts) {
        for (column, cell) in (0..).zip(excerpt) {
            // A cell holds so many characters; longer excerpts are whole in the other files.
            let cell: String = cell.chars().take(32_000).collect();
            sheet.write_string(row, column, cell).map_err(broken)?;
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(broken)?;
    book.save_to_buffer().map_err(broken)
}

/// Where an excerpt comes from, in one line.
fn place(excerpt: &Excerpt) -> String {
    let parts = [2, 3, 4, 5, 6, 8].map(|column| excerpt[column].as_str());
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// As a Word document: a heading for each code, its excerpts under it.
pub fn to_docx(excerpts: &[Excerpt], title: &str) -> Result<Vec<u8>> {
    let style = |id: &str, name: &str, size| Style::new(id, StyleType::Paragraph).name(name).size(size).bold();
    let mut document = Docx::new().add_style(style("Title", "Title", 40)).add_style(style("Heading1", "heading 1", 30));
    document = document.add_paragraph(Paragraph::new().style("Title").add_run(Run::new().add_text(title)));
    let mut code = "";
    for excerpt in excerpts {
        if excerpt[0] != code {
            code = &excerpt[0];
            document = document.add_paragraph(Paragraph::new().style("Heading1").add_run(Run::new().add_text(code)));
        }
        document = document.add_paragraph(Paragraph::new().add_run(Run::new().add_text(printable(&excerpt[1]))));
        let place = Run::new().add_text(printable(&place(excerpt))).italic().size(18);
        document = document.add_paragraph(Paragraph::new().indent(Some(480), None, None, None).add_run(place));
    }
    let mut file = Cursor::new(Vec::new());
    document.build().pack(&mut file).map_err(|error| Error::internal("a document", error))?;
    Ok(file.into_inner())
}

/// Letters that a document may hold: no control characters but line breaks.
fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

/// As a page that stands alone: no script, no style from elsewhere.
pub fn to_html(excerpts: &[Excerpt], title: &str) -> Vec<u8> {
    let mut page = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>{0}</title></head><body><h1>{0}</h1>",
        escaped(title)
    );
    let mut code = "";
    for excerpt in excerpts {
        if excerpt[0] != code {
            code = &excerpt[0];
            page.push_str(&format!("<h2>{}</h2>", escaped(code)));
        }
        let (words, place) = (escaped(&excerpt[1]), escaped(&place(excerpt)));
        page.push_str(&format!("<blockquote dir=\"auto\"><p>{words}</p><footer>{place}</footer></blockquote>"));
    }
    page.push_str("</body></html>");
    page.into_bytes()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\n', "<br>")
}
