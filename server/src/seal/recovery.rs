//! The recovery kit: a printed key for the safe. Twelve blocks of four letters with a check letter each.
//!
//! 48 letters are 240 random bits; the X25519 key is derived from them. The same key opens backups, as an `age` key.
//! The same bits in three sheets, and reading what somebody typed of either, are left to `sheets`.

use zeroize::Zeroizing;

use super::shares::Bytes;
use super::{PrivateKey, PublicKey, alphabet, broken, derive};
use crate::{Error, Result, chance};

const BLOCKS: usize = 12;
const BLOCK: usize = 5;
/// Letters of all blocks but one.
const LEFT: usize = (BLOCKS - 1) * BLOCK;
/// Stands on the page for a block that is to be typed again.
const BLANK: &str = "_____";

/// A kit to print once and never store.
pub struct Kit {
    /// Twelve blocks, in order.
    pub blocks: Vec<String>,
    /// What study keys and backups are sealed to.
    pub public: PublicKey,
    /// The random bits themselves.
    pub(super) seed: Bytes,
}

impl Kit {
    /// How many letters a whole kit has.
    pub const LETTERS: usize = BLOCKS * BLOCK;

    /// A new kit.
    pub fn new() -> Self {
        Self::of(Zeroizing::new(chance::bytes()))
    }

    pub(super) fn of(seed: Bytes) -> Self {
        Self { blocks: blocks(&*seed), public: key(&*seed).public(), seed }
    }

    /// The key of a kit as somebody typed it, with any spaces and line ends. Code `kit-block-wrong` names the blocks
    /// (from 1) whose check does not fit, `kit-block-missing` the one that was left out, `kit-incomplete` how many
    /// letters are there, `kit-empty` that there are none.
    pub fn private_key(typed: &str) -> Result<PrivateKey> {
        let letters = alphabet::normalise(typed).ok_or(Error::Invalid("kit-letters", String::new()))?;
        if letters.is_empty() {
            return Err(Error::Invalid("kit-empty", String::new()));
        }
        if letters.len() != Self::LETTERS {
            return Err(Error::Invalid("kit-incomplete", letters.len().to_string()));
        }
        let slips = slips(&letters);
        if let Some(place) = left_out(&letters, &slips) {
            return Err(Error::Invalid("kit-block-missing", (place + 1).to_string()));
        }
        if !slips.is_empty() {
            let named: Vec<String> = slips.iter().map(|place| (place + 1).to_string()).collect();
            return Err(Error::Invalid("kit-block-wrong", named.join(", ")));
        }
        let seed: String = (0..BLOCKS).map(|place| &letters[place * BLOCK..][..BLOCK - 1]).collect();
        Ok(key(&alphabet::read(&seed).ok_or_else(broken)?))
    }

    /// A typed kit to be mended: four blocks a line, lines of `_` where a block has a slip. What has not all letters comes
    /// back as it was typed.
    pub fn without_slips(typed: &str) -> String {
        let Some(letters) = alphabet::normalise(typed).filter(|letters| letters.len() == Self::LETTERS) else {
            return typed.to_owned();
        };
        let slips = slips(&letters);
        let typed = |place: usize| &letters[place * BLOCK..][..BLOCK];
        let block = |place: usize| if slips.contains(&place) { BLANK } else { typed(place) };
        let mut blocks: Vec<&str> = (0..BLOCKS).map(block).collect();
        if let Some(missing) = left_out(&letters, &slips) {
            blocks = (0..BLOCKS - 1).map(typed).collect();
            blocks.insert(missing, BLANK);
        }
        blocks.chunks(4).map(|line| line.join("  ")).collect::<Vec<_>>().join("\n")
    }

    /// A typed kit with its first wrong block typed anew.
    pub fn mend(typed: &str, block: &str) -> String {
        let (letters, block) = (alphabet::normalise(typed), alphabet::normalise(block));
        match (letters, block) {
            (Some(letters), Some(block)) if letters.len() == Self::LETTERS && block.len() == BLOCK => {
                let slips = slips(&letters);
                let Some(place) = slips.first().copied() else { return letters };
                if left_out(&letters, &slips) == Some(place) {
                    return format!(
                        "{}{block}{}",
                        &letters[..place * BLOCK],
                        &letters[place * BLOCK..][..LEFT - place * BLOCK]
                    );
                }
                format!("{}{block}{}", &letters[..place * BLOCK], &letters[(place + 1) * BLOCK..])
            }
            _ => typed.to_owned(),
        }
    }

    /// Whether somebody typed this block back.
    pub fn is_block(&self, place: usize, typed: &str) -> bool {
        self.blocks.get(place).is_some_and(|block| alphabet::normalise(typed).as_ref() == Some(block))
    }
}

