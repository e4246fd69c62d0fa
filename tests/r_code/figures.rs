//! The figures of one collection, at all sites and at one, looked at through both versions.

use instruments::Kind;
use server::statistics::describe::Description;
use server::store::links::{self, Mode};
use server::workspace::everybody::{Everybody, Now};
use server::workspace::factors::{FactorResult, Reliability, factors, reliability};
use server::workspace::meaning::Meanings;
use server::workspace::results::{Chosen, Figures, QuestionResult, sections};

use crate::r::{Folder, Shown, close, code, drawn, near};
use crate::scene::Shore;

#[tokio::test]
async fn r_gives_the_figures_of_a_wave_through_either_version() {
    let shore = Shore::rise().await;
    let Some(folder) = Folder::with_r() else { return };
    let (store, study) = (&shore.tide.platform.state.store, shore.study());
    folder.take(&mut shore.browser(), &study, &shore.tide.instrument, &shore.later[1..2]).await;
    let north = server::store::sites::all(store, &study).await.unwrap()[0].id.clone();
    let (mut looked, mut left_out) = (0, 0);
    for version in 0..2 {
        for site in [None, Some(north.as_str())] {
            let found = of_wave(&shore, &folder, &shore.later[1], (version, site), None).await;
            looked += found.0;
            left_out += found.1;
        }
    }
    assert!(looked > 30 && left_out > 0, "{looked} questions, {left_out} of another meaning");
}

#[tokio::test]
async fn r_gives_what_all_who_were_invited_would_say() {
    let shore = Shore::rise().await;
    let Some(folder) = Folder::with_r() else { return };
    let (store, study) = (&shore.tide.platform.state.store, shore.study());
    folder.take(&mut shore.browser(), &study, &shore.tide.instrument, &shore.later).await;
    let sites = server::store::sites::all(store, &study).await.unwrap();
    // Counts of few people, shares of many.
    for (collection, invited) in [(&shore.later[1], [100, 60]), (&shore.later[2], [400, 300])] {
        for (site, number) in sites.iter().zip(invited) {
            links::add(store, collection, &site.id, Some(number), Mode::Open).await.unwrap();
        }
        of_wave(&shore, &folder, collection, (0, None), Some(invited.iter().sum())).await;
        of_wave(&shore, &folder, collection, (0, Some(&sites[0].id)), Some(invited[0])).await;
    }
}

/// A page of figures, through one of the versions, of all sites or of one: how many questions, and how many answers were
/// left out.
async fn of_wave(
    shore: &Shore,
    folder: &Folder,
    collection: &str,
    (version, site): (usize, Option<&str>),
    invited: Option<i64>,
) -> (usize, usize) {
    let (store, study) = (&shore.tide.platform.state.store, shore.study());
    let workspace = shore.workspace().await;
    let table = workspace.table(collection);
    let versions: Vec<_> = server::store::versions::all(store, &shore.tide.instrument).await.unwrap();
    let read = |toml: &str| instruments::parse(toml).unwrap();
    let versions: Vec<_> = versions.into_iter().map(|version| (version.hash, read(&version.toml))).collect();
    let (hash, shown) = &versions[version];
    let query = site.map(|site| format!("&site={site}")).unwrap_or_default();
    let address = format!("/studies/{study}/results/{collection}?version={hash}{query}");
    let found = folder.run(&code(&shore.browser().get(&address).await.body)[0]);
    let mut found = found.iter();
    let meanings = Meanings::of(shown, versions.iter().map(|(hash, version)| (hash.as_str(), version)));
    let keep = table.at_site(site);
    let everybody = Everybody::of(keep.len(), invited);
    let (mut looked, mut left_out) = (0, 0);
    for question in sections(shown, table, &keep, &meanings).iter().flat_map(|section| &section.questions) {
        looked += of_question(question, everybody, &mut found);
        left_out += question.left_out;
    }
    let all = factors(shown, table, &keep, &meanings);
    for (factor, reliable) in all.iter().zip(reliability(shown, table, &keep, &meanings)) {
        of_factor(factor, &reliable, everybody, &mut found);
    }
    assert!(found.next().is_none(), "R shows nothing that the page does not");
    (looked, left_out)
}

type Rest<'s> = std::slice::Iter<'s, Shown>;

fn of_question(question: &QuestionResult, everybody: Everybody, found: &mut Rest) -> usize {
    let what = &question.id;
    if question.kind == Kind::LinkCode || question.tally.answered == 0 {
        return 0;
    }
    let answered = |found: &mut Rest, tally: &server::statistics::tally::Tally| {
        let shown = found.next().unwrap();
        near(shown, "answered", Some(tally.answered as f64), what);
        for (reason, name) in
            [(instruments::MissingReason::DontKnow, "dont_know"), (instruments::MissingReason::Skipped, "skipped")]
        {
            let count = shown.figure(name).unwrap_or(0.0);
            assert_eq!(count, tally.missing(reason) as f64, "{what} {name}");
        }
    };
    match &question.figures {
        Figures::Shares { options, mean, .. } => {
            answered(found, &question.tally);
            of_options(options, everybody, found, what);
            if let Some(mean) = mean {
                of_mean_and_all(mean, everybody, found, what);
            }
        }
        Figures::Matrix(rows) => {
            for row in rows {
                answered(found, &row.tally);
                of_options(&row.options, everybody, found, what);
                of_mean_and_all(row.mean.as_ref().unwrap(), everybody, found, what);
            }
        }
        Figures::Numbers(described, _) => {
            answered(found, &question.tally);
            of_mean_and_all(described, everybody, found, what);
            let (five, shown) = (described.five.unwrap(), found.next().unwrap());
            let all = [("min", five.min), ("q1", five.q1), ("median", five.median), ("q3", five.q3), ("max", five.max)];
            all.iter().for_each(|(name, figure)| near(shown, name, Some(*figure), what));
        }
        Figures::Ranking(places) => {
            let shown = found.next().unwrap();
            for place in places {
                near(shown, &format!("{}|first", place.rank.code), Some(place.rank.first as f64), what);
                near(shown, &format!("{}|mean", place.rank.code), place.rank.places.mean.estimate, what);
            }
        }
        Figures::Words | Figures::Counts => return 0,
    }
    1
}

