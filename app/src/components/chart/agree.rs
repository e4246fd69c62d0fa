//! Statements that people agree or disagree with, as bars that lean to one side. Those in between stand apart at the
//! right, since a centred middle misleads; those who did not know are no part of the bar.

use super::Table;
use super::drawing::{Area, Drawing, Hang, SMALL, Stroke};
use super::legend::{Key, Sign};
use super::numbers::{answered, count, portion, shown, whole};
use super::palette::{BETWEEN, INK, LESS, MORE, letters_on, step};
use super::pieces::{Piece, pieces};
use super::sheet::{Note, Plot, Row, Sheet, Tick};
use super::shown::{Portion, Shown};
use crate::language::Language;

/// Statements on one scale; drawn by net agreement, those that lack it last.
#[derive(Clone, Debug, PartialEq)]
pub struct Agree {
    /// The two sides in a word or two: what stands left, what stands right.
    pub sides: [String; 2],
    /// The scale from the most left to the most right.
    pub levels: Vec<Level>,
    /// What those said who are no part of the bar, such as "Don't know".
    pub unsure: Option<String>,
    /// The statements in any order.
    pub statements: Vec<Statement>,
}

/// One step of the scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Its words.
    pub label: String,
    /// Where it counts.
    pub side: Side,
}

/// Where a step of the scale counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left.
    Disagree,
    /// Apart.
    Neutral,
    /// Right.
    Agree,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its words.
    pub label: String,
    /// One part for each level, of those who are in the bar.
    pub parts: Vec<Shown<Portion>>,
    /// How many are no part of the bar.
    pub unsure: Shown<usize>,
    /// How many are in the bar.
    pub base: Shown<usize>,
}

/// Between the sides and those in between, as a share of the plot.
const GAP: f64 = 0.035;
const HEIGHT: f64 = 24.0;

/// How the plot is divided, the same for all statements.
#[derive(Clone, Copy, Debug)]
struct Reach {
    zero: f64,
    neutral: f64,
    /// The length of a whole bar as a share of the plot.
    unit: f64,
}

impl Agree {
    fn part(statement: &Statement, level: usize) -> Shown<Portion> {
        statement.parts.get(level).copied().unwrap_or(Shown::Nothing)
    }

    fn pieces(&self, statement: &Statement) -> Vec<Piece> {
        let share = |level| Self::part(statement, level).map(|part| part.share);
        pieces(&(0..self.levels.len()).map(share).collect::<Vec<_>>())
    }

    fn sum(&self, pieces: &[Piece], side: Side) -> f64 {
        self.levels.iter().zip(pieces).filter(|(level, _)| level.side == side).map(|(_, piece)| piece.share).sum()
    }

    /// Agree less disagree; nothing where a part of either is not shown.
    fn net(&self, statement: &Statement) -> Option<f64> {
        let sided = self.levels.iter().enumerate().filter(|(_, level)| level.side != Side::Neutral);
        let net = sided.map(|(number, level)| {
            let share = Self::part(statement, number).value()?.share;
            Some(if level.side == Side::Agree { share } else { -share })
        });
        net.sum::<Option<f64>>().filter(|net| net.is_finite() && statement.base.value() != Some(0))
    }

    fn sorted(&self) -> Vec<&Statement> {
        super::descending(&self.statements, |statement| self.net(statement))
    }

    fn reach(&self) -> Reach {
        let all: Vec<Vec<Piece>> = self.statements.iter().map(|statement| self.pieces(statement)).collect();
        let most = |side| all.iter().map(|pieces| self.sum(pieces, side)).fold(0.0, f64::max);
        let [left, neutral, right] = [Side::Disagree, Side::Neutral, Side::Agree].map(most);
        let gap = if self.levels.iter().any(|level| level.side == Side::Neutral) { GAP } else { 0.0 };
        let (left, right) = (left.max(0.12), right.max(0.12));
        let unit = (1.0 - gap) / (left + right + neutral);
        Reach { zero: left * unit, neutral: (left + right) * unit + gap, unit }
    }

