//! An authenticator app made of software (RFC 4226 and RFC 6238), with nothing of ours.

use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use server::chance;

/// The app of somebody.
pub struct App {
    /// The secret that it was told.
    pub secret: Vec<u8>,
    /// The code that turned it on.
    pub used: String,
}

impl App {
    /// Reads the letters that a page shows.
    pub fn read(page: &str) -> Self {
        let letters = page.split("<p class=\"code\">").nth(1).expect("letters").split('<').next().expect("their end");
        let mut bits = Vec::new();
        for letter in letters.bytes().filter(|letter| *letter != b' ') {
            let value = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'2'..=b'7' => letter - b'2' + 26,
                other => panic!("{other} is no letter of base 32"),
            };
            bits.extend((0..5).rev().map(|at| (value >> at) & 1));
        }
        let secret = bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |all, bit| (all << 1) | bit)).collect();
        Self { secret, used: String::new() }
    }

    /// The code of so many steps from now.
    pub fn code(&self, steps: i64) -> String {
        let step = u64::try_from(chance::now() / 30 + steps).expect("after 1970");
        let hashed = sign(&Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.secret), &step.to_be_bytes());
        let hashed = hashed.as_ref();
        let at = usize::from(hashed[19] & 15);
        let number = u32::from_be_bytes(hashed[at..at + 4].try_into().expect("four bytes")) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// A code that is none of those around now.
    pub fn wrong(&self) -> String {
        let near: Vec<String> = (-3..=3).map(|step| self.code(step)).collect();
        let mut others = (0..10).map(|digit| format!("00000{digit}"));
        others.find(|code| !near.contains(code)).expect("ten codes are more than seven")
    }
}
