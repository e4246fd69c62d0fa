//! The figures of one collection, at all sites and at one, looked at through both versions.

use instruments::Kind;
use server::statistics::describe::Description;
use server::workspace::factors::{FactorResult, Reliability, factors, reliability};
use server::workspace::meaning::Meanings;
use server::workspace::results::{Chosen, Figures, QuestionResult, sections};

use crate::r::{Folder, Shown, close, code, near};
use crate::scene::Shore;

#[tokio::test]
async fn r_gives_the_figures_of_a_wave_through_either_version() {
    let shore = Shore::rise().await;
    let Some(folder) = Folder::with_r() else { return };
    let (store, study) = (&shore.tide.platform.state.store, shore.study());
    folder.take(&mut shore.browser(), &study, &shore.tide.instrument, &shore.later[1..2]).await;
    let workspace = shore.workspace().await;
    let table = workspace.table(&shore.later[1]);
    let versions: Vec<_> = server::store::versions::all(store, &shore.tide.instrument).await.unwrap();
    let read = |toml: &str| instruments::parse(toml).unwrap();
    let versions: Vec<_> = versions.into_iter().map(|version| (version.hash, read(&version.toml))).collect();
    let north = server::store::sites::all(store, &study).await.unwrap()[0].id.clone();
    let (mut looked, mut left_out) = (0, 0);
    for ((hash, shown), site) in versions.iter().flat_map(|version| [(version, None), (version, Some(north.as_str()))])
    {
        let query = site.map(|site| format!("&site={site}")).unwrap_or_default();
        let address = format!("/studies/{study}/results/{}?version={hash}{query}", shore.later[1]);
        let found = folder.run(&code(&shore.browser().get(&address).await.body)[0]);
        let mut found = found.iter();
        let meanings = Meanings::of(shown, versions.iter().map(|(hash, version)| (hash.as_str(), version)));
        let keep = table.at_site(site);
        for question in sections(shown, table, &keep, &meanings).iter().flat_map(|section| &section.questions) {
            looked += of_question(question, &mut found);
            left_out += question.left_out;
        }
        let all = factors(shown, table, &keep, &meanings);
        for (factor, reliable) in all.iter().zip(reliability(shown, table, &keep, &meanings)) {
            of_factor(factor, &reliable, &mut found);
        }
        assert!(found.next().is_none(), "R shows nothing that the page does not");
    }
    assert!(looked > 30 && left_out > 0, "{looked} questions, {left_out} of another meaning");
}

type Rest<'s> = std::slice::Iter<'s, Shown>;

fn of_question(question: &QuestionResult, found: &mut Rest) -> usize {
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
            of_options(options, found.next().unwrap(), what);
            if let Some(mean) = mean {
                of_mean(mean, found.next().unwrap(), what);
            }
        }
        Figures::Matrix(rows) => {
            for row in rows {
                answered(found, &row.tally);
                of_options(&row.options, found.next().unwrap(), what);
                of_mean(row.mean.as_ref().unwrap(), found.next().unwrap(), what);
            }
        }
        Figures::Numbers(described, _) => {
            answered(found, &question.tally);
            of_mean(described, found.next().unwrap(), what);
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

fn of_options(options: &[Chosen], shown: &Shown, what: &str) {
    for option in options {
        let (code, share) = (&option.share.code, option.share.share);
        near(shown, &format!("{code}|count"), Some(option.share.count as f64), what);
        near(shown, &format!("{code}|share"), share.estimate, what);
        near(shown, &format!("{code}|low"), share.interval.map(|range| range.low), what);
        near(shown, &format!("{code}|high"), share.interval.map(|range| range.high), what);
    }
}

fn of_mean(described: &Description, shown: &Shown, what: &str) {
    near(shown, "n", Some(described.mean.base as f64), what);
    near(shown, "mean", described.mean.estimate, what);
    near(shown, "sd", described.sd, what);
    near(shown, "low", described.mean.interval.map(|range| range.low), what);
    near(shown, "high", described.mean.interval.map(|range| range.high), what);
}

fn of_factor(result: &FactorResult, reliable: &Reliability, found: &mut Rest) {
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
    if let Ok(estimate) = omega.estimate {
        // Both search for the likeliest factor, and rest where it is good to about six digits.
        close(found.next().unwrap(), "omega", Some(estimate), 1e-5, what);
    }
}
