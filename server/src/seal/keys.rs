//! A person's keys: the private half lies under a passphrase (argon2id), signing in is checked against another hash.
//!
//! Both take time and memory on purpose; run them through [`in_turn`], so that two at once is the most there is.

use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{DataKey, PrivateKey, PublicKey, broken, envelope};
use crate::{Error, Result, chance};

/// What argon2id costs: memory in KiB and passes. Written into every hash, so that it can rise later.
#[derive(Clone, Copy)]
struct Cost {
    memory: u32,
    passes: u32,
}

const UNLOCK: Cost = Cost { memory: 64 * 1024, passes: 3 };
const SIGN_IN: Cost = Cost { memory: 19 * 1024, passes: 2 };

/// The fewest characters of a passphrase.
pub const SHORTEST: usize = 12;

/// The most bytes of a passphrase: a page of words. More is not looked at, for a stranger could send megabytes.
pub const LONGEST: usize = 1024;

/// A passphrase as it counts: normalised, without spaces at its ends. Wiped when dropped.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// One that nobody typed: of tests and of the demo.
    pub fn new(own: &str) -> Self {
        Self(Zeroizing::new(own.trim().nfkc().collect()))
    }

    /// Reads a typed passphrase. `passphrase-long` where it is longer than any that was chosen; that is asked before
    /// anything is done with it.
    pub fn typed(typed: &str) -> Result<Self> {
        if typed.len() > LONGEST {
            return Err(Error::Invalid("passphrase-long", LONGEST.to_string()));
        }
        Ok(Self::new(typed))
    }

    /// Refuses one that is too short to protect anything (code `passphrase-short`).
    pub fn chosen(typed: &str) -> Result<Self> {
        let passphrase = Self::typed(typed)?;
        if passphrase.0.chars().count() < SHORTEST {
            return Err(Error::Invalid("passphrase-short", SHORTEST.to_string()));
        }
        Ok(passphrase)
    }
}

/// What the database keeps of a person's keys.
pub struct PersonKeys {
    /// Others seal study keys to it.
    pub public: PublicKey,
    /// Opens with the passphrase only.
    pub wrapped_private: Vec<u8>,
    /// For signing in; tells nothing about the key above.
    pub sign_in_hash: String,
}

/// New keys under a passphrase.
pub fn make_person(passphrase: &Passphrase) -> PersonKeys {
    let private = PrivateKey::new();
    PersonKeys {
        public: private.public(),
        wrapped_private: wrap(passphrase, &private),
        sign_in_hash: hash_for_sign_in(passphrase),
    }
}

/// The same key under a new passphrase: byte `1`, memory and passes (u32 each), salt 16, envelope.
pub fn wrap(passphrase: &Passphrase, private: &PrivateKey) -> Vec<u8> {
    let salt: [u8; 16] = chance::bytes();
    let mut wrapped = vec![1];
    wrapped.extend(UNLOCK.memory.to_be_bytes());
    wrapped.extend(UNLOCK.passes.to_be_bytes());
    wrapped.extend(salt);
    let key = DataKey(stretch(passphrase, &salt, UNLOCK));
    let sealed = envelope::seal_with(&key, 0, &wrapped, private.as_bytes());
    wrapped.extend(sealed);
    wrapped
}

/// Opens a person's private key; a wrong passphrase is `passphrase-wrong`.
pub fn unlock(passphrase: &Passphrase, wrapped: &[u8]) -> Result<PrivateKey> {
    let (header, sealed) = wrapped.split_at_checked(25).ok_or_else(broken)?;
    if header[0] != 1 {
        return Err(broken());
    }
    let cost = Cost { memory: number(&header[1..5])?, passes: number(&header[5..9])? };
    let key = DataKey(stretch(passphrase, &header[9..], cost.within_reason()?));
    let private = envelope::open_with(&key, header, sealed).map_err(|_| wrong())?;
    PrivateKey::from_bytes(&Zeroizing::new(private))
}

