//! How long the parts of a bar are when some must not be shown.

use super::shown::Shown;

/// The least share that a hidden part takes: it is never drawn as nothing.
const LEAST: f64 = 0.04;

/// One part of a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    /// Its length, as a share of the bar.
    pub share: f64,
    /// Whether it is drawn as hidden; then its length says nothing.
    pub hidden: bool,
}

/// The parts of a whole in their order. Hidden ones divide evenly what the shown ones leave; together they are never
/// longer than the bar.
pub(super) fn pieces(parts: &[Shown<f64>]) -> Vec<Piece> {
    let clean = |share: f64| if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let known: f64 = parts.iter().filter_map(|part| part.value()).map(clean).sum();
    let hidden = parts.iter().filter(|part| part.is_hidden()).count();
    let (each, squeeze) = lengths(known, hidden);
    parts
        .iter()
        .map(|part| match part {
            Shown::As(share) => Piece { share: clean(*share) * squeeze, hidden: false },
            Shown::Nothing => Piece { share: 0.0, hidden: false },
            Shown::Hidden => Piece { share: each, hidden: true },
        })
        .collect()
}

/// The length of each hidden part, and by what the known ones are multiplied so that all fit.
fn lengths(known: f64, hidden: usize) -> (f64, f64) {
    let many = hidden.max(1) as f64;
    let each = ((1.0 - known) / many).max(LEAST).min(1.0 / many);
    let left = if hidden == 0 { 1.0 } else { 1.0 - each * many };
    (each, if known > left { left / known } else { 1.0 })
}

#[cfg(test)]
mod tests {
    //! A table with small cells becomes bars.

    use super::*;

    fn total(parts: &[Shown<f64>]) -> f64 {
        pieces(parts).iter().map(|piece| piece.share).sum()
    }

    #[test]
    fn parts_add_up_to_the_bar_and_hidden_ones_have_a_length() {
        let cases: [&[Shown<f64>]; 6] = [
            &[Shown::As(0.2), Shown::As(0.3), Shown::As(0.5)],
            &[Shown::Hidden, Shown::As(0.3), Shown::Hidden],
            &[Shown::Hidden, Shown::As(1.0), Shown::Hidden],
            &[Shown::Hidden; 40],
            &[Shown::Hidden],
            &[Shown::As(3.0), Shown::As(0.9)],
        ];
        for parts in cases {
            assert!((total(parts) - 1.0).abs() < 1e-9, "{parts:?}");
            assert!(pieces(parts).iter().all(|piece| !piece.hidden || piece.share > 0.0), "{parts:?}");
        }
    }

    #[test]
    fn hidden_parts_are_equally_long_whatever_they_are() {
        let parts = pieces(&[Shown::Hidden, Shown::As(0.4), Shown::Hidden]);
        assert_eq!(parts[0], parts[2]);
    }

    #[test]
    fn odd_numbers_are_no_length() {
        assert_eq!(total(&[Shown::As(f64::NAN), Shown::As(-1.0), Shown::Nothing]), 0.0);
        assert_eq!(total(&[]), 0.0);
    }
}
