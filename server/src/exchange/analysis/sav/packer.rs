//! Cells of eight bytes, packed: a byte says of each what it is, and only what is not said by that byte follows.

/// What is taken from a small whole number to get its byte.
const BIAS: f64 = 100.0;
const LITERAL: u8 = 253;
const BLANKS: u8 = 254;
const NOTHING: u8 = 255;

/// Cells that are being packed.
#[derive(Default)]
pub(super) struct Packer {
    bytes: Vec<u8>,
    codes: Vec<u8>,
    literals: Vec<u8>,
}

impl Packer {
    /// A number; nothing is missing by system.
    pub(super) fn number(&mut self, number: Option<f64>) {
        match number {
            None => self.put(NOTHING, None),
            Some(number) => match small(number) {
                Some(code) => self.put(code, None),
                None => self.put(LITERAL, Some(number.to_le_bytes())),
            },
        }
    }

    /// A string in its pieces, filled with blanks. A letter that does not fit whole is left out.
    pub(super) fn words(&mut self, text: &str, segments: &[usize]) {
        let mut end = text.len().min(super::fields::LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut rest = &text.as_bytes()[..end];
        for width in segments {
            let (piece, after) = rest.split_at(rest.len().min(*width));
            rest = after;
            for start in (0..*width).step_by(8) {
                let mut cell = [b' '; 8];
                let part = piece.get(start..).map(|part| &part[..part.len().min(8)]).unwrap_or_default();
                cell[..part.len()].copy_from_slice(part);
                if cell == [b' '; 8] { self.put(BLANKS, None) } else { self.put(LITERAL, Some(cell)) }
            }
        }
    }

    fn put(&mut self, code: u8, literal: Option<[u8; 8]>) {
        self.codes.push(code);
        self.literals.extend(literal.iter().flatten());
        if self.codes.len() == 8 {
            self.bytes.append(&mut self.codes);
            self.bytes.append(&mut self.literals);
        }
    }

    /// Puts what was packed behind `to`.
    pub(super) fn finish(mut self, to: &mut Vec<u8>) {
        if !self.codes.is_empty() {
            self.codes.resize(8, 0);
            self.bytes.append(&mut self.codes);
            self.bytes.append(&mut self.literals);
        }
        to.append(&mut self.bytes);
    }
}

/// The byte of a whole number from -99 to 151; minus zero has none.
fn small(number: f64) -> Option<u8> {
    let fits =
        number.fract() == 0.0 && (-99.0..=151.0).contains(&number) && !(number == 0.0 && number.is_sign_negative());
    // Exact: a whole number from 1 to 251.
    fits.then_some((number + BIAS) as u8)
}