/// What signing in is checked against: `argon2id$memory$passes$salt$hash`.
pub fn hash_for_sign_in(passphrase: &Passphrase) -> String {
    let salt: [u8; 16] = chance::bytes();
    let hash = stretch(passphrase, &salt, SIGN_IN);
    format!("argon2id${}${}${}${}", SIGN_IN.memory, SIGN_IN.passes, hex(&salt), hex(&*hash))
}

/// Whether this passphrase signs in. Takes as long for a wrong one.
pub fn verify(passphrase: &Passphrase, sign_in_hash: &str) -> bool {
    let parts: Vec<&str> = sign_in_hash.split('$').collect();
    let ["argon2id", memory, passes, salt, hash] = parts[..] else { return false };
    let (Ok(memory), Ok(passes)) = (memory.parse(), passes.parse()) else { return false };
    let Ok(cost) = (Cost { memory, passes }).within_reason() else { return false };
    let Some(salt) = unhex(salt) else { return false };
    hex(&*stretch(passphrase, &salt, cost)).as_bytes().ct_eq(hash.as_bytes()).into()
}

/// Spends the time of [`verify`] where there is no such person, so that names cannot be tried by the clock.
pub fn verify_nobody(passphrase: &Passphrase) -> bool {
    let _ = stretch(passphrase, &[0; 16], SIGN_IN);
    false
}

/// In which line slow work waits: a crowd at the door must not fill that of those who are inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Somebody signs in.
    Door,
    /// Somebody is signed in, or showed a code or the kit.
    Inside,
}

/// How many may be in each line. A turn takes some hundredths of a second, so the last waits about a second.
const WAITING: usize = 32;

/// Runs slow work on passphrases away from the pages, two at a time at most: more would starve the respondents.
/// `line-full` where too many wait already.
pub async fn in_turn<T: Send + 'static>(line: Line, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    static TURNS: Turns = Turns::new();
    TURNS.take(line, work).await
}

/// Two turns, and a line for each kind of those who wait for one.
struct Turns {
    turns: Semaphore,
    lines: [Semaphore; 2],
}

impl Turns {
    const fn new() -> Self {
        Self { turns: Semaphore::const_new(2), lines: [const { Semaphore::const_new(WAITING) }; 2] }
    }

    async fn take<T: Send + 'static>(&self, line: Line, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _waiting = self.line(line).try_acquire().map_err(|_| Error::Unavailable("line-full"))?;
        let turn = self.turns.acquire().await.map_err(|error| Error::internal("waiting for a turn", error))?;
        let done = tokio::task::spawn_blocking(work).await;
        drop(turn);
        done.map_err(|error| Error::internal("work on a passphrase", error))
    }

    fn line(&self, line: Line) -> &Semaphore {
        &self.lines[usize::from(line == Line::Inside)]
    }
}

impl Cost {
    /// A damaged or forged row must not make the server take all the memory there is.
    fn within_reason(self) -> Result<Self> {
        if self.memory > 1024 * 1024 || self.passes > 16 { Err(broken()) } else { Ok(self) }
    }
}

#[cfg(not(test))]
fn stretch(passphrase: &Passphrase, salt: &[u8], cost: Cost) -> Zeroizing<[u8; 32]> {
    stretch_at(passphrase, salt, cost)
}

/// Unit tests check what is done with the key, not how dear it is; `the_real_cost` below pays once.
#[cfg(test)]
fn stretch(passphrase: &Passphrase, salt: &[u8], _: Cost) -> Zeroizing<[u8; 32]> {
    stretch_at(passphrase, salt, Cost { memory: 8, passes: 1 })
}

fn stretch_at(passphrase: &Passphrase, salt: &[u8], cost: Cost) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    let params = Params::new(cost.memory, cost.passes, 1, Some(32)).expect("costs are within reason");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.0.as_bytes(), salt, key.as_mut())
        .expect("a salt of 16 bytes and a key of 32 are allowed");
    key
}

