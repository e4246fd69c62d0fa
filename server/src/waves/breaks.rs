//! Which versions of an instrument asked the same. Each version is compared with the one before; where that breaks a line,
//! with all before it: a question that rested for a wave, or got its old words back, goes on with its own line.

use std::collections::{BTreeMap, BTreeSet};

use instruments::{Change, Instrument, diff};

use super::asked::asked_of_others;
use super::wording::{Class, Step, is_route, other_source, unit_of};

/// All steps between the versions of an instrument, and which of them break a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breaks {
    /// Each changed part of each step from one version to the next, the earliest first.
    pub steps: Vec<Step>,
    /// The same between versions that are no neighbours, where something broke between them.
    across: Vec<Step>,
    /// Hashes of the versions, the oldest first.
    order: Vec<String>,
    /// Of each part that ever broke: for each version the first one that asked the same.
    firsts: BTreeMap<String, Vec<usize>>,
}

/// What coordinators said: versions before and after, part, class.
pub type Confirmed = BTreeMap<(String, String, String), Class>;

impl Breaks {
    /// Compares the versions, the oldest first.
    pub fn between(versions: &[(String, Instrument)], confirmed: &Confirmed) -> Self {
        let order = versions.iter().map(|(hash, _)| hash.clone()).collect();
        let mut breaks = Self { order, ..Self::default() };
        for place in 1..versions.len() {
            let found = steps(&versions[place - 1], &versions[place], confirmed);
            let broken: BTreeSet<String> =
                found.iter().filter(|step| step.breaks()).map(|step| step.unit.clone()).collect();
            breaks.steps.extend(found);
            for before in (0..place - 1).filter(|_| !broken.is_empty()) {
                breaks.across.extend(steps(&versions[before], &versions[place], confirmed));
            }
            breaks.follow(place, broken);
        }
        breaks
    }

    /// Writes down for one more version which one first asked the same.
    fn follow(&mut self, place: usize, broken: BTreeSet<String>) {
        let mut firsts = std::mem::take(&mut self.firsts);
        for (unit, known) in &mut firsts {
            if !broken.contains(unit) {
                known.push(known[place - 1]);
            }
        }
        for unit in broken {
            let known = firsts.entry(unit.clone()).or_insert_with(|| vec![0; place]);
            // The newest version before that one that is not kept apart from it.
            let before = (0..place - 1).rev().find(|before| !self.broken(*before, place, &unit));
            known.push(before.map_or(place, |before| known[before]));
        }
        self.firsts = firsts;
    }

    fn broken(&self, before: usize, place: usize, unit: &str) -> bool {
        self.direct(before, place).any(|step| step.unit == unit && step.breaks())
    }

    /// The steps from one version to another.
    fn direct(&self, before: usize, after: usize) -> impl Iterator<Item = &Step> {
        let (before, after) = (&self.order[before], &self.order[after]);
        self.steps.iter().chain(&self.across).filter(move |step| step.from == *before && step.to == *after)
    }

    fn place(&self, hash: &str) -> Option<usize> {
        self.order.iter().position(|known| known == hash)
    }

    fn first_of(&self, unit: &str, place: usize) -> usize {
        self.firsts.get(unit).and_then(|firsts| firsts.get(place).copied()).unwrap_or(0)
    }

    /// Whether answers to two versions may be compared for what rests on some parts.
    pub fn share(&self, one: &str, other: &str, units: &BTreeSet<String>) -> bool {
        let (Some(one), Some(other)) = (self.place(one), self.place(other)) else { return true };
        units.iter().all(|unit| self.first_of(unit, one) == self.first_of(unit, other))
    }

    /// The place, from 0, of the first version that asked the same as one, and its hash.
    pub fn first(&self, hash: &str, units: &BTreeSet<String>) -> (usize, &str) {
        let place = self.order.iter().position(|known| self.share(known, hash, units)).unwrap_or(0);
        (place, self.order.get(place).map_or("", String::as_str))
    }