fn of_options(options: &[Chosen], everybody: Everybody, found: &mut Rest, what: &str) {
    let shown = found.next().unwrap();
    for option in options {
        let (code, share) = (&option.share.code, option.share.share);
        near(shown, &format!("{code}|count"), Some(option.share.count as f64), what);
        near(shown, &format!("{code}|share"), share.estimate, what);
        near(shown, &format!("{code}|low"), share.interval.map(|range| range.low), what);
        near(shown, &format!("{code}|high"), share.interval.map(|range| range.high), what);
    }
    if everybody.number().is_some() {
        let shown = found.next().unwrap();
        for option in options {
            let (code, count) = (&option.share.code, option.share.count);
            let now = everybody.share(count, option.share.share.base);
            of_all(now, count as f64, shown, &format!("{code}|"), what);
        }
    }
}

fn of_mean_and_all(described: &Description, everybody: Everybody, found: &mut Rest, what: &str) {
    of_mean(described, found.next().unwrap(), what);
    if everybody.number().is_some() {
        let mean = described.mean.estimate.unwrap();
        of_all(everybody.mean(described), mean, found.next().unwrap(), "", what);
    }
}

/// What all who were invited would say; `own` is what they said where all of them answered.
fn of_all(now: Option<Now>, own: f64, shown: &Shown, before: &str, what: &str) {
    let ends = match now {
        None => [None; 2],
        Some(Now::Answered) => [Some(own); 2],
        Some(Now::Counts(counts)) => [Some(counts.low as f64), Some(counts.high as f64)],
        Some(Now::Between(range)) => [Some(range.low), Some(range.high)],
    };
    near(shown, &format!("{before}low"), ends[0], what);
    near(shown, &format!("{before}high"), ends[1], what);
}

fn of_mean(described: &Description, shown: &Shown, what: &str) {
    near(shown, "n", Some(described.mean.base as f64), what);
    near(shown, "mean", described.mean.estimate, what);
    near(shown, "sd", described.sd, what);
    near(shown, "low", described.mean.interval.map(|range| range.low), what);
    near(shown, "high", described.mean.interval.map(|range| range.high), what);
}

fn of_factor(result: &FactorResult, reliable: &Reliability, everybody: Everybody, found: &mut Rest) {
    let (what, factor) = (&result.id, &result.factor);
    if factor.ratings.count == 0 {
        return;
    }
    let shown = found.next().unwrap();
    near(shown, "ratings", Some(f64::from(factor.ratings.count)), what);
    near(shown, "mean_of_ratings", factor.ratings.mean(), what);
    near(shown, "rounded_mean_of_ratings", factor.ratings.rounded(), what);
    near(shown, "not_scored", Some(factor.not_scored as f64), what);
    near(shown, "rounded_mean", factor.rounded, what);
    of_mean(&factor.persons, shown, what);
    if everybody.number().is_some() {
        let now = result.now(everybody);
        of_all(now, factor.persons.mean.estimate.unwrap(), found.next().unwrap(), "", what);
    }
    let spread = found.next().unwrap();
    for (score, share) in result.spread.iter().filter(|(_, share)| share.count > 0) {
        near(spread, score, Some(share.count as f64), what);
    }
    let Reliability::Several(alpha, omega) = reliable else { panic!("three items") };
    let shown = found.next().unwrap();
    let of = alpha.coefficient.as_ref().unwrap();
    near(shown, "n", Some(alpha.base as f64), what);
    near(shown, "alpha", of.alpha.estimate, what);
    near(shown, "low", of.alpha.interval.map(|range| range.low), what);
    near(shown, "high", of.alpha.interval.map(|range| range.high), what);
    near(shown, "standardised", of.standardised, what);
    near(shown, "mean_correlation", of.mean_correlation, what);
    let shown = found.next().unwrap();
    for (place, (rest, without)) in of.item_rest.iter().zip(&of.if_deleted).enumerate() {
        near(shown, &format!("{}|rest", place + 1), *rest, what);
        near(shown, &format!("{}|alpha_without", place + 1), *without, what);
        for (other, r) in of.correlations.iter().flat_map(|lines| &lines[place]).enumerate() {
            near(shown, &format!("{}|with_{}", place + 1, other + 1), Some(*r), what);
        }
    }
    if let Ok(estimate) = omega.estimate {
        // Both search for the likeliest factor, and rest where it is good to about six digits.
        close(found.next().unwrap(), "omega", Some(estimate), 1e-5, what);
        let range = omega.interval.expect("people drawn again");
        let shown = found.next().unwrap();
        drawn(shown, "low", range.low, what);
        drawn(shown, "high", range.high, what);
    }
}
