//! The tables of a document, with names for data files.

use std::collections::{BTreeMap, BTreeSet};

use server::disclosure::Threshold;
use server::release::{About, Chosen, Draft, Said};
use server::report::{Cell, Column, Row, Table};
use server::statistics::Figure;
use server::waves::{Effect, Line, Measure, Verdict};

use super::{findings, numbers};
use crate::language::Language;
use crate::pages::waves::charts::headline_name;
use crate::pages::waves::name;

pub(super) fn column(id: &str, name: String, unit: &str) -> Column {
    Column { id: id.to_owned(), name, unit: unit.to_owned() }
}

/// One name for answers that were laid together.
fn joined(values: &BTreeSet<String>) -> String {
    let all: Vec<&str> = values.iter().map(String::as_str).collect();
    if all.is_empty() { "all".to_owned() } else { all.join("+") }
}

/// Rows of waves, sites and codes are called in data files as people call them; those that people call alike are numbered.
pub(super) fn apart(mut rows: Vec<Row>) -> Vec<Row> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in &mut rows {
        let times = seen.entry(row.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            row.id = format!("{} ({times})", row.id);
        }
    }
    rows
}

/// Why something is missing, where it is.
fn notes(words: &Language, draft: &Draft, place: usize, rows: &[Row]) -> Vec<String> {
    let headline = draft.is_headline(place).then(|| words.say("release-headline-note"));
    headline.into_iter().chain(hidden_note(words, draft.laid[place].sheet.threshold, rows)).collect()
}

/// The same for rows of several tables under one threshold.
pub(super) fn hidden_note(words: &Language, threshold: Threshold, rows: &[Row]) -> Vec<String> {
    let hides = rows.iter().any(|row| row.cells.contains(&Cell::Hidden));
    let smallest = threshold.smallest().to_string();
    if hides { vec![words.with("release-hidden-note", &[("smallest", smallest)])] } else { Vec::new() }
}

/// An item by wave, by site or by another item, who is linked, or from which answer to which people went: how many answered,
/// and each answer; of numbers and scales the mean.
pub(super) fn answers(words: &Language, draft: &Draft, place: usize) -> Table {
    let Some(answers) = draft.answers(place) else { return Table::default() };
    let mut heads = vec![column("answered", words.say("release-answered"), "people")];
    heads.extend(
        answers
            .columns
            .iter()
            .map(|values| column(&joined(values), numbers::category(words, draft, place, values), "percent")),
    );
    let mean = draft.tells_mean(place);
    if mean {
        heads.push(column("mean", words.say("release-mean"), "score"));
        heads.push(column("mean_interval", words.say("release-interval"), "score"));
    }
    let row = |(number, line): (usize, &server::release::Line)| {
        let mut cells = vec![line.base.map_or(Cell::Hidden, Cell::Count)];
        cells.extend(line.counts.iter().map(|count| numbers::part(*count, line.base)));
        if mean {
            let told = draft.mean(place, number);
            let hidden = if matches!(told, server::release::Told::Hidden) { Cell::Hidden } else { Cell::Nothing };
            cells.push(numbers::cell(&told));
            cells.push(told.interval().map_or(hidden, |ends| Cell::Range {
                low: ends.low,
                high: ends.high,
                decimals: 1,
                percent: false,
            }));
        }
        let name = numbers::row(words, draft, place, &line.values);
        Row { id: name.clone(), name, cells }
    };
    let all = draft.all_groups(place).filter(|_| matches!(draft.laid[place].about, About::Crossed(..)));
    let lines = answers.rows.iter().chain(&all);
    let rows = apart(lines.enumerate().map(row).collect());
    let (caption, each) = heading(words, draft, place);
    Table {
        id: draft.laid[place].sheet.name.clone(),
        caption,
        each: words.say(each),
        heads,
        notes: notes(words, draft, place, &rows),
        rows,
    }
}

