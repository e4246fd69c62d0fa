//! Known shares of a closed question, or of the sites: what can be known, what somebody typed, and the sample beside it.

use instruments::{Instrument, Text};

use super::{FEWEST, Weights};
use crate::name::{self, Fault};
use crate::statistics::fit::{Fit, fit};
use crate::statistics::interval::proportion;
use crate::statistics::{Figure, Reason};
use crate::store::population::Known;
use crate::store::sites::Site;
use crate::waves::{Item, Measure, Named, items, named, seen};
use crate::workspace::Table;
use crate::{Error, Result};

/// The key of the sites, which are no question.
pub const SITES: &str = "sites";
/// Characters of a source at most.
const LONGEST_SOURCE: usize = 300;
/// How far from 100 typed percents may add up: they were rounded.
const ROUNDING: f64 = 1.0;

/// A question whose shares may be known, or the sites.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The question's key, or [`SITES`].
    pub key: String,
    /// The question; nothing for the sites.
    pub item: Option<Item>,
    /// The answers to choose from, or the sites.
    pub levels: Vec<Named>,
}

/// Known shares of a question as it is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// The question.
    pub asked: Asked,
    /// Where the figures come from.
    pub source: String,
    /// Share of 1 of each level; nothing where the answers to choose from are others now than when they were typed.
    pub shares: Option<Vec<f64>>,
}

/// A sample beside its population.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The question with its known shares.
    pub margin: Margin,
    /// People who answered it.
    pub base: usize,
    /// People and share of each level.
    pub sample: Vec<(usize, Figure)>,
    /// Share of each level with weights, where there are weights.
    pub weighted: Option<Vec<f64>>,
    /// The test, or why there is none.
    pub fit: std::result::Result<Fit, Reason>,
}

/// What shares can be known of: the sites where there are two and more, and closed questions with one answer.
pub fn asked(instrument: &Instrument, sites: &[Site]) -> Vec<Asked> {
    let site = |site: &Site| Named { code: site.id.clone(), text: Text::default(), name: site.name.clone() };
    let sites = (sites.len() > 1).then(|| Asked {
        key: SITES.to_owned(),
        item: None,
        levels: sites.iter().map(site).collect(),
    });
    let closed = |item: &Item| {
        let one = matches!(item.measure, Measure::YesNo | Measure::Nominal(_) | Measure::Ordinal(_));
        one && !item.key.contains('.')
    };
    let question = |item: Item| {
        let levels = named(&item)?;
        Some(Asked { key: item.key.clone(), levels, item: Some(item) })
    };
    sites.into_iter().chain(items(instrument).into_iter().filter(closed).filter_map(question)).collect()
}

/// The sites that belong to a collection: those with answers, and those whose share is known though nobody answered.
pub fn sites_of(all: &[Site], known: &[Known], table: &Table) -> Vec<Site> {
    let shares = || known.iter().filter(|known| known.key == SITES).flat_map(|known| &known.shares);
    let here =
        |site: &&Site| shares().any(|(code, _)| *code == site.id) || table.rows.iter().any(|row| *row.site == *site.id);
    all.iter().filter(here).cloned().collect()
}

impl Asked {
    /// Each row's level.
    pub fn places(&self, table: &Table) -> Vec<Option<usize>> {
        let all: Vec<usize> = (0..table.rows.len()).collect();
        match &self.item {
            Some(item) => seen::places_of(item, table, &all),
            None => {
                let place = |row: &crate::workspace::Row| self.levels.iter().position(|level| *level.code == *row.site);
                table.rows.iter().map(place).collect()
            }
        }
    }
}

/// Reads percents that somebody typed, one for each level.
///
/// # Errors
/// When one is missing, is no number from 0 to 100, or they do not add up to 100 within rounding.
pub fn read(asked: &Asked, source: &str, typed: impl Fn(&str) -> String) -> Result<Known> {
    let source = name::line(source, LONGEST_SOURCE).map_err(|fault| match fault {
        Fault::Long => Error::Invalid("population-source-long", LONGEST_SOURCE.to_string()),
        fault => fault.error("population-source", LONGEST_SOURCE),
    })?;
    let mut shares = Vec::new();
    for (number, level) in (1..).zip(&asked.levels) {
        let typed = typed(&level.code);
        let typed = typed.trim().trim_end_matches('%').trim_end().replace(',', ".");
        if typed.is_empty() {
            return Err(Error::Invalid("population-missing", number.to_string()));
        }
        let percent = typed.parse().ok().filter(|percent: &f64| (0.0..=100.0).contains(percent));
        shares.push((level.code.clone(), percent.ok_or_else(|| Error::Invalid("population-number", typed.clone()))?));
    }
    let sum: f64 = shares.iter().map(|(_, percent)| percent).sum();
    if (sum - 100.0).abs() > ROUNDING {
        return Err(Error::Invalid("population-sum", format!("{sum:.1}")));
    }
    shares.iter_mut().for_each(|(_, percent)| *percent /= sum);
    Ok(Known { key: asked.key.clone(), source, shares })
}

