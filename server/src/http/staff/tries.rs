//! Passphrases that were wrong lately: whoever guesses is slowed down, by the name that is tried and by the neighbourhood
//! of the network, never for longer than half a minute; and the person is told. In memory only, by keyed hashes, and
//! forgotten after an hour. Names that nobody has are counted like others, so the wait tells nothing.
//!
//! A browser in which a person signed in before is counted by itself (a cookie says so): while a stranger tries her name
//! again and again, she still comes in. What is asked of somebody signed in is counted apart from the door.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::again::{self, Again};
use super::{Fields, session};
use crate::http::State;
use crate::http::admission::Neighbourhood;
use crate::seal::codes;
use crate::seal::keys::Passphrase;
use crate::store::accounts::{self, Person};
use crate::store::audit;
use crate::store::sessions::Token;
use crate::{Error, Result, chance};

/// Tries that are looked at without a wait: of one name, one browser, one person inside; and of a neighbourhood, where many
/// colleagues may sit.
const FREE: u32 = 10;
const FREE_NEAR: u32 = 60;
/// The longest wait between two tries, in seconds.
const LONGEST: i64 = 30;
/// Seconds without a try after which all is forgotten.
const FORGOTTEN: i64 = 60 * 60;
/// Most names and neighbourhoods that are counted at once.
const MOST: usize = 20_000;
/// Wrong tries that a person is told of at the next sign-in; fewer are slips of one's own.
const TOLD: u32 = 3;
/// Wrong tries in a day of which the record gets a row.
const BURST: u32 = 10;
const ACT: &str = "wrong-passphrases";

/// What a request tells of where it comes from.
pub struct Comer {
    from: Option<Neighbourhood>,
    device: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Comer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Infallible> {
        let from = parts.extensions.get::<Neighbourhood>().copied();
        Ok(Self { from, device: session::device(&parts.headers) })
    }
}

