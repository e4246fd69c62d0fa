//! Populations whose truth is known: people make codes in two waves, some leave, some are new, some err.
//!
//! How often answers are given: first letters of mothers', fathers' and middle names are those of the first names of the
//! 1990 United States census (the lists `dist.female.first` and `dist.male.first`, which cover nine of ten people);
//! months are the births of 2000 in the United States (NCHS, 4,058,814); last digits of birthdays are those of the days
//! of 2000; first letters of birthplaces are those of the cities of the United States above 15,000 people, weighted by
//! people (GeoNames). Older brothers and the color of eyes are assumptions, written down here. Numbers only: nobody's
//! data.

use server::chance::Seeded;
use server::linking::{Code, Key, Likeness, Mark, pair};

/// Mothers' first letters, A to Z, per mille of women.
const FEMALE: &[u32] =
    &[68, 46, 70, 58, 49, 13, 22, 20, 9, 82, 48, 69, 111, 21, 4, 31, 0, 42, 70, 34, 0, 20, 8, 0, 4, 1];
/// Fathers' first letters, A to Z, per mille of men.
const MALE: &[u32] =
    &[49, 37, 60, 76, 34, 19, 37, 21, 4, 159, 26, 32, 70, 11, 4, 25, 0, 103, 41, 43, 0, 7, 42, 0, 0, 1];
/// First letters of middle names: of women and men together.
const MIDDLE: &[u32] =
    &[117, 83, 130, 134, 83, 32, 59, 41, 13, 241, 74, 101, 181, 32, 8, 56, 0, 145, 111, 77, 0, 27, 50, 0, 4, 2];
/// First letters of birthplaces, A to Z, thousands of people.
const PLACE: &[u32] = &[
    10_675, 14_763, 19_388, 7_609, 7_524, 7_812, 6_198, 9_336, 2_434, 3_050, 3_500, 15_253, 15_890, 17_231, 5_591,
    12_963, 2_565, 7_256, 24_260, 7_882, 1_311, 2_484, 11_073, 26, 798, 92,
];
/// Births by month.
const MONTH: &[u32] =
    &[330_108, 317_377, 340_553, 317_180, 341_207, 341_206, 348_975, 360_080, 347_609, 343_921, 333_811, 336_787];
/// Days of a year by their last digit, 0 to 9.
const DIGIT: &[u32] = &[35, 43, 36, 36, 36, 36, 36, 36, 36, 36];
/// Assumed: older brothers, 0 to 4.
const BROTHERS: &[u32] = &[58, 28, 10, 3, 1];
/// Assumed: brown, blue, hazel, green, other.
const EYES: &[u32] = &[45, 27, 18, 9, 1];

/// The elements in the order in which a longer code adds them.
const ELEMENTS: [&[u32]; 8] = [FEMALE, MONTH, BROTHERS, PLACE, MIDDLE, DIGIT, MALE, EYES];

/// Share of the later wave that was not in the earlier one.
const NEWCOMERS: f64 = 0.3;

/// One population.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// People in each wave.
    pub people: usize,
    /// Elements of their codes: 4, 6 or 8.
    pub elements: usize,
    /// How likely somebody gives another answer to one element in the later wave.
    pub error: f64,
}

/// What came of it, over all repetitions. Shares, from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rates {
    /// Of those in both waves, joined rightly by an exact link.
    pub exact: f64,
    /// Of those in both waves, joined rightly by an exact link or one with an element off.
    pub linked: f64,
    /// Of the later wave, ambiguous.
    pub ambiguous: f64,
    /// Of all links, those that join two different people.
    pub false_links: f64,
    /// The same, as estimated from the codes alone.
    pub expected: f64,
}

/// Bits of a code: how many halvings single out one person (Shannon entropy).
pub fn bits(elements: usize) -> f64 {
    let of = |weights: &[u32]| {
        let all: f64 = weights.iter().map(|weight| f64::from(*weight)).sum();
        let shares = weights.iter().filter(|weight| **weight > 0).map(|weight| f64::from(*weight) / all);
        -shares.map(|share| share * share.log2()).sum::<f64>()
    };
    ELEMENTS[..elements].iter().map(|weights| of(weights)).sum()
}

