//! Two researchers code blind in a round.

use axum::http::StatusCode;
use server::access::Role;
use server::coding::Act;

use crate::reading::{Reading, tell};

#[tokio::test]
async fn a_round_shows_only_what_was_given_in_its_order_and_hides_what_others_coded_until_all_submitted() {
    let mut reading = Reading::with(&["First answer", "Second answer", "Third answer", "Fourth answer"]).await;
    let code = reading.code("Help").await;
    let (ravi, mut browser) = reading.colleague("Ravi Researcher", Role::Researcher).await;
    let passages = reading.look(|desk| desk.passages.iter().map(|one| one.id.clone()).collect::<Vec<_>>()).await;
    let owner = reading.platform.owner.id.clone();
    let given = [passages[2].clone(), passages[0].clone()];
    let round = reading.round(&[(&owner, &given), (&ravi.id, &given)]).await;
    let list = reading.page(&format!("passages?round={round}"));
    let act = reading.page(&format!("passages/act?round={round}"));
    let page = reading.owner.get(&list).await;
    let places: Vec<_> = passages.iter().map(|passage| page.body.find(&format!("id=\"p-{passage}\""))).collect();
    assert!(places[2].is_some() && places[2] < places[0] && places[1].is_none() && places[3].is_none(), "{places:?}");
    assert!(page.says("Autumn check") && page.says("0 of 2 passages"), "{}", page.body);
    let everywhere = browser.get(&reading.page("passages")).await;
    assert!(everywhere.says("It waits in your round “Autumn check”"), "{}", everywhere.body);
    let first = passages[2].to_string();
    let (status, told) = tell(&reading.owner, &act, &[("do", "code"), ("passage", &first), ("code", &code)]).await;
    assert_eq!(status, StatusCode::OK);
    let pieces = told["pieces"].as_array().expect("pieces");
    assert!(
        pieces.iter().any(
            |piece| piece["id"] == "progress" && piece["html"].as_str().is_some_and(|html| html.contains("1 of 2"))
        )
    );
    for query in [
        "passages",
        &format!("passages?round={round}"),
        &format!("passages?code={code}"),
        "passages?coded=yes",
        &format!("passages?coder={owner}"),
    ] {
        let page = browser.get(&reading.page(query)).await;
        assert!(!page.says("Olive Owner"), "blind: {query} {}", page.body);
        assert!(!page.says("class=\"act codings\""), "blind: {query}");
    }
    let outside = passages[1].to_string();
    let (status, _) = tell(&reading.owner, &act, &[("do", "code"), ("passage", &outside), ("code", &code)]).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "it was not given");
    for person in [&owner, &ravi.id] {
        reading.act(person, Act::Submit { round: round.clone() }).await.expect("submitted");
    }
    let page = browser.get(&list).await;
    assert!(page.says("Everybody has submitted") && page.says("Olive Owner · Autumn check"), "{}", page.body);
    assert!(!page.says("class=\"tools\"") && !page.says("id=\"pad\""), "nothing is coded in a round that is over");
    let (status, _) =
        tell(&reading.owner, &act, &[("do", "code"), ("passage", &passages[0].to_string()), ("code", &code)]).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_round_of_others_is_not_found() {
    let mut reading = Reading::with(&["First answer"]).await;
    let (ravi, _) = reading.colleague("Ravi Researcher", Role::Researcher).await;
    let passages = reading.look(|desk| desk.passages.iter().map(|one| one.id.clone()).collect::<Vec<_>>()).await;
    let round = reading.round(&[(&ravi.id, &passages)]).await;
    for query in [format!("passages?round={round}"), "passages?round=none".into()] {
        assert_eq!(reading.owner.get(&reading.page(&query)).await.status, StatusCode::NOT_FOUND, "{query}");
    }
}
