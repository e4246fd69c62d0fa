//! Houses that a roster names, asked three times: some come, some go, two close for good, and their beds are added up.

use instruments::Answer;
use server::seal::payload::Response;
use server::store::collections::{Collection, Settings};
use server::store::links::{self, Mode};
use server::store::roster;
use server::waves::linked::{against_the_rest, linked};
use server::waves::organisations::{amounts, turnout};
use server::waves::{Series, linked_all};

use crate::RULES;
use crate::platform::Platform;
use crate::r::{Folder, Shown, code, near};
use crate::same::{of_everybody, of_linked, of_rest};
use crate::tide::{Tide, waves};

const QUESTIONS: &str = r#"
[[section]]
id = "all"
title = { en = "Your house" }
[[section.question]]
id = "beds"
kind = "number"
unit = { en = "beds" }
min = 0
max = 500
text = { en = "How many beds do you have?" }
[[section.question]]
id = "kept"
kind = "number"
unit = { en = "beds set aside" }
min = 0
max = 500
text = { en = "How many are set aside?" }
[[section.question]]
id = "full"
kind = "yes_no"
text = { en = "Were you full last night?" }
[[section.question]]
id = "calm"
kind = "single"
text = { en = "How calm is it?" }
option = [
  { code = "no", score = 1, text = { en = "Not calm" } },
  { code = "so", score = 2, text = { en = "So so" } },
  { code = "yes", score = 3, text = { en = "Calm" } },
]
"#;

const HOUSES: usize = 40;

/// Houses asked three times.
async fn street() -> Tide {
    let asked = waves::asking("houses", QUESTIONS);
    let (mut tide, waves, version) = Tide::begin(&asked, &["Quay"], "2026-01-01").await;
    for (wave, name) in ["Spring", "Summer", "Autumn"].into_iter().enumerate() {
        let date = format!("2026-0{}-01", 3 * wave + 3);
        let settings = Settings { roster: true, ..Settings::default() };
        let collection = waves.open_with((name, &date, &version), settings).await;
        let ids = invite(&tide.platform, &collection, &waves.sites[0]).await;
        let there = (0..HOUSES).filter(|house| is_there(*house, wave));
        let named = there.map(|house| (0, said(&asked, house, wave, Some(ids[house].clone()))));
        // One that nobody knows by name answers each time.
        let all: Vec<(usize, Response)> = named.chain([(0, said(&asked, 50, wave, None))]).collect();
        waves.answer(&collection, all).await;
        for house in CLOSED.iter().filter(|_| wave == 2) {
            let store = &tide.platform.state.store;
            roster::mark(store, &collection.id, &ids[*house], roster::State::Closed).await.unwrap();
        }
        tide.collections.push(collection.id);
    }
    tide.unlock().await;
    tide
}

/// Two of those that were there in summer and are not in autumn.
const CLOSED: [usize; 2] = [5, 11];

fn is_there(house: usize, wave: usize) -> bool {
    house % [7, 5, 6][wave] != [6, 3, 5][wave]
}

/// Ids of all houses, each on the roster of a collection.
async fn invite(platform: &Platform, collection: &Collection, site: &str) -> Vec<String> {
    let (store, at) = (&platform.state.store, &platform.state.installation);
    let link = links::add(store, &collection.id, site, None, Mode::Code).await.unwrap();
    let name = |house: usize| format!("House \u{201c}{house}\u{201d}");
    for house in 0..HOUSES {
        roster::invite(store, at, collection, &link, &name(house)).await.unwrap();
    }
    let all = roster::organisations(store, &platform.study.id).await.unwrap();
    let id = |house: usize| all.iter().find(|known| known.name == name(house)).unwrap().id.clone();
    (0..HOUSES).map(id).collect()
}

fn said(asked: &str, house: usize, wave: usize, organisation: Option<String>) -> Response {
    let mixed = |more: usize| (house * 7 + wave * 5 + house * house * more + wave * wave * 3) % 11;
    let beds = 10 + house + mixed(1);
    let mut answers = vec![
        ("full".to_owned(), Answer::One(if mixed(2) < 4 + wave { "yes" } else { "no" }.to_owned())),
        ("calm".to_owned(), Answer::One(["no", "so", "yes"][(mixed(3) + 2 * wave) % 3].to_owned())),
    ];
    if house % 8 != 3 {
        answers.push(("beds".to_owned(), Answer::Number(beds as f64)));
        answers.push(("kept".to_owned(), Answer::Number((beds / 3 + mixed(5)) as f64)));
    }
    Response { organisation, ..waves::complete(asked, answers.into_iter().collect()) }
}

#[tokio::test]
async fn r_follows_houses_that_a_roster_names_and_adds_up_their_beds() {
    let mut street = street().await;
    let Some(folder) = Folder::with_r() else { return };
    let (store, study) = (street.platform.state.store.clone(), street.platform.study.id.clone());
    folder.take(&mut street.owner, &study, &street.instrument, &street.collections).await;
    let state = &street.platform.state;
    let workspace = state.workspaces.open(&store, &study, &street.platform.keys).await.unwrap();
    let series = Series::read(&store, &workspace, &study, &street.instrument).await.unwrap();
    for (earlier, later) in [(1, 2), (0, 1)] {
        let (before, after) = (&series.moments[earlier], &series.moments[later]);
        let address = format!("/studies/{study}/waves/of/{}/linked", street.instrument);
        let address = format!("{address}?from={}&to={}", before.wave, after.wave);
        let code = code(&street.owner.get(&address).await.body);
        let shown = folder.run(&code[0]);
        let who = turnout(&store, before, after).await.unwrap();
        assert!(who.new.len() > 2 && who.lost.len() > 2, "{who:?}");
        assert_eq!(who.closed.len(), if later == 2 { 2 } else { 0 }, "{who:?}");
        near(&shown[0], "linked", Some(who.pairs.len() as f64), "who");
        let rest = against_the_rest(&series, earlier, &who.pairs, RULES);
        let (_, shown) = of_rest(&series, &rest, &shown[1..]);
        let counts = [("both", who.pairs.len()), ("new", who.new.len()), ("lost", who.lost.len())];
        let counts = counts.into_iter().chain([("closed", who.closed.len())]);
        counts.for_each(|(name, count)| near(&shown[0], name, Some(count as f64), "who"));
        let amounts = amounts(&series, before, after, &who.pairs);
        assert_eq!(amounts.len(), 2);
        for (amount, shown) in amounts.iter().zip(&shown[1..]) {
            of_amount(amount, shown, &series.items[amount.item].key);
        }
        let found = linked(&series, earlier, later, &who.pairs, RULES);
        of_linked(&series, &found, &shown[3..]);
        let all = linked_all(&series, RULES).unwrap();
        assert!(of_everybody(&series, &all, &folder.run(&code[1])) > 3);
    }
}

fn of_amount(amount: &server::waves::organisations::Amount, shown: &Shown, what: &str) {
    let ([before, gone], [after, new]) = (amount.earlier, amount.later);
    let all = [("both_earlier", before), ("both_later", after), ("gone", gone), ("new", new), ("net", amount.net())];
    all.iter().for_each(|(name, figure)| near(shown, name, Some(*figure), what));
}
