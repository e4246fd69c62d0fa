//! Organisations that agreed to be listed, in the last two waves: who answered both times, is new, lost or closed, and what
//! became of their beds. These are no people: no number is too small to be shown, and nought is shown; but an amount that
//! one organisation dominates is that organisation's own, and is hidden with what it could be worked out from.

use std::collections::{BTreeMap, BTreeSet};

use super::means;
use super::tables::Chosen;
use crate::disclosure::dominance::{Rule, hide};
use crate::disclosure::plan::{Figure, Key, Ledger};
use crate::waves::Series;
use crate::waves::organisations::{contributions, counted, organisations};

/// What each organisation has.
type Own = BTreeMap<String, u64>;

/// Organisations in two waves.
#[derive(Clone, Debug)]
pub struct Organisations {
    /// Places of the two waves among the moments.
    pub waves: [usize; 2],
    /// How many answered both times, are new, did not answer again, have closed.
    pub turnout: [usize; 4],
    /// What became of each amount.
    pub amounts: Vec<Amounts>,
}

/// One amount in both waves. What is hidden is none.
#[derive(Clone, Debug)]
pub struct Amounts {
    /// Place of the item in the series.
    pub item: usize,
    /// Of those who answered both times, of those who were there only then, and of all, by wave.
    pub sums: [[Option<u64>; 3]; 2],
    /// The earlier release beside which it would tell of few organisations.
    pub beside: Option<String>,
    key: String,
    /// Everybody's, by wave: those of earlier releases may be others.
    all: [Own; 2],
    /// Whose they are, in the order of the sums.
    of: [[BTreeSet<String>; 3]; 2],
}

impl Amounts {
    /// Later less earlier, of all; hidden with either.
    pub fn net(&self) -> Option<i64> {
        difference(self.sums[1][2], self.sums[0][2])
    }

    /// Later less earlier, of those who answered both times.
    pub fn net_of_both(&self) -> Option<i64> {
        difference(self.sums[1][0], self.sums[0][0])
    }

    /// Whether anything of it is hidden.
    pub fn hides(&self) -> bool {
        self.sums.iter().flatten().any(Option::is_none)
    }

    fn of(series: &Series, item: usize, waves: [usize; 2], parts: &[[BTreeSet<String>; 3]; 2]) -> Self {
        let all = waves.map(|wave| contributions(series, &series.items[item], &series.moments[wave]));
        let sums = [0, 1].map(|wave| safe(&all[wave], &parts[wave]));
        Self { item, sums, beside: None, key: series.items[item].key.clone(), all, of: parts.clone() }
    }

    /// Hides it all where beside an earlier release the difference would be of few organisations.
    fn set_beside(&mut self, ledger: &Ledger, wave_keys: &[Key; 2]) {
        let clash = ledger.releases.iter().find(|release| {
            release.figures.iter().any(|(key, figure)| {
                let wave = wave_keys.iter().position(|wave| same_amount(key, wave, &self.key));
                matches!(figure, Figure::Shown(_)) && wave.is_some_and(|wave| self.tells(wave, &whose(key)))
            })
        });
        if let Some(release) = clash {
            self.beside = Some(release.name.clone());
            self.sums = [[None; 3]; 2];
        }
    }

    /// Hides it all where beside means of an earlier release it would tell of organisations that are not listed.
    fn set_beside_means(&mut self, chosen: &Chosen, waves: [usize; 2], ledger: &Ledger) {
        let shown = |wave: usize| self.of[wave].iter().zip(&self.sums[wave]).filter(|(_, sum)| sum.is_some());
        let clash = (0..2).find_map(|wave| {
            let some = shown(wave).map(|(of, _)| of).filter(|of| !of.is_empty());
            some.into_iter().find_map(|of| means::told_before(chosen, self.item, waves[wave], of, ledger))
        });
        if let Some(release) = clash {
            self.beside = Some(release.to_owned());
            self.sums = [[None; 3]; 2];
        }
    }

