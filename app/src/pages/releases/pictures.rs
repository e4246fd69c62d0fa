//! The charts of a document: drawn from what the draft tells, as files that need nothing beside them.

use server::release::{About, Draft, Said, Told};
use server::report::{Block, Cell, Column, Row, Table};
use server::statistics::Figure;
use server::waves::{Effect, Item, Line, Measure, Verdict};

use super::{findings, numbers};
use crate::components::chart::{
    Body, Change, Changes, Chart, Course, Distribution, Estimates, Form, Line as Drawn, Named, Pair, Point, Portion,
    Shown, Spread, Unit, narrow, svg,
};
use crate::language::Language;
use crate::pages::results::text;
use crate::pages::waves::charts::{headline_name, unit};
use crate::pages::waves::name;

/// Both waves of all items of a unit.
pub(super) fn changes(words: &Language, draft: &Draft, part: usize) -> Vec<Block> {
    let chosen = &draft.chosen[part];
    let mut units: Vec<Unit> = Vec::new();
    for item in &chosen.items {
        if let Some(unit) = unit(&chosen.series.items[*item])
            && !units.contains(&unit)
        {
            units.push(unit);
        }
    }
    units.into_iter().enumerate().filter_map(|(number, unit)| changes_of(words, draft, part, unit, number)).collect()
}

fn changes_of(words: &Language, draft: &Draft, part: usize, of: Unit, number: usize) -> Option<Block> {
    let chosen = &draft.chosen[part];
    let comparison = chosen.comparison.as_ref()?;
    let waves = [comparison.earlier, comparison.later];
    let [before, after] = waves.map(|wave| chosen.series.moments[wave].name.clone());
    let mut pairs: Vec<(String, Pair, [Told; 2])> = Vec::new();
    for item in chosen.items.iter().filter(|item| unit(&chosen.series.items[**item]) == Some(of)) {
        let Some(place) = draft.place(About::Item(part, *item)) else { continue };
        let told = waves.map(|wave| at(draft, place, &chosen.series.moments[wave].wave));
        let label = name(words, &chosen.series.items[*item]);
        let pair = Pair {
            label,
            before: numbers::drawn(&told[0]),
            after: numbers::drawn(&told[1]),
            change: changed(draft, part, *item),
        };
        pairs.push((chosen.series.items[*item].key.clone(), pair, told));
    }
    if pairs.is_empty() {
        return None;
    }
    let (finding, notes) = found(words, &pairs, [before.clone(), after.clone()]);
    let title = text(words, &chosen.series.instrument.title);
    let score = matches!(of, Unit::Score { .. });
    let table = Table {
        id: format!("{}-waves-{}", chosen.series.instrument.id, number + 1),
        caption: title.clone(),
        each: words.say("release-each-question"),
        heads: heads(words, &before, &after, score),
        rows: pairs.iter().map(|(key, pair, told)| row(key, pair, told, score)).collect(),
        notes: notes.clone(),
    };
    let chart = Chart {
        finding,
        title,
        each: words.say("release-each-question"),
        notes,
        body: Body::Changes(Changes {
            unit: of,
            before,
            after,
            pairs: pairs.into_iter().map(|(_, pair, _)| pair).collect(),
        }),
    };
    Some(block(words, &chart, table))
}

/// What is said of some pairs, and what is to be known about it.
fn found(words: &Language, pairs: &[(String, Pair, [Told; 2])], waves: [String; 2]) -> (String, Vec<String>) {
    let verdicts = || pairs.iter().filter_map(|(_, pair, _)| pair.change.value()).map(|change| change.clear);
    let told = verdicts().flatten().count();
    let clear = verdicts().flatten().filter(|clear| *clear).count();
    let finding = findings::clearly(words, [told, clear, pairs.len() - told], waves);
    (finding, arrows(pairs.iter().map(|(_, pair, _)| pair)).into_iter().map(|note| words.say(note)).collect())
}

/// The keys of what is to be known about the arrows that are drawn, and about those that are not.
fn arrows<'p>(pairs: impl Iterator<Item = &'p Pair>) -> Vec<&'static str> {
    let drawn = |pair: &Pair| pair.before.value().and(pair.after.value()).and(pair.change.value());
    let arrows: Vec<Option<Change>> = pairs.map(drawn).collect();
    let some = |clear: Option<bool>| arrows.iter().flatten().any(|change| change.clear == clear);
    let grey = match (some(None), some(Some(false))) {
        (true, _) => Some("chart-changes-untold-note"),
        (false, true) => Some("chart-changes-note"),
        (false, false) => None,
    };
    grey.into_iter().chain(arrows.iter().any(Option::is_none).then_some("chart-changes-bare-note")).collect()
}

