//! One question by another or by site, and one question asked of several audiences.

use server::statistics::crosstab::Crosstab as Tested;
use server::statistics::exact::Method;
use server::waves::mirror::mirrors;
use server::waves::shares::judge;
use server::waves::{Crosstab, crosstab};

use crate::r::{Folder, Shown, close, code, drawn, near};
use crate::scene::Shore;
use crate::{RULES, page};

#[tokio::test]
async fn r_gives_crosstabs_of_questions_and_sites_with_their_tests() {
    let shore = Shore::rise().await;
    let Some(folder) = Folder::with_r() else { return };
    folder.take(&mut shore.browser(), &shore.study(), &shore.tide.instrument, &shore.all()).await;
    let series = shore.series(&shore.tide.instrument, None).await;
    let sites = server::store::sites::all(&shore.tide.platform.state.store, &shore.study()).await.unwrap();
    let last = series.moments.len() - 1;
    let (mut exact, mut drawn) = (0, 0);
    for (rows, columns) in [
        ("type", "full"),
        ("trust", "open"),
        ("trust", ""),
        ("needs=food", "rent"),
        ("trust", "type"),
        ("open", "rent"),
        ("share", "type"),
        ("felt.calm", "rent"),
    ] {
        let by = (!columns.is_empty()).then(|| series.item(columns).unwrap());
        let table = crosstab(&series, last, series.item(rows).unwrap(), by, &sites, RULES).unwrap();
        let address =
            format!("/of/{}/crosstab?rows={}&columns={columns}", shore.tide.instrument, rows.replace('=', "%3D"));
        let shown = folder.run(&code(&page(&shore, &address).await)[0]);
        let of_site = |code: &str| sites.iter().find(|site| site.id == code).map(|site| site.name.clone());
        let names: Vec<String> =
            table.columns.iter().map(|column| of_site(&column.code).unwrap_or_else(|| column.code.clone())).collect();
        of_table(&table, &names, &shown, &format!("{rows} by {columns}"));
        exact += usize::from(table.tested.as_ref().is_ok_and(|tested| tested.exact.is_some()));
        drawn += usize::from(table.tested.as_ref().is_ok_and(|tested| is_drawn(tested) && tested.p() > 0.01));
    }
    assert!(drawn > 1, "tests that are drawn and not at the end of what can be drawn");
    assert!(exact > 1, "tests of both kinds: {exact}");
}

fn is_drawn(tested: &Tested) -> bool {
    tested.exact.is_some_and(|exact| matches!(exact.method, Method::Simulated { .. }))
}

fn of_table(table: &Crosstab, names: &[String], shown: &[Shown], what: &str) {
    for (row, counts) in table.rows.iter().zip(&table.counts) {
        for (name, count) in names.iter().zip(counts) {
            near(&shown[0], &format!("{}|{name}", row.code), Some(*count as f64), what);
        }
    }
    names.iter().zip(&table.bases).for_each(|(name, base)| near(&shown[1], name, Some(*base as f64), what));
    let tested: &Tested = table.tested.as_ref().unwrap();
    let is = |name: &str, figure: Option<f64>| near(&shown[3], name, figure, what);
    is("chi_squared", Some(tested.chi_squared.statistic));
    is("df", Some(tested.chi_squared.freedom as f64));
    is("least_expected", Some(tested.least_expected));
    let strength = &tested.association.corrected;
    is("v", strength.estimate);
    is("v_low", strength.interval.map(|range| range.low));
    is("v_high", strength.interval.map(|range| range.high));
    match is_drawn(tested) {
        true => drawn(&shown[3], "p", tested.p(), what),
        false => is("p", Some(tested.p())),
    }
    for (row, cells) in tested.rows.iter().zip(&tested.cells) {
        for (column, cell) in tested.columns.iter().zip(cells) {
            let name = format!("{}|{}", table.rows[*row].code, names[*column]);
            near(&shown[4], &name, Some(cell.residual), what);
            let share = cell.count as f64 / table.bases[*column] as f64;
            near(&shown[2], &name, Some(share), what);
        }
    }
    for (row, letters) in table.rows.iter().zip(&table.letters) {
        for pair in &letters.pairs {
            let (left, right) = pair.columns;
            near(&shown[5], &format!("{}|{} / {}", row.code, names[left], names[right]), pair.adjusted, what);
        }
    }
    if let Some(order) = &table.order {
        near(&shown[6], "tau_b", Some(order.tau_b), what);
        near(&shown[6], "p", Some(order.p), what);
    }
}

