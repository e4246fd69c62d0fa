//! The colours of charts. Each fill has an outline of [`INK`], so that light ones can be told from paper, in grey print
//! too. Sides, signs and hatches say the same as the colours.

/// Text and outlines.
pub(super) const INK: &str = "#1d2a33";
/// Second text.
pub(super) const SOFT: &str = "#4a5a66";
/// What is not clear.
pub(super) const GREY: &str = "#66757f";
/// Lines of the grid: help for the eye, no mark.
pub(super) const GRID: &str = "#d5dcdf";
/// Paper, and text on dark fills.
pub(super) const PAPER: &str = "#ffffff";
/// What is left of a bar.
pub(super) const TRACK: &str = "#eef2f3";
/// In between: neither, the same.
pub(super) const BETWEEN: &str = "#d3dadd";
/// Towards more: agree, improved, the later wave; from light to dark.
pub(super) const MORE: [&str; 3] = ["#cbe2e8", "#5fa3b3", "#0b5261"];
/// Towards less: disagree, declined; from light to dark.
pub(super) const LESS: [&str; 3] = ["#f3dcc0", "#d39b5a", "#7a3b10"];

/// The colour of one of `many` steps away from the middle, the first nearest to it.
pub(super) fn step(shades: [&'static str; 3], number: usize, many: usize) -> &'static str {
    match (number, many) {
        (_, 0 | 1) => shades[2],
        (number, 2) => shades[(2 * number).min(2)],
        _ => shades[(number * 2).div_ceil(many - 1).min(2)],
    }
}

/// Ink or paper, whichever can be read on a fill.
pub(super) fn letters_on(fill: &str) -> &'static str {
    if contrast(INK, fill) >= contrast(PAPER, fill) { INK } else { PAPER }
}

/// The contrast of two colours from 1 to 21 (WCAG 2.2).
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: &str) -> f64 {
    let part = |start: usize| {
        let byte = colour.get(start..start + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
        let part = f64::from(byte) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[cfg(test)]
mod tests {
    //! Somebody reads charts in the sun.

    use super::*;

    #[test]
    fn letters_can_be_read_on_every_fill_and_outlines_seen_on_paper() {
        for fill in [MORE, LESS, [BETWEEN, TRACK, PAPER]].concat() {
            assert!(contrast(letters_on(fill), fill) >= 4.5, "{fill}");
        }
        assert!([INK, SOFT, GREY].iter().all(|colour| contrast(colour, PAPER) >= 4.5));
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    }

    #[test]
    fn neighbours_differ_in_lightness_so_that_grey_print_keeps_them_apart() {
        for shades in [MORE, LESS] {
            assert!(contrast(shades[0], shades[1]) > 1.5 && contrast(shades[1], shades[2]) > 2.5);
        }
        assert_eq!([0, 1].map(|number| step(MORE, number, 2)), [MORE[0], MORE[2]]);
        assert_eq!([0, 1, 2].map(|number| step(MORE, number, 3)), MORE);
    }
}