fn wrong() -> Error {
    Error::Invalid("passphrase-wrong", String::new())
}

fn number(bytes: &[u8]) -> Result<u32> {
    Ok(u32::from_be_bytes(bytes.try_into().map_err(|_| broken())?))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    //! An owner has a passphrase; a stranger has the database and guesses.

    use super::*;

    #[test]
    fn the_right_passphrase_signs_in_and_unlocks_and_a_wrong_one_does_neither() {
        let keys = make_person(&Passphrase::new("correct horse battery"));
        let typed = Passphrase::new("  correct horse battery ");
        assert!(verify(&typed, &keys.sign_in_hash));
        assert_eq!(unlock(&typed, &keys.wrapped_private).unwrap().public(), keys.public);
        let guess = Passphrase::new("correct horse batterz");
        assert!(!verify(&guess, &keys.sign_in_hash));
        assert!(matches!(unlock(&guess, &keys.wrapped_private), Err(Error::Invalid("passphrase-wrong", _))));
    }

    #[test]
    fn accents_count_the_same_however_a_keyboard_sends_them() {
        let keys = make_person(&Passphrase::new("mañana temprano"));
        assert!(verify(&Passphrase::new("man\u{303}ana temprano"), &keys.sign_in_hash));
    }

    #[test]
    fn damaged_rows_open_nothing_and_break_nothing() {
        let typed = Passphrase::new("correct horse battery");
        for row in [&b""[..], &[1; 25], &[9; 60], &[1, 255, 255, 255, 255, 0, 0, 0, 1]] {
            assert!(unlock(&typed, row).is_err());
        }
        for row in ["", "argon2id$1", "argon2id$8$1$zz$00", "argon2id$4294967295$1$00$00"] {
            assert!(!verify(&typed, row));
        }
    }

    #[test]
    fn a_short_passphrase_is_refused_with_the_length_it_needs() {
        assert!(
            matches!(Passphrase::chosen("hunter2"), Err(Error::Invalid("passphrase-short", least)) if least == "12")
        );
    }

    #[test]
    fn a_passphrase_of_megabytes_is_refused_and_the_longest_is_not() {
        for read in [Passphrase::typed, Passphrase::chosen] {
            let long = read(&"a".repeat(LONGEST + 1));
            assert!(matches!(long, Err(Error::Invalid("passphrase-long", most)) if most == "1024"));
            assert!(read(&"a".repeat(LONGEST)).is_ok(), "control");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_finds_the_line_full_is_told_and_another_line_goes_on() {
        static TURNS: Turns = Turns::new();
        let (hold, held) = std::sync::mpsc::channel::<()>();
        let held = std::sync::Arc::new(std::sync::Mutex::new(held));
        let begin = |line| {
            let held = std::sync::Arc::clone(&held);
            tokio::spawn(TURNS.take(line, move || held.lock().is_ok_and(|held| held.recv().is_ok())))
        };
        let waiting: Vec<_> = (0..WAITING).map(|_| begin(Line::Door)).collect();
        while TURNS.line(Line::Door).available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(TURNS.take(Line::Door, || ()).await, Err(Error::Unavailable("line-full"))));
        let inside = begin(Line::Inside);
        for _ in 0..=WAITING {
            hold.send(()).unwrap();
        }
        assert!(inside.await.unwrap().unwrap(), "control: inside there was a place");
        for one in waiting {
            assert!(one.await.unwrap().unwrap(), "nobody who waited is lost");
        }
        assert!(TURNS.take(Line::Door, || ()).await.is_ok(), "control: there is room again");
    }

    #[test]
    fn the_real_cost_gives_the_known_answer() {
        let key = stretch_at(&Passphrase::new("known answer"), &[7; 16], SIGN_IN);
        assert_eq!(hex(&*key), KNOWN);
    }

    const KNOWN: &str = "607a8d665a71c14d0c3f1c31b7cf903823703b0b7a865bb47366f3f5884416f8";
}
