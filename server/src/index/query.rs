//! What a person types into the search field: words (stemmed), `"exact words"`, `"near these"~5`, `hous*` (beginnings),
//! `hause~` (misspelt), `AND`, `OR`, `NOT` or `-`, and parentheses. Words beside one another must all be there.

use crate::{Error, Result};

/// A query, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Everything.
    All,
    /// A word in any of its forms.
    Word(String),
    /// Words that begin so.
    Beginning(String),
    /// Words written nearly so.
    Nearly(String),
    /// Words exactly so, one after another.
    Exactly(Vec<String>),
    /// Words in any form, with at most so many others between.
    Near(Vec<String>, u32),
    /// All of them.
    And(Vec<Query>),
    /// At least one of them.
    Or(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
}

/// The most parentheses inside one another.
const DEEPEST: usize = 20;
/// The longest query, in characters.
const LONGEST: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Open,
    Close,
    And,
    Or,
    Not,
    Text(Query),
}

impl Query {
    /// Reads what was typed; nothing at all finds everything. Errors name the place, in characters from 1.
    pub fn read(typed: &str) -> Result<Self> {
        if typed.chars().count() > LONGEST {
            return Err(Error::Invalid("search-long", LONGEST.to_string()));
        }
        let pieces = pieces(typed)?;
        if pieces.is_empty() {
            return Ok(Self::All);
        }
        let mut reader = Reader { pieces: &pieces, at: 0, depth: 0 };
        let query = reader.any()?;
        match reader.pieces.get(reader.at) {
            None => Ok(query),
            Some((place, _)) => Err(wrong(*place)),
        }
    }

    /// The words that are looked for, without those that must not be there.
    pub fn wanted(&self) -> Vec<&Query> {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().flat_map(Self::wanted).collect(),
            Self::Not(_) | Self::All => Vec::new(),
            one => vec![one],
        }
    }
}

fn wrong(place: usize) -> Error {
    Error::Invalid("search-wrong", place.to_string())
}

