//! A coordinator reads what changed between three waves of housing providers; a stranger and a locked study see nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;
mod tide;

use instruments::Answer;
use platform::{PASSPHRASE, Platform};
use tide::Tide;
use tide::waves::{Waves, response};

/// A page without its tags, white space made one.
fn plain(body: &str) -> String {
    let text: String =
        body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_clear_change_is_said_with_its_counts_its_points_and_its_range() {
    let mut tide = Tide::rise().await;
    let page = plain(&tide.owner.get(&tide.page(&format!("/of/{}", tide.instrument))).await.body);
    for said in [
        "62 % (29 of 47) in 2028, 38 % (18 of 47) in 2026.",
        "Up 23 points.",
        "The real change is probably between +3 and +41 points.",
        "2026: 47 responses.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.to_lowercase().contains("significant"), "{page}");
}

#[tokio::test]
async fn one_site_alone_says_how_many_answered_there() {
    let mut tide = Tide::rise().await;
    let sites = server::store::sites::all(&tide.platform.state.store, &tide.platform.study.id).await.unwrap();
    let north = sites.iter().find(|site| site.name == "North").unwrap();
    let address = tide.page(&format!("/of/{}?site={}", tide.instrument, north.id));
    let page = plain(&tide.owner.get(&address).await.body);
    for said in ["At North alone:", "2026: 40 responses.", "2028: 40 responses."] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("47 responses."), "{page}");
}

#[tokio::test]
async fn each_test_is_named_on_its_page() {
    let mut tide = Tide::rise().await;
    let base = format!("/of/{}", tide.instrument);
    let pages = [
        (
            base.clone(),
            vec![
                "Mann-Whitney",
                "Welch",
                "two shares, pooled z",
                "chi-square",
                "Cliff",
                "Hedges",
                "Cramér",
                "Cohen",
                "Benjamini",
                "Holm",
            ],
        ),
        (format!("{base}/item?key=full"), vec!["Cochran-Armitage", "prop.test", "2028 against 2024"]),
        (format!("{base}/item?key=trust"), vec!["Jonckheere", "ranks", "higher in"]),
        (format!("{base}/item?key=beds"), vec!["straight line", "a year", "t.test"]),
        (format!("{base}/crosstab?rows=type&columns=full"), vec!["χ²", "V =", "smallest expected"]),
        (format!("{base}/crosstab?rows=trust&columns=share"), vec!["τ-b"]),
        (
            format!("{base}/linked"),
            vec![
                "47 answered both times",
                "McNemar",
                "Stuart-Maxwell",
                "Pratt",
                "paired t",
                "Linked, every part the same",
            ],
        ),
    ];
    for (address, words) in pages {
        let page = plain(&tide.owner.get(&tide.page(&address)).await.body);
        for word in words {
            assert!(page.contains(word), "{word} on {address}: {page}");
        }
    }
    let results = format!("/studies/{}/results/{}", tide.platform.study.id, tide.collections[2]);
    let page = plain(&tide.owner.get(&results).await.body);
    for word in ["Alpha (95 %", "Omega (95 %", "A strength"] {
        assert!(page.contains(word), "{word}: {page}");
    }
}

#[tokio::test]
async fn small_sites_are_hidden_and_not_ranked() {
    let mut tide = Tide::rise().await;
    let page = plain(&tide.owner.get(&tide.page(&format!("/of/{}/item?key=full", tide.instrument))).await.body);
    let (north, south) = (page.find("North").unwrap(), page.find("South").unwrap());
    assert!(north < south, "in the order of names");
}

#[tokio::test]
async fn strangers_and_locked_studies_see_nothing() {
    let mut tide = Tide::rise().await;
    let address = tide.page(&format!("/of/{}", tide.instrument));
    let mut stranger = tide.platform.colleague();
    let seen = stranger.get(&address).await;
    assert!(!seen.body.contains("Partners trust"), "{}", seen.body);
    let mut locked = tide.platform.signed_in().await;
    let answered = locked.get_only(&address).await;
    assert!(answered.location().is_some_and(|next| next.contains("/unlock")), "{}", answered.status);
    let unknown = tide.owner.get(&tide.page("/of/none")).await;
    assert_eq!(unknown.status, axum::http::StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn where_people_are_linked_their_own_change_comes_first_and_each_page_leads_to_the_other() {
    let mut tide = Tide::rise().await;
    let base = format!("/of/{}", tide.instrument);
    for address in ["", &base, &format!("{base}/item?key=full")] {
        let body = tide.owner.get(&tide.page(address)).await.body;
        let page = plain(&body);
        assert!(page.matches("as two different people").count() == 1 && body.contains("/linked?from="), "{page}");
        let (same, all) = (page.find("The same 4"), page.find("All respondents:"));
        assert!(same.is_some() && same < all, "the same people first: {page}");
        assert!(!page.contains("are not linked here"), "{page}");
    }
    let linked = plain(&tide.owner.get(&tide.page(&format!("{base}/linked"))).await.body);
    for said in ["Compare all respondents of these two waves", "Not tested: its answers have no order."] {
        assert!(linked.contains(said), "{said}: {linked}");
    }
    let trend = plain(&tide.owner.get(&tide.page(&format!("{base}/item?key=full"))).await.body);
    for said in ["A trend is one test of this question alone", "count them as different people each time"] {
        assert!(trend.contains(said), "{said}: {trend}");
    }
}

#[tokio::test]
async fn what_stands_first_is_not_said_again_and_every_heading_leads_to_its_question() {
    let mut tide = Tide::rise().await;
    let base = format!("/of/{}", tide.instrument);
    let compared = tide.owner.get(&tide.page(&base)).await.body;
    assert_eq!(compared.matches("/item?key=full\"").count(), 1, "{compared}");
    assert!(plain(&compared).contains("All others"), "{compared}");
    let linked = tide.owner.get(&tide.page(&format!("{base}/linked"))).await.body;
    assert_eq!(linked.matches("/item?key=full\"").count(), 1, "{linked}");
}

#[tokio::test]
async fn a_change_of_the_order_alone_says_what_it_is_judged_by() {
    let platform = Platform::start().await;
    let (study, toml) = (platform.study.id.clone(), tide::asked());
    let waves = Waves::begin(&platform.state.store, &study, &toml, &["North"]).await;
    let version = waves.publish(&toml, "2024-01-01").await;
    for (name, lower) in [("2026", "1"), ("2028", "3")] {
        let said = |person: usize| Answer::One(if person < 24 { lower } else { "4" }.to_owned());
        let people = (0..40).map(|person| (0, response([("trust".to_owned(), said(person))].into())));
        waves.wave((name, &format!("{name}-03-01"), &version), people).await;
    }
    let mut owner = platform.signed_in().await;
    owner.post(&format!("/studies/{study}/unlock"), &[("passphrase", PASSPHRASE)]).await;
    let base = format!("/studies/{study}/waves/of/{}", waves.instrument);
    for address in [base.clone(), format!("{base}/item?key=trust")] {
        let page = plain(&owner.get(&address).await.body);
        for said in [
            "Answers moved up. 40 % (16 of 40) in 2028, 40 % (16 of 40) in 2026. It is judged by all answers in their order",
            // 24 × 24 + 16 × 24 of 1600 pairs, and 24 × 16.
            "Of 100 pairs with one answer from each wave, the later one is higher in 60 and lower in 24.",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("do not agree"), "{page}");
    }
}
