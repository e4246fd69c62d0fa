//! A coordinator prints an instrument, and a pile of papers comes back that a researcher keys in.

mod platform;

use instruments::{Answer, MissingReason};
use platform::{Platform, Scene};
use server::store::collections::Settings;

const KINDS: &str = include_str!("fixtures/every_kind.toml");
const WILDER: &str = include_str!("../instruments/library/wilder-cfi.toml");

fn scene(toml: &str) -> Scene {
    Scene { toml: toml.to_owned(), settings: Settings { paper: true, ..Settings::default() }, ..Scene::default() }
}

/// The hidden fields and the site of the form.
fn hidden(page: &platform::Answered) -> Vec<(String, String)> {
    let value = |name: &str| {
        let tag = page.body.split('<').find(|tag| tag.contains(&format!("name=\"{name}\""))).expect("the field");
        tag.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a value").to_owned()
    };
    let site = page.body.split("<select").nth(1).expect("sites").split("<option").nth(1).expect("a site");
    let site = site.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a value").to_owned();
    vec![("_once".into(), value("_once")), ("_language".into(), value("_language")), ("_site".into(), site)]
}

#[tokio::test]
async fn a_paper_is_keyed_in_as_it_stands() {
    let (platform, open) = Platform::with(scene(KINDS)).await;
    let mut owner = platform.signed_in().await;
    let address = format!("/studies/{}/collections/{}/key", platform.study.id, open.collection.id);
    let page = owner.get(&address).await;
    assert!(page.says("1 Advocate · 2 Manager"), "{}", page.body);
    let typed = [
        ("role", "2"),
        ("offers", "12"),
        ("has_beds", "1"),
        ("beds_free", "40"),
        ("trust.open", "5"),
        ("trust.fair", "d"),
        ("order", "31"),
        ("since", "5/2020"),
        ("story", "Written by hand"),
        ("houses.1.rooms", "3"),
        ("houses.2.rooms", "4"),
        ("mine.a", "r"),
    ];
    let mut fields = hidden(&page);
    fields.extend(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    for _ in 0..2 {
        let kept = owner.post(&address, &fields).await;
        assert!(kept.says("The paper was kept"), "{}", kept.body);
    }
    let [response] = &platform.responses(&open.collection.id).await[..] else {
        panic!("one response, however often it is sent")
    };
    let answers = &response.answers;
    assert_eq!(response.mode, "paper");
    assert_eq!(answers["role"], Answer::One("manager".into()));
    assert_eq!(answers["offers"], Answer::Several(vec!["beds".into(), "food".into()]));
    assert_eq!(answers["beds_free"], Answer::Number(40.0));
    assert_eq!(answers["trust.fair"], Answer::Missing(MissingReason::DontKnow));
    assert_eq!(answers["order"], Answer::Several(vec!["staff".into(), "beds".into()]));
    assert_eq!(answers["since"], Answer::Date("2020-05".into()));
    assert_eq!(answers["rooms_twice"], Answer::Number(14.0));
    assert_eq!(answers["founded"], Answer::Missing(MissingReason::Skipped));
}

#[tokio::test]
async fn a_wrong_number_leads_back_with_everything_typed() {
    let (platform, open) = Platform::with(scene(KINDS)).await;
    let mut owner = platform.signed_in().await;
    let address = format!("/studies/{}/collections/{}/key", platform.study.id, open.collection.id);
    let page = owner.get(&address).await;
    let mut fields = hidden(&page);
    fields
        .extend([("role", "9"), ("story", "Written by hand")].map(|(name, value)| (name.to_owned(), value.to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let again = owner.post(&address, &fields).await;
    assert!(
        again.says("Please choose one of the answers") && again.says("value=\"9\"") && again.says("Written by hand"),
        "{}",
        again.body
    );
    assert!(platform.responses(&open.collection.id).await.is_empty());
}

#[tokio::test]
async fn forty_four_ratings_are_a_key_and_a_tab_each() {
    let (platform, open) = Platform::with(scene(WILDER)).await;
    let mut owner = platform.signed_in().await;
    let page = owner.get(&format!("/studies/{}/collections/{}/key", platform.study.id, open.collection.id)).await;
    let ratings = page.body.split("<input").filter(|tag| tag.contains("inputmode=\"numeric\"")).count();
    assert!(ratings >= 44, "{ratings}");
    let between = page.body.split("<form").nth(2).unwrap_or(&page.body);
    assert!(!between.split("</form").next().unwrap().contains("<a "), "nothing else stops the Tab key");
}

#[tokio::test]
async fn every_shipped_instrument_can_be_printed_in_each_language() {
    let (platform, open) = Platform::with(scene(platform::SURVIVOR)).await;
    let mut owner = platform.signed_in().await;
    for (language, said) in [("en", "Where do you sleep most nights?"), ("es", "¿Dónde duerme casi todas las noches?")]
    {
        let paper = owner
            .get(&format!("/studies/{}/collections/{}/paper/{language}", platform.study.id, open.collection.id))
            .await;
        assert!(paper.says(said) && paper.says("○") && paper.says("☐"), "{}", paper.body);
        assert!(!paper.says("<nav") && !paper.says("<script"));
    }
    let draft = owner
        .get(&format!("/studies/{}/instruments/{}/paper/en", platform.study.id, open.collection.instrument_id))
        .await;
    assert!(draft.says("Where do you sleep most nights?"));
}

#[tokio::test]
async fn a_stranger_learns_nothing_of_papers() {
    let (platform, open) = Platform::with(scene(KINDS)).await;
    let mut stranger = platform.colleague();
    let address = format!("/studies/{}/collections/{}/key", platform.study.id, open.collection.id);
    assert!(stranger.get_only(&address).await.location().is_some_and(|to| to.starts_with("/sign-in")));
    stranger.post(&address, &[("role", "1")]).await;
    assert!(platform.responses(&open.collection.id).await.is_empty());
}
