//! Brings together what a release is made of, so that planning it, which takes a while, needs the database no more.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::bond::Bond;
use super::draft::{Draft, Quoted};
use super::headline::has_spread;
use super::means::Means;
use super::mirrored::Mirrored;
use super::organisations::Organisations;
use super::tables::{self, About, Chosen, Laid};
use super::{Choice, Crossed, Methods, Part};
use crate::Result;
use crate::disclosure::plan::{Axis, Beneath, Key, Ledger, Sheet, plan_until};
use crate::disclosure::{Scope, Threshold};
use crate::owed::Owed;
use crate::store::Store;
use crate::store::sites::{self, Site};
use crate::store::studies::Study;
use crate::waves::shares::{Judged, judge};
use crate::waves::{Rules, Series, compare_shares, organisations};
use crate::workspace::Workspace;
use crate::{Error, parallel};

/// How many people mentioned codes, by wave.
#[derive(Clone, Debug)]
pub struct Mentions {
    /// Version of the codebook.
    pub version: u32,
    /// The smallest count that the strictest audience among them may see.
    pub threshold: Threshold,
    /// Id and name of each code.
    pub codes: Vec<(String, String)>,
    /// Id and name of each wave, the earliest first.
    pub waves: Vec<(String, String)>,
    /// People who said anything, by wave.
    pub bases: Vec<u64>,
    /// People who mentioned a code, by code and wave.
    pub counts: Vec<Vec<u64>>,
}

/// Everything that a release is made of.
#[derive(Debug)]
pub struct Gathered {
    /// What was chosen.
    pub choice: Choice,
    /// The day.
    pub made_on: String,
    /// The instruments.
    pub chosen: Vec<Chosen>,
    /// The codes.
    pub mentions: Option<Mentions>,
    /// The quotes.
    pub quotes: Vec<Quoted>,
    /// What is owed to the owners of the study's words.
    pub owed: Owed,
    /// All that was released before.
    pub ledger: Ledger,
}

/// Reads the instruments of a choice from an unlocked study.
///
/// # Errors
/// Not found where an instrument has no answers.
pub async fn gather(store: &Store, workspace: &Workspace, study: &Study, choice: &Choice) -> Result<Vec<Chosen>> {
    let sites = sites::all(store, &study.id).await?;
    let mut chosen = Vec::new();
    for part in &choice.instruments {
        let series = Series::read(store, workspace, &study.id, &part.instrument).await?;
        let smallest = study.smallest_cell_of(series.audience()).unsigned_abs();
        // Whoever answered may read what is public, and knows of one person in a cell.
        let threshold = Threshold::new(smallest).against_insiders();
        let scope = |wave: &usize| Scope::of(series.moments[*wave].people() as u64, threshold);
        let wanted = |wave: &usize| part.waves.contains(&series.moments[*wave].wave);
        let (waves, few): (Vec<usize>, Vec<usize>) =
            (0..series.moments.len()).filter(wanted).partition(|wave| scope(wave) == Scope::Tables);
        // Waves are read as the last of them asked: what changed after it keeps nothing apart.
        let series = Arc::new(waves.last().map_or_else(|| series.clone(), |last| series.as_asked(*last)));
        let few = few.into_iter().map(|wave| (wave, scope(&wave))).collect();
        let items = (0..series.items.len()).filter(|item| part.items.contains(&series.items[*item].key)).collect();
        let alone = |item: &usize| {
            let item = &series.items[*item];
            part.headlines.contains(&item.key) && has_spread(item)
        };
        let headlines = (0..series.items.len()).filter(alone).collect();
        let there = |site: &&Site| waves.last().is_some_and(|wave| answered_at(&series, *wave, &site.id));
        let sites = sites.iter().filter(there).cloned().collect();
        let organisations = listed(store, &series, part).await?;
        chosen.push(Chosen {
            followed: followed(&series, part, &waves),
            crossed: crossed(&series, &part.crossed),
            by_site: part.by_site,
            means: part.means,
            follows: part.follows,
            comparison: None,
            bond: None,
            threshold,
            few,
            items,
            headlines,
            sites,
            organisations,
            waves,
            series,
        });
    }
    Ok(chosen)
}

/// The two waves through which the same people are followed, the earlier first; nothing where there are not two, or one
/// of them has too few answers for tables.
fn followed(series: &Series, part: &Part, waves: &[usize]) -> Option<[usize; 2]> {
    let mut both = match (&part.between, waves) {
        (Some([one, other]), _) => [series.place(one)?, series.place(other)?],
        (None, [.., earlier, later]) => [*earlier, *later],
        _ => return None,
    };
    both.sort_unstable();
    let there = both.iter().all(|wave| waves.contains(wave)) && both[0] < both[1];
    (part.follows && there).then_some(both)
}

/// Places of items by others; by none, by site.
fn crossed(series: &Series, wanted: &[Crossed]) -> Vec<(usize, Option<usize>)> {
    let place = |key: &str| series.items.iter().position(|item| item.key == key);
    let mut found: Vec<(usize, Option<usize>)> = Vec::new();
    for one in wanted {
        let by = if one.by == Crossed::SITES { Some(None) } else { place(&one.by).map(Some) };
        let (Some(item), Some(by)) = (place(&one.item), by) else { continue };
        // Turned round it is the same table.
        let known = by.is_some_and(|by| found.contains(&(by, Some(item)))) || found.contains(&(item, by));
        if !known {
            found.push((item, by));
        }
    }
    found
}

