//! A seed in three shares: any two give it back, one alone tells nothing of it (Shamir 1979, threshold 2, over GF(256)).
//!
//! Each byte is the height at 0 of a line whose slope is drawn at random, 0 among them; a share is the line's height at
//! the share's number. Whatever one share holds, every seed is as likely as before. Letters are left to `sheets`.

use zeroize::Zeroizing;

use crate::chance;

/// Bytes of a seed, and of each of its shares.
pub const BYTES: usize = 30;
/// How many shares there are; they are numbered from 1.
pub const SHARES: u8 = 3;

/// A seed, or a share of one. Wiped when dropped.
pub type Bytes = Zeroizing<[u8; BYTES]>;

/// The shares of a seed with their numbers.
pub fn split(seed: &Bytes) -> Vec<(u8, Bytes)> {
    along(seed, &Zeroizing::new(chance::bytes()))
}

/// The shares along lines of these slopes.
pub(super) fn along(seed: &Bytes, slopes: &Bytes) -> Vec<(u8, Bytes)> {
    let share = |number| (number, each(seed, slopes, |seed, slope| seed ^ times(number, slope)));
    (1..=SHARES).map(share).collect()
}

/// The seed of two shares of different numbers: the height at 0 of the line through both.
pub fn join((one, first): (u8, &Bytes), (other, second): (u8, &Bytes)) -> Bytes {
    let width = inverse(one ^ other);
    each(first, second, |first, second| times(times(first, other) ^ times(second, one), width))
}

fn each(left: &Bytes, right: &Bytes, with: impl Fn(u8, u8) -> u8) -> Bytes {
    let mut made: Bytes = Zeroizing::new([0; BYTES]);
    for (made, (left, right)) in made.iter_mut().zip(left.iter().zip(right.iter())) {
        *made = with(*left, *right);
    }
    made
}

/// The product in the field of AES (FIPS 197, x⁸ + x⁴ + x³ + x + 1), by the same steps whatever the numbers are.
fn times(one: u8, other: u8) -> u8 {
    let (mut sum, mut doubled) = (0, one);
    for bit in 0..8 {
        sum ^= doubled & ((other >> bit) & 1).wrapping_neg();
        doubled = (doubled << 1) ^ (0x1b & (doubled >> 7).wrapping_neg());
    }
    sum
}

/// The number that gives 1 with this one: its 254th power. Of 0 it is 0.
fn inverse(number: u8) -> u8 {
    let half = (0..6).fold(number, |power, _| times(times(power, power), number));
    times(half, half)
}

#[cfg(test)]
mod tests {
    //! Three people keep a share each; two of them meet, and one of them is curious alone.

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn products_are_those_of_the_published_field() {
        // FIPS 197, section 4.2.
        assert_eq!((times(0x57, 0x83), times(0x57, 0x13), times(0x57, 0x02)), (0xc1, 0xfe, 0xae));
        for number in 1..=u8::MAX {
            assert_eq!(times(number, inverse(number)), 1, "{number}");
        }
        assert_eq!(inverse(0), 0);
    }

    #[test]
    fn one_share_fits_every_seed_equally_well() {
        for number in 1..=SHARES {
            for seed in 0..=u8::MAX {
                let mut reached = [false; 256];
                (0..=u8::MAX).for_each(|slope| reached[usize::from(seed ^ times(number, slope))] = true);
                assert!(reached.iter().all(|reached| *reached), "share {number} of {seed}");
            }
        }
    }

    #[test]
    fn shares_are_what_another_program_made_of_the_same_seed() {
        let slopes: Bytes =
            Zeroizing::new(std::array::from_fn(|place| (place as u8).wrapping_mul(7).wrapping_add(200)));
        let made = along(&Zeroizing::new([9; BYTES]), &slopes);
        let hex = |share: &Bytes| share.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let made: Vec<(u8, String)> = made.iter().map(|(number, share)| (*number, hex(share))).collect();
        for (made, known) in made.iter().zip(KNOWN) {
            assert_eq!((made.0, made.1.as_str()), known);
        }
        assert_eq!(made.len(), KNOWN.len());
    }

    /// Of a program in another language, written from the definition alone.
    const KNOWN: [(u8, &str); 3] = [
        (1, "c1c6dfd4ede2fbf0090e071c152a233831364f445d526b60797e778c859a"),
        (2, "828cbea8dac4f6e009071523314f5d6b79778593a1bfcddbe9e7f5180a34"),
        (3, "4a4368753e2f041909001b362d6c775a4148c3def5e4afb299908b9d86a7"),
    ];

    proptest! {
        #[test]
        fn any_two_shares_give_the_seed_back_and_a_changed_one_does_not(
            seed in any::<[u8; BYTES]>(), slopes in any::<[u8; BYTES]>(), at in 0..BYTES, by in 1..=u8::MAX,
        ) {
            let (seed, slopes) = (Zeroizing::new(seed), Zeroizing::new(slopes));
            let made = along(&seed, &slopes);
            for one in &made {
                for other in made.iter().filter(|other| other.0 != one.0) {
                    prop_assert_eq!(*join((one.0, &one.1), (other.0, &other.1)), *seed);
                    let mut changed = other.1.clone();
                    changed[at] ^= by;
                    prop_assert_ne!(*join((one.0, &one.1), (other.0, &changed)), *seed, "control");
                }
            }
        }
    }

    #[test]
    fn slopes_are_drawn_anew_each_time() {
        let seed = Zeroizing::new([7; BYTES]);
        assert_ne!(*split(&seed)[0].1, *split(&seed)[0].1);
    }
}