fn heads(words: &Language, before: &str, after: &str, score: bool) -> Vec<Column> {
    let (unit, moves) = if score { ("score", "score") } else { ("percent", "points") };
    let column = |id: &str, name: String, unit: &str| Column { id: id.into(), name, unit: unit.into() };
    vec![
        column("before", before.to_owned(), unit),
        column("after", after.to_owned(), unit),
        column("change", words.say(&format!("release-change-{moves}")), moves),
        column("range", words.say(&format!("release-change-interval-{moves}")), moves),
    ]
}

fn row(key: &str, pair: &Pair, told: &[Told; 2], score: bool) -> Row {
    let [change, range] = match pair.change {
        Shown::Hidden => [Cell::Hidden, Cell::Hidden],
        Shown::Nothing => [Cell::Nothing, Cell::Nothing],
        Shown::As(change) => numbers::change(change.by, change.interval, !score),
    };
    let [before, after] = [0, 1].map(|wave| numbers::cell(&told[wave]));
    Row { id: key.to_owned(), name: pair.label.clone(), cells: vec![before, after, change, range] }
}

/// The headline of a wave; nothing where it was not asked.
fn at(draft: &Draft, place: usize, wave: &str) -> Told {
    let Some(answers) = draft.answers(place) else { return Told::Hidden };
    let row = answers.rows.iter().position(|line| line.values.contains(wave));
    row.map_or(Told::Nothing, |row| draft.told(place, row))
}

fn changed(draft: &Draft, part: usize, item: usize) -> Shown<Change> {
    match draft.said(part, item) {
        Said::Line(line) if matches!(line.verdict, Verdict::Hidden) => Shown::Hidden,
        Said::Line(line) if line.verdict.shows_figures() => change_of(line),
        Said::Kept => draft.subtracted(part, item).map_or(Shown::Hidden, |figure| change(&figure, None)),
        _ => Shown::Nothing,
    }
}

fn change_of(line: &Line) -> Shown<Change> {
    let figure = match &line.change.effect {
        Effect::Share(share) => &share.change,
        Effect::Order { upper, .. } => &upper.change,
        Effect::Mean(mean) => &mean.change,
        Effect::Mix(_) | Effect::None(_) => return Shown::Nothing,
    };
    let clear = matches!(line.verdict, Verdict::Clear { .. } | Verdict::Actual(_));
    change(figure, Some(clear))
}

fn change(figure: &Figure, clear: Option<bool>) -> Shown<Change> {
    figure.estimate.map(|by| Change { by, interval: figure.interval, clear }).into()
}

/// A chart with its table: drawn for paper and wide screens, and once more for phones. Where no number of it may be shown
/// the table stands alone and says so.
pub(super) fn block(words: &Language, chart: &Chart, mut table: Table) -> Block {
    if !chart.shows() {
        table.notes.insert(0, words.say("release-chart-empty"));
        return Block::Table(table);
    }
    Block::Picture { svg: svg(chart, words), narrow: narrow(chart, words), says: chart.finding.clone(), table }
}

/// The chart of one item's table: its course over three waves and more, its sites, or its answers.
pub(super) fn answers(words: &Language, draft: &Draft, place: usize) -> Option<Chart> {
    let (About::Item(part, item) | About::Sites(part, item)) = draft.laid[place].about else { return None };
    let chosen = &draft.chosen[part];
    let found = &chosen.series.items[item];
    let finding = match draft.said(part, item) {
        Said::Line(line) => findings::said(words, chosen, line).map(|found| found.finding).unwrap_or_default(),
        _ => words.say("distribution-finding"),
    };
    let (finding, body, title) = match draft.laid[place].about {
        About::Sites(..) => {
            (words.say("sites-finding"), sites(words, draft, place, found)?, headline_name(words, found))
        }
        _ if draft.answers(place)?.rows.len() > 2 && unit(found).is_some() => {
            (finding, course(words, draft, place, found)?, headline_name(words, found))
        }
        _ => (finding, spread(words, draft, place, found)?, name(words, found)),
    };
    let each = words.say(match body {
        Body::Estimates(_) => "release-each-site",
        Body::Course(_) => "release-each-wave",
        _ => "release-each-answer",
    });
    Some(Chart { finding, title, each, notes: Vec::new(), body })
}

/// The answers of each group, where they are few enough to stand side by side.
pub(super) fn groups(words: &Language, draft: &Draft, place: usize) -> Option<Chart> {
    let (part, item) = draft.item_of(place)?;
    let found = &draft.chosen[part].series.items[item];
    if draft.answers(place)?.rows.len() > MOST_GROUPS {
        return None;
    }
    let (finding, title) = (words.say("release-crossed-finding"), name(words, found));
    let body = spread(words, draft, place, found)?;
    let each = words.say("release-each-answer");
    Some(Chart { finding, title, each, notes: Vec::new(), body })
}

/// So many groups are told apart in one chart.
const MOST_GROUPS: usize = 4;

