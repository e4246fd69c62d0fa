//! Two waves, and all waves.

use server::statistics::Figure;
use server::waves::{Change, Comparison, Course, Effect, Item, Line, Series, Trend};
use server::waves::{by_site, compare, course, equivalent};

use crate::r::{Folder, Shown, code, near};
use crate::scene::Shore;
use crate::{RULES, page};

/// Both ends of the interval.
pub fn ends(figure: &Figure) -> [Option<f64>; 2] {
    [figure.interval.map(|range| range.low), figure.interval.map(|range| range.high)]
}

fn of_share(shown: &Shown, before: &str, share: &server::statistics::two_waves::binary::Binary, what: &str) {
    let [low, high] = ends(&share.change);
    let figures = [
        ("earlier", share.earlier.estimate),
        ("later", share.later.estimate),
        ("change", share.change.estimate),
        ("low", low),
        ("high", high),
    ];
    figures.iter().for_each(|(name, figure)| near(shown, &format!("{before}{name}"), *figure, what));
}

/// Every figure of an item in two waves; names stand after `before`.
fn of_line(shown: &Shown, before: &str, item: &Item, line: &Line) {
    of_change(shown, before, &line.change, &item.key);
    if let Some(test) = equivalent(item, &line.change) {
        near(shown, &format!("{before}p_smaller"), Some(test.p()), &item.key);
    }
}

/// Every figure of a change; names stand after `before`.
pub fn of_change(shown: &Shown, before: &str, change: &Change, what: &str) {
    let is = |name: &str, figure: Option<f64>| near(shown, &format!("{before}{name}"), figure, what);
    is("n_earlier", Some(change.earlier.base() as f64));
    is("n_later", Some(change.later.base() as f64));
    match &change.effect {
        Effect::Share(share) => {
            of_share(shown, before, share, what);
            is("h", Some(share.cohen_h));
        }
        Effect::Order { order, upper, mean } => {
            of_share(shown, before, upper, what);
            let delta = order.delta();
            is("higher", Some(order.pairs.higher));
            is("lower", Some(order.pairs.lower));
            is("delta", delta.estimate);
            is("delta_low", ends(&delta)[0]);
            is("delta_high", ends(&delta)[1]);
            is("mean_earlier", mean.earlier.mean.estimate);
            is("mean_later", mean.later.mean.estimate);
        }
        Effect::Mean(mean) => {
            is("earlier", mean.earlier.mean.estimate);
            is("later", mean.later.mean.estimate);
            is("change", mean.change.estimate);
            is("low", ends(&mean.change)[0]);
            is("high", ends(&mean.change)[1]);
            let effect = mean.effect.unwrap();
            is("g", Some(effect.hedges_g));
            is("g_low", effect.interval.map(|range| range.low));
            is("g_high", effect.interval.map(|range| range.high));
        }
        Effect::Mix(mix) => {
            let strength = mix.overall.as_ref().unwrap().association.corrected;
            is("v", strength.estimate);
            is("v_low", ends(&strength)[0]);
            is("v_high", ends(&strength)[1]);
        }
        Effect::None(_) => panic!("{what}: nothing to compare"),
    }
    is("p", change.p());
}

async fn folder(shore: &Shore) -> Option<Folder> {
    let folder = Folder::with_r()?;
    folder.take(&mut shore.browser(), &shore.study(), &shore.tide.instrument, &shore.all()).await;
    Some(folder)
}

/// All lines of a comparison that shows figures; how many there were.
fn of_comparison(series: &Series, comparison: &Comparison, shown: &[Shown]) -> usize {
    let mut shown = shown.iter();
    let mut count = 0;
    for scale in [false, true] {
        let lines = comparison.lines.iter().filter(|line| series.items[line.item].is_scale() == scale);
        let lines: Vec<_> = lines.filter(|line| line.verdict.shows_figures()).collect();
        if lines.is_empty() {
            continue;
        }
        let (figures, adjusted) = (shown.next().unwrap(), shown.next().unwrap());
        for line in lines {
            let item = &series.items[line.item];
            let key = &item.key;
            of_line(figures, &format!("{key}|"), item, line);
            near(adjusted, key, line.adjusted, "adjusted");
            count += 1;
        }
    }
    count
}

