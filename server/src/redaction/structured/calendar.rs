//! Numbers that may be days, months and years.

/// A day of the month in digits.
pub(super) fn is_day_number(digits: &str) -> bool {
    digits.len() < 3 && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

/// A month in digits.
pub(super) fn is_month_number(digits: &str) -> bool {
    digits.len() < 3 && digits.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month))
}

/// A year of four digits that somebody alive may speak of.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))
}
