//! Each statistic of the reference figures is reached: open data comes in through the import, and the figures of R stand
//! on the pages that a coordinator or a researcher opens.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../group/mod.rs"]
mod group;
mod house;
mod linked;
#[path = "../office/mod.rs"]
mod office;
mod one_wave;
mod oracle;
#[path = "../oracle/mod.rs"]
mod oracle_cases;
mod outside;
#[path = "../platform/mod.rs"]
mod platform;
#[path = "../release/shore.rs"]
#[allow(dead_code, reason = "releases need only their beginning here")]
mod shore;
mod two_waves;

use std::collections::{BTreeMap, BTreeSet};

use house::{House, squeeze};
use oracle::Oracle;

/// How far behind its heading a figure stands at most.
const NEAR: usize = 2_500;

/// One figure of one page: the table below has them all.
pub struct Shown {
    /// The statistic, as reference files call it.
    pub statistic: String,
    /// The page.
    pub address: String,
    /// The heading that the figure stands behind; empty for anywhere.
    pub after: String,
    /// What must stand there.
    pub says: Vec<String>,
}

/// A line of the table.
pub fn shown(statistic: &str, address: &str, after: &str, says: &[String]) -> Shown {
    let (statistic, address, after) = (statistic.to_owned(), address.to_owned(), after.to_owned());
    Shown { statistic, address, after, says: says.to_vec() }
}

/// What is missing of a line on its page.
fn missing(page: &str, line: &Shown) -> Option<String> {
    let (after, wrong) = (squeeze(&line.after), |what: &str| format!("{} ({}): {what}", line.statistic, line.address));
    let places: Vec<usize> =
        if after.is_empty() { vec![0] } else { page.match_indices(&after).map(|(place, _)| place).collect() };
    if places.is_empty() {
        return Some(wrong(&format!("no “{}”", line.after)));
    }
    let near = |place: &usize| {
        let all = &page[*place..];
        if after.is_empty() { all.to_owned() } else { all.chars().take(NEAR).collect() }
    };
    let parts: Vec<String> = places.iter().map(near).collect();
    let there = |part: &&String| line.says.iter().all(|said| part.contains(&squeeze(said)));
    parts.iter().find(there).is_none().then(|| wrong(&format!("{:?} is not in {}", line.says, parts.join(" … "))))
}

/// Opens the pages of a house and says what is missing.
pub async fn look(mut house: House, lines: Vec<Shown>) -> (Vec<Shown>, Vec<String>) {
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in &lines {
        if !pages.contains_key(&line.address) {
            let page = house.read(&line.address).await;
            pages.insert(line.address.clone(), page);
        }
        wrong.extend(missing(&pages[&line.address], line));
    }
    (lines, wrong)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_statistic_is_reached_through_a_page_or_an_export() {
    let Some(oracle) = Oracle::read() else { return };
    let (mut table, mut wrong) = (Vec::new(), Vec::new());
    for (lines, faults) in [
        one_wave::ratings(&oracle).await,
        one_wave::places(&oracle).await,
        one_wave::television(&oracle).await,
        one_wave::schools(&oracle).await,
        one_wave::weighted(&oracle).await,
        one_wave::providers(&oracle).await,
        one_wave::bands(&oracle).await,
        two_waves::society(&oracle).await,
        two_waves::women_and_men(&oracle).await,
        two_waves::too_few(&oracle).await,
        linked::moods(&oracle).await,
        linked::breath(&oracle).await,
        linked::joints(&oracle).await,
        linked::twelve(&oracle).await,
        outside::coders(&oracle).await,
        outside::hidden(&oracle).await,
        outside::differences(&oracle).await,
    ] {
        table.extend(lines);
        wrong.extend(faults);
    }
    for line in &table {
        println!("{}: {}", line.statistic, line.address);
    }
    let reached: BTreeSet<String> = table.iter().map(|line| line.statistic.clone()).collect();
    let unreached: Vec<String> = oracle.statistics().difference(&reached).cloned().collect();
    println!("{} statistics of the reference figures, {} on a page", oracle.statistics().len(), reached.len());
    assert!(unreached.is_empty(), "on no page: {unreached:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_figure_that_is_not_on_its_page_is_noticed() {
    let page = squeeze("The question full Yes 29 of 47");
    let line = |after: &str, says: &str| shown("proportion_ci", "/page", after, &[says.to_owned()]);
    assert_eq!(missing(&page, &line("The question full", "29 of 47")), None);
    assert!(missing(&page, &line("The question full", "30 of 47")).is_some());
    assert!(missing(&page, &line("The question empty", "29 of 47")).is_some());
}