/// Repeats a setting; the same seed gives the same figures.
pub fn simulate(setting: Setting, repetitions: usize, seed: u64) -> Rates {
    let marks = marks(setting.elements);
    let mut random = Seeded::new(seed);
    let mut sums = Sums::default();
    for _ in 0..repetitions {
        repeat(setting, &marks, &mut random, &mut sums);
    }
    sums.rates()
}

#[derive(Default)]
struct Sums {
    returned: usize,
    later: usize,
    links: usize,
    exact: usize,
    right: usize,
    ambiguous: usize,
    expected: f64,
}

impl Sums {
    fn rates(&self) -> Rates {
        let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
        Rates {
            exact: share(self.exact, self.returned),
            linked: share(self.right, self.returned),
            ambiguous: share(self.ambiguous, self.later),
            false_links: share(self.links - self.right, self.links),
            expected: self.expected / self.links.max(1) as f64,
        }
    }
}

fn repeat(setting: Setting, marks: &[Vec<Mark>], random: &mut Seeded, sums: &mut Sums) {
    let earlier: Vec<Vec<usize>> = (0..setting.people).map(|_| person(setting.elements, random)).collect();
    let returned = setting.people - (setting.people as f64 * NEWCOMERS).round() as usize;
    // Who stands where in the later wave: the first come again, the others are new; then all are shuffled.
    let mut later: Vec<(Option<usize>, Vec<usize>)> =
        (0..returned).map(|who| (Some(who), again(&earlier[who], setting.error, random))).collect();
    later.extend((returned..setting.people).map(|_| (None, person(setting.elements, random))));
    random.shuffle(&mut later);
    let code = |answers: &[usize]| Code::new(answers.iter().zip(marks).map(|(at, marks)| Some(marks[*at])).collect());
    let before: Vec<Option<Code>> = earlier.iter().map(|answers| code(answers)).collect();
    let after: Vec<Option<Code>> = later.iter().map(|(_, answers)| code(answers)).collect();
    let found = pair(
        &before.iter().map(Option::as_ref).collect::<Vec<_>>(),
        &after.iter().map(Option::as_ref).collect::<Vec<_>>(),
    );
    let right = |link: &&server::linking::Link| later[link.later].0 == Some(link.earlier);
    sums.returned += returned;
    sums.later += setting.people;
    sums.links += found.links.len();
    sums.right += found.links.iter().filter(right).count();
    sums.exact += found.links.iter().filter(|link| link.likeness == Likeness::Exact).filter(right).count();
    sums.ambiguous += found.report.ambiguous[1];
    sums.expected += found.report.false_exact + found.report.false_one_off;
}

/// The marks of every answer, made once: a key makes each as it makes those of a study.
fn marks(elements: usize) -> Vec<Vec<Mark>> {
    let key = Key::from_bytes(&[7; 32]).expect("32 bytes");
    let of = |place: usize| {
        (0..ELEMENTS[place].len()).map(|answer| key.mark(elements, place, &answer.to_string())).collect()
    };
    (0..elements).map(of).collect()
}

fn person(elements: usize, random: &mut Seeded) -> Vec<usize> {
    ELEMENTS[..elements].iter().map(|weights| draw(weights, random)).collect()
}

/// The same person later: an element in error has another answer than before.
fn again(before: &[usize], error: f64, random: &mut Seeded) -> Vec<usize> {
    let answer = |(place, answer): (usize, &usize)| {
        if random.fraction() >= error {
            return *answer;
        }
        loop {
            let other = draw(ELEMENTS[place], random);
            if other != *answer {
                return other;
            }
        }
    };
    before.iter().enumerate().map(answer).collect()
}

fn draw(weights: &[u32], random: &mut Seeded) -> usize {
    let mut left = random.below(weights.iter().map(|weight| u64::from(*weight)).sum());
    for (answer, weight) in weights.iter().enumerate() {
        match left.checked_sub(u64::from(*weight)) {
            Some(rest) => left = rest,
            None => return answer,
        }
    }
    weights.len() - 1
}
