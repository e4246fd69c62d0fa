//! Wordings that changed between versions break the line of an item: it is comparable only while it means the same. The
//! program classes each change, the coordinator confirms the class; until then a change that may matter counts as one
//! that does.

use std::collections::{BTreeMap, BTreeSet};

use instruments::{Change, Class as Difference, Instrument, diff};

use super::Item;
use crate::store::Store;
use crate::{Error, Result};

/// What a change of the wording is, for comparing answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It asks the same: punctuation, place, another language.
    Cosmetic,
    /// Other words, or asked of others.
    Reworded,
    /// Other answers to choose from.
    Options,
    /// It means something else: its author says so.
    Meaning,
    /// It was not asked any more.
    Removed,
    /// It was not asked before.
    New,
}

impl Class {
    /// All classes that a coordinator can choose.
    pub const CHOICES: [Self; 3] = [Self::Cosmetic, Self::Reworded, Self::Options];

    /// How it is stored, and the last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cosmetic => "cosmetic",
            Self::Reworded => "reworded",
            Self::Options => "options",
            Self::Meaning => "meaning",
            Self::Removed => "removed",
            Self::New => "new",
        }
    }

    /// The class of a name that a coordinator chose.
    pub fn chosen(name: &str) -> Option<Self> {
        Self::CHOICES.into_iter().find(|class| class.name() == name)
    }

    fn of(class: Difference) -> Self {
        match class {
            Difference::Cosmetic | Difference::Moved | Difference::Translated | Difference::SettingsChanged => {
                Self::Cosmetic
            }
            Difference::Reworded | Difference::RoutingChanged => Self::Reworded,
            Difference::OptionsChanged => Self::Options,
            Difference::ScoringChanged | Difference::MeaningChanged => Self::Meaning,
            Difference::Added => Self::New,
            Difference::Removed => Self::Removed,
        }
    }
}

/// One part of an instrument that changed from one version to the next: a question, a row, a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Hash of the version before.
    pub from: String,
    /// Hash of the version after.
    pub to: String,
    /// The part: `q`, `q.row` or a scale's id.
    pub unit: String,
    /// What the program takes it for.
    pub proposed: Class,
    /// What the coordinator says that it is.
    pub confirmed: Option<Class>,
    /// What changed.
    pub changes: Vec<Change>,
}

impl Step {
    /// What counts.
    pub fn class(&self) -> Class {
        self.confirmed.unwrap_or(self.proposed)
    }

    /// Whether answers before and after may not be compared.
    pub fn breaks(&self) -> bool {
        self.class() != Class::Cosmetic
    }

    /// Whether a coordinator should look: what the author of the meaning decided, and what came or went, is no question.
    pub fn asks(&self) -> bool {
        self.confirmed.is_none() && Class::CHOICES[1..].contains(&self.proposed)
    }
}

/// All steps between the versions of an instrument, the earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breaks {
    /// Each changed part of each step.
    pub steps: Vec<Step>,
    order: Vec<String>,
}

/// What coordinators said: versions before and after, part, class.
pub type Confirmed = BTreeMap<(String, String, String), Class>;

impl Breaks {
    /// Compares each version with the next.
    pub fn between(versions: &[(String, Instrument)], confirmed: &Confirmed) -> Self {
        let steps = versions.windows(2).flat_map(|pair| {
            let ((from, old), (to, new)) = (&pair[0], &pair[1]);
            let mut changed: BTreeMap<String, Vec<Change>> = BTreeMap::new();
            for change in diff(old, new) {
                if let Some(unit) = unit_of(&change) {
                    changed.entry(unit).or_default().push(change);
                }
            }
            let step = |(unit, changes): (String, Vec<Change>)| Step {
                proposed: changes.iter().map(|change| Class::of(change.class)).max().unwrap_or(Class::Cosmetic),
                confirmed: confirmed.get(&(from.clone(), to.clone(), unit.clone())).copied(),
                from: from.clone(),
                to: to.clone(),
                unit,
                changes,
            };
            let mut steps: Vec<Step> = changed.into_iter().map(step).collect();
            steps.extend(other_source(old, new).into_iter().map(|unit| Step {
                from: from.clone(),
                to: to.clone(),
                unit,
                proposed: Class::Meaning,
                confirmed: None,
                changes: Vec::new(),
            }));
            steps
        });
        Self { steps: steps.collect(), order: versions.iter().map(|(hash, _)| hash.clone()).collect() }
    }

    /// The last change that keeps rows of a version apart from the newest one for an item.
    pub fn last(&self, hash: &str, units: &BTreeSet<String>) -> Option<&Step> {
        let place = |hash: &str| self.order.iter().position(|known| known == hash);
        let start = place(hash)?;
        let after = |step: &&Step| place(&step.from).is_some_and(|from| from >= start);
        self.steps.iter().filter(after).rfind(|step| step.breaks() && units.contains(&step.unit))
    }
}

/// Items of scales, where one version has the official sentences and the other a paraphrase: nobody can say that they ask
/// the same.
fn other_source(old: &Instrument, new: &Instrument) -> BTreeSet<String> {
    let source = |instrument: &Instrument| instrument.wording.as_ref().map(|wording| wording.source);
    if source(old) == source(new) {
        return BTreeSet::new();
    }
    new.scales.iter().flat_map(|scale| scale.items.iter().cloned()).collect()
}

