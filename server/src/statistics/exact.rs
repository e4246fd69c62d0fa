//! Exact tests of a table of counts with fixed margins: Fisher's for two by two, Freeman and Halton's for more.
//!
//! Tables are ordered by their probability: the p-value is that of all tables no more probable than the observed one.

use crate::chance::Seeded;
use crate::parallel;

use super::Reason;

/// Two probabilities within this share of each other count as equal, as in R.
const TOLERANCE: f64 = 1e-7;
/// Where there may be more tables than this they are drawn, not listed.
const LISTED: f64 = 4e6;
/// Draws with a larger variance than this do not walk, they jump.
const WALKED: f64 = 20.0;
/// A row is dealt person by person up to so many people for each column.
const DEALT: u64 = 20;
/// Into so many parts draws are divided, each with its own numbers.
const PARTS: u32 = 16;
/// How many are drawn.
pub const DRAWN: u32 = 99_999;

/// A p-value and how it was come by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exact {
    /// The p-value, two-sided.
    pub p: f64,
    /// How it was come by.
    pub method: Method,
}

/// How an exact p-value was come by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// All tables with these margins were looked at.
    Enumerated,
    /// So many tables were drawn at random.
    Simulated {
        /// How many.
        tables: u32,
        /// Where the draws began; the same seed gives the same p-value.
        seed: u64,
        /// Standard error of the p-value.
        se: f64,
    },
}

/// Fisher's exact test of a two-by-two table. Works from the ratios of neighbouring tables outwards from the most
/// probable one, which stays right where factorials overflow.
pub fn two_by_two([[a, b], [c, d]]: [[u64; 2]; 2]) -> f64 {
    let (row, column, all) = (a + b, a + c, a + b + c + d);
    let (first, last) = ((row + column).saturating_sub(all), row.min(column));
    let mode = ((row as f64 + 1.0) * (column as f64 + 1.0) / (all as f64 + 2.0)).floor() as u64;
    let mode = mode.clamp(first, last);
    let ratio = |at: u64| {
        // Probability of `at + 1` by that of `at`.
        let (row, column, all, at) = (row as f64, column as f64, all as f64, at as f64);
        (row - at) * (column - at) / ((at + 1.0) * (all - row - column + at + 1.0))
    };
    let up = walk(mode, last, ratio, |at| at + 1);
    let down = walk(mode, first, |at| 1.0 / ratio(at - 1), |at| at - 1);
    let observed = if a >= mode { up.get((a - mode) as usize) } else { down.get((mode - a) as usize) };
    // Beyond the last weight that a double can hold, the tail is nothing.
    let Some(limit) = observed.map(|weight| weight * (1.0 + TOLERANCE)) else { return 0.0 };
    let weights = || up.iter().chain(down.iter().skip(1));
    let tail: f64 = weights().filter(|weight| **weight <= limit).sum();
    (tail / weights().sum::<f64>()).min(1.0)
}

/// Weights from the mode to an end, the mode's own being 1.
fn walk(mode: u64, end: u64, ratio: impl Fn(u64) -> f64, next: impl Fn(u64) -> u64) -> Vec<f64> {
    let (mut weights, mut at, mut weight) = (vec![1.0], mode, 1.0_f64);
    while at != end && weight > f64::MIN_POSITIVE {
        weight *= ratio(at);
        at = next(at);
        weights.push(weight);
    }
    weights
}

/// Freeman and Halton's test (1951) of any table: by listing all tables while that is feasible, else by drawing 99,999 of
/// them from `seed`. Empty rows and columns change nothing.
pub fn freeman_halton(table: &[Vec<u64>], seed: u64) -> Result<Exact, Reason> {
    let margins = Margins::of(table)?;
    if let ([[a, b], [c, d]], true) = (corner(table), table.len() == 2 && table.iter().all(|row| row.len() == 2)) {
        return Ok(Exact { p: two_by_two([[a, b], [c, d]]), method: Method::Enumerated });
    }
    let observed = table.iter().flatten().map(|count| margins.factorial(*count)).sum::<f64>() - TOLERANCE;
    Ok(match margins.bound() <= LISTED {
        true => Exact { p: margins.list(observed), method: Method::Enumerated },
        false => margins.draw(observed, seed),
    })
}

