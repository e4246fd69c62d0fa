//! One small chart of a course: its name, axis, ribbon, line, dates and bases.

use super::super::change::tick_text;
use super::super::drawing::{Area, Drawing, Hang, LABEL, SMALL, Stroke, polyline};
use super::super::lettering::wrap;
use super::super::numbers::{basis, value};
use super::super::palette::{GREY, INK, MORE, PAPER};
use super::super::shown::{Estimate, Shown, Unit};
use super::{Line, Point};
use crate::language::Language;

/// What small charts have in common.
pub(super) struct Frame<'a> {
    pub unit: Unit,
    /// The first and the last day.
    pub days: (i64, i64),
    pub rewordings: Vec<&'a str>,
    pub width: f64,
    pub words: &'a Language,
}

const HEIGHT: f64 = 150.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 28.0;
const NAME: f64 = 18.2;
const LINE: f64 = 17.0;

/// A point on the sheet.
struct Mark<'a> {
    x: f64,
    point: &'a Point,
    value: Shown<Estimate>,
}

impl Frame<'_> {
    /// Where a day lies from left to right: gaps are as long as the time between waves.
    fn across(&self, day: i64) -> f64 {
        let (first, last) = self.days;
        let (from, to) = (LEFT + 24.0, self.width - RIGHT);
        let span = last.saturating_sub(first) as f64;
        if span > 0.0 { from + (to - from) * day.saturating_sub(first) as f64 / span } else { (from + to) / 2.0 }
    }

    fn down(&self, top: f64, value: f64) -> f64 {
        top + HEIGHT * (1.0 - self.unit.place(value))
    }
}

/// Draws charts that stand beside each other; their plots begin at the same height.
pub(super) fn draw(frame: &Frame, lines: &[Line]) -> Vec<Drawing> {
    let names: Vec<Vec<String>> = lines.iter().map(|line| wrap(&line.label, LABEL.size, true, frame.width)).collect();
    let top = NAME * names.iter().map(Vec::len).max().unwrap_or(0) as f64 + 26.0;
    lines.iter().zip(&names).map(|(line, name)| one(frame, line, name, top)).collect()
}

fn one(frame: &Frame, line: &Line, name: &[String], top: f64) -> Drawing {
    let mut pen = Drawing::new(frame.width);
    pen.lines((0.0, 2.0), LABEL.bold(), name);
    axis(&mut pen, frame, top);
    let points = line.sorted().into_iter();
    let marks: Vec<Mark> =
        points.map(|point| Mark { x: frame.across(point.day), point, value: point.value.sound() }).collect();
    for run in runs(&marks) {
        ribbon(&mut pen, frame, run, top);
    }
    for run in runs(&marks) {
        stroke(&mut pen, frame, run, top);
    }
    breaks(&mut pen, frame, &marks, top);
    hidden(&mut pen, &marks, top);
    texts(&mut pen, frame, &marks, top);
    pen
}

fn axis(pen: &mut Drawing, frame: &Frame, top: f64) {
    for at in frame.unit.ticks() {
        let y = frame.down(top, at);
        pen.rule((LEFT, y), (pen.width, y));
        pen.tick((LEFT - 6.0, y + 4.5), SMALL.hang(Hang::End), &tick_text(frame.words, frame.unit, at));
    }
}

/// Neighbours that one line joins: nothing between them is hidden, missing or reworded.
fn runs<'a, 'b>(marks: &'a [Mark<'b>]) -> Vec<&'a [Mark<'b>]> {
    let joined = |_: &Mark, next: &Mark| next.value.value().is_some() && next.point.reworded.is_none();
    let runs = marks.chunk_by(|one, next| one.value.value().is_some() && joined(one, next));
    runs.filter(|run| run.iter().all(|mark| mark.value.value().is_some())).collect()
}

