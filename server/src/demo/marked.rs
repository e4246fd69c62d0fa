//! Invented words with the codes that the demo's coders find in them: `{code|words}` marks a span, and is taken off.

use crate::coding::Span;
use crate::coding::text::length;

/// Words without their marks, and what was marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The words as somebody would have written them.
    pub text: String,
    /// Where which code stands, in order.
    pub marks: Vec<(Span, &'static str)>,
}

/// Takes the marks off.
pub fn read(line: &'static str) -> Marked {
    let mut marked = Marked::default();
    let mut pieces = line.split('{');
    marked.text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (inside, after) = piece.split_once('}').unwrap_or((piece, ""));
        let (code, words) = inside.split_once('|').unwrap_or(("", inside));
        let start = length(&marked.text);
        marked.text.push_str(words);
        marked.marks.extend(Span::new(start, length(&marked.text)).map(|span| (span, code)));
        marked.text.push_str(after);
    }
    marked
}

/// The lines of a file of words without its comments and blanks.
pub fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}

#[cfg(test)]
mod tests {
    //! Somebody writes words for the demo.

    use super::*;

    #[test]
    fn marks_are_taken_off_and_remembered() {
        let marked = read("Sí: {locks|una llave} y {children|mis hijos}.");
        assert_eq!(marked.text, "Sí: una llave y mis hijos.");
        let found: Vec<_> = marked.marks.iter().map(|(span, code)| (span.of(&marked.text), *code)).collect();
        assert_eq!(found, [(Some("una llave"), "locks"), (Some("mis hijos"), "children")]);
    }
}
