//! Organisations that agreed to be listed: who answered both times, is new, lost or closed, and what became of their beds.

use server::release::{Amounts, Draft, Organisations};
use server::report::{Block, Cell, Row, Table};

use super::tables::column;
use crate::language::Language;
use crate::pages::waves::name;

/// Everything that is said of organisations.
pub(super) fn blocks(words: &Language, draft: &Draft, part: usize) -> Vec<Block> {
    let Some(found) = &draft.chosen[part].organisations else { return Vec::new() };
    let heading = Block::Heading(2, words.say("release-organizations-title"));
    let lead = Block::Paragraph(words.with("release-organizations-lead", &waves(draft, part, found)));
    let tables = std::iter::once(turnout(words, draft, part, found)).chain(beds(words, draft, part, found));
    [heading, lead].into_iter().chain(tables.map(Block::Table)).collect()
}

fn waves(draft: &Draft, part: usize, found: &Organisations) -> [(&'static str, String); 2] {
    let [before, after] = found.waves.map(|wave| draft.chosen[part].series.moments[wave].name.clone());
    [("before", before), ("after", after)]
}

fn turnout(words: &Language, draft: &Draft, part: usize, found: &Organisations) -> Table {
    let row = |(id, count): (&str, &usize)| Row {
        id: id.to_owned(),
        name: words.say(&format!("release-organizations-{id}")),
        cells: vec![Cell::Count(*count as u64)],
    };
    Table {
        id: format!("{}-organizations", draft.chosen[part].series.instrument.id),
        caption: words.with("release-organizations-turnout", &waves(draft, part, found)),
        each: words.say("release-organizations-each"),
        heads: vec![column("organizations", words.say("release-organizations-count"), "organizations")],
        rows: ["both", "new", "lost", "closed"].into_iter().zip(&found.turnout).map(row).collect(),
        notes: Vec::new(),
    }
}

/// Names of the sums in data files, in their order.
const SUMS: [&str; 8] =
    ["both_before", "both_after", "net_both", "only_before", "only_after", "all_before", "all_after", "net"];

fn beds(words: &Language, draft: &Draft, part: usize, found: &Organisations) -> Option<Table> {
    let items = &draft.chosen[part].series.items;
    let row = |amounts: &Amounts| Row {
        id: items[amounts.item].key.clone(),
        name: name(words, &items[amounts.item]),
        cells: cells(amounts),
    };
    let rows: Vec<Row> = found.amounts.iter().map(row).collect();
    let hides = rows.iter().any(|row| row.cells.contains(&Cell::Hidden));
    let notes = hides.then(|| words.say("release-beds-hidden"));
    (!rows.is_empty()).then(|| Table {
        id: format!("{}-beds", draft.chosen[part].series.instrument.id),
        caption: words.with("release-beds", &waves(draft, part, found)),
        each: words.say("release-each-question"),
        heads: SUMS
            .map(|sum| column(sum, words.say(&format!("release-beds-{}", sum.replace('_', "-"))), "beds"))
            .into(),
        rows,
        notes: std::iter::once(words.say("release-beds-note")).chain(notes).collect(),
    })
}

fn cells(amounts: &Amounts) -> Vec<Cell> {
    let sum = |wave: usize, of: usize| amounts.sums[wave][of].map_or(Cell::Hidden, Cell::Count);
    let net = |net: Option<i64>| net.map_or(Cell::Hidden, |net| Cell::Number { value: net as f64, decimals: 0 });
    vec![
        sum(0, 0),
        sum(1, 0),
        net(amounts.net_of_both()),
        sum(0, 1),
        sum(1, 1),
        sum(0, 2),
        sum(1, 2),
        net(amounts.net()),
    ]
}
