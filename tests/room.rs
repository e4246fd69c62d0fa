//! A training room: sixty people behind one address open the same link at once, and everybody is served.

mod demo;
mod respondent;

use demo::Demo;
use respondent::{Respondent, fill, form};

const PEOPLE: usize = 60;

#[tokio::test(flavor = "multi_thread")]
async fn sixty_people_behind_one_address_all_answer_and_nobody_is_turned_away() {
    let demo = Demo::start();
    let link = demo.link("wilder-cfi").clone();
    let mut room = tokio::task::JoinSet::new();
    for _ in 0..PEOPLE {
        let address = link.address.clone();
        room.spawn(async move { answer(&address).await });
    }
    let statuses: Vec<u16> = room.join_all().await.into_iter().flatten().collect();
    println!("{PEOPLE} people, {} pages", statuses.len());
    assert!(statuses.len() > PEOPLE * 3, "whole journeys, not only the first page");
    assert!(statuses.iter().all(|status| *status == 200), "every page came: {statuses:?}");
}

/// One journey; gives back the status of every page.
async fn answer(address: &str) -> Vec<u16> {
    let host = address.trim_start_matches("http://").split('/').next().expect("a host");
    let mut person = Respondent::new(host);
    let mut statuses = vec![person.open(address).await.expect("the welcome page")];
    for _ in 0..40 {
        let Some((action, fields)) = form(&person.page) else { return statuses };
        let mut filled = fill(&fields);
        let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
        filled.push((go.name.clone(), go.values[0].clone()));
        statuses.push(person.send(&action, &filled).await.expect("the next page"));
    }
    panic!("the journey does not end: {}", person.page);
}
