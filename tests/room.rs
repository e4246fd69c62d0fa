//! A training room: sixty people behind one address open the same link at once, and everybody is served.

mod demo;
mod respondent;

use std::time::{Duration, Instant};

use demo::Demo;
use respondent::{Respondent, fill, form};

const PEOPLE: usize = 60;

#[tokio::test(flavor = "multi_thread")]
async fn sixty_people_behind_one_address_all_answer_and_nobody_is_turned_away() {
    let demo = Demo::start();
    let link = demo.link("wilder-cfi").clone();
    let begun = Instant::now();
    let mut room = tokio::task::JoinSet::new();
    for _ in 0..PEOPLE {
        let address = link.address.clone();
        room.spawn(async move { answer(&address).await });
    }
    let answered: Vec<(u16, Duration)> = room.join_all().await.into_iter().flatten().collect();
    let (statuses, times): (Vec<u16>, Vec<Duration>) = answered.into_iter().unzip();
    let (all, slowest) = (begun.elapsed(), times.iter().max().copied().unwrap_or_default());
    println!("{PEOPLE} people, {} pages in {all:?}, the slowest after {slowest:?}", statuses.len());
    assert!(statuses.len() > PEOPLE * 3, "whole journeys, not only the first page");
    assert!(statuses.iter().all(|status| *status == 200), "every page came: {statuses:?}");
    assert!(all < Duration::from_secs(180), "within three minutes");
    assert!(slowest < Duration::from_secs(10), "nobody waited for the others: {slowest:?}");
}

/// One journey; gives back the status of every page and how long it took to come.
async fn answer(address: &str) -> Vec<(u16, Duration)> {
    let host = address.trim_start_matches("http://").split('/').next().expect("a host");
    let mut person = Respondent::new(host);
    let begun = Instant::now();
    let mut pages = vec![(person.open(address).await.expect("the welcome page"), begun.elapsed())];
    for _ in 0..40 {
        let Some((action, fields)) = form(&person.page) else { return pages };
        let mut filled = fill(&fields);
        let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
        filled.push((go.name.clone(), go.values[0].clone()));
        let asked = Instant::now();
        pages.push((person.send(&action, &filled).await.expect("the next page"), asked.elapsed()));
    }
    panic!("the journey does not end: {}", person.page);
}
