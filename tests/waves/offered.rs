//! An option is offered from the second wave on; the coordinator says that the question still asks the same.

use instruments::Answer;
use server::store::audit;
use server::waves::wording::{self, Class};
use server::waves::{Verdict, compare, course};

use super::study::Study;
use super::waves::{Waves, complete};
use super::{RULES, asking, choice, series_of};

#[tokio::test]
async fn an_option_that_was_not_offered_yet_was_chosen_by_nobody_and_is_not_compared() {
    let before = asking("needs", &choice("needs", "several", &["beds", "staff"]));
    let after = asking("needs", &choice("needs", "several", &["beds", "staff", "food"]));
    let study = Study::with_instrument(&asking("other", &choice("other", "single", &["one", "two"]))).await;
    let waves = Waves::begin(&study.store, &study.study.id, &before, &["Everywhere"]).await;
    let people = |toml: &str, food: usize| {
        let toml = toml.to_owned();
        (0..40).map(move |number: usize| {
            let own = if number < food { "food" } else { "staff" };
            let codes = if number < 20 { vec!["beds".to_owned(), own.to_owned()] } else { vec![own.to_owned()] };
            (0, complete(&toml, [("needs".to_owned(), Answer::Several(codes))].into()))
        })
    };
    let first = waves.publish(&before, "2026-01-01").await;
    let second = waves.publish(&after, "2028-01-01").await;
    waves.wave(("2026", "2026-03-01", &first), people(&before, 0)).await;
    waves.wave(("2028", "2028-03-01", &second), people(&after, 30)).await;
    let series = series_of(&study, &waves.instrument).await;
    let [step] = &series.breaks.steps[..] else { panic!("{:?}", series.breaks.steps) };
    assert_eq!((step.proposed, step.asks()), (Class::Options, true));
    let mut to = study.store.write().await.unwrap();
    let day = ("owner", "2028-05-01");
    wording::confirm(&mut to, &waves.instrument, step, Class::Cosmetic, day).await.unwrap();
    audit::append(&mut to, Some(&study.study.id), "owner", "class-wording", &step.unit).await.unwrap();
    to.commit().await.unwrap();

    let series = series_of(&study, &waves.instrument).await;
    let comparison = compare(&series, 0, 1, None, RULES);
    let verdict = |key: &str| {
        let place = series.items.iter().position(|item| item.key == key).unwrap();
        &comparison.lines[place].verdict
    };
    assert_eq!(*verdict("needs=food"), Verdict::Apart(Class::New), "nobody could choose it");
    assert!(!matches!(verdict("needs=beds"), Verdict::Apart(_)), "{:?}", verdict("needs=beds"));
    let food = course(&series, series.item("needs=food").unwrap(), None, RULES);
    assert!(food.points[0].seen.is_none() && food.points[0].figure.is_none(), "no wave of nobody");
    assert_eq!(food.points[1].figure.unwrap().estimate, Some(0.75));
}