    /// Whether some sum of a wave, less that of other organisations, would be of few.
    fn tells(&self, wave: usize, before: &BTreeSet<String>) -> bool {
        let few = |some: Vec<&String>| {
            let own: Vec<u64> = some.into_iter().filter_map(|one| self.all[wave].get(one).copied()).collect();
            Rule::default().hides(&own)
        };
        let shown = self.of[wave].iter().zip(&self.sums[wave]).filter(|(_, sum)| sum.is_some());
        let near = |(now, _): (&BTreeSet<String>, _)| {
            // Sums of quite other organisations say nothing about each other.
            !now.is_disjoint(before) && (few(now.difference(before).collect()) || few(before.difference(now).collect()))
        };
        shown.into_iter().any(near)
    }
}

fn difference(later: Option<u64>, earlier: Option<u64>) -> Option<i64> {
    let (later, earlier) = (i64::try_from(later?).ok()?, i64::try_from(earlier?).ok()?);
    Some(later - earlier)
}

/// The sums of two parts and of both, hidden where one organisation dominates them.
fn safe(all: &Own, of: &[BTreeSet<String>; 3]) -> [Option<u64>; 3] {
    let part = |part: &BTreeSet<String>| -> Vec<u64> {
        of[2].iter().map(|one| if part.contains(one) { all.get(one).copied().unwrap_or(0) } else { 0 }).collect()
    };
    let cells = vec![part(&of[0]), part(&of[1])];
    let Ok(found) = hide(&[cells], Rule::default()) else { return [None; 3] };
    let figures = &found.table.figures;
    [0, 1, 2].map(|column| {
        let places = [found.table.place(0, column), found.table.place(1, column)];
        let shown = places.iter().all(|place| !figures.is_hidden(*place));
        shown.then(|| figures.counts()[places[0]])
    })
}

/// Whether a count of a release is of this amount in this wave.
fn same_amount(key: &Key, wave: &Key, amount: &str) -> bool {
    let facts: BTreeMap<&str, Option<&BTreeSet<String>>> = key.facts().collect();
    let holds = |(variable, values): (&str, Option<&BTreeSet<String>>)| facts.get(variable) == Some(&values);
    let is = facts.get("amount").copied().flatten().is_some_and(|amounts| amounts.contains(amount));
    is && wave.facts().all(holds)
}

fn whose(key: &Key) -> BTreeSet<String> {
    let named = key.facts().filter(|(variable, _)| *variable == "organisation");
    named.filter_map(|(_, values)| values).flatten().cloned().collect()
}

impl Organisations {
    /// Organisations of two waves that agreed to be `listed`; nothing where none of them answered.
    pub(super) fn of(
        series: &Series,
        waves: [usize; 2],
        listed: &BTreeSet<String>,
        closed: &BTreeSet<String>,
    ) -> Option<Self> {
        let [before, after] = waves.map(|wave| {
            let all = organisations(&series.moments[wave]);
            all.intersection(listed).cloned().collect::<BTreeSet<String>>()
        });
        if before.is_empty() && after.is_empty() {
            return None;
        }
        let both: BTreeSet<String> = before.intersection(&after).cloned().collect();
        let gone: BTreeSet<String> = before.difference(&after).cloned().collect();
        let new: BTreeSet<String> = after.difference(&before).cloned().collect();
        let shut = gone.intersection(closed).count();
        let parts = [[both.clone(), gone.clone(), before], [both.clone(), new.clone(), after]];
        let amounts = (0..series.items.len()).filter(|item| counted(&series.items[*item]));
        Some(Self {
            waves,
            turnout: [both.len(), new.len(), gone.len() - shut, shut],
            amounts: amounts.map(|item| Amounts::of(series, item, waves, &parts)).collect(),
        })
    }

    fn wave_keys(&self, chosen: &Chosen) -> [Key; 2] {
        self.waves.map(|wave| chosen.everybody().with("wave", &chosen.series.moments[wave].wave))
    }
}

impl Chosen {
    /// Hides amounts that beside an earlier release would tell of few organisations.
    pub(super) fn set_amounts_beside(&mut self, ledger: &Ledger) {
        let Some(mut organisations) = self.organisations.take() else { return };
        let keys = organisations.wave_keys(self);
        organisations.amounts.iter_mut().for_each(|amounts| amounts.set_beside(ledger, &keys));
        for amounts in &mut organisations.amounts {
            amounts.set_beside_means(self, organisations.waves, ledger);
        }
        self.organisations = Some(organisations);
    }

