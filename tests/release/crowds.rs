//! People come and go between two releases, and while one is on its way.

use instruments::Answer;
use server::access::Role;
use server::store::{collections, sql};

use crate::office::keys;
use crate::shore::{self, Shore, TOML, approve, digest, planned};

const HOURS: &str = r#"
[[section.question]]
id = "hours"
kind = "number"
text = { en = "How many hours do you sleep?" }
"#;

/// Takes one answer back that was given in a wave.
const TAKE: &str = "delete from responses where id in (select responses.id from responses
    join collections on collections.id = responses.collection_id where collections.wave_id = $1 limit 1)";

fn said(calm: &str, hours: f64) -> [(&str, Answer); 3] {
    let one = |code: &str| Answer::One(code.to_owned());
    [("calm", one(calm)), ("safe", one("yes")), ("hours", Answer::Number(hours))]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mean_of_as_many_people_is_withheld_when_they_are_others() {
    let mut shore = Shore::asking(&format!("{TOML}{HOURS}")).await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let spring = shore.collection("Spring", "2025-04-01").await;
    shore.answer(&spring, 0, &said("often", 6.0), 150).await;
    shore.answer(&spring, 1, &said("often", 8.0), 150).await;
    let item = format!("item.{}", shore.instrument);
    let hours = [(item.as_str(), "hours")];
    let first = shore.prepare("The first", &[0], &hours).await;
    shore.office.owner.post(&format!("{}/propose", first.address), &[("looked", "yes")]).await;
    approve(&mut cora, &first.address).await;
    let same = shore.prepare("The same once more", &[0], &hours).await;
    assert!(
        same.says("7.0") && !same.says("Left out:"),
        "control: the same people may be told of again: {}",
        same.body
    );
    let store = &shore.office.state.store;
    sql::query(TAKE).bind(&shore.waves[0]).execute(&store.pool).await.unwrap();
    shore.answer(&spring, 0, &said("often", 20.0), 1).await;
    let second = shore.prepare("The second", &[0], &hours).await;
    assert!(second.says("Left out: How many hours do you sleep?"), "{}", second.body);
    assert!(second.says("Since “The first” answers were added or taken back"), "{}", second.body);
    assert!(!second.says("7.0"), "no mean of 300 others: {}", second.body);
    let autumn = shore.collection("Autumn", "2025-10-01").await;
    shore.answer(&autumn, 0, &said("often", 4.0), 100).await;
    shore.answer(&autumn, 0, &said("never", 5.0), 100).await;
    let third = shore.prepare("The third", &[0, 1], &hours).await;
    assert!(third.says("with these waves alone") && !third.says("4.5"), "{}", third.body);
    let taken = shore.office.owner.post(&format!("{}/accept", third.address), &[]).await;
    assert!(taken.says("Working out what can be shown"), "at once: {}", taken.body);
    let third = planned(&mut shore.office.owner, taken).await;
    assert!(third.says("4.5") && !third.says("Left out:") && !third.says("7.0"), "the new wave alone: {}", third.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_whose_wording_is_classed_anew_is_the_same_question_of_other_people() {
    let mut shore = Shore::open().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let spring = shore.collection("Spring", "2025-04-01").await;
    let one = |code: &str| Answer::One(code.to_owned());
    let often = [("calm", one("often")), ("safe", one("yes"))];
    let always = [("calm", one("always")), ("safe", one("no"))];
    let before: String =
        sql::query_scalar("select hash from versions").fetch_one(&shore.office.state.store.pool).await.unwrap();
    shore.answer(&spring, 0, &often, 4).await;
    let after = shore.edit(&TOML.replace("How often is it calm?", "How often is it calm there?"), "2026-02-01").await;
    shore.answer(&spring, 0, &often, 120).await;
    shore.answer(&spring, 1, &always, 140).await;
    const SAY: &str = "insert into wordings (instrument_id, from_hash, to_hash, unit, class, person_id, confirmed_on)
        values ($1, $2, $3, 'calm', 'cosmetic', 'o', '2026-02-02')";
    let pool = shore.office.state.store.pool.clone();
    sql::query(SAY).bind(&shore.instrument).bind(&before).bind(&after).execute(&pool).await.unwrap();
    shore.publish("The first", &[0], &mut cora).await;
    let text = "select count(*) from releases where state = 'released'";
    assert_eq!(sql::query_scalar::<i64>(text).fetch_one(&pool).await.unwrap(), 1);
    sql::query("update wordings set class = 'reworded'").execute(&pool).await.unwrap();
    let page = shore.prepare("The second", &[0], &[]).await;
    assert!(page.says("Left out: How often is it calm there?"), "264 less 260 would tell of four: {}", page.body);
    assert!(page.says("Since “The first” answers were added or taken back, or a wording was classed anew"));
    assert!(!page.says("Left out: Is it safe here?"), "control: of this question the same people are counted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wording_that_changed_before_the_waves_of_a_release_is_not_spoken_of() {
    let mut shore = Shore::open().await;
    let one = |code: &str| Answer::One(code.to_owned());
    let often = [("calm", one("often")), ("safe", one("yes"))];
    let always = [("calm", one("always")), ("safe", one("no"))];
    let winter = shore.collection("Winter", "2025-01-01").await;
    shore.answer(&winter, 0, &often, 120).await;
    shore.answer(&winter, 0, &always, 120).await;
    shore.edit(&TOML.replace("How often is it calm?", "How often is it calm there?"), "2026-02-01").await;
    for (name, day) in [("Spring", "2025-04-01"), ("Autumn", "2025-10-01")] {
        let collection = shore.collection(name, day).await;
        shore.answer(&collection, 0, &often, 120).await;
        shore.answer(&collection, 0, &always, 120).await;
    }
    const CHANGED: &str = "their answers to choose from were changed";
    let since = shore.prepare("Since then", &[1, 2], &[]).await;
    assert!(since.says("Nobody had to answer") && !since.says(CHANGED), "one wording alone: {}", since.body);
    let whole = shore.prepare("All of it", &[0, 1, 2], &[]).await;
    assert!(whole.says(CHANGED), "the earliest wave had other words: {}", whole.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_while_a_release_is_worked_out_is_not_in_it() {
    let mut shore = Shore::with_two_waves().await;
    let page = shore.prepare("Calm at the shore", &[0, 1], &[]).await;
    assert!(page.says("531 people answered"), "{}", page.body);
    let store = shore.office.state.store.clone();
    const AGAIN: &str = "update releases set outlook = null, figures = null, document = null, own_key = null";
    sql::query(AGAIN).execute(&store.pool).await.unwrap();
    // Whoever holds the pen keeps the plan from being written down; the answers have been read by then.
    let mut pen = store.write().await.unwrap();
    let mut begun = shore.office.owner.get(&page.address).await;
    for _ in 0..600 {
        let said = begun.body.split("Working out what can be shown: ").nth(1).expect("it is being worked out");
        let (done, rest) = said.split_once(" of ").unwrap();
        if done != "0" && rest.starts_with(&format!("{done}.")) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        begun = shore.office.owner.get(&page.address).await;
    }
    sql::query(TAKE).bind(&shore.waves[0]).execute(&mut *pen).await.unwrap();
    pen.commit().await.unwrap();
    let now = shore.office.owner.get(&page.address).await;
    let page = planned(&mut shore.office.owner, now).await;
    assert!(page.says("530 people answered") && !page.says("531 people answered"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_come_after_the_plan_ask_for_another_one_and_only_where_they_count() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    shore.wave("Winter", "2026-01-01", &[(0, "often", "yes", 9)]).await;
    let elsewhere = shore.office.owner.post(&format!("{address}/propose"), &[]).await;
    assert!(elsewhere.says("Waits for a second person"), "another wave is not in it: {}", elsewhere.body);
    let seen = digest(&cora.get(&address).await);
    let all = collections::all(&shore.office.state.store, &shore.office.study).await.unwrap();
    let autumn = all.into_iter().find(|collection| collection.wave_id == shore.waves[1]).unwrap();
    let one = |code: &str| Answer::One(code.to_owned());
    shore.answer(&autumn, 0, &[("calm", one("never")), ("safe", one("no"))], 2).await;
    let fields = [("decision", "approve"), ("document", seen.as_str())];
    cora.page = Some(address.clone());
    let late = cora.post(&format!("{address}/decide"), &fields).await;
    assert!(late.says("Answers that it counts came or were taken back") && !late.says("Approved by"), "{}", late.body);
    let again = shore.office.owner.post(&format!("{address}/plan"), &[]).await;
    let page = planned(&mut shore.office.owner, again).await;
    assert!(page.says("543 people answered") && page.says("Worked out, not handed on yet"), "{}", page.body);
    shore.office.owner.post(&format!("{address}/propose"), &[]).await;
    let out = approve(&mut cora, &address).await;
    assert!(out.says("Approved by Cora Coordinator"), "{}", out.body);
    assert!(!shore::word(&out).is_empty());
}
