//! The sample beside what is known of its population, and figures without and with weights.

use std::fmt::Write as _;

use instruments::Instrument;

use super::expression::{asked, coded, codes, values};
use super::text::{comment, list, quoted, words};
use super::{Data, whole};
use crate::waves::{Item, Measure};
use crate::weighting::{Asked, Beside, FEWEST, Margin, Origin, Section, Weights};
use crate::workspace::meaning::Meanings;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct Weighed<'a> {
    /// The version that is shown.
    pub instrument: &'a Instrument,
    /// What is counted together with it.
    pub meanings: &'a Meanings,
    /// Known shares with the sample beside them.
    pub beside: &'a [Beside],
    /// The weights, where there are some.
    pub weights: Option<&'a Weights>,
    /// Figures without and with them.
    pub sections: &'a [Section],
    /// Name of the wave.
    pub wave: &'a str,
}

/// Known shares and the test of each, the weights and what they cost, then every figure without and with them.
pub fn population(data: &Data, of: Weighed) -> Option<String> {
    let all: Vec<&Margin> = of.beside.iter().map(|beside| &beside.margin).collect();
    let mut code = format!("answers <- answers[which(answers$tm_wave == {}), ]\n", quoted(of.wave));
    code += &margins(data, &all)?;
    let with = if of.weights.is_some() { ", weights" } else { "" };
    code += &of.weights.map(weights).unwrap_or_default();
    for known in of.beside.iter().filter(|known| known.margin.shares.is_some()) {
        let margin = format!("margins[[{}]]", quoted(&known.margin.asked.key));
        writeln!(code, "{}beside({margin}{with})", called(&known.margin.asked)).ok()?;
        if known.fit.is_ok() {
            writeln!(code, "fit_of({margin})").ok()?;
        }
    }
    // Groups that are too small have no figures on the page.
    let shown = |section: &&Section| section.lines.iter().any(|line| line.plain.base >= FEWEST);
    for section in of.sections.iter().filter(shown) {
        code += &both(data, of, &section.item).unwrap_or_default();
    }
    (of.weights.is_some() || !all.is_empty()).then(|| whole(&data.source("this wave alone"), &code))
}

/// One item without and with weights.
fn both(data: &Data, of: Weighed, item: &Item) -> Option<String> {
    let question = item.answer_key().split('.').next().unwrap_or_default();
    let counted = |values: String| data.except(values, of.meanings.apart(question));
    let (x, call) = match item.measure {
        Measure::Number(_) | Measure::Scale(_) => {
            let ends = item.measure.ends().map(|(low, high)| format!(", ends = c({low}, {high})")).unwrap_or_default();
            (values(data, of.instrument, item)?, format!("both_means(x, weights{ends})"))
        }
        // Of yes and no, and of what was ticked or not, the first says it all.
        Measure::YesNo => (coded(data, item)?, "both_shares(x, \"yes\", weights)".to_owned()),
        Measure::Ticked(ref option) => {
            (ticked(data, of.instrument, item, option)?, "both_shares(x, \"yes\", weights)".to_owned())
        }
        _ => (coded(data, item)?, format!("both_shares(x, {}, weights)", codes(&item.measure))),
    };
    Some(format!("{}x <- {}\n{call}\n", asked(item), counted(x)))
}

/// Whether an option was ticked, of everybody who answered its question: who was not offered it did not tick it.
fn ticked(data: &Data, instrument: &Instrument, item: &Item, option: &str) -> Option<String> {
    let question = instrument.questions().find(|question| question.id == item.question)?;
    let options = instrument.options(question).iter();
    let all: Vec<String> = options.filter_map(|option| data.ticked(item.answer_key(), &option.code)).collect();
    let own = data.ticked(item.answer_key(), option)?;
    let all = all.join(",\n  ");
    Some(format!("ifelse(rowSums(!is.na(cbind({all}))) > 0, ifelse(({own}) %in% TRUE, \"yes\", \"no\"), NA)"))
}

/// What is known, as `margins`: each row's level and the known share of each. What is not asked like that any more is left
/// out.
pub(super) fn margins(data: &Data, margins: &[&Margin]) -> Option<String> {
    let mut code = "margins <- list()\n".to_owned();
    for margin in margins {
        let Some(shares) = &margin.shares else { continue };
        let shares = list(shares.iter().map(f64::to_string));
        let (key, levels) = (quoted(&margin.asked.key), levels(data, &margin.asked)?);
        write!(code, "{}margins[[{key}]] <- list(x = {levels},\n  shares = {shares})\n", called(&margin.asked)).ok()?;
    }
    Some(code)
}

/// Each row's answer to what is known, or its site, as a factor.
fn levels(data: &Data, asked: &Asked) -> Option<String> {
    if let Some(item) = &asked.item {
        return Some(format!("factor({}, {})", coded(data, item)?, codes(&item.measure)));
    }
    let sites: Option<Vec<&str>> = asked.levels.iter().map(|site| data.site(&site.code)).collect();
    Some(format!("factor(answers$tm_site, {})", words(sites?)))
}

/// What makes `weights`, of all rows that `answers` holds, and shows what they cost.
pub(super) fn weights(weights: &Weights) -> String {
    let (title, margins, more) = match weights.origin {
        Origin::Raked => {
            ("Weights that bring the sample to what is known.", "margins", ", cut = raked$cut, off = raked$off")
        }
        Origin::Brought => ("Weights that came with the answers.", "list()", ""),
    };
    format!(
        "# {title}\nstart <- if (all(is.na(answers$tm_weight))) rep(1, nrow(answers)) else answers$tm_weight\n\
         raked <- rake(start, {margins}); weights <- raked$weights\n\
         c(kish_of(weights), without = sum(is.na(weights)){more})\n"
    )
}

fn called(asked: &Asked) -> String {
    asked.item.as_ref().map_or_else(|| comment("Sites"), super::expression::asked)
}
