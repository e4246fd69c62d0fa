//! A coordinator types what is known of all providers; some answers came with weights of their own. Known shares, weights
//! and every figure without and with them.

use instruments::Answer;
use server::seal::payload::Response;
use server::store::population::{self, By, Known};
use server::waves::crosstab;
use server::weighting::{
    Beside, Section, Weights, asked, beside, crossed, margins, sections, sites_of, weights as weigh,
};
use server::workspace::meaning::Meanings;

use crate::r::{Folder, Shown, code, near};
use crate::scene::Shore;
use crate::tide::waves;
use crate::{RULES, page};

/// Shares that some of the sample are far from: what is rare in it weighs more than five times the mean.
async fn known(shore: &Shore, collection: &str) {
    let sites = server::store::sites::all(&shore.tide.platform.state.store, &shore.study()).await.unwrap();
    keep(shore, collection, "type", &[("es", 0.03), ("th", 0.17), ("ph", 0.8)]).await;
    keep(shore, collection, "sites", &[(sites[0].id.as_str(), 0.1), (sites[1].id.as_str(), 0.9)]).await;
    keep(shore, collection, "trust", &[("1", 0.1), ("2", 0.2), ("3", 0.3), ("4", 0.25), ("5", 0.15)]).await;
}

async fn keep(shore: &Shore, collection: &str, key: &str, shares: &[(&str, f64)]) {
    let at = &shore.tide.platform;
    let shares = shares.iter().map(|(code, share)| ((*code).to_owned(), *share)).collect();
    let known = Known { key: key.to_owned(), source: "County list".to_owned(), shares };
    let by = By { study: &at.study.id, person: &at.owner.id, day: "2034-04-01" };
    let mut to = at.state.store.write().await.unwrap();
    population::keep(&mut to, collection, &known, by).await.unwrap();
    to.commit().await.unwrap();
}

/// Forty people whose answers came with weights; one weighs nothing.
async fn weighed(shore: &Shore, collection: &str) {
    let store = &shore.tide.platform.state.store;
    let sites = server::store::sites::all(store, &shore.study()).await.unwrap();
    let version = server::store::versions::all(store, &shore.tide.instrument).await.unwrap()[0].hash.clone();
    let person = |person: usize| {
        let one = |key: &str, codes: &[&str]| (key.to_owned(), Answer::One(codes[person % codes.len()].to_owned()));
        let answers = [
            one("full", &["yes", "no", "no"]),
            one("trust", &["2", "3", "5", "4", "3", "1", "3"]),
            one("share", &["1", "4", "4", "5"]),
            one("type", &["es", "th", "ph", "ph", "th"]),
            ("beds".to_owned(), Answer::Number((person * person % 37) as f64)),
        ];
        let weight = Some(if person == 7 { 0.0 } else { 0.4 + (person % 5) as f64 / 3.0 });
        let said = Response { weight, version_hash: version.clone(), ..waves::response(answers.into()) };
        (sites[usize::from(person.is_multiple_of(3))].id.clone(), said)
    };
    waves::arrive(store, &shore.study(), collection, (0..40).map(person)).await;
}

#[tokio::test]
async fn r_gives_the_sample_beside_its_population_and_every_figure_without_and_with_weights() {
    let shore = Shore::rise().await;
    let Some(_) = Folder::with_r() else { return };
    known(&shore, &shore.later[1]).await;
    known(&shore, &shore.later[2]).await;
    weighed(&shore, &shore.later[2]).await;
    // Of one answer fewer than five are expected, and the sample is not far off.
    let few = &shore.tide.collections[1];
    keep(&shore, few, "trust", &[("1", 0.1), ("2", 0.2), ("3", 0.25), ("4", 0.25), ("5", 0.2)]).await;
    let (mut cut, mut fits) = (0, [0, 0]);
    let pages = [(&shore.later[1], "raked"), (&shore.later[2], "raked"), (&shore.later[2], "brought"), (few, "raked")];
    for (collection, by) in pages {
        let folder = Folder::with_r().unwrap();
        let study = shore.study();
        folder.take(&mut shore.browser(), &study, &shore.tide.instrument, std::slice::from_ref(collection)).await;
        let address = format!("/studies/{study}/results/{collection}/population?by={by}");
        let whole = code(&shore.browser().get(&address).await.body).remove(0);
        let expected = expected(&shore, collection, by).await;
        assert_eq!(expected.weights.origin.name(), by);
        of_expected(&expected, &folder.run(&whole));
        for fit in expected.beside.iter().filter_map(|beside| beside.fit.as_ref().ok()) {
            fits[usize::from(fit.exact)] += usize::from(fit.p > 0.01);
        }
        cut += expected.weights.raked.as_ref().map_or(0, |raked| raked.trimmed);
        noticed(&expected, collection == few, &folder, &whole);
    }
    assert!(cut > 0, "some weights were cut");
    assert!(fits[0] > 0 && fits[1] > 0, "tests of both kinds that are not nought: {fits:?}");
}

