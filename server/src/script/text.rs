//! Words, numbers and lists as R reads them.

use std::fmt::Write as _;

/// A string that no words can end, in letters that every locale has.
pub(super) fn quoted(words: &str) -> String {
    let mut text = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' => text += "\\\"",
            '\\' => text += "\\\\",
            '\0' => {}
            ' '..='~' => text.push(letter),
            _ => {
                let _ = write!(text, "\\U{{{:x}}}", u32::from(letter));
            }
        }
    }
    text + "\""
}

/// `c(1, 2)`
pub(super) fn list(parts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| part.as_ref().to_owned()).collect();
    format!("c({})", parts.join(", "))
}

/// `c("yes", "no")`
pub(super) fn words<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    list(parts.into_iter().map(quoted))
}

/// A comment of one line.
pub(super) fn comment(words: &str) -> String {
    let plain = |letter: char| if letter.is_control() || !letter.is_ascii() { '?' } else { letter };
    let line: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(plain).collect();
    format!("# {line}\n")
}
