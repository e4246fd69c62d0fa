//! Everybody through all waves: each wave is matched with the next, and who is linked keeps their number.

use super::{Code, Pairing, pair};
use crate::chance;

/// People of several waves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// How many people there are: somebody who could not be linked is counted anew in each wave.
    pub people: usize,
    /// For each wave, the number of the person behind each row, from 0. It says nothing outside these tables.
    pub numbers: Vec<Vec<usize>>,
    /// Each wave matched with the next.
    pub steps: Vec<Pairing>,
}

/// Follows people through waves, the earliest first; a row without a code is `None` and links to nobody.
pub fn people(waves: &[Vec<Option<&Code>>]) -> Linked {
    let steps: Vec<Pairing> = waves.windows(2).map(|two| pair(&two[0], &two[1])).collect();
    let mut linked = Linked::default();
    for (wave, rows) in waves.iter().enumerate() {
        let mut numbers: Vec<Option<usize>> = vec![None; rows.len()];
        if let Some((before, step)) = wave.checked_sub(1).and_then(|at| linked.numbers.get(at).zip(steps.get(at))) {
            step.links.iter().for_each(|link| numbers[link.later] = Some(before[link.earlier]));
        }
        let numbers = numbers.into_iter().map(|number| number.unwrap_or_else(|| linked.newcomer())).collect();
        linked.numbers.push(numbers);
    }
    Linked { steps, ..linked }
}

impl Linked {
    /// The rows of everybody who is in both waves (numbers of waves as they were given): row earlier, row later.
    pub fn between(&self, earlier: usize, later: usize) -> Vec<(usize, usize)> {
        let (Some(before), Some(after)) = (self.numbers.get(earlier), self.numbers.get(later)) else {
            return Vec::new();
        };
        let mut rows = vec![None; self.people];
        before.iter().enumerate().for_each(|(row, person)| rows[*person] = Some(row));
        let both = after.iter().enumerate().filter_map(|(row, person)| Some((rows[*person]?, row)));
        let mut pairs: Vec<(usize, usize)> = both.collect();
        pairs.sort_unstable();
        pairs
    }

    /// Numbers for a file that leaves: the same person has one number in all its waves, from 1, random and another in the
    /// next file.
    pub fn numbers_to_export(&self) -> Vec<Vec<usize>> {
        let mut names: Vec<usize> = (1..=self.people).collect();
        chance::shuffle(&mut names);
        self.numbers.iter().map(|wave| wave.iter().map(|person| names[*person]).collect()).collect()
    }

    fn newcomer(&mut self) -> usize {
        self.people += 1;
        self.people - 1
    }
}

#[cfg(test)]
mod tests {
    //! Clients answer every quarter; some miss one, some are new.

    use super::*;
    use crate::linking::Key;

    fn linked(waves: &[&[&str]]) -> Linked {
        let key = Key::new();
        let codes: Vec<Vec<Option<Code>>> =
            waves.iter().map(|wave| wave.iter().map(|typed| key.code(typed)).collect()).collect();
        let refer: Vec<Vec<Option<&Code>>> =
            codes.iter().map(|wave| wave.iter().map(Option::as_ref).collect()).collect();
        people(&refer)
    }

    #[test]
    fn a_person_keeps_their_number_from_wave_to_wave() {
        let linked = linked(&[&["one", "two", "three"], &["two", "four", "one"], &["one", "", "two", "three"]]);
        assert_eq!(linked.numbers, [vec![0, 1, 2], vec![1, 3, 0], vec![0, 4, 1, 5]]);
        assert_eq!(linked.people, 6, "who missed a wave begins anew");
        assert_eq!(linked.between(0, 2), [(0, 0), (1, 2)]);
        assert_eq!(linked.between(0, 1), [(0, 2), (1, 0)]);
        assert_eq!(linked.between(0, 9), []);
        assert_eq!(linked.steps.len(), 2);
        assert_eq!(linked.steps[0].report.exact, 2);
    }

    #[test]
    fn numbers_that_leave_join_the_same_rows_and_say_nothing_else() {
        let words: Vec<String> = (0..60).map(|number| format!("word {number}")).collect();
        let wave: Vec<&str> = words.iter().map(String::as_str).collect();
        let linked = linked(&[&wave, &wave]);
        let (one, other) = (linked.numbers_to_export(), linked.numbers_to_export());
        assert_eq!(one[0], one[1], "the same person has one number");
        assert_ne!(one, other, "another file has other numbers");
        assert!(!one[0].is_sorted());
    }

    #[test]
    fn one_wave_or_none_is_no_trouble() {
        assert_eq!(linked(&[]), Linked::default());
        assert_eq!(linked(&[&["one", "one"]]).people, 2, "a code that stands twice joins nobody within a wave");
    }
}
