//! Which codes stand together, counted by passages and by people: Jaccard (c of ATLAS.ti) and φ.

use super::Coding;

/// When two codes meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// Both stand on the same passage.
    Passage,
    /// Their spans share at least one code point.
    Overlap,
}

/// How many units have the one, the other, both, out of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bases {
    /// Units with the first code.
    pub first: usize,
    /// Units with the second.
    pub second: usize,
    /// Units in which they meet.
    pub both: usize,
    /// All units.
    pub all: usize,
}

impl Bases {
    /// n12/(n1+n2−n12); `None` where neither code stands anywhere.
    pub fn jaccard(&self) -> Option<f64> {
        let either = (self.first + self.second).checked_sub(self.both).filter(|either| *either > 0)?;
        Some(self.both as f64 / either as f64)
    }

    /// φ = (n12·n − n1·n2)/√(n1(n−n1)n2(n−n2)); `None` where a code stands everywhere or nowhere.
    pub fn phi(&self) -> Option<f64> {
        let [first, second, both, all] = [self.first, self.second, self.both, self.all].map(|count| count as f64);
        let spread = first * (all - first) * second * (all - second);
        (spread > 0.0).then(|| (both * all - first * second) / spread.sqrt())
    }

    /// Whether one code is more than five times as frequent: Jaccard is then small whatever they share.
    pub fn is_lopsided(&self) -> bool {
        self.first.max(self.second) > 5 * self.first.min(self.second)
    }
}

/// Two codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The code with the lower number.
    pub first: u32,
    /// The one with the higher.
    pub second: u32,
    /// Counted by passages.
    pub passages: Bases,
    /// Counted by people: in whose passages they meet.
    pub people: Bases,
}

/// Every pair of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    codes: usize,
    pairs: Vec<Pair>,
}

impl Matrix {
    /// How many codes there are.
    pub fn codes(&self) -> usize {
        self.codes
    }

    /// All pairs, (0,1), (0,2), … (1,2), …
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The same without pairs that mean nothing: they meet nowhere.
    pub fn without(mut self, is_left_out: impl Fn(u32, u32) -> bool) -> Self {
        for pair in self.pairs.iter_mut().filter(|pair| is_left_out(pair.first, pair.second)) {
            (pair.passages.both, pair.people.both) = (0, 0);
        }
        self
    }

    /// Codes that meet another, in order.
    pub fn connected(&self) -> Vec<u32> {
        self.strengths().into_iter().filter(|(_, strength)| *strength > 0).map(|(code, _)| code).collect()
    }

    /// The codes that most people mention together with others, at most so many, in order.
    pub fn most_connected(&self, most: usize) -> Vec<u32> {
        let mut strengths = self.strengths();
        strengths.retain(|(_, strength)| *strength > 0);
        strengths.sort_by_key(|(code, strength)| (std::cmp::Reverse(*strength), *code));
        let mut codes: Vec<u32> = strengths.into_iter().take(most).map(|(code, _)| code).collect();
        codes.sort_unstable();
        codes
    }

    /// Each code with the sum of the people in whom it meets each other one.
    fn strengths(&self) -> Vec<(u32, usize)> {
        let mut strengths = vec![0; self.codes];
        for pair in &self.pairs {
            strengths[pair.first as usize] += pair.people.both;
            strengths[pair.second as usize] += pair.people.both;
        }
        (0..).zip(strengths).collect()
    }

    /// Some of the codes, given in order and numbered anew from 0.
    pub fn of(&self, codes: &[u32]) -> Self {
        let pairs = (0..codes.len()).flat_map(|first| (first + 1..codes.len()).map(move |second| (first, second)));
        let pair = |(first, second): (usize, usize)| {
            let found = self.pair(codes[first], codes[second])?;
            Some(Pair { first: first as u32, second: second as u32, ..*found })
        };
        Self { codes: codes.len(), pairs: pairs.filter_map(pair).collect() }
    }

    /// A pair, in either order; `None` for a code with itself.
    pub fn pair(&self, one: u32, other: u32) -> Option<&Pair> {
        let (first, second) = (one.min(other) as usize, one.max(other) as usize);
        (first < second && second < self.codes).then(|| &self.pairs[place(first, second, self.codes)])
    }
}

fn place(first: usize, second: usize, codes: usize) -> usize {
    first * (2 * codes - first - 1) / 2 + second - first - 1
}

/// Counts all pairs of `codes` codes; `people` has the person of each passage. Codings of other codes or passages are
/// left out.
pub fn cooccurrence(codings: &[Coding], people: &[u32], codes: usize, meeting: Meeting) -> Matrix {
    let codings = by_person(codings, people, codes);
    let mut alone = vec![Count::default(); codes];
    let mut together = vec![Count::default(); codes * codes.saturating_sub(1) / 2];
    for group in codings.chunk_by(|one, other| one.passage == other.passage) {
        let unit = (group[0].passage, people[group[0].passage as usize]);
        for (at, coding) in group.iter().enumerate() {
            alone[coding.code as usize].note(unit);
            for other in group[at + 1..].iter().filter(|other| meeting.holds(coding, other)) {
                together[place(coding.code as usize, other.code as usize, codes)].note(unit);
            }
        }
    }
    let all = [people.len(), distinct(people)];
    let pair = |((first, second), both): ((u32, u32), Count)| {
        let [passages, people] = bases(alone[first as usize], alone[second as usize], both, all);
        Pair { first, second, passages, people }
    };
    let pairs = (0..codes as u32).flat_map(|first| (first + 1..codes as u32).map(move |second| (first, second)));
    Matrix { codes, pairs: pairs.zip(together).map(pair).collect() }
}

/// Codings of known codes and passages, sorted by person, then passage.
fn by_person(codings: &[Coding], people: &[u32], codes: usize) -> Vec<Coding> {
    let known = |coding: &&Coding| (coding.code as usize) < codes && (coding.passage as usize) < people.len();
    let mut codings: Vec<Coding> = codings.iter().filter(known).copied().collect();
    codings.sort_by_key(|coding| (people[coding.passage as usize], coding.passage, coding.code));
    codings
}

impl Meeting {
    fn holds(self, one: &Coding, other: &Coding) -> bool {
        one.code != other.code
            && match self {
                Self::Passage => true,
                Self::Overlap => one.start.max(other.start) < one.end.min(other.end),
            }
    }
}

fn bases(first: Count, second: Count, both: Count, [passages, people]: [usize; 2]) -> [Bases; 2] {
    [
        Bases { first: first.passages, second: second.passages, both: both.passages, all: passages },
        Bases { first: first.people, second: second.people, both: both.people, all: people },
    ]
}

fn distinct(people: &[u32]) -> usize {
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    people.len()
}

/// Counts passages and people that come sorted by person, then passage.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    /// Different passages so far.
    pub passages: usize,
    /// Different people so far.
    pub people: usize,
    last: Option<(u32, u32)>,
}

impl Count {
    /// Notes a passage and its person.
    pub fn note(&mut self, unit: (u32, u32)) {
        let last = self.last.replace(unit);
        self.passages += usize::from(last.is_none_or(|(passage, _)| passage != unit.0));
        self.people += usize::from(last.is_none_or(|(_, person)| person != unit.1));
    }
}
