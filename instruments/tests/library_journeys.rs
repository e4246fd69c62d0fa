//! Respondents go through the shipped instruments: a survivor, a provider who keeps two houses, a guest at a summit.

use instruments::{Answer, Answers, Journey, complete, parse, read_page};

fn instrument(name: &str) -> instruments::Instrument {
    let file = format!("{}/library/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    parse(&std::fs::read_to_string(file).expect("a shipped file")).expect("it reads")
}

fn answers(given: &[(&str, Answer)]) -> Answers {
    given.iter().map(|(key, answer)| ((*key).to_owned(), answer.clone())).collect()
}

fn one(code: &str) -> Answer {
    Answer::One(code.to_owned())
}

#[test]
fn a_survivor_is_asked_why_a_place_said_no_only_if_one_did() {
    let survivors = instrument("survivor-housing");
    let shown = |given: &[(&str, Answer)]| Journey::of(&survivors, &answers(given)).shown("turned_away_reasons");
    assert!(shown(&[("turned_away", one("yes"))]));
    assert!(!shown(&[("turned_away", one("no"))]));
    assert!(!shown(&[]));
}

#[test]
fn a_survivor_who_got_no_place_is_counted_and_not_asked_how_long_it_took() {
    let survivors = instrument("survivor-housing");
    let shown = |given: &[(&str, Answer)]| Journey::of(&survivors, &answers(given)).shown("days_to_placement");
    assert!(!shown(&[("got_place", one("no"))]));
    assert!(shown(&[("got_place", one("yes"))]) && shown(&[]), "whoever does not say is asked as before");
}

#[test]
fn a_survivor_may_leave_every_page_empty() {
    let survivors = instrument("survivor-housing");
    let mut given = Answers::new();
    for section in 0..survivors.sections.len() {
        let reading = read_page(&survivors, section, &[], &given);
        assert_eq!(reading.problems, []);
        given = reading.answers;
    }
    assert_eq!(Journey::of(&survivors, &given).first_open(), None);
}

#[test]
fn the_beds_of_a_provider_with_two_houses_are_added_up() {
    let provider = instrument("housing-provider");
    let houses = answers(&[
        ("program", Answer::Number(2.0)),
        ("program.1.beds", Answer::Number(12.0)),
        ("program.1.dedicated", Answer::Number(3.0)),
        ("program.2.beds", Answer::Number(8.0)),
    ]);
    let whole = complete(&provider, &houses);
    assert_eq!(whole["beds_total"], Answer::Number(20.0));
    assert_eq!(whole["dedicated_total"], Answer::Number(3.0));
}

#[test]
fn a_provider_who_names_no_beds_has_no_total_rather_than_none() {
    let whole = complete(&instrument("housing-provider"), &Answers::new());
    assert!(matches!(whole["beds_total"], Answer::Missing(_)), "{:?}", whole["beds_total"]);
}

#[test]
fn more_beds_set_aside_than_beds_are_questioned() {
    let provider = instrument("housing-provider");
    let page = provider.sections.iter().position(|section| section.id == "programs").unwrap();
    let read = |beds: &str, dedicated: &str| {
        let fields =
            [("program.1.beds".to_owned(), beds.to_owned()), ("program.1.dedicated".to_owned(), dedicated.to_owned())];
        read_page(&provider, page, &fields, &Answers::new()).problems
    };
    assert_eq!(read("4", "4"), []);
    assert_eq!(read("", "4"), []);
    assert!(read("4", "5").iter().any(|problem| problem.place.id.contains("dedicated")));
}

#[test]
fn a_guest_judges_the_summit_only_afterwards() {
    let summit = instrument("summit-training");
    let shown = |moment: &str| Journey::of(&summit, &answers(&[("moment", one(moment))])).shown("rating.useful");
    assert!(shown("after"));
    assert!(!shown("before"));
}

#[test]
fn a_listing_asks_for_an_address_only_when_it_may_be_printed() {
    let listing = instrument("resource-listing");
    let shown = |choice: &str| Journey::of(&listing, &answers(&[("suppress_location", one(choice))])).shown("office");
    assert!(shown("address"));
    assert!(!shown("suppress"));
}