/// What is counted.
enum What<'a> {
    /// A name at the door.
    Name(&'a str),
    /// A neighbourhood at the door.
    Near(&'a Neighbourhood),
    /// The browser in which this person signed in before.
    Device(&'a str),
    /// Somebody who is signed in.
    Inside(&'a str),
}

/// Under which it is counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key([u8; 16], bool);

#[derive(Clone, Copy)]
struct Counted {
    tries: u32,
    at: i64,
}

/// Wrong tries of which a person was not told yet.
struct Untold {
    since: String,
    count: u32,
    day: String,
    today: u32,
}

/// All of them.
pub struct Tries {
    key: [u8; 32],
    counted: Mutex<HashMap<Key, Counted>>,
    untold: Mutex<HashMap<String, Untold>>,
}

impl Default for Tries {
    fn default() -> Self {
        Self { key: chance::bytes(), counted: Mutex::default(), untold: Mutex::default() }
    }
}

impl Tries {
    fn key(&self, what: &What<'_>) -> Key {
        let (kind, bytes): (u8, &[u8]) = match what {
            What::Name(name) => (1, name.as_bytes()),
            What::Near(near) => (2, near.bytes()),
            What::Device(person) => (3, person.as_bytes()),
            What::Inside(person) => (4, person.as_bytes()),
        };
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes keys of any length");
        mac.update(&[kind]);
        mac.update(bytes);
        let whole: [u8; 32] = mac.finalize().into_bytes().into();
        Key(*whole.first_chunk::<16>().expect("16 of 32 bytes"), matches!(what, What::Near(_)))
    }

    /// Counts a try before it is looked at, so that many at once are no way round. `tries-wait` with seconds where it comes
    /// too soon; then it is neither looked at nor counted.
    fn begin(&self, keys: &[Key], now: i64) -> Result<()> {
        let mut counted = self.counted();
        let wait = keys.iter().map(|key| counted.get(key).map_or(0, |counted| counted.wait(*key, now))).max();
        if let Some(wait @ 1..) = wait {
            return Err(Error::Invalid("tries-wait", wait.to_string()));
        }
        if counted.len() >= MOST {
            forget(&mut counted, now);
        }
        for key in keys {
            let one = counted.entry(*key).or_insert(Counted { tries: 0, at: now });
            let before = if one.is_forgotten(now) { 0 } else { one.tries };
            *one = Counted { tries: before.saturating_add(1), at: now };
        }
        Ok(())
    }

    /// The try was right: a name begins anew, a neighbourhood only loses this one.
    fn right(&self, keys: &[Key]) {
        let (near, own): (Vec<Key>, Vec<Key>) = keys.iter().copied().partition(|key| key.1);
        self.take_back(&near);
        let mut counted = self.counted();
        for key in own {
            counted.remove(&key);
        }
    }

    /// The try was not looked at.
    fn take_back(&self, keys: &[Key]) {
        let mut counted = self.counted();
        for key in keys {
            if let Some(one) = counted.get_mut(key) {
                one.tries = one.tries.saturating_sub(1);
            }
        }
    }

    /// Notes a wrong try for a person; whether so many were wrong today that the record says so.
    fn note(&self, person: &str, today: &str) -> bool {
        let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Untold { since: today.to_owned(), count: 0, day: today.to_owned(), today: 0 };
        let one = untold.entry(person.to_owned()).or_insert_with(new);
        if one.count == 0 {
            today.clone_into(&mut one.since);
        }
        if one.day != today {
            (one.day, one.today) = (today.to_owned(), 0);
        }
        (one.count, one.today) = (one.count.saturating_add(1), one.today.saturating_add(1));
        one.today == BURST
    }

    /// How many wrong tries a person is to be told of, and since which day; once.
    fn tell(&self, person: &str) -> Option<(u32, String)> {
        let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
        let one = untold.get_mut(person)?;
        let count = std::mem::take(&mut one.count);
        (count >= TOLD).then(|| (count, one.since.clone()))
    }

    fn counted(&self) -> MutexGuard<'_, HashMap<Key, Counted>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counted {
    fn is_forgotten(self, now: i64) -> bool {
        now - self.at >= FORGOTTEN
    }

    /// Seconds until the next try is looked at: one, two, four … after the last.
    fn wait(self, key: Key, now: i64) -> i64 {
        let free = if key.1 { FREE_NEAR } else { FREE };
        if self.tries < free || self.is_forgotten(now) {
            return 0;
        }
        let step = 1_i64.checked_shl(self.tries - free).filter(|step| (1..LONGEST).contains(step)).unwrap_or(LONGEST);
        // A clock that was put back makes nobody wait for longer.
        (self.at + step - now).clamp(0, LONGEST)
    }
}

/// Lets go what is old; then whatever need not wait; all, where that gives no room.
fn forget(counted: &mut HashMap<Key, Counted>, now: i64) {
    counted.retain(|_, one| !one.is_forgotten(now));
    if counted.len() >= MOST {
        counted.retain(|_, one| one.tries >= FREE);
    }
    if counted.len() >= MOST {
        counted.clear();
    }
}

/// Signs somebody in at the door: who it is, and what the passphrase was held against ([`accounts::prove`]).
pub(super) async fn sign_in(
    state: &State,
    comer: &Comer,
    name: &str,
    passphrase: Passphrase,
) -> Result<(Person, String)> {
    let person = accounts::named(&mut state.store.pool.acquire().await?, name).await?;
    let keys = at_the_door(state, comer, name, person.as_ref());
    state.tries.begin(&keys, chance::now())?;
    let done = accounts::prove(&state.store, name, passphrase).await;
    judged(state, &keys, person.as_ref().map(|person| person.id.as_str()), done).await
}

fn at_the_door(state: &State, comer: &Comer, name: &str, person: Option<&Person>) -> Vec<Key> {
    let own = person.filter(|person| {
        let device = codes::device(&state.installation, &person.id);
        comer.device.as_deref() == Some(&*device)
    });
    if let Some(person) = own {
        return vec![state.tries.key(&What::Device(&person.id))];
    }
    let name = accounts::name(name).unwrap_or_default().to_lowercase();
    let near = comer.from.as_ref().map(|near| state.tries.key(&What::Near(near)));
    std::iter::once(state.tries.key(&What::Name(&name))).chain(near).collect()
}

/// What asks for the passphrase of somebody who is signed in.
pub(super) async fn inside<T>(state: &State, person: &str, asking: impl Future<Output = Result<T>>) -> Result<T> {
    let keys = [state.tries.key(&What::Inside(person))];
    state.tries.begin(&keys, chance::now())?;
    let done = asking.await;
    judged(state, &keys, Some(person), done).await
}

/// The same for the key that the passphrase opens.
pub(super) async fn open(state: &State, person: &str, typed: &str) -> Result<crate::seal::PrivateKey> {
    inside(state, person, accounts::open(&state.store, person, Passphrase::typed(typed)?)).await
}

async fn judged<T>(state: &State, keys: &[Key], person: Option<&str>, done: Result<T>) -> Result<T> {
    match done {
        Ok(done) => {
            state.tries.right(keys);
            Ok(done)
        }
        Err(Error::Invalid(code @ ("sign-in-wrong" | "passphrase-wrong"), value)) => {
            if let Some(person) = person
                && state.tries.note(person, &chance::today("UTC").to_string())
            {
                audit::once_today(&state.store, person, ACT).await?;
            }
            Err(Error::Invalid(code, value))
        }
        Err(other) => {
            state.tries.take_back(keys);
            Err(other)
        }
    }
}

/// The page to which somebody comes who has signed in: it says how often the passphrase was wrong, where it often was.
pub(super) fn telling(state: &State, person: &str, token: &Token, page: &str) -> String {
    let Some((count, since)) = state.tries.tell(person) else { return page.to_owned() };
    let fields = [("wrong-tries", count.to_string()), ("wrong-since", since)];
    let fields = Fields(fields.map(|(name, value)| (name.to_owned(), value)).to_vec());
    let id = again::keep_under(token, Again { fields, ..Again::default() });
    format!("{page}{}again={id}", if page.contains('?') { '&' } else { '?' })
}

#[cfg(test)]
mod tests {
    //! A program guesses; the person whose name it tries comes to work.

    use super::*;

    const NOW: i64 = 1_800_000_000;

    /// How many of so many tries a second, for so many seconds, are looked at.
    fn looked_at(tries: &Tries, keys: &[Key], each_second: i64, seconds: i64) -> usize {
        let times = (0..seconds).flat_map(|second| (0..each_second).map(move |_| NOW + second));
        times.filter(|now| tries.begin(keys, *now).is_ok()).count()
    }

    #[test]
    fn of_a_thousand_guesses_few_are_looked_at_and_nobody_waits_longer_than_half_a_minute() {
        let tries = Tries::default();
        let name = [tries.key(&What::Name("olive owner"))];
        let looked = looked_at(&tries, &name, 10, 300);
        assert!((10..30).contains(&looked), "{looked} of 3,000 in five minutes");
        let refused = tries.begin(&name, NOW + 300);
        let Err(Error::Invalid("tries-wait", wait)) = refused else { panic!("{refused:?}") };
        assert!(wait.parse::<i64>().is_ok_and(|wait| (1..=LONGEST).contains(&wait)), "{wait}");
        assert!(tries.begin(&name, NOW + 300 + LONGEST).is_ok(), "after half a minute one is looked at");
        let own = [tries.key(&What::Device("olive"))];
        assert!(tries.begin(&own, NOW + 300).is_ok(), "control: her own browser is counted by itself");
        assert_eq!(looked_at(&Tries::default(), &name, 1, i64::from(FREE)), 10, "control: ten slips cost no time");
    }

    #[test]
    fn who_was_right_begins_anew_and_a_neighbourhood_does_not() {
        let tries = Tries::default();
        let near = Neighbourhood::of("203.0.113.7".parse().unwrap()).unwrap();
        let near = tries.key(&What::Near(&near));
        let name = |number: u32| tries.key(&What::Name(&format!("name {number}")));
        let mut looked = 0;
        for number in 0..200 {
            looked += usize::from(tries.begin(&[name(number), near], NOW).is_ok());
        }
        assert_eq!(looked, FREE_NEAR as usize, "another name each time");
        let own = [name(1_000), near];
        tries.right(&own);
        assert!(tries.begin(&own, NOW).is_ok() && tries.begin(&own, NOW).is_err(), "one is taken back, not all");
        for _ in 0..FREE * 5 {
            tries.begin(&[name(2_000)], NOW).unwrap();
            tries.right(&[name(2_000)]);
        }
    }

    #[test]
    fn what_is_old_is_forgotten_and_memory_has_an_end() {
        let tries = Tries::default();
        let name = [tries.key(&What::Name("olive owner"))];
        looked_at(&tries, &name, 10, 300);
        assert_eq!(looked_at(&tries, &name, 1, 1), 0, "control: it waits");
        assert!((0..FREE).all(|_| tries.begin(&name, NOW + 300 + FORGOTTEN).is_ok()));
        for number in 0..MOST + 10 {
            tries.begin(&[tries.key(&What::Inside(&number.to_string()))], NOW + 300 + FORGOTTEN).unwrap();
        }
        assert!(tries.counted().len() <= MOST);
    }

    #[test]
    fn a_person_is_told_of_many_once_and_the_record_of_a_burst_once_a_day() {
        let tries = Tries::default();
        let noted = |day: &str, times: u32| (0..times).filter(|_| tries.note("olive", day)).count();
        assert_eq!(noted("2026-11-20", TOLD - 1), 0);
        assert_eq!(tries.tell("olive"), None, "slips of one's own");
        assert_eq!(noted("2026-11-21", 50), 1);
        assert_eq!(noted("2026-11-22", 50), 1);
        assert_eq!(tries.tell("olive"), Some((100, "2026-11-21".to_owned())));
        assert_eq!(tries.tell("olive"), None);
        assert_eq!(noted("2026-11-22", 50), 0, "control: the same day again");
    }
}