fn corner(table: &[Vec<u64>]) -> [[u64; 2]; 2] {
    let cell = |row: usize, column: usize| table.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0);
    [[cell(0, 0), cell(0, 1)], [cell(1, 0), cell(1, 1)]]
}

/// What all compared tables share.
struct Margins {
    /// Row sums, the largest last: the last row follows from the others.
    rows: Vec<u64>,
    columns: Vec<u64>,
    /// ln k! for every k up to the sum of all.
    factorials: Vec<f64>,
}

impl Margins {
    fn of(table: &[Vec<u64>]) -> Result<Self, Reason> {
        let width = table.iter().map(Vec::len).max().unwrap_or(0);
        let mut rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).filter(|sum| *sum > 0).collect();
        let column = |place: usize| table.iter().filter_map(|row| row.get(place)).sum();
        let columns: Vec<u64> = (0..width).map(column).filter(|sum| *sum > 0).collect();
        rows.sort_unstable();
        match rows.iter().sum::<u64>() {
            0 => Err(Reason::NoAnswers),
            _ if rows.len() < 2 || columns.len() < 2 => Err(Reason::FewerThanTwoCategories),
            all => Ok(Self { rows, columns, factorials: factorials(all) }),
        }
    }

    fn factorial(&self, count: u64) -> f64 {
        self.factorials.get(count as usize).copied().unwrap_or(0.0)
    }

    /// There are no more tables than this: the ways to deal each row but the largest over the columns, whatever the
    /// columns hold, or each column over the rows. Near to how many there are where one row is by far the largest, which is
    /// where counts are small.
    fn bound(&self) -> f64 {
        let ways = |margin: &[u64], over: usize| -> f64 {
            let largest = margin.iter().max().copied().unwrap_or(0);
            let deal = |sum: u64| (1..over as u64).map(|k| ((sum + k) as f64 / k as f64).ln()).sum::<f64>();
            margin.iter().map(|sum| deal(*sum)).sum::<f64>() - deal(largest)
        };
        ways(&self.rows, self.columns.len()).min(ways(&self.columns, self.rows.len())).exp()
    }

    /// The p-value over all tables whose sum of ln n! is at least `observed`.
    fn list(&self, observed: f64) -> f64 {
        let sums = |margin: &[u64]| margin.iter().map(|count| self.factorial(*count)).sum::<f64>();
        let all = self.rows.iter().sum();
        let constant = sums(&self.rows) + sums(&self.columns) - self.factorial(all);
        let mut listing = Listing { margins: self, constant, observed, p: 0.0 };
        let mut columns = self.columns.clone();
        listing.cell(&mut columns, 0, 0, self.rows[0], 0.0);
        listing.p.min(1.0)
    }

    /// How often one of so many drawn tables has a sum of ln n! of at least `observed`. Each part of the draws begins at a
    /// place of its own in the numbers of the seed: how many processors there are changes nothing.
    fn draw(&self, observed: f64, seed: u64) -> Exact {
        let parts: Vec<u32> = (0..PARTS).collect();
        let extreme = parallel::map(&parts, |part| {
            let mut random = Seeded::at(seed, u64::from(*part) << 48);
            let mut dealing = Dealing::of(self);
            let draws = DRAWN / PARTS + u32::from(*part < DRAWN % PARTS);
            (0..draws).filter(|_| dealing.table(&mut random) >= observed).count()
        });
        let tables = f64::from(DRAWN);
        let p = (extreme.iter().sum::<usize>() as f64 + 1.0) / (tables + 1.0);
        let se = (p * (1.0 - p) / tables).sqrt();
        Exact { p, method: Method::Simulated { tables: DRAWN, seed, se } }
    }

    /// How many of `marked` are among `drawn` from `population`.
    fn hypergeometric(&self, random: &mut Seeded, marked: u64, drawn: u64, population: u64) -> u64 {
        let (first, last) = ((marked + drawn).saturating_sub(population), marked.min(drawn));
        if first == last {
            return first;
        }
        let (m, d, n) = (marked as f64, drawn as f64, population as f64);
        let variance = d * (m / n) * (1.0 - m / n) * (n - d) / (n - 1.0);
        match variance > WALKED {
            true => self.jump(random, [marked, drawn, population], variance),
            false => self.walk(random, [marked, drawn, population], (first, last)),
        }
    }

    /// By the ratio of two uniform numbers (Stadlober 1990), in a time that does not grow with the spread.
    fn jump(&self, random: &mut Seeded, [marked, drawn, population]: [u64; 3], variance: f64) -> u64 {
        let (first, last) = ((marked + drawn).saturating_sub(population), marked.min(drawn));
        let mean = drawn as f64 * (marked as f64 / population as f64);
        // The hat: (8 / e)^½ times a deviation that is at least the true one, and 3 − 2 (3 / e)^½ more.
        let (center, width) = (mean + 0.5, 1.715_527_769_921_413_5 * (variance + 0.5).sqrt() + 0.898_916_162_058_898_8);
        let weight = |k: u64| {
            let ways = self.factorial(k) + self.factorial(marked - k) + self.factorial(drawn - k);
            ways + self.factorial((population - marked + k) - drawn)
        };
        let mode = ((marked as f64 + 1.0) * (drawn as f64 + 1.0) / (population as f64 + 2.0)).floor() as u64;
        let middle = weight(mode.clamp(first, last));
        loop {
            let (height, side) = (1.0 - random.fraction(), random.fraction());
            let at = (center + width * (side - 0.5) / height).floor();
            if at < first as f64 || at > last as f64 {
                continue;
            }
            let less = middle - weight(at as u64);
            // A quick yes and a quick no spare most logarithms.
            if height * (4.0 - height) - 3.0 <= less {
                return at as u64;
            }
            if height * (height - less) < 1.0 && 2.0 * height.ln() <= less {
                return at as u64;
            }
        }
    }

    /// By inversion, from the most probable number outwards.
    fn walk(&self, random: &mut Seeded, [marked, drawn, population]: [u64; 3], (first, last): (u64, u64)) -> u64 {
        let (m, d, n) = (marked as f64, drawn as f64, population as f64);
        let mode = (((m + 1.0) * (d + 1.0) / (n + 2.0)).floor() as u64).clamp(first, last);
        let choose = |n: u64, k: u64| self.factorial(n) - self.factorial(k) - self.factorial(n - k);
        let middle = choose(marked, mode) + choose(population - marked, drawn - mode) - choose(population, drawn);
        let ratio = |k: f64| (m - k) * (d - k) / ((k + 1.0) * (n - m - d + k + 1.0));
        let mut rest = random.fraction() - middle.exp();
        let (mut low, mut high) = ((mode, middle.exp()), (mode, middle.exp()));
        while rest >= 0.0 && (low.0 > first || high.0 < last) {
            if high.0 < last {
                high = (high.0 + 1, high.1 * ratio(high.0 as f64));
                rest -= high.1;
                if rest < 0.0 {
                    return high.0;
                }
            }
            if low.0 > first {
                low = (low.0 - 1, low.1 / ratio(low.0 as f64 - 1.0));
                rest -= low.1;
                if rest < 0.0 {
                    return low.0;
                }
            }
        }
        mode
    }
}

