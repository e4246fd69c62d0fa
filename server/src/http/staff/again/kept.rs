//! Places for what a page shows again, or once. Each browser in which somebody is signed in has places of its own, and its
//! oldest makes room; strangers have few and small ones, apart from everybody else's. So nothing of one is pushed out by
//! another, and the sum has an end.

use std::collections::BTreeMap;

use super::Again;
use crate::chance;

/// For how long something is kept.
const SECONDS: i64 = 10 * 60;
/// Most places of one session, and most bytes in them.
const EACH: usize = 20;
const EACH_BYTES: usize = 8 << 20;
/// Most bytes of all sessions. Where that is not enough, whoever holds most gives way.
const ROOM: usize = 64 << 20;
/// Most places of all strangers together, and most bytes of the fields in one of them.
const STRANGERS: usize = 500;
const STRANGERS_BYTES: usize = 8 << 10;
/// The longest address or value that is kept for a stranger.
const LONGEST: usize = 500;
/// What a field takes beside its letters.
const FIELD: usize = 96;

/// How the id of a form begins. What is kept under it may be gone when its page is drawn (a later time, a new start of the
/// program, another process), and then its sender is told so; what is shown once is gone rightly.
const FORM: &str = "form-";

/// Whether an id is that of a form.
pub fn is_form(id: &str) -> bool {
    id.strip_prefix(FORM).is_some_and(chance::is_id)
}

/// Whose something is: the browser is known again by the hash of the token that it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// Somebody is signed in there.
    Session(Vec<u8>),
    /// Nobody is, or nothing is known of it.
    Stranger(Option<Vec<u8>>),
}

impl Whose {
    fn token(&self) -> Option<&[u8]> {
        match self {
            Self::Session(token) => Some(token),
            Self::Stranger(token) => token.as_deref(),
        }
    }
}

struct Kept {
    id: String,
    until: i64,
    whose: Whose,
    once: bool,
    bytes: usize,
    again: Again,
}

/// All places, the oldest first.
pub struct Places(Vec<Kept>);

impl Places {
    /// Nothing is kept yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Keeps something; its id. `None` where a stranger comes and all places of strangers are taken.
    pub fn keep(&mut self, whose: Whose, once: bool, again: Again) -> Option<String> {
        let now = chance::now();
        self.0.retain(|kept| kept.until > now);
        let again = match whose {
            Whose::Stranger(_) if self.of_strangers() >= STRANGERS => return None,
            Whose::Stranger(_) => light(again),
            Whose::Session(_) => again,
        };
        let id = if once { chance::id() } else { format!("{FORM}{}", chance::id()) };
        let bytes = weight(&again);
        if matches!(whose, Whose::Session(_)) {
            self.make_room(&whose, bytes);
        }
        self.0.push(Kept { id: id.clone(), until: now + SECONDS, whose, once, bytes, again });
        Some(id)
    }

    /// What was kept under an id for the browser that holds this token; what is shown once is gone then.
    pub fn recall(&mut self, token: Option<&[u8]>, id: &str) -> Option<Again> {
        let now = chance::now();
        let place = self.0.iter().position(|kept| kept.id == id && kept.until > now && kept.whose.token() == token)?;
        if self.0[place].once { Some(self.0.remove(place).again) } else { Some(self.0[place].again.clone()) }
    }

    /// Whether a refused form of this browser was kept under an id.
    pub fn is_refused(&self, token: Option<&[u8]>, id: &str) -> bool {
        self.0.iter().any(|kept| kept.id == id && kept.whose.token() == token && kept.is_refused())
    }

    /// A refused form stays its browser's own when the token changes; what else was kept ends with the old one.
    pub fn follow(&mut self, old: &[u8], new: &[u8]) {
        for kept in self.0.iter_mut().filter(|kept| kept.whose.token() == Some(old) && kept.is_refused()) {
            kept.whose = Whose::Session(new.to_vec());
        }
    }

    fn of_strangers(&self) -> usize {
        self.0.iter().filter(|kept| matches!(kept.whose, Whose::Stranger(_))).count()
    }

    fn make_room(&mut self, whose: &Whose, bytes: usize) {
        loop {
            let own = self.0.iter().filter(|kept| kept.whose == *whose);
            let (count, held) = own.fold((0, 0), |(count, held), kept| (count + 1, held + kept.bytes));
            if count == 0 || count < EACH && held + bytes <= EACH_BYTES {
                break;
            }
            self.remove_oldest(whose);
        }
        while self.held().values().sum::<usize>() + bytes > ROOM {
            let Some(largest) = self.held().into_iter().max_by_key(|(_, held)| *held).map(|(whose, _)| whose.clone())
            else {
                return;
            };
            self.remove_oldest(&largest);
        }
    }

    /// What each session holds.
    fn held(&self) -> BTreeMap<&Whose, usize> {
        let mut held = BTreeMap::new();
        for kept in self.0.iter().filter(|kept| matches!(kept.whose, Whose::Session(_))) {
            *held.entry(&kept.whose).or_default() += kept.bytes;
        }
        held
    }

