//! One construct asked of several audiences: each side's share by wave, the gap between them, and how the gap changed.

use server::release::{Draft, Gap, Told};
use server::report::{Block, Cell, Column, Row, Table};

use super::tables::{apart, column, hidden_note};
use super::{numbers, pictures};
use crate::components::chart::{Body, Chart, Course, Estimates, Form, Line, Named, Point, Unit};
use crate::language::Language;
use crate::pages::results::text;
use crate::pages::waves::charts::headline_name;
use crate::pages::waves::name;

/// Everything that is said of constructs that several audiences were asked.
pub(super) fn blocks(words: &Language, draft: &Draft) -> Vec<Block> {
    let mut blocks: Vec<Block> = (0..draft.mirrors.len()).flat_map(|mirror| one(words, draft, mirror)).collect();
    if !blocks.is_empty() {
        blocks.insert(0, Block::Heading(1, words.say("release-mirror-title")));
        blocks.insert(1, Block::Paragraph(words.say("release-mirror-lead")));
    }
    blocks
}

fn one(words: &Language, draft: &Draft, mirror: usize) -> Vec<Block> {
    let (_, first) = draft.mirrored(mirror, 0);
    let mut blocks = vec![Block::Heading(2, name(words, first))];
    blocks.extend((0..draft.mirrors[mirror].sides.len()).map(|side| asked(words, draft, mirror, side)));
    let waves = draft.waves_of(mirror);
    if waves.is_empty() {
        blocks.push(Block::Notes(vec![words.say("release-withheld")]));
        return blocks;
    }
    let table = shares(words, draft, mirror, &waves);
    let chart = chart(words, draft, mirror, &waves);
    blocks.push(pictures::block(words, &chart, table));
    blocks.extend(changes(words, draft, mirror, &waves));
    let sides = 0..draft.mirrors[mirror].sides.len();
    let left_out = sides.clone().filter_map(|side| differently(words, draft, mirror, side));
    let notes: Vec<String> = left_out.chain(sides.filter_map(|side| otherwise(words, draft, mirror, side))).collect();
    blocks.extend((!notes.is_empty()).then_some(Block::Notes(notes)));
    blocks
}

/// A side that no gap is told of, since its answers to choose from are not those of the first one.
fn differently(words: &Language, draft: &Draft, mirror: usize, side: usize) -> Option<String> {
    let values = [("instrument", called(words, draft, mirror, side)), ("first", called(words, draft, mirror, 0))];
    (!draft.asked_alike(mirror, side)).then(|| words.with("release-mirror-differently", &values))
}

/// Waves that are left out because they asked a side otherwise.
fn otherwise(words: &Language, draft: &Draft, mirror: usize, side: usize) -> Option<String> {
    let waves: Vec<&str> = draft.asked_otherwise(mirror, side).into_iter().map(|moment| moment.name.as_str()).collect();
    let values = [("instrument", called(words, draft, mirror, side)), ("waves", waves.join("; "))];
    (!waves.is_empty()).then(|| words.with("release-mirror-otherwise", &values))
}

/// How a side was asked, and which share is shown of it.
fn asked(words: &Language, draft: &Draft, mirror: usize, side: usize) -> Block {
    let (chosen, item) = draft.mirrored(mirror, side);
    let values = [
        ("instrument", text(words, &chosen.series.instrument.title)),
        ("question", name(words, item)),
        ("share", headline_name(words, item)),
    ];
    Block::Paragraph(words.with("release-mirror-asked", &values))
}

fn called(words: &Language, draft: &Draft, mirror: usize, side: usize) -> String {
    text(words, &draft.mirrored(mirror, side).0.series.instrument.title)
}

/// Id, name and day of a wave.
type Wave = (String, String, String);

fn shares(words: &Language, draft: &Draft, mirror: usize, waves: &[Wave]) -> Table {
    let sides = draft.mirrors[mirror].sides.len();
    let mut heads: Vec<Column> = Vec::new();
    for side in 0..sides {
        let name = called(words, draft, mirror, side);
        let people = words.with("release-people-in", &[("wave", name.clone())]);
        heads.push(column(&format!("side_{}_people", side + 1), people, "people"));
        heads.push(column(&format!("side_{}", side + 1), name, "percent"));
    }
    let alike: Vec<usize> = compared(draft, mirror).collect();
    for side in &alike {
        let gap = words.with("release-mirror-gap", &between(words, draft, mirror, *side));
        heads.push(column(&format!("gap_{}", side + 1), gap, "points"));
        heads.push(column(&format!("gap_{}_interval", side + 1), words.say("release-interval"), "points"));
    }
    let row = |(id, name, _): &Wave| {
        let mut cells = Vec::new();
        for side in 0..sides {
            let base = draft.side_base(mirror, side, id);
            cells.push(base.map_or(Cell::Nothing, |base| base.map_or(Cell::Hidden, Cell::Count)));
            cells.push(numbers::cell(&draft.side(mirror, side, id)));
        }
        cells.extend(alike.iter().flat_map(|side| gap(draft.gap(mirror, *side, id))));
        Row { id: name.clone(), name: name.clone(), cells }
    };
    let rows = apart(waves.iter().map(row).collect());
    let notes = hidden_note(words, draft.mirrors[mirror].threshold, &rows);
    Table {
        id: format!("mirror.{}", draft.mirrors[mirror].construct),
        caption: name(words, draft.mirrored(mirror, 0).1),
        each: words.say("release-each-wave"),
        heads,
        notes: notes.into_iter().chain([words.say("release-mirror-note")]).collect(),
        rows,
    }
}