/// What a table shows, and the key of what its rows are.
fn heading(words: &Language, draft: &Draft, place: usize) -> (String, &'static str) {
    let called = |part: usize, item: usize| name(words, &draft.chosen[part].series.items[item]);
    let wave = |part: usize, wave: Option<usize>| {
        wave.map_or_else(String::new, |wave| draft.chosen[part].series.moments[wave].name.clone())
    };
    let last = |part: usize| wave(part, draft.chosen[part].waves.last().copied());
    let bond = |part: usize| draft.chosen[part].bond.as_ref().map(|bond| &bond.linked);
    match draft.laid[place].about {
        About::Sites(part, item) => {
            let values = [("question", called(part, item)), ("wave", last(part))];
            (words.with("release-by-site", &values), "release-each-site")
        }
        About::Crossed(part, number) => {
            let (item, by) = draft.chosen[part].crossed[number];
            let by = by.map_or_else(String::new, |by| called(part, by));
            let values = [("question", called(part, item)), ("by", by), ("wave", last(part))];
            (words.with("release-crossed-in", &values), "release-each-group")
        }
        About::Courses(part, item) => {
            let values = [
                ("question", called(part, item)),
                ("before", wave(part, bond(part).map(|linked| linked.earlier))),
                ("after", wave(part, bond(part).map(|linked| linked.later))),
            ];
            (words.with("release-courses", &values), "release-each-before")
        }
        About::Linked(_) => (words.say("release-same-linked"), "release-each-wave"),
        _ => {
            let found = draft.item_of(place);
            (found.map_or_else(String::new, |(part, item)| called(part, item)), "release-each-wave")
        }
    }
}

/// What funders ask for: how many answered and the figure in both waves, the change with its interval, and one plain
/// sentence. Shares and means have a table each.
pub(super) fn changes(words: &Language, draft: &Draft, part: usize, means: bool) -> Option<Table> {
    let chosen = &draft.chosen[part];
    let comparison = chosen.comparison.as_ref()?;
    let wave = |place: usize| chosen.series.moments[place].name.clone();
    let items: Vec<usize> = chosen.items.iter().copied().filter(|item| draft.is_mean(part, *item) == means).collect();
    let rows: Vec<Row> = items.iter().filter_map(|item| change(words, draft, part, *item)).collect();
    if rows.is_empty() {
        return None;
    }
    let (now, unit, moves) = if means { ("mean", "score", "score") } else { ("percent", "percent", "points") };
    let [before, after] = [comparison.earlier, comparison.later].map(wave);
    let of = |key: &str, wave: &str| words.with(key, &[("wave", wave.to_owned())]);
    let figure = format!("release-wave-{now}");
    let heads = vec![
        column("before_answered", of("release-people-in", &before), "people"),
        column(&format!("before_{now}"), of(&figure, &before), unit),
        column("answered", of("release-people-in", &after), "people"),
        column(now, of(&figure, &after), unit),
        column("change", words.say(&format!("release-change-{moves}")), moves),
        column("change_interval", words.say(&format!("release-change-interval-{moves}")), moves),
        column("says", words.say("release-says"), "words"),
    ];
    let values = [("before", before), ("after", after)];
    let id = if means { "-mean-changes" } else { "-changes" };
    let hidden = hidden_note(words, chosen.threshold, &rows);
    Some(Table {
        id: format!("{}{id}", chosen.series.instrument.id),
        caption: words.with("release-changes", &values),
        each: words.say("release-each-question"),
        heads,
        rows,
        notes: shares(words, chosen, &items).into_iter().chain(alone(words, chosen, &items)).chain(hidden).collect(),
    })
}

/// Of which answers the figures of some items are.
fn shares(words: &Language, chosen: &Chosen, items: &[usize]) -> Vec<String> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for item in items.iter().map(|item| &chosen.series.items[*item]) {
        // Of answers without an order there is no one figure.
        if matches!(item.measure, Measure::Nominal(_)) {
            continue;
        }
        let (share, question) = (headline_name(words, item), name(words, item));
        match found.iter_mut().find(|(other, _)| *other == share) {
            Some((_, questions)) => questions.push(question),
            None => found.push((share, vec![question])),
        }
    }
    let note = |(share, questions): (String, Vec<String>)| {
        words.with("release-share-of", &[("share", share), ("questions", questions.join("; "))])
    };
    found.into_iter().map(note).collect()
}

