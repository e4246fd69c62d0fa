//! The same people in two of the waves: who is linked, and how many moved which way. Linked people are among everybody,
//! and who is not linked is what is left: all of it stands in one system with the tables of everybody, so that neither can
//! be worked out from the other.
//!
//! Of each item the moves are told, and where no number is small also from which answer to which. What the reader is not
//! told lies [`Beneath`] its table: each way from one answer to another, and everybody of an answer who is not linked.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::means::is_of_few_people;
use super::people::everybody;
use super::tables::{self, About, Chosen, Laid};
use super::told::gives_away;
use crate::disclosure::derive::{Derived, derive};
use crate::disclosure::plan::{Axis, Beneath, Key, People, Sheet};
use crate::disclosure::{Protection, Scope, Threshold};
use crate::linking::pair;
use crate::waves::linked::{Linked, LinkedEffect, LinkedLine, against_the_rest, by_organisation, linked};
use crate::waves::seen::values_of_all;
use crate::waves::{Item, Measure, Moment, Rules, Verdict};
use crate::workspace::Row;

/// Two waves of an instrument, joined.
#[derive(Debug)]
pub struct Bond {
    /// How each item changed for who is linked.
    pub linked: Linked,
    /// Places of their rows, the earlier first.
    pub pairs: Vec<(usize, usize)>,
    /// By wave: people who are linked, whom several fit, who are not linked.
    pub standings: [[u64; 3]; 2],
    /// Whether organisations of a roster are joined, and not people by their codes.
    pub organisations: bool,
    /// The expected share of links that join two different people, where people are linked by codes.
    pub false_share: Option<f64>,
    /// In how many of how many questions the linked answered clearly otherwise than the rest, earlier.
    pub rest: Option<(usize, usize)>,
}

/// What the rows of [`Bond::standings`] are called.
const STANDINGS: [&str; 3] = ["linked", "ambiguous", "unlinked"];

/// What may be said about how an item changed for the same people.
#[derive(Clone, Copy, Debug)]
pub enum Moved<'a> {
    /// Everything that the line says.
    Line(&'a LinkedLine),
    /// Nothing: with it hidden numbers could be worked out.
    Kept,
    /// There is nothing to say.
    Nothing,
}

impl Bond {
    /// Joins the two waves that were chosen for it; nothing where there are no two, or nobody is in both.
    pub fn of(chosen: &Chosen) -> Option<Self> {
        let [earlier, later] = chosen.followed?;
        let (before, after) = (&chosen.series.moments[earlier], &chosen.series.moments[later]);
        let named = by_organisation(before, after);
        let codes = named.is_empty().then(|| pair(&before.codes(), &after.codes()));
        let by_codes = codes.as_ref().map(|codes| codes.links.iter().map(|link| (link.earlier, link.later)).collect());
        let pairs: Vec<(usize, usize)> = by_codes.unwrap_or(named);
        if pairs.is_empty() {
            return None;
        }
        let ambiguous = codes.as_ref().map_or([0, 0], |codes| codes.report.ambiguous);
        let standing = |moment: &Moment, ambiguous: usize| {
            [pairs.len(), ambiguous, moment.people().saturating_sub(pairs.len() + ambiguous)].map(|count| count as u64)
        };
        let rules = Rules { smallest: chosen.threshold.smallest() };
        let rest = against_the_rest(&chosen.series, earlier, &pairs, rules);
        let count = |wanted: fn(&Verdict) -> bool| rest.iter().filter(|line| wanted(&line.verdict)).count();
        let asked = count(|verdict| verdict.shows_figures() && !matches!(verdict, Verdict::Untested(_)));
        let clear = count(|verdict| matches!(verdict, Verdict::Clear { .. }));
        Some(Self {
            standings: [standing(before, ambiguous[0]), standing(after, ambiguous[1])],
            organisations: codes.is_none(),
            false_share: codes.and_then(|codes| codes.report.false_share()),
            rest: (asked > 0).then_some((clear, asked)),
            linked: linked(&chosen.series, earlier, later, &pairs, rules),
            pairs,
        })
    }
}