fn pieces(typed: &str) -> Result<Vec<(usize, Piece)>> {
    let letters: Vec<char> = typed.chars().collect();
    let (mut pieces, mut at) = (Vec::new(), 0);
    while let Some(letter) = letters.get(at) {
        let place = at + 1;
        match letter {
            '(' => pieces.push((place, Piece::Open)),
            ')' => pieces.push((place, Piece::Close)),
            '-' if letters.get(at + 1).is_some_and(|next| !next.is_whitespace()) && starts(&letters, at) => {
                pieces.push((place, Piece::Not));
            }
            '"' | '“' | '”' => {
                let end =
                    (at + 1..letters.len()).find(|end| matches!(letters[*end], '"' | '“' | '”')).ok_or(wrong(place))?;
                let inside: String = letters[at + 1..end].iter().collect();
                let (near, after) = nearness(&letters, end + 1);
                pieces.extend(quoted(&inside, near).map(|query| (place, Piece::Text(query))));
                at = after;
                continue;
            }
            letter if letter.is_alphanumeric() => {
                let end = (at..letters.len()).find(|end| is_end(letters[*end])).unwrap_or(letters.len());
                let word: String = letters[at..end].iter().collect();
                let (piece, more) = match letters.get(end) {
                    Some('*') => (Piece::Text(Query::Beginning(word)), 1),
                    Some('~') => (Piece::Text(Query::Nearly(word)), 1),
                    _ => (plain(word), 0),
                };
                pieces.push((place, piece));
                at = end + more;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    Ok(pieces)
}

/// Whether a minus stands at the beginning of a word, and not inside one.
fn starts(letters: &[char], at: usize) -> bool {
    at == 0 || letters[at - 1].is_whitespace() || letters[at - 1] == '('
}

fn is_end(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '(' | ')' | '"' | '“' | '”' | '*' | '~')
}

fn plain(word: String) -> Piece {
    match word.as_str() {
        "AND" => Piece::And,
        "OR" => Piece::Or,
        "NOT" => Piece::Not,
        _ => {
            let parts: Vec<String> = word
                .split(|letter: char| !letter.is_alphanumeric())
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect();
            // A word with a stroke or apostrophe is cut where texts are cut.
            Piece::Text(if parts.len() > 1 { Query::Near(parts, 0) } else { Query::Word(word) })
        }
    }
}

fn nearness(letters: &[char], at: usize) -> (Option<u32>, usize) {
    if letters.get(at) != Some(&'~') {
        return (None, at);
    }
    let digits: String = letters[at + 1..].iter().take_while(|letter| letter.is_ascii_digit()).take(3).collect();
    (Some(digits.parse().unwrap_or(5)), at + 1 + digits.len())
}

fn quoted(inside: &str, near: Option<u32>) -> Option<Query> {
    let words: Vec<String> = inside
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    match (words.is_empty(), near) {
        (true, _) => None,
        (false, Some(between)) => Some(Query::Near(words, between)),
        (false, None) => Some(Query::Exactly(words)),
    }
}

struct Reader<'a> {
    pieces: &'a [(usize, Piece)],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Piece> {
        self.pieces.get(self.at).map(|(_, piece)| piece)
    }

    fn any(&mut self) -> Result<Query> {
        let mut some = vec![self.all()?];
        while self.peek() == Some(&Piece::Or) {
            self.at += 1;
            some.push(self.all()?);
        }
        Ok(if some.len() == 1 { some.remove(0) } else { Query::Or(some) })
    }

    fn all(&mut self) -> Result<Query> {
        let mut all = vec![self.one()?];
        loop {
            match self.peek() {
                Some(Piece::And) => self.at += 1,
                Some(Piece::Text(_) | Piece::Not | Piece::Open) => {}
                _ => break,
            }
            all.push(self.one()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Query::And(all) })
    }

    fn one(&mut self) -> Result<Query> {
        let end = self.pieces.last().map_or(1, |(place, _)| *place);
        let (place, piece) = self.pieces.get(self.at).cloned().ok_or(wrong(end))?;
        self.at += 1;
        match piece {
            Piece::Text(query) => Ok(query),
            Piece::Not => Ok(Query::Not(Box::new(self.deeper(place, Self::one)?))),
            Piece::Open => {
                let inside = self.deeper(place, Self::any)?;
                if self.peek() != Some(&Piece::Close) {
                    return Err(wrong(place));
                }
                self.at += 1;
                Ok(inside)
            }
            _ => Err(wrong(place)),
        }
    }

    fn deeper(&mut self, place: usize, read: fn(&mut Self) -> Result<Query>) -> Result<Query> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(wrong(place));
        }
        let read = read(self);
        self.depth -= 1;
        read
    }
}

#[cfg(test)]
mod tests {
    //! A researcher types searches, some of them wrongly.

    use super::*;

    fn word(text: &str) -> Query {
        Query::Word(text.to_owned())
    }

    #[test]
    fn searches_are_read_as_they_are_meant() {
        for (typed, query) in [
            ("", Query::All),
            ("  ", Query::All),
            ("house", word("house")),
            ("house key", Query::And(vec![word("house"), word("key")])),
            ("house OR key", Query::Or(vec![word("house"), word("key")])),
            ("a OR b c", Query::Or(vec![word("a"), Query::And(vec![word("b"), word("c")])])),
            ("(a OR b) -c", Query::And(vec![Query::Or(vec![word("a"), word("b")]), Query::Not(Box::new(word("c")))])),
            ("NOT a", Query::Not(Box::new(word("a")))),
            ("\"my own key\"", Query::Exactly(vec!["my".into(), "own".into(), "key".into()])),
            ("\"bus late\"~4", Query::Near(vec!["bus".into(), "late".into()], 4)),
            ("hous*", Query::Beginning("hous".into())),
            ("hause~", Query::Nearly("hause".into())),
            ("don't", Query::Near(vec!["don".into(), "t".into()], 0)),
            ("follow-up", Query::Near(vec!["follow".into(), "up".into()], 0)),
            ("\"\"", Query::All),
        ] {
            assert_eq!(Query::read(typed).unwrap(), query, "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_place() {
        for (typed, place) in [("a \"b", "3"), ("(a", "1"), ("a )", "3"), ("OR a", "1"), ("a AND", "3"), ("NOT", "1")] {
            match Query::read(typed) {
                Err(Error::Invalid("search-wrong", found)) => assert_eq!(found, place, "{typed}"),
                other => panic!("{typed}: {other:?}"),
            }
        }
        assert!(Query::read(&"(".repeat(900)).is_err());
        assert!(Query::read(&"a".repeat(1_001)).is_err());
    }
}