/// Spoiled formulas are noticed: how a mean spreads, and which outcomes are no likelier than the one that was found.
fn noticed(expected: &Expected, few: bool, folder: &Folder, whole: &str) {
    let (from, to) = if few { ("+ 1e-7", "- 1e-7") } else { ("sqrt(n) * sd(", "sqrt(n - 1) * sd(") };
    let spoiled = whole.replace(from, to);
    assert_ne!(spoiled, whole, "{from} in {whole}");
    let shown = folder.run(&spoiled);
    let noticed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| of_expected(expected, &shown)));
    assert!(noticed.is_err(), "{from} \u{2192} {to}");
}

/// What the page shows.
struct Expected {
    weights: Weights,
    beside: Vec<Beside>,
    sections: Vec<Section>,
}

async fn expected(shore: &Shore, collection: &str, by: &str) -> Expected {
    let (store, study) = (&shore.tide.platform.state.store, shore.study());
    let workspace = shore.workspace().await;
    let table = workspace.table(collection);
    let versions = server::store::versions::all(store, &shore.tide.instrument).await.unwrap();
    let versions: Vec<_> =
        versions.into_iter().map(|version| (version.hash, instruments::parse(&version.toml).unwrap())).collect();
    let own = server::store::collections::find(store, &study, collection).await.unwrap().unwrap().version_hash;
    let shown = &versions.iter().find(|(hash, _)| *hash == own).unwrap().1;
    let meanings = Meanings::of(shown, versions.iter().map(|(hash, version)| (hash.as_str(), version)));
    let known = population::all(store, collection).await.unwrap();
    let sites = server::store::sites::all(store, &study).await.unwrap();
    let margins = margins(&asked(shown, &sites_of(&sites, &known, table)), &known);
    let weights = weigh(table, &margins, by).unwrap();
    let all: Vec<usize> = (0..table.rows.len()).collect();
    let sections = sections(shown, table, &weights, |question| meanings.keep(table, &all, question).into_owned());
    let beside = margins.into_iter().map(|margin| beside(margin, table, Some(&weights))).collect();
    Expected { weights, beside, sections }
}

fn of_expected(expected: &Expected, shown: &[Shown]) {
    let mut found = shown.iter();
    of_weights(&expected.weights, found.next().unwrap());
    for beside in &expected.beside {
        of_beside(beside, found.next().unwrap());
        let (fit, shown, what) = (beside.fit.as_ref().unwrap(), found.next().unwrap(), &beside.margin.asked.key);
        near(shown, "n", Some(fit.base as f64), what);
        near(shown, "chi_squared", Some(fit.chi_squared), what);
        near(shown, "df", Some(fit.freedom as f64), what);
        near(shown, "least_expected", Some(fit.least_expected), what);
        near(shown, "w", Some(fit.w), what);
        near(shown, "p", Some(fit.p), what);
    }
    let few = |section: &&Section| section.lines[0].plain.base >= 10;
    for section in expected.sections.iter().filter(few) {
        let shown = found.next().unwrap();
        section.lines.iter().for_each(|line| of_line(line, shown, &section.item.key));
    }
    assert!(found.next().is_none(), "R shows nothing that the page does not");
}

fn of_weights(weights: &Weights, shown: &Shown) {
    let is = |name: &str, figure: f64| near(shown, name, Some(figure), "weights");
    is("people", weights.kish.base as f64);
    is("effective", weights.kish.effective);
    is("effect", weights.kish.effect);
    is("smallest", weights.ends.0);
    is("largest", weights.ends.1);
    is("without", weights.excluded as f64);
    if let Some(raked) = &weights.raked {
        is("cut", raked.trimmed as f64);
        is("off", raked.off);
    }
}