/// One item of linked people, with the keys of all that is counted of them.
struct Ties<'a> {
    chosen: &'a Chosen,
    item: &'a Item,
    line: &'a LinkedLine,
    /// The earlier and the later wave.
    waves: [&'a Moment; 2],
    /// The item, and the question that its base is of.
    names: [String; 2],
}

impl<'a> Ties<'a> {
    fn of(chosen: &'a Chosen, place: usize) -> Option<Self> {
        let bond = chosen.bond.as_ref()?;
        let item = &chosen.series.items[place];
        let line = bond.linked.lines.iter().find(|line| line.item == place)?;
        let waves = [bond.linked.earlier, bond.linked.later].map(|wave| &chosen.series.moments[wave]);
        let names = [item.key.clone(), item.answer_key().to_owned()];
        let enough = Scope::of(line.base() as u64, chosen.threshold) == Scope::Tables;
        (enough && !chosen.leaves_few(place)).then_some(Self { chosen, item, line, waves, names })
    }

    fn between(&self, what: &str) -> String {
        format!("{what} {} {} {}", self.names[0], self.waves[0].wave, self.waves[1].wave)
    }

    /// Everybody of a wave, or of those who answered both times, or of those who did not.
    fn within(&self, wave: usize, both: Option<&str>) -> Key {
        let key = self.chosen.everybody().with("wave", &self.waves[wave].wave);
        both.map_or(key.clone(), |both| key.with(&self.between("both"), both))
    }

    fn base(&self, wave: usize, both: Option<&str>) -> Key {
        self.within(wave, both).answered(&self.names[1])
    }

    fn answer(&self, wave: usize, both: Option<&str>, code: &str) -> Key {
        self.within(wave, both).with(&self.names[0], code)
    }

    fn way(&self, earlier: &str, later: &str) -> Key {
        self.answer(0, Some("yes"), earlier).with(&self.between("later"), later)
    }

    /// Which way people moved, and how many: higher, the same, lower; of answers without an order the same or another.
    fn moves(&self) -> Vec<(&'static str, u64)> {
        let moves = self.line.moves;
        let counts = match self.item.measure {
            Measure::Nominal(_) => vec![("same", moves.unchanged), ("other", moves.improved + moves.declined)],
            _ => vec![("higher", moves.improved), ("same", moves.unchanged), ("lower", moves.declined)],
        };
        counts.into_iter().map(|(name, count)| (name, count as u64)).collect()
    }

