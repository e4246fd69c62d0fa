//! Somebody takes the disk away and wants to know who answered when; after maintenance nothing there tells.

mod ground;

use std::collections::{BTreeSet, HashMap};

use futures_util::future::join_all;
use ground::{Folder, prepared, submission};
use server::chance;
use server::store::submit::{Submission, Writer};
use server::store::{FILE, Store, arrival, maintenance, sql};

/// So many that chance alone reaches 0.1 once in a hundred thousand times (a standard deviation is 1/√n).
const PEOPLE: usize = 2_000;

/// As many as the log holds before it begins anew.
const FEW: usize = 120;

/// What of a response can be found again on the disk.
struct Trace {
    id: String,
    mark: [u8; 16],
    key: [u8; 16],
}

/// How well the places in the file follow the order of arrival: 1 is the same order, 0 is none (Spearman).
fn correlation(places: &[usize]) -> f64 {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    let count = places.len() as f64;
    let distance: f64 = places
        .iter()
        .enumerate()
        .map(|(arrived, place)| {
            let rank = sorted.binary_search(place).expect("it is one of them") as f64;
            (rank - arrived as f64).powi(2)
        })
        .sum();
    1.0 - 6.0 * distance / (count * (count * count - 1.0))
}

/// Where each mark first stands in a file, for those that do.
fn places(file: &[u8], marks: &[[u8; 16]]) -> Vec<Option<usize>> {
    let wanted: HashMap<&[u8], usize> = marks.iter().enumerate().map(|(at, mark)| (&mark[..], at)).collect();
    // Most of a file is no mark at its second byte already.
    let begin = |bytes: &[u8]| (usize::from(bytes[0]) << 8) | usize::from(bytes[1]);
    let mut begins = vec![false; 1 << 16];
    marks.iter().for_each(|mark| begins[begin(mark)] = true);
    let mut places = vec![None; marks.len()];
    for (place, window) in file.windows(16).enumerate().filter(|(_, window)| begins[begin(window)]) {
        if let Some(&at) = wanted.get(window) {
            places[at].get_or_insert(place);
        }
    }
    places
}

/// Responses that came one after the other, so many of them so fast that they are stored in one group.
async fn arrive(store: &Store, count: usize, together: usize) -> Vec<Trace> {
    let writer = Writer::start(store.clone());
    let (mut traces, mut waiting) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let (mark, key) = (chance::bytes::<16>(), chance::bytes::<16>());
        let sealed = [&mark[..], &[7; 1000]].concat();
        let one = Submission { sealed, submission_key: key.to_vec(), ..submission() };
        traces.push(Trace { id: one.response_id.clone(), mark, key });
        waiting.push(writer.submit(one));
        if waiting.len() == together {
            for stored in join_all(waiting.drain(..)).await {
                stored.expect("stored");
            }
        }
    }
    traces
}

/// Where each stands when a table is read without asking for an order.
async fn read_in(store: &Store, statement: &'static str, wanted: &[Vec<u8>]) -> Vec<usize> {
    let rows: Vec<Vec<u8>> = sql::query_scalar(statement).fetch_all(&store.pool).await.expect("rows");
    let at: HashMap<&Vec<u8>, usize> = rows.iter().enumerate().map(|(at, row)| (row, at)).collect();
    wanted.iter().map(|one| at[one]).collect()
}

/// Everything that might tell the order, by what it is.
async fn told(folder: &Folder, store: &Store, traces: &[Trace]) -> Vec<(&'static str, Vec<usize>)> {
    let file = std::fs::read(folder.path().join(FILE)).expect("the database");
    let in_file = |marks: Vec<[u8; 16]>| -> Vec<usize> {
        places(&file, &marks).into_iter().map(|place| place.expect("it is in the file")).collect()
    };
    let ids: Vec<Vec<u8>> = traces.iter().map(|trace| trace.id.clone().into_bytes()).collect();
    let keys: Vec<Vec<u8>> = traces.iter().map(|trace| trace.key.to_vec()).collect();
    let mut sorted = ids.clone();
    sorted.sort();
    let rank = |id: &Vec<u8>| sorted.binary_search(id).expect("it is one of them");
    let starts: Vec<[u8; 16]> = ids.iter().map(|id| id[..16].try_into().expect("32 letters")).collect();
    let sealed = in_file(traces.iter().map(|trace| trace.mark).collect());
    const IDS: &str = "select cast(id as blob) from responses";
    const KEYS: &str = "select submission_key from submissions";
    vec![
        ("ids", ids.iter().map(rank).collect()),
        ("pages of the sealed answers", sealed.iter().map(|place| place / 4096).collect()),
        ("places of the sealed answers", sealed),
        ("places of the ids", in_file(starts)),
        ("places of the keys", in_file(traces.iter().map(|trace| trace.key).collect())),
        ("rows of the responses", read_in(store, IDS, &ids).await),
        ("rows of the keys", read_in(store, KEYS, &keys).await),
    ]
}

