//! The same people twice: how many improved, stayed the same, declined, as one bar of three parts.

use super::Table;
use super::agree::{segment, strip};
use super::drawing::Drawing;
use super::legend::{Key, Sign};
use super::lettering::HOLD;
use super::numbers::{answered, count, value};
use super::palette::{BETWEEN, LESS, MORE};
use super::pieces::{Piece, pieces};
use super::sheet::{Note, Plot, Row, Sheet};
use super::shown::{Portion, Shown, Unit};
use crate::language::Language;

/// What became of the same people; rows stand as they are given.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// What the three parts are called: improved, the same, declined.
    pub names: [String; 3],
    /// One row for each question.
    pub courses: Vec<Movement>,
}

/// One question, answered twice by the same people.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// Its words.
    pub label: String,
    /// How many improved, stayed the same, declined.
    pub people: [Shown<usize>; 3],
    /// How many answered both times.
    pub base: Shown<usize>,
}

const SIGNS: [&str; 3] = ["▲", "●", "▼"];
const COLOURS: [&str; 3] = [MORE[2], BETWEEN, LESS[1]];

impl Movement {
    /// The parts as shares of those linked. Without a base, or with nobody, there are none.
    fn portions(&self) -> [Shown<Portion>; 3] {
        let hidden = self.base.is_hidden() || self.people.iter().any(Shown::is_hidden);
        let known: usize = self.people.iter().filter_map(|people| people.value()).sum();
        let base = match self.base.value() {
            Some(base) if hidden => base.max(known),
            _ if hidden => return [Shown::Hidden; 3],
            _ => known,
        };
        self.people.map(|people| match people {
            Shown::As(_) if base == 0 => Shown::Nothing,
            people => people.map(|count| Portion { share: count as f64 / base as f64, count: Some(count) }),
        })
    }
}

impl Linked {
    pub(super) fn sheet<'a>(&'a self, words: &'a Language) -> Sheet<'a> {
        let names = self.names.iter().zip(COLOURS).zip(SIGNS);
        let keys = names.map(|((name, colour), sign)| Key::new(Sign::Fill(colour), format!("{sign} {name}")));
        let hides = self.courses.iter().any(|course| course.portions().iter().any(Shown::is_hidden));
        let hidden = hides.then(|| Key::new(Sign::Hatch, words.say("chart-hidden-key")));
        let row = |movement: &'a Movement| Row {
            label: movement.label.clone(),
            aside: aside(words, movement),
            height: 24.0,
            draw: Box::new(move |pen, plot| bar(words, pen, plot, movement)),
        };
        let rows = self.courses.iter().map(row).collect();
        Sheet { keys: keys.chain(hidden).collect(), ticks: Vec::new(), aside: 150.0, rows }
    }

    pub(super) fn table(&self, words: &Language, caption: String, each: String) -> Table {
        let names = self.names.iter().zip(SIGNS).map(|(name, sign)| format!("{sign} {name}"));
        let heads = std::iter::once(each).chain(names).chain([words.say("chart-linked-head")]).collect();
        let row = |movement: &Movement| {
            let parts = movement.people.into_iter().zip(movement.portions());
            let cells = parts.map(|(people, part)| written(words, people, part));
            (movement.label.clone(), cells.chain([count(words, movement.base)]).collect())
        };
        Table { caption, heads, rows: self.courses.iter().map(row).collect() }
    }
}

/// A count with its share; the count alone where there is no share.
fn written(words: &Language, people: Shown<usize>, part: Shown<Portion>) -> String {
    match (people, part) {
        (Shown::As(people), Shown::As(part)) => format!("{people} ({})", value(words, Unit::Share, part.share)),
        _ => count(words, people),
    }
}

fn aside(words: &Language, movement: &Movement) -> Vec<Note> {
    if movement.people.iter().all(Shown::is_hidden) {
        return vec![Note::plain(words.say("chart-hidden")), Note::plain(answered(words, movement.base))];
    }
    let counts =
        movement.people.iter().zip(SIGNS).map(|(people, sign)| format!("{sign}{HOLD}{}", count(words, *people)));
    let counts: Vec<String> = counts.collect();
    vec![Note::bold(counts.join(" · ")), Note::plain(answered(words, movement.base))]
}

fn bar(words: &Language, pen: &mut Drawing, plot: Plot, movement: &Movement) {
    let portions = movement.portions();
    if portions.iter().all(Shown::is_hidden) {
        return strip(pen, plot, 0.0, 1.0);
    }
    let mut at = 0.0;
    for ((piece, part), (sign, colour)) in lengths(&portions).iter().zip(portions).zip(SIGNS.iter().zip(COLOURS)) {
        let percent = part.value().map(|part| value(words, Unit::Share, part.share));
        let text = format!("{sign} {}", percent.unwrap_or_default());
        segment(pen, plot, (at, at + piece.share), piece, colour, &[&text, sign]);
        at += piece.share;
    }
}

fn lengths(portions: &[Shown<Portion>; 3]) -> Vec<Piece> {
    pieces(&portions.map(|part| part.map(|part| part.share)))
}

#[cfg(test)]
mod tests {
    //! Clients were asked in two quarters.

    use super::*;

    fn movement(people: [Shown<usize>; 3], base: Shown<usize>) -> Movement {
        Movement { label: "Calm".into(), people, base }
    }

    #[test]
    fn three_parts_fill_the_bar() {
        let parts = movement([Shown::As(11), Shown::As(26), Shown::As(33)], Shown::As(70)).portions();
        assert!((lengths(&parts).iter().map(|piece| piece.share).sum::<f64>() - 1.0).abs() < 1e-9);
        let parts = movement([Shown::Hidden, Shown::As(26), Shown::Hidden], Shown::As(40)).portions();
        let lengths = lengths(&parts);
        assert!((lengths.iter().map(|piece| piece.share).sum::<f64>() - 1.0).abs() < 1e-9);
        assert!((lengths[1].share - 0.65).abs() < 1e-9 && lengths[0] == lengths[2]);
    }

    #[test]
    fn without_a_base_nothing_beside_a_hidden_part_is_drawn() {
        let parts = movement([Shown::Hidden, Shown::As(26), Shown::Hidden], Shown::Hidden).portions();
        assert_eq!(parts, [Shown::Hidden; 3]);
    }

    #[test]
    fn nobody_is_no_share() {
        assert_eq!(movement([Shown::As(0); 3], Shown::As(0)).portions(), [Shown::Nothing; 3]);
    }
}
