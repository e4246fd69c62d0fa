//! The lists of words that recognisers look at, in `words/`: a line `[month]` begins a list. Every token is looked up once,
//! in all of them together. A new list needs a variant and a line in [`LISTS`].

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;
use super::inflection;

/// A list of words. What each is for stands in the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Function,
    Ordinary,
    Verb,
    First,
    Last,
    Ambiguous,
    Place,
    Head,
    Title,
    Relation,
    Announcing,
    BeforePlace,
    InSomebody,
    Particle,
    Determiner,
    BeforeName,
    Street,
    StreetOrWord,
    NumberedRoad,
    Calle,
    Quarter,
    Direction,
    Unit,
    NumberWord,
    Small,
    Counted,
    Month,
    Weekday,
    Day,
    Tens,
    Born,
    BeforeDate,
    Call,
    Digit,
    Extension,
    At,
    Dot,
    Network,
    Document,
    Plate,
    Postal,
    State,
    /// On no list itself, but its base form is.
    Inflected,
}

const LISTS: &[(&str, List)] = &[
    ("[function]", List::Function),
    ("[ordinary]", List::Ordinary),
    ("[verb]", List::Verb),
    ("[first]", List::First),
    ("[last]", List::Last),
    ("[ambiguous]", List::Ambiguous),
    ("[place]", List::Place),
    ("[head]", List::Head),
    ("[title]", List::Title),
    ("[relation]", List::Relation),
    ("[announcing]", List::Announcing),
    ("[before-place]", List::BeforePlace),
    ("[in-somebody]", List::InSomebody),
    ("[particle]", List::Particle),
    ("[determiner]", List::Determiner),
    ("[before-name]", List::BeforeName),
    ("[street]", List::Street),
    ("[street-or-word]", List::StreetOrWord),
    ("[numbered-road]", List::NumberedRoad),
    ("[calle]", List::Calle),
    ("[quarter]", List::Quarter),
    ("[direction]", List::Direction),
    ("[unit]", List::Unit),
    ("[number-word]", List::NumberWord),
    ("[small]", List::Small),
    ("[counted]", List::Counted),
    ("[month]", List::Month),
    ("[weekday]", List::Weekday),
    ("[day]", List::Day),
    ("[tens]", List::Tens),
    ("[born]", List::Born),
    ("[before-date]", List::BeforeDate),
    ("[call]", List::Call),
    ("[digit]", List::Digit),
    ("[extension]", List::Extension),
    ("[at]", List::At),
    ("[dot]", List::Dot),
    ("[network]", List::Network),
    ("[document]", List::Document),
    ("[plate]", List::Plate),
    ("[postal]", List::Postal),
    ("[state]", List::State),
];

const FILES: &[&str] = &[
    include_str!("words/function.txt"),
    include_str!("words/ordinary_en.txt"),
    include_str!("words/ordinary_es.txt"),
    include_str!("words/verbs_en.txt"),
    include_str!("words/verbs_es.txt"),
    include_str!("words/first.txt"),
    include_str!("words/last.txt"),
    include_str!("words/ambiguous.txt"),
    include_str!("words/places.txt"),
    include_str!("words/heads.txt"),
    include_str!("words/cues.txt"),
    include_str!("words/streets.txt"),
    include_str!("words/calendar.txt"),
    include_str!("words/contact.txt"),
];

/// The lists that a word is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists(u64);

impl Lists {
    /// None.
    pub const NONE: Self = Self(0);

    /// These lists together.
    pub const fn of(lists: &[List]) -> Self {
        let mut all = 0;
        let mut index = 0;
        while index < lists.len() {
            all |= 1 << lists[index] as u64;
            index += 1;
        }
        Self(all)
    }

    /// Whether this list is among them.
    pub fn has(self, list: List) -> bool {
        self.0 & (1 << list as u64) != 0
    }

    /// Whether one of these lists is among them.
    pub fn any(self, lists: Self) -> bool {
        self.0 & lists.0 != 0
    }

    /// Both together.
    pub const fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    fn add(&mut self, list: List) {
        self.0 |= 1 << list as u64;
    }
}

/// Ordinary words, with or without endings.
pub(super) const WORDS: Lists = Lists::of(&[List::Ordinary, List::Verb, List::Inflected, List::Head]);
/// Names of people.
pub(super) const NAMES: Lists = Lists::of(&[List::First, List::Last, List::Ambiguous]);

static KNOWN: LazyLock<HashMap<String, Lists>> = LazyLock::new(|| {
    let mut known: HashMap<String, Lists> = HashMap::new();
    let mut list = List::Ordinary;
    for line in FILES.iter().flat_map(|file| file.lines()).filter(|line| !line.starts_with('#')) {
        match LISTS.iter().find(|(heading, _)| line.starts_with(heading)) {
            Some((_, begun)) => list = *begun,
            None => {
                line.split_whitespace().for_each(|word| known.entry(fold(word).into_owned()).or_default().add(list))
            }
        }
    }
    known
});

/// The lists that a folded word is on, also where it has an ending.
pub(super) fn lists(folded: &str) -> Lists {
    const STANDING: Lists = WORDS.and(NAMES).and(Lists::of(&[List::Function, List::Place]));
    let own = KNOWN.get(folded).copied().unwrap_or_default();
    if own.any(STANDING) { own } else { own.and(inflection::base(folded, base).map(inflected).unwrap_or_default()) }
}

/// Whether a word is on one of the lists of common names: those who measure how well unknown names are found ask.
pub fn lists_name(word: &str) -> bool {
    lists(&fold(word)).any(NAMES)
}

/// What the lists say of a base form.
fn base(word: &str) -> Option<Lists> {
    const BASES: Lists = Lists::of(&[List::Ordinary, List::Verb, List::Head, List::Function]);
    KNOWN.get(word).copied().filter(|lists| lists.any(BASES))
}

/// What is left of that with an ending.
fn inflected(base: Lists) -> Lists {
    if base.has(List::Verb) { Lists::of(&[List::Inflected, List::Verb]) } else { Lists::of(&[List::Inflected]) }
}

#[cfg(test)]
mod tests {
    //! Somebody adds a list and misspells its heading.

    use super::*;

    #[test]
    fn every_heading_is_a_list_and_every_list_has_words() {
        let headings = FILES.iter().flat_map(|file| file.lines()).filter(|line| line.starts_with('['));
        for heading in headings {
            assert!(LISTS.iter().any(|(known, _)| heading.starts_with(known)), "{heading}");
        }
        for (heading, list) in LISTS {
            assert!(KNOWN.values().any(|lists| lists.has(*list)), "{heading}");
        }
    }

    #[test]
    fn endings_lead_to_the_base_in_both_languages() {
        for word in
            ["waited", "stopping", "families", "happily", "ayudandome", "escribanme", "busque", "recuerden", "camas"]
        {
            assert!(lists(word).has(List::Inflected), "{word}");
        }
        for word in ["delwyn", "yaretzi", "szymborski", "quenby"] {
            assert_eq!(lists(word), Lists::NONE, "{word}");
        }
    }
}