    fn way_of(&self, earlier: usize, later: usize) -> &'static str {
        match (&self.item.measure, later.cmp(&earlier)) {
            (_, std::cmp::Ordering::Equal) => "same",
            (Measure::Nominal(_), _) => "other",
            // Yes stands before no.
            (Measure::YesNo | Measure::Ticked(_), std::cmp::Ordering::Less) => "higher",
            (Measure::YesNo | Measure::Ticked(_), _) => "lower",
            (_, std::cmp::Ordering::Greater) => "higher",
            _ => "lower",
        }
    }

    /// How many moved which way, of all who answered both times.
    fn moves_sheet(&self, name: String) -> Sheet {
        let moves = self.moves();
        let columns = Axis::answers(&self.between("move"), moves.iter().map(|(name, _)| *name));
        Sheet {
            name,
            threshold: self.chosen.threshold,
            within: self.base(0, Some("yes")),
            rows: Axis::none(),
            columns: Axis { total: Some(Key::everybody()), ..columns },
            counts: vec![moves.into_iter().map(|(_, count)| count).collect()],
            people: vec![self.people()],
        }
    }

    /// Whom the moves, and a mean change with them, are of: who answered both times, with their rows of both waves.
    fn people(&self) -> People {
        let pairs = self.chosen.bond.iter().flat_map(|bond| &bond.pairs);
        let rows = self.waves.map(|moment| moment.answered.iter().flat_map(|answered| &answered.table.rows).collect());
        let [earlier, later]: [Vec<&Row>; 2] = rows;
        let said = self.waves.map(|moment| values_of_all(self.item, &self.chosen.series.instrument, moment));
        let both = pairs.filter(|(one, other)| {
            let [one, other] = [said[0].get(*one), said[1].get(*other)].map(|value| value.copied().flatten());
            one.is_some() && other.is_some()
        });
        let ids = both.flat_map(|(one, other)| [earlier.get(*one), later.get(*other)]).flatten();
        People::of(ids.map(|row| row.id.as_str()))
    }

    /// From which answer to which; nothing where a number is small.
    fn courses_sheet(&self, name: String, codes: &[String]) -> Option<Sheet> {
        let counts: Vec<Vec<u64>> =
            self.line.transitions.iter().map(|row| row.iter().map(|count| *count as u64).collect()).collect();
        let safe = counts.iter().flatten().all(|count| !self.chosen.threshold.hides(*count));
        let axis = |variable: &str, total| Axis { total, ..Axis::answers(variable, codes.iter().map(String::as_str)) };
        safe.then(|| Sheet {
            name,
            threshold: self.chosen.threshold,
            within: self.within(0, Some("yes")),
            rows: axis(&self.names[0], None),
            columns: axis(&self.between("later"), Some(Key::everybody())),
            counts,
            people: Vec::new(),
        })
    }

    /// Everything that the moves hang together with.
    fn beneath(&self, sheet: String) -> Beneath {
        let mut laying = Laying { ties: self, counts: Vec::new(), sums: Vec::new() };
        laying.bases();
        if let Some(codes) = tables::columns(self.item) {
            laying.answers(&codes);
            laying.ways(&codes);
        }
        let wide = [0, 1].map(|wave| linked_key(self.chosen, self.waves, wave));
        Beneath { sheet, threshold: self.chosen.threshold, counts: laying.counts, sums: laying.sums, wide: wide.into() }
    }
}

/// The linked people of a wave.
fn linked_key(chosen: &Chosen, waves: [&Moment; 2], wave: usize) -> Key {
    let key = chosen.everybody().with("wave", &waves[wave].wave);
    key.with(&format!("link {} {}", waves[0].wave, waves[1].wave), STANDINGS[0])
}

/// What lies beneath, while it is written down.
struct Laying<'a> {
    ties: &'a Ties<'a>,
    counts: Vec<(Key, u64, Option<Protection>)>,
    sums: Vec<(Vec<Key>, Key)>,
}

