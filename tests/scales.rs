//! A coordinator reads what the collaboration inventory says of her coalition: factors, response, all who were invited,
//! sites, wordings and editions.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod inventory;
mod platform;

use inventory::{WILDER, beside, owner, rate};
use platform::{Answered, Browser, Open, Platform, Scene};
use server::store::links;

async fn scene() -> (Platform, Open) {
    Platform::with(Scene { toml: WILDER.to_owned(), ..Scene::default() }).await
}

async fn figures(platform: &Platform, open: &Open, browser: &mut Browser) -> Answered {
    browser.get(&format!("/studies/{}/results/{}", platform.study.id, open.collection.id)).await
}

async fn invite(platform: &Platform, open: &Open, invited: Option<i64>) {
    links::invite(&platform.state.store, &open.collection.id, &open.word, invited).await.unwrap();
}

/// What stands from a heading on.
fn from<'a>(page: &'a Answered, heading: &str) -> &'a str {
    page.body.split(heading).nth(1).unwrap_or_else(|| panic!("{heading} is missing: {}", page.body))
}

fn choose(of: u64, some: u64) -> f64 {
    if some > of { 0.0 } else { (0..some).fold(1.0, |product, k| product * (of - k) as f64 / (k + 1) as f64) }
}

/// The numbers of a population that neither tail refuses, by listing them all.
fn possible(count: u64, base: u64, population: u64) -> (u64, u64) {
    let chance =
        |marked: u64, k: u64| choose(marked, k) * choose(population - marked, base - k) / choose(population, base);
    let above = |marked: u64| (count..=base).map(|k| chance(marked, k)).sum::<f64>();
    let below = |marked: u64| (0..=count).map(|k| chance(marked, k)).sum::<f64>();
    let fits: Vec<u64> = (0..=population).filter(|marked| above(*marked) > 0.025 && below(*marked) > 0.025).collect();
    (*fits.first().unwrap(), *fits.last().unwrap())
}

#[tokio::test]
async fn what_all_who_were_invited_would_say_stands_beside_what_those_say_who_answered() {
    let (platform, open) = scene().await;
    rate(&platform, &open, WILDER, "North", 31, |person, _| 4 + person % 2).await;
    let mut owner = owner(&platform).await;
    invite(&platform, &open, Some(47)).await;
    let page = figures(&platform, &open, &mut owner).await;
    assert!(page.says("31 of 47 invited answered (66 %)."), "{}", page.body);
    assert!(page.says("It does not make up for silence"));
    let (low, high) = possible(15, 31, 47);
    assert!(page.says(&format!("between {low} and {high} of the 47")), "15 of 31 rated 5");
    assert!(page.says("of all 47 invited: 4."), "and the means");

    invite(&platform, &open, Some(31)).await;
    let page = figures(&platform, &open, &mut owner).await;
    assert!(page.says("All 31 who were invited answered") && page.says("<td>everyone answered</td>"), "{}", page.body);

    invite(&platform, &open, Some(30)).await;
    let page = figures(&platform, &open, &mut owner).await;
    assert!(page.says("31 answered, but only 30 are written down") && !page.says("of the 30"), "{}", page.body);

    invite(&platform, &open, Some(1_000)).await;
    let page = figures(&platform, &open, &mut owner).await;
    assert!(page.says("Fewer than 5 % of the 1000 invited") && !page.says("of the 1000<"), "{}", page.body);

    invite(&platform, &open, None).await;
    let page = figures(&platform, &open, &mut owner).await;
    assert!(page.says("How many were invited is not known") && !page.says("Of all"), "{}", page.body);
}

#[tokio::test]
async fn sites_stand_side_by_side_by_name_and_small_ones_have_no_means() {
    let (platform, open) = scene().await;
    rate(&platform, &open, WILDER, "North", 12, |person, _| 3 + person % 2).await;
    rate(&platform, &open, WILDER, "Bayou", 4, |_, _| 5).await;
    rate(&platform, &open, WILDER, "Delta", 7, |_, _| 1).await;
    let mut owner = owner(&platform).await;
    let page = figures(&platform, &open, &mut owner).await;
    let table = from(&page, "<h3>Sites side by side</h3>").split("</table>").next().unwrap();
    let heads: Vec<usize> = ["All sites", "Bayou", "Delta", "North"]
        .map(|name| table.find(&format!("<th scope=\"col\">{name}</th>")).unwrap_or_else(|| panic!("{name}: {table}")))
        .to_vec();
    assert!(heads.is_sorted(), "by name, although Delta rates lowest");
    assert_eq!(table.matches("hidden: few people").count(), 1 + 22, "four people at Bayou");
    assert_eq!(table.matches("7 people").count(), 22, "counted, without a mean, at Delta");
    assert_eq!(table.matches("<strong>3.5</strong>").count(), 22, "at North");
    assert_eq!(table.matches("23 people").count(), 22, "all together");
    assert!(table.contains("12 of 20 invited") && table.contains("7 (invited: not known)"), "{table}");
    assert!(page.says("not of their scores"));
    let north = inventory::site(&platform, "North").await;
    let alone = owner.get(&format!("{}?site={north}", page.address)).await;
    assert!(!alone.says("Sites side by side") && alone.says("12 of 20 invited answered (60 %)."), "{}", alone.body);
}

