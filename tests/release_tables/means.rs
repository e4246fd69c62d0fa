//! Sites tell a number, and a reader adds and subtracts means: what is left must not be the number of few.

use server::disclosure::Side;
use server::disclosure::plan::{Form, Ledger};
use server::release::{About, Accepted, Choice, Draft, Part, Told};

use crate::invented;
use crate::study::Study;

const ROOMS: &str = r#"
[[section.question]]
id = "free"
kind = "number"
text = { en = "How many rooms are free?" }

[[section.question]]
id = "taken"
kind = "number"
text = { en = "How many are taken?" }

[[section.question]]
id = "rooms"
kind = "calculated"
text = { en = "All rooms" }
calculate = "${free} + ${taken}"
"#;

/// Free and taken rooms of one site, house by house.
type Site = (&'static str, Vec<(u32, u32)>);

fn even(name: &'static str) -> Site {
    houses(name, 12)
}

/// So many houses, none of which has much more than the others.
fn houses(name: &'static str, count: u32) -> Site {
    (name, (0..count).map(|house| (8 + house * 2, 20 + house * 3)).collect())
}

async fn study(sites: &[Site]) -> Study {
    let study = Study::with_instrument(&invented::instrument("rooms", ROOMS)).await;
    let mut rows = vec!["_wave,_site,free,taken".to_owned()];
    for (site, houses) in sites {
        rows.extend(houses.iter().map(|(free, taken)| format!("Spring,{site},{free},{taken}")));
    }
    study.import(rows.join("\n").as_bytes(), "").await.expect("imported");
    study
}

/// A release of some numbers by site.
async fn draft(study: &Study, ledger: &Ledger, items: &[&str]) -> Draft {
    formed(study, ledger, items, Vec::new()).await
}

/// The same with other forms of its tables.
async fn formed(study: &Study, ledger: &Ledger, items: &[&str], accepted: Vec<Accepted>) -> Draft {
    let part = Part { by_site: true, ..invented::part(study, items).await };
    invented::draft(study, ledger, Choice { accepted, ..invented::choice(part) }).await
}

/// The table of a number by site with two of them laid together.
fn together(draft: &Draft, names: [&str; 2]) -> Vec<Accepted> {
    let sheet = &draft.laid[draft.place(About::Sites(0, 0)).unwrap()].sheet;
    let [one, other] = names.map(|name| {
        let site = draft.chosen[0].sites.iter().find(|site| site.name == name).unwrap();
        sheet.rows.values.iter().position(|values| values.contains(&site.id)).unwrap()
    });
    let form = Form::Merged(vec![(Side::Rows, (one.min(other), one.max(other)))]);
    vec![Accepted { sheet: sheet.name.clone(), form }]
}

/// Whether everybody's mean is told, and how many sites' means are, of how many.
fn told(draft: &Draft, item: &str) -> (bool, usize, usize) {
    let place = draft.chosen[0].series.items.iter().position(|one| one.key == item).unwrap();
    let tells = |about: About| -> Vec<bool> {
        let Some(place) = draft.place(about) else { return Vec::new() };
        let rows = draft.laid[place].sheet.rows.values.len();
        (0..rows).map(|row| matches!(draft.mean(place, row), Told::Figure(..))).collect()
    };
    let (all, sites) = (tells(About::Item(0, place)), tells(About::Sites(0, place)));
    (all == [true], sites.iter().filter(|told| **told).count(), sites.len())
}

/// Ten houses, one of which has nearly all that is free.
fn one_has_most() -> Site {
    ("Upriver", [1, 2, 3, 4, 5, 1, 2, 4, 5, 400].into_iter().map(|free| (free, 30)).collect())
}

#[tokio::test]
async fn a_sites_mean_that_is_hidden_is_not_what_the_others_leave() {
    let study = study(&[even("Lakeside"), even("Midtown"), one_has_most()]).await;
    let draft = draft(&study, &Ledger::default(), &["free"]).await;
    let (all, sites, of) = told(&draft, "free");
    assert_eq!(of, 3);
    // Everybody's mean less two sites' would be Upriver's; with a second one hidden it is a sum of 22 houses.
    assert!(all && sites == 1, "{sites} sites beside everybody's mean");
    let place = draft.place(About::Item(0, 0)).unwrap();
    let Told::Figure(mean, _) = draft.mean(place, 0) else { panic!("everybody's mean") };
    assert!(mean.interval.is_none(), "with it the largest of them would be known: {mean:?}");
}

#[tokio::test]
async fn without_anybody_who_has_most_every_site_is_told() {
    let study = study(&[even("Lakeside"), even("Midtown"), even("Upriver")]).await;
    let draft = draft(&study, &Ledger::default(), &["free", "taken", "rooms"]).await;
    for item in ["free", "taken", "rooms"] {
        assert_eq!(told(&draft, item), (true, 3, 3), "control: {item}");
    }
}

#[tokio::test]
async fn a_hidden_number_does_not_follow_from_those_that_it_adds_up_with() {
    let study = study(&[even("Lakeside"), even("Midtown"), one_has_most()]).await;
    let draft = draft(&study, &Ledger::default(), &["taken", "rooms", "free"]).await;
    for item in ["free", "taken", "rooms"] {
        let (_, sites, _) = told(&draft, item);
        assert!(sites <= 1, "rooms less those that are taken are free: {item}");
    }
}

#[tokio::test]
async fn what_an_earlier_release_told_of_sites_is_remembered() {
    let few: Site = ("Few", (0..11).map(|house| (if house == 0 { 90 } else { 2 }, 5)).collect());
    let study = study(&[houses("Lakeside", 14), houses("Midtown", 13), houses("Hill", 12), few]).await;
    let first = draft(&study, &Ledger::default(), &["free"]).await;
    assert_eq!(told(&first, "free"), (true, 2, 4), "Few has Hill beside it, the smallest of the others");
    // With Lakeside laid to Few these two hide each other, and Midtown and Hill could be told.
    let other = together(&first, ["Lakeside", "Few"]);
    let alone = formed(&study, &Ledger::default(), &["free"], other.clone()).await;
    assert_eq!(told(&alone, "free"), (true, 2, 3), "control: without an earlier release");
    let mut ledger = Ledger::default();
    ledger.releases.push(first.figures().unwrap());
    let beside = formed(&study, &ledger, &["free"], other).await;
    assert_eq!(told(&beside, "free"), (true, 1, 3), "Lakeside and Midtown were told, and with Hill would leave Few");
}

#[tokio::test]
async fn a_site_that_an_earlier_release_told_of_another_number_is_not_taken_for_told() {
    // One house of Bridge has most of what is taken there, one of Upriver most of what is free.
    let bridge: Site =
        ("Bridge", (0..11).map(|house| (8 + house * 2, if house == 0 { 900 } else { 5 + house })).collect());
    let upriver: Site =
        ("Upriver", (0..13).map(|house| (if house == 0 { 700 } else { 1 + house % 5 }, 20 + house * 3)).collect());
    let study = study(&[houses("Lakeside", 15), houses("Midtown", 14), houses("Hill", 12), bridge, upriver]).await;
    let first = draft(&study, &Ledger::default(), &["taken"]).await;
    assert_eq!(told(&first, "taken"), (true, 3, 5), "Bridge and Hill hide each other, and Upriver is told");
    let mut ledger = Ledger::default();
    ledger.releases.push(first.figures().unwrap());
    let (all, sites, of) = told(&draft(&study, &ledger, &["free"]).await, "free");
    assert!(all && of == 5 && sites < 4, "what is free in Upriver is everybody’s less that of four: {sites} sites");
}

#[tokio::test]
async fn a_number_that_nobody_chose_does_not_follow_from_two_that_were() {
    // Nobody has most of the rooms or of the free ones; one house has most of those that are taken.
    let bridge: Site = ("Bridge", (0..12).map(|house| (100 + house, if house == 0 { 50 } else { 1 })).collect());
    let study = study(&[houses("Lakeside", 14), houses("Midtown", 13), bridge]).await;
    let alone = draft(&study, &Ledger::default(), &["free"]).await;
    assert_eq!(told(&alone, "free"), (true, 3, 3), "control: from one number no other follows");
    let both = draft(&study, &Ledger::default(), &["free", "rooms"]).await;
    for item in ["free", "rooms"] {
        assert_eq!(told(&both, item), (true, 1, 3), "{item}: rooms less free ones would be Bridge's taken ones");
    }
    let mut ledger = Ledger::default();
    ledger.releases.push(alone.figures().unwrap());
    let later = draft(&study, &ledger, &["rooms"]).await;
    let (_, sites, _) = told(&later, "rooms");
    assert!(sites < 3, "the free ones of every site were told before: {sites} sites");
}

#[tokio::test]
async fn nor_does_everybodys_number_that_is_mostly_one_houses() {
    let house = |most: u32| move |house: u32| (100 + house, if house == 0 { most } else { 1 });
    let of = |name: &'static str, most: u32| -> Site { (name, (0..12).map(house(most)).collect()) };
    let study = study(&[of("Lakeside", 1), of("Midtown", 1), of("Bridge", 300)]).await;
    let alone = draft(&study, &Ledger::default(), &["free"]).await;
    assert!(told(&alone, "free").0, "control: from one number no other follows");
    let both = draft(&study, &Ledger::default(), &["free", "rooms"]).await;
    for item in ["free", "rooms"] {
        assert!(!told(&both, item).0, "{item}: rooms less free ones would be nearly those of one house");
    }
    let mut ledger = Ledger::default();
    ledger.releases.push(alone.figures().unwrap());
    assert!(!told(&draft(&study, &ledger, &["rooms"]).await, "rooms").0, "the free ones were told before");
    assert!(told(&draft(&study, &Ledger::default(), &["rooms"]).await, "rooms").0, "control: without that release");
}
