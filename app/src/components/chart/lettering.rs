//! How wide a text is and where it breaks. The server has no fonts, so widths are those of a wide one (DejaVu Sans): in any
//! other a text is a little shorter, never longer.

/// The space at which no line ends.
pub(super) const HOLD: char = '\u{a0}';

/// About how wide a text is, in the unit of `size`.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(advance).sum();
    ems * size * if bold { 1.1 } else { 1.0 }
}

fn advance(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' => 0.29,
        ' ' | HOLD | '.' | ',' | ';' | ':' | 'I' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '!' | '"' => 0.41,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' => 0.97,
        '+' | '−' | '=' | '→' | '←' | '▲' | '▼' | '●' | '≠' | '≈' | '±' => 0.84,
        'a'..='z' | '0'..='9' | '–' => 0.62,
        'A'..='Z' => 0.74,
        letter if letter >= '\u{2e80}' => 1.0,
        letter if letter.is_uppercase() => 0.76,
        _ => 0.64,
    }
}

/// The lines of a text that fit into a width; a word that is longer than a line is broken.
pub(super) fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(breakable).filter(|word| !word.is_empty()).flat_map(|word| pieces(word, size, bold, room)) {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// Where a line may end: at any space but those that hold a number and its sign together.
fn breakable(letter: char) -> bool {
    letter.is_whitespace() && letter != HOLD
}

/// A word, in parts where it is wider than the room there is.
fn pieces(word: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in word.chars() {
        if let Some(part) = parts.last_mut() {
            if part.is_empty() || width(&format!("{part}{letter}"), size, bold) <= room {
                part.push(letter);
            } else {
                parts.push(letter.to_string());
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    //! Somebody writes long statements.

    use super::*;

    #[test]
    fn lines_fit_their_room_and_no_letter_is_lost() {
        let text =
            "I know whom to call, day or night, when a worker asks for interdisciplinaryinterorganisational help";
        for room in [40.0, 90.0, 210.0] {
            let lines = wrap(text, 14.0, false, room);
            assert!(lines.iter().all(|line| width(line, 14.0, false) <= room), "{lines:?}");
            let kept: String = lines.concat().split_whitespace().collect();
            assert_eq!(kept, text.split_whitespace().collect::<String>());
        }
    }

    #[test]
    fn no_room_is_no_endless_work() {
        assert_eq!(wrap("abc", 14.0, false, 0.0), ["a", "b", "c"]);
        assert!(wrap("  ", 14.0, false, 50.0).is_empty());
    }
}
