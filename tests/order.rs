//! Somebody takes the disk away and wants to know who answered when; after maintenance the file does not tell.

mod ground;

use std::collections::HashMap;

use ground::{Folder, prepared, submission};
use server::chance;
use server::store::submit::{Submission, Writer};
use server::store::{FILE, arrival, maintenance};

const PEOPLE: usize = 400;

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

/// Where each mark stands in the database file.
fn places(folder: &Folder, marks: &[[u8; 16]]) -> Vec<usize> {
    let file = std::fs::read(folder.path().join(FILE)).expect("the database");
    let wanted: HashMap<&[u8], usize> = marks.iter().enumerate().map(|(at, mark)| (&mark[..], at)).collect();
    let mut places = vec![0; marks.len()];
    for (place, window) in file.windows(16).enumerate() {
        if let Some(&at) = wanted.get(window) {
            places[at] = place;
        }
    }
    assert!(places.iter().all(|&place| place > 0), "every mark is in the file");
    places
}

#[tokio::test]
async fn design_3_after_maintenance_the_file_does_not_tell_the_order_of_arrival() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let writer = Writer::start(store.clone());
    let marks: Vec<[u8; 16]> = (0..PEOPLE).map(|_| chance::bytes()).collect();
    let mut keys = Vec::new();
    for mark in &marks {
        let sealed = [&mark[..], &[7; 1000]].concat();
        let one = Submission { sealed, submission_key: chance::bytes::<16>().to_vec(), ..submission() };
        keys.push(one.submission_key.clone().try_into().expect("16 bytes"));
        writer.submit(one).await.expect("stored");
    }
    assert_eq!(arrival::move_ready(&store, "survivors").await.expect("moved"), PEOPLE);
    maintenance::rewrite(&store).await.expect("rewritten");
    for found in [correlation(&places(&folder, &marks)), correlation(&places(&folder, &keys))] {
        println!("order told by the file: {found:.3}");
        assert!(found.abs() < 0.2, "the file tells the order: {found}");
    }
}

#[tokio::test]
async fn a_table_in_order_of_arrival_would_be_found() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let marks: Vec<[u8; 16]> = (0..PEOPLE).map(|_| chance::bytes()).collect();
    sqlx::query("create table telling (mark blob)").execute(&store.pool).await.expect("made");
    for mark in &marks {
        let row = [&mark[..], &[7; 1000]].concat();
        sqlx::query("insert into telling values ($1)").bind(row).execute(&store.pool).await.expect("stored");
    }
    maintenance::rewrite(&store).await.expect("rewritten");
    assert!(correlation(&places(&folder, &marks)).abs() > 0.8);
}
