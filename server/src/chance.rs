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

/// What SplitMix64 adds at each step.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// Reproducible numbers from a seed that is kept beside what was drawn (SplitMix64, Steele et al. 2014). For samples,
/// never for secrets.
#[derive(Clone, Debug)]
pub struct Seeded(u64);

impl Seeded {
    /// Begins at a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Begins in the middle: at the number in `place`, from 0.
    pub fn at(seed: u64, place: u64) -> Self {
        Self(seed.wrapping_add(place.wrapping_mul(STEP)))
    }

    /// A seed that nobody chose, short enough to be typed again: six digits.
    pub fn seed() -> u64 {
        100_000 + below(900_000)
    }

    /// The next 64 bits.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A fraction from 0 to below 1.
    pub fn fraction(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `bound`, without bias.
    pub fn below(&mut self, bound: u64) -> u64 {
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let number = self.number();
            if number < limit {
                return number % bound;
            }
        }
    }

    /// Puts `items` in an order that only the seed decides.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    //! A sample is drawn again from its seed.

    use super::*;

    #[test]
    fn the_numbers_of_a_seed_are_those_of_the_published_generator() {
        let mut random = Seeded::new(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| random.number()).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
        assert_eq!(Seeded::at(1_234_567, 2).number(), drawn[2]);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&random.fraction())));
    }
}
