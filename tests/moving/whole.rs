//! Everything goes, and comes back.

use std::collections::BTreeSet;

use server::store::moving::{End, tables::TABLES};
use server::store::{catalogue, sql};

use crate::house;
use crate::places::{self, Where};

const NOWHERE: [String; 0] = [];
const NO_ROLE: &str = "has no role of its own";

#[tokio::test]
async fn the_list_names_every_table_after_those_that_it_refers_to() {
    const REFERS: &str = "select distinct \"table\" from pragma_foreign_key_list($1)";
    let data = house::installation().await;
    let mut end = End::source(&places::of(data.path())).await.unwrap();
    let listed: BTreeSet<String> = TABLES.iter().map(|(table, _)| (*table).to_owned()).collect();
    let found: BTreeSet<String> = catalogue::tables(&mut end.connection).await.unwrap().into_iter().collect();
    assert_eq!(listed, found);
    let place = |name: &str| TABLES.iter().position(|(table, _)| *table == name);
    let mut references = 0;
    for (table, _) in TABLES {
        let refers = sql::query_scalar::<String>(REFERS).bind(*table).fetch_all(&mut end.connection).await.unwrap();
        for other in refers.iter().filter(|other| other != table) {
            assert!(place(other) < place(table), "{table} refers to {other}, which comes after it");
            references += 1;
        }
    }
    assert!(references > 40, "control: references are found");
}

#[tokio::test]
async fn everything_arrives_and_comes_back() {
    for there in Where::all().await {
        let data = house::installation().await;
        let before = house::held(&places::of(data.path())).await;
        let few: Vec<_> = before.iter().filter(|(_, rows)| rows.len() < 2).map(|(table, _)| table.as_str()).collect();
        assert_eq!(few, ["kits"], "rows in every table; of kits there is one");
        let (well, said) = house::said(house::command(data.path(), None, &there));
        assert!(well, "{said}");
        for (table, rows) in &before {
            let line = said.lines().find(|line| line.split_whitespace().next() == Some(table));
            let told = line.and_then(|line| line.split_whitespace().nth(1)).map(str::to_owned);
            assert_eq!(told, Some(rows.len().to_string()), "{table}: {said}");
        }
        assert_eq!(house::different(&house::held(&there.place()).await, &before), NOWHERE);
        looks_well(&there, data.path());
        comes_back(&there, data.path(), &before).await;
    }
}

/// From there into a new folder, where all is as it was.
async fn comes_back(there: &Where, data: &std::path::Path, before: &[(String, Vec<String>)]) {
    let (beside, url) = there.told(data);
    let back = Where::folder();
    let (well, said) = house::said(house::command(&beside, url, &back));
    assert!(well, "{said}");
    assert_eq!(house::different(&house::held(&back.place()).await, before), NOWHERE);
    looks_well(&back, data);
    let secret = |folder: &std::path::Path| std::fs::read(folder.join("installation.secret")).unwrap();
    assert_eq!(secret(&back.told(data).0), secret(data));
}

/// The doctor finds all well there; on a server only that the respondent plane was given no role yet.
fn looks_well(place: &Where, beside: &std::path::Path) {
    let (data, url) = place.told(beside);
    let mut doctor = house::program(url);
    doctor.args(["doctor", "--quiet", "--data"]).arg(data).env_remove("TIDEMARK_RESPOND_DATABASE_URL");
    let (well, said) = house::said(doctor);
    match place {
        Where::Folder(_) => assert!(well, "{said}"),
        Where::Server(_) => assert!(said.lines().count() == 1 && said.contains(NO_ROLE), "{said}"),
    }
}