/// The sides that a gap to the first one is told of: those that had the same answers to choose from.
fn compared(draft: &Draft, mirror: usize) -> impl Iterator<Item = usize> {
    (1..draft.mirrors[mirror].sides.len()).filter(move |side| draft.asked_alike(mirror, *side))
}

fn between(words: &Language, draft: &Draft, mirror: usize, side: usize) -> [(&'static str, String); 2] {
    [("one", called(words, draft, mirror, 0)), ("other", called(words, draft, mirror, side))]
}

/// A gap in points, and its interval.
fn gap(gap: Gap) -> [Cell; 2] {
    match gap {
        Gap::Figure(figure) => {
            let value = figure.estimate.map(|by| Cell::Number { value: by * 100.0, decimals: 0 });
            let range = figure.interval.map(|ends| Cell::Range {
                low: ends.low * 100.0,
                high: ends.high * 100.0,
                decimals: 0,
                percent: false,
            });
            [value.unwrap_or_default(), range.unwrap_or_default()]
        }
        Gap::Hidden => [Cell::Hidden, Cell::Hidden],
        Gap::Nothing => [Cell::Nothing, Cell::Nothing],
    }
}

/// How the gap changed between the last two waves; where no change is told of any side, why.
fn changes(words: &Language, draft: &Draft, mirror: usize, waves: &[Wave]) -> Option<Block> {
    let [.., (earlier, before, _), (later, after, _)] = waves else { return None };
    let why = |side: usize| {
        let apart = incomparable(words, draft, mirror, side, [earlier, before, after]);
        apart.unwrap_or_else(|| words.say("release-mirror-lacking"))
    };
    let found: Vec<(usize, Gap)> =
        compared(draft, mirror).map(|side| (side, draft.gap_change(mirror, side, [earlier, later]))).collect();
    if found.iter().all(|(_, gap)| matches!(gap, Gap::Nothing)) {
        let note = |(side, _): &(usize, Gap)| {
            let [one, other] = between(words, draft, mirror, *side);
            words.with("release-mirror-no-change", &[one, other, ("why", why(*side))])
        };
        return (!found.is_empty()).then(|| Block::Notes(found.iter().map(note).collect()));
    }
    let row = |(side, found): (usize, Gap)| {
        let says = match &found {
            Gap::Figure(figure) => figure.interval.map(|ends| match (ends.low > 0.0, ends.high < 0.0) {
                (false, false) => words.say("release-mirror-unclear"),
                _ => words.say("release-mirror-changed"),
            }),
            Gap::Hidden => Some(words.say("release-kept")),
            Gap::Nothing => Some(why(side)),
        };
        let [by, range] = gap(found);
        let says = Cell::Text(says.unwrap_or_default());
        let name = words.with("release-mirror-gap", &between(words, draft, mirror, side));
        Row { id: format!("gap_{}", side + 1), name, cells: vec![by, range, says] }
    };
    let rows: Vec<Row> = found.into_iter().map(row).collect();
    let notes = hidden_note(words, draft.mirrors[mirror].threshold, &rows);
    Some(Block::Table(Table {
        id: format!("mirror.{}.change", draft.mirrors[mirror].construct),
        caption: words.with("release-mirror-change", &[("before", before.clone()), ("after", after.clone())]),
        each: words.say("release-mirror-each"),
        heads: vec![
            column("change", words.say("release-change-points"), "points"),
            column("change_interval", words.say("release-interval"), "points"),
            column("says", words.say("release-says"), "words"),
        ],
        rows,
        notes,
    }))
}

/// Why there is no change of a gap, where a side was asked otherwise in the earlier wave, which is given by its id and name.
fn incomparable(
    words: &Language,
    draft: &Draft,
    mirror: usize,
    side: usize,
    [earlier, before, after]: [&String; 3],
) -> Option<String> {
    let asked = |side: &usize| draft.asked_otherwise(mirror, *side).iter().any(|moment| moment.wave == *earlier);
    let side = [0, side].into_iter().find(asked)?;
    let instrument = called(words, draft, mirror, side);
    let values = [("instrument", instrument), ("before", before.clone()), ("after", after.clone())];
    Some(words.with("release-mirror-apart", &values))
}

fn chart(words: &Language, draft: &Draft, mirror: usize, waves: &[Wave]) -> Chart {
    let sides = 0..draft.mirrors[mirror].sides.len();
    let drawn = |side: usize, wave: &str| numbers::drawn(&draft.side(mirror, side, wave));
    let body = match waves {
        [(wave, ..)] => {
            let named = |side| Named { label: called(words, draft, mirror, side), value: drawn(side, wave) };
            let values = sides.map(named).collect();
            Body::Estimates(Estimates { form: Form::Dots, unit: Unit::Share, values, reference: None })
        }
        _ => {
            let point = |side: usize, (id, name, _): &Wave| {
                let moments = &draft.mirrored(mirror, side).0.series.moments;
                let day = moments.iter().find(|moment| moment.wave == *id)?.day();
                let told = draft.side(mirror, side, id);
                let there = !matches!(told, Told::Nothing);
                there.then(|| Point { day, date: name.clone(), value: numbers::drawn(&told), reworded: None })
            };
            let line = |side: usize| Line {
                label: called(words, draft, mirror, side),
                points: waves.iter().filter_map(|wave| point(side, wave)).collect(),
            };
            Body::Course(Course { unit: Unit::Share, lines: sides.map(line).collect() })
        }
    };
    Chart {
        finding: words.say("release-mirror-finding"),
        title: name(words, draft.mirrored(mirror, 0).1),
        each: words.say("release-mirror-each"),
        notes: Vec::new(),
        body,
    }
}
