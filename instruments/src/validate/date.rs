//! Reads a month or a year from its parts.

use super::fields::Fields;
use super::number::whole;
use crate::{Place, Precision, Problem};

/// The names of the fields of a date.
pub(super) fn fields(key: &str) -> [String; 3] {
    [key.to_owned(), format!("{key}.month"), format!("{key}.year")]
}

/// `YYYY` or `YYYY-MM`; nothing when all parts are blank. A year may also come in the field of the key itself, as
/// may a month in the way that browsers' own month fields send it.
pub(super) fn read(precision: Precision, key: &str, fields: &mut Fields) -> Result<Option<String>, Problem> {
    let wrong = |code| Problem::error(code, Place::of(key));
    let [whole_field, month_field, year_field] = self::fields(key);
    let (mut year, mut month) = (fields.take_one(&year_field), fields.take_one(&month_field));
    if let Some(typed) = fields.take_one(&whole_field) {
        let (first, second) = typed.split_once('-').unwrap_or((&typed, ""));
        year = year.or_else(|| Some(first.to_owned()));
        month = month.or_else(|| Some(second.to_owned()).filter(|month| !month.is_empty()));
    }
    if year.is_none() && month.is_none() {
        return Ok(None);
    }
    let year = year.ok_or_else(|| wrong("date-incomplete"))?;
    let year = whole(&year, 1900, 2100).ok_or_else(|| wrong("date-wrong"))?;
    if precision == Precision::Year {
        return Ok(Some(format!("{year:04}")));
    }
    let month = month.ok_or_else(|| wrong("date-incomplete"))?;
    let month = whole(&month, 1, 12).ok_or_else(|| wrong("date-wrong"))?;
    Ok(Some(format!("{year:04}-{month:02}")))
}
