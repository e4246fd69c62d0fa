//! What is no question of a survey: how far coders agree, and what a release hides.

use server::access::Role;
use server::coding::{Act, PassageId};
use server::store::sql;

use crate::group::Group;
use crate::house::{plain, squeeze};
use crate::office::keys;
use crate::oracle::Oracle;
use crate::shore::{Shore, planned};
use crate::{Shown, shown};

type Looked = (Vec<Shown>, Vec<String>);

/// One code that each of some coders gave, or did not give, to the same turns.
async fn round(units: &[Vec<bool>]) -> (Group, String) {
    let mut group = Group::meet().await;
    let said: Vec<String> = (0..2 * units.len()).map(|number| format!("Words of turn {number}. And more.")).collect();
    group.bring("k", &said.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let code = group.code("Hope").await;
    let mut people = vec![group.owner.clone()];
    let mut browsers = Vec::new();
    for name in ["Ravi Researcher", "Rosa Researcher"].into_iter().take(units[0].len() - 1) {
        let (person, browser) = group.office.colleague(name, Role::Researcher, &keys()).await;
        people.push(person.id);
        browsers.push(browser);
    }
    let mut fields = vec![("name", "First"), ("from", "k"), ("doubled", "100"), ("seed", "7")];
    fields.extend(people.iter().map(|person| ("coder", person.as_str())));
    let new = group.office.page("coding/rounds/new");
    let preview: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    group.office.owner.get(&format!("{new}?{}&show=yes", preview.join("&"))).await;
    group.office.owner.post(&new, &fields).await;
    let round = group.look(|desk| desk.coding.rounds.keys().next().cloned()).await.expect("a round");
    for (unit, coders) in units.iter().enumerate() {
        for (person, _) in people.iter().zip(coders).filter(|(_, gave)| **gave) {
            let passage = PassageId::turn("k", (2 * unit + 1) as u32);
            let (coding, code) = (server::chance::id(), code.clone());
            let act = Act::Code { coding, passage, span: None, code, round: Some(round.clone()), coder: None };
            group.act(person, act).await;
        }
    }
    let address = group.office.page(&format!("coding/rounds/round/{round}"));
    group.office.owner.post(&format!("{address}/submit"), &[]).await;
    for browser in &mut browsers {
        browser.post(&format!("{address}/submit"), &[]).await;
    }
    (group, format!("{address}/agreement"))
}

async fn agreed(units: &[Vec<bool>], statistic: &str, says: &str) -> Looked {
    let (mut group, address) = round(units).await;
    let page = group.office.owner.get(&address).await;
    let text = plain(&page.body);
    let line = shown(statistic, &address, "Hope", &[says.to_owned()]);
    let wrong = crate::missing(&text, &line);
    (vec![line], wrong.into_iter().collect())
}

/// Two coders and fifty turns, two and ten, three and thirty.
pub async fn coders(oracle: &Oracle) -> Looked {
    let kappa = oracle.case("open.agr.kappa.2x2_20_5_10_15");
    let table = [[(true, true), (true, false)], [(false, true), (false, false)]];
    let cells = (0..2).flat_map(|row| (0..2).map(move |column| (row, column)));
    let units: Vec<Vec<bool>> = cells
        .flat_map(|(row, column)| {
            let count = kappa.inputs["counts"][row][column].as_u64().unwrap();
            let (one, other): (bool, bool) = table[row][column];
            (0..count).map(move |_| vec![one, other])
        })
        .collect();
    let cohen = agreed(&units, kappa.statistic, &format!("70 % {}", kappa.fixed("kappa", 2))).await;
    let alpha = oracle.case("open.agr.kripp.2011_A_binary");
    let rated = |coder: usize, unit: usize| alpha.inputs["raters_by_unit"][coder][unit].as_u64().unwrap() == 1;
    let units: Vec<Vec<bool>> = (0..10).map(|unit| vec![rated(0, unit), rated(1, unit)]).collect();
    let krippendorff = agreed(&units, alpha.statistic, &alpha.fixed("alpha", 2)).await;
    // Whether the first three of six judges said "neurosis", of thirty patients; R 4.2.2, Fleiss's formula: 0.2361111.
    let patients = oracle.rows("irr_diagnoses.csv");
    let said =
        |row: &std::collections::BTreeMap<String, String>, judge: usize| row[&format!("rater{judge}")] == "4. Neurosis";
    let units: Vec<Vec<bool>> = patients.iter().map(|row| (1..=3).map(|judge| said(row, judge)).collect()).collect();
    let fleiss = agreed(&units, "fleiss_kappa", "76 % 0.24").await;
    [cohen, krippendorff, fleiss].into_iter().fold((Vec::new(), Vec::new()), |mut all, (lines, wrong)| {
        all.0.extend(lines);
        all.1.extend(wrong);
        all
    })
}

/// The page of a release of one question over all waves.
async fn released(shore: &mut Shore, item: &str) -> (String, String) {
    let (wave, asked) = (format!("wave.{}", shore.instrument), format!("item.{}", shore.instrument));
    let mut form = vec![("title", "What leaves"), ("language", "en"), (asked.as_str(), item)];
    let waves = shore.waves.clone();
    form.extend(waves.iter().map(|id| (wave.as_str(), id.as_str())));
    let address = shore.office.page("releases/new");
    shore.office.owner.page = Some(address.clone());
    let answered = shore.office.owner.post(&address, &form).await;
    let page = planned(&mut shore.office.owner, answered).await;
    (page.address.clone(), plain(&page.body))
}

/// Small counts and what must be hidden with them.
pub async fn hidden(oracle: &Oracle) -> Looked {
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    // Three groups as waves; each of two small numbers takes another one of its group with it.
    let two_way = oracle.case("open.sup.diagonal_primaries");
    let (address, page) = laid_out(&two_way, &["a", "b", "c"]).await;
    let protecting = "with it a small number could be worked out".to_owned();
    let line = shown(two_way.statistic, &address, "", &[protecting]);
    wrong.extend(crate::missing(&page, &line));
    wrong.extend(small(&page, two_way.number("n_primary"), two_way.statistic));
    lines.push(line);
    // Four groups whose totals are published too, and one of them is small itself: nothing of that group is told.
    let margins = oracle.case("open.sup.margins.small_row.one_more_row_hidden");
    let (address, page) = laid_out(&margins, &["a", "b", "c", "d"]).await;
    let total = |row: usize| margins.inputs["counts"][row][3].as_u64().unwrap();
    assert!(total(3) < 5, "the last one is small");
    let told = (0..3).map(|row| format!("(from 202{row}-04-01): {} people answered.", total(row)));
    let hidden = "Too few people answered to show numbers or to compare: d.".to_owned();
    let line = shown(margins.statistic, &address, "", &told.chain([hidden]).collect::<Vec<_>>());
    wrong.extend(crate::missing(&page, &line));
    lines.push(line);
    (lines, wrong)
}

/// The page of a release of a case's table: its rows are waves, its three columns the answers.
async fn laid_out(case: &crate::oracle::Case<'_>, names: &[&str]) -> (String, String) {
    let mut shore = Shore::open().await;
    for (row, name) in names.iter().enumerate() {
        let count = |column: usize| case.inputs["counts"][row][column].as_u64().unwrap() as usize;
        let people = [(0, "never", "no", count(0)), (0, "often", "no", count(1)), (0, "always", "no", count(2))];
        shore.wave(name, &format!("202{row}-04-01"), &people).await;
    }
    released(&mut shore, "calm").await
}

/// So many numbers are hidden because they are small.
fn small(page: &str, expected: f64, statistic: &str) -> Option<String> {
    let found = page.matches(&squeeze("fewer people than may be shown")).count();
    (found as f64 != expected).then(|| format!("{statistic}: {found} small numbers, R says {expected}: {page}"))
}

/// A second release of almost the same people.
pub async fn differences(oracle: &Oracle) -> Looked {
    let case = oracle.case("open.sup.differencing.butte_awards_by_M");
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    shore.publish("The first", &[0, 1], &mut cora).await;
    let told = squeeze("Since “The first” answers were added or taken back");
    let (_, before) = released(&mut shore, "safe").await;
    let mut wrong = Vec::new();
    if before.contains(&told) {
        wrong.push(format!("differencing: the same people once more are no difference: {before}"));
    }
    let take =
        format!("delete from responses where id in (select id from responses limit {})", case.number("difference"));
    sql::query(sqlx::AssertSqlSafe(take)).execute(&shore.office.state.store.pool).await.unwrap();
    let (address, page) = released(&mut shore, "safe").await;
    let line = shown(case.statistic, &address, "", &[told]);
    assert_eq!(case.expected["both_publishable"], false);
    wrong.extend(crate::missing(&page, &line));
    (vec![line], wrong)
}
