//! Two waves: for each question an arrow from the earlier value to the later, and a thin band where the later would lie if
//! the real change were at the ends of its interval. What is not clear is grey and says so.

use server::statistics::Interval;

use super::Table;
use super::agree::strip;
use super::drawing::{Area, Drawing, Hang, SMALL};
use super::legend::{Key, Sign, arrow};
use super::numbers::{basis, change, changes, shown, value};
use super::palette::{GREY, INK, LESS, MORE, PAPER, TRACK};
use super::sheet::{Note, Plot, Row, Sheet, Tick};
use super::shown::{Estimate, Shown, Unit, sound};
use crate::language::Language;

/// Questions asked in two waves; drawn from the largest rise to the largest fall, those that lack a change last.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// What is measured.
    pub unit: Unit,
    /// The date of the earlier wave.
    pub before: String,
    /// The date of the later wave.
    pub after: String,
    /// The questions in any order.
    pub pairs: Vec<Pair>,
}

/// One question in two waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Its words.
    pub label: String,
    /// The earlier value.
    pub before: Shown<Estimate>,
    /// The later value.
    pub after: Shown<Estimate>,
    /// The change; it is not shown where a value is not.
    pub change: Shown<Change>,
}

/// A change from the earlier to the later wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The later value less the earlier.
    pub by: f64,
    /// Where the real change probably lies.
    pub interval: Option<Interval>,
    /// Whether the verdict is that there is a change; nothing where that is not told.
    pub clear: Option<bool>,
}

const HEIGHT: f64 = 38.0;

impl Pair {
    /// The change and both values, if all may be seen and are numbers.
    fn whole(&self) -> Shown<(Estimate, Estimate, Change)> {
        let (before, after) = (self.before.sound(), self.after.sound());
        if before.is_hidden() || after.is_hidden() || self.change.is_hidden() {
            return Shown::Hidden;
        }
        let change = self.change.value().filter(|change| change.by.is_finite());
        let change = change.map(|change| Change { interval: sound(change.interval), ..change });
        Shown::from(
            before.value().zip(after.value()).zip(change).map(|((before, after), change)| (before, after, change)),
        )
    }

    /// Both values as they may be seen: where their difference must not be, neither may.
    fn values(&self) -> [Shown<Estimate>; 2] {
        let values = [self.before.sound(), self.after.sound()];
        let told = values.iter().all(|cell| cell.value().is_some());
        if told && self.change.is_hidden() { [Shown::Hidden; 2] } else { values }
    }
}

impl Change {
    fn colour(&self) -> &'static str {
        match (self.clear, self.by < 0.0) {
            (Some(true), true) => LESS[2],
            (Some(true), false) => MORE[2],
            _ => GREY,
        }
    }

    fn sign(&self) -> &'static str {
        match (self.clear, self.by < 0.0) {
            (Some(true), true) => "▼ ",
            (Some(true), false) => "▲ ",
            _ => "",
        }
    }

    /// The key of its verdict.
    fn verdict(&self) -> &'static str {
        match self.clear {
            Some(true) => "chart-clear",
            Some(false) => "chart-not-clear",
            None => "chart-untold",
        }
    }
}

impl Changes {
    fn sorted(&self) -> Vec<&Pair> {
        super::descending(&self.pairs, |pair| pair.whole().value().map(|(_, _, change)| change.by))
    }

    fn keys(&self, words: &Language) -> Vec<Key> {
        let wholes: Vec<_> = self.pairs.iter().map(Pair::whole).collect();
        let some =
            |wanted: fn(&Change) -> bool| wholes.iter().any(|whole| whole.value().is_some_and(|it| wanted(&it.2)));
        let keys = [
            (true, Sign::Dot(PAPER, INK), self.before.clone()),
            (true, Sign::Arrow(INK), self.after.clone()),
            (some(|change| change.interval.is_some()), Sign::Band(TRACK), words.say("chart-band-key")),
            (some(|change| change.clear == Some(false)), Sign::Arrow(GREY), words.say("chart-not-clear-key")),
            (some(|change| change.clear.is_none()), Sign::Arrow(GREY), words.say("chart-untold-key")),
            (wholes.iter().any(Shown::is_hidden), Sign::Hatch, words.say("chart-hidden-key")),
        ];
        keys.into_iter().filter(|(there, ..)| *there).map(|(_, sign, label)| Key::new(sign, label)).collect()
    }

