//! The head of a line: when, and who is named before the colon. Whether a name is a speaker's is for `cast` to say.

use super::cast::is_role;
use super::time::{self, Milliseconds};

/// Longest name, in characters.
const LONGEST: usize = 60;
/// Most words of a name.
const WORDS: usize = 6;

/// A line taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// Time before or after the name.
    pub time: Option<Milliseconds>,
    /// Who may be speaking.
    pub name: Option<&'a str>,
    /// What follows the name; nothing when the name stands above its words; the line without its time when nobody is named.
    pub words: &'a str,
}

/// Takes a line apart: `[0:05] Ana Ruiz: words`, `Ana Ruiz  0:05`, `0:05<tab>Ana:<tab>words`, `**Ana:** words`.
pub fn head(line: &str) -> Head<'_> {
    let line = line.trim();
    let (before, rest) = time::leading(line).map_or((None, line), |(time, rest)| (Some(time), rest));
    let rest =
        rest.trim_start_matches(|mark: char| mark.is_whitespace() || matches!(mark, '-' | '–' | '—' | '•' | '|'));
    if let Some((name, after)) = before_colon(from_chat(rest)) {
        let (name, inner) = time::trailing(name).map_or((name, None), |(name, time)| (name, Some(time)));
        let (behind, words) = time::stamp(after).map_or((None, after), |(time, words)| (Some(time), words));
        if let Some(name) = shaped(name) {
            return Head { time: before.or(inner).or(behind), name: Some(name), words: words.trim() };
        }
    }
    if let Some((name, time)) = above_words(rest) {
        return Head { time: Some(time), name: Some(name), words: "" };
    }
    Head { time: before, name: None, words: if before.is_some() { rest } else { line } }
}

/// A name above its words, with a time. "Lunch 12:00" is none: the time must stand apart, or be a stamp.
fn above_words(line: &str) -> Option<(&str, Milliseconds)> {
    let (before, time) = time::trailing(line)?;
    let name = shaped(before)?;
    let apart = before.ends_with("  ") || before.ends_with('\t');
    (apart || is_role(name) || time::stamp(&line[before.len()..]).is_some()).then_some((name, time))
}

/// A name before a tab, for tables without headings.
pub fn before_tab(line: &str) -> Option<(&str, &str)> {
    let (name, words) = line.trim().split_once('\t')?;
    Some((shaped(name.trim_end_matches(':'))?, words.trim()))
}

/// Chats that were saved say `From Ana Ruiz to Everyone: …`.
fn from_chat(line: &str) -> &str {
    let from = line.strip_prefix("From ").or_else(|| line.strip_prefix("from ")).map(str::trim_start);
    from.filter(|rest| rest.split(':').next().is_some_and(|head| head.to_lowercase().contains(" to "))).unwrap_or(line)
}

fn before_colon(line: &str) -> Option<(&str, &str)> {
    // A time within the name has colons of its own; the one that ends the name is followed by a blank, or by nothing.
    let ends = |rest: &str| rest.chars().next().is_none_or(|next| next.is_whitespace() || matches!(next, '*' | '_'));
    let capitals = |name: &str| name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase);
    line.char_indices().take(LONGEST + 40).find_map(|(place, letter)| match letter {
        '：' => Some((&line[..place], &line[place + letter.len_utf8()..])),
        ':' => {
            let (name, rest) = (&line[..place], &line[place + 1..]);
            let spoken = rest.starts_with(char::is_alphabetic) && capitals(name) && name.len() > 1;
            (ends(rest) || spoken).then_some((name, rest.trim_start_matches(['*', '_'])))
        }
        _ => None,
    })
}

/// A text that may be a name: short, few words, no marks of a sentence.
fn shaped(name: &str) -> Option<&str> {
    let name = name.trim().trim_matches(['*', '_', '#', '>', '"', '“', '”']).trim();
    let name = name.strip_suffix([':', '-', '–', '|', ',']).unwrap_or(name).trim_end();
    let name = name.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(name).trim();
    let name =
        name.split(" to ").next().filter(|_| name.ends_with("veryone") || name.ends_with(")")).unwrap_or(name).trim();
    let odd = |letter: char| {
        !letter.is_alphanumeric()
            && !letter.is_whitespace()
            && !is_mark(letter)
            && !matches!(
                letter,
                '.' | ',' | '\'' | '’' | '-' | '‐' | '(' | ')' | '&' | '/' | '_' | '#' | '|' | '@' | '·'
            )
    };
    let words = name.split_whitespace().count();
    let short = (1..=WORDS).contains(&words) && name.chars().count() <= LONGEST;
    let starts = name.chars().next().is_some_and(|first| first.is_alphanumeric() || matches!(first, '_' | '@' | '('));
    let letters = name.chars().any(char::is_alphabetic);
    (short && starts && letters && !name.contains(odd) && !is_sentence(name)).then_some(name)
}

/// Marks that belong to letters: accents written apart, joiners, direction marks.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{200c}'..='\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{fe0f}')
}

/// A full stop that does not end a short form, or more than one comma, belongs to a sentence.
fn is_sentence(name: &str) -> bool {
    let stops = |word: &str| word.trim_end_matches(')').strip_suffix('.').is_some_and(|stem| stem.chars().count() > 4);
    name.matches(',').count() > 1 || name.split_whitespace().any(stops) || name.ends_with("...")
}