#[tokio::test]
async fn r_gives_every_figure_of_two_waves_and_what_is_adjusted_for_so_many() {
    let shore = Shore::rise().await;
    let Some(folder) = folder(&shore).await else { return };
    let base = format!("/of/{}", shore.tide.instrument);
    let series = shore.series(&shore.tide.instrument, None).await;
    let south = shore.tide.platform.state.store.clone();
    let sites = server::store::sites::all(&south, &shore.study()).await.unwrap();
    let late = series.moments.len() - 1;
    let mut looked = 0;
    for site in [None, Some(sites[1].id.as_str())] {
        let query = site.map(|site| format!("?site={site}")).unwrap_or_default();
        let code = code(&page(&shore, &format!("{base}{query}")).await);
        looked += of_comparison(&series, &compare(&series, late - 1, late, site, RULES), &folder.run(&code[0]));
    }
    // As it was when 2026 was the last wave: nothing was worded otherwise yet, and tests of ranks are exact.
    let (from, to) = (&series.moments[0].wave, &series.moments[1].wave);
    let code = code(&page(&shore, &format!("{base}?from={from}&to={to}")).await);
    let early = shore.series(&shore.tide.instrument, Some("2026")).await;
    looked += of_comparison(&early, &compare(&early, 0, 1, None, RULES), &folder.run(&code[0]));
    println!("{looked} comparisons");
    assert!(looked > 35, "{looked}");
}

#[tokio::test]
async fn a_spoiled_formula_and_rows_of_another_wording_are_noticed() {
    let shore = Shore::rise().await;
    let Some(folder) = folder(&shore).await else { return };
    let series = shore.series(&shore.tide.instrument, None).await;
    let late = series.moments.len() - 1;
    let comparison = compare(&series, late - 1, late, None, RULES);
    let place = series.items.iter().position(|item| item.key == "open").unwrap();
    let change = &comparison.lines[place].change;
    assert!(change.later.left_out > 0, "control: the older wording is there");
    let whole = code(&page(&shore, &format!("/of/{}/item?key=open", shore.tide.instrument)).await).remove(0);
    of_change(&folder.run(&whole)[0], "", change, "control");
    for (from, to) in [("qnorm(0.975)", "qnorm(0.95)"), (", c(1))", ", c(99))"), ("rank(b)) / n[1]", "rank(b)) / n[2]")]
    {
        let spoiled = whole.replace(from, to);
        assert_ne!(spoiled, whole, "{from} in {whole}");
        let shown = folder.run(&spoiled);
        let noticed = std::panic::catch_unwind(|| of_change(&shown[0], "", change, "spoiled"));
        assert!(noticed.is_err(), "{from} → {to}");
    }
}

#[tokio::test]
async fn r_gives_each_question_and_scale_over_all_waves_by_site_and_its_trend() {
    let shore = Shore::rise().await;
    let Some(folder) = folder(&shore).await else { return };
    let series = shore.series(&shore.tide.instrument, None).await;
    let sites = server::store::sites::all(&shore.tide.platform.state.store, &shore.study()).await.unwrap();
    let (mut trends, mut broken) = (std::collections::HashMap::new(), 0);
    for item in &series.items {
        let key = item.key.replace('=', "%3D").replace(':', "%3A");
        let code = code(&page(&shore, &format!("/of/{}/item?key={key}", shore.tide.instrument)).await);
        let (last, comparisons) = code.split_last().unwrap_or_else(|| panic!("{key} has no code"));
        let course = course(&series, item, None, RULES);
        of_pairs(&series, item, &course, comparisons, &folder);
        of_course(&series, item, &course, &folder.run(last), &sites);
        for trend in course.segments.iter().filter_map(|segment| segment.trend.as_ref()) {
            *trends.entry(std::mem::discriminant(trend)).or_insert(0) += 1;
        }
        broken += usize::from(course.segments.len() > 1);
    }
    println!("trends by kind: {:?}, {broken} broken lines", trends.values());
    assert!(trends.len() == 4 && trends.values().sum::<usize>() > 8, "shares, orders, means and mixes: {trends:?}");
    assert!(broken > 0, "one question was put into other words");
}

/// Two waves each: the last two, and of each wording the last against the one before and against its first.
fn of_pairs(series: &Series, item: &Item, course: &Course, code: &[String], folder: &Folder) {
    let asked = course.points.iter().filter(|point| point.segment.is_some()).map(|point| point.place);
    let asked: Vec<usize> = asked.collect();
    let mut pairs: Vec<(usize, usize)> = asked.windows(2).last().map(|two| (two[0], two[1])).into_iter().collect();
    for waves in course.segments.iter().map(|segment| &segment.waves).filter(|waves| waves.len() > 1) {
        let last = waves[waves.len() - 1];
        pairs.extend([(waves[waves.len() - 2], last), (waves[0], last)]);
    }
    let mut code = code.iter();
    let mut seen = std::collections::HashSet::new();
    for (earlier, later) in pairs.into_iter().filter(|pair| seen.insert(*pair)) {
        let own = series.as_asked(later);
        let comparison = compare(&own, earlier, later, None, RULES);
        let place = own.items.iter().position(|known| known.key == item.key).unwrap();
        let line = &comparison.lines[place];
        if !line.verdict.shows_figures() {
            continue;
        }
        let shown = folder.run(code.next().unwrap());
        of_line(&shown[0], "", &own.items[place], line);
        if let Effect::Mix(mix) = &line.change.effect {
            for (level, category) in own.items[place].measure.levels().iter().zip(&mix.categories) {
                of_share(&shown[1], &format!("{}|", level.code), &category.share, &level.code);
                near(&shown[1], &format!("{}|adjusted", level.code), category.adjusted, &level.code);
            }
        }
    }
    assert!(code.next().is_none(), "{}: code of more than is compared", item.key);
}

