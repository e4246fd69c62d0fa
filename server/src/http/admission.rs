//! Who is let in when many come at once: whoever is answering goes before whoever wants to begin, and programs that ask
//! very often are slowed down. In memory only, never stored, never logged.
//!
//! How often somebody asks is counted for a neighbourhood of the network, never for one address, so that a room full of
//! people stays far below it. Behind a proxy the neighbourhood is not known, and then nobody is counted. The staff plane
//! has one of its own (`staff::entrance`), where those who are signed in go before those who are not.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{sleep, timeout};

use super::Failure;
use crate::chance;

/// Most requests in hand at once.
const IN_HAND: usize = 256;
/// How many of these are kept for those who are answering.
const RESERVE: usize = 64;
/// How long somebody who is answering waits for a turn.
const TURN: Duration = Duration::from_secs(60);
/// How long somebody who is answering waits whose neighbourhood asks too often.
const SLOWED: Duration = Duration::from_secs(1);
/// Most neighbourhoods that are counted at once.
const MOST: usize = 50_000;
const DAY: i64 = 24 * 60 * 60;

/// What somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// To begin, or only to look.
    New,
    /// To go on with answers that were begun.
    On,
}

impl Wants {
    /// How many requests a neighbourhood may be ahead, and how many more each second gives. An auditorium of 300 people
    /// who open a link in one minute asks about 900 times; what a person who is answering asks comes to one in seconds.
    fn allowed(self) -> (i64, i64) {
        match self {
            Self::New => (1_200, 10),
            Self::On => (20_000, 100),
        }
    }
}

/// The neighbourhood that a line comes from: the first 24 bits of an address, or the first 56 of a long one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Neighbourhood([u8; 8]);

impl Neighbourhood {
    /// As bytes, to be counted under a key; never to be kept.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Of an address; none where it is of this house, for then a proxy speaks for people whom we do not see.
    pub fn of(address: IpAddr) -> Option<Self> {
        match address.to_canonical() {
            IpAddr::V4(near) if near.is_loopback() || near.is_private() || near.is_link_local() => None,
            IpAddr::V6(near) if near.is_loopback() || near.is_unique_local() || near.is_unicast_link_local() => None,
            IpAddr::V4(far) => {
                let [a, b, c, _] = far.octets();
                Some(Self([4, a, b, c, 0, 0, 0, 0]))
            }
            IpAddr::V6(far) => {
                let [a, b, c, d, e, f, g, ..] = far.octets();
                Some(Self([6, a, b, c, d, e, f, g]))
            }
        }
    }
}

impl std::fmt::Debug for Neighbourhood {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Neighbourhood(hidden)")
    }
}

/// How many requests are in hand, and how many came lately from where.
pub struct Admission {
    hands: Semaphore,
    reserve: usize,
    lately: Mutex<Lately>,
}

impl Default for Admission {
    fn default() -> Self {
        Self::sized(IN_HAND, RESERVE)
    }
}

impl Admission {
    /// So many requests in hand at once, with so many of these kept for those who go on with what they began.
    pub fn sized(in_hand: usize, reserve: usize) -> Self {
        Self { hands: Semaphore::new(in_hand), reserve, lately: Mutex::new(Lately::new(0)) }
    }

    /// Lets a request in; it is in hand until what is given back is dropped. Who wants to begin is told to come later
    /// (`busy`) while little more than the reserve is free; who is answering waits.
    pub async fn enter(
        &self,
        wants: Wants,
        from: Option<Neighbourhood>,
    ) -> std::result::Result<SemaphorePermit<'_>, Failure> {
        let later = |code| Failure::new(StatusCode::SERVICE_UNAVAILABLE, code);
        let busy = || later("busy");
        let often = from.is_some_and(|from| self.lately().is_too_often(from, wants, chance::now()));
        match wants {
            Wants::New if often || self.hands.available_permits() <= self.reserve => Err(busy()),
            Wants::New => self.hands.try_acquire().map_err(|_| busy()),
            Wants::On => {
                if often {
                    sleep(SLOWED).await;
                }
                let turn = timeout(TURN, self.hands.acquire()).await.ok().and_then(std::result::Result::ok);
                turn.ok_or_else(|| later("not-now"))
            }
        }
    }

    fn lately(&self) -> MutexGuard<'_, Lately> {
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Requests that were not forgotten yet, by neighbourhood and want. Each day has another key, and begins at nothing.
struct Lately {
    key: [u8; 32],
    day: i64,
    counted: HashMap<[u8; 16], Counted>,
}

#[derive(Clone, Copy)]
struct Counted {
    ahead: i64,
    at: i64,
    each_second: i64,
}

impl Counted {
    fn ahead_at(&self, now: i64) -> i64 {
        (self.ahead - (now - self.at).max(0) * self.each_second).max(0)
    }
}

impl Lately {
    fn new(day: i64) -> Self {
        Self { key: chance::bytes(), day, counted: HashMap::new() }
    }

    fn is_too_often(&mut self, from: Neighbourhood, wants: Wants, now: i64) -> bool {
        if self.day != now / DAY {
            *self = Self::new(now / DAY);
        }
        if self.counted.len() >= MOST {
            self.forget(now);
        }
        let (most, each_second) = wants.allowed();
        let name = self.name(from, wants);
        let counted = self.counted.entry(name).or_insert(Counted { ahead: 0, at: now, each_second });
        let ahead = counted.ahead_at(now);
        let often = ahead >= most;
        *counted = Counted { ahead: if often { ahead } else { ahead + 1 }, at: now, each_second };
        often
    }