/// Organisations that agreed to be listed, in the last two of the chosen waves.
async fn listed(store: &Store, series: &Series, part: &Part) -> Result<Option<Organisations>> {
    let waves: Vec<usize> =
        (0..series.moments.len()).filter(|wave| part.waves.contains(&series.moments[*wave].wave)).collect();
    let [.., earlier, later] = waves[..] else { return Ok(None) };
    if part.listed.is_empty() {
        return Ok(None);
    }
    let closed = organisations::closed(store, &series.moments[later]).await?;
    Ok(Organisations::of(series, [earlier, later], &part.listed.iter().cloned().collect(), &closed))
}

fn answered_at(series: &Series, wave: usize, site: &str) -> bool {
    series.moments[wave].answered.iter().any(|answered| answered.table.rows.iter().any(|row| *row.site == *site))
}

impl Gathered {
    /// Plans the tables; `progress` is told how much is done, and of how much.
    ///
    /// # Errors
    /// When it cannot be worked out: then nothing may be published.
    pub fn draft(self, progress: &mut dyn FnMut(usize, usize)) -> Result<Draft> {
        self.draft_until(progress, &AtomicBool::new(false))
    }

    /// The same until `stop` is set: nobody wants it any more.
    ///
    /// # Errors
    /// As [`Gathered::draft`], and when it was stopped.
    pub fn draft_until(self, progress: &mut dyn FnMut(usize, usize), stop: &AtomicBool) -> Result<Draft> {
        let Self { choice, made_on, mut chosen, mentions, mut quotes, owed, ledger } = self;
        let bonds = parallel::map(&(0..chosen.len()).collect::<Vec<_>>(), |part| {
            Some(&chosen[*part]).filter(|one| one.follows).and_then(Bond::of)
        });
        for (one, bond) in chosen.iter_mut().zip(bonds) {
            one.bond = bond;
            one.set_amounts_beside(&ledger);
        }
        let mirrors = Mirrored::all(&choice, &chosen);
        let mut laid = tables::lay(&chosen, &mirrors);
        laid.extend(mentions.iter().flat_map(by_wave));
        let laid = tables::accepted(laid, &choice);
        let sheets: Vec<Sheet> = laid.iter().map(|laid| laid.sheet.clone()).collect();
        let beneath: Vec<Beneath> = laid.iter().filter_map(|laid| laid.beneath.clone()).collect();
        let plan = plan_until(&sheets, &beneath, &ledger, progress, stop);
        let plan = plan.map_err(|_| Error::Conflict("release-unsolved"))?;
        let comparisons = parallel::map(&(0..chosen.len()).collect::<Vec<_>>(), |part| comparison(&chosen[*part]));
        for (one, comparison) in chosen.iter_mut().zip(comparisons) {
            one.comparison = comparison;
        }
        if is_small(&chosen) {
            quotes.iter_mut().for_each(|quote| quote.whose.clear());
        }
        let judged = mentions.as_ref().map_or_else(Vec::new, judged);
        let mut draft = Draft {
            choice,
            made_on,
            chosen,
            mirrors,
            mentions,
            judged,
            laid,
            plan,
            means: Means::default(),
            quotes,
            owed,
            methods: Methods::default(),
        };
        draft.means = Means::of(&draft, &ledger);
        draft.methods = Methods::of(&draft, ledger.releases.len());
        Ok(draft)
    }
}

/// Whether so few answered, or so little is known of how many, that nothing is said about who was quoted.
fn is_small(chosen: &[Chosen]) -> bool {
    chosen.iter().all(|one| one.waves.is_empty())
}

/// The last two waves, all items as one family: which were chosen for a release changes no p-value of another. Of whom the
/// headline alone is told, that share is what is compared.
fn comparison(chosen: &Chosen) -> Option<crate::waves::Comparison> {
    let [.., earlier, later] = chosen.waves[..] else { return None };
    let rules = Rules { smallest: chosen.threshold.smallest() };
    Some(compare_shares(&chosen.series, earlier, later, &chosen.headlines, rules))
}

/// A table for each code.
fn by_wave(mentions: &Mentions) -> Vec<Laid> {
    let scope = |wave: &usize| Scope::of(mentions.bases[*wave], mentions.threshold) == Scope::Tables;
    let waves: Vec<usize> = (0..mentions.waves.len()).filter(scope).collect();
    if waves.is_empty() {
        return Vec::new();
    }
    let sheet = |(code, (id, _)): (usize, &(String, String))| {
        let variable = format!("code {id}@{}", mentions.version);
        let total = Some(Key::everybody().answered("words"));
        let count = |wave: &usize| {
            let count = mentions.counts[code][*wave];
            vec![count, mentions.bases[*wave].saturating_sub(count)]
        };
        Sheet {
            name: format!("code.{id}"),
            threshold: mentions.threshold,
            within: Key::everybody().with("material", "words"),
            rows: Axis::waves("wave", waves.iter().map(|wave| mentions.waves[*wave].0.as_str())),
            columns: Axis { total, ..Axis::answers(&variable, ["yes", "no"]) },
            counts: waves.iter().map(count).collect(),
            people: Vec::new(),
        }
    };
    let laid = |place: (usize, &(String, String))| Laid::new(About::Code(place.0), sheet(place));
    mentions.codes.iter().enumerate().map(laid).collect()
}

/// How the share of each code changed between the last two waves.
fn judged(mentions: &Mentions) -> Vec<Judged> {
    let Some(later) = mentions.waves.len().checked_sub(1).filter(|later| *later > 0) else { return Vec::new() };
    let side = |counts: &[u64], wave: usize| (counts[wave], mentions.bases[wave]);
    let shares: Vec<_> = mentions.counts.iter().map(|counts| [side(counts, later - 1), side(counts, later)]).collect();
    judge(&shares, Rules { smallest: mentions.threshold.smallest() })
}