/// Tables drawn at random: the people of small rows are dealt one by one, large rows cell by cell (Patefield 1981), the
/// last row follows.
struct Dealing<'a> {
    margins: &'a Margins,
    /// How many rows, from the smallest, are dealt one by one.
    small: usize,
    /// The column of each person. Every draw leaves another order, which is as good a start for the next.
    people: Vec<u8>,
    /// What each column has still to give.
    left: Vec<u64>,
    /// What a row gave to each column.
    row: Vec<u64>,
}

impl<'a> Dealing<'a> {
    fn of(margins: &'a Margins) -> Self {
        let columns = margins.columns.len();
        let is_small = |row: &&u64| columns <= usize::from(u8::MAX) && **row <= DEALT * (columns as u64 - 1);
        let rest = &margins.rows[..margins.rows.len() - 1];
        let small = rest.iter().take_while(is_small).count();
        let of_column = |(column, sum): (usize, &u64)| std::iter::repeat_n(column as u8, *sum as usize);
        let people = margins.columns.iter().enumerate().filter(|_| small > 0).flat_map(of_column).collect();
        Self { margins, small, people, left: Vec::new(), row: vec![0; columns] }
    }

    /// Sum of ln n! of one table.
    fn table(&mut self, random: &mut Seeded) -> f64 {
        self.left.clone_from(&self.margins.columns);
        let (mut sum, mut dealt) = (0.0, 0);
        for (place, row) in self.margins.rows[..self.margins.rows.len() - 1].iter().enumerate() {
            sum += if place < self.small { self.deal(random, dealt, *row) } else { self.divide(random, *row) };
            dealt += *row as usize;
        }
        sum + self.left.iter().map(|count| self.margins.factorial(*count)).sum::<f64>()
    }

