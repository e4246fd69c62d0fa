//! One value for each code, site or option, with its interval: as dots, or as bars for shares. Rows stand as they are given,
//! so that no ranking is implied that nobody meant.

use super::Table;
use super::agree::strip;
use super::change::ticks;
use super::drawing::{Area, Drawing, Stroke};
use super::legend::{Key, Sign};
use super::numbers::{basis, interval, shown, value};
use super::palette::{GREY, INK, MORE, PAPER, TRACK};
use super::sheet::{Note, Plot, Row, Sheet};
use super::shown::{Estimate, Shown, Unit};
use crate::language::Language;

/// Values with their intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimates {
    /// How they are drawn.
    pub form: Form,
    /// What is measured.
    pub unit: Unit,
    /// The rows in their order.
    pub values: Vec<Named>,
    /// A value to compare with, such as all sites together.
    pub reference: Option<Named>,
}

/// How values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A dot on a line.
    Dots,
    /// A bar from the low end of the axis.
    Bars,
}

/// A value and whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The code, site or option.
    pub label: String,
    /// Its value.
    pub value: Shown<Estimate>,
}

impl Estimates {
    fn all(&self) -> impl Iterator<Item = &Named> {
        self.values.iter().chain(&self.reference)
    }

    fn keys(&self, words: &Language) -> Vec<Key> {
        let values: Vec<_> = self.all().map(|named| named.value.sound()).collect();
        let whiskers = values.iter().any(|cell| cell.value().is_some_and(|estimate| estimate.interval.is_some()));
        let hides = values.iter().any(Shown::is_hidden);
        let reference = self.reference.as_ref().and_then(|named| {
            let estimate = named.value.sound().value()?;
            let text =
                format!("{}: {} · {}", named.label, value(words, self.unit, estimate.value), basis(words, &estimate));
            Some(Key::new(Sign::Dashes, text))
        });
        let whisker = whiskers.then(|| Key::new(Sign::Whisker, words.say("chart-whisker-key")));
        let hidden = hides.then(|| Key::new(Sign::Hatch, words.say("chart-hidden-key")));
        reference.into_iter().chain(whisker).chain(hidden).collect()
    }

    pub(super) fn sheet<'a>(&'a self, words: &'a Language) -> Sheet<'a> {
        let row = |named: &'a Named| Row {
            label: named.label.clone(),
            aside: self.aside(words, named),
            height: 22.0,
            draw: Box::new(move |pen, plot| self.draw(pen, plot, named)),
        };
        let rows = self.values.iter().map(row).collect();
        Sheet { keys: self.keys(words), ticks: ticks(words, self.unit), aside: 86.0, rows }
    }

    fn aside(&self, words: &Language, named: &Named) -> Vec<Note> {
        match named.value.sound() {
            Shown::As(estimate) => {
                let number = Note::bold(value(words, self.unit, estimate.value));
                vec![number, Note::plain(basis(words, &estimate))]
            }
            other => vec![Note::plain(shown(words, other, |_| String::new()))],
        }
    }

    fn draw(&self, pen: &mut Drawing, plot: Plot, named: &Named) {
        let whole = Area { x: plot.left, y: plot.middle - 9.0, width: plot.right - plot.left, height: 18.0 };
        if self.form == Form::Bars {
            pen.rect(whole, TRACK, GREY);
        }
        match named.value.sound() {
            Shown::As(estimate) => self.mark(pen, plot, whole, &estimate),
            Shown::Nothing => self.reference(pen, plot),
            Shown::Hidden => strip(pen, plot, 0.0, 1.0),
        }
    }

    fn mark(&self, pen: &mut Drawing, plot: Plot, whole: Area, estimate: &Estimate) {
        let place = |value| plot.at(self.unit.place(value));
        let x = place(estimate.value);
        if self.form == Form::Bars {
            pen.block(Area { width: x - plot.left, ..whole }, MORE[1]);
        }
        self.reference(pen, plot);
        if let Some(ends) = estimate.interval {
            pen.whisker((place(ends.low), place(ends.high)), plot.middle, INK);
        }
        if self.form == Form::Dots {
            pen.dot((x, plot.middle), MORE[2], PAPER);
        }
    }

    fn reference(&self, pen: &mut Drawing, plot: Plot) {
        if let Some(estimate) = self.reference.as_ref().and_then(|named| named.value.sound().value()) {
            let x = plot.at(self.unit.place(estimate.value));
            pen.line((x, plot.middle - 15.0), (x, plot.middle + 15.0), Stroke(INK, 1.4, "4 3"));
        }
    }

    pub(super) fn table(&self, words: &Language, caption: String, each: String) -> Table {
        let said = ["chart-value-head", "chart-interval-head", "chart-base-head"].map(|key| words.say(key));
        let heads = std::iter::once(each).chain(said).collect();
        let row = |named: &Named| {
            let cell = named.value.sound();
            let cells = vec![
                shown(words, cell, |estimate| value(words, self.unit, estimate.value)),
                shown(words, cell, |estimate| interval(words, self.unit, estimate.interval)),
                shown(words, cell, |estimate| basis(words, &estimate)),
            ];
            (named.label.clone(), cells)
        };
        Table { caption, heads, rows: self.all().map(row).collect() }
    }
}