    fn remove_oldest(&mut self, whose: &Whose) {
        if let Some(oldest) = self.0.iter().position(|kept| kept.whose == *whose) {
            self.0.remove(oldest);
        }
    }
}

impl Kept {
    fn is_refused(&self) -> bool {
        !self.once && !self.again.code.is_empty()
    }
}

/// What is kept takes about so many bytes.
fn weight(again: &Again) -> usize {
    let fields: usize = again.fields.0.iter().map(|(name, value)| name.len() + value.len() + FIELD).sum();
    let problems: usize = again.problems.iter().map(|problem| FIELD + format!("{:?}", problem.values).len()).sum();
    fields + problems + again.value.len() + again.page.len()
}

/// As much of it as is kept for a stranger: whole fields, from the first one on, while they fit.
fn light(mut again: Again) -> Again {
    let mut left = STRANGERS_BYTES;
    again.fields.0.retain(|(name, value)| {
        let takes = name.len() + value.len() + FIELD;
        let fits = takes <= left;
        left -= if fits { takes } else { 0 };
        fits
    });
    // What was not kept would otherwise still take its room.
    again.fields.0.shrink_to_fit();
    again.problems = Vec::new();
    for text in [&mut again.value, &mut again.page] {
        if text.len() > LONGEST {
            *text = String::new();
        }
    }
    again
}

#[cfg(test)]
mod tests {
    //! Colleagues are at work; strangers send form after form.

    use super::*;
    use crate::http::staff::Fields;

    fn form(length: usize) -> Again {
        let fields = Fields(vec![("name".to_owned(), "x".repeat(length))]);
        Again { code: "name-missing".to_owned(), fields, ..Again::default() }
    }

    fn colleague(number: u8) -> Whose {
        Whose::Session(vec![number])
    }

    fn has(places: &mut Places, number: u8, id: &str) -> bool {
        places.recall(Some(&[number]), id).is_some()
    }

    #[test]
    fn nothing_of_a_colleague_is_pushed_out_by_strangers_or_by_another_colleague() {
        let mut places = Places::new();
        let code = places.keep(colleague(1), true, form(12)).expect("a place");
        let locked = places.keep(colleague(1), false, form(12)).expect("a place");
        for _ in 0..STRANGERS * 2 {
            places.keep(Whose::Stranger(None), false, form(1));
            places.keep(colleague(2), false, form(1));
        }
        assert_eq!(places.of_strangers(), STRANGERS);
        assert_eq!(places.0.iter().filter(|kept| kept.whose == colleague(2)).count(), EACH, "control: own ones are");
        assert!(has(&mut places, 1, &code) && has(&mut places, 1, &locked));
    }

    #[test]
    fn of_a_strangers_form_little_is_kept_and_of_all_of_them_together_too() {
        let mut places = Places::new();
        let many = Fields(vec![("a".to_owned(), String::new()); 30_000]);
        let again = Again { code: "code-wrong".into(), fields: many, page: "/x".repeat(30_000), ..Again::default() };
        for _ in 0..STRANGERS {
            assert!(places.keep(Whose::Stranger(None), false, again.clone()).is_some());
        }
        assert_eq!(places.keep(Whose::Stranger(None), false, again.clone()), None, "there is no room for one more");
        let held: usize = places.0.iter().map(|kept| kept.bytes).sum();
        assert!(held <= STRANGERS * (STRANGERS_BYTES + 2 * LONGEST), "{held}");
        let room: usize = places.0.iter().map(|kept| kept.again.fields.0.capacity()).sum();
        assert!(room <= STRANGERS * STRANGERS_BYTES / FIELD * 2, "{room}");
        let kept = places.keep(colleague(1), false, again).expect("a place");
        assert_eq!(places.recall(Some(&[1]), &kept).map(|again| again.fields.0.len()), Some(30_000), "control");
    }

    #[test]
    fn where_all_is_full_whoever_holds_most_gives_way() {
        let mut places = Places::new();
        let small = places.keep(colleague(0), true, form(12)).expect("a place");
        for number in 1..=20 {
            for _ in 0..8 {
                places.keep(colleague(number), false, form(1 << 20));
            }
        }
        let held: usize = places.held().values().sum();
        assert!(held <= ROOM && held > ROOM / 2, "{held}");
        assert!(has(&mut places, 0, &small), "the oldest of all, and the smallest");
    }

    #[test]
    fn one_form_that_is_larger_than_all_places_together_of_a_session_is_kept_alone() {
        let mut places = Places::new();
        let before = places.keep(colleague(1), false, form(1)).expect("a place");
        let large = places.keep(colleague(1), false, form(EACH_BYTES + 1)).expect("a place");
        assert!(!has(&mut places, 1, &before) && has(&mut places, 1, &large));
    }
}