    /// Deals a row out of the people who are left, those from `dealt` on.
    fn deal(&mut self, random: &mut Seeded, dealt: usize, row: u64) -> f64 {
        let row = dealt..dealt + row as usize;
        for place in row.clone() {
            // The high half of a product: its bias is below anything that so few draws could show.
            let among = (self.people.len() - place) as u64;
            let other = place + ((u128::from(random.number()) * u128::from(among)) >> 64) as usize;
            self.people.swap(place, other);
            let column = usize::from(self.people[place]);
            self.row[column] += 1;
            self.left[column] -= 1;
        }
        // Whoever comes first tells of all who went to the same column.
        let told = self.people[row].iter().map(|column| std::mem::take(&mut self.row[usize::from(*column)]));
        told.map(|count| self.margins.factorial(count)).sum()
    }

    /// Divides a row among the columns, one after the other.
    fn divide(&mut self, random: &mut Seeded, row: u64) -> f64 {
        let (mut rest, mut population, mut sum) = (row, self.left.iter().sum::<u64>(), 0.0);
        for column in &mut self.left {
            let count = self.margins.hypergeometric(random, *column, rest, population);
            population -= *column;
            *column -= count;
            rest -= count;
            sum += self.margins.factorial(count);
        }
        sum
    }
}

fn factorials(up_to: u64) -> Vec<f64> {
    let mut sum = 0.0;
    std::iter::once(0.0)
        .chain((1..=up_to).map(|k| {
            sum += (k as f64).ln();
            sum
        }))
        .collect()
}

/// A walk through all tables with the same margins.
struct Listing<'a> {
    margins: &'a Margins,
    constant: f64,
    observed: f64,
    p: f64,
}

impl Listing<'_> {
    /// Fills the cells from (`row`, `column`) on, `rest` being what this row has still to give.
    fn cell(&mut self, left: &mut [u64], row: usize, column: usize, rest: u64, sum: f64) {
        if row + 1 == self.margins.rows.len() {
            return self.table(sum + left.iter().map(|count| self.margins.factorial(*count)).sum::<f64>());
        }
        let Some((here, right)) = left[column..].split_first() else { return };
        if right.is_empty() {
            return self.place(left, row, column, rest, rest, sum);
        }
        let least = rest.saturating_sub(right.iter().sum());
        (least..=rest.min(*here)).for_each(|count| self.place(left, row, column, rest, count, sum));
    }

    fn place(&mut self, left: &mut [u64], row: usize, column: usize, rest: u64, count: u64, sum: f64) {
        let sum = sum + self.margins.factorial(count);
        left[column] -= count;
        if column + 1 == left.len() {
            let next = self.margins.rows.get(row + 1).copied().unwrap_or(0);
            self.cell(left, row + 1, 0, next, sum);
        } else {
            self.cell(left, row, column + 1, rest - count, sum);
        }
        left[column] += count;
    }

    fn table(&mut self, sum: f64) {
        if sum >= self.observed {
            self.p += (self.constant - sum).exp();
        }
    }
}

#[cfg(test)]
mod tests {
    //! A researcher tests tables too small for χ², and one too large for factorials.

    use super::*;

    #[test]
    fn the_tea_taster_was_right_more_often_than_not() {
        // Fisher (1935): three of four cups named rightly.
        assert!((two_by_two([[3, 1], [1, 3]]) - 34.0 / 70.0).abs() < 1e-12);
    }

