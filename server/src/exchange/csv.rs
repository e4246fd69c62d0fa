//! CSV in and out. What goes out is harmless to spreadsheets: a cell that a spreadsheet would run as a formula gets an
//! apostrophe before it, and reading takes exactly that apostrophe away again.

use std::borrow::Cow;

use instruments::{Place, Problem};

use crate::{Error, Result};

/// The most rows that are named one by one as wrong.
const MOST_NAMED: usize = 200;
/// The most rows of a file: more take minutes to read and to keep. They may come in as several files.
pub const MOST_ROWS: usize = 100_000;
/// Rows of headers beside them, of whatever program wrote the file.
const HEADERS: usize = 10;
/// The most columns of any spreadsheet.
const MOST_COLUMNS: usize = 16_384;

/// The cells of a file, row by row; rows count from 1 as a spreadsheet shows them, headers included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Rows of equal length.
    pub rows: Vec<Vec<String>>,
}

/// Reads a file of commas, semicolons or tabs.
pub fn read(bytes: &[u8]) -> std::result::Result<Sheet, Vec<Problem>> {
    let text = text(bytes).map_err(|problem| vec![problem])?;
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    if let Some(row) = unclosed(&text, delimiter(&text)) {
        return Err(vec![at_row("csv-unreadable", row)]);
    }
    let (mut sheet, mut problems, mut width) = (Sheet::default(), Vec::new(), 0);
    for (number, record) in reader.records().enumerate() {
        let Ok(record) = record else { return Err(vec![at_row("csv-unreadable", number + 1)]) };
        // Two million rows fit into four megabytes: they are not read to their end to be refused then.
        if number >= MOST_ROWS + HEADERS {
            return Err(vec![at_row("csv-rows-many", number + 1).with("most", MOST_ROWS)]);
        }
        if record.len() > MOST_COLUMNS {
            return Err(vec![at_row("csv-columns-many", number + 1).with("most", MOST_COLUMNS)]);
        }
        width = if number == 0 { record.len() } else { width };
        if record.len() != width {
            let problem = at_row("csv-ragged", number + 1).with("cells", record.len()).with("width", width);
            problems.push(problem);
        }
        if problems.len() >= MOST_NAMED {
            break;
        }
        sheet.rows.push(record.iter().map(|cell| open(cell).into_owned()).collect());
    }
    if sheet.rows.is_empty() {
        problems.push(at_row("csv-empty", 1));
    }
    if problems.is_empty() { Ok(sheet) } else { Err(problems) }
}

/// The same, of a file whose name problems tell.
pub fn read_named(file: &str, bytes: &[u8]) -> std::result::Result<Sheet, Vec<Problem>> {
    let name = |mut problem: Problem| {
        file.clone_into(&mut problem.place.id);
        problem
    };
    read(bytes).map_err(|problems| problems.into_iter().map(name).collect())
}

fn at_row(code: &'static str, row: usize) -> Problem {
    Problem::error(code, Place { line: Some(row), ..Place::default() }).with("row", row).with("line", row)
}

/// UTF-8 (with or without mark), or UTF-16 with a mark, as spreadsheets save it.
fn text(bytes: &[u8]) -> std::result::Result<Cow<'_, str>, Problem> {
    let wide = |rest: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map(Cow::Owned).map_err(|_| at_row("csv-not-text", 1))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
                let lines = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
                at_row("csv-not-text", lines + 1)
            })
        }
    }
}

/// The mark that stands most often outside quotes in the first line.
pub(super) fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let outside: Vec<u8> = text
        .bytes()
        .take_while(|byte| {
            quoted ^= *byte == b'"';
            quoted || *byte != b'\n'
        })
        .collect();
    let plain: Vec<u8> = outside.split(|byte| *byte == b'"').step_by(2).flatten().copied().collect();
    let count = |mark: &u8| plain.iter().filter(|byte| *byte == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The row in which a quotation mark opens that never closes: everything after it would be one cell.
pub(super) fn unclosed(text: &str, delimiter: u8) -> Option<usize> {
    let (mut row, mut fresh, mut quoted, mut filled) = (1, true, false, false);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if quoted => quoted = bytes.next_if_eq(&b'"').is_some(),
            _ if quoted => {}
            b'"' if fresh => (quoted, fresh, filled) = (true, false, true),
            b'\n' | b'\r' => (row, fresh, filled) = (row + usize::from(filled), true, false),
            _ => (fresh, filled) = (byte == delimiter, true),
        }
    }
    quoted.then_some(row)
}

/// Writes rows, every cell guarded.
pub fn write<R, C>(rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>>
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let broken = |error: ::csv::Error| Error::internal("writing csv", error);
    // The mark at the start tells spreadsheets that letters are UTF-8.
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(|cell| guard(cell.as_ref()).into_owned()).collect();
        writer.write_record(&cells).map_err(broken)?;
    }
    writer.into_inner().map_err(|error| Error::internal("writing csv", error))
}