    /// Lets go those who asked nothing for a while; all, where that gives no room.
    fn forget(&mut self, now: i64) {
        self.counted.retain(|_, counted| counted.ahead_at(now) > 0);
        if self.counted.len() >= MOST {
            self.counted.clear();
        }
    }

    fn name(&self, from: Neighbourhood, wants: Wants) -> [u8; 16] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes keys of any length");
        mac.update(&from.0);
        mac.update(&[u8::from(wants == Wants::On)]);
        let whole: [u8; 32] = mac.finalize().into_bytes().into();
        *whole.first_chunk::<16>().expect("16 of 32 bytes")
    }
}

#[cfg(test)]
mod tests {
    //! Sixty people in one room, an auditorium, a program that asks and asks.

    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn from(address: &str) -> Option<Neighbourhood> {
        Neighbourhood::of(address.parse().unwrap())
    }

    /// How many of so many requests a second, for so many seconds, are too often.
    fn refused(lately: &mut Lately, address: &str, wants: Wants, each_second: i64, seconds: i64) -> i64 {
        let from = from(address).unwrap();
        let times = (0..seconds).flat_map(|second| (0..each_second).map(move |_| NOW + second));
        times.filter(|now| lately.is_too_often(from, wants, *now)).count() as i64
    }

    #[test]
    fn a_room_and_an_auditorium_behind_one_address_are_never_too_often() {
        let mut lately = Lately::new(0);
        assert_eq!(refused(&mut lately, "203.0.113.7", Wants::New, 60 * 5, 1), 0, "a room opens a link at once");
        let mut lately = Lately::new(0);
        assert_eq!(refused(&mut lately, "203.0.113.7", Wants::New, 15, 60), 0, "three hundred people in a minute");
        assert_eq!(refused(&mut lately, "203.0.113.7", Wants::On, 60, 3_600), 0, "and they answer for an hour");
    }

    #[test]
    fn a_program_comes_through_ten_times_a_second_and_its_neighbours_far_away_notice_nothing() {
        let mut lately = Lately::new(0);
        let asked = 2_000 * 60;
        let through = asked - refused(&mut lately, "203.0.113.7", Wants::New, 2_000, 60);
        assert!((1_200..=1_200 + 10 * 60).contains(&through), "{through} of {asked}");
        assert!(refused(&mut lately, "203.0.113.200", Wants::New, 2_000, 1) > 0, "the same neighbourhood");
        assert_eq!(refused(&mut lately, "203.0.114.7", Wants::New, 300, 1), 0, "another one");
        assert_eq!(refused(&mut lately, "203.0.113.7", Wants::On, 60, 60), 0, "who is answering there goes on");
    }

    #[test]
    fn an_address_is_known_by_its_neighbourhood_only_and_not_at_all_behind_a_proxy() {
        assert!(from("203.0.113.7") == from("203.0.113.250") && from("203.0.113.7") == from("::ffff:203.0.113.9"));
        assert!(from("2001:db8:1:2200::1") == from("2001:db8:1:22ff::2"), "one line has 256 networks");
        assert!(from("2001:db8:1:2200::1") != from("2001:db8:1:2300::1") && from("203.0.113.7") != from("203.0.114.7"));
        for near in ["127.0.0.1", "::1", "10.0.0.3", "172.17.0.1", "192.168.1.4", "fd00::1", "fe80::1"] {
            assert!(from(near).is_none(), "{near}");
        }
    }

    #[test]
    fn each_day_has_another_key_and_memory_has_an_end() {
        let mut lately = Lately::new(NOW / DAY);
        let (key, one) = (lately.key, from("203.0.113.7").unwrap());
        assert!(!lately.is_too_often(one, Wants::New, NOW) && lately.key == key, "control: the same day");
        lately.is_too_often(one, Wants::New, NOW + DAY);
        assert!(lately.key != key && lately.counted.len() == 1);
        for number in 0..MOST as u32 + 10 {
            let [_, a, b, c] = number.to_be_bytes();
            lately.is_too_often(Neighbourhood([6, 9, 9, 9, a, b, c, 0]), Wants::New, NOW + DAY);
        }
        assert!(lately.counted.len() <= MOST);
    }

    #[tokio::test]
    async fn who_wants_to_begin_is_told_to_come_later_before_who_is_answering_waits() {
        let admission = Admission::default();
        let mut inside = Vec::new();
        while let Ok(permit) = admission.enter(Wants::New, None).await {
            inside.push(permit);
        }
        assert_eq!(inside.len(), IN_HAND - RESERVE);
        for _ in 0..RESERVE {
            inside.push(admission.enter(Wants::On, None).await.unwrap());
        }
        let waiting = admission.enter(Wants::On, None);
        tokio::pin!(waiting);
        assert!(timeout(Duration::from_millis(50), &mut waiting).await.is_err(), "nobody is turned away, all wait");
        inside.pop();
        assert!(timeout(Duration::from_secs(5), waiting).await.is_ok_and(|turn| turn.is_ok()));
    }
}
