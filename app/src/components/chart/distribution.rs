//! How the answers to one question spread over its levels, in one wave or two side by side, with each mean on an axis of its
//! own below the bars.

use super::Table;
use super::drawing::{Area, Drawing, Hang, SMALL};
use super::legend::{Key, Sign};
use super::numbers::{answered, interval, portion, shown, value};
use super::palette::{INK, MORE};
use super::sheet::{Note, Plot, Row, Sheet};
use super::shown::{Estimate, Portion, Shown, Unit};
use crate::language::Language;

/// One question's answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// The levels from the lowest to the highest.
    pub levels: Vec<String>,
    /// The scale of the means: the scores of the lowest and the highest level. None where levels have no order.
    pub unit: Option<Unit>,
    /// The waves from the earliest to the latest.
    pub waves: Vec<Spread>,
}

/// The answers of one wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The date of the wave.
    pub label: String,
    /// One part for each level.
    pub parts: Vec<Shown<Portion>>,
    /// The mean.
    pub mean: Shown<Estimate>,
    /// How many answered.
    pub base: Shown<usize>,
}

const BAR: f64 = 20.0;
/// Room at the right of a bar for its numbers.
const ROOM: f64 = 84.0;

impl Distribution {
    fn part(wave: &Spread, level: usize) -> Shown<Portion> {
        match wave.parts.get(level).copied().unwrap_or(Shown::Nothing) {
            Shown::As(part) if !part.share.is_finite() || wave.base.value() == Some(0) => Shown::Nothing,
            part => part,
        }
    }

    /// The longest bar, as a share; the same for all waves.
    fn longest(&self) -> f64 {
        let parts = self.waves.iter().flat_map(|wave| (0..self.levels.len()).map(|level| Self::part(wave, level)));
        let most = parts.filter_map(|part| part.value().map(|part| part.share)).fold(0.1, f64::max);
        most.min(1.0)
    }

    fn colour(&self, wave: usize) -> &'static str {
        super::palette::step(MORE, wave, self.waves.len())
    }

    fn keys(&self, words: &Language) -> Vec<Key> {
        let wave = |(number, wave): (usize, &Spread)| {
            let label = format!("{} ({})", wave.label, answered(words, wave.base));
            Key::new(Sign::Fill(self.colour(number)), label)
        };
        let parts = |wave: &Spread| wave.parts.iter().any(Shown::is_hidden) || wave.mean.is_hidden();
        let hidden = self.waves.iter().any(parts).then(|| Key::new(Sign::Hatch, words.say("chart-hidden-key")));
        self.waves.iter().enumerate().map(wave).chain(hidden).collect()
    }

    pub(super) fn sheet<'a>(&'a self, words: &'a Language) -> Sheet<'a> {
        let longest = self.longest();
        let height = BAR * self.waves.len().max(1) as f64;
        let row = |(level, label): (usize, &'a String)| Row {
            label: label.clone(),
            aside: Vec::new(),
            height,
            draw: Box::new(move |pen, plot| self.bars(words, pen, plot, (level, longest))),
        };
        let mean = self.unit.map(|unit| Row {
            label: words.say("chart-mean"),
            aside: Vec::<Note>::new(),
            height: height + 18.0,
            draw: Box::new(move |pen, plot| self.means(words, pen, plot, unit)),
        });
        let rows = self.levels.iter().enumerate().map(row).chain(mean).collect();
        Sheet { keys: self.keys(words), ticks: Vec::new(), aside: 0.0, rows }
    }

    fn bars(&self, words: &Language, pen: &mut Drawing, plot: Plot, (level, longest): (usize, f64)) {
        let top = plot.middle - BAR * self.waves.len() as f64 / 2.0;
        for (number, wave) in self.waves.iter().enumerate() {
            let part = Self::part(wave, level);
            let y = top + BAR * number as f64;
            let share = part.value().map_or(0.0, |part| part.share);
            let length = (plot.right - ROOM - plot.left) * (share / longest).clamp(0.0, 1.0);
            let area = Area { x: plot.left, y: y + 2.0, width: length, height: BAR - 3.0 };
            let end = match part {
                Shown::As(_) => {
                    pen.block(area, self.colour(number));
                    length
                }
                Shown::Nothing => 0.0,
                Shown::Hidden => {
                    pen.hatch(Area { width: 40.0, ..area });
                    40.0
                }
            };
            pen.text((plot.left + end + 6.0, y + 15.0), SMALL.ink(INK), &portion(words, part, wave.base));
        }
    }

    fn means(&self, words: &Language, pen: &mut Drawing, plot: Plot, unit: Unit) {
        let inner = Plot { right: plot.right - ROOM, ..plot };
        let top = plot.middle - BAR * self.waves.len().max(1) as f64 / 2.0 - 9.0;
        let foot = top + BAR * self.waves.len().max(1) as f64;
        for at in unit.ticks() {
            let x = inner.at(unit.place(at));
            pen.rule((x, top), (x, foot));
            pen.tick((x, foot + 14.0), SMALL.hang(Hang::Middle), &super::change::tick_text(words, unit, at));
        }
        for (number, wave) in self.waves.iter().enumerate() {
            let y = top + BAR * (number as f64 + 0.5);
            self.mean(words, pen, Plot { middle: y, ..inner }, (unit, number, wave));
        }
    }

    fn mean(&self, words: &Language, pen: &mut Drawing, plot: Plot, (unit, number, wave): (Unit, usize, &Spread)) {
        let cell = wave.mean.sound();
        let place = |value| plot.at(unit.place(value));
        match cell {
            Shown::As(estimate) => {
                if let Some(ends) = estimate.interval {
                    pen.whisker((place(ends.low), place(ends.high)), plot.middle, INK);
                }
                pen.dot((place(estimate.value), plot.middle), self.colour(number), INK);
            }
            Shown::Nothing => {}
            Shown::Hidden => super::agree::strip(pen, plot, 0.0, 1.0),
        }
        let text = shown(words, cell, |estimate| value(words, unit, estimate.value));
        pen.text((plot.right + 14.0, plot.middle + 4.5), SMALL.bold(), &text);
    }

    pub(super) fn table(&self, words: &Language, caption: String, each: String) -> Table {
        let heads = std::iter::once(each).chain(self.waves.iter().map(|wave| wave.label.clone())).collect();
        let level = |(level, label): (usize, &String)| {
            let cells = self.waves.iter().map(|wave| portion(words, Self::part(wave, level), wave.base)).collect();
            (label.clone(), cells)
        };
        let base = self.waves.iter().map(|wave| super::numbers::count(words, wave.base)).collect();
        let base = (words.say("chart-base-head"), base);
        let rows = self.levels.iter().enumerate().map(level).chain(self.mean_rows(words)).chain([base]).collect();
        Table { caption, heads, rows }
    }

    fn mean_rows(&self, words: &Language) -> Vec<(String, Vec<String>)> {
        let Some(unit) = self.unit else { return Vec::new() };
        let means = self.waves.iter().map(|wave| wave.mean.sound());
        let mean = means.clone().map(|mean| shown(words, mean, |mean| value(words, unit, mean.value)));
        let ends = means.map(|mean| shown(words, mean, |mean| interval(words, unit, mean.interval)));
        let (mean, ends) = (mean.collect(), ends.collect());
        vec![(words.say("chart-mean"), mean), (words.say("chart-mean-interval"), ends)]
    }
}
