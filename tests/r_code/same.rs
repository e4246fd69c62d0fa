//! The same people in two waves, and in all.

use server::waves::linked::{self, Linked, LinkedEffect, against_the_rest, linked};
use server::waves::{AllEffect, Line, LinkedAll, Series, Verdict, linked_all};

use crate::changes::{ends, of_change};
use crate::r::{Folder, Shown, code, near};
use crate::scene::Shore;
use crate::{RULES, page};

#[tokio::test]
async fn r_follows_the_same_people_from_wave_to_wave() {
    let shore = Shore::rise().await;
    let Some(folder) = Folder::with_r() else { return };
    folder.take(&mut shore.browser(), &shore.study(), &shore.tide.instrument, &shore.later[..2]).await;
    let series = shore.series(&shore.tide.instrument, None).await;
    let place = |name: &str| series.moments.iter().position(|moment| moment.name == name).unwrap();
    let (earlier, later) = (place("2030"), place("2032"));
    let (before, after) = (&series.moments[earlier], &series.moments[later]);
    let pairing = server::linking::pair(&before.codes(), &after.codes());
    let pairs: Vec<(usize, usize)> = pairing.links.iter().map(|link| (link.earlier, link.later)).collect();
    let found = linked(&series, earlier, later, &pairs, RULES);
    let address = format!("/of/{}/linked?from={}&to={}", shore.tide.instrument, before.wave, after.wave);
    let shown = folder.run(&code(&page(&shore, &address).await)[0]);
    near(&shown[0], "linked", Some(pairs.len() as f64), "who");
    assert!(pairs.len() > 60, "{}", pairs.len());
    let rest = against_the_rest(&series, earlier, &pairs, RULES);
    let (tested, shown) = of_rest(&series, &rest, &shown[1..]);
    assert!(tested > 10, "{tested} questions of those who are linked and of the rest");
    let (kinds, steady) = of_linked(&series, &found, shown);
    assert_eq!(kinds, 4, "shares, mixes, orders and means");
    assert!(steady > 5, "{steady} intraclass correlations");
}

/// Those who are linked beside the rest: how many questions were tested, and what R shows after them.
pub fn of_rest<'s>(series: &Series, rest: &[Line], shown: &'s [Shown]) -> (usize, &'s [Shown]) {
    let compared = |verdict: &Verdict| verdict.shows_figures() && !matches!(verdict, Verdict::Untested(_));
    let tested: Vec<_> = rest.iter().filter(|line| compared(&line.verdict)).collect();
    if tested.is_empty() {
        return (0, shown);
    }
    for line in &tested {
        let key = &series.items[line.item].key;
        of_change(&shown[0], &format!("{key}|"), &line.change, "the rest");
        near(&shown[2], key, line.adjusted, "the rest");
    }
    let clear = tested.iter().filter(|line| matches!(line.verdict, Verdict::Clear { .. })).count();
    near(&shown[1], "clear", Some(clear as f64), "the rest");
    near(&shown[1], "of", Some(tested.len() as f64), "the rest");
    (tested.len(), &shown[3..])
}