/// Which items are told as that share alone.
fn alone(words: &Language, chosen: &Chosen, items: &[usize]) -> Option<String> {
    let items = items.iter().filter(|item| chosen.tells_headline(**item));
    let names: Vec<String> = items.map(|item| name(words, &chosen.series.items[*item])).collect();
    (!names.is_empty()).then(|| words.with("release-headline-questions", &[("questions", names.join("; "))]))
}

fn change(words: &Language, draft: &Draft, part: usize, item: usize) -> Option<Row> {
    let chosen = &draft.chosen[part];
    let comparison = chosen.comparison.as_ref()?;
    let [before, after] = [comparison.earlier, comparison.later].map(|wave| figures(draft, part, item, wave));
    let (moves, says) = match draft.said(part, item) {
        Said::Line(line) => (
            tested(moved(line), draft, part, line),
            findings::said(words, chosen, line).map(|found| found.finding).unwrap_or_default(),
        ),
        Said::Kept => (subtracted(draft, part, item), findings::kept(words, draft, part, item)),
        Said::Nothing => ([Cell::Nothing, Cell::Nothing], String::new()),
    };
    Some(Row {
        id: chosen.series.items[item].key.clone(),
        name: name(words, &chosen.series.items[item]),
        cells: before.into_iter().chain(after).chain(moves).chain([Cell::Text(says)]).collect(),
    })
}

/// The change of two shares that are shown, where nothing else is told of it.
fn subtracted(draft: &Draft, part: usize, item: usize) -> [Cell; 2] {
    let told = |figure: Figure| Some(numbers::change(figure.estimate?, figure.interval, true));
    draft.subtracted(part, item).and_then(told).unwrap_or([Cell::Hidden, Cell::Hidden])
}

/// How many answered an item in a wave, and its figure there.
fn figures(draft: &Draft, part: usize, item: usize, wave: usize) -> [Cell; 2] {
    let Some(place) = draft.place(About::Item(part, item)) else { return [Cell::Nothing, Cell::Nothing] };
    let wave = &draft.chosen[part].series.moments[wave].wave;
    let Some(answers) = draft.answers(place) else {
        // Options of one question share a base, which a table of another option may show.
        let base = draft.base_elsewhere(place, wave);
        return [base.map_or(Cell::Hidden, Cell::Count), Cell::Hidden];
    };
    match answers.rows.iter().position(|line| line.values.contains(wave)) {
        Some(row) => [answers.rows[row].base.map_or(Cell::Hidden, Cell::Count), numbers::cell(&draft.told(place, row))],
        None => [Cell::Nothing, Cell::Nothing],
    }
}

/// How far a headline moved, and between which limits: points of shares, or scores.
fn moved(line: &Line) -> [Cell; 2] {
    let none = [Cell::Nothing, Cell::Nothing];
    let (figure, points) = match &line.change.effect {
        Effect::Share(share) => (&share.change, true),
        Effect::Order { upper, .. } => (&upper.change, true),
        Effect::Mean(mean) => (&mean.change, false),
        Effect::Mix(_) | Effect::None(_) => return none,
    };
    match figure.estimate {
        Some(by) if line.verdict.shows_figures() => numbers::change(by, figure.interval, points),
        _ => none,
    }
}

/// A change of shares with its test; with the p-value only where every number behind it is shown.
fn tested(mut moves: [Cell; 2], draft: &Draft, part: usize, line: &Line) -> [Cell; 2] {
    let told = line.adjusted.is_some() && !matches!(line.verdict, Verdict::Actual(_));
    if let Cell::Points { test, p, .. } = &mut moves[0]
        && told
    {
        *test = line.change.test().unwrap_or_default().to_owned();
        *p = line.change.p().filter(|_| draft.shows_whole(part, line.item));
    }
    moves
}

