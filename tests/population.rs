//! A coordinator knows how the providers of a region are spread, types it, and sees her sample beside it; a researcher
//! reads weighted figures beside the others.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "reached/house.rs"]
#[allow(dead_code, reason = "each test file uses its part of the house")]
mod house;
mod platform;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use house::{House, instrument, plain, question, squeeze, unscored};
use platform::PASSPHRASE;
use server::exchange::archive::{Archive, Limits};
use server::exchange::csv;
use server::store::{population, sql};
use tower::ServiceExt;

/// Sixty providers: forty offer emergency shelter, twenty transitional housing; nobody offers the third kind. The more
/// are full among the first.
async fn providers() -> House {
    let kinds = question("kind", "single", &unscored(&["es", "th", "ph"]));
    let toml =
        instrument(&(kinds + &question("full", "yes_no", "") + &question("beds", "number", "min = 0\nmax = 99")));
    let row = |person: usize| {
        let kind = if person < 40 { "es" } else { "th" };
        let full = if !(30..55).contains(&person) { "yes" } else { "no" };
        format!("{kind},{full},{}", if person < 40 { 10 } else { 40 })
    };
    let rows = (0..60).map(row).collect::<Vec<_>>().join("\n");
    House::with(&toml, format!("kind,full,beds\n{rows}").as_bytes(), "").await
}

const HALF: [(&str, &str); 5] =
    [("question", "kind"), ("source", "County list, 2026"), ("share.es", "50"), ("share.th", "50"), ("share.ph", "0")];

fn says(page: &str, words: &str) {
    assert!(page.contains(&squeeze(words)), "{words}: {page}");
}

#[tokio::test]
async fn known_shares_stand_beside_the_sample_with_a_test_and_a_sentence() {
    let mut house = providers().await;
    let (results, address) = (house.results("Once", "").await, house.results("Once", "/population").await);
    says(&house.read(&results).await, "Compare with what is known of the population");
    let page = plain(&house.owner.post(&address, &HALF).await.body);
    // R: chisq.test(c(40, 20)): X-squared = 6.6667, df = 1, p-value = 0.009823.
    says(&page, "Those who answered differ from the population. Most of all “Answer es”: 67 % of answers, 50 % of the");
    says(&page, "χ² = 6.67 (1) · p = .010");
    says(&page, "Known from: County list, 2026");
    let results = house.read(&results).await;
    says(&results, "The question kind: Those who answered differ from the population.");
    says(&results, "Yes 58 % (35 of 60)");
}

#[tokio::test]
async fn weighted_figures_stand_beside_the_others_and_bases_are_people() {
    let mut house = providers().await;
    let address = house.results("Once", "/population").await;
    let page = plain(&house.owner.post(&address, &HALF).await.body);
    // 30 of 40 weigh .75 each, 5 of 20 weigh 1.5: .5 × .75 + .5 × .25 = .5; mean of beds .5 × 10 + .5 × 40 = 25.
    says(&page, "The question full");
    says(&page, "Yes 58.3 % 50.0 %");
    says(&page, "Mean 20.00 25.00");
    // (Σw)² ÷ Σw² = 60² ÷ (40 × .5625 + 20 × 2.25) = 53.3.
    says(&page, "Effective sample size 53.3");
    says(&page, "The answers of 60 people are worth as much as those of 53.3 who all weigh the same.");
    let crosstab = house.waves("/crosstab?rows=full&columns=kind").await;
    let crosstab = house.read(&crosstab).await;
    says(&crosstab, "Test of Rao and Scott");
    says(&crosstab, "With weights");
}

#[tokio::test]
async fn within_a_column_that_all_weigh_the_same_in_no_share_moves() {
    // Nobody else but four say "often": they stay in the table and in both bases.
    let kinds = question("kind", "single", &unscored(&["es", "th", "ph"]));
    let toml = instrument(&(kinds + &question("late", "single", &unscored(&["often", "some", "never"]))));
    let said = [("es", "often", 2), ("es", "some", 18), ("es", "never", 20)];
    let said = said.into_iter().chain([("th", "often", 2), ("th", "some", 8), ("th", "never", 10)]);
    let rows = said.flat_map(|(kind, late, count)| std::iter::repeat_n(format!("{kind},{late}"), count));
    let rows = rows.collect::<Vec<_>>().join("\n");
    let mut house = House::with(&toml, format!("kind,late\n{rows}").as_bytes(), "").await;
    let address = house.results("Once", "/population").await;
    house.owner.post(&address, &HALF).await;
    let crosstab = house.waves("/crosstab?rows=late&columns=kind").await;
    let page = house.read(&crosstab).await;
    // R: fisher.test(rbind(c(2, 18, 20), c(2, 8, 10))) gives .7565.
    for words in ["Tested: 60 people", "p = .756", "5 % (2 ▴ (few people) )", "45 % (18)"] {
        says(&page, words);
    }
    let (_, weighted) = page.split_once(&squeeze("With weights")).expect("a table with weights");
    for words in ["5 % 10 %", "45 % 40 %", "50 % 50 %"] {
        says(weighted, words);
    }
}

