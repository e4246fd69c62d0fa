//! The recovery kit in three sheets for three people, two of whom open together what the kit opens. And what somebody
//! typed, of a kit or of sheets.
//!
//! A sheet has seven lines of eight letters with a check letter each: its number, seven letters that all sheets of a kit
//! have and no others, and 48 letters of its share (`shares`). A line is named by sheet and line: 2-3.

use zeroize::Zeroizing;

use super::recovery::{self, Kit};
use super::shares::{self, BYTES, Bytes, SHARES};
use super::{PrivateKey, PublicKey, alphabet, broken, derive};
use crate::{Error, Result};

const LINES: usize = 7;
const LINE: usize = 9;
const MARK: usize = 7;
/// Stands on the page for a line that is to be typed again.
const BLANK: &str = "_________";

/// One of three sheets, to print once and never store.
#[derive(Clone)]
pub struct Sheet {
    /// From 1 to 3.
    pub number: u8,
    /// Seven lines of nine letters.
    pub lines: Vec<String>,
}

impl Sheet {
    /// How many letters a whole sheet has.
    pub const LETTERS: usize = LINES * LINE;

    /// The three sheets of a kit, drawn anew each time: only sheets of one drawing go together.
    pub fn of(kit: &Kit) -> Vec<Self> {
        let mark = mark(&kit.public);
        shares::split(&kit.seed).iter().map(|(number, share)| Self::print(*number, &mark, share)).collect()
    }

    fn print(number: u8, mark: &str, share: &Bytes) -> Self {
        let letters = Zeroizing::new(format!("{number}{mark}{}", alphabet::write(&share[..])));
        let line = |at: usize| {
            let line = &letters[at * (LINE - 1)..][..LINE - 1];
            format!("{line}{}", alphabet::check(line, place(number, at)))
        };
        Self { number, lines: (0..LINES).map(line).collect() }
    }

    /// Whether somebody typed its last line back.
    pub fn ends_with(&self, typed: &str) -> bool {
        self.lines.last().is_some_and(|line| alphabet::normalise(typed).as_ref() == Some(line))
    }
}

/// A sheet as it was read.
struct Read {
    number: u8,
    mark: String,
    share: Bytes,
}

/// The key of what somebody typed: a kit, or two or three of its sheets, in one text or in several. `known` is the public
/// half that the key should have, where there is an installation to ask.
///
/// # Errors
/// Of a kit those of [`Kit::private_key`]. Of sheets: `sheet-line-wrong` names each line with a slip, `sheet-incomplete`
/// how many letters are there, `sheet-alone` the only one, `sheet-twice` the one that was typed twice, `sheet-other` those
/// that are of another kit than `known`,
/// `sheets-differ` that they are of different kits, `sheets-unfit` that they do not go together though each is right.
pub fn private_key(typed: &[&str], known: Option<&PublicKey>) -> Result<PrivateKey> {
    let typed: Vec<&str> = typed.iter().copied().filter(|text| !text.trim().is_empty()).collect();
    match typed[..] {
        [] => Kit::private_key(""),
        [one] if !is_sheet(one) => Kit::private_key(one),
        _ => join(&read(&typed)?, known),
    }
}

/// Whether this is meant as sheets, whatever slips are in it: its first line has as many letters as those of a sheet, or
/// its lines are as many, or all its letters.
pub fn is_sheet(typed: &str) -> bool {
    let lines: Vec<usize> = typed.lines().filter(|line| !line.trim().is_empty()).map(letters).collect();
    let all = letters(typed);
    let (first, many) = (lines.first() == Some(&LINE), !lines.is_empty() && lines.len().is_multiple_of(LINES));
    first || many || (all > 0 && all.is_multiple_of(Sheet::LETTERS))
}

/// Whether nothing more need be typed: the letters of a kit, or the letters or lines of a sheet.
pub fn is_whole(typed: &str) -> bool {
    let lines: Vec<usize> = typed.lines().filter(|line| !line.trim().is_empty()).map(letters).collect();
    match lines.first() {
        Some(&LINE) => lines.len() >= LINES || letters(typed) >= Sheet::LETTERS,
        _ => letters(typed) >= Kit::LETTERS,
    }
}

