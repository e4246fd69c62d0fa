//! A coordinator turns a crosstab round, and publishes it once this way and once that way.

use server::disclosure::plan::{Axis, Key, Ledger, Outcome, Plan, Sheet};
use server::disclosure::{Threshold, plan};
use server::waves::{Crosstab, crosstab};

use super::study::Study;
use super::waves::{Waves, complete, one};
use super::{RULES, asking, choice, series_of};

/// Shelters and what they offer; three offer the third kind.
const PEOPLE: [(&str, &str, usize); 5] = [
    ("north", "beds", 20),
    ("north", "rooms", 12),
    ("south", "beds", 9),
    ("south", "rooms", 25),
    ("south", "flats", 3),
];

async fn both_ways() -> [Crosstab; 2] {
    let questions =
        [choice("place", "single", &["north", "south"]), choice("kind", "single", &["beds", "rooms", "flats"])];
    let toml = asking("shelters", &questions.concat());
    let study = Study::with_instrument(&asking("other", &choice("other", "single", &["one", "two"]))).await;
    let waves = Waves::begin(&study.store, &study.study.id, &toml, &["Everywhere"]).await;
    let version = waves.publish(&toml, "2026-01-01").await;
    let people = PEOPLE.iter().flat_map(|(place, kind, count)| {
        let said = complete(&toml, [one("place", place), one("kind", kind)].into());
        std::iter::repeat_n((0, said), *count)
    });
    waves.wave(("2026", "2026-03-01", &version), people).await;
    let series = series_of(&study, &waves.instrument).await;
    let [place, kind] = ["place", "kind"].map(|key| series.item(key).unwrap());
    [(place, kind), (kind, place)].map(|(rows, columns)| crosstab(&series, 0, rows, Some(columns), &[], RULES).unwrap())
}

#[tokio::test]
async fn a_crosstab_tests_everybody_whichever_way_it_is_turned() {
    let [one, other] = both_ways().await;
    assert_eq!((one.bases.as_slice(), one.smallest), (&[29, 37, 3][..], 5), "three people are counted like all others");
    let [one, other] = [one, other].map(|table| table.tested.unwrap());
    assert_eq!((one.base, other.base), (69, 69));
    // R: chisq.test(rbind(c(20, 12, 0), c(9, 25, 3)), correct = FALSE) gives 11.438; fisher.test of the same .002343.
    for table in [one, other] {
        assert!((table.chi_squared.statistic - 11.438).abs() < 5e-4, "{table:?}");
        assert!((table.p() - 0.002343).abs() < 5e-7, "{table:?}");
    }
}

fn sheet(rows: (&str, &[&str]), columns: (&str, &[&str]), counts: Vec<Vec<u64>>) -> Sheet {
    let axis = |(name, values): (&str, &[&str])| Axis::groups(name, values.iter().copied());
    let (rows, columns, threshold) = (axis(rows), axis(columns), Threshold::new(5));
    Sheet {
        name: "shelters".into(),
        threshold,
        within: Key::everybody().with("wave", "2026"),
        rows,
        columns,
        counts,
        people: Vec::new(),
    }
}

fn planned(sheet: &Sheet, ledger: &Ledger) -> Plan {
    let plan = plan(std::slice::from_ref(sheet), ledger, &mut |_, _| ()).unwrap();
    assert!(matches!(plan.sheets[0].outcome, Outcome::Published { .. }), "{:?}", plan.sheets[0].outcome);
    plan
}

#[test]
fn a_table_that_was_released_and_the_same_turned_round_hide_the_same_counts() {
    let (places, kinds) = (["north", "south", "west"], ["beds", "rooms", "flats"]);
    let counts = vec![vec![20, 12, 9], vec![9, 25, 3], vec![14, 8, 11]];
    let turned = (0..3).map(|column| counts.iter().map(|row| row[column]).collect()).collect();
    let one = sheet(("place", &places), ("kind", &kinds), counts);
    let other = sheet(("kind", &kinds), ("place", &places), turned);
    let first = planned(&one, &Ledger::default());
    let mut ledger = Ledger::default();
    ledger.record("first", &first);
    let second = planned(&other, &ledger);
    let shown = |plan: &Plan| -> Vec<(Key, Option<u64>)> {
        plan.verdicts.iter().map(|(key, verdict)| (key.clone(), verdict.shown())).collect()
    };
    assert_eq!(shown(&first), shown(&second), "every count is the same count, shown or hidden alike");
    assert!(shown(&first).iter().filter(|(_, shown)| shown.is_none()).count() >= 4, "a small one and those beside it");
    // Where nothing was released before, the other way round is planned anew: the ledger is what holds them together.
    let key = |key: &Key| first.verdict(key).map(|verdict| verdict.count);
    assert!(second.verdicts.iter().all(|(one, verdict)| key(one) == Some(verdict.count)));
}
