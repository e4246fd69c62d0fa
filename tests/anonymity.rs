//! Two people who have nothing in common answer one after the other. Whoever holds the database cannot tell one from the
//! other, and whoever works with the study sees nothing change.

mod platform;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use platform::{Browser, Open, PASSPHRASE, Platform, Scene};
use server::chance;
use server::store::{arrival, links::Mode, sql};

/// How somebody comes: language, what the browser and the way tell, and one answer.
struct Who {
    language: &'static str,
    tells: &'static [(&'static str, &'static str)],
    housing: &'static str,
}

const ONE: Who = Who {
    language: "en-US,en;q=0.9",
    tells: &[
        ("user-agent", "Heronfox/12.0 (an old telephone)"),
        ("x-forwarded-for", "203.0.113.77"),
        ("x-real-ip", "203.0.113.77"),
        ("forwarded", "for=203.0.113.77;proto=https"),
        ("via", "1.1 library-of-the-north"),
        ("sec-ch-ua-platform", "\"Marsh\""),
    ],
    housing: "motel",
};
const OTHER: Who = Who {
    language: "es-419,es;q=0.8",
    tells: &[
        ("user-agent", "Otter/3 (a desk)"),
        ("x-forwarded-for", "2001:db8::51"),
        ("dnt", "1"),
        ("priority", "u=1"),
    ],
    housing: "shelter",
};

/// Somebody comes with a code, answers, takes a code to withdraw, and sends.
async fn answer(platform: &Platform, open: &Open, code: &str, who: &Who) {
    let mut browser = platform.respondent();
    (browser.language, browser.tells) = (who.language, who.tells.to_vec());
    let mut here = browser.post(&format!("/s/{}", open.word), &[("_go", "begin"), ("_code", code)]).await;
    for _ in 0..60 {
        if here.says("value=\"send\"") {
            break;
        }
        let fields = [("housing_now", who.housing), ("_go", "on")];
        here = browser.post(&here.address, &fields[usize::from(here.address != "/s/1")..]).await;
    }
    let thanked = browser.post(&here.address, &[("_go", "send"), ("_want-code", "yes")]).await;
    assert!(thanked.says("Thank you") || thanked.says("Gracias"), "{}", thanked.body);
}

/// Every row of every table, one a line, as SQL writes its values.
async fn rows(platform: &Platform) -> BTreeSet<String> {
    const TABLES: &str = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
    const COLUMNS: &str = "select name from pragma_table_info($1)";
    let pool = &platform.state.store.pool;
    let tables: Vec<String> = sql::query_scalar(TABLES).fetch_all(pool).await.expect("tables");
    let mut all = BTreeSet::new();
    for table in tables {
        let columns: Vec<String> = sql::query_scalar(COLUMNS).bind(&table).fetch_all(pool).await.expect("columns");
        let values: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        let question = format!("select '{table}: ' || {} from \"{table}\"", values.join(" || ', ' || "));
        let found: Vec<String> =
            sql::query_scalar(sqlx::AssertSqlSafe(question)).fetch_all(pool).await.expect("its rows");
        all.extend(found);
    }
    all
}

/// A row without what is random: of bytes only how many, of an id that was not there before only that it is one.
fn masked(row: &str, before: &BTreeSet<String>) -> String {
    let parts: Vec<&str> = row.split('\'').collect();
    let shown = parts.iter().enumerate().map(|(at, part)| match (at % 2, parts[at.saturating_sub(1)].ends_with('X')) {
        (1, true) => format!("{} bytes", part.len() / 2),
        (1, false) if chance::is_id(part) && !before.iter().any(|row| row.contains(part)) => "a new id".to_owned(),
        _ => (*part).to_owned(),
    });
    shown.collect::<Vec<_>>().join("'")
}

/// What somebody leaves in the database.
async fn left(platform: &Platform, open: &Open, code: &str, who: &Who) -> Vec<String> {
    let before = rows(platform).await;
    answer(platform, open, code, who).await;
    let mut left: Vec<String> = rows(platform).await.difference(&before).map(|row| masked(row, &before)).collect();
    left.sort();
    left
}

/// What each of the two leaves.
async fn both(platform: &Platform, open: &Open) -> [Vec<String>; 2] {
    let one = left(platform, open, &open.codes[0], &ONE).await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    [one, left(platform, open, &open.codes[1], &OTHER).await]
}

fn by_code() -> Scene {
    Scene { mode: Mode::Code, ..Scene::default() }
}