#[tokio::test]
async fn data_for_analysis_hold_the_weights_that_the_pages_use() {
    let mut house = providers().await;
    let (address, collection) = (house.results("Once", "/population").await, house.collection("Once").await);
    house.owner.post(&address, &HALF).await;
    let instrument = house.instrument.clone();
    let form = [("instrument", &*instrument), ("wave", &*collection), ("format", "csv"), ("passphrase", PASSPHRASE)];
    let page = format!("/studies/{}/results/analysis", house.platform.study.id);
    let ticket = house.owner.post_only(&page, &form).await.location().unwrap();
    let cookie = house.owner.cookie.clone().unwrap();
    let request = Request::get(ticket).header(header::HOST, "127.0.0.1:42001").header(header::COOKIE, cookie);
    let answered = house.owner.plane().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let bytes = to_bytes(answered.into_body(), usize::MAX).await.unwrap();
    let mut archive = Archive::open("a.zip", &bytes, Limits::DOCUMENT).unwrap();
    let path = archive.paths().find(|path| path.ends_with("answers.csv")).unwrap().to_owned();
    let sheet = csv::read(&archive.read(&path).unwrap().unwrap()).unwrap();
    let place = |name: &str| sheet.rows[0].iter().position(|head| head == name).unwrap();
    // Half of all are to be in emergency shelters, where 40 of 60 answered: each weighs .75, each of the others 1.5.
    for row in &sheet.rows[1..] {
        let (weight, expected): (f64, f64) =
            (row[place("tm_raked")].parse().unwrap(), if row[place("kind")] == "es" { 0.75 } else { 1.5 });
        assert!((weight - expected).abs() < 1e-6, "{row:?}");
    }
    assert_eq!(sheet.rows.len(), 61);
}

#[tokio::test]
async fn what_does_not_add_up_is_said_and_nothing_is_kept() {
    let mut house = providers().await;
    let address = house.results("Once", "/population").await;
    let form = format!("{address}?question=kind");
    let collection = house.collection("Once").await;
    let long = "x".repeat(301);
    for (field, value, said) in [
        ("share.th", "60", "These percents add up to 110.0, not to 100."),
        ("share.th", "", "The percent of answer number 2 is missing."),
        ("share.th", "half", "“half” is not a percent."),
        ("source", " ", "Name the source of these figures"),
        ("source", long.as_str(), "A source has at most 300 characters."),
        ("source", "County\u{202e}list", "There is something in it that cannot be seen"),
    ] {
        house.owner.page = Some(form.clone());
        let fields = HALF.map(|(name, known)| if name == field { (name, value) } else { (name, known) });
        let answered = house.owner.post(&address, &fields).await;
        assert!(answered.says("role=\"alert\""), "{}", answered.body);
        says(&plain(&answered.body), said);
        assert!(answered.body.contains("value=\"County list, 2026\"") || field == "source", "what was typed stays");
    }
    house.owner.page = Some(form);
    let unknown = house.owner.post(&address, &[("question", "beds"), ("source", "x")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(population::all(&house.platform.state.store, &collection).await.unwrap().is_empty());
}

#[tokio::test]
async fn shares_are_forgotten_when_asked_and_with_their_study() {
    let mut house = providers().await;
    let (address, collection) = (house.results("Once", "/population").await, house.collection("Once").await);
    house.owner.post(&address, &HALF).await;
    let store = house.platform.state.store.clone();
    assert_eq!(population::all(&store, &collection).await.unwrap()[0].shares.len(), 3);
    let forgotten = house.owner.post(&address, &[("question", "kind"), ("do", "remove")]).await;
    says(&plain(&forgotten.body), "Forgotten.");
    assert!(population::all(&store, &collection).await.unwrap().is_empty());
    house.owner.post(&address, &HALF).await;
    for statement in
        ["delete from responses", "delete from links", "delete from import_made", "delete from collections"]
    {
        sql::query(statement).execute(&store.pool).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    let left: i64 = sql::query_scalar("select count(*) from population_shares").fetch_one(&store.pool).await.unwrap();
    assert_eq!(left, 0, "no share outlives its collection");
}

#[tokio::test]
async fn strangers_and_locked_studies_see_nothing_of_it() {
    let house = providers().await;
    let address = house.results("Once", "/population").await;
    let mut stranger = house.platform.colleague();
    let seen = stranger.get(&address).await;
    assert!(!seen.body.contains("Sample and population"), "{}", seen.body);
    let mut locked = house.platform.signed_in().await;
    let answered = locked.get_only(&address).await;
    assert!(answered.location().is_some_and(|next| next.contains("/unlock")), "{}", answered.status);
    let refused = locked.post_only(&address, &HALF).await;
    assert!(refused.location().is_some_and(|next| next.contains("/unlock")), "{}", refused.status);
}