fn of_beside(beside: &Beside, shown: &Shown) {
    let asked = &beside.margin.asked;
    for (place, level) in asked.levels.iter().enumerate() {
        let name = if asked.item.is_none() { &level.name } else { &level.code };
        let is = |figure: &str, value: Option<f64>| near(shown, &format!("{name}|{figure}"), value, &asked.key);
        let (count, share) = &beside.sample[place];
        is("n", Some(beside.base as f64));
        is("count", Some(*count as f64));
        is("share", share.estimate);
        is("low", share.interval.map(|range| range.low));
        is("high", share.interval.map(|range| range.high));
        is("known", beside.margin.shares.as_ref().map(|shares| shares[place]));
        is("weighted", beside.weighted.as_ref().map(|shares| shares[place]));
    }
}

fn of_line(line: &server::weighting::Both, shown: &Shown, what: &str) {
    let before = line.answer.as_ref().map(|answer| format!("{}|", answer.code)).unwrap_or_default();
    let is = |name: &str, figure: Option<f64>| near(shown, &format!("{before}{name}"), figure, what);
    let (plain, with) = (&line.plain, &line.weighted.figure);
    is("n", Some(plain.base as f64));
    is(if line.answer.is_some() { "share" } else { "mean" }, plain.estimate);
    is("n_weighted", Some(with.base as f64));
    is("weighted", with.estimate);
    if with.interval.is_some() {
        is("se", line.weighted.se);
    }
    is("low", with.interval.map(|range| range.low));
    is("high", with.interval.map(|range| range.high));
}

#[tokio::test]
async fn r_gives_crosstabs_with_weights_and_the_test_of_rao_and_scott() {
    let shore = Shore::rise().await;
    let Some(folder) = Folder::with_r() else { return };
    known(&shore, &shore.later[1]).await;
    weighed(&shore, &shore.later[2]).await;
    folder.take(&mut shore.browser(), &shore.study(), &shore.tide.instrument, &shore.all()).await;
    let sites = server::store::sites::all(&shore.tide.platform.state.store, &shore.study()).await.unwrap();
    let whole = shore.series(&shore.tide.instrument, None).await;
    let last = whole.moments.len() - 1;
    let mut tested = 0;
    for (moment, rows, columns) in [
        (last - 1, "full", "trust"),
        (last - 1, "trust", ""),
        (last - 1, "felt.kind", "type"),
        (last - 1, "rent", "felt.kind"),
        (last, "type", "full"),
        (last, "share", "trust"),
    ] {
        let series = whole.as_asked(moment);
        let (item, by) = (series.item(rows).unwrap(), series.item(columns));
        let table = crosstab(&series, moment, item, by, &sites, RULES).unwrap();
        let all = expected_weights(&shore, &series, moment).await;
        let (with, effective) = crossed(&series, moment, (item, by), &table, &[Some(all)]).unwrap();
        let wave = &series.moments[moment].wave;
        let address = format!("/of/{}/crosstab?rows={rows}&columns={columns}&wave={wave}", shore.tide.instrument);
        let shown = folder.run(&code(&page(&shore, &address).await)[0]);
        let what = format!("{rows} by {columns}");
        let shown = &shown[shown.len() - 3..];
        near(&shown[1], "people", Some(with.base as f64), &what);
        near(&shown[1], "effective", Some(effective), &what);
        let test = with.test.unwrap();
        let figures = [("f", test.f), ("numerator", test.numerator), ("denominator", test.denominator), ("p", test.p)];
        figures.iter().for_each(|(name, figure)| near(&shown[2], name, Some(*figure), &what));
        tested += 1;
        for (column, named) in table.columns.iter().enumerate() {
            let site = sites.iter().find(|site| site.id == named.code).map(|site| site.name.clone());
            let name = site.unwrap_or_else(|| named.code.clone());
            let sum: f64 = with.counts.iter().map(|row| row[column]).sum();
            for (row, own) in table.rows.iter().zip(&with.counts) {
                near(&shown[0], &format!("{}|{name}", row.code), Some(own[column] / sum), &what);
            }
        }
    }
    println!("{tested} tests");
    assert!(tested > 2, "{tested}");
}

async fn expected_weights(shore: &Shore, series: &server::waves::Series, moment: usize) -> Weights {
    let store = &shore.tide.platform.state.store;
    let sites = server::store::sites::all(store, &shore.study()).await.unwrap();
    let [answered] = &series.moments[moment].answered[..] else { panic!("one collection") };
    let known = population::all(store, &answered.collection).await.unwrap();
    let margins = margins(&asked(&series.instrument, &sites_of(&sites, &known, &answered.table)), &known);
    weigh(&answered.table, &margins, "").unwrap()
}
