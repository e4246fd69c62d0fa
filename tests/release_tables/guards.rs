//! Each thing that keeps a table, a figure or a comparison in the house is met once.

use crate::files::{all, named};
use crate::harbour::{Harbour, OF_GUESTS, OF_STAFF, Said, said};
use crate::kinds::{guests, staff};

fn people(count: usize, calm: &str, safe: &str, role: &str, nights: u32) -> Vec<Said> {
    let nights = nights.to_string();
    vec![said(&[("calm", calm), ("safe", safe), ("role", role), ("nights", &nights)]); count]
}

/// The office with the staff's answers of the second wave alone.
async fn once(people: Vec<Vec<Said>>) -> Harbour {
    let harbour = Harbour::open().await;
    harbour.answer(OF_STAFF, 1, &people.concat()).await;
    harbour
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_not_set_beside_itself() {
    let mut harbour = once(vec![people(40, "often", "yes", "beds", 3)]).await;
    let id = harbour.instrument(OF_STAFF).to_owned();
    let (cross, by) = (format!("cross.{id}"), format!("by.{id}"));
    let page = harbour.prepare(&[(OF_STAFF, &[])], &[(&cross, "calm"), (&by, "calm")]).await;
    assert!(page.says("A question is set beside another one, not beside itself"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_on_a_condition_is_not_set_beside_another_where_that_leaves_few() {
    // Whoever says no is asked why; of those who are often calm all but two are.
    let why = |count: usize, calm: &str, why: &str| vec![said(&[("calm", calm), ("safe", "no"), ("why", why)]); count];
    let mut harbour = once(vec![
        why(20, "often", "light"),
        why(22, "always", "locks"),
        people(2, "often", "yes", "beds", 3),
        people(30, "always", "yes", "beds", 3),
    ])
    .await;
    let id = harbour.instrument(OF_STAFF).to_owned();
    let (cross, by) = (format!("cross.{id}"), format!("by.{id}"));
    let page = harbour.prepare(&[(OF_STAFF, &["calm"])], &[(&cross, "why"), (&by, "calm")]).await;
    assert!(page.says("Not everybody was asked this, and all but a few"), "{}", page.body);
    assert!(!page.says("harbour-staff.why.by.calm"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mean_goes_with_a_hidden_answer_and_with_two_values_and_with_one_person() {
    let mean = |page: &str| page.contains("2.0") || page.contains("2.5");
    // Three people never have it calm: the mean of calm would tell how many.
    let small = vec![
        people(40, "often", "yes", "beds", 3),
        people(3, "never", "yes", "law", 3),
        people(40, "always", "no", "law", 6),
    ];
    let mut harbour = once(small).await;
    let means = format!("means.{}", harbour.instrument(OF_STAFF));
    let page = harbour.prepare(&[(OF_STAFF, &["calm", "nights"])], &[(&means, "yes")]).await;
    let word = harbour.publish(&page).await;
    let files = all(&harbour.office, &word).await;
    let csv = named(&files, "data.csv");
    assert!(csv.contains("harbour-staff.calm,Autumn,mean,,,,,,yes"), "{csv}");
    assert!(csv.contains("harbour-staff.calm,Autumn,mean_interval,,,,,,yes"), "{csv}");
    assert!(csv.contains("harbour-staff.nights,Autumn,mean,4.4"), "control: {csv}");
    assert!(!mean(named(&files, "")), "no mean of calm");
    // Two values of which one is of three people: with the base the mean tells how many.
    let mut harbour = once(vec![people(80, "often", "yes", "beds", 3), people(3, "often", "yes", "beds", 9)]).await;
    let page = harbour.prepare(&[(OF_STAFF, &["nights"])], &[]).await;
    let word = harbour.publish(&page).await;
    let csv = all(&harbour.office, &word).await;
    assert!(named(&csv, "data.csv").contains("harbour-staff.nights,Autumn,mean,,,,,,yes"), "{csv:?}");
    // Many values, and one person who has most of the sum.
    let mut all_kinds: Vec<Vec<Said>> = (0..6).map(|nights| people(6, "often", "yes", "beds", nights)).collect();
    all_kinds.push(people(1, "often", "yes", "beds", 5000));
    let mut harbour = once(all_kinds).await;
    let page = harbour.prepare(&[(OF_STAFF, &["nights"])], &[]).await;
    let word = harbour.publish(&page).await;
    let csv = all(&harbour.office, &word).await;
    assert!(named(&csv, "data.csv").contains("harbour-staff.nights,Autumn,mean,,,,,,yes"), "{csv:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_answered_both_times_is_followed_only_where_they_are_enough_and_courses_only_without_small_numbers() {
    let two = |count: usize, calm: [&'static str; 2]| (count, "beds", calm, ["yes", "yes"]);
    let few = [two(6, ["often", "always"]), two(30, ["often", ""]), two(31, ["", "always"])];
    let mut harbour = staff(&few).await;
    let follow = format!("follow.{}", harbour.instrument(OF_STAFF));
    let page = harbour.prepare(&[(OF_STAFF, &["calm"])], &[(&follow, "yes")]).await;
    assert!(
        page.says("Too few people answered both times to show how they changed: How often is it calm?"),
        "{}",
        page.body
    );
    let nobody = [two(30, ["often", ""]), two(31, ["", "always"])];
    let mut harbour = staff(&nobody).await;
    let follow = format!("follow.{}", harbour.instrument(OF_STAFF));
    let page = harbour.prepare(&[(OF_STAFF, &["calm"])], &[(&follow, "yes")]).await;
    assert!(page.says("Nobody could be known again"), "{}", page.body);
    let courses = "from Spring (rows) to Autumn (columns)";
    let many =
        [two(60, ["often", "always"]), two(44, ["never", "never"]), two(30, ["often", ""]), two(31, ["", "always"])];
    let mut harbour = staff(&many).await;
    let follow = format!("follow.{}", harbour.instrument(OF_STAFF));
    let page = harbour.prepare(&[(OF_STAFF, &["calm"])], &[(&follow, "yes")]).await;
    assert!(page.says(courses), "no number of it is small: {}", page.body);
    let small = [many.as_slice(), &[two(3, ["always", "never"])]].concat();
    let mut harbour = staff(&small).await;
    let follow = format!("follow.{}", harbour.instrument(OF_STAFF));
    let page = harbour.prepare(&[(OF_STAFF, &["calm"])], &[(&follow, "yes")]).await;
    assert!(!page.says(courses) && page.says("Not compared here"), "three went from always to never: {}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_construct_with_one_side_is_no_mirror() {
    let mut harbour = once(vec![people(40, "often", "yes", "beds", 3), people(30, "always", "yes", "beds", 4)]).await;
    guests(&harbour, [&[], &[(70, "never"), (30, "always")]]).await;
    let page = harbour.prepare(&[(OF_STAFF, &["calm"])], &[("mirror", "calm.here")]).await;
    assert!(page.says("there are no two sides"), "{}", page.body);
    let page = harbour.prepare(&[(OF_STAFF, &["calm"]), (OF_GUESTS, &["calm"])], &[("mirror", "calm.here")]).await;
    assert!(!page.says("there are no two sides") && page.says("Harbour guests less Harbour staff"), "{}", page.body);
}
