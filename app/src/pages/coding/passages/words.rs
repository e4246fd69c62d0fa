//! Words with what is coded in them, drawn as HTML by hand: a page has many thousands of them. Every coding is a line of
//! its own under its words, in the colour, the stroke and with the number of its chip; what is drawn has as many UTF-16
//! units as the passage, so that a browser's counting stays true.

use server::coding::Span;
use server::coding::layers::{Stretch, layers, stretches};
use server::coding::text::shown;
use server::http::staff::coding::passages::Body;

use crate::components::code::ink;

/// Lines under one another at most; more share the lowest.
const LAYERS: usize = 4;
/// Strokes of lines: solid, dashed, dotted, double.
const STROKES: usize = 4;

/// One coding as it is drawn.
struct Line {
    span: Span,
    number: usize,
    colour: u8,
    layer: usize,
}

/// The content of the element that holds the words.
pub(super) fn html(body: &Body) -> String {
    let lines = lines(body);
    let spans: Vec<Span> = lines.iter().map(|line| line.span).collect();
    let mut html = String::with_capacity(body.text.len() + body.text.len() / 8 + lines.len() * 80);
    let mut point = 0;
    for stretch in stretches(&body.text, &spans) {
        let words = &body.text[stretch.bytes.clone()];
        point += words.chars().count() as u32;
        draw(&mut html, words, &lines, &stretch, point);
    }
    html
}

/// How many lines lie under one another: decides how far apart the lines of the text are.
pub(super) fn depth(body: &Body) -> usize {
    lines(body).iter().map(|line| line.layer + 1).max().unwrap_or(0)
}

fn lines(body: &Body) -> Vec<Line> {
    let spans: Vec<(usize, Span, u8)> =
        body.marks.iter().zip(1..).filter_map(|(mark, number)| Some((number, mark.span?, mark.code.colour))).collect();
    let layers = layers(&spans.iter().map(|(_, span, _)| *span).collect::<Vec<_>>());
    let line = |((number, span, colour), layer): ((usize, Span, u8), usize)| Line {
        span,
        number,
        colour,
        layer: layer.min(LAYERS - 1),
    };
    spans.into_iter().zip(layers).map(line).collect()
}

fn draw(html: &mut String, words: &str, lines: &[Line], stretch: &Stretch, end: u32) {
    let mut under: Vec<&Line> = stretch.under.iter().map(|place| &lines[*place]).collect();
    // The lowest line is the outermost element.
    under.sort_by_key(|line| std::cmp::Reverse(line.layer));
    for line in &under {
        let (colour, layer, stroke) = (ink(line.colour), line.layer, line.number % STROKES);
        let number = if line.span.end == end { format!(" data-n=\"{}\"", line.number) } else { String::new() };
        html.push_str(&format!("<mark class=\"{colour} l{layer} s{stroke}\"{number}>"));
    }
    escape(html, words);
    under.iter().for_each(|_| html.push_str("</mark>"));
}

fn escape(html: &mut String, words: &str) {
    for character in words.chars().map(shown) {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    //! A researcher looks at words that carry two codes.

    use server::coding::PassageId;
    use server::http::staff::coding::passages::{Coded, Pick};

    use super::*;

    fn body(text: &str, spans: &[(u32, u32)]) -> Body {
        let code = Pick { id: "c".into(), name: "Rent".into(), above: vec![], colour: 3, digit: None };
        let mark = |(start, end): &(u32, u32)| Coded {
            id: "m".into(),
            code: code.clone(),
            span: Span::new(*start, *end),
            coder: String::new(),
            round: String::new(),
            may_uncode: true,
            notes: vec![],
        };
        Body {
            id: "p".into(),
            passage: PassageId::answer("r", "q"),
            portion: (0, 1),
            units: 0,
            point: 0,
            text: text.to_owned(),
            language: "en".into(),
            marks: spans.iter().map(mark).collect(),
            notes: vec![],
            kept: vec![],
            open: true,
            excerpt: None,
        }
    }

    #[test]
    fn overlapping_codings_are_lines_under_one_another_each_with_its_number_at_its_end() {
        let found = html(&body("a <b> c", &[(0, 5), (2, 7)]));
        assert_eq!(
            found,
            "<mark class=\"ink-3 l0 s1\">a </mark>\
             <mark class=\"ink-3 l1 s2\"><mark class=\"ink-3 l0 s1\" data-n=\"1\">&lt;b&gt;</mark></mark>\
             <mark class=\"ink-3 l1 s2\" data-n=\"2\"> c</mark>"
        );
        assert_eq!(depth(&body("abc", &[(0, 2), (1, 3)])), 2);
    }

    #[test]
    fn a_browser_counts_the_same_units_as_the_passage_has() {
        let text = "\u{202e}a\r\n\u{0}🌊 e\u{301} שלום\u{7}";
        let drawn = html(&body(text, &[(2, 6)]));
        let plain =
            drawn.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect::<String>();
        assert_eq!(plain.encode_utf16().count(), text.encode_utf16().count());
        assert!(!drawn.contains(['\r', '\0', '\u{202e}', '\u{7}']), "{drawn:?}");
    }
}