impl Default for Kit {
    fn default() -> Self {
        Self::new()
    }
}

/// Places of the blocks whose check letter does not fit.
fn slips(letters: &str) -> Vec<usize> {
    (0..BLOCKS).filter(|place| !alphabet::is_checked(&letters[place * BLOCK..][..BLOCK], *place as u8)).collect()
}

/// The block that was left out, where all that follow are right one place further on and something else stands last.
fn left_out(letters: &str, slips: &[usize]) -> Option<usize> {
    let first = *slips.first()?;
    let moved = |place: usize| alphabet::is_checked(&letters[place * BLOCK..][..BLOCK], place as u8 + 1);
    (first + 2 < BLOCKS && (first..BLOCKS - 1).all(moved)).then_some(first)
}

fn blocks(seed: &[u8]) -> Vec<String> {
    let letters = alphabet::write(seed);
    (0..BLOCKS)
        .map(|place| &letters[place * (BLOCK - 1)..][..BLOCK - 1])
        .enumerate()
        .map(|(place, block)| format!("{block}{}", alphabet::check(block, place as u8)))
        .collect()
}

/// The key that is derived from the random bits.
pub(super) fn key(seed: &[u8]) -> PrivateKey {
    PrivateKey(derive(seed, b"", &[b"tidemark recovery kit 1"]))
}

#[cfg(test)]
mod tests {
    //! The owner left; a coordinator takes the kit from the safe and types it.

    use super::*;

    #[test]
    fn a_typed_kit_gives_the_key_back() {
        let kit = Kit::new();
        let typed = kit.blocks.join("\n").to_lowercase();
        assert_eq!(Kit::private_key(&typed).unwrap().public(), kit.public);
    }

    #[test]
    fn a_wrong_letter_names_its_block() {
        let kit = Kit::new();
        let mut blocks = kit.blocks.clone();
        let other = if blocks[6].starts_with('A') { "B" } else { "A" };
        blocks[6].replace_range(0..1, other);
        let problem = Kit::private_key(&blocks.join(" ")).unwrap_err();
        assert!(matches!(problem, Error::Invalid("kit-block-wrong", place) if place == "7"));
    }

    #[test]
    fn a_block_that_was_left_out_wipes_no_other() {
        let (kit, foreign) = (Kit::new(), "00000".to_owned());
        for place in [0, 4, 8] {
            let mut typed: Vec<String> = kit.blocks.clone();
            typed.remove(place);
            typed.push(foreign.clone());
            let typed = typed.join(" ");
            let problem = Kit::private_key(&typed).unwrap_err();
            assert!(matches!(problem, Error::Invalid("kit-block-missing", at) if at == (place + 1).to_string()));
            let shown = Kit::without_slips(&typed);
            assert!(kit.blocks.iter().enumerate().all(|(at, block)| shown.contains(block) != (at == place)), "{shown}");
            let mended = Kit::mend(&typed, &kit.blocks[place]);
            assert_eq!(Kit::private_key(&mended).unwrap().public(), kit.public);
        }
        assert!(matches!(Kit::private_key(" \n"), Err(Error::Invalid("kit-empty", _))));
    }

    #[test]
    fn exchanged_and_missing_blocks_are_noticed() {
        let kit = Kit::new();
        let mut exchanged = kit.blocks.clone();
        exchanged.swap(2, 3);
        assert!(Kit::private_key(&exchanged.join(" ")).is_err());
        assert!(matches!(Kit::private_key(&kit.blocks[1..].join(" ")), Err(Error::Invalid("kit-incomplete", _))));
        assert!(matches!(Kit::private_key("ж"), Err(Error::Invalid("kit-letters", _))));
    }

    #[test]
    fn the_last_block_typed_back_is_recognised() {
        let kit = Kit::new();
        assert!(kit.is_block(11, &format!(" {} ", kit.blocks[11].to_lowercase())));
        assert!(!kit.is_block(11, &kit.blocks[10]));
    }

    #[test]
    fn kits_printed_today_open_for_ever() {
        let printed = blocks(&[9; 30]).join(" ");
        assert_eq!(printed, PRINTED);
        assert_eq!(alphabet::write(Kit::private_key(&printed).unwrap().as_bytes()), KEY);
    }

    const PRINTED: &str = "144G0 J289A 144GA J2890 144GM J289Y 144GY J289M 144GD J2897 144G7 J289D";
    const KEY: &str = "C029NFEV3MAHMFCT188SEZRCBWMKTECSWEA2FN3NSY4G5MSAC46G";
}
