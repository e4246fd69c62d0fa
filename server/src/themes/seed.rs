//! Numbers that look drawn by lot but follow from a seed, so that a result can be had again. Never for secrets.

/// A number that follows from `seed` and `place` (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
pub fn mix(seed: u64, place: u64) -> u64 {
    let mut number = seed.wrapping_add(place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Such a number in 0…1.
pub fn fraction(seed: u64, place: u64) -> f64 {
    (mix(seed, place) >> 11) as f64 / (1u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    //! The same lot is drawn twice.

    use super::*;

    #[test]
    fn a_seed_gives_the_published_sequence() {
        // The reference generator's first outputs for seed 1234567.
        let expected = [6457827717110365317, 3203168211198807973, 9817491932198370423];
        assert_eq!([0, 1, 2].map(|place| mix(1234567, place)), expected);
        assert!((0..1000).all(|place| (0.0..1.0).contains(&fraction(9, place))));
    }
}