    /// The changes that keep answers to two versions apart; none where they may be compared.
    pub fn apart(&self, one: &str, other: &str, units: &BTreeSet<String>) -> Vec<&Step> {
        if self.share(one, other, units) {
            return Vec::new();
        }
        let (Some(before), Some(after)) = (self.place(one), self.place(other)) else { return Vec::new() };
        let own = |step: &&Step| step.breaks() && units.contains(&step.unit);
        let between = before.min(after)..before.max(after);
        let chain: Vec<&Step> = between.flat_map(|place| self.direct(place, place + 1)).filter(own).collect();
        // What rested in between did not come and go for these two.
        let rested = chain.iter().any(|step| matches!(step.class(), Class::Removed | Class::New));
        let firsts = [one, other].map(|hash| self.first(hash, units).0);
        let direct: Vec<&Step> = self.direct(firsts[0].min(firsts[1]), firsts[0].max(firsts[1])).filter(own).collect();
        if rested && !direct.is_empty() { direct } else { chain }
    }
}

/// Every changed part from one version to another.
fn steps((from, old): &(String, Instrument), (to, new): &(String, Instrument), confirmed: &Confirmed) -> Vec<Step> {
    let mut changed: BTreeMap<String, (Class, Vec<Change>)> = BTreeMap::new();
    // Who is asked is told by all conditions on the way, not by one of them.
    let own = diff(old, new).into_iter().filter(|change| !is_route(change));
    for change in own.chain(asked_of_others(old, new)) {
        if let Some(unit) = unit_of(&change) {
            let (class, changes) = changed.entry(unit).or_insert((Class::Cosmetic, Vec::new()));
            *class = (*class).max(Class::of(&change));
            changes.push(change);
        }
    }
    for unit in other_source(old, new) {
        let (class, _) = changed.entry(unit).or_insert((Class::Cosmetic, Vec::new()));
        *class = (*class).max(Class::Meaning);
    }
    let step = |(unit, (proposed, changes)): (String, (Class, Vec<Change>))| {
        let said = confirmed.get(&(from.clone(), to.clone(), unit.clone())).copied();
        let confirmed = said.filter(|_| Class::CHOICES.contains(&proposed));
        Step { from: from.clone(), to: to.clone(), unit, proposed, confirmed, changes }
    };
    changed.into_iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    //! A coordinator mends an inventory between summits.

    use super::*;
    use crate::waves::items;
    use crate::waves::wording::units;

    const WILDER: &str = include_str!("../../../instruments/library/wilder-cfi.toml");

    fn read(text: &str) -> Instrument {
        instruments::parse(text).unwrap()
    }

    /// Versions called by their numbers.
    fn versions(texts: &[&str]) -> Vec<(String, Instrument)> {
        texts.iter().zip(1..).map(|(text, number)| (number.to_string(), read(text))).collect()
    }

    fn unit(unit: &str) -> BTreeSet<String> {
        BTreeSet::from([unit.to_owned()])
    }

    /// Keys of the items that the last of some versions keeps apart from the first.
    fn broken(versions: &[(String, Instrument)], breaks: &Breaks) -> Vec<String> {
        let (first, (last, newest)) = (&versions[0].0, versions.last().unwrap());
        let all = items(newest).into_iter();
        all.filter(|item| !breaks.share(first, last, &units(item, newest))).map(|item| item.key).collect()
    }

    /// A row of the inventory with other words.
    fn reworded(more: &str) -> (String, String) {
        let item = items(&read(WILDER)).into_iter().find(|item| item.key.contains('.')).unwrap();
        let words = item.part.get("en").to_owned();
        (item.key, WILDER.replacen(&words, &format!("{words}{more}"), 1))
    }

    #[test]
    fn a_reworded_row_breaks_its_own_line_and_that_of_its_factor_until_it_is_confirmed_to_ask_the_same() {
        let (key, changed) = reworded(" today");
        let versions = versions(&[WILDER, &changed]);
        let breaks = Breaks::between(&versions, &Confirmed::new());
        let [step] = &breaks.steps[..] else { panic!("{:#?}", breaks.steps) };
        assert_eq!((step.unit.as_str(), step.proposed, step.asks()), (key.as_str(), Class::Reworded, true));
        let [row, factor] = &broken(&versions, &breaks)[..] else { panic!("{:?}", broken(&versions, &breaks)) };
        assert!(*row == key && factor.starts_with("scale:"), "{row} {factor}");
        let same = Confirmed::from([(("1".into(), "2".into(), key), Class::Cosmetic)]);
        assert_eq!(broken(&versions, &Breaks::between(&versions, &same)), Vec::<String>::new());
    }

    #[test]
    fn each_of_several_breaks_keeps_apart_what_is_before_and_after_and_nothing_else() {
        let ((key, second), (_, third)) = (reworded(" today"), reworded(" tomorrow"));
        let versions = versions(&[WILDER, WILDER, &second, &second, &third]);
        let breaks = Breaks::between(&versions, &Confirmed::new());
        let own = unit(&key);
        let share = |one: &str, other: &str| breaks.share(one, other, &own);
        assert!(share("1", "2") && share("3", "4"), "the same words are compared, old ones too");
        assert!(!share("2", "3") && !share("4", "5") && !share("1", "5"));
        assert_eq!(breaks.apart("1", "5", &own).len(), 2, "both changes lie between");
        assert_eq!(breaks.apart("5", "3", &own).len(), 1, "whichever is named first");
        assert_eq!((breaks.first("2", &own), breaks.first("4", &own)), ((0, "1"), (2, "3")));
    }

    #[test]
    fn words_that_come_back_and_questions_that_rested_go_on_with_their_own_line() {
        let (key, other) = reworded(" today");
        let question = key.split('.').next().unwrap().to_owned();
        let without = {
            let begin = WILDER.find(&format!("[[section.question]]\nid = \"{question}\"")).unwrap();
            let end = begin + 1 + WILDER[begin + 1..].find("\n[[section").unwrap();
            let scales = WILDER.find("[[scale]]").unwrap();
            format!("{}{}", &WILDER[..begin], &WILDER[end..scales])
        };
        let versions = versions(&[WILDER, &other, WILDER, &without, WILDER, WILDER]);
        let breaks = Breaks::between(&versions, &Confirmed::new());
        let own = BTreeSet::from([key.clone(), question]);
        assert!(breaks.share("1", "3", &own) && breaks.share("3", "5", &own) && !breaks.share("2", "5", &own));
        let why: Vec<Class> = breaks.apart("2", "6", &own).iter().map(|step| step.class()).collect();
        assert_eq!(why, [Class::Reworded], "it rested in between, and that is not why");
        assert_eq!(breaks.apart("3", "4", &own)[0].class(), Class::Removed);
    }

    #[test]
    fn a_row_that_came_breaks_no_other_row() {
        let (key, _) = reworded("");
        let (question, row) = key.split_once('.').unwrap();
        let own = format!("{{ id = \"{row}\"");
        let one = "{ id = \"one_more\", text = { en = \"One more\", es = \"Una más\" } }";
        let more = WILDER.replacen(&own, &format!("{one},\n  {own}"), 1);
        assert_ne!(more, WILDER);
        let versions = versions(&[WILDER, &more]);
        let broken = broken(&versions, &Breaks::between(&versions, &Confirmed::new()));
        assert_eq!(broken, [format!("{question}.one_more")]);
    }

    #[test]
    fn another_source_of_the_words_is_another_question_and_nobody_can_say_otherwise() {
        let (key, changed) = reworded(" today");
        let official = changed.replacen("\"paraphrase\"", "\"official\"", 1);
        assert_ne!(official, changed);
        let versions = versions(&[WILDER, &official]);
        let said = Confirmed::from([(("1".into(), "2".into(), key.clone()), Class::Cosmetic)]);
        let breaks = Breaks::between(&versions, &said);
        assert!(breaks.steps.iter().all(|step| step.proposed == Class::Meaning), "{:#?}", breaks.steps);
        assert_eq!(breaks.steps.iter().filter(|step| step.unit == key).count(), 1, "named once");
        let broken = broken(&versions, &breaks);
        let scales = versions[1].1.scales.iter();
        let items: BTreeSet<&String> = scales.flat_map(|scale| &scale.items).collect();
        assert!(broken.contains(&key) && items.iter().all(|item| broken.contains(item)), "{broken:?}");
        assert!(broken.iter().all(|key| key.starts_with("scale:") || items.contains(key)), "{broken:?}");
    }

    #[test]
    fn who_is_asked_is_for_the_coordinator_to_class() {
        let asked = WILDER.replacen("id = \"years\"", "id = \"years\"\nshow_if = \"${sector} = 'government'\"", 1);
        assert_ne!(asked, WILDER);
        let versions = versions(&[WILDER, &asked]);
        let breaks = Breaks::between(&versions, &Confirmed::new());
        let [step] = &breaks.steps[..] else { panic!("{:#?}", breaks.steps) };
        assert_eq!(
            (step.unit.as_str(), step.proposed, step.asks(), step.breaks()),
            ("years", Class::Route, true, true)
        );
        let said = Confirmed::from([(("1".into(), "2".into(), "years".into()), Class::Cosmetic)]);
        assert!(Breaks::between(&versions, &said).share("1", "2", &unit("years")));
    }
}
