//! The same people in two waves: how many are linked and how many are not, how they moved on each question, and from which
//! answer to which where no number of it is small.

use server::release::{About, Answers, Chosen, Draft, Moved};
use server::report::{Block, Cell, Column, Row, Table};
use server::waves::linked::{LinkedEffect, LinkedLine};
use server::waves::{Measure, Verdict, Way};

use super::tables::{self, column};
use super::{findings, numbers, pictures};
use crate::components::chart::{Body, Chart, Linked as Bars, Movement, Shown};
use crate::language::Language;
use crate::pages::results::text;
use crate::pages::waves::name;

/// Everything that is said of the same people.
pub(super) fn blocks(words: &Language, draft: &Draft, part: usize) -> Vec<Block> {
    let chosen = &draft.chosen[part];
    if !chosen.follows {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(2, words.say(&of_whom(chosen, "release-same-title")))];
    let Some(place) = draft.place(About::Linked(part)) else {
        blocks.push(Block::Notes(vec![words.say("release-same-nobody")]));
        return blocks;
    };
    blocks.push(Block::Paragraph(words.with(&of_whom(chosen, "release-same-lead"), &waves(draft, part))));
    match draft.cells(place) {
        Some(_) => blocks.push(Block::Table(tables::answers(words, draft, place))),
        None => blocks.push(Block::Notes(vec![words.say("release-withheld")])),
    }
    blocks.extend(joined(words, draft, part));
    for means in [false, true] {
        blocks.extend(moves(words, draft, part, means));
    }
    blocks.extend(untold(words, draft, part));
    blocks.extend(chosen.items.iter().filter_map(|item| courses(words, draft, part, *item)));
    blocks
}

/// A key, or that of its words for organisations where those are joined.
fn of_whom(chosen: &Chosen, key: &str) -> String {
    let organisations = chosen.bond.as_ref().is_some_and(|bond| bond.organisations);
    if organisations { format!("{key}-organizations") } else { key.to_owned() }
}

