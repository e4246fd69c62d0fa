//! A sheet that is drawn on: rectangles, lines, dots, hatches, text. Everything is written with attributes of its own, so that
//! a drawing needs no stylesheet and no ids, and stands as well in a page as in a file.

use std::fmt::Write as _;

use super::lettering::width;
use super::palette::{GRID, INK, PAPER, SOFT};

/// Fonts of a page, and of a file that is opened elsewhere.
const FONTS: &str = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";

/// The edge around a text that stands over other marks.
const EDGE: &str = r##" stroke="#ffffff" stroke-width="4" stroke-linejoin="round""##;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Where a text hangs on its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hang {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    pub size: f64,
    pub bold: bool,
    pub colour: &'static str,
    pub hang: Hang,
}

/// Names of rows.
pub(super) const LABEL: Letters = Letters { size: 14.0, bold: false, colour: INK, hang: Hang::Start };
/// Numbers and legends.
pub(super) const SMALL: Letters = Letters { size: 13.0, bold: false, colour: SOFT, hang: Hang::Start };

impl Letters {
    pub(super) fn hang(self, hang: Hang) -> Self {
        Self { hang, ..self }
    }

    pub(super) fn ink(self, colour: &'static str) -> Self {
        Self { colour, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, colour: INK, ..self }
    }

    pub(super) fn width(self, text: &str) -> f64 {
        width(text, self.size, self.bold)
    }
}

/// A line: its colour, its width, and its dashes if any.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke(pub &'static str, pub f64, pub &'static str);

/// A sheet; its height is set when all is drawn.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    pub width: f64,
    pub height: f64,
    body: String,
}

impl Drawing {
    pub(super) fn new(width: f64) -> Self {
        Self { width, height: 0.0, body: String::new() }
    }

    /// A rectangle with an outline that can be seen on paper.
    pub(super) fn block(&mut self, area: Area, fill: &str) {
        self.rect(area, fill, INK);
    }

    pub(super) fn rect(&mut self, area: Area, fill: &str, outline: &str) {
        let [x, y, width, height] = [area.x, area.y, area.width.max(0.0), area.height.max(0.0)].map(number);
        let _ = write!(
            self.body,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="{outline}" stroke-width="0.8"/>"#
        );
    }

    /// Hidden: stripes in a frame, as lines of their own, since patterns need ids.
    pub(super) fn hatch(&mut self, area: Area) {
        let area = Area { width: area.width.max(6.0), ..area };
        self.rect(area, PAPER, INK);
        self.path(&stripes(area, 5.0), "none", Stroke(INK, 0.9, ""));
    }

    pub(super) fn path(&mut self, path: &str, fill: &str, Stroke(colour, width, dash): Stroke) {
        let dash = if dash.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{dash}""#) };
        let _ = write!(
            self.body,
            r#"<path d="{path}" fill="{fill}" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{dash}/>"#
        );
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.path(&polyline(&[from, to]), "none", stroke);
    }

