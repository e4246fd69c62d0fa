//! One item by another, or by site, in one wave: counts, shares by column with their interval, which cells stand out,
//! which columns differ, and the one test that fits. All people are counted and tested, in small cells too: those are
//! marked for staff, and what leaves the house is planned by [`crate::disclosure`].

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
    /// Smaller counts are marked.
    pub smallest: u64,
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
    let ordered = |item: &Item| matches!(item.measure, Measure::Ordinal(_));
    let both = ordered(item) && by.is_some_and(ordered);
    Some(Crosstab {
        order: both.then(|| ordinal_association(&counts).ok()).flatten(),
        tested: table::crosstab(&counts, SEED),
        letters: counts.iter().map(|row| column_comparisons(row, &bases)).collect(),
        rows,
        columns,
        counts,
        bases,
        smallest: rules.smallest,
    })
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

/// Tells of everybody in a wave where they stand in a table; `columns` are sites where there is no second item. One by
/// one: a list of a million people would take longer to lay down than to count.
pub fn each_cell(
    series: &Series,
    moment: usize,
    (item, by): (&Item, Option<&Item>),
    columns: &[Named],
    mut tell: impl FnMut(Cell),
) {
    let items: Vec<&Item> = [Some(item), by].into_iter().flatten().collect();
    for (collection, answered) in series.moments[moment].answered.iter().enumerate() {
        let table = &answered.table;
        let of_row = seen::places_told(item, table);
        let of_column = by.map(|by| seen::places_told(by, table));
        let site = |row: usize| columns.iter().position(|site| site.code == *table.rows[row].site);
        for row in answered.rows(&items) {
            let column = of_column.as_ref().map_or_else(|| site(row), |of| *of.of(row));
            tell(Cell { collection, row, place: (*of_row.of(row), column) });
        }
    }
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
    each_cell(series, moment, (item, by), columns, |cell| {
        if let (Some(row), Some(column)) = cell.place {
            counts[row][column] += 1;
        }
    });
    counts
}