#[tokio::test]
async fn one_site_with_more_answers_than_invitations_makes_the_number_of_all_sites_wrong() {
    let (platform, open) = scene().await;
    let south = inventory::site(&platform, "South").await;
    links::add(&platform.state.store, &open.collection.id, &south, Some(40), links::Mode::Open).await.unwrap();
    rate(&platform, &open, WILDER, "North", 31, |person, _| 4 + person % 2).await;
    rate(&platform, &open, WILDER, "South", 12, |person, _| 4 + person % 2).await;
    let mut owner = owner(&platform).await;
    let waves = format!("/studies/{}/waves", platform.study.id);
    for (invited, wrong) in [(30, true), (31, false)] {
        invite(&platform, &open, Some(invited)).await;
        let page = figures(&platform, &open, &mut owner).await;
        let said = "More people answered than are written down as invited at: North.";
        assert_eq!((page.says(said), page.says("Of all 71 invited")), (wrong, !wrong), "{}", page.body);
        let page = owner.get(&waves).await;
        assert_eq!(page.says("At some site more people answered than were invited there"), wrong, "{}", page.body);
        assert_eq!(page.says("of 71 invited"), !wrong, "{}", page.body);
    }
}

#[tokio::test]
async fn reliability_is_there_for_those_who_unfold_it() {
    let (platform, open) = scene().await;
    rate(&platform, &open, WILDER, "North", 60, |person, item| 1 + (person + (person * item) % 3) % 5).await;
    let mut owner = owner(&platform).await;
    let page = figures(&platform, &open, &mut owner).await;
    let part = from(&page, "<summary>Do the items of a scale hang together?</summary>");
    let part = part.split("</details>").next().unwrap();
    assert_eq!(part.matches("Two items are too few to judge.").count(), 14);
    assert_eq!(part.matches("One item: there is nothing").count(), 4);
    assert_eq!(part.matches("needs 50 people").count(), 0);
    assert!(!part.contains("NaN"));
    assert_eq!(part.matches("<h3>Items of “").count(), 4, "each of three items stands beside the others: {part}");
    assert!(part.contains("Correlation with the rest") && part.contains("r with 3"), "{part}");

    let (platform, open) = scene().await;
    rate(&platform, &open, WILDER, "North", 12, |person, item| 3 + (person + item) % 3).await;
    let mut owner = inventory::owner(&platform).await;
    let page = figures(&platform, &open, &mut owner).await;
    assert_eq!(page.body.matches("needs 50 people").count(), 4, "control");
}

#[tokio::test]
async fn factors_near_an_edge_are_borderline_and_lists_are_sorted() {
    let (platform, open) = scene().await;
    // Items 1 to 6, the first three factors: strong, near the edge, weak. All others in the middle.
    let say = |person: usize, item: usize| match item {
        0 | 1 => 5 - usize::from(person == 0),
        2 | 3 => 3 + 2 * (person % 2),
        4 | 5 => 1 + usize::from(person == 0),
        6 | 7 => 4 + usize::from(person < 8),
        _ => 3 + usize::from(person.is_multiple_of(3)),
    };
    rate(&platform, &open, WILDER, "North", 12, say).await;
    let mut owner = owner(&platform).await;
    let page = figures(&platform, &open, &mut owner).await;
    assert!(page.says("borderline between “◆ Borderline, worth discussing” and “▲ Strength”"), "{}", page.body);
    assert!(page.says(" items, one by one</summary>"), "items stand folded under their scales: {}", page.body);
    let lists = from(&page, "<h3>Strengths and concerns</h3>");
    let place = |words: &str| lists.find(words).unwrap_or_else(|| panic!("{words}: {lists}"));
    let order = [
        "Strengths, the strongest first",
        "4.9 History of collaboration",
        "4.7 Mutual respect",
        "Worth a talk",
        "4.0 Collaborative group",
        "Concerns, the weakest first",
        "1.1 Favorable political",
    ];
    assert!(order.map(place).is_sorted(), "{lists}");

    let (platform, open) = scene().await;
    rate(&platform, &open, WILDER, "North", 9, say).await;
    let mut owner = inventory::owner(&platform).await;
    let page = figures(&platform, &open, &mut owner).await;
    assert!(page.says("22 factors have fewer than 10 people and stand in no list"), "{}", page.body);
}

#[tokio::test]
async fn both_editions_of_a_study_say_which_factors_can_be_compared() {
    let (platform, open) = scene().await;
    let second = instruments::editions().unwrap().earlier(2, WILDER).unwrap();
    let mut owner = owner(&platform).await;
    let before = figures(&platform, &open, &mut owner).await;
    assert!(!before.says("of this inventory</summary>"), "control");
    let earlier = beside(&platform, &open, &second).await;
    rate(&platform, &earlier, &second, "North", 12, |_, _| 4).await;
    let page = figures(&platform, &open, &mut owner).await;
    let part = from(&page, "<summary>Edition 2 of this inventory</summary>");
    assert!(part.contains("20 factors are the same in both"), "{part}");
    assert!(part.contains("Only in edition 3: Evaluation and continuous learning; Engaged stakeholders."), "{part}");
    let page = figures(&platform, &earlier, &mut owner).await;
    assert_eq!(
        page.body.matches("<td data-label=\"Mean\">4.0</td>").count(),
        20,
        "the earlier edition is scored by itself"
    );
    assert!(page.says("all means are the same"), "and says why there are no intervals: {}", page.body);
    assert!(from(&page, "<summary>Edition 3 of this inventory</summary>").contains("Only in edition 3"));
}
