//! What is worked out on the columns of two waves.

use std::collections::BTreeMap;

use instruments::{Answer, Instrument, Kind, Question};
use server::statistics::crosstab::{Crosstab, crosstab, tabulate};
use server::statistics::describe::describe_counts;
use server::statistics::two_waves::{binary, nominal, numeric, ordinal};
use server::workspace::Table;
use server::workspace::meaning::Meanings;
use server::workspace::results::{SectionResult, sections};

/// Two waves of one instrument, all rows of them.
pub struct Waves<'a> {
    pub instrument: &'a Instrument,
    pub tables: [&'a Table; 2],
    pub keep: &'a [usize],
}

/// A question, and the p-value of its change.
pub struct Change {
    pub id: String,
    pub p: f64,
}

impl Waves<'_> {
    /// Two questions of the later wave, all of its rows.
    pub fn crosstab(&self, rows: &str, columns: &str) -> Crosstab {
        let codes = |id: &str| self.instrument.codes(self.question(id));
        let (of_rows, of_columns) = (codes(rows), codes(columns));
        let place = |codes: &[&str], answer: &Answer| match answer {
            Answer::One(code) => codes.iter().position(|known| known == code),
            _ => None,
        };
        let told = |id: &str, codes: &[&str]| self.tables[1].told(id, |answer| place(codes, answer));
        let (row, column) = (told(rows, &of_rows), told(columns, &of_columns));
        let shape = (of_rows.len(), of_columns.len());
        let pairs = (0..self.tables[1].rows.len()).map(|person| (*row.of(person), *column.of(person)));
        crosstab(&tabulate(pairs, shape), 1).expect("two questions that were answered")
    }

    fn question(&self, id: &str) -> &Question {
        self.instrument.questions().find(|question| question.id == id).expect("an item")
    }

    /// Counts, shares, means, spreads and quantiles of all items, by wave.
    pub fn descriptives(&self) -> [Vec<SectionResult>; 2] {
        self.tables.map(|table| sections(self.instrument, table, self.keep, &Meanings::default()))
    }

    /// A test of each item: two proportions, Mann and Whitney, χ², Welch.
    pub fn changes(&self) -> Vec<Change> {
        let change = |question: &Question| Change { id: question.id.clone(), p: self.p(question) };
        self.instrument.questions().map(change).collect()
    }

    fn p(&self, question: &Question) -> f64 {
        let [earlier, later] = self.tables.map(|table| table.counts(&question.id, self.keep));
        match question.kind {
            Kind::Number => numeric::of_descriptions(numbers(&earlier), numbers(&later)).test.expect("numbers").p,
            Kind::Scale => {
                ordinal::of_counts(&levels(&earlier, &later)).expect("answers").test.expect("a test").asymptotic
            }
            _ => self.unordered(question, &earlier, &later),
        }
    }

    fn unordered(&self, question: &Question, earlier: &Counts, later: &Counts) -> f64 {
        let codes = self.instrument.codes(question);
        let [before, after] =
            [earlier, later].map(|wave| codes.iter().map(|code| count(wave, code)).collect::<Vec<_>>());
        if question.kind == Kind::YesNo {
            let [before, after] = [before, after].map(|wave| (wave[0], wave.iter().sum()));
            return binary::binary(before, after).expect("answers").test.expect("a test").p;
        }
        nominal::nominal(&before, &after, 1).expect("answers").overall.expect("a test").chi_squared.p
    }
}

type Counts<'a> = [(&'a Answer, usize)];

fn count(wave: &Counts, code: &str) -> u64 {
    let own = wave.iter().filter(|(answer, _)| matches!(answer, Answer::One(given) if given == code));
    own.map(|(_, count)| *count as u64).sum()
}

fn numbers(wave: &Counts) -> server::statistics::describe::Description {
    describe_counts(wave.iter().filter_map(|(answer, count)| match answer {
        Answer::Number(number) => Some((*number, *count)),
        _ => None,
    }))
}

fn levels(earlier: &Counts, later: &Counts) -> Vec<[u64; 2]> {
    let mut levels: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for (wave, counts) in [earlier, later].into_iter().enumerate() {
        for (answer, count) in counts {
            if let Answer::One(code) = answer {
                levels.entry(code).or_default()[wave] += *count as u64;
            }
        }
    }
    levels.into_values().collect()
}
