//! Words that stand near each other more often than chance would have it: NPMI (Bouma 2009) and logDice (Rychlý 2008).
//!
//! A *meeting* is two counted words of one passage with at most `window` steps between them; common words take part in
//! the distance, not in the counts. Chances are those of a word to be at an end of a meeting, so NPMI stays in −1…1 for
//! any window.

use super::corpus::Corpus;
use super::words::GAP;

/// Which pairs are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Steps from one word to the other: 1 is next to it.
    pub window: usize,
    /// Pairs that meet less often are left out.
    pub least_times: u32,
    /// Pairs of fewer people are left out.
    pub least_people: u32,
}

/// Five steps, five times, three people.
impl Default for Rule {
    fn default() -> Self {
        Self { window: 5, least_times: 5, least_people: 3 }
    }
}

/// Two words that meet, in the order in which they mostly do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Collocation {
    /// The word that mostly comes first.
    pub first: u32,
    /// The word that mostly comes second.
    pub second: u32,
    /// How often they meet, in either order.
    pub times: u32,
    /// In how many people's words they meet.
    pub people: u32,
    /// Normalised pointwise mutual information: 1 never apart, 0 chance, −1 never together.
    pub npmi: f64,
    /// 14 where they are never apart, one less for each halving; the same for small and large corpora.
    pub log_dice: f64,
}

/// Finds pairs, highest logDice first.
pub fn collocations(corpus: &Corpus, rule: Rule) -> Vec<Collocation> {
    let meetings = Meetings::count(corpus, rule.window);
    let mut found = Vec::new();
    let mut neighbours = vec![Neighbour::default(); corpus.vocabulary().len()];
    for word in 1..corpus.vocabulary().len() as u32 {
        let met = meetings.neighbours(corpus, word, &mut neighbours);
        for other in met {
            let neighbour = std::mem::take(&mut neighbours[other as usize]);
            if neighbour.times() >= rule.least_times.max(1) && neighbour.people >= rule.least_people {
                found.push(meetings.collocation(word, other, neighbour));
            }
        }
    }
    found.sort_by(|one, other| {
        let by = other.log_dice.total_cmp(&one.log_dice);
        by.then(other.times.cmp(&one.times)).then((one.first, one.second).cmp(&(other.first, other.second)))
    });
    found
}

/// PMI = log2(n12·n/(n1·n2)) by −log2(n12/n); 1 where the pair is all there is.
pub fn npmi(both: f64, first: f64, second: f64, all: f64) -> f64 {
    let rarity = -(both / all).log2();
    if rarity > 0.0 { pmi(both, first, second, all) / rarity } else { 1.0 }
}

/// Pointwise mutual information in bits.
pub fn pmi(both: f64, first: f64, second: f64, all: f64) -> f64 {
    (both * all / (first * second)).log2()
}

/// logDice = 14 + log2(2·n12/(n1+n2)).
pub fn log_dice(both: f64, first: f64, second: f64) -> f64 {
    14.0 + (2.0 * both / (first + second)).log2()
}

/// What one word has to do with another.
#[derive(Clone, Copy, Debug, Default)]
struct Neighbour {
    before: u32,
    after: u32,
    people: u32,
    last: u32,
}

impl Neighbour {
    fn times(self) -> u32 {
        self.before + self.after
    }
}

/// Where words are, and how often they are at an end of a meeting.
struct Meetings {
    window: usize,
    ends: Vec<u32>,
    all: u64,
    /// Places of all words in the corpus, word by word.
    places: Vec<u32>,
    starts: Vec<usize>,
}

impl Meetings {
    fn count(corpus: &Corpus, window: usize) -> Self {
        let words = corpus.vocabulary().len();
        let (mut ends, mut all) = (vec![0; words], 0);
        for place in corpus.places() {
            let passage = &corpus.tokens()[place.clone()];
            for (at, word) in passage.iter().enumerate().filter(|(_, word)| **word != GAP) {
                for other in passage[at + 1..].iter().take(window).filter(|other| **other != GAP) {
                    ends[*word as usize] += 1;
                    ends[*other as usize] += 1;
                    all += 2;
                }
            }
        }
        let (places, starts) = by_word(corpus.tokens(), words);
        Self { window, ends, all, places, starts }
    }

    /// Fills `table` for the words that meet `word` and have a higher number; says which they are.
    fn neighbours(&self, corpus: &Corpus, word: u32, table: &mut [Neighbour]) -> Vec<u32> {
        let mut met = Vec::new();
        for at in &self.places[self.starts[word as usize]..self.starts[word as usize + 1]] {
            let at = *at as usize;
            let rank = corpus.places().partition_point(|place| place.end <= at);
            let (passage, person) =
                (&corpus.places()[rank], corpus.people()[corpus.order()[rank] as usize].wrapping_add(1));
            let (low, high) =
                (at.saturating_sub(self.window).max(passage.start), (at + self.window + 1).min(passage.end));
            for (offset, other) in corpus.tokens()[low..high].iter().enumerate().filter(|(_, other)| **other > word) {
                let neighbour = &mut table[*other as usize];
                if neighbour.times() == 0 {
                    met.push(*other);
                }
                *(if low + offset < at { &mut neighbour.before } else { &mut neighbour.after }) += 1;
                neighbour.people += u32::from(std::mem::replace(&mut neighbour.last, person) != person);
            }
        }
        met
    }

    fn collocation(&self, word: u32, other: u32, neighbour: Neighbour) -> Collocation {
        let [both, one, two] = [neighbour.times(), self.ends[word as usize], self.ends[other as usize]].map(f64::from);
        let (first, second) = if neighbour.before > neighbour.after { (other, word) } else { (word, other) };
        Collocation {
            first,
            second,
            times: neighbour.times(),
            people: neighbour.people,
            npmi: npmi(both, one, two, self.all as f64),
            log_dice: log_dice(both, one, two),
        }
    }
}

/// Sorts places by the word that stands there (counting sort); the second list says where each word's places start.
fn by_word(tokens: &[u32], words: usize) -> (Vec<u32>, Vec<usize>) {
    let mut starts = vec![0; words + 1];
    tokens.iter().for_each(|word| starts[*word as usize + 1] += 1);
    (0..words).for_each(|word| starts[word + 1] += starts[word]);
    let (mut places, mut next) = (vec![0; tokens.len()], starts.clone());
    for (at, word) in tokens.iter().enumerate() {
        places[next[*word as usize]] = at as u32;
        next[*word as usize] += 1;
    }
    (places, starts)
}