fn ribbon(pen: &mut Drawing, frame: &Frame, run: &[Mark], top: f64) {
    let end = |mark: &Mark, low: bool| {
        let estimate = mark.value.value()?;
        let ends = estimate.interval?;
        Some((mark.x, frame.down(top, if low { ends.low } else { ends.high })))
    };
    for part in run.chunk_by(|one, next| end(one, true).is_some() == end(next, true).is_some()) {
        let upper: Vec<_> = part.iter().filter_map(|mark| end(mark, false)).collect();
        let lower: Vec<_> = part.iter().rev().filter_map(|mark| end(mark, true)).collect();
        match (upper.as_slice(), lower.as_slice()) {
            ([], _) | (_, []) => {}
            ([high], [low]) => {
                pen.rect(Area { x: high.0 - 4.0, y: high.1, width: 8.0, height: low.1 - high.1 }, MORE[0], GREY)
            }
            _ => pen.path(&format!("{}Z", polyline(&[upper, lower].concat())), MORE[0], Stroke(GREY, 0.8, "")),
        }
    }
}

fn stroke(pen: &mut Drawing, frame: &Frame, run: &[Mark], top: f64) {
    let place = |mark: &Mark| mark.value.value().map(|estimate| (mark.x, frame.down(top, estimate.value)));
    let points: Vec<_> = run.iter().filter_map(place).collect();
    if points.len() > 1 {
        pen.path(&polyline(&points), "none", Stroke(MORE[2], 2.4, ""));
    }
    for point in points {
        pen.dot(point, MORE[2], PAPER);
    }
}

/// A dashed line half way to the first wave with other words, with the mark of its footnote.
fn breaks(pen: &mut Drawing, frame: &Frame, marks: &[Mark], top: f64) {
    for (number, mark) in marks.iter().enumerate() {
        let Some(text) = mark.point.reworded.as_deref() else { continue };
        let before = number.checked_sub(1).and_then(|before| marks.get(before));
        let x = before.map_or(mark.x - 10.0, |before| (before.x + mark.x) / 2.0);
        pen.line((x, top - 8.0), (x, top + HEIGHT), Stroke(INK, 1.4, "4 3"));
        let footnote = frame.rewordings.iter().position(|known| *known == text).map_or(0, |place| place + 1);
        pen.tick((x, top - 11.0), SMALL.bold().hang(Hang::Middle), &format!("≠{footnote}"));
    }
}

fn hidden(pen: &mut Drawing, marks: &[Mark], top: f64) {
    for mark in marks.iter().filter(|mark| mark.value.is_hidden()) {
        pen.hatch(Area { x: mark.x - 7.0, y: top, width: 14.0, height: HEIGHT });
    }
}

/// Values above their dots, dates and bases below: from both ends inward, none that would touch another.
fn texts(pen: &mut Drawing, frame: &Frame, marks: &[Mark], top: f64) {
    let foot = top + HEIGHT;
    let known: Vec<_> = marks.iter().filter_map(|mark| Some((mark.x, mark.value.value()?))).collect();
    let bases: Vec<_> = known.iter().map(|(x, estimate)| (*x, basis(frame.words, estimate))).collect();
    let mut y = dates(pen, frame, marks, foot);
    for shelf in shelves(frame.width, &bases) {
        y += LINE;
        for (x, text) in shelf {
            pen.text((x, y), SMALL.hang(Hang::Middle), &text);
        }
    }
    let values: Vec<_> = known.iter().map(|(x, it)| (*x, value(frame.words, frame.unit, it.value))).collect();
    for (x, text) in apart(frame.width, &values) {
        let estimate = known.iter().find(|(place, _)| *place == x).map(|(_, estimate)| estimate.value);
        let y = frame.down(top, estimate.unwrap_or_default());
        pen.over((x, if y - top < 22.0 { y + 21.0 } else { y - 9.0 }), SMALL.bold().hang(Hang::Middle), &text);
    }
    pen.height = y + 10.0;
}

/// Dates below the axis, with a line down to each. Gives back the lowest line.
fn dates(pen: &mut Drawing, frame: &Frame, marks: &[Mark], foot: f64) -> f64 {
    let dates: Vec<_> = marks.iter().map(|mark| (mark.x, mark.point.date.clone())).collect();
    for (x, _) in &dates {
        pen.rule((*x, foot), (*x, foot + 5.0));
    }
    let mut y = foot + 2.0;
    for shelf in shelves(frame.width, &dates) {
        for (x, text) in shelf {
            pen.rule((x, foot), (x, y + 3.0));
            pen.tick((x, y + LINE), SMALL.hang(Hang::Middle), &text);
        }
        y += LINE;
    }
    y
}

