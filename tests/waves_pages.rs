//! A coordinator reads what changed between three waves of housing providers; a stranger and a locked study see nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;
mod tide;

use tide::Tide;

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
