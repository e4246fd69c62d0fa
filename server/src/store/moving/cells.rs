//! Values of any column, read from one database, bound to the other, and written so that both give the same bytes.

use crate::Result;
use crate::store::catalogue::{Kind, Table};
use crate::store::sql::{Query, Row};

/// One value, which may be missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
    /// A whole number.
    Whole(Option<i64>),
    /// True or false.
    Truth(Option<bool>),
    /// A number with a fraction.
    Real(Option<f64>),
}

impl Cell {
    /// The value at a place of a row.
    fn read(row: &Row, at: usize, kind: Kind) -> sqlx::Result<Self> {
        Ok(match kind {
            Kind::Text => Self::Text(row.try_get(at)?),
            Kind::Bytes => Self::Bytes(row.try_get(at)?),
            Kind::Whole => Self::Whole(row.try_get(at)?),
            Kind::Truth => Self::Truth(row.try_get(at)?),
            Kind::Real => Self::Real(row.try_get(at)?),
        })
    }

    /// No value of this kind.
    pub fn missing(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(None),
            Kind::Bytes => Self::Bytes(None),
            Kind::Whole => Self::Whole(None),
            Kind::Truth => Self::Truth(None),
            Kind::Real => Self::Real(None),
        }
    }

    /// Whether there is none.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Text(None) | Self::Bytes(None) | Self::Whole(None) | Self::Truth(None) | Self::Real(None))
    }

    /// Binds it as the next value.
    pub fn bind_to<'q>(self, query: Query<'q>) -> Query<'q> {
        match self {
            Self::Text(text) => query.bind(text),
            Self::Bytes(bytes) => query.bind(bytes),
            Self::Whole(number) => query.bind(number),
            Self::Truth(truth) => query.bind(truth),
            Self::Real(number) => query.bind(number),
        }
    }

    /// Appends it: a letter for its kind (a small one where it is missing), the length where that varies, its bytes.
    pub fn write(&self, to: &mut Vec<u8>) {
        match self {
            Self::Text(None) => to.push(b't'),
            Self::Text(Some(text)) => write_long(b'T', text.as_bytes(), to),
            Self::Bytes(None) => to.push(b'b'),
            Self::Bytes(Some(bytes)) => write_long(b'B', bytes, to),
            Self::Whole(None) => to.push(b'w'),
            Self::Whole(Some(number)) => write_short(b'W', &number.to_be_bytes(), to),
            Self::Truth(None) => to.push(b'f'),
            Self::Truth(Some(truth)) => write_short(b'F', &[u8::from(*truth)], to),
            Self::Real(None) => to.push(b'r'),
            Self::Real(Some(number)) => write_short(b'R', &number.to_bits().to_be_bytes(), to),
        }
    }
}

fn write_short(letter: u8, bytes: &[u8], to: &mut Vec<u8>) {
    to.push(letter);
    to.extend_from_slice(bytes);
}

fn write_long(letter: u8, bytes: &[u8], to: &mut Vec<u8>) {
    write_short(letter, &(bytes.len() as u64).to_be_bytes(), to);
    to.extend_from_slice(bytes);
}

/// A row with the columns of a table, in their order.
pub fn read(row: &Row, table: &Table) -> Result<Vec<Cell>> {
    let cells = table.columns.iter().enumerate().map(|(at, column)| Cell::read(row, at, column.kind));
    Ok(cells.collect::<sqlx::Result<_>>()?)
}

/// The key of a row.
pub fn key(row: &[Cell], table: &Table) -> Vec<Cell> {
    table.key.iter().map(|at| row[*at].clone()).collect()
}

#[cfg(test)]
mod tests {
    //! Two rows that differ must never give the same bytes.

    use super::*;

    fn written(cells: &[Cell]) -> Vec<u8> {
        let mut bytes = Vec::new();
        cells.iter().for_each(|cell| cell.write(&mut bytes));
        bytes
    }

    #[test]
    fn whatever_differs_is_written_differently() {
        let text = |text: &str| Cell::Text(Some(text.to_owned()));
        let bytes = |bytes: &[u8]| Cell::Bytes(Some(bytes.to_vec()));
        let rows = [
            vec![text(""), text("")],
            vec![text(""), Cell::Text(None)],
            vec![Cell::Text(None), text("")],
            vec![text("a"), text("b")],
            vec![text("ab"), text("")],
            vec![text(""), text("ab")],
            vec![text("aT"), text("b")],
            vec![bytes(b"a"), bytes(b"b")],
            vec![bytes(b"ab"), bytes(b"")],
            vec![Cell::Whole(Some(0)), Cell::Whole(None)],
            vec![Cell::Whole(None), Cell::Whole(Some(0))],
            vec![Cell::Truth(Some(false)), Cell::Truth(None)],
            vec![Cell::Truth(Some(true)), Cell::Truth(None)],
            vec![Cell::Real(Some(0.0)), Cell::Real(Some(-1.5))],
            vec![Cell::Real(Some(0.0)), Cell::Real(Some(1.5))],
        ];
        for (at, row) in rows.iter().enumerate() {
            for other in &rows[at + 1..] {
                assert_ne!(written(row), written(other), "{row:?} {other:?}");
            }
            assert_eq!(written(row), written(&row.clone()), "control: the same is the same");
        }
    }
}