/// So many lines of texts stand below each other at most.
const SHELVES: usize = 3;

/// Texts on a few lines: those that have no room on one stand on the next.
fn shelves(width: f64, texts: &[(f64, String)]) -> Vec<Vec<(f64, String)>> {
    let (mut shelves, mut rest) = (Vec::new(), texts.to_vec());
    while !rest.is_empty() && shelves.len() < SHELVES {
        let shelf = apart(width, &rest);
        rest.retain(|text| !shelf.contains(text));
        shelves.push(shelf);
    }
    shelves
}

/// Texts on one line that do not touch: the last, then the first, then what has room.
fn apart(width: f64, texts: &[(f64, String)]) -> Vec<(f64, String)> {
    let last = texts.len().saturating_sub(1);
    let order = [last, 0].into_iter().chain(1..last).filter(|number| *number < texts.len());
    let (mut kept, mut taken): (Vec<usize>, Vec<(f64, f64)>) = (Vec::new(), Vec::new());
    for number in order {
        let (x, text) = &texts[number];
        let half = SMALL.width(text) / 2.0;
        let x = x.min(width - half).max(half);
        let (from, to) = (x - half - 3.0, x + half + 3.0);
        if !kept.contains(&number) && taken.iter().all(|(start, end)| to <= *start || from >= *end) {
            kept.push(number);
            taken.push((from, to));
        }
    }
    kept.into_iter().map(|number| texts[number].clone()).collect()
}

#[cfg(test)]
mod tests {
    //! Waves came when there was money for them.

    use super::*;

    fn mark(point: &Point) -> Mark<'_> {
        Mark { x: 0.0, point, value: point.value }
    }

    fn point(value: Shown<f64>, reworded: Option<&str>) -> Point {
        let value = value.map(|value| Estimate { value, interval: None, count: None, base: 30 });
        Point { day: 0, date: String::new(), value, reworded: reworded.map(Into::into) }
    }

    #[test]
    fn the_time_axis_is_as_long_as_time() {
        let words = Language::of("en");
        let unit = Unit::Share;
        let frame = Frame { unit, days: (100, 1100), rewordings: Vec::new(), width: 320.0, words: &words };
        let place = |day| frame.across(day) - frame.across(100);
        assert!((place(350) * 4.0 - place(1100)).abs() < 1e-9);
        let once = Frame { days: (7, 7), ..frame };
        assert!(once.across(7).is_finite() && once.across(7) > LEFT);
    }

    #[test]
    fn a_line_breaks_at_other_words_and_at_hidden_values() {
        let points = [
            point(Shown::As(0.2), None),
            point(Shown::As(0.3), None),
            point(Shown::As(0.4), Some("another word")),
            point(Shown::Hidden, None),
            point(Shown::As(0.5), None),
        ];
        let marks: Vec<Mark> = points.iter().map(mark).collect();
        let lengths: Vec<usize> = runs(&marks).iter().map(|run| run.len()).collect();
        assert_eq!(lengths, [2, 1, 1]);
    }

    #[test]
    fn texts_never_touch_and_the_last_is_always_there() {
        let texts: Vec<_> =
            (0..12).map(|number| (40.0 + f64::from(number) * 20.0, format!("May {number:02}"))).collect();
        let mut kept = apart(320.0, &texts);
        assert!(kept.iter().any(|(_, text)| text == "May 11") && kept.len() < 12);
        kept.sort_by(|one, other| one.0.total_cmp(&other.0));
        assert!(kept.windows(2).all(|pair| pair[1].0 - pair[0].0 >= SMALL.width("May 00")));
        assert!(apart(320.0, &[]).is_empty() && shelves(320.0, &[]).is_empty());
        let three: Vec<_> = texts.iter().step_by(2).take(3).cloned().collect();
        assert_eq!(shelves(320.0, &three).iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn every_quarter_of_a_year_has_its_name_on_a_phone() {
        let names = ["January 2026", "April 2026", "July 2026", "October 2026"];
        let texts: Vec<_> = (0..).zip(names).map(|(at, name)| (76.0 + f64::from(at) * 72.0, name.to_owned())).collect();
        let shelves = shelves(320.0, &texts);
        assert_eq!(shelves.iter().map(Vec::len).sum::<usize>(), names.len(), "{shelves:?}");
    }
}
