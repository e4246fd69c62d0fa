//! What an examiner looks for in any bytes: everything that is known of everybody, as programs would write it.

use std::collections::HashMap;

use server::seal::codes::show;

use crate::people::{Known, Person};

/// What something is known by in an index: nothing that is looked for is shorter.
const BEGIN: usize = 4;

/// One thing as it might be written.
struct Sign {
    what: &'static str,
    bytes: Vec<u8>,
    /// Whether letters or digits beside it would make it something else.
    whole: bool,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// What is known of somebody.
    pub what: &'static str,
    /// As it was found.
    pub said: String,
    /// Where.
    pub place: String,
}

/// Everything that is looked for.
pub struct Signs {
    all: Vec<Sign>,
    by_begin: HashMap<[u8; BEGIN], Vec<usize>>,
    /// Whether anything begins with these two bytes: most of a file does not.
    pairs: Vec<bool>,
}

fn pair(bytes: &[u8]) -> usize {
    (usize::from(bytes[0]) << 8) | usize::from(bytes[1])
}

impl Signs {
    /// Of everybody, and of the seconds and minutes in which they came, given as words.
    pub fn new(known: &Known, minutes: &[String]) -> Self {
        let mut all: Vec<Sign> = known.people.iter().flat_map(of_person).collect();
        all.extend((known.span.0..=known.span.1).map(|second| text("a second", second.to_string())));
        all.extend(minutes.iter().map(|minute| text("a minute", minute)));
        let (mut by_begin, mut pairs) = (HashMap::<_, Vec<usize>>::new(), vec![false; 1 << 16]);
        for (at, sign) in all.iter().enumerate() {
            let begin: [u8; BEGIN] = sign.bytes[..BEGIN].try_into().expect("nothing is shorter");
            by_begin.entry(begin).or_default().push(at);
            pairs[pair(&begin)] = true;
        }
        Self { all, by_begin, pairs }
    }

    /// Everything of it that stands in some bytes.
    pub fn seek(&self, bytes: &[u8], place: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (at, window) in bytes.windows(BEGIN).enumerate() {
            if self.pairs[pair(window)] {
                hits.extend(self.at(bytes, at).map(|sign| sign.hit(place)));
            }
        }
        hits
    }

    fn at<'a>(&'a self, bytes: &'a [u8], at: usize) -> impl Iterator<Item = &'a Sign> {
        let some = self.by_begin.get(&bytes[at..at + BEGIN]).into_iter().flatten();
        some.map(move |&number| &self.all[number]).filter(move |sign| sign.stands(bytes, at))
    }
}

impl Sign {
    fn stands(&self, bytes: &[u8], at: usize) -> bool {
        let end = at + self.bytes.len();
        let beside = |place: Option<usize>| {
            place.and_then(|place| bytes.get(place)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        };
        bytes[at..].starts_with(&self.bytes) && !(self.whole && (beside(at.checked_sub(1)) || beside(Some(end))))
    }

    fn hit(&self, place: &str) -> Hit {
        let said = String::from_utf8_lossy(&self.bytes).into_owned();
        Hit { what: self.what, said, place: place.to_owned() }
    }
}

fn text(what: &'static str, text: impl Into<String>) -> Sign {
    Sign { what, bytes: text.into().into_bytes(), whole: false }
}

fn whole(what: &'static str, said: impl Into<String>) -> Sign {
    Sign { whole: true, ..text(what, said) }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn of_person(person: &Person) -> Vec<Sign> {
    let (address, other) = (person.address, person.passed_on);
    let octets = address.octets();
    let mut signs = vec![
        whole("an address", address.to_string()),
        whole("an address in hex", hex(&octets)),
        whole("an address in hex", hex(&octets).to_uppercase()),
        whole("an address as a number", u32::from(address).to_string()),
        whole("an address as a number", u32::from_le_bytes(octets).to_string()),
        // As it stands at the end of an address of the sixth version. The zeros before it are everywhere.
        Sign { what: "an address as bytes", bytes: [&[255; 2][..], &octets].concat(), whole: false },
        whole("an address that was passed on", other.to_string()),
        text("an address that was passed on, in hex", hex(&other.octets())),
        Sign { what: "an address that was passed on, as bytes", bytes: other.octets().to_vec(), whole: false },
        text("a browser", &person.agent),
        text("a cookie", &person.cookie),
        text("an answer", &person.words),
    ];
    let codes = [Some(person.code.clone()), Some(show(&person.code)), person.withdraw.clone()];
    for code in codes.into_iter().flatten() {
        let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        signs.extend([whole("a code", plain.to_lowercase()), whole("a code", plain), whole("a code", code)]);
    }
    signs
}