    pub(super) fn sheet<'a>(&'a self, words: &'a Language) -> Sheet<'a> {
        let row = |pair: &'a Pair| Row {
            label: pair.label.clone(),
            aside: self.aside(words, pair),
            height: HEIGHT,
            draw: Box::new(move |pen, plot| self.draw(words, pen, plot, pair)),
        };
        let rows = self.sorted().into_iter().map(row).collect();
        Sheet { keys: self.keys(words), ticks: ticks(words, self.unit), aside: 138.0, rows }
    }

    fn aside(&self, words: &Language, pair: &Pair) -> Vec<Note> {
        let by = pair.whole().map(|(_, _, by)| by);
        let line = Note::bold(shown(words, by, |by| format!("{}{}", by.sign(), change(words, self.unit, by.by))));
        let unclear = by.value().filter(|by| by.clear != Some(true)).map(|by| Note::plain(words.say(by.verdict())));
        let bases = pair.values().map(|cell| shown(words, cell, |estimate| basis(words, &estimate)));
        std::iter::once(line).chain(unclear).chain([Note::plain(bases.join(" → "))]).collect()
    }

    fn draw(&self, words: &Language, pen: &mut Drawing, plot: Plot, pair: &Pair) {
        let Shown::As((before, after, by)) = pair.whole() else {
            return self.rest(words, pen, plot, pair);
        };
        let y = plot.middle + 8.0;
        let place = |value| plot.at(self.unit.place(value));
        let (from, to) = (place(before.value), place(after.value));
        if let Some(ends) = by.interval {
            let (low, high) = (place(before.value + ends.low), place(before.value + ends.high));
            pen.rect(Area { x: low, y: y - 3.5, width: high - low, height: 7.0 }, TRACK, GREY);
        }
        arrow(pen, (from, y), (to, y), by.colour());
        self.values(words, pen, Plot { middle: y - 12.0, ..plot }, &[(from, before.value), (to, after.value)]);
    }

    /// Both values above their dots, pushed apart where they would touch.
    fn values(&self, words: &Language, pen: &mut Drawing, plot: Plot, places: &[(f64, f64); 2]) {
        let texts = places.map(|(x, number)| (x, value(words, self.unit, number)));
        let (left, right) = if texts[0].0 <= texts[1].0 { (0, 1) } else { (1, 0) };
        let room = (SMALL.width(&texts[left].1) + SMALL.width(&texts[right].1)) / 2.0 + 6.0;
        let short = (room - (texts[right].0 - texts[left].0)).max(0.0) / 2.0;
        let end = |number: usize, way: f64| texts[number].0 + way * (short + SMALL.width(&texts[number].1) / 2.0);
        let over = (end(right, 1.0) - plot.right - 8.0).max(0.0) - (plot.left - 8.0 - end(left, -1.0)).max(0.0);
        for (number, push) in [(left, -short - over), (right, short - over)] {
            let letters = if number == 1 { SMALL.bold() } else { SMALL };
            pen.text((texts[number].0 + push, plot.middle), letters.hang(Hang::Middle), &texts[number].1);
        }
    }

    /// A row without a change: what is hidden is hatched, and one value that may be seen is a dot.
    fn rest(&self, words: &Language, pen: &mut Drawing, plot: Plot, pair: &Pair) {
        if pair.whole().is_hidden() {
            return strip(pen, plot, 0.0, 1.0);
        }
        for (cell, fill) in [(pair.before.sound(), PAPER), (pair.after.sound(), GREY)] {
            if let Some(estimate) = cell.value() {
                let x = plot.at(self.unit.place(estimate.value));
                pen.dot((x, plot.middle + 8.0), fill, GREY);
                pen.text((x, plot.middle - 4.0), SMALL.hang(Hang::Middle), &value(words, self.unit, estimate.value));
            }
        }
    }

    pub(super) fn table(&self, words: &Language, caption: String, each: String) -> Table {
        let base = words.say("chart-base-head");
        let said = ["chart-change-head", "chart-interval-head", "chart-clear-head"].map(|key| words.say(key));
        let values = [self.before.clone(), base.clone(), self.after.clone(), base];
        let heads = std::iter::once(each).chain(values).chain(said).collect();
        let rows = self.sorted().into_iter().map(|pair| (pair.label.clone(), self.cells(words, pair))).collect();
        Table { caption, heads, rows }
    }

    fn cells(&self, words: &Language, pair: &Pair) -> Vec<String> {
        let mut cells = Vec::new();
        for cell in pair.values() {
            cells.push(shown(words, cell, |estimate| value(words, self.unit, estimate.value)));
            cells.push(shown(words, cell, |estimate| basis(words, &estimate)));
        }
        let by = pair.whole().map(|(_, _, by)| by);
        cells.push(shown(words, by, |by| format!("{}{}", by.sign(), change(words, self.unit, by.by))));
        cells.push(shown(words, by, |by| changes(words, self.unit, by.interval)));
        cells.push(shown(words, by, |by| words.say(by.verdict())));
        cells
    }
}

/// The axis of a unit.
pub(super) fn ticks(words: &Language, unit: Unit) -> Vec<Tick> {
    let tick = |at| Tick { at: unit.place(at), text: tick_text(words, unit, at), hang: Hang::Middle };
    unit.ticks().into_iter().map(tick).collect()
}

/// A value on an axis: without decimals where it is whole.
pub(super) fn tick_text(words: &Language, unit: Unit, at: f64) -> String {
    if unit != Unit::Share && at.fract() == 0.0 { format!("{at:.0}") } else { value(words, unit, at) }
}

#[cfg(test)]
mod tests {
    //! A coordinator compares two years.

    use super::*;

    fn pair(before: Shown<f64>, after: Shown<f64>, by: Shown<f64>) -> Pair {
        let estimate = |value| Estimate { value, interval: None, count: None, base: 47 };
        let change = by.map(|by| Change { by, interval: None, clear: Some(true) });
        Pair { label: "Trust".into(), before: before.map(estimate), after: after.map(estimate), change }
    }

    #[test]
    fn a_change_is_hidden_with_either_of_its_values() {
        assert!(pair(Shown::Hidden, Shown::As(0.6), Shown::As(0.2)).whole().is_hidden());
        assert!(pair(Shown::As(0.4), Shown::Hidden, Shown::Nothing).whole().is_hidden());
    }

    #[test]
    fn values_whose_difference_is_hidden_are_hidden_too() {
        let values = pair(Shown::As(0.4), Shown::As(0.6), Shown::Hidden).values();
        assert_eq!(values, [Shown::Hidden; 2]);
    }

    #[test]
    fn what_is_not_clear_or_not_told_is_grey_and_has_no_sign() {
        let change = Change { by: -0.3, interval: None, clear: Some(false) };
        assert_eq!((change.colour(), change.sign()), (GREY, ""));
        let untold = Change { clear: None, ..change };
        assert_eq!((untold.colour(), untold.sign(), untold.verdict()), (GREY, "", "chart-untold"));
        assert_eq!(Change { clear: Some(true), ..change }.sign(), "▼ ");
    }
}