/// Codes by wave; nothing where all of them are withheld.
pub(super) fn codes(words: &Language, draft: &Draft) -> Option<Table> {
    let mentions = draft.mentions.as_ref()?;
    let mut heads: Vec<Column> = Vec::new();
    for (number, (_, wave)) in mentions.waves.iter().enumerate() {
        let people = words.with("release-people-in", &[("wave", wave.clone())]);
        heads.push(column(&format!("wave_{}_people", number + 1), people, "people"));
        heads.push(column(&format!("wave_{}", number + 1), wave.clone(), "percent"));
    }
    heads.push(column("says", words.say("release-says"), "words"));
    let mut rows = apart((0..mentions.codes.len()).filter_map(|code| code_row(words, draft, code)).collect());
    leave_out_silence(&mut heads, &mut rows);
    let place = draft.place(About::Code(0))?;
    (!rows.is_empty()).then(|| Table {
        id: "codes".to_owned(),
        caption: words.say("release-codes-title"),
        each: words.say("release-each-code"),
        heads,
        notes: notes(words, draft, place, &rows),
        rows,
    })
}

/// The last column, of sentences, where none of them says anything.
fn leave_out_silence(heads: &mut Vec<Column>, rows: &mut [Row]) {
    if rows.iter().all(|row| matches!(row.cells.last(), Some(Cell::Text(says)) if says.is_empty())) {
        heads.pop();
        for row in rows {
            row.cells.pop();
        }
    }
}

fn code_row(words: &Language, draft: &Draft, code: usize) -> Option<Row> {
    let mentions = draft.mentions.as_ref()?;
    let place = draft.place(About::Code(code))?;
    let answers = draft.answers(place);
    // Where yes and no were laid together there is no share of those who mention it.
    let yes = BTreeSet::from(["yes".to_owned()]);
    let wanted = answers.as_ref().and_then(|answers| answers.columns.iter().position(|values| *values == yes));
    let mut cells = Vec::new();
    for (id, _) in &mentions.waves {
        let line = answers.as_ref().and_then(|answers| answers.rows.iter().find(|line| line.values.contains(id)));
        match (line, &answers) {
            (Some(line), _) => {
                cells.push(line.base.map_or(Cell::Hidden, Cell::Count));
                let count = wanted.and_then(|column| line.counts.get(column).copied().flatten());
                cells.push(numbers::part(count, line.base));
            }
            (None, Some(_)) => cells.extend([Cell::Nothing, Cell::Nothing]),
            (None, None) => cells.extend([Cell::Hidden, Cell::Hidden]),
        }
    }
    let says = draft.judged(code).map_or_else(String::new, |judged| verdict(words, judged));
    cells.push(Cell::Text(says));
    let (_, name) = mentions.codes.get(code)?;
    Some(Row { id: name.clone(), name: name.clone(), cells })
}

fn verdict(words: &Language, judged: &server::waves::shares::Judged) -> String {
    use server::waves::Way;
    match &judged.verdict {
        Verdict::Clear { way: Way::Down, .. } => words.say("release-code-fewer"),
        Verdict::Clear { .. } => words.say("release-code-more"),
        Verdict::AboutTheSame(_) => words.say("release-code-same"),
        Verdict::Hidden | Verdict::Apart(_) | Verdict::Untested(_) => String::new(),
        _ => words.say("release-code-unclear"),
    }
}

#[cfg(test)]
mod tests {
    //! Codes of which nothing is said, and one of which something is.

    use super::*;

    fn rows(says: [&str; 2]) -> Vec<Row> {
        let row = |says: &str| Row {
            id: "code".to_owned(),
            name: "code".to_owned(),
            cells: vec![Cell::Count(40), Cell::Text(says.to_owned())],
        };
        says.map(row).into()
    }

    #[test]
    fn a_column_of_sentences_stands_only_where_one_says_something() {
        let heads =
            || vec![column("people", "People".to_owned(), "people"), column("says", "Says".to_owned(), "words")];
        let (mut silent, mut few) = (heads(), rows(["", ""]));
        leave_out_silence(&mut silent, &mut few);
        assert!(silent.len() == 1 && few.iter().all(|row| row.cells.len() == 1));
        let (mut told, mut more) = (heads(), rows(["", "Fewer people mention it."]));
        leave_out_silence(&mut told, &mut more);
        assert!(told.len() == 2 && more.iter().all(|row| row.cells.len() == 2));
    }
}