/// The files of the folder.
fn files(folder: &Folder) -> BTreeSet<String> {
    let files = std::fs::read_dir(folder.path()).expect("the folder").flatten();
    files.map(|file| file.file_name().to_string_lossy().into_owned()).collect()
}

#[tokio::test]
async fn design_3_after_maintenance_nothing_on_the_disk_tells_the_order_of_arrival() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let before = files(&folder);
    let traces = arrive(&store, PEOPLE, 20).await;
    assert_eq!(arrival::move_ready(&store, "survivors").await.expect("moved"), PEOPLE);
    maintenance::rewrite(&store).await.expect("rewritten");
    for (what, places) in told(&folder, &store, &traces).await {
        let found = correlation(&places);
        println!("order told by {what}: {found:.3}");
        assert!(found.abs() < 0.1, "{what} tell the order: {found}");
    }
    let log = std::fs::read(folder.path().join(format!("{FILE}-wal"))).unwrap_or_default();
    assert!(log.is_empty(), "{} bytes of the log are left", log.len());
    assert_eq!(files(&folder), before, "nobody has a file, and so no file's time, of their own");
}

#[tokio::test]
async fn design_3_no_table_that_a_respondent_writes_to_counts_its_rows() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    for table in ["drafts", "codes", "resumes", "pending", "responses", "submissions", "roster", "listings"] {
        let question = format!("select max(rowid) from {table}");
        let asked: sqlx::Result<Option<i64>> =
            sql::query_scalar(sqlx::AssertSqlSafe(question)).fetch_one(&store.pool).await;
        assert!(asked.is_err(), "{table} numbers its rows in order of arrival");
    }
    let asked: Option<i64> =
        sql::query_scalar("select max(rowid) from audit").fetch_one(&store.pool).await.expect("rows");
    assert_eq!(asked, None, "control: a table that does is asked without an error");
}

#[tokio::test]
async fn before_maintenance_the_log_tells_the_order_and_this_is_found() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    maintenance::rewrite(&store).await.expect("an empty log");
    let traces = arrive(&store, FEW, 1).await;
    let log = std::fs::read(folder.path().join(format!("{FILE}-wal"))).expect("the log");
    let marks: Vec<[u8; 16]> = traces.iter().map(|trace| trace.mark).collect();
    let found: Vec<usize> = places(&log, &marks).into_iter().flatten().collect();
    println!("{} of {FEW} stand in the log, in order: {:.3}", found.len(), correlation(&found));
    assert!(found.len() > FEW / 2 && correlation(&found) > 0.9, "control: the estimator sees what is there");
}

#[tokio::test]
async fn a_table_in_order_of_arrival_would_be_found() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let marks: Vec<[u8; 16]> = (0..400).map(|_| chance::bytes()).collect();
    sql::query("create table telling (mark blob)").execute(&store.pool).await.expect("made");
    for mark in &marks {
        let row = [&mark[..], &[7; 1000]].concat();
        sql::query("insert into telling values ($1)").bind(row).execute(&store.pool).await.expect("stored");
    }
    maintenance::rewrite(&store).await.expect("rewritten");
    let file = std::fs::read(folder.path().join(FILE)).expect("the database");
    let found: Vec<usize> = places(&file, &marks).into_iter().flatten().collect();
    assert!(found.len() == marks.len() && correlation(&found).abs() > 0.8);
}