fn sites(words: &Language, draft: &Draft, place: usize, item: &Item) -> Option<Body> {
    let (unit, answers) = (unit(item)?, draft.answers(place)?);
    let named = |(row, line): (usize, &server::release::Line)| Named {
        label: numbers::row(words, draft, place, &line.values),
        value: numbers::drawn(&draft.told(place, row)),
    };
    let values: Vec<Named> = answers.rows.iter().enumerate().map(named).collect();
    (values.len() > 1).then_some(Body::Estimates(Estimates { form: Form::Dots, unit, values, reference: None }))
}

fn course(words: &Language, draft: &Draft, place: usize, item: &Item) -> Option<Body> {
    let (About::Item(part, _) | About::Sites(part, _)) = draft.laid[place].about else { return None };
    let moments = &draft.chosen[part].series.moments;
    let (unit, answers) = (unit(item)?, draft.answers(place)?);
    let point = |(row, line): (usize, &server::release::Line)| {
        let moment = moments.iter().find(|moment| line.values.contains(&moment.wave))?;
        let value = numbers::drawn(&draft.told(place, row));
        Some(Point { day: moment.day(), date: moment.name.clone(), value, reworded: None })
    };
    let points = answers.rows.iter().enumerate().filter_map(point).collect();
    Some(Body::Course(Course { unit, lines: vec![Drawn { label: name(words, item), points }] }))
}

fn spread(words: &Language, draft: &Draft, place: usize, item: &Item) -> Option<Body> {
    let answers = draft.answers(place)?;
    if answers.columns.len() < 3 || !matches!(item.measure, Measure::Nominal(_) | Measure::Ordinal(_)) {
        return None;
    }
    let ends = item.measure.ends().filter(|_| draft.tells_mean(place));
    let part = |count: &Option<u64>, base: Option<u64>| match count.zip(base) {
        Some((_, 0)) => Shown::Nothing,
        Some((count, base)) => {
            Shown::As(Portion { share: count as f64 / base as f64, count: usize::try_from(count).ok() })
        }
        None => Shown::Hidden,
    };
    let wave = |(row, line): (usize, &server::release::Line)| Spread {
        label: numbers::row(words, draft, place, &line.values),
        parts: line.counts.iter().map(|count| part(count, line.base)).collect(),
        mean: if ends.is_some() { numbers::drawn(&draft.mean(place, row)) } else { Shown::Nothing },
        base: line.base.map_or(Shown::Hidden, |base| Shown::As(base as usize)),
    };
    let levels = answers.columns.iter().map(|values| numbers::category(words, draft, place, values)).collect();
    let waves = answers.rows.iter().enumerate().map(wave).collect();
    let unit = ends.map(|(low, high)| Unit::Score { low, high });
    Some(Body::Distribution(Distribution { levels, unit, waves }))
}

#[cfg(test)]
mod tests {
    //! Of three questions one changed clearly, one not clearly, and of one it is not told.

    use super::*;
    use crate::components::chart::Estimate;

    #[test]
    fn a_chart_is_left_out_with_its_reason_only_where_no_number_of_it_is_shown() {
        let words = Language::of("en");
        let value = Shown::As(Estimate { value: 0.5, interval: None, count: Some(25), base: 50 });
        let of = |after| {
            let pair = Pair { label: "Calm".into(), before: Shown::Hidden, after, change: Shown::Hidden };
            let (before, after) = ("May".to_owned(), "June".to_owned());
            let body = Body::Changes(Changes { unit: Unit::Share, before, after, pairs: vec![pair] });
            let (finding, title, each) = ("Found".to_owned(), "Calm".to_owned(), "Question".to_owned());
            let chart = Chart { finding, title, each, notes: Vec::new(), body };
            block(&words, &chart, Table { notes: vec!["A note".to_owned()], ..Table::default() })
        };
        assert!(matches!(of(value), Block::Picture { .. }), "control: one bar is enough");
        let Block::Table(table) = of(Shown::Hidden) else { panic!("nothing is drawn") };
        assert_eq!(table.notes, [words.say("release-chart-empty"), "A note".to_owned()]);
    }

    #[test]
    fn only_arrows_that_are_drawn_are_explained() {
        let value = Shown::As(Estimate { value: 0.5, interval: None, count: None, base: 50 });
        let pair = |change| Pair { label: String::new(), before: value, after: value, change };
        let by = |clear| pair(Shown::As(Change { by: 0.25, interval: None, clear }));
        let (clear, unclear, bare) = (by(Some(true)), by(Some(false)), pair(Shown::Hidden));
        let notes = |pairs: &[&Pair]| arrows(pairs.iter().copied());
        assert!(notes(&[&clear]).is_empty());
        assert_eq!(notes(&[&clear, &unclear]), ["chart-changes-note"]);
        assert_eq!(notes(&[&clear, &bare]), ["chart-changes-bare-note"], "no word of grey arrows");
        assert_eq!(notes(&[&by(None), &unclear, &bare]), ["chart-changes-untold-note", "chart-changes-bare-note"]);
    }
}