/// What was typed, to be mended: a line of `_` where one has a slip, the rest in groups.
pub fn without_slips(typed: &str) -> String {
    if !is_sheet(typed) {
        return Kit::without_slips(typed);
    }
    let Ok(rows) = rows(typed) else { return typed.to_owned() };
    let shown = |rows: &[String]| {
        let (_, wrong) = fit(rows);
        let show = |(at, row): (usize, &String)| match wrong.contains(&at) {
            true => BLANK.to_owned(),
            false => alphabet::group(row, 4),
        };
        rows.iter().enumerate().map(show).collect::<Vec<_>>().join("\n")
    };
    rows.chunks(LINES).map(shown).collect::<Vec<_>>().join("\n")
}

/// Whether some block or line of what was typed has a slip.
pub fn has_slip(typed: &str) -> bool {
    match is_sheet(typed) {
        true => rows(typed).is_ok_and(|rows| rows.chunks(LINES).any(|rows| !fit(rows).1.is_empty())),
        false => matches!(Kit::private_key(typed), Err(Error::Invalid("kit-block-wrong" | "kit-block-missing", _))),
    }
}

/// What was typed with its first block or line that has a slip typed anew.
pub fn mend(typed: &str, again: &str) -> String {
    if !is_sheet(typed) {
        return Kit::mend(typed, again);
    }
    let (Ok(mut rows), Some(again)) = (rows(typed), alphabet::normalise(again)) else { return typed.to_owned() };
    let first = rows.chunks(LINES).enumerate().find_map(|(sheet, rows)| Some(sheet * LINES + fit(rows).1.first()?));
    if let Some(at) = first {
        rows[at] = again;
    }
    rows.join("\n")
}

/// What stands in a file, without the numbers that a list puts before each block or line; as it is where they are no more
/// than it should have.
pub fn without_numbers(typed: &str) -> Zeroizing<String> {
    let blocks: Vec<&str> = typed.split_whitespace().filter(|word| !is_number(word)).collect();
    if blocks.len() == 12 && blocks.iter().all(|block| letters(block) * 12 == Kit::LETTERS) {
        return Zeroizing::new(blocks.join(" "));
    }
    let unnumbered = |line: &str| match line.trim().split_once(char::is_whitespace) {
        Some((number, rest)) if is_number(number) => rest.to_owned(),
        _ => line.to_owned(),
    };
    let lines = Zeroizing::new(typed.lines().map(unnumbered).collect::<Vec<_>>().join("\n"));
    let whole = letters(&lines) > 0 && letters(&lines).is_multiple_of(Sheet::LETTERS);
    if whole { lines } else { Zeroizing::new(typed.to_owned()) }
}

/// `7`, `7.`, `12)` or `2-3`.
fn is_number(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')', ':']);
    !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