    #[test]
    fn a_table_that_cannot_be_otherwise_is_certain() {
        assert_eq!(two_by_two([[5, 0], [7, 0]]), 1.0);
        assert_eq!(two_by_two([[0, 0], [0, 0]]), 1.0);
    }

    #[test]
    fn drawing_comes_near_to_listing() {
        let table = [vec![0, 19], vec![3, 4], vec![3, 2]];
        let margins = Margins::of(&table).unwrap();
        let observed = table.iter().flatten().map(|count| margins.factorial(*count)).sum::<f64>() - TOLERANCE;
        let (listed, drawn) = (margins.list(observed), margins.draw(observed, 1));
        let Method::Simulated { se, .. } = drawn.method else { panic!("it was to be drawn") };
        assert!((listed - drawn.p).abs() < 4.0 * se, "{listed} {drawn:?}");
    }

    #[test]
    fn there_are_never_more_tables_than_the_bound_says() {
        for table in [vec![vec![7, 1, 3], vec![9, 0, 4]], vec![vec![2, 2, 1, 0], vec![5, 9, 3, 1], vec![0, 1, 0, 1]]] {
            let margins = Margins::of(&table).unwrap();
            // With every table weighing as much as any other the walk counts them.
            let mut all = Listing { margins: &margins, constant: 0.0, observed: f64::NEG_INFINITY, p: 0.0 };
            let even = Margins { factorials: Vec::new(), rows: margins.rows.clone(), columns: margins.columns.clone() };
            all.margins = &even;
            all.cell(&mut margins.columns.clone(), 0, 0, margins.rows[0], 0.0);
            assert!(
                all.p > 10.0 && all.p <= margins.bound() + 1e-6 && margins.bound() < 3.0 * all.p,
                "{} {}",
                all.p,
                margins.bound()
            );
        }
    }

    #[test]
    fn a_jump_lands_as_often_as_it_should() {
        let margins = Margins::of(&[vec![400, 600], vec![500, 500]]).unwrap();
        let (marked, drawn, population) = (900, 1000, 2000);
        let mut random = Seeded::new(3);
        let draws: Vec<f64> =
            (0..40_000).map(|_| margins.hypergeometric(&mut random, marked, drawn, population) as f64).collect();
        let mean = draws.iter().sum::<f64>() / 40_000.0;
        let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / 40_000.0;
        let expected = 1000.0 * 0.45 * 0.55 * 1000.0 / 1999.0;
        assert!((mean - 450.0).abs() < 4.0 * (expected / 40_000.0_f64).sqrt(), "{mean}");
        assert!((variance / expected - 1.0).abs() < 4.0 * (2.0 / 40_000.0_f64).sqrt(), "{variance} {expected}");
        // And one point of it: how often it is the most probable number, which is one in 28.
        let choose = |n: u64, k: u64| margins.factorial(n) - margins.factorial(k) - margins.factorial(n - k);
        let point = (choose(900, 450) + choose(1100, 550) - choose(2000, 1000)).exp();
        let share = draws.iter().filter(|draw| **draw == 450.0).count() as f64 / 40_000.0;
        assert!((share - point).abs() < 4.0 * (point / 40_000.0).sqrt(), "{share} {point}");
    }

    #[test]
    fn a_large_sparse_table_is_drawn_and_the_same_again_from_its_seed() {
        let table = [vec![40, 30, 3, 20], vec![35, 60, 1, 22], vec![20, 30, 9, 31], vec![10, 11, 12, 13]];
        let first = freeman_halton(&table, 7).unwrap();
        assert!(matches!(first.method, Method::Simulated { seed: 7, tables: DRAWN, .. }));
        assert_eq!(Ok(first), freeman_halton(&table, 7));
    }

    #[test]
    fn nothing_to_compare_is_said_so() {
        assert_eq!(freeman_halton(&[vec![0, 0], vec![0, 0]], 1), Err(Reason::NoAnswers));
        assert_eq!(freeman_halton(&[vec![3, 4], vec![0, 0]], 1), Err(Reason::FewerThanTwoCategories));
    }
}