    fn colour(&self, number: usize) -> &'static str {
        let Some(level) = self.levels.get(number) else { return BETWEEN };
        let same = |(_, other): &(usize, &Level)| other.side == level.side;
        let many = self.levels.iter().enumerate().filter(same).count();
        let before = self.levels.iter().enumerate().take(number).filter(same).count();
        match level.side {
            Side::Neutral => BETWEEN,
            Side::Agree => step(MORE, before, many),
            Side::Disagree => step(LESS, many - 1 - before, many),
        }
    }

    fn hides(&self) -> bool {
        self.statements.iter().any(|statement| statement.parts.iter().any(Shown::is_hidden))
    }

    fn keys(&self, words: &Language) -> Vec<Key> {
        let fill = |(number, level): (usize, &Level)| Key::new(Sign::Fill(self.colour(number)), &*level.label);
        let hidden = self.hides().then(|| Key::new(Sign::Hatch, words.say("chart-hidden-key")));
        self.levels.iter().enumerate().map(fill).chain(hidden).collect()
    }

    fn ticks(&self, reach: Reach) -> Vec<Tick> {
        let [left, right] = &self.sides;
        let tick = |at, text, hang| Tick { at, text, hang };
        let middle = self.levels.iter().find(|level| level.side == Side::Neutral);
        let middle = middle.map(|level| tick(reach.neutral, level.label.clone(), Hang::Start));
        [tick(reach.zero, format!("← {left}"), Hang::End), tick(reach.zero, format!("{right} →"), Hang::Start)]
            .into_iter()
            .chain(middle)
            .collect()
    }

    pub(super) fn sheet<'a>(&'a self, words: &'a Language) -> Sheet<'a> {
        let reach = self.reach();
        let row = |statement: &'a Statement| Row {
            label: statement.label.clone(),
            aside: self.aside(words, statement),
            height: HEIGHT,
            draw: Box::new(move |pen, plot| self.bar(pen, plot, statement, reach)),
        };
        let rows = self.sorted().into_iter().map(row).collect();
        Sheet { keys: self.keys(words), ticks: self.ticks(reach), aside: 134.0, rows }
    }

    fn aside(&self, words: &Language, statement: &Statement) -> Vec<Note> {
        let base = answered(words, statement.base);
        let net = self.net(statement).map(|net| words.with("chart-net", &[("net", signed(net))]));
        let first = net.map_or_else(|| Note::plain(base.clone()), |net| Note::bold(format!("{net} · {base}")));
        let unsure = self.unsure.as_ref().map(|label| format!("{label}: {}", count(words, statement.unsure)));
        std::iter::once(first).chain(unsure.map(Note::plain)).collect()
    }

    fn bar(&self, pen: &mut Drawing, plot: Plot, statement: &Statement, reach: Reach) {
        let pieces = self.pieces(statement);
        if !pieces.is_empty() && pieces.iter().all(|piece| piece.hidden) {
            strip(pen, plot, 0.0, 1.0);
            return;
        }
        let starts = [
            (Side::Disagree, reach.zero - self.sum(&pieces, Side::Disagree) * reach.unit),
            (Side::Agree, reach.zero),
            (Side::Neutral, reach.neutral),
        ];
        for (side, start) in starts {
            let mut at = start;
            let levels = self.levels.iter().zip(&pieces).enumerate();
            for (number, (_, piece)) in levels.filter(|(_, (level, _))| level.side == side) {
                let end = at + piece.share * reach.unit;
                let text = Self::part(statement, number).value().map(|part| whole(part.share)).unwrap_or_default();
                segment(pen, plot, (at, end), piece, self.colour(number), &[&text]);
                at = end;
            }
        }
        let (x, reach) = (plot.at(reach.zero), HEIGHT / 2.0 + 4.0);
        pen.line((x, plot.middle - reach), (x, plot.middle + reach), Stroke(INK, 1.6, ""));
    }

    pub(super) fn table(&self, words: &Language, caption: String, each: String) -> Table {
        let levels = self.levels.iter().map(|level| level.label.clone());
        let last = [words.say("chart-net-head"), words.say("chart-base-head")];
        let heads = std::iter::once(each).chain(levels).chain(self.unsure.clone()).chain(last).collect();
        let row = |statement: &Statement| {
            let part = |level| portion(words, Self::part(statement, level), statement.base);
            let unsure = self.unsure.as_ref().map(|_| count(words, statement.unsure));
            let net = match (self.net(statement), statement.parts.iter().any(Shown::is_hidden)) {
                (None, true) => Shown::Hidden,
                (net, _) => Shown::from(net),
            };
            let net = shown(words, net, signed);
            let last = [net, count(words, statement.base)];
            (statement.label.clone(), (0..self.levels.len()).map(part).chain(unsure).chain(last).collect())
        };
        Table { caption, heads, rows: self.sorted().into_iter().map(row).collect() }
    }
}