impl Laying<'_> {
    /// A count; a small one must not be worked out, as far as the tables of everybody leave room for that.
    fn add(&mut self, key: &Key, count: u64, room: u64) {
        self.counts.push((key.clone(), count, need(self.ties.chosen.threshold, count, room)));
    }

    fn total(&mut self, parts: Vec<Key>, total: Key) {
        self.sums.push((parts, total));
    }

    /// Who answered, in each wave: both times, or only then; and who is linked without having answered both times.
    fn bases(&mut self) {
        let (ties, both) = (self.ties, self.ties.line.base() as u64);
        for wave in [0, 1] {
            let all = ties.chosen.series.seen(ties.item, ties.waves[wave], None).base();
            let [own, yes, no] = [None, Some("yes"), Some("no")].map(|both| ties.base(wave, both));
            self.counts.push((own.clone(), all, None));
            self.add(&yes, both, both);
            self.add(&no, all.saturating_sub(both), all);
            self.total(vec![yes.clone(), no], own);
            let linked = ties.chosen.bond.as_ref().map_or(0, |bond| bond.standings[wave][0]);
            let silent = ties.within(wave, None).with(&ties.between("silent"), "yes");
            let of = linked_key(ties.chosen, ties.waves, wave);
            self.counts.push((silent.clone(), linked.saturating_sub(both), None));
            self.counts.push((of.clone(), linked, None));
            self.total(vec![yes, silent], of);
        }
        self.total(vec![ties.base(0, Some("yes"))], ties.base(1, Some("yes")));
    }

    /// Who gave each answer, in each wave: of those who answered both times, and of the others.
    fn answers(&mut self, codes: &[String]) {
        let ties = self.ties;
        for wave in [0, 1] {
            let seen = ties.chosen.series.seen(ties.item, ties.waves[wave], None);
            let all = tables::counts(&seen.what, seen.base());
            for (place, (code, all)) in codes.iter().zip(all).enumerate() {
                let [own, yes, no] = [None, Some("yes"), Some("no")].map(|both| ties.answer(wave, both, code));
                let both = margin(&ties.line.transitions, wave, place);
                self.counts.push((own.clone(), all, None));
                self.add(&yes, both, all);
                self.add(&no, all.saturating_sub(both), all);
                self.total(vec![yes, no], own);
            }
            for both in [None, Some("yes"), Some("no")] {
                let parts = codes.iter().map(|code| ties.answer(wave, both, code)).collect();
                self.total(parts, ties.base(wave, both));
            }
        }
    }

    /// Who went from one answer to another.
    fn ways(&mut self, codes: &[String]) {
        let ties = self.ties;
        let room = [0, 1].map(|wave| {
            let seen = ties.chosen.series.seen(ties.item, ties.waves[wave], None);
            tables::counts(&seen.what, seen.base())
        });
        for (earlier, from) in codes.iter().enumerate() {
            for (later, to) in codes.iter().enumerate() {
                let count = ties.line.transitions[earlier][later] as u64;
                self.add(&ties.way(from, to), count, room[0][earlier].min(room[1][later]));
            }
            self.total(codes.iter().map(|to| ties.way(from, to)).collect(), ties.answer(0, Some("yes"), from));
        }
        for to in codes {
            self.total(codes.iter().map(|from| ties.way(from, to)).collect(), ties.answer(1, Some("yes"), to));
        }
        for (name, count) in ties.moves() {
            let key = ties.base(0, Some("yes")).with(&ties.between("move"), name);
            self.add(&key, count, ties.line.base() as u64);
            let ways = (0..codes.len()).flat_map(|from| (0..codes.len()).map(move |to| (from, to)));
            let ways = ways.filter(|(from, to)| ties.way_of(*from, *to) == name);
            self.total(ways.map(|(from, to)| ties.way(&codes[from], &codes[to])).collect(), key);
        }
    }
}

fn margin(transitions: &[Vec<usize>], wave: usize, place: usize) -> u64 {
    let sum: usize = match wave {
        0 => transitions[place].iter().sum(),
        _ => transitions.iter().map(|row| row[place]).sum(),
    };
    sum as u64
}

/// What a small count needs that no table shows: as one that is shown, but no more than there is room for.
fn need(threshold: Threshold, count: u64, room: u64) -> Option<Protection> {
    let own = Protection::of_small(threshold);
    let need = Protection { high: own.high.min(room), width: own.width.min(room) };
    threshold.hides(count).then_some(need)
}

/// All tables of who is linked.
pub(super) fn lay(chosen: &Chosen, part: usize) -> Vec<Laid> {
    let Some(bond) = &chosen.bond else { return Vec::new() };
    let name = |item: usize, of: &str| format!("{}.{of}", chosen.name(item));
    let mut laid = vec![people(chosen, bond, part)];
    for item in &chosen.items {
        let Some(ties) = Ties::of(chosen, *item) else { continue };
        let sheet = ties.moves_sheet(name(*item, "moves"));
        let beneath = Some(ties.beneath(sheet.name.clone()));
        laid.push(Laid { about: About::Moves(part, *item), sheet, beneath });
        let whole = tables::columns(ties.item).filter(|_| !chosen.tells_headline(*item));
        let courses = whole.and_then(|codes| ties.courses_sheet(name(*item, "courses"), &codes));
        laid.extend(courses.map(|sheet| Laid::new(About::Courses(part, *item), sheet)));
    }
    laid
}