    /// The organisations whose amount of an item in a wave is told, in this release or an earlier one.
    pub(super) fn amounts_told(&self, item: usize, wave: usize, ledger: &Ledger) -> Vec<BTreeSet<String>> {
        let (key, of) = (&self.series.items[item].key, self.organisations.as_ref());
        let place = of.and_then(|of| of.waves.iter().position(|other| *other == wave));
        let now = of.into_iter().flat_map(|of| &of.amounts).filter(|amounts| amounts.item == item);
        let shown = now.filter_map(|amounts| Some((amounts, place?)));
        let shown = shown.flat_map(|(amounts, place)| amounts.of[place].iter().zip(amounts.sums[place]));
        let now = shown.filter(|(_, sum)| sum.is_some()).map(|(of, _)| of.clone());
        let wave = self.everybody().with("wave", &self.series.moments[wave].wave);
        let earlier = ledger.releases.iter().flat_map(|release| &release.figures);
        let earlier =
            earlier.filter(|(other, figure)| matches!(figure, Figure::Shown(_)) && same_amount(other, &wave, key));
        now.chain(earlier.map(|(other, _)| whose(other))).filter(|of| !of.is_empty()).collect()
    }

    /// The amounts that are shown, for the ledger: each with whose it is.
    pub(super) fn amount_figures(&self) -> Vec<(Key, Figure)> {
        let Some(organisations) = &self.organisations else { return Vec::new() };
        let keys = organisations.wave_keys(self);
        let mut found = Vec::new();
        for amounts in &organisations.amounts {
            for (wave, key) in keys.iter().enumerate() {
                for (of, sum) in amounts.of[wave].iter().zip(amounts.sums[wave]) {
                    if let Some(sum) = sum.filter(|_| !of.is_empty()) {
                        let key = key.clone().with("amount", &amounts.key).among("organisation", of);
                        found.push((key, Figure::Shown(sum)));
                    }
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    //! Houses of a county with their beds.

    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn own(beds: &[(&str, u64)]) -> Own {
        beds.iter().map(|(name, beds)| ((*name).to_owned(), *beds)).collect()
    }

    #[test]
    fn an_amount_of_one_house_is_hidden_with_the_sum_that_would_give_it_away() {
        let beds = own(&[("a", 20), ("b", 18), ("c", 22), ("d", 9)]);
        let [both, only, all] = safe(&beds, &[set(&["a", "b", "c"]), set(&["d"]), set(&["a", "b", "c", "d"])]);
        assert_eq!(only, None, "nine beds are those of one house");
        assert!(both.is_none() || all.is_none(), "and are not what is left of two sums");
        let whole = safe(&beds, &[set(&["a", "b", "c", "d"]), set(&[]), set(&["a", "b", "c", "d"])]);
        assert_eq!(whole, [Some(69), Some(0), Some(69)], "nought is shown");
    }

    #[test]
    fn one_house_more_than_an_earlier_release_hides_the_amount() {
        let beds = own(&[("a", 20), ("b", 18), ("c", 22), ("d", 9)]);
        let all = set(&["a", "b", "c", "d"]);
        let parts = [all.clone(), set(&[]), all];
        let wave = |name: &str| Key::everybody().with("instrument", "i").with("wave", name);
        let made = || Amounts {
            item: 0,
            sums: [safe(&beds, &parts), safe(&beds, &parts)],
            beside: None,
            key: "beds".into(),
            all: [beds.clone(), beds.clone()],
            of: [parts.clone(), parts.clone()],
        };
        let before = |names: &[&str], wave_name: &str| {
            let key = wave(wave_name).with("amount", "beds").among("organisation", &set(names));
            let figures = vec![(key, Figure::Shown(60))];
            Ledger {
                releases: vec![crate::disclosure::plan::Release {
                    name: "first".into(),
                    figures,
                    sums: vec![],
                    people: vec![],
                }],
            }
        };
        let keys = [wave("1"), wave("2")];
        for (names, wave_name, told) in [
            (&["a", "b", "c"][..], "1", true),
            (&["a", "b", "c", "d"][..], "1", false),
            (&["a", "b", "c"][..], "3", false),
        ] {
            let mut amounts = made();
            amounts.set_beside(&before(names, wave_name), &keys);
            assert_eq!(amounts.beside.is_some(), told, "{names:?} in {wave_name}");
            assert_eq!(amounts.net().is_none(), told);
        }
    }
}