/// The part of an instrument that a change concerns; nothing for what respondents are not asked.
fn unit_of(change: &Change) -> Option<String> {
    let mut parts = change.key.split('.');
    match parts.next()? {
        // Rows that came, went or moved are told one by one as well: the others ask what they asked.
        "question" if change.key == format!("question.{}.row", change.id) => None,
        // What is measured was written down later; nothing else changed.
        "question" if change.key.ends_with(".construct") && change.before.is_empty() => None,
        "question" => {
            let row = change.key.split_once(".row.").and_then(|(_, rest)| rest.split('.').next());
            Some(row.map_or_else(|| change.id.clone(), |row| format!("{}.{row}", change.id)))
        }
        // Names and edges of bands do not touch anybody's score.
        "scale" if change.key.contains(".band") || change.key.ends_with(".headline") => None,
        "scale" => Some(format!("scale:{}", change.id)),
        _ => None,
    }
}

/// The parts that an item rests on: its question, its row, those of a scale's items and the scale itself.
pub fn units(item: &Item, instrument: &Instrument) -> BTreeSet<String> {
    let with_question = |key: &str| [key.split('.').next().unwrap_or_default().to_owned(), key.to_owned()];
    let scale = instrument.scales.iter().find(|scale| item.is_scale() && scale.id == item.question);
    match scale {
        Some(scale) => {
            let items = scale.items.iter().flat_map(|key| with_question(key));
            items.chain(std::iter::once(item.key.clone())).collect()
        }
        None => with_question(item.answer_key()).into_iter().collect(),
    }
}

/// What coordinators said about an instrument's changes.
pub async fn confirmed(store: &Store, instrument: &str) -> Result<Confirmed> {
    const ALL: &str = "select from_hash, to_hash, unit, class from wordings where instrument_id = $1";
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as(ALL).bind(instrument).fetch_all(&store.pool).await?;
    let class = |(from, to, unit, class): (String, String, String, String)| {
        Class::chosen(&class).map(|class| ((from, to, unit), class))
    };
    Ok(rows.into_iter().filter_map(class).collect())
}

/// Keeps what a coordinator says about one change.
///
/// # Errors
/// Not found where the step has no such change, conflict where it is not for anybody to say.
pub async fn confirm(
    to: &mut sqlx::SqliteConnection,
    instrument: &str,
    step: &Step,
    class: Class,
    (person, day): (&str, &str),
) -> Result<()> {
    const SAY: &str = "insert into wordings (instrument_id, from_hash, to_hash, unit, class, person_id, confirmed_on)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (instrument_id, from_hash, to_hash, unit)
        do update set class = $5, person_id = $6, confirmed_on = $7";
    if !Class::CHOICES.contains(&step.proposed) {
        return Err(Error::Conflict("wording-decided"));
    }
    let query = sqlx::query(SAY).bind(instrument).bind(&step.from).bind(&step.to).bind(&step.unit);
    query.bind(class.name()).bind(person).bind(day).execute(to).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    //! A coordinator mends an inventory between two summits.

    use super::*;
    use crate::waves::items;

    const WILDER: &str = include_str!("../../../instruments/library/wilder-cfi.toml");

    fn versions(changed: &str) -> Vec<(String, Instrument)> {
        let read = |text: &str| instruments::parse(text).unwrap();
        vec![("old".into(), read(WILDER)), ("new".into(), read(changed))]
    }

    #[test]
    fn a_reworded_row_breaks_its_own_line_and_that_of_its_factor_until_it_is_confirmed_to_ask_the_same() {
        let wilder = instruments::parse(WILDER).unwrap();
        let item = items(&wilder).into_iter().find(|item| item.key.contains('.')).unwrap();
        let words = item.part.get("en").to_owned();
        let changed = WILDER.replacen(&words, &format!("{words} today"), 1);
        let versions = versions(&changed);
        let breaks = Breaks::between(&versions, &Confirmed::new());
        let [step] = &breaks.steps[..] else { panic!("{:#?}", breaks.steps) };
        assert_eq!((step.unit.as_str(), step.proposed, step.asks()), (item.key.as_str(), Class::Reworded, true));
        let broken = |breaks: &Breaks| -> Vec<String> {
            let all = items(&versions[1].1).into_iter();
            all.filter(|item| breaks.last("old", &units(item, &versions[1].1)).is_some()).map(|item| item.key).collect()
        };
        let [row, factor] = &broken(&breaks)[..] else { panic!("{:?}", broken(&breaks)) };
        assert!(*row == item.key && factor.starts_with("scale:"), "{row} {factor}");
        let same = Confirmed::from([(("old".into(), "new".into(), item.key.clone()), Class::Cosmetic)]);
        assert_eq!(broken(&Breaks::between(&versions, &same)), Vec::<String>::new());
        assert_eq!(
            breaks.last("new", &units(&item, &wilder)),
            None,
            "answers to the new version are the new version's"
        );
    }
}