fn of_figure(shown: &Shown, name: &str, figure: &Figure, what: &str) {
    let estimate = if shown.figure(&format!("{name}|share")).is_some() { "share" } else { "mean" };
    near(shown, &format!("{name}|{estimate}"), figure.estimate, what);
    near(shown, &format!("{name}|n"), Some(figure.base as f64), what);
    if figure.interval.is_some() {
        near(shown, &format!("{name}|low"), ends(figure)[0], what);
        near(shown, &format!("{name}|high"), ends(figure)[1], what);
    }
}

/// The waves and the trend of each wording of one item, then the sites.
fn of_course(series: &Series, item: &Item, course: &Course, shown: &[Shown], sites: &[server::store::sites::Site]) {
    let mut shown = shown.iter();
    for (number, segment) in course.segments.iter().enumerate() {
        let own = course.points.iter().filter(|point| point.segment == Some(number));
        let points: Vec<_> = own.filter_map(|point| Some((&point.name, point.figure?))).collect();
        if !points.is_empty() {
            let all = shown.next().unwrap();
            points.iter().for_each(|(name, figure)| of_figure(all, name, figure, &item.key));
        }
        if let Some(trend) = &segment.trend {
            let found = shown.next().unwrap();
            near(found, "p", trend.p(), &item.key);
            of_trend(&segment.item, trend, found, &mut shown);
        }
    }
    let last = course.points.iter().rfind(|point| point.segment.is_some()).unwrap().place;
    let own = series.as_asked(last);
    let seen = by_site(&own, own.item(&item.key).unwrap(), &own.moments[last], sites, RULES);
    let seen: Vec<_> = seen.iter().filter(|site| site.figure.is_some()).collect();
    if !seen.is_empty() {
        let all = shown.next().unwrap();
        seen.iter().for_each(|site| of_figure(all, &site.name, &site.figure.unwrap(), &item.key));
    }
    assert!(shown.next().is_none(), "{}: more than the page shows", item.key);
}

/// The tests of a trend and its effects.
fn of_trend<'s>(item: &Item, trend: &Trend, found: &Shown, more: &mut impl Iterator<Item = &'s Shown>) {
    let is = |name: &str, figure: Option<f64>| near(found, name, figure, &item.key);
    match trend {
        Trend::Share(share) => {
            is("z", share.trend.as_ref().ok().map(|test| test.statistic));
            is("chi_squared", share.difference.as_ref().ok().map(|test| test.statistic));
            is("p_any", share.difference.as_ref().ok().map(|test| test.p));
        }
        Trend::Order(order) => {
            let (trend, any) = (order.trend.as_ref().unwrap(), order.difference.as_ref().unwrap());
            is("tau_b", Some(trend.tau_b));
            is("z", Some(trend.test.statistic));
            is("h", Some(any.test.statistic));
            is("p_any", Some(any.test.p));
            is("epsilon_squared", Some(any.epsilon_squared));
        }
        Trend::Mean(mean) => {
            let (slope, any) = (mean.slope.as_ref().unwrap().per_year, mean.difference.as_ref().unwrap());
            let shares = mean.variances.as_ref().unwrap();
            is("slope", slope.estimate);
            is("low", ends(&slope)[0]);
            is("high", ends(&slope)[1]);
            is("f", Some(any.statistic));
            is("df", any.freedom);
            is("p_any", Some(any.p));
            is("eta_squared", Some(shares.eta_squared));
            is("omega_squared", Some(shares.omega_squared));
        }
        Trend::Mix(mix) => {
            let table = mix.overall.as_ref().unwrap();
            is("chi_squared", Some(table.chi_squared.statistic));
            is("v", table.association.corrected.estimate);
            let each = more.next().unwrap();
            for (level, answer) in item.measure.levels().iter().zip(&mix.answers) {
                let way = answer.share.trend.as_ref().ok();
                near(each, &format!("{}|z", level.code), way.map(|test| test.statistic), &level.code);
                near(each, &format!("{}|p", level.code), way.map(|test| test.p), &level.code);
                near(each, &format!("{}|adjusted", level.code), answer.adjusted, &level.code);
            }
        }
    }
}