/// What is known, by the questions as they are asked now; what is not asked any more is left out.
pub fn margins(asked: &[Asked], known: &[Known]) -> Vec<Margin> {
    let margin = |asked: &Asked| {
        let known = known.iter().find(|known| known.key == asked.key)?;
        let share = |level: &Named| known.shares.iter().find(|(code, _)| *code == level.code).map(|(_, share)| *share);
        let shares: Option<Vec<f64>> = asked.levels.iter().map(share).collect();
        let shares = shares.filter(|shares| shares.len() == known.shares.len());
        Some(Margin { asked: asked.clone(), source: known.source.clone(), shares })
    };
    asked.iter().filter_map(margin).collect()
}

/// The sample beside what is known, without and with weights.
pub fn beside(margin: Margin, table: &Table, weights: Option<&Weights>) -> Beside {
    let places = margin.asked.places(table);
    let mut counts = vec![0_usize; margin.asked.levels.len()];
    places.iter().flatten().for_each(|place| counts[*place] += 1);
    let base: usize = counts.iter().sum();
    let whole: Vec<u64> = counts.iter().map(|count| *count as u64).collect();
    let fit = match &margin.shares {
        _ if base < FEWEST => Err(Reason::TooFewAnswers),
        Some(shares) => fit(&whole, shares),
        None => Err(Reason::FewerThanTwoCategories),
    };
    let weighted = weights.map(|weights| weights.shares(&places, counts.len()));
    let sample = counts.into_iter().map(|count| (count, proportion(count, base))).collect();
    Beside { margin, base, sample, weighted, fit }
}

#[cfg(test)]
mod tests {
    //! A coordinator types what the county knows about its providers.

    use super::*;

    fn kinds() -> Asked {
        let level = |code: &str| Named { code: code.into(), text: Text::default(), name: String::new() };
        Asked { key: "kind".into(), item: None, levels: ["es", "th", "ph"].map(level).to_vec() }
    }

    fn typed(percents: [&str; 3]) -> Result<Known> {
        let codes = ["es", "th", "ph"];
        read(&kinds(), " County list 2026 ", |code| {
            let place = codes.iter().position(|known| *known == code).unwrap();
            percents[place].to_owned()
        })
    }

    #[test]
    fn percents_may_be_rounded_and_carry_a_sign_and_a_comma() {
        let known = typed(["33,3", "33.3 %", "33.3"]).unwrap();
        assert_eq!(known.source, "County list 2026");
        assert!((known.shares.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_wrong_is_said_with_what_was_typed() {
        let code = |percents| match typed(percents) {
            Err(Error::Invalid(code, value)) => (code, value),
            other => panic!("{other:?}"),
        };
        assert_eq!(code(["50", "", "50"]), ("population-missing", "2".into()));
        assert_eq!(code(["50", "many", "50"]), ("population-number", "many".into()));
        assert_eq!(code(["-1", "51", "50"]), ("population-number", "-1".into()));
        assert_eq!(code(["NaN", "51", "50"]), ("population-number", "NaN".into()));
        assert_eq!(code(["50", "30", "30"]), ("population-sum", "110.0".into()));
        let none = read(&kinds(), "  ", |_| "50".into());
        assert!(matches!(none, Err(Error::Invalid("population-source", _))));
        let long = read(&kinds(), &"x".repeat(301), |_| "50".into());
        assert!(matches!(long, Err(Error::Invalid("population-source-long", _))));
        let unseen = read(&kinds(), "a\u{0}b", |_| "50".into());
        assert!(matches!(unseen, Err(Error::Invalid("name-unseen", _))));
    }

    #[test]
    fn shares_of_other_answers_than_those_asked_now_are_not_used() {
        let known = typed(["20", "30", "50"]).unwrap();
        assert!(margins(&[kinds()], std::slice::from_ref(&known))[0].shares.is_some());
        let mut fewer = kinds();
        fewer.levels.pop();
        assert_eq!(margins(&[fewer], std::slice::from_ref(&known))[0].shares, None);
        let mut renamed = kinds();
        renamed.levels[0].code = "hotel".into();
        assert_eq!(margins(&[renamed], &[known])[0].shares, None);
    }
}
