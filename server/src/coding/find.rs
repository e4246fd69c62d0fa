//! Where typed words stand in a text. People type what they see: spaces for line breaks, straight quotes for curly ones,
//! small letters for capitals; the place that is found is always exact.

use super::text::Span;

/// Every place at which the words stand, as they are if they do anywhere, else forgivingly. Places do not overlap.
pub fn places(text: &str, words: &str) -> Vec<Span> {
    let words = words.trim();
    if words.is_empty() {
        return Vec::new();
    }
    let exact: Vec<Span> = exact(text, words);
    if exact.is_empty() { forgiving(text, words) } else { exact }
}

fn exact(text: &str, words: &str) -> Vec<Span> {
    let length = super::text::length(words);
    let (mut point, mut from) = (0, 0);
    let place = |(byte, _): (usize, &str)| {
        point += super::text::length(&text[from..byte]);
        from = byte;
        Span { start: point, end: point + length }
    };
    text.match_indices(words).map(place).collect()
}

/// A character as it is compared, and where it stands.
type Plain = (char, u32);

fn forgiving(text: &str, words: &str) -> Vec<Span> {
    let (text, wanted) = (plain(text), plain(words));
    let (mut found, mut at) = (Vec::new(), 0);
    while at + wanted.len() <= text.len() && !wanted.is_empty() {
        let here = &text[at..at + wanted.len()];
        if here.iter().zip(&wanted).all(|((one, _), (other, _))| one == other) {
            let end = text.get(at + wanted.len()).map_or(u32::MAX, |(_, point)| *point);
            let last = here.last().map_or(0, |(_, point)| *point + 1);
            found.push(Span { start: here[0].1, end: end.min(last) });
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found
}

/// Small letters, plain quotes and dashes, one space for any white space; without what cannot be seen.
fn plain(text: &str) -> Vec<Plain> {
    let mut all: Vec<Plain> = Vec::with_capacity(text.len());
    for (point, character) in (0_u32..).zip(text.chars()) {
        let one = match character {
            '\u{2018}' | '\u{2019}' | '\u{201b}' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
            '\u{2010}'..='\u{2015}' => '-',
            '\u{200b}' | '\u{feff}' | '\u{00ad}' => continue,
            space if space.is_whitespace() => ' ',
            other => other.to_lowercase().next().unwrap_or(other),
        };
        if one != ' ' || all.last().is_none_or(|(before, _)| *before != ' ') {
            all.push((one, point));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    //! A researcher without a mouse types the words to be coded.

    use super::*;

    fn found<'a>(text: &'a str, words: &str) -> Vec<&'a str> {
        places(text, words).into_iter().map(|span| span.of(text).expect("a place in the text")).collect()
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        let text = "🌊 Help came late. Help never came.";
        assert_eq!(found(text, "Help"), ["Help", "Help"]);
        assert_eq!(places(text, "never")[0], Span { start: 23, end: 28 });
        assert_eq!(found(text, "nobody"), Vec::<&str>::new());
        assert_eq!(found(text, "  "), Vec::<&str>::new());
        assert_eq!(found("aaaa", "aa"), ["aa", "aa"]);
    }

    #[test]
    fn line_breaks_quotes_and_capitals_are_forgiven_when_nothing_fits_exactly() {
        let text = "They said\r\n  “You’re   late” — again";
        assert_eq!(found(text, "said \"you're late\" - AGAIN"), ["said\r\n  “You’re   late” — again"]);
        assert_eq!(found(text, "late"), ["late"]);
        assert_eq!(found("late Late", "Late"), ["Late"], "what fits exactly comes first");
    }
}
