//! What signs and colours mean, in a line above a chart.

use super::drawing::{Area, Drawing, SMALL, Stroke};
use super::lettering::wrap;
use super::palette::{INK, PAPER};

/// One entry of a legend.
pub(super) struct Key {
    pub sign: Sign,
    pub label: String,
}

/// What a legend explains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign {
    /// A colour of a bar.
    Fill(&'static str),
    /// Hidden.
    Hatch,
    /// A dot: its fill and its outline.
    Dot(&'static str, &'static str),
    /// An arrow from the earlier to the later value.
    Arrow(&'static str),
    /// An interval as a line with ends.
    Whisker,
    /// An interval as a band.
    Band(&'static str),
    /// A line with dashes.
    Dashes,
    /// A letter.
    Letter(&'static str),
}

impl Key {
    pub(super) fn new(sign: Sign, label: impl Into<String>) -> Self {
        Self { sign, label: label.into() }
    }
}

const SWATCH: f64 = 29.0;
const LINE: f64 = 19.0;

/// Draws the entries from the top of a sheet, and gives back where they end.
pub(super) fn draw(pen: &mut Drawing, keys: &[Key]) -> f64 {
    let (mut x, mut y) = (0.0, 0.0);
    for key in keys {
        let lines = wrap(&key.label, SMALL.size, false, pen.width - SWATCH);
        let wide = SWATCH + lines.iter().map(|line| SMALL.width(line)).fold(0.0, f64::max);
        if x > 0.0 && x + wide > pen.width {
            (x, y) = (0.0, y + LINE);
        }
        sign(pen, key.sign, (x, y + 9.0));
        for (number, line) in lines.iter().enumerate() {
            pen.text((x + SWATCH, y + LINE * number as f64 + 13.5), SMALL, line);
        }
        y += LINE * lines.len().saturating_sub(1) as f64;
        x += wide + 16.0;
    }
    if keys.is_empty() { 0.0 } else { y + LINE + 6.0 }
}

fn sign(pen: &mut Drawing, sign: Sign, (x, y): (f64, f64)) {
    let (from, to) = ((x + 1.0, y), (x + 19.0, y));
    let area = Area { x: x + 1.0, y: y - 6.0, width: 18.0, height: 12.0 };
    match sign {
        Sign::Fill(colour) => pen.block(area, colour),
        Sign::Hatch => pen.hatch(area),
        Sign::Dot(fill, outline) => pen.dot((x + 10.0, y), fill, outline),
        Sign::Arrow(colour) => arrow(pen, (x + 6.0, y), (x + 23.0, y), colour),
        Sign::Whisker => pen.whisker((x + 2.0, x + 18.0), y, INK),
        Sign::Band(colour) => pen.rect(Area { y: y - 3.5, height: 7.0, ..area }, colour, INK),
        Sign::Dashes => pen.line(from, to, Stroke(INK, 1.4, "4 3")),
        Sign::Letter(letter) => pen.text((x + 3.0, y + 5.0), SMALL.bold(), letter),
    }
}

/// An arrow from the earlier value (an open dot) to the later; two dots where they are close.
pub(super) fn arrow(pen: &mut Drawing, from: (f64, f64), to: (f64, f64), colour: &'static str) {
    let way = if to.0 < from.0 { -1.0 } else { 1.0 };
    if (to.0 - from.0).abs() < 12.0 {
        pen.dot(from, PAPER, colour);
        pen.speck(to, colour);
        return;
    }
    pen.line((from.0 + way * 5.0, from.1), (to.0 - way * 8.0, to.1), Stroke(colour, 2.6, ""));
    pen.dot(from, PAPER, colour);
    let back = to.0 - way * 10.0;
    let head = super::drawing::polyline(&[to, (back, to.1 - 6.0), (back, to.1 + 6.0)]);
    pen.path(&format!("{head}Z"), colour, Stroke(colour, 0.8, ""));
}