/// A difference of shares in points, with its sign.
fn signed(net: f64) -> String {
    let sign = if net >= 0.005 { "+" } else { "" };
    format!("{sign}{}", whole(net))
}

/// A part of a bar with the first of its texts for which there is room.
pub(super) fn segment(
    pen: &mut Drawing,
    plot: Plot,
    (from, to): (f64, f64),
    piece: &Piece,
    colour: &'static str,
    texts: &[&str],
) {
    let (x, end) = (plot.at(from), plot.at(to));
    let area = Area { x, y: plot.middle - HEIGHT / 2.0, width: end - x, height: HEIGHT };
    if piece.hidden {
        pen.hatch(area);
        return;
    }
    if area.width < 0.05 {
        return;
    }
    pen.block(area, colour);
    if let Some(text) = texts.iter().find(|text| SMALL.width(text) + 2.0 <= area.width) {
        let letters = SMALL.hang(Hang::Middle).ink(letters_on(colour));
        pen.text((x + area.width / 2.0, plot.middle + 4.7), letters, text);
    }
}

/// A whole bar that must not be shown.
pub(super) fn strip(pen: &mut Drawing, plot: Plot, from: f64, to: f64) {
    let (x, end) = (plot.at(from), plot.at(to));
    pen.hatch(Area { x, y: plot.middle - 8.0, width: end - x, height: 16.0 });
}

#[cfg(test)]
mod tests {
    //! Providers say how far they agree.

    use super::*;

    fn agree(rows: &[[f64; 4]]) -> Agree {
        let level = |(label, side): (&str, Side)| Level { label: label.into(), side };
        let levels = [("No", Side::Disagree), ("Neither", Side::Neutral), ("Yes", Side::Agree), ("Very", Side::Agree)];
        let part = |share| Shown::As(Portion { share, count: None });
        let statement = |(number, shares): (usize, &[f64; 4])| Statement {
            label: number.to_string(),
            parts: shares.map(part).to_vec(),
            unsure: Shown::As(3),
            base: Shown::As(40),
        };
        Agree {
            sides: ["No".into(), "Yes".into()],
            levels: levels.map(level).to_vec(),
            unsure: None,
            statements: rows.iter().enumerate().map(statement).collect(),
        }
    }

    fn order(agree: &Agree) -> Vec<&str> {
        agree.sorted().iter().map(|statement| statement.label.as_str()).collect()
    }

    #[test]
    fn the_longest_bars_fill_the_plot_and_all_have_one_scale() {
        let agree = agree(&[[0.5, 0.1, 0.2, 0.2], [0.1, 0.3, 0.3, 0.3], [0.2, 0.0, 0.6, 0.2]]);
        let reach = agree.reach();
        assert!((reach.zero - 0.5 * reach.unit).abs() < 1e-9);
        assert!((reach.neutral - GAP - reach.zero - 0.8 * reach.unit).abs() < 1e-9);
        assert!((reach.neutral + 0.3 * reach.unit - 1.0).abs() < 1e-9);
        for statement in &agree.statements {
            let pieces = agree.pieces(statement);
            let sides = [Side::Disagree, Side::Neutral, Side::Agree].map(|side| agree.sum(&pieces, side));
            assert!((sides.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn net_agreement_sorts_and_a_row_that_hides_a_side_comes_last() {
        let mut agree = agree(&[[0.5, 0.1, 0.2, 0.2], [0.1, 0.1, 0.4, 0.4], [0.2, 0.2, 0.3, 0.3]]);
        assert_eq!(order(&agree), ["1", "2", "0"]);
        agree.statements[1].parts[0] = Shown::Hidden;
        agree.statements[1].parts[3] = Shown::Hidden;
        assert_eq!(order(&agree), ["2", "0", "1"]);
        assert_eq!(agree.net(&agree.statements[1]), None);
    }

    #[test]
    fn shades_grow_darker_away_from_the_middle() {
        let agree = agree(&[]);
        assert_eq!([0, 1, 2, 3, 9].map(|number| agree.colour(number)), [LESS[2], BETWEEN, MORE[0], MORE[2], BETWEEN]);
    }
}