#[tokio::test]
async fn r_gives_the_gap_between_audiences() {
    let shore = Shore::rise().await;
    let Some(folder) = Folder::with_r() else { return };
    let (advocates, theirs) = &shore.advocates;
    folder.take(&mut shore.browser(), &shore.study(), &shore.tide.instrument, &shore.all()).await;
    folder.take(&mut shore.browser(), &shore.study(), advocates, theirs).await;
    let (one, other) = (shore.series(&shore.tide.instrument, None).await, shore.series(advocates, None).await);
    let found = mirrors(&[(&one, RULES), (&other, RULES)]);
    let [mirror] = &found[..] else { panic!("one construct: {found:?}") };
    let body = page(&shore, "/mirror").await;
    assert!(body.contains("between those who were asked with the same answers"), "{body}");
    assert!(body.contains("): the gap changed.") || body.contains("Whether the gap changed cannot be told"), "{body}");
    let shown = folder.run(&code(&body)[0]);
    let mut gaps = shown[1..].iter();
    for wave in &mirror.waves {
        for (place, share) in wave.shares.iter().enumerate() {
            let (count, base) = share.expect("both were asked");
            // The page may name the sides the other way round.
            let is = |side: usize, figure: &str| shown[0].figure(&format!("{side}|{figure}|{}", wave.name));
            let found = [1, 2].map(|side| (is(side, "count"), is(side, "n")));
            assert!(found.contains(&(Some(count as f64), Some(base as f64))), "{place}: {found:?} {count} {base}");
        }
        for (.., gap) in &wave.gaps {
            let found = gaps.next().unwrap();
            let sign = found.figure("change").unwrap().signum() * gap.change.estimate.unwrap().signum();
            near(found, "change", gap.change.estimate.map(|gap| sign * gap), &wave.name);
            let range = gap.change.interval.unwrap();
            let (low, high) = if sign < 0.0 { (-range.high, -range.low) } else { (range.low, range.high) };
            near(found, "low", Some(low), &wave.name);
            near(found, "high", Some(high), &wave.name);
        }
    }
    let followed = mirror.followed().expect("the last two waves asked alike");
    let (change, range) = (followed.change.estimate.unwrap(), followed.change.interval.unwrap());
    let found = gaps.next().unwrap();
    let same = found.figure("change").unwrap().signum() == change.signum();
    let (change, low, high) = if same { (change, range.low, range.high) } else { (-change, -range.high, -range.low) };
    near(found, "change", Some(change), "the gap");
    near(found, "low", Some(low), "the gap");
    near(found, "high", Some(high), "the gap");
    assert!(gaps.next().is_none() && mirror.waves.len() == 3);
}

#[test]
fn r_gives_the_change_of_codes_from_the_counts_of_the_page() {
    let Some(folder) = Folder::with_r() else { return };
    let judged = judge(&[[(5, 60), (30, 60)], [(3, 8), (5, 60)], [(12, 61), (9, 58)], [(1, 60), (2, 60)]], RULES);
    let names = ["Long \"waits\"", "Few", "Kind staff \u{2713}", "Rare"];
    let shown = folder.run(&server::script::shares(&names, &judged).unwrap());
    let mut seen = 0;
    for (name, judged) in names.iter().zip(&judged).filter(|(_, judged)| judged.verdict.shows_figures()) {
        let server::waves::Effect::Share(share) = &judged.change.effect else { panic!("a share") };
        close(&shown[0], &format!("{name}|change"), share.change.estimate, 1e-9, name);
        near(&shown[0], &format!("{name}|low"), share.change.interval.map(|range| range.low), name);
        near(&shown[0], &format!("{name}|p"), judged.change.p(), name);
        near(&shown[1], name, judged.adjusted, name);
        seen += 1;
    }
    assert_eq!(seen, 3);
}