/// A cell that no spreadsheet takes for a formula. Plain numbers stay numbers.
pub fn guard(cell: &str) -> Cow<'_, str> {
    if would_run(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Takes away what [`guard`] put before.
fn open(cell: &str) -> Cow<'_, str> {
    match cell.strip_prefix('\'') {
        Some(rest) if would_run(rest) => Cow::Borrowed(rest),
        _ => Cow::Borrowed(cell),
    }
}

/// Whether a cell starts a formula, or looks like one that was guarded before (so that guarding can be undone).
fn would_run(cell: &str) -> bool {
    let risky = |first: char| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    cell.trim_start_matches('\'').starts_with(risky) && !is_number(cell)
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && cell.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    //! A researcher opens an export in a spreadsheet and brings it back.

    use super::*;

    const NASTY: &[&str] = &[
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "'=1",
        "''+1",
        "'tis",
        "-5",
        "-5.25",
        "",
        "a,b;c\td",
        "\"quoted\"",
        "two\nlines",
        "two\r\nlines",
        "\u{202e}evil",
        "-",
        "=",
        "'",
        "''",
        "1e5",
        "+5",
    ];

    #[test]
    fn cells_come_back_as_they_were() {
        let rows: Vec<Vec<&str>> = NASTY.iter().map(|cell| vec![*cell, "x", cell]).collect();
        let header = vec!["=header", "b", "@c"];
        let written = write(std::iter::once(&header).chain(&rows)).unwrap();
        let sheet = read(&written).unwrap();
        assert_eq!(sheet.rows[0], header);
        assert_eq!(&sheet.rows[1..], &rows[..]);
    }

    #[test]
    fn no_written_cell_starts_a_formula_and_columns_stay_apart() {
        let written = write([NASTY]).unwrap();
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&written[3..]);
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(record.len(), NASTY.len());
        for cell in &record {
            let harmless = !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) || cell.parse::<f64>().is_ok();
            assert!(harmless, "{cell:?}");
        }
    }

    #[test]
    fn semicolons_tabs_and_wide_letters_are_read() {
        let expected = vec![vec!["a".to_owned(), "b,c".into()], vec!["1".into(), "ñ".into()]];
        for text in ["a;\"b,c\"\n1;ñ\n", "a\t\"b,c\"\n1\tñ\n", "a,\"b,c\"\r\n1,ñ\r\n"] {
            assert_eq!(read(text.as_bytes()).unwrap().rows, expected, "{text:?}");
            let wide: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            assert_eq!(read(&wide).unwrap().rows, expected, "{text:?}");
        }
    }

    #[test]
    fn a_table_that_is_too_long_or_too_wide_is_refused_while_it_is_read() {
        let code = |text: String| read(text.as_bytes()).map_err(|problems| (problems[0].code, problems[0].place.line));
        let begun = std::time::Instant::now();
        assert_eq!(code("1\n".repeat(MOST_ROWS + HEADERS)).map(|sheet| sheet.rows.len()), Ok(MOST_ROWS + HEADERS));
        let most = begun.elapsed();
        let (begun, long) = (std::time::Instant::now(), "1\n".repeat(MOST_ROWS * 20));
        assert_eq!(code(long), Err(("csv-rows-many", Some(MOST_ROWS + HEADERS + 1))));
        println!("{MOST_ROWS} rows in {most:?}, twenty times as many refused in {:?}", begun.elapsed());
        assert_eq!(code(",".repeat(1 << 20)), Err(("csv-columns-many", Some(1))));
        assert!(code(",".repeat(MOST_COLUMNS - 1)).is_ok(), "control");
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_row() {
        let code = |bytes: &[u8]| read(bytes).map_err(|problems| (problems[0].code, problems[0].place.line));
        assert_eq!(code(b""), Err(("csv-empty", Some(1))));
        assert_eq!(code(b"a,b\n1,2\n1\n"), Err(("csv-ragged", Some(3))));
        assert_eq!(code(b"a,b\n1,\xff\n"), Err(("csv-not-text", Some(2))));
        assert_eq!(code(b"a,b\r\n\r\n1,\"two\n3,4\n"), Err(("csv-unreadable", Some(2))), "a mark that never closes");
        assert!(
            code(b"a,b\n1,\"two \"\"x\"\"\n3\"\n5 \" inch,6\n").is_ok(),
            "control: marks that close, or are letters"
        );
        let named = read_named("codes.csv", b"a,b\n1\n").map_err(|problems| problems[0].place.id.clone());
        assert_eq!(named, Err("codes.csv".to_owned()));
    }
}