/// The names of the two waves.
fn waves(draft: &Draft, part: usize) -> [(&'static str, String); 2] {
    let chosen = &draft.chosen[part];
    let name = |wave: Option<usize>| wave.map_or_else(String::new, |wave| chosen.series.moments[wave].name.clone());
    let linked = chosen.bond.as_ref().map(|bond| &bond.linked);
    [("before", name(linked.map(|linked| linked.earlier))), ("after", name(linked.map(|linked| linked.later)))]
}

/// How sure the links are, and whether who is linked answered otherwise than the rest.
fn joined(words: &Language, draft: &Draft, part: usize) -> Option<Block> {
    let bond = draft.chosen[part].bond.as_ref().filter(|_| draft.shows_linked(part))?;
    let wrong = bond.false_share.map(|share| words.with("release-same-false", &[("percent", numbers::at_most(share))]));
    let rest = bond.rest.map(|(clear, asked)| {
        let values = [("clear", clear.to_string()), ("asked", asked.to_string())];
        words.with("release-same-rest", &values)
    });
    let said: Vec<String> = wrong.into_iter().chain(rest).collect();
    (!said.is_empty()).then(|| Block::Paragraph(said.join(" ")))
}

/// Questions that were asked otherwise, or that too few people answered both times.
fn untold(words: &Language, draft: &Draft, part: usize) -> Option<Block> {
    let chosen = &draft.chosen[part];
    let untold = chosen.items.iter().copied().filter(|item| draft.place(About::Moves(part, *item)).is_none());
    let (apart, few): (Vec<usize>, Vec<usize>) = untold.partition(|item| is_apart(chosen, *item));
    let note = |(key, items): (&str, Vec<usize>)| {
        let names: Vec<String> = items.iter().map(|item| name(words, &chosen.series.items[*item])).collect();
        (!names.is_empty()).then(|| words.with(key, &[("questions", names.join("; "))]))
    };
    let notes: Vec<String> =
        [("release-same-apart", apart), ("release-same-few", few)].into_iter().filter_map(note).collect();
    (!notes.is_empty()).then_some(Block::Notes(notes))
}

/// Whether one of the two waves has no answers that may be counted for an item: it was asked otherwise, or not at all.
fn is_apart(chosen: &Chosen, item: usize) -> bool {
    let series = &chosen.series;
    let out: Vec<&str> = series.kept_apart(&series.items[item]).collect();
    let asks = |wave: &usize| series.moments[*wave].versions.iter().any(|version| !out.contains(&version.as_str()));
    chosen.followed.is_some_and(|both| !both.iter().all(asks))
}

/// How the same people moved, as bars and as numbers.
fn moves(words: &Language, draft: &Draft, part: usize, means: bool) -> Option<Block> {
    let chosen = &draft.chosen[part];
    let items = chosen.items.iter().filter(|item| draft.is_mean(part, **item) == means);
    let followed: Vec<(usize, usize)> =
        items.filter_map(|item| Some((*item, draft.place(About::Moves(part, *item))?))).collect();
    if followed.is_empty() {
        return None;
    }
    let ways = ways(draft, part, &followed);
    let rows: Vec<Row> = followed.iter().map(|found| row(words, draft, part, *found, ways)).collect();
    let unit = if means { "score" } else { "points" };
    let hides = rows.iter().any(|row| row.cells.contains(&Cell::Hidden));
    let smallest = [("smallest", chosen.threshold.smallest().to_string())];
    let notes = hides.then(|| words.with("release-hidden-note", &smallest));
    let table = Table {
        id: format!("{}{}", chosen.series.instrument.id, if means { "-mean-moves" } else { "-moves" }),
        caption: words.with(&of_whom(chosen, "release-same-moves"), &waves(draft, part)),
        each: words.say("release-each-question"),
        heads: heads(words, unit, ways),
        rows,
        notes: notes.into_iter().chain([words.say("release-same-note")]).collect(),
    };
    Some(match chart(words, draft, part, &followed) {
        Some(chart) => pictures::block(words, &chart, table),
        None => Block::Table(table),
    })
}

fn heads(words: &Language, unit: &str, ways: &[&str]) -> Vec<Column> {
    let mut heads = vec![column("both", words.say("release-same-both"), "people")];
    heads.extend(ways.iter().map(|way| column(way, words.say(&format!("release-{way}")), "percent")));
    heads.push(column("net", words.say(&format!("release-same-net-{unit}")), unit));
    heads.push(column("net_interval", words.say("release-interval"), unit));
    heads.push(column("says", words.say("release-says"), "words"));
    heads
}

/// Which way people moved; the last one is that of answers without an order.
static WAYS: [&str; 4] = ["higher", "same", "lower", "other"];

/// The ways that some of the questions know.
fn ways(draft: &Draft, part: usize, followed: &[(usize, usize)]) -> &'static [&'static str] {
    let items = &draft.chosen[part].series.items;
    let nominal = followed.iter().any(|(item, _)| matches!(items[*item].measure, Measure::Nominal(_)));
    if nominal { &WAYS } else { &WAYS[..3] }
}

/// How many moved one way; nothing where the question knows no such way.
fn count(answers: &Answers, way: &str) -> Option<Option<u64>> {
    let column = answers.columns.iter().position(|values| values.len() == 1 && values.contains(way))?;
    Some(answers.rows.first()?.counts.get(column).copied().flatten())
}

fn row(words: &Language, draft: &Draft, part: usize, (item, place): (usize, usize), ways: &[&str]) -> Row {
    let found = &draft.chosen[part].series.items[item];
    let (id, called) = (found.key.clone(), name(words, found));
    let Some(answers) = draft.answers(place) else {
        let mut cells = vec![Cell::Hidden; ways.len() + 3];
        cells.push(Cell::Text(words.say("release-kept")));
        return Row { id, name: called, cells };
    };
    let base = answers.rows.first().and_then(|line| line.base);
    let mut cells = vec![base.map_or(Cell::Hidden, Cell::Count)];
    let part_of = |way: &&str| count(&answers, way).map_or(Cell::Nothing, |count| numbers::part(count, base));
    cells.extend(ways.iter().map(part_of));
    cells.extend(said(words, draft.moved(part, item)));
    Row { id, name: called, cells }
}

fn said(words: &Language, moved: Moved<'_>) -> [Cell; 3] {
    match moved {
        Moved::Line(line) => {
            let net = line.net().filter(|_| line.verdict.shows_figures());
            let (by, decimals) = if is_mean(line) { (1.0, 1) } else { (100.0, 0) };
            let value = net.and_then(|net| net.estimate);
            let range = net.and_then(|net| net.interval).map(|ends| Cell::Range {
                low: ends.low * by,
                high: ends.high * by,
                decimals,
                percent: false,
            });
            let value = value.map(|value| Cell::Number { value: value * by, decimals });
            [value.unwrap_or_default(), range.unwrap_or_default(), Cell::Text(finding(words, line))]
        }
        Moved::Kept => [Cell::Hidden, Cell::Hidden, Cell::Text(words.say("release-kept"))],
        Moved::Nothing => [Cell::Nothing, Cell::Nothing, Cell::Text(String::new())],
    }
}

