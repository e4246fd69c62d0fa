//! The one place for clock, randomness and ids (bare calls are refused by `clippy.toml`).

use uuid::Uuid;

/// `N` random bytes from the operating system.
///
/// # Panics
/// When the operating system has no randomness to give: nothing safe can be done without it.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads randomness")]
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

/// A random id that tells neither order nor time.
pub fn id() -> String {
    uuid::Builder::from_random_bytes(bytes()).into_uuid().simple().to_string()
}

/// Parses what [`id`] made; anything else is no id.
pub fn is_id(text: &str) -> bool {
    text.len() == 32 && Uuid::try_parse(text).is_ok()
}

/// Seconds since 1970, for expiry only; never stored beside an answer.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Today's date in a time zone (`America/Chicago`), or UTC when the zone is not known.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn today(time_zone: &str) -> jiff::civil::Date {
    let zone = jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    jiff::Timestamp::now().to_zoned(zone).date()
}

/// Puts `items` in random order (Fisher–Yates on operating-system randomness).
pub fn shuffle<T>(items: &mut [T]) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(last as u64 + 1) as usize);
    }
}

/// A random number below `bound`, without bias.
pub fn below(bound: u64) -> u64 {
    let limit = u64::MAX - u64::MAX % bound;
    loop {
        let number = u64::from_le_bytes(bytes());
        if number < limit {
            return number % bound;
        }
    }
}