    /// A line of the grid.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.line(from, to, Stroke(GRID, 1.0, ""));
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64), fill: &str, outline: &str) {
        let [x, y] = [x, y].map(number);
        let _ = write!(
            self.body,
            r#"<circle cx="{x}" cy="{y}" r="5" fill="{fill}" stroke="{outline}" stroke-width="1.8"/>"#
        );
    }

    /// A small dot that a dot beneath it shows around.
    pub(super) fn speck(&mut self, (x, y): (f64, f64), fill: &str) {
        let [x, y] = [x, y].map(number);
        let _ = write!(self.body, r#"<circle cx="{x}" cy="{y}" r="3" fill="{fill}"/>"#);
    }

    /// A text over other marks: first as a pale edge, then itself.
    pub(super) fn over(&mut self, place: (f64, f64), letters: Letters, text: &str) {
        self.write(place, letters, text, EDGE);
        self.write(place, letters, text, "");
    }

    /// An interval: a line with ends.
    pub(super) fn whisker(&mut self, (low, high): (f64, f64), y: f64, colour: &'static str) {
        for (stroke, end) in [(Stroke(PAPER, 4.4, ""), 5.5), (Stroke(colour, 1.6, ""), 4.5)] {
            let [low, high, top, bottom, y] = [low, high, y - end, y + end, y].map(number);
            self.path(&format!("M{low} {top}V{bottom}M{high} {top}V{bottom}M{low} {y}H{high}"), "none", stroke);
        }
    }

    /// A line of text, moved so that it stays on the sheet.
    pub(super) fn text(&mut self, place: (f64, f64), letters: Letters, text: &str) {
        self.write(place, letters, text, "");
    }

    /// What an axis says: help for the eye, not a result.
    pub(super) fn tick(&mut self, place: (f64, f64), letters: Letters, text: &str) {
        self.write(place, letters, text, r#" class="tick""#);
    }

    fn write(&mut self, (x, y): (f64, f64), letters: Letters, text: &str, class: &str) {
        let wide = letters.width(text);
        let (anchor, before, after) = match letters.hang {
            Hang::Start => ("start", 0.0, wide),
            Hang::Middle => ("middle", wide / 2.0, wide / 2.0),
            Hang::End => ("end", wide, 0.0),
        };
        let x = number(x.min(self.width - after).max(before));
        let (y, size, colour, weight) = (number(y), letters.size, letters.colour, if letters.bold { 700 } else { 400 });
        let text = escape(text);
        let _ = write!(
            self.body,
            r#"<text{class} x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}" text-anchor="{anchor}">{text}</text>"#
        );
    }

    /// Several lines of text from `y` down; gives back where the next would stand.
    pub(super) fn lines(&mut self, (x, y): (f64, f64), letters: Letters, lines: &[String]) -> f64 {
        let height = letters.size * 1.3;
        for (number, line) in lines.iter().enumerate() {
            self.text((x, y + height * (number as f64 + 0.77)), letters, line);
        }
        y + height * lines.len() as f64
    }

    /// Lays another sheet on this one, below what is there.
    pub(super) fn append(&mut self, other: &Self, x: f64) {
        let _ =
            write!(self.body, r#"<g transform="translate({} {})">{}</g>"#, number(x), number(self.height), other.body);
        self.height += other.height;
    }

    /// The sheet as SVG: what it says, what it is about, and more attributes of its root.
    pub(super) fn svg(&self, finding: &str, about: &str, attributes: &str) -> String {
        let (width, height) = (number(self.width), number(self.height.max(1.0)));
        let (finding, about) = (escape(finding), escape(about));
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{finding}" font-family="{FONTS}"{attributes}><title>{finding}</title><desc>{about}</desc><rect width="{width}" height="{height}" fill="{PAPER}"/>{}</svg>"#,
            self.body
        )
    }
}

/// A length in a drawing; what is not finite is 0.
pub(super) fn number(value: f64) -> String {
    let rounded = if value.is_finite() { (value * 100.0).round() / 100.0 } else { 0.0 };
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// A line through points.
pub(super) fn polyline(points: &[(f64, f64)]) -> String {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", number(*x), number(*y))).collect();
    format!("M{}", points.join("L"))
}

/// Stripes that rise to the right and end where the area ends.
fn stripes(Area { x, y, width, height }: Area, step: f64) -> String {
    let many = ((width + height) / step).min(4000.0) as u32;
    let stripe = |line: u32| {
        let reach = f64::from(line) * step;
        let (from, to) = ((reach - height).max(0.0), reach.min(width));
        polyline(&[(x + from, y + reach - from), (x + to, y + reach - to)])
    };
    (1..=many).map(stripe).collect()
}

/// Text as the content or an attribute of an element, without characters that XML forbids.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    //! Somebody names a site with a script.

    use super::*;

    #[test]
    fn texts_are_escaped_and_stay_on_the_sheet() {
        let mut pen = Drawing::new(100.0);
        pen.text((400.0, 10.0), LABEL, "<script>\u{0}\"");
        let svg = pen.svg("\"><script>", "a & b", "");
        assert!(!svg.contains("<script") && !svg.contains('\u{0}') && svg.contains("a &amp; b"), "{svg}");
        assert!(!svg.contains("x=\"400\""), "{svg}");
    }

    #[test]
    fn numbers_are_finite_and_short() {
        let written = [f64::NAN, f64::INFINITY, -0.001, 1.0 / 3.0, 12.0].map(number);
        assert_eq!(written, ["0", "0", "0", "0.33", "12"]);
    }

    #[test]
    fn stripes_stay_inside_their_area() {
        let area = Area { x: 10.0, y: 20.0, width: 33.0, height: 12.0 };
        let path = stripes(area, 5.0);
        for point in path.split(['M', 'L']).filter(|point| !point.is_empty()) {
            let (x, y) = point.split_once(' ').expect("a point has two numbers");
            let (x, y): (f64, f64) = (x.parse().expect("a number"), y.parse().expect("a number"));
            assert!((10.0..=43.0).contains(&x) && (20.0..=32.0).contains(&y), "{point}");
        }
    }
}
