//! One item by another, or by site, in one wave: counts, shares by column with their interval, which cells stand out,
//! which columns differ, and the one test that fits. Small cells are marked for staff; what leaves the house is planned
//! by [`crate::disclosure`].

use instruments::Text;

use super::change::SEED;
use super::{Item, Measure, Rules, Series, seen};
use crate::statistics::column_comparisons::{Comparisons, column_comparisons};
use crate::statistics::crosstab as table;
use crate::statistics::ordinal_association::{OrdinalAssociation, ordinal_association};
use crate::statistics::{Reason, crosstab::Crosstab as Tested};
use crate::store::sites::Site;

/// A table of people.
#[derive(Clone, Debug, PartialEq)]
pub struct Crosstab {
    /// Names of the rows.
    pub rows: Vec<Named>,
    /// Names of the columns.
    pub columns: Vec<Named>,
    /// Counts, row by row.
    pub counts: Vec<Vec<u64>>,
    /// People in each column.
    pub bases: Vec<u64>,
    /// The test and its cells, or why there is none.
    pub tested: Result<Tested, Reason>,
    /// Which columns differ, for each row.
    pub letters: Vec<Comparisons>,
    /// Kendall's tau-b, where both are ordered.
    pub order: Option<OrdinalAssociation>,
    /// Columns in which so few answered that they are hidden.
    pub hidden: Vec<bool>,
    /// Rows that so few people are in that they are hidden: turned round, the table must hide the same people.
    pub hidden_rows: Vec<bool>,
}

/// What a row or a column is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its code, or a site's id.
    pub code: String,
    /// Its words; empty for yes and no.
    pub text: Text,
    /// A name that is the same in all languages: that of a site.
    pub name: String,
}

/// Works out the table; nothing for numbers and scales, which have no rows.
pub fn crosstab(
    series: &Series,
    moment: usize,
    item: &Item,
    by: Option<&Item>,
    sites: &[Site],
    rules: Rules,
) -> Option<Crosstab> {
    let rows = named(item)?;
    let columns = match by {
        Some(by) => named(by)?,
        None => sites
            .iter()
            .map(|site| Named { code: site.id.clone(), text: Text::default(), name: site.name.clone() })
            .collect(),
    };
    let counts = count(series, moment, item, by, &rows, &columns);
    let bases: Vec<u64> = (0..columns.len()).map(|column| counts.iter().map(|row| row[column]).sum()).collect();
    // Sites that were not asked are no columns.
    let kept: Vec<usize> = (0..columns.len()).filter(|column| by.is_some() || bases[*column] > 0).collect();
    let counts: Vec<Vec<u64>> = counts.iter().map(|row| kept.iter().map(|column| row[*column]).collect()).collect();
    let (columns, bases): (Vec<Named>, Vec<u64>) =
        kept.iter().map(|column| (columns[*column].clone(), bases[*column])).unzip();
    let few = |people: u64| people > 0 && people < rules.smallest;
    let hidden: Vec<bool> = bases.iter().map(|base| few(*base)).collect();
    let hidden_rows: Vec<bool> = counts.iter().map(|row| few(row.iter().sum())).collect();
    // What is hidden is not tested either.
    let tested = tested(&counts, &hidden_rows, &hidden);
    let ordered = |item: &Item| matches!(item.measure, Measure::Ordinal(_));
    let both = ordered(item) && by.is_some_and(ordered);
    Some(Crosstab {
        order: both.then(|| ordinal_association(&tested).ok()).flatten(),
        tested: table::crosstab(&tested, SEED),
        letters: tested.iter().map(|row| column_comparisons(row, &bases)).collect(),
        rows,
        columns,
        counts,
        bases,
        hidden,
        hidden_rows,
    })
}

/// The table with nobody in what is hidden.
fn tested(counts: &[Vec<u64>], rows: &[bool], columns: &[bool]) -> Vec<Vec<u64>> {
    let cell = |(count, hidden): (&u64, &bool)| if *hidden { 0 } else { *count };
    let row = |(row, hidden): (&Vec<u64>, &bool)| match hidden {
        true => vec![0; row.len()],
        false => row.iter().zip(columns).map(cell).collect(),
    };
    counts.iter().zip(rows).map(row).collect()
}

/// The levels of an item as rows or columns; nothing for numbers and scales.
pub fn named(item: &Item) -> Option<Vec<Named>> {
    let fixed = |code: &str| Named { code: code.to_owned(), text: Text::default(), name: String::new() };
    match &item.measure {
        Measure::YesNo | Measure::Ticked(_) => Some(vec![fixed("yes"), fixed("no")]),
        Measure::Nominal(levels) | Measure::Ordinal(levels) => Some(
            levels
                .iter()
                .map(|level| Named { code: level.code.clone(), text: level.text.clone(), name: String::new() })
                .collect(),
        ),
        Measure::Number(_) | Measure::Scale(_) => None,
    }
}

/// A person's place in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Place of the collection among those of the wave.
    pub collection: usize,
    /// The person's row in its table.
    pub row: usize,
    /// Row and column of the table; nothing where there is no answer.
    pub place: (Option<usize>, Option<usize>),
}

/// Where everybody of a wave stands in a table; `columns` are sites where there is no second item.
pub fn crossed_places(series: &Series, moment: usize, item: &Item, by: Option<&Item>, columns: &[Named]) -> Vec<Cell> {
    let mut found = Vec::new();
    for (collection, answered) in series.moments[moment].answered.iter().enumerate() {
        let all: Vec<usize> = (0..answered.table.rows.len()).collect();
        let mut keep = answered.keep(item, &all);
        if let Some(by) = by {
            keep = std::borrow::Cow::Owned(answered.keep(by, &keep).into_owned());
        }
        let row = seen::places_of(item, &answered.table, &keep);
        let column = match by {
            Some(by) => seen::places_of(by, &answered.table, &keep),
            None => {
                let place = |row: &usize| columns.iter().position(|site| site.code == *answered.table.rows[*row].site);
                keep.iter().map(place).collect()
            }
        };
        let places = row.into_iter().zip(column);
        found.extend(keep.iter().zip(places).map(|(row, place)| Cell { collection, row: *row, place }));
    }
    found
}

fn count(
    series: &Series,
    moment: usize,
    item: &Item,
    by: Option<&Item>,
    rows: &[Named],
    columns: &[Named],
) -> Vec<Vec<u64>> {
    let mut counts = vec![vec![0; columns.len()]; rows.len()];
    for cell in crossed_places(series, moment, item, by, columns) {
        if let (Some(row), Some(column)) = cell.place {
            counts[row][column] += 1;
        }
    }
    counts
}
