//! Bytes to letters. What a file's letters are is told by its mark, by its bytes, or guessed and said; never refused.
//! Which characters are cleaned away is said too, so that a person can look at the preview.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use instruments::{Place, Problem};

/// The letters of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Its text, without mark; line breaks as they were.
    pub text: String,
    /// What was guessed.
    pub remarks: Vec<Problem>,
    /// Whether a mark (BOM) stood before the text.
    pub marked: bool,
}

/// Reads letters: by the mark at the start, else UTF-8, else as Windows wrote it.
pub fn decode(file: &str, bytes: &[u8]) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Decoded { marked: true, ..with(file, encoding, &bytes[length..]) };
    }
    if let Some(encoding) = unmarked_wide(bytes) {
        let mut decoded = with(file, encoding, bytes);
        decoded.remarks.push(remark("encoding-guessed", file).with("encoding", encoding.name()));
        return decoded;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), remarks: Vec::new(), marked: false },
        Err(_) if mostly_utf8(bytes) => with(file, UTF_8, bytes),
        Err(_) => {
            let mut decoded = with(file, WINDOWS_1252, bytes);
            decoded.remarks.push(remark("encoding-guessed", file).with("encoding", WINDOWS_1252.name()));
            decoded
        }
    }
}

/// The text of an XML document: by its mark, else by the encoding that it states.
pub fn decode_xml(file: &str, bytes: &[u8]) -> Decoded {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let stated = head.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).and_then(|declaration| {
        let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
        Encoding::for_label(value.get(1..)?.split(['"', '\'']).next()?.as_bytes())
    });
    match stated {
        Some(encoding) if encoding != UTF_8 && Encoding::for_bom(bytes).is_none() => with(file, encoding, bytes),
        _ => decode(file, bytes),
    }
}

fn with(file: &str, encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let line = text.split('\u{fffd}').next().unwrap_or_default().matches('\n').count() + 1;
    let lost = broken.then(|| remark("encoding-broken", file).with("line", line));
    Decoded { text: text.into_owned(), remarks: lost.into_iter().collect(), marked: false }
}

/// Wide letters without a mark: every other byte of plain text is then nothing.
fn unmarked_wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4_096) & !1];
    let nothing = |start: usize| head.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nothing(0), nothing(1));
    let (many, few) = (head.len() / 2 * 6 / 10, head.len() / 2 / 10);
    match () {
        () if head.len() < 8 => None,
        () if odd >= many && even <= few => Some(UTF_16LE),
        () if even >= many && odd <= few => Some(UTF_16BE),
        () => None,
    }
}

/// Whether more letters beyond ASCII are sound UTF-8 than are not: then the file is damaged, not in another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken
}

/// Whether so many characters are ones that nobody types that these bytes never were text. A few come from damage, or
/// from a program that wrote the file, and are cleaned away.
pub fn is_binary(text: &str) -> bool {
    let typed = |letter: &char| !letter.is_control() || letter.is_whitespace();
    let odd = text.chars().filter(|letter| !typed(letter) || *letter == '\u{fffd}').count();
    odd > 3 && odd * 25 > text.chars().count()
}

/// Line breaks of every kind become one, and control characters go; says how many went.
pub fn clean(file: &str, text: &str) -> (String, Vec<Problem>) {
    let (mut cleaned, mut nothing, mut odd) = (String::with_capacity(text.len()), 0_usize, 0_usize);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => cleaned.push('\n'),
            '\0' => nothing += 1,
            '\u{feff}' => odd += 1,
            '\n' | '\t' => cleaned.push(letter),
            letter if letter.is_control() => odd += 1,
            letter => cleaned.push(letter),
        }
    }
    let said = |code, count: usize| (count > 0).then(|| remark(code, file).with("count", count));
    let remarks = [said("nul-removed", nothing), said("control-removed", odd)];
    (cleaned, remarks.into_iter().flatten().collect())
}

fn remark(code: &'static str, file: &str) -> Problem {
    Problem::advice(code, Place::of(file)).with("file", file)
}