/// How many are linked, in each wave: the same people in both.
fn people(chosen: &Chosen, bond: &Bond, part: usize) -> Laid {
    let waves = [bond.linked.earlier, bond.linked.later].map(|wave| &chosen.series.moments[wave]);
    let columns = Axis::answers(&format!("link {} {}", waves[0].wave, waves[1].wave), STANDINGS);
    let name = format!("{}.linked", chosen.series.instrument.id);
    let [earlier, later] = [0, 1].map(|wave| linked_key(chosen, waves, wave));
    let same = Beneath {
        sheet: name.clone(),
        threshold: chosen.threshold,
        counts: Vec::new(),
        sums: vec![(vec![earlier], later)],
        wide: Vec::new(),
    };
    let sheet = Sheet {
        name,
        threshold: chosen.threshold,
        within: chosen.everybody(),
        rows: Axis::waves("wave", waves.iter().map(|moment| moment.wave.as_str())),
        columns: Axis { total: Some(Key::everybody()), ..columns },
        counts: bond.standings.iter().map(|counts| counts.to_vec()).collect(),
        people: waves.iter().map(|moment| everybody(moment)).collect(),
    };
    Laid { about: About::Linked(part), sheet, beneath: Some(same) }
}

impl Draft {
    /// What may be said about how an item changed for the same people.
    pub fn moved(&self, part: usize, item: usize) -> Moved<'_> {
        let Some(bond) = &self.chosen[part].bond else { return Moved::Nothing };
        let Some(line) = bond.linked.lines.iter().find(|line| line.item == item) else { return Moved::Nothing };
        let Some(place) = self.place(About::Moves(part, item)) else { return Moved::Nothing };
        if self.may_follow(place, part, line) { Moved::Line(line) } else { Moved::Kept }
    }

    fn may_follow(&self, place: usize, part: usize, line: &LinkedLine) -> bool {
        let sheet = &self.laid[place].sheet;
        // Moves that were laid together are not what was tested.
        let whole = sheet.columns.total.is_some() && sheet.columns.values.iter().all(|values| values.len() == 1);
        let answers = (0..sheet.columns.values.len()).map(|column| tables::cell(sheet, 0, column)).collect();
        let figure = Derived::Measure { base: tables::base(sheet, 0), answers };
        let mean = matches!(line.effect, LinkedEffect::Mean(_));
        whole && derive(&self.plan, &figure, sheet.threshold).is_ok() && !(mean && self.moved_alike(part, line))
    }

    /// Whether the mean change would tell what a few people did.
    fn moved_alike(&self, part: usize, line: &LinkedLine) -> bool {
        let chosen = &self.chosen[part];
        let Some(bond) = &chosen.bond else { return true };
        let item = &chosen.series.items[line.item];
        let read = |wave: usize| values_of_all(item, &chosen.series.instrument, &chosen.series.moments[wave]);
        let [earlier, later] = [bond.linked.earlier, bond.linked.later].map(read);
        let change = |(one, other): &(usize, usize)| Some(later.get(*other).copied()?? - earlier.get(*one).copied()??);
        // The means of everybody less the change of these would be the numbers of whoever is not linked.
        let rest = [(&earlier, true), (&later, false)].into_iter().flat_map(|(said, first)| {
            let linked: BTreeSet<usize> = bond.pairs.iter().map(|pair| if first { pair.0 } else { pair.1 }).collect();
            said.iter().enumerate().filter(move |(row, _)| !linked.contains(row)).filter_map(|(_, value)| *value)
        });
        let rest: Vec<f64> = rest.collect();
        gives_away(&bond.pairs.iter().map(change).collect::<Vec<_>>(), chosen.threshold)
            || is_of_few_people(&item.measure, &rest, chosen.threshold)
    }

    /// Whether it is shown how many are linked and how many are not, in both waves.
    pub fn shows_linked(&self, part: usize) -> bool {
        let Some(place) = self.place(About::Linked(part)) else { return false };
        self.answers(place)
            .is_some_and(|answers| answers.rows.iter().all(|line| line.counts.iter().all(Option::is_some)))
    }
}