#[tokio::test]
async fn two_people_who_have_nothing_in_common_leave_the_same() {
    let (platform, open) = Platform::with(by_code()).await;
    let [one, other] = both(&platform, &open).await;
    println!("{} rows each: {one:#?}", one.len());
    for table in ["pending: ", "submissions: ", "codes: "] {
        assert!(one.iter().any(|row| row.starts_with(table)), "control: the answer is in {table}{one:#?}");
    }
    assert_eq!(one, other);
    for trace in ["203.0.113.77", "2001:db8::51", "Heronfox", "Otter/3", "library-of-the-north", "es-419"] {
        assert!(!platform.disk_holds(trace), "{trace}");
    }
    let elsewhere = platform::database::server().is_some();
    assert!(elsewhere || platform.disk_holds(&open.word), "control: what is not secret is found");
}

/// A table that keeps the second in which an answer came.
const TELLING: [sql::Text; 3] = [
    sql::each("create table telling (id text, at bigint)", "create table telling (id text, at bigint)"),
    sql::each(
        "select 1",
        "create function tell() returns trigger language plpgsql as $$ begin
            insert into telling values (new.id, extract(epoch from now())); return new; end $$",
    ),
    sql::each(
        "create trigger tell after insert on pending begin insert into telling values (new.id, unixepoch()); end",
        "create trigger tell after insert on pending for each row execute function tell()",
    ),
];

#[tokio::test]
async fn a_table_that_keeps_the_second_would_be_found() {
    let (platform, open) = Platform::with(by_code()).await;
    for statement in TELLING {
        sql::query(statement).execute(&platform.state.store.pool).await.expect("made");
    }
    let [one, other] = both(&platform, &open).await;
    let differ: Vec<_> = one.iter().zip(&other).filter(|(one, other)| one != other).collect();
    assert!(one.len() == other.len() && differ.len() == 1, "{differ:#?}");
    assert!(differ[0].0.starts_with("telling: "), "{differ:#?}");
}

/// Every page of the study that links lead to, one of each kind, by its address.
async fn walk(owner: &mut Browser, study: &str) -> BTreeMap<String, String> {
    let base = format!("/studies/{study}");
    let mut queue = VecDeque::from(["/studies".to_owned(), format!("{base}/overview")]);
    let (mut met, mut found) = (BTreeSet::new(), BTreeMap::new());
    while let Some(address) = queue.pop_front() {
        if !met.insert(address.split('?').next().unwrap_or_default().to_owned()) {
            continue;
        }
        let page = owner.get(&address).await;
        let kind = page.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if page.status != 200 || !kind.starts_with("text/html") {
            continue;
        }
        let ways = page.body.split(['"', '\'']).filter(|part| part.starts_with(&base));
        let ways = ways.map(|way| way.replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned());
        queue.extend(ways.filter(|way| !way.ends_with("/lock") && !way.contains("/unlock") && !way.contains("/take?")));
        found.insert(address, plain(&page.body));
    }
    found
}

/// The words of a page.
fn plain(page: &str) -> String {
    let text = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    text.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn differing(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    let addresses: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    addresses.into_iter().filter(|address| one.get(*address) != other.get(*address)).cloned().collect()
}

async fn come(platform: &Platform, open: &Open, people: usize) {
    for _ in 0..people {
        let mut browser = platform.respondent();
        let review = browser.go_through(&open.word, &[("/s/1", &[("housing_now", "motel")])]).await;
        browser.post(&review, &[("_go", "send")]).await;
    }
    arrival::move_all_ready(&platform.state.store).await.expect("what is ready arrives");
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_see_nothing_change_while_a_batch_is_incomplete() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let study = platform.study.id.clone();
    let mut owner = platform.signed_in().await;
    owner.post(&format!("/studies/{study}/unlock"), &[("passphrase", PASSPHRASE)]).await;
    come(&platform, &open, 5).await;
    // The first look is itself recorded, and pages that tell what was looked at change by being looked at.
    let looked = walk(&mut owner, &study).await;
    let none = walk(&mut owner, &study).await;
    let again = walk(&mut owner, &study).await;
    let restless: BTreeSet<String> = differing(&none, &again).into_iter().collect();
    println!("{} pages; they change by being looked at: {restless:?}", looked.len());
    assert!(looked.len() > 20 && restless.len() < 5, "{restless:?}");
    let still = |pages: BTreeMap<String, String>| -> BTreeMap<String, String> {
        pages.into_iter().filter(|(address, _)| !restless.contains(address)).collect()
    };
    let none = still(none);
    come(&platform, &open, 1).await;
    let one = still(walk(&mut owner, &study).await);
    assert_eq!(differing(&none, &one), [""; 0], "with the first nothing at all");
    come(&platform, &open, 3).await;
    let four = still(walk(&mut owner, &study).await);
    assert_eq!(differing(&one, &four), [""; 0], "nor with the next three");
    come(&platform, &open, 1).await;
    let five = still(walk(&mut owner, &study).await);
    assert!(!differing(&four, &five).is_empty(), "control: with the fifth they are counted");
}