/// Every figure of the same people: how many kinds of items, and how many intraclass correlations there were.
pub fn of_linked(series: &Series, linked: &Linked, shown: &[Shown]) -> (usize, usize) {
    let mut rest = shown.chunks(2);
    let (mut kinds, mut steady) = (std::collections::HashSet::new(), 0);
    for scale in [false, true] {
        let lines = linked.lines.iter().filter(|line| series.items[line.item].is_scale() == scale);
        let lines: Vec<_> = lines.filter(|line| line.base() > 0 && line.verdict.shows_figures()).collect();
        if lines.is_empty() {
            continue;
        }
        let [figures, adjusted] = rest.next().unwrap() else { panic!("figures and what is adjusted") };
        for line in lines {
            let key = &series.items[line.item].key;
            let is = |name: &str, figure: Option<f64>| near(figures, &format!("{key}|{name}"), figure, key);
            is("n", Some(line.base() as f64));
            is("higher", Some(line.moves.improved as f64));
            is("lower", Some(line.moves.declined as f64));
            is("same", Some(line.moves.unchanged as f64));
            let name = if matches!(line.effect, LinkedEffect::Mean(_)) { "change" } else { "net" };
            if let Some(net) = line.net() {
                is(name, net.estimate);
                is("low", ends(&net)[0]);
                is("high", ends(&net)[1]);
            }
            is("p", line.p());
            if let LinkedEffect::Order(_, mean) | LinkedEffect::Mean(mean) = &line.effect {
                let dz = mean.test.as_ref().unwrap().dz;
                is("mean_earlier", mean.earlier);
                is("mean_later", mean.later);
                is("dz", dz.estimate);
                is("dz_low", ends(&dz)[0]);
                is("dz_high", ends(&dz)[1]);
            }
            if let Some(icc) = line.steady.as_ref().filter(|icc| icc.random.single.number().is_some()) {
                is("icc", icc.random.single.number());
                is("icc_low", icc.random.interval.map(|range| range.low));
                is("icc_high", icc.random.interval.map(|range| range.high));
                steady += 1;
            }
            if let Some(test) = linked::equivalent(&series.items[line.item], &line.effect) {
                is("p_smaller", Some(test.p()));
            }
            near(adjusted, key, line.adjusted, "adjusted");
            kinds.insert(std::mem::discriminant(&line.effect));
        }
    }
    assert!(rest.next().is_none(), "R shows nothing that the page does not");
    (kinds.len(), steady)
}

#[tokio::test]
async fn r_follows_everybody_who_was_there_in_every_wave() {
    let shore = Shore::rise().await;
    let Some(folder) = Folder::with_r() else { return };
    folder.take(&mut shore.browser(), &shore.study(), &shore.tide.instrument, &shore.all()).await;
    let series = shore.series(&shore.tide.instrument, None).await;
    let all = linked_all(&series, RULES).unwrap();
    let code = code(&page(&shore, &format!("/of/{}/linked", shore.tide.instrument)).await);
    let looked = of_everybody(&series, &all, &folder.run(&code[1]));
    assert!(all.people > 20 && looked > 3, "{} people, {looked} questions", all.people);
}

/// Everybody who was there every time: how many items were looked at.
pub fn of_everybody(series: &Series, all: &LinkedAll, shown: &[Shown]) -> usize {
    near(&shown[0], "people", Some(all.people as f64), "everybody");
    let (mut rest, mut looked) = (shown[1..].chunks(2), 0);
    for scale in [false, true] {
        let lines = all.lines.iter().filter(|line| series.items[line.item].is_scale() == scale);
        let lines: Vec<_> = lines.filter(|line| line.adjusted.is_some()).collect();
        if lines.is_empty() {
            continue;
        }
        let [figures, adjusted] = rest.next().unwrap() else { panic!("figures and what is adjusted") };
        for line in lines {
            let key = &series.items[line.item].key;
            let is = |name: &str, figure: Option<f64>| near(figures, &format!("{key}|{name}"), figure, key);
            let effect = line.effect.as_ref().unwrap();
            is("n", Some(effect.base() as f64));
            is("p", effect.p());
            match effect {
                AllEffect::Share(share) => {
                    (1..).zip(&share.yes).for_each(|(wave, yes)| is(&format!("yes_{wave}"), Some(*yes as f64)));
                    is("q", share.difference.as_ref().ok().map(|test| test.statistic));
                }
                AllEffect::Rank(rank) => {
                    (1..).zip(&rank.mean_ranks).for_each(|(wave, rank)| is(&format!("rank_{wave}"), Some(*rank)));
                    is("chi_squared", rank.difference.as_ref().ok().map(|friedman| friedman.test.statistic));
                    is("w", rank.difference.as_ref().ok().map(|friedman| friedman.agreement));
                }
            }
            near(adjusted, key, line.adjusted, "adjusted");
            looked += 1;
        }
    }
    assert!(rest.next().is_none(), "R shows nothing that the page does not");
    looked
}