fn letters(typed: &str) -> usize {
    typed.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// Every sheet of what was typed.
fn read(typed: &[&str]) -> Result<Vec<Read>> {
    let (mut sheets, mut slips) = (Vec::new(), Vec::new());
    for text in typed {
        for rows in rows(text)?.chunks(LINES) {
            let (number, wrong) = fit(rows);
            slips.extend(wrong.iter().map(|line| format!("{number}-{}", line + 1)));
            sheets.push((number, rows.to_vec()));
        }
    }
    if !slips.is_empty() {
        return Err(Error::Invalid("sheet-line-wrong", slips.join(", ")));
    }
    sheets.iter().map(|(number, rows)| Read::of(*number, rows)).collect()
}

impl Read {
    /// Of lines that were all found right.
    fn of(number: u8, rows: &[String]) -> Result<Self> {
        let letters: String = rows.iter().filter_map(|row| row.get(..LINE - 1)).collect();
        let mark = letters.get(1..=MARK).ok_or_else(broken)?.to_owned();
        let bytes = letters.get(MARK + 1..).and_then(alphabet::read).map(Zeroizing::new).ok_or_else(broken)?;
        let share: [u8; BYTES] = bytes[..].try_into().map_err(|_| broken())?;
        Ok(Self { number, mark, share: Zeroizing::new(share) })
    }
}

/// The lines as they were typed, as long or short as they are; where all letters are there, wherever the line ends fell.
fn rows(typed: &str) -> Result<Vec<String>> {
    let lines = typed.lines().filter(|line| !line.trim().is_empty()).map(alphabet::normalise);
    let lines: Vec<String> = lines.collect::<Option<_>>().ok_or(Error::Invalid("kit-letters", String::new()))?;
    let right = lines.iter().filter(|line| line.len() == LINE).count();
    if lines.len().is_multiple_of(LINES) && right * 2 > lines.len() {
        return Ok(lines);
    }
    let all = lines.concat();
    if all.is_empty() || !all.len().is_multiple_of(Sheet::LETTERS) {
        return Err(Error::Invalid("sheet-incomplete", all.len().to_string()));
    }
    Ok(all.as_bytes().chunks(LINE).map(|row| String::from_utf8_lossy(row).into_owned()).collect())
}

/// The number of a sheet, and which of its lines (from 0) have a slip: checks are by number, so the one with the fewest.
fn fit(rows: &[String]) -> (u8, Vec<usize>) {
    let slips = |number| (0..rows.len()).filter(|line| !is_right(&rows[*line], number, *line)).collect::<Vec<_>>();
    (1..=SHARES).map(|number| (number, slips(number))).min_by_key(|(_, slips)| slips.len()).unwrap_or_default()
}

fn is_right(row: &str, number: u8, line: usize) -> bool {
    let numbered = line > 0 || row.starts_with(char::from(b'0' + number));
    row.len() == LINE && numbered && alphabet::is_checked(row, place(number, line))
}

/// Tells each line of three sheets apart.
fn place(number: u8, line: usize) -> u8 {
    (number - 1) * LINES as u8 + line as u8
}

/// Letters that tell the sheets of one kit from those of others, and nothing that its public half does not tell.
fn mark(key: &PublicKey) -> String {
    let mut letters = alphabet::write(&derive(key.as_bytes(), b"", &[b"tidemark recovery sheets 1"])[..5]);
    letters.truncate(MARK);
    letters
}

/// The key of two sheets; of three, every pair must give the same.
fn join(sheets: &[Read], known: Option<&PublicKey>) -> Result<PrivateKey> {
    let first = sheets.first().ok_or_else(broken)?;
    let (same, alone) = (sheets.iter().all(|sheet| sheet.mark == first.mark), is_alone(sheets));
    if let (Some(known), true) = (known.map(mark), alone || !same) {
        refuse_others(sheets, &known)?;
    }
    if !same {
        return Err(Error::Invalid("sheets-differ", String::new()));
    }
    if alone {
        let code = if sheets.len() > 1 { "sheet-twice" } else { "sheet-alone" };
        return Err(Error::Invalid(code, first.number.to_string()));
    }
    let mut found = None;
    for (at, one) in sheets.iter().enumerate() {
        for other in sheets[at + 1..].iter().filter(|other| other.number != one.number) {
            let key = recovery::key(&shares::join((one.number, &one.share), (other.number, &other.share))[..]);
            if mark(&key.public()) != first.mark {
                return Err(Error::Invalid("sheets-unfit", format!("{}, {}", one.number, other.number)));
            }
            found = Some(key);
        }
    }
    found.ok_or_else(broken)
}

fn is_alone(sheets: &[Read]) -> bool {
    sheets.iter().all(|sheet| sheet.number == sheets[0].number)
}

fn refuse_others(sheets: &[Read], known: &str) -> Result<()> {
    let others = sheets.iter().filter(|sheet| sheet.mark != known).map(|sheet| sheet.number.to_string());
    let others: Vec<String> = others.collect();
    if others.is_empty() { Ok(()) } else { Err(Error::Invalid("sheet-other", others.join(", "))) }
}

#[cfg(test)]
#[path = "sheets_tests.rs"]
mod tests;
