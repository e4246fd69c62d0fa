//! What words set a code, a wave or a site apart from the rest, counted by words and by people.
//!
//! Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, eq. 15–22), and G² (Dunning 1993, four
//! cells) with false discoveries held down. One talkative person can make a word; so each figure comes twice.

use statrs::function::erf::erfc;

use super::corpus::Corpus;
use super::discovery::benjamini_hochberg;
use super::members::Members;
use super::usage::{Size, Use, Uses, count};

/// What is compared and shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Strength α0 of the prior, in words.
    pub prior_words: f64,
    /// Strength α0 of the prior, in people.
    pub prior_people: f64,
    /// Words that fewer people use are neither tested nor shown.
    pub least_people: u32,
}

/// Five hundred words and ten people of prior; words of fewer than three people are left out.
impl Default for Rule {
    fn default() -> Self {
        Self { prior_words: 500.0, prior_people: 10.0, least_people: 3 }
    }
}

/// How differently two sides use a word. Above 0 is more use in the target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// δ: difference of the log-odds (natural logarithm), drawn towards both sides together by the prior.
    pub log_odds: f64,
    /// ζ: δ by its standard error.
    pub z: f64,
    /// Binary logarithm of the ratio of shares; half a use is put where there is none.
    pub log_ratio: f64,
    /// G², never below 0.
    pub g2: f64,
    /// Its p-value (chi-square, one degree).
    pub p: f64,
    /// The p-value, adjusted for all words tested (Benjamini–Hochberg).
    pub adjusted: f64,
}

/// A word and how it is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keyword {
    /// Its number.
    pub word: u32,
    /// People who use it, on either side.
    pub people: u32,
    /// Its use in the target.
    pub target: Uses,
    /// Its use in the reference.
    pub reference: Uses,
    /// Its times compared.
    pub by_words: Difference,
    /// Its people compared. Somebody on both sides counts on both.
    pub by_people: Difference,
}

/// Two sides compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyness {
    /// How much the target says.
    pub target: Size,
    /// How much the reference says.
    pub reference: Size,
    /// All words tested, highest ζ by words first.
    pub words: Vec<Keyword>,
}

/// Compares `target` with `reference`. Empty where one of them has no counted word.
pub fn keyness(corpus: &Corpus, target: &Members, reference: &Members, rule: Rule) -> Keyness {
    let usage = count(corpus, target, reference);
    let [target, reference] = usage.sizes;
    let mut words = Vec::new();
    if target.words > 0 && reference.words > 0 {
        let tested = usage.words.iter().enumerate().skip(1).filter(|(_, word)| word.people >= rule.least_people.max(1));
        words.extend(tested.map(|(number, word)| keyword(number as u32, word, usage.sizes, rule)));
        adjust(&mut words);
        words
            .sort_by(|first, second| second.by_words.z.total_cmp(&first.by_words.z).then(first.word.cmp(&second.word)));
    }
    Keyness { target, reference, words }
}

fn keyword(number: u32, word: &Use, [left, right]: [Size; 2], rule: Rule) -> Keyword {
    let [target, reference] = word.sides;
    let words = Counts::new([target.times, reference.times], [left.words, right.words]);
    let people = Counts::new([target.people, reference.people], [left.people, right.people]);
    Keyword {
        word: number,
        people: word.people,
        target,
        reference,
        by_words: words.difference(words.log_odds(rule.prior_words), LogOdds::z_if_rare),
        by_people: people.difference(people.log_odds(rule.prior_people), LogOdds::z_if_common),
    }
}

fn adjust(words: &mut [Keyword]) {
    let by_words = benjamini_hochberg(&words.iter().map(|word| word.by_words.p).collect::<Vec<_>>());
    let by_people = benjamini_hochberg(&words.iter().map(|word| word.by_people.p).collect::<Vec<_>>());
    for ((word, by_words), by_people) in words.iter_mut().zip(by_words).zip(by_people) {
        (word.by_words.adjusted, word.by_people.adjusted) = (by_words, by_people);
    }
}

/// δ and what its variance is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogOdds {
    /// Difference of the log-odds.
    pub delta: f64,
    of_uses: f64,
    of_others: f64,
}

impl LogOdds {
    /// ζ where the word is rare among many (eq. 20): for words among words.
    pub fn z_if_rare(&self) -> f64 {
        self.delta / self.of_uses.sqrt()
    }

    /// ζ where half of all may use the word (eq. 19): for people.
    pub fn z_if_common(&self) -> f64 {
        self.delta / (self.of_uses + self.of_others).sqrt()
    }
}

/// One word's counts on two sides, out of the totals there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts {
    /// Times (or people) in the target and in the reference.
    pub uses: [f64; 2],
    /// All words (or people) there.
    pub totals: [f64; 2],
}

impl Counts {
    /// From whole numbers.
    pub fn new(uses: [u32; 2], totals: [usize; 2]) -> Self {
        Self { uses: uses.map(f64::from), totals: totals.map(|total| total as f64) }
    }

    fn difference(&self, odds: LogOdds, z: fn(&LogOdds) -> f64) -> Difference {
        let g2 = self.g2();
        let p = erfc((g2 / 2.0).sqrt());
        Difference { log_odds: odds.delta, z: z(&odds), log_ratio: self.log_ratio(), g2, p, adjusted: p }
    }

    /// δ with α_w = `prior` times the word's share on both sides together.
    ///
    /// Where everybody on both sides uses a word, the odds are infinite on both: no difference, so 0.
    pub fn log_odds(&self, prior: f64) -> LogOdds {
        let share = (self.uses[0] + self.uses[1]) / (self.totals[0] + self.totals[1]);
        if share >= 1.0 || share <= 0.0 {
            return LogOdds { delta: 0.0, of_uses: 1.0, of_others: 0.0 };
        }
        let uses = self.uses.map(|uses| uses + prior * share);
        let others = [0, 1].map(|side| self.totals[side] + prior - uses[side]);
        let delta = (uses[0] / others[0]).ln() - (uses[1] / others[1]).ln();
        let variance = |counts: [f64; 2]| counts.iter().map(|count| 1.0 / count).sum();
        LogOdds { delta, of_uses: variance(uses), of_others: variance(others) }
    }

    /// G² = 2 Σ O ln(O/E) over word and other words × target and reference.
    pub fn g2(&self) -> f64 {
        let all = self.totals[0] + self.totals[1];
        let used = self.uses[0] + self.uses[1];
        let cell = |observed: f64, row: f64, column: f64| match observed {
            observed if observed > 0.0 => observed * (observed * all / (row * column)).ln(),
            _ => 0.0,
        };
        let side = |side: usize| {
            cell(self.uses[side], used, self.totals[side])
                + cell(self.totals[side] - self.uses[side], all - used, self.totals[side])
        };
        (2.0 * (side(0) + side(1))).max(0.0)
    }

    /// Effect size: the binary logarithm of the ratio of shares.
    pub fn log_ratio(&self) -> f64 {
        let share = |side: usize| self.uses[side].max(0.5) / self.totals[side];
        (share(0) / share(1)).log2()
    }
}