fn is_mean(line: &LinkedLine) -> bool {
    matches!(line.effect, LinkedEffect::Mean(_))
}

fn finding(words: &Language, line: &LinkedLine) -> String {
    words.say(match (&line.verdict, &line.effect) {
        (Verdict::Hidden | Verdict::CountsOnly, _) => "release-same-too-few",
        (Verdict::Clear { way: Way::Up, .. }, LinkedEffect::Mean(_)) => "release-same-mean-up",
        (Verdict::Clear { way: Way::Down, .. }, LinkedEffect::Mean(_)) => "release-same-mean-down",
        (Verdict::Clear { way: Way::Up, .. }, LinkedEffect::Share(_)) => "release-same-yes-up",
        (Verdict::Clear { way: Way::Down, .. }, LinkedEffect::Share(_)) => "release-same-yes-down",
        (Verdict::Clear { way: Way::Up, .. }, _) => "release-same-up",
        (Verdict::Clear { way: Way::Down, .. }, _) => "release-same-down",
        (Verdict::Clear { .. }, _) => "release-same-mix",
        (Verdict::AboutTheSame(_), _) => "release-same-level",
        (Verdict::Borderline { .. }, _) => "verdict-borderline",
        (Verdict::NotEnough(_), _) => "release-same-unclear",
        _ => "release-same-untested",
    })
}

/// Bars of three parts, of the questions whose answers have an order.
fn chart(words: &Language, draft: &Draft, part: usize, followed: &[(usize, usize)]) -> Option<Chart> {
    let chosen = &draft.chosen[part];
    let shown = |count: Option<u64>| count.map_or(Shown::Hidden, |count| Shown::As(count as usize));
    let movement = |(item, place): &(usize, usize)| {
        let label = name(words, &chosen.series.items[*item]);
        let Some(answers) = draft.answers(*place) else {
            return Some(Movement { label, people: [Shown::Hidden; 3], base: Shown::Hidden });
        };
        let laid_together = answers.columns.iter().any(|values| values.len() > 1);
        let people = ["higher", "same", "lower"].map(|way| count(&answers, way));
        let ordered = laid_together || people.iter().all(Option::is_some);
        let people = people.map(|count| if laid_together { Shown::Hidden } else { shown(count.flatten()) });
        ordered.then(|| Movement { label, people, base: shown(answers.rows.first().and_then(|line| line.base)) })
    };
    let drawn = |found: &(usize, usize)| Some((found.0, movement(found)?));
    let (items, courses): (Vec<usize>, Vec<Movement>) = followed.iter().filter_map(drawn).unzip();
    let names = waves(draft, part).map(|(_, name)| name);
    let finding = findings::clearly(words, counted(draft, part, &items), names);
    (!courses.is_empty()).then(|| Chart {
        finding,
        title: text(words, &chosen.series.instrument.title),
        each: words.say("release-each-question"),
        notes: vec![words.say("release-same-note")],
        body: Body::Linked(Bars {
            names: ["higher", "same", "lower"].map(|way| words.say(&format!("release-{way}"))),
            courses,
        }),
    })
}

/// How many changes of some questions are told, how many of them are clear, and of how many it is not told.
fn counted(draft: &Draft, part: usize, items: &[usize]) -> [usize; 3] {
    let mut counts = [0; 3];
    for item in items {
        match draft.moved(part, *item) {
            Moved::Line(line) if line.verdict.shows_figures() => {
                counts[0] += 1;
                counts[1] += usize::from(matches!(line.verdict, Verdict::Clear { .. }));
            }
            _ => counts[2] += 1,
        }
    }
    counts
}

/// From which answer to which; nothing where some number of it is small.
fn courses(words: &Language, draft: &Draft, part: usize, item: usize) -> Option<Block> {
    let place = draft.place(About::Courses(part, item))?;
    draft.cells(place)?;
    Some(Block::Table(tables::answers(words, draft, place)))
}
